import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { admit } from '../../src/gates/admit.ts'
import { rollBackTo } from '../../src/gates/roll-back-to.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { HOUR, MINUTE, openShop, PLAN, type Shop, type ShopOptions } from '../scenarios/shop.ts'

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

describe('the second release, by the same plan', () => {
  /** A release goes all its way. */
  const promote = async (shop: Shop, revision: string): Promise<void> => {
    expect((await shop.push(revision)).decision).toBe('pass')
    await shop.tickUntilQuiet()
    expect((await shop.survey()).lastPromoted?.record.revision).toBe(revision)
  }
  const split = { components: [{ name: 'web', exposure: 'split' }] } as const
  const led = { components: [{ name: 'web', exposure: 'flag:launch', whenOn: 'full' }] } as const
  const everybody = { weight: 100, cohort: null, regions: [] }

  test('goes by traffic while the features of the first stay on, and says since when they are', async () => {
    const shop = open(split)
    await promote(shop, 'v2')
    const { message, rollout, left } = await shop.start('v3')
    expect(left).toEqual(
      ['core', 'adaptive'].map(
        (name) =>
          `The flag ${name} is on for everybody already since v2; it is left as it is, also on the way back.`,
      ),
    )
    expect(message).toContain(left?.[0])
    expect(rollout?.record.flags).toBeUndefined()
    expect(rollout?.record.plan.steps).toHaveLength(3)
    await promote(shop, 'v3')
    expect(weights(shop)).toEqual({ launch: 0, core: 100, adaptive: 100 })
  })

  test('turned back, leaves on what was on before it and takes away what it brought itself', async () => {
    const shop = open({ ...split, flags: ['core', 'adaptive', 'extra'] })
    const [first, , last] = WEEK.steps ?? []
    if (!first || !last) throw new RangeError('a week has steps')
    await promote(shop, 'v2')
    const steps = [first, { ...last, features: ['core', 'adaptive', 'extra'] }]
    await shop.push('v3', { plan: { ...PLAN, steps } })
    await shop.tickUntilQuiet()
    expect(weights(shop)).toEqual({ core: 100, adaptive: 100, extra: 100 })
    await shop.rollBack()
    expect(weights(shop)).toEqual({ core: 100, adaptive: 100, extra: 0 })
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
  })

  test('leaves a cohort in that the last step lets in', async () => {
    const steps = [
      { weight: 50, bake, cohort: 'elite', features: ['core'] },
      { weight: 100, bake, cohort: 'elite', features: ['core'] },
    ]
    const shop = open({ ...led, plan: { steps } })
    const elite = { weight: 100, cohort: 'elite', regions: [] }
    await promote(shop, 'v2')
    const { message } = await shop.start('v3')
    expect(message).toContain('The flag launch is on for all of elite already since v2')
    await promote(shop, 'v3')
    for (const name of ['launch', 'core']) expect(flag(shop, name).now()).toEqual(elite)
  })

  test('is refused where a flag was to lead it in and is on, with the line that says what is meant', async () => {
    const shop = open()
    await promote(shop, 'v2')
    const { decision, message } = await shop.start('v3')
    expect(decision).toBe('refuse')
    expect(message).toContain(
      'on for everybody already since v2, so this release of web would be seen by all whom it lets in at once',
    )
    expect(message).toContain('`when-on: full` below components.web')
    expect(message).toContain('`exposure: flag:<new name>`')
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
  })

  test('is deployed whole where the configuration says so, in one step that judges it', async () => {
    const shop = open(led)
    await promote(shop, 'v2')
    const { rollout, message: said } = await shop.start('v3')
    expect(said).toContain('Nothing of the plan is left to lead: the release is deployed whole')
    expect(rollout?.record.plan.steps).toEqual([{ weight: 100, bake, features: ['core', 'adaptive'] }])
    expect(rollout?.record.components).toMatchObject([{ name: 'web', exposure: 'full' }])
    const { message } = await shop.deploy('v3')
    expect(message).toBe('Deployed whole, in use from now on: web web-3.')
    await promote(shop, 'v3')
    expect(shop.web.weights()).toEqual({ 'web-3': 100 })
    await shop.rollBack()
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
    expect(weights(shop)).toEqual({ launch: 100, core: 100, adaptive: 100 })
  })

  test('deployed whole, still asks the person whom any step would have asked, and waits for no weekday', async () => {
    const steps = (WEEK.steps ?? []).map((step, index) => ({
      ...step,
      at: 'Mon 00:00 UTC',
      approval: index === 1,
    }))
    const shop = open(led)
    for (const one of shop.flags.values()) one.byHand(everybody)
    const { rollout } = await shop.start('v2', { plan: { ...PLAN, steps } })
    expect(rollout?.record.plan.steps).toEqual([
      { weight: 100, bake, approval: true, features: ['core', 'adaptive'] },
    ])
  })

  test('named as the target, a release keeps the people whom its flag let in', async () => {
    const shop = open(led)
    await promote(shop, 'v2')
    await promote(shop, 'v3')
    await rollBackTo(shop.connect(), { to: new Map([['web', 'web-2']]), dryRun: false })
    expect([flag(shop, 'launch').now(), shop.web.weights()]).toEqual([everybody, { 'web-2': 100 }])
    await shop.ask('release-hold')
    await rollBackTo(shop.connect(), { to: new Map([['web', 'web-1']]), dryRun: false })
    expect([flag(shop, 'launch').now(), shop.web.weights()]).toEqual([NOBODY, { 'web-1': 100 }])
  })

  test('is proposed anew when somebody switched off what it relied on', async () => {
    const shop = open(led)
    await promote(shop, 'v2')
    const { rollout } = await shop.start('v3')
    flag(shop, 'core').byHand(NOBODY)
    const { reason, message } = await admit(shop.connect(), null, {
      rollout: rollout?.record.id ?? '',
      approval: { from: 'none', environment: '', self: true, approvers: [] },
      inFlight: 'queue',
      dryRun: false,
    })
    expect([reason, message]).toEqual(['out-of-date', expect.stringContaining('flag core is off')])
  })

  test.each([
    ['off', NOBODY, 'pass'],
    ['a part of everybody', { weight: 60, cohort: null, regions: [] }, 'refuse'],
    ['a group of them', { weight: 100, cohort: 'elite', regions: [] }, 'refuse'],
    ['a region', { weight: 100, cohort: null, regions: ['US'] }, 'refuse'],
    ['everybody', everybody, 'pass'],
    ['a rule of their own', null, 'refuse'],
  ])('after a flag was left at %s', async (_, audience, decision) => {
    const shop = open(split)
    flag(shop, 'core').byHand(audience)
    const outcome = await shop.start('v2')
    expect(outcome.decision).toBe(decision)
    expect(flag(shop, 'core').now()).toEqual(audience)
  })

  /** What happens to a release after it was pushed. */
  const fates = ['promoted', 'turned back at its first step', 'promoted and turned back'] as const

  test('whatever releases come and go, flags end where the last one that stayed had put them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Partial<ShopOptions>>(split, led),
        fc.array(
          fc.record({
            fate: fc.constantFrom(...fates),
            brings: fc.subarray(['core', 'adaptive', 'extra'], { minLength: 1 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        async (kind, releases) => {
          const shop = open({ ...kind, flags: ['launch', 'core', 'adaptive', 'extra'] })
          const leads = kind === led ? ['launch'] : []
          const on = new Set<string>()
          let serves = 'v1'
          for (const [index, { fate, brings }] of releases.entries()) {
            const revision = `v${index + 2}`
            const steps = [20, 100].map((weight) => ({ weight, bake, features: brings }))
            await shop.push(revision, { plan: { ...PLAN, steps } })
            await shop.tick({ watch: 0 })
            if (fate !== 'turned back at its first step') await shop.tickUntilQuiet()
            if (fate === 'promoted') {
              for (const name of [...leads, ...brings]) on.add(name)
              serves = revision
            } else {
              expect((await shop.rollBack()).decision).toBe('pass')
              await shop.ask('release-hold')
            }
            for (const [name, one] of shop.flags)
              expect([revision, name, one.now()]).toEqual([revision, name, on.has(name) ? everybody : NOBODY])
            const [release = ''] = Object.keys(shop.web.weights())
            expect(shop.web.find(release)?.revision).toBe(serves)
          }
        },
      ),
      { seed: 20_261_121, numRuns: 25 },
    )
  })
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
