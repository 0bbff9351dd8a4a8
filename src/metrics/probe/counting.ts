import type { Counts, MetricSlice, SliceProblem } from '../../analysis/judgement.ts'
import type { SliceRequest } from '../source.ts'
import type { Entry } from '../sql/rows.ts'
import { slicesOf } from '../sql/rows.ts'
import type { Found } from './record.ts'

/** What counts, and what is bad. */
export interface CountingRule {
  /** Name of the probes that count; null: all. */
  probe: string | null
  /** An answer that took longer is bad too, in milliseconds; null: no matter how long. */
  slowerThan: number | null
  /** Whether a probe that nobody answered is a bad unit, or no unit. */
  unanswered: 'nothing' | 'bad'
}

type Verdict = 'good' | 'bad' | 'nothing' | SliceProblem

const verdictOf = ({ outcome, took }: Found, { slowerThan, unanswered }: CountingRule): Verdict => {
  if (outcome === 'lost') return unanswered === 'bad' ? 'bad' : 'nothing'
  if (outcome === 'bad') return 'bad'
  if (outcome !== 'good') return 'not-a-number'
  if (slowerThan === null) return 'good'
  if (typeof took !== 'number' || !Number.isFinite(took)) return 'not-a-number'
  if (took < 0) return 'out-of-range'
  return took > slowerThan ? 'bad' : 'good'
}

const add = (sum: Counts | SliceProblem, verdict: Verdict): Counts | SliceProblem => {
  if (typeof sum === 'string' || verdict === 'nothing') return sum
  if (verdict === 'good') return { n: sum.n + 1, x: sum.x }
  return verdict === 'bad' ? { n: sum.n + 1, x: sum.x + 1 } : verdict
}

/** Two results of one prober about one release in one millisecond that say different things: neither can be believed. */
const contradictions = (found: readonly Found[]): ReadonlySet<Found> => {
  const first = new Map<string, Found>()
  const wrong = new Set<Found>()
  for (const result of found) {
    const key = JSON.stringify([result.at, result.probe, result.release, result.run])
    if (first.has(key)) wrong.add(result)
    else first.set(key, result)
  }
  return wrong
}

/**
 * Slices from the results of probes: units are answered probes. A slice in which no probe of a release was answered is
 * no slice without failures: it says nothing.
 */
export const countProbes = (
  found: readonly Found[],
  request: SliceRequest,
  rule: CountingRule,
): MetricSlice[] => {
  const { canary, baseline, from, slice, count } = request
  const wanted = found.filter(
    ({ probe, release, at }) =>
      (rule.probe === null || probe === rule.probe) &&
      (release === canary || release === baseline) &&
      at >= from &&
      at < from + count * slice,
  )
  const wrong = contradictions(wanted)
  const entries = new Map<string, Entry>()
  for (const result of wanted) {
    const index = Math.floor((result.at - from) / slice)
    const key = JSON.stringify([result.release, index])
    const known = entries.get(key)?.counts ?? { n: 0, x: 0 }
    const verdict = wrong.has(result) ? 'ambiguous' : verdictOf(result, rule)
    entries.set(key, { index, release: result.release, counts: add(known, verdict) })
  }
  // Probes that nobody answered prove neither that the release is there nor that it is well.
  const answered = [...entries.values()].filter(({ counts }) => typeof counts === 'string' || counts.n > 0)
  return slicesOf(answered, request, null)
}
