import { z } from 'zod'
import { askPermissions, bearer, byPattern } from './asking.ts'
import { defineCredential } from './definition.ts'

/** Scopes and a call below the organization that each allows. */
const NEEDS = {
  'org:read': '',
  'project:read': 'projects/?per_page=1',
  'event:read': 'issues/?limit=1',
  'project:releases': 'releases/?per_page=1',
} as const

/** A token of Sentry: https://docs.sentry.io/api/permissions/ . */
export const sentry = defineCredential({
  type: 'sentry',
  page: ({ organization }) => `https://${organization}.sentry.io/settings/auth-tokens/`,
  options: z.strictObject({
    organization: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the short name of an organization\nacme')
      .describe('Short name of the organization.'),
    url: z
      .url({ protocol: /^https$/ })
      .max(500)
      .default('https://sentry.io')
      .describe('Address of Sentry.'),
    needs: z
      .array(z.enum(['org:read', 'project:read', 'event:read', 'project:releases']))
      .min(1)
      .max(4)
      .default(['org:read'])
      .describe('Scopes that the token must have.'),
  }),
  look: (value) => byPattern(value, /^[A-Za-z0-9_\-+/=]{32,500}$/, 'an auth token'),
  ask: (value, { http }, { organization, url, needs }) =>
    askPermissions(
      http,
      needs.map((need) => ({
        name: need,
        request: {
          url: `${new URL(url).origin}/api/0/organizations/${organization}/${NEEDS[need]}`,
          headers: bearer(value),
        },
      })),
    ),
})
