import { cloudflareKv } from '../../../src/platforms/cloudflare-kv/index.ts'
import { cloudflareR2 } from '../../../src/platforms/cloudflare-r2/index.ts'
import {
  inMemory,
  type KvEntry,
  type R2Entry,
  type Store,
} from '../../fakes/vendors/cloudflare-api/storage.ts'
import { startFilesSite } from './files-site.ts'
import type { Town } from './town.ts'

export const NAMESPACE = '0f2ac74b498b48028cb68387c421e279'
export const BUCKET = 'site-assets'

const dropFrom =
  <Entry>(store: Store<Entry>) =>
  async (prefix: string): Promise<void> => {
    for (const { key } of await store.list(prefix)) await store.delete(key)
  }

/** A site on a namespace of KV. */
export const startKvSite = (store: Store<KvEntry> = inMemory()) =>
  startFilesSite(cloudflareKv, { namespace: NAMESPACE }, ({ api }: Town) => {
    api.namespaces.set(NAMESPACE, store)
    return { text: async (key) => (await store.get(key))?.value ?? null, drop: dropFrom(store) }
  })

/** A site on a bucket of R2. */
export const startR2Site = (store: Store<R2Entry> = inMemory()) =>
  startFilesSite(cloudflareR2, { bucket: BUCKET }, ({ api }: Town) => {
    api.buckets.set(BUCKET, store)
    return { text: async (key) => (await store.get(key))?.body.toString() ?? null, drop: dropFrom(store) }
  })
