import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** How a process that has to go is asked to: milliseconds after SIGINT until SIGTERM, and after that until it is killed. */
export type Grace = readonly [afterInterrupt: number, afterTerminate: number]

/** GitHub's own: facts on GitHub, section 8. */
export const GITHUB_GRACE: Grace = [7_500, 2_500]

// How long output may still come from what a step left behind.
const DRAIN = 500

export interface Command {
  file: string
  args: readonly string[]
  cwd: string
  env: Readonly<Record<string, string>>
}

/** A process of a step. */
export interface StepProcess {
  /** Its exit code; 130, 143 or 137 when a signal ended it. */
  ended: Promise<number>
  /** SIGINT, SIGTERM, kill, as long as it lives. The first asker counts. */
  stop(grace: Grace): void
  /** Kills it at once, with all it started. */
  kill(): void
  /** Kills whatever the step left running. */
  sweep(): void
}

/** Plays a command, or leaves it to a real process. `onLine` hears what it prints, line by line. */
export type StartProcess = (command: Command, onLine: (line: string) => void) => StepProcess | null

const CODES: Readonly<Record<string, number>> = { SIGINT: 130, SIGKILL: 137, SIGTERM: 143 }

/** Starts a process in a group of its own, and hears it line by line. */
export const startProcess = (
  { file, args, cwd, env }: Command,
  onLine: (line: string) => void,
): StepProcess => {
  const child = spawn(file, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  const timers: NodeJS.Timeout[] = []
  let alive = true
  let stopping = false
  let leftovers = false
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on('line', onLine)
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      alive = false
      for (const timer of timers) clearTimeout(timer)
      const finish = () => resolve(code ?? CODES[signal ?? ''] ?? 1)
      // Somebody else holds the pipes: a process that outlives the step.
      const drained = setTimeout(() => {
        leftovers = true
        finish()
      }, DRAIN)
      child.once('close', () => {
        clearTimeout(drained)
        finish()
      })
    })
  })
  const group = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid) process.kill(-child.pid, signal)
    } catch {
      // Nobody is left in the group.
    }
  }
  return {
    ended,
    stop: ([afterInterrupt, afterTerminate]) => {
      if (stopping || !alive) return
      stopping = true
      // Only the process itself hears the first two; its children are its own business (facts, section 8).
      child.kill('SIGINT')
      timers.push(
        setTimeout(() => child.kill('SIGTERM'), afterInterrupt),
        setTimeout(() => group('SIGKILL'), afterInterrupt + afterTerminate),
      )
    },
    kill: () => {
      if (alive) group('SIGKILL')
    },
    sweep: () => {
      if (leftovers || alive) group('SIGKILL')
    },
  }
}
