import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import { searchText } from '../../src/metrics/sentry/client.ts'
import { sentry } from '../../src/metrics/sentry.ts'
import { anyText } from '../any-text.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { behavesLikeAVendor, readVendor, type VendorCase } from '../fakes/vendors/behaviour.ts'
import { TRUTH } from '../fakes/vendors/past.ts'
import { organization, SENTRY_ORIGIN } from '../fakes/vendors/sentry.ts'

const HOUR = 3_600_000
const START = MONDAY_MORNING - HOUR

const vendor: VendorCase<typeof sentry.options, typeof sentry.metric> = {
  title: 'Sentry sessions',
  definition: sentry,
  options: { organization: 'acme', project: 'shop', release: 'shop@{release}' },
  metric: { count: 'sessions' },
  secrets: { SENTRY_AUTH_TOKEN: 'sntrys_canary8f3a' },
  scope: 'org:read',
  origin: SENTRY_ORIGIN,
  script: (past) => organization(past, START + 24 * HOUR),
  start: START,
  slice: HOUR,
  parts: 4,
}

const transactions = { ...vendor, title: 'Sentry transactions', metric: { count: 'transactions' } }

/** Hours are the units; an hour with a new issue is a bad one. */
const hour = ({ x }: { x: number }) => ({ n: 1, x: x > 0 ? 1 : 0 })
const issues = {
  ...vendor,
  title: 'Sentry new issues',
  metric: { count: 'new-issues' },
  truth: TRUTH.map(({ canary, baseline }) => ({ canary: hour(canary), baseline: hour(baseline) })),
}

behavesLikeAVendor(vendor)
behavesLikeAVendor(transactions)
behavesLikeAVendor(issues)

interface Group {
  by: Record<string, string>
  series: Record<string, unknown[]>
}
interface Body {
  intervals: string[]
  groups: Group[]
}

const always = <T>(value: T): T[] => new Array<T>(TRUTH.length).fill(value)
const changed = (change: (body: Body) => unknown) =>
  readVendor(vendor, { faults: () => ({ change: (answer) => change(answer as Body) }) })
const figures =
  (value: unknown) =>
  ({ intervals, groups }: Body) => ({
    intervals,
    groups: groups.map(({ by }) => ({ by, series: { 'sum(session)': intervals.map(() => value) } })),
  })

describe('an odd answer of Sentry about sessions', () => {
  test('no groups are no data, never zero', async () => {
    expect((await changed((body) => ({ ...body, groups: [] }))).slices).toEqual(always('no-data'))
  })

  test.each([
    [null, 'no-data'],
    [0, 'no-data'],
    ['NaN', 'not-a-number'],
    [-1, 'out-of-range'],
  ])('sessions of %s in every hour are %s', async (value, problem) => {
    expect((await changed(figures(value))).slices).toEqual(always(problem))
  })

  test.each<[string, (group: Group) => Group]>([
    [
      'a release that nobody asked for',
      (group: Group) => ({ ...group, by: { ...group.by, release: 'other' } }),
    ],
    ['one status twice', (group: Group) => ({ ...group, by: { ...group.by, 'session.status': 'healthy' } })],
    ['series of another length', (group: Group) => ({ ...group, series: { 'sum(session)': [1] } })],
    ['no field that was asked for', (group: Group) => ({ ...group, series: { 'sum(user)': [1] } })],
  ])('%s: an error of Sentry', async (_, change) => {
    const { error } = await changed((body) => ({ ...body, groups: body.groups.map(change) }))
    expect(error).toMatchObject({ name: 'ProviderError', retryable: false, code: 'invalid-answer' })
  })

  test('a time that is none is an error of Sentry', async () => {
    const { error } = await changed((body) => ({ ...body, intervals: body.intervals.map(() => 'noon') }))
    expect(error).toMatchObject({ name: 'ProviderError', code: 'invalid-answer' })
  })

  test('sessions that met an error may count as bad, crashed ones among them', async () => {
    const wish = { metric: { count: 'sessions', bad: 'errored' } }
    const { slices } = await readVendor(vendor, {
      wish,
      faults: () => ({
        change: (answer) => {
          const { intervals, groups } = answer as Body
          const one = (release: string, status: string, count: number) => ({
            by: { release, 'session.status': status },
            series: { 'sum(session)': intervals.map(() => count) },
          })
          const names = [...new Set(groups.map(({ by }) => by.release ?? ''))]
          return {
            intervals,
            groups: names.flatMap((name) => [
              one(name, 'healthy', 7),
              one(name, 'errored', 2),
              one(name, 'crashed', 1),
            ]),
          }
        },
      }),
    })
    expect(slices).toEqual(always({ canary: { n: 10, x: 3 }, baseline: { n: 10, x: 3 } }))
  })
})

describe('new issues of a release', () => {
  const read = (given: Parameters<typeof readVendor>[1] = {}) => readVendor(issues, given)

  test('are counted by hours: those in which one was seen for the first time are bad', async () => {
    const { slices, violations, asked } = await read()
    expect(violations).toEqual([])
    expect(slices).toEqual(issues.truth)
    expect(asked).toBe(sentry.cost.perRead({ slice: HOUR, count: TRUTH.length }, { count: 'new-issues' }))
  })

  test('an answer without issues is an hour without issues, since Sentry did answer', async () => {
    const { slices } = await read({
      faults: (_, { path }) => (path.endsWith('/issues/') ? { change: () => [] } : null),
    })
    expect(slices).toEqual(always({ canary: { n: 1, x: 0 }, baseline: { n: 1, x: 0 } }))
  })

  test('a release that Sentry does not know is no data', async () => {
    expect((await read({ request: { canary: 'ffffffff-never' } })).slices).toEqual(always('no-data'))
    expect((await read({ request: { baseline: 'ffffffff-never' } })).slices).toEqual(always('no-data'))
  })

  test('hours before the release and after Sentry’s present are no data', async () => {
    const early = await read({ request: { from: START - 5 * HOUR, count: 3 } })
    expect(early.slices).toEqual(['no-data', 'no-data', { canary: { n: 1, x: 0 }, baseline: { n: 1, x: 0 } }])
    const late = await read({ request: { from: START + 23 * HOUR, count: 3 } })
    expect(late.slices).toEqual([{ canary: { n: 1, x: 0 }, baseline: { n: 1, x: 0 } }, 'stale', 'stale'])
  })

  test('slices of several hours are that many hours', async () => {
    const { slices } = await read({ request: { slice: 2 * HOUR, count: 1, baseline: null } })
    expect(slices).toEqual([{ canary: { n: 2, x: 0 }, baseline: null }])
  })

  test('the levels that count are asked for', async () => {
    const { seen } = await read({ wish: { metric: { count: 'new-issues', levels: ['fatal'] } } })
    expect(new URL(seen[0]?.path ?? '', SENTRY_ORIGIN).searchParams.get('query')).toBe(
      'firstRelease:"shop@8f1c2a44-new" level:[fatal]',
    )
  })
})

describe('transactions of a release', () => {
  test('what Sentry calls incomplete is not read', async () => {
    const { slices } = await readVendor(transactions, {
      faults: () => ({
        change: (answer) =>
          JSON.parse(JSON.stringify(answer).replaceAll('"incomplete":false', '"incomplete":true')) as unknown,
      }),
    })
    expect(slices).toEqual(always('no-data'))
  })

  test('no series is no data', async () => {
    const { slices } = await readVendor(transactions, {
      faults: () => ({ change: (answer) => ({ ...(answer as object), timeSeries: [] }) }),
    })
    expect(slices).toEqual(always('no-data'))
  })

  test('two series where one is needed are ambiguous', async () => {
    const { slices } = await readVendor(transactions, {
      faults: () => ({
        change: (answer) => {
          const { timeSeries } = answer as { timeSeries: unknown[] }
          return { ...(answer as object), timeSeries: [...timeSeries, ...timeSeries] }
        },
      }),
    })
    expect(slices).toEqual(always('ambiguous'))
  })
})

describe('what is asked of Sentry', () => {
  const queryOf = (seen: { path: string }[]) => new URL(seen[0]?.path ?? '', SENTRY_ORIGIN).searchParams

  test('both releases at once, in whole hours, of one project and environment', async () => {
    const { seen, violations } = await readVendor(vendor, {
      wish: { options: { environment: 'production' } },
    })
    expect(violations).toEqual([])
    expect(Object.fromEntries(queryOf(seen))).toMatchObject({
      project: 'shop',
      environment: 'production',
      interval: '1h',
      query: 'release:"shop@8f1c2a44-new" OR release:"shop@3b7d90ee-old"',
    })
  })

  test.each([45, 90, 300, 1500])('slices of %i minutes are refused', async (minutes) => {
    const { error, asked } = await readVendor(vendor, { request: { slice: minutes * 60_000 } })
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('whole hours that divide a day')
    expect(asked).toBe(0)
  })

  test('a latency is refused', async () => {
    expect((await readVendor(vendor, { wish: { slowerThan: 500 } })).error).toBeInstanceOf(ConfigError)
  })

  test.each(['a/b', '..', 'a\nb', 'x'.repeat(300)])(
    'a release %j that Sentry cannot have is refused',
    async (canary) => {
      const wish = { options: { release: '{release}' } }
      const { error, asked } = await readVendor(vendor, { wish, request: { canary } })
      expect(error).toBeInstanceOf(ConfigError)
      expect(asked).toBe(0)
    },
  )

  test.each(['a" OR release:"b', '*', 'a*', '"', '$&'])(
    'the id %j of a release stays one text',
    async (canary) => {
      const { slices, violations, seen } = await readVendor(vendor, { request: { canary } })
      expect(violations).toEqual([])
      expect(slices).toEqual(always('no-data'))
      expect(queryOf(seen).get('query')).toBe(
        `release:${searchText(`shop@${canary}`)} OR release:"shop@3b7d90ee-old"`,
      )
    },
  )

  test('a text is one quoted value without wildcards, and says what it said', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 60 }), (text) => {
        const value = searchText(text)
        expect(value).toMatch(/^"(?:[^"\\*]|\\[\\"*])*"$/s)
        expect(value.slice(1, -1).replace(/\\([\\"*])/g, '$1')).toBe(text)
      }),
    )
  })

  test.each([
    [{ count: 'sessions', levels: ['fatal'] }, 'levels'],
    [{ count: 'new-issues', bad: 'crashed' }, 'bad'],
    [{ count: 'errors' }, 'count'],
  ])('the metric %o is refused', (metric, key) => {
    expect(sentry.metric.safeParse(metric).error?.issues.map(({ path }) => path.join('.'))).toEqual([key])
  })

  test('a host of one’s own may be asked, and decides who is', async () => {
    const { error } = await readVendor(vendor, { wish: { options: { url: 'https://sentry.example.com' } } })
    expect(String(error)).toContain('asked https://sentry.example.com instead')
  })
})
