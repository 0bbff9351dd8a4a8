import { z } from 'zod'
import { askVendor, credential, notAllowed, refusedQuestion, unusable, type Vendor } from './asking.ts'
import { CLOUDFLARE_API, cloudflareShape } from './cloudflare/options.ts'
import {
  countingSource,
  type PricedDefinition,
  refuseSlowerThan,
  type Span,
  spansIn,
} from './counting-source.ts'
import type { MetricQuestion, SourceContext } from './definition.ts'
import { DAY, durationField, HOUR, MINUTE } from './option-fields.ts'
import { figure, type Row } from './rows.ts'
import type { MetricSource, SourceAbilities } from './source.ts'

const TYPE = 'cloudflare-analytics'
const DOCS = 'metrics/cloudflare.md#analytics'

const options = z.strictObject({
  ...cloudflareShape,
  delay: durationField(0, DAY).prefault('5m').describe('A slice is read only this long after it ended.'),
})

/** The dataset counts exceptions and exceeded limits as errors; there is nothing to choose. */
const metric = z.strictObject({})

/** One month is the longest range of a question, three months the farthest back (tutorial on Workers metrics). */
const LONGEST_RANGE = 30 * DAY
const LOOK_BACK = 90 * DAY

/** Dimensions of time that the dataset can be grouped by, longest first. */
const BUCKETS = [
  { dimension: 'datetimeHour', length: HOUR },
  { dimension: 'datetimeFifteenMinutes', length: 15 * MINUTE },
  { dimension: 'datetimeFiveMinutes', length: 5 * MINUTE },
  { dimension: 'datetimeMinute', length: MINUTE },
] as const

const bucketFor = (slice: number) => BUCKETS.find(({ length }) => slice % length === 0)

/** Largest answer of the API, in rows. */
const MOST_ROWS = 10_000

const mostSlices = (slice: number): number => {
  const bucket = bucketFor(slice)?.length ?? slice
  return Math.max(
    1,
    Math.min(Math.floor(LONGEST_RANGE / slice), Math.floor((MOST_ROWS / 2 - 1) / (slice / bucket))),
  )
}

/** The values go along as variables; only the dimension of time, one of our own names, is a part of the text. */
const queryBy = (dimension: (typeof BUCKETS)[number]['dimension']): string =>
  [
    'query Releases($account: string!, $filter: AccountWorkersInvocationsAdaptiveFilter_InputObject!) {',
    '  viewer {',
    '    accounts(filter: { accountTag: $account }) {',
    `      workersInvocationsAdaptive(limit: ${MOST_ROWS}, filter: $filter) {`,
    '        sum { requests errors }',
    '        avg { sampleInterval }',
    `        dimensions { scriptVersion bucket: ${dimension} }`,
    '      }',
    '    }',
    '  }',
    '}',
  ].join('\n')

const rowShape = z.object({
  sum: z.object({ requests: figure, errors: figure }),
  avg: z.object({ sampleInterval: z.number().nullish() }).nullish(),
  dimensions: z.object({ scriptVersion: z.string(), bucket: z.iso.datetime({ offset: true }) }),
})

const errorShape = z.object({
  message: z.string(),
  extensions: z.object({ code: z.string().optional() }).nullish(),
})

const answerShape = z.object({
  data: z
    .object({
      viewer: z.object({ accounts: z.array(z.object({ workersInvocationsAdaptive: z.array(rowShape) })) }),
    })
    .nullish(),
  errors: z.array(errorShape).nullish(),
})

/** What the errors of a 200 mean: GraphQL has no statuses. */
const failureOf = ({ message, extensions }: z.output<typeof errorShape>, vendor: Vendor): Error => {
  const code = extensions?.code ?? ''
  if (/^auth[nz]?$/.test(code) || /not authorized|does not have access|authentication/i.test(message))
    return notAllowed(vendor)
  if (/rate.?limit|budget|internal|unavailable|timed? ?out/i.test(`${code} ${message}`))
    return unusable(TYPE, message, true)
  return refusedQuestion(vendor, message)
}

const rowsIn = ({ data, errors }: z.output<typeof answerShape>, vendor: Vendor) => {
  const [first] = errors ?? []
  if (first !== undefined) throw failureOf(first, vendor)
  const [account] = data?.viewer.accounts ?? []
  // An account that the token may not see is left out of the list, without an error.
  if (account === undefined) throw notAllowed(vendor)
  const rows = account.workersInvocationsAdaptive
  if (rows.length >= MOST_ROWS)
    throw unusable(TYPE, 'answered with as many rows as it may, so some are missing')
  return rows
}

const filterOf = ({ from, slice, count, releases }: Span, scriptName: string) => ({
  scriptName,
  scriptVersion_in: releases,
  datetime_geq: new Date(from).toISOString(),
  datetime_lt: new Date(from + count * slice).toISOString(),
})

const connect = async (
  { account, script, token, delay }: z.output<typeof options>,
  question: MetricQuestion<z.output<typeof metric>>,
  context: SourceContext,
): Promise<MetricSource> => {
  refuseSlowerThan(question, { type: TYPE, fix: 'source: of type cloudflare-telemetry', docs: DOCS })
  const vendor: Vendor = {
    provider: TYPE,
    secrets: [token],
    scope: 'read Account Analytics',
    missing: 'this account',
    docs: DOCS,
  }
  const headers = { authorization: `Bearer ${credential(context, token)}`, accept: 'application/json' }
  const rows = async (span: Span): Promise<Row[]> => {
    const bucket = bucketFor(span.slice) ?? BUCKETS[3]
    const { body } = await askVendor(
      context.http,
      {
        method: 'POST',
        url: `${CLOUDFLARE_API}/graphql`,
        headers,
        json: { query: queryBy(bucket.dimension), variables: { account, filter: filterOf(span, script) } },
      },
      vendor,
      answerShape,
    )
    const found = rowsIn(body, vendor)
    if (found.some(({ avg }) => (avg?.sampleInterval ?? 1) > 1))
      context.log(
        `${question.name}: Cloudflare counted samples and scaled them up, so the counts are estimates`,
      )
    return found.map(({ sum, dimensions }) => ({
      release: dimensions.scriptVersion,
      at: Date.parse(dimensions.bucket),
      n: sum.requests,
      x: sum.errors,
    }))
  }
  return countingSource({
    type: TYPE,
    abilities: abilitiesOf({ delay }),
    question,
    bucketOf: (slice) => bucketFor(slice)?.length ?? null,
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
  lookBack: LOOK_BACK,
  minSlice: MINUTE,
}

const abilitiesOf = ({ delay }: { delay: number }): SourceAbilities => ({ ...ABILITIES, delay })

/**
 * Requests and errors of a Worker by version, from Cloudflare's GraphQL analytics. Errors are exceptions and exceeded
 * limits: a 5xx that the Worker itself answers is not among them.
 */
export const cloudflareAnalytics = {
  type: TYPE,
  options,
  metric,
  abilities: ABILITIES,
  abilitiesOf,
  secrets: ({ token }) => [token],
  connect,
  // About 300 GraphQL questions in five minutes (fundamentals/api/reference/limits).
  cost: {
    perRead: ({ slice, count }) => spansIn(count, mostSlices(slice)),
    limit: { requests: 300, per: 5 * MINUTE },
  },
} as const satisfies PricedDefinition<typeof options, typeof metric>
