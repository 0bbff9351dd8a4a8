import { sliceRatio } from '../evidence.ts'
import type { Breaker, Counts, TestSpec } from '../judgement.ts'

/** One metric in one slice of the journey. */
export interface Sighting {
  /** Percent of the traffic that the canary had. */
  weight: number
  canary: Counts
  baseline: Counts | null
  /** The metric has shown a baseline in this slice or an earlier one. */
  compared: boolean
}

/**
 * Observed over allowed, as `judgeSlices` reads it: limits of zero and the 100 % step without the baseline, and no word
 * from a slice whose baseline is gone or silent. Null when the slice says nothing to this test.
 */
export const ratioOf = (test: TestSpec, { weight, canary, baseline, compared }: Sighting): number | null => {
  const { n, x } = canary
  if (test.max === 0 || weight >= 100) return sliceRatio({ n, x }, test)
  if (baseline === null) return compared ? null : sliceRatio({ n, x }, test)
  return sliceRatio({ n, x, m: baseline.n, y: baseline.x }, test)
}

/** Whether the operator's breaker goes off in this slice, as `findTripped` reads it. */
export const trips = ({ max, min }: Breaker, { weight, canary, baseline }: Sighting): boolean => {
  const { n, x } = canary
  if (!(n > 0 && n >= min && x / n >= max)) return false
  const excused = baseline !== null && baseline.n > 0 && weight < 100 && baseline.x / baseline.n >= max / 2
  return !excused
}
