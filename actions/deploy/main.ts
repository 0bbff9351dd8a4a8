import { deploy as deployRelease } from '../../src/gates/deploy.ts'
import { defineAction } from '../../src/kit/action.ts'
import { text } from '../../src/kit/fields.ts'
import { commonInputs, openService } from '../open.ts'
import { revisionOf } from '../revision.ts'
import { gateSummary } from '../summaries.ts'

/** Is the new release on its platform, complete, and seen by nobody yet? */
export const deploy = defineAction({
  name: 'deploy',
  inputs: { ...commonInputs, revision: text({ max: 200 }).optional() },
  outputs: ['releases'],
  run: async (inputs, runtime) => {
    const { service, config, plan } = await openService(inputs, runtime)
    const outcome = await deployRelease(service, {
      revision: revisionOf(inputs, runtime.environment),
      liveSmoke: plan.liveSmoke && config.smoke.length > 0,
      dryRun: inputs['dry-run'],
    })
    const releases = outcome.releases.map(({ component, release }) => `${component}=${release}`)
    return {
      ...outcome,
      outputs: { releases: releases.join('\n') },
      summary: gateSummary('Deploy', service, outcome),
    }
  },
})
