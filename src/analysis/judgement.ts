/** One question put to the metrics, answered by one evidence number. Fractions, not percent. */
export interface TestSpec {
  /** Unique within a plan: `errors`, `errors-vs-baseline`. */
  name: string
  /** Name of the metric whose slices it reads. */
  metric: string
  /** Absolute limit: tolerated share of bad units, or cost per unit. */
  max?: number
  /** Tolerated relative excess over the baseline: 0.5 = half as many again. */
  relative?: number
  /** Tolerated absolute excess over the baseline: 0.005 = half a percentage point. */
  points?: number
  /** Share of the whole judgement, before normalising. Default 1. */
  weight: number
}

/** The operator's rule outside the statistics: one slice so bad that nobody waits for more. */
export interface Breaker {
  metric: string
  /** Share of bad units in one slice, 0 to 1. Default 0.5. */
  max: number
  /** Fewest canary units a slice needs to trip it. Default 50. */
  min: number
}

/**
 * A limit for a figure that is known for the present alone, outside the evidence: without a past nothing can be said of
 * chance. Beyond it the rollout is held, or goes back if told so.
 */
export interface PresentLimit {
  metric: string
  /** Largest figure that is tolerated. */
  max: number
  beyond: 'hold' | 'abort'
}

/** How a rollout is judged; frozen at its start so that any look can be replayed. Times in milliseconds. */
export interface Judgement {
  /** Start of the slice grid: slices are `[epoch + i * slice, epoch + (i + 1) * slice)`. */
  epoch: number
  slice: number
  /** Length over which the stakes are spread: all bakes, holds and watches together. */
  planLength: number
  /** Largest chance that a release within its limits is ever rolled back by evidence. Default 0.05. */
  alpha: number
  /** Combined evidence from which the rollout is held. Default 3. */
  hold: number
  /** Slices dropped at the start of each step, while caches are cold. Default 1. */
  warmup: number
  tests: readonly TestSpec[]
  breakers: readonly Breaker[]
  /** Default none. */
  limits?: readonly PresentLimit[]
}

/** Units seen and units bad (slow, failed, costly) of one release in one slice. */
export interface Counts {
  n: number
  x: number
}

/** Why a slice says nothing. `error` means the source could not be asked. */
export type SliceProblem =
  | 'no-data'
  | 'counter-reset'
  | 'not-a-number'
  | 'stale'
  | 'ambiguous'
  | 'out-of-range'
  | 'error'

/** One metric in one slice, both releases from the same query and interval. */
export interface MetricSlice {
  /** Milliseconds since 1970; `to` is exclusive. */
  from: number
  to: number
  canary: Counts | null
  baseline: Counts | null
  problem?: SliceProblem
}

/** Everything a source said about one metric since the rollout began, oldest slice first. */
export interface MetricHistory {
  metric: string
  slices: readonly MetricSlice[]
}

/** A change of weight: from the moment it was intended to the moment it was confirmed. */
export interface Bump {
  from: number
  to: number
  weight: number
}
