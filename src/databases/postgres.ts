import { z } from 'zod'
import { ConfigError, type Problem, ProviderError } from '../kit/errors.ts'
import { parseDuration } from '../kit/grammar.ts'
import { type Address, parseDsn } from '../kit/postgres/dsn.ts'
import { ServerError } from '../kit/postgres/server-error.ts'
import { openSession, type Session } from '../kit/postgres/session.ts'
import type { ContractFinding, Database, Migration, MigrationPlan, MigrationResult } from './database.ts'
import { defineDatabase } from './definition.ts'
import { applyFile, prepare } from './postgres/apply.ts'
import { compare, newest } from './postgres/compare.ts'
import { readHistory } from './postgres/history.ts'
import { lock, unlock } from './postgres/lock.ts'
import { createRestorePoint } from './postgres/restore-point.ts'
import { findContracts, relationsIn } from './sql/contract.ts'
import { scan } from './sql/scan.ts'
import { findUnfit } from './sql/unfit.ts'

const LOCK_WAIT_MS = 5 * 60_000
const SECRET_NAME = '^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$'

/** The keys of `database:` that PostgreSQL and Supabase have beyond those of every kind. */
export const postgresOptions = z.strictObject({
  url: z
    .string()
    .meta({ title: 'secret name', pattern: SECRET_NAME })
    .refine((text) => new RegExp(SECRET_NAME).test(text), {
      error:
        'this is not the name of a secret\nits name on GitHub, such as DATABASE_URL: A-Z, 0-9 and _, not beginning with GITHUB_',
    })
    .describe('Name of the secret that holds the connection string. It must be listed under `secrets`.'),
  'lock-wait': z
    .string()
    .transform((text, context): number => {
      const reading = parseDuration(text)
      if (reading.ok && reading.value > 0) return reading.value
      const { message, fix } = reading.ok ? { message: 'must be longer than nothing', fix: '5m' } : reading
      context.addIssue({ code: 'custom', message: `${message}\n${fix}` })
      return z.NEVER
    })
    .default(LOCK_WAIT_MS)
    .describe('How long to wait while another pipeline migrates the same database. Default 5m.'),
})

/** How the adapter behaves beyond the configuration. */
export interface PostgresSettings {
  /** The connection string. */
  dsn: string
  /** Name of the secret that held it, for messages. */
  secretName: string
  signal: AbortSignal
  log?: (line: string) => void
  /** How long to wait for another pipeline that is migrating. Milliseconds, default 5 minutes. */
  lockWaitMs?: number
}

/** Migrations for PostgreSQL, in the folder and the table of the Supabase CLI. See `docs/databases/postgres.md`. */
export const postgres = defineDatabase({
  type: 'postgres',
  options: postgresOptions,
  connect: async ({ options }, { secret, signal, log }) =>
    openPostgres({
      dsn: secret(options.url),
      secretName: options.url,
      signal,
      lockWaitMs: options['lock-wait'],
      log: (line) => log?.info(line),
    }),
})

/**
 * Opens a database by its connection string. Throws ConfigError when the string is empty, malformed, leads to a
 * pooler in transaction mode or is refused by the server; ProviderError when the server cannot be reached.
 */
export const openPostgres = async (settings: PostgresSettings): Promise<Database> => {
  const address = parseDsn(settings.dsn, {
    secretName: settings.secretName,
    without: 'there is no database to migrate',
    docs: 'databases/postgres.md#the-connection-string',
    oneSession: true,
  })
  const database = new PostgresDatabase(address, settings)
  await database.open()
  return database
}

class PostgresDatabase implements Database {
  readonly type = 'postgres'
  readonly #address: Address
  readonly #settings: PostgresSettings
  #session: Session | null = null

  constructor(address: Address, settings: PostgresSettings) {
    this.#address = address
    this.#settings = settings
  }

  /** The session in use, or a new one where it was lost. */
  async open(): Promise<Session> {
    if (this.#session && !this.#session.lost) return this.#session
    await this.close()
    this.#session = await openSession(this.#address, this.#settings.secretName, this.#settings.signal)
    return this.#session
  }

  async plan(migrations: readonly Migration[]): Promise<MigrationPlan> {
    return safely(async () => {
      const session = await this.open()
      await session.query('begin transaction isolation level repeatable read read only')
      try {
        return await planIn(session, migrations)
      } finally {
        if (!session.lost) await session.query('rollback')
      }
    })
  }

  async apply(migrations: readonly Migration[]): Promise<MigrationResult> {
    return safely(async () => {
      await this.#lock()
      try {
        return await this.#applyLocked(migrations)
      } finally {
        if (this.#session) await unlock(this.#session)
      }
    })
  }

  async restorePoint(
    name: string,
    order?: { dryRun: boolean },
  ): Promise<{ id: string } | { id: null; reason: string }> {
    return safely(async () => createRestorePoint(await this.open(), name, order))
  }

  async close(): Promise<void> {
    await this.#session?.end()
    this.#session = null
  }

  async #lock(): Promise<Session> {
    const session = await this.open()
    await lock(session, this.#settings.lockWaitMs ?? LOCK_WAIT_MS, this.#settings.log ?? (() => {}))
    return session
  }

  async #applyLocked(migrations: readonly Migration[]): Promise<MigrationResult> {
    const plan = await planIn(await this.open(), migrations)
    refuseDrift(plan)
    const todo = migrations.filter(({ version }) =>
      plan.pending.some((pending) => pending.version === version),
    )
    if (todo.length > 0) await prepare(await this.open())
    const applied: string[] = []
    let failed: MigrationResult['failed'] = null
    for (const migration of todo) {
      this.#settings.log?.(`Applying ${migration.version}_${migration.name}.sql`)
      failed = await this.#applyOne(migration)
      if (failed) break
      applied.push(migration.version)
    }
    return { applied, failed, at: newest([...applied, ...(plan.at === null ? [] : [plan.at])]) }
  }

  async #applyOne(migration: Migration): Promise<MigrationResult['failed']> {
    const outcome = await applyFile(await this.open(), migration)
    if (outcome.state === 'failed') return outcome.failure
    if (outcome.state === 'applied' || (await this.#readBack(migration))) return null
    const { version, name } = migration
    const message =
      'the connection to the database was lost; the file was undone whole and can be applied again'
    return { version, name, line: null, message }
  }

  /** After a lost connection: was the file committed? The lock is waited for, so that the old session has ended. */
  async #readBack({ version }: Migration): Promise<boolean> {
    this.#settings.log?.(
      `The connection was lost while ${version} was being applied; asking the database what it has.`,
    )
    try {
      const { applied } = await readHistory(await this.#lock())
      return applied.some((row) => row.version === version)
    } catch (error) {
      if (error instanceof ConfigError) throw error
      const message =
        `the connection was lost while version ${version} was being applied, and the database cannot be asked whether ` +
        'it was committed; the next run will find out'
      throw new ProviderError({ provider: 'postgres', message, retryable: true, effect: 'unknown' })
    }
  }
}

/** Nothing of the driver or the server leaves the adapter unexplained. */
const safely = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ServerError)) throw error
    const effect = error.fatal ? 'unknown' : 'none'
    throw new ProviderError({
      provider: 'postgres',
      message: error.explain(''),
      retryable: error.fatal,
      effect,
    })
  }
}

const planIn = async (session: Session, migrations: readonly Migration[]): Promise<MigrationPlan> => {
  const comparison = compare(migrations, await readHistory(session))
  const pending = migrations.filter(({ version }) =>
    comparison.pending.some((file) => file.version === version),
  )
  return { ...comparison, contract: await contractsOf(session, pending) }
}

/** Reads what is pending; throws ConfigError with every statement and declaration that has to be changed first. */
const contractsOf = async (
  session: Session,
  pending: readonly Migration[],
): Promise<readonly ContractFinding[]> => {
  const there = await existing(session, relationsIn(pending))
  const { findings, mistakes } = findContracts(pending, (relation) => there.has(relation))
  const place = (version: string, line: number): string => {
    const name = pending.find((migration) => migration.version === version)?.name ?? ''
    return `${version}_${name}.sql:${line}`
  }
  const problems: Problem[] = [
    ...pending.flatMap(({ version, sql }) =>
      findUnfit(scan(sql)).map(({ line, message, fix }) => ({ at: place(version, line), message, fix })),
    ),
    ...mistakes.map(({ version, line, message }) => ({
      at: place(version, line),
      message,
      fix: '-- sluice:contract after <release>',
    })),
  ].map((problem) => ({ ...problem, docs: 'databases/postgres.md#what-a-file-may-hold' }))
  if (problems.length > 0) throw new ConfigError(problems)
  return findings
}

const existing = async (session: Session, relations: readonly string[]): Promise<Set<string>> => {
  if (relations.length === 0) return new Set()
  const rows = await session.query(
    `select name from json_array_elements_text($1::text::json) as t(name)
     where to_regclass((select string_agg(quote_ident(part), '.' order by i)
                        from unnest(string_to_array(name, '.')) with ordinality as p(part, i))) is not null`,
    [JSON.stringify(relations)],
  )
  return new Set(rows.map(({ name }) => String(name)))
}

const refuseDrift = ({ drift }: MigrationPlan): void => {
  if (drift.length === 0) return
  throw new ConfigError(drift.map(({ version, message }) => ({ at: `migration ${version}`, message })))
}
