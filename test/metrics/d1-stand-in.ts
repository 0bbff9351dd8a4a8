import { findSpecification } from '../fakes/specification.ts'
import type { LocalServer, Seen } from '../kit/server.ts'
import { serve } from '../kit/server.ts'
import type { Engine } from './d1-engines.ts'

/** Cloudflare's API as far as D1 is asked by it, in front of an engine that carries the SQL out. */
export interface StandIn extends LocalServer {
  /** What Cloudflare's own specification says against the requests and answers so far. */
  violations: string[]
}

/** What the stand-in gives back instead of the truth. */
export interface Fault {
  status: number
  headers?: Record<string, string>
  body: unknown
}

export const ACCOUNT = '023e105f4ecef8ad9ca31a8372d0c353'
export const DATABASE = 'c0ffee00-0000-4000-8000-000000000000'
export const TOKEN = 'cf-canary-token-8f3a'

const BASE = '/client/v4'

/** The description says of every answer that `result` is an object, and of this one that it is a list: not both can be. */
const CONTRADICTION = 'cloudflare-d1-query-database: answer 200/result must be object'

const refuse = (status: number, code: number, message: string): Fault => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
})

const answerTo = async (engine: Engine, seen: Seen): Promise<Fault> => {
  if (seen.headers.authorization !== `Bearer ${TOKEN}`) return refuse(401, 10000, 'Authentication error')
  if (seen.method !== 'POST' || seen.path !== `${BASE}/accounts/${ACCOUNT}/d1/database/${DATABASE}/query`)
    return refuse(404, 7404, 'The database could not be found')
  const { sql, params = [] } = JSON.parse(seen.body) as { sql: string; params?: unknown[] }
  try {
    const results = await engine.run(sql, params)
    const meta = { changed_db: false, changes: 0, duration: 0.2, rows_read: results.length, rows_written: 0 }
    const body = { success: true, errors: [], messages: [], result: [{ results, success: true, meta }] }
    // What JSON cannot say becomes null, as it does at Cloudflare.
    return { status: 200, body: JSON.parse(JSON.stringify(body)) }
  } catch (error) {
    const says = error instanceof Error ? error.message.replace(/^D1_ERROR: /, '') : 'unknown'
    return refuse(400, 7500, /SQLITE_ERROR$/.test(says) ? says : `${says}: SQLITE_ERROR`)
  }
}

/** Starts it. `fault` decides per request, counted from 1, whether something else than the truth is answered. */
export const startD1 = async (
  engine: Engine,
  fault: (count: number) => Fault | null = () => null,
): Promise<StandIn> => {
  const specification = findSpecification('cloudflare/openapi-2024-08-06.cut.json')
  const violations: string[] = []
  const server = await serve(async (response, seen, count) => {
    const request = {
      method: seen.method,
      path: seen.path.replace(BASE, ''),
      query: new URLSearchParams(),
      body: JSON.parse(seen.body),
    }
    violations.push(...(specification?.request(request) ?? []))
    const wrong = fault(count)
    const answer = wrong ?? (await answerTo(engine, seen))
    const found = wrong ? [] : (specification?.answer(request, answer) ?? [])
    violations.push(...found.filter((violation) => violation !== CONTRADICTION))
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body))
  })
  return Object.assign(server, { violations })
}
