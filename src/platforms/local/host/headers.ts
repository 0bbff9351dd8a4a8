/** Header with which a request names the release it wants, and with which every answer names the one that gave it. */
export const RELEASE_HEADER = 'x-sluice-release'

/** Value of the answer's header when no release answered. */
export const NO_RELEASE = 'none'

/** Headers that belong to one connection and are never passed on (RFC 9110, 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
])

/** Raw headers as node:http gives them: name, value, name, value. Repeated names stay repeated. */
export type RawHeaders = readonly string[]

const pairs = (raw: RawHeaders): [string, string][] => {
  const all: [string, string][] = []
  for (let index = 0; index + 1 < raw.length; index += 2) all.push([raw[index] ?? '', raw[index + 1] ?? ''])
  return all
}

/** The headers that may be passed on: without hop-by-hop ones, those that `Connection` names, and our own. */
export const endToEnd = (raw: RawHeaders): string[] => {
  const named = pairs(raw)
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(',').map((token) => token.trim().toLowerCase()))
  const dropped = new Set([...HOP_BY_HOP, RELEASE_HEADER, ...named])
  return pairs(raw)
    .filter(([name]) => !dropped.has(name.toLowerCase()))
    .flat()
}

/** All values of one header, in order. */
export const valuesOf = (raw: RawHeaders, wanted: string): string[] =>
  pairs(raw)
    .filter(([name]) => name.toLowerCase() === wanted)
    .map(([, value]) => value)

/** Whether a request announces a body (RFC 9112, 6.3). */
export const bodyOf = (raw: RawHeaders): 'none' | 'sized' | 'chunked' => {
  if (valuesOf(raw, 'transfer-encoding').length > 0) return 'chunked'
  const [length] = valuesOf(raw, 'content-length')
  return length !== undefined && length.trim() !== '0' ? 'sized' : 'none'
}

/** Headers for the release: end to end, framed as the client framed its body, and with the client's address added. */
export const toRelease = (raw: RawHeaders, client: string | undefined, method: string): string[] => {
  const kept = endToEnd(raw)
  const forwarded = valuesOf(kept, 'x-forwarded-for')
  const rest = pairs(kept)
    .filter(([name]) => name.toLowerCase() !== 'x-forwarded-for')
    .flat()
  const framing = bodyOf(raw)
  const sized = valuesOf(kept, 'content-length').length > 0
  if (framing === 'chunked') rest.push('Transfer-Encoding', 'chunked')
  // Without either, node:http would announce a chunked body for these methods where the client sent none.
  else if (!sized && ['POST', 'PUT', 'PATCH'].includes(method)) rest.push('Content-Length', '0')
  if (client) rest.push('X-Forwarded-For', [...forwarded, client].join(', '))
  if (valuesOf(rest, 'x-forwarded-proto').length === 0) rest.push('X-Forwarded-Proto', 'http')
  return rest
}

/** Where the key that keeps a user on one release is found. */
export interface KeyPlace {
  /** Lower-case name of a request header. Default `x-sluice-key`. */
  header: string
  /** Name of a cookie, asked when the header is missing. Default: none. */
  cookie: string | null
}

/** The key of a request, or null. */
export const keyOf = (raw: RawHeaders, { header, cookie }: KeyPlace): string | null => {
  const [given] = valuesOf(raw, header)
  if (given) return given
  if (cookie === null) return null
  const crumbs = valuesOf(raw, 'cookie').flatMap((line) => line.split(';').map((crumb) => crumb.trim()))
  const found = crumbs.find((crumb) => crumb.startsWith(`${cookie}=`))
  return found ? found.slice(cookie.length + 1) || null : null
}
