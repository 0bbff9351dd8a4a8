import { z } from 'zod'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { parseDuration } from '../kit/grammar.ts'
import { type Address, parseDsn } from '../kit/postgres/dsn.ts'
import { ServerError } from '../kit/postgres/server-error.ts'
import { openSession, type Session } from '../kit/postgres/session.ts'
import { SECRET_NAME } from '../kit/secret-name.ts'
import type { Database, Migration, MigrationPlan, MigrationResult } from './database.ts'
import { defineDatabase } from './definition.ts'
import { applyFile, prepare } from './postgres/apply.ts'
import { newest } from './postgres/compare.ts'
import { readHistory } from './postgres/history.ts'
import { lock, unlock } from './postgres/lock.ts'
import { type PlanRules, planIn } from './postgres/plan.ts'
import { createRestorePoint } from './postgres/restore-point.ts'

const LOCK_WAIT_MS = 5 * 60_000

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
  locks: z
    .enum(['refuse', 'notice'])
    .default('refuse')
    .describe(
      'What to do about a statement that locks a large table for as long as it works on it: table written anew, every row read, index built. `refuse` lets it pass below a line `-- sluice:lock <why>`.',
    ),
  'large-table': z
    .int()
    .min(0)
    .max(1_000_000)
    .default(100)
    .describe('From how many MiB on a table is large.'),
  'row-level-security': z
    .enum(['required', 'off'])
    .default('off')
    .describe(
      '`required`: a file that leaves a table of an exposed schema without row level security, or without a policy, is undone. Tables that were so before are listed.',
    ),
  'exposed-schemas': z
    .array(z.string().regex(/^[^\0"]{1,63}$/, 'must be the name of a schema\npublic'))
    .min(1)
    .max(50)
    .default(['public'])
    .describe('Schemas that the API serves to browsers and apps.'),
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
  /** What is looked at beyond drift and contract steps. Default: long locks on tables of 100 MiB and more are refused. */
  rules?: PlanRules
}

/** What the keys mean to a plan. */
export const rulesOf = (options: z.output<typeof postgresOptions>): PlanRules => ({
  locks: options.locks,
  largeTable: options['large-table'] * 1024 * 1024,
  protect: options['row-level-security'] === 'required' ? options['exposed-schemas'] : null,
})

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
      rules: rulesOf(options),
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
        return await planIn(session, migrations, this.#settings.rules)
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
    const plan = await planIn(await this.open(), migrations, this.#settings.rules)
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
    const outcome = await applyFile(await this.open(), migration, this.#settings.rules?.protect ?? null)
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

const refuseDrift = ({ drift }: MigrationPlan): void => {
  if (drift.length === 0) return
  throw new ConfigError(drift.map(({ version, message }) => ({ at: `migration ${version}`, message })))
}
