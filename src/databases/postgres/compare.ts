import type { Migration, MigrationPlan } from '../database.ts'
import { type History, sha256Of, statementsOf } from './history.ts'

type Comparison = Pick<MigrationPlan, 'at' | 'pending' | 'drift'>

/**
 * Compares the folder with what the database says was applied. Versions are compared as text, as the Supabase CLI
 * does. A file counts as unchanged when our checksum fits or the recorded statements say the same, white space aside;
 * where nothing was recorded, nothing is claimed.
 */
export const compare = (migrations: readonly Migration[], history: History): Comparison => {
  const at = newest(history.applied.map(({ version }) => version))
  const applied = new Map(history.applied.map((row) => [row.version, row]))
  const own = new Map(history.own.map((row) => [row.version, row]))
  const pending: Comparison['pending'][number][] = []
  const drift: Comparison['drift'][number][] = missingLocally(migrations, history)
  for (const migration of migrations) {
    const { version, name } = migration
    const recorded = applied.get(version)
    if (recorded) {
      if (isChanged(migration, recorded.statements, own.get(version)?.sha256)) drift.push(changed(migration))
    } else if (own.get(version)?.state === 'applied') drift.push(dirty(migration))
    else if (at !== null && version < at) drift.push(outOfOrder(migration, at))
    else pending.push({ version, name, sha256: sha256Of(migration.sql) })
  }
  return { at, pending, drift: drift.sort((a, b) => (a.version < b.version ? -1 : 1)) }
}

/** The greatest version as text; null when there is none. */
export const newest = (versions: readonly string[]): string | null =>
  versions.reduce<string | null>((top, version) => (top === null || version > top ? version : top), null)

const isChanged = (
  { sql }: Migration,
  statements: readonly string[] | null,
  sha256: string | undefined,
): boolean => {
  const fits =
    sha256 === sha256Of(sql) || (statements !== null && bare(statements) === bare(statementsOf(sql)))
  return !fits && (sha256 !== undefined || (statements !== null && statements.length > 0))
}

/** The text without what tools cut differently: white space and semicolons. */
const bare = (statements: readonly string[]): string => statements.join('').replace(/[\s;]+/g, '')

const missingLocally = (
  migrations: readonly Migration[],
  { applied }: History,
): Comparison['drift'][number][] => {
  const local = new Set(migrations.map(({ version }) => version))
  return applied
    .filter(({ version }) => !local.has(version))
    .map(({ version }) => ({
      version,
      problem: 'missing-locally',
      message:
        `Version ${version} is in the database but not in the folder: it came from another branch, a newer commit ` +
        'or another tool. Release a commit that holds it, or bring its file back.',
    }))
}

const label = ({ version, name }: Migration): string => `${version}_${name}.sql`

const changed = (migration: Migration): Comparison['drift'][number] => ({
  version: migration.version,
  problem: 'changed',
  message:
    `${label(migration)} was edited after it was applied, so the database does not have what the file says. ` +
    'Put the applied text back and write the change as a new migration.',
})

const outOfOrder = (migration: Migration, at: string): Comparison['drift'][number] => ({
  version: migration.version,
  problem: 'out-of-order',
  message:
    `${label(migration)} is not applied, yet ${at}, which is newer, is. ` +
    'Give the file a version after the newest one, once it is sure that it fits there.',
})

const dirty = (migration: Migration): Comparison['drift'][number] => ({
  version: migration.version,
  problem: 'dirty',
  message:
    `${label(migration)} was applied by us, but supabase_migrations.schema_migrations no longer lists it. ` +
    'If its effects are gone, delete its row from sluice.migrations and it will run again; if they are still there, ' +
    `put its row back (supabase migration repair --status applied ${migration.version}).`,
})
