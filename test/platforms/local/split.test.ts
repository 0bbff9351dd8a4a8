import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Shares } from '../../../src/platforms/local/host/split.ts'
import { Splitter, weightOf } from '../../../src/platforms/local/host/split.ts'

const pair = (weight: number, canary = 'new', baseline = 'old'): Shares => ({ canary, baseline, weight })
const splitterAt = (shares: Shares): Splitter => {
  const splitter = new Splitter()
  splitter.set(shares)
  return splitter
}
const weights = fc.integer({ min: 0, max: 1_000_000 }).map((units) => units / 10_000)

describe('dividing requests without a key', () => {
  test('after any number of requests the new release has had its share, give or take less than one', () => {
    fc.assert(
      fc.property(
        weights,
        weights,
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 1, max: 400 }),
        (before, weight, skip, count) => {
          const splitter = splitterAt(pair(before))
          for (let index = 0; index < skip; index += 1) splitter.choose(null)
          splitter.set(pair(weight))
          let canary = 0
          for (let index = 1; index <= count; index += 1) {
            if (splitter.choose(null) === 'new') canary += 1
            expect(Math.abs(canary - (index * weight) / 100)).toBeLessThan(1.000001)
          }
        },
      ),
      { seed: 7 },
    )
  })

  test.each([0, 100])('at %s %% there is no exception', (weight) => {
    const splitter = splitterAt(pair(weight))
    const seen = new Set(Array.from({ length: 500 }, () => splitter.choose(null)))
    expect([...seen]).toEqual([weight === 0 ? 'old' : 'new'])
  })

  test('without an old release the rest goes to nobody', () => {
    const splitter = splitterAt({ canary: 'new', baseline: null, weight: 10 })
    const seen = Array.from({ length: 100 }, () => splitter.choose(null))
    expect(seen.filter((one) => one === 'new')).toHaveLength(10)
    expect(seen.filter((one) => one === null)).toHaveLength(90)
  })
})

describe('dividing requests with a key', () => {
  test('a key that has seen the new release keeps it while the weight grows', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), weights, weights, (key, one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one]
        if (splitterAt(pair(low)).choose(key) === 'new')
          expect(splitterAt(pair(high)).choose(key)).toBe('new')
      }),
      { seed: 7 },
    )
  })

  test('keyed requests do not disturb the exact division of the others', () => {
    const splitter = splitterAt(pair(25))
    let canary = 0
    for (let index = 0; index < 400; index += 1) {
      splitter.choose(`user-${index}`)
      if (splitter.choose(null) === 'new') canary += 1
    }
    expect(canary).toBe(100)
  })

  test('about a tenth of many keys are among the first tenth, and the next rollout begins with others', () => {
    const keys = Array.from({ length: 5000 }, (_, index) => `user-${index}@example.com`)
    const first = new Set(keys.filter((key) => splitterAt(pair(10)).choose(key) === 'new'))
    const second = new Set(keys.filter((key) => splitterAt(pair(10, 'newer', 'new')).choose(key) === 'newer'))
    expect(first.size).toBeGreaterThan(400)
    expect(first.size).toBeLessThan(600)
    const unlucky = keys.filter((key) => first.has(key) && second.has(key))
    expect(unlucky.length).toBeLessThan(100)
  })
})

test('the weights of a pair make 100, and a rollback gives all to one', () => {
  expect([weightOf(pair(12.5), 'new'), weightOf(pair(12.5), 'old'), weightOf(pair(12.5), 'other')]).toEqual([
    12.5, 87.5, 0,
  ])
  expect(weightOf({ canary: null, baseline: 'old', weight: 0 }, 'old')).toBe(100)
})
