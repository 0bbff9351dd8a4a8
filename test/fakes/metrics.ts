import type { MetricSlice, SliceProblem } from '../../src/analysis/judgement.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import type { MetricSource, PresentSource, SourceAbilities } from '../../src/metrics/source.ts'
import type { ReleaseId } from '../../src/rollout/plan.ts'
import type { FakePlatform } from './platform.ts'

/** What visitors do and how releases bear it. May be changed while a story goes on: the past is not kept. */
export interface Traffic {
  /** Requests per minute of the whole service at a moment. */
  perMinute(at: number): number
  /** Share of requests that fail on a revision at a moment, 0 to 1. */
  failing(revision: string, at: number): number
  /** What the source says instead of counts for a slice that begins then; null: counts. */
  problem(at: number): SliceProblem | null
  /** The source does not answer at all at this moment. */
  down(at: number): boolean
}

/** Twelve hundred requests a minute, of which 4 in 1000 fail whatever the release. */
export const HEALTHY: Traffic = {
  perMinute: () => 1200,
  failing: () => 0.004,
  problem: () => null,
  down: () => false,
}

/** Fails `times` as often as usual on one revision, from a moment on. */
export const worse = (revision: string, times: number, from = 0): Traffic => ({
  ...HEALTHY,
  failing: (asked, at) => (asked === revision && at >= from ? 0.004 * times : 0.004),
})

/** Everything fails, old and new alike, from a moment on. */
export const outage = (from = 0, until = Number.POSITIVE_INFINITY): Traffic => ({
  ...HEALTHY,
  failing: (_, at) => (at >= from && at < until ? 0.9 : 0.004),
})

/** A source that has forgotten everything between two moments. */
export const gap = (from: number, until = Number.POSITIVE_INFINITY): Traffic => ({
  ...HEALTHY,
  problem: (at) => (at >= from && at < until ? 'no-data' : null),
})

/** A source that does not answer between two moments. */
export const sourceDown = (from: number, until = Number.POSITIVE_INFINITY): Traffic => ({
  ...HEALTHY,
  down: (at) => at >= from && at < until,
})

const ABILITIES: SourceAbilities = {
  answers: 'history',
  delay: 0,
  lookBack: 30 * 86_400_000,
  minSlice: 1000,
}

/** A source that counts what the router of a fake platform would have sent to each release. */
export const fakeSource = (
  platform: FakePlatform,
  now: () => number,
  traffic: () => Traffic,
  abilities: Partial<SourceAbilities> = {},
): MetricSource => {
  const countsOf = (id: ReleaseId | null, from: number, to: number) => {
    const revision = id === null ? undefined : platform.find(id)?.revision
    if (id === null || revision === undefined) return null
    const middle = (from + to) / 2
    const share = platform.meanShare(id, from, to) / 100
    const n = Math.round((traffic().perMinute(middle) * (to - from) * share) / 60_000)
    return { n, x: Math.round(n * traffic().failing(revision, middle)) }
  }
  return {
    type: 'fake',
    abilities: { ...ABILITIES, ...abilities },
    read: async ({ metric, canary, baseline, from, slice, count }) => {
      if (traffic().down(now()))
        throw new ProviderError({ provider: 'fake', message: 'the source does not answer', retryable: true })
      const slices = Array.from({ length: count }, (_, index): MetricSlice => {
        const [start, end] = [from + index * slice, from + (index + 1) * slice]
        const problem = traffic().problem(start)
        if (problem) return { from: start, to: end, canary: null, baseline: null, problem }
        return {
          from: start,
          to: end,
          canary: countsOf(canary, start, end),
          baseline: countsOf(baseline, start, end),
        }
      })
      return { metric, slices }
    },
  }
}

/** A source that knows one figure of this moment for each revision; null: it does not answer. */
export const fakePresentSource = (
  platform: FakePlatform,
  figureOf: (revision: string) => number | null,
): PresentSource => {
  const sampleOf = (id: ReleaseId) => {
    const figure = figureOf(platform.find(id)?.revision ?? '')
    if (figure === null)
      throw new ProviderError({ provider: 'fake', message: 'the source does not answer', retryable: true })
    return { n: 1, x: figure }
  }
  return {
    type: 'fake',
    abilities: { answers: 'now', delay: 0, lookBack: 0, minSlice: 60_000 },
    read: async ({ metric }) => ({ metric, slices: [] }),
    sample: async ({ canary, baseline }) => ({
      canary: sampleOf(canary),
      baseline: baseline === null ? null : sampleOf(baseline),
    }),
  }
}
