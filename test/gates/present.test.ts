import { describe, expect, test } from 'vitest'
import type { PresentLimit } from '../../src/analysis/judgement.ts'
import { HOUR, openShop, type Shop } from '../scenarios/shop.ts'

interface Queue {
  /** Figures of the new release, reading after reading; the last one stays. Null: nobody answers. */
  v2: (number | null)[]
  v1?: number
}

/** At 10 %, with a queue of which at most 100 may wait. */
const at10 = async (queue: Queue, beyond: PresentLimit['beyond'] = 'hold'): Promise<Shop> => {
  const next = () => (queue.v2.length > 1 ? queue.v2.shift() : queue.v2[0]) ?? null
  const shop = openShop({
    present: (revision) => (revision === 'v2' ? next() : (queue.v1 ?? 0)),
    judgement: { limits: [{ metric: 'queue', max: 100, beyond }] },
  })
  expect(await shop.push('v2')).toMatchObject({ failed: false })
  expect(await shop.tick({ watch: 0 })).toMatchObject({ decision: 'advance' })
  await shop.wait(HOUR)
  return shop
}

const AT_10 = { 'web-1': 90, 'web-2': 10 }

describe('a figure that is known for the present alone', () => {
  test('lets the rollout go on while it is within its limit', async () => {
    const shop = await at10({ v2: [80] })
    expect(await shop.tick({ watch: 0 })).toMatchObject({ decision: 'advance', reason: 'next-step' })
  })

  test('holds it while it is beyond, and says the figure', async () => {
    const queue: Queue = { v2: [250] }
    const shop = await at10(queue)
    const held = await shop.tick()
    expect(held).toMatchObject({ decision: 'hold', reason: 'over-limit' })
    expect(held.message).toBe('"queue": 250 at present, more than 100.')
    queue.v2 = [20]
    expect(await shop.tick({ watch: 0 })).toMatchObject({ decision: 'advance' })
  })

  test('is read again within one look: one reading alone decides nothing', async () => {
    const outlier = await at10({ v2: [900, 20, 30] })
    expect(await outlier.tick({ watch: 0 })).toMatchObject({ decision: 'advance' })
    const lull = await at10({ v2: [20, 900, 900] })
    expect(await lull.tick()).toMatchObject({ decision: 'hold', reason: 'over-limit' })
  })

  test('takes it back only where the file says so', async () => {
    const shop = await at10({ v2: [250] }, 'abort')
    expect(await shop.tick()).toMatchObject({ decision: 'abort', reason: 'over-limit' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('takes nothing back that the old release has as well', async () => {
    const shop = await at10({ v2: [250], v1: 240 }, 'abort')
    const held = await shop.tick()
    expect(held).toMatchObject({ decision: 'hold', reason: 'over-limit' })
    expect(held.message).toContain('and so it is with the old release')
    expect(shop.web.weights()).toEqual(AT_10)
  })

  test.each<[string, (number | null)[]]>([
    ['that nobody tells', [null]],
    ['that is no number', [Number.NaN]],
    ['that is infinite', [Number.POSITIVE_INFINITY]],
    ['whose readings do not agree', [20, 900, null]],
  ])('%s is neither a pass nor a reason to go back', async (_, v2) => {
    const shop = await at10({ v2 }, 'abort')
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'no-data' })
    expect(shop.web.weights()).toEqual(AT_10)
  })

  test('that stays away for longer than the plan allows calls a person', async () => {
    const shop = await at10({ v2: [null] })
    for (let hour = 0; hour < 3; hour++) {
      await shop.tick()
      await shop.wait(HOUR)
    }
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'blind-too-long', person: true })
    expect(shop.web.weights()).toEqual(AT_10)
  })

  test('that stays beyond its limit for longer than the plan allows calls a person', async () => {
    const shop = await at10({ v2: [250] })
    for (let hour = 0; hour < 26; hour++) {
      await shop.tick()
      await shop.wait(HOUR)
    }
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'over-limit', person: true })
  })
})
