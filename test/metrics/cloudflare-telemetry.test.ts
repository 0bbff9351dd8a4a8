import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import { cloudflareTelemetry } from '../../src/metrics/cloudflare-telemetry.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { behavesLikeAVendor, readVendor, type VendorCase } from '../fakes/vendors/behaviour.ts'
import { CLOUDFLARE_ORIGIN, telemetry } from '../fakes/vendors/cloudflare.ts'
import { BASELINE, CANARY, TRUTH } from '../fakes/vendors/past.ts'

const vendor: VendorCase<typeof cloudflareTelemetry.options, typeof cloudflareTelemetry.metric> = {
  title: 'Cloudflare telemetry',
  definition: cloudflareTelemetry,
  options: { account: '0123456789abcdef0123456789abcdef', script: 'shop' },
  metric: {},
  secrets: { CLOUDFLARE_API_TOKEN: 'canary-token-8f3a' },
  scope: 'Workers Observability',
  origin: CLOUDFLARE_ORIGIN,
  script: (past) => telemetry(past, 'shop'),
  start: MONDAY_MORNING,
  slice: 300_000,
  parts: 5,
}

behavesLikeAVendor(vendor)

interface Point {
  value: unknown
  interval: number
  groups: { key: string; value: string }[]
}
interface Series {
  time: string
  data: Point[]
}
interface Body {
  success: boolean
  result: { run: { status: string }; calculations: { series: Series[] }[] }
}

const always = <T>(value: T): T[] => new Array<T>(TRUTH.length).fill(value)

/** Changes good answers; `only` says which of the two requests of a read. */
const changed = (change: (body: Body) => unknown, only: (count: number) => boolean = () => true) =>
  readVendor(vendor, {
    faults: (count) => (only(count) ? { change: (answer) => change(structuredClone(answer) as Body) } : null),
  })

const points = (change: (point: Point) => Point) => (body: Body) => {
  for (const { series } of body.result.calculations) for (const one of series) one.data = one.data.map(change)
  return body
}

describe('an odd answer of Cloudflare telemetry', () => {
  test('no series are no data, never zero', async () => {
    const { slices } = await changed((body) => ({ ...body, result: { ...body.result, calculations: [] } }))
    expect(slices).toEqual(always('no-data'))
  })

  test('two series for one version are ambiguous', async () => {
    const twice = (body: Body) => {
      for (const { series } of body.result.calculations) for (const one of series) one.data.push(...one.data)
      return body
    }
    expect((await changed(twice, (count) => count === 1)).slices).toEqual(always('ambiguous'))
  })

  test.each([
    ['NaN', 'not-a-number'],
    [-3, 'out-of-range'],
    [null, 'no-data'],
  ])('a count of %s is %s', async (value, problem) => {
    expect((await changed(points((point) => ({ ...point, value })))).slices).toEqual(always(problem))
  })

  test('bad invocations where there are none at all are out of range', async () => {
    const { slices } = await changed(
      (body) => {
        for (const calculation of body.result.calculations) calculation.series = []
        return body
      },
      (count) => count === 1,
    )
    expect(slices).toEqual([
      'out-of-range',
      'no-data',
      'out-of-range',
      'out-of-range',
      'out-of-range',
      'out-of-range',
    ])
  })

  test.each([
    [
      'points without a version: bad units among them would be lost',
      points((point) => ({ ...point, groups: [] })),
    ],
    ['longer buckets than asked for', points((point) => ({ ...point, interval: 600 }))],
    [
      'moments that nobody asked for',
      (body: Body) => {
        for (const { series } of body.result.calculations)
          for (const one of series) one.time = one.time.replace(/:00$/, ':07')
        return body
      },
    ],
    [
      'a version that nobody asked for',
      points((point) => ({ ...point, groups: [{ key: '$workers.scriptVersion.id', value: 'other' }] })),
    ],
    [
      'a time that is none',
      (body: Body) => {
        for (const { series } of body.result.calculations) for (const one of series) one.time = 'noon'
        return body
      },
    ],
  ])('%s are an error of Cloudflare', async (_, change) => {
    const { error } = await changed(change)
    expect(error).toMatchObject({ name: 'ProviderError', retryable: false, code: 'invalid-answer' })
  })

  test('a count that is not finished may be finished later', async () => {
    const { error } = await changed((body) => ({ ...body, result: { run: { status: 'STARTED' } } }))
    expect(error).toMatchObject({ name: 'ProviderError', retryable: true, effect: 'none' })
  })

  test('what Cloudflare refuses with a 200 is for a person', async () => {
    const { error } = await changed(() => ({
      success: false,
      errors: [{ message: 'unknown key' }],
      result: null,
    }))
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('unknown key')
  })
})

describe('what is asked of Cloudflare telemetry', () => {
  const bodies = async (wish: Parameters<typeof readVendor>[1] = {}) =>
    (await readVendor(vendor, wish)).seen.map(
      ({ body }) => JSON.parse(body) as { parameters: { filters: unknown[] }; granularity: number },
    )

  test('first all invocations of both versions, then the bad ones of the same span', async () => {
    const [all, bad] = await bodies()
    expect(all?.parameters.filters).toEqual(bad?.parameters.filters.slice(0, -1))
    expect(bad?.parameters.filters.at(-1)).toMatchObject({
      kind: 'group',
      filterCombination: 'or',
      filters: [
        { key: '$workers.event.response.status', operation: 'gte', value: 500 },
        { key: '$workers.outcome', value: 'exception' },
        { key: '$workers.outcome', value: 'exceededCpu' },
        { key: '$workers.outcome', value: 'exceededMemory' },
        { key: '$workers.outcome', value: 'scriptNotFound' },
      ],
    })
    expect(all?.granularity).toBe(TRUTH.length + 1)
  })

  test('slower than a time is a filter on the wall time, and counted exactly', async () => {
    const { slices, seen, violations } = await readVendor(vendor, { wish: { slowerThan: 750 } })
    expect(violations).toEqual([])
    expect(slices).toEqual(TRUTH)
    const { parameters } = JSON.parse(seen[1]?.body ?? '') as { parameters: { filters: unknown[] } }
    expect(parameters.filters.at(-1)).toEqual({
      kind: 'filter',
      key: '$workers.wallTimeMs',
      operation: 'gt',
      type: 'number',
      value: 750,
    })
  })

  test.each(['a"b', "x' or '1'='1", '{"key":1}'])(
    'the id %j of a release is a value of a filter',
    async (canary) => {
      const [all] = await bodies({ request: { canary } })
      expect(all?.parameters.filters[2]).toMatchObject({ filters: [{ value: canary }, { value: BASELINE }] })
    },
  )

  test('a baseline that is the new release itself is asked for once', async () => {
    const { slices, violations } = await readVendor(vendor, { request: { baseline: CANARY } })
    expect(violations).toEqual([])
    expect(slices).toEqual(TRUTH.map(({ canary }) => ({ canary, baseline: canary })))
  })

  test('the retention is that of the plan', async () => {
    expect(cloudflareTelemetry.abilities.lookBack).toBe(7 * 86_400_000)
    const { error } = cloudflareTelemetry.options.safeParse({ ...vendor.options, 'look-back': '60d' })
    expect(error?.issues[0]?.message).toMatch(/^out of range/)
  })
})
