import { describe, expect, test } from 'vitest'
import { flagdKv } from '../../src/flags/flagd-kv.ts'
import { flagdR2 } from '../../src/flags/flagd-r2.ts'
import { flagStores } from '../../src/flags/registry.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { bucketInMemory } from '../fakes/vendors/cloudflare-api/s3.ts'
import { ACCOUNT } from '../fakes/vendors/cloudflare-api/server.ts'
import { inMemory, type KvEntry } from '../fakes/vendors/cloudflare-api/storage.ts'
import { BUCKET, DOCUMENT, NAMESPACE, openKv, openR2 } from './cloudflare.ts'
import { behavesLikeAFlag } from './conformance.ts'

behavesLikeAFlag('flagd-kv, evaluated by OpenFeature’s evaluator', openKv)
behavesLikeAFlag('flagd-r2, evaluated by OpenFeature’s evaluator', openR2)

const TENTH = { weight: 10, cohort: null, regions: [] }
const RIVAL = '{"flags":{"rival":{"n":1}}}'

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

const flagsIn = (text: string | null): string[] => Object.keys(JSON.parse(text ?? '{}').flags ?? {})

describe('a document in KV', () => {
  test('is believed only when the API itself gives it back', async () => {
    const store = inMemory<KvEntry>()
    const kv = await openKv(store)
    try {
      const flag = await kv.connect()
      await flag.set(TENTH)
      const before = await store.get(DOCUMENT)
      let late = 0
      const { get, put } = store
      store.put = async (key, entry) => {
        late = 2
        await put(key, entry)
      }
      store.get = async (key) => (late-- > 0 ? before : get(key))
      await flag.set({ ...TENTH, weight: 20 })
      expect(late).toBeLessThan(0)
      expect(await flag.read()).toEqual({ ...TENTH, weight: 20 })
    } finally {
      await kv.close()
    }
  })

  test('that somebody else overwrote right after us is changed once more, and theirs stays', async () => {
    const store = inMemory<KvEntry>()
    const kv = await openKv(store)
    try {
      let rivals = 1
      const { put } = store
      store.put = async (key, entry) => {
        await put(key, entry)
        if (rivals-- > 0) await put(key, { value: RIVAL })
      }
      const flag = await kv.connect()
      await flag.set(TENTH)
      expect(flagsIn(await kv.text())).toEqual(['rival', 'cloud-execution'])
      expect(await flag.read()).toEqual(TENTH)
    } finally {
      await kv.close()
    }
  })

  test('is written once when the answer to the write was lost', async () => {
    const kv = await openKv()
    try {
      let lost = 1
      kv.api.fail(({ method }) => (method === 'PUT' && lost-- > 0 ? { applied: true } : null))
      const flag = await kv.connect()
      await flag.set(TENTH)
      expect(await flag.read()).toEqual(TENTH)
    } finally {
      await kv.close()
    }
  })

  test('needs a namespace that is there and a token that may write it', async () => {
    const kv = await openKv()
    try {
      const elsewhere = await kv.connect(false, { namespace: 'f'.repeat(32) })
      expect(String(await failureOf(elsewhere.read()))).toContain('no such namespace')
      kv.api.allow([])
      const failure = await failureOf((await kv.connect()).set(TENTH))
      expect(failure).toBeInstanceOf(ConfigError)
      expect(String(failure)).toContain('CLOUDFLARE_API_TOKEN')
    } finally {
      await kv.close()
    }
  })
})

describe('a document in R2', () => {
  test('is replaced only as it was read: a rival between look and write loses nothing', async () => {
    const bucket = bucketInMemory()
    const r2 = await openR2(bucket)
    try {
      let rivals = 2
      const { put, get } = bucket
      bucket.put = async (key, body, over) => {
        if (rivals-- > 0) {
          const found = await get(key)
          await put(key, Buffer.from(RIVAL.replace('1', String(rivals))), found?.etag ?? null)
        }
        return put(key, body, over)
      }
      await (await r2.connect()).set(TENTH)
      expect(flagsIn(await r2.text())).toEqual(['rival', 'cloud-execution'])
      expect(r2.api.seen.filter((line) => line.startsWith('PUT'))).toHaveLength(3)
    } finally {
      await r2.close()
    }
  })

  test('is written once when the answer to the write was lost', async () => {
    const r2 = await openR2()
    try {
      let lost = 1
      r2.api.fail((method) => (method === 'PUT' && lost-- > 0 ? { when: 'after', status: 0 } : null))
      const flag = await r2.connect()
      await flag.set(TENTH)
      expect(await flag.read()).toEqual(TENTH)
    } finally {
      await r2.close()
    }
  })

  test('needs a bucket that is there and keys that are known', async () => {
    const r2 = await openR2()
    try {
      const elsewhere = await r2.connect(false, { bucket: 'nothing-here' })
      for (const failure of [await failureOf(elsewhere.read()), await failureOf(elsewhere.set(TENTH))]) {
        expect(failure).toBeInstanceOf(ConfigError)
        expect(String(failure)).toContain('no bucket nothing-here')
      }
      const keys = { R2_ACCESS_KEY_ID: 'a'.repeat(32), R2_SECRET_ACCESS_KEY: 'b'.repeat(64) }
      const stranger = await failureOf((await r2.connect(false, {}, keys)).read())
      expect(String(stranger)).toContain('R2_ACCESS_KEY_ID')
      const nobody = await failureOf((await r2.connect(false, {}, {})).read())
      expect(String(nobody)).toContain('is empty')
    } finally {
      await r2.close()
    }
  })

  test('a bucket in trouble is worth another try, and nothing is claimed', async () => {
    const r2 = await openR2()
    try {
      r2.api.fail(() => ({ when: 'before', status: 503 }))
      const failure = await failureOf((await r2.connect()).read())
      expect(failure).toBeInstanceOf(ProviderError)
      expect(failure).toMatchObject({ retryable: true })
    } finally {
      await r2.close()
    }
  })
})

describe('the configuration', () => {
  test('both are in the registry and ask for their secrets', async () => {
    expect([await flagStores['flagd-kv'](), await flagStores['flagd-r2']()]).toEqual([flagdKv, flagdR2])
    const kv = flagdKv.options.parse({ account: ACCOUNT, namespace: NAMESPACE })
    const r2 = flagdR2.options.parse({ account: ACCOUNT, bucket: BUCKET, 'secret-key': 'SLUICE_SECRET_2' })
    expect([flagdKv.secrets?.(kv), flagdR2.secrets?.(r2)]).toEqual([
      ['CLOUDFLARE_API_TOKEN'],
      ['R2_ACCESS_KEY_ID', 'SLUICE_SECRET_2'],
    ])
  })

  test.each([
    [flagdKv, { namespace: 'flags' }, 'namespace'],
    [flagdKv, { namespace: NAMESPACE, document: '../flags.json' }, 'document'],
    [flagdKv, { namespace: NAMESPACE, 'api-url': 'http://example.com' }, 'api-url'],
    [flagdKv, { namespace: NAMESPACE, token: 'cf-secret' }, 'token'],
    [flagdR2, { bucket: 'A bucket' }, 'bucket'],
    [flagdR2, { bucket: BUCKET, document: 'flags $(id).json' }, 'document'],
    [flagdR2, { bucket: BUCKET, endpoint: 'https://x.example/path?' }, 'endpoint'],
  ])('%# is refused', (definition, keys, key) => {
    const { error } = definition.options.safeParse({ account: ACCOUNT, ...keys })
    expect(error?.issues.map(({ path }) => path[0])).toEqual([key])
  })
})
