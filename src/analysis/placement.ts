import type { Bump, Judgement } from './judgement.ts'

/**
 * Why a whole slice is left out of the evidence, for all metrics:
 * `no-exposure` the new release had no share of the traffic yet (or none any more);
 * `over-a-bump` the share changed within the slice, which would compare different mixtures (Simpson's paradox);
 * `warm-up` one of the first slices of a step, while caches are cold.
 */
export type SliceDrop = 'no-exposure' | 'over-a-bump' | 'warm-up'

/** Where a slice lies on the journey. */
export interface Placement {
  /** Index into the bumps, in order of time, of the step the slice belongs to; -1 before the first one. */
  step: number
  /** Percent of the traffic that the new release had. */
  weight: number
  /** Null when the slice is judged. */
  dropped: SliceDrop | null
}

/** The journey in order of time, with the questions that slices ask of it. */
export interface Journey {
  /** Bumps, oldest first. */
  bumps: readonly Bump[]
  /** Number of the last bump; -1 without any. */
  current: number
  /** First slice of the grid that is judged in the current step; Infinity without one. */
  firstJudged: number
  /** Places the slice with this number on the grid. */
  place(index: number): Placement
}

/**
 * Lays the bumps over the slice grid. Slice `i` is `[epoch + i * slice, epoch + (i + 1) * slice)`.
 * A bump whose `to` is Infinity is still under way: everything after its `from` is dropped.
 *
 * @throws RangeError when a bump ends before it begins or its weight is not 0 to 100.
 */
export const journeyOf = (judgement: Judgement, bumps: readonly Bump[]): Journey => {
  for (const { from, to, weight } of bumps) {
    if (!(Number.isFinite(from) && to >= from))
      throw new RangeError(`a bump cannot last from ${from} to ${to}`)
    if (!(weight >= 0 && weight <= 100))
      throw new RangeError(`a weight lies between 0 and 100, not ${weight}`)
  }
  const { epoch, slice, warmup } = judgement
  const ordered = [...bumps].sort((a, b) => a.from - b.from || a.to - b.to)
  const judgedFrom = ordered.map(({ to, weight }) =>
    weight > 0 ? Math.max(0, Math.ceil((to - epoch) / slice)) + warmup : Number.POSITIVE_INFINITY,
  )
  const current = ordered.length - 1
  const place = (index: number): Placement => {
    const from = epoch + index * slice
    const to = from + slice
    const step = ordered.findLastIndex((bump) => bump.to <= from)
    const weight = ordered[step]?.weight ?? 0
    if (ordered.some((bump) => from < bump.to && to > bump.from))
      return { step, weight, dropped: 'over-a-bump' }
    if (weight === 0) return { step, weight, dropped: 'no-exposure' }
    return { step, weight, dropped: index < (judgedFrom[step] ?? 0) ? 'warm-up' : null }
  }
  return { bumps: ordered, current, firstJudged: judgedFrom[current] ?? Number.POSITIVE_INFINITY, place }
}
