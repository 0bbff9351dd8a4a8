import { z } from 'zod'
import { DURATION_PATTERN, parseDuration } from '../../kit/grammar.ts'
import { SECRET_NAME } from '../../kit/secret-name.ts'

const PLACE = '{revision}'
/** The largest plan of machines of one app. */
const MOST_MACHINES = 100

const text = (what: string, pattern: string, fix: string) =>
  z.string().meta({ title: what, pattern }).regex(new RegExp(pattern), `must be ${what}\n${fix}`)

const readyWithin = z
  .string()
  .meta({ title: 'duration', pattern: DURATION_PATTERN })
  .transform((written, context): number => {
    const reading = parseDuration(written)
    if (reading.ok && reading.value >= 5000 && reading.value <= 900_000) return reading.value
    const message = reading.ok ? 'must be from 5s to 15m' : `${reading.message}\n${reading.fix}`
    context.issues.push({ code: 'custom', message, input: written })
    return z.NEVER
  })

/** Keys of a component with `platform: fly`. */
export const flyOptions = z.strictObject({
  app: text('the name of an app', '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$', 'my-app').describe(
    'Name of the app.',
  ),
  image: text(
    'the address of an image',
    '^[a-z0-9][a-z0-9.-]{0,100}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._-]{1,128}){1,8}[:@][^\\s@:]{0,100}\\{revision\\}[A-Za-z0-9._-]{0,50}$',
    'registry.fly.io/my-app:{revision}',
  )
    .max(500)
    .describe('Image of a revision; `{revision}` is replaced.'),
  token: text('the name of a secret', SECRET_NAME, 'its name on GitHub, such as FLY_API_TOKEN')
    .default('FLY_API_TOKEN')
    .describe('Name of the secret with a deploy token of the app.'),
  'process-group': text('the name of a process group', '^[a-z0-9_-]{1,63}$', 'app')
    .default('app')
    .describe('Process group whose machines are the units; others are left alone.'),
  host: text('a host name', '^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])$', 'www.example.com')
    .optional()
    .describe('Public name of the app. Default: `<app>.fly.dev`.'),
  'smoke-port': z
    .int()
    .min(1024)
    .max(65_535)
    .optional()
    .describe(
      'Public port on which a release at 0 % answers. Default: it answers inside the private network only.',
    ),
  'ready-within': readyWithin
    .prefault('2m')
    .describe('Time that a machine gets from its start until all its health checks pass.'),
  first: z
    .strictObject({
      machines: z.int().min(1).max(MOST_MACHINES).default(2).describe('How many machines are made.'),
      regions: z
        .array(z.string().regex(/^[a-z]{3}$/, 'must be a region\nams'))
        .min(1)
        .max(MOST_MACHINES)
        .optional()
        .describe('Regions in turn. Default: what Fly chooses.'),
      config: z
        .record(z.string().max(60), z.unknown())
        .describe('Configuration of a machine as the Machines API has it, without image.'),
    })
    .optional()
    .describe('What to make of an app without machines; later every machine keeps its own configuration.'),
})

/** What the schema makes of these keys. Times in milliseconds. */
export type FlyOptions = z.output<typeof flyOptions>

/** The image of a revision, as the configuration names it. */
export const imageOf = ({ image }: Pick<FlyOptions, 'image'>, revision: string): string =>
  image.replaceAll(PLACE, revision)

/** Registry and repository: `registry.fly.io/my-app`. */
export const repositoryOf = ({ image }: Pick<FlyOptions, 'image'>): string =>
  image.replace(/(?<=\/[^/]*)[:@][^/]*$/, '')
