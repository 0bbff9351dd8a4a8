import type { Counts, MetricHistory, MetricSlice } from '../../analysis/judgement.ts'
import { ConfigError } from '../../kit/errors.ts'
import { parseLatency } from '../../kit/grammar.ts'
import type { MetricSource, SliceRequest, SourceAbilities } from '../../metrics/source.ts'
import type { AdapterContext, HistoryMetric } from '../definition.ts'
import type { AdminClient } from './client.ts'
import { createAdminClient } from './client.ts'
import type { LocalOptions } from './options.ts'
import { stateDirectory } from './options.ts'
import type { HistoryAnswer } from './shapes.ts'
import { historyShape } from './shapes.ts'

/** The router's own counts: whole seconds, kept for six hours, complete one second after the slice. */
export const LOCAL_ABILITIES: SourceAbilities = {
  answers: 'history',
  delay: 1000,
  lookBack: 6 * 3600 * 1000,
  minSlice: 1000,
}

/** Slices asked for in one call. */
const CHUNK = 5000

/** What counts as bad: a failure, or taking longer than so many milliseconds. */
type Bad = { kind: 'failed' } | { kind: 'slower'; than: number }

const badOf = (metric: string, known: readonly HistoryMetric[]): Bad => {
  const listed = known.find(({ name }) => name === metric)
  if (listed)
    return listed.slowerThan === null ? { kind: 'failed' } : { kind: 'slower', than: listed.slowerThan }
  if (metric === 'errors') return { kind: 'failed' }
  const reading = metric.startsWith('slower-than-') ? parseLatency(metric.slice('slower-than-'.length)) : null
  if (reading?.ok) return { kind: 'slower', than: reading.value }
  throw new ConfigError({
    message: `local keeps no metric ${metric}`,
    fix: 'errors, or slower-than- and a latency such as slower-than-250ms',
    docs: 'platforms/local.md#metrics',
  })
}

type Tally = NonNullable<HistoryAnswer['slices'][number]['tallies'][number]>

/** How to count bad requests given the bounds of the host. Throws ConfigError for a latency that is not a bound. */
const counter = (bad: Bad, bounds: readonly number[]): ((tally: Tally) => Counts) => {
  if (bad.kind === 'failed') return ({ requests, failures }) => ({ n: requests, x: failures })
  const index = bounds.indexOf(bad.than)
  if (index < 0)
    throw new ConfigError({
      message: `local cannot count requests slower than ${bad.than} ms: its histogram has no such bound`,
      fix: `one of ${bounds.map((bound) => `${bound}ms`).join(', ')}`,
      docs: 'platforms/local.md#metrics',
    })
  return ({ requests, bins }) => ({
    n: requests,
    x: bins.slice(index + 1).reduce((sum, count) => sum + count, 0),
  })
}

const sliceOf = (
  { from, to, tallies }: HistoryAnswer['slices'][number],
  startedAt: number,
  count: (tally: Tally) => Counts,
): MetricSlice => {
  const none = { from, to, canary: null, baseline: null }
  if (from < startedAt && startedAt < to) return { ...none, problem: 'counter-reset' }
  const [canary = null, baseline] = tallies
  // Without a baseline only one release was asked for; a tally that is null was asked for and is not kept.
  if (to <= startedAt || canary === null || baseline === null) return { ...none, problem: 'no-data' }
  return { from, to, canary: count(canary), baseline: baseline === undefined ? null : count(baseline) }
}

const ask = (client: AdminClient, { canary, baseline, slice }: SliceRequest, from: number, count: number) =>
  client.call({
    path: '/history',
    query: { from, slice, count, release: baseline === null ? [canary] : [canary, baseline] },
    shape: historyShape,
  })

/**
 * The host's history as a source of metrics. Its slices begin on whole seconds: a grid that does not is moved down to
 * the second, and every slice says where it really lies. Nothing seen is `n: 0`; not known is a problem.
 */
export const localHistory = (
  options: LocalOptions,
  context: AdapterContext,
  metrics: readonly HistoryMetric[] = [],
): MetricSource => {
  const client = createAdminClient(stateDirectory(options, context.workspace), context)
  return {
    type: 'local',
    abilities: LOCAL_ABILITIES,
    read: async (request): Promise<MetricHistory> => {
      const bad = badOf(request.metric, metrics)
      if (!(request.slice >= LOCAL_ABILITIES.minSlice && request.slice % 1000 === 0))
        throw new ConfigError({
          message: 'local counts by whole seconds',
          fix: 'a slice such as 1s, 10s or 1m',
        })
      const start = Math.floor(request.from / 1000) * 1000
      const slices: MetricSlice[] = []
      while (slices.length < request.count) {
        const from = start + slices.length * request.slice
        const answer = await ask(client, request, from, Math.min(CHUNK, request.count - slices.length))
        const count = counter(bad, answer.bounds)
        slices.push(...answer.slices.map((slice) => sliceOf(slice, answer.startedAt, count)))
        if (answer.slices.length === 0) break
      }
      return { metric: request.metric, slices }
    },
  }
}
