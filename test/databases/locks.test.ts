import postgresDriver from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PlanRules } from '../../src/databases/postgres/plan.ts'
import { openPostgres } from '../../src/databases/postgres.ts'
import { lint } from '../../src/databases/sql/lint.ts'
import { LOCKS } from '../../src/databases/sql/locks.ts'
import { loadParser } from '../../src/databases/sql/parse.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { type PostgresServer, run, startPostgres } from '../servers/postgres.ts'

const parse = await loadParser()
let server: PostgresServer
let url: string

const WORLD = [
  'create table u (id int primary key)',
  'create table t (a int, b text, c int not null)',
  'create index i on t (a)',
  'create table parent (k int) partition by range (k)',
  'create table part (k int)',
  'create table part2 partition of parent for values from (100) to (200)',
  'create materialized view v as select 1 as x',
  'create unique index vi on v (x)',
  "create function f() returns trigger language plpgsql as 'begin return null; end'",
  'create trigger g after insert on t execute function f()',
  'create policy p on t using (true)',
  'alter table t add constraint positive check (a > 0) not valid',
  'insert into t select n, n::text, n from generate_series(1, 100) n',
  'analyze t',
]

beforeAll(async () => {
  server = await startPostgres({ kind: 'postgres' })
  url = await server.createDatabase()
  await run(url, WORLD)
})

afterAll(() => server?.stop())

type Rows = Record<string, string>[]

/** The strongest lock per table that a statement really takes, and which tables got a new file; undone afterwards. */
const really = async (sql: string): Promise<{ locks: Record<string, string>; rewritten: string[] }> => {
  const db = postgresDriver(url, { max: 1, onnotice: () => {} })
  // By their numbers: a table that was renamed or dropped is still the one it was.
  const names = `select oid::text as id, relname::text as name, pg_relation_filenode(oid)::text as file
    from pg_class where relnamespace = 'public'::regnamespace and relkind <> 'S'`
  const seen: { before: Rows; after: Rows; locks: Rows } = { before: [], after: [], locks: [] }
  try {
    await db
      .begin(async (transaction) => {
        const ask = async (text: string): Promise<Rows> => [...(await transaction.unsafe(text))] as Rows
        seen.before = await ask(names)
        await transaction.unsafe(sql)
        seen.after = await ask(names)
        seen.locks = await ask(
          'select relation::text as id, mode::text as mode from pg_locks where pid = pg_backend_pid() and relation is not null',
        )
        throw new Error('undo')
      })
      .catch((error: Error) => {
        if (error.message !== 'undo') throw error
      })
  } finally {
    await db.end()
  }
  const rank = (mode: string): number => (LOCKS as readonly string[]).indexOf(mode)
  const locks: Record<string, string> = {}
  for (const { id, mode = '' } of seen.locks) {
    const { name } = seen.before.find((one) => one.id === id) ?? { name: undefined }
    if (name !== undefined && rank(mode) > rank(locks[name] ?? '')) locks[name] = mode
  }
  const rewritten = seen.before.flatMap(({ id, name = '', file }) => {
    const now = seen.after.find((one) => one.id === id)
    return ['t', 'u', 'v'].includes(name) && now && now.file !== file ? [name] : []
  })
  return { locks, rewritten }
}

const said = (sql: string) => lint([{ version: '1', name: 'x', sql }], parse).locks

describe('the lock that is said is the lock that PostgreSQL takes', () => {
  test.each([
    'create index on t (a)',
    'create unique index on t (c)',
    'drop index i',
    'alter index i rename to j',
    'alter table t add column d int',
    'alter table t add column d int not null default 0',
    'alter table t add column d timestamptz default now()',
    'alter table t add column d timestamptz default clock_timestamp()',
    'alter table t add column d uuid default gen_random_uuid()',
    'alter table t add column d serial',
    'alter table t add column d int generated always as identity',
    'alter table t add column d int generated always as (a * 2) stored',
    'alter table t drop column b',
    'alter table t alter column a type bigint',
    'alter table t alter column a set not null',
    'alter table t alter column a set default 1',
    'alter table t alter column a set statistics 10',
    'alter table t set (fillfactor = 90)',
    'alter table t add constraint n check (c > 0)',
    'alter table t add constraint n check (c > 0) not valid',
    'alter table t validate constraint positive',
    'alter table t add constraint k foreign key (a) references u (id) not valid',
    'alter table t add primary key (c)',
    'alter table t add unique (c)',
    'alter table t disable trigger g',
    'alter table t enable row level security',
    'alter table t rename to w',
    'alter table t rename column a to z',
    'alter table t set unlogged',
    'alter table parent attach partition part for values from (0) to (10)',
    'alter table parent detach partition part2',
    'create table n (id int references u (id))',
    'create table n partition of parent for values from (10) to (20)',
    'create trigger h after insert on t execute function f()',
    'drop trigger g on t',
    'create policy q on t using (true)',
    'alter policy p on t using (false)',
    'drop policy p on t',
    'create rule r as on insert to u do nothing',
    'truncate u',
    'drop table part',
    'refresh materialized view v',
    'refresh materialized view concurrently v',
    'reindex table t',
    'cluster t using i',
    'lock table t in share mode',
    'lock table t in share row exclusive mode',
  ])('%s', async (sql) => {
    const { locks, rewritten } = await really(sql)
    const claims = said(sql)
    expect(claims.length).toBeGreaterThan(0)
    for (const { relation, mode } of claims)
      expect({ relation, mode }).toEqual({ relation, mode: locks[relation] })
    // TRUNCATE gives a new file as well, an empty one: no work.
    for (const name of sql.startsWith('truncate') ? [] : rewritten)
      expect(claims.find(({ relation }) => relation === name)?.work, `${name} is written anew`).toBe(
        'rewrite',
      )
  })
})

describe('what the plan does about it', () => {
  const migration = (sql: string) => [{ version: '20260101000000', name: 'change', sql }]
  const open = (rules?: PlanRules) =>
    openPostgres({
      dsn: url,
      secretName: 'DATABASE_URL',
      signal: new AbortController().signal,
      ...(rules && { rules }),
    })
  const planned = async (sql: string, rules?: PlanRules) => {
    const database = await open(rules)
    try {
      return await database.plan(migration(sql)).catch((error: unknown) => error)
    } finally {
      await database.close()
    }
  }
  const everyTable = { locks: 'refuse', largeTable: 1, protect: null } as const

  test('a short lock, or a small table, is a notice', async () => {
    const plan = await planned('select 1;\ncreate index on t (a);')
    expect(plan).toMatchObject({
      notices: [
        {
          version: '20260101000000',
          line: 2,
          kind: 'index-build',
          message: expect.stringContaining('SHARE'),
        },
      ],
    })
  })

  test('long work on a large table is refused with file and line, all at once', async () => {
    const failure = await planned(
      'create index on t (a);\nalter table t alter column c type bigint;',
      everyTable,
    )
    expect(failure).toBeInstanceOf(ConfigError)
    const { problems } = failure as ConfigError
    expect(problems.map(({ at }) => at)).toEqual([
      '20260101000000_change.sql:1',
      '20260101000000_change.sql:2',
    ])
    expect(problems[1]?.message).toContain('ACCESS EXCLUSIVE')
  })

  test('a declaration with its reason lets it pass, one without does not', async () => {
    expect(
      await planned('-- sluice:lock nobody works at night\ncreate index on t (a);', everyTable),
    ).toMatchObject({
      notices: [{ message: expect.stringContaining('Declared: nobody works at night') }],
    })
    expect(await planned('-- sluice:lock\ncreate index on t (a);', everyTable)).toBeInstanceOf(ConfigError)
  })

  test('locks on what the same set creates are nobody’s business', async () => {
    expect(
      await planned(
        'create table fresh (a int); create index on fresh (a); alter table fresh add column b serial;',
        everyTable,
      ),
    ).toMatchObject({ notices: [] })
  })

  test('a typing error is found with its line before anything runs', async () => {
    const failure = await planned("select 1;\nselect 'ü😀' as x;\nalter tabel t add column z int;")
    expect((failure as ConfigError).problems).toMatchObject([{ at: '20260101000000_change.sql:3' }])
    expect(JSON.stringify((failure as ConfigError).problems)).not.toContain('tabel')
  })
})
