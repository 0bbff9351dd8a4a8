import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import postgres from 'postgres'
import type { Files } from '../../fakes/github/history.ts'
import { organization } from '../../fakes/vendors/sentry.ts'
import { startVendor, type VendorScript } from '../../fakes/vendors/stand-in.ts'
import { logs } from '../../fakes/vendors/supabase.ts'
import { type SupabaseApi, startSupabaseApi, TOKEN } from '../../fakes/vendors/supabase-api.ts'
import { type PostgresServer, startPostgres } from '../../servers/postgres.ts'
import { openPrograms, type Programs } from './programs.ts'
import { openSystem, type System } from './system.ts'
import { openPages, openTraffic, type Page, type PageRequest, type Route } from './vendors.ts'

const EXAMPLE = fileURLToPath(new URL('../../../examples/bee', import.meta.url))
const CLI = fileURLToPath(new URL('../../oracles/node_modules/supabase/dist/supabase.js', import.meta.url))
const FUNCTION = 'match-status'
const ANON = 'sb_publishable_0123456789abcdef'

/** Where each environment lives, as the example says. */
const PLACES = {
  staging: { project: 'stagingbeestagingbee', site: 'staging.bee.example.com' },
  production: { project: 'abcdefghijklmnopqrst', site: 'bee.example.com' },
} as const

type Name = keyof typeof PLACES

/** Shares of requests or sessions that a version spoils. */
export interface Faults {
  errors: (version: string) => number
  slow: (version: string) => number
  crashes: (version: string) => number
}

const read = (path: string): string => readFileSync(join(EXAMPLE, path), 'utf8')

const folder = (path: string): Files =>
  Object.fromEntries(
    readdirSync(join(EXAMPLE, path), { recursive: true, encoding: 'utf8' })
      .map((name) => `${path}/${name}`)
      .filter((name) => statSync(join(EXAMPLE, name)).isFile())
      .map((name) => [name, read(name)]),
  )

/** The example's own files; each version of the functions names itself, and some bring migrations. */
const filesOf = (version: string, migrations: Readonly<Record<string, Files>>): Files => ({
  ...folder('ops'),
  ...folder('infra'),
  ...Object.fromEntries(
    Object.entries(folder('supabase')).map(([name, text]) => [
      name,
      name.endsWith('.ts') ? `// ${version}\n${text}` : text,
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(migrations)
      .filter(([since]) => since <= version)
      .flatMap(([, files]) => Object.entries(files)),
  ),
  // A second is enough to see whether the load stage works.
  '.github/sluice.staging.yml': read('.github/sluice.staging.yml').replace('duration: 60s', 'duration: 1s'),
})

/**
 * A database as Supabase hands it out: its roles read and write whatever is not protected, and `auth.uid()` is there. The
 * migrations of a working copy are applied by Supabase's own CLI, as the first step of the example's set-up says.
 */
const openDatabase = async (server: PostgresServer, desk: string): Promise<string> => {
  const url = await server.createDatabase()
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`
    do $$ begin
      create role anon; create role authenticated;
    exception when duplicate_object then null; end $$;
    grant usage on schema public to anon, authenticated;
    alter default privileges in schema public grant all on tables to anon, authenticated;
    create schema auth;
    create function auth.uid() returns uuid language sql stable as 'select null::uuid';
  `)
  await sql.end()
  await promisify(execFile)(process.execPath, [CLI, 'db', 'push', '--db-url', url, '--yes'], {
    cwd: desk,
    env: { PATH: process.env.PATH, HOME: desk, DO_NOT_TRACK: '1' },
  })
  return url
}

/** Logs of two kinds of bad requests, under the one address that they have. */
const openLogs = async (project: string, spoiled: Record<'errors' | 'slow', (release: string) => number>) => {
  const kinds = {
    errors: openTraffic({ perMinute: 600, spoiled: spoiled.errors }),
    slow: openTraffic({ perMinute: 600, spoiled: spoiled.slow }),
  }
  // Judged against the vendor's specification where the source is tested: answers of weeks are long.
  const unjudged = ({ origin, answer }: VendorScript): VendorScript => ({ origin, answer })
  const errors = await startVendor(unjudged(logs(kinds.errors.past, project, FUNCTION)))
  const slow = await startVendor(unjudged(logs(kinds.slow.past, project, FUNCTION)))
  return {
    notice: (now: number, shares: ReadonlyMap<string, number>): void => {
      for (const traffic of Object.values(kinds)) traffic.notice(now, shares)
    },
    of: (sql: string | null) => (sql?.includes('execution_time_ms >') ? slow.http : errors.http),
    violations: () => [...errors.violations, ...slow.violations],
    close: async () => {
      await Promise.all([errors.close(), slow.close()])
    },
  }
}

const versionIn = (code: string | null): string => /^\/\/ (v\d+)$/m.exec(code ?? '')?.[1] ?? 'none'

/** What stands for the vendors in one environment. */
const openPlace = async (name: Name, faults: Faults, programs: Programs, database: string) => {
  const { project, site } = PLACES[name]
  const supabase: SupabaseApi = await startSupabaseApi(project)
  supabase.secrets.push({ name: 'PUSH_SERVICE_KEY', value: 'never to be seen' })
  /** Versions by the number that Supabase counts. */
  const numbers = new Map<string, string>()
  const by = (fault: (version: string) => number) => (release: string) =>
    fault(numbers.get(release) ?? 'none')
  const invocations = await openLogs(project, {
    errors: by((version) => faults.errors(version)),
    slow: by((version) => faults.slow(version)),
  })
  const http = supabase.http()
  const sql = postgres(database, { max: 1, onnotice: () => {} })
  const bucket = join(programs.kept, 'buckets', `${project}.storage.supabase.co`, 'app')
  const live = (): { id: string; revision: string } | null => {
    const path = join(bucket, 'live', 'release.json')
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
  }
  const route: Route = ({ host, pathname, searchParams }) => {
    if (host !== 'api.supabase.com' || !pathname.startsWith(`/v1/projects/${project}/`)) return null
    return pathname.endsWith('/logs.all') ? invocations.of(searchParams.get('sql')) : http
  }
  /** A function is asked by POST, with the anon key and a JSON body. */
  const call = ({ method, headers, body }: PageRequest) => {
    const code = supabase.call(FUNCTION)
    if (code === null) return { status: 404 }
    if (headers.authorization !== `Bearer ${ANON}`) return { status: 401 }
    if (method !== 'POST' || headers['content-type'] !== 'application/json') return { status: 415 }
    const { match, live: wanted } = JSON.parse(body) as { match: number; live: boolean }
    return { status: 200, body: { match, status: wanted ? 'live' : 'mock' } }
  }
  const page = (asked: PageRequest) => {
    if (asked.host === site && asked.path === '/release.json')
      return live() === null ? { status: 404 } : { status: 200, body: live() }
    if (asked.host !== `${project}.supabase.co`) return null
    if (asked.path === '/auth/v1/settings') return { status: 200 }
    return asked.path === `/functions/v1/${FUNCTION}` ? call(asked) : { status: 404 }
  }
  return {
    supabase,
    sql,
    route,
    page,
    live,
    /** As somebody put it there before Sluice: an app with mock data, and a first function. */
    seed: (revision: string): void => {
      const release = { id: 'by-hand', revision, rollout: null }
      for (const path of ['live', 'releases/by-hand']) {
        mkdirSync(join(bucket, path), { recursive: true })
        writeFileSync(join(bucket, path, 'release.json'), JSON.stringify(release))
      }
      writeFileSync(join(bucket, 'releases.json'), JSON.stringify([release]))
      for (const slug of [FUNCTION, 'match-alerts']) supabase.deployByHand(slug, '// v1\n')
    },
    notice: (now: number): void => {
      const found = supabase.functions.get(FUNCTION)
      if (!found) return
      numbers.set(String(found.version), versionIn(found.code.toString()))
      invocations.notice(now, new Map([[String(found.version), 100]]))
    },
    violations: () => [...supabase.violations, ...invocations.violations()],
    close: async () => {
      await Promise.all([supabase.close(), invocations.close(), sql.end()])
    },
  }
}

/** The live scores with their two environments. */
export interface Bee {
  system: System
  /** Makes answers and sessions of a version fail. */
  faults: Faults
  /** What serves: `functions v1, app v1, schedules none`, and whom the flags let in. */
  standing(name: Name): Promise<string[]>
  /** Tables that the exposed schema has, each with row level security and the number of its policies. */
  tables(name: Name): Promise<string[]>
  indexes(name: Name): Promise<string[]>
  /** What the app's own question answers for a user. */
  isOn(name: Name, flag: string, user: string): Promise<boolean>
  places: Record<Name, Awaited<ReturnType<typeof openPlace>>>
  /** How often the functions were called so far. */
  called(): number
  close(): Promise<void>
}

/** Opens it at a moment when `v1` serves everywhere, with mock data, put there by hand. */
export const openBee = async (
  start: number,
  migrations: Readonly<Record<string, Files>> = {},
): Promise<Bee> => {
  const faults: Faults = { errors: () => 0, slow: () => 0, crashes: () => 0 }
  const server = await startPostgres()
  const programs = openPrograms()
  const desk = join(programs.kept, 'desk')
  for (const [name, text] of Object.entries(filesOf('v1', {}))) {
    mkdirSync(join(desk, name, '..'), { recursive: true })
    writeFileSync(join(desk, name), String(text))
  }
  const databases = {
    staging: await openDatabase(server, desk),
    production: await openDatabase(server, desk),
  }
  const places = {
    staging: await openPlace('staging', faults, programs, databases.staging),
    production: await openPlace('production', faults, programs, databases.production),
  }
  const all = Object.values(places)
  let system: System | null = null
  const sessions = openTraffic({
    perMinute: 600,
    spoiled: (release) => faults.crashes(versions.get(release) ?? 'none'),
  })
  /** Versions by the id of the app's release. */
  const versions = new Map<string, string>()
  const { origin, answer } = organization(sessions.past, () => system?.now() ?? start, 'bee-app')
  const sentry = await startVendor({ origin, answer })
  const page: Page = (asked) => {
    if (asked.host === 'api.supabase.com' || asked.host === 'sentry.io') return { status: 200 }
    return all.reduce<ReturnType<Page>>((found, place) => found ?? place.page(asked), null)
  }
  const pages = await openPages(page)
  const notice = (now: number): void => {
    for (const place of all) place.notice(now)
    const live = places.production.live()
    if (live) versions.set(live.id, system?.versionOf(live.revision) ?? 'none')
    sessions.notice(now, new Map(live ? [[live.id, 100]] : []))
  }
  const secretsOf = (name: Name) => ({
    SUPABASE_ACCESS_TOKEN: TOKEN,
    SUPABASE_ANON_KEY: ANON,
    SUPABASE_SERVICE_ROLE_KEY: 'sb_secret_0123456789abcdef',
    DATABASE_URL: databases[name],
    SLUICE_SECRET_1: '3f1c9ad27be845d6',
    SLUICE_SECRET_2: 'b1946ac92492d2347c6235b4d2611184',
    SENTRY_AUTH_TOKEN: 'sntrys_0123456789abcdef0123456789abcdef',
  })
  const own = await openSystem({
    example: 'bee',
    // A load keeps its pace by waits of less than a second, which would add up on the clock of the story.
    shortest: 1000,
    start,
    tools: programs.folder,
    checks: ['test', 'load', 'security'],
    reviewedBy: ['grace'],
    cron: '7 14 * * *',
    secrets: { staging: secretsOf('staging'), production: secretsOf('production') },
    reviewers: { 'production-approval': ['grace'] },
    files: (version) => filesOf(version, migrations),
    noticed: notice,
    routes: [
      ({ host, pathname }) => (host === 'sentry.io' && pathname.endsWith('/sessions/') ? sentry.http : null),
      ...all.map(({ route }) => route),
      () => pages.http,
    ],
  })
  system = own
  const first = own.begin('v1')
  for (const place of all) place.seed(first)
  notice(own.now())
  /** As a person at a desk asks Terraform what calls the functions. */
  const schedules = (name: Name): string => {
    const env = {
      PATH: [programs.folder, process.env.PATH ?? ''].join(delimiter),
      PG_CONN_STR: databases[name],
    }
    const terraform = (verb: string, ...args: string[]): string =>
      execFileSync('terraform', ['-chdir=infra', verb, ...args], { cwd: desk, env, encoding: 'utf8' })
    terraform('init')
    const { schedules: found } = JSON.parse(terraform('output', '-json'))
    return found === undefined || found.value.length === 0 ? 'none' : found.value.join()
  }
  return {
    system: own,
    faults,
    places,
    standing: async (name) => {
      const { supabase, live, sql } = places[name]
      const [{ there } = { there: null }] = await sql`select to_regclass('public.sluice_flags') as there`
      const flags =
        there === null
          ? []
          : await sql`select flag, weight::float8 as weight, cohort from sluice_flags where weight > 0 order by flag`
      return [
        `functions ${versionIn(supabase.call(FUNCTION))}`,
        `schedules ${schedules(name)}`,
        `app ${own.versionOf(live()?.revision ?? 'none')}`,
        ...flags.map(
          ({ flag, weight, cohort }) => `${flag} ${weight}${cohort === null ? '' : ` of ${cohort}`}`,
        ),
      ]
    },
    tables: async (name) => {
      const rows = await places[name].sql`
        select c.relname as table, c.relrowsecurity as secured, count(p.oid)::int as policies
        from pg_class c left join pg_policy p on p.polrelid = c.oid
        where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        group by c.oid, c.relname, c.relrowsecurity order by c.relname`
      return rows.map(
        ({ table, secured, policies }) => `${table} ${secured ? 'secured' : 'OPEN'} ${policies}`,
      )
    },
    indexes: async (name) => {
      const rows = await places[name].sql`select indexname from pg_indexes where schemaname = 'public'`
      return rows.map(({ indexname }) => String(indexname))
    },
    isOn: async (name, flag, user) => {
      const [row] = await places[name].sql`select public.sluice_flag_on(${flag}, ${user}) as answer`
      return row?.answer === true
    },
    called: () => pages.asked.filter(({ method }) => method === 'POST').length,
    close: async () => {
      const violations = [...all.flatMap((place) => place.violations()), ...sentry.violations]
      await Promise.all([...all.map((place) => place.close()), sentry.close(), pages.close()])
      await own.close()
      await server.stop()
      programs.close()
      if (violations.length > 0) throw new Error([...new Set(violations)].join('\n'))
    },
  }
}
