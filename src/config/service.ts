import type { Window } from '../kit/windows.ts'
import type { Capabilities } from '../platforms/platform.ts'
import type { NoticeKind } from '../rollout/notices.ts'
import type { Exposure, InFlightPolicy, Step } from '../rollout/plan.ts'

/**
 * `.github/sluice.yml` as the rest of Sluice reads it: every default that does not depend on the plan filled in, times
 * in milliseconds, shares as fractions, weights in percent. Lists keep the order of the file.
 */
export interface ServiceConfig {
  readonly version: 1
  readonly service: string
  /** In the order of deployment; the way back is the reverse. */
  readonly components: readonly ComponentConfig[]
  readonly flags: readonly FlagConfig[]
  readonly database: DatabaseConfig | null
  readonly secrets: readonly SecretConfig[]
  readonly smoke: readonly SmokeCheck[]
  /** Checks that take more than one HTTP request; they run after the others. */
  readonly stages: readonly SmokeStage[]
  /** Sources that metrics use, the implicit ones (`platform`) included. */
  readonly sources: readonly SourceConfig[]
  readonly metrics: readonly MetricConfig[]
  readonly environments: readonly EnvironmentConfig[]
  readonly notify: readonly NotifierConfig[]
}

/** A place where people are told. */
export interface NotifierConfig {
  readonly name: string
  readonly type: string
  /** What the notifier's own schema made of its keys. */
  readonly options: unknown
  readonly events: readonly NoticeKind[]
  /** Environments of which it is told; null: all. */
  readonly environments: readonly string[] | null
  /** Milliseconds between reminders. */
  readonly remind: number
}

/** One deployable of the service. */
export interface ComponentConfig {
  readonly name: string
  /** Type of the platform. */
  readonly platform: string
  readonly exposure: Exposure
  /** What a release gets whose flag is on already. Default: it is refused. */
  readonly whenOn?: 'full'
  /** The way back stops its scheduled jobs before traffic moves. Default false. */
  readonly pausesJobs?: boolean
  /** Whether smoke tests may reach its releases in a private network. */
  readonly allowPrivate: boolean
  /** What the platform's own schema made of its keys. */
  readonly options: unknown
  /** What the platform can do; null when its definition does not say. */
  readonly capabilities: Capabilities | null
}

/** A flag that leads people to a component or a feature. */
export interface FlagConfig {
  readonly name: string
  /** Kind of store. */
  readonly type: string
  /** Name in the store. */
  readonly key: string
  /** Text hashed together with the user. */
  readonly seed: string
  /** Cohorts that are lists of users. */
  readonly cohorts: Readonly<Record<string, readonly string[]>>
  /** What the store's own schema made of its keys. */
  readonly options: unknown
}

/** The database whose schema moves with releases. */
export interface DatabaseConfig {
  readonly type: string
  /** Folder of migrations below the root of the repository, with `/`. Default `supabase/migrations`. */
  readonly migrations: string
  readonly restorePoint: 'required' | 'if-possible' | 'none'
  readonly options: unknown
}

/** A secret that must be there before anything is changed. */
export interface SecretConfig {
  readonly name: string
  /** Kind of credential; `plain` when nothing more is known than its form. */
  readonly kind: string
  /** What the kind's own schema made of its keys. */
  readonly options: unknown
  /** The vendor is asked whether it does its job. */
  readonly ask: boolean
  readonly description: string | null
  /** The whole value must match this regular expression (flag `u`, anchored at both ends). */
  readonly pattern: string | null
  /** What the value is, so that one that cannot work is found early. */
  readonly format: 'text' | 'url' | 'json' | 'jwt' | 'pem'
  /** Where a person gets a value: a sentence or an address. */
  readonly from: string | null
  /** Environments that need it; null: all of them. */
  readonly environments: readonly string[] | null
  /** Components that must have a secret of this name on their platform; null: none. */
  readonly components: readonly string[] | null
  /** It must be on GitHub. */
  readonly github: boolean
}

/** Text with secrets to be filled in just before use. */
export type Template = readonly (string | { readonly secret: string })[]

/** A value that came as JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** One HTTP check of a release. Times in milliseconds. */
export interface SmokeCheck {
  readonly name: string
  readonly component: string
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** Begins with `/`; query included. */
  readonly path: string
  /** Names in lower case. */
  readonly headers: readonly { readonly name: string; readonly value: Template }[]
  /** Text is sent as it is, anything else as JSON; null: no body. */
  readonly body: { readonly text: string } | { readonly json: Json } | null
  readonly expect: {
    /** Any of these. */
    readonly status: readonly number[]
    /** JSON pointers (RFC 6901) and the values that must stand there. */
    readonly json: readonly { readonly pointer: string; readonly value: Json }[]
    /** Names in lower case; whole values. */
    readonly header: readonly { readonly name: string; readonly value: string }[]
    /** Text that the body must hold. */
    readonly contains: string | null
    /** JSON Schema that the body must fit; null or absent: none. */
    readonly schema?: Readonly<Record<string, unknown>> | null
  }
  /** Where the answer names its revision, which must be the one under test; null: not asserted. */
  readonly version: { readonly json: string } | { readonly header: string } | null
  /** Longest time for one answer; null: only the time limit of the request. */
  readonly within: number | null
  /** Requests sent first, whose answers do not count. */
  readonly warmUp: number
  /** Passes in a row that are needed. */
  readonly passes: number
  readonly interval: number
  /** Time after which the check has failed. */
  readonly deadline: number
  /** Largest body that is read, in bytes. */
  readonly maxBody: number
}

/** Headers with their values, names in lower case. */
export type HeaderTemplates = readonly { readonly name: string; readonly value: Template }[]

/** A check of a release that takes more than one HTTP request. Times in milliseconds; null: not asked for. */
export type SmokeStage = {
  readonly name: string
  readonly component: string
} & (
  | {
      readonly type: 'websocket'
      readonly path: string
      readonly headers: HeaderTemplates
      readonly protocols: readonly string[]
      readonly send: string | null
      readonly contains: string | null
      readonly within: number
      readonly stay: number
      readonly silence: number | null
    }
  | { readonly type: 'certificate'; readonly host: string | null; readonly days: number }
  | {
      readonly type: 'dns'
      readonly host: string
      readonly record: 'A' | 'AAAA' | 'CNAME' | 'MX' | 'NS' | 'TXT'
      readonly values: readonly string[]
    }
  | {
      readonly type: 'command'
      readonly command: readonly string[]
      readonly env: readonly string[]
      readonly timeout: number
    }
  | {
      readonly type: 'load'
      readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT'
      readonly path: string
      readonly headers: HeaderTemplates
      readonly body: string | null
      /** The body is JSON. */
      readonly json: boolean
      /** Requests per second; null: as many as the connections carry. */
      readonly rate: number | null
      readonly connections: number
      readonly duration: number
      readonly timeout: number
      readonly status: readonly number[]
      /** Header in which every answer names its revision. */
      readonly version: string | null
      /** Tolerated share that fails, fraction. */
      readonly errors: number
      readonly limits: {
        readonly p50: number | null
        readonly p95: number | null
        readonly p99: number | null
      }
    }
)

/** Where metrics come from. Times in milliseconds. */
export interface SourceConfig {
  readonly name: string
  readonly type: string
  readonly options: unknown
  /** Shortest slice it can cut. */
  readonly minSlice: number
  /** How far back it can be asked; null: without end. */
  readonly lookBack: number | null
  /** A slice is read only this long after it ended. */
  readonly delay: number
  /** Requests that its vendor allows per `per` milliseconds; null: nothing is known of a limit. */
  readonly limit: { readonly requests: number; readonly per: number } | null
}

/** One thing that is measured, and what is tolerated. */
export interface MetricConfig {
  readonly name: string
  /** Name of an entry of `sources`. */
  readonly source: string
  /** Component whose releases are compared. */
  readonly of: string
  /** A unit is bad when it took longer than this, in milliseconds; null: the source says what is bad. */
  readonly slowerThan: number | null
  /** With it, the metric is a cost per this unit (`user`) and `max` an amount; null: a share of bad units. */
  readonly per: string | null
  /** Tolerated share of bad units (fraction), or cost per unit; null: no absolute limit. */
  readonly max: number | null
  /** Tolerated excess over the baseline, fractions; null: not compared. */
  readonly vsBaseline: {
    readonly relative?: number
    readonly points?: number
    /** Share of the comparison in the judgement, before normalising. */
    readonly weight: number
  } | null
  /** One slice as bad as this ends the rollout at once; null: none. */
  readonly breaker: { readonly max: number; readonly min: number } | null
  /** Share of its limit in the judgement, before normalising. */
  readonly weight: number
  /** What the source's own schema made of its keys. */
  readonly options: unknown
  /** Its source knows the present figure alone: a plain limit outside the evidence, and what happens beyond it. */
  readonly present: { readonly beyond: 'hold' | 'abort' } | null
  /** What a healthy service usually brings, both releases together; null: not said. */
  readonly usual: { readonly perSecond: number; readonly rate: number } | null
}

/** How a release reaches one environment. Times in milliseconds; null: the documented default, see `resolvePlan`. */
export interface EnvironmentConfig {
  readonly name: string
  /** Serves real users: a rollback leaves a hold. Default true for `production` and `beta`. */
  readonly productionLike: boolean
  /** Weights rise strictly and end at 100. */
  readonly steps: readonly Step[]
  readonly watch: number
  readonly deadline: number | null
  readonly maxHold: number
  readonly maxBlind: number
  readonly slice: number | null
  /** Slices dropped at the start of each step. */
  readonly warmUp: number
  /** Largest chance that a release within its limits is rolled back by evidence; fraction. */
  readonly falseRollback: number
  readonly inFlight: InFlightPolicy
  readonly holdAfterRollback: boolean
  /** The live release is smoke-tested on the new schema before the new one is deployed. */
  readonly liveSmoke: boolean
  /** Spans of time in which no rollout moves forward. */
  readonly freeze: readonly Window[]
  /** Patterns of tags whose commit may be released although it is not on the default branch. */
  readonly releaseTags: readonly string[]
  /** Workflow files whose runs may lead a rollout forward; empty: any of the default branch. */
  readonly writers: readonly string[]
  /** Names of the metrics that judge here, in the order of the file. */
  readonly metrics: readonly string[]
}
