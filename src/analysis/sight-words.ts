import type { Chance, Found, HealthyFate, MetricSight, Sight, StepSight, Suggestion } from './sight.ts'
import { formatNumber, formatShare } from './words.ts'

/*
 * What a plan can see, in sentences. Plain text: whoever prints it makes names of metrics and units inert for the page
 * it goes to.
 */

/** Everything a person should know before the plan starts, the most important first. */
export const sightSentences = (sight: Sight): readonly string[] => [
  ...sight.steps.flatMap((step) => stepSentences(step)),
  ...planSentences(sight),
  ...sight.suggestions.map((suggestion) => suggestionSentence(suggestion, sight)),
]

/** What the whole plan sees, what a healthy release meets on its way, and what nobody knows. */
export const planSentences = (sight: Sight): readonly string[] => [
  ...wholePlanSentences(sight),
  ...healthySentences(sight),
  ...sight.unknown.map(
    (metric) => `Nothing is known of the traffic of ${metric}, so nothing can be said of it.`,
  ),
]

/** What one step sees, metric by metric, and what it lacks. */
export const stepSentences = (step: StepSight): readonly string[] =>
  step.metrics.flatMap((metric) => [seesSentence(step, metric), ...samplesSentences(step, metric)])

/** "At 12 requests/s, 10 % for 1 h finds a fivefold rate of errors (5 % instead of 1 %), half of the time within 25 min." */
export const seesSentence = (
  { weight, bake }: Pick<StepSight, 'weight' | 'bake'>,
  sight: MetricSight,
): string => {
  const { unitsPerSecond, unit, metric, own, doubling, kind } = sight
  const opening = `At ${formatPace(unitsPerSecond, unit)}, ${formatNumber(weight)} % for ${formatTime(bake)}`
  if (own === null) {
    const worst = kind === 'amount' ? 'a hundred times the usual amount' : 'a release that fails always'
    return `${opening} is blind to ${metric}: not even ${worst} would be found.`
  }
  return `${opening} finds ${badness(own, sight)}${soon(own)}${doublingClause(own, doubling)}.`
}

const doublingClause = ({ factor }: Found, doubling: Chance | null): string => {
  if (doubling === null || (factor !== null && factor <= 2)) return ''
  if (doubling.probability < 0.2) return '; a doubling would pass unseen'
  return `; a doubling would be found ${formatNumber(Math.round(doubling.probability * 10))} times in 10`
}

const samplesSentences = (
  { bake, stuck }: StepSight,
  { metric, unit, need, needAfter, unitsPerStep }: MetricSight,
): readonly string[] => {
  if (needAfter === null)
    return [`It gets no ${unit} at all for ${metric}, needs ${formatNumber(need)}, and would hold for ever.`]
  if (needAfter <= bake || unitsPerStep >= need) return []
  const got = `${metric} needs ${formatNumber(need)} ${unit} at this step and gets about ${formatNumber(Math.round(unitsPerStep))} in its bake`
  return [
    stuck > 0.5
      ? `${got}: it would take ${formatTime(needAfter)}, longer than the rollout may last, and so would hold for ever.`
      : `${got}: it would last about ${formatTime(needAfter)} instead of ${formatTime(bake)}.`,
  ]
}

const wholePlanSentences = ({ plan, steps }: Sight): readonly string[] =>
  plan.map(({ metric, found }) => {
    const sight = steps.at(-1)?.metrics.find((one) => one.metric === metric)
    if (found === null || !sight) return `The whole plan sees nothing in ${metric}.`
    return `Of a release that is bad from the start the whole plan finds ${badness(found, sight)}${soon(found)}.`
  })

/** What a healthy release meets: stuck, or rolled back although nothing got worse. */
const healthySentences = ({ healthy, alpha, bakes }: Sight): readonly string[] => {
  const { rolledBack, stuck, median }: HealthyFate = healthy
  const sentences: string[] = []
  if (rolledBack > Math.max(2 * alpha, 0.02))
    sentences.push(
      `A release no worse than the present one would be rolled back ${timesIn100(rolledBack)}: the usual rates are too near the limits.`,
    )
  if (stuck > 0.01) sentences.push(`A healthy release would be stuck ${timesIn100(stuck)} and need a person.`)
  if (median !== null && median > 1.5 * bakes)
    sentences.push(
      `A healthy release takes about ${formatTime(median)}, though the bakes sum up to ${formatTime(bakes)}.`,
    )
  return sentences
}

/** What would have to change, and what that brings. */
export const suggestionSentence = (suggestion: Suggestion, { steps }: Pick<Sight, 'steps'>): string => {
  const step = steps[suggestion.step]
  const sight = step?.metrics.find(({ metric }) => metric === suggestion.metric)
  if (!step || !sight) return ''
  const share = `${formatNumber(step.weight)} %`
  switch (suggestion.kind) {
    case 'longer-bake':
      return `Step ${step.step}: ${share} for ${formatTime(suggestion.bake)} instead of ${formatTime(step.bake)} would find ${badness(suggestion.sees, sight)}${soon(suggestion.sees)}.`
    case 'larger-share':
      return `Step ${step.step}: ${formatNumber(suggestion.weight)} % for ${formatTime(step.bake)} instead of ${share} would find ${badness(suggestion.sees, sight)}${soon(suggestion.sees)}.`
    case 'best-of-share':
      return suggestion.sees === null
        ? `Step ${step.step}: ${share} would see nothing in ${suggestion.metric} within ${formatTime(suggestion.bake)} either.`
        : `Step ${step.step}: ${share} for ${formatTime(suggestion.bake)} would find ${badness(suggestion.sees, sight)} and no less.`
    default:
      return suggestion satisfies never
  }
}

const FOLDS: Readonly<Record<number, string>> = {
  2: 'a doubled',
  3: 'a threefold',
  4: 'a fourfold',
  5: 'a fivefold',
  6: 'a sixfold',
  8: 'an eightfold',
  10: 'a tenfold',
  20: 'a twentyfold',
  50: 'a fiftyfold',
  100: 'a hundredfold',
}

const badness = ({ factor, rate, total }: Found, { metric, kind, rate: usual }: MetricSight): string => {
  if (total) return `a release whose every unit is bad by ${metric} (and nothing less)`
  const show = (value: number) => (kind === 'amount' ? formatNumber(value) : formatShare(value))
  if (factor === null) return `a rate of ${show(rate)} of ${metric}, where there are none today`
  const fold = FOLDS[factor] ?? `${formatNumber(factor)} times the usual`
  return `${fold} ${kind === 'amount' ? 'amount' : 'rate'} of ${metric} (${show(rate)} instead of ${show(usual)})`
}

const soon = ({ median }: Chance): string =>
  median === null ? '' : `, half of the time within ${formatTime(median)}`

const timesIn100 = (share: number): string => {
  const times = Math.round(share * 100)
  return times >= 100 ? 'always' : `${times} times in 100`
}

/** Traffic in the unit in which people count: per second, or per minute, hour or day where that is less than one. */
const formatPace = (perSecond: number, unit: string): string => {
  if (perSecond === 0) return `no ${unit}`
  if (perSecond >= 0.5) return `${formatNumber(perSecond)} ${unit}/s`
  if (perSecond * 60 >= 1) return `${formatNumber(perSecond * 60)} ${unit}/min`
  if (perSecond * 3600 >= 1) return `${formatNumber(perSecond * 3600)} ${unit}/h`
  return `${formatNumber(perSecond * 86_400)} ${unit}/d`
}

/** A time for people, at most two units, rounded to minutes: `25 min`, `1 h 30 min`, `2 d`. Milliseconds in. */
export const formatTime = (milliseconds: number): string => {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000))
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  const parts = [
    ...(days > 0 ? [`${days} d`] : []),
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(rest > 0 && days === 0 ? [`${rest} min`] : []),
  ]
  return parts.join(' ')
}
