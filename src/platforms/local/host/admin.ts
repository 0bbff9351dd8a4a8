import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Counters } from './counters.ts'
import { LATENCY_BOUNDS } from './counters.ts'
import { EXPOSITION_TYPE, exposition } from './exposition.ts'
import type { Fleet } from './fleet.ts'
import { historyOf, readQuestion } from './history.ts'
import { readId, readOrder, readShares } from './record.ts'
import { Refusal } from './refusal.ts'
import type { Splitter } from './split.ts'

/** What the admin API speaks about. */
export interface AdminParts {
  fleet: Fleet
  splitter: Splitter
  counters: Counters
  token: string
  /** When the host started, milliseconds since 1970. */
  startedAt: number
  publicUrl: () => string
}

/** Largest body of an admin request, in bytes. */
const BODY_CAP = 64 * 1024

interface Call {
  body: unknown
  query: URLSearchParams
  /** The release named in the path. */
  id: string
}

type Handler = (call: Call, parts: AdminParts) => unknown

class PlainText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const status = (parts: AdminParts) => ({
  schema: 1,
  startedAt: parts.startedAt,
  now: Date.now(),
  publicUrl: parts.publicUrl(),
  shares: parts.splitter.shares,
  releases: parts.fleet.views(),
})

/** Every request of the admin API: method and path, with `:id` for a release. */
const HANDLERS: Record<string, Handler> = {
  'GET /status': (_, parts) => status(parts),
  'POST /releases': ({ body }, { fleet }) => fleet.deploy(readOrder(body)),
  'GET /releases/:id': ({ id }, { fleet }) => fleet.view(fleet.find(id)),
  'POST /releases/:id/start': ({ id }, { fleet }) => fleet.start(id),
  'POST /releases/:id/restart': ({ id }, { fleet }) => fleet.restart(id),
  'POST /releases/:id/stop': ({ id }, { fleet }) => fleet.stop(id),
  'PUT /weights': async ({ body }, parts) => {
    await parts.fleet.setShares(readShares(body))
    return status(parts)
  },
  'POST /rollback': async ({ body }, parts) => {
    await parts.fleet.rollback(readId((body as { to?: unknown } | null)?.to, 'to'))
    return status(parts)
  },
  'GET /metrics': (_, parts) => new PlainText(exposition(parts.fleet.views(), parts.counters)),
  'GET /history': ({ query }, { counters, fleet, startedAt }) => {
    const now = Date.now()
    const isKnown = (release: string) => fleet.releases.has(release)
    const answer = historyOf(readQuestion(query), { counters, isKnown, now })
    return { startedAt, now, bounds: LATENCY_BOUNDS, ...answer }
  },
}

const readBody = async (incoming: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > BODY_CAP) throw new Refusal('bad-request', `the body must be at most ${BODY_CAP} bytes`)
    chunks.push(chunk)
  }
  if (size === 0) return null
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    throw new Refusal('bad-request', 'the body must be JSON')
  }
}

const isAuthorized = (incoming: IncomingMessage, token: string): boolean => {
  const digest = (value: string) => createHash('sha256').update(value).digest()
  return timingSafeEqual(digest(incoming.headers.authorization ?? ''), digest(`Bearer ${token}`))
}

const handle = async (incoming: IncomingMessage, parts: AdminParts): Promise<unknown> => {
  if (!isAuthorized(incoming, parts.token))
    throw new Refusal('unauthorized', 'the token of the host file is needed')
  const url = new URL(incoming.url ?? '/', 'http://host')
  const [, first = '', id, ...rest] = url.pathname.split('/')
  const path = `/${[first, ...(id === undefined ? [] : [':id']), ...rest].join('/')}`
  const route = `${incoming.method} ${path}`
  const handler = Object.hasOwn(HANDLERS, route) ? HANDLERS[route] : undefined
  if (!handler) throw new Refusal('unknown-path', 'there is nothing at this path')
  const named = id === undefined ? '' : readId(id, 'the release in the path')
  return handler({ body: await readBody(incoming), query: url.searchParams, id: named }, parts)
}

const answer = (response: ServerResponse, code: number, body: unknown): void => {
  if (response.destroyed) return
  const plain = body instanceof PlainText
  response.writeHead(code, { 'content-type': plain ? EXPOSITION_TYPE : 'application/json' })
  response.end(plain ? body.text : `${JSON.stringify(body)}\n`)
}

/** The admin API: JSON, one bearer token, see `docs/platforms/local.md`. It does not listen yet. */
export const createAdmin = (parts: AdminParts): Server =>
  createServer(async (incoming, response) => {
    try {
      answer(response, 200, await handle(incoming, parts))
    } catch (error) {
      if (error instanceof Refusal)
        answer(response, error.status, { error: { code: error.code, message: error.message } })
      else answer(response, 500, { error: { code: 'internal', message: 'the host failed to do this' } })
    } finally {
      incoming.resume()
    }
  })
