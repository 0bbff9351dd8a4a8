import type { z } from 'zod'
import { secretField, textField } from '../option-fields.ts'

/** Where Cloudflare's API is. */
export const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4'

/** What Cloudflare allows of its API: 1,200 requests in five minutes (fundamentals/api/reference/limits). */
export const API_LIMIT = { requests: 1200, per: 300_000 } as const

/** Keys that both Cloudflare sources share. */
export const cloudflareShape = {
  account: textField(
    'an account id',
    '^[0-9a-f]{32}$',
    '32 hexadecimal digits, from the overview of the account',
  ).describe('Id of the account.'),
  script: textField(
    'the name of a Worker',
    '^[a-z0-9][a-z0-9_-]{0,62}$',
    'its name in wrangler.toml',
  ).describe('Name of the Worker.'),
  token: secretField('CLOUDFLARE_API_TOKEN').describe('Name of the secret with the API token.'),
} satisfies z.ZodRawShape
