import fc from 'fast-check'
import { expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { findContracts } from '../../src/databases/sql/contract.ts'
import { lint } from '../../src/databases/sql/lint.ts'
import { loadParser } from '../../src/databases/sql/parse.ts'
import { scan } from '../../src/databases/sql/scan.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import {
  formatDuration,
  parseBytes,
  parseDuration,
  parseLatency,
  parsePercent,
  parseSchedule,
} from '../../src/kit/grammar.ts'
import { readPayload } from '../../src/ledger/payload.ts'
import { readEvent, writeEvent } from '../../src/rollout/events.ts'
import { anyText } from '../any-text.ts'
import { registries } from '../config/registries.ts'
import { fuzz } from './corpus.ts'

// Texts from outside at the border where they become values: never a surprise, never half a value.

/** Pieces that meet in real texts, and what breaks readers of them. */
const pieces = (...words: readonly string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...words), anyText({ maxLength: 6 })), {
      maxLength: 14,
    })
    .map((parts) => parts.join(''))

test('a number with a unit is read as what it says or not at all', async () => {
  const text = pieces(
    '1',
    '0',
    '9',
    '10',
    '100',
    '%',
    's',
    'm',
    'h',
    'd',
    'ms',
    'KiB',
    '.',
    ',',
    'e',
    '-',
    '+',
    ' ',
    '٣',
  )
  await fuzz('grammar', fc.oneof(text, fc.anything()), (value) => {
    for (const parse of [parseDuration, parseLatency, parseBytes, (given: unknown) => parsePercent(given)]) {
      const reading = parse(value)
      if (!reading.ok) {
        expect(reading.message.length).toBeLessThan(400)
        continue
      }
      expect(typeof value).toBe('string')
      expect(String(value)).toMatch(/^[0-9][0-9.]*(?:[a-zA-Z%]+[0-9.]*)*$/)
      expect(Number.isFinite(reading.value) && reading.value >= 0).toBe(true)
    }
    expect(typeof parseSchedule(value).ok).toBe('boolean')
    const duration = parseDuration(value)
    if (duration.ok) expect(parseDuration(formatDuration(duration.value))).toEqual(duration)
  })
})

test('a line of the ledger is an event that would be written just so, or none', async () => {
  const text = pieces(
    'set ',
    'setting ',
    '100%',
    '10%',
    ' #1.',
    '2ehn9',
    'promoted',
    'rollback asked',
    'held',
    'deployed web ',
    ' by ',
    '1/3',
    '{',
    '"',
  )
  await fuzz('ledger', text, (line) => {
    const event = readEvent(line)
    if (event !== null) expect(readEvent(writeEvent(event))).toEqual(event)
  })
})

test('a record of the ledger is whole or has a named problem, and touches no prototype', async () => {
  const names = ['schema', 'kind', 'id', 'plan', 'steps', '__proto__', 'constructor', 'weight']
  const invented = fc.oneof(
    fc.json(),
    fc.dictionary(fc.constantFrom(...names), fc.jsonValue()).map((value) => JSON.stringify(value)),
    fc.anything(),
  )
  await fuzz('ledger', invented, (value) => {
    const read = readPayload(value)
    if (!read.ok) expect(['unreadable', 'newer-version', 'not-ours']).toContain(read.reason)
    expect(({} as { schema?: unknown }).schema).toBeUndefined()
  })
})

test('a configuration is read or explained', async () => {
  const text = pieces(
    'version: 1\n',
    'service: shop\n',
    'components:\n',
    '  web: { platform: local, command: [a] }\n',
    'environments:\n',
    '  production:\n',
    '    steps: [{ weight: 10%, bake: 1m }]\n',
    '&a ',
    '*a ',
    '!!js/function ',
    '<<: ',
    '__proto__: ',
    '1e309',
    '- ',
    '? ',
    '|\n',
    '"',
  )
  await fuzz('config', text, async (given) => {
    const error: unknown = await loadConfig(given, registries).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (error !== null) expect(error).toBeInstanceOf(ConfigError)
  })
})

test('SQL is read without a surprise, and every finding is on a line of its file', async () => {
  const parse = await loadParser()
  const text = pieces(
    'create table ',
    'alter table ',
    'drop column ',
    'rename to ',
    'a ',
    '"b" ',
    '(id int)',
    ';\n',
    '--',
    '/*',
    '*/',
    "'",
    '$$',
    '$x$',
    'do ',
    'begin ',
    'end ',
    'concurrently ',
    'U&"',
    '\0',
  )
  await fuzz('sql', text, (sql) => {
    const migrations = [{ version: '1', name: 'a', sql }]
    const lines = sql.split(/\r\n?|\n/).length
    for (const { line } of scan(sql).statements) expect(line).toBeLessThanOrEqual(lines)
    const { locks, mistakes } = lint(migrations, parse)
    for (const { line } of [...locks, ...mistakes]) {
      expect(line).toBeGreaterThanOrEqual(1)
      expect(line).toBeLessThanOrEqual(lines)
    }
    for (const { line } of findContracts(migrations).findings) expect(line).toBeLessThanOrEqual(lines)
  })
})
