import { describe, expect, test } from 'vitest'
import { parseWindowEnd, type Window } from '../../src/kit/windows.ts'
import { finishRun } from '../fakes/github/concurrency.ts'
import { worse } from '../fakes/metrics.ts'
import { HOUR, MINUTE, openShop } from '../scenarios/shop.ts'
import { onCanal } from './canal.ts'

const span = (from: string, until: string): Window => {
  const [begin, end] = [parseWindowEnd(from), parseWindowEnd(until)]
  if (!begin.ok || !end.ok) throw new Error('not a window')
  return { from: begin.value, until: end.value, reason: 'stocktaking' }
}

// Stories begin on Monday, 2 March 2026, 09:00 UTC.
const FROM_TEN = [span('Mon 10:00 UTC', 'Mon 18:00 UTC')]
const ALL_DAY = [span('Mon 08:00 UTC', 'Mon 18:00 UTC')]

describe('while a freeze is in force', () => {
  test('nothing starts: the refusal says until when and why, and no record is written', async () => {
    const shop = openShop({ freeze: ALL_DAY })
    const outcome = await shop.start('v2')
    expect(outcome).toMatchObject({ failed: true, reason: 'frozen' })
    expect(outcome.message).toContain('2026-03-02T18:00:00Z: stocktaking')
    expect((await shop.survey()).rollouts).toEqual([])
    await shop.wait(9 * HOUR)
    expect(await shop.start('v2')).toMatchObject({ failed: false })
  })

  test('a rollout on its way takes no step, and goes on when it is over', async () => {
    const shop = openShop({ freeze: FROM_TEN })
    await shop.push('v2')
    await shop.tick()
    await shop.wait(HOUR)
    const held = await shop.tick()
    expect(held).toMatchObject({ decision: 'hold', reason: 'frozen', requeueAt: Date.UTC(2026, 2, 2, 18) })
    await shop.wait(8 * HOUR)
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })

  test('guards go on: a release that does harm goes back', async () => {
    const shop = openShop({ freeze: FROM_TEN })
    await shop.push('v2')
    await shop.tick()
    await shop.wait(HOUR)
    shop.traffic = worse('v2', 200, shop.clock.now())
    await shop.wait(HOUR)
    expect(await shop.tick()).toMatchObject({ decision: 'abort' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('a person may roll back', async () => {
    const shop = openShop({ freeze: FROM_TEN })
    await shop.push('v2')
    await shop.tick()
    await shop.wait(2 * HOUR)
    expect(await shop.rollBack()).toMatchObject({ failed: false })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test(
    'a proposal that was approved too late waits, and is started again once when the freeze is over',
    onCanal(
      async (canal) => {
        const run = canal.run()
        const { rollout } = await canal.propose(run, canal.commit('v2'))
        const id = rollout?.record.id ?? ''
        canal.github.advance(90 * MINUTE)
        canal.answer(run, 'grace', 'approved')
        expect(await canal.admit(run, id)).toMatchObject({ failed: true, reason: 'frozen' })
        finishRun(canal.github.state, run, 'failure')
        const started = async () => (await canal.look({}, FROM_TEN)).started
        expect(await started()).toEqual([])
        expect((await canal.look({}, FROM_TEN)).message).toContain('waits for the end of the freeze')
        canal.github.advance(8 * HOUR)
        expect(await started()).toEqual(['.github/workflows/deploy.yml'])
        expect(await started()).toEqual([])
        const again = canal.run()
        const proposed = await canal.propose(again, rollout?.record.revision ?? '')
        expect(proposed).toMatchObject({ reason: 'already-started', next: 'approve' })
        canal.answer(again, 'grace', 'approved')
        expect(await canal.admit(again, id)).toMatchObject({ failed: false, reason: 'started' })
        expect(canal.shop.web.acts()).toEqual([])
      },
      { freeze: FROM_TEN },
    ),
  )
})
