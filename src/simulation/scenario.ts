import type { ExpectedTraffic } from '../analysis/sight.ts'

/** A stretch of time; milliseconds after the start of the rollout. */
export interface Stretch {
  from: number
  lasts: number
}

/** How the new release is worse than the old one. */
export interface Harm {
  /** Metrics that it harms; default all. */
  metrics?: readonly string[]
  /** Usual rate times this, at the beginning of the harm. Default 1. */
  factor?: number
  /** Share of bad units on top, after the factor; for amounts an amount. Default 0. */
  points?: number
  /** Added to the factor with every day since the harm began: 1 doubles the usual rate within a day. Default 0. */
  perDay?: number
  /** When it begins, milliseconds after the start of the rollout. Default 0. */
  from?: number
}

/** One client that fails again and again, whatever the release. */
export interface BadClient extends Partial<Stretch> {
  /** Failures per minute. */
  perMinute: number
  /** Longest time it goes on, in milliseconds. */
  lasts: number
  /**
   * `canary`: it is always served by the new release, the worst case. `hashed`: it belongs to one place in the order of
   * users, and meets the new release once the share reaches it.
   */
  arm: 'canary' | 'hashed'
}

/** What happens to a service while a plan runs. Failures are drawn at random with these means. */
export interface Scenario {
  /** A few words for people. */
  name: string
  /** What a healthy service brings; one entry per metric. */
  traffic: readonly ExpectedTraffic[]
  harm?: Harm
  /** Both releases fail alike: share of units that fail besides. */
  outages?: readonly (Stretch & { share: number })[]
  badClient?: BadClient
  /** Mean number of failures that come together, all in one release. 1 or more. Default 1: unrelated. */
  burst?: number
  /** Swing over the day: traffic and rate go up and down by these parts of themselves. 0 to 1; highest at 14:00 UTC. */
  daily?: { traffic: number; rate: number }
  /** While these last, the source cannot be asked; afterwards it knows everything. */
  unreachable?: readonly Stretch[]
  /** What happened in these was never counted. */
  lost?: readonly Stretch[]
}

/** Scenarios that need no more than the traffic. */
export const MODELS = [
  'healthy',
  'x2',
  'x5',
  'x20',
  'everything-fails',
  'slow-leak',
  'outage-in-both',
  'bad-client',
  'clustered',
  'no-traffic',
  'metric-outage',
  'diurnal',
] as const

export type ModelName = (typeof MODELS)[number]

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The scenario of a model for a service with this traffic. Where something happens at a time, it is early in the rollout. */
export const scenarioOf = (model: ModelName, traffic: readonly ExpectedTraffic[]): Scenario => {
  switch (model) {
    case 'healthy':
      return { name: 'a healthy release', traffic }
    case 'x2':
      return { name: 'a release that fails twice as often', traffic, harm: { factor: 2 } }
    case 'x5':
      return { name: 'a release that fails five times as often', traffic, harm: { factor: 5 } }
    case 'x20':
      return { name: 'a release that fails twenty times as often', traffic, harm: { factor: 20 } }
    case 'everything-fails':
      return { name: 'a release that fails always', traffic, harm: { points: 1 } }
    case 'slow-leak':
      return { name: 'a release that gets worse day by day', traffic, harm: { perDay: 3 } }
    case 'outage-in-both':
      return {
        name: 'two outages of 10 minutes that hit both releases',
        traffic,
        outages: [30 * MINUTE, 100 * MINUTE].map((from) => ({ from, lasts: 10 * MINUTE, share: 0.3 })),
      }
    case 'bad-client':
      return {
        name: 'one client that fails 5 times a minute for 5 minutes, always on the new release',
        traffic,
        badClient: { perMinute: 5, lasts: 5 * MINUTE, arm: 'canary' },
      }
    case 'clustered':
      return { name: 'failures that come ten at a time', traffic, burst: 10 }
    case 'no-traffic':
      return {
        name: 'no traffic at all',
        traffic: traffic.map((metric) => ({ ...metric, unitsPerSecond: 0 })),
      }
    case 'metric-outage':
      return {
        name: 'metrics that cannot be read for two hours',
        traffic,
        unreachable: [{ from: 30 * MINUTE, lasts: 2 * HOUR }],
      }
    case 'diurnal':
      return {
        name: 'traffic and errors that swing over the day',
        traffic,
        daily: { traffic: 0.7, rate: 0.8 },
      }
    default:
      return model satisfies never
  }
}

/** @throws RangeError for a figure that cannot be. */
export const checkScenario = ({ burst, daily, outages, harm, badClient }: Scenario): void => {
  const part = (name: string, value: number, most: number): void => {
    if (!(value >= 0 && value <= most))
      throw new RangeError(`${name} must lie between 0 and ${most}, not ${value}`)
  }
  if (burst !== undefined && !(Number.isFinite(burst) && burst >= 1))
    throw new RangeError(`a burst has 1 failure or more, not ${burst}`)
  part('the daily swing of the traffic', daily?.traffic ?? 0, 1)
  part('the daily swing of the rate', daily?.rate ?? 0, 1)
  for (const { share } of outages ?? []) part('the share that fails in an outage', share, 1)
  part('the factor of the harm', harm?.factor ?? 1, 1e9)
  part('the growth of the harm', harm?.perDay ?? 0, 1e9)
  part('the points of the harm', harm?.points ?? 0, 1e9)
  part('the failures per minute of a client', badClient?.perMinute ?? 0, 1e9)
}
