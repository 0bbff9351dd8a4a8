import { setTimeout as delay } from 'node:timers/promises'
import type { AddressGuard } from './http-address.ts'
import { guardedHost } from './http-address.ts'

/** What is asked of a WebSocket. Times in milliseconds. */
export interface SocketOrder {
  /** `ws:` or `wss:`. */
  url: string
  headers: Readonly<Record<string, string>>
  protocols: readonly string[]
  /** Sent once it is open; null: nothing. */
  send: string | null
  /** Text that one message must hold; null: no message is needed. */
  contains: string | null
  /** Longest time until it is open, and from then until that message. */
  within: number
  /** Time that it must stay open afterwards. */
  stay: number
  /** Longest silence while it stays; null: it may be silent. */
  silence: number | null
  signal: AbortSignal
  /** Keeps out of private networks. Default: no guard. */
  guard?: AddressGuard
}

/** What was seen of it. */
export interface SocketSeen {
  /** What is wrong, one sentence each; empty when all is well. */
  faults: readonly string[]
  /** Time until it was open; null when it never was. */
  opened: number | null
  messages: number
}

/** Normal end: https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const NORMAL = 1000
/** How often silence is looked at. */
const GLANCE = 50

/**
 * Opens a WebSocket, speaks once, and watches it for a while. undici is loaded with the first. Rejects only with the error of
 * a refused connection, when the guard does not let it go to that host.
 */
export const watchSocket = async (order: SocketOrder): Promise<SocketSeen> => {
  const way = guardedHost(new URL(order.url).hostname, order.guard)
  const { Agent, WebSocket } = await import('undici')
  const started = performance.now()
  const dispatcher = way.lookup && new Agent({ connect: { lookup: way.lookup } })
  const socket = new WebSocket(order.url, {
    protocols: [...order.protocols],
    headers: { ...order.headers },
    ...(dispatcher && { dispatcher }),
  })
  const seen = {
    opened: null as number | null,
    messages: 0,
    answered: false,
    spoke: 0,
    ended: null as string | null,
  }
  socket.addEventListener('open', () => {
    seen.opened = performance.now() - started
    seen.spoke = performance.now()
    if (order.send !== null) socket.send(order.send)
  })
  socket.addEventListener('message', ({ data }) => {
    seen.messages += 1
    seen.spoke = performance.now()
    if (order.contains !== null && typeof data === 'string' && data.includes(order.contains))
      seen.answered = true
  })
  socket.addEventListener('error', () => {
    seen.ended ??= 'an error ended it'
  })
  socket.addEventListener('close', ({ code }) => {
    seen.ended ??= `the server closed it (${code})`
  })
  const until = async (enough: () => boolean, limit: number): Promise<boolean> => {
    const from = performance.now()
    while (!enough()) {
      if (seen.ended !== null || order.signal.aborted || performance.now() - from > limit) return false
      await delay(Math.min(GLANCE, limit))
    }
    return true
  }
  const faults: string[] = []
  if (!(await until(() => seen.opened !== null, order.within)))
    faults.push(`no WebSocket was opened within ${order.within} ms`)
  else if (order.contains !== null && !(await until(() => seen.answered, order.within)))
    faults.push(seen.ended ?? `no message with the expected text came within ${order.within} ms`)
  else faults.push(...(await stays(order, seen, until)))
  if (seen.opened !== null && seen.ended === null) socket.close(NORMAL)
  void dispatcher?.close()
  return { faults, opened: seen.opened, messages: seen.messages }
}

const stays = async (
  { stay, silence }: SocketOrder,
  seen: { spoke: number; ended: string | null },
  until: (enough: () => boolean, limit: number) => Promise<boolean>,
): Promise<string[]> => {
  const from = performance.now()
  const silent = (): boolean => silence !== null && performance.now() - seen.spoke > silence
  await until(() => silent() || performance.now() - from >= stay, stay + GLANCE)
  const lasted = Math.round(performance.now() - from)
  if (seen.ended !== null) return [`${seen.ended} after ${lasted} ms of ${stay}`]
  return silent() ? [`it was silent for longer than ${silence} ms`] : []
}
