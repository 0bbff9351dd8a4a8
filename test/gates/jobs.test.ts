import { describe, expect, test } from 'vitest'
import { rollBackTo } from '../../src/gates/roll-back-to.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { Killed } from '../scenarios/calls.ts'
import { openShop, type Shop, type ShopOptions } from '../scenarios/shop.ts'

const CRONS = ['0 9 * * *', '*/5 * * * *']

const open = (more: Partial<ShopOptions> = {}): Shop =>
  openShop({ components: [{ name: 'web', exposure: 'split', jobs: CRONS }], ...more })

const at10 = async (shop = open()): Promise<Shop> => {
  await shop.push('v2')
  await shop.tick()
  return shop
}

/** What changed on the platform since a release was there. */
const acts = (shop: Shop): readonly string[] => shop.web.acts().filter((act) => !act.startsWith('deploy'))

describe('scheduled jobs', () => {
  test('are on record with the start, and go on while the release climbs', async () => {
    const shop = await at10()
    expect((await shop.survey()).inFlight?.record.components[0]?.jobs).toEqual(CRONS)
    expect(shop.web.jobs()).toEqual(CRONS)
    await shop.tickUntilQuiet()
    expect(acts(shop)).toEqual(['set web-2 10%', 'set web-2 50%', 'set web-2 100%'])
  })

  test('stop before traffic goes back, and the answer says until when one may still start', async () => {
    const shop = await at10()
    const { message, wentBack } = await shop.rollBack()
    expect(acts(shop).slice(1)).toEqual(['stop jobs', 'back web-1'])
    expect(shop.web.jobs()).toEqual([])
    expect(wentBack?.jobs).toEqual([{ component: 'web', ran: CRONS, delay: expect.any(String) }])
    expect(message).toContain(
      'The jobs of web (`0 9 * * *`, `*/5 * * * *`) are stopped until a person releases the hold. A stopped job may still start for 15 minutes.',
    )
  })

  test('run again when the hold is released, and asking twice is asking once', async () => {
    const shop = await at10()
    await shop.rollBack()
    const { message } = await shop.ask('release-hold')
    expect(message).toContain('The jobs of web run again: `0 9 * * *`, `*/5 * * * *`.')
    expect(shop.web.jobs()).toEqual(CRONS)
    const before = acts(shop)
    expect(await shop.ask('release-hold')).toMatchObject({ reason: 'nothing-to-do' })
    expect(acts(shop)).toEqual(before)
  })

  test('are stopped once when the rollback is asked twice', async () => {
    const shop = await at10()
    await shop.rollBack()
    const { message } = await shop.rollBack({ by: 'grace' })
    expect(acts(shop).filter((act) => act === 'stop jobs')).toHaveLength(1)
    expect(message).toContain('The jobs of web stay stopped until')
  })

  test('are stopped after a promotion too, and the next release has the same list on record', async () => {
    const shop = await at10()
    await shop.tickUntilQuiet()
    await shop.rollBack()
    expect(shop.web.jobs()).toEqual([])
    await shop.ask('release-hold')
    await shop.push('v3')
    expect((await shop.survey()).inFlight?.record.components[0]?.jobs).toEqual(CRONS)
  })

  test('are left alone when nobody saw the release', async () => {
    const shop = open()
    shop.health.set('v2', 'ill')
    await shop.push('v2')
    expect((await shop.survey()).rollouts[0]?.state.phase).toBe('rolled-back')
    expect(shop.web.jobs()).toEqual(CRONS)
  })

  test('are left alone when a newer release takes the place at once', async () => {
    const shop = await at10()
    expect(await shop.start('v3', { inFlight: 'supersede' })).toMatchObject({ reason: 'started' })
    expect(shop.web.jobs()).toEqual(CRONS)
    expect((await shop.survey()).inFlight?.record.components[0]?.jobs).toEqual(CRONS)
  })

  test('are left alone where the configuration does not ask for it', async () => {
    const shop = await at10(openShop())
    const { wentBack, message } = await shop.rollBack()
    expect(wentBack?.jobs).toEqual([])
    expect(message).not.toContain('jobs')
  })

  test('are named by a dry run that stops nothing', async () => {
    const shop = await at10()
    expect((await shop.rollBack({ dryRun: true })).message).toBe(
      'Would put back web web-1 and stop the jobs of web.',
    )
    expect(shop.web.jobs()).toEqual(CRONS)
  })

  test('stop as well when the ticks find that it must go back', async () => {
    const shop = await at10()
    shop.web.lagBy(0)
    await shop.ask('pause')
    shop.calls.armNext('web.rollback', 'refuse')
    await expect(shop.rollBack()).rejects.toBeInstanceOf(ProviderError)
    expect(shop.web.jobs()).toEqual([])
    expect((await shop.tick()).message).toContain('stay stopped until a person releases the hold')
  })
})

describe('without a hold', () => {
  const noHold = () => at10(open({ plan: { holdAfterRollback: false } }))

  test('jobs run again when the next release is deployed, which has them on record', async () => {
    const shop = await noHold()
    expect((await shop.rollBack()).message).toContain('are stopped until the next release is deployed')
    await shop.start('v3')
    expect((await shop.survey()).inFlight?.record.components[0]?.jobs).toEqual(CRONS)
    expect(shop.web.jobs()).toEqual([])
    await shop.deploy('v3')
    expect(shop.web.jobs()).toEqual(CRONS)
    expect(acts(shop).slice(-1)).toEqual(['jobs 0 9 * * *, */5 * * * *'])
  })

  test('what a person set meanwhile stays, and counts', async () => {
    const shop = await noHold()
    await shop.rollBack()
    shop.web.setJobs(['0 1 * * *'])
    await shop.push('v3')
    expect((await shop.survey()).inFlight?.record.components[0]?.jobs).toEqual(['0 1 * * *'])
    expect(shop.web.jobs()).toEqual(['0 1 * * *'])
  })
})

describe('jobs that a person changed', () => {
  test('since the start are stopped, and what ran is said', async () => {
    const shop = await at10()
    shop.web.setJobs(['0 1 * * *'])
    await shop.rollBack()
    expect(shop.web.jobs()).toEqual([])
    expect(shop.said.join('\n')).toContain('Stopped now: `0 1 * * *`; on record')
  })

  test('during the hold stay as they are when it is released', async () => {
    const shop = await at10()
    await shop.rollBack()
    shop.web.setJobs(['0 1 * * *'])
    expect((await shop.ask('release-hold')).message).toContain('were set by hand and stay so: `0 1 * * *`')
    expect(shop.web.jobs()).toEqual(['0 1 * * *'])
  })

  test('to none before the start are nothing to stop or to start', async () => {
    const shop = open()
    shop.web.setJobs([])
    await at10(shop)
    await shop.rollBack()
    await shop.ask('release-hold')
    expect(acts(shop)).toEqual(['set web-2 10%', 'back web-1'])
  })
})

describe('when the platform does not do it', () => {
  test('traffic goes back all the same, and the next tick stops the jobs', async () => {
    const shop = await at10()
    shop.calls.armNext('web.jobs.set', 'refuse')
    await expect(shop.rollBack()).rejects.toBeInstanceOf(ProviderError)
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect(shop.web.jobs()).toEqual(CRONS)
    await shop.tick()
    expect(shop.web.jobs()).toEqual([])
    expect((await shop.survey()).held).not.toBeNull()
  })

  test('the hold stands until they run again', async () => {
    const shop = await at10()
    await shop.rollBack()
    shop.calls.armNext('web.jobs.set', 'refuse')
    await expect(shop.ask('release-hold')).rejects.toBeInstanceOf(ProviderError)
    expect((await shop.survey()).held).not.toBeNull()
    await shop.ask('release-hold')
    expect(shop.web.jobs()).toEqual(CRONS)
    expect((await shop.survey()).held).toBeNull()
  })

  test('a run that dies between the jobs and the release of the hold is finished by asking again', async () => {
    const shop = await at10()
    await shop.rollBack()
    shop.calls.armNext('web.jobs.set', 'kill-after')
    await expect(shop.ask('release-hold')).rejects.toBeInstanceOf(Killed)
    shop.calls.revive()
    expect(await shop.ask('release-hold')).toMatchObject({ reason: 'released' })
    expect(shop.web.jobs()).toEqual(CRONS)
  })
})

test('a target that a person names stops them too, with the list to start them by', async () => {
  const shop = await at10()
  const outcome = await rollBackTo(shop.connect(), { to: new Map([['web', 'web-1']]), dryRun: false })
  expect(outcome.message).toContain('The jobs of web (`0 9 * * *`, `*/5 * * * *`) are stopped')
  expect(acts(shop).slice(1)).toEqual(['stop jobs', 'back web-1'])
  await shop.ask('release-hold')
  expect(shop.web.jobs()).toEqual(CRONS)
})
