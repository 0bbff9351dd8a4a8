import { type Explanation, explainMoment, stateAt } from '../rollout/explain.ts'
import { formatMoment } from '../rollout/format.ts'
import { type Rollout, survey } from './journal.ts'
import { delayOf, nextStepNotBefore, readHistories } from './look.ts'
import { type GateOutcome, pass, refuse } from './outcome.ts'
import type { Service } from './service.ts'

/** Which moment of which rollout. */
export interface ExplainOrder {
  /** Null: the newest rollout that had begun by then. */
  rollout: string | null
  /** Milliseconds since 1970; null: now, or the end of a rollout that has ended. */
  at: number | null
}

/** What a look at that moment had, and what it decided. */
export interface ExplainOutcome extends GateOutcome {
  rollout: Rollout | null
  explanation: Explanation | null
}

/**
 * Replays one look at any moment of a rollout, from the record and from what the sources still know. Changes nothing. The
 * platforms keep no history: they are taken to have done what the record says, and the way back to have been safe.
 */
export const explain = async (service: Service, order: ExplainOrder): Promise<ExplainOutcome> => {
  const { rollouts, now } = await survey(service)
  const found = rollouts.find(({ record }) =>
    order.rollout === null ? record.startedAt <= (order.at ?? now) : record.id === order.rollout,
  )
  if (!found)
    return { ...refuse('no-rollout', 'The ledger knows no such rollout.'), rollout: null, explanation: null }
  const { record } = found
  const at = Math.min(order.at ?? found.state.endedAt ?? now, now)
  if (at < record.startedAt)
    return {
      ...refuse('not-allowed-now', `${record.id} began later, at ${formatMoment(record.startedAt)}.`),
      rollout: found,
      explanation: null,
    }
  const state = stateAt(record, found.state.story, at)
  const histories = await readHistories(service, { ...found, state }, at)
  const explanation = explainMoment({
    record,
    story: found.state.story,
    histories,
    truth: {
      components: record.components
        .filter(({ exposure }) => exposure === 'split')
        .map(({ name }) => ({ name, canary: state.weight, others: 0 })),
      wayBack: { verdict: 'safe', reasons: [] },
      servesWhole: record.components.some(
        ({ name, exposure }) => exposure === 'full' && name in state.deployed,
      ),
      frozen: null,
      nextStepNotBefore: nextStepNotBefore(record, state),
      notDeployed: record.components.map(({ name }) => name).filter((name) => !(name in state.deployed)),
      notChecked: [],
    },
    delay: delayOf(service),
    at,
  })
  const { decision } = explanation
  const text = `At ${formatMoment(at)} a look decided: ${decision.decision} (${decision.reason}). ${decision.message}`
  return { ...pass('done', text), rollout: found, explanation }
}
