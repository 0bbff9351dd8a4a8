import type { Breaker, Counts, TestSpec } from '../judgement.ts'
import { needOf } from '../samples.ts'
import { poissonQuantile } from './quantile.ts'
import type { ExpectedTraffic, SettledQuestion, SightStep } from './question.ts'
import { drawGamma, type Random } from './random.ts'

/** How bad a release may be that is looked for. */
export interface Level {
  /** Share of bad units of the canary, or amount per unit. */
  rate: number
  /** Over the usual rate; null where the usual rate is 0. */
  factor: number | null
  /** Every unit is bad. */
  total: boolean
}

/** Index of a level; `HEALTHY` is the usual rate. */
export const HEALTHY = -1

/** Counts of both releases in one slice. */
export interface Arms {
  canary: Counts
  baseline: Counts | null
}

/** A metric whose traffic is known. */
export interface MetricModel {
  name: string
  traffic: ExpectedTraffic
  levels: readonly Level[]
  /** Canary units that a step needs. */
  need: number
  breakers: readonly Breaker[]
  /** Tests that read it, by their place in the judgement. */
  tests: readonly number[]
}

/** Draws the counts of one slice; takes as many numbers from `random` whatever the level is. */
export type Sampler = (random: Random) => Arms

/** One step with, per metric and level, what its slices bring. */
export interface StepModel extends SightStep {
  /** Mean canary units per slice, by metric. */
  units: readonly number[]
  /** Mean baseline units per slice, by metric; 0 where there is no baseline. */
  others: readonly number[]
  sampler(metric: number, level: number): Sampler
}

/** The question as a walk needs it. Times in milliseconds. */
export interface Model extends SettledQuestion {
  tests: readonly TestSpec[]
  metrics: readonly MetricModel[]
  stepModels: readonly StepModel[]
}

/** Factors that are looked for, and all failures at the end. Nobody tells apart what lies between two of them. */
const FACTORS = [
  1.1, 1.2, 1.3, 1.5, 1.75, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100,
] as const

/** Shares that are looked for where nothing ever fails. */
const SHARES = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5] as const

/** Puts the question in the form that walks read. Nothing is drawn before it is needed. */
export const modelOf = (question: SettledQuestion): Model => {
  const { judgement, traffic, steps } = question
  const { tests, breakers } = judgement
  const metrics = traffic
    .filter(({ metric }) => tests.some((test) => test.metric === metric))
    .map((expected): MetricModel => {
      const own = tests.filter(({ metric }) => metric === expected.metric)
      return {
        name: expected.metric,
        traffic: expected,
        levels: levelsOf(expected, own),
        need: needOf(own),
        breakers: breakers.filter(({ metric }) => metric === expected.metric),
        tests: tests.flatMap(({ metric }, i) => (metric === expected.metric ? [i] : [])),
      }
    })
  return { ...question, tests, metrics, stepModels: steps.map((step) => stepModel(step, metrics, question)) }
}

const levelsOf = ({ kind, rate }: ExpectedTraffic, tests: readonly TestSpec[]): readonly Level[] => {
  if (kind === 'amount') {
    const limits = tests.flatMap(({ max }) => (max === undefined ? [] : [max]))
    const unit = rate > 0 ? rate : Math.max(...limits, 0) || 1
    return FACTORS.map((factor) => ({
      rate: unit * factor,
      factor: rate > 0 ? factor : null,
      total: false,
    }))
  }
  const partial: Level[] =
    rate > 0
      ? FACTORS.map((factor) => ({ rate: rate * factor, factor, total: false }))
      : SHARES.map((share) => ({ rate: share, factor: null, total: false }))
  const all = { rate: 1, factor: rate > 0 ? 1 / rate : null, total: true }
  return rate < 1 ? [...partial.filter((level) => level.rate < 1), all] : []
}

const stepModel = (
  step: SightStep,
  metrics: readonly MetricModel[],
  { judgement, firstRelease }: SettledQuestion,
): StepModel => {
  const share = step.weight / 100
  const perSlice = metrics.map(({ traffic }) => (traffic.unitsPerSecond * judgement.slice) / 1000)
  const units = perSlice.map((all) => all * share)
  const compared = !firstRelease && share < 1
  const others = perSlice.map((all) => (compared ? all * (1 - share) : 0))
  const known = new Map<string, Sampler>()
  const sampler = (index: number, level: number): Sampler => {
    const key = `${index}/${level}`
    const metric = metrics[index]
    const found = known.get(key)
    if (found || !metric) return found ?? silent
    const rate = metric.levels[level]?.rate ?? metric.traffic.rate
    const means = { canary: units[index] ?? 0, baseline: compared ? (others[index] ?? 0) : null }
    const made = metric.traffic.kind === 'amount' ? amounts(metric, rate, means) : shares(metric, rate, means)
    known.set(key, made)
    return made
  }
  return { ...step, units, others, sampler }
}

const silent: Sampler = () => ({ canary: { n: 0, x: 0 }, baseline: null })

interface Means {
  canary: number
  baseline: number | null
}

/** Bad and good units are independent Poisson counts: splitting a Poisson stream at random gives two of them. */
const shares = ({ traffic }: MetricModel, rate: number, means: Means): Sampler => {
  const arm = (mean: number, share: number) => {
    const bad = poissonQuantile(mean * share)
    const good = poissonQuantile(mean * (1 - share))
    return (random: Random): Counts => {
      const x = bad(random())
      return { n: x + good(random()), x }
    }
  }
  const canary = arm(means.canary, rate)
  const baseline = means.baseline === null ? () => null : arm(means.baseline, traffic.rate)
  return (random) => ({ canary: canary(random), baseline: baseline(random) })
}

const amounts = ({ traffic }: MetricModel, rate: number, means: Means): Sampler => {
  const arm = (mean: number, each: number) => {
    const units = poissonQuantile(mean)
    return (random: Random): Counts => {
      const n = units(random())
      return { n, x: each * drawGamma(random, n) }
    }
  }
  const canary = arm(means.canary, rate)
  const baseline = means.baseline === null ? () => null : arm(means.baseline, traffic.rate)
  return (random) => ({ canary: canary(random), baseline: baseline(random) })
}
