import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MetricSlice } from '../../src/analysis/judgement.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { SliceRequest } from '../../src/metrics/source.ts'
import type { PrometheusServer } from '../servers/prometheus.ts'
import { runsPrometheus, startPrometheus } from '../servers/prometheus.ts'
import { HOSTILE, SAMPLES, SLICE, SLICES, START, TRUTH } from './scenes.ts'
import type { Answer, Fault } from './stand-in.ts'
import { startStandIn } from './stand-in.ts'
import type { Wish } from './world.ts'
import { COUNTERS, connectTo, REQUEST } from './world.ts'

const told = ({ canary, baseline, problem }: MetricSlice) => problem ?? { canary, baseline }
const always = <T>(value: T): T[] => new Array<T>(SLICES).fill(value)

describe.runIf(await runsPrometheus())('a real Prometheus', () => {
  let server: PrometheusServer
  beforeAll(async () => {
    server = await startPrometheus(SAMPLES)
  })
  afterAll(() => server?.stop())
  const read = async (wish: Wish = {}, request: Partial<SliceRequest> = {}) =>
    (await (await connectTo(server.url, wish)).read({ ...REQUEST, ...request })).slices.map(told)

  test('the id of a release is text and never a part of the query', async () => {
    const slices = await read({}, { canary: HOSTILE })
    expect(slices).toEqual(TRUTH.map(({ baseline }) => ({ canary: { n: 4, x: 0 }, baseline })))
    expect(await read({}, { canary: 'new"} or requests_total{release="old' })).toEqual(always('no-data'))
  })

  test.each([
    ['500ms', 500, 8, 4],
    ['250ms', 250, 16, 8],
    ['1s, which the exporter writes as 1.0', 1000, 0, 0],
  ])('slower than %s is counted from the bucket with this bound', async (_, slowerThan, fresh, old) => {
    const metric = { histogram: 'duration_seconds_bucket{release={release},}' }
    expect(await read({ metric, slowerThan })).toEqual(
      always({ canary: { n: 40, x: fresh }, baseline: { n: 40, x: old } }),
    )
  })

  test('a latency that is no bound is refused with the bounds there are', async () => {
    const asked = read({
      metric: { histogram: 'duration_seconds_bucket{release={release}}' },
      slowerThan: 300,
    })
    await expect(asked).rejects.toThrow(ConfigError)
    await expect(asked).rejects.toThrow('one of 250ms, 500ms, 1s')
  })

  test('a release may be named by another metric that the counters are joined with', async () => {
    const joined = (name: string) => `${name} * on (instance) group_left () build_info{version={release}}`
    const metric = { total: joined('jobs_total'), bad: joined('failed_jobs_total') }
    const counts = { n: 20, x: 4 }
    expect(await read({ metric })).toEqual(always({ canary: counts, baseline: counts }))
  })

  test.each(['sum by (instance) (%)', 'sum without (release) (%)', 'sum(%) by (instance)'])(
    'counters added up per process as %s count the same',
    async (form) => {
      const around = (selector: string) => form.replace('%', () => selector)
      const metric = { total: around(COUNTERS.total), bad: around(COUNTERS.bad) }
      expect(await read({ metric })).toEqual(TRUTH)
    },
  )

  test('more slices than one answer may hold are asked for in several', async () => {
    const earlier = 11_200
    const slices = await read({}, { from: START - earlier * SLICE, count: earlier + SLICES })
    expect(slices).toHaveLength(earlier + SLICES)
    expect(slices.slice(-SLICES)).toEqual(TRUTH)
    expect(slices.slice(0, 11_000).filter((slice) => slice !== 'no-data')).toEqual([])
  })

  test('the new release is still counted when the old one is gone', async () => {
    const slices = await read({}, { baseline: 'a-release-that-is-gone' })
    const gone = { n: 4, x: 0 }
    expect(slices).toEqual(TRUTH.map(({ canary }, index) => ({ canary, baseline: index < 2 ? gone : null })))
  })

  test('without another release nothing proves that a first sample is a birth, so that slice is unknown', async () => {
    const slices = await read({}, { canary: 'a-release-that-appears', baseline: null })
    const four = { canary: { n: 8, x: 0 }, baseline: null }
    expect(slices).toEqual(['no-data', 'no-data', 'no-data', four, four, four])
  })

  test('a cost may exceed its units, a share may not', async () => {
    const metric = { total: COUNTERS.bad, bad: COUNTERS.total }
    const only = { from: START + 5 * SLICE, count: 1, canary: 'old', baseline: null }
    expect(await read({ metric }, only)).toEqual(['out-of-range'])
    expect(await read({ metric, per: 'user' }, only)).toEqual([{ canary: { n: 1, x: 119 }, baseline: null }])
  })

  test('a query that Prometheus does not understand is for a person, in the words of Prometheus', async () => {
    const asked = read({ metric: { ...COUNTERS, total: 'requests_total{release={release}} +' } })
    await expect(asked).rejects.toThrow(ConfigError)
    await expect(asked).rejects.toThrow(/parse error/)
  })

  test('a slice too short for two samples is refused, with what would do', async () => {
    const asked = read({ options: { 'scrape-interval': '1m' } })
    await expect(asked).rejects.toThrow(ConfigError)
    await expect(asked).rejects.toThrow('a slice of 2m or more')
  })

  test('a scrape interval that is too short for the truth is noticed', async () => {
    const lines: string[] = []
    expect(await read({ lines, options: { 'scrape-interval': '1s' } })).toEqual(always('stale'))
    expect(lines.join('\n')).toMatch(/6 of 6 slices are stale; is scrape-interval/)
  })

  test('a counter of bad units that was never seen is no reason to stop, and is said', async () => {
    const lines: string[] = []
    const slices = await read({ lines, metric: { ...COUNTERS, bad: 'no_such_total{release={release}}' } })
    expect(slices).toEqual(
      TRUTH.map(({ canary, baseline }) => ({
        canary: { n: canary.n, x: 0 },
        baseline: { n: baseline.n, x: 0 },
      })),
    )
    expect(lines).toEqual([expect.stringContaining('nothing bad was found so far')])
  })
})

describe('what a connection can do follows its options', () => {
  test.each([
    [{}, { delay: 60_000, lookBack: 15 * 86_400_000, minSlice: 30_000 }],
    [{ 'scrape-interval': '1s' }, { minSlice: 2000 }],
    [
      { delay: '3m', 'look-back': '30d', 'scrape-interval': '1m' },
      { delay: 180_000, lookBack: 30 * 86_400_000, minSlice: 120_000 },
    ],
  ])('%o', async (options, abilities) => {
    const source = await connectTo('http://127.0.0.1:9', { options })
    expect(source.abilities).toMatchObject({ answers: 'history', ...abilities })
  })
})

const TOKEN = 'canary-token-8f3a'

/** Reads from a stand-in that answers each request with this fault; null: the truth. */
const readFrom = async (fault: (count: number) => Fault | null, wish: Wish = {}) => {
  const server = await startStandIn(SAMPLES, fault)
  try {
    const source = await connectTo(server.url, {
      options: { token: 'PROM_TOKEN', ...wish.options },
      secrets: { PROM_TOKEN: TOKEN },
      ...(wish.lines && { lines: wish.lines }),
    })
    const outcome = await source.read(REQUEST).then(
      ({ slices }) => ({ slices: slices.map(told), error: null }),
      (error: unknown) => ({ slices: [], error }),
    )
    expect(String(outcome.error)).not.toContain(TOKEN)
    return { ...outcome, asked: server.seen.length }
  } finally {
    await server.close()
  }
}

const envelope = (errorType: string, error: string) => JSON.stringify({ status: 'error', errorType, error })

describe('when Prometheus fails', () => {
  test.each([500, 502, 503, 504, 429])('%i is asked again, and passes', async (status) => {
    const { slices, asked } = await readFrom((count) => (count === 1 ? { status, body: 'busy' } : null))
    expect(slices).toEqual(TRUTH)
    expect(asked).toBe(2)
  })

  test.each([
    ['503 for good', { status: 503, body: envelope('unavailable', 'x') }, true],
    ['an internal error', { status: 400, body: envelope('internal', 'x') }, true],
    ['a page instead of JSON', { body: '<html>welcome</html>' }, false],
    ['400 without a reason', { status: 400, body: 'no' }, false],
  ])('%s is an error of Prometheus and no slice', async (_, fault, retryable) => {
    const { error } = await readFrom(() => fault)
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ provider: 'prometheus', retryable, effect: 'none' })
  })

  test.each([
    ['401', { status: 401, body: 'no' }, /the secret PROM_TOKEN \(401\)/],
    ['403', { status: 403, body: 'no' }, /the secret PROM_TOKEN \(403\)/],
    ['404', { status: 404, body: 'no' }, /no Prometheus API at this address/],
    [
      'a bad query',
      { status: 400, body: envelope('bad_data', 'parse error at char 3') },
      /parse error at char 3/,
    ],
    [
      'a query that cannot be evaluated',
      { status: 422, body: envelope('execution', 'many-to-many matching') },
      /many-to-many/,
    ],
    [
      'an answer that is too large',
      { headers: { 'content-length': '99999999' }, body: '{}' },
      /sum by \(instance\)/,
    ],
    [
      'a native histogram',
      {
        change: ({ data }: Answer) => ({
          status: 'success',
          data: {
            ...data,
            result: data.result.map(({ metric }) => ({
              metric,
              histograms: [[START / 1000, { count: '1' }]],
            })),
          },
        }),
      },
      /native histogram/,
    ],
  ] as [string, Fault, RegExp][])('%s is for a person', async (_, fault, says) => {
    const { error, asked } = await readFrom(() => fault)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toMatch(says)
    expect(asked).toBe(1)
  })

  test('what Prometheus says is printed as one harmless line', async () => {
    const evil = `x\n::error::boo \u001b[31m\u202e ${'y'.repeat(5000)}`
    const { error } = await readFrom(() => ({ status: 400, body: envelope('bad_data', evil) }))
    const [problem] = error instanceof ConfigError ? error.problems : []
    expect(problem?.message).toMatch(/^prometheus cannot answer[\x20-\x7e…]{1,400}$/)
  })

  test('warnings are passed on, harmless', async () => {
    const lines: string[] = []
    const warnings = ['partial\n::set-output::x', 'two', 'three', 'four']
    const { slices } = await readFrom(() => ({ change: (answer) => ({ ...answer, warnings }) }), { lines })
    expect(slices).toEqual(TRUTH)
    expect(lines).toHaveLength(3)
    expect(lines[0]).toMatch(/^prometheus warns: partial [\x20-\x7e]+$/)
  })
})

type Result = Answer['data']['result']

describe('an answer that is not what was asked for', () => {
  const changed = (change: (result: Result) => unknown, resultType = 'matrix') =>
    readFrom(() => ({
      change: ({ data }) => ({ status: 'success', data: { resultType, result: change(data.result) } }),
    }))
  const point = (change: (value: [number, string]) => unknown) => (result: Result) =>
    result.map((series) => ({ ...series, values: series.values.map(change) }))

  test.each([
    ['one moment instead of many', (result: Result) => result, 'vector'],
    ['other moments', point(([at, value]) => [at + 7, value]), 'matrix'],
    ['values that are no numbers', point(([at]) => [at, '12 apples']), 'matrix'],
    ['numbers instead of text', point(([at, value]) => [at, Number(value)]), 'matrix'],
    [
      'series that nobody asked for',
      (result: Result) => [...result, { metric: { job: 'x' }, values: [[START / 1000, '1']] }],
      'matrix',
    ],
    ['nothing that looks like series', () => 'none', 'matrix'],
  ])('%s is an error of Prometheus', async (_, change, resultType) => {
    const { error } = await changed(change, resultType)
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ retryable: false, code: 'invalid-answer' })
  })

  test('an empty answer is no data, never zero', async () => {
    expect((await changed(() => [])).slices).toEqual(always('no-data'))
  })

  test('a series that says two things at once is ambiguous', async () => {
    const twice = (result: Result) =>
      result.flatMap((series) =>
        series.metric.sluice_role === 'canary total'
          ? [series, { ...series, values: series.values.map(([at]) => [at, '1']) }]
          : [series],
      )
    expect((await changed(twice)).slices).toEqual(always('ambiguous'))
  })

  test('the same series twice is one series', async () => {
    expect((await changed((result) => [...result, ...result])).slices).toEqual(TRUTH)
  })
})

describe('credentials', () => {
  const headersFor = async (options: Record<string, unknown>, secret: string) => {
    const server = await startStandIn(SAMPLES)
    try {
      const wish = { options: { token: 'PROM_TOKEN', ...options }, secrets: { PROM_TOKEN: secret } }
      await (await connectTo(server.url, wish)).read(REQUEST)
      return server.seen[0]?.headers ?? {}
    } finally {
      await server.close()
    }
  }

  test.each([
    [{}, 'abc', 'Bearer abc'],
    [{ auth: 'bearer' }, 'Bearer abc', 'Bearer abc'],
    [{ auth: 'basic' }, 'user:pass:word', `Basic ${Buffer.from('user:pass:word').toString('base64')}`],
    [{ auth: 'fly' }, 'fm2_abc', 'FlyV1 fm2_abc'],
    [{ auth: 'fly' }, 'FlyV1 fm2_abc,fm2_def', 'FlyV1 fm2_abc,fm2_def'],
    [{ auth: 'FlyV1' }, 'fm2_abc', 'FlyV1 fm2_abc'],
    [{ auth: 'Token' }, 'abc', 'Token abc'],
  ])('%o with the secret %s sends %s', async (options, secret, header) => {
    expect(await headersFor(options, secret)).toMatchObject({ authorization: header })
  })

  test('a header of its own carries the bare token', async () => {
    const headers = await headersFor({ header: 'X-Api-Key' }, 'abc')
    expect(headers).toMatchObject({ 'x-api-key': 'abc' })
    expect(headers).not.toHaveProperty('authorization')
  })

  test.each([
    ['two\nlines', {}],
    ['no colon', { auth: 'basic' }],
    ['', {}],
  ])('a secret that cannot be sent (%j) is named and not shown', async (secret, options) => {
    const wish = { options: { token: 'PROM_TOKEN', ...options }, secrets: { PROM_TOKEN: secret } }
    const error: unknown = await connectTo('http://127.0.0.1:9', wish).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('PROM_TOKEN')
    if (secret !== '') expect(String(error)).not.toContain(secret)
  })
})
