import type { Forge } from '../forge/forge.ts'
import { isFinished } from '../rollout/phases.ts'
import type { Reason } from '../rollout/reasons.ts'
import { note, type Rollout, survey } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'

/** Which proposal got no answer, or a no. */
export interface SettleOrder {
  rollout: string
  dryRun: boolean
}

/** The record, ended or left as it is. */
export interface SettleOutcome extends GateOutcome {
  rollout: Rollout | null
}

/** Has nothing of this rollout happened outside the ledger? */
export const isUntouched = ({ state }: Pick<Rollout, 'state'>): boolean =>
  state.step === 0 &&
  state.pending === null &&
  state.migrated === null &&
  state.restorePoint === null &&
  Object.keys(state.deployed).length === 0

/**
 * Ends a proposal that was rejected, expired or cancelled, so that it blocks nobody. A rollout of which anything was done
 * is never ended here: its way is back, by a tick or a person.
 */
export const settle = async (
  service: Service,
  forge: Forge | null,
  order: SettleOrder,
): Promise<SettleOutcome> => {
  const { rollouts } = await survey(service)
  const own = rollouts.find(({ record }) => record.id === order.rollout) ?? null
  if (!own)
    return { ...refuse('not-started', `There is no record of the rollout ${order.rollout}.`), rollout: null }
  if (isFinished(own.state.phase))
    return { ...pass('nothing-to-do', `It is ${own.state.phase} already.`), rollout: own }
  if (!isUntouched(own))
    return {
      ...refuse('not-allowed-now', `It is ${own.state.phase} and was begun: roll it back instead.`),
      rollout: own,
    }
  const { reason, text } = await whyNot(forge, own.record.run)
  if (order.dryRun) return { ...pass('dry-run', `Would end it: ${text}`), rollout: own }
  const ended = await note(service, own, { kind: 'rolled-back', reason })
  return {
    ...pass('done', `${own.record.revision} does not begin: ${text} Nothing was changed.`),
    rollout: ended,
  }
}

/** A person's no is told apart from no answer. */
export const whyNot = async (forge: Forge | null, run: string): Promise<{ reason: Reason; text: string }> => {
  const rejected = (await forge?.reviews(run))?.find(({ answer }) => answer === 'rejected')
  return rejected
    ? { reason: 'rejected', text: `${rejected.by} rejected it.` }
    : { reason: 'abandoned', text: 'its run ended before anybody approved it.' }
}
