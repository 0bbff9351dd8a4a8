import type { MetricHistory } from '../analysis/judgement.ts'
import { ConfigError } from '../kit/errors.ts'
import { LONGEST_DURATION } from '../kit/grammar.ts'
import { createClient } from './d1/client.ts'
import type { D1Metric, D1Options } from './d1/options.ts'
import { d1Metric, d1Options, readQuery } from './d1/options.ts'
import type { MetricQuestion, SourceContext, SourceDefinition } from './definition.ts'
import { checkAsked, historyOf } from './history.ts'
import type { MetricSource, SliceRequest } from './source.ts'
import type { TimeForm } from './sql/moments.ts'
import { writeLength, writeMoment } from './sql/moments.ts'
import { checkColumns, slicesOfRows } from './sql/rows.ts'
import type { Placeholder } from './sql/statement.ts'
import { inTurn } from './sql/turns.ts'

/** Rows are cut to any length; shorter slices than a second are nobody's. Milliseconds. */
const MIN_SLICE = 1000
const DOCS = 'metrics/d1.md#query'

const boundValue = (
  name: Placeholder,
  { from, slice, count, canary, baseline }: SliceRequest,
  time: TimeForm,
): string => {
  switch (name) {
    case 'from':
      return String(writeMoment(from, time))
    case 'to':
      return String(writeMoment(from + count * slice, time))
    case 'slice':
      return String(writeLength(slice, time))
    case 'canary':
      return canary
    case 'baseline':
      return baseline ?? ''
    default:
      return name satisfies never
  }
}

const abilitiesOf = historyOf(MIN_SLICE)

const connect = async (
  options: D1Options,
  { name, slowerThan, per, options: metric }: MetricQuestion<D1Metric>,
  context: SourceContext,
): Promise<MetricSource> => {
  if (slowerThan !== null)
    throw new ConfigError({
      message: `the metric ${name} says slower-than, and a query counts what is slow itself`,
      fix: 'bad: sum(duration_ms > 500), and no slower-than',
      docs: DOCS,
    })
  const { time, 'most-rows': mostRows } = options
  const client = createClient(options, context)
  const reading = readQuery(metric.query, time)
  if (!reading.ok) throw new RangeError('the query passed the configuration unread')
  const { text, parameters: placeholders } = reading.statement
  const answer = async (request: SliceRequest): Promise<MetricHistory> => {
    const parameters = placeholders.map((placeholder) => boundValue(placeholder, request, time))
    const rows = await inTurn(options, () => client.ask({ text, parameters, mostRows }))
    checkColumns(rows, DOCS)
    const rule = { time, amount: (per ?? null) !== null, docs: DOCS }
    return { metric: name, slices: slicesOfRows(rows, request, rule) }
  }
  return {
    type: 'd1',
    abilities: abilitiesOf(options),
    read: async (request) => {
      checkAsked(request, name)
      return request.count === 0 ? { metric: name, slices: [] } : answer(request)
    },
  }
}

/** Cloudflare D1 by its REST API: counts per slice by a query of the user's own. */
export const d1 = {
  type: 'd1',
  options: d1Options,
  metric: d1Metric,
  abilities: { answers: 'history', delay: 60_000, lookBack: LONGEST_DURATION, minSlice: MIN_SLICE },
  abilitiesOf,
  secrets: ({ token }) => [token],
  connect,
} as const satisfies SourceDefinition<typeof d1Options, typeof d1Metric>
