import { defineAction } from '../../src/kit/action.ts'
import { text } from '../../src/kit/fields.ts'
import { commonInputs } from '../inputs.ts'

/** Is the new release on its platform, complete, and seen by nobody yet? */
export const deploy = defineAction({
  name: 'deploy',
  inputs: { ...commonInputs, revision: text({ max: 200 }).optional() },
  outputs: ['releases'],
  run: async (inputs, runtime) => (await import('./run.ts')).run(inputs, runtime),
})
