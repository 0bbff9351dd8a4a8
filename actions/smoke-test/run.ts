import { smokeTest as testRelease } from '../../src/gates/smoke-test.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import type { ProbeResult } from '../../src/metrics/probe/record.ts'
import type { CommonInputs } from '../inputs.ts'
import { openService } from '../open.ts'
import { httpProbe } from '../probe.ts'
import { recordProbes } from '../probe-record.ts'
import { stageRunner } from '../stages.ts'
import { smokeSummary } from '../summaries.ts'

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (
  inputs: CommonInputs & { target: 'canary' | 'live' },
  runtime: Runtime,
): Promise<GateResult<'verdict'>> => {
  const { service, config, secret } = await openService(inputs, runtime)
  const probes: ProbeResult[] = []
  const outcome = await testRelease(service, {
    target: inputs.target,
    checks: config.smoke,
    stages: { list: config.stages, run: stageRunner(runtime) },
    probe: httpProbe(runtime),
    seen: ({ check, ...result }) =>
      probes.push({
        at: Math.round(runtime.now()),
        probe: check,
        run: runtime.environment.runId || 'local',
        ...result,
      }),
    secret,
    dryRun: inputs['dry-run'],
  })
  await recordProbes(config.sources, probes, runtime.environment.workspace)
  return {
    ...outcome,
    outputs: { verdict: outcome.verdict },
    details: { checks: outcome.checks },
    summary: smokeSummary(service, outcome),
  }
}
