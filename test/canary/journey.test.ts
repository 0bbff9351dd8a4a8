import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addRun } from '../fakes/github/routes/runs.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN } from '../fakes/github/state.ts'
import { type LocalServer, serve } from '../kit/server.ts'
import { startTown, type Town } from '../platforms/local/town.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'
import { CANARIES, type Canary, dsnTo, findCanaries, hookAt } from './canaries.ts'
import { ENCODINGS } from './encodings.ts'
import { filesOf, type WatchedStep, watchStep } from './sinks.ts'

// Releases through the committed bundle, whose servers and programs answer with the secrets that they were given, whole
// and in pieces. Whatever a person or the next step can read is searched for all of them in all encodings.

const DAY = 86_400_000

const METRICS = `metrics:
  errors:
    source: prom
    of: web
    total: http_requests_total{job="web",release={release}}
    bad: http_requests_total{job="web",release={release},code=~"5.."}
    max: 1%
`

/** Nobody is there to judge a first release; the next one is judged by what Prometheus says. */
const config = (prometheus: string, judged: boolean): string => `
version: 1
service: shop
components:
  site:
    platform: command
    exposure: full
    current: [node, ops.mjs, current]
    deploy: [node, ops.mjs, deploy, '{revision}', '{rollout}']
    rollback: [node, ops.mjs, rollback, '{release}']
    secrets: [PANEL_PASSWORD, SERVICE_ACCOUNT, SESSION_JWT, SIGNING_KEY]
  web: { platform: local, host: state, directory: 'releases/{revision}', command: [node, server.mjs], health: /healthz }
database: { type: postgres, url: DATABASE_URL, migrations: migrations, restore-point: if-possible }
secrets:
  - { name: DATABASE_URL, format: url }
  - SMOKE_TOKEN
  - PANEL_PASSWORD
  - PROM_TOKEN
  - SERVICE_ACCOUNT
  - SESSION_JWT
  - { name: SIGNING_KEY, format: pem }
  - TEAM_HOOK
sources:
  prom: { type: prometheus, url: '${prometheus}', token: PROM_TOKEN, allow-private-network: true }
smoke:
  - name: who
    component: web
    path: /who
    headers: { authorization: 'Bearer {secret:SMOKE_TOKEN}', x-panel: '{secret:PROM_TOKEN}' }
    version: { json: /revision }
    interval: 1s
    deadline: 2s
${judged ? METRICS : ''}notify:
  team: { type: webhook, url: TEAM_HOOK, allow-private-network: true }
environments:
  production:
    steps: [{ weight: 10%, bake: 1d }, { weight: 100%, bake: 1d }]
    watch: 0s
`

/** Deploys a site by writing a file, and says everything it knows on the way. */
const OPS = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
const [verb, ...rest] = process.argv.slice(2)
const names = ['PANEL_PASSWORD', 'SERVICE_ACCOUNT', 'SESSION_JWT', 'SIGNING_KEY']
for (const value of names.map((name) => process.env[name] ?? '')) {
  console.error(value)
  console.error('::warning::' + value)
  console.error(JSON.stringify({ value }), encodeURIComponent(value), Buffer.from(value).toString('base64'))
}
if (existsSync('site-fails')) {
  console.log(process.env.PANEL_PASSWORD)
  process.exit(1)
}
const state = () => (existsSync('site.json') ? JSON.parse(readFileSync('site.json', 'utf8')) : { weights: [] })
if (verb === 'current') console.log(JSON.stringify(state()))
if (verb === 'deploy') {
  const [revision, rollout] = rest
  const release = { id: 'site-' + revision, revision, rollout }
  writeFileSync('site.json', JSON.stringify({ weights: [{ release, weight: 100 }] }))
  console.log(JSON.stringify(release))
}
if (verb === 'rollback') writeFileSync('site.json', JSON.stringify({ weights: [{ release: { id: rest[0], revision: rest[0].slice(5), rollout: null }, weight: 100 }] }))
`

/** Answers with its revision; when sick with 500 and all it was told. */
const SERVICE = `
import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
createServer((request, response) => {
  if (request.url === '/healthz') return response.end('ok')
  const told = JSON.stringify(request.headers)
  if (existsSync('../../sick')) return response.writeHead(500, { 'x-told': request.headers['x-panel'] ?? '' }).end('::error::' + told)
  response.end(JSON.stringify({ revision: process.env.SLUICE_REVISION, told }))
}).listen(Number(process.env.PORT), '127.0.0.1')
`

/** A database server that refuses everybody and quotes what it was given, as proxies of databases do. */
const refusingServer = (saying: string) =>
  createServer((socket) => {
    socket.on('error', () => {})
    let asked = false
    socket.on('data', () => {
      if (!asked) {
        asked = true
        socket.write('N')
      }
      const fields = [
        'SFATAL',
        'VFATAL',
        'C28P01',
        `Mpassword authentication failed for ${saying}`,
        `D${saying}`,
      ]
      const body = Buffer.concat([...fields.map((field) => Buffer.from(`${field}\0`)), Buffer.from('\0')])
      const head = Buffer.alloc(5)
      head.write('E')
      head.writeInt32BE(body.length + 4, 1)
      socket.end(Buffer.concat([head, body]))
    })
  })

describe('releases whose surroundings repeat every secret they are told', () => {
  let town: Town
  let github: GitHubStandIn
  let postgres: PostgresServer
  let prometheus: LocalServer
  let hooks: LocalServer
  let place: string
  let canaries: Canary[]
  let dsn: Canary
  let refuser: ReturnType<typeof refusingServer>
  let refused: string
  let told = 'refuse'
  let head = ''
  const notices: string[] = []
  const finds: string[] = []
  const taken: { action: string; step: WatchedStep }[] = []

  const step = async (
    action: string,
    inputs: Record<string, string> = {},
    env: Record<string, string> = {},
  ): Promise<WatchedStep> => {
    const secrets = Object.fromEntries(canaries.map(({ name, value }) => [name, value]))
    const done = await watchStep(place, action, {
      workspace: town.workspace,
      inputs: {
        environment: 'production',
        ...(action !== 'secret-check' && { 'github-token': FULL_TOKEN }),
        ...inputs,
      },
      env: {
        ...secrets,
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_RUN_ID: '1001',
        GITHUB_SHA: head,
        GITHUB_EVENT_NAME: 'push',
        GITHUB_ACTOR: 'ada',
        ...env,
      },
    })
    taken.push({ action, step: done })
    finds.push(
      ...findCanaries(done.sinks, canaries).map((find) => `${action} ${JSON.stringify(inputs)}: ${find}`),
    )
    return done
  }
  const passes = async (action: string, inputs: Record<string, string> = {}): Promise<WatchedStep> => {
    const done = await step(action, inputs)
    expect(done.code, done.sinks.stdout).toBe(0)
    return done
  }
  const fails = async (
    action: string,
    inputs: Record<string, string> = {},
    env: Record<string, string> = {},
  ): Promise<WatchedStep> => {
    const done = await step(action, inputs, env)
    expect(done.code, done.sinks.stdout).toBe(1)
    return done
  }
  const at = (name: string): string => join(town.workspace, name)

  beforeAll(async () => {
    town = await startTown()
    github = await startGitHub()
    postgres = await startPostgres()
    head = github.state.refs.get('refs/heads/main') ?? ''
    addRun(github.state, { id: 1001, actor: 'ada' })
    prometheus = await serve((response, { headers }) => {
      const heard = JSON.stringify(headers.authorization)
      if (told === 'refuse') response.writeHead(401).end(heard)
      else if (told === 'explain')
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end(JSON.stringify({ status: 'error', errorType: 'bad_data', error: `bad token ${heard}` }))
      else response.end(heard)
    })
    hooks = await serve((response, { path, body }) => {
      notices.push(String(body))
      response.writeHead(500).end(`no such hook: ${path}`)
    })
    const address = new URL(postgres.url)
    dsn = dsnTo(`${address.host}${address.pathname}`)
    canaries = [...CANARIES, dsn, hookAt('TEAM_HOOK', hooks.url), hookAt('HEARTBEAT', hooks.url)]
    refuser = refusingServer(dsn.parts.join(' '))
    await new Promise<void>((resolve) => refuser.listen(0, '127.0.0.1', resolve))
    refused = dsn.value.replace(address.host, `127.0.0.1:${(refuser.address() as { port: number }).port}`)
    place = join(town.workspace, '..', `${town.workspace.split('/').at(-1)}-steps`)
    mkdirSync(place)
    mkdirSync(at('.github'))
    mkdirSync(at('migrations'))
    writeFileSync(at('.github/sluice.yml'), config(prometheus.url, false))
    writeFileSync(at('migrations/1_items.sql'), 'create table items (id int);')
    writeFileSync(at('ops.mjs'), OPS)
    for (const revision of ['v1', 'v2']) town.buildAs(revision, SERVICE)
  })
  afterAll(async () => {
    rmSync(place, { recursive: true, force: true })
    refuser.close()
    await Promise.all([town.close(), github.close(), postgres.stop(), prometheus.close(), hooks.close()])
  })

  test('secrets are checked, present and missing', async () => {
    await passes('secret-check', { ask: 'false' })
    await fails('secret-check', { ask: 'false' }, { SESSION_JWT: '', SIGNING_KEY: 'changeme' })
  })

  test('a first release fails at every station before it passes', async () => {
    await fails('rollout', {
      operation: 'start',
      revision: 'v1',
      'github-token': 'ghs_not_a_token_of_anybody',
    })
    await passes('rollout', { operation: 'start', revision: 'v1' })
    await fails('migrate', { revision: 'v1' }, { DATABASE_URL: refused })
    await fails('migrate', { revision: 'v1' }, { DATABASE_URL: `${dsn.value}\n broken` })
    await fails(
      'migrate',
      { revision: 'v1' },
      { DATABASE_URL: dsn.value.replace('postgres://', 'postgres//') },
    )
    await passes('migrate', { revision: 'v1' })
    writeFileSync(at('site-fails'), '')
    await fails('deploy', { revision: 'v1' })
    rmSync(at('site-fails'))
    await fails('deploy', { revision: 'v1' }, { SIGNING_KEY: '' })
    await passes('deploy', { revision: 'v1' })
    await passes('smoke-test')
    await step('rollout', { operation: 'advance', 'heartbeat-url': canaries.at(-1)?.value ?? '' })
    github.advance(DAY + 1000)
    const promoted = await step('rollout', { operation: 'advance' })
    expect(promoted.outputs, promoted.sinks.stdout).toContain('promoted')
  })

  test('a second one is judged by a source that quotes its token, and is taken back', async () => {
    writeFileSync(at('.github/sluice.yml'), config(prometheus.url, true))
    await passes('rollout', { operation: 'start', revision: 'v2' })
    await passes('migrate', { revision: 'v2' })
    await passes('deploy', { revision: 'v2' })
    writeFileSync(at('sick'), '')
    await fails('smoke-test')
    rmSync(at('sick'))
    for (const way of ['refuse', 'explain', 'nonsense']) {
      told = way
      await step('rollout', { operation: 'advance', report: `report-${way}.html` })
    }
    await step('rollout', { operation: 'pause', reason: `seen, with ${canaries[2]?.value}` })
    await step('rollback', { reason: `customers complain about ${canaries[1]?.value} and ${dsn.value}` })
    await step('rollout', { operation: 'release-hold', reason: `token ${canaries[0]?.value}` })
    await step('rollout', { operation: 'status', report: 'report.html' })
  })

  test('every station was really reached, and the secrets were really used', async () => {
    expect(new Set(taken.map(({ action }) => action))).toEqual(
      new Set(['secret-check', 'rollout', 'migrate', 'deploy', 'smoke-test', 'rollback']),
    )
    expect(taken.length).toBeGreaterThan(20)
    expect(prometheus.seen.some(({ headers }) => headers.authorization?.includes('c4nary-prom'))).toBe(true)
    expect(notices.length).toBeGreaterThan(3)
    expect(existsSync(at('report.html'))).toBe(true)
    const log = taken.map(({ step }) => step.log).join('\n')
    expect(log).toContain('::add-mask::')
    expect(log).toContain('***')
    expect(taken.map(({ step }) => step.sinks['command lines']).join('')).toContain('ops.mjs')
  })

  test('and none of them is anywhere: 0 finds', () => {
    expect(Object.keys(ENCODINGS).length).toBeGreaterThanOrEqual(20)
    const rest = findCanaries(
      {
        'what GitHub was sent': JSON.stringify(
          github.log.map(({ path, query, body }) => [path, query, body]),
        ),
        'what GitHub keeps': JSON.stringify([...github.state.deployments.values()]),
        notices: notices.join('\n'),
        'the working copy': filesOf(join(town.workspace)),
      },
      canaries,
    )
    expect([...finds, ...rest].join('\n')).toBe('')
  })
})

describe('the search itself', () => {
  test.each(Object.keys(ENCODINGS))('finds a secret written as %s', (encoding) => {
    for (const canary of CANARIES)
      for (const part of canary.parts) {
        const text = `before ${ENCODINGS[encoding]?.(part)} after`
        expect(findCanaries({ log: text }, [canary]).length).toBeGreaterThan(0)
      }
  })
})
