import { expectedTraffic } from '../config/expected.ts'
import type { ResolvedPlan } from '../config/resolve.ts'
import { ConfigError } from '../kit/errors.ts'
import type { UsualTraffic } from '../rollout/plan.ts'
import type { Recorded } from '../simulation/recorded.ts'
import { isModel, type Rehearsed, rehearse, USUAL_SCENARIOS } from '../simulation/rehearsal.ts'
import { MODELS, type ModelName } from '../simulation/scenario.ts'
import { opensAt } from './journey.ts'

/** What a person asks to be played. */
export interface RehearsalWish {
  /** Names of models; empty: the usual ones. */
  scenarios: readonly string[]
  /** Worlds whose harm must be found. */
  mustFind: readonly string[]
  /** Rollouts per world, from 1. */
  runs: number
  seed: number
  /** What is known of the traffic, the best first. */
  traffic: readonly (readonly UsualTraffic[])[]
  /** What a source really answered; null: nothing of the kind. */
  recorded: Recorded | null
}

/** Most rollouts per world: minutes of CPU. */
export const MOST_RUNS = 10_000

/** Rollouts per world where nothing is said: enough to tell 1 % of false alarms from 5 %. */
export const USUAL_RUNS = 200

const modelsOf = (words: readonly string[], at: string): ModelName[] =>
  words.map((word) => {
    if (isModel(word)) return word
    throw new ConfigError({
      message: `there is no scenario ${word}`,
      at,
      fix: `one of ${MODELS.join(', ')}`,
      docs: 'cli.md#simulate',
    })
  })

/** Plays a plan in the worlds that are asked for. Throws ConfigError for a wish that cannot be. */
export const rehearsePlan = (resolved: ResolvedPlan, wish: RehearsalWish): readonly Rehearsed[] => {
  const { plan, judgement, metrics, sources } = resolved
  const traffic = expectedTraffic(metrics, ...wish.traffic)
  const unknown = judgement.tests
    .map(({ metric }) => metric)
    .filter((metric, index, all) => all.indexOf(metric) === index)
    .filter((metric) => !traffic.some((known) => known.metric === metric))
  if (judgement.tests.length === 0)
    throw new ConfigError({
      message: 'no metric judges here, so there is nothing to simulate',
      fix: 'metrics, with vs-baseline or max',
      docs: 'configuration.md#metrics',
    })
  if (unknown.length > 0 && wish.recorded === null)
    throw new ConfigError({
      message: `nothing is known of the traffic of ${unknown.join(', ')}`,
      fix: `usual: { per-second: 12, bad: 0.4% } below the metric, or --traffic ${unknown[0]}=12/s@0.4%`,
      docs: 'cli.md#traffic',
    })
  if (!(Number.isSafeInteger(wish.runs) && wish.runs >= 1 && wish.runs <= MOST_RUNS))
    throw new ConfigError({
      message: `a number of runs cannot be ${wish.runs}`,
      at: 'runs',
      fix: `1 to ${MOST_RUNS}`,
    })
  const given = modelsOf(wish.scenarios, 'scenario')
  const scenarios = unknown.length > 0 ? [] : given.length > 0 ? given : USUAL_SCENARIOS
  return rehearse({
    plan,
    judgement,
    traffic,
    scenarios,
    mustFind: modelsOf(wish.mustFind, 'must-find'),
    runs: wish.runs,
    seed: wish.seed,
    delay: Math.max(0, ...sources.map(({ delay }) => delay)),
    opensAt: (step, since) => opensAt(plan, step, since),
    ...(wish.recorded && { recorded: wish.recorded }),
  })
}

/** Whether any world has a fault: what an exit code says. */
export const hasFault = (rehearsed: readonly Rehearsed[]): boolean =>
  rehearsed.some(({ fault }) => fault !== null)
