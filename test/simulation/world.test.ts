import { describe, expect, test } from 'vitest'
import type { Bump } from '../../src/analysis/judgement.ts'
import { seededRandom } from '../../src/analysis/sight/random.ts'
import type { ExpectedTraffic } from '../../src/analysis/sight.ts'
import type { Scenario } from '../../src/simulation/scenario.ts'
import { SyntheticWorld, shareIn } from '../../src/simulation/world.ts'
import { DAY, HOUR, MINUTE, traffic } from './given.ts'

const START = Date.UTC(2026, 0, 5)
const SLICE = 5 * MINUTE
const SLICES = 2000

const at = (weight: number): Bump[] => [{ from: START, to: START, weight }]

/** Sums over many slices, and the spread of the canary's failures from slice to slice. */
const observe = (scenario: Partial<Scenario>, weight = 20, count = SLICES) => {
  const given: Scenario = { name: 'x', traffic: traffic(1, 0.02), ...scenario }
  const options = { firstRelease: false, length: count * SLICE }
  const world = new SyntheticWorld(given, seededRandom(5), START, options)
  const sum = { n: 0, x: 0, m: 0, y: 0 }
  const failures: number[] = []
  for (let i = 0; i < count; i++) {
    const span = { from: START + i * SLICE, to: START + (i + 1) * SLICE }
    const reading = world.readings(i, span, at(weight)).get('errors')
    if (!reading || 'missing' in reading || !reading.baseline) throw new Error('counts were expected')
    sum.n += reading.canary.n
    sum.x += reading.canary.x
    sum.m += reading.baseline.n
    sum.y += reading.baseline.x
    failures.push(reading.canary.x)
  }
  const mean = sum.x / count
  const variance = failures.reduce((total, x) => total + (x - mean) ** 2, 0) / count
  return { ...sum, mean, variance, failures }
}

const near = (value: number, wanted: number, tolerance: number): void =>
  expect(Math.abs(value / wanted - 1)).toBeLessThan(tolerance)

describe('a synthetic world brings what it says', () => {
  test('traffic by share, and failures at the usual rate', () => {
    const { n, x, m, y } = observe({})
    near(n, SLICES * 60, 0.02)
    near(m, SLICES * 240, 0.02)
    near(x / n, 0.02, 0.08)
    near(y / m, 0.02, 0.04)
  })

  test('failures of a worse release in its arm alone', () => {
    const { n, x, m, y } = observe({ harm: { factor: 3, points: 0.01 } })
    near(x / n, 0.07, 0.05)
    near(y / m, 0.02, 0.04)
  })

  test('harm in the metrics that are named alone', () => {
    const { n, x } = observe({ harm: { factor: 10, metrics: ['other'] } })
    near(x / n, 0.02, 0.08)
  })

  test('failures in bursts: as many as before, but together', () => {
    const calm = observe({})
    const burst = observe({ burst: 10 }, 20, 20 * SLICES)
    near(burst.mean, 60 * 0.02, 0.1)
    near(calm.variance, calm.mean, 0.15)
    // A sum of geometric bursts of mean 10 spreads 19 times as much as its mean, less what a slice cannot hold.
    expect(burst.variance / burst.mean).toBeGreaterThan(12)
    expect(burst.variance / burst.mean).toBeLessThan(20)
  })

  test('outages that hit both releases alike, while they last', () => {
    const { n, x, m, y } = observe({ outages: [{ from: 0, lasts: 500 * SLICE, share: 0.3 }] })
    const expected = 0.25 * (1 - 0.98 * 0.7) + 0.75 * 0.02
    near(x / n, expected, 0.05)
    near(y / m, expected, 0.03)
  })

  test('a bad client where it belongs, for as long as it goes on', () => {
    const badClient = { perMinute: 5, lasts: 20 * MINUTE, from: 10 * SLICE, arm: 'canary' as const }
    const quiet = { traffic: traffic(1, 0) }
    expect(observe({ ...quiet, badClient }, 20, 100).x).toBe(100)
    expect(observe({ ...quiet, badClient }, 20, 100).failures.filter((x) => x > 0)).toEqual([25, 25, 25, 25])
    const hashed = observe({ ...quiet, badClient: { ...badClient, arm: 'hashed' } }, 0.01, 100)
    expect([hashed.x, hashed.y]).toEqual([0, 100])
  })

  test('more traffic in the afternoon than at night', () => {
    const day = (hour: number): number => {
      const daily = { traffic: 0.7, rate: 0 }
      const given: Scenario = { name: 'x', traffic: traffic(10), daily }
      const world = new SyntheticWorld(given, seededRandom(5), START, { firstRelease: false, length: DAY })
      const from = START + hour * HOUR
      const [toll] = world.toll({ from, to: from + SLICE }, at(100))
      return toll?.units ?? 0
    }
    near(day(14), 1.7 * 3000, 0.01)
    near(day(2), 0.3 * 3000, 0.01)
  })

  test('amounts with the usual mean', () => {
    const cost: ExpectedTraffic[] = [{ metric: 'errors', unitsPerSecond: 1, rate: 12, kind: 'amount' }]
    const { n, x } = observe({ traffic: cost, harm: { factor: 2 } })
    near(x / n, 24, 0.02)
  })

  test('nothing in a stretch that was never counted', () => {
    const given: Scenario = { name: 'x', traffic: traffic(1), lost: [{ from: 0, lasts: SLICE }] }
    const world = new SyntheticWorld(given, seededRandom(5), START, { firstRelease: false, length: DAY })
    const read = (i: number) =>
      world.readings(i, { from: START + i * SLICE, to: START + (i + 1) * SLICE }, at(10)).get('errors')
    expect(read(0)).toEqual({ missing: 'no-data' })
    expect(read(1)).toHaveProperty('canary')
  })
})

test('the share of a slice in which the weight changes is the mean of both', () => {
  const bumps = [
    { from: START, to: START, weight: 10 },
    { from: START + 100_000, to: START + 150_000, weight: 50 },
  ]
  expect(shareIn({ from: START, to: START + 300_000 }, bumps)).toBeCloseTo(0.1 * 0.5 + 0.5 * 0.5)
  expect(shareIn({ from: START - 10_000, to: START }, bumps)).toBe(0)
})
