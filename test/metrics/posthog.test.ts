import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import { posthog, questionFor } from '../../src/metrics/posthog.ts'
import { anyText } from '../any-text.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { behavesLikeAVendor, readVendor, type VendorCase } from '../fakes/vendors/behaviour.ts'
import { CANARY, TRUTH } from '../fakes/vendors/past.ts'
import { POSTHOG_ORIGIN, query } from '../fakes/vendors/posthog.ts'

const vendor: VendorCase<typeof posthog.options, typeof posthog.metric> = {
  title: 'PostHog',
  definition: posthog,
  options: { project: '42', release: 'shop@{release}' },
  metric: { event: 'checkout started', 'bad-event': 'checkout failed' },
  secrets: { POSTHOG_API_KEY: 'phx_canary8f3a' },
  scope: 'query:read',
  origin: POSTHOG_ORIGIN,
  script: query,
  start: MONDAY_MORNING,
  slice: 300_000,
  parts: 5,
}

behavesLikeAVendor(vendor)

type Rows = [string, number, unknown, unknown][]

const always = <T>(value: T): T[] => new Array<T>(TRUTH.length).fill(value)
const changed = (change: (rows: Rows) => unknown, rest: Record<string, unknown> = {}) =>
  readVendor(vendor, {
    faults: () => ({
      change: (answer) => ({ results: change((answer as { results: Rows }).results), ...rest }),
    }),
  })
const figures = (n: unknown, x: unknown) => (rows: Rows) =>
  rows.map(([release, slot]) => [release, slot, n, x])

describe('an odd answer of PostHog', () => {
  test('no rows are no data, never zero', async () => {
    expect((await changed(() => [])).slices).toEqual(always('no-data'))
  })

  test('two rows for one release and slice are ambiguous', async () => {
    expect((await changed((rows) => [...rows, ...rows])).slices).toEqual(always('ambiguous'))
  })

  test.each([
    ['nan', 0, 'not-a-number'],
    [10, 'inf', 'not-a-number'],
    [-1, 0, 'out-of-range'],
    [1, 2, 'out-of-range'],
    [null, null, 'no-data'],
    [null, 3, 'out-of-range'],
  ])('the figures %s and %s are %s', async (n, x, problem) => {
    expect((await changed(figures(n, x))).slices).toEqual(always(problem))
  })

  test.each([
    [
      'a release that nobody asked for',
      (rows: Rows) => rows.map(([, slot, n, x]) => ['other', slot, n, x]),
      {},
    ],
    ['text where a number belongs', figures('12 apples', 0), {}],
    ['rows of another form', (rows: Rows) => rows.map(([release]) => [release]), {}],
    ['other columns', (rows: Rows) => rows, { columns: ['release', 'slot', 'x', 'n'] }],
    ['as many rows as fit', (rows: Rows) => Array.from({ length: 50_000 }, () => rows[0]), {}],
  ])('%s: an error of PostHog', async (_, change, rest) => {
    const { error } = await changed(change, rest)
    expect(error).toMatchObject({ name: 'ProviderError', retryable: false, code: 'invalid-answer' })
  })

  test('what PostHog refuses with a 200 is for a person', async () => {
    const { error } = await readVendor(vendor, {
      faults: () => ({ change: () => ({ results: null, error: 'Unable to resolve field: relase' }) }),
    })
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('Unable to resolve field')
  })
})

describe('what is asked of PostHog', () => {
  const bodyOf = (seen: { body: string }[]) =>
    JSON.parse(seen[0]?.body ?? '') as { query: { query: string; values: Record<string, unknown> } }

  test.each([
    [
      { 'bad-property': 'failed' },
      {},
      "countIf(event = {event} and toString(properties['failed']) in ('true', '1')) as x",
    ],
    [
      { 'duration-property': '$duration_ms' },
      { slowerThan: 800 },
      "countIf(event = {event} and toFloat(properties['$duration_ms']) > {slower_than}) as x",
    ],
    [
      { 'amount-property': 'cost' },
      { per: 'user' },
      "count(distinct person_id) as n, sum(ifNull(toFloat(properties['cost']), 0)) as x",
    ],
  ])('the keys %o count what they say', async (keys, wish, text) => {
    const metric = { event: 'checkout started', ...keys }
    const { seen, violations, slices } = await readVendor(vendor, { wish: { ...wish, metric } })
    expect(violations).toEqual([])
    expect(slices).toEqual(TRUTH)
    expect(bodyOf(seen).query.query).toContain(text)
  })

  test.each([
    [{ 'bad-event': 'b' }, { slowerThan: 500 }, 'slower-than without the other'],
    [{ 'duration-property': 'd' }, {}, 'duration-property without the other'],
    [{ 'bad-event': 'b' }, { per: 'user' }, 'per without the other'],
    [{ 'amount-property': 'a' }, {}, 'amount-property without the other'],
  ])('the keys %o do not go together with %o', async (keys, wish, says) => {
    const { error, asked } = await readVendor(vendor, { wish: { ...wish, metric: { event: 'a', ...keys } } })
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain(says)
    expect(asked).toBe(0)
  })

  test.each([
    [{ event: 'a' }, 'does not say what is bad'],
    [{ event: 'a', 'bad-event': 'b', 'bad-property': 'c' }, 'says twice what is bad'],
    [{ event: 'a', 'bad-property': "c'] or 1=1 --" }, 'this is not the name of a property'],
    [{ event: 'a', 'bad-event': 'b', 'release-property': 'a\\' }, 'this is not the name of a property'],
  ])('the metric %o is refused', (metric, message) => {
    const { error } = posthog.metric.safeParse(metric)
    expect(error?.issues.map((issue) => issue.message.split('\n')[0])).toContain(message)
  })

  test.each([
    ['http://posthog.example.com', 'must begin with https://'],
    ['https://169.254.169.254', 'is reserved or serves metadata of the machine'],
    ['https://user:pass@posthog.example.com', 'holds a user name or password'],
    ['https://posthog.example.com/api', 'holds more than a host'],
    ['posthog', 'not an address'],
  ])('the address %s is refused', (url, message) => {
    const { error } = posthog.options.safeParse({ ...vendor.options, url })
    expect(error?.issues.map((issue) => issue.message.split('\n')[0])).toEqual([message])
  })

  test.each([
    ['shop', false],
    ['{release}-{release}', false],
    ['shop@{release}', true],
  ])('the template %s: accepted %s', (release, accepted) => {
    expect(posthog.options.safeParse({ ...vendor.options, release }).success).toBe(accepted)
  })

  test('whether the address may lead into a private network is handed on', async () => {
    const guards: unknown[] = []
    for (const allowed of [true, false]) {
      const context = {
        secret: () => 'x',
        http: { request: () => Promise.reject(new Error('not asked')), close: async () => {} },
        openHttp: (guard: unknown) => {
          guards.push(guard)
          return context.http
        },
        log: () => {},
      }
      await posthog.connect(
        posthog.options.parse({ ...vendor.options, 'allow-private-network': allowed }),
        { name: 'errors', slowerThan: null, options: posthog.metric.parse(vendor.metric) },
        context,
      )
    }
    expect(guards).toEqual([{ allowPrivate: true }, { allowPrivate: false }])
  })

  test('ids of releases and names of events are values, whatever they hold', () => {
    const text = anyText({ minLength: 1, maxLength: 40 })
    const plain = questionFor(
      { from: 0, slice: 60_000, count: 1, releases: ['a'] },
      { name: 'm', slowerThan: null, options: posthog.metric.parse({ event: 'e', 'bad-event': 'f' }) },
      ['a'],
    )
    fc.assert(
      fc.property(text, text, text, (release, event, bad) => {
        const asked = questionFor(
          { from: 0, slice: 60_000, count: 1, releases: [release] },
          { name: 'm', slowerThan: null, options: posthog.metric.parse({ event, 'bad-event': bad }) },
          [release],
        )
        expect(asked.query).toBe(plain.query)
        expect(asked.values).toMatchObject({ event, bad_event: bad, release_0: release })
      }),
    )
  })

  test('an id with template characters is put in as it is', async () => {
    const { seen } = await readVendor(vendor, { request: { canary: "$&{release}$'" } })
    expect(bodyOf(seen).query.values.release_0).toBe("shop@$&{release}$'")
    expect(CANARY).not.toContain('$')
  })
})
