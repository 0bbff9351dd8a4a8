import { z } from 'zod'
import { accountField, apiUrlField } from '../../kit/cloudflare-options.ts'
import { SECRET_NAME } from '../../kit/secret-name.ts'

/** Keys of `database:` with `type: d1`. */
export const d1Options = z.strictObject({
  url: z
    .string()
    .refine(() => false, 'a D1 has no connection string\naccount, database and token instead')
    .optional()
    .describe('Not for this kind.'),
  account: accountField(),
  database: z
    .string()
    .regex(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'this is not a database id\nthe id that `wrangler d1 list` shows',
    )
    .describe('Id of the database.'),
  token: z
    .string()
    .regex(
      new RegExp(SECRET_NAME),
      'this is not the name of a secret\nits name on GitHub, such as CLOUDFLARE_API_TOKEN',
    )
    .default('CLOUDFLARE_API_TOKEN')
    .describe('Name of the secret with an API token that may edit D1.'),
  'migrations-table': z
    .string()
    .regex(/^(?!sqlite_)[A-Za-z_][A-Za-z0-9_]{0,62}$/, 'this is not the name of a table\nd1_migrations')
    .default('d1_migrations')
    .describe('Table in which wrangler records migrations.'),
  expect: z
    .array(
      z
        .string()
        .regex(
          /^[^\s.;'"]{1,100}(\.[^\s.;'"]{1,100})?$/,
          'this is no table or column\norders, or orders.note',
        ),
    )
    .max(200)
    .default([])
    .describe(
      'Tables and columns that the schema must have once everything is applied: `orders`, `orders.note`.',
    ),
  'api-url': apiUrlField(),
})

/** What the schema makes of these keys. */
export type D1Options = z.output<typeof d1Options>
