import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Guard } from './guard.ts'
import { signalGroup } from './guard.ts'
import { keepOutput } from './output.ts'

/** All children listen here. */
export const LOOPBACK = '127.0.0.1'

/** How a process ended, in words: `exited with code 1`, `was killed by SIGSEGV`, `could not be started (ENOENT)`. */
export type Ending = string

/** One running process of a release. */
export interface Instance {
  readonly port: number
  /** Requests on their way through it. */
  readonly inFlight: number
  /** Null while it runs. */
  readonly ending: Ending | null
  /** Resolves when it has ended. */
  readonly ended: Promise<Ending>
  /** Counts a request in; the function returned counts it out, once. */
  enter(): () => void
  /** Waits until no request is on its way, at most this many milliseconds, then asks it to end, then ends it. */
  drainAndStop(drain: number): Promise<void>
  /** Ends the whole process group at once, without waiting. */
  kill(): void
}

/** Milliseconds between the request to end (SIGTERM) and the end (SIGKILL). */
export const TERM_GRACE = 5000

const reserved = new Set<number>()

/** A port that nothing listens on and that no other start in this host has been given. */
const freePort = async (): Promise<number> => {
  const port = await new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, LOOPBACK, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
  if (reserved.has(port)) return freePort()
  reserved.add(port)
  return port
}

/** What is needed to start a process. `env` is all of its environment, except `PORT`. */
export interface Launch {
  command: readonly string[]
  directory: string
  env: Record<string, string>
  log: string
  guard: Guard
}

/** Starts a process on a free port. It may end at once: see `ending`. */
export const launch = async ({ command, directory, env, log, guard }: Launch): Promise<Instance> => {
  const [program = '', ...args] = command
  const port = await freePort()
  // Its own group, so that what it starts itself ends with it, and Ctrl-C reaches the host alone.
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: directory,
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const group = child.pid
  if (group !== undefined) guard.watch(group)
  keepOutput(log, [child.stdout, child.stderr])

  let inFlight = 0
  let ending: Ending | null = null
  let whenIdle: (() => void) | null = null
  const ended = new Promise<Ending>((resolve) => {
    const finish = (how: Ending) => {
      if (ending !== null) return
      ending = how
      reserved.delete(port)
      // What the process left behind in its group goes with it.
      if (group !== undefined) {
        signalGroup(group, 'SIGKILL')
        guard.unwatch(group)
      }
      resolve(how)
    }
    child.once('error', (error: NodeJS.ErrnoException) =>
      finish(`could not be started (${error.code ?? 'unknown'})`),
    )
    child.once('exit', (code, signal) =>
      finish(signal ? `was killed by ${signal}` : `exited with code ${code}`),
    )
  })
  const kill = () => {
    if (group !== undefined && ending === null) signalGroup(group, 'SIGKILL')
  }

  return {
    port,
    ended,
    get inFlight() {
      return inFlight
    },
    get ending() {
      return ending
    },
    enter() {
      inFlight += 1
      let inside = true
      return () => {
        if (!inside) return
        inside = false
        inFlight -= 1
        if (inFlight === 0) whenIdle?.()
      }
    },
    async drainAndStop(drain) {
      const idle = new Promise<void>((resolve) => {
        whenIdle = resolve
        if (inFlight === 0) resolve()
      })
      await within(drain, Promise.race([idle, ended]))
      if (ending !== null || group === undefined) return
      signalGroup(group, 'SIGTERM')
      await within(TERM_GRACE, ended)
      kill()
      await ended
    },
    kill,
  }
}

/** Waits for `work`, but no longer than `time` milliseconds. */
export const within = async (time: number, work: Promise<unknown>): Promise<void> => {
  const timer = new AbortController()
  await Promise.race([work, pause(time, undefined, { signal: timer.signal }).catch(() => undefined)])
  timer.abort()
}

const answersWell = (port: number, path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request({ host: LOOPBACK, port, path, timeout: 2000, agent: false }, (answer) => {
      answer.resume()
      const status = answer.statusCode ?? 0
      resolve(status >= 200 && status < 300)
    })
    asked.once('timeout', () => asked.destroy())
    asked.once('error', () => resolve(false))
    asked.end()
  })

/**
 * Asks the health path until it answers 2xx. Resolves with null when ready, else with the reason: the process ended,
 * or `readyWithin` milliseconds went by.
 */
export const untilReady = async (
  instance: Instance,
  health: string,
  readyWithin: number,
): Promise<string | null> => {
  const late = new AbortController()
  const deadline = setTimeout(() => late.abort(), readyWithin)
  try {
    for (let wait = 20; !late.signal.aborted; wait = Math.min(wait * 1.5, 500)) {
      const well = await answersWell(instance.port, health)
      if (instance.ending !== null) return `the process ${instance.ending} before ${health} answered`
      if (well) return null
      await within(wait, instance.ended)
    }
    return `${health} gave no 2xx answer within ${readyWithin / 1000} s`
  } finally {
    clearTimeout(deadline)
  }
}
