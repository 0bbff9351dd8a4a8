import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findAll } from '../../src/kit/needles.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { anyText } from '../any-text.ts'
import { ENCODINGS, INSIDE_BASE64 } from './canaries.ts'

const knowing = (...secrets: string[]) => {
  const redactor = createRedactor()
  for (const [index, secret] of secrets.entries()) redactor.registerSecret(`secret ${index}`, secret)
  return redactor
}

/** Secrets with every kind of character that encodings treat differently. */
const CANARIES = [
  'plainCanary4711',
  `p@ss w+rd/&=?#%!'()*~`,
  '{"quoted": "va\\lue"}',
  '$äöü-пароль-秘密-🔑$',
  '<tag attr="x">&amp;</tag>',
  '-_-=+/+/=-_-',
]

describe('redact', () => {
  for (const canary of CANARIES)
    test.each(Object.entries(ENCODINGS))(`hides ${canary} written as %s`, (_, encode) => {
      const shown = knowing(canary).redact(`before ${encode(canary)} after`)
      expect(shown).not.toContain(canary)
      expect(shown).not.toContain(encode(canary))
      expect(shown).toContain('***')
      expect(shown.startsWith('before ')).toBe(true)
      expect(shown.endsWith(' after')).toBe(true)
    })

  test('hides an arbitrary secret in every encoding, wherever it stands', () => {
    const secrets = anyText({ minLength: 4, maxLength: 60 }).filter(
      (s) => s.trim().length >= 4 && !s.includes('*'),
    )
    const around = fc.string({ maxLength: 20 })
    fc.assert(
      fc.property(
        secrets,
        fc.constantFrom(...Object.keys(ENCODINGS)),
        around,
        around,
        (secret, name, before, after) => {
          const encoded = ENCODINGS[name]?.(secret) ?? ''
          const shown = knowing(secret).redact(before + encoded + after)
          // What surrounds the secret may happen to hold the encoded form's neighbours; the form itself must be gone.
          expect(shown).toContain('***')
          expect(shown.includes(encoded)).toBe(false)
        },
      ),
      { seed: 11, numRuns: 600 },
    )
  })

  test.each(INSIDE_BASE64.map((encode, before) => [before, encode] as const))(
    'hides a secret inside base64 with %d bytes in front of it',
    (_, encode) => {
      const secret = 'tok_9fQz7LmN2x'
      const shown = knowing(secret).redact(encode(secret))
      const visible = shown.split('***').map((part) => Buffer.from(part, 'base64').toString('latin1'))
      expect(shown).toContain('***')
      for (const part of visible) expect(part).not.toMatch(/9fQ|Qz7|7Lm|mN2/)
    },
  )

  test('hides every line of a secret of several lines, and the secret as a whole', () => {
    const key = ['-----BEGIN KEY-----', 'abcdefgh12345', 'ijkl', 'xy', '-----END KEY-----'].join('\r\n')
    const { redact } = knowing(key)
    expect(redact('line 2 is abcdefgh12345.')).toBe('line 2 is ***.')
    expect(redact('line 3 is ijkl.')).toBe('line 3 is ***.')
    expect(redact('too short to hide: xy')).toBe('too short to hide: xy')
    expect(redact(`<${key}>`)).toBe('<***>')
    expect(redact(`<${JSON.stringify(key)}>`)).toBe('<"***">')
    expect(redact(`<${Buffer.from(key).toString('base64')}>`)).toBe('<***>')
  })

  test('hides a secret that was pasted with white space around it, trimmed or not', () => {
    expect(knowing('  sesame-open\n').redact('[sesame-open]')).toBe('[***]')
  })

  test.each([
    ['the decoded password', 'p@ss:w/rd'],
    ['the encoded password', 'p%40ss%3Aw%2Frd'],
    ['user and password for basic auth', Buffer.from('app:p@ss:w/rd').toString('base64')],
    ['the address', 'postgres://app:p%40ss%3Aw%2Frd@db.example:5432/shop?sslmode=require'],
    ['the password in base64', Buffer.from('p@ss:w/rd').toString('base64')],
  ])('knows the password inside a connection string: %s', (_, leak) => {
    const { redact } = knowing('postgres://app:p%40ss%3Aw%2Frd@db.example:5432/shop?sslmode=require')
    expect(redact(`x ${leak} y`)).toBe('x *** y')
    expect(redact('db.example and shop')).toBe('db.example and shop')
  })

  test.each([
    ['quoted', `host=db user=app password='it\\'s a \\\\secret' dbname=shop`, `it's a \\secret`],
    ['bare', 'host=db password=opensesame dbname=shop', 'opensesame'],
    [
      'a password in the query of an address',
      'postgres://db/shop?user=app&password=open%20sesame',
      'open sesame',
    ],
    [
      'a password with characters that should have been encoded',
      'postgres://app:se#sa?me1@db/shop',
      'se#sa?me1@db',
    ],
  ])('knows the password of a connection string in keyword form: %s', (_, dsn, password) => {
    expect(knowing(dsn).redact(`x ${password.replace('@db', '')} y`)).not.toMatch(
      /sesame|secret|opens|sa\?me1/,
    )
  })

  test('knows the keys inside a service account file, and leaves the project name readable', () => {
    const account = {
      type: 'service_account',
      project_id: 'shop-production',
      private_key_id: '0123456789abcdef',
      token_uri: 'https://oauth2.example/token',
      private_key:
        '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkq\nhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n',
    }
    const { redact } = knowing(JSON.stringify(account))
    expect(redact('id 0123456789abcdef')).toBe('id ***')
    expect(redact('line MIIEvQIBADANBgkq')).toBe('line ***')
    expect(redact(`escaped ${JSON.stringify(account.private_key)}`)).toBe('escaped "***"')
    const readable = 'project shop-production at https://oauth2.example/token'
    expect(redact(readable)).toBe(readable)
  })

  test('knows the signature of a JWT, which makes its readable part a key', () => {
    const { redact } = knowing('eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sIgNaTuRe_123')
    expect(redact('claims plus sIgNaTuRe_123')).toBe('claims plus ***')
  })

  test('knows the path of a web address that is secret as a whole', () => {
    const { redact } = knowing('https://hooks.example.com/services/T0123/B0456/abcdefghijklmnop')
    expect(redact('POST hooks.example.com/services/T0123/B0456/abcdefghijklmnop')).toBe(
      'POST hooks.example.com***',
    )
  })

  test('does not hide what is below four characters, and says so without the value', () => {
    const warnings: string[] = []
    const masks: string[] = []
    const redactor = createRedactor({
      warn: (text) => warnings.push(text),
      maskWith: (form) => masks.push(form),
    })
    redactor.registerSecret('PIN', 'a7z')
    redactor.registerSecret('EMPTY', '  \n')
    expect(redactor.redact('a7z at the bazaar')).toBe('a7z at the bazaar')
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain('PIN')
    expect(warnings[0]).not.toContain('a7z')
    expect(masks).toEqual([])
  })

  test('hands every form to the runner once, none of them too short', () => {
    const masks: string[] = []
    const redactor = createRedactor({ maskWith: (form) => masks.push(form) })
    redactor.registerSecret('A', 'two words')
    redactor.registerSecret('B', 'two words')
    expect(new Set(masks).size).toBe(masks.length)
    expect(masks).toEqual(expect.arrayContaining(['two words', 'two%20words', 'two+words', 'dHdvIHdvcmRz']))
    expect(Math.min(...masks.map((form) => form.length))).toBeGreaterThanOrEqual(4)
  })

  test('hides the longest secret when one contains another, and overlapping secrets wholly', () => {
    expect(knowing('abcd', 'abcdefgh').redact('<abcdefgh>')).toBe('<***>')
    expect(knowing('abcdef', 'defghi').redact('<abcdefghi>')).toBe('<***>')
  })

  test.each([
    ['a password in an address', 'to postgres://app:hunter22@db/x now', 'to postgres://app:***@db/x now'],
    ['a password with an at sign', 'postgres://app:hun@ter@db/x', 'postgres://app:***@db/x'],
    ['a token as user', 'https://0123456789abcdefghij@git.example/x', 'https://***@git.example/x'],
    ['a bearer header', 'Authorization: Bearer abc.def-123', 'Authorization: ***'],
    ['a bearer token alone', 'sent Bearer abcdef1234567', 'sent Bearer ***'],
    ['basic auth', 'Basic dXNlcjpwYXNzd29yZA== failed', 'Basic *** failed'],
    ['a Supabase token', 'key sbp_0123456789abcdef0123 end', 'key *** end'],
    ['a Fly token', 'FlyV1 fm2_lJPECAAAAAAAAAAAAA end', '*** end'],
    ['an old Fly token', 'fo1_abcdefgh-1234', '***'],
    ['a GitHub token', 'ghs_0123456789abcdefABCDEF', '***'],
    ['a fine-grained GitHub token', 'github_pat_11ABCDEFG0123456789_abc', '***'],
    ['a JWT', 'x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-_1 y', 'x *** y'],
    [
      'a private key',
      'a\n-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nb',
      'a\n***\nb',
    ],
    ['a private key cut off', 'a -----BEGIN PRIVATE KEY-----\nabc', 'a ***'],
    ['password=', 'password=hunter22&x=1', 'password=***&x=1'],
    ['a quoted keyword', "password='hunter 22' user=a", 'password=*** user=a'],
    ['a token in a query', 'GET /x?a=1&access_token=hunter22 200', 'GET /x?a=1&access_token=*** 200'],
    ['a password in JSON', '{"db_password": "hun\\"ter22", "a": 1}', '{"db_password": "***", "a": 1}'],
  ])('catches %s that nobody registered', (_, text, shown) => {
    expect(createRedactor().redact(text)).toBe(shown)
  })

  test.each([
    'Basic authentication failed',
    'the token is missing; set `github-token`',
    'https://github.com/acme/shop/pull/12@main',
    'password: not set',
    'ssh://git@example.com/x',
    'postgres://app@db/x',
    'http://localhost:8080/health',
    '{"decision":"hold","reason":"too-few-samples","weight":10}',
    'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678',
  ])('leaves ordinary text alone: %s', (text) => {
    expect(createRedactor().redact(text)).toBe(text)
  })

  test('changes nothing more when text passes a second time', () => {
    const redactor = knowing('sesame+open', 'postgres://app:hunter22@db/x')
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string({ maxLength: 12 }),
            fc.constantFrom(
              'sesame+open',
              '://u:pass@',
              'Bearer abcdefgh1234',
              '?token=abcd',
              '"token":"x"',
              'Authorization: ',
              'password=',
              '***',
              '-----BEGIN ',
              'ghs_0123456789abcdefAB',
            ),
          ),
          { maxLength: 12 },
        ),
        (parts) => {
          const once = redactor.redact(parts.join(''))
          expect(redactor.redact(once)).toBe(once)
        },
      ),
      { seed: 3, numRuns: 500 },
    )
  })

  test.each([
    ['one letter repeated', 'a'.repeat(1_000_000)],
    ['starts of addresses', '://a:'.repeat(200_000)],
    ['starts of keys', '-----BEGIN '.repeat(90_000)],
    ['bearer without a token', 'Bearer '.repeat(140_000)],
    ['quotes and colons', '"token":"'.repeat(110_000)],
    ['passwords in quotes', "password='".repeat(100_000)],
    ['spaces', ' '.repeat(1_000_000)],
  ])('gets through a megabyte of %s', (_, text) => {
    const redactor = knowing('a'.repeat(3000), `${'a'.repeat(500)}b`, 'token', '-----BEGIN FAKE')
    expect(redactor.redact(text).length).toBeLessThanOrEqual(text.length)
  })
})

describe('findAll', () => {
  test('finds what a plain search finds, whatever the needles', () => {
    const small = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(
        fc.array(small, { maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 40 }),
        (needles, text) => {
          const covered = new Set<number>()
          for (const [start, end] of findAll(needles).find(text))
            for (let at = start; at < end; at += 1) covered.add(at)
          const expected = new Set<number>()
          for (const needle of needles)
            for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1))
              for (let inside = at; inside < at + needle.length; inside += 1) expected.add(inside)
          expect([...covered].sort()).toEqual([...expected].sort())
        },
      ),
      { seed: 5, numRuns: 500 },
    )
  })
})
