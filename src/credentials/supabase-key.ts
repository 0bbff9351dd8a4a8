import { Buffer } from 'node:buffer'
import { z } from 'zod'
import { askPermissions, good, headerSafe } from './asking.ts'
import type { Look } from './credential.ts'
import { defineCredential } from './definition.ts'
import { projectReference } from './supabase.ts'

const claims = z.object({ role: z.string(), ref: z.string().optional(), exp: z.number().optional() })

const claimsOf = (value: string): z.output<typeof claims> | null => {
  try {
    const [, body = ''] = value.split('.')
    return claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}

const lookAt = (value: string, role: 'anon' | 'service_role', project: string): Look => {
  const wants = `the ${role} key of the project ${project}`
  const wrong = (state: Look['state']): Look => ({ state, wants, expires: null })
  // The newer keys are no tokens: https://supabase.com/docs/guides/api/api-keys
  const newer = /^sb_(publishable|secret)_[A-Za-z0-9_-]{10,200}$/.exec(value)?.[1]
  if (newer !== undefined)
    return (newer === 'secret') === (role === 'service_role') ? good(wants) : wrong('other-kind')
  const said = claimsOf(value)
  if (!said) return wrong('malformed')
  if (said.role !== role || (said.ref !== undefined && said.ref !== project)) return wrong('other-kind')
  return good(wants, said.exp === undefined ? null : said.exp * 1000)
}

/** A key of a Supabase project, for programs: https://supabase.com/docs/guides/api/api-keys . */
export const supabaseKey = defineCredential({
  type: 'supabase-key',
  page: ({ project }) => `https://supabase.com/dashboard/project/${project}/settings/api-keys`,
  options: z.strictObject({
    project: projectReference().describe('Reference of the project that the key is of.'),
    role: z
      .enum(['anon', 'service_role'])
      .describe('`anon` for the public key, `service_role` for the one that passes every policy.'),
  }),
  look: (value, _context, { role, project }) => lookAt(value, role, project),
  ask: (value, { http }, { project }) =>
    askPermissions(http, [
      {
        name: `reach the project ${project}`,
        request: {
          url: `https://${project}.supabase.co/auth/v1/settings`,
          headers: { apikey: headerSafe(value) },
        },
      },
    ]),
})
