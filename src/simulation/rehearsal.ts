import type { Judgement } from '../analysis/judgement.ts'
import type { ExpectedTraffic } from '../analysis/sight.ts'
import type { Plan } from '../rollout/plan.ts'
import { simulateMany, type Tally } from './many.ts'
import type { Recorded } from './recorded.ts'
import { MODELS, type ModelName, scenarioOf } from './scenario.ts'
import { type Simulation, type SimulationOrder, simulate } from './simulate.ts'

/** What is rehearsed: one plan in several worlds. Times in milliseconds. */
export interface RehearsalOrder
  extends Pick<SimulationOrder, 'delay' | 'interval' | 'opensAt' | 'startedAt'> {
  plan: Plan
  judgement: Omit<Judgement, 'epoch'>
  traffic: readonly ExpectedTraffic[]
  scenarios: readonly ModelName[]
  /** What a source really answered, played as one more world. Default none. */
  recorded?: Recorded
  /** Rollouts per world. */
  runs: number
  /** Whole number; the same seed gives the same rehearsal. Default 1. */
  seed?: number
  /** Worlds in which at least `found` of the rollouts must be rolled back. */
  mustFind: readonly ModelName[]
  /** From 0 to 1. Default 0.8. */
  found?: number
}

/** One world, played once in full and many times for the figures. */
export interface Rehearsed {
  /** A model, or `recorded`. */
  scenario: ModelName | 'recorded'
  /** A few words for people. */
  name: string
  /** The new release is no worse than the old one: going back is a false alarm. */
  healthy: boolean
  once: Simulation
  tally: Tally
  /** What is wrong with the plan in this world; null when nothing is. */
  fault: string | null
}

/** Worlds that a plan should be seen in before it is trusted. */
export const USUAL_SCENARIOS = [
  'healthy',
  'x2',
  'x5',
  'slow-leak',
  'outage-in-both',
  'bad-client',
  'no-traffic',
  'metric-outage',
] as const satisfies readonly ModelName[]

const HARMFUL: readonly ModelName[] = ['x2', 'x5', 'x20', 'everything-fails', 'slow-leak']

/** Share of a bad world that counts as found where nothing else is said. */
export const FOUND = 0.8

/** Whether a word names a model. */
export const isModel = (word: string): word is ModelName => (MODELS as readonly string[]).includes(word)

/**
 * Plays a plan in each world. A world has a fault when more healthy rollouts are rolled back than the plan promises
 * (beyond chance), when a release that must be found is not, or when one is promoted that nobody could see.
 *
 * @throws RangeError as `simulate` does.
 */
export const rehearse = (order: RehearsalOrder): readonly Rehearsed[] => [
  ...order.scenarios.map((scenario) => play(order, scenario)),
  ...(order.recorded ? [replay(order, order.recorded)] : []),
]

const play = (order: RehearsalOrder, scenario: ModelName): Rehearsed => {
  const world = scenarioOf(scenario, order.traffic)
  const healthy = !HARMFUL.includes(scenario)
  const { once, tally } = played(order, world)
  const rule = { order, scenario, healthy }
  return { scenario, name: world.name, healthy, once, tally, fault: faultOf(tally, rule) }
}

const replay = (order: RehearsalOrder, recorded: Recorded): Rehearsed => {
  // What happened is what happened: chance has a part in it only where live traffic is dealt out anew.
  const { once, tally } = played({ ...order, runs: recorded.of === 'rollout' ? 1 : order.runs }, recorded)
  const healthy = recorded.of === 'live' && (recorded.factor ?? 1) <= 1
  const fault = healthy ? faultOf(tally, { order, scenario: 'healthy', healthy }) : null
  return { scenario: 'recorded', name: recorded.name, healthy, once, tally, fault }
}

const played = (order: RehearsalOrder, world: SimulationOrder['world']) => {
  const { plan, judgement, runs, delay, interval, opensAt, startedAt } = order
  const simulation: SimulationOrder = {
    plan,
    judgement,
    world,
    seed: order.seed ?? 1,
    // Nobody is waited for: people are not what is rehearsed.
    approvesAfter: 0,
    ...(delay !== undefined && { delay }),
    ...(interval !== undefined && { interval }),
    ...(opensAt !== undefined && { opensAt }),
    ...(startedAt !== undefined && { startedAt }),
  }
  return { once: simulate(simulation), tally: simulateMany(simulation, runs) }
}

const faultOf = (
  { rolledBack, promoted }: Tally,
  { order, scenario, healthy }: { order: RehearsalOrder; scenario: ModelName; healthy: boolean },
): string | null => {
  const { judgement, mustFind, found = FOUND } = order
  if (scenario === 'no-traffic')
    return judgement.tests.length > 0 && promoted.count > 0 ? 'promoted without having seen anything' : null
  if (healthy && rolledBack.low > judgement.alpha)
    return `more false alarms than the ${percent(judgement.alpha)} that are promised`
  if (mustFind.includes(scenario) && rolledBack.share < found)
    return `found in ${percent(rolledBack.share)} of the rollouts, wanted in ${percent(found)}`
  return null
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`
