import type { Breaker, Counts } from './judgement.ts'
import { type Prepared, readingIn, type Slot } from './slices.ts'

/** The circuit breaker went off: one slice so bad that nobody waits for evidence. */
export interface Tripped {
  metric: string
  /** The slice, in milliseconds since 1970; `to` is exclusive. */
  slice: { from: number; to: number }
  /** Units and bad units of the canary in that slice. */
  n: number
  x: number
  /** Share of bad units from which the breaker goes off. */
  limit: number
}

/** "None at all" was asked for, and there was one. */
export interface BrokenZeroLimit {
  /** Name of the test whose `max` is 0. */
  test: string
  metric: string
  /** The slice, in milliseconds since 1970; `to` is exclusive. */
  slice: { from: number; to: number }
  /** Units and bad units of the canary in that slice. */
  n: number
  x: number
}

/**
 * The first judged slice in which at least `min` canary units were seen and at least `max` of them were bad, while the
 * baseline, if it saw anything, stayed below half of that share: a rollback cannot cure what the baseline has too.
 * An operator's rule outside alpha. Slices over a bump and in warm-up are left out, as everywhere; at 100 % the
 * stragglers on the baseline excuse nothing.
 *
 * @throws RangeError when a breaker's `max` is not above 0 or its `min` is negative: it would always go off.
 */
export const findTripped = (prepared: Prepared): Tripped | null => {
  const { breakers } = prepared.judgement
  for (const { max, min } of breakers)
    if (!(max > 0 && min >= 0)) throw new RangeError(`a breaker cannot go off at ${max} of ${min} units`)
  for (const slot of prepared.slots) {
    if (slot.dropped !== null) continue
    for (const breaker of breakers) {
      const reading = readingIn(prepared, breaker.metric, slot)
      if (reading === undefined || 'missing' in reading) continue
      if (!exceeds(breaker, reading.canary) || isExcused(breaker, reading.baseline, slot)) continue
      const { n, x } = reading.canary
      return { metric: breaker.metric, slice: span(slot), n, x, limit: breaker.max }
    }
  }
  return null
}

const exceeds = ({ max, min }: Breaker, { n, x }: Counts): boolean => n > 0 && n >= min && x / n >= max

const isExcused = ({ max }: Breaker, baseline: Counts | null, { weight }: Slot): boolean =>
  baseline !== null && baseline.n > 0 && weight < 100 && baseline.x / baseline.n >= max / 2

/**
 * The first slice in which a metric with a limit of zero found something. A rule, not a rate: slices over a bump and in
 * warm-up count as well, since neither cold caches nor a mixed share bring forth what must never happen.
 */
export const findBrokenZeroLimit = (prepared: Prepared): BrokenZeroLimit | null => {
  const strict = prepared.judgement.tests.filter(({ max }) => max === 0)
  if (strict.length === 0) return null
  for (const slot of prepared.slots) {
    if (slot.dropped === 'no-exposure') continue
    for (const { name, metric } of strict) {
      const reading = readingIn(prepared, metric, slot)
      if (reading === undefined || 'missing' in reading) continue
      const { n, x } = reading.canary
      if (n > 0 && x > 0) return { test: name, metric, slice: span(slot), n, x }
    }
  }
  return null
}

const span = ({ from, to }: Slot): { from: number; to: number } => ({ from, to })
