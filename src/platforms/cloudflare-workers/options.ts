import { z } from 'zod'
import { accountShape, directoryField, urlField } from '../cloudflare/options.ts'

/** Bindings that hold a secret's value: those come from secrets kept on the platform, never from the configuration. */
const SECRET_TYPES = ['secret_text', 'secret_key']

const binding = z
  .looseObject({ name: z.string().min(1).max(200), type: z.string().min(1).max(60) })
  .refine(({ type }) => !SECRET_TYPES.includes(type), {
    error: 'a secret does not belong into the configuration\nwrangler secret put, once; its value is kept',
  })

/** Keys of a component with `platform: cloudflare-workers`. */
export const workersOptions = z.strictObject({
  ...accountShape,
  script: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'this is not the name of a Worker\nits name in wrangler.jsonc')
    .describe('Name of the Worker. It must be there already.'),
  url: urlField().describe('Where users reach the Worker.'),
  directory: directoryField().describe('Where the built Worker lies; `{revision}` is replaced.'),
  main: z
    .string()
    .max(200)
    .regex(/^(?!\/)[\w./-]+\.m?js$/, 'this is not a module\nindex.js')
    .default('index.js')
    .describe('Main module, from that directory. The other files there go along as modules.'),
  'compatibility-date': z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, 'this is not a date\n"2026-11-01", in quotes')
    .describe('Compatibility date of the runtime.'),
  'compatibility-flags': z
    .array(z.string().regex(/^[a-z0-9_]{1,100}$/, 'this is not a compatibility flag\nnodejs_compat'))
    .max(50)
    .default([])
    .describe('Compatibility flags of the runtime.'),
  bindings: z
    .array(binding)
    .max(200)
    .optional()
    .describe(
      'Bindings as the API names them. Those not named here are taken over from the version that serves; `type: inherit` insists on it.',
    ),
  'changed-secrets': z
    .enum(['refuse', 'overrule'])
    .default('refuse')
    .describe(
      'What a rollback does when a secret was changed since the old version: the old version brings the old values back.',
    ),
})

/** What the schema makes of these keys. */
export type WorkersOptions = z.output<typeof workersOptions>
