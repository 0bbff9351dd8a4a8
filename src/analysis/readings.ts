import { isCount } from './evidence.ts'
import type { Counts, Judgement, MetricHistory, MetricSlice, SliceProblem } from './judgement.ts'

/** One metric in one slice, checked: counts that can be believed, or the reason why there are none. */
export type Reading = { canary: Counts; baseline: Counts | null } | { missing: SliceProblem }

/** Everything the sources said, laid on the slice grid. */
export interface Readings {
  /** Numbers of the slices that any source answered, ascending. */
  slots: readonly number[]
  /** Readings by metric, then by number of the slice. */
  byMetric: ReadonlyMap<string, ReadonlyMap<number, Reading>>
  /** Number of the first slice in which the metric had a baseline with units, by metric; only metrics that ever had. */
  firstBaseline: ReadonlyMap<string, number>
  /** Slices ignored because they do not lie on the grid, by metric; only metrics that have any. */
  offGrid: ReadonlyMap<string, number>
}

/**
 * Lays histories on the grid. Slices that had not ended at `now` are ignored, as the source may still change them.
 * Slices off the grid are ignored and counted. The order of histories and slices does not matter; the same slice given
 * twice is one slice, and two different answers for one slice are `ambiguous`, as neither can be believed.
 */
export const layOnGrid = (
  judgement: Judgement,
  histories: readonly MetricHistory[],
  now: number,
): Readings => {
  const byMetric = new Map<string, Map<number, Reading>>()
  const offGrid = new Map<string, number>()
  const slots = new Set<number>()
  for (const { metric, slices } of histories) {
    const readings = byMetric.get(metric) ?? new Map<number, Reading>()
    byMetric.set(metric, readings)
    for (const slice of slices) {
      const index = indexOf(judgement, slice)
      if (index === null) {
        offGrid.set(metric, (offGrid.get(metric) ?? 0) + 1)
      } else if (slice.to <= now) {
        readings.set(index, merge(readings.get(index), readingOf(slice)))
        slots.add(index)
      }
    }
  }
  const firstBaseline = new Map<string, number>()
  for (const [metric, readings] of byMetric)
    for (const [index, reading] of readings)
      if (hasBaseline(reading) && index < (firstBaseline.get(metric) ?? Number.POSITIVE_INFINITY))
        firstBaseline.set(metric, index)
  return { slots: [...slots].sort((a, b) => a - b), byMetric, firstBaseline, offGrid }
}

const hasBaseline = (reading: Reading): boolean =>
  'baseline' in reading && reading.baseline !== null && reading.baseline.n > 0

const indexOf = ({ epoch, slice }: Judgement, { from, to }: MetricSlice): number | null => {
  const index = (from - epoch) / slice
  return Number.isSafeInteger(index) && index >= 0 && to - from === slice ? index : null
}

const readingOf = (slice: MetricSlice): Reading => {
  const { canary, baseline, problem } = slice
  if (problem !== undefined) return { missing: problem }
  if (canary === null) return { missing: 'no-data' }
  const missing = faultOf(canary) ?? (baseline === null ? null : faultOf(baseline))
  // The slice itself is the reading: a copy of each would be most of what a look keeps in memory.
  return missing === null ? (slice as MetricSlice & { canary: Counts }) : { missing }
}

const faultOf = ({ n, x }: Counts): SliceProblem | null => {
  if (isCount(n) && isCount(x)) return null
  const number = (value: unknown) => typeof value === 'number' && !Number.isNaN(value)
  return number(n) && number(x) ? 'out-of-range' : 'not-a-number'
}

const merge = (earlier: Reading | undefined, later: Reading): Reading =>
  earlier === undefined || same(earlier, later) ? later : { missing: 'ambiguous' }

const same = (a: Reading, b: Reading): boolean =>
  'missing' in a || 'missing' in b
    ? 'missing' in a && 'missing' in b && a.missing === b.missing
    : sameCounts(a.canary, b.canary) && sameCounts(a.baseline, b.baseline)

const sameCounts = (a: Counts | null, b: Counts | null): boolean =>
  a === null || b === null ? a === b : a.n === b.n && a.x === b.x
