import type { Registries, SourceDefinition } from '../src/config/definition.ts'
import { credentials } from '../src/credentials/registry.ts'
import { databases } from '../src/databases/registry.ts'
import { sources } from '../src/metrics/registry.ts'
import { platforms } from '../src/platforms/registry.ts'

/** The sources that platforms are themselves: their own counts, under the platform's name. */
const platformSources = Object.fromEntries(
  Object.entries(platforms).map(([type, load]) => [
    type,
    async (): Promise<SourceDefinition> => {
      const { source } = await load()
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
  credentials,
}
