import type { Judgement } from '../judgement.ts'

/** What one metric is expected to bring while the release is healthy, both releases together. */
export interface ExpectedTraffic {
  /** Name of the metric. */
  metric: string
  /** Units (requests, connections, users) per second on average; 0 or more. */
  unitsPerSecond: number
  /** Usual share of bad units, 0 to 1; for amounts the usual amount per unit, 0 or more. */
  rate: number
  /**
   * `share`: a unit is bad or it is not. `amount`: each unit costs something; taken as exponentially distributed,
   * so that most cost little and a few a lot. Default `share`.
   */
  kind?: 'share' | 'amount'
  /** What is counted, for people: `requests`. Default `units`. */
  unit?: string
}

/** A stop on the way; milliseconds. */
export interface SightStep {
  /** Percent of the traffic; above 0, at most 100. */
  weight: number
  bake: number
}

/** What is asked: a plan, how it is judged, and the traffic that is expected. Times in milliseconds. */
export interface SightQuestion {
  steps: readonly SightStep[]
  /** As frozen with a rollout; the start of the slice grid does not matter. */
  judgement: Omit<Judgement, 'epoch'>
  /** Metrics of tests that are missing here are taken to say nothing. */
  traffic: readonly ExpectedTraffic[]
  /** There is no old release to compare with. Default false. */
  firstRelease?: boolean
  /** Time between two looks. Default one slice. */
  interval?: number
  /** How long a source needs before it can be asked about a slice. Default 0. */
  delay?: number
  /** How long a suspicious release is held before a person is called. Default 24 h. */
  maxHold?: number
  /** Time from the first step after which a rollout that is not promoted counts as stuck. Default twice all bakes plus 24 h. */
  deadline?: number
  /** Whole number; the same seed gives the same answer. Default 1. */
  seed?: number
  /** Simulated rollouts per question. Default: as many as about 40,000 slices allow, 120 to 300. */
  runs?: number
}

const DAY = 86_400_000

/** The question with its defaults filled in. */
export type SettledQuestion = Required<Omit<SightQuestion, 'runs'>> & { runs: number | null }

/**
 * Checks the question and fills in what was left out.
 * @throws RangeError for a plan without steps, a weight, a time or a rate that cannot be, or a metric given twice.
 */
export const settle = (question: SightQuestion): SettledQuestion => {
  const { steps, judgement, traffic } = question
  if (steps.length === 0) throw new RangeError('a plan without steps sees nothing')
  for (const { weight, bake } of steps) {
    if (!(weight > 0 && weight <= 100)) throw new RangeError(`a step cannot send ${weight} % of the traffic`)
    within('a bake', bake, 0)
  }
  for (const { unitsPerSecond, rate, kind } of traffic) {
    within('the traffic', unitsPerSecond, 0)
    within('a rate', rate, 0)
    if (kind !== 'amount' && rate > 1) throw new RangeError(`a share of bad units cannot be ${rate}`)
  }
  if (new Set(traffic.map(({ metric }) => metric)).size < traffic.length)
    throw new RangeError('the traffic of one metric is given twice')
  if (!(Number.isFinite(judgement.slice) && judgement.slice > 0))
    throw new RangeError(`a slice cannot last ${judgement.slice} ms`)
  const bakes = steps.reduce((sum, { bake }) => sum + bake, 0)
  const interval = within('the time between looks', question.interval ?? judgement.slice, 1)
  return {
    steps,
    judgement,
    traffic,
    firstRelease: question.firstRelease ?? false,
    interval,
    delay: within('the delay', question.delay ?? 0, 0),
    maxHold: within('the longest hold', question.maxHold ?? DAY, 0),
    deadline: within('the deadline', question.deadline ?? 2 * bakes + DAY, 0),
    seed: question.seed ?? 1,
    runs: question.runs === undefined ? null : within('the number of runs', question.runs, 1),
  }
}

const within = (name: string, value: number, least: number): number => {
  if (!(Number.isFinite(value) && value >= least))
    throw new RangeError(`${name} must be ${least} or more, not ${value}`)
  return value
}
