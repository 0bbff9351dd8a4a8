import { type Assessment, assess } from '../analysis/assess.ts'
import type { MetricHistory } from '../analysis/judgement.ts'
import { type JudgedSlice, judgeSlices } from '../analysis/slices.ts'
import { type Decision, decide, type Evidence, type Truth } from './decide.ts'
import { writeEvent } from './events.ts'
import { evidenceFrom, outageSince } from './evidence.ts'
import { type DatedEvent, fold, type RolloutState } from './fold.ts'
import type { RolloutRecord } from './plan.ts'

/** What a look at a past moment is made of. */
export interface PastMoment {
  record: RolloutRecord
  /** Everything that the ledger has, also what came later. */
  story: readonly DatedEvent[]
  /** What the sources answer about the time up to `at`. */
  histories: readonly MetricHistory[]
  /** What the platforms are taken to have said then. */
  truth: Truth
  /** Longest time that a source needs before it can be asked about a slice, in milliseconds. */
  delay: number
  /** The moment, in milliseconds since 1970. */
  at: number
}

/** Everything that a look at that moment had, and what it decided. */
export interface Explanation extends Omit<PastMoment, 'story'> {
  /** The state of the record at that moment. */
  state: RolloutState
  slices: readonly JudgedSlice[]
  assessment: Assessment
  evidence: Evidence
  decision: Decision
}

/** The record as it stood at a moment: what was written later is left out. */
export const stateAt = (
  record: Pick<RolloutRecord, 'startedAt'>,
  story: readonly DatedEvent[],
  at: number,
): RolloutState =>
  fold(
    record,
    story
      .filter((event) => event.at <= at)
      .map((event) => ({ text: writeEvent(event), at: event.at, run: event.run })),
  )

/**
 * Judges a past moment anew by the very functions that a look uses. Pure: the same record, story and histories give the
 * same answer, whoever asks and whenever.
 */
export const explainMoment = ({ story, ...moment }: PastMoment): Explanation => {
  const { record, histories, truth, delay, at } = moment
  const { judgement } = record
  const state = stateAt(record, story, at)
  const input = { judgement, histories, bumps: state.bumps, now: at }
  const assessment = assess({ ...input, delay })
  const evidence = evidenceFrom(assessment, judgement)
  const failed = histories.some(
    ({ slices }) => slices.length > 0 && slices.every(({ problem }) => problem === 'error'),
  )
  if (failed) evidence.blindSince = outageSince(state, at)
  return {
    ...moment,
    state,
    slices: judgeSlices(input),
    assessment,
    evidence,
    decision: decide(record.plan, state, truth, evidence, at),
  }
}
