/** One mistake a person can mend: what is wrong, where, and what to write instead. */
export interface Problem {
  /** What is wrong, one sentence, without any secret value. */
  message: string
  /** Where: `file:line:column`, an input's name or a YAML path such as `environments.production.steps[1]`. */
  at?: string
  /** What to write or run instead. */
  fix?: string
  /** Page below `docs/`, with anchor: `configuration.md#steps`. */
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
  cause?: unknown
}

/** A system we depend on refused, failed or did not answer. */
export class ProviderError extends Error {
  readonly provider: string
  readonly retryable: boolean
  readonly status: number | undefined
  readonly effect: 'none' | 'unknown'

  constructor(failure: ProviderFailure) {
    super(failure.message, failure.cause === undefined ? undefined : { cause: failure.cause })
    this.name = 'ProviderError'
    this.provider = failure.provider
    this.retryable = failure.retryable
    this.status = failure.status
    this.effect = failure.effect ?? 'none'
  }
}

/** Renders a problem as the lines that people read: place, message, remedy, page. */
export const describeProblem = ({ at, message, fix, docs }: Problem): string =>
  [at ? `${at}: ${message}` : message, fix && `  write: ${fix}`, docs && `  see: docs/${docs}`]
    .filter(Boolean)
    .join('\n')
