import { z } from 'zod'
import { DURATION_PATTERN, parseDuration } from '../../kit/grammar.ts'
import { SECRET_NAME } from '../../kit/secret-name.ts'

const PLACE = '{revision}'

const text = (what: string, pattern: string, fix: string) =>
  z.string().meta({ title: what, pattern }).regex(new RegExp(pattern), `must be ${what}\n${fix}`)

const readyWithin = z
  .string()
  .meta({ title: 'duration', pattern: DURATION_PATTERN })
  .transform((written, context): number => {
    const reading = parseDuration(written)
    if (reading.ok && reading.value >= 10_000 && reading.value <= 1_800_000) return reading.value
    const message = reading.ok ? 'must be from 10s to 30m' : `${reading.message}\n${reading.fix}`
    context.issues.push({ code: 'custom', message, input: written })
    return z.NEVER
  })

const shape = z.strictObject({
  project: text(
    'the id of a project',
    '^[a-z][a-z0-9-]{4,28}[a-z0-9]$',
    'my-project-123, as gcloud config get project prints it',
  ).describe('Id of the Google Cloud project.'),
  region: text('a region', '^[a-z]{2,20}-[a-z]{2,20}[0-9]{1,2}$', 'europe-west1').describe(
    'Region of the service.',
  ),
  service: text(
    'the name of a Cloud Run service',
    '^[a-z](?:[a-z0-9-]{0,47}[a-z0-9])?$',
    'web, as gcloud run services list prints it',
  ).describe('Name of the service, which must exist.'),
  image: text(
    'the address of an image',
    '^[a-z0-9][a-z0-9.-]{0,100}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._-]{1,128}){1,8}[:@][^\\s@:]{0,100}\\{revision\\}[A-Za-z0-9._-]{0,50}$',
    'europe-docker.pkg.dev/my-project/web/server:{revision}',
  )
    .max(500)
    .describe('Image of a revision; `{revision}` is replaced.'),
  container: text('the name of a container', '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$', 'server')
    .optional()
    .describe('The container that gets the image, where the service has several.'),
  'workload-identity-provider': text(
    'the full name of a workload identity provider',
    '^projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/providers/[a-z0-9-]{4,32}$',
    'projects/123456789/locations/global/workloadIdentityPools/github/providers/github',
  )
    .optional()
    .describe('Lets the run prove who it is with the token of GitHub; no secret is kept anywhere.'),
  'service-account': text(
    'the address of a service account',
    '^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9.-]{6,100}$',
    'sluice@my-project.iam.gserviceaccount.com',
  )
    .optional()
    .describe('Account that the run acts as, with `workload-identity-provider`. Default: the run itself.'),
  credentials: text('the name of a secret', SECRET_NAME, 'its name on GitHub, such as GOOGLE_CREDENTIALS')
    .optional()
    .describe('Instead: name of the secret with the JSON key of a service account, or with an access token.'),
  'ready-within': readyWithin
    .prefault('5m')
    .describe('Time that a revision gets to become ready, or a change of traffic to be in force.'),
})

/** Keys of a component with `platform: cloud-run`. */
export const cloudRunOptions = shape.superRefine((options, context) => {
  const add = (key: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [key], message })
  const { 'workload-identity-provider': provider, 'service-account': account, credentials } = options
  if ((provider === undefined) === (credentials === undefined))
    add(
      'workload-identity-provider',
      provider === undefined
        ? 'missing\nworkload-identity-provider, or credentials'
        : 'one way to prove who the run is will do\nworkload-identity-provider alone',
    )
  if (account !== undefined && provider === undefined)
    add('service-account', 'the key names its account itself\nno service-account')
})

/** What the schema makes of these keys. Times in milliseconds. */
export type CloudRunOptions = z.output<typeof cloudRunOptions>

/** The image of a revision. */
export const imageOf = ({ image }: Pick<CloudRunOptions, 'image'>, revision: string): string =>
  image.replaceAll(PLACE, revision)
