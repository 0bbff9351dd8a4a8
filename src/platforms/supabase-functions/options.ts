import { z } from 'zod'
import { SECRET_NAME } from '../../kit/secret-name.ts'

const REF = /^[a-z]{20}$/
const SECRET = new RegExp(SECRET_NAME)

const secret = (usual: string) =>
  z
    .string()
    .meta({ title: 'secret name', pattern: SECRET.source })
    .refine((text) => SECRET.test(text), {
      error: `this is not the name of a secret\nits name on GitHub, such as ${usual}`,
    })

/** Keys of a component with `platform: supabase-functions`. */
export const supabaseFunctionsOptions = z.strictObject({
  project: z
    .string()
    .refine((text) => REF.test(text) || SECRET.test(text), {
      error:
        'this is neither the ref of a project nor the name of a secret that holds it\n20 lower-case letters, or SUPABASE_PROJECT_REF',
    })
    .describe(
      'Ref of the project (20 lower-case letters), or the name of a secret that holds it: one per environment.',
    ),
  token: secret('SUPABASE_ACCESS_TOKEN')
    .default('SUPABASE_ACCESS_TOKEN')
    .describe('Name of the secret with the access token of the Management API.'),
  'anon-key': secret('SUPABASE_ANON_KEY')
    .optional()
    .describe(
      'Name of the secret with the anon or publishable key that smoke tests send. Default: none is sent.',
    ),
  folder: z
    .string()
    .regex(
      /^(?!\/)(?!.*(^|\/)\.{1,2}(\/|$))(?!.*\/\/)[^\\:*?"<>|\0-\x1f]{1,200}$/,
      'must be a folder of this repository\nsupabase/functions',
    )
    .default('supabase/functions')
    .describe(
      'Folder with one subfolder per function, from the root of the repository. `config.toml` beside it is read as well.',
    ),
  keep: z
    .int()
    .min(1)
    .max(5)
    .default(2)
    .describe('How many earlier releases are kept on the platform to go back to: a copy of each function.'),
})

/** What the schema makes of these keys. */
export type SupabaseFunctionsOptions = z.output<typeof supabaseFunctionsOptions>

/** Names of the secrets that these keys need. */
export const secretsOf = ({
  project,
  token,
  'anon-key': anonKey,
}: SupabaseFunctionsOptions): readonly string[] => [
  token,
  ...(REF.test(project) ? [] : [project]),
  ...(anonKey === undefined ? [] : [anonKey]),
]

/** Whether this is the ref of a project rather than the name of a secret. */
export const isProjectRef = (text: string): boolean => REF.test(text)
