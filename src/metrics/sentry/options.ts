import { z } from 'zod'
import {
  DAY,
  durationField,
  HOUR,
  hostField,
  releaseTemplateField,
  secretField,
  textField,
} from '../option-fields.ts'

/** Keys of an entry of `sources` with `type: sentry`. */
export const sentryOptions = z.strictObject({
  url: hostField('https://sentry.io').describe(
    'Where Sentry is: `https://sentry.io`, `https://us.sentry.io`, `https://de.sentry.io`, or a host of your own.',
  ),
  'allow-private-network': z
    .boolean()
    .default(false)
    .describe('Lets the address lead into a private network.'),
  organization: textField(
    'the slug of an organization',
    '^[a-z0-9][a-z0-9-]{0,49}$',
    'its name in the address',
  ).describe('Slug of the organization.'),
  project: textField(
    'the slug or id of a project',
    '^[a-z0-9][a-z0-9_-]{0,99}$',
    'its name in the address',
  ).describe('Slug or id of the project.'),
  environment: textField('the name of an environment', '^[^\\s/]{1,64}$', 'production')
    .optional()
    .describe('Environment whose events are counted. Default: all of them.'),
  token: secretField('SENTRY_AUTH_TOKEN').describe('Name of the secret with the auth token.'),
  release: releaseTemplateField().describe('How Sentry calls the release, such as `shop@{release}`.'),
  delay: durationField(0, DAY).prefault('10m').describe('A slice is read only this long after it ended.'),
  'look-back': durationField(HOUR, 90 * DAY)
    .prefault('90d')
    .describe('How long events are kept.'),
})

/** What the schema makes of these keys. Times in milliseconds. */
export type SentryOptions = z.output<typeof sentryOptions>

/** Keys that a metric of this source carries. */
export const sentryMetric = z
  .strictObject({
    count: z
      .enum(['sessions', 'transactions', 'new-issues'])
      .describe(
        'What is counted: `sessions` and those that crashed, `transactions` and those that failed, or `new-issues`: hours, and those in which an issue was seen for the first time.',
      ),
    bad: z
      .enum(['crashed', 'errored'])
      .optional()
      .describe('Sessions alone: `crashed` (default), or `errored`, which are all that met an error.'),
    levels: z
      .array(z.enum(['fatal', 'error', 'warning', 'info']))
      .min(1)
      .optional()
      .describe('New issues alone: levels that count. Default `[fatal, error]`.'),
  })
  .superRefine(({ count, bad, levels }, context) => {
    const add = (key: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [key], message })
    if (bad !== undefined && count !== 'sessions') add('bad', 'goes with count: sessions\nno bad')
    if (levels !== undefined && count !== 'new-issues')
      add('levels', 'goes with count: new-issues\nno levels')
  })

/** What the schema makes of a metric's keys. */
export type SentryMetric = z.output<typeof sentryMetric>
