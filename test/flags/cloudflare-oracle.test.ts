import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConditionalBucket } from '../fakes/vendors/cloudflare-api/s3.ts'
import { startCloudflareApi } from '../fakes/vendors/cloudflare-api/server.ts'
import type { KvEntry, Store } from '../fakes/vendors/cloudflare-api/storage.ts'
import { type Wrangler, wranglerAt } from '../platforms/cloudflare/wrangler.ts'
import { type Miniflare, type RealKv, type RealR2, startMiniflare } from '../servers/miniflare.ts'
import { BUCKET, DOCUMENT, openKv, openR2 } from './cloudflare.ts'
import { evaluate } from './evaluator.ts'

/** What a team would write: the document as it is, for the provider in the same process. */
const READER = `
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url)
    if (pathname === '/kv') return new Response(await env.FLAGS.get('${DOCUMENT}'))
    return new Response(await (await env.BUCKET.get('${DOCUMENT}'))?.text())
  },
}
`

let runtime: Miniflare
let wrangler: Wrangler | null = null

beforeAll(async () => {
  runtime = await startMiniflare({
    script: READER,
    kvNamespaces: ['FLAGS'],
    r2Buckets: ['BUCKET'],
    compatibilityDate: '2026-11-01',
  })
}, 60_000)
afterAll(async () => {
  await wrangler?.close()
  await runtime?.dispose()
})

const realKv = (kv: RealKv): Store<KvEntry> => ({
  get: async (key) => {
    const value = await kv.get(key)
    return value === null ? null : { value }
  },
  put: (key, { value }) => kv.put(key, value),
  delete: (key) => kv.delete(key),
  list: async (prefix) =>
    (await kv.list({ prefix })).keys.map(({ name }) => ({ key: name, entry: { value: '' } })),
})

/** The real bucket's own comparison decides who may write. */
const realR2 = (bucket: RealR2): ConditionalBucket => ({
  get: async (key) => {
    const found = await bucket.get(key)
    return found && { body: Buffer.from(await found.arrayBuffer()), etag: found.etag }
  },
  put: async (key, body, over) => {
    const onlyIf = over === null ? { etagDoesNotMatch: '*' } : { etagMatches: over }
    const made = await bucket.put(key, new Uint8Array(body), { onlyIf })
    return made && { body, etag: made.etag }
  },
})

const QUARTER = { weight: 25, cohort: null, regions: [] }
const USERS = Array.from({ length: 400 }, (_, index) => ({ id: `user-${index}@example.com` }))

const askedBy = async (path: string): Promise<number> => {
  const text = await (await runtime.dispatchFetch(`http://reader.example${path}`)).text()
  return evaluate(text, USERS).filter(Boolean).length
}

describe('a real Worker reads the document that we wrote', () => {
  test('in KV, and wrangler switches the flag off by the line of the summary', async () => {
    const kv = await openKv(realKv(await runtime.getKVNamespace('FLAGS')))
    try {
      const flag = await kv.connect()
      await flag.set(QUARTER)
      expect(await flag.read()).toEqual(QUARTER)
      expect(Math.abs((await askedBy('/kv')) - 100)).toBeLessThan(40)
      wrangler = await wranglerAt(kv.api.url)
      const { code, output } = await wrangler.shell(flag.wayBackCommand())
      expect([code, output]).toEqual([0, expect.not.stringMatching(/ERROR/)])
      expect(await askedBy('/kv')).toBe(0)
      expect((await flag.read())?.weight).toBe(0)
    } finally {
      await kv.close()
    }
  }, 60_000)

  test('in R2, whose own etags keep two writers apart', async () => {
    const bucket = realR2(await runtime.getR2Bucket('BUCKET'))
    const r2 = await openR2(bucket)
    try {
      const [flag, other] = [await r2.connect(), await r2.connect(true)]
      await Promise.all([flag.set(QUARTER), other.set(QUARTER)])
      expect([await flag.read(), await other.read()]).toEqual([QUARTER, QUARTER])
      expect(Math.abs((await askedBy('/r2')) - 100)).toBeLessThan(40)
      const found = await bucket.get(DOCUMENT)
      expect(await bucket.put(DOCUMENT, Buffer.from('{}'), null)).toBeNull()
      expect(await bucket.put(DOCUMENT, Buffer.from('{}'), 'f'.repeat(32))).toBeNull()
      expect((await bucket.get(DOCUMENT))?.etag).toBe(found?.etag)
    } finally {
      await r2.close()
    }
  }, 60_000)

  test('in R2, and wrangler switches the flag off by the line of the summary', async () => {
    const account = await startCloudflareApi()
    const bucket = realR2(await runtime.getR2Bucket('BUCKET'))
    const r2 = await openR2(bucket)
    try {
      // The same objects, behind the door that wrangler uses.
      account.buckets.set(BUCKET, {
        get: async (key) => {
          const found = await bucket.get(key)
          return found && { body: found.body, type: 'application/json' }
        },
        put: async (key, { body }) => {
          const found = await bucket.get(key)
          await bucket.put(key, body, found?.etag ?? null)
        },
        delete: async () => {},
        list: async () => [],
      })
      const flag = await r2.connect()
      await flag.set({ ...QUARTER, weight: 30 })
      const own = await wranglerAt(account.url)
      const { code, output } = await own.shell(flag.wayBackCommand())
      await own.close()
      expect([code, output]).toEqual([0, expect.not.stringMatching(/ERROR/)])
      expect(await askedBy('/r2')).toBe(0)
      expect((await flag.read())?.weight).toBe(0)
    } finally {
      await r2.close()
      await account.close()
    }
  }, 60_000)
})
