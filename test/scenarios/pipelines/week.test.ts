import { expect, test } from 'vitest'
import { timeOf } from './project.ts'
import { EVENTS, events, playWeek, SERVED } from './week.ts'

test('a week through the real workflows and the real bundle, with hourly ticks and an approval on Thursday', async () => {
  // Ticks that move nothing share one process, but for those of Wednesday morning.
  const moving = ['Mon 09', 'Tue 09', 'Wed 09', 'Thu 09', 'Thu 10', 'Sat 10', 'Mon 10']
  const kept = (now: number) => !moving.includes(timeOf(now).slice(0, 6))
  const { project, told } = await playWeek({ how: 'bundle', kept })
  expect(told).toEqual(SERVED)
  const ledger = await project.ledger()
  expect(events(ledger)).toEqual(EVENTS)
  expect(ledger).toMatchInlineSnapshot(`
    "rollout of v2, by ada
      Mon 09:02  started
      Mon 09:02  asks 1
      Mon 09:02  approved 1 grace
      Mon 09:02  deployed web
      Mon 09:02  checked canary
      Mon 09:02  setting 10%
      Mon 09:02  set 10%
      Tue 09:07  setting 25%
      Tue 09:07  set 25%
      Thu 09:07  asks 3
      Thu 09:30  approved 3 grace
      Thu 10:07  setting 50%
      Thu 10:07  set 50%
      Sat 10:07  setting 100%
      Sat 10:07  set 100%
      Mon 10:07  promoted"
  `)
  expect(project.runner.runs().filter(({ conclusion }) => conclusion !== 'success')).toEqual([])
  await project.close()
}, 300_000)
