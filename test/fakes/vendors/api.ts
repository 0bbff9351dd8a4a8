import { createHttp, type Http } from '../../../src/kit/http.ts'
import type { AdapterContext } from '../../../src/platforms/definition.ts'
import { type LocalServer, serve } from '../../kit/server.ts'

/** A call as the stand-in of an API reads it. */
export interface ApiCall {
  /** Host of the vendor that was meant. */
  host: string
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed JSON, the text of anything else, or undefined. */
  body: unknown
}

/** What the stand-in of an API answers. */
export interface ApiAnswer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** What happens to a call instead of its answer. */
export interface ApiFault {
  /** Whether the call takes effect before it fails. */
  applied: boolean
  /** Status to answer; `drop` cuts the connection. */
  answer: number | 'drop'
  headers?: Record<string, string>
  body?: unknown
}

/** A vendor's API with its state, and what tests may do to it. */
export interface ApiStandIn extends LocalServer {
  /** Calls so far, in order. */
  calls: ApiCall[]
  /** What was wrong with calls and answers. */
  violations: string[]
  /** Calls that change something and reached the state. */
  writes(): ApiCall[]
  /** Set by a test: what happens instead. Asked for each call, counted from 1. */
  fault: (call: ApiCall, count: number) => ApiFault | null
  /** A client for the vendor's own addresses. */
  http(): Http
}

/** One vendor as a stand-in plays it. */
export interface ApiScript {
  /** Hosts that it stands for. */
  hosts: readonly string[]
  answer(call: ApiCall): ApiAnswer
  check?(call: ApiCall, answer: ApiAnswer): string[]
}

const HOST = 'x-meant-host'

const parsed = (text: string): unknown => {
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}

/** Starts an API. Other clients reach it without the header: then the first host is meant. */
export const startApi = async ({ hosts, answer, check }: ApiScript): Promise<ApiStandIn> => {
  const calls: ApiCall[] = []
  const violations: string[] = []
  const reached: ApiCall[] = []
  const server = await serve((response, { method, path, headers, body }) => {
    const url = new URL(path, 'http://vendor')
    const host = String(headers[HOST] ?? hosts[0])
    const call = { host, method, path: url.pathname, query: url.searchParams, headers, body: parsed(body) }
    calls.push(call)
    const fault = api.fault(call, calls.length)
    const truth = (): ApiAnswer => {
      reached.push(call)
      const told = answer(call)
      violations.push(...(check?.(call, told) ?? []))
      return told
    }
    const given = fault && !fault.applied ? null : truth()
    if (fault?.answer === 'drop') return void response.socket?.destroy()
    const status = fault ? fault.answer : (given?.status ?? 500)
    const sent = fault ? fault.body : given?.body
    response.writeHead(status, {
      'content-type': 'application/json',
      ...given?.headers,
      ...fault?.headers,
    })
    response.end(sent === undefined || status === 204 ? undefined : JSON.stringify(sent))
  })
  const api: ApiStandIn = Object.assign(server, {
    calls,
    violations,
    writes: () => reached.filter(({ method }) => method !== 'GET' && method !== 'HEAD'),
    fault: () => null,
    http: () => redirected(hosts, () => server.url),
  })
  return api
}

const redirected = (hosts: readonly string[], base: () => string): Http => {
  const http = createHttp({ provider: 'vendor', random: () => 0, sleep: async () => {} })
  return {
    close: () => http.close(),
    request: (request) => {
      const asked = new URL(String(request.url))
      if (asked.protocol !== 'https:' || !hosts.includes(asked.host))
        throw new Error(`asked ${asked.origin} instead of ${hosts.join(', ')}`)
      const headers = { ...request.headers, [HOST]: asked.host }
      return http.request({ ...request, url: `${base()}${asked.pathname}${asked.search}`, headers })
    },
  }
}

/** A client for these hosts behind which nobody listens. */
export const nobodyAt = async (hosts: readonly string[]): Promise<Http> => {
  const server = await serve(() => {})
  await server.close()
  return redirected(hosts, () => server.url)
}

/** What an adapter is given: secrets by name, a client, and a place for the lines it prints. */
export const adapterContext = (
  http: Http,
  secrets: Readonly<Record<string, string>>,
  more: Partial<AdapterContext> = {},
): AdapterContext => ({
  http: () => http,
  secret: (name) => {
    const value = secrets[name]
    if (value === undefined) throw new Error(`the secret ${name} was not prepared`)
    return value
  },
  workspace: '/nowhere',
  signal: new AbortController().signal,
  log: { info: () => {}, warning: () => {}, debug: () => {} },
  ...more,
})

/** A clock on which waiting takes no time. */
export const swiftTiming = (): {
  now(): number
  sleep(milliseconds: number): Promise<void>
  waited: number[]
} => {
  let time = 0
  const waited: number[] = []
  return {
    waited,
    now: () => time,
    sleep: async (milliseconds) => {
      waited.push(milliseconds)
      time += milliseconds
    },
  }
}
