import { describe, expect, test } from 'vitest'
import { rollBackTo } from '../../src/gates/roll-back-to.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { HOUR, MINUTE, openShop, type Shop, type ShopOptions } from '../scenarios/shop.ts'

const bake = 30 * MINUTE

/** The week of one of our systems: share, regions and features grow together. */
const WEEK: Partial<Plan> = {
  steps: [
    { weight: 20, bake, regions: ['US', 'CA'], features: ['core'] },
    { weight: 60, bake, cohort: 'early', regions: ['US', 'CA', 'UK'], features: ['core', 'adaptive'] },
    { weight: 100, bake, features: ['core', 'adaptive'] },
  ],
}

const open = (more: Partial<ShopOptions> = {}): Shop =>
  openShop({
    components: [{ name: 'web', exposure: 'flag:launch' }],
    flags: ['launch', 'core', 'adaptive'],
    plan: WEEK,
    ...more,
  })

const flag = (shop: Shop, name: string) => {
  const found = shop.flags.get(name)
  if (!found) throw new RangeError(`no flag ${name}`)
  return found
}

const weights = (shop: Shop): Record<string, number | undefined> =>
  Object.fromEntries([...shop.flags].map(([name, one]) => [name, one.now()?.weight]))

const NOBODY = { weight: 0, cohort: null, regions: [] }

/** Up to the first step, which bakes. */
const begin = async (shop: Shop): Promise<void> => {
  await shop.push('v2')
  await shop.tick({ watch: 0 })
}

describe('a component behind a flag', () => {
  test('is deployed whole and seen by nobody until the flag lets people in', async () => {
    const shop = open()
    await shop.start('v2')
    await shop.deploy('v2')
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
    expect(weights(shop)).toEqual({ launch: 0, core: 0, adaptive: 0 })
  })

  test('is led to each step by percentage, cohort, region and features together', async () => {
    const shop = open()
    await begin(shop)
    expect(flag(shop, 'launch').now()).toEqual({ weight: 20, cohort: null, regions: ['US', 'CA'] })
    expect(flag(shop, 'core').now()).toEqual({ weight: 20, cohort: null, regions: ['US', 'CA'] })
    expect(flag(shop, 'adaptive').now()).toEqual(NOBODY)
    await shop.wait(HOUR)
    await shop.tick({ watch: 0 })
    const second = { weight: 60, cohort: 'early', regions: ['US', 'CA', 'UK'] }
    for (const name of ['launch', 'core', 'adaptive']) expect(flag(shop, name).now()).toEqual(second)
  })

  test('stays on for everybody after the promotion', async () => {
    const shop = open()
    await begin(shop)
    await shop.tickUntilQuiet()
    expect((await shop.survey()).lastPromoted?.record.revision).toBe('v2')
    expect(weights(shop)).toEqual({ launch: 100, core: 100, adaptive: 100 })
  })
})

describe('the way back', () => {
  test('switches flags off before any platform is touched', async () => {
    const shop = open()
    await begin(shop)
    let whenOff: Readonly<Record<string, number>> | null = null
    const launch = flag(shop, 'launch')
    const set = launch.acts().length
    const watched = launch.connect
    launch.connect = () => {
      const real = watched()
      return {
        ...real,
        set: async (audience) => {
          whenOff ??= shop.web.weights()
          await real.set(audience)
        },
      }
    }
    const { decision } = await shop.rollBack()
    expect(decision).toBe('pass')
    expect(launch.acts().slice(set)).toEqual([NOBODY])
    expect(whenOff).toEqual({ 'web-2': 100 })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect(weights(shop)).toEqual({ launch: 0, core: 0, adaptive: 0 })
    expect((await shop.survey()).held?.record.revision).toBe('v2')
  })

  test('is not kept from the platforms by a flag store that is down, and goes on until the flags are off', async () => {
    const shop = open()
    await begin(shop)
    const down = new ProviderError({ provider: 'fake', message: 'down', retryable: true })
    flag(shop, 'core').breakDown(down)
    await expect(shop.rollBack()).rejects.toBe(down)
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect(weights(shop)).toMatchObject({ launch: 0, adaptive: 0 })
    flag(shop, 'core').breakDown(null)
    await shop.rollBack()
    expect(weights(shop)).toEqual({ launch: 0, core: 0, adaptive: 0 })
    expect((await shop.survey()).rollouts[0]?.state.phase).toBe('rolled-back')
  })

  test('after the promotion, switches off what the release brought and leaves what was on before', async () => {
    const shop = open()
    flag(shop, 'core').byHand({ weight: 100, cohort: null, regions: [] })
    await begin(shop)
    await shop.tickUntilQuiet()
    await shop.rollBack()
    expect(weights(shop)).toEqual({ launch: 0, core: 100, adaptive: 0 })
  })

  test('by name, without the ledger, switches off the flag that leads to the component', async () => {
    const shop = open()
    await begin(shop)
    const { decision } = await rollBackTo(shop.connect(), { to: new Map([['web', 'web-1']]), dryRun: false })
    expect(decision).toBe('pass')
    expect(flag(shop, 'launch').now()).toEqual(NOBODY)
  })

  test('is written into the record flag by flag, as a statement that needs no Sluice', async () => {
    const shop = open()
    const { rollout } = await shop.start('v2')
    expect(rollout?.record.flags).toEqual(
      ['launch', 'core', 'adaptive'].map((name) => ({ name, wayBackCommand: `flagctl off ${name}` })),
    )
  })
})

describe('a flag that somebody else changes', () => {
  test.each([
    ['another share', { weight: 55, cohort: null, regions: ['US', 'CA'] }],
    ['another region', { weight: 20, cohort: null, regions: ['US'] }],
    ['another cohort', { weight: 20, cohort: 'all', regions: ['US', 'CA'] }],
    ['a rule of their own', null],
    ['off', NOBODY],
  ])('stops the rollout as drift: %s', async (_, audience) => {
    const shop = open()
    await begin(shop)
    flag(shop, 'core').byHand(audience)
    await shop.wait(HOUR)
    const { decision, reason, message } = await shop.tick({ watch: 0 })
    expect([decision, reason]).toEqual(['hold', 'drift'])
    expect(message).toContain('flag core')
    expect(flag(shop, 'core').now()).toEqual(audience)
  })

  test('keeps a proposal from starting while it is between on and off', async () => {
    const shop = open()
    flag(shop, 'adaptive').byHand({ weight: 40, cohort: null, regions: [] })
    const { decision, message } = await shop.start('v2')
    expect(decision).toBe('refuse')
    expect(message).toContain('The flag adaptive is not off (40%)')
  })
})

test('a flag that lets everybody in cannot lead a second release in by degrees, which is said before it starts', async () => {
  const shop = open()
  flag(shop, 'launch').byHand({ weight: 100, cohort: null, regions: [] })
  const { decision, message } = await shop.start('v2')
  expect(decision).toBe('refuse')
  expect(message).toContain('lets everybody in already')
})

test('a run killed between two flags is finished by the next tick', async () => {
  const shop = open()
  await shop.push('v2')
  const killed = new ProviderError({ provider: 'fake', message: 'killed', retryable: true })
  flag(shop, 'core').breakDown(killed)
  await expect(shop.tick({ watch: 0 })).rejects.toBe(killed)
  flag(shop, 'core').breakDown(null)
  await shop.tick({ watch: 0 })
  expect(weights(shop)).toEqual({ launch: 20, core: 20, adaptive: 0 })
  expect(await shop.events()).toContain('set 20%')
})
