import { resolvePlan } from '../src/config/resolve.ts'
import type { SecretConfig, ServiceConfig } from '../src/config/service.ts'
import type { Credential } from '../src/credentials/credential.ts'
import type { CredentialDefinition } from '../src/credentials/definition.ts'
import { credentials } from '../src/credentials/registry.ts'
import type { Runtime } from '../src/kit/action.ts'
import { ConfigError } from '../src/kit/errors.ts'

/** Connects a secret to what can tell more of it. Asks nobody yet. */
export const openCredential = async (
  { kind, options, name }: SecretConfig,
  { http, secret, now }: Runtime,
  production: boolean,
): Promise<Credential> => {
  const load = (credentials as Record<string, (() => Promise<CredentialDefinition>) | undefined>)[kind]
  if (!load) throw new RangeError(`secret ${name} passed the configuration with an unknown kind`)
  return (await load()).connect(options, {
    // Addresses of some kinds come from the configuration: a key is never sent into a private network.
    http: http({ provider: kind, guard: {} }),
    secret: (other) => {
      const value = secret(other)
      if (value !== undefined) return value
      throw new ConfigError({ message: `${name} needs ${other}, which is missing` })
    },
    now,
    production,
  })
}

/** Time that all steps of a plan take, in milliseconds: a credential has to live so long. */
export const lengthOf = (config: ServiceConfig, environment: string): number => {
  const { plan } = resolvePlan(config, environment)
  return plan.steps.reduce((sum, { bake }) => sum + bake, plan.watch)
}
