import { AsyncLocalStorage } from 'node:async_hooks'
import type { ChildProcess } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Environment } from './environment.ts'
import { ConfigError, ProviderError } from './errors.ts'
import type { Redactor } from './redact.ts'
import { inert } from './text.ts'

/** One run of a program. All times in milliseconds. */
export interface ExecRequest {
  /** A program on the PATH or a path to one. Never a command line. */
  program: string
  /** Each given to the program as it is; no shell reads them. Never a secret: other users can see arguments. */
  args?: readonly string[]
  /** Working directory. Default: our own. */
  cwd?: string
  /** Variables to hand on by name, besides the allow-list of `Environment.childVariables`. */
  pass?: readonly string[]
  /** Variables to set; the way to hand over a secret. */
  set?: Readonly<Record<string, string>>
  /** Written to standard input, which is then closed. Default: empty. */
  input?: string
  /** Time limit. Default 10 min. */
  timeout?: number
  /** Cap on each of the two outputs, in bytes; what comes later is dropped. Default 1 MiB. */
  maxBytes?: number
  /** Receives finished lines of both outputs, redacted and inert, while the program runs. */
  onLine?: (line: string) => void
}

/** How a program ended. The outputs are redacted and inert. */
export interface ExecResult {
  /** 0 to 255; the caller judges. */
  exitCode: number
  stdout: string
  stderr: string
  /** Whether output was dropped at the cap. */
  truncated: boolean
}

/**
 * Runs a program to its end. Throws ConfigError if it is not installed; ProviderError `timeout` or `interrupted`
 * with unknown effect if we had to end it.
 */
export type Exec = (request: ExecRequest) => Promise<ExecResult>

/** What running programs needs. */
export interface ExecOptions {
  environment: Environment
  redactor: Redactor
  /** Ends every program when it fires: the run's signal. */
  signal?: AbortSignal
}

const TIMEOUT = 10 * 60 * 1000
const MAX_BYTES = 1024 * 1024

/** SIGINT first, as a person would; each later signal after this many milliseconds. All within five seconds. */
const ESCALATION: readonly (readonly [NodeJS.Signals, number])[] = [
  ['SIGINT', 0],
  ['SIGTERM', 1500],
  ['SIGKILL', 3000],
]

/** Creates the one way to start programs. @actions/exec is loaded with the first. */
export const createExec =
  ({ environment, redactor, signal }: ExecOptions): Exec =>
  async (request) => {
    const name = programName(request.program)
    const variables = environment.childVariables({
      ...(request.pass && { pass: request.pass }),
      ...(request.set && { set: request.set }),
    })
    if (signal?.aborted) throw ended(name, 'interrupted', 'none')
    const { exec } = await import('@actions/exec')
    const clean = (text: string): string => redactor.redact(inert(redactor.redact(text)))
    const lines = lineReader((line) => request.onLine?.(clean(line)))
    const stdout = capture(request.maxBytes ?? MAX_BYTES)
    const stderr = capture(request.maxBytes ?? MAX_BYTES)
    const run = watched(() =>
      exec(quoted(request.program), [...(request.args ?? [])], {
        silent: true,
        ignoreReturnCode: true,
        delay: 1000,
        env: variables,
        input: Buffer.from(request.input ?? ''),
        ...(request.cwd !== undefined && { cwd: request.cwd }),
        listeners: {
          stdout: (data) => lines.stdout(stdout.add(data)),
          stderr: (data) => lines.stderr(stderr.add(data)),
        },
      }),
    )
    const exitCode = await superviseUntilEnd(run, { name, signal, timeout: request.timeout ?? TIMEOUT })
    lines.end()
    return {
      exitCode,
      stdout: clean(stdout.text()),
      stderr: clean(stderr.text()),
      truncated: stdout.full() || stderr.full(),
    }
  }

const programName = (program: string): string => {
  const name = program.split(/[\\/]/).at(-1) ?? ''
  if (name === '' || /["\x00-\x1f\x7f]/.test(program) || program.startsWith('-'))
    throw new ConfigError({
      message: 'the name of a program to run is empty or holds characters that are not allowed',
    })
  return name
}

/** @actions/exec splits its first argument at spaces; in quotes it stays whole, backslashes included. */
const quoted = (program: string): string => `"${program}"`

interface Watched {
  /** Null when a signal ended the program, whatever the types of @actions/exec say. */
  exitCode: Promise<number | null>
  signal: (name: NodeJS.Signals) => void
}

const running = new AsyncLocalStorage<{ child?: ChildProcess }>()

/**
 * @actions/exec keeps its child to itself and cannot end it. Node announces every new child on a diagnostics channel;
 * the async context tells which call it belongs to.
 */
const watched = (start: () => Promise<number>): Watched => {
  const slot: { child?: ChildProcess } = {}
  const note = (message: unknown): void => {
    if (running.getStore() !== slot) return
    const { process: child } = message as { process: ChildProcess }
    slot.child = child
    // A program that ends without reading its input breaks the pipe, which would be an uncaught exception here.
    process.nextTick(() => child.stdin?.on('error', () => {}))
  }
  subscribe('child_process', note)
  const exitCode = running.run(slot, start).finally(() => unsubscribe('child_process', note))
  return { exitCode, signal: (name) => slot.child?.kill(name) }
}

const superviseUntilEnd = async (
  run: Watched,
  { name, signal, timeout }: { name: string; signal: AbortSignal | undefined; timeout: number },
): Promise<number> => {
  const timers: NodeJS.Timeout[] = []
  let cause: 'timeout' | 'interrupted' | null = null
  const end = (why: 'timeout' | 'interrupted'): void => {
    if (cause !== null) return
    cause = why
    for (const [kind, wait] of ESCALATION) timers.push(setTimeout(() => run.signal(kind), wait))
  }
  const onAbort = (): void => end('interrupted')
  signal?.addEventListener('abort', onAbort)
  if (signal?.aborted) end('interrupted')
  timers.push(setTimeout(() => end('timeout'), timeout))
  try {
    const exitCode = await run.exitCode
    if (cause !== null) throw ended(name, cause, 'unknown')
    if (exitCode === null) throw ended(name, 'killed', 'unknown')
    return exitCode
  } catch (error) {
    if (error instanceof ProviderError) throw error
    throw cause === null ? startFailure(name, error) : ended(name, cause, 'unknown')
  } finally {
    for (const timer of timers) clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
  }
}

const ENDINGS = {
  timeout: 'did not end in time and was stopped',
  interrupted: 'was interrupted',
  killed: 'was ended by a signal from outside',
} as const

const ended = (name: string, ending: keyof typeof ENDINGS, effect: 'none' | 'unknown'): ProviderError =>
  new ProviderError({
    provider: name,
    message: `${name} ${ENDINGS[ending]}`,
    retryable: true,
    effect,
    code: ending === 'timeout' ? 'timeout' : 'interrupted',
  })

const startFailure = (name: string, error: unknown): Error => {
  const message = error instanceof Error ? error.message : ''
  if (/unable to locate executable|does not exist|not executable|ENOENT|EACCES/i.test(message))
    return new ConfigError({
      message: `${name} cannot be started: it is not on this runner, or its working directory is missing`,
      fix: `a step before this one that installs ${name}`,
    })
  return new ProviderError({
    provider: name,
    message: `${name} could not be run`,
    retryable: false,
    effect: 'unknown',
  })
}

interface Capture {
  /** Keeps what fits and returns it. */
  add(data: Buffer): Buffer
  text(): string
  full(): boolean
}

const capture = (max: number): Capture => {
  const chunks: Buffer[] = []
  let size = 0
  let dropped = false
  return {
    add: (data) => {
      const kept = data.subarray(0, Math.max(0, max - size))
      if (kept.length < data.length) dropped = true
      if (kept.length > 0) chunks.push(kept)
      size += kept.length
      return kept
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
    full: () => dropped,
  }
}

/** Cuts two byte streams into lines, without splitting characters. */
const lineReader = (onLine: (line: string) => void) => {
  const reader = () => {
    const decoder = new TextDecoder()
    let rest = ''
    return (data?: Buffer): void => {
      const parts = (rest + decoder.decode(data, { stream: data !== undefined })).split(/\r\n|\n/)
      rest = data === undefined ? '' : (parts.pop() ?? '')
      for (const line of parts) if (data !== undefined || line !== '') onLine(line)
    }
  }
  const [stdout, stderr] = [reader(), reader()]
  return {
    stdout,
    stderr,
    end: (): void => {
      stdout()
      stderr()
    },
  }
}
