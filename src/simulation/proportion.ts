/** A share that was counted, with the interval that holds the true one. All from 0 to 1. */
export interface Proportion {
  count: number
  of: number
  share: number
  low: number
  high: number
}

/** Chance that the true share lies outside of the interval. */
const ERROR = 0.05

/**
 * A share with its 95 % interval after Clopper and Pearson ("The use of confidence or fiducial limits", 1934): never too
 * narrow, also for none or all of a few. `of` 0 gives 0 to 1.
 */
export const proportionOf = (count: number, of: number): Proportion => ({
  count,
  of,
  share: of === 0 ? 0 : count / of,
  low: count === 0 ? 0 : solve((p) => 1 - atMost(count - 1, of, p) - ERROR / 2),
  high: count === of ? 1 : solve((p) => ERROR / 2 - atMost(count, of, p)),
})

/** Where a rising function crosses 0, in [0, 1]. */
const solve = (rising: (p: number) => number): number => {
  let [low, high] = [0, 1]
  for (let round = 0; round < 50; round++) {
    const middle = (low + high) / 2
    if (rising(middle) < 0) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Chance of at most `k` successes in `n` trials with probability `p`; the smaller tail is summed, on a log scale. */
const atMost = (k: number, n: number, p: number): number => {
  if (p <= 0) return 1
  if (p >= 1) return k >= n ? 1 : 0
  return k <= n * p ? sum(0, k, n, p) : 1 - sum(k + 1, n, n, p)
}

const sum = (from: number, to: number, n: number, p: number): number => {
  let chance = from === 0 ? n * Math.log1p(-p) : logChance(from, n, p)
  let total = 0
  for (let k = from; k <= to; k++) {
    total += Math.exp(chance)
    chance += Math.log(((n - k) / (k + 1)) * (p / (1 - p)))
  }
  return total
}

const logChance = (k: number, n: number, p: number): number => {
  let log = k * Math.log(p) + (n - k) * Math.log1p(-p)
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i)
  return log
}
