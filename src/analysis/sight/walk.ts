import { type EvidenceState, evidenceOf, observe, openEvidence } from '../evidence.ts'
import { HEALTHY, type MetricModel, type Model, type Sampler, type StepModel } from './model.ts'
import { type Random, seededRandom } from './random.ts'
import { ratioOf, trips } from './ratio.ts'

/** A release that is bad in one metric from the beginning of one step on. */
export interface Harm {
  metric: number
  level: number
  /** Index of the step, from 0. */
  from: number
}

/** Where a run stands when a step begins. Never changed in place. */
export interface Entry {
  step: number
  /** When the bump was confirmed, in milliseconds after the start of the slice grid. */
  at: number
  states: readonly EvidenceState[]
}

/** How a run ended. Moments in milliseconds after the start of the slice grid. */
export interface Walked {
  /** `found`: rolled back. `left`: the last step asked for was left. `stuck`: the deadline or the longest hold came first. */
  end: 'found' | 'left' | 'stuck'
  /** Step in which it ended. */
  step: number
  at: number
  /** Steps entered, the first one given included. */
  entries: readonly Entry[]
  /** Slices looked at. */
  slices: number
}

/** Between the decision and the confirmation of a change of weight. */
const ACT = 5_000

/** The beginning of run number `run`: the first change of weight falls anywhere in a slice. */
export const firstEntry = (model: Model, run: number): Entry => {
  const offset = seededRandom(model.seed, run, -1)() * model.judgement.slice
  return { step: 0, at: offset, states: model.tests.map(openEvidence) }
}

/**
 * Lets one rollout go through the steps as looks would take it, from `entry` until it leaves step `last`: slices are
 * judged by the rule itself, a step ends when its bake is over, its samples are there and the evidence is calm.
 * Chance depends on seed, run, step and metric alone, so that two levels, or two plans, meet the same luck.
 */
export const walk = (model: Model, run: number, entry: Entry, harm: Harm | null, last: number): Walked => {
  const { interval, delay, maxHold, deadline, judgement } = model
  const { slice, warmup } = judgement
  const start = entry.step === 0 ? entry.at : firstEntry(model, run).at
  const entries = [entry]
  const course = new Course(model, run)
  course.enter(entry, harm)
  let bump = entry.at
  let next = Math.ceil(bump / slice) + warmup
  for (let look = bump + interval; ; look += interval) {
    const delivered = Math.floor((look - delay) / slice)
    for (; next < delivered; next++) course.see(next)
    const ended = (end: Walked['end']): Walked => {
      return { end, step: course.step, at: look, entries, slices: course.slices }
    }
    if (course.convicted) return ended('found')
    if (look >= bump + course.bake && course.isCalm() && course.hasSamples()) {
      if (course.step === last) return ended('left')
      // What the source has not delivered yet still belongs to the step that ends.
      for (; next < Math.floor(look / slice); next++) course.see(next)
      bump = look + ACT
      next = Math.max(next, Math.ceil(bump / slice) + warmup)
      entries.push({ step: course.step + 1, at: bump, states: course.states.slice() })
      course.enter(entries.at(-1) ?? entry, harm)
    } else if (look - start > deadline || course.heldFor(look, slice) > maxHold) return ended('stuck')
  }
}

const OPEN = openEvidence()

/** The accounts of one run, and its luck. */
class Course {
  step = 0
  bake = 0
  slices = 0
  convicted = false
  states: EvidenceState[] = []
  private samples: number[] = []
  private samplers: readonly Sampler[] = []
  private luck: readonly Random[] = []
  private suspicious: number | null = null
  private weight = 0
  private readonly total: number
  private readonly minutes: readonly [slice: number, plan: number]
  private readonly model: Model
  private readonly run: number

  constructor(model: Model, run: number) {
    this.model = model
    this.run = run
    this.total = model.tests.reduce((sum, { weight }) => sum + weight, 0)
    this.minutes = [model.judgement.slice / 60_000, model.judgement.planLength / 60_000]
  }

  enter({ step, states }: Entry, harm: Harm | null): void {
    const { metrics, seed, stepModels } = this.model
    const model = stepModels[step] as StepModel
    this.step = step
    this.bake = model.bake
    this.weight = model.weight
    this.states = states.slice()
    this.samples = metrics.map(() => 0)
    this.luck = metrics.map((_, i) => seededRandom(seed, this.run, step * 64 + i))
    this.samplers = metrics.map((_, i) =>
      model.sampler(i, harm && harm.metric === i && step >= harm.from ? harm.level : HEALTHY),
    )
  }

  see(slot: number): void {
    const { metrics, tests, judgement } = this.model
    const { weight } = this
    const [slices, plan] = this.minutes
    this.slices += 1
    for (let i = 0; i < metrics.length; i++) {
      const metric = metrics[i] as MetricModel
      const { canary, baseline } = (this.samplers[i] as Sampler)(this.luck[i] as Random)
      this.samples[i] = (this.samples[i] ?? 0) + canary.n
      const sighting = { weight, canary, baseline, compared: baseline !== null }
      for (const j of metric.tests) {
        const test = tests[j]
        if (test) this.states[j] = observe(this.states[j] ?? OPEN, ratioOf(test, sighting), slices, plan)
      }
      for (const breaker of metric.breakers) this.convicted ||= trips(breaker, sighting)
    }
    const combined = this.combined()
    this.convicted ||= combined >= 1 / judgement.alpha
    this.suspicious = combined < judgement.hold ? null : (this.suspicious ?? slot + 1)
  }

  /** The weighted mean, as `judge` forms it but for the last bits, which decide nothing here and cost most. */
  private combined(): number {
    const { tests } = this.model
    let sum = 0
    for (let j = 0; j < tests.length; j++) sum += (tests[j]?.weight ?? 0) * evidenceOf(this.states[j] ?? OPEN)
    return tests.length === 0 ? 1 : sum / this.total
  }

  isCalm(): boolean {
    return this.suspicious === null
  }

  hasSamples(): boolean {
    return this.model.metrics.every(({ need }, i) => (this.samples[i] ?? 0) >= need)
  }

  heldFor(now: number, slice: number): number {
    return this.suspicious === null ? 0 : now - this.suspicious * slice
  }
}
