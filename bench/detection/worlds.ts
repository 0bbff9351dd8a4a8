import { quantile, upperTail } from './normal-law.ts'
import type { Random } from './random.ts'
import type { Arm, Minute } from './rule.ts'

/** The traffic and the failures of one rollout: what happens in the minute `at` while the new release has `weight` %. */
export type World = (at: number, weight: number) => Minute

/** A world as it is described; every rollout opens one of its own. */
export type Scenario = (random: Random) => World

/** Nothing happens later than this in a rollout that is not held up. */
const PLAN = 180
const DAY = 24 * 60

/** What may disturb a service that answers requests with a usual share of failures. */
export interface Failures {
  /** Usual share of failed requests. */
  base: number
  /** Requests per second, both releases together. */
  rate: number
  /** Failures of the new release over those of the old one; 1 is a healthy release. */
  factor: number
  /** Minute from which `factor` holds. Default 0. */
  from?: number
  /** Traffic +-70 % and failures +-80 % over the day, at unrelated times of day. */
  diurnal?: boolean
  /** Two outages of both releases at random moments: 30 % of the requests fail for 10 minutes. */
  outages?: boolean
  /** Failures come in bursts of this mean size (geometric), each burst within a minute and in one release. */
  burst?: number
  /**
   * Bad clients come by chance, one in `every` minutes, and stay with the release that they fell to: each fails 5 requests
   * a minute for `minutes`.
   */
  badClient?: { minutes: number; every: number }
}

const OUTAGE = { share: 0.3, minutes: 10, times: 2 } as const
const CLIENT_FAILURES = 5
const CLIENTS_OF = { canary: 0, control: 0, rest: 0 }

/**
 * Requests arrive at random (Poisson), fall to a release and fail at random: so good and bad requests of every
 * part are independent Poisson counts, exactly.
 */
export const failures =
  ({
    base,
    rate,
    factor,
    from = 0,
    diurnal = false,
    outages = false,
    burst = 1,
    badClient,
  }: Failures): Scenario =>
  (random) => {
    const [trafficPhase, failurePhase] = [random.uniform(), random.uniform()]
    const outageStarts = outages
      ? Array.from({ length: OUTAGE.times }, () => Math.floor(random.uniform() * PLAN))
      : []
    const clients: { until: number; of: keyof typeof CLIENTS_OF }[] = []
    const wave = (at: number, phase: number, height: number): number =>
      diurnal ? 1 + height * Math.sin(2 * Math.PI * (at / DAY + phase)) : 1

    const bursts = (mean: number): number => {
      if (burst === 1) return random.poisson(mean)
      let bad = 0
      for (let left = random.poisson(mean / burst); left > 0; left--) bad += random.geometric(burst)
      return bad
    }
    const arm = (units: number, usual: number, extra: number, common: number): Arm => {
      const n = random.poisson(units * (1 - usual) * (1 - common))
      const x = bursts(units * usual) + random.poisson(units * (1 - usual) * common) + extra
      return { n: n + x, x, level: (100 * x) / (n + x) }
    }
    const badRequests = (at: number, share: number): Readonly<typeof CLIENTS_OF> => {
      if (badClient === undefined) return CLIENTS_OF
      for (let left = random.poisson(1 / badClient.every); left > 0; left--) {
        const place = random.uniform()
        const of = place < share ? 'canary' : place < 2 * share ? 'control' : 'rest'
        clients.push({ until: at + badClient.minutes, of })
      }
      const requests = { ...CLIENTS_OF }
      for (const { until, of } of clients) if (at < until) requests[of] += CLIENT_FAILURES
      return requests
    }

    return (at, weight) => {
      const units = rate * 60 * wave(at, trafficPhase, 0.7)
      const usual = base * wave(at, failurePhase, 0.8)
      const common = outageStarts.some((start) => at >= start && at < start + OUTAGE.minutes)
        ? OUTAGE.share
        : 0
      const share = weight / 100
      const bad = badRequests(at, share)
      const canary = arm(units * share, Math.min(1, usual * (at < from ? 1 : factor)), bad.canary, common)
      const control = arm(units * share, usual, bad.control, common)
      const rest = arm(units * (1 - 2 * share), usual, bad.rest, common)
      const n = control.n + rest.n
      const x = control.x + rest.x
      return { at, weight, canary, baseline: { n, x, level: (100 * x) / n }, control }
    }
  }

/** Milliseconds from which a request counts as slow, and the usual latency: median 100, 95th percentile 228. */
export const SLOW = 250
const MEDIAN = 100
const SIGMA = 0.5
/** Spread of the common factor of each minute: a busy database slows both releases. */
const NOISE = 0.15

export const BASE_P95 = MEDIAN * Math.exp(SIGMA * 1.6448536)

/**
 * Latency: lognormal, the new release slower by `shift`; all of a minute share a common factor. The control is drawn beside
 * the baseline instead of out of it, as no rule reads both.
 */
export const latency =
  ({ rate, shift }: { rate: number; shift: number }): Scenario =>
  (random) =>
  (at, weight) => {
    const common = Math.exp(NOISE * random.normal())
    const arm = (units: number, factor: number): Arm => {
      const median = MEDIAN * factor * common
      const slow = upperTail(Math.log(SLOW / median) / SIGMA)
      const x = random.poisson(units * slow)
      const n = x + random.poisson(units * (1 - slow))
      return { n, x, level: n === 0 ? Number.NaN : median * Math.exp(SIGMA * samplePercentile(random, n)) }
    }
    const units = (rate * 60 * weight) / 100
    const canary = arm(units, shift)
    const control = arm(units, 1)
    return { at, weight, canary, baseline: arm(rate * 60 - units, 1), control }
  }

/**
 * The 95th percentile of `n` normal numbers: the order statistic of even numbers is a beta law, exactly. Drawn apart from
 * the number of slow requests, as no rule reads both.
 */
const samplePercentile = (random: Random, n: number): number => {
  const k = Math.ceil(0.95 * n)
  const share = random.beta(k, n - k + 1)
  return quantile(Math.min(1 - 1e-12, Math.max(1e-12, share)))
}
