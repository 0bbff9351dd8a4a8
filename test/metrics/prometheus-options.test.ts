import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import type { Http } from '../../src/kit/http.ts'
import type { AddressGuard } from '../../src/kit/http-address.ts'
import { forRelease, literal, readExpression } from '../../src/metrics/prometheus/expression.ts'
import { prometheus } from '../../src/metrics/prometheus.ts'
import { sources } from '../../src/metrics/registry.ts'
import { anyText } from '../any-text.ts'
import { COUNTERS, connectTo } from './world.ts'

const mistakes = (schema: typeof prometheus.options | typeof prometheus.metric, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message.split('\n')[0]}`,
  )

test('prometheus is in the registry', async () => {
  expect(await sources.prometheus()).toBe(prometheus)
})

describe('the address', () => {
  test.each([
    [{ url: 'https://prometheus.example.com' }],
    [{ url: 'https://api.fly.io/prometheus/personal/', token: 'FLY_TOKEN', auth: 'fly' }],
    [{ url: 'http://prometheus:9090', 'allow-private-network': true, token: 'T' }],
    [{ url: 'http://10.1.2.3:9090', 'allow-private-network': true, token: 'T' }],
    [{ url: 'http://prometheus.example.com', 'allow-private-network': true }],
  ])('%o is accepted', (options) => {
    expect(mistakes(prometheus.options, options)).toEqual([])
  })

  test.each([
    [{ url: 'prometheus' }, 'url: not an address'],
    [{ url: 'ftp://prometheus.example.com' }, 'url: must begin with https://'],
    [{ url: 'http://prometheus.example.com' }, 'url: must begin with https://'],
    [{ url: 'https://user:pass@prometheus.example.com' }, 'url: holds a user name or password'],
    [{ url: 'https://prometheus.example.com/?tenant=1' }, 'url: holds a query or fragment'],
    [{ url: 'https://prometheus.example.com/api/v1/' }, 'url: names the API itself'],
    [{ url: 'https://10.0.0.1' }, 'url: is private'],
    [{ url: 'https://0x7f.1' }, 'url: is private'],
    [{ url: 'https://localhost.' }, 'url: is private'],
    [{ url: 'https://169.254.169.254' }, 'url: is reserved or serves metadata of the machine'],
    [
      { url: 'https://169.254.169.254', 'allow-private-network': true },
      'url: is reserved or serves metadata of the machine',
    ],
    [
      { url: 'http://prometheus.example.com', 'allow-private-network': true, token: 'T' },
      'url: the token would cross the open network unencrypted',
    ],
  ])('%o is refused', (options, message) => {
    expect(mistakes(prometheus.options, options)).toEqual([message])
  })

  test.each([false, true])(
    'the client is told whether it may lead into a private network: %s',
    async (allowPrivate) => {
      const guards: AddressGuard[] = []
      const http: Http = {
        request: async () => Promise.reject(new Error('not asked')),
        close: async () => {},
      }
      const options = { url: 'https://prometheus.example.com', 'allow-private-network': allowPrivate }
      await prometheus.connect(
        prometheus.options.parse(options),
        { name: 'errors', slowerThan: null, options: prometheus.metric.parse(COUNTERS) },
        {
          secret: (name) => name,
          http,
          openHttp: (guard) => {
            guards.push(guard)
            return http
          },
          log: () => {},
        },
      )
      expect(guards).toEqual([{ allowPrivate }])
    },
  )
})

describe('the other options', () => {
  const url = 'https://prometheus.example.com'
  test.each([
    [{ token: 'glsa_secretvalue' }, 'token: this is not the name of a secret'],
    [{ token: 'GITHUB_TOKEN' }, 'token: this is not the name of a secret'],
    [{ token: 'T', auth: 'Bearer x' }, 'auth: must be one word'],
    [{ header: 'x-api-key' }, 'header: there is no token to send in it'],
    [{ header: 'x-api-key', token: 'T', auth: 'basic' }, 'auth: a header of its own has no scheme'],
    [{ header: 'x: y', token: 'T' }, 'header: must be the name of a header'],
    [{ token: 'T', auth: 'google' }, 'url: the token of Google is sent to Google alone'],
    [
      { token: 'T', 'service-account': 'sluice@shop.iam.gserviceaccount.com' },
      'service-account: belongs to workload-identity-provider',
    ],
    [{ delay: '90s ' }, 'delay: "90s " is not a duration'],
    [{ 'scrape-interval': '0s' }, 'scrape-interval: out of range'],
    [{ 'scrape-interval': 15 }, 'scrape-interval: Invalid input: expected string, received number'],
    [{ scrape: '15s' }, ': Unrecognized key: "scrape"'],
  ])('%o is refused', (options, message) => {
    expect(mistakes(prometheus.options, { url, ...options })).toEqual([message])
  })

  test('the secret check learns which secret is needed', () => {
    const needed = (options: Record<string, unknown>) =>
      prometheus.secrets(prometheus.options.parse({ url, ...options }))
    expect(needed({ token: 'PROM_TOKEN' })).toEqual(['PROM_TOKEN'])
    expect(needed({})).toEqual([])
  })
})

describe('what is counted', () => {
  test.each([
    ['requests_total{release={release}}'],
    ['requests_total{ job = "api" , release = {release} , code !~ "5.." , }'],
    ['{__name__="requests_total",release={release}}'],
    ['{"requests.total","release.id"={release}}'],
    ['requests_total{path="/{id}",release={release}}'],
    ['sum by (instance) (requests_total{release={release}})'],
    ['sum(requests_total{release={release}}) by (instance)'],
    ['requests_total * on (instance) group_left () build_info{version={release}}'],
    ['label_replace(requests_total, "a", {release}, "", "") and on (a) x'],
  ])('%s is accepted', (total) => {
    expect(mistakes(prometheus.metric, { ...COUNTERS, total })).toEqual([])
  })

  test.each([
    ['requests_total', 'does not say which release is meant'],
    ['requests_total{release="{release}"}', '{release} stands between quotes'],
    ["requests_total{release='{release}'}", '{release} stands between quotes'],
    ['requests_total{release=~{release}}', '{release} is one exact value'],
    ['requests_total{release!={release}}', '{release} is one exact value'],
    ['requests_total{release}', '{release} stands where no value belongs'],
    ['requests_total{release={release}', 'its brackets do not match'],
    ['a{release={release}}) or (b', 'its brackets do not match'],
    ['requests_total{release={release},path="/a}', 'a string is not closed'],
    ['requests_total{release={release}} # all of them', 'holds a comment'],
    ['requests_total{release={release}}\u0000', 'holds a control character'],
    ['rate(requests_total{release={release}}[5m])', 'rate makes something else of a counter'],
    ['sum(increase(requests_total{release={release}}[5m]))', 'increase makes something else of a counter'],
    ['sum(requests_total{release={release}})', 'sum hides that a process was started again'],
    ['avg by (instance) (requests_total{release={release}})', 'avg is no count'],
    ['count(requests_total{release={release}})', 'count is no count'],
  ])('%s is refused', (total, message) => {
    expect(mistakes(prometheus.metric, { ...COUNTERS, total })).toEqual([`total: ${message}`])
  })

  test.each([
    [{}, ['total: missing', 'bad: missing']],
    [{ total: COUNTERS.total }, ['bad: missing']],
    [
      { ...COUNTERS, histogram: 'd_bucket{release={release}}' },
      ['histogram: holds all units and the slow ones already'],
    ],
    [{ histogram: 'sum by (le) (d_bucket{release={release}})' }, ['histogram: must be a selector']],
    [
      { histogram: 'd_bucket{release={release},le="1"}' },
      ['histogram: the label le is chosen by slower-than'],
    ],
    [{ histogram: 'd_seconds{release={release}}' }, ['histogram: must be the series of the buckets']],
  ])('the keys %o are refused', (metric, expected) => {
    expect(mistakes(prometheus.metric, metric)).toEqual(expected)
  })

  test.each([
    [{ metric: { histogram: 'd_bucket{release={release}}' } }, 'does not say what is slow'],
    [{ slowerThan: 500 }, 'needs a histogram'],
  ])('slower-than and a histogram go together: %o', async (wish, says) => {
    const connected = connectTo('https://prometheus.example.com', wish)
    await expect(connected).rejects.toThrow(ConfigError)
    await expect(connected).rejects.toThrow(says)
  })
})

describe('the id of a release in a query', () => {
  const STRING = /^"(?:[^"\\\n]|\\[\\"]|\\u[0-9a-f]{4})*"$/

  test('is one string, whatever it holds, and says what it said', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 50 }), (id) => {
        const text = literal(id)
        expect(text).toMatch(STRING)
        expect(JSON.parse(text)).toBe(id.replace(/\p{Surrogate}/gu, '\ufffd'))
      }),
    )
  })

  test.each(['a"b', 'a\\', '$&', "$'", '{release}', 'a\nb', '\ud800'])(
    '%j takes the one place and no other',
    (id) => {
      const filled = forRelease(readExpression('x{path="$&",release={release}}'), id)
      expect(filled).toMatchObject({ kind: 'selector', selector: `x{path="$&",release=${literal(id)}}` })
    },
  )
})
