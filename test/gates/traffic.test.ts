import { describe, expect, test } from 'vitest'
import { measureTraffic, readLive } from '../../src/gates/traffic.ts'
import { HEALTHY, sourceDown } from '../fakes/metrics.ts'
import { HOUR, JUDGEMENT, openShop, type ShopOptions } from '../scenarios/shop.ts'

const DAY = 24 * HOUR

const week = async (options: ShopOptions = {}) => {
  const shop = openShop(options)
  await shop.wait(8 * DAY)
  return shop
}

describe('the usual traffic', () => {
  test('is what the live release brought over the last days', async () => {
    const shop = await week()
    const [errors] = await measureTraffic(shop.connect())
    expect(errors?.perSecond).toBeCloseTo(20, 6)
    expect(errors?.rate).toBeCloseTo(0.004, 6)
  })

  test('is not diluted by the time before the release was there', async () => {
    const shop = openShop()
    await shop.wait(6 * HOUR)
    const [errors] = await measureTraffic(shop.connect())
    expect(errors?.perSecond).toBeGreaterThan(15)
  })

  test('is measured within what the source remembers', async () => {
    const shop = await week({ source: { lookBack: 3 * HOUR, delay: 60_000 } })
    expect((await measureTraffic(shop.connect()))[0]?.perSecond).toBeCloseTo(20, 6)
  })

  test('of a source that does not answer is not known, and stops nothing', async () => {
    const shop = await week()
    shop.traffic = sourceDown(0)
    expect(await measureTraffic(shop.connect())).toEqual([])
    expect(shop.said.join('\n')).toContain('could not be measured')
  })

  test('of a service that nobody calls is not known', async () => {
    const shop = await week()
    shop.traffic = { ...HEALTHY, perMinute: () => 0 }
    expect(await measureTraffic(shop.connect())).toEqual([])
  })

  test('stands in the record of the rollout that begins with it', async () => {
    const shop = await week()
    const traffic = await measureTraffic(shop.connect())
    await shop.push('v2', { traffic })
    expect((await shop.survey()).inFlight?.record.traffic).toEqual(traffic)
  })
})

describe('live traffic for a rehearsal', () => {
  test('covers the length of the plan in its own slices', async () => {
    const shop = await week()
    const [errors] = await readLive(shop.connect(), JUDGEMENT)
    expect(errors?.slices).toHaveLength(24)
    expect(errors?.slices.every(({ canary }) => canary?.n === 6000)).toBe(true)
  })
})
