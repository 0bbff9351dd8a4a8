import { defineAction } from '../../src/kit/action.ts'
import { flag, text } from '../../src/kit/fields.ts'
import { commonInputs } from '../inputs.ts'

/** Is every key present, real and allowed to do its job, on GitHub and on the platform, before anything moves? */
export const secretCheck = defineAction({
  name: 'secret-check',
  inputs: {
    config: commonInputs.config,
    environment: commonInputs.environment,
    ask: flag().default(true),
    'dry-run': commonInputs['dry-run'],
    'workflow-repository': text({ max: 200 }).optional(),
  },
  outputs: ['missing'],
  run: async (inputs, runtime) => (await import('./run.ts')).run(inputs, runtime),
})
