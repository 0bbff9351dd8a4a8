import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ENTRY = fileURLToPath(new URL('../oracles/node_modules/miniflare/dist/src/index.js', import.meta.url))

/** A statement of a real D1. */
export interface Prepared {
  bind(...values: unknown[]): Prepared
  all(): Promise<{ results: Record<string, unknown>[] }>
}

/** A real D1. */
export interface RealD1 {
  prepare(sql: string): Prepared
  /** All or nothing. */
  batch(statements: readonly Prepared[]): Promise<{ results?: Record<string, unknown>[] }[]>
}

/** A real namespace of KV, as far as tests use it. */
export interface RealKv {
  get(key: string): Promise<string | null>
  getWithMetadata(key: string): Promise<{ value: string | null; metadata: unknown }>
  put(key: string, value: string, options?: { metadata?: unknown }): Promise<void>
  delete(key: string): Promise<void>
  list(options: { prefix: string }): Promise<{ keys: { name: string; metadata?: unknown }[] }>
}

/** A real bucket of R2, as far as tests use it. */
export interface RealR2 {
  get(key: string): Promise<{
    arrayBuffer(): Promise<ArrayBuffer>
    etag: string
    httpMetadata?: { contentType?: string }
  } | null>
  /** Null: the condition did not hold. */
  put(
    key: string,
    body: Uint8Array,
    options?: {
      httpMetadata?: { contentType?: string }
      onlyIf?: { etagMatches?: string; etagDoesNotMatch?: string }
    },
  ): Promise<{ etag: string } | null>
  delete(key: string): Promise<void>
  list(options: { prefix: string }): Promise<{ objects: { key: string; size: number }[] }>
}

/** Cloudflare's own run time with the storage of production, on this machine. */
export interface Miniflare {
  ready: Promise<URL>
  getD1Database(binding: string): Promise<RealD1>
  getKVNamespace(binding: string): Promise<RealKv>
  getR2Bucket(binding: string): Promise<RealR2>
  dispatchFetch(url: string, init?: { method?: string; headers?: Record<string, string> }): Promise<Response>
  dispose(): Promise<void>
}

interface Package {
  Miniflare: new (options: object) => Miniflare
  convertV4MiniflareOptions(options: object): object
}

/** Whether miniflare and workerd are there: `npm ci --prefix test/oracles`. */
export const hasMiniflare = (): boolean => existsSync(ENTRY)

/** Starts one Worker. `options` as miniflare 4 had them; without a script it answers nothing. */
export const startMiniflare = async (options: object): Promise<Miniflare> => {
  const { Miniflare, convertV4MiniflareOptions } = (await import(ENTRY)) as Package
  const script = 'export default { fetch: () => new Response("") }'
  const runtime = new Miniflare(convertV4MiniflareOptions({ modules: true, script, ...options }))
  await runtime.ready
  return runtime
}
