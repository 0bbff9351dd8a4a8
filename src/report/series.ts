import type { Counts, MetricHistory, MetricSlice } from '../analysis/judgement.ts'

/** Counts of both releases over one or several neighbouring slices. Null: nothing usable. */
export interface Point {
  from: number
  to: number
  canary: Counts | null
  baseline: Counts | null
}

/** Counts that can be shown: whole or broken numbers, never negative, NaN or infinite. */
const usable = (counts: Counts | null): Counts | null =>
  counts && [counts.n, counts.x].every((value) => Number.isFinite(value) && value >= 0) ? counts : null

const add = (a: Counts | null, b: Counts | null): Counts | null =>
  a && b ? { n: a.n + b.n, x: a.x + b.x } : (a ?? b)

/** Slices with their counts checked; those with a named problem have none. Oldest first. */
export const pointsOf = (history: MetricHistory | undefined): Point[] =>
  (history?.slices ?? [])
    .filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to) && to > from)
    .map((slice: MetricSlice) =>
      slice.problem === undefined
        ? {
            from: slice.from,
            to: slice.to,
            canary: usable(slice.canary),
            baseline: usable(slice.baseline),
          }
        : { from: slice.from, to: slice.to, canary: null, baseline: null },
    )
    .sort((a, b) => a.from - b.from)

/** Adds neighbouring points together so that at most `most` remain. Counts are summed, never averaged. */
export const thin = (points: readonly Point[], most: number): { points: Point[]; each: number } => {
  const each = Math.max(1, Math.ceil(points.length / Math.max(1, most)))
  if (each === 1) return { points: [...points], each }
  const merged: Point[] = []
  for (let i = 0; i < points.length; i += each) {
    const group = points.slice(i, i + each)
    const [first] = group
    if (!first) continue
    merged.push({ ...sum(group), from: first.from, to: group.at(-1)?.to ?? first.to })
  }
  return { points: merged, each }
}

/** Counts of all points together. */
export const sum = (
  points: readonly Pick<Point, 'canary' | 'baseline'>[],
): Pick<Point, 'canary' | 'baseline'> =>
  points.reduce<Pick<Point, 'canary' | 'baseline'>>(
    (total, point) => ({
      canary: add(total.canary, point.canary),
      baseline: add(total.baseline, point.baseline),
    }),
    { canary: null, baseline: null },
  )

/** Bad per unit: a fraction, or an amount per unit; null without units. */
export const rate = (counts: Counts | null): number | null => {
  if (!counts || counts.n <= 0) return null
  const value = counts.x / counts.n
  return Number.isFinite(value) ? value : null
}
