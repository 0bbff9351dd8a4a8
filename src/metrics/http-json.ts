import { ConfigError } from '../kit/errors.ts'
import { formatDuration } from '../kit/grammar.ts'
import type { MetricQuestion, SourceContext, SourceDefinition } from './definition.ts'
import { checkAsked } from './history.ts'
import { createClient } from './http-json/client.ts'
import type { Asking } from './http-json/history.ts'
import { readHistory } from './http-json/history.ts'
import type { HttpJsonMetric, HttpJsonOptions } from './http-json/options.ts'
import { DEFAULTS, httpJsonMetric, httpJsonOptions } from './http-json/options.ts'
import { knowsNothing, readSample } from './http-json/present.ts'
import type { MetricSource, PresentSource, SliceRequest, SourceAbilities } from './source.ts'

/** Shortest slice when nothing is said, in milliseconds. */
const MIN_SLICE = 60_000

const checkRequest = (request: SliceRequest, name: string, minSlice: number): void => {
  checkAsked(request, name)
  if (request.slice >= minSlice) return
  throw new ConfigError({
    message: `http-json cannot count slices of ${formatDuration(request.slice)} here`,
    fix: `a slice of ${formatDuration(minSlice)} or more, or the true min-slice of this source`,
    docs: 'metrics/http-json.md#slices',
  })
}

const abilitiesOf = (
  { delay, 'look-back': lookBack, 'min-slice': minSlice }: HttpJsonOptions,
  metric: HttpJsonMetric | null,
): SourceAbilities =>
  metric?.value === undefined
    ? { answers: 'history', delay, lookBack, minSlice }
    : { answers: 'now', delay: 0, lookBack: 0, minSlice }

const connect = async (
  options: HttpJsonOptions,
  { name, slowerThan, per, options: metric }: MetricQuestion<HttpJsonMetric>,
  context: SourceContext,
): Promise<MetricSource | PresentSource> => {
  if (slowerThan !== null)
    throw new ConfigError({
      message: `the metric ${name} says slower-than, and the service counts what is slow itself`,
      fix: 'bad: where the number of slow units stands, and no slower-than',
      docs: 'metrics/http-json.md#questions',
    })
  const asking: Asking = {
    client: createClient(options, metric, context),
    metric,
    time: options.time,
    amount: (per ?? null) !== null,
    mostRequests: options['most-requests'],
  }
  const minSlice = options['min-slice']
  const abilities = abilitiesOf(options, metric)
  if (metric.value !== undefined) {
    return {
      type: 'http-json',
      abilities,
      read: async (request) => knowsNothing(request),
      sample: (releases) => readSample(releases, asking),
    }
  }
  return {
    type: 'http-json',
    abilities,
    read: async (request) => {
      checkRequest(request, name, minSlice)
      return request.count === 0 ? { metric: name, slices: [] } : readHistory(request, asking)
    },
  }
}

/** Any service that answers with JSON: counts per slice, or one present figure that can only hold. */
export const httpJson = {
  type: 'http-json',
  options: httpJsonOptions,
  metric: httpJsonMetric,
  abilities: { answers: 'history', ...DEFAULTS, minSlice: MIN_SLICE },
  abilitiesOf,
  secrets: ({ token }) => (token === undefined ? [] : [token]),
  connect,
} as const satisfies SourceDefinition<typeof httpJsonOptions, typeof httpJsonMetric>
