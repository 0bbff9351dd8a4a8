import { describe, expect, test } from 'vitest'
import type { SecretConfig } from '../../src/config/service.ts'
import type { Credential, Look, Report } from '../../src/credentials/credential.ts'
import { checkSecrets, type SecretsOrder } from '../../src/gates/check-secrets.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'

const DAY = 86_400_000
const NOW = Date.UTC(2026, 10, 21)

const secret = (given: Partial<SecretConfig> = {}): SecretConfig => ({
  name: 'API_TOKEN',
  kind: 'plain',
  options: {},
  ask: true,
  description: null,
  pattern: null,
  format: 'text',
  from: null,
  environments: null,
  components: null,
  github: true,
  ...given,
})

const check = (
  secrets: readonly SecretConfig[],
  values: Record<string, string>,
  more: Partial<SecretsOrder> = {},
) =>
  checkSecrets({
    environment: 'production',
    repository: 'acme/shop',
    secrets,
    read: (name) => values[name],
    credential: async () => null,
    ask: true,
    namesOf: async () => [],
    now: NOW,
    lasts: 7 * DAY,
    ...more,
  })

const stateOf = async (value: string | undefined, given: Partial<SecretConfig> = {}) =>
  (await check([secret(given)], value === undefined ? {} : { API_TOKEN: value })).secrets[0]?.state

/** A credential that looks and is as told. */
const credential = (look: Partial<Look> = {}, report: Partial<Report> | Error | null = {}): Credential => ({
  type: 'vendor',
  page: 'https://vendor.example/keys',
  look: () => ({ state: 'good', wants: 'a key that begins with v_', expires: null, ...look }),
  ask:
    report === null
      ? null
      : async () => {
          if (report instanceof Error) throw report
          return { state: 'works', lacks: [], expires: null, ...report }
        },
})

describe('a secret', () => {
  test.each<[string, string | undefined, string]>([
    ['is present when it is there', 'sk_live_51H8x', 'present'],
    ['is padded when it ends with a line break, as pasted secrets do', 'sk_live_51H8x\n', 'padded'],
    ['is padded with a blank in front', ' sk_live_51H8x', 'padded'],
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
  ])('%s', async (_what, value, state) => {
    expect(await stateOf(value)).toBe(state)
  })

  test.each([
    ['url', 'postgres://shop:pw@db.acme.test:5432/shop', 'present'],
    ['url', 'postgres://shop:pw@db.acme.test:5432/shop\n', 'padded'],
    ['url', 'postgres//shop', 'malformed'],
    ['json', '{"type":"service_account"}', 'present'],
    ['json', '{"type":"service_account"}\n', 'present'],
    ['json', '{"type":', 'malformed'],
    ['jwt', 'eyJh.eyJz.c2ln', 'present'],
    ['jwt', 'eyJh.eyJz', 'malformed'],
    ['pem', '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n', 'present'],
    ['pem', '-----BEGIN PRIVATE KEY-----', 'malformed'],
  ] as const)('of the form %s is judged by its form: %s', async (format, value, state) => {
    expect(await stateOf(value, { format })).toBe(state)
  })

  test.each([
    ['sbp_0123456789', 'present'],
    ['sbp_0123456789 and more', 'malformed'],
    ['x sbp_0123456789', 'malformed'],
  ])('with a pattern must match it from end to end: %s', async (value, state) => {
    expect(await stateOf(value, { pattern: 'sbp_[0-9]{10}' })).toBe(state)
  })
})

describe('a credential', () => {
  const asked = async (
    found: Credential,
    more: Partial<SecretsOrder> = {},
    given: Partial<SecretConfig> = {},
  ) => {
    const outcome = await check(
      [secret(given)],
      { API_TOKEN: 'v_1' },
      { credential: async () => found, ...more },
    )
    return { state: outcome.secrets[0]?.state, outcome }
  }

  test.each<[string, Credential, string]>([
    ['works when its vendor says so', credential(), 'works'],
    ['is present when nobody can be asked', credential({}, null), 'present'],
    ['is malformed when it does not look like one', credential({ state: 'malformed' }), 'malformed'],
    ['is another kind of key', credential({ state: 'other-kind' }), 'other-kind'],
    ['is a test key in production', credential({ state: 'test-key' }), 'test-key'],
    ['is refused', credential({}, { state: 'refused' }), 'refused'],
    ['lacks a scope', credential({}, { state: 'too-narrow', lacks: ['org:read'] }), 'too-narrow'],
    ['has expired by its own text', credential({ expires: NOW - 1 }), 'expired'],
    ['has expired by what its vendor says', credential({}, { expires: NOW }), 'expired'],
    ['ends while the rollout goes on', credential({}, { expires: NOW + 6 * DAY }), 'ends-early'],
    ['ends while the rollout goes on, by its own text', credential({ expires: NOW + DAY }), 'ends-early'],
    ['ends soon after', credential({}, { expires: NOW + 10 * DAY }), 'ends-soon'],
    ['ends soon after, by its own text', credential({ expires: NOW + 13 * DAY }), 'ends-soon'],
    ['ends late enough', credential({}, { expires: NOW + 15 * DAY }), 'works'],
  ])('%s', async (_what, found, state) => {
    expect((await asked(found)).state).toBe(state)
  })

  test('that lacks something is told with the name of what it lacks and the page that mends it', async () => {
    const { outcome } = await asked(
      credential({}, { state: 'too-narrow', lacks: ['org:read', 'event:read'] }),
    )
    expect(outcome.message).toBe(
      [
        '1 of 1 secrets cannot be used; nothing was changed.',
        'API_TOKEN is not allowed to do its job. It lacks: org:read, event:read. Get it from: https://vendor.example/keys. Set it: gh secret set API_TOKEN --env production --repo acme/shop.',
      ].join('\n'),
    )
  })

  test('of which nobody can tell is no pass: it is said, and to be run again', async () => {
    const silence = new ProviderError({
      provider: 'vendor',
      message: 'vendor: no answer in time',
      retryable: true,
    })
    const { state, outcome } = await asked(credential({}, silence))
    expect(state).toBe('unknown')
    expect(outcome).toMatchObject({ decision: 'refuse', reason: 'unreachable', failed: true })
    expect(outcome.message).toContain('no answer in time')
  })

  test('that needs another secret which is missing is unknown, and the other one is named', async () => {
    const other = new ConfigError({ message: 'API_TOKEN needs ACCOUNT_ID, which is missing' })
    expect((await asked(credential({}, other))).outcome.secrets[0]?.remedy).toContain('ACCOUNT_ID')
  })

  test('is not asked about where the configuration or the run says so', async () => {
    const never = credential({}, new Error('asked'))
    expect((await asked(never, {}, { ask: false })).state).toBe('present')
    expect((await asked(never, { ask: false })).state).toBe('present')
  })

  test('is only looked at once it is there and has its form', async () => {
    const never = async () => {
      throw new Error('looked')
    }
    const outcome = await check([secret()], { API_TOKEN: 'changeme' }, { credential: never })
    expect(outcome.secrets[0]?.state).toBe('placeholder')
  })

  test('a fault of ours is not swallowed', async () => {
    await expect(asked(credential({}, new TypeError('a fault')))).rejects.toThrow('a fault')
  })
})

describe('on the platform', () => {
  const wanted = [
    secret({ components: ['web', 'mail'] }),
    secret({ name: 'MAIL_KEY', components: ['mail'], github: false, from: 'the page of the mailer' }),
  ]

  test('every component must have the secrets that name it, and is asked once', async () => {
    const asked: string[] = []
    const namesOf = async (component: string) => {
      asked.push(component)
      return component === 'web' ? ['API_TOKEN'] : ['OTHER']
    }
    const outcome = await check(wanted, { API_TOKEN: 'v' }, { namesOf })
    expect(asked).toEqual(['web', 'mail'])
    expect(outcome.secrets.map(({ name, where, state }) => [name, where, state])).toEqual([
      ['API_TOKEN', 'GitHub', 'present'],
      ['API_TOKEN', 'web', 'present'],
      ['API_TOKEN', 'mail', 'missing'],
      ['MAIL_KEY', 'mail', 'missing'],
    ])
    expect(outcome.message).toContain(
      'MAIL_KEY of mail is missing. Get it from: the page of the mailer. Set it on the platform of mail.',
    )
  })

  test('a platform that does not answer is no pass', async () => {
    const namesOf = async () => {
      throw new ProviderError({ provider: 'fly', message: 'fly: 503', retryable: true })
    }
    const outcome = await check(wanted, { API_TOKEN: 'v' }, { namesOf })
    expect(outcome).toMatchObject({ decision: 'refuse', reason: 'unreachable' })
    expect(outcome.message).toContain('fly: 503')
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

  test('is said at once, with where to get each and the command that sets it', async () => {
    const outcome = await check(secrets, values)
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

  test('is said without any part of a value', async () => {
    const outcome = await check(secrets, values)
    expect(JSON.stringify(outcome)).not.toMatch(/p4ssw0rd|changeme|well"/)
  })

  test('of other environments is not asked for', async () => {
    const outcome = await check(secrets, { ...values, ONE: 'one', TWO: 'two', THREE: 'https://acme.test' })
    expect(outcome).toMatchObject({ decision: 'pass', reason: 'done', failed: false })
    expect(outcome.message).toBe('Present and well formed: ONE, TWO, THREE, FIVE.')
  })

  test('outside GitHub names no repository', async () => {
    expect((await check([secret()], {}, { repository: '' })).message).toContain(
      'gh secret set API_TOKEN --env production.',
    )
  })
})

test('a service without secrets passes and says so', async () => {
  expect(await check([], {})).toMatchObject({ failed: false, message: 'The configuration names no secrets.' })
})
