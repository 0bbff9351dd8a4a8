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
}

/** Whether a release can be put back, and if not, why. */
export type WayBack = { possible: true } | { possible: false; reason: string }

/** One component on one platform. Every act is "set to": doing it twice is doing it once. */
export interface Platform {
  readonly type: string
  readonly capabilities: Capabilities
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
  /** The vendor's own command that puts `to` back without Sluice. */
  wayBackCommand(to: ReleaseId): string
}
