/** Ways in which a secret turns up in logs, written independently of the product's own derivation. */
export const ENCODINGS: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  encodeURIComponent: (secret) => encodeURIComponent(secret),
  'lower-case percent': (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'strict percent (RFC 3986)': (secret) =>
    [...Buffer.from(secret)]
      .map((byte) =>
        /[A-Za-z0-9._~-]/.test(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`,
      )
      .join(''),
  'double percent': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'the userinfo of a URL': (secret) => {
    const url = new URL('http://h')
    url.username = 'u'
    url.password = secret
    return url.href
  },
  'a form field': (secret) => new URLSearchParams([['field', secret]]).toString(),
  JSON: (secret) => JSON.stringify({ value: secret }),
  'JSON in JSON': (secret) => JSON.stringify({ body: JSON.stringify({ value: secret }) }),
  'JSON with \\u escapes': (secret) =>
    JSON.stringify(secret).replace(
      /[\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  'JSON as Go writes it': (secret) =>
    JSON.stringify(secret).replace(
      /[<>&]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  'base64 without padding': (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 twice': (secret) => Buffer.from(Buffer.from(secret).toString('base64')).toString('base64'),
  hexadecimal: (secret) => Buffer.from(secret).toString('hex'),
  'upper-case hexadecimal': (secret) => Buffer.from(secret).toString('hex').toUpperCase(),
  XML: (secret) =>
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'single quotes of a shell': (secret) => `'${secret.replaceAll("'", "'\\''")}'`,
  'a keyword connection string': (secret) =>
    `host=db password_='${secret.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}' user=app`,
}

/** Base64 of the secret in the middle of other bytes, which is how basic auth and encoded configuration carry it. */
export const INSIDE_BASE64 = [0, 1, 2, 3, 4, 5].map((before) => (secret: string): string => {
  const whole = Buffer.concat([Buffer.alloc(before, 'u'), Buffer.from(secret), Buffer.from('::tail')])
  return whole.toString('base64')
})
