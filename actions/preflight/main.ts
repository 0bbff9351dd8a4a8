import { defineAction } from '../../src/kit/action.ts'
import { duration, flag, list, oneOf, text } from '../../src/kit/fields.ts'
import { APPROVALS, commonInputs } from '../inputs.ts'

const TWO_HOURS = 7_200_000

/** Is everything around the release as it must be? Checks, reviews, environments, the tick. */
export const preflight = defineAction({
  name: 'preflight',
  inputs: {
    ...commonInputs,
    service: text({ max: 63 }).optional(),
    revision: text({ max: 200 }).optional(),
    approval: oneOf(APPROVALS).default('none'),
    'approval-environment': text({ max: 255 }).optional(),
    'required-checks': list({ max: 50 }).optional(),
    'required-reviews': oneOf(['0', '1', '2', '3']).default('0'),
    'tick-workflow': text({ max: 255 }).optional(),
    'tick-max-age': duration().default(TWO_HOURS),
    'workflow-repository': text({ max: 255 }).optional(),
    'self-approval': flag().default(true),
  },
  outputs: ['findings'],
  run: async (inputs, runtime) =>
    (await import(/* webpackChunkName: 'pipeline' */ './run.ts')).run(inputs, runtime),
})
