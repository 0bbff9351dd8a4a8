import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { resolvePlan } from '../../src/config/resolve.ts'
import { registries } from './registries.ts'

const DAY = 86_400_000

const plan = async (text: string, environment: string) =>
  resolvePlan((await loadConfig(text, registries)).config, environment)

const web = 'components: { web: { platform: local, command: [node, server.js] } }'

describe('the plans of the five systems can be written', () => {
  test('signals: invited users for two weeks, then all, with functions that cannot be split', async () => {
    const { judgement, plan: way } = await plan(
      `version: 1
service: signals
components:
  functions: { platform: functions, project: p, exposure: full }
  machine: { platform: local, command: [node, server.js] }
secrets: [FLY_API_TOKEN, SUPABASE_SERVICE_ROLE_KEY, GEMINI_API_KEY, DATABASE_URL]
database: { type: postgres, url: DATABASE_URL }
sources:
  prom: { type: prometheus, url: "https://prometheus.example.com" }
metrics:
  stability: { of: machine, source: prom, total: connections, min: 95% }
  detection: { of: machine, source: prom, total: signals, slower-than: 5s, max: 5% }
  cost: { of: machine, source: prom, total: users, max: 15, per: user }
  critical-bugs: { of: machine, source: prom, total: bugs, max: 0 }
environments:
  beta:
    steps:
      - { weight: 10%, bake: 14d, approval: true }
      - { weight: 100%, bake: 7d, approval: true }
`,
      'beta',
    )
    expect(judgement.slice).toBe(15 * 60_000)
    expect(judgement.tests.map(({ name, max }) => [name, max])).toEqual([
      ['stability', 0.05],
      ['detection', 0.05],
      ['cost', 15],
      ['critical-bugs', 0],
    ])
    expect(way.steps.map(({ approval }) => approval)).toEqual([true, true])
  })

  test('astropal: seven days in a row, with limits on mail, errors and latency', async () => {
    const { judgement } = await plan(
      `version: 1
service: astropal
${web}
sources:
  prom: { type: prometheus, url: "https://prometheus.example.com" }
metrics:
  delivery: { source: prom, total: mails, min: 95% }
  opens: { source: prom, total: mails, min: 20% }
  api-errors: { source: prom, total: requests, max: 5% }
  api-latency: { source: prom, total: requests, slower-than: 500ms, max: 5% }
environments:
  beta:
    steps: [{ weight: 100%, bake: 7d }]
`,
      'beta',
    )
    expect(judgement.tests.map(({ max }) => max)).toEqual([0.05, 0.8, 0.05, 0.05])
    expect(judgement.planLength).toBeGreaterThanOrEqual(7 * DAY)
  })

  test('fly-fleet: some apps first, then more, then all', async () => {
    const { plan: way } = await plan(
      `version: 1
service: fly-fleet
${web}
environments:
  production:
    steps:
      - { weight: 2.5%, bake: 1h }
      - { weight: 25%, bake: 6h }
      - { weight: 100%, bake: 1d }
`,
      'production',
    )
    expect(way.steps.map(({ weight }) => weight)).toEqual([2.5, 25, 100])
  })

  test('bee: a function checked by a POST with the anon key and a JSON body', async () => {
    const { config } = await loadConfig(
      `version: 1
service: bee
components:
  functions: { platform: functions, project: p, exposure: full }
secrets:
  - { name: SUPABASE_ANON_KEY, format: jwt, from: the project's page API }
  - { name: DATABASE_URL, format: url }
database: { type: postgres, url: DATABASE_URL, restore-point: required }
smoke:
  - name: match-status
    method: POST
    path: /functions/v1/match-status
    headers: { Authorization: "Bearer {secret:SUPABASE_ANON_KEY}", content-type: application/json }
    body: { match: 1, live: true }
    expect: { status: 200, json: { /status: live } }
    within: 2s
environments:
  production:
    steps: [{ weight: 100%, bake: 1d }]
`,
      registries,
    )
    expect(config.database?.restorePoint).toBe('required')
    expect(config.smoke).toMatchObject([
      {
        component: 'functions',
        headers: [
          { name: 'authorization', value: ['Bearer ', { secret: 'SUPABASE_ANON_KEY' }] },
          { name: 'content-type' },
        ],
        body: { json: { match: 1, live: true } },
        expect: { json: [{ pointer: '/status', value: 'live' }] },
        within: 2_000,
      },
    ])
  })

  test('repz: Monday to Friday by the clock, the last at nine in New York', async () => {
    const text = `version: 1
service: repz
${web}
environments:
  beta:
    steps:
      - { weight: 10%, bake: 2d }
      - { weight: 25%, bake: 2d }
      - { weight: 50%, bake: 2d }
      - { weight: 100%, bake: 1d }
  production:
    steps:
      - { weight: 20%, bake: 20h, at: Mon 00:00 UTC }
      - { weight: 40%, bake: 20h, at: Tue 00:00 UTC }
      - { weight: 60%, bake: 20h, at: Wed 00:00 UTC }
      - { weight: 80%, bake: 20h, at: Thu 00:00 UTC }
      - { weight: 100%, bake: 2h, at: Fri 09:00 America/New_York, approval: true }
`
    const production = await plan(text, 'production')
    expect(production.plan.steps.map(({ at }) => at)).toContain('Fri 09:00 America/New_York')
    expect(production.judgement.planLength).toBeLessThan(6 * DAY)
    expect((await plan(text, 'beta')).plan.steps.map(({ weight }) => weight)).toEqual([10, 25, 50, 100])
  })
})

test('only the adapters that a file names are loaded', async () => {
  const loaded: string[] = []
  const watched = <Definition>(registry: Readonly<Record<string, () => Promise<Definition>>>) =>
    Object.fromEntries(
      Object.entries(registry).map(([type, load]) => [
        type,
        () => {
          loaded.push(type)
          return load()
        },
      ]),
    )
  const { platforms, sources, databases, flags = {}, credentials } = registries
  await loadConfig(
    `version: 1\nservice: a\n${web}\nenvironments: { x: { steps: [{ weight: 100%, bake: 1m }] } }`,
    {
      platforms: watched(platforms),
      sources: watched(sources),
      databases: watched(databases),
      flags: watched(flags),
      credentials: watched(credentials),
    },
  )
  expect(loaded).toEqual(['local'])
})
