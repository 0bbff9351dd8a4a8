import type { MetricHistory } from '../analysis/judgement.ts'
import type { Decision, WayBackVerdict } from '../rollout/decide.ts'
import type { RolloutState } from '../rollout/fold.ts'
import type { RolloutRecord } from '../rollout/plan.ts'

/** The judgement as far as people see it; an `Assessment` of `analysis/` fits. */
export interface Judged {
  /** Weighted evidence of all tests now. */
  combined: number
  verdict: 'ok' | 'hold' | 'rollback'
  /** Evidence of each test now, by the test's name. */
  tests: readonly { name: string; evidence: number }[]
  /** Canary units since the last bump against the fewest that may be judged. */
  samples: readonly { metric: string; have: number; need: number }[]
  /** Combined evidence after each slice, oldest first; `to` is the slice's end, milliseconds since 1970. */
  trail: readonly { to: number; combined: number }[]
}

/** How a metric is called and counted, for people. Without one its name is its title and its numbers are shares. */
export interface Measure {
  metric: string
  /** `Failed requests`, `Requests slower than 300 ms`. */
  title: string
  /** `share`: bad units of all units, in percent. `amount`: something per unit, such as cost per user. Default `share`. */
  unit?: 'share' | 'amount'
  /** What one unit is: `request`, `user`. Default `request`. */
  of?: string
}

/** A figure that is no count, such as a p95: shown as a plot and judged by nothing. */
export interface Reading {
  title: string
  /** `ms`, `MB`. */
  unit: string
  points: readonly { from: number; to: number; canary: number | null; baseline: number | null }[]
}

/** A decision with the moment it was taken, milliseconds since 1970. */
export interface TakenDecision {
  at: number
  decision: Decision
}

/** What a person can ask for. */
export const MOVES = [
  'approve',
  'pause',
  'resume',
  'skip',
  'promote',
  'retry',
  'abort',
  'rollback',
  'release-hold',
] as const

/** One of `MOVES`. */
export type Move = (typeof MOVES)[number]

/** Traffic while the rollout went on, counted by whoever saw all of it. */
export interface Totals {
  requests: number
  canary: number
  failed: number
}

/** All that a report needs to tell one rollout. Moments in milliseconds since 1970, spans in milliseconds. */
export interface Story {
  kind: 'rollout'
  record: RolloutRecord
  state: RolloutState
  /** When the story is told. */
  now: number
  /** What the newest look decided; null before the first. */
  decision: Decision | null
  /** When the next look is due; null when none is planned. */
  nextLook: number | null
  /** Null when nothing was judged yet, or nothing is measured. */
  judged: Judged | null
  metrics: readonly MetricHistory[]
  /** Null when nobody has looked whether there is one. */
  wayBack: WayBackVerdict | null
  /** Every decision taken, oldest first, where the caller kept them; else they are read from the ledger's events. */
  decisions?: readonly TakenDecision[]
  measures?: readonly Measure[]
  readings?: readonly Reading[]
  /** Earliest begin of each step, where the caller resolved schedules such as `Mon 00:00 UTC`; null: unknown. */
  planned?: readonly (number | null)[]
  /** The next push is refused until a person releases it. Default: a rollback happened and the plan holds after one. */
  hold?: boolean
  totals?: Totals
  /** From the decision to go back to the last new request for the bad release. */
  rollbackSpan?: number
  /** How a person asks for a move, in this repository's own words; default: the action and its command. */
  doors?: Partial<Record<Move, string>>
}

/** One thing that stood in the way, and what to do about it. */
export interface Obstacle {
  message: string
  /** Where: `file:line:column`, an input, a YAML path. */
  at?: string
  /** What to write or run instead. */
  fix?: string
}

/** A release that was not let in. Nothing was changed. */
export interface Refusal {
  kind: 'refused'
  service: string
  environment: string
  revision: string
  requester: string
  /** Milliseconds since 1970. */
  at: number
  /** In one word what refused it: `on-hold`, `in-flight`, `missing-secrets`. */
  reason: string
  obstacles: readonly Obstacle[]
}

/** One part of a page. */
export type Chapter = Story | Refusal

/** What serves where, for a table of several services. */
export interface Standing {
  service: string
  environment: string
  /** The revision on its way, or the one that serves when none is. Null: nothing was ever released. */
  revision: string | null
  /** Phase of the newest rollout; null without one. */
  phase: RolloutState['phase'] | null
  weight: number | null
  since: number | null
  by: string | null
  hold: boolean
  /** What comes next, one sentence. */
  next: string
}
