import { expect, test } from 'vitest'
import { MINUTE, openShop } from '../scenarios/shop.ts'

test('a record that somebody deleted while its release serves is told by the next look, and nothing starts on it', async () => {
  const shop = openShop()
  await shop.push('v2')
  await shop.tick()
  const [own] = (await shop.survey()).rollouts
  shop.store.remove(own?.key ?? '')
  await shop.wait(40 * MINUTE)
  const outcome = await shop.tick()
  expect(outcome).toMatchObject({ decision: 'hold', reason: 'state-lost', person: true })
  expect(outcome.message).toContain('no record is left')
  expect(await shop.start('v3')).toMatchObject({ failed: true })
  expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
})

test('a release that nobody of us brought is no lost record', async () => {
  expect(await openShop().tick()).toMatchObject({ reason: 'no-rollout' })
})
