import { type EvidenceState, evidenceOf, judge, observe, openEvidence, sliceRatio } from './evidence.ts'
import type { Bump, Counts, Judgement, MetricHistory, SliceProblem, TestSpec } from './judgement.ts'
import { type Journey, journeyOf, type Placement, type SliceDrop } from './placement.ts'
import { layOnGrid, type Reading, type Readings } from './readings.ts'

/**
 * Why one test learned nothing from a slice that is judged. A `SliceProblem` when the metric has no counts, else
 * `not-delivered` other metrics have this slice, this one does not (yet);
 * `no-units` the canary saw nothing;
 * `no-baseline` a comparison where there is nothing to compare with, or a baseline that was there before and is gone;
 * `baseline-silent` the baseline saw nothing;
 * `full-exposure` a comparison while everybody has the new release;
 * `no-failures` neither release failed and no absolute excess is tolerated;
 * `none-found` a limit of zero, and nothing bad in this slice.
 */
export type Silence =
  | SliceProblem
  | 'not-delivered'
  | 'no-units'
  | 'no-baseline'
  | 'baseline-silent'
  | 'full-exposure'
  | 'no-failures'
  | 'none-found'

/** What one slice did to one test. */
export interface TestLook {
  /** Name of the test. */
  test: string
  /** Observed over allowed; null when the slice said nothing. Infinity: a limit of zero was broken. */
  ratio: number | null
  /** Why `ratio` is null; null when it is not. */
  silence: SliceDrop | Silence | null
  /** The counts that `ratio` was made of; null when it is null, `baseline` also when it was not read. */
  canary: Counts | null
  baseline: Counts | null
  /** Accounts after the slice. */
  state: EvidenceState
  /** Evidence after the slice. */
  evidence: number
  /** Share of the whole judgement, before normalising. */
  weight: number
}

/** One slice of the grid with all that was made of it. */
export interface JudgedSlice {
  /** Milliseconds since 1970; `to` is exclusive. */
  from: number
  to: number
  /** Index of the bump that began the step, in order of time; -1 before the first. */
  step: number
  /** Percent of the traffic that the new release had. */
  weight: number
  /** Why no test read the slice; null when they did. */
  dropped: SliceDrop | null
  /** One per test, in the order of the judgement. */
  tests: readonly TestLook[]
  /** Combined evidence after the slice, and the verdict a look at this moment would have given. */
  combined: number
  verdict: 'ok' | 'hold' | 'rollback'
}

/** What a judgement is made of. `now` in milliseconds since 1970. */
export interface AssessmentInput {
  judgement: Judgement
  histories: readonly MetricHistory[]
  bumps: readonly Bump[]
  now: number
}

/** A slice of the grid and its place on the journey. Milliseconds since 1970; `to` is exclusive. */
export interface Slot extends Placement {
  index: number
  from: number
  to: number
}

/** The input put in order, which every part of an assessment reads. */
export interface Prepared {
  judgement: Judgement
  journey: Journey
  readings: Readings
  /** Every slice that any source answered, oldest first. */
  slots: readonly Slot[]
  /** Those of the current step that are judged. */
  current: readonly Slot[]
}

/** What a metric said in a slot; undefined when it was not delivered. */
export const readingIn = ({ readings }: Prepared, metric: string, { index }: Slot): Reading | undefined =>
  readings.byMetric.get(metric)?.get(index)

/** Whether a metric has shown a baseline up to this slot, so that one without it is missing something. */
export const isCompared = ({ readings }: Prepared, metric: string, { index }: Slot): boolean =>
  index >= (readings.firstBaseline.get(metric) ?? Number.POSITIVE_INFINITY)

/** @throws RangeError when the judgement or a bump is not one that a plan could have frozen. */
export const prepare = ({ judgement, histories, bumps, now }: AssessmentInput): Prepared => {
  const { epoch, slice, planLength, warmup, tests, alpha, hold } = judgement
  if (!Number.isFinite(epoch)) throw new RangeError(`the epoch must be a moment, not ${epoch}`)
  if (!(Number.isFinite(slice) && slice > 0)) throw new RangeError(`a slice cannot last ${slice} ms`)
  if (!(Number.isFinite(planLength) && planLength >= 0))
    throw new RangeError(`a plan cannot last ${planLength} ms`)
  if (!(Number.isSafeInteger(warmup) && warmup >= 0))
    throw new RangeError(`the warm-up is a number of slices, not ${warmup}`)
  if (!Number.isFinite(now)) throw new RangeError(`the present must be a moment, not ${now}`)
  if (new Set(tests.map(({ name }) => name)).size < tests.length)
    throw new RangeError('two tests share one name')
  // Limits and weights are checked before the first slice, so that a mistake does not wait for data to show.
  for (const test of tests) sliceRatio({ n: 0, x: 0 }, test)
  judge(
    tests.map(({ weight }) => ({ weight, evidence: 1 })),
    alpha,
    hold,
  )
  const journey = journeyOf(judgement, bumps)
  const readings = layOnGrid(judgement, histories, now)
  const slots = readings.slots.map((index) => {
    const from = epoch + index * slice
    return { index, from, to: from + slice, ...journey.place(index) }
  })
  const current = slots.filter(({ dropped, step }) => dropped === null && step === journey.current)
  return { judgement, journey, readings, slots, current }
}

/**
 * Follows the rule slice by slice: for each slice that any source answered and that had ended at `now`, oldest first,
 * what every test made of it or why it was left out. The last element holds the present evidence.
 * A pure function of its input: the order of histories, and how often and when somebody looked, change nothing.
 *
 * At 100 % the baseline is not read: stragglers there are no fair sample. Below 100 %, once a metric has shown a
 * baseline, a slice without one says nothing: otherwise an outage of everything could be blamed on the canary.
 *
 * @throws RangeError as `prepare`, `sliceRatio` and `judge` do.
 */
export const judgeSlices = (input: AssessmentInput): readonly JudgedSlice[] => judgePrepared(prepare(input))

/** `judgeSlices` for callers that have prepared the input already. */
export const judgePrepared = (prepared: Prepared): readonly JudgedSlice[] => {
  const { slice, planLength, tests, alpha, hold } = prepared.judgement
  const states = tests.map(openEvidence)
  const judgeTest = (test: TestSpec, i: number, slot: Slot): TestLook => {
    const { ratio, silence, canary, baseline } = answerOf(prepared, test, slot)
    const state = observe(states[i] ?? openEvidence(), ratio, slice / MINUTE, planLength / MINUTE)
    states[i] = state
    const evidence = evidenceOf(state)
    return { test: test.name, ratio, silence, canary, baseline, state, evidence, weight: test.weight }
  }
  return prepared.slots.map((slot) => {
    const looks = tests.map((test, i) => judgeTest(test, i, slot))
    const { combined, verdict } = judge(looks, alpha, hold)
    const { from, to, step, weight, dropped } = slot
    return { from, to, step, weight, dropped, tests: looks, combined, verdict }
  })
}

const MINUTE = 60_000

type Answer = Pick<TestLook, 'ratio' | 'silence' | 'canary' | 'baseline'>

const silent = (silence: SliceDrop | Silence): Answer => ({
  ratio: null,
  silence,
  canary: null,
  baseline: null,
})

const answerOf = (prepared: Prepared, test: TestSpec, slot: Slot): Answer => {
  if (slot.dropped !== null) return silent(slot.dropped)
  const reading = readingIn(prepared, test.metric, slot)
  if (reading === undefined) return silent('not-delivered')
  if ('missing' in reading) return silent(reading.missing)
  const { canary, baseline } = reading
  if (canary.n === 0) return silent('no-units')
  if (test.max === 0) return answer(test, canary, null, 'none-found')
  if (slot.weight >= 100) return answer(test, canary, null, 'full-exposure')
  if (baseline === null)
    return isCompared(prepared, test.metric, slot)
      ? silent('no-baseline')
      : answer(test, canary, null, 'no-baseline')
  return baseline.n === 0 ? silent('baseline-silent') : answer(test, canary, baseline, 'no-failures')
}

const answer = (test: TestSpec, canary: Counts, baseline: Counts | null, otherwise: Silence): Answer => {
  const { n, x } = canary
  const ratio = sliceRatio(baseline === null ? { n, x } : { n, x, m: baseline.n, y: baseline.x }, test)
  return ratio === null ? silent(otherwise) : { ratio, silence: null, canary, baseline }
}
