import { describe, expect, test } from 'vitest'
import { type AdvanceOutcome, advance } from '../../src/gates/advance.ts'
import { noticeOf, type Written } from '../../src/gates/notice.ts'
import { rollBack } from '../../src/gates/roll-back.ts'
import type { Service } from '../../src/gates/service.ts'
import { startRollout } from '../../src/gates/start-rollout.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { sourceDown, worse } from '../fakes/metrics.ts'
import { HOUR, JUDGEMENT, MINUTE, openShop, PLAN, type Shop, type ShopOptions } from '../scenarios/shop.ts'

const REMIND = 4 * HOUR

/** A shop whose people hear what is told. */
interface Loud {
  shop: Shop
  heard: Written[]
  tick(): Promise<AdvanceOutcome>
  /** What was told since last asked: `bumped`, `held again`. */
  told(): string[]
  texts(): string[]
  service(): Service
}

const open = (options: ShopOptions = {}): Loud => {
  const shop = openShop(options)
  const heard: Written[] = []
  let asked = 0
  const notices = () => heard.slice(asked).flatMap((one) => noticeOf(one) ?? [])
  const service = (): Service => ({
    ...shop.connect(),
    announce: (written) => heard.push(written),
    remind: REMIND,
  })
  return {
    shop,
    heard,
    service,
    tick: () => advance(service(), { dryRun: false, watch: 0 }),
    told: () => {
      const said = notices().map(({ kind, reminder }) => `${kind}${reminder ? ' again' : ''}`)
      asked = heard.length
      return said
    },
    texts: () => notices().map(({ title, text, next }) => `${title} | ${text} | ${next}`),
  }
}

const release = async ({ shop, service }: Loud): Promise<void> => {
  const plan = {
    revision: 'v2',
    plan: PLAN,
    planHash: 'plan-1',
    judgement: JUDGEMENT,
    configHash: 'config-1',
  }
  const rest = { inFlight: 'queue', migrations: null, restorePointMissing: null, dryRun: false } as const
  await startRollout(service(), { ...plan, ...rest })
  await shop.deploy('v2')
  await shop.smoke('canary')
}

describe('people are told', () => {
  test('of every step of a good release, once, with number and next move', async () => {
    const loud = open()
    await release(loud)
    await loud.tick()
    expect(loud.texts()).toEqual([
      expect.stringMatching(/^shop v2 in production: started \| .* \| First step: 10%\.$/),
      expect.stringMatching(
        /^shop v2 in production: 10% of the traffic \| Within its limits\. .* \| Bakes until 2026-03-02T.*, then 50% /,
      ),
    ])
    expect(loud.told()).toEqual(['started', 'bumped'])
    await loud.tick()
    expect(loud.told()).toEqual([])
    for (let look = 0; look < 3; look += 1) {
      await loud.shop.wait(40 * MINUTE)
      await loud.tick()
    }
    expect(loud.told()).toEqual(['bumped', 'bumped', 'promoted'])
    await loud.tick()
    expect(loud.told()).toEqual([])
  })

  test('of a release that went back, with the evidence that decided', async () => {
    const loud = open()
    await release(loud)
    await loud.tick()
    loud.told()
    loud.shop.traffic = worse('v2', 200, loud.shop.clock.now())
    await loud.shop.wait(20 * MINUTE)
    await loud.tick()
    expect(loud.texts().join()).toMatch(/rolled back \| .*\d.* \| Mend the cause, then release the hold/)
    expect(loud.told()).toEqual(['rolled-back'])
    await loud.tick()
    expect(loud.told()).toEqual([])
  })

  test('of a rollback that somebody asked for, with who', async () => {
    const loud = open()
    await release(loud)
    await loud.tick()
    loud.told()
    await rollBack(loud.service(), { by: 'grace', dryRun: false, hold: null })
    expect(loud.texts().join()).toContain('grace asked for it.')
    expect(loud.told()).toEqual(['rolled-back'])
  })

  test('of a way back that fails, however many components there are', async () => {
    const loud = open({
      components: [
        { name: 'web', exposure: 'split' },
        { name: 'api', exposure: 'split' },
      ],
    })
    await release(loud)
    await loud.tick()
    loud.told()
    loud.shop.traffic = worse('v2', 250, loud.shop.clock.now())
    await loud.shop.wait(20 * MINUTE)
    const { web } = loud.shop
    const refused = new ProviderError({ provider: 'fake', message: 'no', retryable: true })
    const broken: Service = {
      ...loud.service(),
      components: loud.service().components.map((component) => ({
        ...component,
        platform: { ...component.platform, rollback: () => Promise.reject(refused) },
      })),
    }
    await expect(advance(broken, { dryRun: false, watch: 0 })).rejects.toBe(refused)
    expect(loud.told()).toEqual(['aborted'])
    expect(web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
    await expect(advance(broken, { dryRun: false, watch: 0 })).rejects.toBe(refused)
    expect(loud.told()).toEqual([])
    await loud.tick()
    expect(loud.told()).toEqual(['rolled-back'])
  })

  test('that it cannot go back at all, which is the loudest', async () => {
    const loud = open()
    await release(loud)
    await loud.tick()
    loud.told()
    loud.shop.web.lose('web-1')
    loud.shop.traffic = worse('v2', 250, loud.shop.clock.now())
    await loud.shop.wait(20 * MINUTE)
    await loud.tick()
    expect(loud.told()).toEqual(['held'])
  })

  test('when a person must decide, and again after the time to remind, however often it is looked at', async () => {
    const loud = open()
    await release(loud)
    await loud.tick()
    loud.told()
    loud.shop.traffic = sourceDown(loud.shop.clock.now())
    const told: string[][] = []
    for (let hour = 0; hour < 16; hour += 1) {
      await loud.shop.wait(30 * MINUTE)
      await loud.tick()
      await loud.shop.wait(30 * MINUTE)
      await loud.tick()
      told.push(loud.told())
    }
    const all = told.flat()
    expect(all[0]).toBe('held')
    expect(all.slice(1).every((kind) => kind === 'held again')).toBe(true)
    expect(all.length).toBeGreaterThanOrEqual(3)
    expect(all.length).toBeLessThanOrEqual(4)
  })

  test('of an approval that is missing, and reminded of it without being asked twice', async () => {
    const loud = open()
    const plan = { ...PLAN, steps: PLAN.steps.map((step, index) => ({ ...step, approval: index === 1 })) }
    await loud.shop.start('v2', { plan })
    await loud.shop.deploy('v2')
    await loud.shop.smoke('canary')
    await loud.tick()
    loud.told()
    await loud.shop.wait(40 * MINUTE)
    await loud.tick()
    expect(loud.told()).toEqual(['approval-asked'])
    await loud.shop.wait(5 * HOUR)
    await loud.tick()
    expect(loud.told()).toEqual(['approval-asked again'])
    await loud.tick()
    expect(loud.told()).toEqual([])
    expect((await loud.shop.survey()).inFlight?.state.phase).toBe('awaiting-approval')
    expect((await loud.shop.events()).filter((event) => event.startsWith('asks'))).toEqual(['asks 2'])
  })

  test('nothing of a proposal that ends before anything was done but that it ended', async () => {
    const loud = open()
    await loud.shop.start('v2')
    await rollBack(loud.service(), { by: 'grace', dryRun: false, hold: false })
    expect(loud.texts().join()).toContain('Nothing was changed')
    expect(loud.told()).toEqual(['aborted'])
  })

  test('reminders leave room for going back', async () => {
    const loud = open()
    await release(loud)
    await loud.shop.ask('pause')
    for (let day = 0; day < 100; day += 1) {
      await loud.shop.wait(24 * HOUR)
      await loud.tick()
    }
    const state = (await loud.shop.survey()).inFlight?.state
    expect(state?.events).toBeLessThan(60)
    expect(await loud.shop.rollBack()).toMatchObject({ failed: false })
  })
})
