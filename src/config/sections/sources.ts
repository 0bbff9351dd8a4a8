import * as z from 'zod'
import type { Abilities, Registry, SourceDefinition } from '../definition.ts'
import { NAME } from '../fields.ts'
import type { Findings } from '../findings.ts'
import type { SourceConfig } from '../service.ts'
import { definitionOf, type Entry, entriesOf, type Need, ownKeys, readOptions } from './entries.ts'

/** Name that stands for the own history of the component's platform. */
export const PLATFORM_SOURCE = 'platform'

/** Shortest slice of a source that says nothing about it: 1 min, in milliseconds. */
const USUAL_MIN_SLICE = 60_000

/** Most sources of a service. */
export const MAX_SOURCES = 20

/** Keys of a source that do not depend on its type. */
export const sourceSchema = z.strictObject({
  type: z.string().max(40).describe('Kind of source. It adds keys of its own.'),
})

/** A source with the definition that says what its metrics may carry. */
export interface KnownSource {
  source: SourceConfig
  definition: SourceDefinition
}

/** The sources of the file by name; null for one with mistakes, which were noted where it stands. */
export type Sources = ReadonlyMap<string, KnownSource | null>

/** Reads `sources`. */
export const readSources = async (
  raw: unknown,
  registry: Registry<SourceDefinition>,
  notes: { findings: Findings; needs: Need[] },
): Promise<Sources> => {
  const { findings } = notes
  const rule = { what: 'source', ...NAME, limit: MAX_SOURCES, required: false }
  const known = new Map<string, KnownSource | null>()
  for (const entry of entriesOf(raw, ['sources'], rule, findings)) {
    if (entry.name === PLATFORM_SOURCE)
      findings.add({
        path: entry.path,
        on: 'key',
        message: 'this name stands for the platform itself',
        fix: 'another name',
      })
    else known.set(entry.name, await readSource(entry, registry, notes))
  }
  return known
}

const readSource = async (
  { name, value, path }: Entry,
  registry: Registry<SourceDefinition>,
  notes: { findings: Findings; needs: Need[] },
): Promise<KnownSource | null> => {
  const { findings } = notes
  const shape = sourceSchema.shape
  const base = findings.read(sourceSchema, ownKeys(value, shape), path)
  const definition = await definitionOf(registry, base?.type, [...path, 'type'], 'source type', findings)
  if (!definition) return null
  return {
    definition,
    source: toSource(name, definition, readOptions(definition, { value, shape, path }, notes)),
  }
}

/** A source as the configuration carries it. */
export const toSource = (name: string, definition: SourceDefinition, options: unknown): SourceConfig => {
  const { type, cost } = definition
  const { minSlice, lookBack, delay } = abilitiesOf(definition, options, null)
  return {
    name,
    type,
    options,
    minSlice: minSlice ?? USUAL_MIN_SLICE,
    // A source without end says so by a number beyond all plans.
    lookBack: lookBack !== undefined && Number.isFinite(lookBack) ? lookBack : null,
    delay: delay ?? 0,
    limit: cost?.limit ?? null,
  }
}

/** What a source can do as it is configured; `options` undefined where they could not be read. */
export const abilitiesOf = (definition: SourceDefinition, options: unknown, metric: unknown): Abilities =>
  (options === undefined ? undefined : definition.abilitiesOf?.(options, metric)) ??
  definition.abilities ??
  {}
