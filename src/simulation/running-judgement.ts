import { type EvidenceState, evidenceOf, judge, observe, openEvidence } from '../analysis/evidence.ts'
import type { Bump, Judgement } from '../analysis/judgement.ts'
import { type Journey, journeyOf, type Placement } from '../analysis/placement.ts'
import type { Reading } from '../analysis/readings.ts'
import { needOf } from '../analysis/samples.ts'
import { ratioOf, type Sighting, trips } from '../analysis/sight/ratio.ts'
import type { Evidence } from '../rollout/decide.ts'

/** What the metrics said in one slice, by metric; a metric that is missing was not delivered. */
export type SliceReadings = ReadonlyMap<string, Reading>

type Problem = Extract<Reading, { missing: unknown }>['missing'] | 'no-units' | 'no-baseline'

/** How fresh one metric is; the running form of `analysis/freshness.ts`. */
interface Trace {
  need: number
  haveInStep: number
  seenBaseline: boolean
  lastUsable: number | null
  lastSlot: number
  problem: Problem | null
  units: number
  answered: number
  quiet: number
}

const MINUTE = 60_000

/** As in `analysis/freshness.ts`: units whose absence is surprising, and slices that may be missing at the end. */
const SURPRISING = 3
const GRACE = 2

/**
 * The judgement of a rollout, kept up slice by slice: at every look it says what `assess` would say of the whole
 * history, without reading it again. Holds as long as slices come in order, each complete and once, and no change of weight
 * is told that lies before a slice already seen; tests prove the equality.
 */
export class RunningJudgement {
  private readonly judgement: Judgement
  private readonly states: EvidenceState[]
  private readonly traces = new Map<string, Trace>()
  private journey: Journey
  private verdict: 'ok' | 'hold' | 'rollback' = 'ok'
  private combined = 1
  private conviction: { at: number; combined: number } | null = null
  private suspiciousSince: number | null = null
  private tripped: Evidence['tripped'] = null
  private brokenZeroLimit: Evidence['brokenZeroLimit'] = null

  constructor(judgement: Judgement) {
    this.judgement = judgement
    this.states = judgement.tests.map(openEvidence)
    this.journey = journeyOf(judgement, [])
    for (const { metric } of judgement.tests)
      this.traces.set(metric, {
        need: needOf(judgement.tests.filter((test) => test.metric === metric)),
        haveInStep: 0,
        seenBaseline: false,
        lastUsable: null,
        lastSlot: -1,
        problem: null,
        units: 0,
        answered: 0,
        quiet: 0,
      })
  }

  /** Says that the weight changed. `bumps` are all of them, the new one last. */
  move(bumps: readonly Bump[]): void {
    this.journey = journeyOf(this.judgement, bumps)
    for (const trace of this.traces.values()) trace.haveInStep = 0
  }

  /** Takes in the next slice of the grid that any metric has answered. */
  see(index: number, readings: SliceReadings): void {
    const { epoch, slice, tests, breakers, alpha, hold } = this.judgement
    const place = this.journey.place(index)
    const from = epoch + index * slice
    for (const [metric, trace] of this.traces)
      follow(trace, readings.get(metric), place, index, from + slice, this.journey)
    if (place.dropped === null) {
      for (const [i, test] of tests.entries()) {
        const sighting = this.sightingOf(test.metric, readings, place)
        const ratio = sighting && ratioOf(test, sighting)
        this.states[i] = observe(
          this.states[i] ?? openEvidence(),
          ratio,
          slice / MINUTE,
          this.judgement.planLength / MINUTE,
        )
      }
      for (const breaker of breakers) {
        const sighting = this.sightingOf(breaker.metric, readings, place)
        if (this.tripped !== null || !sighting || !trips(breaker, sighting)) continue
        this.tripped = { metric: breaker.metric, ...sighting.canary, limit: breaker.max }
      }
    }
    if (place.dropped !== 'no-exposure') this.checkZeroLimits(readings)
    const looks = tests.map(({ weight }, i) => ({
      weight,
      evidence: evidenceOf(this.states[i] ?? openEvidence()),
    }))
    const { combined, verdict } = judge(looks, alpha, hold)
    this.combined = combined
    this.verdict = verdict
    if (verdict === 'rollback') this.conviction ??= { at: from + slice, combined }
    this.suspiciousSince = verdict === 'ok' ? null : (this.suspiciousSince ?? from + slice)
  }

  private sightingOf(metric: string, readings: SliceReadings, { weight }: Placement): Sighting | null {
    const reading = readings.get(metric)
    if (reading === undefined || 'missing' in reading) return null
    return { weight, ...reading, compared: this.traces.get(metric)?.seenBaseline ?? false }
  }

  private checkZeroLimits(readings: SliceReadings): void {
    if (this.brokenZeroLimit !== null) return
    for (const { metric, max } of this.judgement.tests) {
      const reading = max === 0 ? readings.get(metric) : undefined
      if (reading === undefined || 'missing' in reading) continue
      const { n, x } = reading.canary
      if (n > 0 && x > 0) {
        this.brokenZeroLimit = { metric, x }
        return
      }
    }
  }

  /** What `assess` would say at `now`, as the gates hand it to `decide`. `delay` as in `assess`. Milliseconds. */
  evidence(now: number, delay: number): Evidence {
    const { alpha, tests } = this.judgement
    return {
      combined: Math.max(this.combined, this.conviction?.combined ?? 0),
      verdict: this.conviction ? 'rollback' : this.verdict,
      limit: 1 / alpha,
      tripped: this.tripped,
      brokenZeroLimit: this.brokenZeroLimit,
      samples: [...this.traces].map(([metric, { haveInStep, need }]) => ({ metric, have: haveInStep, need })),
      blindSince: this.blindSince(now - delay),
      suspiciousSince: this.suspiciousSince,
      measured: tests.length > 0,
    }
  }

  /** When the slice ended that convicted; null while nothing did. */
  get convictedAt(): number | null {
    return this.conviction?.at ?? null
  }

  private blindSince(until: number): number | null {
    const { bumps, firstJudged } = this.journey
    const start = bumps.find(({ weight }) => weight > 0)?.to
    if (start === undefined || bumps.at(-1)?.weight === 0) return null
    const { epoch, slice } = this.judgement
    const due = Math.floor((until - epoch) / slice) - 1 - GRACE
    let since: number | null = null
    for (const { problem, lastSlot, lastUsable } of this.traces.values()) {
      if (problem === null && due < Math.max(firstJudged, lastSlot + 1)) continue
      since = Math.min(since ?? Number.POSITIVE_INFINITY, lastUsable ?? start)
    }
    return since
  }
}

const follow = (
  trace: Trace,
  reading: Reading | undefined,
  { step, weight, dropped }: Placement,
  index: number,
  to: number,
  { current }: Journey,
): void => {
  if (reading === undefined) return
  if ('baseline' in reading && (reading.baseline?.n ?? 0) > 0) trace.seenBaseline = true
  if (dropped === 'no-exposure') return
  trace.lastSlot = index
  const judged = dropped === null
  if (judged && step === current && 'canary' in reading) trace.haveInStep += reading.canary.n
  const fault = faultOf(reading, weight < 100 && trace.seenBaseline)
  if (fault === null) {
    trace.lastUsable = to
    trace.problem = null
    if (judged && 'canary' in reading) trace.units += reading.canary.n
    trace.answered += trace.quiet + (judged ? 1 : 0)
    trace.quiet = 0
  } else if (judged) {
    const answers = 'canary' in reading
    trace.quiet += answers ? 1 : 0
    if (!(answers && trace.units > 0) || (trace.units / trace.answered) * trace.quiet >= SURPRISING)
      trace.problem = fault
  }
}

const faultOf = (reading: Reading, comparable: boolean): Problem | null => {
  if ('missing' in reading) return reading.missing
  if (reading.canary.n === 0) return 'no-units'
  return comparable && (reading.baseline?.n ?? 0) === 0 ? 'no-baseline' : null
}
