import { describeFailure } from './action-failure.ts'
import type { InputShape, InputsOf } from './action-inputs.ts'
import { readInputs } from './action-inputs.ts'
import type { Answer, OutputValue, StandardOutput } from './action-outputs.ts'
import { checkOutputs, checkSummary, STANDARD_OUTPUTS } from './action-outputs.ts'
import type { Environment } from './environment.ts'
import { readEnvironment } from './environment.ts'
import { ProviderError } from './errors.ts'
import type { Exec } from './exec.ts'
import { createExec } from './exec.ts'
import type { Host, Surroundings } from './host.ts'
import { realHost } from './host.ts'
import type { Http, HttpOptions } from './http.ts'
import { createHttp } from './http.ts'
import type { Logger } from './log.ts'
import { createLogger } from './log.ts'
import type { Redactor } from './redact.ts'
import { createRedactor } from './redact.ts'

/** What a gate hands back. A gate that says no is a result with `failed`, never an exception. */
export interface GateResult<Output extends string = string> {
  /** What was decided: one word of the gate's closed list. */
  decision: string
  /** Why: one word of the gate's closed list. */
  reason: string
  /** The same for people, in one sentence that names the next move. Without it the reason is shown. */
  message?: string
  /** Values of the declared outputs; missing ones are written as an empty string. */
  outputs?: Partial<Record<Exclude<Output, StandardOutput>, OutputValue | undefined>>
  /** More facts for `result`, beyond the outputs. */
  details?: Readonly<Record<string, unknown>>
  /** Markdown for the step's summary. */
  summary?: string
  /** True makes the step fail (exit code 1), all outputs written nevertheless. Default false. */
  failed?: boolean
}

/** What an action may use of the world. */
export interface Runtime {
  log: Logger
  redactor: Redactor
  environment: Environment
  /** Fires when the run is told to stop. Whoever waits or acts has to end within about three seconds. */
  signal: AbortSignal
  /** Creates a client that knows the run's signal and proxies; it is closed when the run ends. */
  http: (options: Omit<HttpOptions, 'signal' | 'proxies'>) => Http
  exec: Exec
  /** Milliseconds since 1970, by this machine's clock. */
  now: () => number
  /** For what is no call of `http`: sockets and names. */
  surroundings: Surroundings
  /** Does something after the gate has answered or failed, before the clients close; what it throws is only said. */
  atEnd: (work: () => Promise<void>) => void
  /** A secret handed over by the name of its environment variable: trimmed, registered; undefined when blank. */
  secret: (name: string) => string | undefined
}

/** The declaration of an action. */
export interface ActionDeclaration<Shape extends InputShape, Output extends string> {
  /** The verb, as the folder below `actions/` is called. */
  name: string
  inputs: Shape
  /** Names as in action.yml. `decision`, `reason` and `result` belong to every action and may be left out. */
  outputs: readonly Output[]
  run: (inputs: InputsOf<Shape>, runtime: Runtime) => Promise<GateResult<NoInfer<Output>>>
}

/** How a run ended. */
export interface Outcome {
  /** 0, or 1 on failure, or 130 and 143 after SIGINT and SIGTERM. */
  exitCode: number
  /** Every declared output as written. */
  outputs: Readonly<Record<string, string>>
  /** The summary as written; null without one. */
  summary: string | null
}

/** What can be known of an action without running it. */
export interface ActionSpec<Shape extends InputShape = InputShape> {
  name: string
  inputs: Shape
  /** All outputs, the standard ones first. */
  outputs: readonly string[]
}

/** An action, ready to run. */
export interface Action<Shape extends InputShape = InputShape> {
  spec: ActionSpec<Shape>
  /**
   * Runs it once. Never rejects. Without arguments in the real process; with a partial host for tests, where
   * `process` is null unless given.
   */
  run: (host?: Partial<Host & Pick<Runtime, 'http' | 'exec'>>) => Promise<Outcome>
}

/** After an interruption everything must have ended within this time, in milliseconds; the runner kills at 7,500. */
const INTERRUPTED_PATIENCE = 4000

/** After the work is done, how long a forgotten handle may keep the process alive, in milliseconds. */
const IDLE_PATIENCE = 2000

/** Declares an action: nothing runs until `run` is called. */
export const defineAction = <Shape extends InputShape, const Output extends string>(
  declaration: ActionDeclaration<Shape, Output>,
): Action<Shape> => {
  const outputs = [...new Set<string>([...STANDARD_OUTPUTS, ...declaration.outputs])]
  const spec = { name: declaration.name, inputs: declaration.inputs, outputs }
  return {
    spec,
    run: (given) =>
      runAction(spec, declaration.run, given ? { ...realHost(), process: null, ...given } : realHost()),
  }
}

type GivenHost = Host & Partial<Pick<Runtime, 'http' | 'exec'>>

const runAction = async <Shape extends InputShape>(
  spec: ActionSpec<Shape>,
  gate: (inputs: InputsOf<Shape>, runtime: Runtime) => Promise<GateResult>,
  host: GivenHost,
): Promise<Outcome> => {
  const stop = new AbortController()
  const { runtime, sinks, finish, close } = openRuntime(host, stop.signal)
  const { log, redactor, environment } = runtime
  let outcome: Outcome | null = null
  let interruption: 'SIGINT' | 'SIGTERM' | null = null
  let patience: NodeJS.Timeout | undefined

  const conclude = (answer: Answer, exitCode: number, summary: string | null): Outcome => {
    if (outcome) return outcome
    const checked = checkOutputs(spec.name, spec.outputs, answer, redactor)
    for (const sentence of checked.refused) log.error(sentence)
    outcome = {
      exitCode: checked.refused.length > 0 ? Math.max(1, exitCode) : exitCode,
      outputs: checked.values,
      summary,
    }
    try {
      for (const [name, value] of Object.entries(checked.values)) sinks.setOutput(name, value)
    } catch {
      log.warning('The outputs of this step could not be written to the runner.')
    }
    return outcome
  }

  const fail = (error: unknown): Outcome => {
    const failure = describeFailure(interruption ? interrupted() : error, redactor)
    // An interruption has been announced when it came.
    if (!interruption) for (const { message, place } of failure.lines) log.error(message, place)
    const { reason, message } = failure
    return conclude(
      { decision: 'error', reason, message, outputs: {}, details: {} },
      exitCodeFor(interruption),
      null,
    )
  }

  const forceEnd = (error: unknown): void => {
    const { exitCode } = fail(error)
    host.process?.exit(exitCode)
  }

  host.process?.onFault((error) => {
    // Work that was cut off rejects in many places; the end is near anyway and children need their time.
    if (interruption === null) forceEnd(error)
  })
  host.process?.onSignal((signal) => {
    if (interruption) return forceEnd(interrupted())
    interruption = signal
    log.notice('Interrupted: ending what is under way; the next tick goes on.')
    stop.abort(interrupted())
    patience = setTimeout(() => forceEnd(interrupted()), INTERRUPTED_PATIENCE)
  })

  const work = async (): Promise<Outcome> => {
    log.info(`Sluice ${spec.name}`)
    await sinks.open()
    hideProxyPasswords(environment, redactor)
    const inputs = readInputs(spec.inputs, runtime)
    if (environment.onRunner && !environment.hasOutputFile)
      log.notice('This runner offers no file for outputs (GITHUB_OUTPUT); later steps will not see any.')
    const {
      decision,
      reason,
      message,
      outputs = {},
      details = {},
      summary,
      failed = false,
    } = await gate(inputs, runtime)
    const written = summary === undefined ? null : checkSummary(summary, redactor, log)
    const end = conclude({ decision, reason, message, outputs, details }, failed ? 1 : 0, written)
    if (failed) log.error(message ?? `${spec.name}: ${decision} (${reason})`)
    else log.info(message ?? `${spec.name}: ${decision} (${reason})`)
    if (written !== null)
      await sinks.writeSummary(written).catch(() => log.warning('The summary could not be written.'))
    return end
  }

  const end = await work().catch(fail)
  if (!interruption) await finish()
  await close()
  clearTimeout(patience)
  host.process?.release()
  host.process?.setExitCode(end.exitCode)
  if (interruption) host.process?.exit(end.exitCode)
  else host.process?.exitIfIdle(end.exitCode, IDLE_PATIENCE)
  return end
}

const openRuntime = (host: GivenHost, signal: AbortSignal) => {
  const environment = readEnvironment(host.variables)
  const sinks = host.sinks(environment)
  const redactor = createRedactor({ maskWith: sinks.mask, warn: (message) => log.warning(message) })
  const log = createLogger({
    redact: redactor.redact,
    write: host.write,
    commands: environment.onRunner,
    debug: environment.debug,
    colour: !environment.noColour && !environment.onRunner && process.stdout.isTTY === true,
  })
  const clients: Http[] = []
  const last: (() => Promise<void>)[] = []
  const http: Runtime['http'] = (options) => {
    const client =
      host.http?.(options) ??
      createHttp({ debug: log.debug, ...options, signal, proxies: environment.proxies })
    clients.push(client)
    return client
  }
  const secret = (name: string): string | undefined => {
    const written = environment.variable(name) ?? ''
    redactor.registerSecret(name, written)
    return written.trim() || undefined
  }
  const exec = host.exec ?? createExec({ environment, redactor, signal })
  const atEnd: Runtime['atEnd'] = (work) => last.push(work)
  const runtime: Runtime = {
    log,
    redactor,
    environment,
    signal,
    http,
    exec,
    now: host.now,
    surroundings: host.surroundings,
    secret,
    atEnd,
  }
  const finish = async (): Promise<void> => {
    for (const work of last)
      await work().catch(() => log.warning('What was to be done at the end could not be done.'))
  }
  const close = async (): Promise<void> => {
    await Promise.all(clients.map((client) => client.close().catch(() => {})))
  }
  return { runtime, sinks, finish, close }
}

const hideProxyPasswords = ({ proxies }: Environment, redactor: Redactor): void => {
  for (const uri of [proxies.http, proxies.https]) {
    if (URL.canParse(uri) && new URL(uri).password !== '')
      redactor.registerSecret('the proxy', new URL(uri).password)
  }
}

const interrupted = (): ProviderError =>
  new ProviderError({ provider: 'sluice', message: 'interrupted', retryable: true, code: 'interrupted' })

const exitCodeFor = (interruption: 'SIGINT' | 'SIGTERM' | null): number => {
  if (interruption === null) return 1
  return interruption === 'SIGINT' ? 130 : 143
}
