/** One release in one minute. */
export interface Arm {
  /** Units seen. */
  n: number
  /** Units bad: failed, or slower than `SLOW` milliseconds. */
  x: number
  /** What a dashboard shows: the percentage of failed units, or the 95th percentile in ms. NaN without units. */
  level: number
}

/** Everything a rule may see of one minute. */
export interface Minute {
  /** Minutes since the first change of weight. */
  at: number
  /** Percent of the traffic that the new release had. */
  weight: number
  canary: Arm
  /** All that has the old release. */
  baseline: Arm
  /** A part of the baseline as large as the canary, for rules that want a control of equal size. */
  control: Arm
}

/**
 * `go` the next step may begin once the bake is over; `wait` not now; `rollback` go back; `person` give up waiting.
 */
export type Answer = 'go' | 'wait' | 'rollback' | 'person'

/** A rule at work on one rollout. */
export interface Judge {
  /** Told every minute, when it has ended. */
  see(minute: Minute): Answer
}

/** What the operator of the service has set, the same for every rule. */
export interface Given {
  /** Highest share of bad units that the operator tolerates. */
  max: number
  /** Highest `level` that the operator tolerates: the same share in percent, or a 95th percentile in ms. */
  highestLevel: number
  /** Minutes by which the grid of slices is ahead of the first change of weight: nobody starts on the hour. */
  phase: number
}

export interface Rule {
  /** Key in the results. */
  key: string
  /** Head of its column. */
  title: string
  open(given: Given): Judge
}

/** Minutes between two looks of every rule that does not set its own pace. */
export const LOOK = 5

/** Units and bad units of some minutes together. */
export const sum = (arms: readonly Arm[]): { n: number; x: number } => {
  const total = { n: 0, x: 0 }
  for (const { n, x } of arms) {
    total.n += n
    total.x += x
  }
  return total
}

/** The level over some minutes: their mean, each as heavy as it had units. NaN without units. */
export const levelOf = (arms: readonly Arm[]): number => {
  let n = 0
  let weighted = 0
  for (const arm of arms) {
    if (arm.n === 0) continue
    n += arm.n
    weighted += arm.n * arm.level
  }
  return weighted / n
}
