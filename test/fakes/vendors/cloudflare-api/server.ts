import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { findSpecification } from '../../specification.ts'
import { type ApiAnswer, ApiRefusal, type ApiRequest, bad, partsBelow } from './answers.ts'
import { answerD1, type D1Store } from './d1.ts'
import { answerKv, answerR2, inMemory, type KvEntry, type R2Entry, type Store } from './storage.ts'
import { Workers } from './workers.ts'

export const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353'
export const TOKEN = 'cf-canary-token-5e1d'

/** What goes wrong with one request. */
export interface ApiFault {
  /** Carried out all the same before the fault. Default false. */
  applied?: boolean
  /** Answered with this; without it the connection is cut. */
  status?: number
  headers?: Record<string, string>
  /** Sent with the status; default Cloudflare's envelope with an unnamed error. */
  body?: string
}

/** Decides per request, counted from 1, what goes wrong. */
export type ApiFaults = (request: ApiRequest, count: number) => ApiFault | null

/** Cloudflare's API on this machine, with an account that keeps its state. */
export interface CloudflareApi {
  /** With `/client/v4`. */
  url: string
  workers: Workers
  namespaces: Map<string, Store<KvEntry>>
  buckets: Map<string, Store<R2Entry>>
  databases: Map<string, D1Store>
  /** Requests so far: `POST /accounts/.../deployments`. */
  seen: string[]
  /** What Cloudflare's own specification says against requests and answers. */
  violations: string[]
  /** Takes the place of an earlier one; null: nothing goes wrong. */
  fail(faults: ApiFaults | null): void
  /** What the token may do; default everything. */
  allow(areas: readonly Area[]): void
  close(): Promise<void>
}

/** What permissions of a token are about. */
export type Area = 'workers' | 'storage' | 'r2' | 'd1'

const BASE = '/client/v4'
const SPECIFICATION = 'cloudflare/openapi-2024-08-06.cut.json'

/** Where the description is older than the API, or contradicts itself. */
const KNOWN: readonly RegExp[] = [
  // Asked by wrangler alone.
  /^no such call: GET \S+\/workers\/services\/[^/]+$/,
  /^no such call: GET \S+\/workers\/scripts\/[^/]+\/subdomain$/,
  // Newer than the description: strict inheritance, secrets, objects, time travel.
  /no such query parameter: bindings_inherit$/,
  /^no such call: GET \S+\/workers\/scripts\/[^/]+\/secrets$/,
  /^no such call: \w+ \S+\/r2\/buckets\/[^/]+\/objects(\/|$)/,
  /^no such call: (GET|POST) \S+\/time_travel\/(bookmark|restore)$/,
  // Its schema says 0.01, its own page on version overrides deploys a version at 0.
  /body\/versions\/\d+\/percentage must be >= 0\.01$/,
  /answer 200\/result(\/deployments\/\d+)?\/versions\/\d+\/percentage must be >= 0\.01$/,
  /answer 200\/result.* must match exactly one schema in oneOf$/,
  /body must match exactly one schema in oneOf$/,
  // Sent by wrangler since Durable Objects have update modes.
  /no such field: (code_update_strategy|strategy|versions|annotations)$/,
  // `result` is an object for every call, and a list for these.
  /answer 200\/result must be object$/,
  /no such query parameter: (prefix|cursor|limit|per_page)$/,
]

const areaOf = (path: string): Area | null => {
  const [, what = ''] = partsBelow('/accounts', path) ?? []
  return ({ workers: 'workers', storage: 'storage', r2: 'r2', d1: 'd1' } as const)[what] ?? null
}

/** Starts it with an empty account. */
export const startCloudflareApi = async (account = ACCOUNT): Promise<CloudflareApi> => {
  const specification = findSpecification(SPECIFICATION)
  const workers = new Workers()
  const namespaces = new Map<string, Store<KvEntry>>()
  const buckets = new Map<string, Store<R2Entry>>()
  const databases = new Map<string, D1Store>()
  const seen: string[] = []
  const violations: string[] = []
  let faults: ApiFaults | null = null
  let allowed: readonly Area[] = ['workers', 'storage', 'r2', 'd1']

  const route = async (request: ApiRequest): Promise<ApiAnswer> => {
    if (request.headers.authorization !== `Bearer ${TOKEN}`)
      throw new ApiRefusal(401, 10000, 'Authentication error')
    const area = areaOf(request.path)
    if (area !== null && !allowed.includes(area)) throw new ApiRefusal(403, 10000, 'Authentication error')
    const prefix = `/accounts/${account}`
    const answer =
      (await workers.answer(prefix, request)) ??
      (await answerKv(prefix, namespaces, request)) ??
      (await answerR2(prefix, buckets, request)) ??
      (await answerD1(prefix, databases, request))
    if (!answer)
      throw new ApiRefusal(
        404,
        7003,
        `Could not route to ${request.path}, perhaps your object identifier is invalid?`,
      )
    return answer
  }

  const judge = (request: ApiRequest, answer: ApiAnswer): void => {
    if (!specification) return
    const json = String(request.headers['content-type'] ?? '').startsWith('application/json')
    const body: unknown = json && request.raw.length > 0 ? JSON.parse(request.raw.toString()) : undefined
    const heard = { method: request.method, path: request.path, query: request.query, body }
    const found = [
      ...specification.request(heard).filter((violation) => json || !/body missing$/.test(violation)),
      ...(answer.bytes ? [] : specification.answer(heard, { status: answer.status, body: answer.body })),
    ]
    violations.push(...found.filter((violation) => !KNOWN.some((known) => known.test(violation))))
  }

  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const url = new URL(incoming.url ?? '/', 'http://api')
    const request: ApiRequest = {
      method: incoming.method ?? 'GET',
      path: url.pathname.replace(BASE, ''),
      query: url.searchParams,
      headers: incoming.headers,
      raw: Buffer.concat(chunks),
    }
    seen.push(`${request.method} ${request.path}`)
    const fault = faults?.(request, seen.length) ?? null
    const carryOut = async (): Promise<ApiAnswer> => {
      try {
        const answer = await route(request)
        judge(request, answer)
        return answer
      } catch (error) {
        if (error instanceof ApiRefusal) return bad(error)
        violations.push(`the stand-in failed: ${String(error)}`)
        return bad(new ApiRefusal(500, 10013, 'the stand-in failed'))
      }
    }
    const truth = fault && !fault.applied ? null : await carryOut()
    if (fault && fault.status === undefined) {
      incoming.socket.destroy()
      return
    }
    const answer = fault
      ? {
          ...bad(new ApiRefusal(fault.status ?? 500, 10013, 'workers.api.error.unknown')),
          headers: fault.headers ?? {},
        }
      : truth
    if (!answer) return
    const bytes =
      fault?.body !== undefined
        ? Buffer.from(fault.body)
        : (answer.bytes ?? Buffer.from(JSON.stringify(answer.body)))
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers }).end(bytes)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${BASE}`,
    workers,
    namespaces,
    buckets,
    databases,
    seen,
    violations,
    fail: (next) => {
      faults = next
    },
    allow: (areas) => {
      allowed = areas
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A namespace of KV that lives in the stand-in. */
export const kvInMemory = (): Store<KvEntry> => inMemory()

/** A bucket of R2 that lives in the stand-in. */
export const r2InMemory = (): Store<R2Entry> => inMemory()
