import type { ReleaseId } from '../../../rollout/plan.ts'

/** Upper bounds of the latency histogram, in milliseconds, each inclusive. Above the last there is one more bin. */
export const LATENCY_BOUNDS = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000] as const

/** Seconds of history kept per release: six hours, and ten minutes for the reader's own delay. */
export const KEPT_SECONDS = 6 * 3600 + 600

/** Most releases whose per-second history is kept; the one longest without traffic goes first. About 1.2 MB each. */
export const KEPT_HISTORIES = 32

const BINS = LATENCY_BOUNDS.length + 1
const WIDTH = 2 + BINS

/** How a request found its release: divided by weight, or named in a header. Only `split` requests are judged. */
export type Route = 'split' | 'header'

/** One finished request. Latency in milliseconds, from its arrival to the head of the answer. */
export interface Answered {
  at: number
  latency: number
  failed: boolean
}

/** What happened in some interval. `bins[i]` counts latencies up to `LATENCY_BOUNDS[i]` and above the bound before. */
export interface Tally {
  requests: number
  failures: number
  bins: number[]
  /** Sum of all latencies in milliseconds; 0 in answers by interval, which do not keep it. */
  latencySum: number
}

const emptyTally = (): Tally => ({
  requests: 0,
  failures: 0,
  bins: new Array<number>(BINS).fill(0),
  latencySum: 0,
})

const binOf = (latency: number): number => {
  const bin = LATENCY_BOUNDS.findIndex((bound) => latency <= bound)
  return bin < 0 ? BINS - 1 : bin
}

/** A ring of one-second cells; a cell whose stamp is not the second asked for is empty. */
class Ring {
  readonly #cells = new Uint32Array(KEPT_SECONDS * WIDTH)
  readonly #stamps = new Float64Array(KEPT_SECONDS).fill(-1)
  newest = -1

  add(second: number, failed: boolean, bin: number): void {
    const slot = second % KEPT_SECONDS
    const start = slot * WIDTH
    const stamp = this.#stamps[slot] ?? -1
    if (stamp > second) return
    if (stamp < second) {
      this.#cells.fill(0, start, start + WIDTH)
      this.#stamps[slot] = second
    }
    this.#bump(start)
    if (failed) this.#bump(start + 1)
    this.#bump(start + 2 + bin)
    this.newest = Math.max(this.newest, second)
  }

  sum(fromSecond: number, toSecond: number): Tally {
    const tally = emptyTally()
    for (let second = fromSecond; second < toSecond; second += 1) {
      const slot = second % KEPT_SECONDS
      if (this.#stamps[slot] !== second) continue
      const start = slot * WIDTH
      tally.requests += this.#cells[start] ?? 0
      tally.failures += this.#cells[start + 1] ?? 0
      for (let bin = 0; bin < BINS; bin += 1)
        tally.bins[bin] = (tally.bins[bin] ?? 0) + (this.#cells[start + 2 + bin] ?? 0)
    }
    return tally
  }

  #bump(index: number): void {
    this.#cells[index] = (this.#cells[index] ?? 0) + 1
  }
}

/**
 * Requests, failures and latencies per release: in total since the host started, and per second for hours.
 * Memory is bounded by `KEPT_SECONDS` and `KEPT_HISTORIES`. A request counts in the second in which it ended.
 */
export class Counters {
  readonly #totals = new Map<ReleaseId, Record<Route, Tally>>()
  readonly #rings = new Map<ReleaseId, Ring>()
  /** Releases whose seconds were dropped to bound the memory: the newest second that is gone. */
  readonly #dropped = new Map<ReleaseId, number>()
  /** Per release, when the last request without the dark header was sent its way; milliseconds since 1970. */
  readonly #lastRouted = new Map<ReleaseId, number>()

  /** Notes that a request is about to go to a release because of the weights. */
  routed(release: ReleaseId, at: number): void {
    this.#lastRouted.set(release, at)
  }

  /** Null when no request was divided to it since the host started. */
  lastRouted(release: ReleaseId): number | null {
    return this.#lastRouted.get(release) ?? null
  }

  count(release: ReleaseId, route: Route, { at, latency, failed }: Answered): void {
    const bin = binOf(latency)
    const total = this.total(release)[route]
    total.requests += 1
    total.failures += failed ? 1 : 0
    total.bins[bin] = (total.bins[bin] ?? 0) + 1
    total.latencySum += latency
    if (route === 'split') this.#ring(release).add(Math.floor(at / 1000), failed, bin)
  }

  /** Everything since the host started. */
  total(release: ReleaseId): Record<Route, Tally> {
    const known = this.#totals.get(release)
    if (known) return known
    const fresh = { split: emptyTally(), header: emptyTally() }
    this.#totals.set(release, fresh)
    return fresh
  }

  /**
   * Requests divided to a release that ended in `[from, to)`; whole seconds, in milliseconds since 1970.
   * Null when some of these seconds were dropped: a lost count is never a zero.
   */
  between(release: ReleaseId, from: number, to: number): Tally | null {
    const first = Math.floor(from / 1000)
    if (first <= (this.#dropped.get(release) ?? -1)) return null
    return this.#rings.get(release)?.sum(first, Math.floor(to / 1000)) ?? emptyTally()
  }

  /** Drops everything about a release that is no longer on record. */
  forget(release: ReleaseId): void {
    this.#totals.delete(release)
    this.#rings.delete(release)
    this.#dropped.delete(release)
    this.#lastRouted.delete(release)
  }

  #ring(release: ReleaseId): Ring {
    const known = this.#rings.get(release)
    if (known) return known
    if (this.#rings.size >= KEPT_HISTORIES) {
      const [oldest] = [...this.#rings].sort(([, a], [, b]) => a.newest - b.newest)
      if (oldest) {
        this.#rings.delete(oldest[0])
        this.#dropped.set(oldest[0], oldest[1].newest)
      }
    }
    const ring = new Ring()
    this.#rings.set(release, ring)
    return ring
  }
}
