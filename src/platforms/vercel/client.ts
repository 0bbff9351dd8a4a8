import type { z } from 'zod'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { HttpAnswer, HttpRequest } from '../../kit/http.ts'
import { createHttp } from '../../kit/http.ts'
import type { AdapterContext } from '../definition.ts'
import type { VercelOptions } from './options.ts'
import { refusalShape } from './shapes.ts'

/** The vendor's address (https://vercel.com/docs/rest-api). */
export const VERCEL_API = 'https://api.vercel.com'

/** A page of a hundred deployments with the metadata of long commit messages. */
const ANSWER_CAP = 16 * 1024 * 1024

/** One call. */
export interface VercelCall<T> {
  method?: 'GET' | 'POST' | 'PATCH'
  /** Below the address, with its version. */
  path: string
  query?: HttpRequest['query']
  json?: unknown
  body?: Uint8Array
  headers?: Record<string, string>
  /** `safe`: doing it twice is doing it once, at whatever moment. */
  retry?: 'auto' | 'safe' | 'never'
  /** What the answer must be; null where its content says nothing. */
  shape: z.ZodType<T> | null
}

/** An answer that was not a yes: its status and the vendor's code for the reason. */
export interface Refusal {
  status: number
  /** `not_found`, `missing_files`: letters, digits, `_` and `-`; empty when there was none. */
  code: string
  missing: readonly string[]
}

/** The answer, or what was said instead of it. */
export type Told<T> = { ok: true; body: T } | { ok: false; refusal: Refusal }

/** The API for one project. */
export interface VercelClient {
  /** Throws ConfigError for what a person has to change, ProviderError otherwise. 404 too. */
  call<T>(call: VercelCall<T>): Promise<T>
  /** The same, with 400, 402, 404, 409, 410 and 422 as an answer of their own. */
  ask<T>(call: VercelCall<T>): Promise<Told<T>>
  /** A refusal as the error it is where nobody expected it. */
  refused(refusal: Refusal, what: string): ConfigError | ProviderError
}

const OK = [200, 201, 202]
const REFUSALS = [400, 402, 404, 409, 410, 422]
const FORBIDDEN = [401, 403]

const refusalOf = (answer: HttpAnswer): Refusal => {
  try {
    const { code, missing = [] } = refusalShape.parse(JSON.parse(answer.text())).error
    return { status: answer.status, code: /^[\w-]{1,80}$/.test(code) ? code : '', missing }
  } catch {
    return { status: answer.status, code: '', missing: [] }
  }
}

const told = ({ status, code }: Refusal): string => (code === '' ? `${status}` : `${status}, ${code}`)

/** Makes the client. Nothing is asked yet; the token is read with the first call. */
export const createClient = (options: VercelOptions, context: AdapterContext): VercelClient => {
  const { signal, secret, http = (provider) => createHttp({ provider, signal }) } = context
  const who = options.team === undefined ? 'the personal account' : `the team ${options.team}`
  let client: ReturnType<typeof http> | undefined

  const notAllowed = (refusal: Refusal): ConfigError =>
    new ConfigError({
      message: `vercel does not let the token in ${options.token} do this (${told(refusal)})`,
      at: `secret ${options.token}`,
      fix: `a token with the scope of ${who}, made at vercel.com/account/settings/tokens, not expired`,
      docs: 'platforms/vercel.md#token',
    })

  const refused = (refusal: Refusal, what: string): ConfigError | ProviderError => {
    const { status } = refusal
    if (status === 402)
      return new ConfigError({
        message: `vercel: ${what} needs another plan, or the account is blocked for its bill (${told(refusal)})`,
        fix: 'vercel.com, Settings, Billing of the account that owns the project',
        docs: 'platforms/vercel.md#plans',
      })
    return new ProviderError({
      provider: 'vercel',
      message: `vercel: ${what} was refused (${told(refusal)})`,
      retryable: status === 409,
      status,
      code: 'status',
    })
  }

  const ask = async <T>(call: VercelCall<T>): Promise<Told<T>> => {
    const { path, query, shape, headers, ...rest } = call
    client ??= http('vercel')
    const answer = await client.request({
      ...rest,
      url: VERCEL_API + path,
      query: { ...query, teamId: options.team },
      headers: { ...headers, authorization: `Bearer ${secret(options.token).trim()}` },
      accept: [...OK, ...REFUSALS, ...FORBIDDEN],
      maxBytes: ANSWER_CAP,
      signal,
    })
    if (FORBIDDEN.includes(answer.status)) throw notAllowed(refusalOf(answer))
    if (REFUSALS.includes(answer.status)) return { ok: false, refusal: refusalOf(answer) }
    return { ok: true, body: shape ? answer.json(shape) : (undefined as T) }
  }

  const call = async <T>(wish: VercelCall<T>): Promise<T> => {
    const answer = await ask(wish)
    if (answer.ok) return answer.body
    const { refusal } = answer
    if (refusal.status === 404)
      throw new ConfigError({
        message: `vercel does not know the project ${options.project} in ${who} (404)`,
        fix: 'project and team as their settings show them, and a token with that scope',
        docs: 'platforms/vercel.md#token',
      })
    throw refused(refusal, `${wish.method ?? 'GET'} ${path(wish)}`)
  }
  const path = ({ path: text }: { path: string }): string => text

  return { ask, call, refused }
}
