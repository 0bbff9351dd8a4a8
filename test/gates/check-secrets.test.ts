import { describe, expect, test } from 'vitest'
import type { SecretConfig } from '../../src/config/service.ts'
import { checkSecrets } from '../../src/gates/check-secrets.ts'

const secret = (given: Partial<SecretConfig> = {}): SecretConfig => ({
  name: 'API_TOKEN',
  description: null,
  pattern: null,
  format: 'text',
  from: null,
  environments: null,
  ...given,
})

const check = (secrets: readonly SecretConfig[], values: Record<string, string>, repository = 'acme/shop') =>
  checkSecrets({ environment: 'production', repository, secrets, read: (name) => values[name] })

const stateOf = (value: string | undefined, given: Partial<SecretConfig> = {}) =>
  check([secret(given)], value === undefined ? {} : { API_TOKEN: value }).secrets[0]?.state

describe('a secret', () => {
  test.each<[string, string | undefined, string]>([
    ['is present when it is there', 'sk_live_51H8x', 'present'],
    ['may end with a line break, as pasted secrets do', 'sk_live_51H8x\n', 'present'],
    ['is missing when it is not set', undefined, 'missing'],
    ['is missing when it is empty: GitHub hands over an empty text', '', 'missing'],
    ['is blank when it has nothing but blanks', '   ', 'blank'],
    ['is blank when it is a line break', '\n', 'blank'],
    ...[
      'changeme',
      'CHANGE-ME',
      'TODO',
      '<token>',
      '***',
      'your-token-here',
      'xxx',
      'null',
      'undefined',
      'placeholder',
    ].map(
      (value) =>
        [`is a placeholder when it says ${value}`, value, 'placeholder'] satisfies [string, string, string],
    ),
    ['is malformed with a line break inside: no header can carry it', 'abc\ndef', 'malformed'],
    ['is malformed with a control character inside', 'abc\u0007def', 'malformed'],
  ])('%s', (_what, value, state) => {
    expect(stateOf(value)).toBe(state)
  })

  test.each([
    ['url', 'postgres://shop:pw@db.acme.test:5432/shop', 'present'],
    ['url', 'postgres//shop', 'malformed'],
    ['json', '{"type":"service_account"}', 'present'],
    ['json', '{"type":', 'malformed'],
    ['jwt', 'eyJh.eyJz.c2ln', 'present'],
    ['jwt', 'eyJh.eyJz', 'malformed'],
    ['pem', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n', 'present'],
    ['pem', '-----BEGIN PRIVATE KEY-----', 'malformed'],
  ] as const)('of the form %s is judged by its form: %s', (format, value, state) => {
    expect(stateOf(value, { format })).toBe(state)
  })

  test.each([
    ['sbp_0123456789', 'present'],
    ['sbp_0123456789 and more', 'malformed'],
    ['x sbp_0123456789', 'malformed'],
  ])('with a pattern must match it from end to end: %s', (value, state) => {
    expect(stateOf(value, { pattern: 'sbp_[0-9]{10}' })).toBe(state)
  })
})

describe('all that is wrong', () => {
  const secrets = [
    secret({ name: 'ONE', from: 'the settings page of the shop' }),
    secret({ name: 'TWO' }),
    secret({ name: 'THREE', format: 'url' }),
    secret({ name: 'FOUR', environments: ['staging'] }),
    secret({ name: 'FIVE', environments: ['staging', 'production'] }),
  ]
  const values = { TWO: 'changeme', THREE: 'p4ssw0rd-that-is-no-address', FIVE: 'well' }

  test('is said at once, with where to get each and the command that sets it', () => {
    const outcome = check(secrets, values)
    expect(outcome).toMatchObject({ decision: 'refuse', reason: 'missing-secrets', failed: true })
    expect(outcome.message).toBe(
      [
        '3 of 4 secrets cannot be used; nothing was changed.',
        'ONE is missing. Get it from: the settings page of the shop. Set it: gh secret set ONE --env production --repo acme/shop. A secret of the environment reaches the action only through `env:` of a job that names that environment.',
        'TWO is placeholder. Set it: gh secret set TWO --env production --repo acme/shop.',
        'THREE is malformed. It must be a url value on its own. Set it: gh secret set THREE --env production --repo acme/shop.',
      ].join('\n'),
    )
  })

  test('is said without any part of a value', () => {
    const outcome = check(secrets, values)
    expect(JSON.stringify(outcome)).not.toMatch(/p4ssw0rd|changeme|well"/)
  })

  test('of other environments is not asked for', () => {
    const outcome = check(secrets, { ...values, ONE: 'one', TWO: 'two', THREE: 'https://acme.test' })
    expect(outcome).toMatchObject({ decision: 'pass', reason: 'done', failed: false })
    expect(outcome.message).toBe('Present and well formed: ONE, TWO, THREE, FIVE.')
  })

  test('outside GitHub names no repository', () => {
    expect(check([secret()], {}, '').message).toContain('gh secret set API_TOKEN --env production.')
  })
})

test('a service without secrets passes and says so', () => {
  expect(check([], {})).toMatchObject({ failed: false, message: 'The configuration names no secrets.' })
})
