import { join } from 'node:path'
import type { ServiceConfig } from '../../src/config/service.ts'
import { smokeTest as testRelease } from '../../src/gates/smoke-test.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import type { ProbeResult } from '../../src/metrics/probe/record.ts'
import type { ProbeOptions } from '../../src/metrics/probe.ts'
import type { CommonInputs } from '../inputs.ts'
import { openService } from '../open.ts'
import { httpProbe } from '../probe.ts'
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
      probes.push({ at: Math.round(runtime.now()), probe: check, run: probeRun(runtime), ...result }),
    secret,
    dryRun: inputs['dry-run'],
  })
  await record(config, probes, runtime)
  return {
    ...outcome,
    outputs: { verdict: outcome.verdict },
    details: { checks: outcome.checks },
    summary: smokeSummary(service, outcome),
  }
}

const probeRun = ({ environment }: Runtime): string => environment.runId || 'local'

/** Adds what was seen to the record that the metric source `probe` reads, where the configuration has one. */
const record = async (
  { sources }: ServiceConfig,
  probes: readonly ProbeResult[],
  { environment }: Runtime,
): Promise<void> => {
  const files = sources.flatMap(({ type, options }) =>
    type === 'probe' ? [(options as ProbeOptions).file] : [],
  )
  if (files.length === 0) return
  const { appendResults } = await import('../../src/metrics/probe/file.ts')
  for (const file of new Set(files)) await appendResults(join(environment.workspace, file), probes)
}
