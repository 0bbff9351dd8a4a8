/**
 * The standard normal law. `upperTail` by the rational approximation of Numerical Recipes for erfc (relative error below
 * 1.2e-7); `quantile` by bisection on it, which is slow and sure.
 */

/** Chance of a value above `z`. */
export const upperTail = (z: number): number => {
  if (z < 0) return 1 - upperTail(-z)
  const u = z / Math.SQRT2
  const t = 1 / (1 + 0.5 * u)
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ]
  const series = terms.reduceRight((sum, term) => sum * t + term, 0)
  return (t * Math.exp(-u * u + series)) / 2
}

/** The value that a share of `share` lies below; between 0 and 1, both excluded. Absolute error below 1e-6. */
export const quantile = (share: number): number => {
  let low = -9
  let high = 9
  for (let i = 0; i < 34; i++) {
    const middle = (low + high) / 2
    if (1 - upperTail(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}
