import type { ZodType } from 'zod'
import type { Capabilities } from '../platforms/platform.ts'

/** What every adapter says about the keys it adds to the configuration. Nothing here connects to anything. */
export interface OptionsDefinition {
  /** The name people write: `local`, `postgres`, `prometheus`. */
  readonly type: string
  /** Schema of the keys of its own, in kebab-case: a strict object. Its output is handed on untouched. */
  readonly options: ZodType
  /** Names of the secrets it needs, which must be listed under `secrets`. */
  secrets?(options: unknown): readonly string[]
}

/** A platform, as far as the configuration has to know it. */
export interface PlatformDefinition extends OptionsDefinition {
  /** Absent: nothing is known, and no step is refused. */
  readonly capabilities?: Capabilities
  /** Present where a component's own keys say what it can do. */
  capabilitiesOf?(options: unknown): Capabilities
  /** Present when the platform counts requests itself: what `source: platform` means. */
  readonly source?: SourceDefinition
}

/** A kind of database. */
export type DatabaseDefinition = OptionsDefinition

/** A kind of secret. */
export type CredentialDefinition = OptionsDefinition

/** A kind of source of metrics. */
export interface SourceDefinition extends OptionsDefinition {
  /** Schema of the keys that each metric of this source may carry, such as selectors. Absent: none. */
  readonly metric?: ZodType
  /** What it can do with its usual options. */
  readonly abilities?: Abilities
  /** What it can do with these options and for this metric, null where no metric is meant. Absent: `abilities`. */
  abilitiesOf?(options: unknown, metric: unknown): Abilities
  /** Present where the vendor limits the number of requests. */
  readonly cost?: {
    /** Requests that one look at one metric takes. */
    perRead(grid: { slice: number; count: number }, metric: unknown): number
    /** What is allowed per `per` milliseconds. */
    limit: { requests: number; per: number }
  }
}

/** What a plan must know of a source. Times in milliseconds. */
export interface Abilities {
  /** `now`: it knows the present figure alone. Default `history`. */
  answers?: 'history' | 'now'
  /** A slice is read only this long after it ended. Default 0. */
  delay?: number
  /** Shortest slice it can cut. Default 1 min. */
  minSlice?: number
  /** How far back it can be asked. Default: without end. */
  lookBack?: number
}

/** A kind of flag store. */
export type FlagDefinition = OptionsDefinition

/** A kind of notifier. */
export type NotifierDefinition = OptionsDefinition

/** Adapters by type, each loaded only when a configuration uses it. */
export type Registry<Definition extends OptionsDefinition> = Readonly<
  Record<string, () => Promise<Definition>>
>

/** All adapters a configuration may name. */
export interface Registries {
  platforms: Registry<PlatformDefinition>
  sources: Registry<SourceDefinition>
  databases: Registry<DatabaseDefinition>
  /** Default: none. */
  flags?: Registry<FlagDefinition>
  notifiers?: Registry<NotifierDefinition>
  credentials: Registry<CredentialDefinition>
}
