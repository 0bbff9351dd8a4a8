import { flag, secret, text } from '../src/kit/fields.ts'

/** Inputs that every gate has. Their defaults stand in each action.yml as well. */
export const commonInputs = {
  config: text().default('.github/sluice.yml'),
  environment: text({ max: 255 }),
  ledger: text({ max: 1024 }).default('github'),
  'github-token': secret().optional(),
  'dry-run': flag().default(false),
} as const

/** Where the answer of a person comes from. */
export const APPROVALS = ['environment', 'dispatch', 'none'] as const

/** The common inputs as they were read. */
export interface CommonInputs {
  config: string
  environment: string
  ledger: string
  'github-token'?: string | undefined
  'dry-run': boolean
}

/** Inputs that say who may approve, as they were read. */
export interface ApprovalInputs {
  approval: (typeof APPROVALS)[number]
  'approval-environment'?: string | undefined
  'self-approval': boolean
  approvers?: string[] | undefined
}

/** The same as gates know it. */
export const approvalRuleOf = (inputs: ApprovalInputs) => ({
  from: inputs.approval,
  environment: inputs['approval-environment'] ?? '',
  self: inputs['self-approval'],
  approvers: inputs.approvers ?? [],
})
