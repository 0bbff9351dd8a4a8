import type { Forge } from '../forge/forge.ts'
import { isWhole } from '../rollout/audience.ts'
import { isFinished } from '../rollout/phases.ts'
import { holdReleased, newestOf, note, type Rollout, survey } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'

/** A person asks for the way back, from a job that holds no lock. */
export interface RequestRollbackOrder {
  by: string
  dryRun: boolean
}

/** The request, and the run that was stopped for it. */
export interface RequestRollbackOutcome extends GateOutcome {
  /** Whom it is about; null when that is found out under the lock alone. */
  rollout: Rollout | null
  /** The run that was told to end. */
  cancelled: string | null
}

/**
 * Writes the request where every forward move looks before and after it acts, and ends the run that holds the lock, so
 * that going back waits for nobody. A run that goes back itself, or is still where nobody sees the release, such as in a
 * migration, is left alone: it meets the request at its next gate. Touches no platform.
 */
export const requestRollback = async (
  service: Service,
  forge: Forge | null,
  order: RequestRollbackOrder,
): Promise<RequestRollbackOutcome> => {
  const known = await survey(service)
  const target = known.inFlight ?? newestOf(known.rollouts)
  if (!target)
    return {
      ...refuse('no-rollout', `The ledger knows no release of ${service.name} in ${service.environment}.`),
      rollout: null,
      cancelled: null,
    }
  if (isFinished(target.state.phase)) {
    // Nothing moves forward: the job that holds the lock does it all, after it has asked the platforms.
    const message = `${target.record.revision} is ${target.state.phase}; nothing is on its way that would have to be stopped.`
    // Named, it would be found put back already; after its hold was released the request means the release before it.
    const rollout = holdReleased(known, target) ? null : target
    return { ...pass('nothing-to-do', message), rollout, cancelled: null }
  }
  if (target.record.firstRelease && isSeen(service, target))
    return {
      ...refuse(
        'way-back-unsafe',
        `${target.record.revision} is the first release: there is nothing to go back to.`,
      ),
      rollout: target,
      cancelled: null,
    }
  if (order.dryRun)
    return { ...pass('dry-run', 'Would write the request.'), rollout: target, cancelled: null }
  const before = target.state
  const asked = await note(service, target, { kind: 'asked-rollback', by: order.by })
  const goesBackAlready = before.rollbackAsked !== null || before.phase === 'aborted'
  const cancelled =
    forge && !goesBackAlready && isSeen(service, target) ? await stopHolder(service, forge) : null
  const stopped = cancelled === null ? '' : ` Run ${cancelled} held the lock and was told to end.`
  return {
    ...pass('recorded', `${order.by} asked for a rollback of ${target.record.revision}.${stopped}`),
    rollout: asked,
    cancelled,
  }
}

/** People see the release, or are about to: then seconds count. A migration always lies before that. */
const isSeen = ({ components }: Service, { record, state }: Rollout): boolean =>
  state.weight > 0 ||
  state.pending !== null ||
  record.components.some(({ name, exposure }) => isWhole(exposure) && name in state.deployed) ||
  components.some(({ name, exposure }) => isWhole(exposure) && name in state.deployed)

const stopHolder = async (service: Service, forge: Forge): Promise<string | null> => {
  const holder = await forge.holderOf(`sluice/${service.name}/${service.environment}`)
  const own = service.author.run
  if (holder === null || holder === own) return null
  const [theirs, ours] = [await forge.run(holder), await forge.run(own)]
  // The same workflow as ours is a rollback too.
  if (!theirs || theirs.status === 'over' || theirs.workflow === ours?.workflow) return null
  return (await forge.cancel(holder)) ? holder : null
}
