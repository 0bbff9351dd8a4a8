import type { ZodType, z } from 'zod'
import type { Http } from '../kit/http.ts'
import type { Flag } from './flags.ts'

/** What a kind of store may need from the run it works for. */
export interface FlagContext {
  /** The value of a secret by its name. Throws ConfigError when it is missing. */
  secret(name: string): string
  /** A client for stores that are asked over the network. Default: one of the store's own. */
  http?: (provider: string) => Http
  /** Directory that relative paths of the configuration start from: the working copy. */
  workspace: string
  /** Fires when the run is told to stop. */
  signal: AbortSignal
  /** Who writes, for the store's own record: `sluice 0.1.0 by ada, run 12`. */
  author: string
}

/** What the configuration says of one flag, whatever its kind. */
export interface FlagOrder<Options> {
  /** Name in the configuration. */
  name: string
  /** Name in the store. */
  key: string
  /** Text that is hashed together with the user: flags with the same seed let the same users in first. */
  seed: string
  /** Cohorts that are lists of users; any other name of a cohort is a group that the application knows. */
  cohorts: Readonly<Record<string, readonly string[]>>
  options: Options
}

/** A kind of flag store, as the registry and the configuration know it. */
export interface FlagDefinition {
  /** The name people write. */
  readonly type: string
  /** Schema of the flag's keys of its own, in kebab-case: a strict object. */
  readonly options: ZodType
  /** Names of the secrets that it needs with these options. Default: none. */
  secrets?(options: unknown): readonly string[]
  /** `order.options` is what the schema made of the keys. Asks nothing of the store yet. */
  connect(order: FlagOrder<unknown>, context: FlagContext): Flag
}

/** A definition as an adapter writes it, with its options typed by its own schema. */
export interface FlagSpec<Schema extends ZodType> extends Pick<FlagDefinition, 'type'> {
  readonly options: Schema
  secrets?(options: z.output<Schema>): readonly string[]
  connect(order: FlagOrder<z.output<Schema>>, context: FlagContext): Flag
}

/**
 * Turns a typed definition into one that can stand beside others in a registry. Whoever connects hands in what
 * `options` made of the configuration, and nothing else.
 */
export const defineFlags = <Schema extends ZodType>({
  type,
  options,
  secrets,
  connect,
}: FlagSpec<Schema>): FlagDefinition => ({
  type,
  options,
  ...(secrets && { secrets: (given) => secrets(given as z.output<Schema>) }),
  connect: (order, context) => connect({ ...order, options: order.options as z.output<Schema> }, context),
})
