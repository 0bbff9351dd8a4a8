import { defineAction } from '../../src/kit/action.ts'
import { text } from '../../src/kit/fields.ts'
import { commonInputs } from '../inputs.ts'

/** Is the schema where this release needs it, and can the old code still run on it? */
export const migrate = defineAction({
  name: 'migrate',
  inputs: { ...commonInputs, revision: text({ max: 200 }).optional() },
  outputs: ['applied', 'version', 'restore-point'],
  run: async (inputs, runtime) => (await import('./run.ts')).run(inputs, runtime),
})
