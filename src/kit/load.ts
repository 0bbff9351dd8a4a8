import { setTimeout as delay } from 'node:timers/promises'
import { createHistogram } from './histogram.ts'
import type { Exchange, LoadConnection, LoadRequest } from './load-connection.ts'
import { openLoadConnection } from './load-connection.ts'

/** A load on one address. Times in milliseconds. */
export interface LoadOrder extends LoadRequest {
  /** Requests per second; null: as many as the connections can carry. */
  rate: number | null
  connections: number
  duration: number
  /** What is wrong with an answer, in one word; null when nothing is. */
  judge(answer: Exchange & { kind: 'answer' }): string | null
  signal: AbortSignal
}

/** What came of it. Times in milliseconds; null where nothing was answered. */
export interface LoadResult {
  requests: number
  /** How many went wrong, by what was wrong. */
  errors: Readonly<Record<string, number>>
  seconds: number
  perSecond: number
  p50: number | null
  p95: number | null
  p99: number | null
  longest: number | null
}

/** After a connection that could not be had, so that a dead server is not hammered. */
const PAUSE = 20

/**
 * Sends requests for a time. With a rate each request has its moment, and its time counts from that moment, whether it
 * could be sent then or not: a server that stalls for a second is seen by all requests that were due meanwhile, not by
 * those alone that were under way (https://www.scylladb.com/2021/04/22/on-coordinated-omission/). Without a rate every
 * connection sends its next request when it has its answer; then times count from the sending. Ends by itself one
 * `timeout` after the duration at the latest; what was due and not answered by then is an error. Never rejects.
 */
export const runLoad = async (order: LoadOrder): Promise<LoadResult> => {
  const { rate, duration, timeout, signal } = order
  const times = createHistogram()
  const errors: Record<string, number> = {}
  let requests = 0
  const record = (ended: Exchange, took: number): void => {
    requests += 1
    times.add(took)
    const wrong = ended.kind === 'answer' ? order.judge(ended) : ended.kind
    if (wrong !== null) errors[wrong] = (errors[wrong] ?? 0) + 1
  }
  const start = performance.now()
  const end = start + duration
  const last = end + timeout
  const due = rate === null ? null : Math.ceil((duration / 1000) * rate)
  let next = 0

  const worker = async (): Promise<void> => {
    let connection = null as LoadConnection | null
    while (!signal.aborted) {
      const index = next
      const moment = rate === null ? performance.now() : start + (index / rate) * 1000
      if (due === null ? moment >= end : index >= due) break
      next += 1
      const wait = moment - performance.now()
      if (wait > 1) await delay(wait, undefined, { signal }).catch(() => undefined)
      if (performance.now() > last) record({ kind: 'timeout' }, performance.now() - moment)
      else {
        connection = connection?.usable ? connection : await openLoadConnection(order).catch(() => null)
        const ended: Exchange = connection ? await connection.exchange() : { kind: 'lost' }
        record(ended, performance.now() - moment)
        if (!connection) await delay(PAUSE)
      }
    }
    connection?.close()
  }
  await Promise.all(Array.from({ length: order.connections }, worker))
  const seconds = (performance.now() - start) / 1000
  return {
    requests,
    errors,
    seconds,
    perSecond: requests / seconds,
    p50: times.quantile(0.5),
    p95: times.quantile(0.95),
    p99: times.quantile(0.99),
    longest: times.longest,
  }
}
