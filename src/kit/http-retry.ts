/** Headers of an answer by lower-case name. */
export type Headers = Readonly<Record<string, string>>

/** Reading changes nothing, so it may always be repeated. */
export const isRead = (method: string): boolean =>
  method === 'GET' || method === 'HEAD' || method === 'OPTIONS'

/** Statuses after which the same request may succeed: overload, gateways and early attempts. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504])

/** Whether the other side refused because we ask too often. GitHub says so with 403 as well. */
export const isRateLimited = (status: number, headers: Headers): boolean =>
  status === 429 ||
  (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'))

/** Whether an answer with this status may turn out better later. */
export const isPassing = (status: number, headers: Headers): boolean =>
  PASSING.has(status) || isRateLimited(status, headers)

/** Whether a write may have taken effect although it was answered with this status. */
export const mayHaveTakenEffect = (status: number): boolean => status >= 500 || status === 408

/**
 * How long the other side asks us to wait, in milliseconds from its own present: `Retry-After` in seconds or as a
 * date (RFC 9110, 10.2.3), else `x-ratelimit-reset` in seconds since 1970 when nothing remains. Null: it does not say.
 * The present is the answer's `Date`, so that a wrong clock of ours does no harm; else `now`.
 */
export const askedWait = (headers: Headers, now: number): number | null => {
  const present = momentIn(headers.date) ?? now
  const after = headers['retry-after']?.trim()
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1000
  const moment = momentIn(after)
  if (moment !== null) return Math.max(0, moment - present)
  const reset = headers['x-ratelimit-reset']
  if (headers['x-ratelimit-remaining'] === '0' && reset !== undefined && /^\d{1,12}$/.test(reset))
    return Math.max(0, Number(reset) * 1000 - present)
  return null
}

const momentIn = (text: string | undefined): number | null => {
  if (text === undefined || !/^[A-Z][a-z]{2}/.test(text)) return null
  const moment = Date.parse(text)
  return Number.isNaN(moment) ? null : moment
}

/** First step of the waits between attempts, in milliseconds. */
const BASE_WAIT = 250
/** Longest wait between attempts unless the other side asks for more, in milliseconds. */
const LONGEST_WAIT = 10_000

/**
 * Full jitter: evenly anywhere below an exponentially growing bound, so that many clients do not come back together
 * (AWS Architecture Blog, "Exponential Backoff and Jitter", 2015). `attempt` counts from 1, `random` is in [0, 1).
 */
export const backoff = (attempt: number, random: number): number =>
  random * Math.min(LONGEST_WAIT, BASE_WAIT * 2 ** (attempt - 1))
