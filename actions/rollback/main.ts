import { defineAction } from '../../src/kit/action.ts'
import { duration, flag, list, oneOf, text } from '../../src/kit/fields.ts'
import { commonInputs } from '../inputs.ts'

/** Puts back what served before, confirms it, and holds what comes next until a person releases it. */
export const rollback = defineAction({
  name: 'rollback',
  inputs: {
    ...commonInputs,
    reason: text({ max: 500 }),
    hold: flag().optional(),
    target: list({ max: 20 }).optional(),
    part: oneOf(['whole', 'request']).default('whole'),
    'rollout-id': text({ max: 20 }).optional(),
    within: duration().optional(),
  },
  outputs: ['restored', 'rollout-id', 'span-ms', 'cancelled'],
  run: async (inputs, runtime) =>
    inputs.part === 'request'
      ? (await import(/* webpackChunkName: 'pipeline' */ './request.ts')).request(inputs, runtime)
      : (await import(/* webpackChunkName: 'pipeline' */ './run.ts')).run(inputs, runtime),
})
