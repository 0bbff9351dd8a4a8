import type { Bump, Judgement, MetricHistory } from '../analysis/judgement.ts'
import { layOnGrid, type Reading, type Readings } from '../analysis/readings.ts'
import { drawBinomial, type Random } from '../analysis/sight/random.ts'
import type { SliceReadings } from './running-judgement.ts'
import { type Span, shareIn, type Toll, type World } from './world.ts'

/** Metrics that a source really answered. */
export interface Recorded {
  /** A few words for people. */
  name: string
  /**
   * `rollout`: both releases as they were counted during a rollout; the weights of the plan change nothing about them.
   * `live`: the live release alone, asked for as if it were the canary; its units are dealt out at random by the weights of the plan, and the
   * record begins anew when the plan is longer.
   */
  of: 'rollout' | 'live'
  /** Slices as long as the judgement's; the first one of all is laid on the first slice of the rollout. */
  histories: readonly MetricHistory[]
  /** With `live`: the new release fails this many times as often. Default 1. */
  factor?: number
}

/** A service that did in reality what it does here. */
export class RecordedWorld implements World {
  readonly metrics: readonly string[]
  readonly harmFrom: number | null
  private readonly recorded: Recorded
  private readonly readingsOf: Readings['byMetric']
  private readonly length: number
  private readonly random: Random
  private readonly tolls = new Map<number, Toll>()
  private readonly judgement: Judgement

  /** @throws RangeError when nothing of the record lies on the slice grid. */
  constructor(recorded: Recorded, judgement: Judgement, random: Random, start: number) {
    const first = Math.min(...recorded.histories.flatMap(({ slices }) => slices.map(({ from }) => from)))
    const grid = { ...judgement, epoch: first }
    const { byMetric, slots } = Number.isFinite(first)
      ? layOnGrid(grid, recorded.histories, Number.POSITIVE_INFINITY)
      : { byMetric: new Map(), slots: [] }
    if (slots.length === 0) throw new RangeError('the record has no slice that fits the judgement')
    this.recorded = recorded
    this.judgement = judgement
    this.random = random
    this.metrics = [...byMetric.keys()]
    this.readingsOf = byMetric
    this.length = (slots.at(-1) ?? 0) + 1
    this.harmFrom = recorded.of === 'live' && (recorded.factor ?? 1) > 1 ? start : null
  }

  isReachable(): boolean {
    return true
  }

  readings(index: number, span: Span, bumps: readonly Bump[]): SliceReadings {
    const { of } = this.recorded
    const slot = of === 'live' ? index % this.length : index
    const share = shareIn(span, bumps)
    const found = new Map<string, Reading>()
    for (const [metric, slices] of this.readingsOf) {
      const reading = slices.get(slot)
      if (reading) found.set(metric, of === 'live' ? this.deal(reading, share) : reading)
    }
    this.tolls.set(index, tollOf(found))
    return found
  }

  private deal(reading: Reading, share: number): Reading {
    if ('missing' in reading) return reading
    const { n, x } = reading.canary
    const bad = drawBinomial(this.random, x, share)
    const good = drawBinomial(this.random, n - x, share)
    const rate = n > 0 ? x / n : 0
    const turned = rate < 1 ? Math.min(1, ((this.recorded.factor ?? 1) - 1) * (rate / (1 - rate))) : 0
    const canary = { n: bad + good, x: bad + drawBinomial(this.random, good, turned) }
    return { canary, baseline: { n: Math.max(0, n - bad - good), x: Math.max(0, x - bad) } }
  }

  /** From what was counted, with the baseline's rate as the measure; the part of a slice counts in proportion. */
  toll({ from, to }: Span): Toll {
    const { epoch, slice } = this.judgement
    const sums = new Map(this.metrics.map((metric) => [metric, { units: 0, extra: 0 }]))
    for (let index = Math.floor((from - epoch) / slice); epoch + index * slice < to; index++) {
      const begins = epoch + index * slice
      const part = (Math.min(to, begins + slice) - Math.max(from, begins)) / slice
      for (const { metric, units, extra } of this.tolls.get(index) ?? []) {
        const sum = sums.get(metric)
        if (!sum) continue
        sum.units += units * part
        sum.extra += extra * part
      }
    }
    return [...sums].map(([metric, sum]) => ({ metric, ...sum }))
  }
}

const tollOf = (readings: SliceReadings): Toll =>
  [...readings].flatMap(([metric, reading]) => {
    if ('missing' in reading) return []
    const { canary, baseline } = reading
    const usual = baseline && baseline.n > 0 ? baseline.x / baseline.n : null
    return [{ metric, units: canary.n, extra: usual === null ? 0 : canary.x - canary.n * usual }]
  })
