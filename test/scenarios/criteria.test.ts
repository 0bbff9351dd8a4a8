import { describe, expect, test } from 'vitest'
import { registries } from '../../actions/registries.ts'
import { assess } from '../../src/analysis/assess.ts'
import type { MetricHistory } from '../../src/analysis/judgement.ts'
import { loadConfig } from '../../src/config/load.ts'
import { resolvePlan } from '../../src/config/resolve.ts'
import { sourceDown } from '../fakes/metrics.ts'
import { HOUR, MINUTE, openShop } from './shop.ts'

const DAY = 24 * HOUR

/** Query of a metric that is kept in a table of its own. */
const table = (name: string) =>
  `query: "select slice_start, release, total, bad from ${name}($from, $to, $slice, $canary, $baseline)"`

const SQL = '{ source: db, '

const COMMON = `secrets: [DATABASE_URL, PROMETHEUS_TOKEN]
components: { web: { platform: local, directory: "r/{revision}", command: [node], exposure: EXPOSURE } }
sources:
  db: { type: sql, url: DATABASE_URL }
  prom: { type: prometheus, url: "https://prometheus.example.com", token: PROMETHEUS_TOKEN }
  issues: { type: github-issues, repository: acme/signals }
`

const prom = (name: string) =>
  `source: prom, total: "${name}_total{version={release}}", bad: "${name}_failed_total{version={release}}"`

const histogram = (name: string) => `source: prom, histogram: "${name}_seconds_bucket{version={release}}"`

interface System {
  exposure: 'split' | 'full'
  metrics: string
  steps: string
  /** Units and bad units of one slice, by metric, while the criteria are met. */
  good: Record<string, [n: number, x: number]>
  /** The same where one of them is broken. */
  broken: Record<string, [n: number, x: number]>
}

const SYSTEMS: Record<string, System> = {
  'signals: stability >= 95 %, latency < 5 s, < $15 per user and month, no critical bug for a week': {
    exposure: 'full',
    metrics: `  stability: ${SQL}${table('connections')}, min: 95% }
  latency: { ${histogram('detection')}, slower-than: 5s, max: 5% }
  cost: ${SQL}${table('monthly_cost')}, max: 15, per: user }
  critical-bugs: { source: issues, labels: [critical], max: 0 }`,
    steps: '[{ weight: 100%, bake: 7d }]',
    good: { stability: [40, 1], latency: [200, 4], cost: [8, 80], 'critical-bugs': [1, 0] },
    broken: { stability: [40, 6], latency: [200, 30], cost: [8, 200], 'critical-bugs': [1, 1] },
  },
  'astropal: launch metrics, the alert line as the limit and the target as what is usual': {
    exposure: 'full',
    metrics: `  delivery: ${SQL}${table('mails')}, min: 95%, usual: { per-second: 0.01, bad: 2% } }
  opens: ${SQL}${table('opens')}, min: 20%, usual: { per-second: 0.01, bad: 60% } }
  api-errors: { ${prom('requests')}, max: 5%, usual: { per-second: 1, bad: 1% } }
  api-latency: { ${histogram('api')}, slower-than: 500ms, max: 5%, usual: { per-second: 1, bad: 1% } }
  cost: ${SQL}${table('daily_cost')}, max: 10, per: day, usual: { per-second: 0.00002, bad: 5 } }
  tokens: ${SQL}${table('daily_tokens')}, max: 20000, per: day, usual: { per-second: 0.00002, bad: 10000 } }
  generation-failures: ${SQL}${table('generation_failures')}, max: 0 }`,
    steps: '[{ weight: 100%, bake: 7d }]',
    good: {
      delivery: [50, 1],
      opens: [50, 30],
      'api-errors': [900, 9],
      'api-latency': [900, 9],
      cost: [1, 5],
      tokens: [1, 10_000],
      'generation-failures': [4, 0],
    },
    broken: {
      delivery: [50, 9],
      opens: [50, 49],
      'api-errors': [900, 90],
      'api-latency': [900, 90],
      cost: [1, 25],
      tokens: [1, 60_000],
      'generation-failures': [4, 1],
    },
  },
  'bee: p95 < 2 s, < 1 % errors on critical functions, push delivery > 95 %': {
    exposure: 'full',
    metrics: `  errors: { ${prom('functions')}, max: 1% }
  latency: { ${histogram('functions')}, slower-than: 2s, max: 5% }
  push: ${SQL}${table('pushes')}, min: 95% }`,
    steps: '[{ weight: 100%, bake: 1d }]',
    good: { errors: [1000, 4], latency: [1000, 20], push: [300, 6] },
    broken: { errors: [1000, 30], latency: [1000, 120], push: [300, 40] },
  },
  'repz: p95 < 200 ms, < 0.1 % errors, on 20 to 100 % of the users': {
    exposure: 'split',
    metrics: `  errors: { ${prom('api')}, max: 0.1% }
  latency: { ${histogram('api')}, slower-than: 200ms, max: 5% }`,
    steps: '[{ weight: 100%, bake: 1d }]',
    good: { errors: [30_000, 12], latency: [30_000, 600] },
    broken: { errors: [30_000, 90], latency: [30_000, 3600] },
  },
}

const judged = async ({ exposure, metrics, steps }: System) => {
  const text = `version: 1
service: them
${COMMON.replace('EXPOSURE', exposure)}metrics:
${metrics}
environments:
  production:
    slice: 1h
    steps: ${steps}
`
  const { config } = await loadConfig(text, registries)
  return resolvePlan(config, 'production').judgement
}

/** What is left of a release after its whole plan, with these counts in every hour. */
const verdictOf = async (system: System, counts: System['good']) => {
  const judgement = { ...(await judged(system)), epoch: 0 }
  const hours = Math.floor(judgement.planLength / HOUR)
  const histories = Object.entries(counts).map(([metric, [n, x]]): MetricHistory => {
    const slices = Array.from({ length: hours }, (_, hour) => ({
      from: hour * HOUR,
      to: (hour + 1) * HOUR,
      canary: { n, x },
      baseline: null,
    }))
    return { metric, slices }
  })
  const bumps = [{ from: 0, to: 1, weight: 100 }]
  const found = assess({ judgement, histories, bumps, now: hours * HOUR })
  return found.brokenZeroLimit ? 'zero-limit' : found.verdict
}

describe.each(Object.entries(SYSTEMS))('%s', (_, system) => {
  test('a release that meets them is left alone for the whole plan', async () => {
    expect(await verdictOf(system, system.good)).toBe('ok')
  })

  test.each(Object.keys(system.broken))('one that breaks %s goes back', async (metric) => {
    const counts = { ...system.good, [metric]: system.broken[metric] ?? [0, 0] }
    expect(['rollback', 'zero-limit']).toContain(await verdictOf(system, counts))
  })
})

describe('a source that is down for two hours', () => {
  test('holds, calls a person as the plan says, and never promotes, not even a baked last step', async () => {
    const shop = openShop()
    await shop.push('v2')
    for (const weight of [10, 50, 100]) {
      expect(await shop.tick({ watch: 0 })).toMatchObject({
        decision: 'advance',
        taken: { target: { weight } },
      })
      if (weight < 100) await shop.wait(40 * MINUTE)
    }
    shop.traffic = sourceDown(shop.clock.now(), shop.clock.now() + 3 * HOUR)
    const decided = new Set<string>()
    for (let look = 0; look < 34; look++) {
      await shop.wait(5 * MINUTE)
      const { decision, reason, person } = await shop.tick()
      decided.add(`${decision} ${reason}${person ? ' person' : ''}`)
    }
    expect([...decided]).toEqual(
      ['hold bake-not-over', 'hold no-data', 'hold blind-too-long person'].filter((one) => decided.has(one)),
    )
    expect(decided).toContain('hold no-data')
    expect(decided).toContain('hold blind-too-long person')
    await shop.wait(HOUR)
    // It is back and knows everything: only now is the release promoted.
    expect(await shop.tick()).toMatchObject({ decision: 'promote' })
  })
})

test('a week without a critical bug is seven days in which one would have been seen', async () => {
  const signals = Object.values(SYSTEMS)[0]
  if (!signals) throw new Error('no system')
  expect((await judged(signals)).planLength).toBeGreaterThanOrEqual(7 * DAY)
})
