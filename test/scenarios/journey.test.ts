import { describe, expect, test } from 'vitest'
import { gap, HEALTHY, worse } from '../fakes/metrics.ts'
import {
  type Act,
  byHand,
  health,
  journey,
  losing,
  press,
  push,
  rollBack,
  silence,
  ticks,
  traffic,
} from './journey.ts'
import { HOUR, MINUTE, PLAN, type ShopOptions } from './shop.ts'

const DAY = 24 * HOUR
const days = { plan: { steps: PLAN.steps.map((step) => ({ ...step, bake: DAY })), deadline: 9 * DAY } }
const hourly = (during: number) => ticks({ every: HOUR, during })

const STORIES: Record<string, { acts: Act[]; options?: ShopOptions; told: string }> = {
  'a good week and a bad Friday': {
    options: days,
    acts: [
      push('v2'),
      hourly(3 * DAY + 6 * HOUR),
      traffic((now) => worse('v3', 5, now)),
      push('v3'),
      hourly(DAY),
      push('v4'),
      press('release-hold', 'grace'),
      traffic(() => HEALTHY),
      push('v4'),
    ],
    told: `
      Mon 09:00  push v2: pass (done)  [v1 100]
      Mon 09:10  tick: advance (next-step)  [v1 90, v2 10]
      Mon 10:10  tick: hold (bake-not-over)  [v1 90, v2 10]
      Tue 09:20  tick: advance (next-step)  [v1 50, v2 50]
      Tue 10:20  tick: hold (bake-not-over)  [v1 50, v2 50]
      Wed 09:30  tick: advance (last-step)  [v2 100]
      Wed 10:30  tick: hold (bake-not-over)  [v2 100]
      Thu 09:30  tick: promote (all-steps-done)  [v2 100]
      Thu 10:30  tick: hold (no-rollout)  [v2 100]
      Thu 15:00  push v3: pass (done)  [v2 100]
      Thu 15:10  tick: advance (next-step)  [v2 90, v3 10]
      Thu 16:10  tick: abort (evidence-of-harm)  [v2 100]
      Thu 17:10  tick: hold (no-rollout)  [v2 100]
      Fri 15:00  push v4: refuse (on-hold)  [v2 100]
      Fri 15:00  grace presses release-hold: pass (released)  [v2 100]
      Fri 15:00  push v4: pass (done)  [v2 100]

      rollout of v2, by ada: started; checked live; deployed web web-2; checked canary; setting 10%; set 10%; setting 50%; set 50%; setting 100%; set 100%; promoted.
      rollout of v3, by ada: started; checked live; deployed web web-3; checked canary; setting 10%; set 10%; rolled-back evidence-of-harm.
      rollback of v3, by github-actions: rolled-back evidence-of-harm; released grace.
      rollout of v4, by ada: started; checked live; deployed web web-4; checked canary.`,
  },
  'a team that steers by hand': {
    options: {
      plan: { ...days.plan, steps: days.plan.steps.map((s, i) => (i === 1 ? { ...s, approval: true } : s)) },
    },
    acts: [
      push('v2'),
      hourly(6 * HOUR),
      press('pause'),
      hourly(12 * HOUR),
      press('resume', 'grace'),
      press('skip', 'grace'),
      hourly(2 * HOUR),
      press('approve', 'grace'),
      hourly(2 * HOUR),
      press('promote'),
      hourly(2 * HOUR),
      rollBack('grace'),
      rollBack('ada'),
      push('v3'),
    ],
    told: `
      Mon 09:00  push v2: pass (done)  [v1 100]
      Mon 09:10  tick: advance (next-step)  [v1 90, v2 10]
      Mon 10:10  tick: hold (bake-not-over)  [v1 90, v2 10]
      Mon 15:00  ada presses pause: pass (recorded)  [v1 90, v2 10]
      Mon 15:00  tick: hold (paused)  [v1 90, v2 10]
      Tue 03:00  grace presses resume: pass (recorded)  [v1 90, v2 10]
      Tue 03:00  grace presses skip: pass (recorded)  [v1 90, v2 10]
      Tue 03:00  tick: hold (approval-missing)  [v1 90, v2 10]
      Tue 05:00  grace presses approve: pass (recorded)  [v1 90, v2 10]
      Tue 05:10  tick: advance (next-step)  [v1 50, v2 50]
      Tue 06:10  tick: hold (bake-not-over)  [v1 50, v2 50]
      Tue 07:00  ada presses promote: pass (recorded)  [v1 50, v2 50]
      Tue 07:05  tick: promote (all-steps-done)  [v2 100]
      Tue 08:05  tick: hold (no-rollout)  [v2 100]
      Tue 09:00  grace rolls back: pass (done)  [v1 100]
      Tue 09:00  ada rolls back: pass (done)  [v1 100]
      Tue 09:00  push v3: refuse (on-hold)  [v1 100]

      rollout of v2, by ada: started; checked live; deployed web web-2; checked canary; setting 10%; set 10%; paused ada; resumed grace; skipped grace; asks 2; approved 2 grace; setting 50%; set 50%; asked-promote ada; setting 100%; set 100%; promoted; asked-rollback grace; rolled-back rollback-asked.
      rollback of v2, by grace: rolled-back rollback-asked.`,
  },
  'a day on which much goes wrong outside': {
    acts: [
      losing('ledger.append', push('v2')),
      push('v2'),
      losing('web.setWeight', hourly(HOUR)),
      hourly(HOUR),
      traffic((now) => gap(now, now + 2 * HOUR)),
      hourly(4 * HOUR),
      byHand({ v1: 20, v2: 80 }),
      hourly(2 * HOUR),
      losing('web.rollback', rollBack()),
      hourly(2 * HOUR),
      byHand({ v2: 100 }),
      hourly(2 * HOUR),
    ],
    told: `
      Mon 09:00  a run fails: ledger.append did not answer  [v1 100]
      Mon 09:00  push v2: pass (done)  [v1 100]
      Mon 09:00  a run fails: web.setWeight did not answer  [v1 90, v2 10]
      Mon 09:10  tick: advance (unfinished-act)  [v1 90, v2 10]
      Mon 10:10  tick: advance (next-step)  [v1 50, v2 50]
      Mon 11:10  tick: hold (no-data)  [v1 50, v2 50]
      Mon 12:20  tick: advance (last-step)  [v2 100]
      Mon 13:20  tick: promote (all-steps-done)  [v2 100]
      Mon 14:00  somebody changes the traffic by hand  [v1 20, v2 80]
      Mon 14:00  tick: hold (no-rollout)  [v1 20, v2 80]
      Mon 16:00  a run fails: web.rollback did not answer  [v1 100]
      Mon 16:00  tick: abort (unfinished-act)  [v1 100]
      Mon 17:00  tick: hold (no-rollout)  [v1 100]
      Mon 18:00  somebody changes the traffic by hand  [v2 100]
      Mon 18:00  tick: abort (drift)  [v1 100]
      Mon 19:00  tick: hold (no-rollout)  [v1 100]

      rollout of v2, by ada: started; checked live; deployed web web-2; checked canary; setting 10%; set 10%; setting 50%; set 50%; waits no-data; setting 100%; set 100%; promoted; asked-rollback ada; going-back rollback-asked; rolled-back rollback-asked.
      rollback of v2, by github-actions: rolled-back rollback-asked.`,
  },
  'releases that come in a hurry': {
    acts: [
      push('v2'),
      hourly(30 * MINUTE),
      push('v3'),
      push('v4'),
      hourly(6 * HOUR),
      health('v4', 'other-version'),
      push('v4'),
      push('v5'),
      hourly(40 * MINUTE),
      push('v6', { inFlight: 'supersede' }),
      silence(9 * HOUR),
      hourly(3 * HOUR),
    ],
    told: `
      Mon 09:00  push v2: pass (done)  [v1 100]
      Mon 09:10  tick: advance (next-step)  [v1 90, v2 10]
      Mon 09:30  push v3: refuse (not-started)  [v1 90, v2 10]
      Mon 09:30  push v4: refuse (not-started)  [v1 90, v2 10]
      Mon 09:40  tick: advance (next-step)  [v1 50, v2 50]
      Mon 10:50  tick: advance (last-step)  [v2 100]
      Mon 11:50  tick: promote (all-steps-done)  [v2 100]
      Mon 12:50  tick: hold (no-rollout)  [v2 100]
      Mon 15:31  push v4: refuse (smoke-failed)  [v2 100]
      Mon 15:31  push v5: pass (done)  [v2 100]
      Mon 15:41  tick: advance (next-step)  [v2 90, v5 10]
      Mon 16:11  push v6: pass (done)  [v2 100]
      Tue 01:21  tick: advance (next-step)  [v2 90, v6 10]
      Tue 03:41  tick: advance (last-step)  [v6 100]

      rollout of v2, by ada: started; checked live; deployed web web-2; checked canary; setting 10%; set 10%; setting 50%; set 50%; setting 100%; set 100%; promoted.
      rollout of v3, by ada: queued v2; superseded v4.
      rollout of v4, by ada: queued v2; superseded v4.
      rollout of v4, by ada: started; checked live; deployed web web-3; rolled-back smoke-failed.
      rollout of v5, by ada: started; checked live; deployed web web-4; checked canary; setting 10%; set 10%; rolled-back superseded.
      rollout of v6, by ada: started; checked live; deployed web web-5; checked canary; setting 10%; set 10%; setting 50%; set 50%; setting 100%; set 100%.`,
  },
}

/** Without the indentation that the story has in this file. */
const plain = (text: string): string => text.replace(/^\n/, '').replaceAll(/^ {6}/gm, '')

describe.each(Object.entries(STORIES))('%s', (_name, { acts, options, told }) => {
  test('is the same story whether it is kept in files or in GitHub Deployments', async () => {
    const inFiles = await journey('file', acts, options)
    expect(inFiles).toBe(plain(told))
    expect(await journey('github', acts, options)).toBe(inFiles)
  })
})
