import * as z from 'zod'
import { COMPONENT_NAME, NAME, name, sentence } from './fields.ts'
import { componentSchema } from './sections/components.ts'
import { databaseSchema } from './sections/database.ts'
import { environmentSchema } from './sections/environments.ts'
import { flagSchema } from './sections/flags.ts'
import { metricSchema } from './sections/metrics.ts'
import { notifierSchema } from './sections/notify.ts'
import { secretsSchema } from './sections/secrets.ts'
import { smokeListSchema } from './sections/smoke.ts'
import { sourceSchema } from './sections/sources.ts'

/** Parts of the file that have a heading and a table of their own in `docs/configuration.md`, in its order. */
export const SECTIONS = [
  'components',
  'flags',
  'database',
  'secrets',
  'smoke',
  'sources',
  'metrics',
  'environments',
  'notify',
] as const

const named = <Schema extends z.ZodType>(rule: { pattern: string }, entry: Schema) =>
  z.record(z.string().meta({ pattern: rule.pattern }), entry)

/**
 * The whole of `.github/sluice.yml`, without the keys that adapters add. Editors get it as JSON Schema; the loader
 * reads it section by section with the same parts, so that one mistake does not hide the next.
 */
export const documentSchema = z.strictObject({
  version: z.literal(1).describe('Version of this format: `1`.'),
  service: name().describe('Name of the service. It names the rollouts on GitHub.'),
  description: sentence().optional().describe('What the service is, for people.'),
  components: named(COMPONENT_NAME, componentSchema).describe(
    'What is deployed, in order; the way back is the reverse.',
  ),
  flags: named(NAME, flagSchema).optional().describe('Flags that lead users to components or features.'),
  database: databaseSchema.optional().describe('The database whose schema moves with releases.'),
  secrets: secretsSchema.optional().describe('Secrets that must be there before anything is changed.'),
  smoke: smokeListSchema.optional().describe('HTTP checks of a release before anybody sees it.'),
  sources: named(NAME, sourceSchema).optional().describe('Where metrics come from.'),
  metrics: named(NAME, metricSchema).optional().describe('What is measured, and what is tolerated.'),
  environments: named(NAME, environmentSchema).describe('How a release reaches each environment.'),
  notify: named(NAME, notifierSchema).optional().describe('Who is told, of what.'),
})

/** The top of the file: its plain keys read, its sections left for their own readers. */
export const frameSchema = documentSchema.extend({
  components: z.unknown().optional(),
  flags: z.unknown().optional(),
  database: z.unknown().optional(),
  secrets: z.unknown().optional(),
  smoke: z.unknown().optional(),
  sources: z.unknown().optional(),
  metrics: z.unknown().optional(),
  environments: z.unknown().optional(),
  notify: z.unknown().optional(),
})
