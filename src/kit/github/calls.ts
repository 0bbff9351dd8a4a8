import type { Octokit } from '@octokit/rest'
import { ConfigError, ProviderError } from '../errors.ts'
import type { Http } from '../http.ts'
import { readJson } from './body.ts'
import { type ServerClock, serverClock } from './clock.ts'
import { fetchThrough } from './network.ts'
import { type Purpose, type Refusal, refused } from './refusals.ts'
import { isRateLimit, jitteredWait, rateLimitWait } from './waiting.ts'

/** Where GitHub is and how to speak to it. Times in milliseconds. */
export interface CallOptions {
  token: string
  /** Base address of the API. Default `https://api.github.com`. */
  apiUrl?: string
  /** Version of Sluice, for the `user-agent`. */
  tool: string
  /** How to reach the network: a client of the kit (proxy, caps), or any `fetch`. Default: Node's own `fetch`. */
  http?: Http
  fetch?: typeof globalThis.fetch
  /** Ends every call at once, when the job is cancelled. */
  signal?: AbortSignal
  /** Longest time for one request. Default 20 s. */
  timeout?: number
  /** Longest time that one call may spend waiting between requests, rate limits included. Default 90 s. */
  patience?: number
  /** How to wait. Default: real time. */
  sleep?: (ms: number) => Promise<void>
  /** 0 to below 1, for the jitter of retries. Default `Math.random`. */
  random?: () => number
  /** Milliseconds that never go back. Default `performance.now`. */
  monotonic?: () => number
}

/** Requests sent so far, retries included. */
export interface CallCount {
  reads: number
  writes: number
}

/** Path and body of a request, as octokit fills them into a route. */
export type Parameters = Record<string, unknown>

/** GitHub's API with the manners it asks for: safe retries, obeyed rate limits, no write sent twice unseen. */
export interface Calls {
  /**
   * A GET, repeated while that helps. Null for 404 where `absent` allows it.
   *
   * @throws ConfigError for a missing permission; ProviderError (retryable) when GitHub stays unreachable or
   *   asks for a longer wait than the patience allows
   */
  ask(purpose: Purpose & { absent?: true }, route: string, parameters: Parameters): Promise<unknown>
  /**
   * A write, sent once. `unknown` when it may have taken effect although no proper answer came; the caller reads
   * back before it tells again. A write that a rate limit refused surely had no effect and is repeated here.
   *
   * @throws ConfigError, ProviderError as above
   */
  tell(purpose: Purpose, route: string, parameters: Parameters): Promise<{ done: unknown } | 'unknown'>
  readonly clock: ServerClock
  readonly sleep: (ms: number) => Promise<void>
  count(): CallCount
}

const ATTEMPTS = 5
const TIMEOUT = 20_000

/** One request's fate: an answer, or none that can be trusted. */
type Reply = (Refusal & { heard: true; data: unknown }) | { heard: false }

const SILENT = () => {}

const networkOf = ({ http, fetch, timeout = TIMEOUT }: CallOptions): typeof globalThis.fetch =>
  fetch ?? (http ? fetchThrough(http, timeout) : globalThis.fetch)

const open = async (options: CallOptions): Promise<Octokit> => {
  const { Octokit } = await import('@octokit/rest')
  return new Octokit({
    auth: options.token,
    baseUrl: (options.apiUrl ?? 'https://api.github.com').replace(/\/+$/, ''),
    userAgent: `sluice/${options.tool}`,
    // octokit writes paths and warnings to the console, past the redactor.
    log: { debug: SILENT, info: SILENT, warn: SILENT, error: SILENT },
    request: { fetch: networkOf(options) },
  })
}

/** The answer inside octokit's error, if there was one. A broken connection has none. */
const answerIn = (
  error: unknown,
): { status: number; headers: Record<string, string>; data: unknown } | null => {
  if (!(error instanceof Error) || !('response' in error)) return null
  const { response } = error
  return typeof response === 'object' && response !== null && 'status' in response && 'headers' in response
    ? (response as { status: number; headers: Record<string, string>; data: unknown })
    : null
}

const sentenceOf = (data: unknown): string =>
  typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string'
    ? data.message
    : ''

const isServersFault = (status: number): boolean => status >= 500 || status === 408

const unreachable = (purpose: Purpose, reply: Reply): ProviderError =>
  new ProviderError({
    provider: 'github',
    message: `GitHub did not answer properly when asked to ${purpose.act}${reply.heard ? ` (${reply.status})` : ''}`,
    retryable: true,
    ...(reply.heard ? { status: reply.status, code: 'status' } : { code: 'connection' }),
  })

const rateLimited = (purpose: Purpose, status: number, wait: number): ProviderError =>
  new ProviderError({
    provider: 'github',
    message:
      `rate-limited: GitHub asks to wait ${Math.ceil(wait / 1000)} s before it will ${purpose.act}; ` +
      'stopped cleanly, the next tick goes on',
    retryable: true,
    status,
    code: 'rate-limited',
    retryAfter: wait,
  })

/** Opens the API. Octokit is loaded with the first call. */
export const openCalls = (options: CallOptions): Calls => {
  const {
    timeout = TIMEOUT,
    patience = 90_000,
    random = Math.random,
    monotonic = () => performance.now(),
  } = options
  const sleep = options.sleep ?? ((ms: number) => abortableSleep(ms, options.signal))
  const clock = serverClock(monotonic)
  const count: CallCount = { reads: 0, writes: 0 }
  let octokit: Promise<Octokit> | null = null

  const request = async (route: string, parameters: Parameters): Promise<Reply> => {
    const signals = [AbortSignal.timeout(timeout), ...(options.signal ? [options.signal] : [])]
    octokit ??= open(options)
    try {
      const reply = await (await octokit).request(route, {
        ...parameters,
        headers: { 'x-github-api-version': '2022-11-28' },
        request: { signal: AbortSignal.any(signals), redirect: 'manual', parseSuccessResponseBody: false },
      })
      const headers = reply.headers as Record<string, string>
      clock.heard(headers.date)
      if (reply.status >= 300) return { heard: true, status: reply.status, headers, sentence: '', data: null }
      const body = await readJson(reply.data)
      return body.ok
        ? { heard: true, status: reply.status, headers, sentence: '', data: body.value }
        : { heard: false }
    } catch (error) {
      const answer = answerIn(error)
      // A mistake in the settings, of a proxy say: nothing left this machine.
      if (error instanceof Error && error.cause instanceof ConfigError) throw error.cause
      if (!answer) return { heard: false }
      clock.heard(answer.headers.date)
      return { heard: true, ...answer, sentence: sentenceOf(answer.data) }
    }
  }

  const interrupted = (effect: 'none' | 'unknown'): ProviderError =>
    new ProviderError({
      provider: 'github',
      message: 'the call to GitHub was interrupted',
      retryable: true,
      effect,
      code: 'interrupted',
    })

  const send = async (kind: 'read' | 'write', route: string, parameters: Parameters): Promise<Reply> => {
    if (options.signal?.aborted) throw interrupted('none')
    if (kind === 'read') count.reads++
    else count.writes++
    const reply = await request(route, parameters)
    if (!reply.heard && options.signal?.aborted) throw interrupted(kind === 'write' ? 'unknown' : 'none')
    return reply
  }

  /** The wait before a repetition, or the error that ends the call. */
  const waitAfter = (reply: Reply, purpose: Purpose, round: number, waited: number): number => {
    const limited = reply.heard && isRateLimit(reply)
    if (reply.heard && !limited && !isServersFault(reply.status)) throw refused(reply, purpose)
    const wait = limited
      ? rateLimitWait(reply, clock.now() ?? Date.now(), round)
      : jitteredWait(round, random)
    const enough = round + 1 >= ATTEMPTS || waited + wait > patience
    if (!enough) return wait
    throw limited ? rateLimited(purpose, reply.status, wait) : unreachable(purpose, reply)
  }

  return {
    clock,
    sleep,
    count: () => ({ ...count }),
    ask: async (purpose, route, parameters) => {
      let waited = 0
      for (let round = 0; ; round++) {
        const reply = await send('read', route, parameters)
        if (reply.heard && reply.status < 300) return reply.data
        if (reply.heard && reply.status === 404 && purpose.absent) return null
        const wait = waitAfter(reply, purpose, round, waited)
        waited += wait
        await sleep(wait)
      }
    },
    tell: async (purpose, route, parameters) => {
      let waited = 0
      for (let round = 0; ; round++) {
        const reply = await send('write', route, parameters)
        if (!reply.heard || isServersFault(reply.status)) return 'unknown'
        if (reply.status < 300) return { done: reply.data }
        const wait = waitAfter(reply, purpose, round, waited)
        waited += wait
        await sleep(wait)
      }
    },
  }
}

const abortableSleep = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
  })
