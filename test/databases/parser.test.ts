import { describe, expect, test } from 'vitest'
import { breachesOf } from '../../src/databases/sql/breaches.ts'
import { findContracts } from '../../src/databases/sql/contract.ts'
import { loadParser } from '../../src/databases/sql/parse.ts'
import { BREAKING, HARMLESS } from './statements.ts'

const parse = await loadParser()
const files = (sql: string) => [{ version: '1', name: 'change', sql }]

describe('two readers, one answer: our own and the parser of PostgreSQL', () => {
  test.each(BREAKING)('%s', (sql, expected) => {
    const { findings } = findContracts(files(sql), () => true, parse)
    expect(findings.map(({ kind }) => kind)).toEqual(expected)
  })

  test.each(HARMLESS)('%s', (sql) => {
    expect(findContracts(files(sql), () => true, parse).findings).toEqual([])
  })

  test('what the parser knows about, it finds alone', () => {
    const known = new Set([
      'drop-table',
      'drop-column',
      'drop-view',
      'drop-type',
      'drop-function',
      'drop-schema',
      'drop-sequence',
      'drop-extension',
      'change-type',
      'set-not-null',
      'not-null-without-default',
      'truncate',
    ])
    const wanted = BREAKING.filter(
      ([sql, kinds]) =>
        !/^(do|with|alter (type|domain))/i.test(sql) && kinds.every((kind) => known.has(kind)),
    )
    expect(wanted.length).toBeGreaterThan(20)
    for (const [sql, kinds] of wanted) {
      const reading = parse(sql)
      const alone = reading.ok ? reading.statements.flatMap(({ kind, body }) => breachesOf(kind, body)) : []
      expect(
        alone.map(({ kind }) => kind),
        sql,
      ).toEqual(kinds)
    }
  })
})
