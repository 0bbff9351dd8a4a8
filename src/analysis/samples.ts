import { testedMetrics } from './freshness.ts'
import type { TestSpec } from './judgement.ts'
import { type Prepared, readingIn } from './slices.ts'

/** How much one metric has seen of the current step, against what a step needs before it may be left. */
export interface Samples {
  metric: string
  /** Canary units in the judged slices since the last bump. */
  have: number
  /** Fewest units before the step may end. */
  need: number
}

/** Units needed where no rate is limited, so that the rule of three has nothing to work with. */
const NEED_WITHOUT_LIMIT = 100

/**
 * Samples of the current step, one entry per tested metric, in the order of the tests. Only judged slices count:
 * those over a bump, in warm-up, or with a problem do not. All 0 before the first bump.
 */
export const countSamples = (prepared: Prepared): readonly Samples[] =>
  testedMetrics(prepared).map((metric) => ({
    metric,
    have: unitsOfStep(prepared, metric),
    need: needOf(prepared.judgement.tests.filter((test) => test.metric === metric)),
  }))

/**
 * Fewest canary units that the tests of one metric need per step: `ceil(3 / max)` for the strictest `max` above 0
 * (rule of three: without a failure among them, rates above `max` are excluded at 95 %), 100 for a comparison alone,
 * 1 when the only limit is zero: no number of units excludes every rate, but silence must not pass either.
 */
export const needOf = (tests: readonly TestSpec[]): number => {
  const limits = tests.flatMap(({ max }) => (max === undefined || max === 0 ? [] : [max]))
  // A limit such as 1 - 0.9 is a little below 0.1; without the subtraction it would ask for one unit too many.
  if (limits.length > 0) return Math.max(1, Math.ceil(3 / Math.min(...limits) - 1e-9))
  return tests.some(({ max }) => max === undefined) ? NEED_WITHOUT_LIMIT : 1
}

const unitsOfStep = (prepared: Prepared, metric: string): number => {
  let units = 0
  for (const slot of prepared.current) {
    const reading = readingIn(prepared, metric, slot)
    if (reading !== undefined && 'canary' in reading) units += reading.canary.n
  }
  return units
}
