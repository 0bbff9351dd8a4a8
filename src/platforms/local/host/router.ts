import type { ClientRequest, IncomingMessage, Server, ServerResponse } from 'node:http'
import { Agent, createServer, request } from 'node:http'
import type { ReleaseId } from '../../../rollout/plan.ts'
import { bodyOf, endToEnd, NO_RELEASE, RELEASE_HEADER, toRelease } from './headers.ts'
import type { Instance } from './instance.ts'
import { LOOPBACK } from './instance.ts'
import type { Routing, Target } from './passage.ts'
import { choose, Passage } from './passage.ts'
import { upgrade } from './upgrade.ts'

/** Idle connections to releases are closed after this time, well before common servers close them on their side. */
const IDLE = 1000

/** Between two tries to reach a release that refused the connection, in milliseconds. */
const RETRY_PAUSE = 20

/** Methods whose requests may use a kept connection: others get a new one, which cannot prove closed too late. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Opens a connection for each request and still says `keep-alive`: a release that answers before it has read the whole
 * body would otherwise close at once, and its answer could be lost to the reset that follows.
 */
class SingleUseAgent extends Agent {
  constructor() {
    super({ keepAlive: true })
  }

  override keepSocketAlive(): boolean {
    return false
  }
}

interface Connections {
  kept: Agent
  single: Agent
}

const refuse = (response: ServerResponse, status: number, release: string, message: string): void => {
  if (response.headersSent) {
    response.destroy()
    return
  }
  response.writeHead(status, {
    [RELEASE_HEADER]: release,
    'content-type': 'application/json',
    connection: 'close',
  })
  response.end(`${JSON.stringify({ error: message })}\n`)
}

/** One request, from its choice of a release to the last byte of the answer. */
class Exchange {
  readonly #incoming: IncomingMessage
  readonly #response: ServerResponse
  readonly #target: Target
  readonly #passage: Passage
  readonly #connections: Connections
  #asked: ClientRequest | null = null
  #answer: IncomingMessage | null = null

  constructor(
    incoming: IncomingMessage,
    response: ServerResponse,
    { target, passage, connections }: { target: Target; passage: Passage; connections: Connections },
  ) {
    this.#incoming = incoming
    this.#response = response
    this.#target = target
    this.#passage = passage
    this.#connections = connections
    response.once('close', () => {
      passage.end()
      // A client that went away takes its request to the release with it.
      if (!this.#answer?.complete || !this.#asked?.writableFinished) this.#asked?.destroy()
      this.#discardRest()
    })
  }

  get #id(): ReleaseId {
    return this.#target.release.record.id
  }

  async forward(): Promise<void> {
    const { release } = this.#target
    const instance = release.instance ?? (await release.whenReady(this.#passage.patience))
    if (this.#response.destroyed) return
    if (!instance) return this.#fail(503, `release ${this.#id} is not running`)
    this.#passage.enter(instance)
    const asked = this.#ask(instance)
    this.#asked = asked
    asked.once('response', (answer) => this.#giveBack(answer))
    asked.on('error', (error: NodeJS.ErrnoException) => {
      if (asked !== this.#asked || this.#answer || this.#response.destroyed) return
      // Refused means that not a byte has reached the release: the one case in which asking again is harmless.
      if (error.code === 'ECONNREFUSED' && this.#passage.patience > 0) {
        this.#asked = null
        setTimeout(() => void this.forward(), RETRY_PAUSE)
      } else this.#fail(502, `release ${this.#id} did not answer`)
    })
    asked.once('close', () => {
      if (asked !== this.#asked) return
      this.#discardRest()
      if (!this.#answer) this.#fail(502, `release ${this.#id} did not answer`)
    })
  }

  #ask(instance: Instance): ClientRequest {
    const { rawHeaders, socket, url = '/', method = 'GET' } = this.#incoming
    const body = bodyOf(rawHeaders)
    const asked = request({
      host: LOOPBACK,
      port: instance.port,
      method,
      path: url,
      headers: toRelease(rawHeaders, socket.remoteAddress, method),
      setHost: false,
      agent: body === 'none' && SAFE.has(method) ? this.#connections.kept : this.#connections.single,
    })
    if (body === 'none') return asked.end()
    asked.flushHeaders()
    // The body follows once the connection stands, so that a refused connection has used up none of it.
    asked.once('socket', (connection) => {
      const send = () => this.#incoming.pipe(asked)
      if (connection.connecting) connection.once('connect', send)
      else send()
    })
    return asked
  }

  #giveBack(answer: IncomingMessage): void {
    const response = this.#response
    const status = answer.statusCode ?? 502
    this.#answer = answer
    this.#passage.answered(status)
    if (response.destroyed) {
      answer.destroy()
      return
    }
    response.writeHead(status, answer.statusMessage ?? '', [
      ...endToEnd(answer.rawHeaders),
      RELEASE_HEADER,
      this.#id,
    ])
    // A stream that has not sent a byte yet must not look like a release that does not answer.
    response.flushHeaders()
    answer.pipe(response)
    const cut = () => {
      if (answer.complete || response.destroyed) return
      // The head is out already: the only honest way to say that the answer is not whole is to break it off.
      this.#passage.fail()
      response.destroy()
    }
    answer.once('error', cut)
    answer.once('close', cut)
  }

  /** Nobody reads on: what is left of the body must not block the next request on this connection. */
  #discardRest(): void {
    this.#incoming.unpipe()
    this.#incoming.resume()
  }

  #fail(status: 502 | 503, message: string): void {
    if (this.#response.destroyed || this.#response.writableEnded) return
    this.#passage.fail()
    refuse(this.#response, status, this.#id, message)
  }
}

/** A reverse proxy that divides requests among releases and counts what they answer. */
export interface Router {
  server: Server
  /** Closes the idle connections to the releases. */
  close(): void
}

/** Makes the router; it does not listen yet. */
export const createRouter = (routing: Routing): Router => {
  const kept = new Agent({ keepAlive: true, timeout: IDLE, maxFreeSockets: 64 })
  const connections = { kept, single: new SingleUseAgent() }
  const server = createServer({
    keepAliveTimeout: 65_000,
    headersTimeout: 60_000,
    // Uploads may take as long as they like; heads may not.
    requestTimeout: 0,
    shouldUpgradeCallback: (incoming) => incoming.headers.upgrade?.toLowerCase() === 'websocket',
  })
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    incoming.on('error', () => undefined)
    response.on('error', () => undefined)
    const target = choose(incoming, routing)
    if (!('release' in target)) return refuse(response, target.status, NO_RELEASE, target.message)
    const passage = new Passage(target, routing.counters)
    void new Exchange(incoming, response, { target, passage, connections }).forward()
  })
  server.on('upgrade', (incoming, socket, early) => void upgrade(incoming, socket, early, routing))
  return { server, close: () => kept.destroy() }
}
