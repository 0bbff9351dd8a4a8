import { z } from 'zod'
import { type Cloudflare, isRefusal } from '../../kit/cloudflare.ts'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { connectAccount } from '../cloudflare/connect.ts'
import { connectFiles, FILES_CAPABILITIES, type FileStore, filesShape } from '../cloudflare/files.ts'
import { accountShape } from '../cloudflare/options.ts'
import { definePlatform } from '../definition.ts'

const TYPE = 'cloudflare-kv'

/** Keys of a component with `platform: cloudflare-kv`. */
export const kvOptions = z.strictObject({
  ...accountShape,
  namespace: z
    .string()
    .regex(
      /^[0-9a-f]{32}$/,
      'this is not the id of a namespace\nthe id that `wrangler kv namespace list` shows',
    )
    .describe('Id of the namespace.'),
  ...filesShape,
})

/** A value in KV has at most 25 MiB; a release at most what one bulk write takes. */
const LIMITS = { files: 10_000, bytes: 90 * 1024 * 1024 }
/** Pairs and characters per write; the API takes 10,000 and 100 MB (workers-kv-namespace-write-multiple-key-value-pairs). */
const MOST_PAIRS = 1000
const MOST_CHARACTERS = 40 * 1024 * 1024
const WRITE_TIMEOUT = 120_000

const NO_KEY = 10009
const NO_NAMESPACE = 10013

const written = z.object({ unsuccessful_keys: z.array(z.string()).optional() }).nullish()
const keys = z.array(z.object({ name: z.string() }))

interface Pair {
  key: string
  value: string
  base64: boolean
}

const pairOf = ({ key, content }: { key: string; content: Buffer }): Pair => {
  const text = content.toString()
  const isText = Buffer.from(text).equals(content)
  return { key, value: isText ? text : content.toString('base64'), base64: !isText }
}

/** Cuts what is to be written into writes of a size that the API takes. */
const portions = (pairs: readonly Pair[]): Pair[][] => {
  const all: Pair[][] = []
  let size = 0
  for (const pair of pairs) {
    const last = all.at(-1)
    size += pair.value.length
    if (last && last.length < MOST_PAIRS && size <= MOST_CHARACTERS) last.push(pair)
    else {
      all.push([pair])
      size = pair.value.length
    }
  }
  return all
}

const openNamespace = (api: Cloudflare, account: string, namespace: string): FileStore => {
  const root = `/accounts/${account}/storage/kv/namespaces/${namespace}`
  const known = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw isRefusal(error, NO_NAMESPACE) ? missing() : error
    })
  return {
    read: async (key) => {
      const path = `${root}/values/${encodeURIComponent(key)}`
      return (await known(api.body({ path, absent: NO_KEY })))?.text() ?? null
    },
    write: async (files) => {
      for (const json of portions(files.map(pairOf))) {
        const call = {
          method: 'PUT',
          path: `${root}/bulk`,
          json,
          retry: 'safe',
          timeout: WRITE_TIMEOUT,
        } as const
        const answer = await known(api.call({ ...call, deadline: 2 * WRITE_TIMEOUT, shape: written }))
        if ((answer?.unsuccessful_keys ?? []).length > 0) throw incomplete()
      }
    },
    count: async (prefix) => {
      let count = 0
      let cursor: string | null = null
      do {
        const query: Record<string, string> = { prefix, ...(cursor !== null && { cursor }) }
        const page: { result: { name: string }[]; cursor: string | null } = await known(
          api.page({ path: `${root}/keys`, query, shape: keys }),
        )
        count += page.result.length
        cursor = page.cursor
      } while (cursor !== null)
      return count
    },
  }
}

const missing = (): ConfigError =>
  new ConfigError({
    message: 'Cloudflare knows no such namespace in this account',
    fix: 'namespace: the id that `wrangler kv namespace list` shows',
    docs: `platforms/${TYPE}.md#token`,
  })

const incomplete = (): ProviderError =>
  new ProviderError({
    provider: TYPE,
    message: `${TYPE}: Cloudflare did not take every key of a bulk write`,
    retryable: true,
    effect: 'unknown',
  })

/** Workers KV: a set of keys per release, and one key that says which set is in use. */
export const cloudflareKv = definePlatform({
  type: TYPE,
  capabilities: FILES_CAPABILITIES,
  options: kvOptions,
  secrets: ({ token }) => [token],
  connect: (options, context) => {
    const { account, namespace } = options
    const api = connectAccount(options, context, { provider: TYPE, permission: 'Workers KV Storage: Edit' })
    const command = (pointer: string, release: string): string =>
      `env CLOUDFLARE_ACCOUNT_ID=${account} npx wrangler kv key put ${pointer} ${release} --namespace-id ${namespace} --remote`
    const kind = { type: TYPE, limits: LIMITS, longestKey: 512, command }
    return connectFiles(openNamespace(api, account, namespace), kind, options, context)
  },
})
