import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shareInUnits, unitsFor } from '../../src/rollout/units.ts'

describe('a weight in whole units', () => {
  test.each([
    { weight: 0, units: 3, moved: 0 },
    { weight: 1, units: 3, moved: 1 },
    { weight: 33, units: 3, moved: 1 },
    { weight: 34, units: 3, moved: 2 },
    { weight: 10, units: 10, moved: 1 },
    { weight: 30, units: 10, moved: 3 },
    { weight: 100, units: 7, moved: 7 },
    { weight: 50, units: 1, moved: 1 },
  ])('$weight % of $units are $moved', ({ weight, units, moved }) => {
    expect(unitsFor(weight, units)).toBe(moved)
  })

  test('is never less than was written, by less than one unit more, and 100 % is everything', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 5000 }), (weight, units) => {
        const share = shareInUnits(weight, units)
        expect(share).toBeGreaterThanOrEqual(weight - 1e-6)
        expect(share - weight).toBeLessThan(100 / units + 1e-6)
        expect(shareInUnits(100, units)).toBe(100)
      }),
    )
  })
})
