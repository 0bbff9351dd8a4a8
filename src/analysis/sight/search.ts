import { HEALTHY, type Level, type Model, modelOf } from './model.ts'
import type { SettledQuestion } from './question.ts'
import { type Entry, firstEntry, walk } from './walk.ts'

/** Probability from which a regression counts as seen. */
export const SEEN = 0.8

/** How often and how soon a release of one badness is found. */
export interface Chance {
  /** Share of runs, 0 to 1. */
  probability: number
  /** Median time from the first request that meets it, in milliseconds; null when fewer than half are found. */
  median: number | null
}

/** The smallest regression that is seen. */
export interface Found extends Chance, Level {
  /** Its rate less the usual one. */
  excess: number
}

/** What becomes of a healthy release. */
export interface HealthyFate {
  /** Share of runs that are rolled back all the same. */
  rolledBack: number
  /** Share of runs that are neither promoted nor rolled back in time, in all and by the step where they stand. */
  stuck: number
  stuckAt: readonly number[]
  /** Median time until promoted, in milliseconds; null when fewer than half are. */
  median: number | null
}

const BUDGET = 40_000
const FEWEST_RUNS = 120
const MOST_RUNS = 300
const PILOTS = 12

interface Fate {
  end: 'found' | 'left' | 'stuck'
  step: number
  lasted: number
  slices: number
  entries: readonly Entry[]
}

/** Answers for one model; whatever has been simulated once is kept. */
export class Search {
  readonly model: Model
  readonly runs: number
  private readonly fates: Fate[] = []
  private readonly journeys = new Map<string, readonly { step: number; after: number }[]>()
  private readonly chances = new Map<string, Chance>()

  constructor(question: SettledQuestion) {
    this.model = modelOf(question)
    this.runs = question.runs ?? this.affordableRuns()
  }

  private affordableRuns(): number {
    let slices = 0
    for (let run = 0; run < PILOTS; run++) slices += this.healthyFate(run).slices
    return Math.min(MOST_RUNS, Math.max(FEWEST_RUNS, Math.round((BUDGET * PILOTS) / Math.max(1, slices))))
  }

  private healthyFate(run: number): Fate {
    const known = this.fates[run]
    if (known) return known
    const entry = firstEntry(this.model, run)
    const walked = walk(this.model, run, entry, null, this.last)
    const fate = { ...walked, lasted: walked.at - entry.at }
    this.fates[run] = fate
    return fate
  }

  /** Where the healthy runs stand that reach a step. The first one is reached by all, and costs nothing. */
  private entriesOf(step: number): { run: number; entry: Entry }[] {
    return Array.from({ length: this.runs }, (_, run) => run).flatMap((run) => {
      const entry = step === 0 ? firstEntry(this.model, run) : this.healthyFate(run).entries[step]
      return entry ? [{ run, entry }] : []
    })
  }

  private get last(): number {
    return this.model.stepModels.length - 1
  }

  healthy(): HealthyFate {
    const fates = Array.from({ length: this.runs }, (_, run) => this.healthyFate(run))
    const share = (chosen: (fate: Fate) => boolean) => fates.filter(chosen).length / this.runs
    return {
      rolledBack: share(({ end }) => end === 'found'),
      stuck: share(({ end }) => end === 'stuck'),
      stuckAt: this.model.stepModels.map((_, i) => share(({ end, step }) => end === 'stuck' && step === i)),
      median: medianOf(fates.map(({ end, lasted }) => (end === 'left' ? lasted : Number.POSITIVE_INFINITY))),
    }
  }

  /** A release that is bad from its first request on, found before step `last` is left. */
  fromTheStart(metric: number, level: number, last: number): Chance {
    const key = `${metric}/${level}`
    const known = this.journeys.get(key) ?? this.journeysOf(metric, level)
    this.journeys.set(key, known)
    return chanceOf(known.map(({ step, after }) => (step <= last ? after : Number.POSITIVE_INFINITY)))
  }

  private journeysOf(metric: number, level: number) {
    const harm = level === HEALTHY ? null : { metric, level, from: 0 }
    return Array.from({ length: this.runs }, (_, run) => {
      const entry = firstEntry(this.model, run)
      const { end, step, at } = walk(this.model, run, entry, harm, this.last)
      return { step, after: end === 'found' ? at - entry.at : Number.POSITIVE_INFINITY }
    })
  }

  /** A release that is healthy until `step` begins and bad from then on, found before that step is left. */
  withinStep(metric: number, level: number, step: number): Chance {
    const key = `${metric}/${level}/${step}`
    if (step === 0 && this.journeys.has(`${metric}/${level}`)) return this.fromTheStart(metric, level, 0)
    const known = this.chances.get(key)
    if (known) return known
    const harm = level === HEALTHY ? null : { metric, level, from: step }
    const chance = chanceOf(
      this.entriesOf(step).map(({ run, entry }) => {
        const { end, at } = walk(this.model, run, entry, harm, step)
        return end === 'found' ? at - entry.at : Number.POSITIVE_INFINITY
      }),
    )
    this.chances.set(key, chance)
    return chance
  }

  /** Whether a regression that begins with `step` is seen there; asks no more runs than the answer needs. */
  reaches(metric: number, level: number, step: number): boolean {
    const whole = step === 0 ? this.journeys.get(`${metric}/${level}`) : undefined
    const known = whole ?? this.chances.get(`${metric}/${level}/${step}`)
    if (known) return this.withinStep(metric, level, step).probability >= SEEN
    const entries = this.entriesOf(step)
    const needed = Math.ceil(SEEN * entries.length - 1e-9)
    let [found, missed] = [0, 0]
    for (const { run, entry } of entries) {
      if (walk(this.model, run, entry, { metric, level, from: step }, step).end === 'found') found += 1
      else missed += 1
      if (found >= needed || missed > entries.length - needed) break
    }
    return found > 0 && found >= needed
  }

  /** The least bad level that is seen when it begins with `step`; null when not even the worst one is. */
  smallestWithin(metric: number, step: number): Found | null {
    const level = this.bisect(metric, (each) => this.reaches(metric, each, step))
    return level === null ? null : this.found(metric, level, this.withinStep(metric, level, step))
  }

  /** The least bad level that is seen before `last` is left when it is there from the first request on. */
  smallestSoFar(metric: number, last: number): Found | null {
    const level = this.bisect(metric, (each) => this.fromTheStart(metric, each, last).probability >= SEEN)
    return level === null ? null : this.found(metric, level, this.fromTheStart(metric, level, last))
  }

  private found(metric: number, level: number, chance: Chance): Found | null {
    const judged = this.model.metrics[metric]
    const sought = judged?.levels[level]
    return judged && sought ? { ...sought, ...chance, excess: sought.rate - judged.traffic.rate } : null
  }

  private bisect(metric: number, isSeen: (level: number) => boolean): number | null {
    const count = this.model.metrics[metric]?.levels.length ?? 0
    let [unseen, seen] = [-1, count]
    while (seen - unseen > 1) {
      // The worst first: a step that does not even see that needs no further question.
      const middle = seen === count ? count - 1 : Math.floor((unseen + seen) / 2)
      if (isSeen(middle)) seen = middle
      else unseen = middle
    }
    return seen === count ? null : seen
  }
}

const chanceOf = (times: readonly number[]): Chance => ({
  probability:
    times.length === 0 ? 0 : times.filter((time) => time < Number.POSITIVE_INFINITY).length / times.length,
  median: medianOf(times),
})

const medianOf = (times: readonly number[]): number | null => {
  const middle = [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)]
  return middle === undefined || middle === Number.POSITIVE_INFINITY ? null : middle
}
