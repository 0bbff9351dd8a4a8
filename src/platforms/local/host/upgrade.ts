import type { IncomingMessage } from 'node:http'
import { request } from 'node:http'
import type { Duplex } from 'node:stream'
import { endToEnd, NO_RELEASE, RELEASE_HEADER, toRelease } from './headers.ts'
import type { Instance } from './instance.ts'
import { LOOPBACK } from './instance.ts'
import type { Routing } from './passage.ts'
import { choose, Passage } from './passage.ts'

const REASONS: Record<number, string> = { 404: 'Not Found', 502: 'Bad Gateway', 503: 'Service Unavailable' }

/** The two headers that ask for another protocol, and agree to it. */
const switchTo = (protocol = 'websocket'): string[] => ['Connection', 'Upgrade', 'Upgrade', protocol]

const head = (status: number, message: string, raw: readonly string[]): string => {
  const lines = [`HTTP/1.1 ${status} ${message}`]
  for (let index = 0; index + 1 < raw.length; index += 2) lines.push(`${raw[index]}: ${raw[index + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

const refuse = (socket: Duplex, status: number, release: string): void => {
  const headers = [RELEASE_HEADER, release, 'Content-Length', '0', 'Connection', 'close']
  socket.end(head(status, REASONS[status] ?? 'Error', headers))
}

/** Hands a WebSocket through: both ends talk directly once the release has agreed. */
export const upgrade = async (
  incoming: IncomingMessage,
  socket: Duplex,
  early: Buffer,
  routing: Routing,
): Promise<void> => {
  socket.on('error', () => undefined)
  const target = choose(incoming, routing)
  if (!('release' in target)) return refuse(socket, target.status, NO_RELEASE)
  const passage = new Passage(target, routing.counters)
  socket.once('close', () => passage.end())
  const instance = await target.release.whenReady(passage.patience)
  if (socket.destroyed) return
  if (!instance) {
    passage.fail()
    return refuse(socket, 503, target.release.record.id)
  }
  passage.enter(instance)
  join(incoming, socket, early, instance, target.release.record.id, passage)
}

const join = (
  incoming: IncomingMessage,
  socket: Duplex,
  early: Buffer,
  instance: Instance,
  id: string,
  passage: Passage,
): void => {
  const asked = request({
    host: LOOPBACK,
    port: instance.port,
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: [
      ...toRelease(incoming.rawHeaders, incoming.socket.remoteAddress, 'GET'),
      ...switchTo(incoming.headers.upgrade),
    ],
    setHost: false,
    agent: false,
  })
  socket.once('close', () => asked.destroy())
  asked.once('upgrade', (answer, other, rest) => {
    other.on('error', () => undefined)
    passage.answered(101)
    socket.write(
      head(101, 'Switching Protocols', [
        ...endToEnd(answer.rawHeaders),
        ...switchTo(answer.headers.upgrade),
        RELEASE_HEADER,
        id,
      ]),
    )
    if (rest.length > 0) socket.write(rest)
    if (early.length > 0) other.write(early)
    socket.pipe(other).pipe(socket)
    socket.once('close', () => other.destroy())
    other.once('close', () => socket.destroy())
  })
  asked.once('response', (answer) => {
    const status = answer.statusCode ?? 502
    passage.answered(status)
    const kept = [...endToEnd(answer.rawHeaders), RELEASE_HEADER, id, 'Connection', 'close']
    socket.write(head(status, answer.statusMessage ?? '', kept))
    answer.pipe(socket)
  })
  asked.on('error', () => {
    if (socket.destroyed) return
    passage.fail()
    refuse(socket, 502, id)
  })
  asked.end()
}
