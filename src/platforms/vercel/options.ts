import { z } from 'zod'
import { DURATION_PATTERN, parseDuration } from '../../kit/grammar.ts'
import { SECRET_NAME } from '../../kit/secret-name.ts'

const matching = (title: string, pattern: string, example: string) =>
  z
    .string()
    .meta({ title, pattern })
    .refine((text) => new RegExp(pattern).test(text), { error: `this is not ${title}\n${example}` })

const secretName = (example: string) =>
  matching('the name of a secret', SECRET_NAME, `its name on GitHub, such as ${example}`)

const readyWithin = z
  .string()
  .meta({ title: 'duration', pattern: DURATION_PATTERN })
  .transform((text, context): number => {
    const reading = parseDuration(text)
    if (reading.ok && reading.value >= 1000 && reading.value <= 45 * 60_000) return reading.value
    const message = reading.ok ? 'must be from 1s to 45m' : `${reading.message}\n${reading.fix}`
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })

/** Keys of a component with `platform: vercel`. */
export const vercelOptions = z.strictObject({
  project: matching(
    'the id of a project',
    '^prj_[A-Za-z0-9]{1,60}$',
    'prj_ and characters, from the project settings',
  ).describe('Id of the project, from its settings.'),
  team: matching(
    'the id of a team',
    '^team_[A-Za-z0-9]{1,60}$',
    'team_ and characters, from the team settings',
  )
    .optional()
    .describe('Id of the team that owns the project. Left out for a personal account.'),
  token: secretName('VERCEL_TOKEN')
    .default('VERCEL_TOKEN')
    .describe('Name of the secret with the access token.'),
  source: z
    .enum(['git', 'files', 'prebuilt'])
    .default('git')
    .describe(
      '`git` adopts the production build that Vercel made of the commit. `files` uploads `directory` and lets Vercel build it. `prebuilt` uploads what `vercel build --prod` left in `directory`.',
    ),
  directory: z
    .string()
    .max(1000)
    .regex(/^[^\0-\x1f\x7f]+$/, 'must be a directory, on one line')
    .default('.')
    .describe('For `files` and `prebuilt`: the root of the project in the working copy.'),
  'ready-within': readyWithin
    .prefault('15m')
    .describe('Longest time from the order to a build that is ready, queueing included.'),
  'protection-bypass': secretName('VERCEL_AUTOMATION_BYPASS_SECRET')
    .optional()
    .describe(
      'Name of the secret that lets smoke tests through Deployment Protection (Protection Bypass for Automation).',
    ),
})

/** What the schema makes of these keys. Times in milliseconds. */
export type VercelOptions = z.output<typeof vercelOptions>

/** Names of the secrets that these options need. */
export const secretsOf = (options: VercelOptions): readonly string[] => [
  options.token,
  ...(options['protection-bypass'] === undefined ? [] : [options['protection-bypass']]),
]
