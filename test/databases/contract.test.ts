import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Migration } from '../../src/databases/database.ts'
import { findContracts, relationsIn } from '../../src/databases/sql/contract.ts'
import { BREAKING, HARMLESS } from './statements.ts'

const files = (...sqls: string[]): Migration[] =>
  sqls.map((sql, index) => ({ version: String(index + 1), name: 'change', sql }))

const kinds = (...sqls: string[]): string[] => findContracts(files(...sqls)).findings.map(({ kind }) => kind)

describe('what the release before cannot live with is found', () => {
  test.each(BREAKING)('%s', (sql, expected) => {
    expect(kinds(sql)).toEqual(expected)
  })
})

describe('what the release before does not notice is left alone', () => {
  test.each(HARMLESS)('%s', (sql) => {
    expect(kinds(sql)).toEqual([])
  })
})

describe('what the same set of migrations created may be changed freely', () => {
  test.each<[string, string[]]>([
    [
      'a new table',
      [
        'create table t (id int); alter table t drop column id, add column a int not null; truncate t',
        'drop table public.t',
      ],
    ],
    [
      'a new table under its new name',
      ['create table t (id int); alter table t rename to u', 'alter table u drop column id; drop table u'],
    ],
    [
      'a new unlogged table',
      [
        'create unlogged table t (id int); alter table t enable row level security; create unique index on t (id)',
      ],
    ],
    ['a new type', ["create type mood as enum ('a')", 'drop type mood']],
    [
      'a new function',
      [
        'create function f() returns int language sql as $$ select 1 $$; revoke all on function f() from public; drop function f()',
      ],
    ],
    [
      'a new column',
      [
        'alter table t add column a int',
        'alter table t alter column a type text; alter table t rename a to b',
      ],
    ],
    [
      'a new column that has a default',
      ['alter table t add column a int default 1', 'alter table t alter column a set not null'],
    ],
    [
      'a policy on a new table',
      ['create table t (id int); create policy p on t using (true)', 'drop policy p on t'],
    ],
  ])('%s', (_, sqls) => {
    expect(kinds(...sqls)).toEqual([])
  })

  test.each<[string, string[], string[]]>([
    [
      'a new column without default is still empty in old inserts',
      ['alter table t add column a int', 'alter table t alter column a set not null'],
      ['set-not-null'],
    ],
    [
      'a new column loses the default that old inserts rely on',
      ['alter table t add column a int not null default 1', 'alter table t alter column a drop default'],
      ['drop-default'],
    ],
    [
      'an old table under its new name is still the old table',
      ['alter table t rename to u', 'drop table u'],
      ['rename', 'drop-table'],
    ],
    [
      'a table that may have been there',
      ['create table if not exists t (id int)', 'drop table t'],
      ['drop-table'],
    ],
    [
      'a function that was replaced',
      ['create or replace function f() returns int language sql as $$ select 1 $$', 'drop function f()'],
      ['drop-function'],
    ],
    [
      'a table of the same name in another schema',
      ['create table t (id int)', 'drop table archive.t'],
      ['drop-table'],
    ],
    ['dropped first, created afterwards', ['drop table t', 'create table t (id int)'], ['drop-table']],
  ])('but not: %s', (_, sqls, expected) => {
    expect(kinds(...sqls)).toEqual(expected)
  })

  test('the database is asked whether a table was there before', () => {
    const set = files(
      'create table if not exists t (id int); drop table t; drop table if exists gone; alter table u rename to w',
      'drop table w',
    )
    expect(relationsIn(set).sort()).toEqual(['gone', 't', 'u'])
    const there = new Set(['u'])
    expect(findContracts(set, (name) => there.has(name)).findings.map(({ kind }) => kind)).toEqual([
      'rename',
      'drop-table',
    ])
  })
})

describe('a contract step is declared in the file', () => {
  const declared = (sql: string): (string | null)[] =>
    findContracts(files(sql)).findings.map(({ declaredAfter }) => declaredAfter)

  test('above a statement it counts for that statement', () => {
    expect(declared('select 1;\n-- sluice:contract after v1.4.0\ndrop table a;\ndrop table b;')).toEqual([
      'v1.4.0',
      null,
    ])
  })

  test("at the end of the statement's line it counts for that statement", () => {
    expect(declared('drop table a; -- sluice:contract after v1\ndrop table b;')).toEqual(['v1', null])
  })

  test('at the top it counts for the whole file', () => {
    expect(declared('-- Goodbye.\n-- sluice:contract after 3f2a1bc\n\ndrop table a;\ndrop table b;')).toEqual(
      ['3f2a1bc', '3f2a1bc'],
    )
  })

  test.each([
    '-- sluice:contract',
    '-- sluice:contract after',
    '-- sluice:contract v1',
    '-- sluice:contract after v1 and v2',
  ])('%s is a mistake', (comment) => {
    const { mistakes, findings } = findContracts(files(`select 1;\n${comment}\ndrop table a;`))
    expect(mistakes).toMatchObject([{ version: '1', line: 2 }])
    expect(findings).toMatchObject([{ declaredAfter: null, line: 3 }])
  })

  test('text in a string declares nothing', () => {
    expect(declared("select '\n-- sluice:contract after v1\n'; drop table a")).toEqual([null])
  })
})

test('findings name the file, the line and the thing, also inside DO blocks', () => {
  const sql =
    'create table n (id int);\n\ndo language plpgsql\n$$\nbegin\n  -- why\n  drop table "Old Orders";\nend\n$$;'
  expect(findContracts(files('select 1', sql)).findings).toEqual([
    {
      version: '2',
      line: 7,
      kind: 'drop-table',
      message: expect.stringContaining('"Old Orders"'),
      declaredAfter: null,
    },
  ])
})

describe('hostile files', () => {
  test('no text makes it throw', () => {
    const words =
      'create|drop|alter|table|view|if|exists|not|null|t|"q"|.|,|(|)|;|add|column|rename|to|type|set|do|execute|$$|\'|--\n|with|delete|from|where|policy|on|revoke|all|truncate|constraint|-- sluice:contract after v\n'.split(
        '|',
      )
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
        const { findings } = findContracts(files(parts.join(' ')))
        for (const { line, message } of findings) {
          expect(line).toBeGreaterThan(0)
          expect(message).not.toBe('')
        }
      }),
      { seed: 9, numRuns: 3000 },
    )
  })

  // Work that grows with the square of the length would need hours here and run into the time limit of a test.
  test.each([
    ['(', 1],
    ['with a as (delete from t (', 20],
    ['alter table t add a int not null, ', 30],
    ["E'\\''\n", 4],
    ['/*', 1],
    ['$a$ $b$ ', 4],
    ['-- sluice:contract\n;', 10],
    ['drop table a, ', 8],
    ['do $$ ', 4],
    [' ', 1],
    ["''\n--\n", 4],
    ['case ', 4],
    ['alter table t rename a to b, ', 20],
    ['create rule r as (;', 8],
    ['drop policy p on t; create policy p on t; ', 30],
  ])('a megabyte of %j is read through', (piece, shorter) => {
    const sql = piece.repeat(Math.floor(1_000_000 / piece.length))
    expect(findContracts(files(sql)).findings.length).toBeLessThan(1_000_000 / shorter)
  })
})
