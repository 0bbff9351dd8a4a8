import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { z } from 'zod'
import { ConfigError } from '../../../src/kit/errors.ts'
import { createHttp, type Http } from '../../../src/kit/http.ts'
import type { SourceContext } from '../../../src/metrics/definition.ts'
import { type LocalServer, serve } from '../../kit/server.ts'

/** A request as a stand-in reads it. */
export interface VendorRequest {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Parsed JSON, or undefined without a body. */
  body: unknown
}

/** What a stand-in answers. */
export interface VendorAnswer {
  status: number
  body: unknown
  headers?: Record<string, string>
}

/** What is answered instead of the truth. */
export interface Fault {
  status?: number
  headers?: Record<string, string>
  /** Sent as it is. */
  body?: string
  /** Changes a good answer; what it returns is sent as JSON. */
  change?: (answer: unknown) => unknown
}

/** Decides per request, counted from 1, whether something else than the truth is answered. */
export type Faults = (count: number, request: VendorRequest) => Fault | null

/** A vendor that runs here. */
export interface VendorStandIn extends LocalServer {
  /** What was wrong with requests and answers so far. */
  violations: string[]
  /** A client whose requests to the vendor's own address arrive here, and whose others fail. */
  http: Http
}

/** One vendor's way to answer. */
export interface VendorScript {
  /** The vendor's own address, without path. */
  origin: string
  answer(request: VendorRequest): VendorAnswer
  /** Judges a request and its good answer; the vendor's own specification where there is one. */
  check?(request: VendorRequest, answer: VendorAnswer): string[]
}

/** A refusal with what is wrong, which the stand-in notes as well. */
export class Refusal extends Error {}

/** Reads with a strict schema; what does not fit is a refusal. */
export const strictly = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  throw new Refusal(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}

/** Sends requests for one origin to another one. */
const redirected = (origin: string, url: string): Http => {
  const http = createHttp({ provider: 'vendor', random: () => 0, sleep: async () => {} })
  return {
    close: () => http.close(),
    request: (request) => {
      const asked = new URL(String(request.url))
      if (asked.origin !== origin) throw new Error(`asked ${asked.origin} instead of ${origin}`)
      return http.request({ ...request, url: `${url}${asked.pathname}${asked.search}` })
    },
  }
}

const requestOf = ({ method, path, headers, body }: LocalServer['seen'][number]): VendorRequest => {
  const url = new URL(path, 'http://vendor')
  return {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: body === '' ? undefined : (JSON.parse(body) as unknown),
  }
}

/** Starts a vendor. */
export const startVendor = async (
  { origin, answer, check }: VendorScript,
  faults: Faults = () => null,
): Promise<VendorStandIn> => {
  const violations: string[] = []
  const truth = (request: VendorRequest): VendorAnswer => {
    try {
      const given = answer(request)
      if (given.status === 200) violations.push(...(check?.(request, given) ?? []))
      return given
    } catch (error) {
      if (!(error instanceof Refusal)) violations.push(String(error))
      violations.push(error instanceof Error ? error.message : 'refused')
      return { status: 400, body: { message: 'the stand-in refuses this request' } }
    }
  }
  const server = await serve((response, seen, count) => {
    const request = requestOf(seen)
    const fault = faults(count, request)
    const replaced = fault?.status !== undefined || fault?.body !== undefined
    const given = replaced ? { status: fault?.status ?? 200, body: undefined, headers: {} } : truth(request)
    const body = fault?.change ? fault.change(given.body) : given.body
    response.writeHead(given.status, {
      'content-type': 'application/json',
      ...given.headers,
      ...fault?.headers,
    })
    response.end(fault?.body ?? (body === undefined ? '{}' : JSON.stringify(body)))
  })
  return Object.assign(server, { violations, http: redirected(origin, server.url) })
}

/** A client that reaches nobody at the vendor's address. */
export const nobody = async (origin: string): Promise<Http> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return redirected(origin, `http://127.0.0.1:${port}`)
}

/** What a source is given: secrets by name, and a place for its lines. */
export const contextWith = (
  http: Http,
  secrets: Readonly<Record<string, string>>,
  lines: string[] = [],
): SourceContext => ({
  http,
  secret: (name) => {
    const value = secrets[name]
    if (value === undefined) throw new ConfigError({ message: `the secret ${name} is missing` })
    return value
  },
  log: (line) => void lines.push(line),
})

/** The bearer token of a request; anything else is a refusal. */
export const bearerOf = ({ headers }: VendorRequest): string => {
  const [, token] = /^Bearer (\S+)$/.exec(String(headers.authorization)) ?? []
  if (token === undefined) throw new Refusal('no bearer token')
  return token
}
