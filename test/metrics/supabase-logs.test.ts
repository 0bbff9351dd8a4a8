import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sqlText, supabaseLogs } from '../../src/metrics/supabase-logs.ts'
import { anyText } from '../any-text.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { behavesLikeAVendor, readVendor, type VendorCase } from '../fakes/vendors/behaviour.ts'
import { CANARY, TRUTH } from '../fakes/vendors/past.ts'
import { logs, readLiteral, SUPABASE_ORIGIN } from '../fakes/vendors/supabase.ts'

const PROJECT = 'abcdefghijklmnopqrst'

const vendor: VendorCase<typeof supabaseLogs.options, typeof supabaseLogs.metric> = {
  title: 'Supabase logs',
  definition: supabaseLogs,
  options: { project: PROJECT },
  metric: { function: 'shop', 'release-field': 'version' },
  secrets: { SUPABASE_ACCESS_TOKEN: 'sbp_canary8f3a' },
  scope: 'analytics:read',
  origin: SUPABASE_ORIGIN,
  script: (past) => logs(past, PROJECT),
  start: MONDAY_MORNING,
  slice: 300_000,
  parts: 5,
}

behavesLikeAVendor(vendor)

type Rows = { release: string; slot: number; n: unknown; x: unknown }[]

const always = <T>(value: T): T[] => new Array<T>(TRUTH.length).fill(value)
const changed = (change: (rows: Rows) => unknown) =>
  readVendor(vendor, {
    faults: () => ({ change: (answer) => ({ result: change((answer as { result: Rows }).result) }) }),
  })

describe('an odd answer of Supabase logs', () => {
  test('no rows are no data, never zero', async () => {
    expect((await changed(() => [])).slices).toEqual(always('no-data'))
  })

  test('two rows for one release and slice are ambiguous', async () => {
    expect((await changed((rows) => [...rows, ...rows])).slices).toEqual(always('ambiguous'))
  })

  test.each([
    ['NaN', 'not-a-number'],
    ['-inf', 'not-a-number'],
    [-1, 'out-of-range'],
  ])('a count of %s is %s', async (n, problem) => {
    expect((await changed((rows) => rows.map((row) => ({ ...row, n })))).slices).toEqual(always(problem))
  })

  test('numbers as text, as databases write large ones, are numbers', async () => {
    const { slices } = await changed((rows) =>
      rows.map((row) => ({ ...row, n: String(row.n), x: `${row.x}` })),
    )
    expect(slices).toEqual(TRUTH)
  })

  test('rows of the minutes around the range are left out', async () => {
    const { slices } = await changed((rows) => [
      ...rows,
      { release: CANARY, slot: -1, n: 500, x: 500 },
      { release: CANARY, slot: TRUTH.length + 1, n: 500, x: 500 },
    ])
    expect(slices).toEqual(TRUTH)
  })

  test('a release that nobody asked for is an error of Supabase', async () => {
    const { error } = await changed((rows) => rows.map((row) => ({ ...row, release: 'other' })))
    expect(error).toMatchObject({ name: 'ProviderError', retryable: false, code: 'invalid-answer' })
  })

  test('as many rows as fit are too few to be trusted', async () => {
    const { error } = await changed((rows) => Array.from({ length: 1000 }, () => rows[0]))
    expect(error).toMatchObject({ name: 'ProviderError', code: 'invalid-answer' })
  })

  const failing = (error: unknown) => readVendor(vendor, { faults: () => ({ change: () => ({ error }) }) })
  const refusal = (code: number, message: string) => ({ code, message, errors: [], status: 'FAILED' })

  test.each([
    [refusal(503, 'backendError'), true, /backendError/],
    [refusal(429, 'quota'), true, /quota/],
    [refusal(400, 'Unrecognized name: version'), false, /Unrecognized name/],
    ['syntax error', false, /syntax error/],
  ])('the error %o of a 200 is no slice', async (error, retryable, says) => {
    const told = await failing(error)
    expect(told.error).toMatchObject({ name: 'ProviderError', retryable, effect: 'none' })
    expect(String(told.error)).toMatch(says)
  })
})

describe('what is asked of Supabase logs', () => {
  const sqlOf = (path: string) => new URL(path, SUPABASE_ORIGIN).searchParams.get('sql') ?? ''

  test('slower than a time is counted from the execution time', async () => {
    const { seen, violations, slices } = await readVendor(vendor, { wish: { slowerThan: 2000 } })
    expect(violations).toEqual([])
    expect(slices).toEqual(TRUTH)
    expect(sqlOf(seen[0]?.path ?? '')).toContain('countif(m.execution_time_ms > 2000)')
  })

  test('the release may be named by the deployment, and other statuses may be bad', async () => {
    const metric = { function: 'shop', 'release-field': 'deployment_id', status: 400 }
    const { seen, violations } = await readVendor(vendor, { wish: { metric } })
    expect(violations).toEqual([])
    expect(sqlOf(seen[0]?.path ?? '')).toContain("cast(m.deployment_id as string) in ('8f1c2a44-new'")
    expect(sqlOf(seen[0]?.path ?? '')).toContain('response.status_code >= 400')
  })

  test.each([
    [60_000, 3000, 7],
    [300_000, 7 * 288, 8],
    [3_600_000, 24 * 7, 8],
    [86_400_000, 6, 7],
  ])('slices of %i ms: %i of them take %i requests', (slice, count, requests) => {
    const metric = supabaseLogs.metric.parse({ function: 'shop' })
    expect(supabaseLogs.cost.perRead({ slice, count }, metric)).toBe(requests + 1)
  })

  test.each(["x') or (true", "\\' or true --", "a','b", '\u0000\n', '`', '😀'])(
    'the id %j of a release stays one text',
    async (canary) => {
      const { seen, violations, slices } = await readVendor(vendor, { request: { canary } })
      expect(violations).toEqual([])
      expect(slices).toEqual(always('no-data'))
      const [, list = ''] = /in \((.*)\)/.exec(sqlOf(seen[0]?.path ?? '')) ?? []
      expect(list.split(', ').map(readLiteral)).toEqual([canary, '3b7d90ee-old'])
    },
  )

  test('a text is one literal without quote or backslash that a parser could take for its end', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 60 }), (text) => {
        const literal = sqlText(text)
        expect(literal).toMatch(/^'(?:[A-Za-z0-9 _.:@/+-]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*'$/)
        expect(readLiteral(literal)).toBe(text.replace(/\p{Surrogate}/gu, '\ufffd'))
      }),
    )
  })

  test.each([
    [{ project: 'ABC' }, {}, 'project'],
    [{ 'look-back': '91d' }, {}, 'look-back'],
    [{}, { function: "a'b" }, 'function'],
    [{}, { status: 200 }, 'status'],
  ])('the keys %o and %o are refused', (options, metric, key) => {
    const issues = [
      ...(supabaseLogs.options.safeParse({ ...vendor.options, ...options }).error?.issues ?? []),
      ...(supabaseLogs.metric.safeParse({ ...vendor.metric, ...metric }).error?.issues ?? []),
    ]
    expect(issues.map(({ path }) => path.join('.'))).toEqual([key])
  })
})
