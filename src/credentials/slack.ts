import { z } from 'zod'
import { askOnce, bearer, byPattern, REFUSED, WORKS } from './asking.ts'
import { defineCredential } from './definition.ts'

const told = z.object({ ok: z.boolean(), error: z.string().optional() })

/**
 * A token of a Slack app: https://docs.slack.dev/reference/methods/auth.test . Slack answers 200 to everything; `ok` says
 * how it is, and the header `x-oauth-scopes` what the token may do.
 */
export const slack = defineCredential({
  type: 'slack',
  page: 'https://api.slack.com/apps (OAuth & Permissions)',
  options: z.strictObject({
    scopes: z
      .array(z.string().regex(/^[a-z._:]{1,60}$/, 'must be a scope\nchat:write'))
      .max(20)
      .default(['chat:write'])
      .describe('Scopes that the token must have.'),
  }),
  look: (value) => byPattern(value, /^xox[abep]-[A-Za-z0-9-]{10,300}$/, 'a token that begins with xoxb-'),
  ask: async (value, { http }, { scopes }) => {
    const answer = await askOnce(http, {
      method: 'POST',
      url: 'https://slack.com/api/auth.test',
      headers: { ...bearer(value), 'content-type': 'application/x-www-form-urlencoded' },
      body: '',
    })
    const { ok, error } = answer.json(told)
    if (!ok) return { ...REFUSED, state: error === 'token_expired' ? 'expired' : 'refused' }
    const has = new Set((answer.headers['x-oauth-scopes'] ?? '').split(',').map((each) => each.trim()))
    const lacks = scopes.filter((scope) => !has.has(scope))
    return lacks.length > 0 ? { state: 'too-narrow', lacks, expires: null } : WORKS
  },
})
