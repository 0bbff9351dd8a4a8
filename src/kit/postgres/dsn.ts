import { ConfigError, type Problem } from '../errors.ts'

/** How a connection is encrypted; the meanings are libpq's (https://www.postgresql.org/docs/current/libpq-ssl.html). */
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
  /** Startup options of the server (`-c name=value`), null when there are none. */
  options: string | null
}

const FORM = 'postgresql://<user>:<password>@<host>:5432/<database>'

/** For whom a connection string is read. */
export interface DsnUse {
  /** Name of the secret that holds it, for messages. */
  secretName: string
  /** What it is for, when it is empty: `there is no database to migrate`. */
  without: string
  /** Page below `docs/`. */
  docs: string
  /** What is done needs one server session from its first statement to its last: no pooler by transaction. */
  oneSession: boolean
}

/**
 * Reads a connection string of the form `postgresql://user:password@host:port/database?sslmode=...`.
 * Without `sslmode` a server on this machine is asked with `prefer`, any other with `require`. Other parameters than
 * sslmode, sslrootcert and options are left aside. Throws ConfigError with every mistake; no part of the string is in it.
 */
export const parseDsn = (dsn: string, { secretName, without, docs, oneSession }: DsnUse): Address => {
  const at = `secret ${secretName}`
  const refuse = (message: string, fix: string): ConfigError => new ConfigError({ at, message, fix, docs })
  const text = dsn.trim()
  if (text === '') throw refuse(`is empty or missing; ${without}`, `set it to ${FORM}`)
  if (/\s/.test(text)) throw refuse('holds white space inside', `write it on one line, in the form ${FORM}`)
  if (!/^postgres(ql)?:\/\//.test(text))
    throw refuse('is not a PostgreSQL connection string', `write ${FORM}`)
  const url = URL.parse(text)
  const parts = url && decoded(url)
  if (!url || !parts) {
    throw refuse(
      'cannot be read',
      `write ${FORM}, with one host, and percent-encode special characters of the password`,
    )
  }
  const problems = problemsOf(url, parts, oneSession).map((problem) => ({ at, docs, ...problem }))
  if (problems.length > 0) throw new ConfigError(problems)
  return addressOf(url, parts)
}

type Parts = Pick<Address, 'host' | 'user' | 'password' | 'database'>

const decoded = (url: URL): Parts | undefined => {
  try {
    return {
      host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      database: decodeURIComponent(url.pathname.slice(1)),
    }
  } catch {
    return undefined
  }
}

const problemsOf = (url: URL, { host, user, database }: Parts, oneSession: boolean): Problem[] => {
  const problems: Problem[] = []
  if (host === '') problems.push({ message: 'names no host', fix: FORM })
  if (host.includes(',')) problems.push({ message: 'names several hosts', fix: 'name the primary alone' })
  if (user === '') problems.push({ message: 'names no user', fix: FORM })
  if (database === '') problems.push({ message: 'names no database', fix: FORM })
  if (url.hash !== '') {
    problems.push({ message: 'holds a bare #', fix: 'percent-encode # as %23 in the password' })
  }
  const mode = url.searchParams.get('sslmode')
  if (mode !== null && !isSslMode(mode)) {
    problems.push({ message: 'has an unknown sslmode', fix: `one of ${Object.keys(SSL_MODES).join(', ')}` })
  }
  if (oneSession && isTransactionPooler(url, host)) {
    const message =
      'leads to a pooler in transaction mode (port 6543, or pgbouncer=true): it may change the server session ' +
      'between statements, so the lock that keeps two pipelines apart would not hold'
    problems.push({ message, fix: 'use the session pooler (port 5432) or the direct connection' })
  }
  return problems
}

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

const isTransactionPooler = (url: URL, host: string): boolean =>
  (url.port === '6543' && !isLoopback(host)) || url.searchParams.get('pgbouncer') === 'true'

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)

const addressOf = (url: URL, parts: Parts): Address => {
  const mode = url.searchParams.get('sslmode') ?? (isLoopback(parts.host) ? 'prefer' : 'require')
  const certificate = url.searchParams.get('sslrootcert')
  return {
    ...parts,
    port: url.port === '' ? 5432 : Number(url.port),
    ssl: certificate === 'system' ? 'verify-full' : isSslMode(mode) ? SSL_MODES[mode] : 'require',
    rootCertificate: certificate === null || certificate === 'system' ? null : certificate,
    options: url.searchParams.get('options'),
  }
}
