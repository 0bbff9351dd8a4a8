import { smokeTest as testRelease } from '../../src/gates/smoke-test.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import type { CommonInputs } from '../inputs.ts'
import { openService } from '../open.ts'
import { httpProbe } from '../probe.ts'
import { recordProbes } from '../record-probes.ts'
import { stageRunner } from '../stages.ts'
import { smokeSummary } from '../summaries.ts'

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (
  inputs: CommonInputs & { target: 'canary' | 'live' },
  runtime: Runtime,
): Promise<GateResult<'verdict'>> => {
  const { service, config, secret, guardOf } = await openService(inputs, runtime)
  const outcome = await testRelease(service, {
    target: inputs.target,
    checks: config.smoke,
    stages: { list: config.stages, run: stageRunner({ ...runtime, guardOf }) },
    probe: httpProbe(runtime, guardOf),
    secret,
    dryRun: inputs['dry-run'],
  })
  await recordProbes(config, outcome.checks, {
    at: await service.ledger.now(),
    run: service.author.run,
    workspace: runtime.environment.workspace,
  })
  return {
    ...outcome,
    outputs: { verdict: outcome.verdict },
    details: { checks: outcome.checks },
    summary: smokeSummary(service, outcome),
  }
}
