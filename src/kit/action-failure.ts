import type { Problem } from './errors.ts'
import { ConfigError, describeProblem, ProviderError } from './errors.ts'
import type { Place } from './log.ts'
import type { Redactor } from './redact.ts'
import { describeSafeError, toSafeError } from './safe-error.ts'

/** Why an action ended without a decision; the `reason` output then. `decision` is `error`. */
export type FailureReason = 'config' | 'provider' | 'provider-retryable' | 'interrupted' | 'internal'

/** A failure in words. */
export interface Failure {
  reason: FailureReason
  /** One sentence for `result`. */
  message: string
  /** What to print, one annotation each. */
  lines: readonly { message: string; place?: Place }[]
}

/** Turns what was thrown into what is said. Only ConfigError and ProviderError speak for themselves. */
export const describeFailure = (error: unknown, { redact }: Redactor): Failure => {
  if (error instanceof ConfigError) {
    const count = error.problems.length
    const message = count === 1 ? redact(error.message) : `${count} things have to be put right first`
    return { reason: 'config', message, lines: error.problems.map(problemLine) }
  }
  if (error instanceof ProviderError) {
    if (error.code === 'interrupted') return one('interrupted', 'Interrupted; the next tick goes on.')
    return one(error.retryable ? 'provider-retryable' : 'provider', redact(providerSentence(error)))
  }
  const fault = describeSafeError(toSafeError(error, redact))
  return one('internal', `Unexpected: ${fault}. This is a fault in Sluice; please report it with this line.`)
}

const one = (reason: FailureReason, message: string): Failure => ({ reason, message, lines: [{ message }] })

const providerSentence = ({ message, retryable, effect, requestId }: ProviderError): string => {
  const next = retryable
    ? 'This may pass: the next tick or a re-run tries again'
    : 'Trying again will not help'
  const doubt = effect === 'unknown' ? ', and reads back first, because it may have taken effect' : ''
  return `${message}${requestId ? ` (request ${requestId})` : ''}. ${next}${doubt}.`
}

/** `file:line:column` becomes the place of the annotation; input names and YAML paths stay in the text. */
const problemLine = (problem: Problem): { message: string; place?: Place } => {
  const match = /^([^:\s][^:]*\.[A-Za-z0-9]{1,8}):(\d{1,7})(?::(\d{1,7}))?$/.exec(problem.at ?? '')
  const [, file, line, column] = match ?? []
  if (file === undefined || line === undefined) return { message: describeProblem(problem) }
  const { at: _, ...rest } = problem
  const place = { file, line: Number(line), ...(column !== undefined && { column: Number(column) }) }
  return { message: describeProblem(rest), place }
}
