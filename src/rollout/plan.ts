import type { Judgement } from '../analysis/judgement.ts'

/** One stop on the way from 0 to 100 %. */
export interface Step {
  /** Percent of traffic (or units, or users by flag) that sees the new release; above 0, at most 100. */
  weight: number
  /** Minimum time at this step, in milliseconds; 0 or more. The step never ends earlier, and may end later. */
  bake: number
  /** Not before this moment of a schedule, such as `Mon 00:00 UTC`; see `schedule.ts`. */
  at?: string
  /** A person must approve before this step begins. Default false. */
  approval?: boolean
  /** Flags let in these users alone: named ones or a group. Default: everybody. */
  cohort?: string
  /** Flags let in users of these regions alone. Default: everywhere. */
  regions?: readonly string[]
  /** Flags that are on at this step, those of the steps before included. */
  features?: readonly string[]
}

/**
 * How people get to a component: `split` follows the weights by traffic; `full` is deployed whole at the deploy gate;
 * `flag:<name>` too, and the flag of that name follows the weights by users.
 */
export type Exposure = 'split' | 'full' | `flag:${string}`

/** What to do with a release that arrives while another is on its way. */
export type InFlightPolicy = 'queue' | 'supersede' | 'refuse'

/** The whole journey of one release, frozen when the rollout starts. All times in milliseconds. */
export interface Plan {
  steps: readonly Step[]
  /** After each bump the same job keeps looking for this long. Default 10 min; at most 14 min. */
  watch: number
  /** The rollout must be promoted within this time, waiting for people not counted. */
  deadline: number
  /** How long a suspicious release may be held before a person is called. Default 24 h. */
  maxHold: number
  /** How long a rollout may go without usable data before a person is called. Default 2 h. */
  maxBlind: number
  /** Whether a rollback leaves a hold that a person must release. Default true for production and beta. */
  holdAfterRollback: boolean
}

/** Most steps a plan may have: keeps the number of ledger events below `EVENT_LIMIT`. */
export const MAX_STEPS = 12

/** The name of a release on a platform: a version id, a revision name. At most 56 characters, no spaces. */
export type ReleaseId = string

/** What is known of one component before anything is changed. */
export interface ComponentRecord {
  name: string
  platform: string
  exposure: Exposure
  /** The release that served when the rollout started; null on the first release ever. */
  baseline: ReleaseId | null
  /** The vendor's own command that puts the baseline back without Sluice. */
  wayBackCommand: string
  /** What ran by the clock when the rollout started, to be started again after a rollback that paused it; absent where it is left alone. */
  jobs?: readonly string[]
}

/** A flag that the rollout leads: it was off when the rollout started, and is switched off first on the way back. */
export interface FlagRecord {
  name: string
  /** A command or statement that switches it off without Sluice. */
  wayBackCommand: string
}

/** Fields that every record in the ledger carries. Nothing here ever changes: it is written before the first act. */
export interface RecordHead {
  schema: 1
  /** Version of Sluice that wrote it. */
  tool: string
  /** Unique name of the record, chosen by us and written on the platforms as well: `r-` or `b-` and 12 characters. */
  id: string
  service: string
  environment: string
  /** What was built: a commit or an image digest. */
  revision: string
  /** Login of the person or bot who asked, for people to read; proves nothing. */
  requester: string
  /** The workflow run that wrote it. */
  run: string
  /** When the record was made, in milliseconds since 1970, by the ledger's clock. */
  startedAt: number
}

/** A release's journey. */
export interface RolloutRecord extends RecordHead {
  kind: 'rollout'
  plan: Plan
  planHash: string
  judgement: Judgement
  components: readonly ComponentRecord[]
  /** Absent: none. */
  flags?: readonly FlagRecord[]
  configHash: string
  /** Commit whose configuration that is, where the revision is no commit itself. */
  commit?: string
  /** Record id of the last promoted rollout, which is where the way back leads; null on the first. */
  lastPromoted: string | null
  /** Record id of the newest record before this one. */
  previous: string | null
  /** True when there is nothing to compare with or go back to. */
  firstRelease: boolean
  /** What the release before it brought when this one began, so that plans can be judged later. Absent: not measured. */
  traffic?: readonly UsualTraffic[]
}

/** The usual traffic of one metric. */
export interface UsualTraffic {
  metric: string
  /** Units per second, both releases together. */
  perSecond: number
  /** Share of bad units, or the amount per unit. */
  rate: number
}

/** An older release put back. The hold that follows lives in its events. */
export interface RollbackRecord extends RecordHead {
  kind: 'rollback'
  /** The rollout that was undone. */
  rollout: string
  /** Per component: the release taken away and the one put back. */
  components: readonly { name: string; from: ReleaseId | null; to: ReleaseId | null }[]
  reason: string
}

export type LedgerRecord = RolloutRecord | RollbackRecord
