import type { Counts, MetricHistory, SliceProblem } from '../analysis/judgement.ts'
import type { ReleaseId } from '../rollout/plan.ts'

/** What a source can answer, and what asking costs. Times in milliseconds. */
export interface SourceAbilities {
  /** `history`: counts per slice over the past, which feed the evidence. `now`: one present figure, a plain limit. */
  answers: 'history' | 'now'
  /** A slice is read only this long after it ended. */
  delay: number
  /** How far back it can be asked. */
  lookBack: number
  /** Shortest slice it can cut. */
  minSlice: number
}

/** A question about several slices at once. */
export interface SliceRequest {
  metric: string
  /** Both releases of the component the metric belongs to. */
  canary: ReleaseId
  baseline: ReleaseId | null
  /** Slice grid: `count` slices of `slice` milliseconds from `from` (milliseconds since 1970). */
  from: number
  slice: number
  count: number
}

/**
 * Where metrics come from. Answers every slice asked for, in order, each with counts or a named problem.
 * An outage of the source is a ProviderError; odd or missing data is a slice with a problem, never a zero.
 */
export interface MetricSource {
  readonly type: string
  readonly abilities: SourceAbilities
  read(request: SliceRequest): Promise<MetricHistory>
}

/** A present figure as one unit whose badness is the figure, so that it compares with `max` as a cost per unit does. */
export type Sample = { canary: Counts; baseline: Counts | null } | { problem: SliceProblem }

/** A source that knows only the present. Its `read` knows nothing of any slice. */
export interface PresentSource extends MetricSource {
  /** The figure of this moment. Throws as `read` does. */
  sample(releases: { canary: ReleaseId; baseline: ReleaseId | null }): Promise<Sample>
}
