import { requestRollback } from '../../src/gates/request-rollback.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import type { CommonInputs } from '../inputs.ts'
import { openForge, openJournal } from '../open-forge.ts'
import { gateSummary } from '../summaries.ts'

/** Writes the request and stops who is in the way. Needs no secret and no lock. */
export const request = async (
  inputs: CommonInputs & { reason: string },
  runtime: Runtime,
): Promise<GateResult<'rollout-id' | 'cancelled'>> => {
  const { service } = await openJournal(inputs, runtime)
  runtime.log.info(`Reason: ${inputs.reason}`)
  const outcome = await requestRollback(service, await openForge(inputs, runtime), {
    by: service.author.login,
    dryRun: inputs['dry-run'],
  })
  return {
    ...outcome,
    outputs: { 'rollout-id': outcome.rollout?.record.id ?? '', cancelled: outcome.cancelled ?? '' },
    details: { askedReason: inputs.reason },
    summary: gateSummary('Rollback request', service, outcome),
  }
}
