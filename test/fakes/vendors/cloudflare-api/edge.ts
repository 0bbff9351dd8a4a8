import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { StoredVersion, StoredWorker } from './workers.ts'

/** What a Worker answers. */
export interface EdgeAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** Carries a version out for one request. */
export type Runtime = (
  version: StoredVersion,
  request: { method: string; path: string; headers: Record<string, string> },
) => Promise<EdgeAnswer>

/** Where users reach a Worker. */
export interface Edge {
  url: string
  /** The next so many requests are answered as if the header were not there: a change takes seconds to be everywhere. */
  ignoreOverrides(count: number): void
  close(): Promise<void>
}

/** Without a runtime a Worker says which version it is, as one does that reads its `version_metadata` binding. */
const says: Runtime = async ({ id, annotations }) => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'x-version': id },
  body: JSON.stringify({ id, tag: annotations['workers/tag'] ?? '' }),
})

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))

/** The version that the header asks for, if it is in the active deployment; else null, silently. */
const overridden = (worker: StoredWorker, header: string | undefined): string | null => {
  for (const entry of (header ?? '').split(',')) {
    const [, name, id] = /^\s*([\w-]+)="([0-9a-f-]{36})"\s*$/.exec(entry) ?? []
    if (name === worker.name && worker.deployments[0]?.versions.some(({ version_id: one }) => one === id))
      return id ?? null
  }
  return null
}

/** Divides requests between the versions of the active deployment, evenly: after any N each has its share, give or take one. */
export const startEdge = async (worker: () => StoredWorker, run: Runtime = says): Promise<Edge> => {
  let ignoring = 0
  let counting = ''
  let counts = new Map<string, number>()
  const divided = (): string | null => {
    const active = worker().deployments[0]
    if (!active) return null
    if (active.id !== counting) {
      counting = active.id
      counts = new Map()
    }
    const total = [...counts.values()].reduce((all, one) => all + one, 0) + 1
    const lacks = ({ version_id: id, percentage }: { version_id: string; percentage: number }): number =>
      (percentage / 100) * total - (counts.get(id) ?? 0)
    const [next] = active.versions
      .filter(({ percentage }) => percentage > 0)
      .sort((a, b) => lacks(b) - lacks(a))
    if (!next) return null
    counts.set(next.version_id, (counts.get(next.version_id) ?? 0) + 1)
    return next.version_id
  }
  const server = createServer(async (request, response) => {
    const header = request.headers['cloudflare-workers-version-overrides']
    const ignored = header !== undefined && ignoring > 0
    if (ignored) ignoring -= 1
    const named = ignored ? null : overridden(worker(), header === undefined ? undefined : String(header))
    const id = named ?? divided()
    const version = worker().versions.find((one) => one.id === id)
    if (!version) {
      response.writeHead(404).end('There is nothing here yet')
      return
    }
    const answer = await run(version, {
      method: request.method ?? 'GET',
      path: request.url ?? '/',
      headers: headersOf(request),
    })
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ignoreOverrides: (count) => {
      ignoring = count
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
