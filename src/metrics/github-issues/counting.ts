import type { Counts, MetricSlice, SliceProblem } from '../../analysis/judgement.ts'
import type { SliceRequest } from '../source.ts'
import type { Issue } from './client.ts'

/** What is counted, and in which unit. */
export interface CountingRule {
  /** `created`: opened in the slice. `open`: open at some time of the slice, whenever opened. */
  count: 'created' | 'open'
  /**
   * Length of the unit that the number of issues is divided by, in milliseconds. Null: no number of issues, but the
   * minutes in which there was any, out of all minutes.
   */
  per: number | null
}

/** One minute in milliseconds: the unit that slices are made of. */
export const MINUTE = 60_000

/** Minutes of the grid, from its start, that an issue touches: first and one past the last. */
const minutesOf = (
  { createdAt, closedAt }: Issue,
  { from, slice, count }: SliceRequest,
  rule: CountingRule,
): [number, number] => {
  const all = (count * slice) / MINUTE
  const first = Math.floor((createdAt - from) / MINUTE)
  const end =
    rule.count === 'created'
      ? first + 1
      : closedAt === null
        ? all
        : Math.max(first + 1, Math.ceil((closedAt - from) / MINUTE))
  return [Math.max(0, first), Math.min(all, end)]
}

/**
 * Counts of one release in every slice. Without `per` the units are minutes, so that slices of any length add up: a
 * minute is bad in which an issue was opened, or open. With `per`, the number of issues opened per unit of time.
 */
export const countIssues = (
  issues: readonly Issue[],
  request: SliceRequest,
  rule: CountingRule,
): Counts[] => {
  const { slice, count } = request
  const length = slice / MINUTE
  const perMinute = new Uint32Array(count * length)
  for (const issue of issues) {
    const [first, end] = minutesOf(issue, request, rule)
    for (let minute = first; minute < end; minute += 1) perMinute[minute] = (perMinute[minute] ?? 0) + 1
  }
  return Array.from({ length: count }, (_, index): Counts => {
    const minutes = perMinute.subarray(index * length, (index + 1) * length)
    return rule.per === null
      ? { n: length, x: minutes.reduce((bad, here) => bad + (here > 0 ? 1 : 0), 0) }
      : { n: slice / rule.per, x: minutes.reduce((sum, here) => sum + here, 0) }
  })
}

/** Issues of a release; null: nobody could say, for no issue ever named it. */
export type Arm = readonly Issue[] | null

/**
 * Slices of both releases. Before the repository was made, and after GitHub's present, nothing can be known. `baseline`
 * undefined: there is none, or issues do not say which release they are about.
 */
export const slicesOfIssues = (
  arms: { canary: Arm; baseline: Arm | undefined },
  request: SliceRequest,
  { createdAt, now }: { createdAt: number; now: number },
  rule: CountingRule,
): MetricSlice[] => {
  const { from, slice, count } = request
  const canary = arms.canary && countIssues(arms.canary, request, rule)
  const baseline = arms.baseline && countIssues(arms.baseline, request, rule)
  return Array.from({ length: count }, (_, index): MetricSlice => {
    const bounds = { from: from + index * slice, to: from + (index + 1) * slice }
    const own = canary?.[index]
    const isKnown = bounds.from >= createdAt && bounds.to <= now && arms.baseline !== null
    if (own === undefined || !isKnown) {
      const problem: SliceProblem = 'no-data'
      return { ...bounds, canary: null, baseline: null, problem }
    }
    return { ...bounds, canary: own, baseline: baseline?.[index] ?? null }
  })
}
