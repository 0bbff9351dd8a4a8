import type { Evidence, Truth } from '../../src/rollout/decide.ts'
import { type Happening, writeEvent } from '../../src/rollout/events.ts'
import { fold, type LoggedText, type RolloutState } from '../../src/rollout/fold.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { nextEvent } from '../../src/rollout/transition.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** A Saturday morning on which every rollout of these tests begins. */
export const START = Date.parse('2026-11-21T08:00:00Z')

/** 10, 25, 50 and 100 %, an hour each; the last step asks for a person. */
export const PLAN: Plan = {
  steps: [
    { weight: 10, bake: HOUR },
    { weight: 25, bake: HOUR },
    { weight: 50, bake: HOUR },
    { weight: 100, bake: HOUR, approval: true },
  ],
  watch: 10 * MINUTE,
  deadline: 3 * DAY,
  maxHold: DAY,
  maxBlind: 2 * HOUR,
  holdAfterRollback: true,
}

export const GOOD: Evidence = {
  combined: 0.8,
  verdict: 'ok',
  limit: 20,
  tripped: null,
  brokenZeroLimit: null,
  samples: [{ metric: 'errors', have: 5000, need: 1000 }],
  blindSince: null,
  suspiciousSince: null,
  measured: true,
}

/** The platform as the rollout left it, the way back open, nothing missing. */
export const truthAt = (weight: number, more: Partial<Truth> = {}): Truth => ({
  components: [{ name: 'web', canary: weight, others: 0 }],
  wayBack: { verdict: 'safe', reasons: [] },
  frozen: null,
  nextStepNotBefore: null,
  notDeployed: [],
  notChecked: [],
  ...more,
})

/** What happened and how many minutes after the start. */
export type Told = readonly [minutes: number, happening: Happening]

/** Writes a story the way a single careful writer would: each line from the state that all lines before it fold to. */
export const linesOf = (story: readonly Told[], plan: Plan = PLAN): LoggedText[] => {
  const lines: LoggedText[] = []
  for (const [minutes, happening] of story) {
    const at = START + minutes * MINUTE
    const nonce = String(lines.length).padStart(5, 'n')
    const state = fold({ startedAt: START }, lines)
    lines.push({
      text: writeEvent(nextEvent(state, plan.steps, happening, { now: at, nonce })),
      at,
      run: '7',
    })
  }
  return lines
}

export const stateOf = (story: readonly Told[], plan: Plan = PLAN): RolloutState =>
  fold({ startedAt: START }, linesOf(story, plan))

/** The story of a rollout that climbed to its nth step without a hitch: each step is set one minute after the bake of the one before. */
export const climbedTo = (step: number): Told[] => [
  [0, { kind: 'started' }],
  [1, { kind: 'deployed', component: 'web', release: 'v2' }],
  [2, { kind: 'checked', target: 'canary' }],
  ...PLAN.steps.slice(0, step).flatMap(({ weight, approval }, index): Told[] => {
    const at = 10 + index * 61
    const asked: Told[] = approval
      ? [
          [at, { kind: 'asks', step: index + 1 }],
          [at, { kind: 'approved', step: index + 1, by: 'ada' }],
        ]
      : []
    return [...asked, [at, { kind: 'setting', weight }], [at, { kind: 'set', weight }]]
  }),
]
