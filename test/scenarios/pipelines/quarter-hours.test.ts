import { expect, test } from 'vitest'
import { z } from 'zod'
import { billedMinutes, DAY, HOUR, openProject, type Project, STATIC_TARGETS } from './project.ts'
import { EVENTS, events, playWeek } from './week.ts'

const BEGUN = Date.UTC(2026, 2, 2, 9, 2)

/** Requests to GitHub of one kind of step, while `during` holds. */
const requestsOf = ({ calls }: Project, step: string, during: (at: number) => boolean): number[] =>
  calls
    .filter(
      (call) => call.job.endsWith('advance') && call.step === `Run $/actions/${step}` && during(call.at),
    )
    .map(({ requests }) => requests.length)

/** How many requests it took until a weight was set and read back; 0 where none was. */
const confirmed = (requests: Project['calls'][number]['requests']): number => {
  const at = requests.findIndex(
    ({ body }) => z.object({ description: z.string().startsWith('set ') }).safeParse(body).success,
  )
  return at < 0 ? 0 : at + 2
}

/** The plan of the week in a sixth of its time. */
const SHORTER = `
      - { weight: 10%, bake: 3h45m }
      - { weight: 25%, bake: 7h45m }
      - { weight: 50%, bake: 7h45m, approval: true }
      - { weight: 100%, bake: 7h45m }`

const cron = '7-59/15 * * * *'

const playShorter = async (): Promise<Project> => {
  const project = await openProject({ cron, callers: STATIC_TARGETS, steps: SHORTER })
  await project.push('v2')
  await project.approve()
  await project.until('Mon 21:00')
  await project.approve()
  await project.until('Tue 16:00')
  return project
}

// With WEEK=1 in the environment all seven days are played: 672 ticks, at most 720 billed minutes.
const whole = process.env.WEEK === '1'

test('with a tick every 15 minutes, one job each: the same decisions, no more minutes and requests than promised', async () => {
  const project = whole ? (await playWeek({ cron, callers: STATIC_TARGETS })).project : await playShorter()
  expect(events(await project.ledger())).toEqual(EVENTS)

  const end = BEGUN + (whole ? 7 : 1.1875) * DAY
  const runs = project.runner.runs().filter(({ jobs }) => (jobs[0]?.startedAt ?? 0) < end)
  const ticks = runs.filter(({ workflow }) => workflow.endsWith('/tick.yml')).length
  expect(ticks).toBe(whole ? 672 : 114)
  // A week has 672 ticks of one minute each: what comes on top is the same however long the bakes are.
  expect(billedMinutes(runs) - ticks).toBeLessThanOrEqual(720 - 672)

  const over = (at: number): boolean => at > end + HOUR
  const asked = (step: string, during: (at: number) => boolean): number => {
    const counts = requestsOf(project, step, during)
    expect(counts).not.toEqual([])
    return Math.max(...counts)
  }
  expect(asked('tick', over), 'a look while nothing is on its way').toBeLessThanOrEqual(3)
  expect(
    asked('tick', () => true),
    'a look that asks people or starts something',
  ).toBeLessThanOrEqual(12)
  const steps = project.calls.filter(
    ({ job, requests }) => job.endsWith('advance') && confirmed(requests) > 0,
  )
  expect(steps).toHaveLength(3)
  for (const { requests } of steps) {
    expect(confirmed(requests), 'a look, a step and its confirmation').toBeLessThanOrEqual(12)
    expect(requests.length - confirmed(requests), 'two more looks of the watch').toBeLessThanOrEqual(4)
  }
  await project.close()
}, 300_000)
