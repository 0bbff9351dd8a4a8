import { z } from 'zod'
import { CloudflareRefusal, createCloudflare } from '../../kit/cloudflare.ts'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import { createHttp, type Http } from '../../kit/http.ts'
import type { DatabaseContext } from '../definition.ts'
import type { D1Options } from './options.ts'

/** A database behind Cloudflare's API. */
export interface Client {
  /** Rows per statement. Asked again when Cloudflare is in passing trouble: it only reads. */
  read<T>(sql: string, shape: z.ZodType<T>): Promise<readonly (readonly T[])[]>
  /** Carries a command out, once. Throws D1Failure when D1 says no, and ProviderError when nobody knows. */
  write(sql: string): Promise<void>
  /** Where the history of the database is now, or why that cannot be said. */
  bookmark(): Promise<{ bookmark: string } | { bookmark: null; reason: string }>
  close(): Promise<void>
}

/** D1 refused a command and undid it whole. `message` is D1's own, on one harmless line. */
export class D1Failure extends Error {}

const DOCS = 'databases/d1.md'
/** D1 stops a command after 30 s (https://developers.cloudflare.com/d1/platform/limits/). Milliseconds. */
const TIMEOUT = 40_000
const DEADLINE = 120_000

/** Troubles of D1 that pass by themselves (https://developers.cloudflare.com/d1/observability/debug-d1/). */
const PASSING =
  /overloaded|reset because|object to be reset|connection lost|too many requests|timed? ?out|internal error/i

const bookmarkShape = z.object({ bookmark: z.string().regex(/^[\w-]{1,64}$/) })

const passing = ({ says, status }: CloudflareRefusal, effect: 'none' | 'unknown'): ProviderError =>
  new ProviderError({
    provider: 'd1',
    message: `d1: ${says}`,
    retryable: true,
    effect,
    code: 'status',
    ...(status !== undefined && { status }),
  })

/** Makes the client. Nothing is asked yet. */
export const createClient = (
  { account, database, token, 'api-url': base }: D1Options,
  { secret, signal }: Pick<DatabaseContext, 'secret' | 'signal'>,
  http: Http = createHttp({ provider: 'd1', signal }),
): Client => {
  const api = createCloudflare(http, {
    provider: 'd1',
    token: () => secret(token),
    tokenName: token,
    permission: 'D1: Edit',
    base,
    docs: `${DOCS}#token`,
  })
  const root = `/accounts/${account}/d1/database/${database}`
  const query = { method: 'POST', path: `${root}/query`, timeout: TIMEOUT, deadline: DEADLINE } as const
  const judged = (error: unknown, effect: 'none' | 'unknown'): unknown => {
    if (!(error instanceof CloudflareRefusal)) return error
    if (error.status === 404) return missing()
    if (PASSING.test(error.says)) return passing(error, effect)
    return effect === 'unknown' ? new D1Failure(error.says || `answered ${error.status}`) : error
  }
  return {
    read: async (sql, shape) => {
      const answer = z.array(z.object({ results: z.array(shape) }))
      try {
        return (await api.call({ ...query, json: { sql }, retry: 'safe', shape: answer })).map(
          ({ results }) => results,
        )
      } catch (error) {
        throw withoutEffect(judged(error, 'none'))
      }
    },
    write: async (sql) => {
      try {
        await api.call({ ...query, json: { sql }, retry: 'never', shape: z.array(z.unknown()) })
      } catch (error) {
        throw judged(error, 'unknown')
      }
    },
    bookmark: async () => {
      try {
        return await api.call({ path: `${root}/time_travel/bookmark`, shape: bookmarkShape })
      } catch (error) {
        const told = judged(error, 'none')
        if (told instanceof CloudflareRefusal)
          return { bookmark: null, reason: told.says || 'Cloudflare gives no bookmark' }
        throw told
      }
    },
    close: () => http.close(),
  }
}

/** A question that only reads has no effect, whatever its method. */
const withoutEffect = (error: unknown): unknown => {
  if (!(error instanceof ProviderError) || error.effect === 'none') return error
  const { provider, message, retryable, status, code } = error
  return new ProviderError({
    provider,
    message,
    retryable,
    ...(status !== undefined && { status }),
    ...(code !== undefined && { code }),
  })
}

const missing = (): ConfigError =>
  new ConfigError({
    message: 'Cloudflare knows no such database in this account',
    fix: 'account and database as `wrangler d1 list` shows them',
    docs: `${DOCS}#token`,
  })
