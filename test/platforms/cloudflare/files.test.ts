import { afterEach, describe, expect, test } from 'vitest'
import { ConfigError } from '../../../src/kit/errors.ts'
import { cloudflareKv } from '../../../src/platforms/cloudflare-kv/index.ts'
import { cloudflareR2 } from '../../../src/platforms/cloudflare-r2/index.ts'
import { platforms } from '../../../src/platforms/registry.ts'
import { ACCOUNT, type ApiFault } from '../../fakes/vendors/cloudflare-api/server.ts'
import { inMemory, type KvEntry } from '../../fakes/vendors/cloudflare-api/storage.ts'
import { BUCKET, NAMESPACE, startKvSite, startR2Site } from './stores.ts'

type Site = Awaited<ReturnType<typeof startKvSite>>

let open: Site[] = []
afterEach(async () => {
  const all = open
  open = []
  for (const site of all) {
    expect(site.api.violations).toEqual([])
    await site.close()
  }
})

const opened = async (starting: Promise<Site>): Promise<Site> => {
  const site = await starting
  open.push(site)
  return site
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

const OLD = { revision: 'old', rollout: 'r-first' }
const NEW = { revision: 'new', rollout: 'r-second' }
const isWrite = (line: string): boolean => line.startsWith('PUT ')

describe.each([
  ['KV', startKvSite, /Workers KV Storage: Edit/, { namespace: 'e'.repeat(32) }],
  ['R2', startR2Site, /Workers R2 Storage: Edit/, { bucket: 'not-there' }],
] as const)('files in %s', (_, startSite, permission, elsewhere) => {
  const start = () => opened(startSite())

  test('every release has files of its own, and the pointer moves only when told', async () => {
    const { platform, build, reading } = await start()
    await build('old', { 'who.txt': 'old', 'a/b c.json': '{}', 'ümlaut.txt': 'ü' })
    await build('new')
    const { id } = await platform.deploy(OLD)
    expect(await reading.text(`releases/${id}/a/b c.json`)).toBe('{}')
    expect(await reading.text(`releases/${id}/ümlaut.txt`)).toBe('ü')
    expect(await reading.text('releases/current')).toBe(null)
    await platform.setWeight({ canary: id, baseline: null, weight: 100 })
    await platform.deploy(NEW)
    expect(await reading.text('releases/current')).toBe(id)
    await platform.setWeight({ canary: id, baseline: null, weight: 0 })
    expect((await platform.current()).weights.every(({ weight }) => weight === 0)).toBe(true)
  })

  test('a rollback is one write', async () => {
    const { platform, build, api } = await start()
    await build('old')
    await build('new')
    const { id } = await platform.deploy(OLD)
    const next = await platform.deploy(NEW)
    await platform.setWeight({ canary: next.id, baseline: id, weight: 100 })
    const before = api.seen.length
    await platform.rollback(id)
    expect(api.seen.slice(before).filter(isWrite)).toHaveLength(1)
  })

  test('a share of the traffic is refused, with where it comes from', async () => {
    const { platform, build } = await start()
    await build('old')
    const { id } = await platform.deploy(OLD)
    const failure = await failureOf(platform.setWeight({ canary: id, baseline: null, weight: 50 }))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('exposure: full')
  })

  test('an upload that broke off half-way is no release, and the next try completes it', async () => {
    const { platform, build, api, connect } = await start()
    await build('old', { 'a.txt': 'a', 'who.txt': 'old' })
    let left = 4
    api.fail(({ method, raw, path }) =>
      method === 'PUT' && `${path}${raw.toString()}`.includes('.sluice.json') && left-- > 0
        ? { status: 502 }
        : null,
    )
    expect(await failureOf(platform.deploy(OLD))).toMatchObject({ retryable: true, effect: 'unknown' })
    expect((await connect().current()).weights).toEqual([])
    const { id } = await connect().deploy(OLD)
    expect(await connect().canRollBack(id)).toEqual({ possible: true })
  })

  test.each([
    ['429', { status: 429, headers: { 'retry-after': '1' } }],
    ['503 before', { status: 503 }],
    ['503 after', { status: 503, applied: true }],
    ['a broken connection', {}],
  ] as [string, ApiFault][])(
    'writes go on through %s, because writing twice is writing once',
    async (_title, fault) => {
      const { platform, build, api, reading } = await start()
      await build('old')
      let done = false
      api.fail(({ method }) => {
        if (done || method !== 'PUT') return null
        done = true
        return fault
      })
      const { id } = await platform.deploy(OLD)
      expect(await reading.text(`releases/${id}/who.txt`)).toBe('old')
    },
  )

  test('a token without the permission is for a person', async () => {
    const { platform, api } = await start()
    api.allow(['workers'])
    expect(String(await failureOf(platform.current()))).toMatch(permission)
  })

  test('a store that is gone is for a person', async () => {
    const { connect } = await start()
    expect(await failureOf(connect(elsewhere).current())).toBeInstanceOf(ConfigError)
  })

  test('something else at our keys is never taken for a release', async () => {
    const { platform, build, api } = await start()
    await build('old')
    await platform.deploy(OLD)
    api.fail(({ method, path }) =>
      method === 'GET' && decodeURIComponent(path).includes('releases.json')
        ? { status: 200, body: 'hello' }
        : null,
    )
    expect(await failureOf(platform.current())).toMatchObject({ retryable: false, code: 'invalid-answer' })
  })

  test('a release in use that is no longer listed is still seen', async () => {
    const { platform, build, connect, reading } = await start()
    await build('old')
    const { id } = await platform.deploy(OLD)
    await platform.setWeight({ canary: id, baseline: null, weight: 100 })
    await reading.drop('releases/releases.json')
    expect((await connect().current()).weights).toEqual([{ release: { id, ...OLD }, weight: 100 }])
  })

  test('without an address the smoke test is sent elsewhere', async () => {
    const { connect } = await start()
    const failure = await failureOf(connect({ url: undefined }).address('x'))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(
      await connect({ url: 'https://a.example/{release}/', 'release-header': undefined }).address('x'),
    ).toEqual({
      url: 'https://a.example/x/',
      headers: {},
    })
  })

  test('nothing built is for a person, before anything is written', async () => {
    const { platform, api, write } = await start()
    await write({ 'dist/empty/.keep/x': '' })
    expect(await failureOf(platform.deploy({ revision: 'nowhere', rollout: 'r' }))).toBeInstanceOf(
      ConfigError,
    )
    expect(api.seen.filter(isWrite)).toEqual([])
  })
})

describe('what only KV does', () => {
  test('a write is read back late: the pointer is only believed once it is', async () => {
    const store = inMemory<KvEntry>()
    const site = await opened(startKvSite(store))
    await site.build('old')
    const { id } = await site.platform.deploy(OLD)
    let stale = 2
    const { get } = store
    store.get = async (key) => (key === 'releases/current' && stale-- > 0 ? null : get(key))
    await site.platform.setWeight({ canary: id, baseline: null, weight: 100 })
    expect(stale).toBeLessThanOrEqual(0)
  })

  test('bytes that are no text arrive as they are, and large sets in several writes', async () => {
    const site = await opened(startKvSite())
    const many = Object.fromEntries(
      Array.from({ length: 1500 }, (_, index) => [`f${index}.txt`, String(index)]),
    )
    await site.build('old', { ...many, 'logo.bin': Buffer.from([0xff, 0x00, 0xd8]) })
    const { id } = await site.platform.deploy(OLD)
    expect(site.api.seen.filter((line) => line.endsWith('/bulk'))).toHaveLength(4)
    expect(Buffer.from((await site.reading.text(`releases/${id}/logo.bin`)) ?? '', 'latin1')).toEqual(
      Buffer.from([0xff, 0x00, 0xd8]),
    )
    expect(await site.platform.canRollBack(id)).toEqual({ possible: true })
  })

  test('keys that were not taken are an error, though the answer says 200', async () => {
    const site = await opened(startKvSite())
    await site.build('old')
    const body = JSON.stringify({
      success: true,
      errors: [],
      messages: [],
      result: { successful_key_count: 0, unsuccessful_keys: ['a'] },
    })
    site.api.fail(({ path }) => (path.endsWith('/bulk') ? { status: 200, body } : null))
    expect(await failureOf(site.platform.deploy(OLD))).toMatchObject({ retryable: true, effect: 'unknown' })
  })
})

describe('the configuration', () => {
  test('both are in the registry and ask for their token', async () => {
    expect(await platforms['cloudflare-kv']()).toBe(cloudflareKv)
    expect(await platforms['cloudflare-r2']()).toBe(cloudflareR2)
    const kv = cloudflareKv.options.parse({ account: ACCOUNT, namespace: NAMESPACE, directory: 'dist' })
    const r2 = cloudflareR2.options.parse({
      account: ACCOUNT,
      bucket: BUCKET,
      directory: 'dist',
      token: 'R2_TOKEN',
    })
    expect([cloudflareKv.secrets?.(kv), cloudflareR2.secrets?.(r2)]).toEqual([
      ['CLOUDFLARE_API_TOKEN'],
      ['R2_TOKEN'],
    ])
  })

  test.each([
    [cloudflareKv, { namespace: 'config' }, 'namespace'],
    [cloudflareKv, { namespace: NAMESPACE, prefix: '/x' }, 'prefix'],
    [cloudflareR2, { bucket: 'A bucket' }, 'bucket'],
    [cloudflareR2, { bucket: BUCKET, 'release-header': 'X Y' }, 'release-header'],
  ])('%# is refused', (definition, keys, key) => {
    const { error } = definition.options.safeParse({ account: ACCOUNT, directory: 'dist', ...keys })
    expect(error?.issues.map(({ path }) => path[0])).toEqual([key])
  })
})
