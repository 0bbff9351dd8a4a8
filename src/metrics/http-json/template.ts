/** What an address, a body or a pointer may ask to be filled in. */
export const PLACEHOLDERS = ['from', 'to', 'slice', 'release', 'canary', 'baseline'] as const

/** One of them. */
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** What to fill in. A number stays a number where it is a whole value of a body. */
export type Values = Readonly<Record<Placeholder, string | number>>

/** JSON as a configuration writes it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** Deepest nesting of a body. */
const DEEPEST = 20

/** Whether a value can be sent as JSON and come out the same. */
export const isJson = (value: unknown, depth = 0): value is Json => {
  if (typeof value === 'number') return Number.isFinite(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  return (
    typeof value === 'object' &&
    depth < DEEPEST &&
    Object.values(value).every((each) => isJson(each, depth + 1))
  )
}

const ANY = /\{([^{}]*)\}/g

const isPlaceholder = (name: string): name is Placeholder => PLACEHOLDERS.some((known) => known === name)

/** Names in braces that nothing is filled into. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(ANY)].flatMap(([, name = '']) => (isPlaceholder(name) ? [] : [name]))

/** Whether a text asks for one of these. */
export const asksFor = (text: string, ...names: readonly Placeholder[]): boolean =>
  names.some((name) => text.includes(`{${name}}`))

const fill = (text: string, values: Values, write: (value: string) => string): string =>
  text.replace(ANY, (whole, name: string) => (isPlaceholder(name) ? write(String(values[name])) : whole))

/** Fills a path with its query. Values are percent-encoded, so that none begins a part of its own. */
export const fillPath = (path: string, values: Values): string =>
  fill(path, values, (value) => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')))

/** Fills a JSON pointer. Values are one name each, whatever they hold (RFC 6901). */
export const fillPointer = (pointer: string, values: Values): string =>
  fill(pointer, values, (value) => value.replaceAll('~', '~0').replaceAll('/', '~1'))

/** Fills the strings of a body, never its structure. A string that is one placeholder alone becomes the value itself. */
export const fillBody = (body: Json, values: Values): Json => {
  if (typeof body === 'string') {
    const alone = /^\{(\w+)\}$/.exec(body)?.[1] ?? ''
    return isPlaceholder(alone) ? values[alone] : fill(body, values, (value) => value)
  }
  if (typeof body !== 'object' || body === null) return body
  if (Array.isArray(body)) return body.map((each: Json) => fillBody(each, values))
  return Object.fromEntries(Object.entries(body).map(([key, each]) => [key, fillBody(each as Json, values)]))
}
