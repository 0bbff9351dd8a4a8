import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Migration, MigrationPlan } from '../database.ts'
import type { Client } from './client.ts'
import { fileOf, identifier, literal } from './statements.ts'

/** Our own table: checksums, which wrangler does not keep. */
export const OWN_TABLE = 'sluice_migrations'

/** What the database says of itself. */
export interface History {
  /** Tables and views, in lower case. */
  relations: ReadonlySet<string>
  /** File names in wrangler's table. */
  applied: readonly string[]
  /** Checksums by file name. */
  checksums: ReadonlyMap<string, string>
}

const relation = z.object({ name: z.string() })
const row = z.object({ name: z.string().nullable() })
const ownRow = z.object({ name: z.string(), sha256: z.string() })

/** SHA-256 in hex over the text with LF line ends, so that a checkout cannot change it. */
export const sha256Of = (sql: string): string =>
  createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')

/** Reads both tables; one that is not there is empty. Creates nothing. */
export const readHistory = async (client: Client, table: string): Promise<History> => {
  const [found = []] = await client.read(
    "select name from sqlite_master where type in ('table', 'view')",
    relation,
  )
  const relations = new Set(found.map(({ name }) => name.toLowerCase()))
  const has = (name: string): boolean => relations.has(name.toLowerCase())
  const [applied = []] = has(table)
    ? await client.read(`select name from ${identifier(table)} order by id`, row)
    : []
  const [own = []] = has(OWN_TABLE) ? await client.read(`select name, sha256 from ${OWN_TABLE}`, ownRow) : []
  return {
    relations,
    applied: applied.flatMap(({ name }) => name ?? []),
    checksums: new Map(own.map(({ name, sha256 }) => [name, sha256])),
  }
}

/** Wrangler's table to the letter (workers-sdk, d1/migrations/helpers.ts), and ours. */
export const tablesSql = (table: string): string => `CREATE TABLE IF NOT EXISTS ${identifier(table)}(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE TABLE IF NOT EXISTS ${OWN_TABLE}(
  name TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);`

/** What is recorded of a file, in the same command as the file itself. */
export const recordSql = (table: string, migration: Migration): string => {
  const name = literal(fileOf(migration))
  const sha256 = literal(sha256Of(migration.sql))
  return `INSERT INTO ${identifier(table)} (name) VALUES (${name});
INSERT INTO ${OWN_TABLE} (name, sha256) VALUES (${name}, ${sha256}) ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256;`
}

/** By the leading number, then by name, which is wrangler's order. */
export const inOrder = (
  a: Pick<Migration, 'version' | 'name'>,
  b: Pick<Migration, 'version' | 'name'>,
): number => {
  const [one, other] = [BigInt(a.version), BigInt(b.version)]
  if (one !== other) return one < other ? -1 : 1
  return fileOf(a) < fileOf(b) ? -1 : 1
}

const versionOf = (file: string): string => /^\d+/.exec(file)?.[0] ?? file

/** The newest version among file names; null when there is none. */
export const newestOf = (files: readonly string[]): string | null => {
  const versions = files.map(versionOf).filter((version) => /^\d+$/.test(version))
  return versions.toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))[0] ?? files.at(-1) ?? null
}

/** Compares the folder with what was applied, whichever tool applied it. `migrations` are in order. */
export const compare = (
  migrations: readonly Migration[],
  { applied, checksums }: History,
): Pick<MigrationPlan, 'at' | 'pending' | 'drift'> => {
  const at = newestOf(applied)
  const files = new Set(migrations.map(fileOf))
  const pending: MigrationPlan['pending'][number][] = []
  const drift: MigrationPlan['drift'][number][] = applied
    .filter((file) => !files.has(file))
    .map((file) => ({
      version: versionOf(file),
      problem: 'missing-locally',
      message: messages.missing(file),
    }))
  for (const migration of migrations) {
    const { version, name, sql } = migration
    const file = fileOf(migration)
    const sha256 = sha256Of(sql)
    const known = checksums.get(file)
    if (applied.includes(file)) {
      if (known !== undefined && known !== sha256)
        drift.push({ version, problem: 'changed', message: messages.changed(file) })
    } else if (known !== undefined) drift.push({ version, problem: 'dirty', message: messages.dirty(file) })
    else if (at !== null && /^\d+$/.test(at) && BigInt(version) < BigInt(at))
      drift.push({ version, problem: 'out-of-order', message: messages.outOfOrder(file, at) })
    else pending.push({ version, name, sha256 })
  }
  return { at, pending, drift }
}

const messages = {
  missing: (file: string): string =>
    `${file} is in the database but not in the folder: it came from another branch, a newer commit or another tool. Release a commit that holds it, or bring its file back.`,
  changed: (file: string): string =>
    `${file} was edited after it was applied, so the database does not have what the file says. Put the applied text back and write the change as a new migration.`,
  dirty: (file: string): string =>
    `${file} was applied by us, but wrangler's table no longer lists it. If its effects are gone, delete its row from ${OWN_TABLE} and it will run again; if they are still there, insert its name into wrangler's table.`,
  outOfOrder: (file: string, at: string): string =>
    `${file} is not applied, yet ${at}, which is newer, is. Give the file a number after the newest one, once it is sure that it fits there.`,
} as const
