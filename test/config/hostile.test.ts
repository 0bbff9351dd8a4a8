import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { anyText } from '../any-text.ts'
import { registries } from './registries.ts'

const load = (text: string): Promise<unknown> =>
  loadConfig(text, registries).then(
    (loaded) => loaded,
    (error: unknown) => error,
  )

const good = `version: 1
service: shop
components:
  web: { platform: local, command: [node, server.js] }
secrets: [API_KEY]
smoke:
  - name: health
    path: /healthz
    headers: { authorization: "Bearer {secret:API_KEY}" }
    expect: { json: { /ok: true } }
metrics:
  errors: { max: 1%, vs-baseline: { relative: 50% }, abort: 50% }
environments:
  production:
    steps:
      - { weight: 10%, bake: 30m }
      - { weight: 100%, bake: 1h }
`

/** References of references: would be ten to the ninth values. */
const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
  .split('')
  .map((letter, index) => `${letter}: &${letter} [${Array(10).fill(`*${'abcdefghi'[index]}`).join(',')}]`)
  .join('\n')}\n`

describe('a hostile file ends in a short explanation', () => {
  test.each<[string, string, RegExp]>([
    ['5 MB of text', 'a'.repeat(5_000_000), /larger than 256KiB/],
    ['5 MB of keys', 'a: 1\n'.repeat(1_000_000), /larger than 256KiB/],
    ['an anchor bomb', bomb, /more than 50 anchors|more than 20000 values/],
    [
      'a bomb of few anchors',
      `a: &a [${'x,'.repeat(5000)}]\nb: [${'*a,'.repeat(9)}]\n`,
      /more than 20000 values/,
    ],
    ['an anchor that holds itself', 'version: &a [*a]\n', /does not name an anchor before it/],
    ['250,000 brackets', '['.repeat(250_000), /deeper than 24/],
    ['250,000 braces', '{a: '.repeat(60_000), /deeper than 24/],
    ['lists in lists on one line', `${'- '.repeat(100_000)}x`, /deeper than 24/],
    [
      'mappings in mappings',
      Array.from({ length: 600 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      /deeper than 24/,
    ],
    [
      '25,000 keys',
      Array.from({ length: 25_000 }, (_, index) => `k${index}: 1`).join('\n'),
      /more than 20000 values|unknown key/,
    ],
    ['25,000 secrets', `secrets: [${'A,'.repeat(25_000)}]`, /more than 20000 values|too many entries/],
    ['a key of 200,000 characters', `${'k'.repeat(200_000)}: 1`, /not valid YAML/],
    ['a value of 200,000 characters', `service: ${'k'.repeat(200_000)}`, /longer than 16384/],
    ['a question mark in a question mark', `${'? '.repeat(50_000)}`, /deeper than 24/],
    ['nothing but NULs', '\0'.repeat(10_000), /./],
    ['half a character', '\ud800: \udc00', /./],
  ])('%s', async (_, text, expected) => {
    const error = await load(text)
    expect(error).toBeInstanceOf(ConfigError)
    expect((error as ConfigError).message).toMatch(expected)
    expect((error as ConfigError).message.length).toBeLessThan(60_000)
  })
})

test('whatever the text, the only thing thrown is a ConfigError', async () => {
  const lines = fc.array(
    fc.oneof(
      fc.constantFrom(...good.split('\n')),
      anyText({ maxLength: 20 }),
      fc.constantFrom('- ', '? ', '&a ', '*a', '!!x', '<<: ', '"', '[', '}', '|', '\t', '---', '...'),
    ),
    { maxLength: 30 },
  )
  await fc.assert(
    fc.asyncProperty(lines, async (parts) => {
      const result = await load(parts.join('\n'))
      if (result instanceof Error) expect(result).toBeInstanceOf(ConfigError)
    }),
    { numRuns: 200 },
  )
})

test('a file with one part damaged is told as mistakes, never as a crash', async () => {
  const anything = fc.oneof(
    fc.jsonValue().map((value) => JSON.stringify(value)),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length), fc.nat(40), anything, async (at, length, put) => {
      const result = await load(good.slice(0, at) + put + good.slice(at + length))
      if (result instanceof Error) expect(result).toBeInstanceOf(ConfigError)
    }),
    { numRuns: 250 },
  )
})

test('no file reaches the prototype of objects', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  const keys = [
    '__proto__',
    'constructor',
    'prototype',
    '"__proto__"',
    '"\\u005f_proto__"',
    'toString',
    'hasOwnProperty',
    'valueOf',
  ]
  const places = [
    (key: string) => `${key}: { polluted: true }\n${good}`,
    (key: string) => good.replace('  web:', `  ${key}:`),
    (key: string) => good.replace('platform: local', `platform: ${key}`),
    (key: string) => good.replace('  errors:', `  ${key}:`),
    (key: string) => good.replace('errors: {', `errors: { source: ${key},`),
    (key: string) => good.replace('/ok: true', `/ok: { ${key}: { polluted: true } }`),
    (key: string) => good.replace('authorization:', `${key}:`),
    (key: string) => good.replace('production:', `${key}:`),
  ]
  for (const key of keys)
    for (const place of places) {
      const result = await load(place(key))
      if (key.includes('_proto__') || key === 'constructor') expect(result).toBeInstanceOf(ConfigError)
      expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    }
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
})

test('a byte order mark and the line ends of Windows change nothing but the hash', async () => {
  const plain = await loadConfig(good, registries)
  const windows = await loadConfig(`\ufeff${good.replaceAll('\n', '\r\n')}`, registries)
  expect(windows.config).toEqual(plain.config)
  expect(windows.hash).not.toBe(plain.hash)
  const wrong = await load(`\ufeff${good.replace('service:', 'servic:').replaceAll('\n', '\r\n')}`)
  expect((wrong as ConfigError).problems.map(({ at }) => at)).toContain('.github/sluice.yml:2:1')
})
