import type { LookupFunction } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import type { z } from 'zod'
import type { Proxies } from './environment.ts'
import { ProviderError } from './errors.ts'
import type { AddressGuard } from './http-address.ts'
import type { Transport } from './http-attempt.ts'
import { attemptOnce } from './http-attempt.ts'
import type { Call } from './http-call.ts'
import { prepare } from './http-call.ts'
import { interruptedFailure, withUnknownEffect } from './http-failure.ts'
import type { Headers } from './http-retry.ts'
import { backoff } from './http-retry.ts'

/** Methods that we use. */
export type Method = 'GET' | 'HEAD' | 'OPTIONS' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One question to another system. All times in milliseconds. */
export interface HttpRequest {
  /** Default `GET`. */
  method?: Method
  /** `http` or `https`, without userinfo. */
  url: string | URL
  /** Names in any case. Values on one line. */
  headers?: Readonly<Record<string, string>>
  /** Added to the address; undefined values are left out, lists repeat the name. */
  query?: Readonly<Record<string, string | number | boolean | undefined | readonly string[]>>
  /** Sent as it is. Not together with `json`. */
  body?: string | Uint8Array
  /** Sent as JSON with its content type. */
  json?: unknown
  /** For one attempt, with its redirects and its whole body. Default 15 s. */
  timeout?: number
  /** For everything, attempts and waits together. Default 60 s. */
  deadline?: number
  /** Cap on the decoded body. Default 1 MiB. */
  maxBytes?: number
  /**
   * `auto` (default) repeats GET, HEAD and OPTIONS alone. `safe` promises that doing it twice is doing it once and
   * lets any method be repeated. `never` asks once.
   */
  retry?: 'auto' | 'safe' | 'never'
  /** Most attempts, the first included. Default 4. */
  attempts?: number
  /**
   * `follow` (default for GET and HEAD) goes along at most five redirects; `answer` (default otherwise: writes are
   * never sent on) gives the redirect back as the answer if `accept` takes it, else as an error.
   */
  redirect?: 'follow' | 'answer'
  /**
   * Which statuses are an answer rather than an error: `success` (default) 200 to 299; a list of statuses; or `any`,
   * which also switches repeating on a status off.
   */
  accept?: 'success' | 'any' | readonly number[]
  /** Stops the request; together with the client's own signal. */
  signal?: AbortSignal
}

/** What came back. */
export interface HttpAnswer {
  status: number
  /** By lower-case name; several of one name joined by `, `. */
  headers: Headers
  /** Decoded, within the cap. */
  body: Uint8Array
  /** Where the answer came from after redirects. May hold secrets in its query: not for printing. */
  url: string
  /** The body as UTF-8; broken sequences become U+FFFD. */
  text(): string
  /** The body as JSON of this shape. Throws ProviderError `invalid-answer`, naming places but no values. */
  json<T>(schema: z.ZodType<T>): T
}

/** A client for one system. */
export interface Http {
  /**
   * Asks, within the deadline. Throws ConfigError for an address that a person has to change, else ProviderError;
   * its `effect` is `unknown` when a write may have happened although no proper answer came.
   */
  request(request: HttpRequest): Promise<HttpAnswer>
  /** Lets go of all connections. */
  close(): Promise<void>
}

/** How a client is set up. */
export interface HttpOptions {
  /** Who is asked, for messages: `github`, `smoke-test`. */
  provider: string
  /** From the environment; default none. Behind a proxy the guard judges names and literal addresses only. */
  proxies?: Proxies
  /** Keeps requests out of private networks; for addresses that users or answers supply. Default: no guard. */
  guard?: AddressGuard
  /** Stops everything: the run's signal. */
  signal?: AbortSignal
  userAgent?: string
  /** One line per attempt: method, host and path, status, duration, request id. */
  debug?: (line: string) => void
  /** Milliseconds since 1970 on a clock that does not jump. */
  now?: () => number
  /** Waits, or rejects when the signal fires. */
  sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** In [0, 1). */
  random?: () => number
  /** Name resolution, for tests of the guard. */
  lookup?: LookupFunction
  /** Takes the place of connections and proxies; for tests with undici's MockAgent. */
  dispatcher?: Dispatcher
}

/** Creates a client. undici is loaded with the first request. */
export const createHttp = (options: HttpOptions): Http => {
  const now = options.now ?? (() => performance.timeOrigin + performance.now())
  const random = options.random ?? Math.random
  const sleep = options.sleep ?? ((wait, signal) => delay(wait, undefined, { signal }))
  let transport: Promise<Transport> | undefined

  const connect = (): Promise<Transport> => {
    transport ??= import('./http-transport.ts').then(({ openTransport }) => openTransport(options))
    return transport
  }

  const request = async (wish: HttpRequest): Promise<HttpAnswer> => {
    const call = prepare(wish, options)
    const deadlineAt = now() + call.deadline
    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(), call.deadline)
    const stop = AbortSignal.any([options.signal, wish.signal].filter((signal) => signal !== undefined))
    const signal = AbortSignal.any([stop, deadline.signal])
    try {
      const send = await connect()
      return await persist(call, {
        attempt: () => attemptOnce(call, send, { stop, signal, now, debug: options.debug }),
        pause: async (wait, failure) => {
          if (now() + wait > deadlineAt) throw failure
          await sleep(wait, signal).catch(() => {
            throw stop.aborted ? interruptedFailure(call.subject) : failure
          })
        },
        random,
      })
    } finally {
      clearTimeout(timer)
    }
  }

  const close = async (): Promise<void> => {
    const open = transport
    transport = undefined
    await (await open?.catch(() => undefined))?.close()
  }

  return { request, close }
}

/** Repeats while that is allowed, useful and within time. */
const persist = async (
  call: Call,
  {
    attempt,
    pause,
    random,
  }: {
    attempt: () => Promise<HttpAnswer>
    pause: (wait: number, failure: ProviderError) => Promise<void>
    random: () => number
  },
): Promise<HttpAnswer> => {
  let unknown = false
  for (let count = 1; ; count += 1) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      unknown ||= error.effect === 'unknown'
      const failure = unknown ? withUnknownEffect(error) : error
      if (!error.retryable || error.code === 'interrupted' || count >= call.attempts) throw failure
      await pause(Math.max(error.retryAfter ?? 0, backoff(count, random())), failure)
    }
  }
}
