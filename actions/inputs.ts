import { flag, secret, text } from '../src/kit/fields.ts'

/** Inputs that every gate has. Their defaults stand in each action.yml as well. */
export const commonInputs = {
  config: text().default('.github/sluice.yml'),
  environment: text({ max: 255 }),
  ledger: text({ max: 1024 }).default('github'),
  'github-token': secret().optional(),
  'dry-run': flag().default(false),
} as const

/** The common inputs as they were read. */
export interface CommonInputs {
  config: string
  environment: string
  ledger: string
  'github-token'?: string | undefined
  'dry-run': boolean
}
