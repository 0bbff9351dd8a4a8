import { fewestSlices } from './sight/fewest.ts'
import type { MetricModel } from './sight/model.ts'
import { type SettledQuestion, type SightQuestion, type SightStep, settle } from './sight/question.ts'
import { type Chance, type Found, type HealthyFate, Search } from './sight/search.ts'
import { type Suggestion, suggestFor } from './sight/suggest.ts'

export type { ExpectedTraffic, SightQuestion, SightStep } from './sight/question.ts'
export type { Chance, Found, HealthyFate } from './sight/search.ts'
export type { Suggestion } from './sight/suggest.ts'

/** What one step sees in one metric. Times in milliseconds. */
export interface MetricSight {
  metric: string
  unitsPerSecond: number
  /** Usual share of bad units, or usual amount per unit. */
  rate: number
  kind: 'share' | 'amount'
  /** What is counted, for people. */
  unit: string
  /** Canary units expected in one slice, and in the judged slices of the bake. */
  unitsPerSlice: number
  unitsPerStep: number
  /** Canary units without which the step does not end, and the time that takes on average; null: for ever. */
  need: number
  needAfter: number | null
  /** Smallest regression seen when the release goes bad as the step begins, before the step is left; null: not even the worst. */
  own: Found | null
  /** Smallest regression seen when the release was bad from its first request on, before this step is left. */
  soFar: Found | null
  /** How a doubling that begins with the step is seen; null where the usual rate is 0. */
  doubling: Chance | null
  /** Fewest judged slices that find a release whose every unit is bad; null: none do. */
  fewestSlices: number | null
}

/** What one step sees. */
export interface StepSight extends SightStep {
  /** Number of the step, from 1. */
  step: number
  /** Slices that end within the bake and are judged: not those over the change of weight, nor the warm-up. */
  judgedSlices: number
  metrics: readonly MetricSight[]
  /** No metric sees anything here, not even a release that is a hundred times as bad. */
  blind: boolean
  /** Share of healthy rollouts that come to stand still here: suspicious, or without enough units. */
  stuck: number
}

/** What a plan can see with the traffic that is expected. */
export interface Sight {
  steps: readonly StepSight[]
  /** What the whole plan sees of a release that is bad from its first request on, by metric; the last step's `soFar`. */
  plan: readonly { metric: string; found: Found | null }[]
  healthy: HealthyFate
  /** Time that all bakes take together, in milliseconds: what a healthy rollout takes at best. */
  bakes: number
  suggestions: readonly Suggestion[]
  /** Metrics of tests whose traffic is not known. */
  unknown: readonly string[]
  /** Simulated rollouts behind each probability; their error is about 1 / sqrt(runs). */
  runs: number
  /** The rule: length of a slice in milliseconds, and the promised share of false rollbacks. */
  slice: number
  alpha: number
}

/** Factor that a step should see; suggestions aim at it. */
const GOAL = 3

/**
 * What a plan can see: per step and metric the smallest regression that is found with at least 80 % probability, how soon,
 * what a healthy release meets on its way, and which change would let a short-sighted step see a threefold rate.
 *
 * Found by letting rollouts go through the plan under the rule itself, with the traffic expected and seeded chance: the
 * same question always has the same answer. Failures are taken as unrelated to each other; where they come in clusters
 * the plan sees less. One metric goes bad at a time. It takes 100 to 300 ms of CPU for a
 * plan of hours with one or two metrics, and about twice that for one of days; `bench/simulation.ts` measures it.
 *
 * @throws RangeError when the question cannot be: see `settle`; also for tests, alpha or hold that no judgement takes.
 */
export const seePlan = (question: SightQuestion): Sight => {
  const settled = settle(question)
  const search = new Search(settled)
  const healthy = search.healthy()
  const steps = settled.steps.map((step, i) => stepSight(search, settled, step, i, healthy))
  const names = [...new Set(settled.judgement.tests.map(({ metric }) => metric))]
  const known = search.model.metrics.map(({ name }) => name)
  return {
    steps,
    plan: (steps.at(-1)?.metrics ?? []).map(({ metric, soFar }) => ({ metric, found: soFar })),
    healthy,
    bakes: settled.steps.reduce((sum, { bake }) => sum + bake, 0),
    suggestions: steps.flatMap((step) => suggestionsFor(settled, step)),
    unknown: names.filter((name) => !known.includes(name)),
    runs: search.runs,
    slice: settled.judgement.slice,
    alpha: settled.judgement.alpha,
  }
}

const stepSight = (
  search: Search,
  question: SettledQuestion,
  { weight, bake }: SightStep,
  index: number,
  { stuckAt }: HealthyFate,
): StepSight => {
  const { slice, warmup } = question.judgement
  // A change of weight falls within a slice: of a bake of twelve slices eleven are whole.
  const judgedSlices = Math.max(0, Math.floor(bake / slice) - 1 - warmup)
  const metrics = search.model.metrics.map((metric, m) => metricSight(search, metric, m, index, judgedSlices))
  return {
    step: index + 1,
    weight,
    bake,
    judgedSlices,
    metrics,
    blind: metrics.every(({ own }) => own === null),
    stuck: stuckAt[index] ?? 0,
  }
}

const metricSight = (
  search: Search,
  { name, traffic, need, levels }: MetricModel,
  metric: number,
  step: number,
  judgedSlices: number,
): MetricSight => {
  const unitsPerSlice = search.model.stepModels[step]?.units[metric] ?? 0
  const { slice, warmup } = search.model.judgement
  const lost = (warmup + 0.5) * slice
  const double = levels.findIndex(({ factor, total }) => factor === 2 && !total)
  return {
    metric: name,
    unitsPerSecond: traffic.unitsPerSecond,
    rate: traffic.rate,
    kind: traffic.kind ?? 'share',
    unit: traffic.unit ?? 'units',
    unitsPerSlice,
    unitsPerStep: unitsPerSlice * judgedSlices,
    need,
    needAfter: unitsPerSlice > 0 ? lost + Math.ceil(need / unitsPerSlice) * slice : null,
    own: search.smallestWithin(metric, step),
    soFar: search.smallestSoFar(metric, step),
    doubling: double < 0 ? null : search.withinStep(metric, double, step),
    fewestSlices: fewestSlices(search.model, step, metric),
  }
}

/** For the first step, where a longer look costs least and harms fewest, and for steps that see nothing at all. */
const suggestionsFor = (
  question: SettledQuestion,
  { step, blind, metrics }: StepSight,
): readonly Suggestion[] => {
  const [leading] = metrics
  if (!leading || (step > 1 && !blind)) return []
  const index = question.traffic.findIndex(({ metric }) => metric === leading.metric)
  return suggestFor(question, step - 1, index, GOAL, leading.own)
}
