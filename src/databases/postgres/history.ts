import { createHash } from 'node:crypto'
import { z } from 'zod'
import { ConfigError } from '../../kit/errors.ts'
import { ServerError } from '../../kit/postgres/server-error.ts'
import type { Row, Session } from '../../kit/postgres/session.ts'
import type { Migration } from '../database.ts'
import { scan } from '../sql/scan.ts'

/** One row of `supabase_migrations.schema_migrations`: what was applied, by whichever tool. */
export interface AppliedRow {
  version: string
  /** The statements that ran; null in rows of tools that did not record them. */
  statements: readonly string[] | null
}

/** One row of our own `sluice.migrations`: what we know beyond the shared table. */
export interface OwnRow {
  version: string
  sha256: string
  /** `applying` survives only where a run was killed; the file was undone then. */
  state: 'applying' | 'applied' | 'failed'
}

/** Both tables, as read at one moment. */
export interface History {
  applied: readonly AppliedRow[]
  own: readonly OwnRow[]
}

const APPLIED = z.object({ version: z.string(), statements: z.array(z.string()).nullish() })
const OWN = z.object({
  version: z.string(),
  sha256: z.string(),
  state: z.enum(['applying', 'applied', 'failed']),
})

/** The checksum of a file: SHA-256 in hex over its text with LF line ends, so that a checkout cannot change it. */
export const sha256Of = (sql: string): string =>
  createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')

/** The statements as the Supabase CLI records them. */
export const statementsOf = (sql: string): string[] => scan(sql).statements.map(({ text }) => text)

/** Reads both tables; a table that is not there is empty. Creates nothing. */
export const readHistory = async (session: Session): Promise<History> => {
  const [found] = await session.query(`
    select to_regclass('supabase_migrations.schema_migrations') is not null as shared,
           to_regclass('sluice.migrations') is not null as own`)
  const applied =
    found?.shared === true
      ? await session.query(
          `select m.version, to_jsonb(m) -> 'statements' as statements from supabase_migrations.schema_migrations m`,
        )
      : []
  const own =
    found?.own === true ? await session.query('select version, sha256, state from sluice.migrations') : []
  return { applied: applied.map(appliedRow), own: own.map((row) => OWN.parse(row)) }
}

const appliedRow = (row: Row): AppliedRow => {
  const { version, statements } = APPLIED.parse(row)
  return { version, statements: statements ?? null }
}

/** The shared table exactly as the Supabase CLI 3.1 makes it (pkg/migration/history.go), then our own. */
const TABLES = [
  'create schema if not exists supabase_migrations',
  'create table if not exists supabase_migrations.schema_migrations (version text not null primary key)',
  'alter table supabase_migrations.schema_migrations add column if not exists statements text[]',
  'alter table supabase_migrations.schema_migrations add column if not exists name text',
  'create schema if not exists sluice',
  `create table if not exists sluice.migrations (
     version text not null primary key, name text not null, sha256 text not null,
     state text not null check (state in ('applying', 'applied', 'failed')),
     line integer, message text, changed_at timestamptz not null default now())`,
]

/**
 * Creates the tables where they are missing. To be called under the migration lock.
 * Throws ConfigError when the role may not create them.
 */
export const createTables = async (session: Session): Promise<void> => {
  await session.query('begin')
  try {
    await session.query("set local lock_timeout = '4s'")
    for (const statement of TABLES) await session.query(statement)
    await session.query('commit')
  } catch (error) {
    if (!session.lost) await session.query('rollback')
    throw error instanceof ServerError && error.code === '42501' ? mayNotCreate() : error
  }
}

const mayNotCreate = (): ConfigError =>
  new ConfigError({
    message: 'the role of the connection string may not create the schemas supabase_migrations and sluice',
    fix: 'grant create on database <name> to <role>; or create both schemas by hand, owned by that role',
    docs: 'databases/postgres.md#tables',
  })

/** Records in `sluice.migrations` that a file is about to run, or why it failed. Commits by itself. */
export const recordState = async (
  session: Session,
  { version, name, sql }: Migration,
  state: OwnRow['state'],
  failure: { line: number | null; message: string } | null,
): Promise<void> => {
  await session.query(
    `insert into sluice.migrations (version, name, sha256, state, line, message)
     values ($1::text, $2::text, $3::text, $4::text, $5::text::integer, $6::text)
     on conflict (version) do update set name = excluded.name, sha256 = excluded.sha256, state = excluded.state,
       line = excluded.line, message = excluded.message, changed_at = now()`,
    [version, name, sha256Of(sql), state, failure?.line?.toString() ?? null, failure?.message ?? null],
  )
}

/** Records an applied file in both tables. Belongs into the file's own transaction. */
export const recordApplied = async (session: Session, migration: Migration): Promise<void> => {
  const statements = statementsOf(migration.sql)
  await session.query(
    `insert into supabase_migrations.schema_migrations (version, name, statements)
     select $1::text, $2::text,
            array(select s from json_array_elements_text($3::text::json) with ordinality as t(s, i) order by i)`,
    [migration.version, migration.name, JSON.stringify(statements)],
  )
  await recordState(session, migration, 'applied', null)
}
