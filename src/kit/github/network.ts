import type { Http, Method } from '../http.ts'
import { MAX_ANSWER_BYTES } from './body.ts'

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] satisfies Method[]

const isMethod = (text: string): text is Method => METHODS.includes(text)

// A Response of these statuses must not have a body.
const BODILESS = new Set([204, 205, 304])

/**
 * Our own client in the form that octokit takes, so that its requests go through the same proxy, with the same caps.
 * Nothing is repeated and no redirect is followed here: the ledger decides about both.
 *
 * @param timeout for one request with its whole body, in milliseconds
 */
export const fetchThrough =
  (http: Http, timeout: number): typeof globalThis.fetch =>
  async (input, init = {}) => {
    const method = (init.method ?? 'GET').toUpperCase()
    if (!isMethod(method)) throw new RangeError('the ledger sends no such request')
    const answer = await http.request({
      method,
      url: input instanceof Request ? input.url : input,
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' && { body: init.body }),
      ...(init.signal && { signal: init.signal }),
      timeout,
      deadline: timeout,
      maxBytes: MAX_ANSWER_BYTES,
      retry: 'never',
      redirect: 'answer',
      accept: 'any',
    })
    const body = BODILESS.has(answer.status) ? null : Uint8Array.from(answer.body)
    return new Response(body, { status: answer.status, headers: { ...answer.headers } })
  }
