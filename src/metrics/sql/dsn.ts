import { ConfigError } from '../../kit/errors.ts'

/** How the way to the server is encrypted; libpq's meanings (https://www.postgresql.org/docs/current/libpq-ssl.html). */
export type SslMode = 'disable' | 'prefer' | 'require' | 'verify-ca' | 'verify-full'

/** A connection string, taken apart. Holds a password: never print it, never attach it to an error. */
export interface Address {
  host: string
  port: number
  user: string
  password: string
  database: string
  ssl: SslMode
  /** Path of the certificate authority's file; null: the authorities Node trusts. */
  rootCertificate: string | null
}

const FORM = 'postgresql://<user>:<password>@<host>:5432/<database>'
const DOCS = 'metrics/sql.md#connection'

/** What libpq accepts, and what we do: `allow` is as weak as `prefer`. */
const SSL_MODES = {
  disable: 'disable',
  allow: 'prefer',
  prefer: 'prefer',
  require: 'require',
  'verify-ca': 'verify-ca',
  'verify-full': 'verify-full',
} as const satisfies Record<string, SslMode>

const isSslMode = (mode: string): mode is keyof typeof SSL_MODES => Object.hasOwn(SSL_MODES, mode)

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)

const decode = (part: string): string | null => {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/**
 * Reads a connection string. Without `sslmode` a server on this machine is asked with `prefer`, any other with
 * `require`. Poolers of any kind will do, for a question is one transaction. Throws ConfigError without any part of it.
 */
export const parseAddress = (dsn: string, secretName: string): Address => {
  const refuse = (message: string, fix: string): ConfigError =>
    new ConfigError({ at: `secret ${secretName}`, message, fix, docs: DOCS })
  const text = dsn.trim()
  const url = /^postgres(ql)?:\/\/\S+$/.test(text) ? URL.parse(text) : null
  if (!url) throw refuse('is not a PostgreSQL connection string', FORM)
  const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decode)
  if (url.hash !== '' || password === null || password === undefined)
    throw refuse('cannot be read', `${FORM}, with special characters of the password percent-encoded`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host === '' || host.includes(',') || !user || !database)
    throw refuse('names no user, no database, or not exactly one host', FORM)
  const mode = url.searchParams.get('sslmode') ?? (isLoopback(host) ? 'prefer' : 'require')
  if (!isSslMode(mode)) throw refuse('has an unknown sslmode', Object.keys(SSL_MODES).join(', '))
  const certificate = url.searchParams.get('sslrootcert')
  return {
    host,
    port: url.port === '' ? 5432 : Number(url.port),
    user,
    password,
    database,
    ssl: certificate === 'system' ? 'verify-full' : SSL_MODES[mode],
    rootCertificate: certificate === 'system' ? null : certificate,
  }
}
