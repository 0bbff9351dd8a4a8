import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  findSqliteContracts,
  findSqliteUnfit,
  scanSqlite,
  sqliteTablesIn,
} from '../../src/databases/sql/sqlite.ts'

const files = (...sqls: string[]) =>
  sqls.map((sql, index) => ({ version: String(index + 1), name: 'x', sql }))
const kinds = (...sqls: string[]): string[] =>
  findSqliteContracts(files(...sqls), (name) => ['t', 'u', 'order items'].includes(name)).findings.map(
    ({ kind }) => kind,
  )

describe('what the release before cannot live with in SQLite', () => {
  test.each<[string, string[]]>([
    ['drop table t', ['drop-table']],
    ['DROP TABLE IF EXISTS `T`', ['drop-table']],
    ['drop table [order items]', ['drop-table']],
    ['alter table t rename to w', ['rename']],
    ['alter table "t" rename column a to b', ['rename']],
    ['alter table t rename a to b', ['rename']],
    ['alter table main.t drop column a', ['drop-column']],
    ['alter table t add column d integer not null', ['not-null-without-default']],
    ['create unique index i on t (a)', ['add-constraint']],
    ['delete from t', ['delete-without-where']],
    [
      'create table n (a); insert into n select a from t; drop table t; alter table n rename to t',
      ['rebuild'],
    ],
  ])('%s', (sql, expected) => expect(kinds(sql)).toEqual(expected))

  test.each([
    'create table n (a); drop table n',
    'alter table t add column d integer',
    'alter table t add column d integer not null default 0',
    'create index i on t (a)',
    'delete from t where a = 1',
    'create trigger g after insert on t begin delete from u; drop table u; end; select 1',
    "insert into t values ('drop table t')",
    'drop table elsewhere',
  ])('and what it does not notice: %s', (sql) => expect(kinds(sql)).toEqual([]))

  test('declarations count as they do for PostgreSQL', () => {
    const { findings } = findSqliteContracts(files('select 1;\n-- sluice:contract after v3\ndrop table t;'))
    expect(findings).toMatchObject([{ line: 3, declaredAfter: 'v3' }])
    expect(sqliteTablesIn(files('drop table `T`; create table n (a)'))).toEqual(['t', 'n'])
  })
})

describe('what SQLite refuses is found before, and nothing else', () => {
  const real = (sql: string): boolean => {
    const db = new DatabaseSync(':memory:')
    db.exec('create table t (a, b); insert into t values (1, 2); begin')
    try {
      db.exec(sql)
      return true
    } catch {
      return false
    } finally {
      db.close()
    }
  }

  test.each([
    'alter table t add column d integer primary key',
    'alter table t add column d unique',
    'alter table t add column d default current_timestamp',
    'alter table t add column d default (random())',
    'alter table t add column d as (a * 2) stored',
    'begin',
    'vacuum',
  ])('refused by both: %s', (sql) => {
    expect(findSqliteUnfit(sql)).toHaveLength(1)
    expect(real(sql)).toBe(false)
  })

  test.each([
    'alter table t add column d',
    "alter table t add column d text not null default 'x'",
    'alter table t add column d as (a * 2) virtual',
    'create trigger g after insert on t begin update t set b = case when a then 1 else 2 end; end',
    'create table `n` ([a b] integer)',
    'pragma defer_foreign_keys = on',
  ])('taken by both: %s', (sql) => {
    expect(findSqliteUnfit(sql)).toEqual([])
    expect(real(sql)).toBe(true)
  })
})

test('no text makes it throw, and every statement lies where it says', () => {
  const words =
    'create|trigger|begin|end|drop|table|`t`|[t]|"t"|;|(|)|alter|add|column|not|null|default|\'|--\n|/*'.split(
      '|',
    )
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (parts) => {
      const sql = parts.join(' ')
      findSqliteContracts(files(sql))
      findSqliteUnfit(sql)
      for (const { start, text } of scanSqlite(sql).statements)
        expect(sql.length).toBeGreaterThanOrEqual(start + text.length)
    }),
    { seed: 4, numRuns: 2000 },
  )
})
