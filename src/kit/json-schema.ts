import * as z from 'zod'

const known = new WeakMap<object, z.ZodType>()

const readerOf = (schema: object): z.ZodType => {
  const found = known.get(schema) ?? z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])
  known.set(schema, found)
  return found
}

/** Whether a JSON Schema can be used: drafts 4, 7 and 2020-12, without references to elsewhere. Null when it can, else why not. */
export const unusableSchema = (schema: object): string | null => {
  try {
    readerOf(schema)
    return null
  } catch {
    return 'not a JSON Schema that can be used'
  }
}

/** Most places that are told. */
const MOST = 5

/** Where a value does not fit a JSON Schema: pointer and what is wrong, without the value. Empty when it fits. */
export const schemaFaults = (schema: object, value: unknown): string[] => {
  const read = readerOf(schema).safeParse(value)
  if (read.success) return []
  const pointer = (path: readonly PropertyKey[]): string =>
    path.map((key) => `/${String(key)}`).join('') || 'the body'
  return read.error.issues
    .slice(0, MOST)
    .map(({ path, code }) => `${pointer(path)} does not fit the schema (${code})`)
}
