import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MetricSlice } from '../../src/analysis/judgement.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { sources } from '../../src/metrics/registry.ts'
import type { MetricSource, SliceRequest } from '../../src/metrics/source.ts'
import { sql } from '../../src/metrics/sql.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { selfSigned } from '../servers/certificate.ts'
import { type PostgresServer, run, startPostgres } from '../servers/postgres.ts'
import { behavesLikeAMetricSource } from './conformance.ts'
import {
  contextOf,
  FLOAT_SCENES,
  GONE,
  HOSTILE,
  MINUTES,
  REQUEST,
  SCENES,
  SLICE,
  START,
  TRUTH,
} from './sql-world.ts'

const QUERY = `
  select date_bin($slice, at, $from) as slice_start, release, sum(requests) as total, sum(failures) as bad
  from minutes where at >= $from and at < $to and release in ($canary, $baseline) -- both
  group by 1, 2`

const literal = (value: number | string | null): string =>
  value === null ? 'null' : `'${String(value).replaceAll("'", "''")}'`

/** The table `minutes`, with a role that may only read it. */
const fill = async (url: string): Promise<void> => {
  const values = MINUTES.map(({ index, release, requests, failures }) => {
    const at = new Date(START + index * SLICE + 21_000).toISOString()
    return `(${[at, release, requests, failures].map(literal).join(', ')})`
  })
  await run(url, [
    'create table minutes (at timestamptz not null, release text not null, requests float8, failures float8)',
    `insert into minutes values ${values.join(', ')}`,
  ])
}

interface Wish {
  query?: string
  per?: string | null
  slowerThan?: number | null
  options?: Record<string, unknown>
}

const connectTo = (url: string, wish: Wish = {}): Promise<MetricSource> =>
  sql.connect(
    sql.options.parse({ url: 'METRICS_URL', ...wish.options }),
    {
      name: 'errors',
      slowerThan: wish.slowerThan ?? null,
      per: wish.per ?? null,
      options: sql.metric.parse({ query: wish.query ?? QUERY }),
    },
    contextOf({ METRICS_URL: url }),
  )

const told = ({ canary, baseline, problem }: MetricSlice) => problem ?? { canary, baseline }

behavesLikeAMetricSource('PostgreSQL', async () => {
  const server = await startPostgres({ kind: 'postgres' })
  await fill(server.url)
  return {
    source: await connectTo(server.url),
    unreachable: await connectTo('postgresql://me@127.0.0.1:1/none'),
    metric: 'errors',
    canary: 'new',
    baseline: 'old',
    unknown: 'never-was',
    grid: { from: START, slice: SLICE, count: TRUTH.length },
    truth: TRUTH,
    unknowable: [START - 30 * 86_400_000, START + 30 * 86_400_000],
    odd: [...SCENES, ...FLOAT_SCENES].map(({ title, release, says }) => ({
      title,
      request: { canary: release },
      says,
    })),
    close: server.stop,
  }
})

describe('a real PostgreSQL', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres({ kind: 'postgres' })
    await fill(server.url)
    await run(server.url, [
      'create table bills (at timestamptz, release text, person text, cents int)',
      `insert into bills values ('2026-03-02 09:10Z', 'new', 'ada', 900), ('2026-03-02 09:11Z', 'new', 'ada', 1200),
         ('2026-03-02 10:00Z', 'new', 'grace', 300), ('2026-03-02 10:00Z', 'old', 'bob', 500)`,
      'create table local_times (at timestamp, release text)',
      `insert into local_times values ('2026-03-02 09:07:30', 'new'), ('2026-03-02 09:07:31', 'old')`,
      `create function forget() returns int language sql as 'delete from minutes returning 1'`,
      `create function secretive() returns int language plpgsql as
        $$begin raise exception 'the code is hunter2'; end$$`,
    ])
  })
  afterAll(() => server?.stop())
  const read = async (wish: Wish = {}, request: Partial<SliceRequest> = {}) =>
    (await (await connectTo(server.url, wish)).read({ ...REQUEST, ...request })).slices.map(told)
  const refusal = (wish: Wish): Promise<unknown> => read(wish).catch((error: unknown) => error)

  test.each(HOSTILE)('the id %j is bound, never a part of the query', async (canary) => {
    expect(await read({}, { canary })).toEqual(TRUTH)
  })

  test('a baseline that nobody uses any more has nothing, and the new release is still counted', async () => {
    expect(await read({}, { baseline: GONE })).toEqual(
      TRUTH.map(({ canary }, index) => ({ canary, baseline: { n: index < 2 ? 9 : 0, x: 0 } })),
    )
  })

  test('when neither release has a row any more, nobody knows whether nothing happened', async () => {
    const query = QUERY.replace(
      'and release',
      `and at < '${new Date(START + 4 * SLICE).toISOString()}' and release`,
    )
    expect(await read({ query })).toEqual([...TRUTH.slice(0, 4), 'stale', 'stale'])
    expect((await read({ query }, { baseline: null })).slice(4)).toEqual(['stale', 'stale'])
  })

  test('two rows for one slice and release are ambiguous, and spoil no other', async () => {
    const query = `
      select date_bin($slice, at, $from) as slice_start, release, requests as total, failures as bad
      from minutes where at >= $from and at < $to
      union all select $from, 'new', 14, 0 where $to is not null`
    const [first, ...others] = await read({ query })
    expect(first).toBe('ambiguous')
    expect(others).toEqual(TRUTH.slice(1))
  })

  test('text where a number belongs is not a number, even if it looks like one', async () => {
    const as = (expression: string) => ({ query: QUERY.replace('sum(requests)', () => expression) })
    for (const expression of [`''`, `'14'`, 'true', `sum(requests)::text`, `'{"n":1}'::jsonb`])
      expect(await read(as(expression))).toEqual(TRUTH.map(() => 'not-a-number'))
  })

  test('slices may be numbered instead of dated', async () => {
    const query = QUERY.replace(
      'date_bin($slice, at, $from) as slice_start',
      () => 'floor(extract(epoch from at - $from) / extract(epoch from $slice)) as slice',
    )
    expect(await read({ query })).toEqual(TRUTH)
  })

  test('data that say how far they reach make later slices stale', async () => {
    const until = new Date(START + 4 * SLICE + 1).toISOString()
    const query = `select answer.*, '${until}'::timestamptz as complete_until from (${QUERY}\n) as answer`
    expect(await read({ query })).toEqual([...TRUTH.slice(0, 4), 'stale', 'stale'])
  })

  test('a cost per user is a sum and a number of people', async () => {
    const query = `select $from as slice_start, release, count(distinct person) as total, sum(cents) / 100.0 as bad
      from bills where at >= $from and at < $to group by 2`
    const day = { from: MONDAY_MORNING, slice: 86_400_000, count: 1 }
    expect(await read({ query, per: 'user' }, day)).toEqual([
      { canary: { n: 2, x: 24 }, baseline: { n: 1, x: 5 } },
    ])
    expect(await read({ query }, day)).toEqual(['out-of-range'])
  })

  test('times without a zone are UTC, whatever the zone of the server', async () => {
    const query = `select date_bin($slice, at, $from) as slice_start, release, count(*) as total, 0 as bad
      from local_times where at >= $from and at < $to group by 1, 2`
    await run(server.url, [`alter role postgres set timezone to 'Asia/Tokyo'`])
    try {
      expect((await read({ query }))[0]).toEqual({ canary: { n: 1, x: 0 }, baseline: { n: 1, x: 0 } })
    } finally {
      await run(server.url, ['alter role postgres reset timezone'])
    }
  })

  test.each([
    ['a function that deletes', `select forget() as total`],
    ['a sequence', `select nextval('steps') as total`],
    ['a lock on rows', `select 1 as total from minutes for update`],
    ['leaving the read-only mode', `select set_config('transaction_read_only', 'off', false) as total`],
  ])('%s is refused by the server, and nothing is changed', async (_, inner) => {
    await run(server.url, ['create sequence if not exists steps'])
    const query = `select $from as slice_start, 'new' as release, 1 as bad, total from (${inner}) as x where $to > $from`
    expect(await refusal({ query })).toBeInstanceOf(ConfigError)
    expect(await run(server.url, ['select count(*)::int as rows from minutes'])).toEqual([
      { rows: MINUTES.length },
    ])
  })

  test('even a notification does not leave the transaction', async () => {
    const { default: postgres } = await import('postgres')
    const listener = postgres(server.url, { max: 1 })
    try {
      const heard: string[] = []
      await listener.listen('news', (payload) => void heard.push(payload))
      const query = `${QUERY.replace('both', '')}`.replace(
        'where',
        `where pg_notify('news', 'x') is not null and`,
      )
      expect(await read({ query })).toEqual(TRUTH)
      await listener.notify('news', 'last')
      await expect.poll(() => heard).toContain('last')
      expect(heard).toEqual(['last'])
    } finally {
      await listener.end()
    }
  })

  test('a query that takes too long is stopped by the server', async () => {
    const query = `select $from as slice_start, 'new' as release, 1 as total, 0 as bad from pg_sleep(20) where $to > $from`
    const error = await refusal({ query, options: { 'statement-timeout': '1s' } })
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ retryable: true, effect: 'none', code: 'timeout' })
    expect(String(error)).toContain('longer than 1 s')
  })

  test('more rows than allowed are refused, not cut', async () => {
    expect(String(await refusal({ options: { 'most-rows': 11 } }))).toContain('more than 11 rows')
    expect(await read({ options: { 'most-rows': 12 } })).toEqual(TRUTH)
  })

  test.each([
    ['an unknown column', QUERY.replace('requests', 'reqests'), 'column "reqests" does not exist'],
    ['a table that is not there', QUERY.replace('minutes', 'hours'), 'relation "hours" does not exist'],
    ['a missing column in the answer', QUERY.replace('as bad', 'as worse'), 'gives no column bad'],
    ['no slice in the answer', QUERY.replace('slice_start', 'at'), 'gives no column slice_start'],
    [
      'slices from another start',
      QUERY.replace('$slice, at, $from', `$slice, at, $from + interval '13 s'`),
      '13 s inside a slice',
    ],
    ['division by zero', QUERY.replace('sum(failures)', '1 / (count(*) - count(*))'), 'SQLSTATE 22012'],
  ])('%s is for a person, with what is wrong', async (_, query, says) => {
    const error = await refusal({ query })
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain(says)
  })

  test('what a function of the database says is not repeated', async () => {
    const error = await refusal({ query: QUERY.replace('sum(failures)', 'secretive()') })
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).not.toMatch(/hunter2|code is/)
  })

  test('the metrics of one source take turns, each on a connection that shows its name and ends', async () => {
    const query = QUERY.replace(
      'sum(requests) as total',
      () => `(select count(*) from pg_stat_activity where application_name = 'sluice-metrics') as total`,
    ).replace('sum(failures)', '0')
    const options = sql.options.parse({ url: 'METRICS_URL' })
    const question = { name: 'errors', slowerThan: null, options: sql.metric.parse({ query }) }
    const both = await Promise.all(
      [1, 2, 3].map(() => sql.connect(options, question, contextOf({ METRICS_URL: server.url }))),
    )
    for (const { slices } of await Promise.all(both.map((source) => source.read(REQUEST))))
      expect(slices[0]?.canary?.n).toBe(1)
    const left = `select count(*)::int as open from pg_stat_activity where application_name = 'sluice-metrics'`
    await expect.poll(() => run(server.url, [left])).toEqual([{ open: 0 }])
  })

  test.each([
    ['a wrong database', (url: string) => url.replace('/postgres?', '/nowhere?'), 'no database of this name'],
    [
      'encryption where there is none',
      (url: string) => url.replace('sslmode=disable', 'sslmode=require'),
      null,
    ],
  ])('%s is an error without the connection string', async (_, change, says) => {
    const source = await connectTo(change(server.url.replace('postgres@', 'postgres:pass-8f3a@')))
    const error: unknown = await source.read(REQUEST).catch((thrown: unknown) => thrown)
    expect(error).toSatisfy((thrown) => thrown instanceof ConfigError || thrown instanceof ProviderError)
    expect(String(error)).not.toMatch(/pass-8f3a|127\.0\.0\.1/)
    if (says !== null) expect(String(error)).toContain(says)
  })
})

describe('encryption', () => {
  const certificate = selfSigned('localhost')
  let encrypted: PostgresServer
  let plain: PostgresServer
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sluice-sql-'))
    await writeFile(join(folder, 'ca.pem'), certificate.certificate)
    encrypted = await startPostgres({ kind: 'postgres', tls: certificate })
    plain = await startPostgres({ kind: 'postgres' })
    await fill(encrypted.url)
    await fill(plain.url)
  })
  afterAll(async () => {
    await encrypted?.stop()
    await plain?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  const readWith = async (server: PostgresServer, mode: string): Promise<unknown> => {
    const url = server.url.replace(
      'sslmode=disable',
      mode.replace('CA', () => join(folder, 'ca.pem')),
    )
    const source = await connectTo(mode.includes('localhost') ? url.replace('127.0.0.1', 'localhost') : url)
    return source.read(REQUEST).then(
      ({ slices }) => slices.map(told),
      (error: unknown) => error,
    )
  }

  test.each([
    'sslmode=prefer',
    'sslmode=require',
    'sslmode=verify-ca&sslrootcert=CA',
    'sslmode=verify-full&sslrootcert=CA&host=localhost',
  ])('a server with a certificate is read with %s', async (mode) => {
    expect(await readWith(encrypted, mode)).toEqual(TRUTH)
  })

  test.each([
    'sslmode=verify-full',
    'sslmode=verify-ca',
    'sslrootcert=system',
    'sslmode=verify-full&sslrootcert=CA',
    'sslmode=verify-full&sslrootcert=none.pem',
  ])('a certificate that nobody vouches for is refused with %s', async (mode) => {
    expect(await readWith(encrypted, mode)).toBeInstanceOf(ConfigError)
  })

  test.each(['sslmode=prefer', 'sslmode=disable', 'sslmode=allow'])(
    'a server without encryption is read with %s',
    async (mode) => {
      expect(await readWith(plain, mode)).toEqual(TRUTH)
    },
  )

  test.each(['sslmode=require', 'sslmode=verify-full'])(
    'a server without encryption is refused with %s, and no password is sent',
    async (mode) => {
      const error = await readWith(plain, mode)
      expect(error).toBeInstanceOf(ConfigError)
      expect(String(error)).toContain('encryption')
    },
  )
})

test('a server that accepts and breaks off is an outage, not an answer', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.once('data', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  try {
    const source = await connectTo(`postgresql://me@127.0.0.1:${port}/db?sslmode=disable`)
    const error: unknown = await source.read(REQUEST).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ provider: 'sql', retryable: true, effect: 'none' })
  } finally {
    server.close()
  }
})

describe('the configuration', () => {
  test('sql is in the registry', async () => {
    expect(await sources.sql()).toBe(sql)
  })

  const mistakes = (query: string): string[] =>
    (sql.metric.safeParse({ query }).error?.issues ?? []).map(({ message }) => message.split('\n')[0] ?? '')
  const where = 'where at >= $from and at < $to'

  test.each([
    `select 1 ${where}`,
    `with x as (select 1 ${where}) select * from x;`,
    `select 'a;b', "c;d", ';--', e'\\';' ${where} ; -- done`,
    `/* a /* nested */ comment; */ select 1 ${where}`,
    `select data ? 'key', data->>'x' ${where}`,
  ])('%j is a query', (query) => {
    expect(mistakes(query)).toEqual([])
  })

  test.each([
    [`delete from minutes ${where}`, 'is not a query that reads'],
    [`select 1 ${where}; drop table minutes`, 'holds more than one statement'],
    [`select 1 ${where}) as x; drop table minutes; --`, 'closes a bracket that was not opened'],
    [`select (1 ${where}`, 'leaves a bracket open'],
    [`select 'a ${where}`, 'a quote is not closed'],
    [`select 1 ${where} /* a /* b */`, 'a comment is not closed'],
    [`select $1 ${where}`, 'numbered parameters and dollar quotes cannot be used'],
    [`select $$;$$ ${where}`, 'numbered parameters and dollar quotes cannot be used'],
    [`select $from$ ; $from$ ${where}`, '$from is no placeholder'],
    [`select $release ${where}`, '$release is no placeholder'],
    [
      `select 1 where release = '$canary' and at >= $from and at < $to`,
      'a placeholder stands in quotes, where it is only text',
    ],
    ['select 1', 'does not use $from and $to, so it would read everything there is'],
    [`begin; select 1 ${where}`, 'holds more than one statement'],
    [`copy minutes to program 'x' ${where}`, 'is not a query that reads'],
    ['', 'is not a query that reads'],
  ])('%j is refused', (query, message) => {
    expect(mistakes(query)).toContain(message)
  })

  test('a query that is too long is refused', () => {
    expect(mistakes('x'.repeat(20_001))).toContain('is too long')
  })

  test.each([
    '',
    'mysql://me@host/db',
    'postgresql://host/db',
    'postgresql://me@a,b/db',
    'postgresql://me@host/',
  ])('the connection string %j is refused without being shown', async (url) => {
    const source = await connectTo(url)
    const error: unknown = await source.read(REQUEST).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toContain('METRICS_URL')
  })

  test('slower-than is refused: the query says what is slow', async () => {
    await expect(connectTo('postgresql://me@host/db', { slowerThan: 500 })).rejects.toThrow(ConfigError)
  })

  test('the name of a secret is asked for, not the connection string', () => {
    const { error } = sql.options.safeParse({ url: 'postgresql://me:pass-8f3a@host/db' })
    expect(error?.issues).toHaveLength(1)
    expect(JSON.stringify(error?.issues)).not.toContain('pass-8f3a')
  })
})
