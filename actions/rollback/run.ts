import { carriedOut } from '../../src/gates/carried-out.ts'
import { type RollBackOutcome, rollBack } from '../../src/gates/roll-back.ts'
import { rollBackTo } from '../../src/gates/roll-back-to.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import { formatSpan } from '../../src/rollout/format.ts'
import type { CommonInputs } from '../inputs.ts'
import { openService } from '../open.ts'
import { gateSummary } from '../summaries.ts'
import { readTargets } from './targets.ts'

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (
  inputs: CommonInputs & {
    reason: string
    hold?: boolean | undefined
    target?: string[] | undefined
    'rollout-id'?: string | undefined
    within?: number | undefined
  },
  runtime: Runtime,
): Promise<GateResult<'restored' | 'rollout-id' | 'span-ms'>> => {
  const { service } = await openService(inputs, runtime)
  // People paste what they see; GitHub would drop an output that holds a secret.
  const reason = runtime.redactor.redact(inputs.reason)
  runtime.log.info(`Reason: ${reason}`)
  const dryRun = inputs['dry-run']
  if (inputs.target !== undefined) {
    const outcome = await rollBackTo(service, { dryRun, to: readTargets(inputs.target) })
    const restored = outcome.restored.map(({ name, to }) => `${name}=${to}`)
    return {
      ...outcome,
      outputs: { restored: restored.join('\n') },
      summary: gateSummary('Rollback', service, outcome),
    }
  }
  const id = inputs['rollout-id']
  const before = id === undefined ? null : await carriedOut(service, id)
  if (before)
    return {
      ...before,
      outputs: { 'rollout-id': before.rollout.record.id },
      details: { reason },
      summary: gateSummary('Rollback', service, before),
    }
  const outcome = await rollBack(service, { by: service.author.login, dryRun, hold: inputs.hold ?? null })
  const { wentBack, rollout } = outcome
  const restored = wentBack?.restored.map(({ name, to }) => `${name}=${to}`) ?? []
  return {
    ...timely(outcome, inputs.within),
    outputs: {
      restored: restored.join('\n'),
      'rollout-id': rollout?.record.id ?? '',
      'span-ms': wentBack ? wentBack.confirmedAt - wentBack.decidedAt : '',
    },
    details: { reason },
    summary: gateSummary('Rollback', service, outcome),
  }
}

/** A way back that works but takes too long is a failed drill. */
const timely = (outcome: RollBackOutcome, within: number | undefined): RollBackOutcome => {
  const { wentBack } = outcome
  if (within === undefined || !wentBack || outcome.failed) return outcome
  const span = wentBack.confirmedAt - wentBack.decidedAt
  return span <= within
    ? outcome
    : {
        ...outcome,
        failed: true,
        reason: 'deadline',
        message: `${outcome.message} It took ${formatSpan(span)}, longer than the ${formatSpan(within)} that \`within\` allows.`,
      }
}
