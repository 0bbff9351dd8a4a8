import { readdirSync, readFileSync } from 'node:fs'
import postgres from 'postgres'
import type { Files } from '../../fakes/github/history.ts'
import { startFly } from '../../fakes/vendors/fly-api.ts'
import { startSupabaseApi, TOKEN } from '../../fakes/vendors/supabase-api.ts'
import { serveSockets } from '../../kit/websocket-server.ts'
import { type Certificate, selfSigned } from '../../servers/certificate.ts'
import { run, startPostgres } from '../../servers/postgres.ts'
import { openSystem, type System } from './system.ts'
import { openPages, type Page, type Route } from './vendors.ts'

const EXAMPLE = new URL('../../../examples/signals/', import.meta.url)
const FUNCTIONS = ['provision-machine', 'stop-machine', 'get-machine-status'] as const
const FLY_TOKEN = 'FlyV1 fm2_lJPECAAAAAAAAyuQxBBn2FhVyFy'
const ISSUES_TOKEN = 'github_pat_0123456789abcdef'
const HOUR = 3_600_000

/** Where each environment lives, as the example says. */
const PLACES = {
  staging: { app: 'signals-staging', core: 'stagingsignalsstagin' },
  production: { app: 'signals-machines', core: 'abcdefghijklmnopqrst' },
} as const

type Name = keyof typeof PLACES

const MACHINE = {
  guest: { cpu_kind: 'shared', cpus: 1, memory_mb: 512 },
  services: [{ internal_port: 8080, protocol: 'tcp', ports: [{ port: 443, handlers: ['tls', 'http'] }] }],
  checks: { alive: { type: 'http', port: 8080, path: '/healthz', interval: '15s', timeout: '5s' } },
}

const MIGRATIONS = readdirSync(new URL('supabase/migrations', EXAMPLE)).map((name) => {
  const path = `supabase/migrations/${name}`
  return [path, readFileSync(new URL(path, EXAMPLE), 'utf8')] as const
})
const [FLAGS = ['', '']] = MIGRATIONS

const codeOf = (slug: string, version: string): string =>
  `Deno.serve(() => new Response('${slug} ${version}'))`

const filesOf = (version: string): Files => ({
  ...Object.fromEntries(
    FUNCTIONS.map((slug) => [`supabase/functions/${slug}/index.ts`, codeOf(slug, version)]),
  ),
  ...Object.fromEntries(version === 'v1' ? [FLAGS] : MIGRATIONS),
  'e2e/cloud.mjs':
    "if (!process.env.SLUICE_URL || !process.env.SMOKE_TOKEN) throw new Error('aimed at nothing')",
})

/** A database as Supabase hands it over, with the table of the flags put there by `supabase db push`. */
const prepare = async (url: string): Promise<void> => {
  const [version = '', name = ''] = (FLAGS[0].split('/').at(-1) ?? '').replace('.sql', '').split(/_(.*)/s)
  await run(url, [
    'create schema auth',
    'create table auth.users (id uuid primary key default gen_random_uuid(), email text not null unique)',
    `create function auth.uid() returns uuid language sql stable as $$ select nullif(current_setting('request.sub', true), '')::uuid $$`,
    "insert into auth.users (email) select 'user-' || n || '@example.com' from generate_series(1, 24) as n",
    FLAGS[1],
    'create schema supabase_migrations',
    'create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text)',
    `insert into supabase_migrations.schema_migrations values ('${version}', '{}', '${name}')`,
  ])
}

/** What a version makes its users go through; what is not said is as it should be. */
export interface Figures {
  /** Share of the minutes of WebSockets that were broken. */
  broken?: number
  /** Share of the signals that were late. */
  late?: number
  /** Dollars per user and month. */
  dollars?: number
}

/** Users who are let in have a machine, and the machine writes down what they go through, hour by hour. */
const openUsage = (
  url: string,
  of: { release(): string; figures(): Figures; grow(to: number): readonly string[] },
) => {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  let written = Number.NEGATIVE_INFINITY
  let last = { users: [] as string[], release: '', figures: {} as Figures }
  const letIn = async (): Promise<string[]> => {
    const rows = await sql`select id from auth.users
      where public.sluice_flag_on('cloud-execution', email, array['elite']) order by id`
    return rows.map(({ id }) => String(id))
  }
  const write = async (from: number, to: number): Promise<void> => {
    const { users, release, figures } = last
    if (users.length === 0) return
    const { broken = 0.01, late = 0.01, dollars = 9 } = figures
    await sql`insert into public.cloud_usage
      select at, ${release}, id::uuid, 60, 0.1, 60, ${60 * broken}, 100, ${Math.round(100 * late)}, ${dollars / 720}
      from generate_series(${new Date(from)}::timestamptz, ${new Date(to)}, '1 hour') as at,
        unnest(${users}::text[]) as id`
  }
  const provision = async (now: number, users: readonly string[]): Promise<void> => {
    const machines = of.grow(users.length)
    const rows = await sql`select user_id, machine_id from public.cloud_machines`
    const free = machines.filter((id) => !rows.some(({ machine_id: taken }) => taken === id))
    for (const user of users.filter((id) => !rows.some(({ user_id: owner }) => owner === id)))
      await sql`insert into public.cloud_machines (user_id, machine_id, region, status, created_at)
        values (${user}, ${free.shift() ?? ''}, 'ams', 'started', ${new Date(now)})`
  }
  return {
    letIn,
    notice: async (now: number): Promise<void> => {
      const hour = Math.floor(now / HOUR) * HOUR
      if (hour > written) await write(Math.max(written + HOUR, hour - 40 * 24 * HOUR), hour)
      written = hour
      const users = await letIn()
      if (users.length > last.users.length) await provision(now, users)
      last = { users, release: of.release(), figures: of.figures() }
    },
    close: () => sql.end({ timeout: 5 }),
  }
}

/** What stands for the vendors in one environment. */
const openPlace = async (name: Name, now: () => number) => {
  const { app, core } = PLACES[name]
  const fly = await startFly(now, { app, image: 'signals', token: FLY_TOKEN })
  fly.wish.limits = false
  const supabase = await startSupabaseApi(core)
  for (const secret of ['FLY_API_TOKEN', 'GEMINI_API_KEY'])
    supabase.secrets.push({ name: secret, value: 'never to be seen' })
  const http = { fly: fly.http(), supabase: supabase.http() }
  const route: Route = ({ host, pathname }) => {
    if (host === 'api.machines.dev') return pathname.startsWith(`/v1/apps/${app}`) ? http.fly : null
    if (host === 'api.supabase.com' && pathname.startsWith(`/v1/projects/${core}/`)) return http.supabase
    return null
  }
  return { app, core, fly, supabase, http, route }
}

/** WebSockets of the machines: whoever subscribes is heard, and told something all the time. */
const openSockets = (tls: Certificate, carries: (host: string, forced: unknown) => string | null) => {
  const beats = new Set<NodeJS.Timeout>()
  return serveSockets({
    tls,
    open: (peer) => {
      const { host, 'fly-force-instance-id': forced } = peer.headers
      if (carries(String(host), forced) === null) peer.end(1011)
    },
    hear: (peer, text) => {
      if (!text.includes('subscribe')) return
      peer.send('subscribed')
      const beat = setInterval(() => peer.send('beat'), 3)
      beats.add(beat)
      peer.closed.then(() => clearInterval(beat))
    },
  })
}

/** The signals in the cloud with their two environments. */
export interface Signals {
  system: System
  /** What users of a version go through. */
  figures: Map<string, Figures>
  /** How many machines carry each version: `v1 9`. */
  machines(name: Name): string
  /** Which version the three functions have. */
  functions(name: Name): string
  /** How many of the 24 users of the Elite tier are let in. */
  users(): Promise<number>
  /** How often a WebSocket was opened. */
  sockets(): number
  close(): Promise<void>
}

/** Opens it at a moment when `v1` is everywhere, put there by the vendors' own tools, and nobody is let in. */
export const openSignals = async (start: number): Promise<Signals> => {
  const figures = new Map<string, Figures>()
  const commits = new Map<string, string>()
  let system: System | null = null
  const now = (): number => system?.now() ?? start
  const server = await startPostgres()
  const databases = { staging: await server.createDatabase(), production: await server.createDatabase() }
  await run(server.url, ['create role sluice_reader login'])
  for (const url of Object.values(databases)) await prepare(url)
  const places = { staging: await openPlace('staging', now), production: await openPlace('production', now) }
  const all = Object.values(places)
  const { fly } = places.production
  const registered = (name: Name) =>
    places[name].fly.machines().filter(({ config }) => config.metadata?.sluice_role !== 'dark')
  const carriedAt = (host: string, forced: unknown): string | null => {
    const place = all.find(({ app }) => host.startsWith(`${app}.fly.dev`))
    const headers: Record<string, string> =
      typeof forced === 'string' ? { 'fly-force-instance-id': forced } : {}
    return place?.fly.at({ url: `https://${host}`, headers }) ?? null
  }
  const revisionOf = (carried: string): string | undefined => {
    const machines = all.flatMap((place) => [...place.fly.machines()])
    const found = machines.find(
      ({ config, digest }) => (config.metadata?.sluice_release ?? digest) === carried,
    )
    return found && commits.get(found.digest)
  }
  const page: Page = ({ host, path, headers }) => {
    const core = all.find((place) => host === `${place.core}.supabase.co`)
    if (core && path === '/auth/v1/settings') return { status: 200 }
    if (core) return { status: core.supabase.call(path.replace('/functions/v1/', '')) === null ? 404 : 200 }
    if (host === 'api.supabase.com') return { status: 200 }
    if (host === 'generativelanguage.googleapis.com')
      return { status: 200, body: { data: [{ id: 'models/gemini' }] } }
    const carried = carriedAt(host, headers['fly-force-instance-id'])
    if (path !== '/healthz' || carried === null) return null
    return { status: 200, body: { revision: revisionOf(carried) } }
  }
  const pages = await openPages(page)
  const hosts = all.map(({ app }) => `${app}.fly.dev`)
  const tls = selfSigned(hosts)
  const sockets = await openSockets(tls, carriedAt)
  const opened: string[] = []
  const registry: Route = ({ host }) => (host === 'registry.fly.io' ? places.production.http.fly : null)
  const secretsOf = (name: Name) => ({
    FLY_API_TOKEN: FLY_TOKEN,
    SUPABASE_ACCESS_TOKEN: TOKEN,
    SUPABASE_ANON_KEY: 'sb_publishable_0123456789abcdef',
    SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_0123456789abcdef',
    GEMINI_API_KEY: 'AIzaSy0123456789abcdef0123456789',
    DATABASE_URL: databases[name],
    SMOKE_TOKEN: 'session-of-an-elite-account',
    SLUICE_SECRET_1: ISSUES_TOKEN,
    SLUICE_SECRET_2: databases[name].replace('postgres@', 'sluice_reader@'),
  })
  const own = await openSystem({
    example: 'signals',
    start,
    cron: '11 10 * * 1,4',
    secrets: { staging: secretsOf('staging'), production: secretsOf('production') },
    reviewers: { 'production-approval': ['grace'] },
    files: filesOf,
    arrived: (commit) => {
      for (const place of all) commits.set(place.fly.push(commit), commit)
    },
    noticed: (at) => usage.notice(at),
    surroundings: {
      ca: tls.certificate,
      dial: (host, port) => {
        opened.push(`${host}:${port}`)
        return { host: '127.0.0.1', port: Number(new URL(sockets.url).port) }
      },
    },
    routes: [...all.map(({ route }) => route), registry, () => pages.http],
  })
  system = own
  own.github.state.tokens.set(ISSUES_TOKEN, {
    login: 'ada',
    app: false,
    permissions: { issues: 'read', metadata: 'read' },
  })
  const first = await own.begin('v1')
  for (const place of all) {
    for (const slug of FUNCTIONS) place.supabase.deployByHand(slug, codeOf(slug, 'v1'))
    place.fly.launchByHand(first, 2, MACHINE)
    commits.set(place.fly.push(first), first)
  }
  const versionsOf = (name: Name): string[] =>
    registered(name).map(({ digest }) => own.versionOf(commits.get(digest) ?? 'unknown'))
  const usage = openUsage(databases.production, {
    release: () => registered('production')[0]?.config.metadata?.sluice_release ?? 'by hand',
    figures: () => figures.get(versionsOf('production')[0] ?? '') ?? {},
    grow: (to) => {
      fly.grow(to)
      return registered('production').map(({ id }) => id)
    },
  })
  return {
    system: own,
    figures,
    machines: (name) => {
      const versions = versionsOf(name)
      return [...new Set(versions)]
        .map((version) => `${version} ${versions.filter((one) => one === version).length}`)
        .sort()
        .join(', ')
    },
    functions: (name) => {
      const said = FUNCTIONS.map((slug) =>
        new RegExp(`Response\\('${slug} (v\\d+)'\\)`).exec(places[name].supabase.call(slug) ?? ''),
      )
      return [...new Set(said.map((match) => match?.[1] ?? 'none'))].join(', ')
    },
    users: async () => (await usage.letIn()).length,
    sockets: () => opened.length,
    close: async () => {
      const violations = all.flatMap((place) => [...place.fly.violations, ...place.supabase.violations])
      await usage.close()
      await Promise.all(all.flatMap((place) => [place.fly.close(), place.supabase.close()]))
      await Promise.all([pages.close(), sockets.close(), server.stop()])
      await own.close()
      if (violations.length > 0) throw new Error([...new Set(violations)].join('\n'))
    },
  }
}
