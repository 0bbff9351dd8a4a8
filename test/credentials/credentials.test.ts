import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import type { Credential } from '../../src/credentials/credential.ts'
import type { CredentialDefinition } from '../../src/credentials/definition.ts'
import { credentials } from '../../src/credentials/registry.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { createHttp, type Http } from '../../src/kit/http.ts'
import { findSpecification } from '../fakes/specification.ts'
import { type LocalServer, serve } from '../kit/server.ts'
import { type Asked, type Key, type Told, type Vendor, vendors } from './vendors.ts'

const NOW = Date.UTC(2026, 10, 21)

const definitionOf = (type: string): Promise<CredentialDefinition> =>
  (credentials as Record<string, () => Promise<CredentialDefinition>>)[type]?.() ??
  Promise.reject(new Error(type))

const connect = async (
  { type, options, secrets = {} }: Pick<Vendor, 'type' | 'options' | 'secrets'>,
  http: Http,
  production = true,
): Promise<Credential> => {
  const definition = await definitionOf(type)
  return definition.connect(definition.options.parse(options), {
    http,
    secret: (name) => {
      const value = secrets[name]
      if (value === undefined) throw new ConfigError({ message: `${name} is missing` })
      return value
    },
    now: () => NOW,
    production,
  })
}

interface Scene {
  credential: Credential
  asked: Asked[]
}

/** Plays a vendor on this machine: requests to its own addresses arrive here, and others fail. */
const withVendor = async <T>(
  vendor: Vendor,
  reply: (asked: Asked) => Told | 'hang-up' | 'nonsense',
  work: (scene: Scene) => Promise<T>,
): Promise<T> => {
  const asked: Asked[] = []
  const server: LocalServer = await serve((response, { method, path, headers, body }) => {
    const url = new URL(path, String(headers['x-origin']))
    const seen = { method, origin: url.origin, path: url.pathname, query: url.searchParams, headers, body }
    asked.push(seen)
    const told = reply(seen)
    if (told === 'hang-up') return response.destroy()
    if (told === 'nonsense') return response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
    response.writeHead(told.status, { 'content-type': 'application/json', ...told.headers })
    response.end(JSON.stringify(told.body))
  })
  const client = createHttp({ provider: vendor.type, random: () => 0, sleep: async () => {}, now: () => NOW })
  const http: Http = {
    close: () => client.close(),
    request: (request) => {
      const url = new URL(String(request.url))
      if (!vendor.origins.includes(url.origin)) throw new Error(`asks ${url.origin}`)
      const headers = { ...request.headers, 'x-origin': url.origin }
      return client.request({ ...request, headers, url: `${server.url}${url.pathname}${url.search}` })
    },
  }
  try {
    return await work({ credential: await connect(vendor, http), asked })
  } finally {
    await client.close()
    await server.close()
  }
}

const whole = (vendor: Vendor, expires: number | null = null): Key => ({
  scopes: new Set(vendor.scopes),
  expires,
})

/** The answer of a vendor that knows one key; Google's is known by its signature, which tests of its own look at. */
const knowing =
  (vendor: Vendor, key: Key) =>
  (asked: Asked): Told =>
    vendor.keyOf(asked) === vendor.key || vendor.type === 'google'
      ? vendor.answer(asked, key)
      : vendor.unknown

const askWith = (vendor: Vendor, key: Key) =>
  withVendor(vendor, knowing(vendor, key), async ({ credential, asked }) => ({
    report: await credential.ask?.(vendor.key),
    asked,
  }))

const nobody: Http = {
  close: async () => {},
  request: async () => {
    throw new Error('asked')
  },
}

test('every kind but plain has a vendor here', () => {
  expect(vendors.map(({ type }) => type).sort()).toEqual(
    Object.keys(credentials)
      .filter((type) => type !== 'plain')
      .sort(),
  )
})

describe.each(vendors.map((vendor) => [vendor.type, vendor] as const))(
  'a credential of %s',
  (_type, vendor) => {
    test('is judged by its text, without a word of it', async () => {
      const credential = await connect(vendor, nobody)
      expect(credential.look(vendor.key).state).toBe('good')
      for (const text of vendor.malformed) {
        const look = credential.look(text)
        expect(look.state, text).not.toBe('good')
        expect(JSON.stringify(look)).not.toContain(text.slice(0, 40) === '{}' ? '"{}"' : text.slice(0, 40))
      }
      expect(credential.page).not.toBe('')
    })

    test('works when it may do everything that is wanted', async () => {
      const { report } = await askWith(vendor, whole(vendor))
      expect(report).toEqual({ state: 'works', lacks: [], expires: null })
    })

    test.each(vendor.scopes)('that may not "%s" is told so by that name', async (scope) => {
      const scopes = new Set(vendor.scopes.filter((each) => each !== scope))
      const { report } = await askWith(vendor, { scopes, expires: null })
      expect(report?.state).toBe('too-narrow')
      expect(report?.lacks).toEqual([scope])
    })

    test('that nobody knows is refused', async () => {
      const report = await withVendor(
        vendor,
        () => vendor.unknown,
        async ({ credential }) => credential.ask?.(vendor.key),
      )
      expect(report).toMatchObject({ state: 'refused', lacks: [] })
    })

    const ending = vendor.tellsEnd ? ['that ends is told with its end'] : []
    test.each(ending)('%s', async () => {
      const { report } = await askWith(vendor, whole(vendor, NOW + 3_600_000))
      expect(report).toMatchObject({ state: 'works', expires: NOW + 3_600_000 })
    })

    test.each([
      ['asks to wait', { status: 429, body: {}, headers: { 'retry-after': '3600' } }],
      ['is down', { status: 503, body: {} }],
      ['hangs up', 'hang-up'],
    ] as const)('of a vendor that %s is an error that may pass, not a verdict', async (_what, told) => {
      const failure = await withVendor(
        vendor,
        () => told,
        async ({ credential }) => credential.ask?.(vendor.key).catch((error: unknown) => error),
      )
      expect(failure).toBeInstanceOf(ProviderError)
      expect(failure).toMatchObject({ retryable: true, effect: 'none' })
      expect(String(failure)).not.toContain(vendor.key)
    })

    test('is asked about by calls that change nothing, and travels in headers alone', async () => {
      const { asked } = await askWith(vendor, whole(vendor))
      expect(asked.length).toBeGreaterThan(0)
      expect(asked.length).toBeLessThanOrEqual(6)
      for (const { method, path, query, body } of asked) {
        const harmless = method === 'GET' || /\/(?:auth\.test|token|.*:testIamPermissions)$/.test(path)
        expect(harmless, `${method} ${path}`).toBe(true)
        expect(`${path}?${query}${body}`).not.toContain(vendor.key)
      }
    })

    test('is asked about in the words of the vendor, where its specification is here', async () => {
      const { asked } = await askWith(vendor, whole(vendor))
      const specification = vendor.specification && findSpecification(vendor.specification.name)
      const said = asked.flatMap(({ method, path, query }) =>
        specification && !vendor.undescribed?.test(path)
          ? specification.request({
              method,
              path: path.slice(vendor.specification?.base.length),
              query,
              body: undefined,
            })
          : [],
      )
      expect(said).toEqual([])
    })
  },
)

describe('what only one kind knows', () => {
  const look = async (type: string, options: Record<string, unknown>, value: string, production = true) =>
    (await connect({ type, options }, nobody, production)).look(value).state

  test.each([
    ['sk_test_01234567890123456789', true, 'test-key'],
    ['rk_test_01234567890123456789', true, 'test-key'],
    ['sk_test_01234567890123456789', false, 'good'],
    ['pk_live_01234567890123456789', true, 'other-kind'],
  ])('a key of Stripe: %s, production %s, is %s', async (value, production, state) => {
    expect(await look('stripe', {}, value, production)).toBe(state)
  })

  const project = 'abcdefghijklmnopqrst'
  const token = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`

  test.each([
    ['the public key where the secret one is wanted', token({ role: 'anon', ref: project }), 'other-kind'],
    ['the key of another project', token({ role: 'service_role', ref: 'x'.repeat(20) }), 'other-kind'],
    ['a newer public key', 'sb_publishable_0123456789', 'other-kind'],
    ['a newer secret key', 'sb_secret_0123456789', 'good'],
  ])('a key of Supabase: %s', async (_what, value, state) => {
    expect(await look('supabase-key', { project, role: 'service_role' }, value)).toBe(state)
  })

  test('a token says itself when it ends', async () => {
    const plain = await connect({ type: 'plain', options: {} }, nobody)
    expect(plain.look(token({ exp: 1_800_000_000 })).expires).toBe(1_800_000_000_000)
    expect(plain.look('a.b.c').expires).toBeNull()
    expect(plain.look('sk_test_0123').state).toBe('test-key')
    expect(plain.ask).toBeNull()
  })

  test('a token of Cloudflare that was switched off is refused, and one that ended has expired', async () => {
    const [vendor] = vendors
    if (vendor?.type !== 'cloudflare') throw new Error('another vendor')
    for (const [status, state] of [
      ['disabled', 'refused'],
      ['expired', 'expired'],
    ]) {
      const told = { status: 200, body: { success: true, result: { status } } }
      const report = await withVendor(
        vendor,
        () => told,
        async ({ credential }) => credential.ask?.(vendor.key),
      )
      expect(report?.state).toBe(state)
    }
  })

  test('a token of Slack that ended has expired, although Slack answers 200', async () => {
    const vendor = vendors.find(({ type }) => type === 'slack')
    if (!vendor) throw new Error('no Slack')
    const told = { status: 200, body: { ok: false, error: 'token_expired' } }
    const report = await withVendor(
      vendor,
      () => told,
      async ({ credential }) => credential.ask?.(vendor.key),
    )
    expect(report?.state).toBe('expired')
  })

  test('a page instead of an answer says nothing of a key', async () => {
    for (const vendor of vendors.filter(({ type }) =>
      /^(?:resend|models|slack|vercel|cloudflare)$/.test(type),
    )) {
      const failure = await withVendor(
        vendor,
        () => 'nonsense',
        async ({ credential }) => credential.ask?.(vendor.key).catch((error: unknown) => error),
      )
      expect(failure, vendor.type).toBeInstanceOf(ProviderError)
    }
  })
})
