import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigError } from '../../src/kit/errors.ts'
import { createHttp } from '../../src/kit/http.ts'
import type { MetricQuestion, SourceContext } from '../../src/metrics/definition.ts'
import type { PrometheusMetric } from '../../src/metrics/prometheus/options.ts'
import { prometheus } from '../../src/metrics/prometheus.ts'
import type { MetricSource } from '../../src/metrics/source.ts'
import { SCENES, SLICE, SLICES, START, TRUTH } from './scenes.ts'

/** The counters that the scenes show. */
export const COUNTERS = {
  total: 'requests_total{release={release}}',
  bad: 'failures_total{release={release}}',
}

/** What a test may change. Keys are those of the configuration. */
export interface Wish {
  metric?: Record<string, unknown>
  slowerThan?: number | null
  per?: string | null
  options?: Record<string, unknown>
  secrets?: Record<string, string>
  lines?: string[]
}

const contextOf = ({ secrets = {}, lines = [] }: Wish): SourceContext => {
  const open: SourceContext['openHttp'] = (guard) =>
    createHttp({ provider: 'prometheus', guard, random: () => 0, sleep: async () => {} })
  return {
    secret: (name) => {
      const value = secrets[name]
      if (value === undefined) throw new ConfigError({ message: `the secret ${name} is missing` })
      return value
    },
    http: open({}),
    openHttp: open,
    log: (line) => void lines.push(line),
  }
}

/** Connects the metric `errors` to a Prometheus, as the configuration would. */
export const connectTo = async (url: string, wish: Wish = {}): Promise<MetricSource> => {
  const { metric = COUNTERS, slowerThan = null, per = null } = wish
  const options = prometheus.options.parse({ url, 'allow-private-network': true, ...wish.options })
  const question: MetricQuestion<PrometheusMetric> = {
    name: 'errors',
    slowerThan,
    per,
    options: prometheus.metric.parse(metric),
  }
  return prometheus.connect(options, question, contextOf(wish))
}

/** An address at which nobody listens. */
export const deadAddress = async (): Promise<string> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** The slices of the scenes, for the new release and the old one. */
export const REQUEST = {
  metric: 'errors',
  canary: 'new',
  baseline: 'old',
  from: START,
  slice: SLICE,
  count: SLICES,
} as const

/** What the conformance suite has to know of a Prometheus that remembers the scenes. */
export const siteAt = async (url: string, close: () => Promise<void>) => ({
  source: await connectTo(url),
  unreachable: await connectTo(await deadAddress()),
  metric: 'errors',
  canary: REQUEST.canary,
  baseline: REQUEST.baseline,
  unknown: 'never-was',
  grid: { from: START, slice: SLICE, count: SLICES },
  truth: TRUTH,
  unknowable: [START - 30 * 86_400_000, START + 30 * 86_400_000],
  odd: SCENES.map(({ title, release, says }) => ({ title, request: { canary: release }, says })),
  close,
})
