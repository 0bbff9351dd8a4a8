import type { Bump, Counts } from '../analysis/judgement.ts'
import type { Reading } from '../analysis/readings.ts'
import { drawBinomial, drawGamma, drawPoisson, type Random } from '../analysis/sight/random.ts'
import type { ExpectedTraffic } from '../analysis/sight.ts'
import type { SliceReadings } from './running-judgement.ts'
import { checkScenario, type Scenario, type Stretch } from './scenario.ts'

/** A service that a rollout happens to. Moments in milliseconds since 1970. */
export interface World {
  /** Names of its metrics. */
  readonly metrics: readonly string[]
  /** What the source counted in `[from, to)`, with the changes of weight so far; asked in order, once per slice. */
  readings(index: number, span: Span, bumps: readonly Bump[]): SliceReadings
  /** Whether the source can be asked now. */
  isReachable(now: number): boolean
  /** When the new release becomes worse than the old one; null when it never does, or nobody knows. */
  readonly harmFrom: number | null
  /** Units that met the new release in this time, and the failures among them that the old one would have spared them. */
  toll(span: Span, bumps: readonly Bump[]): Toll
}

export interface Span {
  from: number
  to: number
}

/** Summed over the metrics' own units: for people, take the metric that counts requests. */
export type Toll = readonly { metric: string; units: number; extra: number }[]

const MINUTE = 60_000
const DAY = 86_400_000
const PEAK_HOUR = 14

/** Mean share of the traffic of the new release in a stretch of time, 0 to 1. */
export const shareIn = ({ from, to }: Span, bumps: readonly Bump[]): number => {
  let sum = 0
  for (const [i, bump] of bumps.entries()) {
    const begins = Math.max(from, bump.to)
    const ends = Math.min(to, bumps[i + 1]?.to ?? Number.POSITIVE_INFINITY)
    if (ends > begins) sum += (bump.weight / 100) * (ends - begins)
  }
  return to > from ? sum / (to - from) : 0
}

/** A service made of chance: Poisson traffic, and failures with the rates of a scenario. */
export class SyntheticWorld implements World {
  readonly metrics: readonly string[]
  readonly harmFrom: number | null
  private readonly scenario: Scenario
  private readonly random: Random
  private readonly start: number
  private readonly firstRelease: boolean
  private readonly client: { from: number; to: number; place: number } | null

  constructor(
    scenario: Scenario,
    random: Random,
    start: number,
    options: { firstRelease: boolean; length: number },
  ) {
    checkScenario(scenario)
    this.scenario = scenario
    this.random = random
    this.start = start
    this.firstRelease = options.firstRelease
    this.metrics = scenario.traffic.map(({ metric }) => metric)
    this.harmFrom = scenario.harm ? start + (scenario.harm.from ?? 0) : null
    this.client = this.placeClient(options.length)
  }

  /** Somewhere within the plan, unless the scenario says when. */
  private placeClient(length: number) {
    const { badClient } = this.scenario
    if (!badClient) return null
    const somewhere = this.random() * Math.max(0, length - badClient.lasts)
    const from = this.start + (badClient.from ?? somewhere)
    const place = badClient.arm === 'canary' ? 0 : this.random()
    return { from, to: from + badClient.lasts, place }
  }

  isReachable(now: number): boolean {
    return !(this.scenario.unreachable ?? []).some(
      (stretch) => this.overlap({ from: now, to: now + 1 }, stretch) > 0,
    )
  }

  /** Milliseconds that a span shares with a stretch. */
  private overlap({ from, to }: Span, stretch: Stretch): number {
    const begins = this.start + stretch.from
    return Math.max(0, Math.min(to, begins + stretch.lasts) - Math.max(from, begins))
  }

  readings(_index: number, span: Span, bumps: readonly Bump[]): SliceReadings {
    const share = shareIn(span, bumps)
    const lost = (this.scenario.lost ?? []).some((stretch) => this.overlap(span, stretch) > 0)
    return new Map(
      this.scenario.traffic.map((metric): [string, Reading] => {
        const arms = this.draw(metric, span, share)
        return [metric.metric, lost ? { missing: 'no-data' } : arms]
      }),
    )
  }

  private draw(metric: ExpectedTraffic, span: Span, share: number): Reading {
    const all = this.unitsIn(metric, span)
    const rates = this.ratesIn(metric, span)
    const canary = this.arm(metric, all * share, rates.canary)
    const baseline = this.firstRelease ? null : this.arm(metric, all * (1 - share), rates.baseline)
    const failing = metric.kind === 'amount' ? 0 : this.clientIn(span)
    const arm = this.client && share > 0 && share >= this.client.place ? canary : baseline
    if (arm) {
      arm.n += failing
      arm.x += failing
    }
    return { canary, baseline }
  }

  private clientIn(span: Span): number {
    const { client, scenario } = this
    if (!client || !scenario.badClient) return 0
    const stretch = { from: client.from - this.start, lasts: client.to - client.from }
    return Math.round((scenario.badClient.perMinute * this.overlap(span, stretch)) / MINUTE)
  }

  private unitsIn({ unitsPerSecond }: ExpectedTraffic, { from, to }: Span): number {
    const swing = this.scenario.daily?.traffic ?? 0
    return ((unitsPerSecond * (to - from)) / 1000) * (1 + swing * tide((from + to) / 2))
  }

  private ratesIn({ metric, rate, kind }: ExpectedTraffic, span: Span) {
    const { harm, outages, daily } = this.scenario
    const middle = (span.from + span.to) / 2
    const usual = rate * (1 + (daily?.rate ?? 0) * tide(middle))
    const hit =
      harm && this.harmFrom !== null && middle >= this.harmFrom && (harm.metrics?.includes(metric) ?? true)
    const days = hit ? (middle - (this.harmFrom ?? middle)) / DAY : 0
    const harmed = hit ? usual * ((harm.factor ?? 1) + (harm.perDay ?? 0) * days) + (harm.points ?? 0) : usual
    let spared = 1
    for (const outage of outages ?? [])
      spared *= 1 - (outage.share * this.overlap(span, outage)) / (span.to - span.from)
    const cap = (value: number) => (kind === 'amount' ? value : 1 - (1 - Math.min(1, value)) * spared)
    return { canary: cap(harmed), baseline: cap(usual) }
  }

  private arm({ kind }: ExpectedTraffic, mean: number, rate: number): Counts {
    const n = drawPoisson(this.random, mean)
    if (kind === 'amount') return { n, x: rate * drawGamma(this.random, n) }
    return { n, x: Math.min(n, this.failures(n, rate)) }
  }

  /** A number of bursts, each of a geometric size: their sum is a Poisson count with a Gamma mean, on top of one each. */
  private failures(n: number, rate: number): number {
    const { burst = 1 } = this.scenario
    if (burst === 1) return drawBinomial(this.random, n, rate)
    const bursts = drawPoisson(this.random, (n * rate) / burst)
    return bursts + drawPoisson(this.random, (burst - 1) * drawGamma(this.random, bursts))
  }

  toll(span: Span, bumps: readonly Bump[]): Toll {
    return this.scenario.traffic.map((metric) => {
      const units = this.unitsIn(metric, span) * shareIn(span, bumps)
      const { canary, baseline } = this.ratesIn(metric, span)
      return { metric: metric.metric, units, extra: units * (canary - baseline) }
    })
  }
}

/** 1 at the peak hour, -1 half a day later. */
const tide = (at: number): number => Math.cos(2 * Math.PI * ((at % DAY) / DAY - PEAK_HOUR / 24))
