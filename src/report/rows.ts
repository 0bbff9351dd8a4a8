import type { Counts, TestSpec } from '../analysis/judgement.ts'
import type { Decision } from '../rollout/decide.ts'
import type { DatedEvent } from '../rollout/fold.ts'
import { isFinished } from '../rollout/phases.ts'
import type { Reason } from '../rollout/reasons.ts'
import { showAmount, showCount, showEvidence, showShare } from './numbers.ts'
import { sayEvent, sayReason } from './sentences.ts'
import { type Point, pointsOf, rate, sum } from './series.ts'
import type { Measure, Story } from './story.ts'

/** One step of the plan with what became of it. */
export interface StepRow {
  /** From 1. */
  number: number
  weight: number
  bake: number
  approval: boolean
  /** The schedule as written, such as `Mon 00:00 UTC`. */
  schedule: string | null
  /**
   * `stopped`: the rollout went back from here. `passed-over`: a person asked to promote at once.
   * `never`: the rollout ended before it.
   */
  status: 'done' | 'now' | 'ahead' | 'stopped' | 'passed-over' | 'never'
  enteredAt: number | null
  leftAt: number | null
  /** Earliest begin of a step ahead; null when a schedule or a person decides and the caller did not say. */
  plannedAt: number | null
  /** What the first tested metric counted during the step. */
  points: readonly Point[]
}

/** Steps of the plan in order. */
export const stepRows = (story: Story): StepRow[] => {
  const { record, state } = story
  const planned = plannedBegins(story)
  const entered = record.plan.steps.map((step, index) => enteredAt(story, index + 1, step.weight))
  const end = isFinished(state.phase) || state.phase === 'aborted' ? endOf(story) : null
  const complete = state.story.some(({ happening }) => happening.kind === 'started')
  const points = pointsOf(firstHistory(story))
  return record.plan.steps.map((step, index) => {
    const number = index + 1
    const from = entered[index] ?? null
    const next = entered.slice(index + 1).find((at) => at !== null) ?? null
    const left = from === null ? null : (next ?? end)
    const current = state.step === number
    return {
      number,
      weight: step.weight,
      bake: step.bake,
      approval: step.approval ?? false,
      schedule: step.at ?? null,
      status: statusOf({
        number,
        reached: state.step,
        current,
        end,
        missed: complete && from === null,
        back: state.phase === 'rolled-back' || state.phase === 'aborted',
      }),
      enteredAt: from,
      leftAt: left,
      plannedAt: number > state.step && end === null ? (planned[index] ?? null) : null,
      points:
        from === null
          ? []
          : points.filter((p) => p.from >= from && p.from < (left ?? Number.POSITIVE_INFINITY)),
    }
  })
}

const statusOf = (at: {
  number: number
  reached: number
  current: boolean
  end: number | null
  missed: boolean
  back: boolean
}): StepRow['status'] => {
  if (at.number > at.reached) return at.end === null ? 'ahead' : 'never'
  if (at.missed) return 'passed-over'
  if (!at.current) return 'done'
  return at.end === null ? 'now' : at.back ? 'stopped' : 'done'
}

const enteredAt = ({ state }: Story, number: number, weight: number): number | null => {
  if (number > state.step) return null
  const event = state.story.find(({ happening: h }) => h.kind === 'set' && h.weight === weight)
  if (event) return event.at
  return number === state.step ? state.since : null
}

/** When the rollout ended, or began to go back; the newest event where history was lost. */
const endOf = ({ state }: Story): number =>
  state.story.find(({ happening: { kind } }) => ENDS.has(kind))?.at ?? state.headAt

const ENDS: ReadonlySet<string> = new Set(['going-back', 'rolled-back', 'promoted', 'superseded'])

/** Earliest begins, each step's bake after the one before; unknown from a schedule on unless the caller resolved it. */
const plannedBegins = ({ record, state, now, planned }: Story): (number | null)[] => {
  const current = record.plan.steps[state.step - 1]
  let earliest: number | null = current ? Math.max(now, state.since + current.bake) : now
  return record.plan.steps.map((step, index) => {
    if (index + 1 <= state.step) return null
    const given = planned?.[index]
    const begin: number | null = given ?? (step.at === undefined ? earliest : null)
    earliest = begin === null ? null : begin + step.bake
    return begin
  })
}

/** Earliest promotion; null when over, or when a schedule decides that nobody resolved. */
export const promotionAt = (story: Story): number | null => {
  if (isFinished(story.state.phase) || story.state.phase === 'aborted') return null
  const last = story.record.plan.steps.at(-1)
  if (!last) return null
  if (story.state.step >= story.record.plan.steps.length)
    return Math.max(story.now, story.state.since + last.bake)
  const begin = plannedBegins(story).at(-1) ?? null
  return begin === null ? null : begin + last.bake
}

const firstHistory = ({ record, metrics }: Story) => {
  const name = record.judgement.tests[0]?.metric
  return metrics.find(({ metric }) => metric === name) ?? metrics[0]
}

/** One test with the numbers behind it. */
export interface TestRow {
  name: string
  metric: string
  title: string
  unit: 'share' | 'amount'
  /** What one unit is, singular. */
  of: string
  /** All usable slices while the new release had traffic, together; null when there was none. */
  canary: Counts | null
  baseline: Counts | null
  /** Slices with usable counts of the canary, of all slices read. */
  usable: number
  slices: number
  /** The limit in words. */
  limit: string
  evidence: number | null
  /** What the evidence means, one sentence without a full stop. */
  words: string
}

/** Tests in the order of the judgement. */
export const testRows = (story: Story): TestRow[] =>
  story.record.judgement.tests.map((spec) => {
    const points = exposed(story, pointsOf(story.metrics.find(({ metric }) => metric === spec.metric)))
    const evidence = story.judged?.tests.find(({ name }) => name === spec.name)?.evidence ?? null
    const { title, unit = 'share', of = 'request' } = measureOf(story, spec.metric)
    const usable = points.filter(({ canary }) => canary && canary.n > 0).length
    return {
      name: spec.name,
      metric: spec.metric,
      title,
      unit,
      of,
      ...sum(points),
      usable,
      slices: points.length,
      limit: sayLimit(spec, unit),
      evidence,
      words: sayEvidence(evidence, usable),
    }
  })

/** Points from the first confirmed weight to the end; all of them where that history is lost. */
export const exposed = (story: Story, points: readonly Point[]): Point[] => {
  const { state } = story
  const begin = state.story.find(({ happening: { kind } }) => kind === 'set')?.at ?? Number.NEGATIVE_INFINITY
  const over = isFinished(state.phase) || state.phase === 'aborted'
  const end = over ? endOf(story) : Number.POSITIVE_INFINITY
  return points.filter(({ from }) => from >= begin && from < end)
}

/** The metric's title and unit; its own name and shares where nobody said. */
export const measureOf = ({ measures }: Pick<Story, 'measures'>, metric: string): Measure =>
  measures?.find((measure) => measure.metric === metric) ?? { metric, title: metric }

const sayLimit = (spec: TestSpec, unit: 'share' | 'amount'): string => {
  const show = unit === 'share' ? showShare : showAmount
  const parts: string[] = []
  if (spec.max !== undefined) parts.push(spec.max === 0 ? 'none at all' : `at most ${show(spec.max)}`)
  const slack = [
    ...(spec.relative ? [showShare(spec.relative)] : []),
    ...(spec.points ? [unit === 'share' ? showPoints(spec.points) : showAmount(spec.points)] : []),
  ]
  if (spec.relative !== undefined || spec.points !== undefined)
    parts.push(
      slack.length > 0 ? `the old release plus ${slack.join(' plus ')}` : 'no worse than the old release',
    )
  return parts.join(', and ') || 'no limit'
}

const showPoints = (fraction: number): string => {
  const percent = showShare(fraction).replace('%', '')
  return `${percent} ${percent === '1' ? 'point' : 'points'}`
}

/** Evidence in plain words. Up to 1 it speaks for the release, not against it. */
export const sayEvidence = (evidence: number | null, usable: number): string => {
  if (evidence === null || Number.isNaN(evidence) || usable === 0) return 'nothing was measured yet'
  if (evidence <= 1) return 'nothing speaks against it'
  return `a release within its limits would look this bad at most 1 time in ${showEvidence(evidence)}`
}

/** A count of bad among units with its rate, `8.1% (81 of 1,000)`; honest when there were none. */
export const showRate = (counts: Counts | null, unit: 'share' | 'amount'): string => {
  if (!counts) return 'no data'
  if (counts.n === 0) return 'no units'
  const value = rate(counts)
  if (unit === 'amount') return `${showAmount(value)} (${showCount(counts.x)} over ${showCount(counts.n)})`
  return `${showShare(value)} (${showCount(counts.x)} of ${showCount(counts.n)})`
}

/** The test with the highest evidence: the number that decides. Null when nothing was measured. */
export const worstTest = (story: Story): TestRow | null =>
  testRows(story)
    .filter(({ canary }) => canary !== null && canary.n > 0)
    .reduce<TestRow | null>(
      (worst, row) => (worst === null || (row.evidence ?? 0) > (worst.evidence ?? 0) ? row : worst),
      null,
    )

/** An event for people. Sentences hold foreign names: escape them. */
export interface EventRow {
  at: number
  text: string
  kind: DatedEvent['happening']['kind']
}

/** Events of the ledger, oldest first. */
export const eventRows = ({ state }: Story): EventRow[] =>
  state.story.map((event) => ({ at: event.at, text: sayEvent(event), kind: event.happening.kind }))

/** Decisions that were the same one after the other, as one row. */
export interface DecisionRow {
  from: number
  to: number
  times: number
  decision: Decision['decision']
  reason: Reason
  /** The newest message. */
  text: string
}

/** Decisions taken, oldest first; those of the ledger where the caller kept none. */
export const decisionRows = (story: Story): DecisionRow[] => {
  const taken = story.decisions ?? []
  if (taken.length === 0) return story.state.story.flatMap(decisionOf)
  const rows: DecisionRow[] = []
  for (const { at, decision: d } of taken) {
    const last = rows.at(-1)
    if (last?.decision === d.decision && last.reason === d.reason && d.decision === 'hold') {
      last.to = at
      last.times += 1
      last.text = d.message
    } else rows.push({ from: at, to: at, times: 1, decision: d.decision, reason: d.reason, text: d.message })
  }
  return rows
}

const decisionOf = (event: DatedEvent): DecisionRow[] => {
  const { happening: h, at } = event
  const row = (decision: Decision['decision'], reason: Reason): DecisionRow[] => [
    { from: at, to: at, times: 1, decision, reason, text: sayEvent(event) },
  ]
  switch (h.kind) {
    case 'set':
      return row('advance', 'next-step')
    case 'waits':
      return row('hold', h.reason)
    case 'going-back':
      return row('abort', h.reason)
    case 'promoted':
      return row('promote', 'all-steps-done')
    default:
      return []
  }
}

/** Why the rollout stands where it stands, in words of the newest decision that said something. */
export const whyOf = (story: Story): string => {
  const { decision, decisions = [], state } = story
  if (isFinished(state.phase) || state.phase === 'aborted') {
    const deciding = [...decisions.map((taken) => taken.decision), ...(decision ? [decision] : [])].findLast(
      (d) => (d.decision === 'abort' || d.decision === 'promote') && d.reason !== 'unfinished-act',
    )
    if (deciding) return deciding.message
    if (state.phase === 'promoted') return 'All steps are done.'
  }
  if (decision?.decision === 'advance' && state.step === 0) return 'Every check before the first step passed.'
  if (decision?.decision === 'advance') return `${capital(sayReason(decision.reason))}.`
  if (decision && decision.reason !== 'finished') return decision.message
  return state.reason ? `${capital(sayReason(state.reason))}.` : ''
}

/** A sentence's first letter made large. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
