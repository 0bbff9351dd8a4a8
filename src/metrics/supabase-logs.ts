import { z } from 'zod'
import type { ReleaseId } from '../rollout/plan.ts'
import { askVendor, credential, unusable, type Vendor } from './asking.ts'
import { countingSource, type PricedDefinition, type Span, spansIn } from './counting-source.ts'
import type { MetricQuestion, SourceContext } from './definition.ts'
import { historyOf } from './history.ts'
import { DAY, durationField, MINUTE, secretField, textField } from './option-fields.ts'
import { figure, type Row } from './rows.ts'
import type { MetricSource, SourceAbilities } from './source.ts'

const TYPE = 'supabase-logs'
const DOCS = 'metrics/supabase-logs.md'
const API = 'https://api.supabase.com/v1'

const options = z.strictObject({
  project: textField(
    'the ref of a project',
    '^[a-z]{20}$',
    '20 lower-case letters, from the address of the dashboard',
  ).describe('Ref of the project.'),
  token: secretField('SUPABASE_ACCESS_TOKEN').describe('Name of the secret with the access token.'),
  delay: durationField(0, DAY).prefault('3m').describe('A slice is read only this long after it ended.'),
  'look-back': durationField(MINUTE, 90 * DAY)
    .prefault('7d')
    .describe('How long logs are kept: `1d` on the free plan, `7d` on Pro, `28d` on Team.'),
})

const metric = z.strictObject({
  function: textField(
    'the name of a function',
    '^[A-Za-z][A-Za-z0-9_-]{0,99}$',
    'its folder in supabase/functions',
  ).describe('Edge function whose requests are counted.'),
  status: z
    .int()
    .min(400)
    .max(599)
    .default(500)
    .describe(
      'An answer with this HTTP status or a higher one is bad. Not read where `slower-than` is given.',
    ),
  'release-field': z
    .enum(['mark', 'version', 'deployment_id'])
    .default('mark')
    .describe(
      'What names the release: `mark`, what a component on `supabase-functions` writes behind the name of the function; or a field of the log.',
    ),
})

/**
 * Text as a literal of BigQuery. Everything that is not plain is written as `\u` escapes, so that neither a quote nor
 * a backslash before a quote ever stands in the SQL, whatever its readers on the way make of backslashes.
 */
export const sqlText = (text: string): string => {
  const written = Array.from(text.replace(/\p{Surrogate}/gu, '\ufffd'), (character) => {
    if (/^[A-Za-z0-9 _.:@/+-]$/.test(character)) return character
    const code = character.codePointAt(0) ?? 0xfffd
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`
  })
  return `'${written.join('')}'`
}

/** Rows that the API gives at most. */
const MOST_ROWS = 1000
/** A range is a day at most. */
const LONGEST_RANGE = DAY

/** Two rows per slice, and the range. */
const mostSlices = (slice: number): number =>
  Math.max(1, Math.min(Math.floor(LONGEST_RANGE / slice), MOST_ROWS / 2 - 1))

const badCondition = ({
  slowerThan,
  options: { status },
}: MetricQuestion<z.output<typeof metric>>): string =>
  slowerThan === null ? `response.status_code >= ${status}` : `m.execution_time_ms > ${slowerThan}`

/** Counts per release and slice. The field is one of our own names; texts are literals, the rest numbers. */
export const sqlFor = (
  { from, slice, releases }: Pick<Span, 'from' | 'slice' | 'releases'>,
  question: MetricQuestion<z.output<typeof metric>>,
): string => {
  const { function: name, 'release-field': names } = question.options
  const field = names === 'mark' ? 'version' : names
  const release = `cast(m.${field} as string)`
  return [
    `select ${release} as release,`,
    `div(unix_millis(cast(t.timestamp as timestamp)) - ${from}, ${slice}) as slot,`,
    'count(*) as n,',
    `countif(${badCondition(question)}) as x`,
    'from function_edge_logs as t',
    'cross join unnest(t.metadata) as m',
    'cross join unnest(m.response) as response',
    'cross join unnest(m.request) as request',
    `where (request.pathname = ${sqlText(`/functions/v1/${name}`)} or starts_with(request.pathname, ${sqlText(`/functions/v1/${name}/`)}))`,
    `and ${release} in (${releases.map(sqlText).join(', ')})`,
    'group by release, slot',
    `limit ${MOST_ROWS}`,
  ].join('\n')
}

const answerShape = z.object({
  result: z.array(z.object({ release: z.string(), slot: z.int(), n: figure, x: figure })).nullish(),
  error: z
    .union([z.string(), z.object({ code: z.number().optional(), message: z.string().optional() })])
    .nullish(),
})

const rowsIn = ({ result, error }: z.output<typeof answerShape>, { from, slice, count }: Span): Row[] => {
  if (error) {
    const [code, says] =
      typeof error === 'string' ? [0, error] : [error.code ?? 0, error.message ?? 'no reason given']
    throw unusable(TYPE, says, code >= 500 || code === 429)
  }
  if (!result) throw unusable(TYPE, 'answered without rows')
  if (result.length >= MOST_ROWS)
    throw unusable(TYPE, 'answered with as many rows as it may, so some are missing')
  // The range is rounded to minutes by the server, so its ends may reach into the neighbours.
  return result
    .filter(({ slot }) => slot >= 0 && slot < count)
    .map(({ release, slot, n, x }) => ({ release, at: from + slot * slice, n, x }))
}

/** A function as the Management API lists it (`GET /v1/projects/{ref}/functions/{slug}`). */
const functionShape = z.object({ name: z.string(), version: z.int() })

/** The release in the mark that a component on `supabase-functions` leaves behind the name of what serves. */
const MARK = / \[sluice live (?<release>\S+) /

/** Who serves now, and under which version the log knows it: a version is a number that only this function has. */
interface Served {
  release: ReleaseId
  version: string
}

const connect = async (
  { project, token, delay, 'look-back': lookBack }: z.output<typeof options>,
  question: MetricQuestion<z.output<typeof metric>>,
  context: SourceContext,
): Promise<MetricSource> => {
  const vendor: Vendor = {
    provider: TYPE,
    secrets: [token],
    scope: 'read the logs of this project (analytics:read)',
    missing: 'this project',
    docs: DOCS,
  }
  const headers = { authorization: `Bearer ${credential(context, token)}`, accept: 'application/json' }
  const { function: slug, 'release-field': names } = question.options
  const lookUp = async (): Promise<Served | null> => {
    const url = `${API}/projects/${project}/functions/${encodeURIComponent(slug)}`
    const scope = 'read the functions of this project (edge_functions_read)'
    const missing = `the function ${slug} in this project`
    const { body } = await askVendor(
      context.http,
      { url, headers },
      { ...vendor, scope, missing },
      functionShape,
    )
    const release = MARK.exec(body.name)?.groups?.release
    return release === undefined ? null : { release, version: String(body.version) }
  }
  const marked = async (span: Span, served: Served | null): Promise<Row[]> => {
    // One release serves at a time: whoever does not serve now has no rows of its own to be told by.
    if (!served || !span.releases.includes(served.release)) return []
    const rows = await counted({ ...span, releases: [served.version] })
    return rows.map((row) => (row.release === served.version ? { ...row, release: served.release } : row))
  }
  const counted = async (span: Span): Promise<Row[]> => {
    const { body } = await askVendor(
      context.http,
      {
        url: `${API}/projects/${project}/analytics/endpoints/logs.all`,
        query: {
          sql: sqlFor(span, question),
          iso_timestamp_start: new Date(span.from).toISOString(),
          iso_timestamp_end: new Date(span.from + span.count * span.slice).toISOString(),
        },
        headers,
      },
      vendor,
      answerShape,
    )
    return rowsIn(body, span)
  }
  const sourceOf = (rows: (span: Span) => Promise<Row[]>): MetricSource =>
    countingSource({
      type: TYPE,
      abilities: abilitiesOf({ delay, 'look-back': lookBack }),
      question,
      bucketOf: (slice) => (slice % MINUTE === 0 && slice <= LONGEST_RANGE ? MINUTE : null),
      mostSlices,
      rows,
      rule: { provider: TYPE, amount: false },
      cuts: 'whole minutes, a day at most',
      docs: DOCS,
    })
  if (names !== 'mark') return sourceOf(counted)
  const { type, abilities } = sourceOf(counted)
  return {
    type,
    abilities,
    read: async (request) => {
      const served = await lookUp()
      return sourceOf((span) => marked(span, served)).read(request)
    },
  }
}

const ABILITIES: SourceAbilities = {
  answers: 'history',
  delay: 3 * MINUTE,
  lookBack: 7 * DAY,
  minSlice: MINUTE,
}

const abilitiesOf = historyOf(ABILITIES.minSlice)

/** Requests of an edge function by its version, from the logs of a Supabase project. */
export const supabaseLogs = {
  type: TYPE,
  options,
  metric,
  abilities: ABILITIES,
  abilitiesOf,
  secrets: ({ token }) => [token],
  connect,
  cost: {
    perRead: ({ slice, count }, { 'release-field': names }) =>
      spansIn(count, mostSlices(slice)) + (names === 'mark' ? 1 : 0),
    limit: { requests: 30, per: MINUTE },
  },
} as const satisfies PricedDefinition<typeof options, typeof metric>
