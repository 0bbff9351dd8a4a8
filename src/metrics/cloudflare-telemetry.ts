import { z } from 'zod'
import { askVendor, credential, refusedQuestion, unusable, type Vendor } from './asking.ts'
import { API_LIMIT, CLOUDFLARE_API, cloudflareShape } from './cloudflare/options.ts'
import { countingSource, type PricedDefinition, type Span, spansIn } from './counting-source.ts'
import type { MetricQuestion, SourceContext } from './definition.ts'
import { historyOf } from './history.ts'
import { DAY, durationField, MINUTE } from './option-fields.ts'
import { figure, joinValues, type Row, type Value } from './rows.ts'
import type { MetricSource, SourceAbilities } from './source.ts'

const TYPE = 'cloudflare-telemetry'
const DOCS = 'metrics/cloudflare.md#telemetry'

const options = z.strictObject({
  ...cloudflareShape,
  delay: durationField(0, DAY).prefault('2m').describe('A slice is read only this long after it ended.'),
  'look-back': durationField(MINUTE, 30 * DAY)
    .prefault('7d')
    .describe('How long logs are kept: `7d` on the paid plan, `3d` on the free one.'),
})

const metric = z.strictObject({
  status: z
    .int()
    .min(400)
    .max(599)
    .default(500)
    .describe(
      'An answer with this HTTP status or a higher one is bad. Not read where `slower-than` is given.',
    ),
})

/** Versions by their id; invocations alone, without the lines that they logged. */
const VERSION = '$workers.scriptVersion.id'
const SERVICE = '$metadata.service'
const KIND = '$metadata.type'
const INVOCATION = 'cf-worker-event'
const STATUS = '$workers.event.response.status'
const OUTCOME = '$workers.outcome'
const WALL_TIME = '$workers.wallTimeMs'

/** Outcomes that are failures of the Worker, with or without a response. */
const FAILURES = ['exception', 'exceededCpu', 'exceededMemory', 'scriptNotFound'] as const

interface Leaf {
  kind: 'filter'
  key: string
  operation: 'eq' | 'gte' | 'gt'
  type: 'string' | 'number'
  value: string | number
}
interface Group {
  kind: 'group'
  filterCombination: 'or'
  filters: Leaf[]
}

const is = (key: string, value: string): Leaf => ({
  kind: 'filter',
  key,
  operation: 'eq',
  type: 'string',
  value,
})
const over = (key: string, operation: 'gte' | 'gt', value: number): Leaf => ({
  kind: 'filter',
  key,
  operation,
  type: 'number',
  value,
})
const anyOf = (filters: Leaf[]): Group => ({ kind: 'group', filterCombination: 'or', filters })

/** Which invocations are bad: slow ones where the metric says what is slow, else failed ones. */
const badFilter = ({
  slowerThan,
  options: { status },
}: MetricQuestion<z.output<typeof metric>>): Leaf | Group =>
  slowerThan === null
    ? anyOf([over(STATUS, 'gte', status), ...FAILURES.map((outcome) => is(OUTCOME, outcome))])
    : over(WALL_TIME, 'gt', slowerThan)

/** Buckets of one question. The API takes a number of buckets, and the more there are the more it likes to round. */
const MOST_SLICES = 288

const bodyFor = ({ from, slice, count, releases }: Span, script: string, bad: Leaf | Group | null) => ({
  queryId: bad === null ? 'sluice-all' : 'sluice-bad',
  view: 'calculations',
  chart: true,
  dry: true,
  timeframe: { from, to: from + count * slice },
  granularity: count,
  parameters: {
    datasets: ['cloudflare-workers'],
    filterCombination: 'and',
    filters: [
      is(SERVICE, script),
      is(KIND, INVOCATION),
      anyOf(releases.map((release) => is(VERSION, release))),
      ...(bad === null ? [] : [bad]),
    ],
    calculations: [{ operator: 'count', alias: 'invocations' }],
    groupBys: [{ type: 'string', value: VERSION }],
    limit: 10,
  },
})

const pointShape = z.object({
  value: figure,
  interval: z.number().nullish(),
  sampleInterval: z.number().nullish(),
  groups: z
    .array(z.object({ key: z.string(), value: z.union([z.string(), z.number(), z.boolean()]) }))
    .nullish(),
})

const answerShape = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ message: z.string() })).nullish(),
  result: z
    .object({
      run: z.object({ status: z.enum(['STARTED', 'COMPLETED']) }),
      calculations: z
        .array(
          z.object({
            alias: z.string().nullish(),
            series: z.array(z.object({ time: z.string(), data: z.array(pointShape) })),
          }),
        )
        .nullish(),
    })
    .nullish(),
})

/** Times come with or without a zone; they are UTC. */
const momentOf = (time: string): number => {
  const moment = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time.replace(' ', 'T')}Z`)
  if (Number.isNaN(moment)) throw unusable(TYPE, 'answered with a time that is none')
  return moment
}

/** Counts by version and bucket. */
const valuesIn = (
  { success, errors, result }: z.output<typeof answerShape>,
  slice: number,
  vendor: Vendor,
): { values: Value[]; sampled: boolean } => {
  if (!success || !result) throw refusedQuestion(vendor, errors?.[0]?.message ?? 'no reason given')
  if (result.run.status !== 'COMPLETED') throw unusable(TYPE, 'has not finished counting', true)
  const points = (result.calculations ?? []).flatMap(({ series }) =>
    series.flatMap(({ time, data }) => data.map((point) => ({ at: momentOf(time), point }))),
  )
  if (points.some(({ point }) => (point.interval ?? 0) * 1000 > slice))
    throw unusable(TYPE, 'cut longer buckets than asked for; longer slices may suit it')
  const values = points.flatMap(({ at, point }) => {
    const release = point.groups?.find(({ key }) => key === VERSION)?.value
    if (release !== undefined) return [{ release: String(release), at, value: point.value }]
    if (!point.value) return []
    throw unusable(TYPE, 'counted units without the version that they were to be grouped by')
  })
  return { values, sampled: points.some(({ point }) => (point.sampleInterval ?? 1) > 1) }
}

const connect = async (
  { account, script, token, delay, 'look-back': lookBack }: z.output<typeof options>,
  question: MetricQuestion<z.output<typeof metric>>,
  context: SourceContext,
): Promise<MetricSource> => {
  const vendor: Vendor = {
    provider: TYPE,
    secrets: [token],
    scope: 'read Workers Observability',
    missing: 'this account',
    docs: DOCS,
  }
  const headers = { authorization: `Bearer ${credential(context, token)}`, accept: 'application/json' }
  const url = `${CLOUDFLARE_API}/accounts/${account}/workers/observability/telemetry/query`
  const ask = async (span: Span, bad: Leaf | Group | null) => {
    const request = { method: 'POST', url, headers, json: bodyFor(span, script, bad) } as const
    const { body } = await askVendor(context.http, request, vendor, answerShape)
    return valuesIn(body, span.slice, vendor)
  }
  const rows = async (span: Span): Promise<Row[]> => {
    const total = await ask(span, null)
    const bad = await ask(span, badFilter(question))
    if (total.sampled || bad.sampled)
      context.log(
        `${question.name}: Cloudflare counted samples and scaled them up, so the counts are estimates`,
      )
    return joinValues(total.values, bad.values)
  }
  return countingSource({
    type: TYPE,
    abilities: abilitiesOf({ delay, 'look-back': lookBack }),
    question,
    bucketOf: (slice) => (slice % MINUTE === 0 ? slice : null),
    mostSlices: () => MOST_SLICES,
    rows,
    rule: { provider: TYPE, amount: false },
    cuts: 'whole minutes',
    docs: DOCS,
  })
}

const ABILITIES: SourceAbilities = {
  answers: 'history',
  delay: 2 * MINUTE,
  lookBack: 7 * DAY,
  minSlice: MINUTE,
}

const abilitiesOf = historyOf(ABILITIES.minSlice)

/** Invocations of a Worker by version, HTTP status and wall time, from Workers Logs. */
export const cloudflareTelemetry = {
  type: TYPE,
  options,
  metric,
  abilities: ABILITIES,
  abilitiesOf,
  secrets: ({ token }) => [token],
  connect,
  cost: { perRead: ({ count }) => 2 * spansIn(count, MOST_SLICES), limit: API_LIMIT },
} as const satisfies PricedDefinition<typeof options, typeof metric>
