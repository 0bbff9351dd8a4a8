import { z } from 'zod'
import { ConfigError, type Problem, ProviderError } from '../kit/errors.ts'
import type { Http } from '../kit/http.ts'
import { type Client, createClient, D1Failure } from './d1/client.ts'
import { compare, inOrder, newestOf, readHistory, recordSql, tablesSql } from './d1/history.ts'
import { type D1Options, d1Options } from './d1/options.ts'
import { fileOf, textToSend } from './d1/statements.ts'
import type { ContractFinding, Database, Migration, MigrationPlan, MigrationResult } from './database.ts'
import { type DatabaseContext, defineDatabase } from './definition.ts'
import { findSqliteContracts, findSqliteUnfit } from './sql/sqlite.ts'

const DOCS = 'databases/d1.md#what-a-file-may-hold'

/** Migrations for Cloudflare D1, in the folder and the table of wrangler. See `docs/databases/d1.md`. */
export const d1 = defineDatabase({
  type: 'd1',
  options: d1Options,
  secrets: ({ token }) => [token],
  connect: async ({ options }, context) => openD1(options, context, context.http?.('d1')),
})

/** Opens a database. Asks nothing yet; `http` takes the place of the adapter's own client. */
export const openD1 = (options: D1Options, context: DatabaseContext, http?: Http): Database => {
  const client = createClient(options, context, http)
  const table = options['migrations-table']
  const say = (line: string): void => context.log?.info(line)
  const plan = async (folder: readonly Migration[]): Promise<MigrationPlan> => {
    const migrations = folder.toSorted(inOrder)
    const history = await readHistory(client, table)
    const comparison = compare(migrations, history)
    const waiting = new Set(comparison.pending.map(fileOf))
    const contract = contractsOf(
      migrations.filter((migration) => waiting.has(fileOf(migration))),
      history.relations,
    )
    if (comparison.pending.length > 0) return { ...comparison, contract }
    const missing = await missingParts(client, options.expect)
    return {
      ...comparison,
      contract,
      drift: [...comparison.drift, ...missing.map((part) => lacks(part, comparison.at))],
    }
  }
  const apply = async (folder: readonly Migration[]): Promise<MigrationResult> => {
    const { pending, drift, at } = await plan(folder)
    if (drift.length > 0)
      throw new ConfigError(drift.map(({ version, message }) => ({ at: `migration ${version}`, message })))
    const waiting = new Set(pending.map(fileOf))
    const applied: Migration[] = []
    let failed: MigrationResult['failed'] = null
    if (waiting.size > 0) await writeTables(client, table)
    for (const migration of folder.toSorted(inOrder)) {
      if (!waiting.has(fileOf(migration))) continue
      say(`Applying ${fileOf(migration)}`)
      failed = await applyFile(client, table, migration)
      if (failed) break
      applied.push(migration)
    }
    if (!failed && applied.length > 0) await insist(client, options.expect)
    const now = newestOf([...applied.map(fileOf), ...(at === null ? [] : [at])])
    return { applied: applied.map(({ version }) => version), failed, at: now }
  }
  return {
    type: 'd1',
    plan,
    apply,
    // Time travel reaches back by itself; a bookmark only names the moment, so asking is all there is to do.
    restorePoint: async () => {
      const point = await client.bookmark()
      return point.bookmark === null ? { id: null, reason: point.reason } : { id: point.bookmark }
    },
    close: () => client.close(),
  }
}

/** What pending files take from the release before. Throws ConfigError with every statement that D1 will not carry out. */
const contractsOf = (
  pending: readonly Migration[],
  relations: ReadonlySet<string>,
): readonly ContractFinding[] => {
  const { findings, mistakes } = findSqliteContracts(pending, (name) => relations.has(name.toLowerCase()))
  const place = (wanted: string, line: number): string => {
    const file = pending.find(({ version }) => version === wanted)
    return `${file ? fileOf(file) : wanted}:${line}`
  }
  const problems: Problem[] = [
    ...pending.flatMap(({ version, sql }) =>
      findSqliteUnfit(sql).map(({ line, message, fix }) => ({
        at: place(version, line),
        message,
        fix,
        docs: DOCS,
      })),
    ),
    ...mistakes.map(({ version, line, message }) => ({
      at: place(version, line),
      message,
      fix: '-- sluice:contract after <release>',
      docs: DOCS,
    })),
  ]
  if (problems.length > 0) throw new ConfigError(problems)
  return findings
}

const writeTables = async (client: Client, table: string): Promise<void> => {
  try {
    await client.write(tablesSql(table))
  } catch (error) {
    if (!(error instanceof D1Failure)) throw error
    throw new ProviderError({
      provider: 'd1',
      message: `d1: the tables that record migrations cannot be made: ${error.message}`,
      retryable: false,
    })
  }
}

/**
 * One command: the file and its rows. D1 undoes a command whole when a part of it fails. When the answer is lost, the
 * table says whether it happened.
 */
const applyFile = async (
  client: Client,
  table: string,
  migration: Migration,
): Promise<MigrationResult['failed']> => {
  const { version, name } = migration
  const isRecorded = async (): Promise<boolean> =>
    (await readHistory(client, table)).applied.includes(fileOf(migration))
  try {
    await client.write(textToSend(migration.sql) + recordSql(table, migration))
    return null
  } catch (error) {
    if (error instanceof D1Failure) {
      // Somebody else may have applied it while we were about to: the name is unique.
      const message = (await isRecorded())
        ? 'another run applied this file meanwhile; run again'
        : error.message
      return { version, name, line: null, message }
    }
    if (!(error instanceof ProviderError) || error.effect !== 'unknown') throw error
    if (await isRecorded().catch(() => false)) return null
    throw new ProviderError({
      provider: 'd1',
      message: `d1: the answer to ${fileOf(migration)} was lost, and the database does not list it yet; the next run finds out`,
      retryable: true,
      effect: 'unknown',
    })
  }
}

const part = z.object({ part: z.string() })

/** Which of the expected tables and columns the database lacks. */
const missingParts = async (client: Client, expected: readonly string[]): Promise<string[]> => {
  if (expected.length === 0) return []
  const [rows = []] = await client.read(
    `select lower(m.name) as part from sqlite_master m where m.type in ('table', 'view')
     union all select lower(m.name || '.' || p.name) from sqlite_master m join pragma_table_info(m.name) p
     where m.type in ('table', 'view') and m.name not like 'sqlite\\_%' escape '\\' and m.name not like '\\_cf\\_%' escape '\\'`,
    part,
  )
  const there = new Set(rows.map((row) => row.part))
  return expected.filter((one) => !there.has(one.toLowerCase()))
}

const lacks = (missing: string, at: string | null): MigrationPlan['drift'][number] => ({
  version: at ?? '0',
  problem: 'dirty',
  message: `The configuration expects ${missing}, and the database has it not although every file is applied. Somebody changed the schema by hand, or a file is missing.`,
})

const insist = async (client: Client, expected: readonly string[]): Promise<void> => {
  const missing = await missingParts(client, expected)
  if (missing.length === 0) return
  throw new ProviderError({
    provider: 'd1',
    message: `d1: every file was applied, and the schema still lacks ${missing.join(', ')}`,
    retryable: false,
    effect: 'unknown',
  })
}
