import { EVENT_LIMIT } from './events.ts'
import { type RolloutState, waitedUntil } from './fold.ts'
import { formatEvidence, formatMoment, formatSpan, formatWeight } from './format.ts'
import { isFinished } from './phases.ts'
import type { Plan, Step } from './plan.ts'
import type { Reason } from './reasons.ts'

/** What the metrics say, reduced to what a decision needs. */
export interface Evidence {
  /** Weighted evidence of all tests; a release within its limits would look this bad at most 1 time in that many. */
  combined: number
  verdict: 'ok' | 'hold' | 'rollback'
  /** The evidence that leads back: 1 / alpha. */
  limit: number
  /** One slice so bad that nobody waits for more: metric, units, bad units, limit (fraction). */
  tripped: { metric: string; n: number; x: number; limit: number } | null
  /** A metric of which none at all is allowed, and how many there were. */
  brokenZeroLimit: { metric: string; x: number } | null
  /** Units of the canary since the last bump against the fewest that may be judged. */
  samples: readonly { metric: string; have: number; need: number }[]
  /** Since when no usable slice arrived although some should have; milliseconds since 1970. */
  blindSince: number | null
  /** Since when the evidence is at or above the hold line without a break. */
  suspiciousSince: number | null
  /** Figures of this moment that have a limit of their own. Default none. */
  present?: readonly PresentFigure[]
  /** Since when a present figure is beyond its limit without a break, as far as the ledger knows. Default now. */
  beyondSince?: number
  /** False when nothing is measured: then time and people alone decide. */
  measured: boolean
}

/** A figure of this moment against its limit. */
export interface PresentFigure {
  metric: string
  max: number
  /** What happens beyond the limit. */
  beyond: 'hold' | 'abort'
  /** `unknown`: it could not be read, or its readings did not agree. */
  state: 'within' | 'beyond' | 'unknown'
  /** The last reading of the new release; null when there was none. */
  value: number | null
  /** The old release is beyond the limit as well, so that going back cures nothing. */
  common: boolean
}

/** Can we go back, and what stands in the way. */
export interface WayBackVerdict {
  /** `freeze-only`: stop here and call a person. `forward-only`: the old code cannot run on this schema any more. */
  verdict: 'safe' | 'freeze-only' | 'forward-only'
  reasons: readonly string[]
}

/** A doubt about what a forward move would rest on. Going back needs no trust. */
export interface Distrust {
  reason: 'config-changed' | 'unproven' | 'conflict'
  /** One sentence: what was found. */
  text: string
}

/** What is true outside the ledger at this look. */
export interface Truth {
  /** Percent that the platform really sends to the new release, per component with a split; `others` is neither old nor new. */
  components: readonly { name: string; canary: number; others: number }[]
  wayBack: WayBackVerdict
  /** A component without a split already serves the new release to everybody. Default false. */
  servesWhole?: boolean
  /** A freeze window in force. */
  frozen: { until: number; reason: string } | null
  /** Why what is known may not be built upon: another configuration, lines that nobody vouches for. Absent: it may. */
  distrust?: Distrust | null
  /** Earliest moment of the next step by its schedule `at`; null when it has none. */
  nextStepNotBefore: number | null
  /** Components still without a release of this rollout. */
  notDeployed: readonly string[]
  /** Smoke tests that have not passed and must have before the first step. */
  notChecked: readonly string[]
}

export interface Decision {
  decision: 'advance' | 'hold' | 'promote' | 'abort'
  reason: Reason
  /** One sentence for people: the number that decided and the next move. */
  message: string
  /** When the next look can bring something new; null when nothing more will happen by itself. */
  requeueAt: number | null
  /** A person has to do something. */
  person: boolean
  /** With `advance`: where to. */
  target?: { step: number; weight: number }
  /** With `approval-missing`: the first step (1-based) that needs the approval, which may lie beyond the next one. */
  asks?: number
}

interface Look {
  plan: Plan
  state: RolloutState
  truth: Truth
  evidence: Evidence
  now: number
}

/**
 * What to do now. Pure, and the same for every kind of caller. Guards come first and also speak while the
 * rollout is paused, frozen or waiting for an approval; approval comes last. A late look takes one step.
 */
export const decide = (
  plan: Plan,
  state: RolloutState,
  truth: Truth,
  evidence: Evidence,
  now: number,
): Decision => {
  const look = { plan, state, truth, evidence, now }
  return ended(look) ?? guards(look) ?? blocks(look) ?? waits(look) ?? forward(look)
}

const ended = (look: Look): Decision | null => {
  const { phase } = look.state
  if (phase === 'aborted') {
    const found = back('unfinished-act', 'Going back was begun and is not confirmed yet.')
    return serves(look) ? ifSafe(look, found) : found
  }
  if (phase === 'rolled-back' && serves(look)) {
    const text = 'The release was rolled back and yet gets traffic again: it is put back.'
    return ifSafe(look, back('drift', text))
  }
  if (isFinished(phase)) return hold('finished', `This rollout is ${phase}; nothing is left to do.`, null)
  return null
}

const guards = (look: Look): Decision | null => {
  const found = harm(look) ?? overdue(look)
  return found?.decision === 'abort' ? ifSafe(look, found) : found
}

/** Going back, or, where people see the release and the way back is not safe, standing still and calling a person. */
const ifSafe = (look: Look, found: Decision): Decision | null => {
  const { state, truth } = look
  const exposed = state.weight > 0 || state.pending !== null || truth.servesWhole === true || serves(look)
  if (!exposed || truth.wayBack.verdict === 'safe') return found
  // A person who asks to promote a release that cannot go back has taken the decision that we called them for.
  if (state.promoteAsked && found.reason !== 'rollback-asked') return null
  const why = truth.wayBack.reasons.join('; ') || truth.wayBack.verdict
  const text = `${found.message} The way back is not safe (${why}), so nothing moves until a person decides.`
  return call('way-back-unsafe', text)
}

const serves = ({ truth }: Look): boolean => truth.components.some(({ canary }) => canary > 0)

const harm = ({ state, evidence: e }: Look): Decision | null => {
  if (state.rollbackAsked) return back('rollback-asked', `${state.rollbackAsked.by} asked for a rollback.`)
  if (e.tripped) {
    const { metric, n, x, limit } = e.tripped
    return back('circuit-breaker', `"${metric}": ${x} of ${n} bad in one slice, more than ${percent(limit)}.`)
  }
  if (e.brokenZeroLimit)
    return back('zero-limit', `"${e.brokenZeroLimit.metric}": ${e.brokenZeroLimit.x} where none is allowed.`)
  const broken = beyond(e).find((figure) => figure.beyond === 'abort' && !figure.common)
  if (broken && state.step > 0) return back('over-limit', figureSentence(broken))
  return e.verdict === 'rollback' ? back('evidence-of-harm', harmSentence(e)) : null
}

const overdue = (look: Look): Decision | null => {
  const { plan, state, evidence, now } = look
  const spent = now - state.startedAt - waitedUntil(state, now)
  if (spent <= plan.deadline) return null
  const text = `Not promoted within ${formatSpan(plan.deadline)}.`
  const exposed = state.weight > 0 || serves(look)
  const blind = evidence.measured && (evidence.blindSince !== null || lacking(evidence).length > 0)
  if (exposed && blind)
    return call('deadline', `${text} There are too few data to judge it: a person must decide.`)
  return back('deadline', text)
}

/** Things that stop the journey whatever the metrics say. */
const blocks = (look: Look): Decision | null => {
  const { state, truth, now } = look
  const strays = drifted(state, truth)
  if (strays.length > 0)
    return call(
      'drift',
      `Somebody changed the traffic of ${strays.join(', ')}: it is neither where the rollout left it nor where it was going.`,
    )
  if (truth.distrust) return call(truth.distrust.reason, truth.distrust.text)
  const lines = state.events + state.foreign
  // An act that was begun is finished even then: its confirmation still has room.
  if (lines >= EVENT_LIMIT.forward && (state.conflict || !state.pending))
    return call('record-full', `${lines} events: the record is nearly full; only going back is left.`)
  if (state.conflict) return hold('conflict', 'Two runs wrote at once: this look makes no forward move.', now)
  if (state.phase === 'queued') return hold('queued', 'Waits for the rollout before it to end.', null)
  if (state.phase === 'stuck') return call('stuck', 'Stuck: retry, promote or roll back.')
  if (state.phase === 'paused') return call('paused', 'Paused by a person; guards go on.')
  if (truth.frozen)
    return hold(
      'frozen',
      `Frozen until ${formatMoment(truth.frozen.until)}: ${truth.frozen.reason}`,
      truth.frozen.until,
    )
  if (truth.notDeployed.length > 0)
    return hold('not-deployed', `Not deployed yet: ${truth.notDeployed.join(', ')}.`, null)
  if (truth.notChecked.length > 0)
    return hold('not-checked', `No passed smoke test yet of: ${truth.notChecked.join(', ')}.`, null)
  return state.pending && unfinished(look, state.pending.weight)
}

/**
 * An act that was intended is finished if plan and approvals allow it: a line that somebody else wrote proves nothing.
 * Where nothing of it was done yet, missing data or suspicion hold it like any other step.
 */
const unfinished = (look: Look, weight: number): Decision => {
  const { plan, state, truth } = look
  const step = plan.steps.findIndex((candidate) => candidate.weight === weight) + 1
  const highest = nextStep(plan, state)?.step ?? state.step
  if (step === 0 || step < state.step || step > highest)
    return call(
      'conflict',
      `The record intends ${formatWeight(weight)}, which is not where this rollout goes next.`,
    )
  const begun = truth.components.some(({ canary }) => canary !== state.weight)
  return (
    missingApproval(look, step) ??
    (begun ? null : unclear(look)) ??
    go('unfinished-act', plan, weight, 'An act was begun and not confirmed: it is finished.')
  )
}

/** The platform must match the confirmed weight or, while an act is pending, the intended one. */
const drifted = (state: RolloutState, truth: Truth): string[] =>
  truth.components
    .filter(({ canary, others }) => {
      const known = canary === state.weight || canary === state.pending?.weight
      return !known || others > 0
    })
    .map(({ name }) => name)

/** Reasons to stay at this step a while longer. Too long without sight or answer is said first: it needs a person. */
const waits = (look: Look): Decision | null => {
  const step = look.plan.steps[look.state.step - 1]
  const doubt = unclear(look)
  // Since when nothing is seen stands in the ledger from the first look that saw nothing, also while a bake runs.
  if (doubt?.person || doubt?.reason === 'no-data') return doubt
  return (step && baking(look, step)) ?? doubt ?? (step && tooFew(look)) ?? notYet(look)
}

const unclear = (look: Look): Decision | null =>
  look.state.step > 0 && look.evidence.measured ? (blind(look) ?? suspicious(look) ?? overLimit(look)) : null

const beyond = ({ present = [] }: Evidence): readonly PresentFigure[] =>
  present.filter(({ state }) => state === 'beyond')

const overLimit = ({ plan, evidence, now }: Look): Decision | null => {
  const [figure] = beyond(evidence)
  if (!figure) return null
  const text = figureSentence(figure)
  const since = evidence.beyondSince ?? now
  return now - since > plan.maxHold
    ? call('over-limit', `${text} Longer than ${formatSpan(plan.maxHold)}: a person must look.`)
    : hold('over-limit', text, now)
}

const figureSentence = ({ metric, value, max, common }: PresentFigure): string =>
  `"${metric}": ${Number((value ?? 0).toPrecision(4))} at present, more than ${max}${common ? ', and so it is with the old release' : ''}.`

const baking = ({ state, now }: Look, step: Step): Decision | null => {
  const bakedAt = state.since + step.bake
  if (now >= bakedAt || state.promoteAsked || state.skipAsked) return null
  const text = `${formatWeight(state.weight)} bakes until ${formatMoment(bakedAt)}.`
  return hold('bake-not-over', text, bakedAt)
}

const blind = ({ plan, evidence: { blindSince }, now }: Look): Decision | null => {
  if (blindSince === null) return null
  const text = `No usable data since ${formatMoment(blindSince)}.`
  return now - blindSince > plan.maxBlind
    ? call('blind-too-long', `${text} Longer than ${formatSpan(plan.maxBlind)}: a person must look.`)
    : hold('no-data', text, now)
}

const suspicious = ({ plan, evidence: e, now }: Look): Decision | null => {
  if (e.verdict !== 'hold') return null
  const since = e.suspiciousSince ?? now
  const text = `Evidence ${formatEvidence(e.combined)} of ${formatEvidence(e.limit)}: suspicious since ${formatMoment(since)}.`
  return now - since > plan.maxHold
    ? call('suspicious-too-long', `${text} Longer than ${formatSpan(plan.maxHold)}: a person must look.`)
    : hold('suspicious', text, now)
}

const tooFew = ({ state, evidence, now }: Look): Decision | null => {
  const [few] = evidence.measured && !state.promoteAsked ? lacking(evidence) : []
  if (!few) return null
  return hold(
    'too-few-samples',
    `"${few.metric}": ${few.have || 0} of the ${few.need} units that a judgement needs.`,
    now,
  )
}

const notYet = ({ state, truth: { nextStepNotBefore }, now }: Look): Decision | null => {
  if (nextStepNotBefore === null || now >= nextStepNotBefore || state.promoteAsked) return null
  return hold('not-yet', `The next step waits for ${formatMoment(nextStepNotBefore)}.`, nextStepNotBefore)
}

const forward = (look: Look): Decision => {
  const { plan, state } = look
  const next = nextStep(plan, state)
  if (!next)
    return {
      decision: 'promote',
      reason: 'all-steps-done',
      message: 'All steps are done: the new release becomes the baseline.',
      requeueAt: null,
      person: false,
    }
  const missing = missingApproval(look, next.step)
  if (missing) return missing
  const last = next.step === plan.steps.length
  return go(last ? 'last-step' : 'next-step', plan, next.weight, 'Within its limits.')
}

const missingApproval = ({ plan, state }: Look, until: number): Decision | null => {
  const wanted = unapproved(plan, state, until)
  const [asks] = wanted
  if (asks === undefined) return null
  return { ...call('approval-missing', `Step ${wanted.join(', ')} needs the approval of a person.`), asks }
}

/** The step that comes next; the last one at once when a person asked to promote. Null after the last. */
export const nextStep = (plan: Plan, state: RolloutState): { step: number; weight: number } | null => {
  const index = state.promoteAsked ? Math.max(state.step, plan.steps.length - 1) : state.step
  const step = plan.steps[index]
  return step ? { step: index + 1, weight: step.weight } : null
}

/** Steps up to `until` that ask for an approval which nobody has given: also those that a promotion would pass over. */
export const unapproved = (plan: Plan, state: RolloutState, until: number): number[] =>
  plan.steps.flatMap((step: Step, index) => {
    const number = index + 1
    const open = step.approval && number > state.step && number <= until && !state.approved.includes(number)
    return open ? [number] : []
  })

/** Written so that a number that is none never counts as enough. */
const lacking = (e: Evidence) => e.samples.filter(({ have, need }) => !(have >= need))

const harmSentence = (e: Evidence): string =>
  `A release within its limits would look this bad at most 1 time in ${formatEvidence(e.combined)} (limit ${formatEvidence(e.limit)}).`

const percent = (fraction: number): string => `${Number((fraction * 100).toPrecision(3))}%`

const hold = (reason: Reason, message: string, requeueAt: number | null): Decision => ({
  decision: 'hold',
  reason,
  message,
  requeueAt,
  person: false,
})

/** Holds and calls a person: nothing moves by itself any more. */
const call = (reason: Reason, message: string): Decision => ({ ...hold(reason, message, null), person: true })

const back = (reason: Reason, message: string): Decision => ({
  decision: 'abort',
  reason,
  message,
  requeueAt: null,
  person: false,
})

const go = (reason: Reason, plan: Plan, weight: number, why: string): Decision => {
  const step = plan.steps.findIndex((candidate) => candidate.weight === weight) + 1
  return {
    decision: 'advance',
    reason,
    message: `${why} Next: ${formatWeight(weight)} (step ${step} of ${plan.steps.length}).`,
    requeueAt: null,
    person: false,
    target: { step, weight },
  }
}
