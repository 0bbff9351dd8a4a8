import { posix } from 'node:path'
import { z } from 'zod'
import { type Cloudflare, isRefusal } from '../../kit/cloudflare.ts'
import { ConfigError } from '../../kit/errors.ts'
import { connectAccount } from '../cloudflare/connect.ts'
import { connectFiles, FILES_CAPABILITIES, type FileStore, filesShape } from '../cloudflare/files.ts'
import { accountShape } from '../cloudflare/options.ts'
import { definePlatform } from '../definition.ts'

const TYPE = 'cloudflare-r2'

/** Keys of a component with `platform: cloudflare-r2`. */
export const r2Options = z.strictObject({
  ...accountShape,
  bucket: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      'this is not the name of a bucket\nthe name that `wrangler r2 bucket list` shows',
    )
    .describe('Name of the bucket.'),
  ...filesShape,
})

/** One call per object: a release must leave room in the 1,200 calls of five minutes that a token has. */
const LIMITS = { files: 800, bytes: 500 * 1024 * 1024 }
const AT_ONCE = 6
const WRITE_TIMEOUT = 120_000

const NO_BUCKET = 10006
const NO_OBJECT = 10007

const objects = z.array(z.object({ key: z.string() }))

/** Kinds of files that browsers have to know; anything else is bytes. */
const KINDS: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
}

const openBucket = (api: Cloudflare, account: string, bucket: string): FileStore => {
  const root = `/accounts/${account}/r2/buckets/${bucket}/objects`
  const pathOf = (key: string): string => `${root}/${key.split('/').map(encodeURIComponent).join('/')}`
  const known = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw isRefusal(error, NO_BUCKET) ? missing(bucket) : error
    })
  const put = async ({ key, content }: { key: string; content: Buffer }): Promise<void> => {
    const type = KINDS[posix.extname(key).toLowerCase()] ?? 'application/octet-stream'
    const call = { method: 'PUT', path: pathOf(key), body: new Uint8Array(content), retry: 'safe' } as const
    const times = { timeout: WRITE_TIMEOUT, deadline: 2 * WRITE_TIMEOUT }
    await known(api.call({ ...call, ...times, headers: { 'content-type': type }, shape: z.unknown() }))
  }
  return {
    read: async (key) => (await known(api.body({ path: pathOf(key), absent: NO_OBJECT })))?.text() ?? null,
    write: async (files) => {
      for (let at = 0; at < files.length; at += AT_ONCE)
        await Promise.all(files.slice(at, at + AT_ONCE).map(put))
    },
    count: async (prefix) => {
      let count = 0
      let cursor: string | null = null
      do {
        const query: Record<string, string> = { prefix, ...(cursor !== null && { cursor }) }
        const page: { result: { key: string }[]; cursor: string | null } = await known(
          api.page({ path: root, query, shape: objects }),
        )
        count += page.result.length
        cursor = page.cursor
      } while (cursor !== null)
      return count
    },
  }
}

const missing = (bucket: string): ConfigError =>
  new ConfigError({
    message: `there is no bucket ${bucket} in this account`,
    fix: 'bucket: the name that `wrangler r2 bucket list` shows',
    docs: `platforms/${TYPE}.md#token`,
  })

/** R2: a set of objects per release, and one object that says which set is in use. */
export const cloudflareR2 = definePlatform({
  type: TYPE,
  capabilities: FILES_CAPABILITIES,
  options: r2Options,
  secrets: ({ token }) => [token],
  connect: (options, context) => {
    const { account, bucket } = options
    const api = connectAccount(options, context, { provider: TYPE, permission: 'Workers R2 Storage: Edit' })
    const command = (pointer: string, release: string): string =>
      `printf %s ${release} | env CLOUDFLARE_ACCOUNT_ID=${account} npx wrangler r2 object put ${bucket}/${pointer} --pipe --remote`
    const kind = { type: TYPE, limits: LIMITS, longestKey: 1024, command }
    return connectFiles(openBucket(api, account, bucket), kind, options, context)
  },
})
