import { z } from 'zod'
import type { MetricHistory } from '../analysis/judgement.ts'
import { ConfigError } from '../kit/errors.ts'
import { LONGEST_DURATION } from '../kit/grammar.ts'
import type { MetricQuestion, SourceContext, SourceDefinition } from './definition.ts'
import { checkAsked, historyOf } from './history.ts'
import { durationField } from './option-fields.ts'
import type { MetricSource, SliceRequest } from './source.ts'
import { secretNameField } from './sql/fields.ts'
import { checkColumns, slicesOfRows } from './sql/rows.ts'
import { readRows } from './sql/session.ts'
import type { Placeholder, Statement } from './sql/statement.ts'
import { LONGEST_QUERY, readStatement } from './sql/statement.ts'
import { inTurn } from './sql/turns.ts'

const SECOND = 1000

/** What the options are when nothing is said. Times in milliseconds. */
const DEFAULTS = { delay: 60 * SECOND, lookBack: LONGEST_DURATION } as const

/** Rows are cut to any length; shorter slices than a second are nobody's. */
const MIN_SLICE = SECOND
const DOCS = 'metrics/sql.md#query'

/** Keys of an entry of `sources` with `type: sql`. */
export const sqlOptions = z.strictObject({
  url: secretNameField().describe('Name of the secret that holds the connection string of PostgreSQL.'),
  delay: durationField(0, 86_400 * SECOND)
    .prefault('1m')
    .describe('A slice is read only this long after it ended.'),
  'look-back': durationField(SECOND, LONGEST_DURATION)
    .prefault('90d')
    .describe('How long rows are kept. Longer plans are refused.'),
  'statement-timeout': durationField(SECOND, 300 * SECOND)
    .prefault('20s')
    .describe('Longest time that the server may spend on one query.'),
  'most-rows': z
    .int()
    .min(1)
    .max(200_000)
    .default(50_000)
    .describe('Most rows of one answer; more are an error.'),
})

/** What the schema makes of these keys. Times in milliseconds. */
export type SqlOptions = z.output<typeof sqlOptions>

/** Types are written out, so that the server neither guesses them nor depends on how columns are declared. */
const CASTS: Readonly<Record<Placeholder, string>> = {
  from: 'timestamptz',
  to: 'timestamptz',
  slice: 'interval',
  canary: 'text',
  baseline: 'text',
}

const read = (text: string) =>
  readStatement(text, 'postgres', (name, number) => `($${number}::${CASTS[name]})`)

const query = () =>
  z
    .string()
    .max(LONGEST_QUERY)
    .superRefine((text, context) => {
      const reading = read(text)
      if (!reading.ok) context.addIssue({ code: 'custom', message: `${reading.message}\n${reading.fix}` })
    })

/** Keys that a metric of this source carries. */
export const sqlMetric = z.strictObject({
  query: query().describe(
    'One SELECT over `$from` to `$to` with the columns `slice_start` (or `slice`), `release`, `total`, `bad`.',
  ),
})

/** What the schema makes of a metric's keys. */
export type SqlMetric = z.output<typeof sqlMetric>

const boundValue = (
  name: Placeholder,
  { from, slice, count, canary, baseline }: SliceRequest,
): string | null => {
  switch (name) {
    case 'from':
      return new Date(from).toISOString()
    case 'to':
      return new Date(from + count * slice).toISOString()
    case 'slice':
      return `${slice} milliseconds`
    case 'canary':
      return canary
    case 'baseline':
      return baseline
    default:
      return name satisfies never
  }
}

const abilitiesOf = historyOf(MIN_SLICE)

const connect = async (
  options: SqlOptions,
  { name, slowerThan, per, options: metric }: MetricQuestion<SqlMetric>,
  { secret }: SourceContext,
): Promise<MetricSource> => {
  if (slowerThan !== null)
    throw new ConfigError({
      message: `the metric ${name} says slower-than, and a query counts what is slow itself`,
      fix: 'bad: count(*) filter (where duration_ms > 500), and no slower-than',
      docs: DOCS,
    })
  const dsn = secret(options.url)
  const reading = read(metric.query)
  if (!reading.ok) throw new RangeError('the query passed the configuration unread')
  const statement: Statement = reading.statement
  const asked = { secretName: options.url, timeout: options['statement-timeout'] }
  const answer = async (request: SliceRequest): Promise<MetricHistory> => {
    const parameters = statement.parameters.map((placeholder) => boundValue(placeholder, request))
    const question = { text: statement.text, parameters, mostRows: options['most-rows'] }
    const rows = await inTurn(options, () => readRows(dsn, question, asked))
    checkColumns(rows, DOCS)
    const rule = { time: 'iso', amount: (per ?? null) !== null, docs: DOCS } as const
    return { metric: name, slices: slicesOfRows(rows, request, rule) }
  }
  return {
    type: 'sql',
    abilities: abilitiesOf(options),
    read: async (request) => {
      checkAsked(request, name)
      return request.count === 0 ? { metric: name, slices: [] } : answer(request)
    },
  }
}

/** PostgreSQL and what speaks its protocol: counts per slice by a query of the user's own. */
export const sql = {
  type: 'sql',
  options: sqlOptions,
  metric: sqlMetric,
  abilities: { answers: 'history', ...DEFAULTS, minSlice: MIN_SLICE },
  abilitiesOf,
  secrets: ({ url }) => [url],
  connect,
} as const satisfies SourceDefinition<typeof sqlOptions, typeof sqlMetric>
