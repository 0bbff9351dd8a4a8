import { checkSecrets } from '../../src/gates/check-secrets.ts'
import { defineAction } from '../../src/kit/action.ts'
import { commonInputs, readConfig } from '../open.ts'
import { secretsSummary } from '../summaries.ts'

/** Is every key present and of the right form, before anything moves? */
export const secretCheck = defineAction({
  name: 'secret-check',
  inputs: {
    config: commonInputs.config,
    environment: commonInputs.environment,
    'dry-run': commonInputs['dry-run'],
  },
  outputs: ['missing'],
  run: async (inputs, runtime) => {
    const { config } = await readConfig(inputs, runtime)
    const outcome = checkSecrets({
      environment: inputs.environment,
      repository: runtime.environment.repository,
      secrets: config.secrets,
      read: (name) => {
        runtime.secret(name)
        return runtime.environment.variable(name)
      },
    })
    const missing = outcome.secrets.filter(({ state }) => state !== 'present').map(({ name }) => name)
    return {
      ...outcome,
      outputs: { missing: missing.join('\n') },
      summary: secretsSummary(config.service, inputs.environment, outcome),
    }
  },
})
