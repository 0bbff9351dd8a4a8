import { z } from 'zod'
import { SECRET_NAME } from '../kit/secret-name.ts'
import { defineDatabase } from './definition.ts'
import { openPostgres, postgresOptions, rulesOf } from './postgres.ts'
import { createBackups } from './supabase/backups.ts'

const SECRET = new RegExp(SECRET_NAME)
const REF = /^[a-z]{20}$/

/** The keys of PostgreSQL, and what the Management API needs. */
export const supabaseOptions = postgresOptions.extend({
  project: z
    .string()
    .refine((text) => REF.test(text) || SECRET.test(text), {
      error:
        'this is neither the ref of a project nor the name of a secret that holds it\n20 lower-case letters, or SUPABASE_PROJECT_REF',
    })
    .describe(
      'Ref of the project (20 lower-case letters), or the name of a secret that holds it: one per environment.',
    ),
  token: z
    .string()
    .meta({ title: 'secret name', pattern: SECRET.source })
    .refine((text) => SECRET.test(text), {
      error: 'this is not the name of a secret\nits name on GitHub, such as SUPABASE_ACCESS_TOKEN',
    })
    .default('SUPABASE_ACCESS_TOKEN')
    .describe('Name of the secret with the access token of the Management API.'),
})

/** PostgreSQL at Supabase: migrations as for `postgres`, restore points from the project's own backups. */
export const supabase = defineDatabase({
  type: 'supabase',
  options: supabaseOptions,
  secrets: ({ token, project }) => [token, ...(REF.test(project) ? [] : [project])],
  connect: async ({ options }, { secret, signal, log, http }) => {
    const database = await openPostgres({
      dsn: secret(options.url),
      secretName: options.url,
      signal,
      lockWaitMs: options['lock-wait'],
      rules: rulesOf(options),
      log: (line) => log?.info(line),
    })
    const ref = REF.test(options.project) ? options.project : secret(options.project)
    const backups = createBackups({ ref, token: secret(options.token), signal, ...(http && { http }) })
    return {
      type: 'supabase',
      plan: (migrations) => database.plan(migrations),
      apply: (migrations) => database.apply(migrations),
      restorePoint: (name, order) => backups.restorePoint(name, order),
      close: async () => {
        await Promise.all([database.close(), backups.close()])
      },
    }
  },
})
