import { z } from 'zod'
import { askOnce, askPermissions, bearer, both, byPattern, momentOf, REFUSED } from './asking.ts'
import type { Report } from './credential.ts'
import { defineCredential } from './definition.ts'

const API = 'https://api.cloudflare.com/client/v4'

/** What a token may be needed for: the permission as the dashboard calls it, and a call that it allows. */
const NEEDS = {
  workers: ['Workers Scripts Read', 'workers/scripts'],
  d1: ['D1 Read', 'd1/database?per_page=10'],
  kv: ['Workers KV Storage Read', 'storage/kv/namespaces?per_page=5'],
  r2: ['Workers R2 Storage Read', 'r2/buckets?per_page=1'],
} as const

/** `result` of `GET /user/tokens/verify`. */
const verified = z.object({
  result: z.object({ status: z.enum(['active', 'disabled', 'expired']), expires_on: z.string().nullish() }),
})

/**
 * An API token of Cloudflare: https://developers.cloudflare.com/fundamentals/api/how-to/create-via-api/ . Whether it may
 * also write shows at the first write; that it may read is proven here.
 */
export const cloudflare = defineCredential({
  type: 'cloudflare',
  page: 'https://dash.cloudflare.com/profile/api-tokens',
  options: z.strictObject({
    account: z
      .string()
      .regex(/^[A-Z_][A-Z0-9_]{0,99}$/, 'must be the name of a secret\nCLOUDFLARE_ACCOUNT_ID')
      .optional()
      .describe('Name of the secret with the account id. Without it only the token itself is asked for.'),
    needs: z
      .array(z.enum(['workers', 'd1', 'kv', 'r2']))
      .max(4)
      .default(['workers'])
      .describe('What the token has to reach in the account.'),
  }),
  secrets: ({ account }) => (account === undefined ? [] : [account]),
  look: (value) =>
    byPattern(value, /^[A-Za-z0-9_-]{20,200}$/, 'an API token, not a global key or an e-mail address'),
  ask: async (value, { http, secret }, { account, needs }) => {
    const headers = bearer(value)
    const answer = await askOnce(http, { url: `${API}/user/tokens/verify`, headers })
    if (answer.status !== 200) return REFUSED
    const { status, expires_on } = answer.json(verified).result
    const expires = momentOf(expires_on)
    if (status !== 'active')
      return { state: status === 'expired' ? 'expired' : 'refused', lacks: [], expires } satisfies Report
    const own: Report = { state: 'works', lacks: [], expires }
    if (account === undefined) return own
    const id = encodeURIComponent(secret(account))
    const questions = needs.map((need) => {
      const [name, path] = NEEDS[need]
      return { name, request: { url: `${API}/accounts/${id}/${path}`, headers } }
    })
    return both(own, await askPermissions(http, questions))
  },
})
