import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database, Migration } from '../../src/databases/database.ts'
import { openPostgres } from '../../src/databases/postgres.ts'
import { databases } from '../../src/databases/registry.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { type PostgresServer, run, startPostgres } from '../servers/postgres.ts'

let server: PostgresServer
let dsn: string
let database: Database

beforeAll(async () => {
  server = await startPostgres()
})

afterAll(() => server?.stop())

beforeEach(async () => {
  dsn = await server.createDatabase()
  database = await open(dsn)
})

afterEach(() => database.close())

const open = (url: string): Promise<Database> =>
  openPostgres({ dsn: url, secretName: 'DATABASE_URL', signal: new AbortController().signal })

const file = (number: number, sql: string): Migration => ({
  version: `2026010${number}000000`,
  name: `step${number}`,
  sql,
})

const tables = (url = dsn): Promise<unknown[]> =>
  run(url, [
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`,
  ]).then((rows) => rows.map(({ name }) => name))

const FIVE = [
  file(1, 'create table one (id int);'),
  file(2, 'create table two (id int);'),
  file(3, 'create table three (id int);\n\n-- the fault\ninsert into three\n  values (nothing);'),
  file(4, 'create table four (id int);'),
  file(5, 'create table five (id int);'),
]

const rejected = async (work: Promise<unknown>): Promise<Error> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Error)) throw new Error('expected an error')
  return error
}

describe('planning', () => {
  test('lists what is pending and creates nothing', async () => {
    const plan = await database.plan(FIVE)
    expect(plan.pending.map(({ version }) => version)).toEqual(FIVE.map(({ version }) => version))
    expect(plan).toMatchObject({ at: null, drift: [], contract: [] })
    expect(await tables()).toEqual([])
  })

  test('names contract steps on tables that exist, and none on tables that do not', async () => {
    await run(dsn, ['create table old (id int, note text)'])
    const plan = await database.plan([
      file(
        1,
        'drop table if exists never_was;\ncreate table fresh (id int);\nalter table fresh drop column id;',
      ),
      file(
        2,
        '-- sluice:contract after v3\nalter table old drop column note;\nalter table public.old rename to older;',
      ),
    ])
    expect(plan.contract).toMatchObject([
      { version: '20260102000000', line: 2, kind: 'drop-column', declaredAfter: 'v3' },
      { version: '20260102000000', line: 3, kind: 'rename', declaredAfter: 'v3' },
    ])
  })

  test('refuses what cannot run in a transaction, every file and line at once, before anything runs', async () => {
    const bad = [
      file(1, 'create table one (id int);'),
      file(2, 'begin;\ncreate table two (id int);\ncommit;'),
      file(3, 'create index concurrently i on one (id);'),
      file(4, "select 'open;"),
      file(5, '-- sluice:contract\ndrop table one;'),
    ]
    for (const work of [() => database.plan(bad), () => database.apply(bad)]) {
      const error = await rejected(work())
      expect(error).toBeInstanceOf(ConfigError)
      expect((error as ConfigError).problems.map(({ at }) => at)).toEqual([
        '20260102000000_step2.sql:1',
        '20260102000000_step2.sql:3',
        '20260103000000_step3.sql:1',
        '20260104000000_step4.sql:1',
        '20260105000000_step5.sql:1',
      ])
    }
    expect(await tables()).toEqual([])
  })
})

describe('applying', () => {
  test('applies everything once and then finds nothing to do', async () => {
    const good = FIVE.filter(({ name }) => name !== 'step3')
    const versions = good.map(({ version }) => version)
    expect(await database.apply(good)).toEqual({ applied: versions, failed: null, at: '20260105000000' })
    expect(await database.apply(good)).toEqual({ applied: [], failed: null, at: '20260105000000' })
    expect(await database.plan(good)).toEqual({
      notices: [],
      at: '20260105000000',
      pending: [],
      drift: [],
      contract: [],
    })
  })

  test('nothing pending on an empty database leaves it empty', async () => {
    expect(await database.apply([])).toEqual({ applied: [], failed: null, at: null })
    expect(await tables()).toEqual([])
  })

  test('when file 3 of 5 fails, 1 and 2 stay, 3 is undone whole, 4 and 5 are not touched; after the fix the rest follows', async () => {
    const result = await database.apply(FIVE)
    expect(result).toEqual({
      applied: ['20260101000000', '20260102000000'],
      failed: {
        version: '20260103000000',
        name: 'step3',
        line: 5,
        message: 'column "nothing" does not exist (SQLSTATE 42703)',
      },
      at: '20260102000000',
    })
    const own = ['sluice.migrations', 'supabase_migrations.schema_migrations']
    expect(await tables()).toEqual(['public.one', 'public.two', ...own])
    const plan = await database.plan(FIVE)
    expect(plan.drift).toEqual([])
    expect(plan.pending.map(({ name }) => name)).toEqual(['step3', 'step4', 'step5'])

    const mended = FIVE.with(2, file(3, 'create table three (id int);'))
    expect((await database.apply(mended)).applied).toEqual(plan.pending.map(({ version }) => version))
    expect(await database.plan(mended)).toMatchObject({ pending: [], drift: [] })
    expect(await run(dsn, ['select distinct state from sluice.migrations'])).toEqual([{ state: 'applied' }])
  })

  test('a file that fails only at its end is undone whole too', async () => {
    const deferred = file(
      1,
      'create table a (id int primary key);\ncreate table b (a int references a deferrable initially deferred);\ninsert into b values (1);',
    )
    const { failed } = await database.apply([deferred])
    expect(failed).toMatchObject({ line: null, message: expect.stringContaining('at the end of the file') })
    expect(await tables()).not.toContain('public.a')
  })

  test('settings and roles that a file leaves behind do not reach the next one', async () => {
    const result = await database.apply([
      file(1, "create role quiet_one; select set_config('search_path', '', false); set role quiet_one;"),
      file(
        2,
        "create table seen as select current_setting('lock_timeout') as patience, current_user::text as who;",
      ),
    ])
    expect(result.failed).toBeNull()
    expect(await run(dsn, ['select patience from public.seen'])).toEqual([{ patience: '4s' }])
    await run(dsn, ['drop role quiet_one'])
  })

  test('the checksum does not change with the line ends of a checkout', async () => {
    await database.apply([file(1, 'select 1;\nselect 2;\n')])
    expect((await database.plan([file(1, 'select 1;\r\nselect 2;\r\n')])).drift).toEqual([])
  })

  test("statements are recorded that only a scanner of PostgreSQL's rules can cut", async () => {
    const hard = [
      String.raw`create table t (note text); insert into t values (E'it\'s; fine')`,
      '; create rule r as on delete to t do instead (insert into t values (old.note); select 1);',
      'create function f(x int) returns int language sql begin atomic select case when x > 0 then 1 end; select 2; end; savepoint s; release s;',
    ]
    const result = await database.apply([file(1, hard.join('\n'))])
    expect(result.failed).toBeNull()
    const [row] = await run(dsn, [
      'select cardinality(statements) as n from supabase_migrations.schema_migrations',
    ])
    expect(row).toEqual({ n: 6 })
  })
})

describe('drift stops everything', () => {
  const two = [file(1, 'create table one (id int);'), file(2, 'create table two (id int);')]

  beforeEach(() => database.apply(two))

  test.each<[string, () => Migration[], string]>([
    ['a version that the folder lacks', () => two.slice(0, 1), 'missing-locally'],
    [
      'a file older than the newest applied one',
      () => [{ version: '20251231000000', name: 'late', sql: 'select 1' }, ...two],
      'out-of-order',
    ],
    [
      'a file edited after it was applied',
      () => two.with(0, file(1, 'create table one (id bigint);')),
      'changed',
    ],
  ])('%s', async (_, folder, problem) => {
    const more = [...folder(), file(3, 'create table three (id int);')]
    expect((await database.plan(more)).drift).toMatchObject([{ problem }])
    const error = await rejected(database.apply(more))
    expect(error).toBeInstanceOf(ConfigError)
    expect(await tables()).not.toContain('public.three')
  })

  test('a row that somebody took out of the shared table, whose effects may still be there', async () => {
    await run(dsn, ["delete from supabase_migrations.schema_migrations where version = '20260102000000'"])
    const plan = await database.plan(two)
    expect(plan).toMatchObject({ pending: [], drift: [{ version: '20260102000000', problem: 'dirty' }] })
    await run(dsn, ['drop table two', "delete from sluice.migrations where version = '20260102000000'"])
    expect((await database.apply(two)).applied).toEqual(['20260102000000'])
  })

  test('every kind is listed at once', async () => {
    const error = await rejected(
      database.apply([{ version: '20251231000000', name: 'late', sql: 'select 1' }, file(1, 'select 2')]),
    )
    expect((error as ConfigError).problems.map(({ at }) => at)).toEqual([
      'migration 20251231000000',
      'migration 20260101000000',
      'migration 20260102000000',
    ])
  })
})

describe('rows that other tools wrote', () => {
  test('an old table without statements and names counts, and gets its columns', async () => {
    await run(dsn, [
      'create schema supabase_migrations',
      'create table supabase_migrations.schema_migrations (version text not null primary key)',
      "insert into supabase_migrations.schema_migrations values ('20260101000000')",
    ])
    const result = await database.apply([
      file(1, 'anything, for nothing was recorded'),
      file(2, 'create table two (id int)'),
    ])
    expect(result).toMatchObject({ applied: ['20260102000000'], failed: null })
  })

  test('recorded statements prove that a file is unchanged, even where our own checksum is of an older text', async () => {
    const before = file(1, 'create table one (id int);')
    await database.apply([before])
    const after = file(1, 'create table one (id bigint);')
    await run(dsn, [
      "update supabase_migrations.schema_migrations set statements = array['create table one (id bigint)']",
    ])
    expect((await database.plan([after])).drift).toEqual([])
  })
})

describe('what a failure may show', () => {
  const fails = async (sql: string): Promise<string> =>
    (await database.apply([file(1, sql)])).failed?.message ?? ''

  beforeEach(() =>
    run(dsn, [
      "create table people (mail text unique, age text); insert into people values ('ada@example.org', '4711-x')",
    ]),
  )

  test.each<[string, string, string]>([
    [
      'a value that cannot be cast',
      'alter table people alter age type int using age::int',
      'invalid input syntax for type integer: "…" (SQLSTATE 22P02)',
    ],
    [
      'a doubled key, without its value',
      'insert into people select mail from people',
      'duplicate key value violates unique constraint "people_mail_key" (SQLSTATE 23505)',
    ],
    [
      'an exception with a value in it',
      "do $$ begin raise exception 'cannot keep %', (select mail from people); end $$",
      'cannot keep … (SQLSTATE P0001)',
    ],
    [
      'an exception of fixed words',
      "do $$ begin raise exception 'stop here'; end $$",
      'stop here (SQLSTATE P0001)',
    ],
    [
      'a number from the data',
      "create table big as select '99999' || left(age, 4) || '99' as n from people; alter table big alter n type int using n::int",
      'value "…" is out of range for type integer (SQLSTATE 22003)',
    ],
    [
      'a name written in the file',
      'drop table missing_table',
      'table "missing_table" does not exist (SQLSTATE 42P01)',
    ],
  ])('%s', async (_, sql, message) => {
    expect(await fails(sql)).toBe(message)
    const rows = JSON.stringify(await run(dsn, ['select * from sluice.migrations']))
    expect(rows).not.toMatch(/ada@example|4711/)
  })

  test('the line is the one the server means, also behind characters of two units', async () => {
    const { failed } = await database.apply([
      file(1, "select '📚📚📚';\n\n/* 📚\n */ select '📚',\n  nope,\n  1;"),
    ])
    expect(failed).toMatchObject({ line: 5 })
  })

  test('without a position, the line is that of the statement', async () => {
    const { failed } = await database.apply([
      file(1, 'select 1;\n-- why\ndo $$\nbegin\n  perform 1/0;\nend $$;'),
    ])
    expect(failed).toMatchObject({ line: 3, message: 'division by zero (SQLSTATE 22012)' })
  })
})

describe('the connection string', () => {
  const PASSWORD = 'hunter2-hunter2'

  test.each<[string, string, string]>([
    ['nothing', '', 'is empty or missing'],
    ['blanks', ' \n ', 'is empty or missing'],
    ['a placeholder', 'changeme', 'is not a PostgreSQL connection string'],
    [
      'another kind of address',
      `https://ada:${PASSWORD}@db.invalid/x`,
      'is not a PostgreSQL connection string',
    ],
    ['keyword form', `host=db.invalid password=${PASSWORD}`, 'holds white space'],
    ['a password with a slash', `postgresql://ada:${PASSWORD}/x@db.invalid:5432/x`, 'cannot be read'],
    ['a password with a hash', `postgresql://ada:${PASSWORD}#x@db.invalid:5432/x`, 'cannot be read'],
    ['a broken escape', `postgresql://ada:${PASSWORD}%zz@db.invalid/x`, 'cannot be read'],
    ['no host', 'postgresql:///x', 'names no host'],
    ['no user', 'postgresql://db.invalid/x', 'names no user'],
    ['no database', `postgresql://ada:${PASSWORD}@db.invalid`, 'names no database'],
    ['several hosts', `postgresql://ada:${PASSWORD}@a.invalid,b.invalid/x`, 'several hosts'],
    ['an unknown sslmode', `postgresql://ada:${PASSWORD}@db.invalid/x?sslmode=maybe`, 'unknown sslmode'],
    ['the transaction pooler', `postgresql://ada:${PASSWORD}@pooler.invalid:6543/x`, 'transaction mode'],
    ['a pooler by parameter', `postgresql://ada:${PASSWORD}@db.invalid/x?pgbouncer=true`, 'transaction mode'],
  ])('%s is a ConfigError that names the secret and shows no part of it', async (_, url, message) => {
    const error = await rejected(open(url))
    expect(error).toBeInstanceOf(ConfigError)
    expect(error.message).toContain(message)
    expect(error.message).toContain('DATABASE_URL')
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter2|invalid:|@db|@pooler|ada:/)
  })

  test('every mistake is told at once', async () => {
    const error = await rejected(open('postgresql://db.invalid:6543/?sslmode=maybe'))
    expect((error as ConfigError).problems).toHaveLength(4)
  })

  test('the registry opens it by the name of its secret', async () => {
    const definition = await databases.postgres()
    const context = {
      secret: (name: string) => (name === 'DATABASE_URL' ? dsn : ''),
      signal: new AbortController().signal,
    }
    const optionsFor = (url: string) => definition.options.parse({ url })
    const opened = await definition.connect({ options: optionsFor('DATABASE_URL') }, context)
    expect(await opened.plan([])).toMatchObject({ at: null })
    await opened.close()
    await expect(definition.connect({ options: optionsFor('OTHER') }, context)).rejects.toThrow(
      'secret OTHER',
    )
  })

  test.each(['0s', '5', 5, 'soon'])('lock-wait %j is refused', async (value) => {
    const definition = await databases.postgres()
    const url = 'DATABASE_URL'
    expect(definition.options.safeParse({ url, 'lock-wait': value }).success).toBe(false)
    expect(definition.options.safeParse({ url, 'lock-wait': '2m' }).data).toMatchObject({
      url,
      'lock-wait': 120_000,
    })
  })
})

test('a server without an archive makes no restore point and says why', async () => {
  expect(await database.restorePoint('before v2')).toEqual({
    id: null,
    reason: expect.stringContaining('no archive'),
  })
})
