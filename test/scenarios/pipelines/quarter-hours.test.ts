import { expect, test } from 'vitest'
import { billedMinutes, DAY, HOUR, type Project, STATIC_TARGETS } from './project.ts'
import { EVENTS, events, playWeek, SERVED } from './week.ts'

const BEGUN = Date.UTC(2026, 2, 2, 9, 2)

/** Requests to GitHub of one kind of step, while `during` holds. */
const requestsOf = ({ calls }: Project, step: string, during: (at: number) => boolean): number[] =>
  calls
    .filter(
      (call) => call.job.endsWith('advance') && call.step === `Run $/actions/${step}` && during(call.at),
    )
    .map(({ requests }) => requests.length)

test('the same week with a tick every 15 minutes, one job each: the same decisions, no more minutes and requests than promised', async () => {
  const { project, told } = await playWeek({ cron: '7-59/15 * * * *', callers: STATIC_TARGETS })
  expect(told).toEqual(SERVED)
  expect(events(await project.ledger())).toEqual(EVENTS)

  const week = project.runner.runs().filter(({ jobs }) => (jobs[0]?.startedAt ?? 0) < BEGUN + 7 * DAY)
  expect(week.filter(({ workflow }) => workflow.endsWith('/tick.yml'))).toHaveLength(672)
  expect(billedMinutes(week)).toBeLessThanOrEqual(720)

  const asking = (at: number): boolean => Math.abs(at - (BEGUN + 3 * DAY)) < HOUR
  const idle = (at: number): boolean => at > BEGUN + 7 * DAY + HOUR
  expect(
    Math.max(...requestsOf(project, 'tick', idle)),
    'a look while nothing is on its way',
  ).toBeLessThanOrEqual(3)
  expect(Math.max(...requestsOf(project, 'tick', (at) => !asking(at))), 'a look during a rollout').toBe(3)
  expect(Math.max(...requestsOf(project, 'rollout', () => true)), 'a step and its watch').toBeLessThanOrEqual(
    12,
  )
  await project.close()
}, 300_000)
