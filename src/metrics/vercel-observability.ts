import { z } from 'zod'
import type { ReleaseId } from '../rollout/plan.ts'
import { askVendor, credential, unusable, type Vendor } from './asking.ts'
import {
  countingSource,
  type PricedDefinition,
  refuseSlowerThan,
  type Span,
  spansIn,
} from './counting-source.ts'
import type { MetricQuestion, SourceContext } from './definition.ts'
import { DAY, durationField, HOUR, MINUTE, secretField, textField } from './option-fields.ts'
import { figure, joinValues, type Row, type Value } from './rows.ts'
import type { MetricSource, SourceAbilities } from './source.ts'

const TYPE = 'vercel-observability'
const DOCS = 'metrics/vercel.md'
const API = 'https://api.vercel.com'

const options = z.strictObject({
  team: textField(
    'the id of a team',
    '^team_[A-Za-z0-9]{1,60}$',
    'team_ and characters, from the team settings',
  ).describe('Id of the team that owns the project.'),
  project: textField(
    'the id of a project',
    '^prj_[A-Za-z0-9]{1,60}$',
    'prj_ and characters, from the project settings',
  ).describe('Id of the project.'),
  token: secretField('VERCEL_TOKEN').describe('Name of the secret with the access token.'),
  delay: durationField(0, DAY).prefault('5m').describe('A slice is read only this long after it ended.'),
})

const METRICS = ['vercel.function_invocation.count', 'vercel.request.count'] as const

const metric = z.strictObject({
  count: z
    .enum(METRICS)
    .default('vercel.function_invocation.count')
    .describe('What is counted: invocations of functions, or all requests, static files among them.'),
  status: z
    .int()
    .min(400)
    .max(599)
    .default(500)
    .describe('An answer with this HTTP status or a higher one is bad.'),
})

/** Names of dimensions, as the vendor's own tool has them. */
const DEPLOYMENT = 'deployment_id'
const STATUS = 'http_status'

/** Text as a literal of an OData filter: quotes are doubled, and there is nothing else to escape (OData 4.01 ABNF). */
export const odataText = (text: string): string =>
  `'${text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll("'", "''")}'`

/** Deployments, and bad answers alone where a status is given. */
export const filterFor = (releases: readonly ReleaseId[], status: number | null): string => {
  const own = releases.map((release) => `${DEPLOYMENT} eq ${odataText(release)}`).join(' or ')
  return status === null ? `(${own})` : `(${own}) and (${STATUS} ge ${status})`
}

/** Finest buckets by the length of the range, as the vendor's own tool knows them, and how they are written. */
const GRAINS = [
  { length: 4 * HOUR, written: { hours: 4 }, range: 30 * DAY },
  { length: HOUR, written: { hours: 1 }, range: 3 * DAY },
  { length: 5 * MINUTE, written: { minutes: 5 }, range: 12 * HOUR },
  { length: MINUTE, written: { minutes: 1 }, range: HOUR },
] as const

const grainFor = (slice: number) => GRAINS.find(({ length }) => slice % length === 0)

const mostSlices = (slice: number): number =>
  Math.max(1, Math.floor((grainFor(slice)?.range ?? HOUR) / slice))

/** Name of the column with the sum. */
const columnOf = (name: (typeof METRICS)[number]): string => `${name.replaceAll('.', '_')}_sum`

const answerShape = z.object({
  data: z.array(z.record(z.string(), z.unknown())).nullish(),
})

const rowShape = z.looseObject({ timestamp: z.string(), [DEPLOYMENT]: z.string() })

/** Times come with or without a zone; they are UTC unless another zone was asked for. */
const momentOf = (time: string): number => {
  const moment = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time.replace(' ', 'T')}Z`)
  if (Number.isNaN(moment)) throw unusable(TYPE, 'answered with a time that is none')
  return moment
}

const valuesIn = ({ data }: z.output<typeof answerShape>, column: string): Value[] => {
  if (!data) throw unusable(TYPE, 'answered without rows')
  return data.map((row) => {
    const read = rowShape.safeParse(row)
    const value = figure.safeParse(row[column])
    if (!read.success || !value.success) throw unusable(TYPE, 'answered with rows of another form')
    return { release: read.data[DEPLOYMENT], at: momentOf(read.data.timestamp), value: value.data }
  })
}

const connect = async (
  { team, project, token, delay }: z.output<typeof options>,
  question: MetricQuestion<z.output<typeof metric>>,
  context: SourceContext,
): Promise<MetricSource> => {
  refuseSlowerThan(question, {
    type: TYPE,
    fix: 'a source that keeps durations, such as datadog or prometheus',
    docs: DOCS,
  })
  const vendor: Vendor = {
    provider: TYPE,
    secrets: [token],
    scope: 'read this team',
    missing: 'this team, project or metric',
    docs: DOCS,
  }
  const headers = { authorization: `Bearer ${credential(context, token)}`, accept: 'application/json' }
  const { count: counted, status } = question.options
  const ask = async (span: Span, bad: number | null): Promise<Value[]> => {
    const json = {
      scope: { type: 'project', ownerId: team, projectIds: [project] },
      metric: counted,
      aggregation: 'sum',
      startTime: new Date(span.from).toISOString(),
      endTime: new Date(span.from + span.count * span.slice).toISOString(),
      granularity: (grainFor(span.slice) ?? GRAINS[3]).written,
      groupBy: [DEPLOYMENT],
      filter: filterFor(span.releases, bad),
      limit: 10,
    }
    const request = { method: 'POST', url: `${API}/v2/observability/query`, headers, json } as const
    const { body } = await askVendor(
      context.http,
      { ...request, query: { teamId: team } },
      vendor,
      answerShape,
    )
    return valuesIn(body, columnOf(counted))
  }
  const rows = async (span: Span): Promise<Row[]> => {
    const total = await ask(span, null)
    return joinValues(total, await ask(span, status))
  }
  return countingSource({
    type: TYPE,
    abilities: abilitiesOf({ delay }),
    question,
    bucketOf: (slice) => grainFor(slice)?.length ?? null,
    mostSlices,
    rows,
    rule: { provider: TYPE, amount: false },
    cuts: 'whole minutes',
    docs: DOCS,
  })
}

const ABILITIES: SourceAbilities = {
  answers: 'history',
  delay: 5 * MINUTE,
  lookBack: 30 * DAY,
  minSlice: MINUTE,
}

const abilitiesOf = ({ delay }: { delay: number }): SourceAbilities => ({ ...ABILITIES, delay })

/** Invocations or requests of a project by deployment, from Vercel's observability queries. */
export const vercelObservability = {
  type: TYPE,
  options,
  metric,
  abilities: ABILITIES,
  abilitiesOf,
  secrets: ({ token }) => [token],
  connect,
  // Vercel publishes no figure for this call; this is assumed.
  cost: {
    perRead: ({ slice, count }) => 2 * spansIn(count, mostSlices(slice)),
    limit: { requests: 60, per: MINUTE },
  },
} as const satisfies PricedDefinition<typeof options, typeof metric>
