import type { Environment, Variables } from './environment.ts'
import type { SocketWay } from './http-address.ts'

/** Where the results of a step go. */
export interface Sinks {
  /** Called once before the others. */
  open(): Promise<void>
  /** Hides a text in the runner's log from now on. */
  mask(form: string): void
  /** Sets an output of the step. Throws when the runner's file cannot be written. */
  setOutput(name: string, value: string): void
  /** Adds Markdown to the step's summary. */
  writeSummary(markdown: string): Promise<void>
}

/** The signals and last-resort events of the process an action runs in. */
export interface ProcessHooks {
  onSignal(listener: (signal: 'SIGINT' | 'SIGTERM') => void): void
  onFault(listener: (error: unknown) => void): void
  /** Takes all listeners away again. */
  release(): void
  setExitCode(code: number): void
  /** Ends the process when what was printed has left it. */
  exit(code: number): void
  /** Ends the process after `milliseconds` if something forgotten still keeps it alive then. */
  exitIfIdle(code: number, milliseconds: number): void
}

/** The network and the time of what is no HTTP call; what is left out is as this system has it. */
export interface Surroundings extends SocketWay {
  /** Name servers, `address:port`. */
  nameServers?: readonly string[]
  /** The clock by which a socket lasts, in milliseconds from anywhere. */
  elapsed?: () => number
}

/** Everything outside that an action touches. Tests give their own. */
export interface Host {
  variables: Variables
  /** Receives log output without the line end. */
  write: (line: string) => void
  /** Made for the environment that was read from `variables`. */
  sinks: (environment: Environment) => Sinks
  /** Null: no signals, no exit codes; the outcome is only returned. */
  process: ProcessHooks | null
  /** Milliseconds since 1970. */
  now: () => number
  surroundings: Surroundings
}

/** The real process. */
export const realHost = (): Host => ({
  variables: process.env,
  write: (line) => process.stdout.write(`${line}\n`),
  sinks: runnerSinks,
  process: processHooks(),
  now: Date.now,
  surroundings: {},
})

/** Sinks through @actions/core, which is loaded by `open` and only where there is something to write to. */
export const runnerSinks = (environment: Environment): Sinks => {
  type Core = Pick<typeof import('@actions/core'), 'setSecret' | 'setOutput' | 'summary'>
  let core: Core | null = null
  return {
    open: async () => {
      const { onRunner, hasOutputFile, hasSummaryFile } = environment
      if (onRunner || hasOutputFile || hasSummaryFile) core = await import('@actions/core')
    },
    mask: (form) => {
      // Off a runner the command would only print the secret.
      if (environment.onRunner) core?.setSecret(form)
    },
    setOutput: (name, value) => {
      if (environment.hasOutputFile) core?.setOutput(name, value)
    },
    writeSummary: async (markdown) => {
      if (environment.hasSummaryFile) await core?.summary.addRaw(markdown, true).write()
    },
  }
}

const processHooks = (): ProcessHooks => {
  const releases: (() => void)[] = []
  const on = (event: string, listener: (...args: unknown[]) => void): void => {
    process.on(event, listener)
    releases.push(() => process.off(event, listener))
  }
  return {
    onSignal: (listener) => {
      on('SIGINT', () => listener('SIGINT'))
      on('SIGTERM', () => listener('SIGTERM'))
    },
    onFault: (listener) => {
      on('uncaughtException', listener)
      on('unhandledRejection', listener)
      // Nothing is left to wait for, yet the work has no end: Node would leave without a word.
      on('beforeExit', () => listener(new Error('the work stopped without an end')))
    },
    release: () => {
      for (const release of releases.splice(0)) release()
    },
    setExitCode: (code) => {
      process.exitCode = code
    },
    exit: (code) => {
      process.exitCode = code
      process.stdout.write('', () => process.exit(code))
    },
    exitIfIdle: (code, milliseconds) => {
      setTimeout(() => process.exit(code), milliseconds).unref()
    },
  }
}
