import type { Registries, SourceDefinition } from '../src/config/definition.ts'
import { credentials } from '../src/credentials/registry.ts'
import { databases } from '../src/databases/registry.ts'
import { flagStores } from '../src/flags/registry.ts'
import { sources } from '../src/metrics/registry.ts'
import { notifiers } from '../src/notify/registry.ts'
import { type PlatformType, platforms } from '../src/platforms/registry.ts'

/** Platforms that count requests themselves, which makes each a source under its own name. */
const COUNTING = ['local'] as const satisfies readonly PlatformType[]

const platformSources = Object.fromEntries(
  COUNTING.map((type) => [
    type,
    async (): Promise<SourceDefinition> => {
      const { source } = await platforms[type]()
      if (!source) throw new RangeError(`platform ${type} keeps no history of its own`)
      return source
    },
  ]),
)

/** Every adapter that a configuration may name. */
export const registries: Registries = {
  platforms,
  sources: { ...platformSources, ...sources },
  databases,
  flags: flagStores,
  notifiers,
  credentials,
}
