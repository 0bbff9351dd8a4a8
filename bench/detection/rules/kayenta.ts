import { quantile } from '../normal-law.ts'
import { LOOK, type Rule } from '../rule.ts'

const CONFIDENCE = 0.98
/** Share of the estimated shift that the confidence interval must clear on the far side of zero. */
const TOLERANCE = 0.25
/** Ratio of the means from which a shift counts, both ways. */
const ALLOWED_INCREASE = 1
const ALLOWED_DECREASE = 1
/** Below this score an interval fails the canary; 95 and above would pass the last one. */
const MARGINAL = 75

type Direction = 'increase' | 'either'
type Classification = 'Pass' | 'High' | 'Low' | 'Nodata'

/**
 * Kayenta's NetflixACAJudge with its defaults, on one metric with a point a minute. Facts from spinnaker/kayenta:
 * - `kayenta-judge/.../NetflixACAJudge.scala`: confidence 0.98, tolerance 0.25, direction `either`, effect size `meanRatio`
 *   with thresholds 1.0, outliers kept, points without data removed;
 * - `.../classifiers/metric/MannWhitneyClassifier.scala`: `High` when the lower end of the confidence interval of the shift
 *   is above tolerance * |estimate| and the ratio of means allows it, `Low` likewise; identical data pass;
 * - `kayenta-mannwhitney/.../MannWhitney.scala`: interval and estimate are the shifts at which the standardised rank sum
 *   (normal approximation, correction for ties and continuity) crosses the normal quantile; found to 1e-4 of the metric's
 *   unit, which matters where many minutes have no failure and the crossing is a jump at zero;
 * - `.../scorers/WeightedSumScorer.scala`, `.../ThresholdScoreClassifier.scala`, `docs/kayenta-standalone.md` and
 *   `json-formats.md`: score of 0 to 100 with one metric, judged in intervals over all data since the start, and failed at
 *   once below `marginal` 75 (`pass` 95).
 * - `docs/canary-config.md`: `increase` for error counts, where less is no failure; `either` is what the code takes when
 *   nothing is said. Both are played.
 * Ours, where it leaves a choice: judged every 5 minutes, failures in percent, and a control as large as the canary, which
 * is what its authors recommend.
 */
export const kayenta = (key: string, title: string, direction: Direction): Rule => ({
  key,
  title,
  open: () => {
    const experiment: number[] = []
    const control: number[] = []
    return {
      see: (minute) => {
        if (!Number.isNaN(minute.canary.level)) experiment.push(minute.canary.level)
        if (!Number.isNaN(minute.control.level)) control.push(minute.control.level)
        if ((minute.at + 1) % LOOK !== 0) return 'wait'
        return scoreOf(classify(experiment, control, direction)) < MARGINAL ? 'rollback' : 'go'
      },
    }
  },
})

const scoreOf = (classification: Classification): number => (classification === 'Pass' ? 100 : 0)

/** What the judge calls the experiment beside the control. Both are points in any order. */
export const classify = (
  experiment: readonly number[],
  control: readonly number[],
  direction: Direction,
): Classification => {
  if (experiment.length === 0 || control.length === 0) return 'Nodata'
  const x = Float64Array.from(experiment).sort()
  const y = Float64Array.from(control).sort()
  if (isSame(x, y) || (x[0] === x.at(-1) && y[0] === y.at(-1) && x[0] === y[0])) return 'Pass'
  const { lower, upper, estimate } = shiftOf(x, y)
  const bound = TOLERANCE * Math.abs(estimate)
  const ratio = ratioOfMeans(x, y)
  if (lower > bound && (Number.isNaN(ratio) || ratio >= ALLOWED_INCREASE)) return 'High'
  if (direction === 'either' && upper < -bound && (Number.isNaN(ratio) || ratio <= ALLOWED_DECREASE))
    return 'Low'
  return 'Pass'
}

const isSame = (x: Float64Array, y: Float64Array): boolean =>
  x.length === y.length && x.every((value, i) => value === y[i])

/** NaN when either mean is zero: then the effect size is left out of the comparison. */
const ratioOfMeans = (x: Float64Array, y: Float64Array): number => {
  const mean = (values: Float64Array) => values.reduce((total, value) => total + value, 0) / values.length
  const [experiment, control] = [mean(x), mean(y)]
  return experiment === 0 || control === 0 ? Number.NaN : experiment / control
}

/** How closely a crossing is found, in the unit of the metric. */
const PRECISION = 1e-4

const Z = quantile(1 - (1 - CONFIDENCE) / 2)

/** Confidence interval and estimate of the shift of `x` over `y`; both sorted. */
export const shiftOf = (
  x: Float64Array,
  y: Float64Array,
): { lower: number; upper: number; estimate: number } => ({
  lower: crossing(x, y, Z),
  upper: crossing(x, y, -Z),
  estimate: crossing(x, y, 0),
})

/** The shift at which the standardised rank sum, which falls as the shift grows, crosses `z`. */
const crossing = (x: Float64Array, y: Float64Array, z: number): number => {
  let low = (x[0] ?? 0) - (y.at(-1) ?? 0)
  let high = (x.at(-1) ?? 0) - (y[0] ?? 0)
  if (standardised(x, y, low) <= z) return low
  if (standardised(x, y, high) >= z) return high
  let [atLow, atHigh] = [standardised(x, y, low), standardised(x, y, high)]
  while (high - low > PRECISION) {
    const middle = (low + high) / 2
    const value = standardised(x, y, middle)
    if (value === z) return middle
    if (value > z) [low, atLow] = [middle, value]
    else [high, atHigh] = [middle, value]
  }
  // Like the solver of the original, which gives back the end of its last interval that comes nearer.
  return atLow - z < z - atHigh ? low : high
}

/** The rank sum of `x - shift` among both, as a normal number: ties share their mean rank. */
const standardised = (x: Float64Array, y: Float64Array, shift: number): number => {
  const [n, m] = [x.length, y.length]
  let i = 0
  let j = 0
  let rank = 1
  let ranks = 0
  let ties = 0
  while (i < n || j < m) {
    const nextX = i < n ? (x[i] ?? 0) - shift : Number.POSITIVE_INFINITY
    const nextY = j < m ? (y[j] ?? 0) : Number.POSITIVE_INFINITY
    const value = Math.min(nextX, nextY)
    const [fromX, fromY] = [i, j]
    while (i < n && (x[i] ?? 0) - shift === value) i += 1
    while (j < m && y[j] === value) j += 1
    const tied = i - fromX + (j - fromY)
    ranks += (i - fromX) * (rank + (tied - 1) / 2)
    ties += tied ** 3 - tied
    rank += tied
  }
  const difference = ranks - (n * (n + 1)) / 2 - (n * m) / 2
  const spread = Math.sqrt(((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1))))
  // Everything tied at this shift: nothing is known, which their code answers with an error that passes the canary.
  return spread === 0 ? 0 : (difference - 0.5 * Math.sign(difference)) / spread
}
