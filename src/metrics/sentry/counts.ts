import { z } from 'zod'
import { unusable } from '../asking.ts'
import type { Span } from '../counting-source.ts'
import { HOUR } from '../option-fields.ts'
import { figure, joinValues, type Row, type Value } from '../rows.ts'
import { type Client, searchText, TYPE } from './client.ts'
import type { SentryMetric } from './options.ts'

/** How the rows of one span are made. */
export type CountRows = (client: Client, span: Span, metric: SentryMetric) => Promise<Row[]>

const momentOf = (time: string): number => {
  const moment = Date.parse(time)
  if (Number.isNaN(moment)) throw unusable(TYPE, 'answered with a time that is none')
  return moment
}

const sessionsShape = z.object({
  intervals: z.array(z.string()),
  groups: z.array(
    z.object({
      by: z.object({ release: z.string(), 'session.status': z.string() }),
      series: z.object({ 'sum(session)': z.array(figure) }),
    }),
  ),
})

/** Statuses of sessions that count as bad. A crashed session met an error as well. */
const BAD: Record<'crashed' | 'errored', ReadonlySet<string>> = {
  crashed: new Set(['crashed']),
  errored: new Set(['errored', 'unhandled', 'abnormal', 'crashed']),
}

/** Every status that Sentry documents; another one may be a new way to be bad. */
const KNOWN: ReadonlySet<string> = new Set(['healthy', ...BAD.errored])

/** Adds up what is there; null where nothing is, and NaN where something is missing beside it. */
const sumOf = (figures: readonly (number | null | undefined)[]): number | null => {
  const there = figures.filter((one): one is number => typeof one === 'number')
  if (there.length === 0) return null
  return there.length < figures.length ? Number.NaN : there.reduce((sum, one) => sum + one, 0)
}

/** Sessions and the bad ones, by release and hour. */
const sessions: CountRows = async (client, span, { bad = 'crashed' }) => {
  const names = span.releases.map((id) => client.nameOf(id))
  const query = {
    field: ['sum(session)'],
    groupBy: ['release', 'session.status'],
    interval: `${span.slice / HOUR}h`,
    query: names.map((name) => `release:${searchText(name)}`).join(' OR '),
    includeTotals: 0,
  }
  const { intervals, groups } = (await client.ask('sessions', span, query, sessionsShape)).body
  if (groups.some(({ series }) => series['sum(session)'].length !== intervals.length))
    throw unusable(TYPE, 'answered with series of another length than their intervals')
  if (groups.some(({ by }) => !names.includes(by.release)))
    throw unusable(TYPE, 'answered for a release that was not asked for')
  return span.releases.flatMap((release, arm) => {
    const own = groups.filter(({ by }) => by.release === names[arm])
    const statuses = own.map(({ by }) => by['session.status'])
    if (new Set(statuses).size < statuses.length) throw unusable(TYPE, 'answered twice for one status')
    if (statuses.some((status) => !KNOWN.has(status)))
      throw unusable(TYPE, 'answered with a status of sessions that is not known')
    return intervals.map((time, index): Row => {
      const of = (fits: (status: string) => boolean) =>
        own.filter(({ by }) => fits(by['session.status'])).map(({ series }) => series['sum(session)'][index])
      const n = sumOf(of(() => true))
      // Sentry fills empty hours of a release it has seen in the range with zeros; they prove nothing.
      const isThere = n !== null && n !== 0
      const told = of((status) => BAD[bad].has(status))
      const x = told.length === 0 ? 0 : sumOf(told)
      return { release, at: momentOf(time), n: isThere ? n : null, x: isThere ? x : null }
    })
  })
}

const timeseriesShape = z.object({
  timeSeries: z.array(
    z.object({
      values: z.array(z.object({ timestamp: z.number(), value: figure, incomplete: z.boolean() })),
    }),
  ),
})

/** Counts without the dust that a rate times a number leaves. */
const whole = (count: number): number => Number(count.toFixed(6))

/** Transactions and the failed ones, by release and interval. A rate is all that Sentry has for failures. */
const transactions: CountRows = async (client, span) => {
  const total: Value[] = []
  const bad: Value[] = []
  for (const release of span.releases) {
    const ask = async (yAxis: string) => {
      const query = {
        dataset: 'spans',
        yAxis,
        interval: span.slice / 1000,
        query: `is_transaction:true release:${searchText(client.nameOf(release))}`,
        disableAggregateExtrapolation: '1',
      }
      const { body } = await client.ask('events-timeseries', span, query, timeseriesShape)
      return body.timeSeries.flatMap(({ values }) =>
        values
          .filter(({ incomplete }) => !incomplete)
          .map(({ timestamp, value }) => ({ at: Math.round(timestamp), value })),
      )
    }
    const counts = (await ask('count(span.duration)')).filter(({ value }) => value !== 0 && value !== null)
    const rates = await ask('failure_rate()')
    for (const { at, value } of counts) {
      total.push({ release, at, value })
      const fitting = rates.filter((rate) => rate.at === at)
      // Sentry tells the rate of every moment: where it is missing, nothing is known.
      for (const rate of fitting.length === 0 ? [{ value: null }] : fitting)
        bad.push({
          release,
          at,
          value: rate.value === null || value === null ? null : whole(rate.value * value),
        })
    }
  }
  return joinValues(total, bad)
}

const releaseShape = z.object({ dateCreated: z.string() })
const issuesShape = z.array(z.object({ firstSeen: z.string() }))

/** Most issues that one answer holds. More of them make no hour worse than bad. */
const MOST_ISSUES = 100

/** Hours between the birth of a release and Sentry's present, and those in which an issue of it was new. */
const newIssues: CountRows = async (client, span, { levels = ['fatal', 'error'] }) => {
  const rows: Row[] = []
  for (const release of span.releases) {
    const name = client.nameOf(release)
    const query = {
      query: `firstRelease:${searchText(name)} level:[${levels.join(', ')}]`,
      sort: 'new',
      limit: MOST_ISSUES,
    }
    const { body, headers } = await client.ask('issues', span, query, issuesShape)
    const firsts = new Set(body.map(({ firstSeen }) => Math.floor(momentOf(firstSeen) / HOUR) * HOUR))
    const known = await client.release(name, releaseShape)
    if (known === null) continue
    const born = momentOf(known.body.dateCreated)
    const present = momentOf(headers.date ?? '')
    const end = span.from + span.count * span.slice
    for (let at = span.from; at < end; at += HOUR)
      if (at + HOUR > born && at + HOUR <= present)
        rows.push({ release, at, n: 1, x: firsts.has(at) ? 1 : 0 })
  }
  return rows
}

/** The way to count each thing, and the requests it takes for one release pair. */
export const COUNTS: Record<
  SentryMetric['count'],
  { rows: CountRows; requests: number; bucket(slice: number): number }
> = {
  sessions: { rows: sessions, requests: 1, bucket: (slice) => slice },
  transactions: { rows: transactions, requests: 4, bucket: (slice) => slice },
  'new-issues': { rows: newIssues, requests: 4, bucket: () => HOUR },
}
