import { AsyncLocalStorage } from 'node:async_hooks'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import * as actions from '../../../actions/index.ts'
import type { Action, Outcome, Runtime } from '../../../src/kit/action.ts'
import { readEnvironment } from '../../../src/kit/environment.ts'
import { createExec } from '../../../src/kit/exec.ts'
import type { ProcessHooks } from '../../../src/kit/host.ts'
import { createRedactor } from '../../../src/kit/redact.ts'
import type { Command, StartProcess, StepProcess } from '../../../tools/workflow-runner/process.ts'
import type { VirtualClock } from '../../fakes/clock.ts'
import { exportFor } from './keeping.ts'
import { fileSinks } from './sinks.ts'

const clocks = new AsyncLocalStorage<{ clock: VirtualClock | null; shortest: number }>()
const wait = timers.setTimeout

/** Longer waits pass on the clock of the step that waits, all others for real. */
const virtualWait: typeof wait = async (milliseconds, value, options) => {
  const { clock, shortest = 0 } = clocks.getStore() ?? {}
  if (!clock || !((milliseconds ?? 0) >= shortest)) return wait(milliseconds, value, options)
  options?.signal?.throwIfAborted()
  // Whoever asks for the run meanwhile is heard.
  await wait(0)
  clock.advance(milliseconds ?? 0)
  options?.signal?.throwIfAborted()
  return value as never
}

/** Signals, as a process would hear them. */
const openHooks = (end: (code: number) => void) => {
  let listeners: ((signal: 'SIGINT' | 'SIGTERM') => void)[] = []
  const hooks: ProcessHooks = {
    onSignal: (listener) => {
      listeners = [...listeners, listener]
    },
    onFault: () => {},
    release: () => {
      listeners = []
    },
    setExitCode: () => {},
    exit: end,
    exitIfIdle: () => {},
  }
  const signal = (): void => {
    for (const listener of listeners) listener('SIGINT')
  }
  return { hooks, signal }
}

const named = (script: string): Promise<Action> | null => {
  const load = (actions as Record<string, (() => Promise<unknown>) | undefined>)[exportFor(script) ?? '']
  return load ? (load() as Promise<Action>) : null
}

/** Starts programs in the working copy, as a runner starts the step itself: this process is somewhere else. */
const execIn = (variables: Readonly<Record<string, string>>): Runtime['exec'] => {
  const environment = readEnvironment(variables)
  const exec = createExec({ environment, redactor: createRedactor({ maskWith: () => {}, warn: () => {} }) })
  return (request) => exec({ cwd: environment.workspace, ...request })
}

/**
 * Plays our own actions from their sources in this process: the same inputs, outputs, summaries and signals as in the
 * bundle, without the price of a process. Everything else stays a process. Waits of `shortest` milliseconds or more are virtual;
 * without a clock time is real.
 */
export const insideOf = (
  clock: VirtualClock | null,
  given: Partial<Pick<Runtime, 'http' | 'surroundings'>> = {},
  shortest = 1000,
): StartProcess => {
  timers.setTimeout = virtualWait
  syncBuiltinESMExports()
  return ({ args, env }: Command, onLine): StepProcess | null => {
    const loading = named(args[0] ?? '')
    if (!loading) return null
    const write = (lines: string): void => {
      for (const line of lines.split('\n')) onLine(line)
    }
    let cut: (code: number) => void = () => {}
    const killed = new Promise<number>((resolve) => {
      cut = resolve
    })
    const { hooks, signal } = openHooks(cut)
    const run = async (): Promise<number> => {
      const action = await loading
      const outcome: Outcome = await clocks.run({ clock, shortest }, () =>
        action.run({
          variables: env,
          write,
          sinks: fileSinks(write),
          process: hooks,
          now: clock?.now ?? Date.now,
          exec: execIn(env),
          ...given,
        }),
      )
      return outcome.exitCode
    }
    return { ended: Promise.race([run(), killed]), stop: signal, kill: () => cut(137), sweep: () => {} }
  }
}
