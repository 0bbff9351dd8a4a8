import { ProviderError } from '../kit/errors.ts'
import { type Decision, decide } from '../rollout/decide.ts'
import type { RolloutRecord } from '../rollout/plan.ts'
import type { Reason } from '../rollout/reasons.ts'
import { markDisowned } from './believed.ts'
import { setFlags } from './flags.ts'
import { goBack, type WentBack } from './go-back.ts'
import { sayStopped } from './jobs.ts'
import {
  CUT,
  holdBeside,
  newestOf,
  note,
  type Rollout,
  refresh,
  type Survey,
  survey,
  wasSeen,
} from './journal.ts'
import { type Look, lookAt, shareOf } from './look.ts'
import type { GateOutcome } from './outcome.ts'
import type { Service } from './service.ts'
import { isUntouched } from './settle.ts'
import { lostRecords } from './state-lost.ts'

/** How a tick behaves. */
export interface AdvanceOrder {
  /** Look and answer, change nothing. */
  dryRun: boolean
  /** Keep looking this long after a bump, in milliseconds; null: as the plan says. */
  watch: number | null
  /** Opens the service anew from the configuration that a rollout was released with; null when it cannot be had. */
  configured?: (record: RolloutRecord) => Promise<Service | null>
}

/** What the tick saw and did. */
export interface AdvanceOutcome extends GateOutcome {
  rollout: Rollout | null
  look: Look | null
  wentBack: WentBack | null
  /** The decision that this answer reports; null when there was nothing to decide. */
  taken: Decision | null
  /** When the next look can bring something new; null when nothing more happens by itself. */
  requeueAt: number | null
  /** A person has to do something. */
  person: boolean
}

/**
 * One tick: look, decide, act; and after a bump keep looking until the watch is over, because most bad releases
 * show at once. Safe to run at any time, twice, or after being killed: it goes on from what ledger and platforms say.
 */
export const advance = (service: Service, order: AdvanceOrder): Promise<AdvanceOutcome> =>
  service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
    const known = await survey(service)
    if (!order.dryRun) await markDisowned(service, known)
    const { goingBack } = known
    const rollout = goingBack ?? known.inFlight ?? (await escaped(service, known))
    if (!rollout) return (await lost(service, known)) ?? hidden(service, known) ?? nothing(service)
    if (goingBack && !order.dryRun) return abort(service, rollout, null, interrupted)
    const trusted = heedingHold(await asReleased(service, rollout, order), known, rollout)
    return order.dryRun
      ? preview(trusted, rollout, goingBack ? interrupted : null)
      : watch(trusted, rollout, known, order)
  })

/** A rollout is judged by the configuration it was released with. With another one nothing moves forward. */
const asReleased = async (
  service: Service,
  { record }: Rollout,
  { configured }: AdvanceOrder,
): Promise<Service> => {
  const { configHash } = service
  if (configHash === undefined || configHash === record.configHash) return service
  const own = await configured?.(record)
  if (own?.configHash === record.configHash) return own
  const text = `The configuration here is not the one that ${record.revision} was released with, and that one cannot be read: check out the released commit. Guards go on.`
  return { ...service, distrust: { reason: 'config-changed', text } }
}

const heedingHold = (service: Service, known: Survey, rollout: Rollout): Service => {
  const text = holdBeside(known, rollout)
  return text === null ? service : { ...service, distrust: { reason: 'conflict', text } }
}

const interrupted: Decision = {
  decision: 'abort',
  reason: 'unfinished-act',
  message: 'A rollback of this rollout was begun by another run: it is finished.',
  requeueAt: null,
  person: false,
}

const nothing = ({ name, environment }: Service): AdvanceOutcome => ({
  decision: 'hold',
  reason: 'no-rollout',
  message: `No rollout of ${name} is on its way in ${environment}.`,
  failed: false,
  rollout: null,
  look: null,
  wentBack: null,
  taken: null,
  requeueAt: null,
  person: false,
})

/** The platform carries the mark of a rollout without record: a person decides, and nothing is guessed. */
const lost = async (service: Service, known: Survey): Promise<AdvanceOutcome | null> => {
  const serving = await Promise.all(
    service.components.map(async ({ name, platform }) =>
      (await platform.current()).weights
        .filter(({ weight }) => weight > 0)
        .map(({ release: { id, rollout } }) => ({ name, id, rollout })),
    ),
  )
  const sentences = lostRecords(known, serving.flat())
  if (sentences.length === 0) return null
  return { ...nothing(service), reason: 'state-lost', message: sentences.join('\n'), person: true }
}

const hidden = (service: Service, { cut }: Survey): AdvanceOutcome | null =>
  cut ? { ...nothing(service), reason: 'unproven', message: CUT, person: true } : null

/** A rolled-back release that gets traffic again although nobody released the hold is put back, not fought over. */
const escaped = async (service: Service, { rollouts, rollbacks }: Survey): Promise<Rollout | null> => {
  const newest = newestOf(rollouts)
  if (newest?.state.phase !== 'rolled-back') return null
  if (rollbacks.some(({ record, state }) => record.rollout === newest.record.id && !state.hold)) return null
  for (const { name, platform } of service.components) {
    const { weights } = await platform.current()
    if (weights.some(({ release, weight }) => weight > 0 && release.id === newest.state.deployed[name]))
      return newest
  }
  return null
}

const preview = async (
  service: Service,
  rollout: Rollout,
  known: Decision | null,
): Promise<AdvanceOutcome> => {
  const look = await lookAt(service, rollout)
  const decision = known ?? decide(rollout.record.plan, rollout.state, look.truth, look.evidence, look.now)
  return { ...answer(rollout, look, decision), message: `${decision.message} (dry run: nothing was changed)` }
}

const watch = async (
  service: Service,
  first: Rollout,
  known: Survey,
  order: AdvanceOrder,
): Promise<AdvanceOutcome> => {
  let rollout = first
  let watchUntil = 0
  let moved: Decision | null = null
  for (;;) {
    const look = await lookAt(service, rollout)
    const { plan, judgement } = rollout.record
    const decision = decide(plan, rollout.state, look.truth, look.evidence, look.now)
    if (decision.decision === 'abort') return abort(service, rollout, look, decision)
    if (decision.decision === 'promote') {
      rollout = await refresh(service, rollout)
      if (wasCrossed(rollout)) continue
      return promote(service, rollout, known, look, decision)
    }
    if (decision.decision === 'advance' && decision.target) {
      rollout = await bump(service, rollout, decision.target.weight, decision.message)
      // One watch a run, from its first move: a job that holds the lock has an end.
      watchUntil ||= (await service.ledger.now()) + (order.watch ?? plan.watch)
      moved ??= decision
      // A run that finds a request to go back carries it out itself, also when it was not going to look again.
      if (wasCrossed(rollout)) continue
    } else rollout = await noteWait(service, rollout, decision)
    const now = await service.ledger.now()
    // A look at the last moment of the watch would see nothing that the one before did not.
    const left = watchUntil - now
    const pause = Math.min(nextLook(judgement.slice, decision.requeueAt, now), left)
    if (left <= judgement.slice / 20 || decision.person) return answer(rollout, look, decision, moved)
    await service.world.sleep(pause)
    rollout = await refresh(service, rollout)
  }
}

/** Somebody asked to go back, or wrote beside us, since the decision was taken: it has to be taken again. */
const wasCrossed = ({ state }: Rollout): boolean => state.conflict || state.rollbackAsked !== null

/** Looks come with the slices, and at the moment something is due if that is sooner. */
const nextLook = (slice: number, requeueAt: number | null, now: number): number => {
  const due = requeueAt !== null && requeueAt > now ? requeueAt - now : slice
  return Math.max(1, Math.min(slice, due))
}

/** Intent, act, confirm. A backward request that appears in between wins: the next look carries it out. */
const bump = async (service: Service, rollout: Rollout, weight: number, why: string): Promise<Rollout> => {
  const intended =
    rollout.state.pending?.weight === weight
      ? rollout
      : await note(service, rollout, { kind: 'setting', weight })
  const { state, record } = intended
  const mayGo = state.pending?.weight === weight && !wasCrossed(intended)
  if (!mayGo) return intended
  for (const { name, exposure, platform } of service.components) {
    const canary = state.deployed[name]
    if (exposure !== 'split' || canary === undefined) continue
    const baseline = record.components.find((component) => component.name === name)?.baseline ?? null
    await platform.setWeight({ canary, baseline, weight })
    const share = shareOf(await platform.current(), canary, [weight])
    if (share !== weight) throw notConfirmed(platform.type, name, weight, share)
  }
  await setFlags(service, intended, weight)
  const after = await refresh(service, intended)
  return wasCrossed(after) ? after : note(service, after, { kind: 'set', weight }, { why })
}

const notConfirmed = (provider: string, name: string, wanted: number, found: number): ProviderError =>
  new ProviderError({
    provider,
    message: `${name}: asked for ${wanted}% and read back ${found}%; the next tick tries again`,
    retryable: true,
  })

const noteWait = async (service: Service, rollout: Rollout, decision: Decision): Promise<Rollout> => {
  const { reason, person, asks, message: why } = decision
  // Nothing of it is to be done before somebody has answered: what it lacks beyond that is no news.
  if (rollout.state.phase === 'awaiting-approval' && isUntouched(rollout))
    return remind(service, rollout, 'approval-missing', UNANSWERED)
  const telling = { why, person }
  const noted =
    asks !== undefined
      ? await note(service, rollout, { kind: 'asks', step: asks }, telling)
      : reason === 'way-back-unsafe' && person
        ? await note(service, rollout, { kind: 'stuck', reason }, telling)
        : await note(service, rollout, { kind: 'waits', reason }, telling)
  const isNews = noted.state.headAt !== rollout.state.headAt
  return person && !isNews ? remind(service, noted, reason, why) : noted
}

const UNANSWERED = 'It was proposed, and nobody has approved or rejected it yet.'

/** A reminder is a line of its own: so it is told once, whoever looks and however often. */
const remind = async (service: Service, rollout: Rollout, reason: Reason, why: string): Promise<Rollout> => {
  const { remind: after } = service
  if (after === undefined || (await service.ledger.now()) - rollout.state.headAt < after) return rollout
  return note(service, rollout, { kind: 'waits', reason }, { why, person: true, again: true })
}

const abort = async (
  service: Service,
  rollout: Rollout,
  look: Look | null,
  decision: Decision,
): Promise<AdvanceOutcome> => {
  const seen = wasSeen(service, rollout) || look?.truth.components.some(({ canary }) => canary > 0) === true
  const hold = seen && rollout.record.plan.holdAfterRollback
  const wentBack = await goBack(service, rollout, { reason: decision.reason, hold, why: decision.message })
  if (wentBack.blocked.length === 0) {
    const message = `${decision.message}${sayStopped(wentBack.jobs, hold)}`
    return { ...answer(wentBack.rollout, look, decision), message, failed: true, wentBack }
  }
  const blocked = wentBack.blocked.map(({ name, reason }) => `${name}: ${reason}`).join('; ')
  const why = `${decision.message} It cannot go back (${blocked}).`
  const stuck = await note(service, rollout, { kind: 'stuck', reason: 'way-back-unsafe' }, { why })
  return {
    ...answer(stuck, look, decision),
    decision: 'hold',
    reason: 'way-back-unsafe',
    message: `${decision.message} It cannot go back (${blocked}). Nothing was touched; a person must decide.`,
    failed: true,
    wentBack,
    person: true,
  }
}

const promote = async (
  service: Service,
  rollout: Rollout,
  { rollouts }: Survey,
  look: Look,
  decision: Decision,
): Promise<AdvanceOutcome> => {
  const promoted = await note(service, rollout, { kind: 'promoted' }, { why: decision.message })
  await retire(service, promoted, rollouts)
  return answer(promoted, look, decision)
}

/** GitHub's page shows one active deployment per environment: the one before steps down. Failing to say so changes nothing. */
const retire = async (service: Service, promoted: Rollout, rollouts: readonly Rollout[]): Promise<void> => {
  const before = rollouts.find(({ record }) => record.id === promoted.record.lastPromoted)
  const retired = before?.state.story.some(({ happening }) => happening.kind === 'retired') ?? true
  if (before && !retired) await note(service, before, { kind: 'retired' }).catch(() => before)
}

const answer = (
  rollout: Rollout,
  look: Look | null,
  last: Decision,
  moved: Decision | null = null,
): AdvanceOutcome => ({
  decision: moved?.decision ?? last.decision,
  reason: moved?.reason ?? last.reason,
  message: moved && moved !== last ? `${moved.message} Now: ${last.message}` : last.message,
  failed: false,
  rollout,
  look,
  wentBack: null,
  taken: moved ?? last,
  requeueAt: last.requeueAt,
  person: last.person,
})
