import type { MetricHistory } from '../analysis/judgement.ts'
import { ConfigError } from '../kit/errors.ts'
import { formatDuration, formatLatency } from '../kit/grammar.ts'
import type { MetricQuestion, SourceContext, SourceDefinition } from './definition.ts'
import { checkAsked } from './history.ts'
import type { ArmTables, Grid } from './prometheus/answer.ts'
import { tablesOf } from './prometheus/answer.ts'
import type { Client } from './prometheus/client.ts'
import { createClient } from './prometheus/client.ts'
import { countSlices, lacksPart } from './prometheus/counting.ts'
import type { PrometheusMetric, PrometheusOptions } from './prometheus/options.ts'
import { DEFAULTS, prometheusMetric, prometheusOptions } from './prometheus/options.ts'
import type { Arm, Counters, Windows } from './prometheus/query.ts'
import { boundsQuery, countersOf, freshness, queryOf, writtenBound } from './prometheus/query.ts'
import type { MetricSource, SliceRequest, SourceAbilities } from './source.ts'

/** A slice must hold two samples of every counter, and is not shorter than a second. */
const minSliceFor = (scrapeInterval: number): number => Math.max(1000, 2 * scrapeInterval)

/** What a source of these options can do. Times in milliseconds. */
const abilitiesOf = (
  read: Pick<PrometheusOptions, 'delay' | 'look-back' | 'scrape-interval'>,
): SourceAbilities => ({
  answers: 'history',
  delay: read.delay,
  lookBack: read['look-back'],
  minSlice: minSliceFor(read['scrape-interval']),
})

/** Moments in front of a range, which show what was there before its first slice. */
const LEAD_IN = 1

type Question = MetricQuestion<PrometheusMetric>

/** What is asked, and of whom. */
interface Asking {
  client: Client
  question: Question
  counters: Counters
  scrapeInterval: number
  log(line: string): void
}

/** Throws ConfigError where the keys of a metric do not go together with `slower-than`. */
const checkQuestion = ({ name, slowerThan, options: { histogram } }: Question): void => {
  if (histogram !== undefined && slowerThan === null)
    throw new ConfigError({
      message: `the metric ${name} reads a histogram and does not say what is slow`,
      fix: 'slower-than: 500ms, one of its bounds',
      docs: 'metrics/prometheus.md#latency',
    })
  if (histogram === undefined && slowerThan !== null)
    throw new ConfigError({
      message: `the metric ${name} says slower-than, which needs a histogram`,
      fix: 'histogram: instead of total and bad; or no slower-than',
      docs: 'metrics/prometheus.md#latency',
    })
}

const checkSlice = (slice: number, minSlice: number): void => {
  if (slice >= minSlice && Number.isInteger(slice)) return
  throw new ConfigError({
    message: `prometheus cannot cut slices of ${formatDuration(slice)}: each needs two samples of every counter`,
    fix: `a slice of ${formatDuration(minSlice)} or more, or the true scrape-interval of this source`,
    docs: 'metrics/prometheus.md#freshness',
  })
}

/** Throws ConfigError with the bounds that the histogram does have. */
const refuseBound = async (asking: Asking, grid: Grid, arm: Arm, request: SliceRequest): Promise<never> => {
  const { client, question, scrapeInterval } = asking
  const { histogram = '', 'histogram-unit': unit } = question.options
  const release = arm === 'canary' ? request.canary : (request.baseline ?? '')
  const query = boundsQuery(histogram, release, { slice: grid.step, scrapeInterval })
  const answers = await client.ask(query, grid, null)
  const found = answers.flatMap(({ result }) => result.map(({ metric }) => metric.le ?? ''))
  const bounds = [...new Set(found)]
    .sort((a, b) => Number(a) - Number(b))
    .flatMap((le) => writtenBound(le, unit) ?? [])
  throw new ConfigError({
    message: `the histogram of ${question.name} has no bound at ${formatLatency(question.slowerThan ?? 0)} in the ${arm === 'canary' ? 'new' : 'old'} release, and nothing is interpolated`,
    fix:
      bounds.length === 0
        ? 'slower-than: at a bound of the histogram'
        : `slower-than: one of ${bounds.join(', ')}`,
    docs: 'metrics/prometheus.md#latency',
  })
}

/** Fewest slices whose staleness makes a hint worth it. */
const MANY_STALE = 3

/** Says what looks like a mistake although it may be none. */
const hint = (
  { question: { name }, counters, log }: Asking,
  arms: readonly ArmTables[],
  { slices }: MetricHistory,
): void => {
  if (
    counters.counts === 'bad' &&
    arms.some(({ total }) => total.size > 0) &&
    arms.every(({ part }) => part.size === 0)
  )
    log(`${name}: nothing bad was found so far; if that surprises you, try its bad selector in Prometheus`)
  const stale = slices.filter(({ problem }) => problem === 'stale').length
  if (stale >= MANY_STALE && stale * 10 > slices.length)
    log(
      `${name}: ${stale} of ${slices.length} slices are stale; is scrape-interval what Prometheus really does?`,
    )
}

const readSlices = async (asking: Asking, request: SliceRequest): Promise<MetricHistory> => {
  const { client, question, counters, scrapeInterval } = asking
  const { metric, canary, baseline, from, slice, count } = request
  const windows: Windows = { slice, scrapeInterval }
  const grid: Grid = { start: from - LEAD_IN * slice, step: slice, count: count + 1 + LEAD_IN }
  const isPlain = counters.total.kind === 'selector' && counters.part.kind === 'selector'
  const query = queryOf(counters, { canary, baseline }, windows)
  const tables = tablesOf(await client.ask(query, grid, isPlain ? null : freshness(windows)), grid)
  if (counters.counts === 'good')
    for (const arm of ['canary', 'baseline'] as const)
      if (lacksPart(tables[arm])) await refuseBound(asking, grid, arm, request)
  const asked = { canary: tables.canary, baseline: baseline === null ? null : tables.baseline }
  const rule = { counts: counters.counts, amount: (question.per ?? null) !== null }
  const history = { metric, slices: countSlices(asked, { from, slice, count }, rule) }
  hint(asking, [tables.canary, tables.baseline], history)
  return history
}

const connect = async (
  options: PrometheusOptions,
  question: Question,
  context: SourceContext,
): Promise<MetricSource> => {
  checkQuestion(question)
  const scrapeInterval = options['scrape-interval']
  const abilities = abilitiesOf(options)
  const asking: Asking = {
    client: createClient(options, context),
    question,
    counters: countersOf(question.options, question.slowerThan),
    scrapeInterval,
    log: (line) => context.log(line),
  }
  return {
    type: 'prometheus',
    abilities,
    read: async (request) => {
      checkAsked(request, question.name)
      checkSlice(request.slice, abilities.minSlice)
      return request.count === 0 ? { metric: request.metric, slices: [] } : readSlices(asking, request)
    },
  }
}

/**
 * Prometheus and everything that speaks its API. Raw counters are read at the ends of the slices and subtracted here.
 * The static abilities are those of the defaults; a connection has those of its options.
 */
export const prometheus = {
  type: 'prometheus',
  options: prometheusOptions,
  metric: prometheusMetric,
  abilities: abilitiesOf({
    delay: DEFAULTS.delay,
    'look-back': DEFAULTS.lookBack,
    'scrape-interval': DEFAULTS.scrapeInterval,
  }),
  abilitiesOf,
  secrets: ({ token }) => (token === undefined ? [] : [token]),
  connect,
} as const satisfies SourceDefinition<typeof prometheusOptions, typeof prometheusMetric>
