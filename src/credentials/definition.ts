import type { z } from 'zod'
import type { Http } from '../kit/http.ts'
import type { Credential, Look, Report } from './credential.ts'

/** What a kind of credential is given from outside. */
export interface CredentialContext {
  /** Makes a client that keeps out of private networks, except where one is allowed. */
  http: Http
  /** The value of another secret by its name. Throws ConfigError when it is missing. */
  secret(name: string): string
  /** Milliseconds since 1970. */
  now(): number
  /** Whether keys that are meant for tests are wrong here. */
  production: boolean
}

/** One kind of credential, as the registry and the configuration know it. */
export interface CredentialDefinition {
  /** The name people write: `kind: stripe`. */
  readonly type: string
  /** Keys that it adds to an entry of `secrets`, in kebab-case: a strict object. */
  readonly options: z.ZodType
  /** Names of other secrets that it needs. */
  secrets?(options: unknown): readonly string[]
  /** `options` is what the schema made of the entry's keys. Asks nobody yet. */
  connect(options: unknown, context: CredentialContext): Credential
}

/** A definition as a kind writes it, its options typed by its own schema. */
export interface CredentialSpec<Schema extends z.ZodType> {
  readonly type: string
  readonly options: Schema
  readonly page: string | ((options: z.output<Schema>) => string)
  secrets?(options: z.output<Schema>): readonly string[]
  look(value: string, context: CredentialContext, options: z.output<Schema>): Look
  /** Absent: nobody can be asked. */
  ask?(value: string, context: CredentialContext, options: z.output<Schema>): Promise<Report>
}

/** Turns a typed kind into one that can stand beside others in the registry. */
export const defineCredential = <Schema extends z.ZodType>(
  spec: CredentialSpec<Schema>,
): CredentialDefinition => ({
  type: spec.type,
  options: spec.options,
  ...(spec.secrets && { secrets: (options: unknown) => spec.secrets?.(options as z.output<Schema>) ?? [] }),
  connect: (raw, context) => {
    const options = raw as z.output<Schema>
    const { ask } = spec
    return {
      type: spec.type,
      page: typeof spec.page === 'string' ? spec.page : spec.page(options),
      look: (value) => spec.look(value, context, options),
      ask: ask ? (value) => ask(value, context, options) : null,
    }
  },
})
