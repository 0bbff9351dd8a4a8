import { describe, expect, test } from 'vitest'
import { advance } from '../../src/gates/advance.ts'
import type { Service } from '../../src/gates/service.ts'
import { worse } from '../fakes/metrics.ts'
import { HOUR, openShop, type Shop } from '../scenarios/shop.ts'
import { onCanal } from './canal.ts'

const climbing = async (): Promise<Shop> => {
  const shop = openShop()
  await shop.push('v2')
  await shop.tick()
  await shop.wait(HOUR)
  return shop
}

/** A tick whose working copy holds another configuration than the released one. */
const tick = (shop: Shop, configured?: () => Promise<Service | null>) =>
  advance(
    { ...shop.connect(), configHash: 'edited' },
    { dryRun: false, watch: 0, ...(configured && { configured }) },
  )

describe('a tick whose configuration is not the one of the release', () => {
  test('takes no step and calls a person', async () => {
    const shop = await climbing()
    const outcome = await tick(shop)
    expect(outcome).toMatchObject({ decision: 'hold', reason: 'config-changed', person: true })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
  })

  test('goes on when the released commit still has it', async () => {
    const shop = await climbing()
    const asked: string[] = []
    const outcome = await advance(
      { ...shop.connect(), configHash: 'edited' },
      {
        dryRun: false,
        watch: 0,
        configured: async ({ revision }) => {
          asked.push(revision)
          return { ...shop.connect(), configHash: 'config-1' }
        },
      },
    )
    expect(outcome).toMatchObject({ decision: 'advance' })
    expect(asked).toEqual(['v2'])
  })

  test('takes no step when the released commit has yet another one', async () => {
    const shop = await climbing()
    const outcome = await tick(shop, async () => ({ ...shop.connect(), configHash: 'forged' }))
    expect(outcome).toMatchObject({ reason: 'config-changed' })
  })

  test('still goes back from a release that does harm', async () => {
    const shop = await climbing()
    shop.traffic = worse('v2', 200, shop.clock.now() - HOUR)
    expect(await tick(shop)).toMatchObject({ decision: 'abort' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('still goes back when a person asks', async () => {
    const shop = await climbing()
    const [target] = (await shop.survey()).rollouts
    expect(target).toBeDefined()
    await shop.rollBack()
    expect(await tick(shop)).not.toMatchObject({ reason: 'config-changed' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test(
    'begins nothing that was approved with another one',
    onCanal(async (canal) => {
      const run = canal.run()
      const { rollout } = await canal.propose(run, canal.commit('v2'))
      canal.answer(run, 'grace', 'approved')
      const id = rollout?.record.id ?? ''
      const outcome = await canal.admit(run, id, { configHash: 'edited' })
      expect(outcome).toMatchObject({ reason: 'out-of-date', failed: true })
      expect(outcome.message).toContain('configuration')
      expect(await canal.admit(run, id, { configHash: 'config-1' })).toMatchObject({ reason: 'started' })
    }),
  )
})
