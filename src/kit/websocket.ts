import { setTimeout as delay } from 'node:timers/promises'
import { type AddressGuard, guardedHost, type SocketWay } from './http-address.ts'

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
  /** The clock of `stay` and `silence`, in milliseconds. Default: this machine's. */
  elapsed?: () => number
  /** How it is reached, where that is not what its address says. Default: as the address says. */
  way?: SocketWay
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
/** How often it is looked at while it stays. */
const GLANCE = 500

/** What has happened to a socket so far. */
interface Life {
  opened: number | null
  messages: number
  answered: boolean
  /** When it spoke last, by the clock of the order. */
  spoke: number
  ended: string | null
}

/**
 * Opens a WebSocket, speaks once, and watches it for a while. undici is loaded with the first. Rejects only with the error of
 * a refused connection, when the guard does not let it go to that host.
 */
export const watchSocket = async (order: SocketOrder): Promise<SocketSeen> => {
  const { elapsed: now = () => performance.now() } = order
  const { WebSocket } = await import('undici')
  const dispatcher = await dispatcherOf(order)
  const started = performance.now()
  const socket = new WebSocket(order.url, {
    protocols: [...order.protocols],
    headers: { ...order.headers },
    ...(dispatcher && { dispatcher }),
  })
  const life: Life = { opened: null, messages: 0, answered: false, spoke: 0, ended: null }
  const listeners = new Set<() => void>()
  const on = (event: 'open' | 'message' | 'error' | 'close', note: (event: Event) => void): void =>
    socket.addEventListener(event, (happened: Event) => {
      note(happened)
      for (const listener of listeners) listener()
    })
  on('open', () => {
    life.opened = performance.now() - started
    life.spoke = now()
    if (order.send !== null) socket.send(order.send)
  })
  on('message', (event) => {
    const data = 'data' in event ? event.data : null
    life.messages += 1
    life.spoke = now()
    if (order.contains !== null && typeof data === 'string' && data.includes(order.contains))
      life.answered = true
  })
  on('error', () => {
    life.ended ??= 'an error ended it'
  })
  on('close', (event) => {
    life.ended ??= `the server closed it (${'code' in event ? event.code : '?'})`
  })
  /** Waits for something to happen, at most `order.within` by this machine's clock: whoever answers does so in real time. */
  const until = (enough: () => boolean): Promise<boolean> =>
    new Promise((resolve) => {
      const done = (): void => {
        if (!enough() && life.ended === null && !order.signal.aborted) return
        finish(enough() && life.ended === null)
      }
      const finish = (result: boolean): void => {
        clearTimeout(limit)
        listeners.delete(done)
        order.signal.removeEventListener('abort', done)
        resolve(result)
      }
      const limit = setTimeout(() => finish(false), order.within)
      listeners.add(done)
      order.signal.addEventListener('abort', done)
      done()
    })
  const faults: string[] = []
  if (!(await until(() => life.opened !== null)))
    faults.push(`no WebSocket was opened within ${order.within} ms`)
  else if (order.contains !== null && !(await until(() => life.answered)))
    faults.push(life.ended ?? `no message with the expected text came within ${order.within} ms`)
  else faults.push(...(await stays(order, life, now)))
  if (life.opened !== null && life.ended === null) socket.close(NORMAL)
  void dispatcher?.close()
  return { faults, opened: life.opened, messages: life.messages }
}

/** Leads the connection where guard and way say; null: no word from either. */
const dispatcherOf = async ({ url, guard, way = {} }: SocketOrder) => {
  const { lookup } = guardedHost(new URL(url).hostname, guard)
  const { dial, ca } = way
  if (!lookup && !dial && ca === undefined) return null
  const { Agent, buildConnector } = await import('undici')
  const options = { ...(lookup && { lookup }), ...(ca !== undefined && { ca }) }
  if (!dial) return new Agent({ connect: options })
  const connect = buildConnector(options)
  return new Agent({
    connect: (asked, callback) => {
      const { hostname, protocol } = asked
      const there = dial(hostname, Number(asked.port) || (protocol === 'https:' ? 443 : 80))
      connect({ ...asked, hostname: there.host, port: String(there.port), servername: hostname }, callback)
    },
  })
}

const stays = async (
  { stay, silence, signal }: SocketOrder,
  life: Life,
  now: () => number,
): Promise<string[]> => {
  const from = now()
  const silent = (): boolean => silence !== null && now() - life.spoke > silence
  while (now() - from < stay && !silent() && life.ended === null && !signal.aborted)
    await delay(Math.max(1, Math.min(GLANCE, stay - (now() - from))))
  if (life.ended !== null) return [`${life.ended} after ${Math.round(now() - from)} ms of ${stay}`]
  return silent() ? [`it was silent for longer than ${silence} ms`] : []
}
