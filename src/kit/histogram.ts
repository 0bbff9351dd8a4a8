/** Times in buckets that are one percent wide, so that millions of them take no room. */
export interface Histogram {
  /** Adds a time in milliseconds. */
  add(milliseconds: number): void
  /** Smallest time that this share of all does not exceed, at most one percent too high; null while empty. */
  quantile(share: number): number | null
  readonly count: number
  /** Longest time, exact; null while empty. */
  readonly longest: number | null
}

/** A thousandth of a millisecond is the first bucket; three hours lie in the last. */
const LEAST = 0.001
const STEP = Math.log(1.01)
const BUCKETS = 2500

/** An empty histogram. */
export const createHistogram = (): Histogram => {
  const buckets = new Float64Array(BUCKETS)
  const state = { count: 0, longest: null as number | null }
  return {
    add: (milliseconds) => {
      const index = Math.ceil(Math.log(Math.max(milliseconds, LEAST) / LEAST) / STEP)
      const bucket = Math.min(index, BUCKETS - 1)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
      state.count += 1
      state.longest = Math.max(state.longest ?? 0, milliseconds)
    },
    quantile: (share) => {
      const wanted = Math.ceil(share * state.count)
      let seen = 0
      for (const [index, each] of buckets.entries()) {
        seen += each
        if (each > 0 && seen >= wanted) return Math.min(LEAST * Math.exp(index * STEP), state.longest ?? 0)
      }
      return state.longest
    },
    get count() {
      return state.count
    },
    get longest() {
      return state.longest
    },
  }
}
