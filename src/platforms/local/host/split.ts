import { createHash } from 'node:crypto'
import type { ReleaseId } from '../../../rollout/plan.ts'

/** Weights are kept as whole ten-thousandths of a percent, so that adding them up never drifts. */
export const UNITS_PER_PERCENT = 10_000
const WHOLE = 100 * UNITS_PER_PERCENT

/** Who gets what: `weight` percent (0 to 100, at most four decimals) to `canary`, the rest to `baseline`. */
export interface Shares {
  canary: ReleaseId | null
  baseline: ReleaseId | null
  weight: number
}

/** Nothing serves. */
export const NOBODY: Shares = { canary: null, baseline: null, weight: 0 }

/** Percent of traffic that a release gets under these shares. */
export const weightOf = (shares: Shares, release: ReleaseId): number => {
  if (release === shares.canary) return shares.canary === shares.baseline ? 100 : shares.weight
  return release === shares.baseline ? 100 - shares.weight : 0
}

/**
 * Where a key stands between 0 and 1. The same key and pair of releases always give the same place, so a key
 * that is in while the weight is 10 is still in at 25. The pair is the salt: another rollout, other first users.
 */
export const placeOf = (key: string, shares: Pick<Shares, 'canary' | 'baseline'>): number => {
  const digest = createHash('sha256')
    .update(`${shares.baseline ?? ''}\n${shares.canary ?? ''}\n${key}`)
    .digest()
  return digest.readUIntBE(0, 6) / 2 ** 48
}

/**
 * Divides requests. Without a key the division is exact and even: after any N requests the canary has had N times
 * its weight, give or take less than one. It carries its remainder over changes of weight.
 */
export class Splitter {
  #shares: Shares = NOBODY
  #credit = WHOLE / 2

  get shares(): Shares {
    return this.#shares
  }

  /** Takes effect with the next call of `choose`. */
  set(shares: Shares): void {
    this.#shares = shares
  }

  /** The release for one request; null when its share belongs to nobody. */
  choose(key: string | null): ReleaseId | null {
    const { canary, baseline, weight } = this.#shares
    const units = Math.round(weight * UNITS_PER_PERCENT)
    if (key !== null) return placeOf(key, this.#shares) * WHOLE < units ? canary : baseline
    this.#credit += units
    if (this.#credit < WHOLE) return baseline
    this.#credit -= WHOLE
    return canary
  }
}
