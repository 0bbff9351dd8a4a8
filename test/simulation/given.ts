import type { Judgement, TestSpec } from '../../src/analysis/judgement.ts'
import type { ExpectedTraffic } from '../../src/analysis/sight.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { type ModelName, scenarioOf } from '../../src/simulation/scenario.ts'
import type { SimulationOrder } from '../../src/simulation/simulate.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

export const LIMIT: TestSpec = { name: 'errors', metric: 'errors', max: 0.02, weight: 1 }
export const COMPARED: TestSpec = {
  name: 'errors-vs-baseline',
  metric: 'errors',
  relative: 0.25,
  weight: 1,
}

export const judgement = (changes: Partial<Judgement> = {}): Omit<Judgement, 'epoch'> => ({
  slice: 5 * MINUTE,
  planLength: 3 * HOUR + 30 * MINUTE,
  alpha: 0.05,
  hold: 3,
  warmup: 0,
  tests: [LIMIT, COMPARED],
  breakers: [],
  ...changes,
})

export const plan = (changes: Partial<Plan> = {}): Plan => ({
  steps: [10, 25, 50].map((weight) => ({ weight, bake: HOUR })),
  watch: 10 * MINUTE,
  deadline: 30 * HOUR,
  maxHold: DAY,
  maxBlind: 2 * HOUR,
  holdAfterRollback: true,
  ...changes,
})

/** The same three steps over three days, in slices of 15 minutes. */
export const longPlan = plan({
  steps: [10, 25, 50].map((weight) => ({ weight, bake: DAY })),
  deadline: 7 * DAY,
})
export const longJudgement = judgement({ slice: 15 * MINUTE, planLength: 3 * DAY + 30 * MINUTE })

export const traffic = (unitsPerSecond: number, rate = 0.01): ExpectedTraffic[] => [
  { metric: 'errors', unitsPerSecond, rate },
]

export const order = (model: ModelName, changes: Partial<SimulationOrder> = {}): SimulationOrder => ({
  plan: plan(),
  judgement: judgement(),
  world: scenarioOf(model, traffic(1)),
  ...changes,
})
