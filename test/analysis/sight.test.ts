import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Judgement, TestSpec } from '../../src/analysis/judgement.ts'
import { settle } from '../../src/analysis/sight/question.ts'
import { Search } from '../../src/analysis/sight/search.ts'
import { type Found, type MetricSight, type SightQuestion, seePlan } from '../../src/analysis/sight.ts'
import { MINUTE } from './given.ts'

const HOUR = 60 * MINUTE

const LIMIT: TestSpec = { name: 'errors', metric: 'errors', max: 0.02, weight: 1 }
const COMPARED: TestSpec = { name: 'errors-vs-baseline', metric: 'errors', relative: 0.25, weight: 1 }

const judgement = (changes: Partial<Judgement> = {}): Omit<Judgement, 'epoch'> => ({
  slice: 5 * MINUTE,
  planLength: 3 * HOUR,
  alpha: 0.05,
  hold: 3,
  warmup: 0,
  tests: [LIMIT, COMPARED],
  breakers: [],
  ...changes,
})

const question = (changes: Partial<SightQuestion> = {}): SightQuestion => ({
  steps: [10, 25, 50].map((weight) => ({ weight, bake: HOUR })),
  judgement: judgement(),
  traffic: [{ metric: 'errors', unitsPerSecond: 1, rate: 0.01 }],
  ...changes,
})

const traffic = (unitsPerSecond: number, rate = 0.01) => [{ metric: 'errors', unitsPerSecond, rate }]
const oneStep = (
  weight: number,
  bake: number,
  unitsPerSecond: number,
  changes: Partial<SightQuestion> = {},
) =>
  question({
    steps: [{ weight, bake }],
    judgement: judgement({ planLength: 3 * HOUR }),
    traffic: traffic(unitsPerSecond),
    ...changes,
  })

const first = (asked: SightQuestion): MetricSight => {
  const sight = seePlan(asked).steps[0]?.metrics[0]
  if (!sight) throw new Error('nothing is judged')
  return sight
}
const rateOf = (found: Found | null | undefined): number => found?.rate ?? Number.POSITIVE_INFINITY

describe('what the usual plan sees', () => {
  test('at 1 % errors and 1 request per second a fivefold rate is found, half of the time within an hour', () => {
    const { plan, healthy } = seePlan(question())
    expect(plan[0]?.found?.factor).toBeLessThanOrEqual(5)
    const { steps } = seePlan(question())
    expect(steps[0]?.metrics[0]?.soFar?.factor).toBeLessThanOrEqual(5)
    expect(steps[0]?.metrics[0]?.soFar?.median).toBeLessThanOrEqual(HOUR)
    expect(healthy.rolledBack).toBeLessThanOrEqual(0.05)
    expect(healthy.stuck).toBe(0)
  })

  test('at 0.1 % errors and 100 requests per second a fivefold rate is found early in the first step', () => {
    const { steps } = seePlan(
      question({
        judgement: judgement({ tests: [{ ...LIMIT, max: 0.01 }, COMPARED] }),
        traffic: traffic(100, 0.001),
      }),
    )
    expect(steps[0]?.metrics[0]?.own?.factor).toBeLessThanOrEqual(5)
  })

  test('at 0.1 % errors and 1 request per second nobody finds a doubling', () => {
    const { steps, plan } = seePlan(question({ traffic: traffic(1, 0.001) }))
    expect(steps[0]?.metrics[0]?.doubling?.probability).toBeLessThan(0.05)
    expect(plan[0]?.found?.factor).toBeGreaterThan(5)
  })

  test('what was bad from the start is seen no worse at a later step than at an earlier one', () => {
    const rates = seePlan(question()).steps.map(({ metrics }) => rateOf(metrics[0]?.soFar))
    expect(rates.toSorted((a, b) => b - a)).toEqual(rates)
  })

  test('the least that the plan sees is what its last step has seen so far', () => {
    const { steps, plan } = seePlan(question())
    expect(plan).toEqual([{ metric: 'errors', found: steps.at(-1)?.metrics[0]?.soFar }])
  })

  test('a regression that is seen is seen at least 8 times in 10', () => {
    for (const { metrics } of seePlan(question()).steps)
      for (const { own, soFar } of metrics)
        for (const found of [own, soFar]) if (found) expect(found.probability).toBeGreaterThanOrEqual(0.8)
  })

  test('units per slice and step follow traffic, share and the slices that are judged', () => {
    const [step] = seePlan(question({ judgement: judgement({ warmup: 1 }) })).steps
    expect(step?.judgedSlices).toBe(10)
    expect(step?.metrics[0]?.unitsPerSlice).toBeCloseTo(30)
    expect(step?.metrics[0]?.unitsPerStep).toBeCloseTo(300)
  })

  test('the fewest slices that find a total failure grow with the share, as one failure says less', () => {
    const fewest = (weight: number) => first(oneStep(weight, HOUR, 10)).fewestSlices ?? 0
    expect(fewest(10)).toBeGreaterThanOrEqual(2)
    expect(fewest(10)).toBeLessThanOrEqual(3)
    expect(fewest(50)).toBeGreaterThan(fewest(10))
    expect(fewest(80)).toBeGreaterThan(fewest(50))
  })

  test('a circuit breaker finds a total failure in its first judged slice', () => {
    const breakers = [{ metric: 'errors', max: 0.5, min: 50 }]
    expect(first(oneStep(50, HOUR, 10, { judgement: judgement({ breakers }) })).fewestSlices).toBe(1)
  })
})

describe('more to see is never seen less', () => {
  const bases = fc.constantFrom(0.002, 0.01, 0.05)
  const weights = fc.constantFrom(2, 5, 10, 25, 50)
  const units = fc.constantFrom(0.3, 1, 3, 10, 40, 200)

  test('with more traffic', () => {
    fc.assert(
      fc.property(bases, weights, units, fc.constantFrom(2, 5, 20), (rate, weight, few, times) => {
        const see = (unitsPerSecond: number) =>
          rateOf(
            first({ ...oneStep(weight, HOUR, 1), traffic: traffic(unitsPerSecond, rate), runs: 120 }).own,
          )
        expect(see(few * times)).toBeLessThanOrEqual(see(few))
      }),
      { seed: 20261121, numRuns: 12 },
    )
  })

  test('with a longer bake', () => {
    fc.assert(
      fc.property(bases, weights, units, fc.constantFrom(2, 3), (rate, weight, unitsPerSecond, times) => {
        const see = (bake: number) =>
          rateOf(
            first({ ...oneStep(weight, bake, 1), traffic: traffic(unitsPerSecond, rate), runs: 120 }).own,
          )
        expect(see(times * HOUR)).toBeLessThanOrEqual(see(HOUR))
      }),
      { seed: 20261122, numRuns: 12 },
    )
  })

  test('with a larger regression, level by level', () => {
    for (const unitsPerSecond of [1, 20]) {
      const search = new Search(settle(question({ traffic: traffic(unitsPerSecond), runs: 150 })))
      const levels = search.model.metrics[0]?.levels ?? []
      expect(levels.length).toBeGreaterThan(10)
      const chances = levels.map((_, level) => search.fromTheStart(0, level, 2).probability)
      expect(chances.toSorted((a, b) => a - b)).toEqual(chances)
      expect([chances[0], chances.at(-1)]).toEqual([0, 1])
    }
  })
})

test('a source with a delay finds the same, later by its delay', () => {
  const soon = (delay: number) => first(oneStep(10, 2 * HOUR, 10, { delay })).own?.median ?? 0
  expect(soon(15 * MINUTE) - soon(0)).toBeGreaterThanOrEqual(10 * MINUTE)
})

describe('steps that see nothing', () => {
  test('a step shorter than warm-up and two slices is blind where no minimum of samples keeps it', () => {
    const tests = [{ name: 'slow', metric: 'errors', max: 1, weight: 1 }]
    const asked = oneStep(10, 10 * MINUTE, 100, { judgement: judgement({ warmup: 2, tests }) })
    const [step] = seePlan(asked).steps
    expect(step?.judgedSlices).toBe(0)
    expect(step?.blind).toBe(true)
  })

  test('without traffic a plan is blind and a healthy release is stuck for ever', () => {
    const { steps, healthy, plan } = seePlan(question({ traffic: traffic(0) }))
    expect(steps[0]?.blind).toBe(true)
    expect(steps[0]?.metrics[0]?.needAfter).toBeNull()
    expect(steps[0]?.metrics[0]?.fewestSlices).toBeNull()
    expect(healthy).toMatchObject({ stuck: 1, rolledBack: 0, median: null })
    expect(steps[0]?.stuck).toBe(1)
    expect(plan[0]?.found).toBeNull()
  })

  test('too little traffic holds a healthy release beyond the deadline, and the step says so', () => {
    const { steps, healthy } = seePlan(question({ traffic: traffic(0.01) }))
    expect(steps[0]?.metrics[0]?.need).toBe(150)
    expect(steps[0]?.metrics[0]?.needAfter).toBeGreaterThan(30 * HOUR)
    expect(healthy.stuck).toBe(1)
  })

  test('little traffic makes a step last until its samples are there', () => {
    const { healthy } = seePlan(oneStep(10, HOUR, 0.1))
    expect(healthy.stuck).toBe(0)
    expect(healthy.median).toBeGreaterThan(4 * HOUR)
    expect(healthy.median).toBeLessThan(5 * HOUR)
  })

  test('at full exposure a comparison is blind, an absolute limit is not', () => {
    const full = (tests: readonly TestSpec[]) =>
      first(oneStep(100, HOUR, 10, { judgement: judgement({ tests }) }))
    expect(full([COMPARED]).own).toBeNull()
    expect(full([LIMIT]).own?.factor).toBeLessThanOrEqual(5)
  })

  test('the first release ever has nothing to compare with', () => {
    const compared = oneStep(50, HOUR, 10, {
      firstRelease: true,
      judgement: judgement({ tests: [COMPARED] }),
    })
    expect(first(compared).own).toBeNull()
  })

  test('metrics whose traffic is not known are named', () => {
    const tests = [LIMIT, { name: 'slow', metric: 'slow', max: 0.05, weight: 1 }]
    expect(seePlan(question({ judgement: judgement({ tests }) })).unknown).toEqual(['slow'])
  })
})

describe('odd metrics', () => {
  test('where nothing ever fails, shares are sought instead of factors', () => {
    const { own, doubling } = first(oneStep(10, HOUR, 100, { traffic: traffic(100, 0) }))
    expect(own?.factor).toBeNull()
    expect(own?.rate).toBeLessThanOrEqual(0.01)
    expect(own?.excess).toBe(own?.rate)
    expect(doubling).toBeNull()
  })

  test('a metric that usually exceeds its limit would roll a healthy release back at full exposure', () => {
    const { healthy } = seePlan(oneStep(100, HOUR, 10, { traffic: traffic(10, 0.05) }))
    expect(healthy.rolledBack).toBeGreaterThan(0.95)
  })

  test('costs per user are seen as amounts', () => {
    const tests = [{ name: 'cost', metric: 'cost', max: 15, weight: 1 }]
    const cost = { metric: 'cost', unitsPerSecond: 1, rate: 10, kind: 'amount' as const }
    const sight = first(oneStep(100, 3 * HOUR, 1, { judgement: judgement({ tests }), traffic: [cost] }))
    expect(sight.own?.rate).toBeGreaterThan(15)
    expect(sight.own?.rate).toBeLessThanOrEqual(30)
  })

  test.each([
    ['no step at all', { steps: [] }],
    ['a weight of 0', { steps: [{ weight: 0, bake: HOUR }] }],
    ['a weight above 100', { steps: [{ weight: 101, bake: HOUR }] }],
    ['a bake that is no number', { steps: [{ weight: 10, bake: Number.NaN }] }],
    ['traffic below 0', { traffic: traffic(-1) }],
    ['more failures than units', { traffic: traffic(1, 1.5) }],
    ['the same metric twice', { traffic: [...traffic(1), ...traffic(2)] }],
    ['no time between looks', { interval: 0 }],
    ['no runs', { runs: 0 }],
  ])('%s is refused', (_, changes: Partial<SightQuestion>) => {
    expect(() => seePlan(question(changes))).toThrow(RangeError)
  })
})

describe('suggestions', () => {
  test('a longer bake that is suggested keeps its promise, and half of it would not do', () => {
    const { suggestions } = seePlan(oneStep(10, HOUR, 3))
    const [longer] = suggestions
    if (longer?.kind !== 'longer-bake') throw new Error('a longer bake was expected')
    expect(longer.sees.factor).toBeLessThanOrEqual(3)
    const asked = (bake: number) =>
      oneStep(10, bake, 3, { judgement: judgement({ planLength: 2 * HOUR + bake }) })
    expect(first(asked(longer.bake)).own?.factor).toBeLessThanOrEqual(3)
    expect(rateOf(first(asked(longer.bake / 2)).own)).toBeGreaterThan(0.03)
  })

  test('where no usual bake helps, what the longest would see is told instead', () => {
    const { suggestions } = seePlan(oneStep(1, HOUR, 0.1))
    expect(suggestions[0]).toMatchObject({ kind: 'best-of-share', bake: 24 * HOUR })
  })

  test('a plan whose first step sees a threefold rate is left alone', () => {
    expect(seePlan(oneStep(10, 4 * HOUR, 20)).suggestions).toEqual([])
  })
})

describe('the same question', () => {
  test('has the same answer every time', () => {
    expect(seePlan(question({ runs: 60 }))).toEqual(seePlan(question({ runs: 60 })))
  })

  test('has nearly the same answer with another seed', () => {
    const rates = [1, 2, 3, 4].map((seed) => rateOf(seePlan(question({ seed })).plan[0]?.found))
    expect(Math.max(...rates) / Math.min(...rates)).toBeLessThan(1.5)
  })
})
