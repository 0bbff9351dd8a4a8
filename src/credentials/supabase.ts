import { z } from 'zod'
import { askPermissions, bearer, byPattern } from './asking.ts'
import { defineCredential } from './definition.ts'

const API = 'https://api.supabase.com/v1'

/** What the management token may be needed for: the scope as the dashboard calls it, and a call that it allows. */
const NEEDS = {
  project: ['Projects: Read', ''],
  functions: ['Edge Functions: Read', '/functions'],
  secrets: ['Secrets: Read', '/secrets'],
  backups: ['Database: Read', '/database/backups'],
} as const

/** Reference of a project: 20 lower-case letters. */
export const projectReference = () =>
  z.string().regex(/^[a-z]{20}$/, 'must be the reference of a project\nthe 20 letters in its address')

/** A management token of Supabase: https://supabase.com/docs/reference/api/introduction . Names of secrets are asked for, their values dropped unread. */
export const supabase = defineCredential({
  type: 'supabase',
  page: 'https://supabase.com/dashboard/account/tokens',
  options: z.strictObject({
    project: projectReference().describe('Reference of the project that the token has to reach.'),
    needs: z
      .array(z.enum(['project', 'functions', 'secrets', 'backups']))
      .min(1)
      .max(4)
      .default(['project'])
      .describe('What the token has to read there.'),
  }),
  look: (value) =>
    byPattern(value, /^sbp_[A-Za-z0-9_]{30,200}$/, 'a personal or scoped token that begins with sbp_'),
  ask: (value, { http }, { project, needs }) =>
    askPermissions(
      http,
      needs.map((need) => {
        const [name, path] = NEEDS[need]
        return { name, request: { url: `${API}/projects/${project}${path}`, headers: bearer(value) } }
      }),
    ),
})
