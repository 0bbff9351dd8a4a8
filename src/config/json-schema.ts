import * as z from 'zod'
import type { OptionsDefinition, Registries, Registry, SourceDefinition } from './definition.ts'
import { documentSchema } from './schema.ts'
import { componentSchema } from './sections/components.ts'
import { databaseSchema } from './sections/database.ts'
import { flagSchema } from './sections/flags.ts'
import { metricSchema } from './sections/metrics.ts'
import { notifierSchema } from './sections/notify.ts'
import { PLAIN, secretSchema, secretsSchema } from './sections/secrets.ts'
import { PLATFORM_SOURCE, sourceSchema } from './sections/sources.ts'

/** A JSON Schema of draft 7, as far as we build and read them. */
export interface JsonSchema {
  [key: string]: unknown
  title?: string
  description?: string
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  additionalProperties?: boolean | JsonSchema
  required?: string[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  items?: JsonSchema
}

/**
 * The JSON Schema of `.github/sluice.yml` for editors, with the keys of every adapter. The same registries give the
 * same text. What it cannot say (rising weights, names that refer to others) the loader says.
 */
export const jsonSchemaOf = async (registries: Registries): Promise<JsonSchema> => {
  const schema = editorSchema(documentSchema)
  const platforms = await loadAll(registries.platforms)
  const sources = await loadAll(registries.sources)
  const databases = await loadAll(registries.databases)
  const flags = await loadAll(registries.flags ?? {})
  const notifiers = await loadAll(registries.notifiers ?? {})
  const properties = schema.properties ?? {}
  const formsOf = (base: z.ZodType, known: readonly OptionsDefinition[], key: string): JsonSchema =>
    known.length === 0 ? editorSchema(base) : { oneOf: known.map((each) => merged(base, each, key)) }
  replaceEntries(properties.components, formsOf(componentSchema, platforms, 'platform'))
  replaceEntries(properties.flags, formsOf(flagSchema, flags, 'type'))
  replaceEntries(properties.notify, formsOf(notifierSchema, notifiers, 'type'))
  replaceEntries(properties.sources, formsOf(sourceSchema, sources, 'type'))
  replaceEntries(properties.metrics, {
    anyOf: metricForms(
      sources,
      platforms.flatMap(({ source }) => source ?? []),
    ),
  })
  const credentials = await loadAll(registries.credentials)
  if (properties.secrets) properties.secrets.items = { anyOf: secretForms(credentials) }
  const description = properties.database?.description ?? ''
  properties.database = { description, ...formsOf(databaseSchema, databases, 'type') }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Sluice',
    description: 'Configuration of one service: .github/sluice.yml',
    ...schema,
  }
}

/** A name alone, or a name with more: its kind tells which keys go with it, and without one it is plain. */
const secretForms = (kinds: readonly OptionsDefinition[]): JsonSchema[] => [
  editorSchema(secretsSchema.element.options[0]),
  ...(kinds.length === 0 ? [editorSchema(secretSchema)] : []),
  ...kinds
    .toSorted((one, other) => Number(other.type === PLAIN) - Number(one.type === PLAIN))
    .map((kind) => {
      const form = merged(secretSchema, kind, 'kind')
      return kind.type === PLAIN ? form : { ...form, required: [...(form.required ?? []), 'kind'] }
    }),
]

const loadAll = async <Definition extends OptionsDefinition>(
  registry: Registry<Definition>,
): Promise<Definition[]> =>
  Promise.all(
    Object.keys(registry)
      .sort()
      .flatMap((type) => registry[type] ?? [])
      .map((load) => load()),
  )

const editorSchema = (schema: z.ZodType): JsonSchema => {
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
  })
  return withoutNoise(rest) as JsonSchema
}

/** Zod states the bounds of whole numbers that JavaScript has; they help nobody. */
const withoutNoise = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNoise)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(
    ([, inner]) => Math.abs(Number(inner)) !== Number.MAX_SAFE_INTEGER,
  )
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutNoise(inner)]))
}

const replaceEntries = (section: JsonSchema | undefined, entries: JsonSchema): void => {
  if (section) section.additionalProperties = entries
}

/** The common keys and those of one adapter, told apart by `key`. */
const merged = (base: z.ZodType, definition: OptionsDefinition, key: string): JsonSchema => {
  const common = editorSchema(base)
  const described = common.properties?.[key]?.description
  const form = joined(common, editorSchema(definition.options))
  return {
    title: definition.type,
    ...form,
    properties: {
      ...form.properties,
      [key]: { const: definition.type, ...(described ? { description: described } : {}) },
    },
  }
}

const joined = (base: JsonSchema, own: JsonSchema): JsonSchema => ({
  type: 'object',
  // The common keys come first, and mean what we say also where an adapter names them again.
  properties: { ...base.properties, ...own.properties, ...base.properties },
  required: [...new Set([...(base.required ?? []), ...(own.required ?? [])])],
  additionalProperties: false,
})

/** Metrics name their source, and only the file knows its type: any form that some source knows will do. */
const metricForms = (
  sources: readonly SourceDefinition[],
  histories: readonly SourceDefinition[],
): JsonSchema[] => {
  const base = editorSchema(metricSchema)
  const own = ({ metric }: SourceDefinition) => editorSchema(metric ?? z.strictObject({}))
  if (sources.length + histories.length === 0) return [base]
  return [
    ...histories.map((each) => ({ title: `${PLATFORM_SOURCE}: ${each.type}`, ...joined(base, own(each)) })),
    ...sources.map((each) => {
      const form = joined(base, own(each))
      return { title: each.type, ...form, required: [...(form.required ?? []), 'source'] }
    }),
    // A preset writes the keys that a source demands; those that are written beside it are the loader's business.
    { title: 'preset', ...base, required: ['preset'], additionalProperties: true },
  ]
}

/** The text of the file in `schema/`. */
export const schemaText = (schema: JsonSchema): string => `${JSON.stringify(schema, null, 2)}\n`
