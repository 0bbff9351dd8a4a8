import type { SliceProblem } from './judgement.ts'
import type { Reading } from './readings.ts'
import { isCompared, type Prepared, readingIn } from './slices.ts'

/** A metric that says nothing although it should. */
export interface Blindness {
  metric: string
  /** End of the last slice with usable counts; the end of the first bump when there never was one. Milliseconds. */
  since: number
  /** What the newest slice said. `absent`: the source was not asked, or stopped before it reached the present. */
  problem: SliceProblem | 'no-units' | 'no-baseline' | 'absent'
}

/** Slices that may be missing at the end before a source counts as silent: one being read, one in flight. */
const GRACE = 2

/** Expected units whose absence is surprising: the rule of three, since exp(-3) is 5 %. */
export const SURPRISING = 3

/**
 * Metrics of tests that are blind: those whose newest judged slices brought no usable counts. A slice is usable when
 * the canary saw units and, below 100 %, so did the baseline of a metric that has shown one. That it speaks for no test
 * (no failure on either side) does not matter: the source answers.
 *
 * - An error, missing data or broken counts blind the metric at once, until the next usable slice.
 * - An answer of "no units" blinds it once three units would have been expected at the pace of all slices so far, so that a quiet
 *   metric (forty connections a day) is not blind between two of them; at once if no unit was ever seen.
 * - No answer at all blinds it when the slice ended more than `delay` milliseconds and two slices before `now`.
 * - Slices over a bump and in warm-up can end blindness but not begin it.
 *
 * Empty while the new release has no traffic. One entry per metric, in the order of the tests.
 */
export const findBlind = (prepared: Prepared, now: number, delay: number): readonly Blindness[] => {
  const { bumps } = prepared.journey
  const start = bumps.find(({ weight }) => weight > 0)?.to
  if (start === undefined || bumps.at(-1)?.weight === 0) return []
  return testedMetrics(prepared).flatMap((metric) => {
    const { lastUsable, lastSlot, problem } = follow(prepared, metric)
    const found = problem ?? (isOverdue(prepared, lastSlot, now - delay) ? 'absent' : null)
    return found === null ? [] : [{ metric, since: lastUsable ?? start, problem: found }]
  })
}

/** Names of the metrics that tests read, each once, in the order of the tests. */
export const testedMetrics = ({ judgement }: Prepared): readonly string[] => [
  ...new Set(judgement.tests.map(({ metric }) => metric)),
]

interface Trace {
  /** End of the last usable slice. */
  lastUsable: number | null
  /** Number of the last slice delivered since the rollout began; -1 without one. */
  lastSlot: number
  problem: Blindness['problem'] | null
}

const follow = (prepared: Prepared, metric: string): Trace => {
  const trace: Trace = { lastUsable: null, lastSlot: -1, problem: null }
  let units = 0
  let answered = 0
  let quiet = 0
  for (const slot of prepared.slots) {
    const reading = readingIn(prepared, metric, slot)
    if (reading === undefined || slot.dropped === 'no-exposure') continue
    trace.lastSlot = slot.index
    const fault = faultOf(reading, slot.weight < 100 && isCompared(prepared, metric, slot))
    const judged = slot.dropped === null
    if (fault === null) {
      trace.lastUsable = slot.to
      trace.problem = null
      if (judged && 'canary' in reading) units += reading.canary.n
      answered += quiet + (judged ? 1 : 0)
      quiet = 0
    } else if (judged) {
      // Also before the first unit: the pace of a mail a day is not four in the only slice that had any.
      quiet += 'canary' in reading ? 1 : 0
      if (!('canary' in reading && units > 0) || (units / answered) * quiet >= SURPRISING)
        trace.problem = fault
    }
  }
  return trace
}

const faultOf = (reading: Reading, comparable: boolean): Blindness['problem'] | null => {
  if ('missing' in reading) return reading.missing
  if (reading.canary.n === 0) return 'no-units'
  return comparable && (reading.baseline?.n ?? 0) === 0 ? 'no-baseline' : null
}

const isOverdue = ({ judgement, journey }: Prepared, lastSlot: number, until: number): boolean => {
  const { epoch, slice } = judgement
  const due = Math.floor((until - epoch) / slice) - 1 - GRACE
  return due >= Math.max(journey.firstJudged, lastSlot + 1)
}
