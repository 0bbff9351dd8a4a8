import { describe, expect, test } from 'vitest'
import type { TestSpec } from '../../src/analysis/judgement.ts'
import { settle } from '../../src/analysis/sight/question.ts'
import { Search } from '../../src/analysis/sight/search.ts'
import { simulateMany } from '../../src/simulation/many.ts'
import { COMPARED, HOUR, judgement, LIMIT, MINUTE, plan, traffic } from './given.ts'

/*
 * What a plan says that it sees is worked out by a short walk through the rule; the simulation plays the whole product on
 * virtual time. Both draw their chance differently, so they must agree within the error of as many runs.
 */
const RUNS = 200

/** Four standard deviations of the difference between two shares of RUNS each. */
const within = (a: number, b: number): number => {
  const mean = (a + b) / 2
  return 4 * Math.sqrt((2 * mean * (1 - mean)) / RUNS) + 0.02
}

describe('sight and simulation agree', () => {
  test.each<{
    name: string
    tests: readonly TestSpec[]
    units: number
    rate: number
    warmup: number
    delay?: number
    factor: number
  }>([
    {
      name: 'a threefold rate on a quiet service',
      tests: [LIMIT, COMPARED],
      units: 1,
      rate: 0.01,
      warmup: 0,
      factor: 3,
    },
    {
      name: 'a doubled rate on a quiet service',
      tests: [LIMIT, COMPARED],
      units: 1,
      rate: 0.01,
      warmup: 1,
      factor: 2,
    },
    {
      name: 'a fivefold rate on a quiet service',
      tests: [LIMIT, COMPARED],
      units: 1,
      rate: 0.01,
      warmup: 1,
      factor: 5,
    },
    {
      name: 'a doubled rate by comparison alone',
      tests: [COMPARED],
      units: 10,
      rate: 0.005,
      warmup: 1,
      factor: 2,
    },
    {
      name: 'a doubled rate, half of it tolerated',
      tests: [{ ...COMPARED, relative: 0.5 }],
      units: 100,
      rate: 0.001,
      warmup: 1,
      factor: 2,
    },
    {
      name: 'too few samples at first',
      tests: [LIMIT, COMPARED],
      units: 0.2,
      rate: 0.01,
      warmup: 0,
      factor: 5,
    },
    {
      name: 'a source with a delay',
      tests: [LIMIT, COMPARED],
      units: 1,
      rate: 0.01,
      warmup: 0,
      delay: 7 * MINUTE,
      factor: 3,
    },
  ])('$name', ({ tests, units, rate, warmup, delay = 0, factor }) => {
    const judged = judgement({ tests, warmup })
    const { steps, deadline } = plan()
    const shared = { judgement: judged, delay }
    const search = new Search(
      settle({ ...shared, steps, traffic: traffic(units, rate), deadline, runs: RUNS }),
    )
    const level = search.model.metrics[0]?.levels.findIndex((one) => one.factor === factor) ?? -1
    const seen = search.fromTheStart(0, level, steps.length - 1)
    const world = { name: 'harm', traffic: traffic(units, rate), harm: { factor } }
    const played = simulateMany({ ...shared, plan: plan({ watch: 0 }), world }, RUNS)
    const found = played.rolledBack.share
    expect(Math.abs(seen.probability - found)).toBeLessThanOrEqual(within(seen.probability, found))
    if (seen.median !== null && played.foundAfter !== null) {
      expect(seen.median / played.foundAfter).toBeGreaterThan(0.8)
      expect(seen.median / played.foundAfter).toBeLessThan(1.25)
    }
  })

  test('on how long a healthy rollout takes and how often it is stuck', () => {
    const { steps, deadline } = plan()
    for (const units of [0.05, 0.2, 1]) {
      const search = new Search(
        settle({ steps, judgement: judgement(), traffic: traffic(units), deadline, runs: 60 }),
      )
      const { stuck, median } = search.healthy()
      const world = { name: 'healthy', traffic: traffic(units) }
      const played = simulateMany({ plan: plan({ watch: 0 }), judgement: judgement(), world }, 60)
      expect(Math.abs(stuck - played.waits.share)).toBeLessThan(0.1)
      if (median === null) expect(played.promotedAfter).toBeNull()
      else expect(Math.abs(median - (played.promotedAfter ?? 0))).toBeLessThan(HOUR / 2)
    }
  })
})
