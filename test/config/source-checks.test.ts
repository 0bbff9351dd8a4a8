import { describe, expect, test } from 'vitest'
import { registries } from '../../actions/registries.ts'
import { loadConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/kit/errors.ts'

const SOURCES: Readonly<Record<string, (more: string) => string>> = {
  prometheus: (more) => `type: prometheus, url: "https://prometheus.example.com"${more}`,
  posthog: (more) => `type: posthog, project: "7"${more}`,
  sentry: (more) => `type: sentry, organization: acme, project: shop${more}`,
}

const METRICS: Readonly<Record<string, string>> = {
  prometheus: 'total: "a_total{r={release}}", bad: "b_total{r={release}}"',
  posthog: 'event: checkout, bad-event: failure, release-property: version',
  sentry: 'count: sessions, bad: crashed',
}

interface Plan {
  more?: string
  environment?: string
  metrics?: number
  steps?: string
}

const load = (
  type: string,
  {
    more = '',
    environment = '',
    metrics = 1,
    steps = '[{ weight: 10%, bake: 2h }, { weight: 100%, bake: 1h }]',
  }: Plan,
) => {
  const names = Array.from({ length: metrics }, (_, index) => `m${index}`)
  return loadConfig(
    `version: 1
service: shop
secrets: [POSTHOG_API_KEY, SENTRY_AUTH_TOKEN]
components: { web: { platform: local, directory: "r/{revision}", command: [node] } }
sources: { it: { ${SOURCES[type]?.(more)} } }
metrics:
${names.map((name) => `  ${name}: { source: it, ${METRICS[type]}, max: 5%, abort: 50% }`).join('\n')}
environments:
  production:
    steps: ${steps}
    ${environment}
`,
    registries,
  )
}

const mistakesOf = async (type: string, plan: Plan = {}): Promise<string[]> => {
  const error = await load(type, plan).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error === null) return []
  if (!(error instanceof ConfigError)) throw error
  return error.problems.map(({ message, fix }) => `${message}; write: ${fix}`)
}

const noticesOf = async (type: string, plan: Plan) =>
  (await load(type, plan)).notices.map(({ message }) => message)

describe('a plan that its source cannot serve is refused before anything begins', () => {
  test('because the source forgets sooner than the plan ends, as the file says it does', async () => {
    expect(await mistakesOf('prometheus')).toEqual([])
    expect(await mistakesOf('prometheus', { more: ', look-back: 3h' })).toEqual([
      'environments.production.steps: the plan takes 3h20m, but prometheus looks back 3h only and answers 1m late; write: bakes and watches of at most 2h59m in all, or a source that keeps its history longer',
    ])
  })

  test('because of the delay alone', async () => {
    expect(await mistakesOf('prometheus', { more: ', look-back: 3h20m, delay: 0s' })).toEqual([])
    const [mistake] = await mistakesOf('prometheus', { more: ', look-back: 3h20m, delay: 5m' })
    expect(mistake).toContain('answers 5m late')
  })

  test('because its counters are read too rarely for the slices', async () => {
    const plan = { more: ', scrape-interval: 2m', environment: 'slice: 3m' }
    expect(await mistakesOf('prometheus', plan)).toEqual([
      'environments.production.slice: prometheus cannot cut slices of 3m; write: 4m or more',
    ])
  })

  test('because its vendor allows fewer requests, with the slice that would do', async () => {
    expect(await mistakesOf('posthog', { metrics: 10 })).toEqual([])
    expect(await mistakesOf('posthog', { metrics: 12 })).toEqual([
      'environments.production: one look takes 12 requests to posthog at the end of the plan, 144 in 1h; posthog allows 120; write: slice: 10m, or fewer metrics of this source',
    ])
  })

  test('because one look alone asks for more than is allowed', async () => {
    const [mistake] = await mistakesOf('sentry', { metrics: 12, environment: 'slice: 1h' })
    expect(mistake).toContain('sentry allows 5; write: fewer metrics of this source')
  })
})

describe('a source that is asked rarely enough is none of our business', () => {
  test('and its longest interval is the default slice', async () => {
    const { config } = await load('prometheus', { more: ', scrape-interval: 5m' })
    expect(config.sources[0]).toMatchObject({ minSlice: 600_000, delay: 60_000, limit: null })
  })
})

describe('a step that ends before its first slice can be read', () => {
  const steps = '[{ weight: 10%, bake: 12m }, { weight: 100%, bake: 1h }]'

  test('is pointed out with the delay that makes it so', async () => {
    const [first] = await noticesOf('prometheus', { steps, more: ', delay: 10m' })
    expect(first).toContain('the 10m that the source is late (20m)')
    expect(await noticesOf('prometheus', { steps })).toEqual([])
  })
})
