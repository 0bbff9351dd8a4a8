import { expect, test } from 'vitest'
import { recordHold } from '../../src/gates/go-back.ts'
import { HOUR, openShop } from '../scenarios/shop.ts'

test('a hold that the start did not see, because a list showed it late, stops the release before anybody sees it', async () => {
  const shop = openShop()
  await shop.push('v2')
  const old = (await shop.survey()).rollouts[0]
  if (!old) throw new Error('nothing began')
  await shop.rollBack({ hold: false })
  await shop.start('v3')
  await recordHold(shop.connect(), old, [], 'rollback-asked')
  expect(await shop.deploy('v3')).toMatchObject({ failed: true, reason: 'on-hold' })
  await shop.wait(HOUR)
  expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'conflict', person: true })
  await shop.ask('release-hold')
  expect(await shop.deploy('v3')).toMatchObject({ failed: false })
  await shop.smoke('canary')
  expect(await shop.tick()).toMatchObject({ decision: 'advance' })
})
