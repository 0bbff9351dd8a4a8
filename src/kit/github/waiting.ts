import type { Refusal } from './refusals.ts'

/** Shortest wait after a secondary rate limit that names no time, as GitHub asks: one minute. */
export const UNNAMED_WAIT = 60_000

const seconds = (value: string | undefined): number | null =>
  value !== undefined && /^\d{1,12}$/.test(value.trim()) ? Number(value) * 1000 : null

/** True when an answer means "later", not "never": 429, or a 403 that speaks of a rate limit. */
export const isRateLimit = ({ status, headers, sentence }: Refusal): boolean =>
  status === 429 ||
  (status === 403 &&
    (headers['retry-after'] !== undefined ||
      headers['x-ratelimit-remaining'] === '0' ||
      /rate limit|abuse detection/i.test(sentence)))

/**
 * How long GitHub asks us to wait, in milliseconds: `retry-after`, else until `x-ratelimit-reset` when nothing
 * remains, else a minute that doubles each time.
 *
 * @param now the present by GitHub's own clock, because the reset is a moment of that clock
 * @param round 0 for the first wait
 */
export const rateLimitWait = ({ headers }: Refusal, now: number, round: number): number => {
  const named = headers['retry-after']
  const after = seconds(named) ?? (named === undefined ? null : Date.parse(named) - now)
  if (after !== null && Number.isFinite(after)) return Math.max(0, after)
  const reset = seconds(headers['x-ratelimit-reset'])
  // One second more: both moments are cut to whole seconds.
  if (headers['x-ratelimit-remaining'] === '0' && reset !== null) return Math.max(0, reset - now) + 1000
  return UNNAMED_WAIT * 2 ** round
}

/** Exponential backoff with full jitter: anything from 0 to 0.5 s, 1 s, 2 s ... at most 20 s. */
export const jitteredWait = (round: number, random: () => number): number =>
  Math.floor(random() * Math.min(20_000, 500 * 2 ** round))
