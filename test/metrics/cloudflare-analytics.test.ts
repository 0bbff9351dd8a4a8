import { describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { cloudflareAnalytics } from '../../src/metrics/cloudflare-analytics.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { behavesLikeAVendor, readVendor, type VendorCase } from '../fakes/vendors/behaviour.ts'
import { analytics, CLOUDFLARE_ORIGIN } from '../fakes/vendors/cloudflare.ts'
import { BASELINE, CANARY, TRUTH } from '../fakes/vendors/past.ts'

const ACCOUNT = '0123456789abcdef0123456789abcdef'

const vendor: VendorCase<typeof cloudflareAnalytics.options, typeof cloudflareAnalytics.metric> = {
  title: 'Cloudflare analytics',
  definition: cloudflareAnalytics,
  options: { account: ACCOUNT, script: 'shop' },
  metric: {},
  secrets: { CLOUDFLARE_API_TOKEN: 'canary-token-8f3a' },
  scope: 'Account Analytics',
  origin: CLOUDFLARE_ORIGIN,
  script: (past) => analytics(past, 'shop'),
  start: MONDAY_MORNING,
  slice: 300_000,
  parts: 5,
}

behavesLikeAVendor(vendor)

/** Rows of a good answer. */
interface Body {
  data: { viewer: { accounts: { workersInvocationsAdaptive: Record<string, unknown>[] }[] } }
  errors: unknown
}

const changed = (change: (rows: Record<string, unknown>[]) => unknown[]) =>
  readVendor(vendor, {
    faults: () => ({
      change: (answer) => {
        const rows = (answer as Body).data.viewer.accounts[0]?.workersInvocationsAdaptive ?? []
        return { data: { viewer: { accounts: [{ workersInvocationsAdaptive: change(rows) }] } } }
      },
    }),
  })

const always = <T>(value: T): T[] => new Array<T>(TRUTH.length).fill(value)

describe('an odd answer of Cloudflare analytics', () => {
  test('no rows are no data, never zero', async () => {
    expect((await changed(() => [])).slices).toEqual(always('no-data'))
  })

  test('two rows for one version and moment are ambiguous', async () => {
    const { slices } = await changed((rows) => [...rows, ...rows])
    expect(slices).toEqual(always('ambiguous'))
  })

  test.each([
    ['NaN', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['-Infinity', 'not-a-number'],
    [-4, 'out-of-range'],
  ])('a number of %s is %s', async (requests, problem) => {
    const { slices } = await changed((rows) => rows.map((row) => ({ ...row, sum: { requests, errors: 0 } })))
    expect(slices).toEqual(always(problem))
  })

  test('more errors than requests are out of range', async () => {
    const { slices } = await changed((rows) =>
      rows.map((row) => ({ ...row, sum: { requests: 1, errors: 2 } })),
    )
    expect(slices).toEqual(always('out-of-range'))
  })

  test('rows without figures are no rows', async () => {
    const { slices } = await changed((rows) =>
      rows.map((row) => ({ ...row, sum: { requests: null, errors: null } })),
    )
    expect(slices).toEqual(always('no-data'))
  })

  test('recording that stops is stale, not silent', async () => {
    const { slices } = await changed((rows) =>
      rows.filter((row) => {
        const { bucket } = row.dimensions as { bucket: string }
        return Date.parse(bucket) < MONDAY_MORNING + 2 * 300_000
      }),
    )
    expect(slices).toEqual([...TRUTH.slice(0, 2), 'stale', 'stale', 'stale', 'stale'])
  })

  test.each([
    ['a version that nobody asked for', { scriptVersion: 'other', bucket: '2026-03-02T09:00:00Z' }],
    ['a moment that nobody asked for', { scriptVersion: CANARY, bucket: '2026-03-02T09:00:07Z' }],
  ])('%s is an error of Cloudflare', async (_, dimensions) => {
    const { error } = await changed((rows) => rows.map((row) => ({ ...row, dimensions })))
    expect(error).toMatchObject({ name: 'ProviderError', retryable: false, code: 'invalid-answer' })
  })

  test('as many rows as fit are too few to be trusted', async () => {
    const { error } = await changed((rows) =>
      Array.from({ length: 10_000 }, () => ({ ...rows[0], avg: { sampleInterval: 1 } })),
    )
    expect(error).toMatchObject({ name: 'ProviderError', code: 'invalid-answer' })
  })

  test('samples that were scaled up are said', async () => {
    const lines: string[] = []
    const { slices } = await readVendor(vendor, {
      wish: { lines },
      faults: () => ({
        change: (answer) =>
          JSON.parse(
            JSON.stringify(answer).replaceAll('"sampleInterval":1', '"sampleInterval":10'),
          ) as unknown,
      }),
    })
    expect(slices).toEqual(TRUTH)
    expect(lines).toEqual([expect.stringContaining('estimates')])
  })

  const failing = (message: string, code: string) =>
    readVendor(vendor, {
      faults: () => ({ change: () => ({ data: null, errors: [{ message, extensions: { code } }] }) }),
    })

  test.each([
    ['not authorized for that account', 'authz', 'CLOUDFLARE_API_TOKEN'],
    ['query time range is too large', 'quota', 'time range is too large'],
    ['unknown field "scriptVersion"', '', 'scriptVersion'],
  ])('the error "%s" of a 200 is for a person', async (message, code, says) => {
    const { error } = await failing(message, code)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain(says)
  })

  test.each([
    ['rate limiter budget depleted', 'budget'],
    ['internal server error', ''],
  ])('the error "%s" of a 200 may pass', async (message, code) => {
    const { error } = await failing(message, code)
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ retryable: true, effect: 'none' })
  })

  test('an account that the token may not see is a matter of the token', async () => {
    const { error } = await readVendor(vendor, {
      faults: () => ({ change: () => ({ data: { viewer: { accounts: [] } } }) }),
    })
    expect(String(error)).toContain('CLOUDFLARE_API_TOKEN')
  })
})

describe('what is asked of Cloudflare analytics', () => {
  test.each(['a" } evil { x(y: "', "'; drop", '${x}', 'a\\', '\u0000'])(
    'the id %j of a release goes along as a variable and never in the query',
    async (canary) => {
      const { seen, slices, violations } = await readVendor(vendor, { request: { canary } })
      const { query, variables } = JSON.parse(seen[0]?.body ?? '') as {
        query: string
        variables: { filter: { scriptVersion_in: string[] } }
      }
      expect(query).not.toContain(canary)
      expect(variables.filter.scriptVersion_in).toEqual([canary, BASELINE])
      expect(slices).toEqual(always('no-data'))
      expect(violations).toEqual([])
    },
  )

  test.each([
    [60_000, 'datetimeMinute'],
    [300_000, 'datetimeFiveMinutes'],
    [420_000, 'datetimeMinute'],
    [1_800_000, 'datetimeFifteenMinutes'],
    [7_200_000, 'datetimeHour'],
  ])('slices of %i ms are made of the coarsest buckets that fit: %s', async (slice, dimension) => {
    const from = Math.floor(MONDAY_MORNING / slice) * slice
    const { seen } = await readVendor(vendor, { request: { slice, from } })
    expect(JSON.parse(seen[0]?.body ?? '')).toMatchObject({
      query: expect.stringContaining(`bucket: ${dimension}`),
    })
  })

  test('a latency is refused, with the source that can', async () => {
    const { error } = await readVendor(vendor, { wish: { slowerThan: 500 } })
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('cloudflare-telemetry')
  })

  test.each([
    [{ account: 'acme' }, 'account: this is not an account id'],
    [{ script: 'Shop!' }, 'script: this is not the name of a Worker'],
    [{ token: 'abc123' }, 'token: this is not the name of a secret'],
    [{ delay: '2d' }, 'delay: out of range'],
  ])('the keys %o are refused', (options, message) => {
    const { error } = cloudflareAnalytics.options.safeParse({ account: ACCOUNT, script: 'shop', ...options })
    expect(
      error?.issues.map(({ path, message: says }) => `${path.join('.')}: ${says.split('\n')[0]}`),
    ).toEqual([message])
  })
})
