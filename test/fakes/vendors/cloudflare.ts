import { z } from 'zod'
import { bucketsOf, type Past } from './past.ts'
import { bearerOf, Refusal, strictly, type VendorRequest, type VendorScript } from './stand-in.ts'

export const CLOUDFLARE_ORIGIN = 'https://api.cloudflare.com'

/** Dimensions of time of `workersInvocationsAdaptive`, from the API's introspection. */
const TIMES: Readonly<Record<string, number>> = {
  datetimeMinute: 60_000,
  datetimeFiveMinutes: 300_000,
  datetimeFifteenMinutes: 900_000,
  datetimeHour: 3_600_000,
}

const graphqlShape = z.strictObject({
  query: z.string(),
  variables: z.strictObject({
    account: z.string().regex(/^[0-9a-f]{32}$/),
    filter: z.strictObject({
      scriptName: z.string(),
      scriptVersion_in: z.array(z.string()).min(1),
      datetime_geq: z.iso.datetime(),
      datetime_lt: z.iso.datetime(),
    }),
  }),
})

/** The one query there is, white space aside. Values may only come as variables. */
const QUERY =
  /^query \w+\(\$account: string!, \$filter: AccountWorkersInvocationsAdaptiveFilter_InputObject!\) \{ viewer \{ accounts\(filter: \{ accountTag: \$account \}\) \{ workersInvocationsAdaptive\(limit: (\d+), filter: \$filter\) \{ sum \{ requests errors \} avg \{ sampleInterval \} dimensions \{ scriptVersion bucket: (\w+) \} \} \} \} \}$/

const MONTH = 31 * 86_400_000

/** GraphQL analytics of the Workers `script`, after the tutorial on Workers metrics and the introspected schema. */
export const analytics = (past: Past, script: string): VendorScript => ({
  origin: CLOUDFLARE_ORIGIN,
  answer: (request) => {
    bearerOf(request)
    if (request.method !== 'POST' || request.path !== '/client/v4/graphql') throw new Refusal('no such call')
    const { query, variables } = strictly(graphqlShape, request.body)
    const [, limit, dimension = ''] = QUERY.exec(query.replace(/\s+/g, ' ')) ?? []
    const length = TIMES[dimension]
    if (length === undefined || Number(limit) > 10_000) throw new Refusal('not the query that is known')
    const { scriptName, scriptVersion_in: versions, datetime_geq, datetime_lt } = variables.filter
    const [from, to] = [Date.parse(datetime_geq), Date.parse(datetime_lt)]
    if (to - from > MONTH) throw new Refusal('the range is longer than a month')
    const rows =
      scriptName === script
        ? versions.flatMap((version) =>
            bucketsOf(past, version, { from, to, length }).map(({ at, counts }) => ({
              sum: { requests: counts.n, errors: counts.x },
              avg: { sampleInterval: 1 },
              dimensions: {
                scriptVersion: version,
                bucket: new Date(at).toISOString().replace('.000Z', 'Z'),
              },
            })),
          )
        : []
    return {
      status: 200,
      body: { data: { viewer: { accounts: [{ workersInvocationsAdaptive: rows }] } }, errors: null },
    }
  },
})

const leaf = z.strictObject({
  kind: z.literal('filter'),
  key: z.string(),
  operation: z.enum(['eq', 'gt', 'gte']),
  type: z.enum(['string', 'number']),
  value: z.union([z.string(), z.number()]),
})
const filter = z.union([
  leaf,
  z.strictObject({
    kind: z.literal('group'),
    filterCombination: z.enum(['and', 'or']),
    filters: z.array(leaf),
  }),
])

/** After the types of cloudflare@7.3.0, `workers/observability/telemetry`: only what may stand there. */
const telemetryShape = z.strictObject({
  queryId: z.string().min(1),
  view: z.literal('calculations'),
  chart: z.literal(true),
  dry: z.literal(true),
  timeframe: z.strictObject({ from: z.int(), to: z.int() }),
  granularity: z.int().min(1),
  parameters: z.strictObject({
    datasets: z.array(z.string()),
    filterCombination: z.literal('and'),
    filters: z.array(filter),
    calculations: z.array(z.strictObject({ operator: z.literal('count'), alias: z.string() })),
    groupBys: z.array(
      z.strictObject({ type: z.literal('string'), value: z.literal('$workers.scriptVersion.id') }),
    ),
    limit: z.int(),
  }),
})

type Filter = z.output<typeof filter>

/** Values that the filters demand of a key, whether alone or as one of several. */
const demanded = (filters: readonly Filter[], key: string): (string | number)[] =>
  filters.flatMap((one) =>
    (one.kind === 'group' ? one.filters : [one]).filter((each) => each.key === key).map(({ value }) => value),
  )

/** What counts as bad in the past is what these filters ask for. */
const asksForBad = (filters: readonly Filter[]): boolean =>
  demanded(filters, '$workers.event.response.status').length +
    demanded(filters, '$workers.wallTimeMs').length >
  0

/** Workers Logs of the Worker `script`. */
export const telemetry = (past: Past, script: string): VendorScript => ({
  origin: CLOUDFLARE_ORIGIN,
  answer: (request: VendorRequest) => {
    bearerOf(request)
    const path = /^\/client\/v4\/accounts\/[0-9a-f]{32}\/workers\/observability\/telemetry\/query$/
    if (request.method !== 'POST' || !path.test(request.path)) throw new Refusal('no such call')
    const { timeframe, granularity, parameters } = strictly(telemetryShape, request.body)
    const { from, to } = timeframe
    const length = (to - from) / granularity
    const { filters } = parameters
    const isOurs =
      demanded(filters, '$metadata.service').includes(script) &&
      demanded(filters, '$metadata.type').includes('cf-worker-event')
    if (!isOurs) throw new Refusal('counts more than the invocations of one Worker')
    const bad = asksForBad(filters)
    const series = demanded(filters, '$workers.scriptVersion.id').flatMap((version) =>
      bucketsOf(past, String(version), { from, to, length }).map(({ at, counts }) => ({
        time: new Date(at).toISOString().replace('.000Z', ''),
        version: String(version),
        value: bad ? counts.x : counts.n,
      })),
    )
    const point = ({ version, value }: (typeof series)[number]) => ({
      count: value,
      value,
      interval: length / 1000,
      sampleInterval: 1,
      groups: [{ key: '$workers.scriptVersion.id', value: version }],
    })
    const counted = series.filter(({ value }) => value > 0)
    const times = [...new Set(counted.map(({ time }) => time))].sort()
    return {
      status: 200,
      body: {
        success: true,
        errors: [],
        messages: [],
        result: {
          run: { id: 'run', accountId: 'a', dry: true, granularity, status: 'COMPLETED', timeframe },
          statistics: { bytes_read: 1, elapsed: 0.01, rows_read: 1 },
          calculations: [
            {
              calculation: 'count',
              alias: 'invocations',
              aggregates: [],
              series: times.map((time) => ({
                time,
                data: counted.filter((one) => one.time === time).map(point),
              })),
            },
          ],
        },
      },
    }
  },
})
