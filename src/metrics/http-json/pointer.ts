/** JSON pointer (RFC 6901); the empty one is the whole document. */
export const POINTER_PATTERN = '^(/([^~/]|~[01])*)*$'

/** What stands at a pointer; undefined where nothing does. Own properties only, list places without leading zeros. */
export const at = (document: unknown, pointer: string): unknown => {
  let value = document
  for (const raw of pointer.split('/').slice(1)) {
    const name = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}
