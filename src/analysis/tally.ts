import type { Counts } from './judgement.ts'
import type { PassingLook } from './slices.ts'

/** What the slices so far came to for one test. Changed in place. */
export interface Tally {
  /** Slices that said something. */
  informative: number
  /** Observed over allowed in the last of them; null before the first. */
  lastRatio: number | null
  /** Sums over them. */
  canary: Counts
  /** Null when none had a baseline. */
  baseline: Counts | null
  evidence: number
  /** Some slice said nothing because there was nothing to compare with. */
  lackedBaseline: boolean
  /** End of the slice after which nothing was left to stake; null while something is. */
  spentSince: number | null
}

/** Share of the stakes that counts as all of them: the sum of equal parts misses 1 by a rounding error. */
const ALL_STAKED = 1 - 1e-9

/** Nothing seen. */
export const openTally = (): Tally => ({
  informative: 0,
  lastRatio: null,
  canary: { n: 0, x: 0 },
  baseline: null,
  evidence: 1,
  lackedBaseline: false,
  spentSince: null,
})

/** Adds the look of a slice that ended at `to`. */
export const addLook = (tally: Tally, look: PassingLook, to: number): void => {
  if (look.ratio === null || look.canary === null) {
    tally.lackedBaseline ||= look.silence === 'no-baseline'
    return
  }
  tally.informative += 1
  tally.lastRatio = look.ratio
  tally.evidence = look.evidence
  add(tally.canary, look.canary)
  if (look.baseline !== null) {
    tally.baseline ??= { n: 0, x: 0 }
    add(tally.baseline, look.baseline)
  }
  if (tally.spentSince === null && look.account.s >= ALL_STAKED) tally.spentSince = to
}

const add = (sum: Counts, more: Counts): void => {
  sum.n += more.n
  sum.x += more.x
}
