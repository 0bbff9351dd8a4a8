import { defineAction } from '../../src/kit/action.ts'
import { duration, flag, list, oneOf, secret, text } from '../../src/kit/fields.ts'
import { APPROVALS, commonInputs } from '../inputs.ts'
import type { Operation } from './operations.ts'

const OPERATIONS = [
  'start',
  'propose',
  'admit',
  'settle',
  'record-approval',
  'advance',
  'status',
  'abort',
  'pause',
  'resume',
  'skip',
  'retry',
  'promote',
  'approve',
  'release-hold',
  'explain',
  'simulate',
  'plan',
] as const satisfies readonly Operation[]

/** May more people see it? Starts a rollout, takes it on, and records what people ask of it. */
export const rollout = defineAction({
  name: 'rollout',
  inputs: {
    ...commonInputs,
    operation: oneOf(OPERATIONS),
    revision: text({ max: 200 }).optional(),
    reason: text({ max: 500 }).optional(),
    watch: duration().optional(),
    report: text({ max: 1024 }).optional(),
    'rollout-id': text({ max: 20 }).optional(),
    step: text({ max: 2 }).optional(),
    approval: oneOf(APPROVALS).default('none'),
    'approval-environment': text({ max: 255 }).optional(),
    'self-approval': flag().default(true),
    approvers: list({ max: 50 }).optional(),
    'allow-downgrade': flag().default(false),
    at: text({ max: 30 }).optional(),
    scenarios: list({ max: 20 }).optional(),
    'must-find': list({ max: 20 }).optional(),
    runs: text({ max: 6 }).optional(),
    'refuse-blind-steps': flag().default(false),
    'tick-workflow': text({ max: 255 }).optional(),
    'tick-max-age': duration().prefault('45m'),
    'on-demand': flag().default(false),
    'heartbeat-url': secret().optional(),
  },
  outputs: [
    'rollout-id',
    'revision',
    'phase',
    'step',
    'weight',
    'evidence',
    'next-look',
    'needs-person',
    'rollback-span-ms',
    'next',
    'database',
  ],
  run: async (inputs, runtime) =>
    (await import(/* webpackChunkName: 'pipeline' */ './operations.ts')).runOperation(inputs, runtime),
})
