import type { ReleaseId } from '../rollout/plan.ts'

/** What a platform can honestly do. A plan that asks for more is refused before anything is changed. */
export interface Capabilities {
  /** How traffic is divided: any `percent`; `stages` declared beforehand; `units` (machines, apps); not at all. */
  split: 'percent' | 'stages' | 'units' | 'none'
  /** A release can be put on the platform and tested before anybody sees it. */
  darkDeploy: boolean
  /** Going back moves a pointer (seconds) or deploys the old revision again (minutes). */
  rollback: 'pointer' | 'redeploy'
  /** The platform itself counts requests and failures per release and slice. */
  releaseMetrics: boolean
  /** Scheduled jobs can be stopped and started again. */
  jobs: boolean
  /** The names of the secrets that a component has there can be listed. */
  secretNames: boolean
}

/** A revision living on a platform. */
export interface Release {
  id: ReleaseId
  revision: string
  /** The rollout that brought it, read from the platform's own tag or metadata; null if not ours. */
  rollout: string | null
}

/** What the platform says is serving now. */
export interface Serving {
  /** Every release with its percent of traffic, also those at 0; sums to 100, or to less while nothing serves the rest. */
  weights: readonly { release: Release; weight: number }[]
  /**
   * Equal units (machines, apps) that carry the component, where only whole ones can be moved: a weight then means the
   * fewest units that reach it. Absent where any percentage is possible.
   */
  units?: number
}

/** The scheduled jobs of a component. */
export interface Jobs {
  /** What runs by the clock now, each as the platform writes it: `0 9 * * *`. Empty while paused. */
  list(): Promise<readonly string[]>
  /** Makes these, and no others, run. An empty list pauses. */
  set(schedules: readonly string[]): Promise<void>
  /** What a person must know: until when a stopped job may still start. */
  readonly delay: string
}

/** Whether a release can be put back, and if not, why. */
export type WayBack = { possible: true } | { possible: false; reason: string }

/** One component on one platform. Every act is "set to": doing it twice is doing it once. */
export interface Platform {
  readonly type: string
  readonly capabilities: Capabilities
  /**
   * Declares the weights of the whole plan before the first release of it is deployed, where a platform wants to know
   * its stages beforehand. Rising, the last is 100. Refuses with ConfigError what the component's plan cannot do.
   */
  prepare?(plan: { weights: readonly number[] }): Promise<void>
  /** Reads the truth. Throws ProviderError when it cannot. */
  current(): Promise<Serving>
  /**
   * Puts a revision on the platform at 0 %, marked with the rollout's id; finds it again if it is there already.
   * Returns when the release is ready to answer.
   */
  deploy(order: { revision: string; rollout: string }): Promise<Release>
  /** Sends `weight` percent to `canary` and the rest to `baseline` (null: to nobody). */
  setWeight(order: { canary: ReleaseId; baseline: ReleaseId | null; weight: number }): Promise<void>
  /** Can this release be put back now? Asked before anything is touched. */
  canRollBack(to: ReleaseId): Promise<WayBack>
  /** Sends everything to `to`. One write where the platform allows it. */
  rollback(to: ReleaseId): Promise<void>
  /** Where to reach exactly this release, also at 0 %: base URL and the headers that select it. */
  address(release: ReleaseId): Promise<{ url: string; headers: Record<string, string> }>
  /** Present when `capabilities.jobs` is true. */
  readonly jobs?: Jobs
  /** Names of the secrets that the component has there, never their values. Present when `capabilities.secretNames` is true. */
  secretNames?(): Promise<readonly string[]>
  /** The vendor's own command that puts `to` back without Sluice: one line. */
  wayBackCommand(to: ReleaseId): string
}
