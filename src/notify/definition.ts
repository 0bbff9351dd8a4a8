import type { z } from 'zod'
import type { Http } from '../kit/http.ts'
import type { AddressGuard } from '../kit/http-address.ts'
import type { Notifier } from './notify.ts'

/** What a notifier is given from outside. */
export interface NotifierContext {
  /** The value of the secret of this name. Throws ConfigError when it is missing. The only way to a credential. */
  secret(name: string): string
  /** A client that keeps out of private networks, unless the guard lets it in. */
  http(guard: AddressGuard): Http
}

/** One kind of notifier, as the registry and the configuration know it. */
export interface NotifierDefinition<Options extends z.ZodType = z.ZodType> {
  /** The name in the configuration: `slack`. */
  readonly type: string
  /** Its keys under `notify`; kebab-case, unknown keys are refused. */
  readonly options: Options
  /** Names of the secrets it needs, for the secret check. */
  secrets(options: z.output<Options>): readonly string[]
  /** Prepares to send. Asks nothing yet. Throws ConfigError when a secret is missing or is no address. */
  connect(options: z.output<Options>, context: NotifierContext): Notifier
}

/** Keeps the type of the options through the registry. */
export const defineNotifier = <Options extends z.ZodType>(
  definition: NotifierDefinition<Options>,
): NotifierDefinition<Options> => definition
