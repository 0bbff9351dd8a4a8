import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { inertLine, shorten } from '../../kit/text.ts'

/** What is known of the question when it fails. Times in milliseconds. */
export interface Asked {
  /** Name of the secret that holds the connection string. */
  secretName: string
  /** How long the server may think. */
  timeout: number
}

const DOCS = 'metrics/sql.md'
const LONGEST_QUOTE = 300

/** Refusals that a person mends, by SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const LOGIN: Readonly<Record<string, { message: string; fix: string }>> = {
  '28P01': { message: 'the server refused user and password', fix: 'the connection string, taken anew' },
  '28000': {
    message: 'the server does not let this user in',
    fix: 'the right user, address rules and sslmode',
  },
  '3D000': {
    message: 'the server has no database of this name',
    fix: 'the last part of the connection string',
  },
}

const field = (error: Error, name: string): string => {
  const value = (error as unknown as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : ''
}

const passing = (message: string, code: 'timeout' | 'connection' | 'status'): ProviderError =>
  new ProviderError({ provider: 'sql', message: `sql: ${message}`, retryable: true, code })

/**
 * Words of the server about the query itself. Only class 42 (syntax, names, rights) is quoted: what it names stands in
 * the query, whereas messages of other classes may hold values of rows.
 */
const refusedQuery = (state: string, message: string): ConfigError => {
  const says = state.startsWith('42')
    ? `: ${shorten(inertLine(message), LONGEST_QUOTE)}`
    : ', which happens while it is carried out'
  return new ConfigError({
    message: `the server cannot carry out the query of this metric (SQLSTATE ${state})${says}`,
    fix: 'query: so that it works for a role that may only read',
    docs: `${DOCS}#query`,
  })
}

const ofServer = (error: Error, { secretName, timeout }: Asked): ConfigError | ProviderError => {
  const state = field(error, 'code')
  const login = LOGIN[state]
  if (login) return new ConfigError({ at: `secret ${secretName}`, ...login, docs: `${DOCS}#connection` })
  // Writing, and asking to be let write.
  if (state === '25006' || state === '25001')
    return new ConfigError({
      message: 'the query of this metric writes, and it runs in a transaction that only reads',
      fix: 'query: without functions that change anything',
      docs: `${DOCS}#query`,
    })
  if (state === '57014')
    return passing(`the query took longer than ${timeout / 1000} s or was cancelled by a person`, 'timeout')
  // Data exceptions, syntax and rights, and what a view or function raised: the query has to change.
  return /^(?:0A|21|22|42|P0|38|39)/.test(state)
    ? refusedQuery(state, error.message)
    : passing(`the server refused to answer (SQLSTATE ${state})`, 'status')
}

/** What the kit says of a connection that did not come about, in the words of this source. */
export const dialFailure = (error: unknown, secretName: string): unknown => {
  if (error instanceof ConfigError)
    return new ConfigError(
      error.problems.map((problem) => ({
        docs: `${DOCS}#connection`,
        ...problem,
        at: `secret ${secretName}`,
      })),
    )
  if (!(error instanceof ProviderError)) return error
  return passing(error.message.replace(/^(?:postgres: )?/, ''), 'connection')
}

/** Whatever went wrong while asking, as an error that may be printed: no value, no address, no password. */
export const failureOf = (error: unknown, asked: Asked): Error => {
  if (error instanceof ConfigError || error instanceof ProviderError) return error
  if (!(error instanceof Error)) return passing('the connection broke off', 'connection')
  if (error.name === 'PostgresError') return ofServer(error, asked)
  const code = field(error, 'code')
  // Names of Node and of the driver: letters that may be printed.
  const reason = /^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ''
  return passing(`the database could not be reached${reason}`, 'connection')
}
