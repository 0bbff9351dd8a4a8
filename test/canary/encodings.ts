/**
 * Ways to write a secret down, each of it alone: what stands around it does not matter. Written independently of the
 * product's own derivation, so that a mistake there is found here.
 */
export const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  encodeURIComponent: (secret) => encodeURIComponent(secret),
  'percent, lower case': (secret) => lower(encodeURIComponent(secret)),
  'percent of every mark (RFC 3986)': (secret) => strict(secret),
  'percent of every mark, lower case': (secret) => lower(strict(secret)),
  'percent twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'password of a URL': (secret) => {
    const url = new URL('http://h')
    url.password = secret
    return url.password
  },
  'form field': (secret) => new URLSearchParams([['f', secret]]).toString().slice(2),
  JSON: (secret) => JSON.stringify(secret).slice(1, -1),
  'JSON in JSON': (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
  'JSON with HTML escaped': (secret) =>
    JSON.stringify(secret)
      .slice(1, -1)
      .replace(/[<>&]/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`),
  'JSON with slashes escaped': (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 without padding': (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 after one byte': (secret) => inside(secret, 1),
  'base64 after two bytes': (secret) => inside(secret, 2),
  'base64 twice': (secret) => Buffer.from(Buffer.from(secret).toString('base64')).toString('base64'),
  hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
  'hexadecimal, upper case': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  XML: (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'single quotes of a shell': (secret) => secret.replaceAll("'", "'\\''"),
  'single quotes of SQL': (secret) => secret.replaceAll("'", "''"),
  'Markdown escapes': (secret) => secret.replace(/[\\`*_~[\]|!]/g, '\\$&'),
}

const lower = (text: string): string => text.replace(/%../g, (code) => code.toLowerCase())

const strict = (secret: string): string =>
  [...Buffer.from(secret)]
    .map((byte) =>
      /[A-Za-z0-9._~-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`,
    )
    .join('')

/** The characters that the secret alone decides, when other bytes stand before it and after it. */
const inside = (secret: string, before: number): string => {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
  const text = bytes.toString('base64').replace(/=+$/, '')
  const whole = Math.floor((bytes.length * 8) / 6)
  return text.slice(Math.ceil((before * 8) / 6), whole)
}
