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

const STORIES: Record<string, { acts: Act[]; options?: ShopOptions; told?: string }> = {
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
  },
}

describe.each(Object.entries(STORIES))('%s', (_name, { acts, options }) => {
  test('is the same story whether it is kept in files or in GitHub Deployments', async () => {
    const inFiles = await journey('file', acts, options)
    expect(await journey('github', acts, options)).toBe(inFiles)
    console.log(inFiles)
  })
})
