import { expect, test } from 'vitest'
import {
  billedMinutes,
  DAY,
  openProject,
  type Project,
  type ProjectOptions,
  STATIC_TARGETS,
} from './project.ts'

/** A push on Monday morning; grace lets it begin, and on Thursday lets it go on. */
const playWeek = async (options: ProjectOptions): Promise<{ project: Project; told: string[] }> => {
  const project = await openProject(options)
  const told: string[] = []
  const look = async (moment: string): Promise<void> => {
    await project.until(moment)
    told.push(`${moment}: ${await project.serving()}`)
  }
  await project.push('v2')
  await project.approve()
  for (const moment of ['Mon 12:00', 'Tue 12:00', 'Thu 09:30']) await look(moment)
  await project.approve()
  for (const moment of ['Thu 12:00', 'Sat 12:00', 'Mon 12:00']) await look(moment)
  return { project, told }
}

const SERVED = [
  'Mon 12:00: v1 90, v2 10',
  'Tue 12:00: v1 75, v2 25',
  'Thu 09:30: v1 75, v2 25',
  'Thu 12:00: v1 50, v2 50',
  'Sat 12:00: v2 100',
  'Mon 12:00: v2 100',
]

const events = (ledger: string): string[] =>
  ledger
    .slice(ledger.indexOf('rollout of v2'))
    .split('\n')
    .map((line) => line.replace(/^ {2}\w+ \d\d:\d\d {2}/, ''))

const EVENTS = [
  'rollout of v2, by ada',
  'started',
  'asks 1',
  'approved 1 grace',
  'deployed web',
  'checked canary',
  'setting 10%',
  'set 10%',
  'waits bake-not-over',
  'setting 25%',
  'set 25%',
  'waits bake-not-over',
  'asks 3',
  'approved 3 grace',
  'setting 50%',
  'set 50%',
  'waits bake-not-over',
  'setting 100%',
  'set 100%',
  'waits bake-not-over',
  'promoted',
]

test('a week through the real workflows and the real bundle, with hourly ticks and an approval on Thursday', async () => {
  // Ticks in the middle of a bake, which move nothing, share one process.
  const kept = (now: number) => ![9, 10].includes(new Date(now).getUTCHours())
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
      Mon 09:07  waits bake-not-over
      Tue 09:07  setting 25%
      Tue 09:07  set 25%
      Tue 09:12  waits bake-not-over
      Thu 09:07  asks 3
      Thu 09:30  approved 3 grace
      Thu 10:07  setting 50%
      Thu 10:07  set 50%
      Thu 10:12  waits bake-not-over
      Sat 10:07  setting 100%
      Sat 10:07  set 100%
      Sat 10:12  waits bake-not-over
      Mon 10:07  promoted"
  `)
  expect(project.runner.runs().filter(({ conclusion }) => conclusion !== 'success')).toEqual([])
  await project.close()
}, 300_000)
