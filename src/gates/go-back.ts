import { ProviderError } from '../kit/errors.ts'
import { REASONS, type Reason } from '../rollout/reasons.ts'
import { asRollback } from './believed.ts'
import { switchOff } from './flags.ts'
import { type JobsStopped, type StoppedJobs, stopJobs, stopsJobs, withJobs } from './jobs.ts'
import { note, type Rollout, refresh, rollbackIdOf } from './journal.ts'
import type { Telling } from './notice.ts'
import type { Component, Service } from './service.ts'

/** What going back did. */
export interface WentBack {
  /** Components whose baseline serves again, confirmed by reading back. */
  restored: readonly { name: string; from: string | null; to: string | null }[]
  /** Components that could not go back, found before anything was touched. */
  blocked: readonly { name: string; reason: string }[]
  /** Scheduled jobs that do not run until somebody says so. */
  jobs: readonly StoppedJobs[]
  /** The rollout as the ledger knows it afterwards. */
  rollout: Rollout
  /** When the decision was taken and when the last platform had confirmed, by the ledger's clock. */
  decidedAt: number
  confirmedAt: number
}

/** A component, the release that leaves and the one that comes back; null: nothing. */
export interface Target {
  component: Component
  from: string | null
  to: string | null
}

/**
 * Puts the baseline of every component back. Checks all targets before touching any, works in the reverse order
 * of deployment, reads back, and records after the act: going back never waits for the ledger. Flags are switched off
 * and scheduled jobs stopped first; what cannot be keeps no platform from going back, and is tried again by the next tick.
 * Doing it twice is doing it once. Throws ProviderError when a platform refuses; the next tick tries again.
 */
export const goBack = async (
  service: Service,
  rollout: Rollout,
  order: { reason: Reason; hold: boolean; why?: string },
): Promise<WentBack> => {
  const { hold } = order
  const reason = firstReason(rollout, order.reason)
  const decidedAt = await service.ledger.now()
  const targets = targetsOf(service, rollout)
  const blocked = await findBlocked(targets)
  if (blocked.length > 0)
    return { restored: [], blocked, jobs: [], rollout, decidedAt, confirmedAt: decidedAt }
  const telling = order.why === undefined ? {} : { why: order.why }
  const stops = stopsJobs(service, rollout, { reason, hold })
  const { known, jobs } = await putAllBack(service, rollout, targets, { reason, telling, stops })
  const confirmedAt = await service.ledger.now()
  const restored = targets.map(({ component, from, to }) => ({ name: component.name, from, to }))
  const cause = hold ? await recordHold(service, rollout, restored, reason) : reason
  const ended = await note(service, known, { kind: 'rolled-back', reason: cause }, telling)
  return { restored, blocked, jobs: jobs.stopped, rollout: ended, decidedAt, confirmedAt }
}

/** What is finished by a later run keeps the reason for which it was begun. */
const firstReason = ({ state }: Rollout, given: Reason): Reason => {
  if (given !== 'unfinished-act') return given
  const begun = state.story.find(({ happening }) => happening.kind === 'going-back')?.happening
  if (begun?.kind === 'going-back') return begun.reason
  return state.rollbackAsked ? 'rollback-asked' : given
}

/** The first act comes before any record of it; what is left when we are killed in between is known to be going back. */
const putAllBack = async (
  service: Service,
  rollout: Rollout,
  targets: readonly Target[],
  { reason, telling, stops }: { reason: Reason; telling: Telling; stops: boolean },
): Promise<{ known: Rollout; jobs: JobsStopped }> => {
  let known = rollout
  const say = async (): Promise<void> => {
    const written = note(service, known, { kind: 'going-back', reason }, telling)
    // The line may be there although its answer was lost; then it is not written again.
    known = await written.catch(() => refresh(service, known).catch(() => known))
  }
  const names = (rollout.record.flags ?? []).map(({ name }) => name)
  const clocks = stops ? withJobs(service, rollout.record) : []
  const [flags, jobs] = await Promise.all([
    switchOff(service, names),
    stopJobs(service, clocks, rollout.record),
  ])
  if (names.length + clocks.length > 0) await say()
  for (const [index, target] of targets.entries()) {
    try {
      await putBack(target)
    } catch (error) {
      await say()
      throw error
    }
    if (index === 0 && targets.length > 1) await say()
  }
  flags.settle()
  jobs.settle()
  return { known, jobs }
}

/** What going back would change, in its order: last deployed, first put back. */
export const targetsOf = (service: Service, { record, state }: Rollout): Target[] =>
  service.components
    .map((component) => ({
      component,
      from: state.deployed[component.name] ?? null,
      to: record.components.find(({ name }) => name === component.name)?.baseline ?? null,
    }))
    .reverse()

/** Components that cannot go back, each with why. Asks every platform, changes nothing. */
export const findBlocked = async (targets: readonly Target[]): Promise<WentBack['blocked']> => {
  const answers = await Promise.all(
    targets.map(async ({ component, to }) => {
      if (to === null) return null
      const answer = await component.platform.canRollBack(to)
      return answer.possible ? null : { name: component.name, reason: answer.reason }
    }),
  )
  return answers.filter((answer) => answer !== null)
}

/** One write, then the proof by reading back. Throws ProviderError when the platform does not confirm it. */
export const putBack = async ({ component: { platform }, from, to }: Target): Promise<void> => {
  if (to !== null) await platform.rollback(to)
  else if (from !== null) await platform.setWeight({ canary: from, baseline: null, weight: 0 })
  const { weights } = await platform.current()
  const wrong = weights.find(({ release, weight }) => weight > 0 && release.id !== to)
  if (wrong)
    throw new ProviderError({
      provider: platform.type,
      message: `release ${wrong.release.id} still gets ${wrong.weight}% after going back`,
      retryable: true,
    })
}

/** The rollback is a record of its own, with a name that follows from the rollout: written once however often we come by. Answers its reason. */
export const recordHold = async (
  service: Service,
  { record }: Rollout,
  components: WentBack['restored'],
  reason: Reason,
): Promise<Reason> => {
  const entry = await service.ledger.create({
    schema: 1,
    kind: 'rollback',
    tool: service.author.tool,
    id: rollbackIdOf(record.id),
    service: record.service,
    environment: record.environment,
    revision: record.revision,
    requester: service.author.login,
    run: service.author.run,
    startedAt: await service.ledger.now(),
    rollout: record.id,
    components,
    reason,
  })
  const rollback = asRollback(entry)
  // An earlier run may have written the record: then its reason is the one.
  const cause = REASONS.find((known) => known === rollback?.record.reason) ?? reason
  if (rollback && rollback.state.phase !== 'rolled-back')
    await note(
      service,
      { ...rollback, state: { ...rollback.state, hold: true } },
      { kind: 'rolled-back', reason: cause },
    )
  return cause
}
