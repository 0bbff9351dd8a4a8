type Schema = Readonly<Record<string, unknown>>

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return typeof value
}

const hasType = (value: unknown, wanted: unknown): boolean =>
  listOf(Array.isArray(wanted) ? wanted : [wanted]).some(
    (name) => name === typeOf(value) || (name === 'integer' && Number.isInteger(value)),
  )

/** What a value says to one keyword; null: it fits, or the keyword is not about values of this kind. Drafts 7 and 2020-12. */
const KEYWORDS: Readonly<Record<string, (value: unknown, wanted: unknown) => boolean>> = {
  type: hasType,
  const: same,
  enum: (value, wanted) => listOf(wanted).some((each) => same(value, each)),
  minimum: (value, wanted) => typeof value !== 'number' || value >= Number(wanted),
  maximum: (value, wanted) => typeof value !== 'number' || value <= Number(wanted),
  exclusiveMinimum: (value, wanted) => typeof value !== 'number' || value > Number(wanted),
  exclusiveMaximum: (value, wanted) => typeof value !== 'number' || value < Number(wanted),
  minLength: (value, wanted) => typeof value !== 'string' || [...value].length >= Number(wanted),
  maxLength: (value, wanted) => typeof value !== 'string' || [...value].length <= Number(wanted),
  minItems: (value, wanted) => !Array.isArray(value) || value.length >= Number(wanted),
  maxItems: (value, wanted) => !Array.isArray(value) || value.length <= Number(wanted),
  required: (value, wanted) =>
    !isSchema(value) || listOf(wanted).every((name) => Object.hasOwn(value, String(name))),
  anyOf: (value, wanted) => listOf(wanted).some((each) => fits(each, value)),
  oneOf: (value, wanted) => listOf(wanted).filter((each) => fits(each, value)).length === 1,
  not: (value, wanted) => !fits(wanted, value),
}

/** Keywords that hold further schemas, and those that say nothing of a value. */
const NESTED = ['properties', 'items', 'allOf', 'additionalProperties']
const NOTES = ['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples', 'format']

const fits = (schema: unknown, value: unknown): boolean => faultsAt(schema, value, '').length === 0

const faultsAt = (schema: unknown, value: unknown, at: string): string[] => {
  if (schema === false) return [`${at || 'the body'} does not fit the schema (nothing may stand here)`]
  if (!isSchema(schema)) return []
  const own = Object.entries(KEYWORDS).flatMap(([keyword, holds]) =>
    !Object.hasOwn(schema, keyword) || holds(value, schema[keyword])
      ? []
      : [`${at || 'the body'} does not fit the schema (${keyword})`],
  )
  return [
    ...own,
    ...listOf(schema.allOf).flatMap((each) => faultsAt(each, value, at)),
    ...inner(schema, value, at),
  ]
}

const inner = (schema: Schema, value: unknown, at: string): string[] => {
  if (Array.isArray(value))
    return value.flatMap((each, index) => faultsAt(schema.items, each, `${at}/${index}`))
  if (!isSchema(value)) return []
  const known = isSchema(schema.properties) ? schema.properties : {}
  return Object.entries(value).flatMap(([name, each]) => {
    const pointer = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    return faultsAt(Object.hasOwn(known, name) ? known[name] : schema.additionalProperties, each, pointer)
  })
}

const TYPES = ['null', 'boolean', 'object', 'array', 'number', 'integer', 'string']

/** Why a JSON Schema cannot be used: a keyword that we do not know, which would be passed over in silence. Null when it can. */
export const unusableSchema = (schema: unknown): string | null => {
  if (typeof schema === 'boolean') return null
  if (!isSchema(schema)) return 'not a JSON Schema that can be used'
  for (const [keyword, wanted] of Object.entries(schema)) {
    if (NOTES.includes(keyword)) continue
    if (!Object.hasOwn(KEYWORDS, keyword) && !NESTED.includes(keyword))
      return `the keyword ${keyword.slice(0, 40)} of JSON Schema is not known here`
    if (keyword === 'type' && ![wanted].flat().every((name) => TYPES.includes(String(name))))
      return 'not a JSON Schema that can be used'
    const parts = keyword === 'properties' && isSchema(wanted) ? Object.values(wanted) : [wanted].flat()
    const deep = [...NESTED, 'anyOf', 'oneOf', 'not'].includes(keyword)
    const wrong = deep ? parts.map(unusableSchema).find((each) => each !== null) : undefined
    if (wrong) return wrong
  }
  return null
}

/** Most places that are told. */
const MOST = 5

/** Where a value does not fit a JSON Schema: pointer and keyword, without the value. Empty when it fits. */
export const schemaFaults = (schema: Schema, value: unknown): string[] =>
  value === undefined ? ['the body is no JSON'] : faultsAt(schema, value, '').slice(0, MOST)
