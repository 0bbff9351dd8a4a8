import { isFinished } from '../rollout/phases.ts'
import { isMoment, showCount, showEvidence, showMoment, showSpan, showWeight } from './numbers.ts'
import { promotionAt, showRate, stepRows, whyOf, worstTest } from './rows.ts'
import { sayPhase } from './sentences.ts'
import type { Move, Standing, Story } from './story.ts'

/** The parts of a first line. Plain text with foreign names in it: each output escapes them in its own way. */
export interface Headline {
  service: string
  environment: string
  /** The revision, shortened where it is a hash. */
  version: string
  /** `at 25% (step 2 of 4), baking`. */
  far: string
  /** Sentences with their full stop; empty when there is nothing to say. */
  why: string
  /** The number that decided; empty when nothing was measured. */
  number: string
  /** What comes next and when. */
  next: string
}

/** What, where, how far, why, and what next. */
export const headlineOf = (story: Story): Headline => {
  const { record } = story
  return {
    service: record.service,
    environment: record.environment,
    version: shortRevision(record.revision),
    far: sayFar(story),
    why: whyOf(story),
    number: sayNumber(story),
    next: nextMove(story).text,
  }
}

/** A commit or digest cut to what people recognise; other names whole. */
export const shortRevision = (revision: string): string => {
  if (/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(revision)) return revision.slice(0, 7)
  const digest = /^(.*sha256:[0-9a-f]{12})[0-9a-f]{52}$/.exec(revision)
  return digest?.[1] ?? revision
}

/** The highest weight that this rollout reached; 0 before the first step. */
export const reachedWeight = ({ record, state }: Story): number =>
  record.plan.steps[state.step - 1]?.weight ?? 0

const sayFar = (story: Story): string => {
  const { record, state } = story
  const place = state.step > 0 ? ` (step ${state.step} of ${record.plan.steps.length})` : ''
  const at = `at ${showWeight(state.weight)}${place}`
  switch (state.phase) {
    case 'queued':
      return 'queued, nothing moved yet'
    case 'progressing':
      if (state.pending) return `${at}, moving to ${showWeight(state.pending.weight)}`
      return state.step > 0 ? `${at}, progressing` : 'started, at 0%'
    case 'promoted':
      return `promoted, ${at}`
    case 'aborted':
      return `going back from ${showWeight(reachedWeight(story))}`
    case 'rolled-back':
      return state.step > 0
        ? `rolled back from ${showWeight(reachedWeight(story))}`
        : 'rolled back before its first step'
    case 'superseded':
      return `superseded ${at}`
    case 'awaiting-approval':
    case 'baking':
    case 'paused':
    case 'stuck':
      return `${at}, ${sayPhase(state.phase)}`
    default:
      return state.phase satisfies never
  }
}

/** The worst test's rates and the evidence against its limit; empty when nothing was measured. */
const sayNumber = (story: Story): string => {
  const worst = worstTest(story)
  const evidence = story.judged
    ? `evidence ${showEvidence(story.judged.combined)} of ${showEvidence(limitOf(story))}`
    : ''
  if (!worst) return evidence
  const baseline = worst.baseline ? `, old ${showRate(worst.baseline, worst.unit)}` : ''
  const rates = `"${worst.name}": new ${showRate(worst.canary, worst.unit)}${baseline}`
  return [rates, evidence].filter(Boolean).join('; ')
}

/** The evidence that leads back, 1 / alpha. */
export const limitOf = ({ record }: Story): number => 1 / record.judgement.alpha

/** True while a rollback keeps the next push out. */
export const holdsNext = ({ record, state, hold }: Story): boolean =>
  hold ?? (state.hold || (state.phase === 'rolled-back' && record.plan.holdAfterRollback))

/** What happens next, as a sentence, and when at the earliest. */
export const nextMove = (story: Story): { text: string; at: number | null } => {
  const { state, decision } = story
  if (isFinished(state.phase)) return { text: sayEnd(story), at: null }
  if (state.phase === 'aborted' || decision?.decision === 'abort')
    return { text: 'The old release gets all traffic back now.', at: story.now }
  if (state.phase === 'queued') return { text: 'It begins when the rollout before it ends.', at: null }
  const forward = forwardMove(story)
  if (state.phase === 'awaiting-approval' || decision?.reason === 'approval-missing')
    return { text: `A person approves; then ${forward.what}.`, at: null }
  if (state.phase === 'paused') return { text: `A person resumes it; then ${forward.what}.`, at: null }
  if (decision?.person || state.phase === 'stuck')
    return { text: 'Nothing moves until a person decides.', at: null }
  if (state.pending)
    return {
      text: `${showWeight(state.pending.weight)} is set and read back from the platform.`,
      at: story.now,
    }
  return withDate(story, forward)
}

const withDate = (story: Story, { what, at }: { what: string; at: number | null }) => {
  const look = story.nextLook ?? story.decision?.requeueAt ?? null
  const due = isMoment(look) && look > story.now ? ` Next look: ${showMoment(look)}.` : ''
  if (!isMoment(at)) return { text: `${sentence(what)}.${due}`, at: null }
  const wait = at - story.now
  const when =
    wait > 0 ? `at the earliest ${showMoment(at)}, in ${showSpan(wait)}` : 'as soon as a look allows it'
  return { text: `${sentence(what)}, ${when}.${due}`, at }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const forwardMove = (story: Story): { what: string; at: number | null } => {
  const { record, state } = story
  const steps = record.plan.steps.length
  const step = record.plan.steps[state.step]
  if (!step) return { what: 'promotion', at: promotionAt(story) }
  const open = step.approval && !state.approved.includes(state.step + 1)
  const schedule = step.at === undefined ? '' : `, not before ${step.at}`
  const what = `${showWeight(step.weight)} (step ${state.step + 1} of ${steps})${schedule}${open ? ', after a person approved' : ''}`
  return { what, at: stepRows(story)[state.step]?.plannedAt ?? null }
}

const sayEnd = (story: Story): string => {
  switch (story.state.phase) {
    case 'promoted':
      return 'Nothing is left to do: the next release will be compared with this one.'
    case 'rolled-back':
      return holdsNext(story)
        ? 'The next push is refused until a person releases the hold.'
        : 'The old release serves everything; the next push may begin.'
    default:
      return 'Nothing is left to do here: a newer release took its place.'
  }
}

/** What a person can ask for now, the likeliest first. */
export const movesOf = (story: Story): Move[] => {
  const { state } = story
  switch (state.phase) {
    case 'queued':
      return ['abort']
    case 'awaiting-approval':
      return ['approve', 'rollback', 'pause', 'abort']
    case 'progressing':
    case 'baking':
      return ['rollback', 'pause', ...(state.step > 0 ? (['skip'] as const) : []), 'promote', 'abort']
    case 'paused':
      return ['resume', 'rollback', 'promote', 'abort']
    case 'stuck':
      return ['retry', 'rollback', 'promote', 'abort']
    case 'promoted':
      return ['rollback']
    case 'aborted':
      return ['rollback']
    case 'rolled-back':
      return holdsNext(story) ? ['release-hold'] : []
    case 'superseded':
      return []
    default:
      return state.phase satisfies never
  }
}

/** How long the rollout took, or has taken so far; milliseconds. */
export const spanOf = (story: Story): number => Math.max(0, endOrNow(story) - story.record.startedAt)

/** When it ended, or now. */
export const endOrNow = ({ state, now }: Story): number =>
  isFinished(state.phase) ? Math.min(now, Math.max(state.endedAt ?? state.headAt, state.startedAt)) : now

/** A rollout's row in a table of services. */
export const standingOf = (story: Story): Standing => ({
  service: story.record.service,
  environment: story.record.environment,
  revision: story.record.revision,
  phase: story.state.phase,
  weight: story.state.weight,
  since: isFinished(story.state.phase) ? (story.state.endedAt ?? story.state.headAt) : story.state.since,
  by: story.record.requester,
  hold: holdsNext(story),
  next: nextMove(story).text,
})

/** Highest combined evidence of the whole journey; null when nothing was judged. */
export const peakEvidence = ({ judged }: Story): number | null => {
  if (!judged) return null
  return judged.trail.reduce(
    (peak, { combined }) => (Number.isNaN(combined) ? peak : Math.max(peak, combined)),
    Number.isNaN(judged.combined) ? 0 : judged.combined,
  )
}

/** `12,480 requests, 310 of them on the new release, 4 failed`. */
export const sayTotals = ({ totals }: Story): string =>
  totals
    ? `${showCount(totals.requests)} requests, ${showCount(totals.canary)} of them on the new release, ${showCount(totals.failed)} failed`
    : ''
