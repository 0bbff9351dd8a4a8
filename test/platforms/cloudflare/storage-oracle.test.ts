import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { KvEntry, R2Entry, Store } from '../../fakes/vendors/cloudflare-api/storage.ts'
import { type Miniflare, type RealKv, type RealR2, startMiniflare } from '../../servers/miniflare.ts'
import { startKvSite, startR2Site } from './stores.ts'
import { type Wrangler, wranglerAt } from './wrangler.ts'

/** What a team would write: read the pointer, then the file of that release. */
const READER = `
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url)
    const read = async (key) =>
      pathname === '/kv' ? env.CONFIG.get(key) : ((await env.ASSETS.get(key))?.text() ?? null)
    const release = request.headers.get('x-config-release') ?? (await read('releases/current'))
    return new Response(await read('releases/' + release + '/who.txt'))
  },
}
`

let runtime: Miniflare
let wrangler: Wrangler | null = null
let site: Awaited<ReturnType<typeof startKvSite>> | null = null

beforeAll(async () => {
  runtime = await startMiniflare({
    script: READER,
    kvNamespaces: ['CONFIG'],
    r2Buckets: ['ASSETS'],
    compatibilityDate: '2026-11-01',
  })
}, 60_000)
afterAll(() => runtime?.dispose())
afterEach(async () => {
  expect(site?.api.violations).toEqual([])
  await site?.close()
  await wrangler?.close()
})

const realKv = (kv: RealKv): Store<KvEntry> => ({
  get: async (key) => {
    const { value, metadata } = await kv.getWithMetadata(key)
    return value === null ? null : { value, ...(metadata !== null && { metadata }) }
  },
  put: (key, { value, metadata }) => kv.put(key, value, metadata === undefined ? {} : { metadata }),
  delete: (key) => kv.delete(key),
  list: async (prefix) =>
    (await kv.list({ prefix })).keys.map(({ name }) => ({ key: name, entry: { value: '' } })),
})

const realR2 = (bucket: RealR2): Store<R2Entry> => ({
  get: async (key) => {
    const found = await bucket.get(key)
    return (
      found && { body: Buffer.from(await found.arrayBuffer()), type: found.httpMetadata?.contentType ?? '' }
    )
  },
  put: async (key, { body, type }) => {
    await bucket.put(key, new Uint8Array(body), { httpMetadata: { contentType: type } })
  },
  delete: (key) => bucket.delete(key),
  list: async (prefix) =>
    (await bucket.list({ prefix })).objects.map(({ key, size }) => ({
      key,
      entry: { body: Buffer.alloc(size), type: '' },
    })),
})

describe.each([
  ['KV', '/kv', async () => startKvSite(realKv(await runtime.getKVNamespace('CONFIG')))],
  ['R2', '/r2', async () => startR2Site(realR2(await runtime.getR2Bucket('ASSETS')))],
] as const)('a real Worker on a real %s', (_, path, start) => {
  test('reads the release in use, and wrangler’s own command takes it back', async () => {
    site = await start()
    const { platform, build } = site
    const read = async (headers: Record<string, string> = {}): Promise<string> =>
      (await runtime.dispatchFetch(`http://reader.example${path}`, { headers })).text()
    await build('old')
    await build('new')
    const old = await platform.deploy({ revision: 'old', rollout: 'r-1' })
    await platform.setWeight({ canary: old.id, baseline: null, weight: 100 })
    const next = await platform.deploy({ revision: 'new', rollout: 'r-2' })
    expect(await read()).toBe('old')
    expect(await read((await platform.address(next.id)).headers)).toBe('new')
    await platform.setWeight({ canary: next.id, baseline: old.id, weight: 100 })
    expect(await read()).toBe('new')
    await platform.rollback(old.id)
    expect(await read()).toBe('old')
    expect(await platform.canRollBack(next.id)).toEqual({ possible: true })

    wrangler = await wranglerAt(site.api.url)
    const { code, output } = await wrangler.shell(platform.wayBackCommand(next.id))
    expect(output).not.toMatch(/ERROR/)
    expect(code).toBe(0)
    expect(await read()).toBe('new')
    expect((await platform.current()).weights.find(({ weight }) => weight === 100)?.release.id).toBe(next.id)
  }, 60_000)
})
