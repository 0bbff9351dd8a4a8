import type { Dispatcher } from 'undici'
import type { z } from 'zod'
import { ProviderError } from './errors.ts'
import type { HttpAnswer, Method } from './http.ts'
import { BLOCKED_CODE, blockedHost } from './http-address.ts'
import { readBody } from './http-body.ts'
import type { Call } from './http-call.ts'
import {
  answerFailure,
  blockedFailure,
  interruptedFailure,
  neverSent,
  requestIdIn,
  statusFailure,
  timeoutFailure,
  transportFailure,
} from './http-failure.ts'
import { isRedirect, MOST_REDIRECTS, nextHop } from './http-redirect.ts'
import type { Headers } from './http-retry.ts'
import { askedWait } from './http-retry.ts'

/** Sends one request and gives the answer's head at once. */
export interface Transport {
  send(hop: {
    url: URL
    method: Method
    headers: Record<string, string>
    body: string | Uint8Array | undefined
    signal: AbortSignal
  }): Promise<Dispatcher.ResponseData>
  close(): Promise<void>
}

/** What an attempt needs besides the call. */
export interface AttemptContext {
  /** The callers' signals. */
  stop: AbortSignal
  /** These and the overall deadline. */
  signal: AbortSignal
  now: () => number
  debug: ((line: string) => void) | undefined
}

/** One attempt within its own time limit. Every failure is a ProviderError, a redirect that is not followed included. */
export const attemptOnce = async (
  call: Call,
  transport: Transport,
  context: AttemptContext,
): Promise<HttpAnswer> => {
  if (context.stop.aborted) throw neverSent(call.subject)
  const began = context.now()
  const limit = new AbortController()
  const timer = setTimeout(() => limit.abort(), call.timeout)
  try {
    const answer = await travel(call, transport, AbortSignal.any([context.signal, limit.signal]))
    const id = requestIdIn(answer.headers)
    const took = Math.round(context.now() - began)
    context.debug?.(`${call.method} ${call.subject.where} ${answer.status} ${took} ms${id ? ` ${id}` : ''}`)
    if (call.accepts(answer.status)) return answer
    const { status, headers } = answer
    throw isRedirect(status)
      ? blockedFailure(call.subject, `answered with a redirect (${status}) that is not followed`)
      : statusFailure(call.subject, { status, headers, wait: askedWait(headers, context.now()) })
  } catch (error) {
    if (error instanceof ProviderError) throw error
    if (context.stop.aborted) throw interruptedFailure(call.subject)
    if (context.signal.aborted) throw timeoutFailure(call.subject, call.deadline)
    if (limit.signal.aborted) throw timeoutFailure(call.subject, call.timeout)
    throw transportFailure(call.subject, error)
  } finally {
    clearTimeout(timer)
  }
}

/** One attempt with its redirects. */
const travel = async (call: Call, transport: Transport, signal: AbortSignal): Promise<HttpAnswer> => {
  let { url, headers } = call
  for (let hops = 0; ; hops += 1) {
    const head = await transport.send({ url, method: call.method, headers, body: call.body, signal })
    const received = plainHeaders(head.headers)
    if (!call.follow || !isRedirect(head.statusCode)) return takeIn(call, url, head, received)
    head.body.on('error', () => {}).destroy()
    if (hops === MOST_REDIRECTS)
      throw blockedFailure(call.subject, `redirects more than ${MOST_REDIRECTS} times`)
    const next = nextHop(url, headers, received.location)
    if ('refused' in next) throw blockedFailure(call.subject, next.refused)
    if (call.guard && blockedHost(next.url.hostname, call.guard))
      throw Object.assign(new Error('redirected'), { code: BLOCKED_CODE })
    url = next.url
    headers = next.headers
  }
}

const takeIn = async (
  call: Call,
  url: URL,
  head: Dispatcher.ResponseData,
  headers: Headers,
): Promise<HttpAnswer> => {
  const body = await readBody(head.body, {
    encoding: call.method === 'HEAD' ? '' : (headers['content-encoding'] ?? ''),
    length: call.method === 'HEAD' ? '' : (headers['content-length'] ?? ''),
    maxBytes: call.maxBytes,
  })
  const text = (): string => Buffer.from(body).toString('utf8')
  return {
    status: head.statusCode,
    headers,
    body,
    url: url.href,
    text,
    json: (schema) => parse(call, text(), schema),
  }
}

const plainHeaders = (headers: Dispatcher.ResponseData['headers']): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )

const parse = <T>({ subject }: Call, text: string, schema: z.ZodType<T>): T => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw answerFailure(subject, 'did not answer with JSON')
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const places = result.error.issues
    .slice(0, 3)
    .map(({ path, code }) => `${path.map(String).join('.') || 'the whole'} (${code})`)
  throw answerFailure(subject, `answered with an unexpected shape at ${places.join(', ')}`)
}
