import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import { datadog, queryFor, tagValue } from '../../src/metrics/datadog.ts'
import { anyText } from '../any-text.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { behavesLikeAVendor, readVendor, type VendorCase } from '../fakes/vendors/behaviour.ts'
import { DATADOG_ORIGIN, timeseries } from '../fakes/vendors/datadog.ts'
import { TRUTH } from '../fakes/vendors/past.ts'

const HITS = 'sum:shop.hits{service:shop,version:{release}}.as_count()'
const ERRORS = 'sum:shop.errors{service:shop,version:{release}}.as_count()'

const vendor: VendorCase<typeof datadog.options, typeof datadog.metric> = {
  title: 'Datadog',
  definition: datadog,
  options: {},
  metric: { total: HITS, bad: ERRORS },
  secrets: { DD_API_KEY: 'canary-api-key', DD_APPLICATION_KEY: 'canary-app-key' },
  scope: 'timeseries_query',
  origin: DATADOG_ORIGIN,
  script: timeseries,
  start: MONDAY_MORNING,
  slice: 300_000,
  parts: 5,
}

behavesLikeAVendor(vendor)

interface Body {
  data: {
    attributes: { series: { query_index: number }[]; times: number[]; values: (number | string | null)[][] }
  }
}

const always = <T>(value: T): T[] => new Array<T>(TRUTH.length).fill(value)
const changed = (change: (attributes: Body['data']['attributes']) => unknown) =>
  readVendor(vendor, {
    faults: () => ({
      change: (answer) => ({ data: { attributes: change((answer as Body).data.attributes) } }),
    }),
  })
const figures = (change: (value: number | string | null) => unknown) =>
  changed(({ series, times, values }) => ({ series, times, values: values.map((row) => row.map(change)) }))

describe('an odd answer of Datadog', () => {
  test('no series are no data, never zero', async () => {
    expect((await changed(() => ({ series: [], times: [], values: [] }))).slices).toEqual(always('no-data'))
  })

  test('null points are no data, never zero', async () => {
    expect((await figures(() => null)).slices).toEqual(always('no-data'))
  })

  test('a counter of bad units without points is no bad unit', async () => {
    const { slices } = await changed(({ series, times, values }) => {
      const keep = series.map(({ query_index }) => query_index % 2 === 0)
      return { series: series.filter((_, i) => keep[i]), times, values: values.filter((_, i) => keep[i]) }
    })
    expect(slices).toEqual(
      TRUTH.map(({ canary, baseline }) => ({
        canary: { n: canary.n, x: 0 },
        baseline: { n: baseline.n, x: 0 },
      })),
    )
  })

  test('two series for one query are ambiguous', async () => {
    const { slices } = await changed(({ series, times, values }) => ({
      series: [...series, ...series],
      times,
      values: [...values, ...values],
    }))
    expect(slices).toEqual(always('ambiguous'))
  })

  test.each([
    ['NaN', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    [-12, 'counter-reset'],
  ])('points of %s are %s', async (value, problem) => {
    expect((await figures((was) => (was === null ? null : value))).slices).toEqual(always(problem))
  })

  test('recording that stops is stale, not silent', async () => {
    const { slices } = await changed(({ series, times, values }) => ({
      series,
      times,
      values: values.map((row) =>
        row.map((value, index) => ((times[index] ?? 0) < MONDAY_MORNING + 600_000 ? value : null)),
      ),
    }))
    expect(slices).toEqual([...TRUTH.slice(0, 2), 'stale', 'stale', 'stale', 'stale'])
  })

  test.each([
    [
      'longer intervals than asked for',
      ({ series, times, values }: Body['data']['attributes']) => ({
        series,
        times: times.filter((_, index) => index % 2 === 0),
        values: values.map((row) => row.filter((_, index) => index % 2 === 0)),
      }),
    ],
    [
      'other moments than asked for',
      ({ series, times, values }: Body['data']['attributes']) => ({
        series,
        times: times.map((time) => time + 10_000),
        values,
      }),
    ],
    [
      'series of another length',
      ({ series, times, values }: Body['data']['attributes']) => ({
        series,
        times,
        values: values.map((row) => row.slice(1)),
      }),
    ],
    [
      'series that nobody asked for',
      ({ series, times, values }: Body['data']['attributes']) => ({
        series: series.map(() => ({ query_index: 9 })),
        times,
        values,
      }),
    ],
  ])('%s are an error of Datadog', async (_, change) => {
    const { error } = await changed(change)
    expect(error).toMatchObject({ name: 'ProviderError', retryable: false, code: 'invalid-answer' })
  })

  test('what Datadog refuses with a 200 is for a person', async () => {
    const { error } = await readVendor(vendor, {
      faults: () => ({ change: () => ({ data: null, errors: 'No valid queries to execute' }) }),
    })
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('No valid queries')
  })
})

describe('what is asked of Datadog', () => {
  test('both releases and both sums in one request, with both keys', async () => {
    const { seen } = await readVendor(vendor)
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      data: {
        attributes: {
          interval: 300_000,
          queries: [
            { query: 'sum:shop.hits{service:shop,version:8f1c2a44-new}.as_count().rollup(sum, 300)' },
            { query: 'sum:shop.errors{service:shop,version:8f1c2a44-new}.as_count().rollup(sum, 300)' },
            { query: 'sum:shop.hits{service:shop,version:3b7d90ee-old}.as_count().rollup(sum, 300)' },
            { query: 'sum:shop.errors{service:shop,version:3b7d90ee-old}.as_count().rollup(sum, 300)' },
          ],
        },
      },
    })
  })

  test('a cost may exceed its units, a share may not', async () => {
    const metric = { total: ERRORS, bad: HITS }
    const only = { from: MONDAY_MORNING + 5 * 300_000, count: 1, baseline: null }
    expect((await readVendor(vendor, { wish: { metric }, request: only })).slices).toEqual(['out-of-range'])
    expect((await readVendor(vendor, { wish: { metric, per: 'user' }, request: only })).slices).toEqual([
      { canary: { n: 2, x: 11 }, baseline: null },
    ])
  })

  test('a latency is refused, with the way to count one', async () => {
    const { error } = await readVendor(vendor, { wish: { slowerThan: 500 } })
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('count(v: v>0.5)')
  })

  test('the site decides who is asked', async () => {
    const { error } = await readVendor(vendor, { wish: { options: { site: 'datadoghq.eu' } } })
    expect(String(error)).toContain('asked https://api.datadoghq.eu instead')
    expect(datadog.options.safeParse({ site: 'evil.example' }).success).toBe(false)
  })

  test.each([
    [HITS],
    ['count(v: v>0.5):shop.duration{version:{release}}.as_count()'],
    ['sum:shop.hits{service:shop AND version:{release}}'],
    ['count:shop.duration{env:prod,release-id:{release},region:eu}.as_count()'],
  ])('the query %s is accepted', (text) => {
    expect(datadog.metric.safeParse({ total: text, bad: text }).error).toBeUndefined()
  })

  test.each([
    ['sum:shop.hits{service:shop}.as_count()', 'must be one sum of counts of one release'],
    ['avg:shop.duration{version:{release}}', 'must be one sum of counts of one release'],
    ['sum:shop.hits{version:{release}}.as_rate()', 'must be one sum of counts of one release'],
    [
      'sum:shop.hits{version:{release}} + sum:b{version:{release}}',
      'must be one sum of counts of one release',
    ],
    ['sum:shop.hits{version:{release}} by {host}', 'groups give several series where one is needed'],
    ['sum:shop.hits{version:{release}}.rollup(avg, 60)', 'the rollup is chosen by the slice'],
    ['sum:shop.hits{version:{release}*}', '{release} must be the whole value of one tag'],
    ['sum:shop.hits{{release}}', '{release} must be the whole value of one tag'],
    ['sum:shop.hits{version:{release},other:{release}}', 'must be one sum of counts of one release'],
    ['sum:shop.hits{-version:{release}}', '{release} must be the whole value of one tag'],
    ['sum:shop.hits{a:b,!version:{release}}', '{release} must be the whole value of one tag'],
    ['sum:shop.hits{NOT version:{release}}', '{release} may not be excluded'],
  ])('the query %s is refused', (total, message) => {
    const { error } = datadog.metric.safeParse({ total, bad: ERRORS })
    expect(error?.issues.map((issue) => issue.message.split('\n')[0])).toEqual([message])
  })
})

describe('the id of a release in a query of Datadog', () => {
  test('is one plain tag value, or refused', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), fc.stringMatching(/^[A-Za-z0-9_.:/{},* -]{0,40}$/)), (id) => {
        let value: string
        try {
          value = tagValue(id)
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError)
          expect(id).not.toMatch(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,199}$/)
          return
        }
        expect(value).toMatch(/^[a-z0-9][a-z0-9_.:/-]*$/)
        expect(queryFor(HITS, id, 60_000)).toBe(
          `sum:shop.hits{service:shop,version:${value}}.as_count().rollup(sum, 60)`,
        )
      }),
    )
  })

  test.each(['*', 'a,service:other', 'a}', 'a b', ''])('%j is refused', (id) => {
    expect(() => tagValue(id)).toThrow(ConfigError)
  })
})
