import { defineAction } from '../../src/kit/action.ts'
import { flag, list, text } from '../../src/kit/fields.ts'
import { commonInputs } from '../inputs.ts'

/** Puts back what served before, confirms it, and holds what comes next until a person releases it. */
export const rollback = defineAction({
  name: 'rollback',
  inputs: {
    ...commonInputs,
    reason: text({ max: 500 }),
    hold: flag().optional(),
    target: list({ max: 20 }).optional(),
  },
  outputs: ['restored', 'rollout-id', 'span-ms'],
  run: async (inputs, runtime) => (await import('./run.ts')).run(inputs, runtime),
})
