import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { type Cloudflare, createCloudflare, isRefusal } from '../kit/cloudflare.ts'
import { accountField, apiUrlField } from '../kit/cloudflare-options.ts'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { createHttp } from '../kit/http.ts'
import { defineFlags } from './definition.ts'
import { documentField, secretField, switchOff } from './flagd/cloudflare.ts'
import { flagInDocument } from './flagd/flag.ts'
import type { DocumentStore } from './flagd/store.ts'

const TYPE = 'flagd-kv'
const DOCS = 'flags/flagd-kv.md'
const NO_KEY = 10009
const NO_NAMESPACE = 10013

/** How long the API may go on showing what was there before a write, and between two looks. Milliseconds. */
const PATIENCE = 90_000
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5000

/** Keys of a flag with `type: flagd-kv`. */
export const kvOptions = z.strictObject({
  account: accountField(),
  token: secretField('CLOUDFLARE_API_TOKEN')
    .default('CLOUDFLARE_API_TOKEN')
    .describe('Name of the secret with an API token that may edit Workers KV storage.'),
  'api-url': apiUrlField(),
  namespace: z
    .string()
    .regex(
      /^[0-9a-f]{32}$/,
      'this is not the id of a namespace\nthe id that `wrangler kv namespace list` shows',
    )
    .describe('Id of the namespace.'),
  document: documentField(),
})

const missing = (): ConfigError =>
  new ConfigError({
    message: 'Cloudflare knows no such namespace in this account',
    fix: 'namespace: the id that `wrangler kv namespace list` shows',
    docs: DOCS,
  })

const stale = (stopped: boolean): ProviderError =>
  new ProviderError({
    provider: TYPE,
    message: `${TYPE}: the document was written, and the one before it is still read${stopped ? '; interrupted' : ` after ${PATIENCE / 1000} s`}`,
    retryable: true,
    effect: 'unknown',
  })

const versionOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The last write of this process to each document: KV compares nothing, so that at least we take turns. */
const turns = new Map<string, Promise<unknown>>()

const inTurn = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
  const turn = (turns.get(place) ?? Promise.resolve()).then(work, work)
  turns.set(place, turn)
  return turn
}

/** A value of KV. What another writer put there between our look and our write is seen when it is read back, and given way to. */
const kvStore = (
  api: Cloudflare,
  { account, namespace, document }: Pick<z.output<typeof kvOptions>, 'account' | 'namespace' | 'document'>,
  signal: AbortSignal,
): DocumentStore => {
  const path = `/accounts/${account}/storage/kv/namespaces/${namespace}/values/${encodeURIComponent(document)}`
  const known = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw isRefusal(error, NO_NAMESPACE) ? missing() : error
    })
  const read = async () => {
    const text = (await known(api.body({ path, absent: NO_KEY })))?.text()
    return text === undefined ? null : { text, version: versionOf(text) }
  }
  const settled = async (text: string, before: string | null): Promise<boolean> => {
    const end = performance.now() + PATIENCE
    for (let wait = FIRST_PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
      const found = await read()
      if (found?.text === text) return true
      // Neither what was there nor ours: somebody wrote after us.
      if ((found?.version ?? null) !== before) return false
      const stopped = await pause(wait, false, { signal }).catch(() => true)
      if (stopped || performance.now() > end) throw stale(stopped)
    }
  }
  return {
    read,
    replace: (text, version) =>
      inTurn(path, async () => {
        if (((await read())?.version ?? null) !== version) return false
        const headers = { 'content-type': 'text/plain; charset=utf-8' }
        const call = { method: 'PUT', path, body: text, headers, retry: 'safe' } as const
        await known(api.call({ ...call, shape: z.unknown() }))
        return settled(text, version)
      }),
  }
}

/** A document for flagd and OpenFeature in Workers KV. */
export const flagdKv = defineFlags({
  type: TYPE,
  options: kvOptions,
  secrets: ({ token }) => [token],
  connect: (order, { secret, http, signal }) => {
    const { account, namespace, document, token, 'api-url': base } = order.options
    const api = createCloudflare(http?.(TYPE) ?? createHttp({ provider: TYPE, signal }), {
      provider: TYPE,
      token: () => secret(token),
      tokenName: token,
      permission: 'Workers KV Storage: Edit',
      base,
      docs: DOCS,
    })
    const wrangler = (verb: string, more: string): string =>
      `npx wrangler kv key ${verb} ${document} ${more}--namespace-id ${namespace} --remote`
    return flagInDocument(order, kvStore(api, { account, namespace, document }, signal), {
      type: TYPE,
      wayBackCommand: `export CLOUDFLARE_ACCOUNT_ID=${account}; ${switchOff(
        wrangler('get', '--text '),
        wrangler('put', '--path /dev/stdin '),
        order.key,
      )}`,
    })
  },
})
