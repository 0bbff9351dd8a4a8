import type { Database, Migration } from '../databases/database.ts'
import type { Flag } from '../flags/flags.ts'
import type { Window } from '../kit/windows.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { MetricSource } from '../metrics/source.ts'
import type { Platform } from '../platforms/platform.ts'
import type { Distrust } from '../rollout/decide.ts'
import type { Exposure } from '../rollout/plan.ts'
import type { Belief } from './belief.ts'
import type { Written } from './notice.ts'

/** One deployable of the service, connected to where it lives. */
export interface Component {
  name: string
  exposure: Exposure
  /** What a release gets whose flag lets in already all that the last step asks for: `full`, or absent: it is refused. */
  whenOn?: 'full'
  platform: Platform
  /** The way back stops its scheduled jobs before traffic moves. Default false. */
  pausesJobs?: boolean
}

/** One metric of the plan, connected to the source that answers it. */
export interface Measurement {
  metric: string
  /** Component whose releases are compared. */
  component: string
  source: MetricSource
}

/** The database of the service with the migrations of this release. */
export interface Schema {
  database: Database
  migrations: readonly Migration[]
  /** Whether a restore point must exist before anything is applied. */
  restorePoint: 'required' | 'if-possible' | 'none'
}

/** Who runs the gate, for the record. Proves nothing. */
export interface Author {
  /** Login of the person or bot. */
  login: string
  /** The workflow run, or a name of our own without one. */
  run: string
  /** Version of Sluice. */
  tool: string
}

/** Time and chance, so that a test or a simulation can hold them still. */
export interface World {
  /** Waits, or rejects when the action is interrupted. Milliseconds. */
  sleep(milliseconds: number): Promise<void>
  /** A steady clock that nobody sets, for spans within one run. Milliseconds. */
  elapsed(): number
  /** Random characters `a-z0-9`. */
  random(length: number): string
}

/** Everything the gates of one service in one environment work on. */
export interface Service {
  name: string
  environment: string
  /** In the order of deployment; the way back is the reverse. */
  components: readonly Component[]
  /** Flags of the configuration. Default: none. */
  flags?: readonly Flag[]
  measurements: readonly Measurement[]
  /** Smoke tests that must have passed before the first step; `live` only after a migration. Default: both. */
  checks?: { canary: boolean; live: boolean }
  /** Spans of time in which nothing moves forward; absent: none. */
  freeze?: readonly Window[]
  /** Hash of the configuration that all this was read from; absent: not compared. */
  configHash?: string
  /** What was found against building on ledger or configuration; absent or null: nothing. */
  distrust?: Distrust | null
  /** Judges which lines of the ledger may be built upon; absent: all. */
  belief?: Belief
  ledger: Ledger
  author: Author
  world: World
  /** Takes note of an event that was written, for people who want to be told. Absent: nobody does. */
  announce?(written: Written): void
  /** Milliseconds after which a wait for a person is told again; absent: never. */
  remind?: number
  /** A line for the log; made inert and redacted by the kit. */
  say(line: string): void
}
