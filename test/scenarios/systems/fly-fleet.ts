import { startApi } from '../../fakes/vendors/api.ts'
import { type FlyTown, startFly } from '../../fakes/vendors/fly-api.ts'
import { openSystem, type System } from './system.ts'
import { type Behaviour, openPages, openTraffic, type Page, type Traffic } from './vendors.ts'

const APPS = { staging: 'fly-fleet-staging', production: 'fly-fleet' } as const
const TOKEN = 'FlyV1 fm2_lJPECAAAAAAAAyuQxBBn2FhVyFy'

type Name = keyof typeof APPS

/** Fly's Prometheus as far as range queries of ours go: counters that never fall, by the release in the query. */
const startPrometheus = (traffic: Traffic) =>
  startApi({
    hosts: ['api.fly.io'],
    answer: ({ path, query, body }) => {
      if (path !== '/prometheus/acme/api/v1/query_range') return { status: 404 }
      const given = typeof body === 'string' ? new URLSearchParams(body) : query
      const [start, end, step] = ['start', 'end', 'step'].map((name) =>
        Number.parseFloat(given.get(name) ?? ''),
      )
      const parts = (given.get('query') ?? '').split(/(?=label_replace\()/).filter((part) => part !== '')
      const result = parts.flatMap((part) => {
        const [, release = ''] = /service_version="([^"]*)"/.exec(part) ?? []
        const [, role = ''] = /"sluice_role", "([^"]*)"/.exec(part) ?? []
        const values: [number, string][] = []
        for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 60) {
          const { n, x } = traffic.past.counts?.(release, 0, at * 1000) ?? { n: 0, x: 0 }
          const kind = role.split(' ')[1]
          const value = kind === 'total' ? n : kind === 'part' ? x : kind === 'fresh' ? 1 : 0
          if (n > 0) values.push([at, String(value)])
        }
        return values.length === 0 ? [] : [{ metric: { sluice_role: role }, values }]
      })
      return { status: 200, body: { status: 'success', data: { resultType: 'matrix', result } } }
    },
  })

/** The fleet with its two apps. */
export interface Fleet {
  system: System
  towns: Record<Name, FlyTown>
  behaviour: Behaviour
  /** How many machines carry each version: `v1 39, v2 1`. */
  machines(name: Name): string
  /** Users come: production has so many machines, all as the first one is. */
  grow(to: number): void
  close(): Promise<void>
}

/** Opens it at a moment when nothing runs. */
export const openFleet = async (start: number): Promise<Fleet> => {
  const behaviour: Behaviour = { perMinute: 600, spoiled: () => 0 }
  let system: System | null = null
  const now = (): number => system?.now() ?? start
  const towns = {
    staging: await startFly(now, { app: APPS.staging, image: 'fly-fleet', token: TOKEN }),
    production: await startFly(now, { app: APPS.production, token: TOKEN }),
  }
  for (const town of Object.values(towns)) town.wish.limits = false
  const traffic = openTraffic(behaviour)
  const prometheus = await startPrometheus(traffic)
  const commits = new Map<string, string>()
  const townOf = (host: string) => (host.startsWith(APPS.staging) ? towns.staging : towns.production)
  const revisionAt = (town: FlyTown, carried: string | null): string | undefined => {
    const machine = town
      .machines()
      .find(({ config, digest }) => (config.metadata?.sluice_release ?? digest) === carried)
    return machine && commits.get(machine.digest)
  }
  const page: Page = ({ host, path, headers }) => {
    const forced = headers['fly-force-instance-id']
    const town = townOf(host)
    const carried = town.at({
      url: `https://${host}`,
      headers: typeof forced === 'string' ? { 'fly-force-instance-id': forced } : {},
    })
    if (path !== '/healthz' || carried === null) return null
    return { status: 200, body: { ready: true, revision: revisionAt(town, carried) } }
  }
  const pages = await openPages(page)
  const https = { staging: towns.staging.http(), production: towns.production.http() }
  const registered = (name: Name) =>
    towns[name].machines().filter(({ config }) => config.metadata?.sluice_role !== 'dark')
  const notice = (at: number): void => {
    const fleet = registered('production')
    const shares = new Map<string, number>()
    for (const { config, digest } of fleet) {
      const release = config.metadata?.sluice_release ?? digest
      shares.set(release, (shares.get(release) ?? 0) + 100 / fleet.length)
    }
    traffic.notice(at, shares)
  }
  const secrets = { FLY_API_TOKEN: TOKEN, PROMETHEUS_TOKEN: 'fo1_0123456789abcdef0123456789' }
  system = await openSystem({
    example: 'fly-fleet',
    start,
    private: true,
    cron: '3 */3 * * *',
    secrets: { staging: secrets, production: secrets },
    arrived: (commit) => {
      for (const town of Object.values(towns)) commits.set(town.push(commit), commit)
    },
    noticed: notice,
    routes: [
      ({ host, pathname }) =>
        host === 'api.machines.dev'
          ? https[pathname.split('/')[3] === APPS.staging ? 'staging' : 'production']
          : host === 'registry.fly.io'
            ? https.production
            : host === 'api.fly.io'
              ? prometheus.http()
              : null,
      () => pages.http,
    ],
  })
  const own = system
  return {
    system: own,
    towns,
    behaviour,
    machines: (name) => {
      const counts = new Map<string, number>()
      for (const { digest } of registered(name)) {
        const version = own.versionOf(commits.get(digest) ?? 'unknown')
        counts.set(version, (counts.get(version) ?? 0) + 1)
      }
      return [...counts]
        .map(([version, count]) => `${version} ${count}`)
        .sort()
        .join(', ')
    },
    grow: (to) => towns.production.grow(to),
    close: async () => {
      const violations = Object.values(towns).flatMap((town) => town.violations)
      await Promise.all([
        ...Object.values(towns).map((town) => town.close()),
        prometheus.close(),
        pages.close(),
      ])
      await own.close()
      if (violations.length > 0) throw new Error([...new Set(violations)].join('\n'))
    },
  }
}
