import { z } from 'zod'
import { askPermissions, bearer } from './asking.ts'
import type { Look } from './credential.ts'
import { defineCredential } from './definition.ts'

const API = 'https://api.stripe.com/v1'

const lookAt = (value: string, production: boolean): Look => {
  const wants = production ? 'a live key: sk_live_ or rk_live_' : 'a secret or restricted key: sk_ or rk_'
  const wrong = (state: Look['state']): Look => ({ state, wants, expires: null })
  if (value.startsWith('pk_')) return wrong('other-kind')
  const mode = /^[sr]k_(live|test)_[A-Za-z0-9]{10,250}$/.exec(value)?.[1]
  if (mode === undefined) return wrong('malformed')
  return production && mode === 'test' ? wrong('test-key') : { state: 'good', wants, expires: null }
}

/** A secret or restricted key of Stripe: https://docs.stripe.com/keys . */
export const stripe = defineCredential({
  type: 'stripe',
  page: 'https://dashboard.stripe.com/apikeys',
  options: z.strictObject({
    needs: z
      .array(z.string().regex(/^[a-z_]{1,40}$/, 'must be a resource of the API\ncustomers'))
      .max(10)
      .default(['balance'])
      .describe(
        'What the key has to read, by the names of the API: `balance`, `customers`, `webhook_endpoints`.',
      ),
  }),
  look: (value, { production }) => lookAt(value, production),
  ask: (value, { http }, { needs }) =>
    askPermissions(
      http,
      needs.map((need) => ({
        name: `read ${need}`,
        request: {
          url: `${API}/${need}`,
          headers: bearer(value),
          ...(need !== 'balance' && { query: { limit: 1 } }),
        },
      })),
    ),
})
