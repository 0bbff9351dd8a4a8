import type { Probe } from '../src/gates/probe.ts'
import type { Runtime } from '../src/kit/action.ts'
import type { Http, Method } from '../src/kit/http.ts'
import type { AddressGuard } from '../src/kit/http-address.ts'

/**
 * Sends smoke requests: once each, redirects are an answer like any other, any status is an answer. Every component has a
 * client that keeps to the addresses which the guard of that component allows.
 */
export const httpProbe = ({ http, now }: Runtime, guardOf: (component: string) => AddressGuard): Probe => {
  const clients = new Map<string, Http>()
  const clientOf = (component: string): Http => {
    const client = clients.get(component) ?? http({ provider: 'smoke-test', guard: guardOf(component) })
    clients.set(component, client)
    return client
  }
  return async ({ component, method, url, headers, body, timeout, maxBytes }) => {
    const started = now()
    const answer = await clientOf(component).request({
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
