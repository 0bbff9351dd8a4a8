import type { Serving } from '../../../src/platforms/platform.ts'
import type { VirtualClock } from '../../fakes/clock.ts'
import { HEALTHY, type Traffic } from '../../fakes/metrics.ts'
import { type LocalServer, serve } from '../../kit/server.ts'

/** Visitors of a service on virtual time, and the statistics of their requests as a source of metrics serves them. */
export interface Visitors {
  server: LocalServer
  /** How they behave and how releases bear it; may be changed while a story goes on, the past included. */
  traffic: Traffic
  /** Tells who serves from this moment on. */
  notice(weights: Serving['weights']): void
  close(): Promise<void>
}

interface Span {
  from: number
  shares: ReadonlyMap<string, { revision: string; share: number }>
}

/** The part of the traffic that a release had between two moments, from 0 to 1. */
const meanShare = (spans: readonly Span[], id: string, from: number, to: number): number => {
  const parts = spans.map(({ from: start, shares }, index) => {
    const end = spans[index + 1]?.from ?? Number.POSITIVE_INFINITY
    const length = Math.max(0, Math.min(to, end) - Math.max(from, start))
    return (length * (shares.get(id)?.share ?? 0)) / 100
  })
  return parts.reduce((sum, part) => sum + part, 0) / (to - from)
}

/** Opens the statistics. `token` is what a question has to carry. */
export const openVisitors = async (clock: VirtualClock, token: string): Promise<Visitors> => {
  const spans: Span[] = []
  const rowsOf = (from: number, to: number, slice: number) => {
    const releases = new Map(spans.flatMap(({ shares }) => [...shares]))
    const starts = Array.from(
      { length: Math.max(0, (to - from) / slice) },
      (_, index) => from + index * slice,
    )
    return starts.flatMap((start) =>
      [...releases].flatMap(([release, { revision }]) => {
        const { perMinute, failing } = visitors.traffic
        const share = meanShare(spans, release, start, start + slice)
        const total = Math.round((perMinute(start) * slice * share) / 60_000)
        return total === 0
          ? []
          : [{ time: start, release, total, bad: Math.round(total * failing(revision, start)) }]
      }),
    )
  }
  const server = await serve((response, { path, headers }) => {
    const query = new URL(path, 'http://stats').searchParams
    const [from, to, slice] = ['from', 'to', 'slice'].map((name) => Number(query.get(name)))
    const may = headers.authorization === `Bearer ${token}`
    response.statusCode = may ? 200 : 401
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(may ? { rows: rowsOf(from ?? 0, to ?? 0, slice ?? 1) } : {}))
  })
  const visitors: Visitors = {
    server,
    traffic: HEALTHY,
    notice: (weights) => {
      const shares = new Map(
        weights.map(({ release: { id, revision }, weight }) => [id, { revision, share: weight }] as const),
      )
      const last = spans.at(-1)
      const same =
        last?.shares.size === shares.size &&
        [...shares].every(([id, { share }]) => last.shares.get(id)?.share === share)
      if (!same) spans.push({ from: clock.now(), shares })
    },
    close: () => server.close(),
  }
  return visitors
}
