import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { ServerError } from '../../kit/postgres/server-error.ts'
import type { Session } from '../../kit/postgres/session.ts'
import type { Migration, MigrationResult } from '../database.ts'
import { type Scan, type Statement, scan } from '../sql/scan.ts'
import { createTables, recordApplied, recordState } from './history.ts'
import { holdsLock } from './lock.ts'
import { describeUnprotected, newlyUnprotected, unprotectedTables } from './row-security.ts'

/** What became of one file. `lost`: the connection broke, and the database has to be asked. */
export type FileOutcome = { state: 'applied' } | { state: 'lost' } | { state: 'failed'; failure: Failure }

type Failure = NonNullable<MigrationResult['failed']>

/** Makes ready for the first file: the tables, and proof that the lock is this session's. */
export const prepare = async (session: Session): Promise<void> => {
  if (!(await holdsLock(session))) throw lockNotKept()
  await createTables(session)
}

const lockNotKept = (): ConfigError =>
  new ConfigError({
    message:
      'the migration lock is not kept between statements: the connection leads to a pooler in transaction mode',
    fix: 'use the session pooler (port 5432) or the direct connection',
    docs: 'databases/postgres.md#the-connection-string',
  })

/**
 * Runs one file in one transaction: all its statements and its row in both tables, or nothing. With `protect`, a file that
 * leaves a table of these schemas open that was not so before is undone too.
 * Throws ProviderError only where the bookkeeping itself is refused.
 */
export const applyFile = async (
  session: Session,
  migration: Migration,
  protect: readonly string[] | null = null,
): Promise<FileOutcome> => {
  try {
    await session.query('reset all')
    await recordState(session, migration, 'applying', null)
    const failure = await inTransaction(session, migration, protect)
    if (failure === null) return { state: 'applied' }
    await recordState(session, migration, 'failed', failure)
    return { state: 'failed', failure }
  } catch (error) {
    if (session.lost) return { state: 'lost' }
    throw error instanceof ServerError ? bookkeeping(error) : error
  }
}

const inTransaction = async (
  session: Session,
  migration: Migration,
  protect: readonly string[] | null,
): Promise<Failure | null> => {
  const file = scan(migration.sql)
  const progress: { statement: Statement | null } = { statement: null }
  await session.query('begin')
  try {
    await session.query("set local lock_timeout = '4s'")
    const before = protect ? await unprotectedTables(session, protect) : []
    for (const statement of file.statements.filter(({ tokens }) => tokens.length > 0)) {
      progress.statement = statement
      await session.query(statement.text)
    }
    progress.statement = null
    await session.query('reset role')
    const opened = protect ? newlyUnprotected(before, await unprotectedTables(session, protect)) : []
    if (opened.length > 0) {
      await undo(session)
      return { ...nameOf(migration), line: null, message: opened.map(describeUnprotected).join(' ') }
    }
    await recordApplied(session, migration)
    await session.query('commit')
    return null
  } catch (error) {
    if (session.lost || !(error instanceof ServerError)) throw error
    await undo(session)
    return failureOf(migration, file, progress.statement, error)
  }
}

const undo = async (session: Session): Promise<void> => {
  await session.query('rollback')
  await session.query('reset all')
  await session.query('reset role')
}

const nameOf = ({ version, name }: Migration): Pick<Failure, 'version' | 'name'> => ({ version, name })

const failureOf = (
  { version, name, sql }: Migration,
  file: Scan,
  statement: Statement | null,
  error: ServerError,
): Failure => {
  if (!statement)
    return { version, name, line: null, message: `at the end of the file: ${error.explain(sql)}` }
  const line =
    error.position === null
      ? statement.line
      : file.lineAt(statement.start + unitsBefore(statement, error.position))
  return { version, name, line, message: error.explain(sql) }
}

/** The server counts characters from 1, JavaScript UTF-16 units from 0. */
const unitsBefore = ({ text }: Statement, position: number): number => {
  let units = 0
  for (let seen = 1; seen < position && units < text.length; seen += 1) {
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
  }
  return units
}

const bookkeeping = (error: ServerError): ProviderError =>
  new ProviderError({
    provider: 'postgres',
    message: `the tables that record migrations cannot be written: ${error.explain('')}`,
    retryable: false,
  })
