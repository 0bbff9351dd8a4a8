import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { hasMiniflare, startMiniflare } from '../servers/miniflare.ts'

/** Something that carries out SQL as D1 does. */
export interface Engine {
  /** One statement. Throws with the words of SQLite. */
  run(sql: string, parameters: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** Statement by statement, for setting up. */
  fill(statements: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** A kind of engine. */
export interface EngineKind {
  name: string
  start(): Promise<Engine>
}

const sqlite: EngineKind = {
  name: 'SQLite',
  start: async () => {
    const database = new DatabaseSync(':memory:')
    return {
      run: async (text, parameters) =>
        database.prepare(text).all(...parameters.map((value) => value as SQLInputValue)),
      fill: async (statements) => {
        for (const statement of statements) database.exec(statement)
      },
      close: async () => database.close(),
    }
  },
}

const workerd: EngineKind = {
  name: 'workerd',
  start: async () => {
    const runtime = await startMiniflare({ d1Databases: ['DB'] })
    const database = await runtime.getD1Database('DB')
    return {
      run: async (text, parameters) =>
        (
          await database
            .prepare(text)
            .bind(...parameters)
            .all()
        ).results,
      fill: async (statements) => {
        for (const statement of statements) await database.prepare(statement).all()
      },
      close: () => runtime.dispose(),
    }
  },
}

const findEngines = (): EngineKind[] => {
  if (hasMiniflare()) return [sqlite, workerd]
  console.info('miniflare is not installed below test/oracles: D1 is tried on SQLite alone.')
  return [sqlite]
}

/** Every engine that is there. Node brings SQLite; workerd is there when test/oracles has miniflare. */
export const ENGINES: readonly EngineKind[] = findEngines()
