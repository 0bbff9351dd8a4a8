import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scan } from '../../src/databases/sql/scan.ts'
import { findUnfit } from '../../src/databases/sql/unfit.ts'
import { anyText } from '../any-text.ts'
import { TRICKY_FILES } from './tricky-files.ts'

const texts = (sql: string): string[] => scan(sql).statements.map(({ text }) => text)

describe('a file is cut where the server would cut it', () => {
  test.each<[string, string, string[]]>([
    ['plain statements', 'select 1; select 2;', ['select 1', 'select 2']],
    ['no semicolon at the end', 'select 1', ['select 1']],
    ['nothing but space and semicolons', ' ;; \n ; ', []],
    ['semicolons in constants', `select 'a;''b;'; select "c;""d;"`, [`select 'a;''b;'`, `select "c;""d;"`]],
    [
      'backslash before a quote in E constants',
      String.raw`select E'a\';b'; select 2`,
      [String.raw`select E'a\';b'`, 'select 2'],
    ],
    [
      'backslash before a quote in plain constants',
      String.raw`select 'a\'; select 2`,
      [String.raw`select 'a\'`, 'select 2'],
    ],
    [
      'a word that ends in e is no prefix',
      String.raw`select note'a\'; select 2`,
      [String.raw`select note'a\'`, 'select 2'],
    ],
    [
      'an E constant that goes on in the next line',
      "select E'a'\n'\\';b'; select 2",
      ["select E'a'\n'\\';b'", 'select 2'],
    ],
    [
      'comments',
      'select 1 -- ;\n; /* ; /* ; */ ; */ select 2',
      ['select 1 -- ;', '/* ; /* ; */ ; */ select 2'],
    ],
    [
      'dollar quotes',
      'select $$ ; $a$ ; $$; select $a$ $$ ; $a$',
      ['select $$ ; $a$ ; $$', 'select $a$ $$ ; $a$'],
    ],
    ['a dollar inside a name', 'select a$b$; select $b$', ['select a$b$', 'select $b$']],
    ['parameters', 'select $1; select $2', ['select $1', 'select $2']],
    [
      'rules with several actions',
      'create rule r as on insert to v do (insert into t values (1); select 2); select 3',
      ['create rule r as on insert to v do (insert into t values (1); select 2)', 'select 3'],
    ],
    [
      'BEGIN ATOMIC with CASE',
      'create or replace function f() returns int begin atomic; select case when true then 1 end; select 2; end; select 3',
      [
        'create or replace function f() returns int begin atomic; select case when true then 1 end; select 2; end',
        'select 3',
      ],
    ],
    [
      'a column called atomic',
      'begin; select atomic from t; end; select 1',
      ['begin', 'select atomic from t', 'end', 'select 1'],
    ],
    ['CRLF', "select 1;\r\nselect 'a\r\nb';\r\n", ['select 1', "select 'a\r\nb'"]],
  ])('%s', (_, sql, expected) => {
    expect(texts(sql)).toEqual(expected)
  })

  test('a statement is placed at its first word, whatever comments stand before it', () => {
    const { statements } = scan('-- one\n\n/* two\n three */ select 1;\n\n  select 2; -- tail')
    expect(statements.map(({ line }) => line)).toEqual([4, 6, 6])
  })

  test.each([
    ["select 'a", 1, 'quoted string'],
    ['select 1;\nselect $x$ a', 2, 'quoted string'],
    ['select 1;\n\n/* a /* b */', 3, 'comment'],
    ['select "a', 1, 'quoted name'],
    ['select 1;\n\\d t', 2, 'psql'],
  ])('%j is not sent to a server', (sql, line, word) => {
    expect(scan(sql).flaw).toMatchObject({ line, message: expect.stringContaining(word) })
  })
})

const SQL_PIECES = fc.constantFrom(
  ..."'|\"|$$|$a$|$|E'|\\|--|/*|*/|\n|\r\n|;|(|)|begin atomic|case|end|create function f|drop table|alter table t|,|add|not null|do|execute|with|delete from|where| |x|é|1|.".split(
    '|',
  ),
)
const sqlLike = fc.array(SQL_PIECES, { maxLength: 60 }).map((pieces) => pieces.join(''))

describe('whatever the text', () => {
  test('no piece of it is lost, doubled or put elsewhere', () => {
    fc.assert(
      fc.property(fc.oneof(sqlLike, anyText()), (sql) => {
        let end = 0
        for (const { text, start, tokens, comments } of scan(sql).statements) {
          expect(start).toBeGreaterThanOrEqual(end)
          expect(sql.slice(start, start + text.length)).toBe(text)
          expect(sql.slice(end, start)).toMatch(/^[\s;\u0085]*$/)
          for (const token of [...tokens, ...comments]) expect(token.end).toBeGreaterThan(token.start)
          end = start + text.length
        }
        expect(sql.slice(end)).toMatch(/^[\s;\u0085]*$/)
      }),
      { seed: 7, numRuns: 2000 },
    )
  })

  test('cutting a statement again gives the statement again', () => {
    fc.assert(
      fc.property(sqlLike, (sql) => {
        const { statements, flaw } = scan(sql)
        fc.pre(flaw === null)
        for (const { text } of statements.slice(0, -1)) expect(texts(text)).toEqual([text])
      }),
      { seed: 8, numRuns: 2000 },
    )
  })
})

describe('what cannot run in the one transaction of a file is found before anything runs', () => {
  test.each([
    ['begin', 'transaction of its own'],
    ['BEGIN ISOLATION LEVEL SERIALIZABLE', 'transaction of its own'],
    ['start transaction', 'transaction of its own'],
    ['commit', 'transaction of its own'],
    ['end', 'transaction of its own'],
    ['rollback', 'transaction of its own'],
    ['abort', 'transaction of its own'],
    ["prepare transaction 'x'", 'transaction of its own'],
    ["commit prepared 'x'", 'prepared transaction'],
    ["rollback prepared 'x'", 'prepared transaction'],
    ['create index concurrently i on t (id)', 'CONCURRENTLY'],
    ['create unique index concurrently on t (id)', 'CONCURRENTLY'],
    ['drop index concurrently i', 'CONCURRENTLY'],
    ['reindex index concurrently i', 'CONCURRENTLY'],
    ['reindex (verbose) table concurrently t', 'CONCURRENTLY'],
    ['alter table t detach partition p concurrently', 'CONCURRENTLY'],
    ['vacuum', 'cannot run inside'],
    ['vacuum (analyze) t', 'cannot run inside'],
    ['create database d', 'cannot run inside'],
    ['drop database d', 'cannot run inside'],
    ['alter database d set tablespace s', 'cannot run inside'],
    ["alter system set work_mem = '1GB'", 'cannot run inside'],
    ['reindex database d', 'cannot run inside'],
    ['cluster', 'CLUSTER'],
    ["copy t from stdin with (format 'csv')", 'COPY'],
    ['copy (select 1) to stdout', 'COPY'],
  ])('%s', (sql, word) => {
    const found = findUnfit(scan(`create table a (id int);\n-- why\n${sql};`))
    expect(found).toMatchObject([{ line: 3, message: expect.stringContaining(word) }])
  })

  test.each([
    'rollback to savepoint a',
    'rollback work to a',
    'savepoint a',
    'prepare q as select 1',
    'create table concurrently_used (id int)',
    'create index i on t (concurrently)',
    'cluster t using i',
    'refresh materialized view v',
    "alter database d set search_path = 'x'",
    "copy t from '/srv/data.csv'",
    'create function f() returns void language plpgsql as $$ begin null; end $$',
    'do $$ begin commit; end $$',
    'analyze t',
    'reindex table t',
  ])('%s is fine', (sql) => {
    expect(findUnfit(scan(sql))).toEqual([])
  })

  test.each(Object.entries(TRICKY_FILES))('%s is fine', (_, sql) => {
    expect(findUnfit(scan(sql))).toEqual([])
  })

  test('refreshing a view concurrently is allowed in a transaction and stays allowed', () => {
    expect(findUnfit(scan('refresh materialized view concurrently v'))).toEqual([])
  })
})
