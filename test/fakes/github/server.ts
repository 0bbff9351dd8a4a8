import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type VirtualClock, virtualClock } from '../clock.ts'
import { findSpecification, type SeenRequest, type Specification } from '../specification.ts'
import { type Answer, forbidden } from './exchange.ts'
import { type Fault, type Faults, newFaults, type Seen } from './faults.ts'
import { answerTo, showRateLimit } from './router.ts'
import { type GitHubState, newState, type Token } from './state.ts'
import { withSupplement } from './supplement.ts'

/** One request and what became of it. */
export interface Logged extends Seen {
  query: string
  body: unknown
  token: string | null
  /** Status of the answer that was sent; null when none arrived. */
  status: number | null
  fault: Fault['kind'] | null
}

/** GitHub's API in this process, on virtual time. */
export interface GitHubStandIn {
  /** Base address, for `GITHUB_API_URL`. */
  url: string
  state: GitHubState
  clock: VirtualClock
  faults: Faults
  /** Every request since the start. */
  log: Logged[]
  /** Requests or answers that GitHub's own specification does not allow. */
  violations: string[]
  /** Same as `clock.advance`. */
  advance(ms: number): void
  /** Stops the server. Throws when there were violations, so that no test can overlook them. */
  close(): Promise<void>
}

export interface GitHubOptions {
  /** Where virtual time begins (milliseconds since 1970), or a clock shared with other stand-ins. */
  now?: number | VirtualClock
  /** Check requests and answers against GitHub's specification, where it is present. Default true. */
  check?: boolean
}

/** Name of GitHub's specification for `findSpecification`. */
export const SPECIFICATION = 'github/api.github.com-octokit-openapi-23.0.2.cut.json'
const HOUR = 3_600_000

interface Desk {
  state: GitHubState
  faults: Faults
  log: Logged[]
  violations: string[]
  specification: Specification | null
  base(): string
  /** Requests of each token in the current hour of virtual time. */
  used: Map<string, { hour: number; count: number }>
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const parsed = (text: string): unknown => {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const tokenIn = (request: IncomingMessage): string | null =>
  /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null

/** What a token has left, in the form of GitHub's headers. */
const rateOf = ({ state, used }: Desk, name: string) => {
  const hour = Math.floor(state.clock.now() / HOUR)
  const known = used.get(name)
  const count = known?.hour === hour ? known.count : 0
  return {
    limit: state.hourlyLimit,
    used: count,
    remaining: Math.max(0, state.hourlyLimit - count),
    reset: ((hour + 1) * HOUR) / 1000,
  }
}

const spend = (desk: Desk, name: string): boolean => {
  const { remaining, used } = rateOf(desk, name)
  desk.used.set(name, { hour: Math.floor(desk.state.clock.now() / HOUR), count: used + 1 })
  return remaining > 0
}

interface Request {
  seen: SeenRequest
  name: string | null
  token: Token | null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const apply = (desk: Desk, { seen, name, token }: Request): Answer => {
  if (seen.path === '/rate_limit' && seen.method === 'GET') return showRateLimit(rateOf(desk, name ?? ''))
  const { method, path, query, body } = seen
  return answerTo({
    method,
    path,
    query,
    body: isRecord(body) ? body : {},
    token,
    state: desk.state,
    base: desk.base(),
  })
}

const checked = (desk: Desk, seen: SeenRequest, answer: Answer): Answer => {
  if (!desk.specification) return answer
  desk.violations.push(...desk.specification.answer(seen, { status: answer.status, body: answer.body }))
  return answer
}

const serverFault = (status = 502): Answer => ({ status, body: { message: 'Server Error' } })

/** The answer to a request under a fault; null when the client hears nothing. */
const answerUnder = (desk: Desk, fault: Fault | null, request: Request): Answer | null => {
  const answer = (): Answer => checked(desk, request.seen, apply(desk, request))
  if (fault === null) return answer()
  switch (fault.kind) {
    case 'refuse':
      return null
    case 'drop':
    case 'cut':
      answer()
      return null
    case 'twice':
      answer()
      return answer()
    case 'error':
      if (fault.applied === 'after') answer()
      return serverFault(fault.status)
    case 'answer':
      return {
        status: fault.status,
        body: { message: fault.message ?? 'Refused' },
        headers: fault.headers ?? {},
      }
    case 'hang':
      if (fault.applied === 'after') answer()
      return null
    case 'delay':
      desk.state.clock.advance(fault.ms)
      return answer()
    default:
      return fault satisfies never
  }
}

const headersOf = (desk: Desk, name: string, answer: Answer): Record<string, string> => {
  const { limit, remaining, reset, used } = rateOf(desk, name)
  return {
    date: new Date(desk.state.clock.now()).toUTCString(),
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-github-request-id': `STANDIN:${desk.log.length}`,
    ...(answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...answer.headers,
  }
}

const send = (desk: Desk, response: ServerResponse, name: string, answer: Answer): void => {
  response.writeHead(answer.status, headersOf(desk, name, answer))
  response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body))
}

/** Half an answer: the client sees a good status and then a broken connection. */
const sendCut = (desk: Desk, response: ServerResponse, name: string, status: number): void => {
  response.writeHead(status, { ...headersOf(desk, name, { status, body: {} }), 'content-length': '1000' })
  response.write('{"id": 1, "no', () => response.destroy())
}

const exhausted = (): Answer => forbidden('API rate limit exceeded for installation.')

const handle = async (desk: Desk, incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
  const url = new URL(incoming.url ?? '/', desk.base())
  const seen: SeenRequest = {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body: parsed(await bodyOf(incoming)),
  }
  const name = tokenIn(incoming)
  const request: Request = { seen, name, token: (name && desk.state.tokens.get(name)) || null }
  const logged: Logged = {
    number: desk.log.length + 1,
    method: seen.method,
    path: seen.path,
    query: url.search,
    body: seen.body,
    token: name,
    status: null,
    fault: null,
  }
  desk.log.push(logged)
  desk.violations.push(...(desk.specification?.request(seen) ?? []))
  const fault = desk.faults.take(logged)
  logged.fault = fault?.kind ?? null
  const affordable = seen.path === '/rate_limit' || spend(desk, name ?? '')
  const answer = affordable ? answerUnder(desk, fault, request) : exhausted()
  logged.status = answer?.status ?? null
  if (answer) send(desk, response, name ?? '', answer)
  else if (fault?.kind === 'cut') sendCut(desk, response, name ?? '', seen.method === 'POST' ? 201 : 200)
  else if (fault?.kind !== 'hang') response.destroy()
}

/**
 * Starts a stand-in for GitHub's API: one repository (`acme/shop`), stateful, on a virtual clock that its `Date`
 * headers tell. Requests and answers are checked against GitHub's own specification where it is present.
 */
export const startGitHub = async ({ now, check = true }: GitHubOptions = {}): Promise<GitHubStandIn> => {
  const clock = typeof now === 'object' ? now : virtualClock(now)
  let port = 0
  const found = check ? findSpecification(SPECIFICATION) : null
  const desk: Desk = {
    state: newState(clock),
    faults: newFaults(),
    log: [],
    violations: [],
    specification: found && withSupplement(found),
    base: () => `http://127.0.0.1:${port}`,
    used: new Map(),
  }
  const server = createServer({ keepAlive: true }, (request, response) => {
    // Node would add the real time.
    response.sendDate = false
    handle(desk, request, response).catch((error: unknown) => {
      desk.violations.push(`the stand-in itself failed: ${String(error)}`)
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  return {
    url: desk.base(),
    state: desk.state,
    clock,
    faults: desk.faults,
    log: desk.log,
    violations: desk.violations,
    advance: clock.advance,
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      if (desk.violations.length > 0) {
        throw new Error(`GitHub's specification does not allow:\n${[...new Set(desk.violations)].join('\n')}`)
      }
    },
  }
}
