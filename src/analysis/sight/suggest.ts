import type { SettledQuestion, SightStep } from './question.ts'
import { type Found, Search } from './search.ts'

/** A change of one step, with what the step would see then; found by simulating it. */
export type Suggestion =
  /** The same share for longer: the shortest bake, of the usual ones, that sees the goal. */
  | { kind: 'longer-bake'; step: number; metric: string; bake: number; sees: Found }
  /** The same bake for more users: the smallest share, of the usual ones, that sees the goal. */
  | { kind: 'larger-share'; step: number; metric: string; weight: number; sees: Found }
  /** The goal is out of reach for this step: what its longest usual bake would see. */
  | { kind: 'best-of-share'; step: number; metric: string; bake: number; sees: Found | null }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Bakes that people write, in milliseconds. */
const BAKES = [15 * MINUTE, 30 * MINUTE, ...[1, 2, 4, 8, 12, 24, 48, 72].map((hours) => hours * HOUR)]

/** Shares that people write, in percent. */
const WEIGHTS = [1, 2, 5, 10, 20, 25, 50]

/** A bake of more slices than this is not tried: it would cost more than the answer is worth. */
const MOST_SLICES = 300

/** Runs per trial: enough to tell 80 % from 70 %. */
const RUNS = 120

/**
 * What would have to change for step `step` to see a regression of `goal` (a factor over the usual rate) in a metric.
 * Empty when it sees that already, and where the usual rate is 0, which no factor raises.
 */
export const suggestFor = (
  question: SettledQuestion,
  step: number,
  metric: number,
  goal: number,
  sees: Found | null,
): readonly Suggestion[] => {
  const now = question.steps[step]
  const name = question.traffic[metric]?.metric
  if (!now || name === undefined || (sees?.factor != null && sees.factor <= goal)) return []
  if ((question.traffic[metric]?.rate ?? 0) === 0 || question.traffic[metric]?.unitsPerSecond === 0) return []
  const trial = (changed: SightStep) => new Trial(question, now, changed, name)
  const suggestions: Suggestion[] = []
  const bakes = BAKES.filter((bake) => bake > now.bake && bake / question.judgement.slice <= MOST_SLICES)
  const longer = bakes.find((bake) => trial({ ...now, bake }).reaches(goal))
  const longest = bakes.at(-1)
  if (longer !== undefined) {
    const found = trial({ ...now, bake: longer }).sees()
    if (found) suggestions.push({ kind: 'longer-bake', step, metric: name, bake: longer, sees: found })
  } else if (longest !== undefined) {
    const found = trial({ ...now, bake: longest }).sees()
    suggestions.push({ kind: 'best-of-share', step, metric: name, bake: longest, sees: found })
  }
  const weights = WEIGHTS.filter(
    (weight) => weight > now.weight && weight < (question.steps[step + 1]?.weight ?? 100),
  )
  const larger = weights.find((weight) => trial({ ...now, weight }).reaches(goal))
  if (larger !== undefined) {
    const found = trial({ ...now, weight: larger }).sees()
    if (found) suggestions.push({ kind: 'larger-share', step, metric: name, weight: larger, sees: found })
  }
  return suggestions
}

/** One step alone, as if the rollout began with it; the stakes are spread over the plan as it would be then. */
class Trial {
  private readonly search: Search
  private readonly metric: number

  constructor(question: SettledQuestion, now: SightStep, changed: SightStep, metric: string) {
    const { judgement } = question
    const planLength = Math.max(changed.bake, judgement.planLength - now.bake + changed.bake)
    this.search = new Search({
      ...question,
      steps: [changed],
      judgement: { ...judgement, planLength },
      deadline: question.deadline - now.bake + changed.bake,
      runs: RUNS,
    })
    this.metric = this.search.model.metrics.findIndex(({ name }) => name === metric)
  }

  reaches(goal: number): boolean {
    const levels = this.search.model.metrics[this.metric]?.levels ?? []
    const level = levels.findLastIndex(({ factor, total }) => factor !== null && !total && factor <= goal)
    return level >= 0 && this.search.reaches(this.metric, level, 0)
  }

  sees(): Found | null {
    return this.search.smallestWithin(this.metric, 0)
  }
}
