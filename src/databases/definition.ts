import type { ZodType, z } from 'zod'
import type { Http } from '../kit/http.ts'
import type { Database } from './database.ts'

/** What a database adapter is given from outside; the context that platforms get fits too. */
export interface DatabaseContext {
  /**
   * The value of the secret of this name; throws ConfigError or gives an empty string when it is not set. The only
   * way to a credential: an adapter reads no environment and prints no value.
   */
  secret(name: string): string
  /** Makes a client for one system. Default: the kit's own, with the signal of this context and no proxy. */
  http?: (provider: string) => Http
  /** Ends waiting: for a connection, for the migration lock. A file being applied is undone whole. */
  signal: AbortSignal
  /** Progress for people, one line each, without values. Default: silence. */
  log?: { info(line: string): void }
}

/** What the configuration says of one database. */
export interface DatabaseOrder<Options> {
  /** What the definition's own schema made of its keys. */
  options: Options
}

/**
 * One kind of database, as the registry and the configuration know it. The keys `type`, `migrations` and
 * `restore-point` belong to every kind and are not among its own; a kind with a connection string names `url` among
 * its own keys, which makes it needed.
 */
export interface DatabaseDefinition {
  /** The name people write: `postgres`. */
  readonly type: string
  /** Schema of the keys of its own, in kebab-case: a strict object. */
  readonly options: ZodType
  /** Names of the secrets that these options need: the configuration asks for them under `secrets`. */
  secrets?(options: unknown): readonly string[]
  /**
   * Opens the database. Throws ConfigError when the secret is missing, malformed or refused by the server, and
   * ProviderError when the server cannot be reached.
   */
  connect(order: DatabaseOrder<unknown>, context: DatabaseContext): Promise<Database>
}

/** A definition as an adapter writes it, with its options typed by its own schema. */
export interface DatabaseSpec<Schema extends ZodType> extends Pick<DatabaseDefinition, 'type'> {
  readonly options: Schema
  secrets?(options: z.output<Schema>): readonly string[]
  connect(order: DatabaseOrder<z.output<Schema>>, context: DatabaseContext): Promise<Database>
}

/**
 * Turns a typed definition into one that can stand beside others in a registry. Whoever connects hands in what
 * `options` made of the configuration, and nothing else.
 */
export const defineDatabase = <Schema extends ZodType>({
  type,
  options,
  secrets,
  connect,
}: DatabaseSpec<Schema>): DatabaseDefinition => ({
  type,
  options,
  ...(secrets && { secrets: (own) => secrets(own as z.output<Schema>) }),
  connect: ({ options: own }, context) => connect({ options: own as z.output<Schema> }, context),
})
