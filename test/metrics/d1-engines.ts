import { existsSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

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

const MINIFLARE = fileURLToPath(
  new URL('../oracles/node_modules/miniflare/dist/src/index.js', import.meta.url),
)

/** What we use of miniflare, which brings workerd, Cloudflare's own run time with the D1 of production. */
interface Prepared {
  bind(...values: unknown[]): Prepared
  all(): Promise<{ results: Record<string, unknown>[] }>
}
interface Miniflare {
  Miniflare: new (
    options: object,
  ) => {
    getD1Database(binding: string): Promise<{ prepare(sql: string): Prepared }>
    dispose(): Promise<void>
  }
}

const workerd: EngineKind = {
  name: 'workerd',
  start: async () => {
    const { Miniflare } = (await import(MINIFLARE)) as Miniflare
    const script = 'export default { fetch: () => new Response("") }'
    const runtime = new Miniflare({ modules: true, script, d1Databases: ['DB'] })
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
  if (existsSync(MINIFLARE)) return [sqlite, workerd]
  console.info('miniflare is not installed below test/oracles: D1 is tried on SQLite alone.')
  return [sqlite]
}

/** Every engine that is there. Node brings SQLite; workerd is there when test/oracles has miniflare. */
export const ENGINES: readonly EngineKind[] = findEngines()
