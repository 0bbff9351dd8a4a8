import { flagdKv } from '../../src/flags/flagd-kv.ts'
import { flagdR2 } from '../../src/flags/flagd-r2.ts'
import type { Flag } from '../../src/flags/flags.ts'
import { createHttp } from '../../src/kit/http.ts'
import {
  bucketInMemory,
  type ConditionalBucket,
  S3_KEYS,
  startS3,
} from '../fakes/vendors/cloudflare-api/s3.ts'
import { ACCOUNT, startCloudflareApi, TOKEN } from '../fakes/vendors/cloudflare-api/server.ts'
import { inMemory, type KvEntry, type Store } from '../fakes/vendors/cloudflare-api/storage.ts'
import type { User } from './conformance.ts'
import { evaluate, facts } from './evaluator.ts'

export const NAMESPACE = '0f2ac74b498b48028cb68387c421e279'
export const BUCKET = 'site-flags'
export const DOCUMENT = 'flags/production.json'

const SECRETS: Readonly<Record<string, string>> = {
  CLOUDFLARE_API_TOKEN: TOKEN,
  R2_ACCESS_KEY_ID: S3_KEYS.accessKey,
  R2_SECRET_ACCESS_KEY: S3_KEYS.secretKey,
}

/** Where the document is, behind both doors. */
interface Place {
  read(): Promise<string | null>
  write(text: string): Promise<void>
}

/** What both stores have in common: a person's hands, and the application's evaluator. */
const around = ({ read, write }: Place) => {
  const change = async (how: (entry: Record<string, unknown>) => void): Promise<void> => {
    const document = JSON.parse((await read()) ?? '{}')
    how(document.flags[facts.key])
    await write(JSON.stringify(document))
  }
  return {
    text: read,
    write,
    ask: async (users: readonly User[]) => evaluate(await read(), users),
    meddle: () =>
      change((entry) => {
        entry.targeting = { if: [{ in: ['@example.com', { var: 'targetingKey' }] }, 'on', 'off'] }
      }),
    switchOff: () =>
      change((entry) => {
        entry.state = 'DISABLED'
      }),
  }
}

/** Clients that wait for nobody. */
const openClients = () => {
  const clients: { close(): Promise<void> }[] = []
  return {
    http: (provider: string) => {
      const client = createHttp({ provider, random: () => 0, sleep: async () => {} })
      clients.push(client)
      return client
    },
    close: async () => {
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}

const contextOf = (http: ReturnType<typeof openClients>['http'], secrets = SECRETS) => ({
  http,
  workspace: '/',
  secret: (name: string) => secrets[name] ?? '',
  signal: new AbortController().signal,
  author: 'sluice 0.1.0 by ada, run 1',
})

const named = (other: boolean) => (other ? { ...facts, name: 'core', key: 'core' } : facts)

/** A document in a namespace of KV. */
export const openKv = async (store: Store<KvEntry> = inMemory()) => {
  const api = await startCloudflareApi()
  api.namespaces.set(NAMESPACE, store)
  const clients = openClients()
  const connect = async (
    other = false,
    keys: Record<string, unknown> = {},
    secrets = SECRETS,
  ): Promise<Flag> => {
    const given = {
      account: ACCOUNT,
      namespace: NAMESPACE,
      document: DOCUMENT,
      'api-url': api.url,
      ...keys,
    }
    const options = flagdKv.options.parse(given)
    return flagdKv.connect({ ...named(other), options }, contextOf(clients.http, secrets))
  }
  return {
    api,
    store,
    connect,
    ...around({
      read: async () => (await store.get(DOCUMENT))?.value ?? null,
      write: (value) => store.put(DOCUMENT, { value }),
    }),
    unreachable: () => connect(false, { 'api-url': 'http://127.0.0.1:9' }),
    close: async () => {
      await clients.close()
      await api.close()
      if (api.violations.length > 0) throw new Error(api.violations.join('\n'))
    },
  }
}

/** A document in a bucket of R2. */
export const openR2 = async (bucket: ConditionalBucket = bucketInMemory()) => {
  const api = await startS3()
  api.buckets.set(BUCKET, bucket)
  const clients = openClients()
  const connect = async (
    other = false,
    keys: Record<string, unknown> = {},
    secrets = SECRETS,
  ): Promise<Flag> => {
    const given = { account: ACCOUNT, bucket: BUCKET, document: DOCUMENT, endpoint: api.url, ...keys }
    const options = flagdR2.options.parse(given)
    return flagdR2.connect({ ...named(other), options }, contextOf(clients.http, secrets))
  }
  return {
    api,
    bucket,
    connect,
    ...around({
      read: async () => (await bucket.get(DOCUMENT))?.body.toString() ?? null,
      write: async (text) => {
        const found = await bucket.get(DOCUMENT)
        await bucket.put(DOCUMENT, Buffer.from(text), found?.etag ?? null)
      },
    }),
    unreachable: () => connect(false, { endpoint: 'http://127.0.0.1:9' }),
    close: async () => {
      await clients.close()
      await api.close()
    },
  }
}
