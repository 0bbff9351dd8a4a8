import { afterEach, describe, expect, test } from 'vitest'
import { d1 } from '../../src/databases/d1.ts'
import { databases } from '../../src/databases/registry.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { sqliteStore } from '../fakes/vendors/cloudflare-api/d1-stores.ts'
import { ACCOUNT, type ApiFault, TOKEN } from '../fakes/vendors/cloudflare-api/server.ts'
import { type D1World, DATABASE, startD1World } from './d1-world.ts'

let worlds: D1World[] = []
afterEach(async () => {
  const all = worlds
  worlds = []
  for (const world of all) {
    expect(world.api.violations).toEqual([])
    await world.close()
  }
})

const start = async () => {
  const store = sqliteStore()
  const world = await startD1World(store)
  worlds.push(world)
  return { ...world, store }
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

const INIT = 'create table orders (id integer primary key, note text);\n'
const NEXT = 'alter table orders add column price integer\n'
const FILES = { '0001_init.sql': INIT, '0002_price.sql': NEXT }

const TRIGGER = `create trigger orders_log after insert on orders begin
  update orders set note = case when new.note is null then 'none; yet' else new.note end where id = new.id;
  delete from orders where id < 0;
end;
insert into orders (id) values (1);`

describe('applying', () => {
  test('pending files are told, applied in order and then there is nothing to do', async () => {
    const { open, write, store } = await start()
    const files = await write(FILES)
    const database = open()
    const plan = await database.plan(files)
    expect(plan).toMatchObject({ at: null, drift: [], contract: [] })
    expect(plan.pending.map(({ version, name }) => `${version}_${name}`)).toEqual(['0001_init', '0002_price'])
    expect(await database.apply(files)).toEqual({ applied: ['0001', '0002'], failed: null, at: '0002' })
    expect(store.all('select name from d1_migrations order by id')).toEqual([
      { name: '0001_init.sql' },
      { name: '0002_price.sql' },
    ])
    expect(await open().plan(files)).toMatchObject({ at: '0002', pending: [], drift: [] })
    expect(await open().apply(files)).toEqual({ applied: [], failed: null, at: '0002' })
  })

  test('asks through the client of the run, which knows its proxies', async () => {
    const asked: string[] = []
    const http = () => ({
      request: async ({ url }: { url: string | URL }) => {
        asked.push(new URL(String(url)).hostname)
        throw new ProviderError({ provider: 'd1', message: 'no line', retryable: true, code: 'connection' })
      },
      close: async () => {},
    })
    const options = d1.options.parse({ account: ACCOUNT, database: DATABASE })
    const signal = new AbortController().signal
    const database = await d1.connect({ options }, { secret: () => TOKEN, signal, http })
    expect(await failureOf(database.plan([]))).toMatchObject({ message: 'no line' })
    await database.close()
    expect(asked).toEqual(['api.cloudflare.com'])
  })

  test('planning changes nothing', async () => {
    const { open, write, store } = await start()
    await open().plan(await write(FILES))
    expect(store.all('select name from sqlite_master')).toEqual([])
  })

  test('numbers are compared as numbers, as wrangler does', async () => {
    const { open, write } = await start()
    const files = await write({
      '9_a.sql': 'create table a (x);',
      '20_c.sql': 'create table c (x);',
      '10_b.sql': 'create table b (x);',
    })
    expect((await open().apply(files)).applied).toEqual(['9', '10', '20'])
    expect(await open().plan(files)).toMatchObject({ at: '20', drift: [] })
  })

  test('triggers keep their semicolons, also with the line ends of Windows', async () => {
    const { open, write, store } = await start()
    const files = await write({ '0001_init.sql': INIT, '0002_log.sql': TRIGGER.replaceAll('\n', '\r\n') })
    expect(await open().apply(files)).toMatchObject({ failed: null })
    expect(store.all('select note from orders')).toEqual([{ note: 'none; yet' }])
  })

  test('a last statement without semicolon, and one that ends in a comment, are no trouble', async () => {
    const { open, write } = await start()
    const files = await write({
      '0001_a.sql': 'create table a (x) -- no end',
      '0002_b.sql': 'create table b (x); -- end',
    })
    expect(await open().apply(files)).toMatchObject({ failed: null, applied: ['0001', '0002'] })
  })

  test('a file that fails is undone whole; files before it stay, and it can be mended', async () => {
    const { open, write, store } = await start()
    const files = await write({
      ...FILES,
      '0003_bad.sql': 'create table half (x);\ninsert into nowhere values (1);',
    })
    const result = await open().apply(files)
    expect(result).toMatchObject({
      applied: ['0001', '0002'],
      at: '0002',
      failed: { version: '0003', name: 'bad' },
    })
    expect(result.failed?.message).toContain('no such table: nowhere')
    expect(store.all("select name from sqlite_master where name = 'half'")).toEqual([])
    const mended = await write({ ...FILES, '0003_bad.sql': 'create table half (x);' })
    expect(await open().apply(mended)).toMatchObject({ applied: ['0003'], failed: null })
  })

  test('a name with a quote is only a name', async () => {
    const { open, write, store } = await start()
    await open().apply(await write({ "0001_o'clock.sql": INIT }))
    expect(store.all('select name from d1_migrations')).toEqual([{ name: "0001_o'clock.sql" }])
  })
})

describe('drift', () => {
  test.each([
    ['missing-locally', { '0001_init.sql': INIT }, '0002'],
    ['changed', { '0001_init.sql': INIT, '0002_price.sql': 'select 1;' }, '0002'],
    ['out-of-order', { ...FILES, '0000_late.sql': 'create table late (x);' }, '0000'],
  ] as const)('%s is told, and nothing is applied', async (problem, files, version) => {
    const { open, write, store } = await start()
    await open().apply(await write(FILES))
    const now = await write(files)
    expect((await open().plan(now)).drift).toEqual([
      { version, problem, message: expect.stringMatching(/\.sql/) },
    ])
    expect(await failureOf(open().apply(now))).toBeInstanceOf(ConfigError)
    expect(store.all('select count(*) as n from d1_migrations')).toEqual([{ n: 2 }])
  })

  test('a row that somebody took out of wrangler’s table is told', async () => {
    const { open, write, store } = await start()
    const files = await write(FILES)
    await open().apply(files)
    await store.run("delete from d1_migrations where name = '0002_price.sql'", [])
    expect((await open().plan(files)).drift).toMatchObject([{ version: '0002', problem: 'dirty' }])
  })

  test('line ends of a checkout are no change', async () => {
    const { open, write } = await start()
    await open().apply(await write(FILES))
    const windows = Object.fromEntries(
      Object.entries(FILES).map(([name, sql]) => [name, sql.replaceAll('\n', '\r\n')]),
    )
    expect((await open().plan(await write(windows))).drift).toEqual([])
  })
})

describe('what old code cannot live with', () => {
  test('is found, with its line; what a trigger does is not done now', async () => {
    const { open, write } = await start()
    await open().apply(await write(FILES))
    const files = await write({
      ...FILES,
      '0003_log.sql': TRIGGER,
      '0004_drop.sql': '-- away\nalter table orders drop column note;\n',
    })
    expect((await open().plan(files)).contract).toMatchObject([
      { version: '0004', line: 2, kind: 'drop-column', declaredAfter: null },
    ])
  })

  const contractsOf = async (sql: string) => {
    const { open, write } = await start()
    await open().apply(await write({ ...FILES, '0003_old.sql': 'create table "Old Things" (a);' }))
    const files = { ...FILES, '0003_old.sql': 'create table "Old Things" (a);', '0004_next.sql': sql }
    return (await open().plan(await write(files))).contract.map(({ kind, line }) => `${kind} ${line}`)
  }

  test.each([
    ['drop table `orders`;', ['drop-table 1']],
    ['drop table [old things];', ['drop-table 1']],
    ['ALTER TABLE Orders RENAME note TO remark;', ['rename 1']],
    ['create unique index one on orders (note);', ['add-constraint 1']],
    [
      'create table orders_new (id integer primary key);\ninsert into orders_new select id from orders;\ndrop table orders;\nalter table orders_new rename to orders;',
      ['rebuild 3'],
    ],
    ['alter table orders add column paid integer not null default 0;', []],
    ['create table fresh (a);\ndrop table fresh;', []],
  ])('is read as SQLite reads it: %s', async (sql, expected) => {
    expect(await contractsOf(sql)).toEqual(expected)
  })

  test.each([
    ['alter table orders add column code text unique;', /0003_a\.sql:1.*neither PRIMARY KEY nor UNIQUE/],
    ['alter table orders add column at text default current_timestamp;', /0003_a\.sql:1.*constant DEFAULT/],
    ['pragma foreign_keys = off;\ndrop table orders;', /0003_a\.sql:1.*does nothing inside/],
  ])('what SQLite would refuse half-way is refused before: %s', async (sql, says) => {
    const { open, write, store } = await start()
    await open().apply(await write(FILES))
    const failure = await failureOf(open().apply(await write({ ...FILES, '0003_a.sql': sql })))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toMatch(says)
    expect(store.all('select count(*) as n from d1_migrations')).toEqual([{ n: 2 }])
  })

  test.each([
    ['begin transaction;\ncreate table a (x);\ncommit;', /0001_a\.sql:1.*a transaction of its own/],
    ['create table a (x);\nvacuum;', /0001_a\.sql:2.*cannot run inside a migration/],
    ["create table a (x);\ninsert into a values ('open", /0001_a\.sql:2.*never ends/],
  ])('%j is refused before anything runs', async (sql, says) => {
    const { open, write, api } = await start()
    const failure = await failureOf(open().apply(await write({ '0001_a.sql': sql })))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toMatch(says)
    expect(api.seen).toHaveLength(1)
  })
})

describe('what the schema must have', () => {
  const expected = { expect: ['orders', 'orders.price'] }

  test('is asked for once everything is applied', async () => {
    const { open, write, store } = await start()
    const files = await write(FILES)
    expect(await open(expected).apply(files)).toMatchObject({ failed: null })
    expect((await open(expected).plan(files)).drift).toEqual([])
    await store.run('alter table orders drop column price', [])
    expect((await open(expected).plan(files)).drift).toMatchObject([
      { problem: 'dirty', message: expect.stringContaining('orders.price') },
    ])
  })

  test('a schema that still lacks it after the last file is an error, not a success', async () => {
    const { open, write } = await start()
    const failure = await failureOf(open(expected).apply(await write({ '0001_init.sql': INIT })))
    expect(failure).toMatchObject({ retryable: false })
    expect(String(failure)).toContain('lacks orders.price')
  })
})

describe('the restore point', () => {
  test('is the bookmark of time travel, which is only read', async () => {
    const { open, write, api } = await start()
    await open().apply(await write(FILES))
    const first = await open().restorePoint('sluice-1', { dryRun: true })
    expect(first.id).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{20,50}$/)
    expect(await open().restorePoint('sluice-1')).toEqual(first)
    expect(api.seen.at(-1)).toBe(`GET /accounts/${ACCOUNT}/d1/database/${DATABASE}/time_travel/bookmark`)
  })

  test('a database without a history has none, and says why', async () => {
    const { open, store } = await start()
    store.bookmark = async () => null
    expect(await open().restorePoint('sluice-1')).toEqual({
      id: null,
      reason: expect.stringContaining('not available'),
    })
  })
})

describe('when Cloudflare fails', () => {
  const once = (fault: ApiFault, wanted: (raw: string) => boolean) => {
    let done = false
    return ({ raw }: { raw: Buffer }) => {
      if (done || !wanted(raw.toString())) return null
      done = true
      return fault
    }
  }
  const isFile = (raw: string): boolean => raw.includes('INSERT INTO') && raw.includes('0002_price.sql')

  test.each([
    ['a broken connection', { applied: true }],
    ['502', { applied: true, status: 502 }],
  ] as [string, ApiFault][])(
    'a file whose answer was lost by %s is read back and counts once',
    async (_, fault) => {
      const { open, write, api, store } = await start()
      const files = await write(FILES)
      api.fail(once(fault, isFile))
      expect(await open().apply(files)).toEqual({ applied: ['0001', '0002'], failed: null, at: '0002' })
      expect(store.all('select count(*) as n from d1_migrations')).toEqual([{ n: 2 }])
    },
  )

  test('a file that never arrived is not claimed, and the next run applies it', async () => {
    const { open, write, api } = await start()
    const files = await write(FILES)
    api.fail(once({ status: 500 }, isFile))
    expect(await failureOf(open().apply(files))).toMatchObject({ retryable: true, effect: 'unknown' })
    expect(await open().apply(files)).toMatchObject({ applied: ['0002'], failed: null })
  })

  test('what another run applied meanwhile is not applied twice', async () => {
    const { open, write, api, store } = await start()
    const files = await write(FILES)
    let raced = false
    api.fail(({ raw }) => {
      if (raced || !isFile(raw.toString())) return null
      raced = true
      void store.run(`${NEXT}; insert into d1_migrations (name) values ('0002_price.sql')`, [])
      return null
    })
    const { failed, applied } = await open().apply(files)
    expect(applied).toEqual(['0001'])
    expect(failed?.message).toMatch(/another run applied/)
  })

  test('reading goes on through 429 and passing troubles', async () => {
    const { open, write, api } = await start()
    const files = await write(FILES)
    const troubles: ApiFault[] = [{ status: 429, headers: { 'retry-after': '1' } }, { status: 503 }]
    api.fail(() => troubles.shift() ?? null)
    expect((await open().plan(files)).pending).toHaveLength(2)
  })

  test.each([
    [
      'a token without D1',
      (world: D1World) => world.api.allow(['workers']),
      {},
      /CLOUDFLARE_API_TOKEN[\s\S]*D1: Edit/,
    ],
    ['a database that is gone', () => {}, { database: DATABASE.replace('c0', 'd0') }, /no such database/],
  ] as const)('%s is for a person', async (_, prepare, keys, says) => {
    const world = await start()
    prepare(world)
    const failure = await failureOf(world.open(keys).plan([]))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toMatch(says)
    expect(String(failure)).not.toContain(TOKEN)
  })

  test('an overloaded database is worth another try', async () => {
    const { open, api } = await start()
    const body = JSON.stringify({
      success: false,
      errors: [{ code: 7429, message: 'D1 DB is overloaded. Requests queued for too long.' }],
    })
    api.fail(() => ({ status: 400, body }))
    const failure = await failureOf(open().plan([]))
    expect(failure).toBeInstanceOf(ProviderError)
    expect(failure).toMatchObject({ retryable: true, effect: 'none' })
  })
})

describe('the configuration', () => {
  test('it is in the registry, and needs a token instead of a connection string', async () => {
    expect(await databases.d1()).toBe(d1)
    const options = d1.options.parse({ account: ACCOUNT, database: DATABASE })
    expect(d1.secrets?.(options)).toEqual(['CLOUDFLARE_API_TOKEN'])
    expect(d1.options.safeParse({ account: ACCOUNT, database: DATABASE, url: 'DATABASE_URL' }).success).toBe(
      false,
    )
  })

  test.each([
    [{ account: 'acme' }, 'account'],
    [{ database: 'shop' }, 'database'],
    [{ 'migrations-table': 'a b' }, 'migrations-table'],
    [{ expect: ["orders'; drop"] }, 'expect'],
    [{ 'api-url': 'http://10.0.0.1' }, 'api-url'],
  ])('%o is refused', (change, key) => {
    const { error } = d1.options.safeParse({ account: ACCOUNT, database: DATABASE, ...change })
    expect(error?.issues.map(({ path }) => path[0])).toEqual([key])
  })
})
