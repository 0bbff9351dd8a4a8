import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import type { RealD1 } from '../../../servers/miniflare.ts'
import type { D1Store } from './d1.ts'

const bookmarkAt = (count: number): string =>
  `${count.toString(16).padStart(8, '0')}-00000000-00004f8e-${createHash('md5').update(String(count)).digest('hex')}`

/** A database on Node's own SQLite. `lost` reads what is there without the API. */
export const sqliteStore = (): D1Store & { all(sql: string): Record<string, unknown>[] } => {
  const database = new DatabaseSync(':memory:')
  let writes = 0
  return {
    all: (sql) => database.prepare(sql).all(),
    run: async (sql, parameters) => {
      if (/^\s*select\b/i.test(sql) || parameters.length > 0)
        return [{ results: database.prepare(sql).all(...parameters.map((value) => value as string)) }]
      database.exec('begin')
      try {
        database.exec(sql)
        database.exec('commit')
        writes += 1
        return [{ results: [] }]
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
    bookmark: async () => bookmarkAt(writes),
  }
}

/** A real D1; `split` cuts a command into statements, as Cloudflare's server does. */
export const realStore = (database: RealD1, split: (sql: string) => readonly string[]): D1Store => {
  let writes = 0
  return {
    run: async (sql, parameters) => {
      writes += 1
      if (parameters.length > 0)
        return [
          await database
            .prepare(sql)
            .bind(...parameters)
            .all(),
        ]
      const results = await database.batch(split(sql).map((statement) => database.prepare(statement)))
      return results.map(({ results: rows = [] }) => ({ results: rows }))
    },
    bookmark: async () => bookmarkAt(writes),
  }
}
