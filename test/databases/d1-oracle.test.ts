import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { realStore } from '../fakes/vendors/cloudflare-api/d1-stores.ts'
import { type Miniflare, startMiniflare } from '../servers/miniflare.ts'
import { type D1World, DATABASE, startD1World } from './d1-world.ts'

const WRANGLER = fileURLToPath(new URL('../oracles/node_modules/wrangler/', import.meta.url))

beforeAll(() => {
  if (!existsSync(WRANGLER)) throw new Error('wrangler is not installed. Run: npm ci --prefix test/oracles')
})

const FILES = {
  '0001_init.sql': 'create table orders (id integer primary key, note text);\n',
  '0002_log.sql': `create trigger orders_log after insert on orders begin
  update orders set note = coalesce(note, 'none; yet') where id = new.id;
end;
insert into orders (id) values (1), (2);
`,
  '0010_price.sql': "alter table orders add column price integer default 0; -- it's\n",
}

let world: D1World | null = null
afterEach(async () => {
  await world?.close()
  world = null
})

/** What the real wrangler prints about the local database of a repository. */
const wrangler = async (cwd: string, ...words: string[]): Promise<string> => {
  const env = {
    PATH: process.env.PATH ?? '', HOME: cwd, CI: '1', NO_COLOR: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true',
  } // biome-ignore format: a list
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [`${WRANGLER}bin/wrangler.js`, ...words],
    { cwd, env },
  )
  return `${stdout}\n${stderr}`
}

/** Runs something against the very database that wrangler keeps in the repository, by our adapter over HTTP. */
const withRealD1 = async <T>(repository: string, work: (runtime: Miniflare) => Promise<T>): Promise<T> => {
  const runtime = await startMiniflare({
    d1Databases: { DB: DATABASE },
    resourcePersistencePath: join(repository, '.wrangler/state/v3'),
  })
  try {
    return await work(runtime)
  } finally {
    await runtime.dispose()
  }
}

const splitter = async (): Promise<(sql: string) => readonly string[]> => {
  const cli = (await import(`${WRANGLER}wrangler-dist/cli.js`)) as {
    unstable_splitSqlQuery(sql: string): string[]
  }
  return cli.unstable_splitSqlQuery
}

const start = async () => {
  const split = await splitter()
  let store: ReturnType<typeof realStore> | null = null
  world = await startD1World({
    run: (sql, parameters) => store?.run(sql, parameters) ?? Promise.reject(new Error('closed')),
    bookmark: async () => null,
  })
  const { repository } = world
  await writeFile(
    join(repository, 'wrangler.json'),
    JSON.stringify({
      name: 'web', compatibility_date: '2026-11-01',
      d1_databases: [{ binding: 'DB', database_name: 'shop', database_id: DATABASE }],
    }), // biome-ignore format: as people write it
  )
  return {
    ...world,
    inDatabase: <T>(work: () => Promise<T>): Promise<T> =>
      withRealD1(repository, async (runtime) => {
        store = realStore(await runtime.getD1Database('DB'), split)
        return work()
      }),
  }
}

describe('wrangler and we on one real D1', () => {
  test('wrangler finds nothing to do after us', async () => {
    const { repository, write, open, inDatabase } = await start()
    const files = await write(FILES)
    expect(await inDatabase(() => open().apply(files))).toEqual({
      applied: ['0001', '0002', '0010'],
      failed: null,
      at: '0010',
    })
    expect(await wrangler(repository, 'd1', 'migrations', 'list', 'shop', '--local')).toMatch(
      /No migrations to apply/,
    )
    expect(await wrangler(repository, 'd1', 'migrations', 'apply', 'shop', '--local')).toMatch(
      /No migrations to apply/,
    )
  }, 60_000)

  test('we find nothing to do after wrangler, and go on from there', async () => {
    const { repository, write, open, inDatabase } = await start()
    const files = await write(FILES)
    expect(await wrangler(repository, 'd1', 'migrations', 'apply', 'shop', '--local')).toMatch(
      /0010_price\.sql/,
    )
    const more = await write({ ...FILES, '0011_paid.sql': 'alter table orders add column paid integer;' })
    const expected = { expect: ['orders.price', 'orders.note'] }
    await inDatabase(async () => {
      expect(await open(expected).plan(files)).toMatchObject({ at: '0010', pending: [], drift: [] })
      expect(await open().apply(more)).toEqual({ applied: ['0011'], failed: null, at: '0011' })
    })
    expect(await wrangler(repository, 'd1', 'migrations', 'list', 'shop', '--local')).toMatch(
      /No migrations to apply/,
    )
  }, 60_000)

  test('a file that fails half-way leaves nothing behind, and wrangler sees it as pending', async () => {
    const { repository, write, open, inDatabase } = await start()
    const files = await write({
      ...FILES,
      '0011_bad.sql': 'create table half (x);\ninsert into nowhere values (1);',
    })
    await inDatabase(async () => {
      const { applied, failed } = await open().apply(files)
      expect(applied).toEqual(['0001', '0002', '0010'])
      expect(failed).toMatchObject({
        version: '0011',
        message: expect.stringContaining('no such table: nowhere'),
      })
    })
    const listed = await wrangler(repository, 'd1', 'migrations', 'list', 'shop', '--local')
    expect(listed).toContain('0011_bad.sql')
    expect(listed).not.toContain('0010_price.sql')
    const tables = await wrangler(
      repository,
      'd1',
      'execute',
      'shop',
      '--local',
      '--json',
      '--command',
      "select name from sqlite_master where name = 'half'",
    )
    expect(tables).not.toContain('"half"')
  }, 60_000)
})
