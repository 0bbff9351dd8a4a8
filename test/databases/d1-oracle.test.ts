import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeAll, expect, test } from 'vitest'
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

test('wrangler and we take turns on one real D1, and neither finds anything to do after the other', async () => {
  const { repository, write, open, inDatabase } = await start()
  const migrations = (...words: string[]) =>
    wrangler(repository, 'd1', 'migrations', ...words, 'shop', '--local')
  const files = await write(FILES)
  expect(await inDatabase(() => open().apply(files))).toEqual({
    applied: ['0001', '0002', '0010'],
    failed: null,
    at: '0010',
  })
  expect(await migrations('list')).toMatch(/No migrations to apply/)

  const more = { ...FILES, '0011_paid.sql': 'alter table orders add column paid integer;' }
  const theirs = await write(more)
  const told = await migrations('apply')
  expect(told).toMatch(/0011_paid\.sql/)
  expect(told).not.toMatch(/0010_price\.sql/)

  const bad = 'create table half (x);\ninsert into nowhere values (1);'
  const ours = await write({ ...more, '0012_bad.sql': bad })
  await inDatabase(async () => {
    const expected = { expect: ['orders.price', 'orders.paid'] }
    expect(await open(expected).plan(theirs)).toMatchObject({ at: '0011', pending: [], drift: [] })
    const { applied, failed } = await open().apply(ours)
    expect(applied).toEqual([])
    expect(failed).toMatchObject({
      version: '0012',
      message: expect.stringContaining('no such table: nowhere'),
    })
    // The statement before the one that failed was undone with it.
    const { drift } = await open({ expect: ['orders', 'half'] }).plan(theirs)
    expect(drift).toEqual([expect.objectContaining({ message: expect.stringContaining('expects half') })])
  })
  const left = await migrations('list')
  expect(left).toContain('0012_bad.sql')
  expect(left).not.toContain('0011_paid.sql')
}, 120_000)
