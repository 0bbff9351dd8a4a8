import { Buffer } from 'node:buffer'
import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import type { AddressGuard } from './http-address.ts'
import { guardedHost } from './http-address.ts'

/** How one exchange ended. */
export type Exchange =
  | { kind: 'answer'; status: number; header(name: string): string | null }
  | { kind: 'lost' }
  | { kind: 'timeout' }

/** One connection that sends the same request again and again. */
export interface LoadConnection {
  /** Sends the request and waits for the whole answer. Never rejects; afterwards a lost connection is of no use. */
  exchange(): Promise<Exchange>
  readonly usable: boolean
  close(): void
}

/** Where the request goes, and what it is. */
export interface LoadRequest {
  url: URL
  method: string
  headers: Readonly<Record<string, string>>
  body: string | null
  /** Milliseconds. */
  timeout: number
  /** Trusted authorities besides those of the system. */
  ca?: string
  /** Keeps out of private networks. Default: no guard. */
  guard?: AddressGuard
}

const HEAD_END = Buffer.from('\r\n\r\n')
/** An answer whose head is longer is none. */
const LONGEST_HEAD = 64 * 1024
/** An answer that is larger, in bytes, is not waited for: the release under test must not fill this machine. */
const LARGEST_ANSWER = 8 * 1024 * 1024

const wire = ({ url, method, headers, body }: LoadRequest): Buffer => {
  const own: Record<string, string> = {
    'user-agent': 'sluice',
    ...headers,
    host: url.host,
    connection: 'keep-alive',
  }
  if (body !== null) own['content-length'] = String(Buffer.byteLength(body))
  const lines = Object.entries(own).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from(
    `${method} ${url.pathname}${url.search} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body ?? ''}`,
  )
}

/** How much of a body is still to come: a number of bytes, chunks, or everything until the end of the connection. */
type Rest = number | 'chunks' | 'end'

const restOf = (head: string, status: number, method: string): Rest => {
  if (method === 'HEAD' || status === 204 || status === 304) return 0
  if (/\r\ntransfer-encoding:[^\r]*chunked/i.test(head)) return 'chunks'
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  return length === undefined ? 'end' : Number(length)
}

/** Where the chunks that begin at `from` end, or null while they do not. */
const endOfChunks = (bytes: Buffer, from: number): number | null => {
  let at = from
  for (;;) {
    const line = bytes.indexOf('\r\n', at, 'latin1')
    if (line === -1) return null
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (!Number.isFinite(size)) return null
    if (size === 0) {
      const end = bytes.indexOf('\r\n', line + 2, 'latin1')
      // Trailers are left out: a line that is not empty is followed by another one.
      return end === line + 2 ? end + 2 : afterTrailers(bytes, line + 2)
    }
    at = line + 2 + size + 2
    if (at > bytes.length) return null
  }
}

const afterTrailers = (bytes: Buffer, from: number): number | null => {
  const end = bytes.indexOf(HEAD_END, from)
  return end === -1 ? null : end + HEAD_END.length
}

/** The answer at the front of what came, and whether it is whole. */
const readAnswer = (bytes: Buffer, method: string): Exchange | 'more' | 'broken' => {
  const end = bytes.indexOf(HEAD_END)
  if (end === -1) return bytes.length > LONGEST_HEAD ? 'broken' : 'more'
  const head = bytes.toString('latin1', 0, end + 2)
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? Number.NaN)
  if (!Number.isFinite(status)) return 'broken'
  const start = end + HEAD_END.length
  if (status < 200) return readAnswer(bytes.subarray(start), method)
  const rest = restOf(head, status, method)
  const last = rest === 'chunks' ? endOfChunks(bytes, start) : rest === 'end' ? null : start + rest
  if (last === null || bytes.length < last) return 'more'
  const header = (name: string): string | null =>
    new RegExp(`\\r\\n${name}: *([^\\r]*)\\r`, 'i').exec(head)?.[1]?.trim() ?? null
  return { kind: 'answer', status, header }
}

/** An answer whose length stands in its head, which may come again. */
interface Usual {
  head: Buffer
  /** Of head and body, in bytes. */
  length: number
  answer: Exchange
}

const ONE = 0x31
/** Where the first digit of the status stands: `HTTP/1.1 200`. */
const STATUS_AT = 9

const usualOf = (bytes: Buffer, read: Exchange | 'broken'): Usual | null => {
  if (read === 'broken' || read.kind !== 'answer' || bytes[STATUS_AT] === ONE) return null
  if (read.header('content-length') === null || /close/i.test(read.header('connection') ?? '')) return null
  const head = Buffer.from(bytes.subarray(0, bytes.indexOf(HEAD_END) + HEAD_END.length))
  return { head, length: bytes.length, answer: read }
}

/** Opens a connection. Rejects when there is none to be had in time. */
export const openLoadConnection = async (request: LoadRequest): Promise<LoadConnection> => {
  const socket = await dial(request)
  const text = wire(request)
  let bytes: Buffer = Buffer.alloc(0)
  let waiting: ((ended: Exchange) => void) | null = null
  let alive = true
  const finish = (ended: Exchange): void => {
    const done = waiting
    waiting = null
    bytes = Buffer.alloc(0)
    done?.(ended)
  }
  const end = (ended: Exchange): void => {
    alive = false
    socket.destroy()
    finish(ended)
  }
  let usual: Usual | null = null
  socket.on('data', (chunk: Buffer) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk])
    // Most answers of a load are alike to the letter: what was read of the head once need not be read again.
    if (usual?.length === bytes.length && bytes.subarray(0, usual.head.length).equals(usual.head))
      return finish(usual.answer)
    const read = bytes.length > LARGEST_ANSWER ? 'broken' : readAnswer(bytes, request.method)
    usual = read === 'more' ? usual : usualOf(bytes, read)
    if (read === 'broken') return end({ kind: 'lost' })
    if (read === 'more') return
    if (read.kind === 'answer' && /close/i.test(read.header('connection') ?? '')) return end(read)
    finish(read)
  })
  socket.on('close', () => end(untilClosed(bytes, request.method)))
  socket.on('error', () => end({ kind: 'lost' }))
  socket.setTimeout(request.timeout, () => end({ kind: 'timeout' }))
  return {
    exchange: () =>
      new Promise((resolve) => {
        if (!alive) return resolve({ kind: 'lost' })
        waiting = resolve
        socket.write(text)
      }),
    get usable() {
      return alive
    },
    close: () => end({ kind: 'lost' }),
  }
}

/** An answer without length ends with its connection. */
const untilClosed = (bytes: Buffer, method: string): Exchange => {
  const end = bytes.indexOf(HEAD_END)
  const head = end === -1 ? '' : bytes.toString('latin1', 0, end + 2)
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(head)?.[1] ?? Number.NaN)
  if (!Number.isFinite(status) || restOf(head, status, method) !== 'end') return { kind: 'lost' }
  return { kind: 'answer', status, header: () => null }
}

const dial = ({ url, timeout, ca, guard }: LoadRequest): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const secure = url.protocol === 'https:'
    const host = url.hostname.replace(/^\[(.+)\]$/, '$1')
    const port = Number(url.port || (secure ? 443 : 80))
    const way = { host, port, ...guardedHost(host, guard) }
    const socket = secure
      ? connectSecure({ ...way, servername: host, ALPNProtocols: ['http/1.1'], ...(ca && { ca }) })
      : connectPlain(way)
    const fail = (): void => {
      socket.destroy()
      reject(new Error('no connection'))
    }
    socket.setNoDelay(true)
    socket.setTimeout(timeout, fail)
    socket.once('error', fail)
    socket.once(secure ? 'secureConnect' : 'connect', () => {
      socket.removeAllListeners('timeout')
      socket.removeListener('error', fail)
      socket.setTimeout(0)
      resolve(socket)
    })
  })
