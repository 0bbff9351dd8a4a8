import { describe, expect, test } from 'vitest'
import { proportionOf } from '../../src/simulation/proportion.ts'

describe('a share that was counted', () => {
  test.each([
    [0, 10, 0, 0.30849711],
    [10, 10, 0.69150289, 1],
    [5, 100, 0.01643187, 0.11283491],
    [1, 1000, 0.00002531775, 0.0055589],
    [50, 100, 0.3983211, 0.6016789],
  ])('%d of %d lies between its exact limits', (count, of, low, high) => {
    const found = proportionOf(count, of)
    expect(found.share).toBe(count / of)
    expect(found.low).toBeCloseTo(low, 6)
    expect(found.high).toBeCloseTo(high, 6)
  })

  test('of nothing is unknown', () => {
    expect(proportionOf(0, 0)).toEqual({ count: 0, of: 0, share: 0, low: 0, high: 1 })
  })

  test('of many thousands stays a number', () => {
    const { low, high } = proportionOf(500, 20_000)
    expect(low).toBeGreaterThan(0.022)
    expect(high).toBeLessThan(0.028)
  })
})
