import { smokeTest as testRelease } from '../../src/gates/smoke-test.ts'
import { defineAction } from '../../src/kit/action.ts'
import { oneOf } from '../../src/kit/fields.ts'
import { commonInputs, openService } from '../open.ts'
import { httpProbe } from '../probe.ts'
import { smokeSummary } from '../summaries.ts'

/** Does the release answer, and is it really that release? */
export const smokeTest = defineAction({
  name: 'smoke-test',
  inputs: { ...commonInputs, target: oneOf(['canary', 'live']).default('canary') },
  outputs: ['verdict'],
  run: async (inputs, runtime) => {
    const { service, config, secret } = await openService(inputs, runtime)
    const outcome = await testRelease(service, {
      target: inputs.target,
      checks: config.smoke,
      probe: httpProbe(runtime),
      secret,
      dryRun: inputs['dry-run'],
    })
    return {
      ...outcome,
      outputs: { verdict: outcome.verdict },
      details: { checks: outcome.checks },
      summary: smokeSummary(service, outcome),
    }
  },
})
