import { deploy as deployRelease } from '../../src/gates/deploy.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import type { CommonInputs } from '../inputs.ts'
import { openService } from '../open.ts'
import { revisionOf } from '../revision.ts'
import { gateSummary } from '../summaries.ts'

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (
  inputs: CommonInputs & { revision?: string | undefined },
  runtime: Runtime,
): Promise<GateResult<'releases'>> => {
  const { service, config, plan } = await openService(inputs, runtime)
  const outcome = await deployRelease(service, {
    revision: revisionOf(inputs, runtime.environment),
    liveSmoke: plan.liveSmoke && config.smoke.length + config.stages.length > 0,
    dryRun: inputs['dry-run'],
  })
  const releases = outcome.releases.map(({ component, release }) => `${component}=${release}`)
  return {
    ...outcome,
    outputs: { releases: releases.join('\n') },
    summary: gateSummary('Deploy', service, outcome),
  }
}
