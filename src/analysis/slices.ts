import {
  type Account,
  type EvidenceState,
  evidenceOf,
  judge,
  placeBet,
  ratioOfCounts,
  sliceRatio,
} from './evidence.ts'
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

const judgePrepared = (prepared: Prepared): readonly JudgedSlice[] => {
  const slices: JudgedSlice[] = []
  followSlices(prepared, ({ from, to, step, weight, dropped }, looks, combined, verdict) => {
    const tests = looks.map(
      ({ test, ratio, silence, canary, baseline, account: { a, s }, evidence, weight: share }): TestLook => ({
        test,
        ratio,
        silence,
        canary,
        baseline,
        state: { a: [a[0], a[1], a[2], a[3]], s },
        evidence,
        weight: share,
      }),
    )
    slices.push({ from, to, step, weight, dropped, tests, combined, verdict })
  })
  return slices
}

/** One test while the slices pass by: the next slice writes over it. */
export interface PassingLook extends Omit<TestLook, 'state'> {
  account: Account
}

/**
 * Follows the rule slice by slice and tells each, without keeping any: a week of slices in memory costs more than to
 * judge it. What `visit` is given is written over by the next slice.
 */
export const followSlices = (
  prepared: Prepared,
  visit: (
    slot: Slot,
    looks: readonly PassingLook[],
    combined: number,
    verdict: JudgedSlice['verdict'],
  ) => void,
): void => {
  const { slice, planLength, tests, alpha, hold } = prepared.judgement
  const spread = (0.5 * (slice / MINUTE)) / (planLength / MINUTE)
  const askers = tests.map((test) => askerOf(prepared, test))
  const looks = tests.map(openLook)
  for (const slot of prepared.slots) {
    for (let i = 0; i < askers.length; i++) hear(askers[i] as Asker, slot, looks[i] as PassingLook, spread)
    const { combined, verdict } = judge(looks, alpha, hold)
    visit(slot, looks, combined, verdict)
  }
}

const openLook = ({ name, weight }: TestSpec): PassingLook => ({
  test: name,
  ratio: null,
  silence: null,
  canary: null,
  baseline: null,
  account: { a: [0, 0, 0, 0], s: 0 },
  evidence: 1,
  weight,
})

const MINUTE = 60_000

/** One test with all that it asks again in every slice, looked up once. */
interface Asker {
  test: TestSpec
  readings: ReadonlyMap<number, Reading> | undefined
  /** Number of the first slice in which the metric had a baseline. */
  comparedFrom: number
  max: number | undefined
  relative: number
  points: number
}

const askerOf = ({ readings: { byMetric, firstBaseline } }: Prepared, test: TestSpec): Asker => ({
  test,
  readings: byMetric.get(test.metric),
  comparedFrom: firstBaseline.get(test.metric) ?? Number.POSITIVE_INFINITY,
  max: test.max,
  relative: test.relative ?? 0,
  points: test.points ?? 0,
})

/** Writes into `look` what a slice says to a test, or why it says nothing, and bets on it. */
const hear = (asker: Asker, slot: Slot, look: PassingLook, spread: number): void => {
  look.silence = silenceOf(asker, slot, look)
  if (look.silence === null && look.ratio !== null) {
    placeBet(look.account, look.ratio, spread)
    look.evidence = evidenceOf(look.account)
    return
  }
  look.ratio = null
  look.canary = null
  look.baseline = null
}

/** Null when the slice speaks; its ratio and counts are in `look` then. */
const silenceOf = (asker: Asker, slot: Slot, look: PassingLook): SliceDrop | Silence | null => {
  if (slot.dropped !== null) return slot.dropped
  const reading = asker.readings?.get(slot.index)
  if (reading === undefined) return 'not-delivered'
  if ('missing' in reading) return reading.missing
  const { canary, baseline } = reading
  if (canary.n === 0) return 'no-units'
  if (asker.max === 0) return weigh(asker, look, canary, null) ? null : 'none-found'
  if (slot.weight >= 100) return weigh(asker, look, canary, null) ? null : 'full-exposure'
  if (baseline === null) {
    if (slot.index >= asker.comparedFrom) return 'no-baseline'
    return weigh(asker, look, canary, null) ? null : 'no-baseline'
  }
  if (baseline.n === 0) return 'baseline-silent'
  return weigh(asker, look, canary, baseline) ? null : 'no-failures'
}

const weigh = (asker: Asker, look: PassingLook, canary: Counts, baseline: Counts | null): boolean => {
  const { max, relative, points } = asker
  look.ratio = ratioOfCounts(canary.n, canary.x, baseline?.n, baseline?.x, max, relative, points)
  look.canary = canary
  look.baseline = baseline
  return look.ratio !== null
}
