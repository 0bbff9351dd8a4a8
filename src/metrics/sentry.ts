import { countingSource, type PricedDefinition, refuseSlowerThan, spansIn } from './counting-source.ts'
import type { MetricQuestion, SourceContext } from './definition.ts'
import { historyOf } from './history.ts'
import { DAY, HOUR, MINUTE } from './option-fields.ts'
import { createClient, DOCS, TYPE } from './sentry/client.ts'
import { COUNTS } from './sentry/counts.ts'
import { type SentryMetric, type SentryOptions, sentryMetric, sentryOptions } from './sentry/options.ts'
import type { MetricSource, SourceAbilities } from './source.ts'

/** Intervals of sessions are whole hours of UTC and at most a day. */
const fits = (slice: number): boolean => slice % HOUR === 0 && DAY % slice === 0

/** A range of 30 days in hours stays below what Sentry answers at once. */
const mostSlices = (slice: number): number => Math.max(1, Math.floor((30 * DAY) / slice))

const connect = async (
  options: SentryOptions,
  question: MetricQuestion<SentryMetric>,
  context: SourceContext,
): Promise<MetricSource> => {
  refuseSlowerThan(question, {
    type: TYPE,
    fix: 'a source with a histogram, such as prometheus',
    docs: DOCS,
  })
  const { delay, 'look-back': lookBack } = options
  const client = createClient(options, context)
  const { rows, bucket } = COUNTS[question.options.count]
  return countingSource({
    type: TYPE,
    abilities: abilitiesOf({ delay, 'look-back': lookBack }),
    question,
    bucketOf: (slice) => (fits(slice) ? bucket(slice) : null),
    mostSlices,
    rows: (span) => rows(client, span, question.options),
    rule: { provider: TYPE, amount: false },
    cuts: 'whole hours that divide a day',
    docs: `${DOCS}#slices`,
  })
}

const ABILITIES: SourceAbilities = {
  answers: 'history',
  delay: 10 * MINUTE,
  lookBack: 90 * DAY,
  minSlice: HOUR,
}

const abilitiesOf = historyOf(ABILITIES.minSlice)

/** Sessions, transactions and new issues by release, from Sentry. Its finest interval is an hour. */
export const sentry = {
  type: TYPE,
  options: sentryOptions,
  metric: sentryMetric,
  abilities: ABILITIES,
  abilitiesOf,
  secrets: ({ token }) => [token],
  connect,
  // Sentry publishes no figure and names it in its answers; this is assumed.
  cost: {
    perRead: ({ slice, count }, { count: what }) => COUNTS[what].requests * spansIn(count, mostSlices(slice)),
    limit: { requests: 5, per: 1000 },
  },
} as const satisfies PricedDefinition<typeof sentryOptions, typeof sentryMetric>
