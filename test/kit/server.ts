import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as the server saw it. */
export interface Seen {
  method: string
  path: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

/** A real server on this machine. */
export interface LocalServer {
  url: string
  port: number
  seen: Seen[]
  server: Server
  close(): Promise<void>
}

/** Lets a server listen on a port that is free. */
export const listen = async (server: Server): Promise<Pick<LocalServer, 'port' | 'close'>> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { port, close }
}

/** Starts a server that notes every request with its body before it answers. `count` counts from 1. */
export const serve = async (
  answer: (response: ServerResponse, seen: Seen, count: number, request: IncomingMessage) => void,
): Promise<LocalServer> => {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const entry = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString(),
    }
    seen.push(entry)
    answer(response, entry, seen.length, request)
  })
  const { port, close } = await listen(server)
  return { url: `http://127.0.0.1:${port}`, port, seen, server, close }
}
