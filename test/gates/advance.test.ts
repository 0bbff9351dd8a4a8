import { describe, expect, test } from 'vitest'
import { ProviderError } from '../../src/kit/errors.ts'
import { gap, HEALTHY, outage, sourceDown, type Traffic, worse } from '../fakes/metrics.ts'
import { HOUR, JUDGEMENT, MINUTE, openShop, PLAN, type Shop, type ShopOptions } from '../scenarios/shop.ts'

const TWO = [
  { name: 'api', exposure: 'split' },
  { name: 'web', exposure: 'split' },
] as const

const ready = async (options: ShopOptions = {}, traffic: Traffic = HEALTHY): Promise<Shop> => {
  const shop = openShop(options)
  shop.traffic = traffic
  expect(await shop.push('v2')).toMatchObject({ failed: false })
  return shop
}

const at10 = async (options: ShopOptions = {}, traffic: Traffic = HEALTHY): Promise<Shop> => {
  const shop = await ready(options, traffic)
  expect(await shop.tick()).toMatchObject({ decision: 'advance', reason: 'next-step' })
  return shop
}

const steps = (change: (index: number) => Partial<(typeof PLAN.steps)[number]>) =>
  PLAN.steps.map((step, index) => ({ ...step, ...change(index) }))

/** Percent of the new release over time. */
const climb = (shop: Shop): number[] => shop.web.history().map(({ weights }) => weights['web-2'] ?? 0)

const AT_10 = { 'web-1': 90, 'web-2': 10 }
const BACK = { 'web-1': 100 }

describe('a good release', () => {
  test('climbs step by step to everybody, bakes at 100 % like at any step, and is promoted', async () => {
    const shop = await ready()
    expect(await shop.tickUntilQuiet()).toEqual(['next-step', 'next-step', 'last-step', 'all-steps-done'])
    expect(climb(shop)).toEqual([0, 10, 50, 100])
    expect(await shop.events()).toEqual([
      'started',
      'checked live',
      'deployed web web-2',
      'checked canary',
      'setting 10%',
      'set 10%',
      'setting 50%',
      'set 50%',
      'setting 100%',
      'set 100%',
      'promoted',
    ])
    const [, first = 0, second = 0, third = 0] = shop.web.history().map(({ at }) => at)
    expect(second - first).toBeGreaterThanOrEqual(30 * MINUTE)
    expect(third - second).toBeGreaterThanOrEqual(30 * MINUTE)
    expect(shop.clock.now() - third).toBeGreaterThanOrEqual(30 * MINUTE)
  })

  test('of two components moves both at every step', async () => {
    const shop = await ready({ components: TWO })
    await shop.tickUntilQuiet()
    const [api, web] = [...shop.platforms.values()].map((platform) =>
      platform.history().map(({ weights }) => Object.values(weights).join('/')),
    )
    expect(api).toEqual(['100', '90/10', '50/50', '100'])
    expect(web).toEqual(api)
  })

  test('once promoted makes the one before it step down on the page of deployments', async () => {
    const shop = await ready()
    await shop.tickUntilQuiet()
    await shop.push('v3')
    await shop.tickUntilQuiet()
    const { rollouts } = await shop.survey()
    expect(rollouts.map(({ state }) => state.story.at(-1)?.happening.kind)).toEqual(['promoted', 'retired'])
  })

  test('moves nothing at a second tick, and writes nothing new', async () => {
    const shop = await at10()
    const [events, acts] = [await shop.events(), [...shop.web.acts()]]
    for (let look = 0; look < 5; look += 1) {
      expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'bake-not-over', failed: false })
      await shop.wait(MINUTE)
    }
    expect([await shop.events(), shop.web.acts()]).toEqual([events, acts])
  })

  test('is told when to look again', async () => {
    const shop = await at10()
    const { requeueAt } = await shop.tick()
    expect((requeueAt ?? 0) - (shop.web.history().at(-1)?.at ?? 0)).toBe(30 * MINUTE)
  })

  test('takes one step at a late tick, never several', async () => {
    const shop = await at10()
    await shop.wait(9 * HOUR)
    expect(await shop.tick()).toMatchObject({ decision: 'advance', reason: 'next-step' })
    expect(climb(shop)).toEqual([0, 10, 50])
    expect(await shop.tick()).toMatchObject({ reason: 'bake-not-over' })
  })

  test('goes whole when it is the first, and nothing but a person can take it away', async () => {
    const shop = openShop({ live: null })
    await shop.push('v1')
    expect(await shop.tickUntilQuiet()).toEqual(['last-step', 'all-steps-done'])
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })
})

describe('before the first step', () => {
  test.each<[string, (shop: Shop) => Promise<unknown>, string, boolean]>([
    ['nothing was deployed', async () => {}, 'not-deployed', false],
    ['nothing was tested', (shop) => shop.deploy('v2'), 'not-checked', false],
  ])('when %s it waits', async (_what, prepare, reason, person) => {
    const shop = openShop()
    await shop.start('v2')
    await prepare(shop)
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason, person, failed: false })
    expect(shop.web.weights()).toEqual(BACK)
  })

  test('when no rollout is on its way there is nothing to do', async () => {
    expect(await openShop().tick()).toMatchObject({ reason: 'no-rollout', failed: false, requeueAt: null })
  })
})

describe('the watch after a bump', () => {
  test('keeps looking with every slice until it is over', async () => {
    const shop = await ready()
    const before = shop.clock.now()
    await shop.tick()
    expect(shop.clock.now() - before).toBe(10 * MINUTE)
  })

  test('catches a release that breaks at once, within the same run', async () => {
    const shop = await ready({}, worse('v2', 200))
    const outcome = await shop.tick()
    expect(outcome).toMatchObject({ decision: 'abort', reason: 'circuit-breaker', failed: true })
    expect(climb(shop)).toEqual([0, 10, 0])
    expect(shop.clock.now() - (shop.web.history()[1]?.at ?? 0)).toBeLessThanOrEqual(10 * MINUTE)
  })

  test('is left out when told so, and a tick without a bump has none', async () => {
    const shop = await ready()
    const before = shop.clock.now()
    await shop.tick({ watch: 0 })
    expect(shop.clock.now()).toBe(before)
    await shop.tick()
    expect(shop.clock.now()).toBe(before)
  })

  test('takes the next step itself when the bake is over before it ends', async () => {
    const shop = await ready({ plan: { steps: steps(() => ({ bake: 5 * MINUTE })), watch: 14 * MINUTE } })
    const outcome = await shop.tick()
    expect(outcome).toMatchObject({ decision: 'advance', reason: 'next-step' })
    expect(climb(shop).length).toBeGreaterThan(2)
    expect(climb(shop)).toEqual([0, 10, 50, 100].slice(0, climb(shop).length))
  })
})

describe('a bad release goes back at the next look', () => {
  const from = (minutes: number, start: number) => start + minutes * MINUTE
  test.each<[string, (start: number) => Traffic, string, number]>([
    ['five times the errors from the start', () => worse('v2', 5), 'evidence-of-harm', 10],
    [
      'twenty times the errors once everybody has it',
      (start) => worse('v2', 20, from(65, start)),
      'evidence-of-harm',
      100,
    ],
    ['every request fails', () => worse('v2', 250), 'circuit-breaker', 10],
  ])('%s', async (_what, traffic, reason, highest) => {
    const shop = openShop()
    shop.traffic = traffic(shop.clock.now())
    await shop.push('v2')
    const reasons = await shop.tickUntilQuiet()
    expect(reasons.at(-1)).toBe(reason)
    expect(Math.max(...climb(shop))).toBe(highest)
    expect(shop.web.weights()).toEqual(BACK)
    const { held, rollouts } = await shop.survey()
    expect(rollouts[0]?.state).toMatchObject({ phase: 'rolled-back', reason })
    expect(held?.record.reason).toBe(reason)
  })

  test('one lost order where none is allowed', async () => {
    const shop = await at10(
      { judgement: { tests: [{ name: 'lost', metric: 'errors', max: 0, weight: 1 }] } },
      worse('v2', 0),
    )
    shop.traffic = worse('v2', 1)
    expect(await shop.tick()).toMatchObject({ decision: 'abort', reason: 'zero-limit' })
  })

  test('a deadline that passes', async () => {
    const shop = await at10({ plan: { deadline: 2 * HOUR, steps: steps(() => ({ bake: 20 * HOUR })) } })
    await shop.wait(3 * HOUR)
    expect(await shop.tick()).toMatchObject({ decision: 'abort', reason: 'deadline' })
    expect(shop.web.weights()).toEqual(BACK)
  })

  test.each<[string, (shop: Shop) => Promise<unknown>]>([
    ['paused', (shop) => shop.ask('pause')],
    [
      'waiting for an approval',
      async (shop) => {
        await shop.wait(HOUR)
        expect(await shop.tick()).toMatchObject({ reason: 'approval-missing' })
      },
    ],
  ])('also while it is %s', async (_what, prepare) => {
    const shop = await at10({ plan: { steps: steps((index) => ({ approval: index === 1 })) } })
    await prepare(shop)
    shop.traffic = worse('v2', 250)
    await shop.wait(15 * MINUTE)
    expect(await shop.tick()).toMatchObject({ decision: 'abort', reason: 'circuit-breaker' })
    expect(shop.web.weights()).toEqual(BACK)
  })

  test('every component of it, the last deployed first', async () => {
    const shop = await ready({ components: TWO }, worse('v2', 250))
    await shop.tick()
    for (const platform of shop.platforms.values()) expect(Object.values(platform.weights())).toEqual([100])
    const order = shop.calls.log.flatMap(({ name }) => (name.endsWith('.rollback') ? [name] : []))
    expect(order).toEqual(['web.rollback', 'api.rollback'])
  })

  test('but where its baseline is gone it stands still and calls a person, once', async () => {
    const shop = await at10()
    shop.web.lose('web-1')
    shop.traffic = worse('v2', 250)
    await shop.wait(15 * MINUTE)
    for (let look = 0; look < 3; look += 1) {
      expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'way-back-unsafe', person: true })
      await shop.wait(15 * MINUTE)
    }
    expect(shop.web.weights()).toEqual(AT_10)
    expect((await shop.events()).filter((event) => event.startsWith('stuck'))).toHaveLength(1)
  })

  test('and a first release that people see is not taken away: nothing else would serve', async () => {
    const shop = openShop({ live: null })
    shop.traffic = worse('v1', 250)
    await shop.push('v1')
    expect(await shop.tick()).toMatchObject({ reason: 'last-step', person: true })
    expect((await shop.events()).at(-1)).toBe('stuck way-back-unsafe')
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })
})

describe('what says nothing about the release never goes forward and never goes back', () => {
  test('an outage of old and new alike is not blamed on the new one', async () => {
    const shop = await at10()
    shop.traffic = outage(shop.clock.now(), shop.clock.now() + 20 * MINUTE)
    await shop.wait(15 * MINUTE)
    expect(await shop.tick()).toMatchObject({ decision: 'hold' })
    expect(shop.web.weights()).toEqual(AT_10)
  })

  test.each<[string, (from: number) => Traffic]>([
    ['no data', gap],
    ['a source that is down', sourceDown],
  ])('%s: it waits, then calls a person, and goes on when data come again', async (_what, traffic) => {
    const shop = await at10()
    shop.traffic = traffic(shop.clock.now())
    await shop.wait(40 * MINUTE)
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'no-data', person: false })
    await shop.wait(2 * HOUR + MINUTE)
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'blind-too-long', person: true })
    expect(shop.web.weights()).toEqual(AT_10)
    shop.traffic = HEALTHY
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })

  test('a source that fails late in a long bake calls nobody before its time, and then does', async () => {
    const shop = openShop({
      plan: {
        steps: [
          { weight: 10, bake: 48 * HOUR },
          { weight: 100, bake: HOUR },
        ],
      },
    })
    await shop.push('v2')
    await shop.tick()
    await shop.wait(40 * HOUR)
    expect(await shop.tick()).toMatchObject({ reason: 'bake-not-over' })
    shop.traffic = sourceDown(shop.clock.now())
    await shop.wait(6 * MINUTE)
    expect(await shop.tick()).toMatchObject({ reason: 'no-data', person: false })
    await shop.wait(HOUR)
    expect(await shop.tick()).toMatchObject({ reason: 'no-data', person: false })
    await shop.wait(HOUR + MINUTE)
    expect(await shop.tick()).toMatchObject({ reason: 'blind-too-long', person: true })
  })

  test('a source that is down is named in the log', async () => {
    const shop = await at10({}, sourceDown(0))
    await shop.tick()
    expect(shop.said).toContain('metric "errors" could not be read: the source does not answer')
  })

  test('too few visitors: it waits for more', async () => {
    const shop = await at10({}, { ...HEALTHY, perMinute: () => 10 })
    await shop.wait(60 * MINUTE)
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'too-few-samples' })
    expect(shop.web.weights()).toEqual(AT_10)
  })

  test('a release without any metric goes by time and people alone', async () => {
    const shop = await ready({ judgement: { ...JUDGEMENT, tests: [], breakers: [] } })
    expect((await shop.tickUntilQuiet()).at(-1)).toBe('all-steps-done')
  })

  test('evidence that is suspicious holds longer than the bake; longer than the plan allows calls a person', async () => {
    const shop = await at10({ plan: { maxHold: 10 * MINUTE }, judgement: { alpha: 1e-6 } }, worse('v2', 5))
    const reasons = new Set<string>()
    for (let look = 0; look < 8; look += 1) {
      await shop.wait(5 * MINUTE)
      reasons.add((await shop.tick({ watch: 0 })).reason)
    }
    expect(reasons).toContain('suspicious-too-long')
  })
})

describe('a platform that is not where the record left it', () => {
  test.each([
    ['a person gave it more', { 'web-1': 70, 'web-2': 30 }],
    ['a person took it away', { 'web-1': 100 }],
    ['a third release serves', { 'web-1': 80, 'web-2': 10, 'web-3': 10 }],
  ])('is not fought over: %s', async (_what, weights) => {
    const shop = await at10()
    shop.web.adopt('v0')
    shop.web.drift(weights)
    await shop.wait(HOUR)
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'drift', person: true })
    expect(shop.web.weights()).toEqual(weights)
  })

  test('goes on when the person has set it back', async () => {
    const shop = await at10()
    shop.web.drift({ 'web-1': 50, 'web-2': 50 })
    await shop.wait(HOUR)
    await shop.tick()
    shop.web.drift(AT_10)
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })

  test('is put back when a rolled-back release gets traffic again while its hold stands', async () => {
    const shop = await at10()
    await shop.rollBack()
    shop.web.drift({ 'web-1': 50, 'web-2': 50 })
    expect(await shop.tick()).toMatchObject({ decision: 'abort', reason: 'drift', failed: true })
    expect(shop.web.weights()).toEqual(BACK)
    expect(await shop.tick()).toMatchObject({ reason: 'no-rollout' })
  })

  test('is put back also while a newer release waits in the queue', async () => {
    const shop = await at10()
    await shop.start('v3')
    await shop.rollBack()
    shop.web.drift({ 'web-2': 100 })
    expect(await shop.tick()).toMatchObject({ decision: 'abort', reason: 'drift' })
    expect(shop.web.weights()).toEqual(BACK)
  })

  test('is left to the person who released the hold', async () => {
    const shop = await at10()
    await shop.rollBack()
    await shop.ask('release-hold')
    shop.web.drift({ 'web-2': 100 })
    expect(await shop.tick()).toMatchObject({ reason: 'no-rollout' })
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
  })

  test('and does not answer at all: the tick fails, nothing is claimed, the next one goes on', async () => {
    const shop = await at10()
    await shop.wait(HOUR)
    shop.web.breakDown(new ProviderError({ provider: 'fake', message: 'no answer', retryable: true }))
    await expect(shop.tick()).rejects.toBeInstanceOf(ProviderError)
    shop.web.breakDown(null)
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })

  test('and shows a change late: the step is confirmed by the tick that sees it', async () => {
    const shop = await ready()
    await shop.wait(MINUTE)
    shop.web.lagBy(MINUTE)
    await expect(shop.tick()).rejects.toThrow(/asked for 10% and read back 0%/)
    await shop.wait(2 * MINUTE)
    shop.web.lagBy(0)
    expect(await shop.tick()).toMatchObject({ decision: 'advance', reason: 'unfinished-act' })
    expect(climb(shop)).toEqual([0, 10])
    expect((await shop.events()).filter((event) => event === 'setting 10%')).toHaveLength(1)
  })
})

describe('people', () => {
  test('are asked for an approval once, and nothing moves until they answer', async () => {
    const shop = await at10({ plan: { steps: steps((index) => ({ approval: index === 1 })) } })
    for (let look = 0; look < 4; look += 1) {
      await shop.wait(9 * HOUR)
      expect(await shop.tick()).toMatchObject({ reason: 'approval-missing', person: true })
    }
    expect(shop.web.weights()).toEqual(AT_10)
    expect((await shop.events()).filter((event) => event.startsWith('asks'))).toEqual(['asks 2'])
    await shop.ask('approve', { by: 'grace' })
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })

  test('are told when a step has its day and hour, and it begins no earlier', async () => {
    const shop = await at10({
      plan: { steps: steps((index) => (index === 1 ? { at: 'Wed 09:00 UTC' } : {})), deadline: 200 * HOUR },
    })
    await shop.wait(24 * HOUR)
    const { reason, requeueAt } = await shop.tick()
    expect([reason, new Date(requeueAt ?? 0).toISOString()]).toEqual(['not-yet', '2026-03-04T09:00:00.000Z'])
    await shop.wait((requeueAt ?? 0) - shop.clock.now())
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })

  test('who are waited for do not use up the deadline', async () => {
    const shop = await at10({
      plan: { deadline: 3 * HOUR, steps: steps((index) => ({ approval: index === 1 })) },
    })
    await shop.wait(HOUR)
    await shop.tick()
    await shop.wait(30 * HOUR)
    await shop.ask('approve')
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })
})

describe('a dry run', () => {
  test.each<[string, () => Promise<Shop>, string]>([
    ['of a step', () => ready(), 'advance'],
    [
      'of a bad release',
      async () => {
        const shop = await ready()
        await shop.tick({ watch: 0 })
        shop.traffic = worse('v2', 250)
        await shop.wait(15 * MINUTE)
        return shop
      },
      'abort',
    ],
    [
      'of a rollback that was begun',
      async () => {
        const shop = await at10()
        shop.calls.armNext('ledger.create', 'drop')
        await shop.rollBack().catch(() => {})
        return shop
      },
      'abort',
    ],
    [
      'of a promotion',
      async () => {
        const shop = await at10()
        for (let step = 0; step < 3; step += 1) {
          await shop.wait(40 * MINUTE)
          if (step < 2) await shop.tick()
        }
        return shop
      },
      'promote',
    ],
  ])('%s says what it would do and does none of it', async (_what, make, decision) => {
    const shop = await make()
    const before = [shop.web.weights(), shop.store.entries()]
    const outcome = await shop.tick({ dryRun: true })
    expect(outcome).toMatchObject({ decision, failed: false })
    expect(outcome.message).toContain('(dry run: nothing was changed)')
    expect([shop.web.weights(), shop.store.entries()]).toEqual(before)
  })
})

test('two ticks at once take one step', async () => {
  const shop = await ready()
  await Promise.all([shop.tick({ watch: 0 }), shop.tick({ watch: 0 })])
  expect(climb(shop)).toEqual([0, 10])
  expect((await shop.events()).filter((event) => event === 'set 10%')).toHaveLength(1)
})

test('a record that is lost while its release serves people moves nothing', async () => {
  const shop = await at10()
  for (const { key } of [...shop.store.entries()]) shop.store.remove(key)
  expect(await shop.tick()).toMatchObject({ decision: 'hold' })
  expect(shop.web.weights()).toEqual(AT_10)
  expect(await shop.start('v3')).toMatchObject({ failed: true })
})
