/** Gives the count that belongs to a share of all chances, 0 (included) to 1 (excluded). */
export type Quantile = (chance: number) => number

/** Counts further out than this part of the most likely one's chance are never given. */
const NEGLIGIBLE = 1e-13

/** Counts are told one by one up to 64 per standard deviation; beyond, only every so many, which nobody can see. */
const FINENESS = 64

/**
 * Poisson counts by inversion. With the same chance a higher mean never gives a lower count, so that what is compared
 * (twice the traffic, a worse release) meets the same luck. Exact up to means of about 16,000; above, counts are
 * rounded to 1/64 of a standard deviation. `mean` 0 or more.
 */
export const poissonQuantile = (mean: number): Quantile => {
  if (!(mean > 0)) return () => 0
  const step = Math.max(1, Math.floor(Math.sqrt(mean) / FINENESS))
  const mode = Math.floor(mean)
  const below: number[] = []
  for (let k = mode, chance = 1; k - step >= 0 && chance > NEGLIGIBLE; k -= step) {
    chance *= ((k - (step - 1) / 2) / mean) ** step
    below.push(chance)
  }
  const above: number[] = []
  for (let k = mode, chance = 1; chance > NEGLIGIBLE; k += step) {
    chance *= (mean / (k + (step + 1) / 2)) ** step
    above.push(chance)
  }
  return lookUp([...below.reverse(), 1, ...above], mode - below.length * step, step)
}

/** A table of cumulative chances, with a guide that says where to begin. */
const lookUp = (chances: readonly number[], lowest: number, step: number): Quantile => {
  const total = chances.reduce((sum, chance) => sum + chance, 0)
  const reached = new Float64Array(chances.length)
  let sum = 0
  for (const [i, chance] of chances.entries()) {
    sum += chance
    reached[i] = sum / total
  }
  reached[chances.length - 1] = 1
  const guide = new Uint16Array(chances.length)
  for (let i = 0, at = 0; i < guide.length; i++) {
    while ((reached[at] ?? 1) < i / guide.length) at += 1
    guide[i] = at
  }
  return (chance) => {
    let at = guide[Math.floor(chance * guide.length)] ?? 0
    while ((reached[at] ?? 1) <= chance) at += 1
    return lowest + at * step
  }
}
