import { z } from 'zod'
import { type ApiAnswer, ApiRefusal, type ApiRequest, good, jsonOf, partsBelow } from './answers.ts'

/** A value of KV. */
export interface KvEntry {
  value: string
  metadata?: unknown
}

/** One namespace of KV or bucket of R2, in memory or in a real one. */
export interface Store<Entry> {
  get(key: string): Promise<Entry | null>
  put(key: string, entry: Entry): Promise<void>
  delete(key: string): Promise<void>
  /** In the order of the keys. */
  list(prefix: string): Promise<readonly { key: string; entry: Entry }[]>
}

/** An object of R2. */
export interface R2Entry {
  body: Buffer
  type: string
}

/** A store that lives as long as the test. */
export const inMemory = <Entry>(): Store<Entry> => {
  const entries = new Map<string, Entry>()
  return {
    get: async (key) => entries.get(key) ?? null,
    put: async (key, entry) => void entries.set(key, entry),
    delete: async (key) => void entries.delete(key),
    list: async (prefix) =>
      [...entries]
        .filter(([key]) => key.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, entry]) => ({ key, entry })),
  }
}

const pairs = z.array(
  z.strictObject({
    key: z
      .string()
      .min(1)
      .refine((key) => Buffer.byteLength(key) <= 512),
    value: z.string(),
    base64: z.boolean().optional(),
    metadata: z.unknown().optional(),
    expiration_ttl: z.number().optional(),
  }),
)

/** A key as lists have it. */
export const listedKey = (name: string, { metadata }: KvEntry) => ({
  name,
  ...(metadata !== undefined && { metadata }),
})

/** What a bulk write answers. */
export const written = (count: number) => ({
  successful_key_count: count,
  unsuccessful_keys: [] as string[],
})

/** An object as lists have it. */
export const listedObject = (key: string, { body, type }: R2Entry) => ({
  key,
  size: body.length,
  etag: 'e',
  http_metadata: { contentType: type },
})

/** What an upload answers. */
export const putObject = (key: string, size: number) => ({ key, size: String(size), etag: 'e' })

const MOST_PAIRS = 10_000
const PAGE = 1000

/** Answers what lies below `/accounts/{account}/storage/kv/namespaces`. */
export const answerKv = async (
  prefix: string,
  namespaces: ReadonlyMap<string, Store<KvEntry>>,
  request: ApiRequest,
): Promise<ApiAnswer | null> => {
  const [id, what, ...rest] = partsBelow(`${prefix}/storage/kv/namespaces`, request.path) ?? []
  if (id === undefined) return null
  const space = namespaces.get(id)
  if (!space) throw new ApiRefusal(404, 10013, 'namespace not found')
  const key = rest.join('/')
  const { method, query } = request
  if (method === 'PUT' && what === 'bulk') {
    const all = pairs.safeParse(jsonOf(request))
    if (!all.success || all.data.length > MOST_PAIRS)
      throw new ApiRefusal(400, 10012, 'could not parse request body')
    for (const { key: name, value, base64, metadata } of all.data)
      await space.put(name, {
        value: base64 ? Buffer.from(value, 'base64').toString('latin1') : value,
        ...(metadata !== undefined && { metadata }),
      })
    return good(written(all.data.length))
  }
  if (method === 'GET' && what === 'keys') {
    const all = await space.list(query.get('prefix') ?? '')
    const from = Number(query.get('cursor') ?? 0)
    const page = all.slice(from, from + PAGE)
    const cursor = from + PAGE < all.length ? String(from + PAGE) : ''
    return good(
      page.map(({ key: name, entry }) => listedKey(name, entry)),
      { count: page.length, cursor },
    )
  }
  if (what !== 'values') return null
  if (method === 'GET') {
    const entry = await space.get(key)
    if (!entry) throw new ApiRefusal(404, 10009, "get: 'key not found'")
    return { status: 200, bytes: Buffer.from(entry.value) }
  }
  if (method === 'PUT') {
    const value = String(request.headers['content-type'] ?? '').startsWith('multipart/')
      ? String(
          (
            await new Response(new Uint8Array(request.raw), {
              headers: { 'content-type': String(request.headers['content-type']) },
            }).formData()
          ).get('value'),
        )
      : request.raw.toString()
    await space.put(key, { value })
    return good(null)
  }
  return null
}

/** Answers what lies below `/accounts/{account}/r2/buckets/{bucket}/objects`. */
export const answerR2 = async (
  prefix: string,
  buckets: ReadonlyMap<string, Store<R2Entry>>,
  request: ApiRequest,
): Promise<ApiAnswer | null> => {
  const [name, what, ...rest] = partsBelow(`${prefix}/r2/buckets`, request.path) ?? []
  if (name === undefined || what !== 'objects') return null
  const bucket = buckets.get(name)
  if (!bucket) throw new ApiRefusal(404, 10006, 'The specified bucket does not exist.')
  const key = rest.join('/')
  const { method, query } = request
  if (method === 'GET' && key === '') {
    const all = await bucket.list(query.get('prefix') ?? '')
    const from = Number(query.get('cursor') ?? 0)
    const page = all.slice(from, from + PAGE)
    const truncated = from + PAGE < all.length
    return good(
      page.map(({ key: one, entry }) => listedObject(one, entry)),
      { ...(truncated && { cursor: String(from + PAGE) }), is_truncated: truncated, per_page: PAGE },
    )
  }
  if (method === 'GET') {
    const entry = await bucket.get(key)
    if (!entry) throw new ApiRefusal(404, 10007, 'The specified key does not exist.')
    return { status: 200, bytes: entry.body, headers: { 'content-type': entry.type } }
  }
  if (method === 'PUT') {
    await bucket.put(key, { body: request.raw, type: String(request.headers['content-type'] ?? '') })
    return good(putObject(key, request.raw.length))
  }
  return null
}
