import { z } from 'zod'
import { blockedHost } from '../../kit/http-address.ts'
import { SECRET_NAME } from '../../kit/secret-name.ts'
import { durationField } from '../option-fields.ts'
import { expressionProblem, LONGEST_EXPRESSION, metricName, RELEASE, readExpression } from './expression.ts'

const SECOND = 1000
const DAY = 86_400 * SECOND

/** What the options are when nothing is said. Times in milliseconds. */
export const DEFAULTS = { delay: 60 * SECOND, lookBack: 15 * DAY, scrapeInterval: 15 * SECOND } as const

const SCHEME = '^[A-Za-z][A-Za-z0-9._-]{0,40}$'
const PROVIDER =
  '^projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/providers/[a-z0-9-]{4,32}$'
const ACCOUNT = '^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9.-]{6,100}$'
const HEADER = '^[A-Za-z][A-Za-z0-9-]{0,60}$'

const shape = z.strictObject({
  url: z
    .string()
    .max(2048)
    .describe('Address of the Prometheus API, without `/api/v1`. Not a secret: credentials go into `token`.'),
  'allow-private-network': z
    .boolean()
    .default(false)
    .describe('Lets the address lead into a private network, and lets it begin with `http://`.'),
  token: z
    .string()
    .meta({ title: 'secret name', pattern: SECRET_NAME })
    .refine((text) => new RegExp(SECRET_NAME).test(text), {
      error: 'this is not the name of a secret\nits name on GitHub, such as PROMETHEUS_TOKEN',
    })
    .optional()
    .describe('Name of the secret with the token; for `basic` it holds `user:password`.'),
  auth: z
    .string()
    .meta({ title: 'scheme', pattern: SCHEME })
    .regex(new RegExp(SCHEME), 'must be one word\nbearer, basic, fly, or a scheme such as Token')
    .default('bearer')
    .describe(
      'How the token is sent: `bearer`, `basic`, `fly`, or any other scheme of `Authorization`; `google` for Cloud Monitoring.',
    ),
  'workload-identity-provider': z
    .string()
    .meta({ title: 'the full name of a workload identity provider', pattern: PROVIDER })
    .regex(
      new RegExp(PROVIDER),
      'must be the full name of a workload identity provider\nprojects/123456789/locations/global/workloadIdentityPools/github/providers/github',
    )
    .optional()
    .describe('With `auth: google`, instead of `token`: trusts the token of GitHub about this run.'),
  'service-account': z
    .string()
    .meta({ title: 'the address of a service account', pattern: ACCOUNT })
    .regex(
      new RegExp(ACCOUNT),
      'must be the address of a service account\nsluice@my-project.iam.gserviceaccount.com',
    )
    .optional()
    .describe('Account to act as, with `workload-identity-provider`.'),
  header: z
    .string()
    .meta({ title: 'header name', pattern: HEADER })
    .regex(new RegExp(HEADER), 'must be the name of a header\nx-api-key')
    .optional()
    .describe('Header that carries the bare token instead of `Authorization`.'),
  delay: durationField(0, DAY).prefault('1m').describe('A slice is read only this long after it ended.'),
  'look-back': durationField(SECOND, 90 * DAY)
    .prefault('15d')
    .describe('How far back samples are kept. Longer plans are refused.'),
  'scrape-interval': durationField(SECOND, 3600 * SECOND)
    .prefault('15s')
    .describe('How often the counters are read. A slice is at least twice as long.'),
})

/** A name that only means something inside a network, or a private address. */
const isPrivate = (hostname: string): boolean =>
  blockedHost(hostname, {}) === 'private' || /^[a-z0-9-]+$/i.test(hostname)

const addressProblem = (options: z.output<typeof shape>): string | null => {
  const { url: written, token, 'allow-private-network': allowPrivate } = options
  if (/[\s\0-\x1f\x7f]/.test(written) || !URL.canParse(written))
    return 'not an address\nhttps://prometheus.example.com'
  const url = new URL(written)
  if (url.username !== '' || url.password !== '')
    return 'holds a user name or password\nauth: basic and the secret under token'
  if (url.search !== '' || url.hash !== '') return 'holds a query or fragment\nthe address up to its path'
  if (/\/api\/v1\/?$/.test(url.pathname)) return 'names the API itself\nthe address without /api/v1'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://\nhttps://'
  if (url.protocol === 'http:' && !allowPrivate)
    return 'must begin with https://\nhttps://, or allow-private-network: true inside a network of your own'
  if (url.protocol === 'http:' && token !== undefined && !isPrivate(url.hostname))
    return 'the token would cross the open network unencrypted\nhttps://'
  const blocked = blockedHost(url.hostname, { allowPrivate })
  if (blocked === null) return null
  return blocked === 'metadata'
    ? 'is reserved or serves metadata of the machine\nthe address of Prometheus'
    : 'is private\na public address, or allow-private-network: true'
}

/** Keys of an entry of `sources` with `type: prometheus`. */
export const prometheusOptions = shape.superRefine((options, context) => {
  const problem = addressProblem(options)
  const add = (key: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [key], message })
  if (problem !== null) add('url', problem)
  if (options.header !== undefined && options.token === undefined)
    add('header', 'there is no token to send in it\ntoken: and the name of a secret')
  if (options.header !== undefined && options.auth !== 'bearer')
    add('auth', 'a header of its own has no scheme\nheader alone')
  const { 'workload-identity-provider': provider, 'service-account': account } = options
  const isGoogle = options.auth.toLowerCase() === 'google'
  if (isGoogle && (provider === undefined) === (options.token === undefined))
    add('auth', 'google needs one way to prove who the run is\nworkload-identity-provider, or token')
  if (!isGoogle && provider !== undefined)
    add('workload-identity-provider', 'is for Google alone\nauth: google')
  if (account !== undefined && provider === undefined)
    add('service-account', 'belongs to workload-identity-provider\nno service-account')
  // The token of Google opens more than its metrics: it goes to Google alone.
  if (isGoogle && !/^https:\/\/monitoring\.googleapis\.com\//.test(options.url))
    add(
      'url',
      'the token of Google is sent to Google alone\nhttps://monitoring.googleapis.com/v1/projects/...',
    )
})

/** What the schema makes of these keys. Times in milliseconds. */
export type PrometheusOptions = z.output<typeof prometheusOptions>

const expression = () =>
  z
    .string()
    .max(LONGEST_EXPRESSION)
    .superRefine((text, context) => {
      const problem = expressionProblem(text)
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    })

/** Keys that a metric of this source carries: `total` with `bad`, or `histogram`. */
export const prometheusMetric = z
  .strictObject({
    total: expression()
      .optional()
      .describe('Counter of all units: a selector such as `http_requests_total{release={release}}`.'),
    bad: expression().optional().describe('Counter of the bad ones, or of the amount that `per` divides.'),
    histogram: expression()
      .optional()
      .describe(
        'Instead of both, with `slower-than`: the `_bucket` series of a histogram, without the label `le`.',
      ),
    'histogram-unit': z
      .enum(['seconds', 'milliseconds'])
      .default('seconds')
      .describe('What the bounds of the histogram are counted in.'),
  })
  .superRefine(({ total, bad, histogram }, context) => {
    const add = (key: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [key], message })
    if (histogram === undefined) {
      if (total === undefined) add('total', `missing\na counter such as requests_total{release=${RELEASE}}`)
      if (bad === undefined) add('bad', `missing\na counter such as failures_total{release=${RELEASE}}`)
      return
    }
    if (total !== undefined || bad !== undefined)
      add('histogram', 'holds all units and the slow ones already\nhistogram alone, or total and bad')
    const problem = histogramProblem(histogram)
    if (problem !== null) add('histogram', problem)
  })

const histogramProblem = (text: string): string | null => {
  const read = readExpression(text)
  if (read.kind !== 'selector' || read.sumBy !== null)
    return `must be a selector\na selector such as request_duration_seconds_bucket{release=${RELEASE}}`
  if (/[{,]\s*"?le"?\s*[=!]/.test(text))
    return 'the label le is chosen by slower-than\nthe selector without le'
  const name = metricName(text)
  return name === null || name.endsWith('_bucket')
    ? null
    : `must be the series of the buckets\n${name.slice(0, 80)}_bucket`
}

/** What the schema makes of a metric's keys. */
export type PrometheusMetric = z.output<typeof prometheusMetric>
