import { isFinished } from '../rollout/phases.ts'
import { findBlocked, goBack, targetsOf, type WentBack } from './go-back.ts'
import { sayStopped, stopsJobs, withJobs } from './jobs.ts'
import {
  holdReleased,
  newestOf,
  note,
  type Rollout,
  refresh,
  type Survey,
  survey,
  wasSeen,
} from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'

/** A person asks for the way back. */
export interface RollBackOrder {
  by: string
  dryRun: boolean
  /** Whether the next release must wait for a person. Default: what the plan says. */
  hold: boolean | null
}

/** What was put back. */
export interface RollBackOutcome extends GateOutcome {
  rollout: Rollout | null
  wentBack: WentBack | null
}

/**
 * Puts back what served before: the baseline of the rollout on its way, or, when none is, of the last promoted one.
 * The request is written before the lock is asked for, so that a forward move in progress sees it and gives way.
 */
export const rollBack = async (service: Service, order: RollBackOrder): Promise<RollBackOutcome> => {
  const known = await survey(service)
  const target = known.inFlight ?? undone(service, known) ?? known.lastPromoted
  if (!target) return { ...nothingToUndo(service, known.rollouts[0] ?? null), rollout: null, wentBack: null }
  if (target.record.firstRelease && (isFinished(target.state.phase) || wasSeen(service, target)))
    return {
      ...refuse(
        'way-back-unsafe',
        `${target.record.revision} is the first release: there is nothing to go back to.`,
      ),
      rollout: target,
      wentBack: null,
    }
  if (order.dryRun)
    return { ...pass('dry-run', sayWould(service, target, order)), rollout: target, wentBack: null }
  if (isFinished(target.state.phase)) {
    // The request on a promoted release is carried out by a tick if this run dies, so it is left only if that can be done.
    const blocked = await findBlocked(targetsOf(service, target))
    if (blocked.length > 0) return { ...blockedBy(blocked), rollout: target, wentBack: null }
  }
  const asked = await askOnce(service, target, order.by)
  return service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () =>
    act(service, asked, await refresh(service, asked), order),
  )
}

/**
 * The newest release, if it is off already and its hold stands: asking again then means the same thing and not one
 * release further back. Who wants that releases the hold first, or names the target.
 */
const undone = (service: Service, known: Survey): Rollout | null => {
  const newest = newestOf(known.rollouts)
  if (newest?.state.phase !== 'rolled-back' || !wasSeen(service, newest)) return null
  return holdReleased(known, newest) ? null : newest
}

const blockedBy = (blocked: WentBack['blocked']): GateOutcome =>
  refuse(
    'way-back-unsafe',
    `Nothing was touched: ${blocked.map(({ name, reason }) => `${name}: ${reason}`).join('; ')}.`,
  )

const nothingToUndo = ({ name, environment }: Service, newest: Rollout | null): GateOutcome =>
  newest?.state.phase === 'rolled-back'
    ? pass('nothing-to-do', `${newest.record.revision} is rolled back already in ${environment}.`)
    : refuse(
        'no-rollout',
        `The ledger knows no release of ${name} in ${environment} that could be undone. Name the target yourself, or use the vendor's own command.`,
      )

const baselines = ({ record }: Rollout): string =>
  record.components.map(({ name, baseline }) => `${name} ${baseline ?? 'nothing'}`).join(', ')

const sayWould = (service: Service, target: Rollout, { hold }: RollBackOrder): string => {
  const order = { reason: 'rollback-asked', hold: hold ?? target.record.plan.holdAfterRollback }
  const clocks = stopsJobs(service, target, order) ? withJobs(service, target.record) : []
  const jobs = clocks.length > 0 ? ` and stop the jobs of ${clocks.map(({ name }) => name).join(', ')}` : ''
  return `Would put back ${baselines(target)}${jobs}.`
}

const askOnce = (service: Service, rollout: Rollout, by: string): Promise<Rollout> =>
  rollout.state.rollbackAsked || rollout.state.phase === 'rolled-back'
    ? Promise.resolve(rollout)
    : note(service, rollout, { kind: 'asked-rollback', by })

const act = async (
  service: Service,
  asked: Rollout,
  rollout: Rollout,
  order: RollBackOrder,
): Promise<RollBackOutcome> => {
  if (rollout.state.phase === 'rolled-back' && asked.state.phase !== 'rolled-back')
    return { ...pass('done', 'The run that held the lock has carried it out.'), rollout, wentBack: null }
  const hold = order.hold ?? rollout.record.plan.holdAfterRollback
  const wentBack = await goBack(service, rollout, {
    reason: 'rollback-asked',
    hold,
    why: `${order.by} asked for it.`,
  })
  if (wentBack.blocked.length > 0) return { ...blockedBy(wentBack.blocked), rollout, wentBack }
  const list = wentBack.restored.map(({ name, to }) => `${name} ${to}`).join(', ')
  const next = hold ? ' The next release waits until a person releases the hold.' : ''
  const jobs = sayStopped(wentBack.jobs, hold)
  return { ...pass('done', `Back on ${list}.${next}${jobs}`), rollout: wentBack.rollout, wentBack }
}
