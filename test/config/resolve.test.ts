import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { planHash, resolvePlan } from '../../src/config/resolve.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { registries } from './registries.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const load = async (steps: string, environment = '', rest = '', name = 'production') =>
  loadConfig(
    `version: 1
service: shop
components: { web: { platform: local, command: [node, server.js] } }
${rest}
environments:
  ${name}:
    steps: ${steps}
    ${environment}
`,
    registries,
  )

const resolve = async (steps: string, environment = '', rest = '', name = 'production') =>
  resolvePlan((await load(steps, environment, rest, name)).config, name)

describe('defaults', () => {
  const steps = '[{ weight: 10%, bake: 30m }, { weight: 100%, bake: 1h }]'

  test('are those of the page on configuration', async () => {
    const { plan, judgement, inFlight, liveSmoke, productionLike } = await resolve(steps)
    expect(plan).toEqual({
      steps: [
        { weight: 10, bake: 30 * MINUTE },
        { weight: 100, bake: HOUR },
      ],
      watch: 10 * MINUTE,
      deadline: 2 * 90 * MINUTE + DAY,
      maxHold: DAY,
      maxBlind: 2 * HOUR,
      holdAfterRollback: true,
    })
    expect(judgement).toEqual({
      slice: 5 * MINUTE,
      planLength: 90 * MINUTE + 2 * 10 * MINUTE,
      alpha: 0.05,
      hold: 3,
      warmup: 1,
      tests: [],
      breakers: [],
    })
    expect({ inFlight, liveSmoke, productionLike }).toEqual({
      inFlight: 'queue',
      liveSmoke: true,
      productionLike: true,
    })
  })

  test.each([
    ['production', '', true],
    ['beta', '', true],
    ['staging', '', false],
    ['staging', 'production-like: true', true],
    ['production', 'hold-after-rollback: false', false],
    ['alpha', 'hold-after-rollback: true', true],
  ])('a rollback in %s with "%s" leaves a hold: %s', async (name, environment, expected) => {
    expect((await resolve(steps, environment, '', name)).plan.holdAfterRollback).toBe(expected)
  })

  test('the deadline is never more than 60 days', async () => {
    expect((await resolve('[{ weight: 50%, bake: 20d }, { weight: 100%, bake: 20d }]')).plan.deadline).toBe(
      60 * DAY,
    )
  })

  test('a plan of more than two days is judged in slices of 15 minutes', async () => {
    expect((await resolve('[{ weight: 100%, bake: 47h }]')).judgement.slice).toBe(5 * MINUTE)
    expect((await resolve('[{ weight: 100%, bake: 48h }]')).judgement.slice).toBe(15 * MINUTE)
  })
})

describe('a plan by the clock', () => {
  const week = (first: string) =>
    `[{ weight: 20%, bake: 20h${first} }, { weight: 40%, bake: 20h, at: Tue 00:00 UTC }, { weight: 100%, bake: 1h, at: Fri 00:00 UTC }]`

  test('takes as long as the calendar says, and its deadline leaves a week to begin', async () => {
    const { plan, judgement } = await resolve(week(', at: Mon 00:00 UTC'), 'watch: 0s')
    expect(judgement.planLength).toBe(4 * DAY + HOUR)
    expect(plan.deadline).toBe(2 * (4 * DAY + HOUR) + DAY + 7 * DAY)
  })

  test('counts the longest wait where nobody knows when it begins', async () => {
    const { judgement } = await resolve(week(''), 'watch: 0s')
    expect(judgement.planLength).toBe(20 * HOUR + 7 * DAY + 3 * DAY + HOUR)
  })

  test('waits at most a day for a time of the day', async () => {
    const { judgement } = await resolve(
      '[{ weight: 10%, bake: 1h }, { weight: 100%, bake: 1h, at: 09:00 UTC }]',
      'watch: 0s',
    )
    expect(judgement.planLength).toBe(DAY + 2 * HOUR)
  })
})

describe('judgement', () => {
  test('each limit and each comparison is one test, each breaker one rule', async () => {
    const rest = `metrics:
  errors: { max: 1%, vs-baseline: { relative: 50%, points: 0.5 }, abort: 40%, weight: 2 }
  delivery: { min: 98% }
  stable: { min: 99.9%, abort: { max: 20% } }
  bugs: { max: 0 }
  cost: { max: 15, per: user }`
    const { judgement } = await resolve('[{ weight: 100%, bake: 1h }]', 'false-rollback: 1%', rest)
    expect(judgement.alpha).toBe(0.01)
    expect(judgement.tests).toEqual([
      { name: 'errors', metric: 'errors', max: 0.01, weight: 2 },
      { name: 'errors-vs-baseline', metric: 'errors', relative: 0.5, points: 0.005, weight: 8 },
      { name: 'delivery', metric: 'delivery', max: 0.02, weight: 1 },
      { name: 'stable', metric: 'stable', max: 0.001, weight: 1 },
      { name: 'bugs', metric: 'bugs', max: 0, weight: 1 },
      { name: 'cost', metric: 'cost', max: 15, weight: 1 },
    ])
    expect(judgement.breakers).toEqual([
      { metric: 'errors', max: 0.4, min: 50 },
      { metric: 'stable', max: 0.2, min: 50 },
    ])
  })

  test('an environment may name the metrics that judge in it', async () => {
    const rest = 'metrics:\n  errors: { max: 1% }\n  slow: { slower-than: 500ms, max: 5% }'
    const { judgement, metrics } = await resolve('[{ weight: 100%, bake: 1h }]', 'metrics: [slow]', rest)
    expect(judgement.tests.map(({ name }) => name)).toEqual(['slow'])
    expect(metrics).toMatchObject([{ name: 'slow', of: 'web', slowerThan: 500, max: 0.05 }])
  })

  test('slices of a second are for sources that can cut them', async () => {
    const rest = 'metrics:\n  errors: { max: 1% }'
    expect((await resolve('[{ weight: 100%, bake: 5s }]', 'slice: 1s', rest)).judgement.slice).toBe(SECOND)
  })
})

describe('notices', () => {
  const noticesOf = async (...parts: Parameters<typeof load>) =>
    (await load(...parts)).notices.map(({ message }) => message)

  test('say what was added and what can see nothing', async () => {
    const rest = 'metrics:\n  errors: { max: 1% }'
    expect(await noticesOf('[{ weight: 60%, bake: 5m }]', '', rest)).toEqual([
      'environments.production: no metric has a circuit breaker, so a release that fails every request is watched for several slices',
      'environments.production.steps: a step to 100% was added; it bakes as long as the one before',
      'environments.production.steps[0].weight: a first step above 50% harms most users before anything is seen',
      'environments.production.steps[0].bake: shorter than warm-up and one slice (10m), so nothing is judged at this step',
    ])
  })

  test('are none for a plan that leaves nothing to say', async () => {
    const rest = 'metrics:\n  errors: { max: 1%, abort: 50% }'
    expect(await noticesOf('[{ weight: 10%, bake: 1h }, { weight: 100%, bake: 1h }]', '', rest)).toEqual([])
  })
})

test('an unknown environment is named with the nearest known one', async () => {
  const { config } = await load('[{ weight: 100%, bake: 1h }]')
  expect(() => resolvePlan(config, 'prodution')).toThrow(/no environment of that name/)
  expect(() => resolvePlan(config, 'prodution')).toThrow(/production/)
})

describe('the hash of a plan', () => {
  const plan: Plan = {
    steps: [{ weight: 100, bake: 1 }],
    watch: 1,
    deadline: 2,
    maxHold: 3,
    maxBlind: 4,
    holdAfterRollback: true,
  }

  test('does not change from version to version, or rollouts in flight would seem edited', () => {
    expect(planHash(plan)).toBe('241d941a9f6f59482e22801a038a729be032624573285c4606dd5c72cff2e4f4')
  })

  test('does not depend on the order of keys', () => {
    expect(planHash(Object.fromEntries(Object.entries(plan).reverse()) as unknown as Plan)).toBe(
      planHash(plan),
    )
  })

  test('differs when anything differs', () => {
    const number = fc.integer({ min: 0, max: 100 })
    const plans = fc.record({
      watch: number,
      deadline: number,
      maxHold: number,
      maxBlind: number,
      holdAfterRollback: fc.boolean(),
      steps: fc.array(fc.record({ weight: number, bake: number, approval: fc.boolean() }), { maxLength: 3 }),
    })
    fc.assert(
      fc.property(plans, plans, (one, other) => {
        expect(planHash(one) === planHash(other)).toBe(JSON.stringify(one) === JSON.stringify(other))
      }),
    )
  })
})
