import { z } from 'zod'
import { LONGEST_DURATION } from '../../kit/grammar.ts'
import { durationField } from '../option-fields.ts'
import { addressProblem, secretNameField } from '../sql/fields.ts'
import type { TimeForm } from '../sql/moments.ts'
import type { Mark } from '../sql/statement.ts'
import { LONGEST_QUERY, readStatement } from '../sql/statement.ts'

const SECOND = 1000

const shape = z.strictObject({
  account: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be an account id\n32 characters, 0-9 and a-f')
    .describe('Id of the Cloudflare account.'),
  database: z
    .string()
    .regex(
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      'must be a database id\nthe id that `wrangler d1 list` shows',
    )
    .describe('Id of the database.'),
  token: secretNameField().describe('Name of the secret with an API token that may use D1.'),
  time: z
    .enum(['milliseconds', 'seconds', 'text', 'iso'])
    .default('milliseconds')
    .describe(
      'How the table writes moments: since 1970, `text` as datetime() does, or `iso` as toISOString() does.',
    ),
  delay: durationField(0, 86_400 * SECOND)
    .prefault('1m')
    .describe('A slice is read only this long after it ended.'),
  'look-back': durationField(SECOND, LONGEST_DURATION)
    .prefault('90d')
    .describe('How long rows are kept. Longer plans are refused.'),
  'most-rows': z
    .int()
    .min(1)
    .max(50_000)
    .default(20_000)
    .describe('Most rows of one answer; more are an error.'),
  url: z
    .string()
    .max(2048)
    .default('https://api.cloudflare.com/client/v4')
    .describe('Address of the API, for a gateway of your own.'),
  'allow-private-network': z
    .boolean()
    .default(false)
    .describe('Lets the address lead into a private network, and lets it begin with `http://`.'),
})

/** Keys of an entry of `sources` with `type: d1`. */
export const d1Options = shape.superRefine((options, context) => {
  const rule = { allowPrivate: options['allow-private-network'], hasToken: true }
  const problem = addressProblem(options.url, rule)
  if (problem !== null) context.addIssue({ code: 'custom', path: ['url'], message: problem })
})

/** What the schema makes of these keys. Times in milliseconds. */
export type D1Options = z.output<typeof d1Options>

/** Parameters are text; what has to be a number is made one, for SQLite compares `'9'` with `10` as text. */
const markFor =
  (time: TimeForm): Mark =>
  (name, number) => {
    const parameter = `?${number}`
    if (name === 'canary') return parameter
    if (name === 'baseline') return `nullif(${parameter}, '')`
    const isText = name !== 'slice' && (time === 'text' || time === 'iso')
    return isText ? parameter : `cast(${parameter} as numeric)`
  }

/** Reads a query for a table that writes its times in this form. */
export const readQuery = (text: string, time: TimeForm) => readStatement(text, 'sqlite', markFor(time))

/** Keys that a metric of this source carries. */
export const d1Metric = z.strictObject({
  query: z
    .string()
    .max(LONGEST_QUERY)
    .superRefine((text, context) => {
      const reading = readQuery(text, 'milliseconds')
      if (!reading.ok) context.addIssue({ code: 'custom', message: `${reading.message}\n${reading.fix}` })
    })
    .describe(
      'One SELECT over `$from` to `$to` with the columns `slice` (or `slice_start`), `release`, `total`, `bad`.',
    ),
})

/** What the schema makes of a metric's keys. */
export type D1Metric = z.output<typeof d1Metric>
