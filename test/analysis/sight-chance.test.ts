import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { poissonQuantile } from '../../src/analysis/sight/quantile.ts'
import { drawBinomial, drawGamma, drawPoisson, seededRandom } from '../../src/analysis/sight/random.ts'

const logFactorial = (k: number): number => {
  let sum = 0
  for (let i = 2; i <= k; i++) sum += Math.log(i)
  return sum
}
const poisson = (mean: number) => (k: number) => Math.exp(k * Math.log(mean) - mean - logFactorial(k))
const binomial = (n: number, p: number) => (k: number) =>
  Math.exp(
    logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p),
  )

const DRAWS = 20_000

/**
 * Pearson's chi-square of draws against exact chances, in standard deviations from what is expected. Counts that are
 * expected less than ten times are taken together.
 */
const misfit = (draw: () => number, chanceOf: (k: number) => number, largest: number): number => {
  const seen = new Map<number, number>()
  for (let i = 0; i < DRAWS; i++) {
    const k = draw()
    seen.set(k, (seen.get(k) ?? 0) + 1)
  }
  let [square, cells, restSeen, restExpected] = [0, 0, DRAWS, DRAWS]
  for (let k = 0; k <= largest; k++) {
    const expected = DRAWS * chanceOf(k)
    if (expected < 10) continue
    const count = seen.get(k) ?? 0
    square += (count - expected) ** 2 / expected
    cells += 1
    restSeen -= count
    restExpected -= expected
  }
  if (restExpected > 5) {
    square += (restSeen - restExpected) ** 2 / restExpected
    cells += 1
  }
  return (square - (cells - 1)) / Math.sqrt(2 * Math.max(1, cells - 1))
}

describe('counts are drawn from the very distribution they are named after', () => {
  test.each([0.3, 4, 9.99, 10, 37.5, 400])('Poisson counts of mean %d', (mean) => {
    const random = seededRandom(11)
    expect(Math.abs(misfit(() => drawPoisson(random, mean), poisson(mean), 3 * mean + 30))).toBeLessThan(3.5)
  })

  test.each([
    [5, 0.5],
    [40, 0.02],
    [99, 0.1],
    [100, 0.1],
    [300, 0.4],
    [300, 0.9],
    [2000, 0.05],
  ])('failures among %d units with chance %d', (n, p) => {
    const random = seededRandom(12)
    expect(Math.abs(misfit(() => drawBinomial(random, n, p), binomial(n, p), n))).toBeLessThan(3.5)
  })

  test('very large counts have the right mean and spread', () => {
    const random = seededRandom(13)
    const draws = Array.from({ length: 4000 }, () => drawPoisson(random, 1e8))
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
    const spread = Math.sqrt(draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length)
    expect(Math.abs(mean - 1e8)).toBeLessThan((4 * 1e4) / Math.sqrt(4000))
    expect(spread / 1e4).toBeGreaterThan(0.95)
    expect(spread / 1e4).toBeLessThan(1.05)
  })

  test.each([0.4, 1, 7, 300])('sums of %d amounts have the right mean and spread', (shape) => {
    const random = seededRandom(14)
    const draws = Array.from({ length: DRAWS }, () => drawGamma(random, shape))
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / DRAWS
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / DRAWS
    expect(Math.abs(mean / shape - 1)).toBeLessThan(4 / Math.sqrt(shape * DRAWS))
    expect(Math.abs(variance / shape - 1)).toBeLessThan(0.15)
  })

  test('nothing comes from nothing, and everything from certainty', () => {
    const random = seededRandom(15)
    expect([drawPoisson(random, 0), drawPoisson(random, -1), drawBinomial(random, 0, 0.5)]).toEqual([0, 0, 0])
    expect([drawBinomial(random, 9, 0), drawBinomial(random, 9, 1), drawGamma(random, 0)]).toEqual([0, 9, 0])
    expect(drawPoisson(random, Number.NaN)).toBe(0)
  })
})

describe('a quantile', () => {
  test.each([0.05, 3, 60, 2500])('of mean %d gives each count its chance', (mean) => {
    const quantile = poissonQuantile(mean)
    const steps = 200_000
    const seen = new Map<number, number>()
    for (let i = 0; i < steps; i++) {
      const k = quantile((i + 0.5) / steps)
      seen.set(k, (seen.get(k) ?? 0) + 1)
    }
    const chanceOf = poisson(mean)
    for (const [k, count] of seen)
      expect(Math.abs(count / steps - chanceOf(k))).toBeLessThan(2 / steps + 1e-9)
  })

  test('of a huge mean lies within a hundredth of a standard deviation of the normal law', () => {
    const quantile = poissonQuantile(1e8)
    for (const [chance, deviations] of [
      [0.5, 0],
      [0.841344746, 1],
      [0.022750132, -2],
    ] as const)
      expect(Math.abs((quantile(chance) - 1e8) / 1e4 - deviations)).toBeLessThan(0.02)
  })

  test('never falls with its chance or with its mean', () => {
    const mean = fc.double({ min: 0, max: 5000, noNaN: true })
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(mean, mean, chance, chance, (a, b, c, d) => {
        const [low, high] = [poissonQuantile(Math.min(a, b)), poissonQuantile(Math.max(a, b))]
        const [early, late] = [Math.min(c, d), Math.max(c, d)]
        expect(low(early)).toBeLessThanOrEqual(low(late))
        expect(low(early)).toBeLessThanOrEqual(high(early))
      }),
      { seed: 20261121, numRuns: 300 },
    )
  })
})

describe('seeded chance', () => {
  test('repeats itself for the same seeds and differs for others', () => {
    const first = (...seeds: [number, number?, number?]) => {
      const random = seededRandom(...seeds)
      return Array.from({ length: 5 }, random)
    }
    expect(first(1, 2, 3)).toEqual(first(1, 2, 3))
    const all = [first(1), first(2), first(1, 2), first(2, 1), first(1, 2, 3), first(1, 3, 2)]
    expect(new Set(all.map(String)).size).toBe(all.length)
  })

  test('is spread evenly over 0 to 1', () => {
    const random = seededRandom(16)
    const tenths = new Array<number>(10).fill(0)
    for (let i = 0; i < DRAWS; i++) {
      const value = random()
      expect(value >= 0 && value < 1).toBe(true)
      const tenth = Math.floor(value * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const count of tenths) expect(Math.abs(count - DRAWS / 10)).toBeLessThan(4 * Math.sqrt(DRAWS / 10))
  })
})
