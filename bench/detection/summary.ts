import type { End } from './rollout.ts'

/** What many rollouts of one kind under one rule came to. */
export interface Summary {
  runs: number
  rolledBack: number
  /** Ended by calling a person, after a day of suspicion or at the deadline. */
  person: number
  /** Median minutes until the rollback over all runs; null when less than half were rolled back. */
  median: number | null
  /** Nine in ten runs were rolled back within these minutes; null when fewer were. */
  slowest: number | null
  /** Mean of failed requests beyond the usual, until the end of the rollout. */
  extra: number
  /** Share of promoted rollouts that took more than an hour longer than planned. */
  late: number
}

const HOUR = 60

export const summarise = (ends: readonly End[], planned: number): Summary => {
  const found = ends.filter(({ how }) => how === 'rollback')
  const minutes = found.map((end) => end.minutes).sort((a, b) => a - b)
  const at = (share: number): number | null => minutes[Math.ceil(share * ends.length) - 1] ?? null
  const promoted = ends.filter(({ how }) => how === 'promoted')
  const late = promoted.filter((end) => end.minutes > planned + HOUR)
  const extra = ends.reduce((total, end) => total + end.extra, 0) / ends.length
  return {
    runs: ends.length,
    rolledBack: found.length,
    person: ends.filter(({ how }) => how === 'person').length,
    median: at(0.5),
    slowest: at(0.9),
    extra: Number(extra.toPrecision(4)),
    late: promoted.length === 0 ? 0 : Number((late.length / promoted.length).toPrecision(3)),
  }
}

/** Wilson's interval for a share, 95 %: `count` of `runs`. */
export const wilson = (count: number, runs: number): [low: number, high: number] => {
  const z = 1.96
  const share = count / runs
  const middle = share + z ** 2 / (2 * runs)
  const half = z * Math.sqrt((share * (1 - share)) / runs + z ** 2 / (4 * runs ** 2))
  const scale = 1 + z ** 2 / runs
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)]
}

/**
 * The largest count that still agrees with a true share of `share`: a larger one would come up with a chance below
 * `doubt`. Exact binomial sum.
 */
export const atMost = (share: number, runs: number, doubt = 0.001): number => {
  let chance = (1 - share) ** runs
  let total = chance
  let count = 0
  while (1 - total >= doubt && count < runs) {
    count += 1
    chance *= ((runs - count + 1) * share) / (count * (1 - share))
    total += chance
  }
  return count
}
