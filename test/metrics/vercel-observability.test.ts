import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import { filterFor, odataText, vercelObservability } from '../../src/metrics/vercel-observability.ts'
import { anyText } from '../any-text.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { behavesLikeAVendor, readVendor, type VendorCase } from '../fakes/vendors/behaviour.ts'
import { TRUTH } from '../fakes/vendors/past.ts'
import { observability, VERCEL_ORIGIN } from '../fakes/vendors/vercel.ts'

const vendor: VendorCase<typeof vercelObservability.options, typeof vercelObservability.metric> = {
  title: 'Vercel observability',
  definition: vercelObservability,
  options: { team: 'team_acme', project: 'prj_shop' },
  metric: {},
  secrets: { VERCEL_TOKEN: 'canary-token-8f3a' },
  scope: 'read this team',
  origin: VERCEL_ORIGIN,
  script: observability,
  start: MONDAY_MORNING,
  slice: 300_000,
  parts: 5,
}

behavesLikeAVendor(vendor)

type Rows = Record<string, unknown>[]

const COLUMN = 'vercel_function_invocation_count_sum'
const always = <T>(value: T): T[] => new Array<T>(TRUTH.length).fill(value)
const changed = (change: (rows: Rows) => unknown) =>
  readVendor(vendor, {
    faults: () => ({
      change: (answer) => ({ data: change((answer as { data: Rows }).data), summary: [], statistics: {} }),
    }),
  })

describe('an odd answer of Vercel', () => {
  test('no rows are no data, never zero', async () => {
    expect((await changed(() => [])).slices).toEqual(always('no-data'))
  })

  test('two rows for one deployment and moment are ambiguous', async () => {
    expect((await changed((rows) => [...rows, ...rows])).slices).toEqual(always('ambiguous'))
  })

  test.each([
    ['NaN', 'not-a-number'],
    [-1, 'out-of-range'],
    [null, 'no-data'],
  ])('a count of %s is %s', async (value, problem) => {
    const { slices } = await changed((rows) => rows.map((row) => ({ ...row, [COLUMN]: value })))
    expect(slices).toEqual(always(problem))
  })

  test('times without a zone are UTC', async () => {
    const { slices } = await changed((rows) =>
      rows.map((row) => ({
        ...row,
        timestamp: String(row.timestamp).replace('.000Z', '').replace('T', ' '),
      })),
    )
    expect(slices).toEqual(TRUTH)
  })

  test.each([
    ['a deployment that nobody asked for', { deployment_id: 'dpl_other' }],
    ['a moment that nobody asked for', { timestamp: '2026-03-02T09:00:07Z' }],
    ['a time that is none', { timestamp: 'noon' }],
    ['another column', { [COLUMN]: undefined }],
    ['text where a number belongs', { [COLUMN]: 'many' }],
  ])('%s: an error of Vercel', async (_, change) => {
    const { error } = await changed((rows) => rows.map((row) => ({ ...row, ...change })))
    expect(error).toMatchObject({ name: 'ProviderError', retryable: false, code: 'invalid-answer' })
  })
})

describe('what is asked of Vercel', () => {
  test('first all invocations by deployment, then those with a bad status', async () => {
    const { seen } = await readVendor(vendor)
    const own = "(deployment_id eq '8f1c2a44-new' or deployment_id eq '3b7d90ee-old')"
    expect(seen.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { metric: 'vercel.function_invocation.count', filter: own, groupBy: ['deployment_id'] },
      { metric: 'vercel.function_invocation.count', filter: `${own} and (http_status ge 500)` },
    ])
  })

  test('all requests may be counted instead, and other statuses be bad', async () => {
    const metric = { count: 'vercel.request.count', status: 400 }
    const { seen, slices, violations } = await readVendor(vendor, { wish: { metric } })
    expect(violations).toEqual([])
    expect(slices).toEqual(TRUTH)
    expect(seen[1]?.body).toContain('http_status ge 400')
  })

  test('a latency is refused', async () => {
    const { error, asked } = await readVendor(vendor, { wish: { slowerThan: 500 } })
    expect(error).toBeInstanceOf(ConfigError)
    expect(asked).toBe(0)
  })

  test.each([
    ['a day in slices of a minute', { slice: 60_000, count: 24 * 60 - 1 }, 48],
    ['a day in slices of five minutes', { slice: 300_000, count: 287 }, 4],
    ['a week in slices of a quarter', { slice: 900_000, count: 671 }, 28],
    ['a week in slices of an hour', { slice: 3_600_000, count: 167 }, 6],
    ['a month in slices of four hours', { slice: 14_400_000, count: 179 }, 2],
  ])('%s costs what its granularity allows', (_, grid, requests) => {
    expect(vercelObservability.cost.perRead(grid)).toBe(requests)
  })

  test.each(["x' or deployment_id ne 'y", "''", "a'", 'a\\', '\u0000'])(
    'the id %j of a release stays one text',
    async (canary) => {
      const { slices, violations } = await readVendor(vendor, { request: { canary } })
      expect(violations).toEqual([])
      expect(slices).toEqual(always('no-data'))
    },
  )

  test('a text is one literal, whatever it holds, and says what it said', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 60 }), (text) => {
        const literal = odataText(text)
        expect(literal).toMatch(/^'(?:[^']|'')*'$/s)
        expect(literal.slice(1, -1).replaceAll("''", "'")).toBe(text.replace(/\p{Surrogate}/gu, '\ufffd'))
        expect(filterFor([text], null)).toBe(`(deployment_id eq ${literal})`)
      }),
    )
  })
})
