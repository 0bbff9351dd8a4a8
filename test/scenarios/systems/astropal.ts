import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createHttp, type Http } from '../../../src/kit/http.ts'
import type { Files } from '../../fakes/github/history.ts'
import { analytics, telemetry } from '../../fakes/vendors/cloudflare.ts'
import { sqliteStore } from '../../fakes/vendors/cloudflare-api/d1-stores.ts'
import {
  type CloudflareApi,
  kvInMemory,
  r2InMemory,
  startCloudflareApi,
  TOKEN,
} from '../../fakes/vendors/cloudflare-api/server.ts'
import { startVendor, type VendorScript } from '../../fakes/vendors/stand-in.ts'
import { selfSigned } from '../../servers/certificate.ts'
import { startNameServer } from '../../servers/name-server.ts'
import { openSystem, type System } from './system.ts'
import { type Behaviour, openPages, openTraffic, type Page, type PageRequest, type Route } from './vendors.ts'

const EXAMPLE = new URL('../../../examples/astropal/', import.meta.url)
const DAY = 86_400_000
const CRONS = ['0 6 * * *', '*/30 * * * *']

/** Where each environment lives, as the example says, and how many people get its mail. */
const PLACES = {
  staging: {
    account: '0123456789abcdef0123456789abcdef',
    database: '11111111-0000-4000-8000-000000000000',
    namespace: '1'.repeat(32),
    suffix: '-staging',
    api: 'api.staging.astropal.example',
    mailer: 'mailer-staging.astropal.example',
    users: 1,
  },
  beta: {
    account: '0123456789abcdef0123456789abcdef',
    database: '22222222-0000-4000-8000-000000000000',
    namespace: '2'.repeat(32),
    suffix: '-beta',
    api: 'api.beta.astropal.example',
    mailer: 'mailer-beta.astropal.example',
    users: 4,
  },
  production: {
    account: 'fedcba9876543210fedcba9876543210',
    database: '33333333-0000-4000-8000-000000000000',
    namespace: '3'.repeat(32),
    suffix: '',
    api: 'api.astropal.example',
    mailer: 'mailer.astropal.example',
    users: 200,
  },
} as const

type Name = keyof typeof PLACES

const NAMES = Object.keys(PLACES) as Name[]

/** One for each user of the beta. */
const PEOPLE = [
  ['calm', 'en'],
  ['curious', 'de'],
  ['sceptical', 'es'],
  ['playful', 'fr'],
] as const

const MIGRATIONS = readdirSync(new URL('migrations', EXAMPLE)).map((name) => {
  const path = `migrations/${name}`
  return [path, readFileSync(new URL(path, EXAMPLE), 'utf8')] as const
})
const [USERS = ['', '']] = MIGRATIONS

const worker = (what: string, version: string): string =>
  `export default { fetch: (_request, env) => Response.json({ revision: env.VERSION.tag, ${what}: '${version}' }) }`

const filesOf = (version: string): Files => ({
  ...Object.fromEntries(version === 'v1' ? [USERS] : MIGRATIONS),
  'workers/api/index.js': worker('api', version),
  'workers/mailer/index.js': worker('mailer', version),
  'templates/daily.mjml': `<mjml><mj-body>${version}</mj-body></mjml>`,
  ...Object.fromEntries(PEOPLE.map(([, locale]) => [`locales/${locale}.json`, JSON.stringify({ version })])),
})

/** What a version of the mailer makes of a day; what is not said is as it should be. */
export interface Day {
  /** How many perspectives got no text. */
  failed?: number
  /** How many mails did not arrive. */
  lost?: number
}

/** Requests for Cloudflare's own address, sent to a stand-in of one account. */
const clientOf = ({ url }: CloudflareApi): Http => {
  const http = createHttp({ provider: 'cloudflare', random: () => 0, sleep: async () => {} })
  return {
    close: () => http.close(),
    request: (request) => {
      const { pathname, search } = new URL(String(request.url))
      return http.request({ ...request, url: `${new URL(url).origin}${pathname}${search}` })
    },
  }
}

/** One environment of an account, with `v1` put there by wrangler, and a table that wrangler made. */
const openPlace = async (name: Name, cloudflare: CloudflareApi, behaviour: Behaviour) => {
  const { suffix, namespace, database, users } = PLACES[name]
  const scripts = { api: `astropal-api${suffix}`, mailer: `astropal-mailer${suffix}` }
  const { workers } = cloudflare
  for (const script of Object.values(scripts)) workers.create(script)
  for (const secret of ['OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'RESEND_API_KEY'])
    workers.setSecret(scripts.mailer, secret)
  workers.setSecret(scripts.api, 'STRIPE_SECRET_KEY')
  workers.get(scripts.mailer).schedules = [...CRONS]
  const [locales, templates, store] = [kvInMemory(), r2InMemory(), sqliteStore()]
  cloudflare.namespaces.set(namespace, locales)
  cloudflare.buckets.set(`astropal-templates${suffix}`, templates)
  cloudflare.databases.set(database, store)
  const [file = ''] = [USERS[0].split('/').at(-1)]
  await store.run(USERS[1], [])
  await store.run(
    'create table d1_migrations (id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)',
    [],
  )
  await store.run(`insert into d1_migrations (name) values ('${file}')`, [])
  for (let id = 1; id <= users; id += 1) {
    const [perspective, locale] = PEOPLE[(id - 1) % PEOPLE.length] ?? PEOPLE[0]
    await store.run(
      `insert into users values (${id}, 'user-${id}@example.com', '${perspective}', '${locale}', 1)`,
      [],
    )
  }
  const visits = openTraffic(behaviour)
  const unjudged = ({ origin, answer }: VendorScript): VendorScript => ({ origin, answer })
  const source = name === 'production' ? telemetry : analytics
  const statistics = await startVendor(unjudged(source(visits.past, scripts.api)))
  return { name, scripts, workers, locales, templates, store, visits, statistics }
}

type Place = Awaited<ReturnType<typeof openPlace>>

const tagOf = ({ workers, scripts }: Place, which: 'api' | 'mailer', id: string | undefined): string =>
  workers.get(scripts[which]).versions.find((version) => version.id === id)?.annotations['workers/tag'] ?? ''

const shareOf = ({ workers, scripts }: Place, which: 'api' | 'mailer') =>
  workers.get(scripts[which]).deployments[0]?.versions ?? []

/** The daily mail of 06:00 UTC, as the mailer writes it down: only while its cron triggers are there. */
const openMornings = (place: Place, dayOf: (version: string) => Day) => {
  const { store, workers, scripts } = place
  let last = Number.POSITIVE_INFINITY
  let runs = { release: '', version: '', clock: false }
  const send = async (at: number): Promise<void> => {
    const { failed = 0, lost = 0 } = dayOf(runs.version)
    const { users } = PLACES[place.name]
    for (const [index, [perspective]] of PEOPLE.entries())
      await store.run(
        `insert into content (release, perspective, made_at, failed, dollars, tokens)
         values ('${runs.release}', '${perspective}', ${at}, ${index < failed ? 1 : 0}, 1.2, 2400)`,
        [],
      )
    for (let user = 1; user <= users; user += 1)
      await store.run(
        `insert into mails (user_id, release, sent_at, delivered_at, opened_at)
         values (${user}, '${runs.release}', ${at}, ${user <= lost ? 'null' : at + 60_000},
           ${user % 2 === 0 ? at + 7_200_000 : 'null'})`,
        [],
      )
  }
  return async (now: number): Promise<void> => {
    const there = store.all("select name from sqlite_master where name = 'mails'").length > 0
    for (let at = (Math.floor((last - 6 * 3_600_000) / DAY) + 1) * DAY + 6 * 3_600_000; at <= now; at += DAY)
      if (there && runs.clock) await send(at)
    last = now
    const sole = shareOf(place, 'mailer').find(({ percentage }) => percentage === 100)?.version_id ?? ''
    const clock = workers.get(scripts.mailer).schedules.length > 0
    runs = { release: sole, version: tagOf(place, 'mailer', sole), clock }
  }
}

/** A server with a certificate for the hosts, which has nothing else to say. */
const startSecure = async (hosts: readonly string[]) => {
  const tls = selfSigned(hosts)
  const server = createServer({ cert: tls.certificate, key: tls.key }, (_request, response) => response.end())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    ca: tls.certificate,
    dial: () => ({ host: '127.0.0.1', port }),
    close: async () => {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The daily mail with its three environments. */
export interface Astropal {
  system: System
  /** What a version of the mailer makes of a day. */
  days: Map<string, Day>
  /** Who serves, the keys that are in use, and whether the clock runs. */
  serves(
    name: Name,
  ): Promise<{ api: string; mailer: string; locales: string; templates: string; clock: boolean }>
  /** Tables of the database, ours and SQLite's left out. */
  tables(name: Name): string[]
  /** How many mails were sent by a version. */
  mails(name: Name, version: string): number
  close(): Promise<void>
}

/** Opens it at a moment when `v1` serves everywhere. */
export const openAstropal = async (start: number): Promise<Astropal> => {
  const behaviour: Behaviour = { perMinute: 6, spoiled: () => 0 }
  const days = new Map<string, Day>()
  const accounts = new Map<string, CloudflareApi>()
  for (const { account } of Object.values(PLACES))
    if (!accounts.has(account)) accounts.set(account, await startCloudflareApi(account))
  const placeOf = async (name: Name): Promise<Place> => {
    const cloudflare = accounts.get(PLACES[name].account)
    if (!cloudflare) throw new RangeError('no such account')
    return openPlace(name, cloudflare, behaviour)
  }
  const places = {
    staging: await placeOf('staging'),
    beta: await placeOf('beta'),
    production: await placeOf('production'),
  }
  const all = Object.values(places)
  const clients = new Map([...accounts].map(([id, api]) => [id, clientOf(api)]))

  const health = async (place: Place, { headers }: PageRequest) => {
    const header = headers['cloudflare-workers-version-overrides']
    const [, script, wanted] = /^([\w-]+)="([0-9a-f-]{36})"$/.exec(String(header)) ?? []
    const which = script === place.scripts.mailer ? 'mailer' : 'api'
    const shares = shareOf(place, which)
    const named = shares.find(({ version_id: id }) => id === wanted) ?? shares[0]
    const revision = tagOf(place, which, named?.version_id)
    if (revision === '') return { status: 200, body: { database: 'ok', kv: 'ok', r2: 'ok' } }
    const locale = await place.locales.get('releases/current')
    const text = locale && (await place.locales.get(`releases/${locale.value}/en.json`))
    const pointer = await place.templates.get('releases/current')
    const template = pointer && (await place.templates.get(`releases/${pointer.body}/daily.mjml`))
    const known = place.store.all('select count(*) as users from users')
    const ok = (fine: unknown): string => (fine ? 'ok' : 'missing')
    return { status: 200, body: { revision, kv: ok(text), r2: ok(template), database: ok(known[0]) } }
  }
  const page: Page = async (asked) => {
    const place = all.find(
      ({ name }) => asked.host === PLACES[name].api || asked.host === PLACES[name].mailer,
    )
    if (place && asked.path === '/healthz') return health(place, asked)
    if (place && asked.path === '/launch') {
      const missing = place.store.all('select count(*) as n from users where registered_at is null')
      return { status: 200, body: { unregistered: missing[0]?.n, idle: 0 } }
    }
    if (place && asked.path === '/mailing') {
      const [{ undelivered, unopened } = {}] = place.store.all(
        `select avg(delivered_at is null) as undelivered, avg(opened_at is null) as unopened from mails
         where sent_at = (select max(sent_at) from mails)`,
      )
      return { status: 200, body: { undelivered: undelivered ?? 0, unopened: unopened ?? 0 } }
    }
    if (asked.host === 'api.resend.com')
      return { status: 200, body: { data: [{ name: 'mail.astropal.example', status: 'verified' }] } }
    if (asked.path.endsWith('/user/tokens/verify'))
      return { status: 200, body: { success: true, result: { status: 'active', expires_on: null } } }
    if (asked.path.includes('/models')) return { status: 200, body: { data: [{ id: 'a-model' }] } }
    return place ? null : { status: 200, body: { success: true, result: [] } }
  }
  const pages = await openPages(page)
  const secure = await startSecure(Object.values(PLACES).map(({ api }) => api))
  const mail = { host: 'send.mail.astropal.example', record: 'MX' } as const
  const names = await startNameServer([{ ...mail, value: '10 feedback-smtp.us-east-1.amazonses.com' }])
  const { beta, production } = places
  const lists = /\/(workers\/scripts|d1\/database|storage\/kv\/namespaces|r2\/buckets)$/
  const cloudflare: Route = ({ host, pathname }) => {
    if (host !== 'api.cloudflare.com' || lists.test(pathname)) return null
    if (pathname.endsWith('/graphql')) return beta.statistics.http
    if (pathname.endsWith('/telemetry/query')) return production.statistics.http
    const [, account = ''] = /\/accounts\/([0-9a-f]{32})\//.exec(pathname) ?? []
    return clients.get(account) ?? null
  }
  const secretsOf = (name: Name) => ({
    CLOUDFLARE_API_TOKEN: TOKEN,
    CLOUDFLARE_ACCOUNT_ID: PLACES[name].account,
    OPENAI_API_KEY: 'sk-proj-0123456789abcdef',
    ANTHROPIC_API_KEY: 'sk-ant-api03-0123456789abcdef',
    RESEND_API_KEY: 're_0123456789abcdef',
    STRIPE_SECRET_KEY: name === 'staging' ? 'sk_test_0123456789abcdef' : 'sk_live_0123456789abcdef',
    APP_SECRET_1: 'news-0123456789abcdef',
  })
  const checks = ['test', 'coverage', 'integration', 'load', 'security']
  const own: System = await openSystem({
    example: 'astropal',
    start,
    checks,
    cron: '11 10 * * *',
    secrets: Object.fromEntries(NAMES.map((name) => [name, secretsOf(name)])),
    reviewers: { 'beta-approval': ['grace'], 'production-approval': ['grace'] },
    files: filesOf,
    surroundings: { ca: secure.ca, dial: secure.dial, nameServers: [names.address] },
    arrived: (commit, version) => {
      const { pulls } = own.github.state
      const number = pulls.size + 1
      pulls.set(number, {
        number,
        title: version,
        by: 'ada',
        commit,
        mergedAt: own.now(),
        approvedBy: ['grace'],
      })
    },
    noticed: async (now) => {
      for (const [index, place] of all.entries()) {
        await mornings[index]?.(now)
        place.visits.notice(
          now,
          new Map(shareOf(place, 'api').map(({ version_id: id, percentage }) => [id, percentage])),
        )
      }
    },
    routes: [cloudflare, () => pages.http],
  })
  own.begin('v1')
  const named = (commit: string): string => (commit === '' ? 'v1' : own.versionOf(commit))
  const mornings = all.map((place) => openMornings(place, (commit) => days.get(named(commit)) ?? {}))
  const inKeys = (pointer: string | undefined, index: string | undefined): string => {
    const listed = JSON.parse(index ?? '{"releases":[]}') as { releases: { id: string; revision: string }[] }
    const found = listed.releases.find(({ id }) => id === pointer)
    return found ? named(found.revision) : (pointer ?? 'none')
  }
  return {
    system: own,
    days,
    serves: async (name) => {
      const place = places[name]
      const shares = shareOf(place, 'api')
        .filter(({ percentage }) => percentage > 0)
        .map(({ version_id: id, percentage }) => `${named(tagOf(place, 'api', id))} ${percentage}`)
      const sole = shareOf(place, 'mailer').find(({ percentage }) => percentage === 100)
      const [locale, locales] = await Promise.all(
        ['current', 'releases.json'].map((key) => place.locales.get(`releases/${key}`)),
      )
      const [template, templates] = await Promise.all(
        ['current', 'releases.json'].map((key) => place.templates.get(`releases/${key}`)),
      )
      return {
        api: shares.sort().join(', '),
        mailer: sole ? named(tagOf(place, 'mailer', sole.version_id)) : 'divided',
        locales: inKeys(locale?.value, locales?.value),
        templates: inKeys(template?.body.toString(), templates?.body.toString()),
        clock: place.workers.get(place.scripts.mailer).schedules.length > 0,
      }
    },
    tables: (name) =>
      places[name].store
        .all("select name from sqlite_master where type = 'table' order by 1")
        .map(({ name: table }) => String(table))
        .filter((table) => !/^(sqlite|d1|sluice)_/.test(table)),
    mails: (name, version) => {
      const place = places[name]
      const sent = place.store.all('select release from mails').map(({ release }) => String(release))
      return sent.filter((id) => named(tagOf(place, 'mailer', id)) === version).length
    },
    close: async () => {
      const violations = [...accounts.values(), ...all.map(({ statistics }) => statistics)].flatMap(
        (one) => one.violations,
      )
      names.close()
      await Promise.all([...accounts.values()].map((one) => one.close()))
      await Promise.all(all.map(({ statistics }) => statistics.close()))
      await Promise.all([...clients.values()].map((one) => one.close()))
      await Promise.all([pages.close(), secure.close()])
      await own.close()
      if (violations.length > 0) throw new Error([...new Set(violations)].join('\n'))
    },
  }
}
