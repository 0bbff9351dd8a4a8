import { defineAction } from '../../src/kit/action.ts'
import { flag, list, secret, text } from '../../src/kit/fields.ts'
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
    'tick-workflow': text({ max: 255 }).default('tick.yml'),
    'on-demand': flag().default(false),
    'heartbeat-url': secret().optional(),
    'dry-run': commonInputs['dry-run'],
  },
  outputs: ['due', 'targets', 'started', 'asleep'],
  run: async (inputs, runtime) =>
    (await import(/* webpackChunkName: 'pipeline' */ './run.ts')).run(inputs, runtime),
})
