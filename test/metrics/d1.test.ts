import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MetricSlice } from '../../src/analysis/judgement.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { d1 } from '../../src/metrics/d1.ts'
import { sources } from '../../src/metrics/registry.ts'
import type { MetricSource, SliceRequest } from '../../src/metrics/source.ts'
import { behavesLikeAMetricSource } from './conformance.ts'
import { ENGINES, type Engine } from './d1-engines.ts'
import { ACCOUNT, DATABASE, type Fault, type StandIn, startD1, TOKEN } from './d1-stand-in.ts'
import { contextOf, GONE, HOSTILE, MINUTES, REQUEST, SCENES, SLICE, START, TRUTH } from './sql-world.ts'

/** The same moments as the table writes them in each form, with how to number the slices. */
const FORMS = {
  milliseconds: ['at_ms', '(at_ms - $from) / $slice'],
  seconds: ['at_s', '(at_s - $from) / $slice'],
  text: ['at_text', '(unixepoch(at_text) - unixepoch($from)) / $slice'],
  iso: ['at_iso', '(unixepoch(at_iso) - unixepoch($from)) / $slice'],
} as const
type Form = keyof typeof FORMS

const queryFor = (form: Form): string => {
  const [column, number] = FORMS[form]
  return `select cast(${number} as integer) as slice, release, sum(requests) as total, sum(failures) as bad
    from minutes where ${column} >= $from and ${column} < $to and release in ($canary, $baseline)
    group by 1, 2 -- both`
}

const QUERY = queryFor('milliseconds')

const literal = (value: number | string | null): string => {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  if (value === null || Number.isNaN(value)) return 'null'
  return Number.isFinite(value) ? String(value) : value > 0 ? '9e999' : '-9e999'
}

const INFINITE = { release: 'infinite', index: 2, requests: Number.POSITIVE_INFINITY, failures: 0 }

const fill = (engine: Engine): Promise<void> => {
  const rows = [...MINUTES, INFINITE].map(({ index, release, requests, failures }) => {
    const at = START + index * SLICE + 21_000
    const iso = new Date(at).toISOString()
    const text = iso.slice(0, 19).replace('T', ' ')
    return `(${[at, at / 1000, text, iso, release, requests, failures].map(literal).join(', ')})`
  })
  const columns = 'at_ms integer, at_s integer, at_text text, at_iso text, release text, requests, failures'
  return engine.fill([`create table minutes (${columns})`, `insert into minutes values ${rows.join(', ')}`])
}

interface Wish {
  query?: string
  per?: string
  token?: string
  options?: Record<string, unknown>
}

const connectTo = (
  url: string,
  { query = QUERY, per, token = TOKEN, options }: Wish = {},
): Promise<MetricSource> =>
  d1.connect(
    d1.options.parse({
      account: ACCOUNT,
      database: DATABASE,
      token: 'D1_TOKEN',
      url: `${url}/client/v4`,
      'allow-private-network': true,
      ...options,
    }),
    { name: 'errors', slowerThan: null, per: per ?? null, options: d1.metric.parse({ query }) },
    contextOf({ D1_TOKEN: token }),
  )

const told = ({ canary, baseline, problem }: MetricSlice) => problem ?? { canary, baseline }
const failure = (source: MetricSource): Promise<unknown> =>
  source.read(REQUEST).catch((error: unknown) => error)

describe.each(ENGINES)('D1 on $name', ({ name, start }) => {
  let engine: Engine
  let server: StandIn
  beforeAll(async () => {
    engine = await start()
    await fill(engine)
    server = await startD1(engine)
  })
  afterAll(async () => {
    await server?.close()
    await engine?.close()
  })

  behavesLikeAMetricSource(`D1 on ${name}`, async () => ({
    source: await connectTo(server.url),
    unreachable: await connectTo('http://127.0.0.1:1'),
    metric: 'errors',
    canary: 'new',
    baseline: 'old',
    unknown: 'never-was',
    grid: { from: START, slice: SLICE, count: TRUTH.length },
    truth: TRUTH,
    unknowable: [START - 30 * 86_400_000, START + 30 * 86_400_000],
    odd: SCENES.map(({ title, release, says }) => ({ title, request: { canary: release }, says })),
    close: async () => {},
  }))

  const read = async (wish: Wish = {}, request: Partial<SliceRequest> = {}) =>
    (await (await connectTo(server.url, wish)).read({ ...REQUEST, ...request })).slices.map(told)

  test('what is sent and answered is what Cloudflare describes', async () => {
    await read({}, { baseline: null })
    expect(server.seen.length).toBeGreaterThan(0)
    expect(server.violations).toEqual([])
  })

  test.each(Object.keys(FORMS) as Form[])('a table may write its times as %s', async (form) => {
    expect(await read({ query: queryFor(form), options: { time: form } })).toEqual(TRUTH)
  })

  test.each(['milliseconds', 'text', 'iso'] as const)(
    'a slice may be dated as %s instead of numbered',
    async (form) => {
      const dated = {
        milliseconds: 'at_ms - (at_ms - $from) % $slice',
        text: `datetime(unixepoch(at_text) - (unixepoch(at_text) - unixepoch($from)) % $slice, 'unixepoch')`,
        iso: `strftime('%Y-%m-%dT%H:%M:%SZ', unixepoch(at_iso) - (unixepoch(at_iso) - unixepoch($from)) % $slice, 'unixepoch')`,
      }[form]
      const query = queryFor(form).replace(/cast\(.*\) as slice/, () => `${dated} as slice_start`)
      expect(await read({ query, options: { time: form } })).toEqual(TRUTH)
    },
  )

  test.each(HOSTILE)('the id %j is bound, never a part of the query', async (canary) => {
    expect(await read({}, { canary })).toEqual(TRUTH)
  })

  test('an infinite sum arrives as nothing, and is no data', async () => {
    expect((await read({}, { canary: 'infinite' }))[2]).toBe('no-data')
  })

  test('a baseline that nobody uses any more has nothing, and the new release is still counted', async () => {
    expect((await read({}, { baseline: GONE })).slice(2)).toEqual(
      TRUTH.slice(2).map(({ canary }) => ({ canary, baseline: { n: 0, x: 0 } })),
    )
  })

  test('text that looks like a number is none', async () => {
    expect(await read({ query: QUERY.replace('sum(requests)', `cast(sum(requests) as text)`) })).toEqual(
      TRUTH.map(() => 'not-a-number'),
    )
  })

  test('two rows for one slice and release are ambiguous', async () => {
    const query = `${QUERY.replace('-- both', '')} union all select 0, 'new', 14, 1`
    expect((await read({ query }))[0]).toBe('ambiguous')
  })

  test('a cost may exceed its users, a share may not', async () => {
    const query = QUERY.replace('sum(failures)', '1000.5')
    expect((await read({ query, per: 'user' }))[0]).toEqual({
      canary: { n: 14, x: 1000.5 },
      baseline: { n: 120, x: 1000.5 },
    })
    expect((await read({ query }))[0]).toBe('out-of-range')
  })

  test('more rows than allowed are refused, not cut', async () => {
    expect(await read({ options: { 'most-rows': 12 } })).toEqual(TRUTH)
    await expect(read({ options: { 'most-rows': 11 } })).rejects.toThrow('more than 11 rows')
  })

  test.each([
    ['an unknown column', QUERY.replace('requests', 'reqests'), /no such column: reqests/],
    ['a table that is not there', QUERY.replace('minutes', 'hours'), /no such table: hours/],
    ['a missing column in the answer', QUERY.replace('as bad', 'as worse'), /gives no column bad/],
    [
      'a part of a slice',
      QUERY.replace('cast((at_ms - $from) / $slice as integer)', '0.5'),
      /whose slice is no whole number/,
    ],
  ])('%s is for a person, with what is wrong', async (_, query, says) => {
    const error = await failure(await connectTo(server.url, { query }))
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toMatch(says)
  })

  test('the bracket around the query admits nothing that writes', async () => {
    const inside = ['delete from minutes returning 1', 'with x as (select 1) delete from minutes returning 1']
    for (const text of inside)
      await expect(engine.run(`select * from (\n${text}\n) limit 1`, [])).rejects.toThrow()
    expect(await engine.run('select count(*) as rows from minutes', [])).toEqual([
      { rows: MINUTES.length + 1 },
    ])
  })

  test.each([
    ['a wrong token', { token: 'other-token-8f3a' }, /does not accept the secret D1_TOKEN/],
    ['another database', { options: { database: DATABASE.replaceAll('0', '1') } }, /knows no such database/],
  ])('%s is for a person, and the token is not shown', async (_, wish, says) => {
    const error = await failure(await connectTo(server.url, wish))
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toMatch(says)
    expect(String(error)).not.toContain('8f3a')
  })
})

describe('when Cloudflare fails', () => {
  const envelope = (message: string, code = 7500) => ({
    success: false,
    errors: [{ code, message }],
    messages: [],
    result: null,
  })
  const statement = { results: [], success: true, meta: { changed_db: false } }
  const good = (result: unknown[]) => ({ success: true, errors: [], messages: [], result })
  const readFrom = async (fault: Fault) => {
    const nobody: Engine = { run: async () => [], fill: async () => {}, close: async () => {} }
    const server = await startD1(nobody, () => fault)
    try {
      return await failure(await connectTo(server.url))
    } finally {
      await server.close()
    }
  }

  test.each([
    ['500', { status: 500, body: 'oops' }, true],
    [
      'too many requests',
      { status: 429, headers: { 'retry-after': '0' }, body: envelope('slow down') },
      true,
    ],
    [
      'an overloaded database',
      { status: 400, body: envelope('D1 DB is overloaded. Too many requests queued.') },
      true,
    ],
    ['400 without a reason', { status: 400, body: 'no' }, false],
    ['a page instead of JSON', { status: 200, body: '<html>' }, false],
    ['the answer to two statements', { status: 200, body: good([statement, statement]) }, false],
    ['no answer to the statement', { status: 200, body: good([]) }, false],
  ] as [string, Fault, boolean][])(
    '%s is an error of Cloudflare and no slice',
    async (_, fault, retryable) => {
      const error = await readFrom(fault)
      expect(error).toBeInstanceOf(ProviderError)
      expect(error).toMatchObject({ retryable, effect: 'none' })
    },
  )

  test.each([
    ['403', { status: 403, body: envelope('nope', 10000) }, /the secret D1_TOKEN/],
    [
      'a token it cannot read',
      { status: 400, body: envelope('Invalid format', 6111) },
      /the secret D1_TOKEN/,
    ],
    [
      'a query that changed something',
      { status: 200, body: good([{ ...statement, meta: { changed_db: true } }]) },
      /changed the database/,
    ],
  ] as [string, Fault, RegExp][])('%s is for a person', async (_, fault, says) => {
    const error = await readFrom(fault)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toMatch(says)
  })

  test('what Cloudflare says is printed as one harmless line', async () => {
    const error = await readFrom({
      status: 400,
      body: envelope(`x\n::error::boo \u001b[31m ${'y'.repeat(5000)}`),
    })
    const [problem] = error instanceof ConfigError ? error.problems : []
    expect(problem?.message).toMatch(/^D1 cannot carry out[\x20-\x7e…]{1,400}$/)
  })
})

describe('the configuration', () => {
  test('d1 is in the registry', async () => {
    expect(await sources.d1()).toBe(d1)
  })

  const where = 'where at >= $from and at < $to'
  const mistakes = (query: string): string[] =>
    (d1.metric.safeParse({ query }).error?.issues ?? []).map(({ message }) => message.split('\n')[0] ?? '')

  test.each([
    [`select 1 ${where}`, []],
    ['select "a;b", `c)`, [d(] from x where at >= $from and at < $to', []],
    [`/* a /* b */ select 1 ${where}`, []],
    [`delete from minutes ${where}`, ['is not a query that reads']],
    [`pragma user_version`, ['is not a query that reads']],
    [`select 1 ${where}; delete from minutes`, ['holds more than one statement']],
    [`select 1 ${where}); delete from minutes; --`, ['closes a bracket that was not opened']],
    [`select 1 ${where} and release = ?`, ['only placeholders that begin with $ are filled in']],
    [`select 1 ${where} and release = :canary`, ['only placeholders that begin with $ are filled in']],
    [`select 1 ${where} and release = @canary`, ['only placeholders that begin with $ are filled in']],
    [`select 'e\\' ${where}`, []],
  ])('%j: %j', (query, expected) => {
    expect(mistakes(query)).toEqual(expected)
  })

  test.each([
    [{ account: 'acme' }, 'account'],
    [{ database: 'shop' }, 'database'],
    [{ token: 'cf_abcdef' }, 'token'],
    [{ url: 'http://api.example.com' }, 'url'],
    [{ url: 'https://10.0.0.1' }, 'url'],
  ])('%o is refused', (change, key) => {
    const { error } = d1.options.safeParse({ account: ACCOUNT, database: DATABASE, token: 'T', ...change })
    expect(error?.issues.map(({ path }) => path[0])).toEqual([key])
  })
})
