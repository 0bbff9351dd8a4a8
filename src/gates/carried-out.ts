import { type Rollout, survey } from './journal.ts'
import { type GateOutcome, pass } from './outcome.ts'
import type { Service } from './service.ts'

/** The request was carried out by somebody else. */
export interface CarriedOut extends GateOutcome {
  rollout: Rollout
}

/**
 * Was the rollout that a rollback was asked for put back meanwhile, by the run that held the lock? Then asking again
 * would go one release too far. Null when there is still something to do, or no such record. Read under the lock.
 */
export const carriedOut = async (service: Service, rolloutId: string): Promise<CarriedOut | null> => {
  const { rollouts } = await survey(service)
  const own = rollouts.find(({ record }) => record.id === rolloutId)
  if (own?.state.phase !== 'rolled-back') return null
  for (const { name, platform } of service.components) {
    const { weights } = await platform.current()
    if (weights.some(({ release, weight }) => weight > 0 && release.id === own.state.deployed[name]))
      return null
  }
  return {
    ...pass('done', `${own.record.revision} was put back by the run that held the lock.`),
    rollout: own,
  }
}
