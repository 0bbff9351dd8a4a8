import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * Stops process groups when the host is gone without having said goodbye (SIGKILL, power of a debugger).
 * A host that ends in order stops its children itself.
 */
export interface Guard {
  watch(group: number): void
  unwatch(group: number): void
  /** Ends the guard; it stops what is still watched. */
  close(): void
}

/**
 * Starts the guard: a process of its own that reads `+<group>` and `-<group>` lines and, when the pipe from the
 * host closes, kills every group that is left. It survives a Ctrl-C meant for the host.
 */
export const startGuard = (): Guard => {
  const file = fileURLToPath(
    new URL(import.meta.url.endsWith('.ts') ? './guard-main.ts' : './guard-main.js', import.meta.url),
  )
  const child = spawn(process.execPath, [file], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    env: {},
  })
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  child.unref()
  const say = (line: string) => {
    if (child.stdin.writable) child.stdin.write(`${line}\n`)
  }
  return {
    watch: (group) => say(`+${group}`),
    unwatch: (group) => say(`-${group}`),
    close: () => child.stdin.end(),
  }
}

/** Sends a signal to a whole process group. False when nothing is left of it. */
export const signalGroup = (group: number, signal: NodeJS.Signals): boolean => {
  try {
    return process.kill(-group, signal)
  } catch {
    return false
  }
}
