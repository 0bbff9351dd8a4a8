import { nextOccurrence, parseSchedule, type Schedule } from '../kit/grammar.ts'
import type { Step } from '../rollout/plan.ts'

const DAY = 86_400_000
const WEEK = 7 * DAY

/** Any moment will do where the walk begins: only distances count. */
const REFERENCE = 0

/**
 * How long a rollout that nothing holds up stays at each step, in milliseconds: its bake, or longer when the next step
 * waits for its `at`. Exact where an earlier `at` fixes the day or the hour; else the longest wait there can be.
 */
export const dwells = (steps: readonly Step[]): number[] => {
  const first = steps[0] && scheduleOf(steps[0])
  let entered = first ? nextOccurrence(first, REFERENCE) : REFERENCE
  let fixed = first ? period(first) : 0
  return steps.map(({ bake }, index) => {
    const next = steps[index + 1]
    const schedule = next && scheduleOf(next)
    const baked = entered + bake
    if (!schedule) {
      entered = baked
      return bake
    }
    const opened = nextOccurrence(schedule, baked - 1)
    // A time of day is known once any `at` has passed, a day of the week only after one that names it.
    const dwell = fixed >= period(schedule) ? opened - entered : bake + period(schedule)
    fixed = Math.max(fixed, period(schedule))
    entered = opened
    return dwell
  })
}

/** The longest wait before the first step: none, a day or a week, in milliseconds. */
export const firstWait = (steps: readonly Step[]): number => {
  const schedule = steps[0] && scheduleOf(steps[0])
  return schedule ? period(schedule) : 0
}

/** How often a schedule comes round, in milliseconds. */
const period = ({ weekday }: Schedule): number => (weekday === null ? DAY : WEEK)

const scheduleOf = ({ at }: Step): Schedule | null => {
  const reading = at === undefined ? null : parseSchedule(at)
  return reading?.ok ? reading.value : null
}
