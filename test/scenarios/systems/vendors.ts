import type { Counts } from '../../../src/analysis/judgement.ts'
import { createHttp, type Http } from '../../../src/kit/http.ts'
import type { Past } from '../../fakes/vendors/past.ts'
import { serve } from '../../kit/server.ts'

/** Who stands for an address; null: nobody here. */
export type Route = (asked: URL) => Http | null

/** A client for every address of a story: this machine as it is, all others by who stands for them. */
export const routed =
  (routes: readonly Route[]) =>
  ({ provider }: { provider: string }): Http => {
    const plain = createHttp({ provider })
    return {
      close: () => plain.close(),
      request: (request) => {
        const asked = new URL(String(request.url))
        for (const [name, value] of Object.entries(request.query ?? {}))
          if (value !== undefined) asked.searchParams.set(name, String(value))
        if (asked.hostname === '127.0.0.1') return plain.request(request)
        const http = routes.reduce<Http | null>((found, route) => found ?? route(asked), null)
        if (!http) throw new Error(`nobody stands for ${asked.origin}${asked.pathname}`)
        return http.request(request)
      },
    }
  }

/** A request to the pages of a system, by the host that was meant. */
export interface PageRequest {
  method: string
  host: string
  path: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: string
}

/** Status and body. Null: no such page. */
type Told = { status: number; body?: unknown } | null
/** What a system's own pages answer. */
export type Page = (asked: PageRequest) => Told | Promise<Told>

/** A server for all hosts that are no vendor's API: pages of the system, and calls that only look at a credential. */
export const openPages = async (page: Page) => {
  const asked: PageRequest[] = []
  const server = await serve(async (response, { method, path, headers, body }) => {
    const request = { method, host: String(headers['x-meant-host']), path, headers, body }
    asked.push(request)
    const told = (await page(request)) ?? { status: 404, body: {} }
    response.writeHead(told.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(told.body ?? {}))
  })
  const client = createHttp({ provider: 'pages', random: () => 0, sleep: async () => {} })
  const http: Http = {
    close: async () => {},
    request: (request) => {
      const { host, pathname, search } = new URL(String(request.url))
      const headers = { ...request.headers, 'x-meant-host': host }
      return client.request({ ...request, url: `${server.url}${pathname}${search}`, headers })
    },
  }
  const close = async (): Promise<void> => {
    await client.close()
    await server.close()
  }
  return { server, asked, http, close }
}

/** Everything that was served, by the id under which a vendor's statistics know a release. */
export interface Traffic {
  /** Tells who serves from this moment on, in percent. */
  notice(now: number, shares: ReadonlyMap<string, number>): void
  past: Past
}

/** Requests a minute of a whole service, and the share of them that a release spoils. */
export interface Behaviour {
  perMinute: number
  spoiled: (release: string, at: number) => number
}

/** Statistics of a service whose behaviour may change while a story goes on. */
export const openTraffic = (behaviour: Behaviour): Traffic => {
  const spans: { from: number; shares: ReadonlyMap<string, number> }[] = []
  const minutesOf = (release: string, from: number, to: number): number =>
    spans
      .map(({ from: start, shares }, index) => {
        const end = spans[index + 1]?.from ?? Number.POSITIVE_INFINITY
        const length = Math.max(0, Math.min(to, end) - Math.max(from, start))
        return (length * (shares.get(release) ?? 0)) / 100 / 60_000
      })
      .reduce((sum, part) => sum + part, 0)
  const counts = (release: string, from: number, to: number): Counts | null => {
    const n = Math.round(minutesOf(release, from, to) * behaviour.perMinute)
    return n === 0 ? null : { n, x: Math.round(n * behaviour.spoiled(release, from)) }
  }
  return {
    notice: (now, shares) => {
      const last = spans.at(-1)?.shares
      const same = last?.size === shares.size && [...shares].every(([id, share]) => last.get(id) === share)
      if (!same) spans.push({ from: now, shares })
    },
    past: { unit: 60_000, releases: new Map(), counts },
  }
}
