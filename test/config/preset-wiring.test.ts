import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { PlatformDefinition } from '../../src/config/definition.ts'
import { loadConfig } from '../../src/config/load.ts'
import { sourceOfPlatform } from '../../src/config/presets.ts'
import { resolvePlan } from '../../src/config/resolve.ts'
import { flagStores } from '../../src/flags/registry.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { sources } from '../../src/metrics/registry.ts'

/** A platform of any name, with counts of its own where presets say so. */
const platformOf = (type: string) => async (): Promise<PlatformDefinition> => ({
  type,
  options: z.strictObject({}),
  ...(sourceOfPlatform[type] === 'platform' && { source: { type, options: z.strictObject({}) } }),
})

const registries = {
  platforms: Object.fromEntries(Object.keys(sourceOfPlatform).map((type) => [type, platformOf(type)])),
  sources,
  databases: {},
  credentials: {},
}

/** What a source needs besides its type. */
const ENTRY: Readonly<Record<string, string>> = {
  prometheus: 'url: "https://prometheus.example.com", token: PROMETHEUS_TOKEN',
  'cloudflare-telemetry': 'account: 0123456789abcdef0123456789abcdef, script: shop',
  'supabase-logs': 'project: abcdefghijklmnopqrst',
  'vercel-observability': 'team: team_abc123, project: prj_abc123',
}

const SECRETS =
  'secrets: [PROMETHEUS_TOKEN, CLOUDFLARE_API_TOKEN, SUPABASE_ACCESS_TOKEN, VERCEL_TOKEN, DD_API_KEY, DD_APP_KEY, SENTRY_AUTH_TOKEN]'

const load = (platform: string, rest: string, exposure = 'split') =>
  loadConfig(
    `version: 1
service: shop
${SECRETS}
components: { web: { platform: ${platform}, exposure: ${exposure} } }
${rest}
environments:
  production:
    steps: [{ weight: 100%, bake: 1h }]
`,
    { ...registries, flags: flagStores },
  )

const metricOf = async (platform: string, rest: string, exposure?: string) =>
  (await load(platform, rest, exposure)).config.metrics[0]

const mistakesOf = async (platform: string, rest: string) => {
  const error = await load(platform, rest).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof ConfigError ? error.problems.map(({ message, fix }) => `${message}; ${fix}`) : []
}

describe('three lines are enough for a service over HTTP', () => {
  test.each(Object.entries(sourceOfPlatform))('on %s, counted by %s', async (platform, source) => {
    const rest = source === 'platform' ? '' : `sources:\n  requests: { type: ${source}, ${ENTRY[source]} }\n`
    const errors = `metrics:\n  errors: { preset: http-errors${source === 'supabase-logs' ? ', function: shop' : ''} }`
    const { config } = await load(platform, `${rest}${errors}`)
    expect(config.metrics[0]).toMatchObject({
      source: source === 'platform' ? `platform:${platform}` : 'requests',
      max: 0.01,
      vsBaseline: { relative: 0.05, weight: 4 },
      breaker: { max: 0.5, min: 50 },
    })
    expect(resolvePlan(config, 'production').judgement.tests).toEqual([
      { name: 'errors', metric: 'errors', max: 0.01, weight: 1 },
      { name: 'errors-vs-baseline', metric: 'errors', relative: 0.05, weight: 4 },
    ])
  })
})

describe('a preset in the file', () => {
  const prom = `sources:\n  prom: { type: prometheus, ${ENTRY.prometheus} }\n`

  test('gives way to what is written beside it', async () => {
    const found = await metricOf(
      'fly',
      `${prom}metrics:\n  slow: { preset: http-latency, slower-than: 1s, vs-baseline: { points: 1, weight: 2 } }`,
    )
    expect(found).toMatchObject({ slowerThan: 1000, max: 0.05, vsBaseline: { points: 0.01, weight: 2 } })
  })

  test.each([
    ['for everybody', 'full', ''],
    ['behind a flag', 'flag:new', 'flags:\n  new: { type: flagd, file: flags.json }\n'],
  ])('compares nothing where the release is deployed whole, %s', async (_, exposure, flags) => {
    const metrics = `${flags}${prom}metrics:\n  errors: { preset: http-errors }`
    const found = await metricOf('fly', metrics, exposure)
    expect(found).toMatchObject({ max: 0.01, vsBaseline: null })
  })

  test('asks which source is meant where several can count it', async () => {
    const two = `${prom}  other: { type: prometheus, ${ENTRY.prometheus} }\nmetrics:\n  errors: { preset: http-errors }`
    expect(await mistakesOf('fly', two)).toEqual([
      'metrics.errors.preset: several sources can count it; source: prom or other',
    ])
  })

  test('says what is missing where nothing can count it', async () => {
    expect(await mistakesOf('cloudflare-workers', 'metrics:\n  errors: { preset: http-errors }')).toEqual([
      'metrics.errors.preset: no source of this file can count it; an entry of sources with type: cloudflare-telemetry',
    ])
  })

  test('is refused by a source that cannot count it', async () => {
    expect(await mistakesOf('fly', `${prom}metrics:\n  crashes: { source: prom, preset: crashes }`)).toEqual([
      'metrics.crashes.preset: prometheus cannot count what the preset crashes asks; a source of type sentry',
    ])
  })

  test('that does not exist is told with those that do', async () => {
    const [mistake, ...others] = await mistakesOf(
      'fly',
      `${prom}metrics:\n  errors: { source: prom, preset: http-error }`,
    )
    expect(mistake).toContain('metrics.errors.preset')
    expect(mistake).toContain('http-errors')
    expect(others).toEqual([])
  })
})

describe('the weight of a comparison', () => {
  const weights = async (keys: string) => {
    const { config } = await load('local', `metrics:\n  errors: { max: 1%, ${keys} }`)
    return resolvePlan(config, 'production').judgement.tests.map(({ weight }) => weight)
  }

  test('is four times that of the limit, because it sees first', async () => {
    expect(await weights('vs-baseline: { relative: 5% }')).toEqual([1, 4])
    expect(await weights('vs-baseline: { relative: 5% }, weight: 2')).toEqual([2, 8])
  })

  test('may be given', async () => {
    expect(await weights('vs-baseline: { relative: 5%, weight: 1 }')).toEqual([1, 1])
  })
})
