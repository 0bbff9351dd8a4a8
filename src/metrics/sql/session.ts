import type { Socket } from 'node:net'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { dial } from '../../kit/postgres/dial.ts'
import { CONNECT_MS, driverOptions } from '../../kit/postgres/driver.ts'
import { type Address, parseDsn } from '../../kit/postgres/dsn.ts'
import type { Asked } from './failures.ts'
import { dialFailure, failureOf } from './failures.ts'
import type { Row } from './rows.ts'

/** One question to a database. */
export interface Question {
  /** A SELECT whose parameters are `$1`, `$2` and so on. */
  text: string
  /** Bound, never a part of the text. */
  parameters: readonly (string | null)[]
  /** Most rows; more are an error. */
  mostRows: number
}

/** What the server gets on top of its own limit before we give up on it. Milliseconds. */
const GRACE_MS = 10_000

/**
 * Connects once, as the kit does. The driver would try again for ever where a server accepts and breaks off; the second
 * time it is told that there is nothing more.
 */
const dialOnce = (address: Address, { secretName }: Asked, signal: AbortSignal): (() => Promise<Socket>) => {
  let used = false
  return async () => {
    if (used) throw Object.assign(new Error('the connection was lost'), { code: 'CONNECTION_CLOSED' })
    used = true
    const socket = await dial(address, signal).catch((error: unknown) => {
      throw dialFailure(error, secretName)
    })
    signal.addEventListener('abort', () => socket.destroy(), { once: true })
    return socket
  }
}

/** The extended protocol takes one statement at a time, so that nothing can hide behind a semicolon. */
const SINGLE_STATEMENT: { prepare: boolean } = Object.freeze({ prepare: false, simple: false })

/** Holds for this transaction alone, so that a pooler hands nothing of it on. */
const SETTINGS = `select set_config('statement_timeout', $1, true), set_config('lock_timeout', $1, true),
  set_config('idle_in_transaction_session_timeout', $1, true), set_config('timezone', 'UTC', true),
  set_config('standard_conforming_strings', 'on', true)`

/** The rows as JSON, so that NaN, infinities, text and NULL can be told apart, and one more than allowed. */
const wrap = ({ text, mostRows }: Question): string =>
  `select to_jsonb(answer)::text as row from (\n${text}\n) as answer limit ${mostRows + 1}`

/** Thrown to end the transaction with a rollback: nothing of it shall last, not even a notification. */
const ENOUGH = Symbol('enough')

const ask = async (
  address: Address,
  question: Question,
  asked: Asked,
): Promise<readonly { row: string }[]> => {
  const { default: postgres } = await import('postgres')
  const patience = new AbortController()
  const sql = postgres(
    driverOptions(address, dialOnce(address, asked, patience.signal), { application_name: 'sluice-metrics' }),
  )
  const timer = setTimeout(() => patience.abort(), CONNECT_MS + asked.timeout + GRACE_MS)
  let rows: readonly { row: string }[] = []
  try {
    await sql.begin('isolation level repeatable read read only', async (transaction) => {
      await transaction.unsafe(SETTINGS, [String(asked.timeout)], SINGLE_STATEMENT)
      rows = await transaction.unsafe<{ row: string }[]>(
        wrap(question),
        [...question.parameters],
        SINGLE_STATEMENT,
      )
      throw ENOUGH
    })
  } catch (error) {
    if (error !== ENOUGH)
      throw patience.signal.aborted
        ? new ProviderError({
            provider: 'sql',
            message: 'sql: the database did not answer in time',
            retryable: true,
            code: 'timeout',
          })
        : failureOf(error, asked)
  } finally {
    clearTimeout(timer)
    await sql.end({ timeout: patience.signal.aborted ? 0 : 2 }).catch(() => undefined)
  }
  return rows
}

/** Poolers of any kind will do, for a question is one transaction. */
const use = (secretName: string) => ({
  secretName,
  without: 'there is nobody to ask',
  docs: 'metrics/sql.md#connection',
  oneSession: false,
})

/**
 * Asks on a connection of its own, in a transaction that cannot write and is always rolled back, named
 * `sluice-metrics` in the server's list of activities. Throws ConfigError for what a person has to change, and
 * ProviderError (retryable, effect none) when the server cannot be reached or does not answer in time.
 */
export const readRows = async (dsn: string, question: Question, asked: Asked): Promise<Row[]> => {
  const rows = await ask(parseDsn(dsn, use(asked.secretName)), question, asked)
  if (rows.length > question.mostRows)
    throw new ConfigError({
      message: `the query of this metric gives more than ${question.mostRows} rows`,
      fix: 'a query with one row for each slice and release, filtered by $from, $to and $canary, $baseline',
      docs: 'metrics/sql.md#query',
    })
  return rows.map(({ row }) => JSON.parse(row) as Row)
}
