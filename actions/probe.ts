import type { Probe } from '../src/gates/probe.ts'
import type { Runtime } from '../src/kit/action.ts'
import type { Method } from '../src/kit/http.ts'

/** Sends smoke requests: once each, redirects are an answer like any other, any status is an answer. */
export const httpProbe = ({ http, now }: Runtime): Probe => {
  const client = http({ provider: 'smoke-test' })
  return async ({ method, url, headers, body, timeout, maxBytes }) => {
    const started = now()
    const answer = await client.request({
      method: method as Method,
      url,
      headers,
      ...(body !== null && { body }),
      timeout,
      deadline: timeout,
      maxBytes,
      retry: 'never',
      redirect: 'answer',
      accept: 'any',
    })
    const milliseconds = now() - started
    return { status: answer.status, headers: { ...answer.headers }, body: answer.text(), milliseconds }
  }
}
