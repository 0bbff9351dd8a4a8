import { defineAction } from '../../src/kit/action.ts'
import { oneOf } from '../../src/kit/fields.ts'
import { commonInputs } from '../inputs.ts'

/** Does the release answer, and is it really that release? */
export const smokeTest = defineAction({
  name: 'smoke-test',
  inputs: { ...commonInputs, target: oneOf(['canary', 'live']).default('canary') },
  outputs: ['verdict'],
  run: async (inputs, runtime) => (await import('./run.ts')).run(inputs, runtime),
})
