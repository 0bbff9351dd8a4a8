import { createHash } from 'node:crypto'
import type { ContractFinding, Database, Migration, MigrationPlan } from '../../src/databases/database.ts'

/** A database in memory, for gates that only need its answers; the real one has its own tests. */
export interface FakeDatabase {
  connect(): Database
  /** Versions that it has, oldest first. */
  applied(): readonly string[]
  /** How often each version was really applied. */
  counts(): Readonly<Record<string, number>>
  restorePoints(): readonly string[]
}

/** What the database has at first, and how it answers. */
export interface FakeDatabaseOptions {
  applied?: readonly string[]
  drift?: MigrationPlan['drift']
  contract?: readonly ContractFinding[]
  /** This version cannot be applied. */
  fails?: string
  /** Why there is no restore point; null: there is one. Default null. */
  noRestorePoint?: string | null
}

export const fakeDatabase = (options: FakeDatabaseOptions = {}): FakeDatabase => {
  const applied = [...(options.applied ?? [])]
  const counts: Record<string, number> = {}
  const points: string[] = []
  const missing = (migrations: readonly Migration[]) =>
    migrations.filter(({ version }) => !applied.includes(version))
  const connect = (): Database => ({
    type: 'fake',
    plan: async (migrations) => {
      const pending = missing(migrations)
      return {
        at: applied.at(-1) ?? null,
        pending: pending.map(({ version, name, sql }) => ({
          version,
          name,
          sha256: createHash('sha256').update(sql).digest('hex'),
        })),
        drift: options.drift ?? [],
        contract: (options.contract ?? []).filter(({ version }) =>
          pending.some((migration) => migration.version === version),
        ),
      }
    },
    apply: async (migrations) => {
      const done: string[] = []
      for (const { version, name } of missing(migrations)) {
        if (version === options.fails) {
          const failed = { version, name, message: 'relation "orders" does not exist.', line: 3 }
          return { applied: done, failed, at: applied.at(-1) ?? null }
        }
        applied.push(version)
        counts[version] = (counts[version] ?? 0) + 1
        done.push(version)
      }
      return { applied: done, failed: null, at: applied.at(-1) ?? null }
    },
    restorePoint: async (name, { dryRun } = { dryRun: false }) => {
      const why = options.noRestorePoint ?? null
      if (why !== null) return { id: null, reason: why }
      if (!dryRun) points.push(name)
      return { id: name }
    },
    close: async () => {},
  })
  return { connect, applied: () => applied, counts: () => counts, restorePoints: () => points }
}
