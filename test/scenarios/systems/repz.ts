import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import type { Files } from '../../fakes/github/history.ts'
import { startVendor, type VendorScript } from '../../fakes/vendors/stand-in.ts'
import { logs } from '../../fakes/vendors/supabase.ts'
import { type SupabaseApi, startSupabaseApi, TOKEN } from '../../fakes/vendors/supabase-api.ts'
import { observability } from '../../fakes/vendors/vercel.ts'
import { type FakeVercel, startVercel } from '../../fakes/vendors/vercel-api.ts'
import { startPostgres } from '../../servers/postgres.ts'
import { openSystem, type System } from './system.ts'
import { type Behaviour, openPages, openTraffic, type Page, type Route } from './vendors.ts'

const TEAM = 'team_0123456789abcdef'
const FUNCTION = 'adaptive-plan'
/** The migration of the page about this store, applied before any of the story. */
const [, FLAGS = ''] =
  /```sql\n([\s\S]*?)```/.exec(
    readFileSync(fileURLToPath(new URL('../../../docs/flags/sql-table.md', import.meta.url)), 'utf8'),
  ) ?? []

/** Where each environment lives, as the example says. */
const PLACES = {
  staging: { web: 'prj_staging0123456789', core: 'stagingrepzstagingre' },
  beta: { web: 'prj_beta0123456789', core: 'betarepzbetarepzbeta' },
  production: { web: 'prj_0123456789', core: 'abcdefghijklmnopqrst' },
} as const

type Name = keyof typeof PLACES

const NAMES = Object.keys(PLACES) as Name[]

const filesOf = (version: string): Files => ({
  [`supabase/functions/${FUNCTION}/index.ts`]: `Deno.serve(() => new Response('${version}'))`,
  'supabase/functions/workouts/index.ts': `Deno.serve(() => new Response('workouts ${version}'))`,
  'supabase/migrations/20260301000000_athletes.sql':
    'create table athletes (id bigint primary key, name text not null);',
  ...(version === 'v1'
    ? {}
    : { 'supabase/migrations/20260302000000_plans.sql': 'alter table athletes add column plan text;' }),
  'package.json': JSON.stringify({ name: 'repz', scripts: { 'test:e2e': 'node e2e.mjs' } }),
  'e2e.mjs': "if (process.env.SLUICE_URL === undefined) throw new Error('aimed at nothing')",
})

/** What stands for the vendors in one environment. */
const openPlace = async (name: Name, behaviour: Behaviour) => {
  const { web, core } = PLACES[name]
  const vercel: FakeVercel = await startVercel({ project: web, team: TEAM })
  const supabase: SupabaseApi = await startSupabaseApi(core)
  supabase.secrets.push({ name: 'STRIPE_SECRET_KEY', value: 'never to be seen' })
  const [visits, invocations] = [openTraffic(behaviour), openTraffic(behaviour)]
  // Judged against the vendors' specifications where each source is tested: answers of weeks are long.
  const unjudged = ({ origin, answer }: VendorScript): VendorScript => ({ origin, answer })
  const statistics = await startVendor(unjudged(observability(visits.past)))
  const log = await startVendor(unjudged(logs(invocations.past, core, FUNCTION)))
  const vercelHttp = vercel.http()
  const supabaseHttp = supabase.http()
  const route: Route = ({ host, pathname, searchParams }) => {
    if (host === 'api.supabase.com' && pathname.startsWith(`/v1/projects/${core}`))
      return pathname.endsWith('/logs.all')
        ? log.http
        : pathname === `/v1/projects/${core}`
          ? null
          : supabaseHttp
    if (host !== 'api.vercel.com') return null
    const ofProject = pathname.includes(web) || searchParams.get('projectId') === web
    return ofProject || vercel.hostOf(`https://${pathname}`) !== null ? vercelHttp : null
  }
  return {
    vercel,
    supabase,
    statistics,
    route,
    vercelHttp,
    notice: (now: number): void => {
      const { production, canary, share } = vercel.standing()
      const shares = new Map<string, number>()
      if (production !== null) shares.set(production, 100 - share)
      if (canary !== null) shares.set(canary, share)
      visits.notice(now, shares)
      const version = supabase.functions.get(FUNCTION)?.version
      invocations.notice(now, new Map(version === undefined ? [] : [[String(version), 100]]))
    },
    violations: () => [
      ...vercel.violations,
      ...supabase.violations,
      ...statistics.violations,
      ...log.violations,
    ],
    close: async () => {
      await Promise.all([vercel.close(), supabase.close(), statistics.close(), log.close()])
    },
  }
}

/** The coaching service with its three environments. */
export interface Repz {
  system: System
  places: Record<Name, Awaited<ReturnType<typeof openPlace>>>
  /** Makes answers of a deployment fail, by version. */
  behaviour: Behaviour
  /** Who serves the web, in percent: `v1 80, v2 20`. */
  web(name: Name): string
  /** Which version the functions have. */
  functions(name: Name): string
  /** Whom the flags of production let in: `core 20 in US, CA`. */
  flags(): Promise<string[]>
  close(): Promise<void>
}

/** Opens it at a moment when `v1` serves everywhere, put there by the vendors' own tools. */
export const openRepz = async (start: number): Promise<Repz> => {
  const behaviour: Behaviour = { perMinute: 60, spoiled: () => 0 }
  const server = await startPostgres()
  const places = {
    staging: await openPlace('staging', behaviour),
    beta: await openPlace('beta', behaviour),
    production: await openPlace('production', behaviour),
  }
  const all = Object.values(places)
  const databases = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await server.createDatabase()] as const)),
  ) as Record<Name, string>
  const sql = postgres(databases.production, { max: 1, onnotice: () => {} })
  await sql.unsafe(FLAGS)
  /** A deployment is known to one project; whoever asks by its id alone is sent there. */
  const holderOf = (id: string) =>
    all.find(({ vercel }) => vercel.deployments().some((one) => one.id === id)) ?? places.production
  const page: Page = ({ host, path }) => {
    const [, core] = /^([a-z]{20})\.supabase\.co$/.exec(host) ?? []
    const place = all[Object.values(PLACES).findIndex((one) => one.core === core)]
    if (place && path === '/auth/v1/settings') return { status: 200 }
    if (place && path === `/functions/v1/${FUNCTION}`)
      return { status: place.supabase.call(FUNCTION) === null ? 404 : 200 }
    if (host === 'api.stripe.com' || host === 'api.supabase.com') return { status: 200 }
    if (host === 'api.vercel.com') return { status: 200, body: { token: { expiresAt: null } } }
    const found = all.flatMap(({ vercel }) => {
      const id = vercel.hostOf(`https://${host}`)
      return vercel.deployments().filter((one) => one.id === id)
    })[0]
    if (!found || path !== '/api/health') return null
    return { status: 200, body: { database: 'ok', revision: found.sha } }
  }
  const pages = await openPages(page)
  const byId: Route = ({ host, pathname }) => {
    const [, id] = /^\/v13\/deployments\/(dpl_\w+)$/.exec(pathname) ?? []
    return host === 'api.vercel.com' && id !== undefined ? holderOf(id).vercelHttp : null
  }
  const queries: Route = ({ host, pathname }) =>
    host === 'api.vercel.com' && pathname === '/v2/observability/query' ? allStatistics : null
  // One address for all projects: the body names the deployments, and those of one place are known there alone.
  const allStatistics = {
    close: async () => {},
    request: (request: Parameters<typeof pages.http.request>[0]) => {
      const [, id = ''] = /(dpl_\w+)/.exec(JSON.stringify(request.json)) ?? []
      return holderOf(id).statistics.http.request(request)
    },
  }
  const secretsOf = (name: Name) => ({
    VERCEL_TOKEN: places[name].vercel.token,
    SUPABASE_ACCESS_TOKEN: TOKEN,
    SUPABASE_ANON_KEY: 'sb_publishable_0123456789abcdef',
    DATABASE_URL: databases[name],
    STRIPE_SECRET_KEY: name === 'staging' ? 'sk_test_0123456789abcdef' : 'sk_live_0123456789abcdef',
  })
  const system = await openSystem({
    example: 'repz',
    start,
    private: true,
    people: ['lovelace', 'hopper', 'hamilton'],
    checks: ['test', 'e2e'],
    cron: '7 0,14,20 * * *',
    secrets: Object.fromEntries(NAMES.map((name) => [name, secretsOf(name)])),
    files: filesOf,
    arrived: (commit) => {
      for (const { vercel } of all) vercel.push(commit)
    },
    noticed: (now) => {
      for (const place of all) place.notice(now)
    },
    routes: [byId, queries, ...all.map(({ route }) => route), () => pages.http],
  })
  const first = await system.begin('v1')
  for (const { vercel, supabase, notice } of all) {
    vercel.byHand({ promote: vercel.push(first).id })
    supabase.deployByHand(FUNCTION, "Deno.serve(() => new Response('v1'))")
    supabase.deployByHand('workouts', "Deno.serve(() => new Response('workouts v1'))")
    notice(system.now())
  }
  const versionOf = (commit: string | null | undefined): string => system.versionOf(commit ?? 'nobody')
  return {
    system,
    places,
    behaviour,
    web: (name) => {
      const { vercel } = places[name]
      const { production, canary, share } = vercel.standing()
      const named = (id: string | null) => versionOf(vercel.deployments().find((one) => one.id === id)?.sha)
      if (canary === null) return `${named(production)} 100`
      return `${named(production)} ${100 - share}, ${named(canary)} ${share}`
    },
    functions: (name) =>
      /Response\('(v\d+)'\)/.exec(places[name].supabase.call(FUNCTION) ?? '')?.[1] ?? 'none',
    flags: async () => {
      const rows =
        await sql`select flag, weight::float8 as weight, regions from sluice_flags where weight > 0 order by flag`
      return rows.map(
        ({ flag, weight, regions }) =>
          `${flag} ${weight}${regions === null ? '' : ` in ${regions.join(', ')}`}`,
      )
    },
    close: async () => {
      await sql.end()
      const violations = all.flatMap((place) => place.violations())
      await Promise.all([...all.map((place) => place.close()), pages.close(), server.stop()])
      await system.close()
      if (violations.length > 0) throw new Error([...new Set(violations)].join('\n'))
    },
  }
}
