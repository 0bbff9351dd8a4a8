import { createHash } from 'node:crypto'
import type { Breaker, Judgement, PresentLimit, TestSpec } from '../analysis/judgement.ts'
import { canonicalJson } from '../kit/canonical-json.ts'
import { ConfigError } from '../kit/errors.ts'
import type { Window } from '../kit/windows.ts'
import type { InFlightPolicy, Plan } from '../rollout/plan.ts'
import { closest } from './findings.ts'
import { LONGEST_ROLLOUT } from './sections/environments.ts'
import type { EnvironmentConfig, MetricConfig, ServiceConfig, SourceConfig } from './service.ts'
import { dwells, firstWait } from './timing.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** A plan longer than this is judged in longer slices: 2 days, in milliseconds. */
export const LONG_PLAN = 2 * DAY

/** Everything that is frozen when a rollout starts, and what the gates need to know besides. Times in milliseconds. */
export interface ResolvedPlan {
  plan: Plan
  planHash: string
  /** Judgement without the start of the slice grid, which is known only when the rollout starts. */
  judgement: Omit<Judgement, 'epoch'>
  /** Metrics that judge in this environment. */
  metrics: readonly MetricConfig[]
  /** Sources of those metrics. */
  sources: readonly SourceConfig[]
  inFlight: InFlightPolicy
  liveSmoke: boolean
  productionLike: boolean
  freeze: readonly Window[]
  releaseTags: readonly string[]
}

/** The plan of one environment with all defaults. Throws ConfigError when there is no such environment. */
export const resolvePlan = (config: ServiceConfig, environment: string): ResolvedPlan => {
  const found = environmentOf(config, environment)
  const plan = planOf(found)
  const metrics = config.metrics.filter(({ name }) => found.metrics.includes(name))
  const sources = config.sources.filter(({ name }) => metrics.some(({ source }) => source === name))
  return {
    plan,
    planHash: planHash(plan),
    judgement: judgementOf(found, metrics, sources),
    metrics,
    sources,
    inFlight: found.inFlight,
    liveSmoke: found.liveSmoke,
    productionLike: found.productionLike,
    freeze: found.freeze,
    releaseTags: found.releaseTags,
  }
}

const environmentOf = (config: ServiceConfig, environment: string): EnvironmentConfig => {
  const found = config.environments.find(({ name }) => name === environment)
  if (found) return found
  const names = config.environments.map(({ name }) => name)
  throw new ConfigError({
    message: `${config.service} has no environment of that name`,
    at: 'environment',
    fix: closest(environment, names) ?? `one of ${names.join(', ')}`,
    docs: 'configuration.md#environments',
  })
}

/**
 * The plan of an environment. Default deadline: twice the time that all steps take, plus one day, plus the longest wait
 * for the first step's `at`; at most 60 days.
 */
export const planOf = (environment: EnvironmentConfig): Plan => {
  const { steps, watch, deadline, maxHold, maxBlind, holdAfterRollback } = environment
  const usual = 2 * sum(dwells(steps)) + DAY + firstWait(steps)
  return {
    steps,
    watch,
    deadline: deadline ?? Math.min(usual, LONGEST_ROLLOUT),
    maxHold,
    maxBlind,
    holdAfterRollback,
  }
}

/** Time over which the stakes are spread: what all steps take, waits for `at` between them included, and a watch each. */
export const planLengthOf = ({ steps, watch }: Pick<EnvironmentConfig, 'steps' | 'watch'>): number =>
  sum(dwells(steps)) + steps.length * watch

/**
 * The slice of an environment. Default 5 min, 15 min when the plan is longer than two days, and never shorter than its
 * sources can cut.
 */
export const sliceOf = (environment: EnvironmentConfig, sources: readonly SourceConfig[]): number => {
  if (environment.slice !== null) return environment.slice
  const usual = planLengthOf(environment) > LONG_PLAN ? 15 * MINUTE : 5 * MINUTE
  return Math.max(usual, ...sources.map(({ minSlice }) => minSlice))
}

const judgementOf = (
  environment: EnvironmentConfig,
  metrics: readonly MetricConfig[],
  sources: readonly SourceConfig[],
): Omit<Judgement, 'epoch'> => ({
  slice: sliceOf(environment, sources),
  planLength: planLengthOf(environment),
  alpha: environment.falseRollback,
  hold: 3,
  warmup: environment.warmUp,
  tests: metrics.flatMap(testsOf),
  breakers: metrics.flatMap(breakersOf),
  ...limitsOf(metrics),
})

/** A limit is one test, a comparison with the baseline another. */
const testsOf = ({ name, max, vsBaseline, weight, present }: MetricConfig): TestSpec[] =>
  present
    ? []
    : [
        ...(max === null ? [] : [{ name, metric: name, max, weight }]),
        ...(vsBaseline === null ? [] : [{ name: `${name}-vs-baseline`, metric: name, ...vsBaseline }]),
      ]

/** Figures that are known for the present alone are no tests. Absent without any, so that records stay as they were. */
const limitsOf = (metrics: readonly MetricConfig[]): Pick<Judgement, 'limits'> => {
  const limits = metrics.flatMap(({ name, max, present }): PresentLimit[] =>
    present && max !== null ? [{ metric: name, max, beyond: present.beyond }] : [],
  )
  return limits.length > 0 ? { limits } : {}
}

const breakersOf = ({ name, breaker }: MetricConfig): Breaker[] =>
  breaker ? [{ metric: name, ...breaker }] : []

/** A name for exactly this plan: the same for equal plans however their keys are ordered. SHA-256, 64 hexadecimal digits. */
export const planHash = (plan: Plan): string => createHash('sha256').update(canonicalJson(plan)).digest('hex')

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
