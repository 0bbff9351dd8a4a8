import { strictPercent, wellFormed } from './text.ts'

/** Shorter values are not masked: they would blank the log and drop outputs that merely resemble them. */
export const SHORTEST_SECRET = 4

/** Longer values of several lines are derived line by line; only a few forms are made of the whole. */
const LONG = 1024

/** What has to be hidden for one secret. All strings have at least `SHORTEST_SECRET` characters and are distinct. */
export interface SecretForms {
  /** Every form that the redactor looks for. */
  all: readonly string[]
  /**
   * The forms worth handing to the runner. Equal to `all` except for long values of several lines (service
   * account files): there it is the parts without their encodings, because the runner searches every log line
   * for every mask.
   */
  masks: readonly string[]
}

/**
 * Derives the shapes in which a secret shows up in logs: the value, its lines, the passwords and keys inside it
 * (connection strings, service account JSON, JWT signature, URL), and each of these percent-encoded, JSON-escaped,
 * XML-escaped, quoted, in base64 at the three byte shifts, and in hexadecimal.
 */
export const secretForms = (value: string): SecretForms => {
  const parts = distinct([value, value.trim(), ...linesOf(value), ...innerSecrets(value.trim())])
  const plain = value.length > LONG && parts.length > 2
  const all = distinct(parts.flatMap((part) => (isLongText(part) ? wholeForms(part) : encodings(part))))
  return { all, masks: plain ? distinct(parts.flatMap((part) => [part, json(part), base64(part)])) : all }
}

const distinct = (values: readonly string[]): string[] => [
  ...new Set(values.filter((value) => value.length >= SHORTEST_SECRET)),
]

const isLongText = (value: string): boolean => value.length > LONG && value.includes('\n')

const linesOf = (value: string): string[] =>
  /[\r\n]/.test(value) ? value.split(/[\r\n]+/).flatMap((line) => [line, line.trim()]) : []

/** Secrets inside a secret. A value that parses as nothing has none. */
const innerSecrets = (value: string): string[] => [
  ...fromUrl(value),
  ...fromKeywords(value),
  ...fromJson(value),
  ...fromJwt(value),
]

const fromUrl = (value: string): string[] => {
  // Up to the first @ where the password was encoded as it should be, up to the last where it was not.
  const strict = /^[a-z][a-z0-9+.-]*:\/\/([^/?#@]*)@/i.exec(value)?.[1]
  const loose = /^[a-z][a-z0-9+.-]*:\/\/(\S*)@/i.exec(value)?.[1]
  const userinfo = [strict, loose].filter((text) => text !== undefined)
  const passwords = userinfo.flatMap((text) =>
    text.includes(':') ? [text.slice(text.indexOf(':') + 1)] : [],
  )
  return [...userinfo, ...passwords].flatMap((text) => [text, decoded(text)]).concat(fromParsedUrl(value))
}

const fromParsedUrl = (value: string): string[] => {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value) || !URL.canParse(value)) return []
  const url = new URL(value)
  const inQuery = [...url.searchParams].flatMap(([key, content]) => (SECRET_KEY.test(key) ? [content] : []))
  const webhook = /^https?:$/.test(url.protocol) ? webhookParts(url) : []
  return [url.password, decoded(url.password), ...inQuery, ...webhook]
}

/** A web address that is a secret as a whole (a webhook) is secret in its path and query. */
const webhookParts = (url: URL): string[] => {
  const path = url.pathname + url.search
  const last = url.pathname.split('/').findLast((piece) => piece !== '') ?? ''
  return [
    path.length >= 16 ? path : '',
    url.pathname.length >= 16 ? url.pathname : '',
    last.length >= 16 ? last : '',
  ]
}

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

const SECRET_KEY = /pass|pwd|secret|token|key|credential|signature|^sig$|^auth/i

/** libpq's `host=... user=... password='a b'`; backslash escapes `'` and itself. */
const fromKeywords = (value: string): string[] => {
  if (!/(?:^|\s)\w{1,40}\s{0,8}=/.test(value)) return []
  const pairs = value.matchAll(
    /(?:^|\s)(\w{1,40})\s{0,8}=\s{0,8}(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)+))/gs,
  )
  return [...pairs]
    .filter(([, key]) => key !== undefined && SECRET_KEY.test(key))
    .flatMap(([, , quoted, bare]) => {
      const written = quoted ?? bare ?? ''
      return [written, written.replace(/\\(.)/gs, '$1')]
    })
}

/** Credentials among the fields of JSON, such as `private_key` and `private_key_id` of a service account. */
const fromJson = (value: string): string[] => {
  if (!value.startsWith('{') && !value.startsWith('[')) return []
  try {
    return secretFields(JSON.parse(value), false, 0).flatMap((field) => [
      field,
      ...linesOf(field),
      ...fromUrl(field),
    ])
  } catch {
    return []
  }
}

const secretFields = (node: unknown, secret: boolean, depth: number): string[] => {
  if (typeof node === 'string') return secret || /^[a-z]+:\/\/[^/]*:[^/]*@/i.test(node) ? [node] : []
  if (typeof node !== 'object' || node === null || depth > 8) return []
  return Object.entries(node).flatMap(([key, child]) =>
    secretFields(child, (secret && Array.isArray(node)) || isSecretKey(key), depth + 1),
  )
}

/** `token_uri` and its like in service account files are public. */
const isSecretKey = (key: string): boolean => SECRET_KEY.test(key) && !/ur[il]s?$/i.test(key)

/** The signature of a JWT: header and claims can be read by anybody, but with the signature they are a key. */
const fromJwt = (value: string): string[] => {
  const match = /^[\w-]{8,}\.[\w-]{2,}\.([\w-]{8,})$/.exec(value)
  return match?.[1] === undefined ? [] : [match[1]]
}

/** The cheap forms of a long text whose lines are derived one by one. */
const wholeForms = (value: string): string[] => [value, json(value), base64(value), base64Url(value)]

/** Every encoding of one value. */
const encodings = (value: string): string[] => {
  const whole = wellFormed(value)
  const percent = [encodeURIComponent(whole), strictPercent(whole), userinfo(whole), form(whole)]
  const texts = [whole, ...percent, ...quoted(whole), ...jsonForms(whole)]
  return [
    value,
    ...texts,
    ...percent.map(lowerPercent),
    ...percent.map((once) => encodeURIComponent(once)),
    ...percent.map((once) => lowerPercent(encodeURIComponent(once))),
    ...base64Forms(Buffer.from(whole)),
    ...base64Forms(Buffer.from(base64(whole))),
    encodeURIComponent(base64(whole)),
    lowerPercent(encodeURIComponent(base64(whole))),
    Buffer.from(whole).toString('hex'),
    Buffer.from(whole).toString('hex').toUpperCase(),
  ]
}

/** What `URL.password` makes of a value (WHATWG userinfo percent-encode set). */
const userinfo = (value: string): string => {
  const url = new URL('http://user@host.invalid')
  url.password = value
  return url.password
}

const form = (value: string): string => new URLSearchParams({ v: value }).toString().slice(2)

const lowerPercent = (value: string): string => value.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())

const json = (value: string): string => JSON.stringify(value).slice(1, -1)

/** JSON as JavaScript writes it, in ASCII only, with HTML characters escaped (Go), with `\/` (PHP); each also inside JSON. */
const jsonForms = (value: string): string[] => {
  const plain = json(value)
  const html = plain.replace(/[<>&]/g, unicodeEscape)
  const once = [plain, html, plain.replace(/[<>&'+`]/g, unicodeEscape), plain.replaceAll('/', '\\/')]
  const ascii = once.flatMap((text) => {
    const low = text.replace(/[\u007f-\uffff]/g, unicodeEscape)
    return [text, low, low.replace(/\\u[0-9a-f]{4}/g, (code) => `\\u${code.slice(2).toUpperCase()}`)]
  })
  return [...ascii, ...ascii.map(json)]
}

const unicodeEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`

/** XML, shell, SQL and libpq quoting. */
const quoted = (value: string): string[] => {
  const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [
    xml,
    xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    xml.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
    xml.replaceAll('"', '&quot;').replaceAll("'", '&#x27;'),
    value.replaceAll("'", "'\\''"),
    value.replaceAll("'", "''"),
    value.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
    value.replace(/[\\"$`]/g, '\\$&'),
  ]
}

const base64 = (value: string): string => Buffer.from(value).toString('base64')

const base64Url = (value: string): string => Buffer.from(value).toString('base64url')

/**
 * Base64 of the bytes alone, with and without padding, and the characters that the bytes fix wherever they stand
 * in a longer text: with `before` bytes in front (mod 3), the characters whose six bits lie wholly inside.
 */
const base64Forms = (bytes: Buffer): string[] => {
  const whole = [bytes.toString('base64'), bytes.toString('base64url')]
  const inside = [0, 1, 2].flatMap((before) => {
    const shifted = Buffer.concat([Buffer.alloc(before), bytes])
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor((shifted.length * 8) / 6)
    return [shifted.toString('base64').slice(from, to), shifted.toString('base64url').slice(from, to)]
  })
  return [...whole, ...whole.map((text) => text.replace(/=+$/, '')), ...inside]
}
