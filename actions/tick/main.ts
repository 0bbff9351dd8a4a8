import { defineAction } from '../../src/kit/action.ts'
import { list, text } from '../../src/kit/fields.ts'
import { commonInputs } from '../inputs.ts'

/** Which rollouts have to be looked at now? Needs no secret and no lock. */
export const tick = defineAction({
  name: 'tick',
  inputs: {
    config: commonInputs.config,
    configs: list({ max: 50 }).optional(),
    environments: list({ max: 50 }).optional(),
    ledger: commonInputs.ledger,
    'github-token': commonInputs['github-token'],
    'approve-workflow': text({ max: 255 }).optional(),
    'dry-run': commonInputs['dry-run'],
  },
  outputs: ['due', 'targets', 'started'],
  run: async (inputs, runtime) => (await import('./run.ts')).run(inputs, runtime),
})
