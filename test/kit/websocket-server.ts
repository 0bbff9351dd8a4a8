import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Certificate } from '../servers/certificate.ts'

/** One open WebSocket on the server's side. */
export interface Peer {
  send(text: string): void
  /** Ends it with a code, or without a word. */
  end(code: number | null): void
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** Resolves when the connection is gone. */
  closed: Promise<void>
}

/** A server of WebSockets on this machine. */
export interface SocketServer {
  url: string
  close(): Promise<void>
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** Frames up to 125 bytes are enough here. */
const frame = (opcode: number, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x80 | opcode, payload.length]), payload])

const textIn = (bytes: Buffer): string | null => {
  if ((bytes[0] ?? 0) !== 0x81) return null
  const length = (bytes[1] ?? 0) & 0x7f
  const mask = bytes.subarray(2, 6)
  return Buffer.from(
    bytes.subarray(6, 6 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  ).toString()
}

/**
 * Starts one. `open` is told of each socket, `hear` of each text; `refuse` answers 403 to everything. With a certificate it
 * speaks TLS.
 */
export const serveSockets = async (behaviour: {
  open?(peer: Peer): void
  hear?(peer: Peer, text: string): void
  refuse?: boolean
  tls?: Certificate
}): Promise<SocketServer> => {
  const sockets = new Set<Socket>()
  const { tls } = behaviour
  const server = tls
    ? createSecureServer({ cert: tls.certificate, key: tls.key }, (_request, response) => response.end())
    : createServer((_request, response) => response.writeHead(404).end())
  server.on('upgrade', (request, stream) => {
    const socket = stream as Socket
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    if (behaviour.refuse) return socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\nsec-websocket-accept: ${key}\r\n\r\n`,
    )
    const peer: Peer = {
      headers: request.headers,
      closed: new Promise((resolve) => socket.once('close', () => resolve())),
      send: (text) => void socket.write(frame(1, Buffer.from(text))),
      end: (code) => {
        if (code === null) return void socket.destroy()
        const payload = Buffer.alloc(2)
        payload.writeUInt16BE(code)
        socket.end(frame(8, payload))
      },
    }
    socket.on('data', (bytes: Buffer) => {
      const text = textIn(bytes)
      if (text !== null) behaviour.hear?.(peer, text)
    })
    behaviour.open?.(peer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `${tls ? 'wss' : 'ws'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
