import { createServer, type IncomingMessage } from 'node:http'
import type { Http, HttpAnswer, Method } from '../../../src/kit/http.ts'
import { listen } from '../../kit/server.ts'
import { type Route, routed } from './vendors.ts'

const BYTES = 64 * 1024 * 1024

/** Belong to one connection, not to the request. */
const OF_THE_CONNECTION = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
])

const passedOn = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => value !== undefined && !OF_THE_CONNECTION.has(name))
      .map(([name, value]) => [name, String(value)]),
  )

/** Stand-ins that read what an adapter meant to send, rather than what arrived, are given it as well. */
const contentOf = ({ headers }: IncomingMessage, body: Buffer) => {
  if (body.length === 0) return {}
  const json = headers['content-type']?.startsWith('application/json') ?? false
  return json ? { json: JSON.parse(body.toString()) as unknown } : { body: new Uint8Array(body) }
}

const ask = async (http: Http, request: IncomingMessage): Promise<HttpAnswer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return http.request({
    method: (request.method ?? 'GET') as Method,
    url: `https://${request.headers.host}${request.url}`,
    headers: passedOn(request.headers),
    ...contentOf(request, Buffer.concat(chunks)),
    accept: 'any',
    redirect: 'answer',
    retry: 'never',
    maxBytes: BYTES,
  })
}

/** The way to all stand-ins for a process of its own: each request goes once to whom its Host header means. */
export interface Gateway {
  port: number
  /** Addresses that nobody stands for, and what else went wrong on the way. */
  lost: string[]
  close(): Promise<void>
}

/** Opens it. Whatever no answer came for ends with a connection that is cut. */
export const openGateway = async (routes: readonly Route[]): Promise<Gateway> => {
  const http = routed(routes)({ provider: 'vendors' })
  const lost: string[] = []
  const server = createServer(async (request, response) => {
    try {
      const { status, headers, body } = await ask(http, request)
      response.writeHead(status, passedOn(headers)).end(body)
    } catch (error) {
      lost.push(`${request.method} ${request.headers.host}${request.url}: ${error}`)
      response.socket?.destroy()
    }
  })
  const { port, close } = await listen(server)
  return {
    port,
    lost,
    close: async () => {
      await close()
      await http.close()
    },
  }
}
