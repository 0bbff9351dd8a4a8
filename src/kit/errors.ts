/** One mistake a person can mend: what is wrong, where, and what to write instead. */
export interface Problem {
  /** What is wrong, one sentence, without any secret value. */
  message: string
  /** Where: `file:line:column`, an input's name or a YAML path such as `environments.production.steps[1]`. */
  at?: string
  /** What to write or run instead. */
  fix?: string
  /** Page below `docs/`, with anchor: `configuration.md#environments`. */
  docs?: string
}

/**
 * Something the reader of the message has to change: configuration, an input, a secret, a permission.
 * Holds every mistake found, not the first one. Nothing was changed when it is thrown.
 */
export class ConfigError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: Problem | readonly Problem[]) {
    const all: readonly Problem[] = Array.isArray(problems) ? problems : [problems as Problem]
    super(all.map(describeProblem).join('\n'))
    this.name = 'ConfigError'
    this.problems = all
  }
}

/**
 * What went wrong with a call, for code that has to tell cases apart: `status` an answer with a status that means
 * failure; `rate-limited` asked to wait longer than the deadline; `timeout`; `connection` no connection, or lost;
 * `too-large` more than the cap; `blocked` an address, redirect or scheme that is not allowed; `invalid-answer` not
 * what the schema says; `interrupted` this process was told to stop.
 */
export type ProviderErrorCode =
  | 'status'
  | 'rate-limited'
  | 'timeout'
  | 'connection'
  | 'too-large'
  | 'blocked'
  | 'plan'
  | 'invalid-answer'
  | 'interrupted'

/** Facts about a failed call that are safe to print. Never a body, a header or a URL with a query. */
export interface ProviderFailure {
  /** Who was asked: `github`, `local`, `postgres`, `prometheus`. */
  provider: string
  message: string
  /** True when the same call may succeed later without anybody changing anything. */
  retryable: boolean
  /** HTTP status, where there was an answer. */
  status?: number
  /**
   * `unknown` when the call may have taken effect although no answer came (timeout, reset, 5xx on a write);
   * the caller reads back before it tries again. `none` when it surely did not. Default `none`.
   */
  effect?: 'none' | 'unknown'
  /** Which kind of failure, where the kit knows it. */
  code?: ProviderErrorCode
  /** The vendor's own name of the request, for their support. */
  requestId?: string
  /** How long the other side asked us to wait, in milliseconds. */
  retryAfter?: number
  cause?: unknown
}

/** A system we depend on refused, failed or did not answer. */
export class ProviderError extends Error {
  readonly provider: string
  readonly retryable: boolean
  readonly status: number | undefined
  readonly effect: 'none' | 'unknown'
  readonly code: ProviderErrorCode | undefined
  readonly requestId: string | undefined
  readonly retryAfter: number | undefined

  constructor(failure: ProviderFailure) {
    super(failure.message, failure.cause === undefined ? undefined : { cause: failure.cause })
    this.name = 'ProviderError'
    this.provider = failure.provider
    this.retryable = failure.retryable
    this.status = failure.status
    this.effect = failure.effect ?? 'none'
    this.code = failure.code
    this.requestId = failure.requestId
    this.retryAfter = failure.retryAfter
  }
}

/** Renders a problem as the lines that people read: place, message, remedy, page. */
export const describeProblem = ({ at, message, fix, docs }: Problem): string =>
  [at ? `${at}: ${message}` : message, fix && `  write: ${fix}`, docs && `  see: docs/${docs}`]
    .filter(Boolean)
    .join('\n')
