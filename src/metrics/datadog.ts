import { z } from 'zod'
import { ConfigError } from '../kit/errors.ts'
import type { ReleaseId } from '../rollout/plan.ts'
import { askVendor, credential, refusedQuestion, unusable, type Vendor } from './asking.ts'
import {
  countingSource,
  type PricedDefinition,
  refuseSlowerThan,
  type Span,
  spansIn,
} from './counting-source.ts'
import type { MetricQuestion, SourceContext } from './definition.ts'
import { DAY, durationField, HOUR, MINUTE, RELEASE, secretField } from './option-fields.ts'
import { figure, joinValues, type Row, type Value } from './rows.ts'
import type { MetricSource, SourceAbilities } from './source.ts'

const TYPE = 'datadog'
const DOCS = 'metrics/datadog.md'

/** Hosts of the sites, by the name that Datadog gives them. */
const SITES = [
  'datadoghq.com',
  'us3.datadoghq.com',
  'us5.datadoghq.com',
  'datadoghq.eu',
  'ap1.datadoghq.com',
  'ap2.datadoghq.com',
  'uk1.datadoghq.com',
  'ddog-gov.com',
  'us2.ddog-gov.com',
] as const

const options = z.strictObject({
  site: z.enum(SITES).default('datadoghq.com').describe('Site of the organization.'),
  'api-key': secretField('DD_API_KEY').describe('Name of the secret with the API key.'),
  'application-key': secretField('DD_APPLICATION_KEY').describe(
    'Name of the secret with the application key.',
  ),
  delay: durationField(0, DAY).prefault('3m').describe('A slice is read only this long after it ended.'),
})

/** A sum of counts over one scope with one release: nothing else adds up over slices. */
const QUERY =
  /^(?:sum|count|count\(v: v[<>]=?\d+(?:\.\d+)?\)):[A-Za-z][\w.]{0,199}\{([^{}]*\{release\}[^{}]*)\}(?:\.as_count\(\))?$/

const queryProblem = (text: string): string | null => {
  const scope = QUERY.exec(text)?.[1]
  if (/\.rollup\(/.test(text)) return 'the rollup is chosen by the slice\nthe query without .rollup(...)'
  if (/\bby\s*\{/.test(text))
    return 'groups give several series where one is needed\nthe query without by {...}'
  if (scope === undefined)
    return `must be one sum of counts of one release\nsum:trace.http.request.hits{service:shop,version:${RELEASE}}.as_count()`
  if (!/(?:^|[,\s(])[A-Za-z][\w.-]*:\{release\}(?:$|[,\s)])/.test(scope))
    return `${RELEASE} must be the whole value of one tag\nversion:${RELEASE}`
  return /\bNOT\b/i.test(scope) ? `${RELEASE} may not be excluded\nversion:${RELEASE}` : null
}

const query = () =>
  z
    .string()
    .max(1000)
    .superRefine((text, context) => {
      const problem = queryProblem(text)
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    })

const metric = z.strictObject({
  total: query().describe(
    'Sum of all units, such as `sum:trace.http.request.hits{version:{release}}.as_count()`.',
  ),
  bad: query().describe('Sum of the bad ones, in the same form.'),
})

/**
 * The id of a release as the value of a tag. Datadog's queries have no quotes for tags, so what is not plain in a tag
 * cannot be asked for; case does not matter, for Datadog keeps tags in lower case. Throws ConfigError.
 */
export const tagValue = (release: ReleaseId): string => {
  if (/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,199}$/.test(release)) return release.toLowerCase()
  throw new ConfigError({
    message: 'the id of this release cannot be the value of a tag in Datadog',
    fix: 'a tag such as version: with letters, digits and _ . : / - alone',
    docs: DOCS,
  })
}

/** Puts a release into a query and sums it up per slice. */
export const queryFor = (text: string, release: ReleaseId, slice: number): string => {
  const value = tagValue(release)
  return `${text.replace(RELEASE, () => value)}.rollup(sum, ${slice / 1000})`
}

/** Points of one series per question; Datadog lengthens the interval beyond about 1,500. */
const MOST_POINTS = 1000

interface Asked {
  release: ReleaseId
  role: 'total' | 'bad'
}

const bodyFor = ({ from, slice, count, releases }: Span, texts: z.output<typeof metric>) => {
  const asked = releases.flatMap((release): Asked[] => [
    { release, role: 'total' },
    { release, role: 'bad' },
  ])
  const queries = asked.map(({ release, role }, index) => ({
    data_source: 'metrics',
    name: `q${index}`,
    query: queryFor(texts[role], release, slice),
  }))
  return {
    asked,
    body: {
      data: {
        type: 'timeseries_request',
        attributes: {
          from,
          to: from + count * slice,
          interval: slice,
          queries,
          formulas: queries.map(({ name }) => ({ formula: name })),
        },
      },
    },
  }
}

const answerShape = z.object({
  data: z
    .object({
      attributes: z.object({
        series: z.array(z.object({ query_index: z.int().min(0).default(0) })).default([]),
        times: z.array(z.int()).default([]),
        values: z.array(z.array(figure)).default([]),
      }),
    })
    .nullish(),
  errors: z.union([z.string(), z.array(z.string())]).nullish(),
})

/** Datadog may cut longer intervals than it was asked to, and says so by the times alone. */
const checkTimes = (times: readonly number[], slice: number): void => {
  if (times.some((time, index) => index > 0 && time - (times[index - 1] ?? 0) !== slice))
    throw unusable(TYPE, 'answered in other intervals than asked for; longer slices may suit it')
}

const rowsIn = (
  { data, errors }: z.output<typeof answerShape>,
  asked: readonly Asked[],
  slice: number,
  vendor: Vendor,
): Row[] => {
  const reason = typeof errors === 'string' ? errors : errors?.[0]
  if (reason) throw refusedQuestion(vendor, reason)
  if (!data) throw unusable(TYPE, 'answered without data')
  const { series, times, values } = data.attributes
  checkTimes(times, slice)
  if (series.length !== values.length) throw unusable(TYPE, 'answered with more series than values, or fewer')
  const found: Record<Asked['role'], Value[]> = { total: [], bad: [] }
  for (const [index, { query_index }] of series.entries()) {
    const about = asked[query_index]
    const figures = values[index]
    if (about === undefined || figures?.length !== times.length)
      throw unusable(TYPE, 'answered with series that nobody asked for')
    for (const [position, at] of times.entries()) {
      const value = figures[position] ?? null
      if (value !== null) found[about.role].push({ release: about.release, at, value })
    }
  }
  return joinValues(found.total, found.bad)
}

const connect = async (
  { site, 'api-key': apiKey, 'application-key': applicationKey, delay }: z.output<typeof options>,
  question: MetricQuestion<z.output<typeof metric>>,
  context: SourceContext,
): Promise<MetricSource> => {
  refuseSlowerThan(question, {
    type: TYPE,
    fix: 'bad: a threshold on a distribution, such as count(v: v>0.5):trace.http.request{...}.as_count()',
    docs: `${DOCS}#latency`,
  })
  const vendor: Vendor = {
    provider: TYPE,
    secrets: [apiKey, applicationKey],
    scope: 'query timeseries (timeseries_query)',
    missing: 'this API',
    docs: DOCS,
  }
  const headers = {
    'dd-api-key': credential(context, apiKey),
    'dd-application-key': credential(context, applicationKey),
    accept: 'application/json',
  }
  const rows = async (span: Span): Promise<Row[]> => {
    const { asked, body } = bodyFor(span, question.options)
    const url = `https://api.${site}/api/v2/query/timeseries`
    const request = { method: 'POST', url, headers, json: body } as const
    const told = await askVendor(context.http, request, vendor, answerShape)
    return rowsIn(told.body, asked, span.slice, vendor)
  }
  return countingSource({
    type: TYPE,
    abilities: abilitiesOf({ delay }),
    question,
    // Rollups begin at multiples of their own length since 1970.
    bucketOf: (slice) => (slice % MINUTE === 0 ? slice : null),
    mostSlices: () => MOST_POINTS,
    rows,
    rule: { provider: TYPE, amount: (question.per ?? null) !== null, negative: 'counter-reset' },
    cuts: 'whole minutes',
    docs: DOCS,
  })
}

/** Metrics are kept for 15 months. */
const ABILITIES: SourceAbilities = {
  answers: 'history',
  delay: 3 * MINUTE,
  lookBack: 450 * DAY,
  minSlice: MINUTE,
}

const abilitiesOf = ({ delay }: { delay: number }): SourceAbilities => ({ ...ABILITIES, delay })

/** Counts by release tag, from Datadog's timeseries. */
export const datadog = {
  type: TYPE,
  options,
  metric,
  abilities: ABILITIES,
  abilitiesOf,
  secrets: ({ 'api-key': apiKey, 'application-key': applicationKey }) => [apiKey, applicationKey],
  connect,
  // Datadog names its limits in its answers; its documents once said 1,600 an hour for queries of metrics.
  cost: { perRead: ({ count }) => spansIn(count, MOST_POINTS), limit: { requests: 1600, per: HOUR } },
} as const satisfies PricedDefinition<typeof options, typeof metric>
