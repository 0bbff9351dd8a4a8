import type { Forge } from '../forge/forge.ts'
import { type ApprovalRule, readApproval } from './approvals.ts'
import { note, type Rollout, survey } from './journal.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'

/** The question that was answered: a step in the middle of a rollout. */
export interface RecordApprovalOrder {
  rollout: string
  /** From 1. */
  step: number
  approval: ApprovalRule
  dryRun: boolean
}

/** The rollout with the answer on record, or why it is not. */
export interface RecordApprovalOutcome extends GateOutcome {
  rollout: Rollout | null
}

/**
 * Puts an approval on record that GitHub's own record of this run proves. It is bound to rollout and step; the next tick
 * still looks at everything else before it goes on.
 */
export const recordApproval = (
  service: Service,
  forge: Forge,
  order: RecordApprovalOrder,
): Promise<RecordApprovalOutcome> =>
  service.ledger.exclusively(`sluice/${service.name}/${service.environment}`, async () => {
    const { inFlight } = await survey(service)
    if (inFlight?.record.id !== order.rollout)
      return {
        ...refuse(
          'no-rollout',
          `The rollout ${order.rollout} is not on its way any more: the answer has no use.`,
        ),
        rollout: null,
      }
    const { state } = inFlight
    if (state.approved.includes(order.step))
      return { ...pass('already-started', `Step ${order.step} is approved already.`), rollout: inFlight }
    if (state.phase !== 'awaiting-approval' || !state.asked.includes(order.step))
      return {
        ...refuse(
          'not-allowed-now',
          `Step ${order.step} asks for no approval now: the rollout is ${state.phase}.`,
        ),
        rollout: inFlight,
      }
    const approval = await readApproval(forge, order.approval, inFlight, service.author.run)
    if ('no' in approval) return { ...approval.no, rollout: inFlight }
    if (order.dryRun)
      return { ...pass('dry-run', `Would record the approval by ${approval.by}.`), rollout: inFlight }
    const noted = await note(service, inFlight, { kind: 'approved', step: order.step, by: approval.by })
    return {
      ...pass('recorded', `Step ${order.step} is approved by ${approval.by}; the next tick acts on it.`),
      rollout: noted,
    }
  })
