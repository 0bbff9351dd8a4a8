import { describe, expect, test } from 'vitest'
import type { MetricHistory } from '../../src/analysis/judgement.ts'
import { simulateMany } from '../../src/simulation/many.ts'
import { MODELS, type Scenario, scenarioOf } from '../../src/simulation/scenario.ts'
import { type SimulationOrder, simulate } from '../../src/simulation/simulate.ts'
import {
  DAY,
  HOUR,
  judgement,
  LIMIT,
  longJudgement,
  longPlan,
  MINUTE,
  order,
  plan,
  traffic,
} from './given.ts'

const long = (world: Scenario, changes: Partial<SimulationOrder> = {}): SimulationOrder => ({
  plan: longPlan,
  judgement: longJudgement,
  world,
  interval: 15 * MINUTE,
  ...changes,
})

describe('a bad release', () => {
  test('that fails five times as often is always found, half of the time within an hour', () => {
    const { rolledBack, foundAfter, reasons } = simulateMany(order('x5'), 200)
    expect(rolledBack.low).toBeGreaterThan(0.95)
    expect(foundAfter).toBeLessThanOrEqual(HOUR)
    expect(reasons[0]?.reason).toBe('evidence-of-harm')
  })

  test('that fails twenty times as often is always found, half of the time within half an hour', () => {
    const { rolledBack, foundAfter } = simulateMany(order('x20'), 200)
    expect(rolledBack.low).toBeGreaterThan(0.95)
    expect(foundAfter).toBeLessThanOrEqual(30 * MINUTE)
  })

  test('that fails five times as often on a busy service with few errors is always found within 40 minutes', () => {
    const tests = judgement().tests.map((test) => (test.max === undefined ? test : { ...test, max: 0.01 }))
    const world = scenarioOf('x5', traffic(100, 0.001))
    const { rolledBack, foundAfter } = simulateMany(
      order('x5', { world, judgement: judgement({ tests }) }),
      150,
    )
    expect(rolledBack.share).toBe(1)
    expect(foundAfter).toBeLessThanOrEqual(40 * MINUTE)
  })

  test('that fails always is found in one judged slice by the breaker, in a few without it', () => {
    const breakers = [{ metric: 'errors', max: 0.5, min: 20 }]
    const broken = simulateMany(order('everything-fails', { judgement: judgement({ breakers }) }), 50)
    expect(broken.reasons).toEqual([{ reason: 'circuit-breaker', count: 50 }])
    expect(broken.foundAfter).toBeLessThanOrEqual(10 * MINUTE)
    expect(simulateMany(order('everything-fails'), 50).foundAfter).toBeLessThanOrEqual(20 * MINUTE)
  })

  test('that fails twice as often is found now and then on a quiet service, always on a busy one', () => {
    const quiet = simulateMany(order('x2'), 150)
    expect(quiet.rolledBack.share).toBeGreaterThan(0.1)
    expect(quiet.rolledBack.share).toBeLessThan(0.6)
    const busy = simulateMany(order('x2', { world: scenarioOf('x2', traffic(20)) }), 100)
    expect(busy.rolledBack.share).toBe(1)
  })

  test('that gets worse day by day passes a plan of hours and is found by a plan of days', () => {
    expect(simulateMany(order('slow-leak'), 60).promoted.share).toBeGreaterThan(0.95)
    const { rolledBack, foundAfter } = simulateMany(long(scenarioOf('slow-leak', traffic(1))), 60)
    expect(rolledBack.low).toBeGreaterThan(0.9)
    expect(foundAfter).toBeGreaterThan(3 * HOUR)
    expect(foundAfter).toBeLessThan(2 * DAY)
  })

  test('that goes bad in the middle is found from then on', () => {
    const world = { ...scenarioOf('x20', traffic(10)), harm: { factor: 20, from: 90 * MINUTE } }
    const { rolledBack, foundAfter } = simulateMany(order('x20', { world }), 60)
    expect(rolledBack.low).toBeGreaterThan(0.9)
    expect(foundAfter).toBeLessThanOrEqual(50 * MINUTE)
  })

  test('harms no more users after the rollback: the toll follows share and time', () => {
    const one = simulate(order('x20', { world: scenarioOf('x20', traffic(10)) }))
    const [errors] = one.toll
    // From the confirmation on, which takes some seconds.
    const seconds = (one.endedAt - one.startedAt) / 1000 - 6
    expect(Math.abs((errors?.units ?? 0) - 10 * 0.1 * seconds)).toBeLessThan(2)
    expect((errors?.extra ?? 0) / (errors?.units ?? 1)).toBeCloseTo(0.2 - 0.01)
  })
})

describe('a healthy release is promoted', () => {
  const alpha = 0.05

  test.each(['healthy', 'outage-in-both', 'clustered', 'diurnal'] as const)(
    '%s: rolled back in less than 1 % of 600 rollouts, with 95 % confidence below 2 %',
    (model) => {
      const { rolledBack, waits } = simulateMany(order(model), 600)
      expect(rolledBack.share).toBeLessThanOrEqual(0.01)
      expect(rolledBack.high).toBeLessThanOrEqual(0.02)
      expect(waits.count).toBe(0)
    },
  )

  test('one client that fails for a slice: below alpha, with 95 % confidence', () => {
    const { rolledBack } = simulateMany(order('bad-client'), 600)
    expect(rolledBack.high).toBeLessThanOrEqual(alpha)
  })

  test('a release exactly at its limits stays below alpha, with 95 % confidence', () => {
    const world = { ...scenarioOf('healthy', traffic(1)), harm: { factor: 1.25 } }
    expect(simulateMany(order('healthy', { world }), 600).rolledBack.high).toBeLessThanOrEqual(alpha)
  })

  test('a plan of days rolls back no more often', () => {
    const { rolledBack, promoted } = simulateMany(long(scenarioOf('diurnal', traffic(1))), 120)
    expect(rolledBack.high).toBeLessThanOrEqual(alpha)
    expect(promoted.share).toBeGreaterThan(0.95)
  })

  test('half of them after the bakes and one look more per step, when every step met its share of users', () => {
    const { promotedAfter, toll } = simulateMany(order('healthy'), 100)
    expect(promotedAfter).toBe(3 * HOUR + 15 * MINUTE)
    expect(toll[0]?.units).toBeGreaterThan(0.85 * 65 * 60 * 0.97)
    expect(toll[0]?.units).toBeLessThan(0.85 * 65 * 60 * 1.1)
    expect(toll[0]?.extra).toBe(0)
  })
})

describe('looks', () => {
  test('after a bump the same job looks at every slice, however seldom ticks come', () => {
    const breakers = [{ metric: 'errors', max: 0.5, min: 5 }]
    const judged = judgement({ slice: MINUTE, warmup: 1, breakers })
    const world = scenarioOf('everything-fails', traffic(10))
    for (let seed = 0; seed < 20; seed++) {
      const one = simulate(order('everything-fails', { seed, judgement: judged, world, interval: HOUR }))
      expect(one.reason).toBe('circuit-breaker')
      // The slice of the bump and the warm-up are left out; the next one has ended three minutes later at most.
      expect(one.foundAfter).toBeLessThanOrEqual(3 * MINUTE)
    }
  })

  test('without a watch only ticks look', () => {
    const world = scenarioOf('everything-fails', traffic(10))
    const one = simulate(order('everything-fails', { plan: plan({ watch: 0 }), world, interval: HOUR }))
    expect(one.endedAt - one.startedAt).toBe(HOUR)
  })
})

describe('where nothing can be seen', () => {
  test('without traffic nothing moves, nothing is rolled back, and a person is called', () => {
    const { waits, called, reasons } = simulateMany(order('no-traffic'), 10)
    expect(waits.share).toBe(1)
    expect(called.share).toBe(1)
    expect(reasons).toEqual([{ reason: 'deadline', count: 10 }])
    const reasonsOf = simulate(order('no-traffic')).timeline.map(({ reason }) => reason)
    expect(reasonsOf).toEqual(['next-step', 'bake-not-over', 'no-data', 'blind-too-long', 'deadline'])
  })

  test('metrics that cannot be read for two hours hold the rollout and never promote it', () => {
    for (let seed = 0; seed < 10; seed++) {
      const one = simulate(order('metric-outage', { seed }))
      expect(one.outcome).toBe('promoted')
      const begins = one.startedAt + 30 * MINUTE
      const within = one.timeline.filter(({ at }) => at >= begins && at < begins + 2 * HOUR)
      expect(within.map(({ decision }) => decision)).not.toContain('advance')
      expect(within.map(({ reason }) => reason)).toContain('no-data')
      expect(one.endedAt - one.startedAt).toBeGreaterThan(4 * HOUR)
    }
  })

  test('what was never counted holds the step as well, until counts are there again', () => {
    const world = { ...scenarioOf('healthy', traffic(1)), lost: [{ from: 30 * MINUTE, lasts: HOUR }] }
    const one = simulate(order('healthy', { world }))
    expect(one.outcome).toBe('promoted')
    expect(one.timeline.map(({ reason }) => reason)).toContain('no-data')
  })

  test('too few units hold the step until there are enough', () => {
    const one = simulate(order('healthy', { world: scenarioOf('healthy', traffic(0.1)) }))
    expect(one.timeline.map(({ reason }) => reason)).toContain('too-few-samples')
    expect(one.outcome).toBe('promoted')
    expect(one.endedAt - one.startedAt).toBeGreaterThan(4 * HOUR)
  })
})

describe('the plan is obeyed', () => {
  test('no step is left before its bake is over, and steps come one by one', () => {
    const moves = simulate(order('healthy')).timeline.filter(({ decision }) => decision !== 'hold')
    expect(moves.map(({ weight }) => weight)).toEqual([0, 10, 25, 50])
    expect(moves.map(({ decision }) => decision)).toEqual(['advance', 'advance', 'advance', 'promote'])
    for (const [i, move] of moves.entries())
      if (i > 0) expect(move.at - (moves[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(HOUR)
  })

  test('a step that needs an approval waits for the person, who may never come', () => {
    const asking = plan({ steps: plan().steps.map((step, i) => ({ ...step, approval: i === 1 })) })
    const soon = simulate(order('healthy', { plan: asking, approvesAfter: 2 * HOUR }))
    expect(soon.outcome).toBe('promoted')
    expect(soon.endedAt - soon.startedAt).toBeGreaterThanOrEqual(5 * HOUR)
    const never = simulate(order('healthy', { plan: asking, approvesAfter: null }))
    expect(never).toMatchObject({ outcome: 'waits', reason: 'approval-missing' })
  })

  test('a step with a date begins then', () => {
    const startedAt = Date.UTC(2026, 0, 5, 10)
    const opensAt = (step: number) => (step === 2 ? startedAt + DAY : null)
    const one = simulate(order('healthy', { startedAt, opensAt }))
    expect(one.timeline.map(({ reason }) => reason)).toContain('not-yet')
    expect(one.timeline.find(({ reason }) => reason === 'last-step')?.at).toBeGreaterThanOrEqual(
      startedAt + DAY,
    )
  })

  test('the first release ever is judged by its limits and stands still where it cannot go back', () => {
    const tests = [LIMIT]
    const first = { judgement: judgement({ tests }), firstRelease: true }
    expect(simulate(order('healthy', first)).outcome).toBe('promoted')
    expect(simulate(order('x20', first))).toMatchObject({
      outcome: 'waits',
      called: { reason: 'way-back-unsafe' },
    })
  })

  test('a source with a delay is waited for and finds the same, a little later', () => {
    const prompt = simulateMany(order('x20'), 40).foundAfter ?? 0
    const late = simulateMany(order('x20', { delay: 10 * MINUTE }), 40).foundAfter ?? 0
    expect(late - prompt).toBeGreaterThanOrEqual(5 * MINUTE)
    expect(late - prompt).toBeLessThanOrEqual(15 * MINUTE)
  })

  test('one failure of a kind that must never happen ends the rollout', () => {
    const tests = [{ name: 'bugs', metric: 'errors', max: 0, weight: 1 }]
    const one = simulate(order('x5', { judgement: judgement({ tests }) }))
    expect(one).toMatchObject({ outcome: 'rolled-back', reason: 'zero-limit' })
  })
})

describe('recorded metrics', () => {
  const SLICE = 5 * MINUTE
  const FROM = Date.UTC(2025, 5, 1)
  const record = (
    count: number,
    cell: (i: number) => Partial<MetricHistory['slices'][number]>,
  ): MetricHistory[] => [
    {
      metric: 'errors',
      slices: Array.from({ length: count }, (_, i) => {
        const from = FROM + i * SLICE
        return { from, to: from + SLICE, canary: null, baseline: null, ...cell(i) }
      }),
    },
  ]
  const live = record(288, (i) => ({ canary: { n: 3000, x: 25 + (i % 11) } }))

  test('a live record is dealt out by the weights: a healthy release passes, a bad one is found', () => {
    const healthy = simulateMany(
      order('healthy', { world: { name: 'last week', of: 'live', histories: live } }),
      60,
    )
    expect(healthy.promoted.share).toBe(1)
    const world = { name: 'last week', of: 'live' as const, histories: live, factor: 5 }
    const bad = simulateMany(order('healthy', { world }), 60)
    expect(bad.rolledBack.share).toBe(1)
    expect(bad.foundAfter).toBeLessThanOrEqual(HOUR)
    expect(bad.toll[0]?.extra).toBeGreaterThan(20)
  })

  test('a live record that is shorter than the plan begins anew', () => {
    const world = {
      name: 'an hour',
      of: 'live' as const,
      histories: record(12, () => ({ canary: { n: 3000, x: 30 } })),
    }
    expect(simulate(order('healthy', { world })).outcome).toBe('promoted')
  })

  test('the record of a rollout is replayed as it was', () => {
    const histories = record(60, (i) => ({
      canary: { n: 300, x: i < 20 ? 3 : 60 },
      baseline: { n: 2700, x: 27 },
    }))
    const one = simulate(order('healthy', { world: { name: 'rollout 7', of: 'rollout', histories } }))
    expect(one).toMatchObject({ outcome: 'rolled-back', reason: 'evidence-of-harm' })
    expect(one.endedAt - one.startedAt).toBeGreaterThan(100 * MINUTE)
  })

  test('the record of a rollout that ends leaves the plan without data, not with a promotion', () => {
    const histories = record(6, () => ({ canary: { n: 300, x: 3 }, baseline: { n: 2700, x: 27 } }))
    const one = simulate(order('healthy', { world: { name: 'short', of: 'rollout', histories } }))
    expect(one.outcome).toBe('waits')
    expect(one.called?.reason).toBe('blind-too-long')
  })

  test('a record off the grid is refused', () => {
    const histories = record(3, () => ({})).map(({ metric, slices }) => ({
      metric,
      slices: slices.map((slice) => ({ ...slice, to: slice.to + 1 })),
    }))
    expect(() => simulate(order('healthy', { world: { name: 'odd', of: 'live', histories } }))).toThrow(
      RangeError,
    )
  })
})

describe('chance', () => {
  test.each(MODELS)('%s: the same seed plays the same rollout', (model) => {
    expect(simulate(order(model, { seed: 5 }))).toEqual(simulate(order(model, { seed: 5 })))
  })

  test('another seed plays another one', () => {
    const ends = [1, 2, 3, 4, 5, 6].map((seed) => simulate(order('x5', { seed })).timeline.at(-1)?.combined)
    expect(new Set(ends).size).toBeGreaterThan(3)
  })

  test('the same seed gives the same tally', () => {
    expect(simulateMany(order('x2', { seed: 3 }), 20)).toEqual(simulateMany(order('x2', { seed: 3 }), 20))
  })

  test.each([0, -1, 1.5, Number.NaN])('%d runs are refused', (runs) => {
    expect(() => simulateMany(order('healthy'), runs)).toThrow(RangeError)
  })

  test.each<[string, Partial<Scenario>]>([
    ['a burst of less than one', { burst: 0.5 }],
    ['a swing of more than everything', { daily: { traffic: 1.2, rate: 0 } }],
    ['an outage of more than everybody', { outages: [{ from: 0, lasts: HOUR, share: 2 }] }],
    ['a factor below 0', { harm: { factor: -1 } }],
    ['a metric without traffic', { traffic: [{ metric: 'other', unitsPerSecond: 1, rate: 0.01 }] }],
  ])('%s is refused', (_, changes) => {
    const world = { ...scenarioOf('healthy', traffic(1)), ...changes }
    expect(() => simulate(order('healthy', { world }))).toThrow(RangeError)
  })
})
