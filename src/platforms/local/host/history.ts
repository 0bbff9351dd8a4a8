import type { ReleaseId } from '../../../rollout/plan.ts'
import type { Counters } from './counters.ts'
import { KEPT_SECONDS } from './counters.ts'
import { readId } from './record.ts'
import { Refusal } from './refusal.ts'

/** A question for counts by interval. Times in milliseconds, all whole seconds. */
export interface HistoryQuestion {
  from: number
  slice: number
  count: number
  releases: readonly ReleaseId[]
}

/** What one release did in one slice. `bins` as in `LATENCY_BOUNDS`, with one more for everything slower. */
export interface SliceTally {
  requests: number
  failures: number
  bins: readonly number[]
}

/** The answer: per slice, one tally per release asked for, in that order; null where the seconds are not kept. */
export interface HistoryAnswer {
  slices: { from: number; to: number; tallies: (SliceTally | null)[] }[]
  /** First moment about which anything is known. */
  keptFrom: number
}

/** Most slices in one answer. */
export const MAX_SLICES = 25_000
const MAX_RELEASES_ASKED = 10

const wholeSeconds = (query: URLSearchParams, name: string, least: number): number => {
  const text = query.get(name) ?? ''
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value % 1000 === 0))
    throw new Refusal('bad-request', `${name} must be whole seconds, written in milliseconds, from ${least}`)
  return value
}

/** Reads `from`, `slice`, `count` and one `release` or more. Throws Refusal. */
export const readQuestion = (query: URLSearchParams): HistoryQuestion => {
  const count = Number(query.get('count') ?? '')
  if (!(Number.isInteger(count) && count >= 1 && count <= MAX_SLICES))
    throw new Refusal('bad-request', `count must be a whole number from 1 to ${MAX_SLICES}`)
  const releases = query.getAll('release').map((id) => readId(id, 'release'))
  if (releases.length < 1 || releases.length > MAX_RELEASES_ASKED)
    throw new Refusal('bad-request', `release must be given 1 to ${MAX_RELEASES_ASKED} times`)
  return { from: wholeSeconds(query, 'from', 0), slice: wholeSeconds(query, 'slice', 1000), count, releases }
}

/** Looks the slices up. A slice that is not over, or not wholly kept, has no tallies; nor has a release not on record. */
export const historyOf = (
  { from, slice, count, releases }: HistoryQuestion,
  { counters, isKnown, now }: { counters: Counters; isKnown: (release: ReleaseId) => boolean; now: number },
): HistoryAnswer => {
  const keptFrom = (Math.floor(now / 1000) - KEPT_SECONDS + 1) * 1000
  const slices = Array.from({ length: count }, (_, index) => {
    const start = from + index * slice
    const end = start + slice
    const kept = start >= keptFrom && end <= now
    const tallies = releases.map((release) => {
      const tally = kept && isKnown(release) ? counters.between(release, start, end) : null
      return tally && { requests: tally.requests, failures: tally.failures, bins: tally.bins }
    })
    return { from: start, to: end, tallies }
  })
  return { slices, keptFrom }
}
