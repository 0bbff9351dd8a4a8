import { describe, expect, test } from 'vitest'
import { rollBackTo } from '../../src/gates/roll-back-to.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { Killed } from '../scenarios/calls.ts'
import { MINUTE, openShop, type Shop } from '../scenarios/shop.ts'

const TWO = [
  { name: 'api', exposure: 'split' },
  { name: 'web', exposure: 'split' },
] as const

const at10 = async (shop = openShop()): Promise<Shop> => {
  await shop.push('v2')
  await shop.tick()
  return shop
}

const promoted = async (shop = openShop(), revision = 'v2'): Promise<Shop> => {
  await shop.push(revision)
  await shop.tickUntilQuiet()
  return shop
}

const backActs = (shop: Shop) => shop.web.acts().filter((act) => act.startsWith('back'))

describe('a person asks for the way back', () => {
  test('of a release on its way: what served before serves again, and a hold stands', async () => {
    const shop = await at10()
    const outcome = await shop.rollBack()
    expect(outcome).toMatchObject({ reason: 'done', failed: false })
    expect(outcome.message).toBe(
      'Back on web web-1. The next release waits until a person releases the hold.',
    )
    expect(outcome.wentBack?.restored).toEqual([{ name: 'web', from: 'web-2', to: 'web-1' }])
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    const { rollouts, held, inFlight } = await shop.survey()
    expect(rollouts[0]?.state).toMatchObject({ phase: 'rolled-back', weight: 0, reason: 'rollback-asked' })
    expect(held?.record).toMatchObject({ kind: 'rollback', revision: 'v2', reason: 'rollback-asked' })
    expect(inFlight).toBeNull()
  })

  test('of a release before anybody saw it', async () => {
    const shop = openShop()
    await shop.push('v2')
    expect(await shop.rollBack()).toMatchObject({ reason: 'done' })
    expect((await shop.survey()).inFlight).toBeNull()
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('of a release that was promoted', async () => {
    const shop = await promoted()
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
    expect(await shop.rollBack()).toMatchObject({ reason: 'done', failed: false })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    const { rollouts, held, lastPromoted } = await shop.survey()
    expect(rollouts[0]?.state.phase).toBe('rolled-back')
    expect(held?.record.revision).toBe('v2')
    expect(lastPromoted).toBeNull()
  })

  test('the components go back in the reverse order of deployment', async () => {
    const shop = await at10(openShop({ components: TWO }))
    await shop.rollBack()
    const order = shop.calls.log.flatMap(({ name }) => (name.endsWith('.rollback') ? [name] : []))
    expect(order).toEqual(['web.rollback', 'api.rollback'])
  })

  test.each([
    [null, true],
    [true, true],
    [false, false],
  ])('a hold follows as the plan says unless the person says otherwise: %s', async (hold, held) => {
    const shop = await at10()
    const { message } = await shop.rollBack({ hold })
    expect(message.includes('until a person releases')).toBe(held)
    expect((await shop.survey()).held !== null).toBe(held)
  })

  test('where the plan wants none, none follows', async () => {
    const shop = await at10(openShop({ plan: { holdAfterRollback: false } }))
    await shop.rollBack()
    expect((await shop.survey()).held).toBeNull()
    expect(await shop.start('v3')).toMatchObject({ reason: 'started' })
  })

  test('a dry run names what would be put back and touches nothing', async () => {
    const shop = await at10()
    expect(await shop.rollBack({ dryRun: true })).toMatchObject({
      reason: 'dry-run',
      message: 'Would put back web web-1.',
    })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
    expect((await shop.survey()).inFlight?.state.rollbackAsked).toBeNull()
  })
})

describe('asked twice it is done once', () => {
  test.each([
    ['on its way', at10],
    ['promoted', promoted],
  ])('of a release that was %s: the second does not go one release further back', async (_what, make) => {
    const shop = openShop()
    await promoted(shop, 'v1.5')
    await make(shop)
    await shop.rollBack()
    const [records, weights] = [shop.store.entries(), shop.web.weights()]
    const again = await shop.rollBack({ by: 'grace' })
    expect(again).toMatchObject({ reason: 'done', failed: false })
    expect(shop.web.weights()).toEqual(weights)
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
    expect(shop.store.entries()).toEqual(records)
  })

  test('after the hold was released it means the release that serves now', async () => {
    const shop = openShop()
    await promoted(shop, 'v1.5')
    await at10(shop)
    await shop.rollBack()
    await shop.ask('release-hold')
    expect(await shop.rollBack()).toMatchObject({ reason: 'done' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('a new release that fell at its smoke test does not stand in the way of undoing the one that serves', async () => {
    const shop = await promoted()
    shop.health.set('v3', 'ill')
    await shop.push('v3')
    expect(await shop.rollBack()).toMatchObject({ reason: 'done' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('the second puts the release back again when somebody gave traffic to the bad one in between', async () => {
    const shop = await at10()
    await shop.rollBack()
    shop.web.drift({ 'web-2': 100 })
    expect(await shop.rollBack()).toMatchObject({ reason: 'done' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })
})

describe('a target that cannot go back', () => {
  test.each([
    ['on its way', at10],
    ['promoted', promoted],
  ])('touches nothing, on no platform, of a release that is %s', async (_what, make) => {
    const shop = await make(openShop({ components: TWO }))
    const before = [...shop.platforms.values()].map((platform) => platform.weights())
    shop.platforms.get('api')?.lose('api-1')
    const outcome = await shop.rollBack()
    expect(outcome).toMatchObject({ reason: 'way-back-unsafe', failed: true })
    expect(outcome.message).toBe('Nothing was touched: api: release api-1 was deleted.')
    expect([...shop.platforms.values()].map((platform) => platform.weights())).toEqual(before)
    expect((await shop.survey()).held).toBeNull()
  })

  test('of a promoted release leaves no request that would be carried out weeks later', async () => {
    const shop = await promoted()
    shop.web.lose('web-1')
    await shop.rollBack()
    expect(await shop.tick()).toMatchObject({ reason: 'no-rollout' })
    expect(await shop.events()).not.toContain('asked-rollback ada')
  })

  test('of a release on its way stops it for a person', async () => {
    const shop = await at10()
    shop.web.lose('web-1')
    await shop.rollBack()
    await shop.wait(60 * MINUTE)
    expect(await shop.tick()).toMatchObject({ reason: 'way-back-unsafe', person: true })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
  })
})

describe('where there is nothing to go back to', () => {
  test('a first release that people see stays', async () => {
    const shop = openShop({ live: null })
    await shop.push('v1')
    await shop.tick()
    expect(await shop.rollBack()).toMatchObject({ reason: 'way-back-unsafe', failed: true })
    await shop.tickUntilQuiet()
    expect(await shop.rollBack()).toMatchObject({ reason: 'way-back-unsafe', failed: true })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('a first release that nobody has seen is simply ended', async () => {
    const shop = openShop({ live: null })
    await shop.push('v1')
    expect(await shop.rollBack()).toMatchObject({ reason: 'done', failed: false })
    expect((await shop.survey()).inFlight).toBeNull()
    expect(shop.web.weights()).toEqual({})
  })

  test('a service without any rollout says so and what else can be done', async () => {
    const outcome = await openShop().rollBack()
    expect(outcome).toMatchObject({ reason: 'no-rollout', failed: true })
    expect(outcome.message).toContain('Name the target yourself')
  })
})

describe('while a tick holds the lock', () => {
  /** Answers once the request is in the ledger, while the asker still waits for the lock. */
  const askDuring = (shop: Shop, call: () => Promise<unknown>) => {
    let asked: ReturnType<Shop['rollBack']> | null = null
    return {
      press: async () => {
        asked = shop.rollBack()
        while (!shop.said.some((line) => line.includes('rollback asked')))
          await new Promise((resolve) => setImmediate(resolve))
      },
      outcomes: async () => [await call(), await asked],
    }
  }

  test('the request is seen at its next look, which carries it out; the asker finds it done', async () => {
    const shop = openShop()
    await shop.push('v2')
    const { press, outcomes } = askDuring(shop, () => shop.tick())
    shop.world.at(shop.clock.now() + 3 * MINUTE, press)
    const [tick, asked] = await outcomes()
    expect(tick).toMatchObject({ reason: 'rollback-asked', failed: true })
    expect(asked).toMatchObject({ reason: 'done', wentBack: null })
    expect(backActs(shop)).toEqual(['back web-1'])
    expect(shop.store.entries()).toHaveLength(2)
  })

  test('between intent and act: the forward move is not made', async () => {
    const shop = openShop()
    await shop.push('v2')
    const { press, outcomes } = askDuring(shop, () => shop.tick({ watch: 0 }))
    shop.calls.after('ledger.append', press)
    const [tick, asked] = await outcomes()
    expect(tick).toMatchObject({ decision: 'abort', reason: 'rollback-asked' })
    expect(asked).toMatchObject({ reason: 'done' })
    expect(shop.web.acts()).toEqual(['deploy v2', 'back web-1'])
  })

  test('between act and confirmation: the run that moved forward takes it back itself, also without a watch', async () => {
    const shop = openShop()
    await shop.push('v2')
    const { press, outcomes } = askDuring(shop, () => shop.tick({ watch: 0 }))
    shop.calls.after('web.setWeight', press)
    const [tick] = await outcomes()
    expect(tick).toMatchObject({ decision: 'abort', reason: 'rollback-asked' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect((await shop.survey()).held).not.toBeNull()
  })
})

describe('a rollback that is interrupted', () => {
  test('by a platform that refuses leaves "going back", and the next tick finishes it with the same reason', async () => {
    const shop = await at10()
    shop.calls.armNext('web.rollback', 'refuse')
    await expect(shop.rollBack()).rejects.toBeInstanceOf(ProviderError)
    expect((await shop.survey()).inFlight?.state).toMatchObject({
      phase: 'aborted',
      reason: 'rollback-asked',
    })
    expect(await shop.tick()).toMatchObject({ decision: 'abort', failed: true })
    const { rollouts, held } = await shop.survey()
    expect(rollouts[0]?.state).toMatchObject({ phase: 'rolled-back', reason: 'rollback-asked' })
    expect(held).not.toBeNull()
  })

  test('by a reading that is late is not believed until it is confirmed', async () => {
    const shop = await at10()
    shop.web.lagBy(MINUTE)
    await expect(shop.rollBack()).rejects.toThrow(/web-2 still gets 10%/)
    await shop.wait(2 * MINUTE)
    await shop.tick()
    expect((await shop.survey()).rollouts[0]?.state.phase).toBe('rolled-back')
  })

  const kills = [
    ['ledger.append', 'kill-after', 1],
    ['web.rollback', 'kill-before', 1],
    ['web.rollback', 'kill-after', 1],
    ['ledger.create', 'kill-before', 1],
    ['ledger.create', 'kill-after', 1],
    ['ledger.append', 'kill-after', 2],
    ['ledger.append', 'kill-after', 3],
  ] as const
  test.each(kills)(
    'after promotion by a kill (%s %s %i) is finished by the next tick, hold included',
    async (call, mishap, nth) => {
      const shop = await promoted()
      shop.calls.armNext(call, mishap, nth)
      await expect(shop.rollBack()).rejects.toBeInstanceOf(Killed)
      shop.calls.revive()
      const recorded = shop.store.entries().some(({ record }) => record.kind === 'rollback')
      expect((await shop.start('v3')).reason).toBe(recorded ? 'on-hold' : 'rollback-asked')
      expect(await shop.tick({ dryRun: true })).toMatchObject({ failed: false })
      await shop.tick()
      expect(shop.web.weights()).toEqual({ 'web-1': 100 })
      const { rollouts, held } = await shop.survey()
      expect(rollouts[0]?.state).toMatchObject({ phase: 'rolled-back', reason: 'rollback-asked' })
      expect(held).not.toBeNull()
      expect(await shop.start('v3')).toMatchObject({ reason: 'on-hold' })
    },
  )

  test('at the first step, by a platform that fails, still leaves a hold: people had seen it', async () => {
    const shop = openShop()
    await shop.push('v2')
    shop.calls.armNext('web.current', 'refuse', 2)
    await expect(shop.tick()).rejects.toBeInstanceOf(ProviderError)
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
    shop.calls.armNext('web.rollback', 'refuse')
    await expect(shop.rollBack()).rejects.toBeInstanceOf(ProviderError)
    await shop.tick()
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect((await shop.survey()).held).not.toBeNull()
  })
})

describe('a target named by a person', () => {
  const to = (shop: Shop, target: Record<string, string>, dryRun = false) =>
    rollBackTo(shop.connect(), { to: new Map(Object.entries(target)), dryRun })
  const silence = (shop: Shop): void => {
    for (let k = 1; k <= 50; k += 1) shop.calls.arm(shop.calls.log.length + k, 'refuse')
  }

  test('is put back, and the rollout on its way does not lead forward again', async () => {
    const shop = await at10()
    expect(await to(shop, { web: 'web-1' })).toMatchObject({ reason: 'done', failed: false })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    await shop.wait(60 * MINUTE)
    expect(await shop.tick()).toMatchObject({ reason: 'no-rollout' })
    expect(await shop.survey()).toMatchObject({
      inFlight: null,
      held: { record: { reason: 'rollback-asked' } },
    })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('is put back also when the ledger does not answer, and that is said', async () => {
    const shop = await at10()
    shop.calls.armNext('ledger.list', 'refuse')
    shop.calls.armNext('ledger.list', 'refuse', 2)
    const outcome = await to(shop, { web: 'web-1' })
    expect(outcome).toMatchObject({ reason: 'unrecorded', failed: false })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    await shop.wait(60 * MINUTE)
    expect(await shop.tick()).toMatchObject({ reason: 'drift', person: true })
  })

  test('must be a component of the configuration: all that are not are named', async () => {
    const shop = openShop()
    const failure = await to(shop, { shop: 'x', api: 'y' }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toMatch(/shop[\s\S]*api/)
  })

  test('that cannot serve is refused before any is touched', async () => {
    const shop = await at10(openShop({ components: TWO }))
    const outcome = await to(shop, { web: 'web-1', api: 'api-9' })
    expect(outcome).toMatchObject({ reason: 'way-back-unsafe', failed: true })
    for (const platform of shop.platforms.values())
      expect(Object.values(platform.weights())).toEqual([90, 10])
  })

  test('is never the release that is being tried: that would be a way forward without its steps', async () => {
    const shop = await at10()
    expect(await to(shop, { web: 'web-2' })).toMatchObject({ reason: 'way-back-unsafe', failed: true })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
  })

  test('is only named by a dry run', async () => {
    const shop = await at10()
    expect(await to(shop, { web: 'web-1' }, true)).toMatchObject({ reason: 'dry-run' })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
  })

  test('on a platform that does not answer is an error, not a success', async () => {
    const shop = await at10()
    silence(shop)
    await expect(to(shop, { web: 'web-1' })).rejects.toBeInstanceOf(ProviderError)
  })
})
