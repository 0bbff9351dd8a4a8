import type { JsonSchema } from './json-schema.ts'
import { SECTIONS } from './schema.ts'
import { componentSchema } from './sections/components.ts'
import { databaseSchema } from './sections/database.ts'
import { flagSchema } from './sections/flags.ts'
import { metricSchema } from './sections/metrics.ts'
import { notifierSchema } from './sections/notify.ts'
import { secretSchema } from './sections/secrets.ts'
import { smokeSchema } from './sections/smoke.ts'
import { sourceSchema } from './sections/sources.ts'

/** What stands around a generated table of `docs/configuration.md`: `<!-- keys:components -->` and `<!-- /keys -->`. */
const MARKED = /(<!-- keys:([a-z-]+) -->\n)[\s\S]*?(<!-- \/keys -->)/g

/** Writes the table of keys of each section between its markers; text elsewhere stays. */
export const withTables = (page: string, schema: JsonSchema): string =>
  page.replace(
    MARKED,
    (_, open: string, section: string, close: string) => `${open}\n${tableOf(schema, section)}\n${close}`,
  )

/** Sections that a page must have a table for. */
export const TABLES = ['top', ...SECTIONS] as const

/** Keys that do not depend on an adapter; a section that is not here has no others. */
const COMMON: Readonly<Record<string, readonly string[]>> = {
  components: Object.keys(componentSchema.shape),
  database: Object.keys(databaseSchema.shape),
  flags: Object.keys(flagSchema.shape),
  secrets: Object.keys(secretSchema.shape),
  smoke: Object.keys(smokeSchema.shape),
  sources: Object.keys(sourceSchema.shape),
  metrics: Object.keys(metricSchema.shape),
  notify: Object.keys(notifierSchema.shape),
}

const tableOf = (schema: JsonSchema, section: string): string => {
  const forms = section === 'top' ? [schema] : formsOf(schema.properties?.[section] ?? {})
  const isCommon = (key: string) => COMMON[section]?.includes(key) ?? true
  const shared = rowsOf(overlaid(forms), '', isCommon)
  const own = forms.flatMap((form) => rowsOf(form, '', (key) => !isCommon(key), String(form.title ?? '')))
  return ['| Key | Form | Default | Meaning |', '|---|---|---|---|', ...shared, ...own, ''].join('\n')
}

/** One form for all: what tells them apart becomes a choice. */
const overlaid = (forms: readonly JsonSchema[]): JsonSchema => {
  const [first = {}] = forms
  const properties = Object.entries(first.properties ?? {}).map(([key, field]): [string, JsonSchema] => {
    const choices = forms.flatMap((form): JsonSchema[] =>
      form.properties?.[key] ? [form.properties[key]] : [],
    )
    return [
      key,
      field.const === undefined
        ? field
        : ({ description: field.description ?? '', anyOf: choices } satisfies JsonSchema),
    ]
  })
  return { ...first, properties: Object.fromEntries(properties) }
}

/** The mappings that may stand in a section: its entries, whatever adapter they name. */
const formsOf = (section: JsonSchema): JsonSchema[] => {
  const entry =
    typeof section.additionalProperties === 'object'
      ? section.additionalProperties
      : (section.items ?? section)
  const forms = entry.oneOf ?? entry.anyOf ?? [entry]
  return forms.filter(({ properties }) => properties)
}

const rowsOf = (form: JsonSchema, prefix: string, wanted: (key: string) => boolean, only = ''): string[] =>
  Object.entries(form.properties ?? {})
    .filter(([key]) => wanted(key))
    .flatMap(([key, field]) => {
      const must = form.required?.includes(key) ? '**required**' : shown(field.default)
      const meaning = `${only ? `\`${only}\` only. ` : ''}${field.description ?? ''}`
      const row = `| \`${prefix}${key}\` | ${cell(formOf(field))} | ${cell(must)} | ${cell(meaning)} |`
      return [row, ...innerRows(field, `${prefix}${key}`)]
    })

/** Keys inside a key, except in the top table, whose sections have tables of their own. */
const innerRows = (field: JsonSchema, prefix: string): string[] => {
  const inner = [field, field.items ?? {}, ...(field.anyOf ?? [])].filter(({ properties }) => properties)
  if (typeof field.additionalProperties === 'object' || /^(database|secrets|smoke)$/.test(prefix)) return []
  const mark = field.items?.properties ? '[].' : '.'
  // Of several ways to write a thing none of the keys is required.
  const required = inner.length > 1 ? [] : undefined
  return inner.flatMap((form) =>
    rowsOf(required ? { ...form, required } : form, `${prefix}${mark}`, () => true),
  )
}

const shown = (value: unknown): string => {
  if (value === undefined || (typeof value === 'object' && Object.keys(value ?? {}).length === 0)) return ''
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``
}

/** How a value is written, in few words. */
const formOf = (field: JsonSchema): string => {
  if (field.const !== undefined) return `\`${String(field.const)}\``
  if (Array.isArray(field.enum)) return field.enum.map((each) => `\`${String(each)}\``).join(', ')
  const choices = field.anyOf ?? field.oneOf
  if (choices) return [...new Set(choices.map(formOf))].join(' or ')
  if (field.type === 'array') return `list of ${field.items ? formOf(field.items) : 'values'}`
  if (field.type === 'object') return 'mapping'
  if (field.type === 'string') return field.properties ? 'mapping' : (plainTitle(field) ?? 'text')
  if (field.type === 'integer') return `whole number${range(field)}`
  if (field.type === 'number') return `number${range(field)}`
  if (field.type === 'boolean') return '`true`, `false`'
  return 'any value'
}

const plainTitle = ({ title }: JsonSchema): string | undefined =>
  typeof title === 'string' ? title : undefined

const range = ({ minimum, maximum }: JsonSchema): string =>
  minimum === undefined
    ? ''
    : ` ${String(minimum)}${maximum === undefined ? ' or more' : ` to ${String(maximum)}`}`

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
