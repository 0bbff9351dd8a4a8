import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MetricSlice } from '../../src/analysis/judgement.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { Http } from '../../src/kit/http.ts'
import type { AddressGuard } from '../../src/kit/http-address.ts'
import { isPresentSource } from '../../src/metrics/http-json/present.ts'
import { httpJson } from '../../src/metrics/http-json.ts'
import { sources } from '../../src/metrics/registry.ts'
import type { MetricSource, PresentSource, SliceRequest } from '../../src/metrics/source.ts'
import type { LocalServer, Seen } from '../kit/server.ts'
import { serve } from '../kit/server.ts'
import { behavesLikeAMetricSource } from './conformance.ts'
import {
  contextOf,
  FLOAT_SCENES,
  HOSTILE,
  MINUTES,
  REQUEST,
  SCENES,
  SLICE,
  START,
  TRUTH,
} from './sql-world.ts'

const sum = (values: readonly (number | null)[]): number | null =>
  values.reduce((all, value) => (all === null || value === null ? null : all + value))

/** What the service counted of a release between two moments; nulls when it has nothing. */
const tally = (release: string | null, from: number, to: number) => {
  const rows = MINUTES.filter((minute) => {
    const at = START + minute.index * SLICE + 21_000
    return minute.release === release && at >= from && at < to
  })
  return rows.length === 0
    ? { requests: null, errors: null }
    : { requests: sum(rows.map((row) => row.requests)), errors: sum(rows.map((row) => row.failures)) }
}

/** JSON has no infinity; a number beyond all doubles is read as one. */
const write = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    Math.abs(each) === Number.POSITIVE_INFINITY ? `inf${each}` : each,
  ).replace(/"inf(-?)Infinity"/g, '$11e999')

type Question = Record<'from' | 'to' | 'step' | 'version' | 'old', string | null>

const seriesOf = (release: string, { from, to, step }: Question) => {
  const [start, end, length] = [Date.parse(from ?? ''), Date.parse(to ?? ''), Number(step) * 1000]
  return Array.from({ length: Math.max(0, Math.round((end - start) / length)) }, (_, index) => {
    const at = start + index * length
    return { t: new Date(at).toISOString(), v: release, ...tally(release, at, at + length) }
  }).filter(({ requests, errors }) => requests !== null || errors !== null)
}

/** A service with the same counts under several kinds of address. */
const answer = (path: string, question: Question): unknown => {
  const { from, to, version, old } = question
  const moment = (text: string | null): number =>
    /^\d+$/.test(text ?? '') ? Number(text) : Date.parse(text ?? '')
  const count = (release: string | null) => tally(release, moment(from), moment(to))
  switch (path) {
    case '/stats':
      return { data: count(version) }
    case '/both':
      return { releases: { [version ?? '']: count(version), [old ?? '']: count(old) } }
    case '/series':
      return { rows: [version, old].flatMap((release) => (release ? seriesOf(release, question) : [])) }
    case '/until':
      return { data: count(version), until: new Date(START + 4 * SLICE).toISOString() }
    case '/queue':
      return { queue: { length: version === 'old' ? 3 : 7 } }
    default:
      return undefined
  }
}

const questionIn = (seen: Seen): Question => {
  const { searchParams } = new URL(seen.path, 'http://service')
  const form = seen.body === '' ? {} : (JSON.parse(seen.body) as Record<string, unknown>)
  const get = (name: string): string | null => {
    const value = form[name] ?? searchParams.get(name)
    return value === null ? null : String(value)
  }
  return { from: get('from'), to: get('to'), step: get('step'), version: get('version'), old: get('old') }
}

const startService = (): Promise<LocalServer> =>
  serve((response, seen) => {
    const { pathname } = new URL(seen.path, 'http://service')
    const body = answer(pathname, questionIn(seen))
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(body === undefined ? 'not here' : write(body))
  })

const STATS = {
  path: '/stats?from={from}&to={to}&version={release}',
  total: '/data/requests',
  bad: '/data/errors',
}
const SERIES = {
  path: '/series?from={from}&to={to}&step={slice}&version={canary}&old={baseline}',
  rows: '/rows',
  'slice-start': '/t',
  release: '/v',
  total: '/requests',
  bad: '/errors',
}
const FORMS: Record<string, Record<string, unknown>> = {
  'a question per slice and release': STATS,
  'a question per slice for both releases': {
    path: '/both?from={from}&to={to}&version={canary}&old={baseline}',
    total: '/releases/{release}/requests',
    bad: '/releases/{release}/errors',
  },
  'one question for everything': SERIES,
  'one question per release': {
    ...SERIES,
    path: SERIES.path.replace('{canary}&old={baseline}', '{release}'),
  },
  'questions as POST': {
    path: '/stats',
    body: { from: '{from}', to: '{to}', version: '{release}', note: ['for {release}', 1, null] },
    total: '/data/requests',
    bad: '/data/errors',
  },
}

interface Wish {
  metric?: Record<string, unknown>
  options?: Record<string, unknown>
  per?: string
  slowerThan?: number
  secrets?: Record<string, string>
}

const connectTo = (url: string, wish: Wish = {}): Promise<MetricSource> =>
  httpJson.connect(
    httpJson.options.parse({ url, 'allow-private-network': true, ...wish.options }),
    {
      name: 'errors',
      slowerThan: wish.slowerThan ?? null,
      per: wish.per ?? null,
      options: httpJson.metric.parse(wish.metric ?? STATS),
    },
    contextOf(wish.secrets),
  )

const told = ({ canary, baseline, problem }: MetricSlice) => problem ?? { canary, baseline }
const failure = (source: MetricSource): Promise<unknown> =>
  source.read(REQUEST).catch((error: unknown) => error)

/** In JSON, NaN is null. */
const ODD = [...SCENES, ...FLOAT_SCENES].map(({ title, release, says }) => ({
  title,
  request: { canary: release },
  says: title.startsWith('NaN')
    ? says.map((each) => (each === 'not-a-number' ? ('no-data' as const) : each))
    : says,
}))

/** Where each slice has an answer of its own, nothing proves that an empty one was recorded. */
const withoutProof = ODD.map((odd) =>
  odd.title.startsWith('a slice without a row')
    ? { ...odd, says: odd.says.map((each, index) => (index === 2 ? ('no-data' as const) : each)) }
    : odd,
)

for (const [title, metric] of Object.entries(FORMS))
  behavesLikeAMetricSource(`JSON by ${title}`, async () => {
    const service = await startService()
    return {
      source: await connectTo(service.url, { metric }),
      unreachable: await connectTo('http://127.0.0.1:1', { metric }),
      metric: 'errors',
      canary: 'new',
      baseline: 'old',
      unknown: 'never-was',
      grid: { from: START, slice: SLICE, count: TRUTH.length },
      truth: TRUTH,
      unknowable: [START - 30 * 86_400_000, START + 30 * 86_400_000],
      odd: 'rows' in metric ? ODD : withoutProof,
      close: service.close,
    }
  })

describe('a service that answers with JSON', () => {
  let service: LocalServer
  beforeAll(async () => {
    service = await startService()
  })
  afterAll(() => service?.close())
  const read = async (wish: Wish = {}, request: Partial<SliceRequest> = {}) =>
    (await (await connectTo(service.url, wish)).read({ ...REQUEST, ...request })).slices.map(told)

  test.each(
    HOSTILE.flatMap((canary) =>
      Object.entries(FORMS).map(([title, metric]) => [canary, title, metric] as const),
    ),
  )('the id %j is a value and nothing else in %s', async (canary, _, metric) => {
    expect(await read({ metric }, { canary })).toEqual(TRUTH)
  })

  test.each(['a/b', 'a~1b', '../../admin', 'x&version=old', 'x#y', '%2e%2e'])(
    'the id %j stays one value in address and pointer',
    async (canary) => {
      for (const metric of Object.values(FORMS))
        expect(await read({ metric }, { canary })).toEqual(TRUTH.map(() => 'no-data'))
    },
  )

  test.each(['.', '..'])('the id %j cannot climb up a path', async (canary) => {
    await expect(read({}, { canary })).rejects.toThrow(RangeError)
  })

  test('moments may be numbers, and stay numbers in a body', async () => {
    const metric = FORMS['questions as POST'] ?? {}
    expect(await read({ metric, options: { time: 'milliseconds' } })).toEqual(TRUTH)
    expect(JSON.parse(service.seen.at(-1)?.body ?? '')).toMatchObject({
      from: expect.any(Number),
      note: [expect.stringMatching(/^for (old|new)$/), 1, null],
    })
  })

  test('an answer that says how far it reaches makes later slices stale', async () => {
    const metric = { ...STATS, path: STATS.path.replace('stats', 'until'), 'as-of': '/until' }
    expect(await read({ metric })).toEqual([...TRUTH.slice(0, 4), 'stale', 'stale'])
    expect(await read({ metric: { ...metric, 'as-of': '/data' } })).toEqual(TRUTH.map(() => 'stale'))
  })

  test('a cost may exceed its users, a share may not', async () => {
    const metric = { ...STATS, total: '/data/errors', bad: '/data/requests' }
    expect((await read({ metric, per: 'user' }))[5]).toEqual({
      canary: { n: 11, x: 11 },
      baseline: { n: 1, x: 119 },
    })
    expect((await read({ metric }))[0]).toBe('out-of-range')
  })

  test('a plan that takes too many requests is refused with what would do', async () => {
    const options = { 'most-requests': 11 }
    await expect(read({ options })).rejects.toThrow('takes 12 requests, and most-requests is 11')
    expect(await read({ options: { 'most-requests': 12 } })).toEqual(TRUTH)
    expect(await read({ options: { 'most-requests': 1 }, metric: SERIES })).toEqual(TRUTH)
  })

  test('slices shorter than the service counts are refused', async () => {
    await expect(read({ options: { 'min-slice': '5m' } })).rejects.toThrow('a slice of 5m or more')
  })

  test.each([
    ['bearer', { token: 'T' }, 'authorization', 'Bearer user:secret-8f3a'],
    ['basic', { token: 'T', auth: 'basic' }, 'authorization', `Basic ${btoa('user:secret-8f3a')}`],
    ['another scheme', { token: 'T', auth: 'Token' }, 'authorization', 'Token user:secret-8f3a'],
    ['a header', { token: 'T', header: 'X-Api-Key' }, 'x-api-key', 'user:secret-8f3a'],
  ])('the token is sent as %s', async (_, options, header, value) => {
    await read({ options, secrets: { T: 'user:secret-8f3a' } })
    expect(service.seen.at(-1)?.headers[header]).toBe(value)
  })

  describe('a present figure', () => {
    const connectNow = async (metric: Record<string, unknown>): Promise<PresentSource> => {
      const source = await connectTo(service.url, { metric })
      if (!isPresentSource(source)) throw new Error('not a source of the present')
      return source
    }
    const both = { canary: 'new', baseline: 'old' }

    test('is sampled as one unit that bad', async () => {
      const source = await connectNow({ path: '/queue?version={release}', value: '/queue/length' })
      expect(source.abilities.answers).toBe('now')
      expect(await source.sample(both)).toEqual({ canary: { n: 1, x: 7 }, baseline: { n: 1, x: 3 } })
      expect(await source.sample({ ...both, baseline: null })).toEqual({
        canary: { n: 1, x: 7 },
        baseline: null,
      })
    })

    test('that names no release belongs to the new one alone', async () => {
      const source = await connectNow({ path: '/queue', value: '/queue/length' })
      expect(await source.sample(both)).toEqual({ canary: { n: 1, x: 7 }, baseline: null })
    })

    test('that is not there is a problem with a name', async () => {
      expect(await (await connectNow({ path: '/queue', value: '/queue/depth' })).sample(both)).toEqual({
        problem: 'no-data',
      })
      expect(await (await connectNow({ path: '/queue', value: '/queue' })).sample(both)).toEqual({
        problem: 'not-a-number',
      })
    })

    test('says nothing about any slice, so that it feeds no evidence', async () => {
      const source = await connectNow({ path: '/queue', value: '/queue/length' })
      expect((await source.read(REQUEST)).slices.map(told)).toEqual(TRUTH.map(() => 'no-data'))
    })

    test('a source with a past is none', async () => {
      expect(isPresentSource(await connectTo(service.url))).toBe(false)
    })
  })
})

describe('what stands in an answer is taken as it is', () => {
  const only = { canary: 'new', baseline: null, count: 1 }
  const readFrom = async (body: string, metric?: Record<string, unknown>) => {
    const server = await serve((response) => response.end(body))
    try {
      const source = await connectTo(server.url, metric ? { metric } : {})
      return await source.read({ ...REQUEST, ...only }).then(
        ({ slices }) => slices.map(told)[0],
        (error: unknown) => error,
      )
    } finally {
      await server.close()
    }
  }

  test.each([
    ['{"data":{"requests":5,"errors":1}}', { canary: { n: 5, x: 1 }, baseline: null }],
    ['{"data":{"requests":5.5,"errors":0.5e0}}', { canary: { n: 5.5, x: 0.5 }, baseline: null }],
    ['{"data":{"requests":"5","errors":1}}', 'not-a-number'],
    ['{"data":{"requests":"","errors":1}}', 'not-a-number'],
    ['{"data":{"requests":true,"errors":1}}', 'not-a-number'],
    ['{"data":{"requests":[5],"errors":1}}', 'not-a-number'],
    ['{"data":{"requests":{},"errors":1}}', 'not-a-number'],
    ['{"data":{"requests":"NaN","errors":1}}', 'not-a-number'],
    ['{"data":{"requests":1e999,"errors":1}}', 'not-a-number'],
    ['{"data":{"requests":-1,"errors":0}}', 'out-of-range'],
    ['{"data":{"requests":1,"errors":2}}', 'out-of-range'],
    ['{"data":{"requests":null,"errors":1}}', 'no-data'],
    ['{"data":{"requests":5}}', 'no-data'],
    ['{"data":[]}', 'no-data'],
    ['{"__proto__":{"data":{"requests":5,"errors":1}}}', 'no-data'],
    ['null', 'no-data'],
    ['7', 'no-data'],
  ])('%s', async (body, says) => {
    expect(await readFrom(body)).toEqual(says)
  })

  const row = (change: object = {}) => ({
    t: new Date(START).toISOString(),
    v: 'new',
    requests: 5,
    errors: 1,
    ...change,
  })
  const counts = { canary: { n: 5, x: 1 }, baseline: null }

  test.each([
    ['one row', [row()], counts],
    ['rows of others', [row(), row({ v: 'x' }), row({ v: null }), row({ v: 5 }), 7, null], counts],
    ['rows of other times', [row(), row({ t: new Date(START - SLICE).toISOString() })], counts],
    ['a time with another zone', [row({ t: '2026-03-02T10:07:00+01:00' })], counts],
    ['two rows', [row(), row()], 'ambiguous'],
    ['no rows', [], 'no-data'],
    ['no list', undefined, 'no-data'],
  ])('%s', async (_, rows, says) => {
    expect(await readFrom(JSON.stringify({ rows }), SERIES)).toEqual(says)
  })

  test.each([
    ['a time that cannot be read', [row({ t: 'noon' })], /no start of its slice that reads as iso/],
    ['a time of another kind', [row({ t: START })], /no start of its slice that reads as iso/],
    ['a time inside a slice', [row({ t: new Date(START + 1000).toISOString() })], /begins inside a slice/],
  ])('%s is for a person', async (_, rows, says) => {
    const error = await readFrom(JSON.stringify({ rows }), SERIES)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toMatch(says)
  })

  test.each(['<html>', '', '{"data":'])('%j is an error of the service and no slice', async (body) => {
    expect(await readFrom(body)).toMatchObject({
      provider: 'metrics',
      retryable: false,
      code: 'invalid-answer',
    })
  })

  test('something else than a list is an error of the service and no slice', async () => {
    expect(await readFrom('{"rows":{"a":1}}', SERIES)).toBeInstanceOf(ProviderError)
  })
})

describe('when the service fails', () => {
  const readFrom = async (status: number, wish: Wish = {}, headers: Record<string, string> = {}) => {
    const server = await serve((response) =>
      response.writeHead(status, headers).end('{"secret":"body-8f3a"}'),
    )
    try {
      const error = await failure(await connectTo(server.url, wish))
      expect(String(error)).not.toContain('8f3a')
      return error
    } finally {
      await server.close()
    }
  }
  const post = FORMS['questions as POST'] ?? {}

  test.each([500, 502, 503, 504, 429])('%i may pass, and had no effect even as a POST', async (status) => {
    for (const metric of [STATS, post]) {
      const error = await readFrom(status, { metric, options: { 'most-requests': 500 } })
      expect(error).toBeInstanceOf(ProviderError)
      expect(error).toMatchObject({ retryable: true, effect: 'none' })
    }
  })

  test.each([
    [401, {}, /asks for credentials/],
    [403, { options: { token: 'T' }, secrets: { T: 'token-8f3a' } }, /does not accept the secret T/],
    [400, {}, /does not answer the question of this metric \(400\)/],
    [404, { metric: FORMS['a question per slice for both releases'] ?? {} }, /\(404\)/],
  ] as [number, Wish, RegExp][])('%i is for a person', async (status, wish, says) => {
    const error = await readFrom(status, wish)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toMatch(says)
  })

  test('404 to a question about one release is a release that nobody knows', async () => {
    const server = await serve((response) => response.writeHead(404).end())
    try {
      const { slices } = await (await connectTo(server.url)).read(REQUEST)
      expect(slices.map(told)).toEqual(TRUTH.map(() => 'no-data'))
    } finally {
      await server.close()
    }
  })

  test('an answer that is too large is for a person', async () => {
    const error = await readFrom(200, {}, { 'content-length': '99999999' })
    expect(String(error)).toMatch(/larger than 16 MiB/)
  })

  test('a redirect into a private network is not followed', async () => {
    const error = await readFrom(302, {}, { location: 'http://169.254.169.254/latest' })
    expect(error).toMatchObject({ code: 'blocked', retryable: false })
  })
})

describe('the configuration', () => {
  test('http-json is in the registry', async () => {
    expect(await sources['http-json']()).toBe(httpJson)
  })

  const mistakes = (schema: typeof httpJson.options | typeof httpJson.metric, value: unknown): string[] =>
    (schema.safeParse(value).error?.issues ?? []).map(
      ({ path, message }) => `${path.join('.')}: ${message.split('\n')[0]}`,
    )

  test.each(Object.entries(FORMS))('%s is accepted', (_, metric) => {
    expect(mistakes(httpJson.metric, metric)).toEqual([])
  })

  test.each([
    [{ ...STATS, path: 'stats' }, 'path: must begin with / or ?, and hold no spaces'],
    [{ ...STATS, path: '//evil.example/x?{from}{to}{release}' }, null],
    [{ ...STATS, path: `${STATS.path}#x` }, 'path: holds a fragment'],
    [{ ...STATS, path: '/stats?version={release}' }, 'path: does not say {from}'],
    [{ ...STATS, path: '/stats?from={from}&to={to}' }, 'path: says nothing about a release'],
    [{ ...STATS, path: `${STATS.path}&x={version}` }, 'path: {version} is no placeholder'],
    [{ ...STATS, body: { a: [Number.NaN] } }, 'body: holds something that JSON has no word for'],
    [{ ...STATS, body: { a: ['{version}'] } }, 'body: {version} is no placeholder'],
    [{ ...STATS, total: 'data' }, 'total: this is not a JSON pointer'],
    [{ ...STATS, bad: undefined }, 'bad: missing'],
    [{ ...STATS, 'slice-start': '/t' }, 'slice-start: goes with rows'],
    [{ ...SERIES, 'slice-start': undefined }, 'slice-start: missing'],
    [{ ...SERIES, release: undefined }, 'release: missing'],
    [{ ...STATS, value: '/x' }, 'total: does not go with value, a figure without a past'],
    [{ path: '/x?{from}', value: '/x' }, 'path: asks about the past, and value is a present figure'],
    [{ value: '/x' }, null],
  ])('%j: %s', (metric, message) => {
    const found = mistakes(httpJson.metric, metric)
    if (message === null) expect(found).toEqual([])
    else expect(found).toContain(message)
  })

  test('a path never leads to another host', async () => {
    const service = await startService()
    try {
      const source = await connectTo(service.url, {
        metric: { ...STATS, path: `//169.254.169.254${STATS.path}` },
      })
      await source.read(REQUEST)
      expect(service.seen.map(({ path }) => path.slice(0, 17))).toEqual(
        new Array<string>(2 * TRUTH.length).fill('//169.254.169.254'),
      )
    } finally {
      await service.close()
    }
  })

  test.each([
    [{ url: 'https://stats.example.com/api' }, []],
    [{ url: 'http://stats.example.com' }, ['url: must begin with https://']],
    [{ url: 'https://10.0.0.1' }, ['url: is private']],
    [{ url: 'https://localhost' }, ['url: is private']],
    [
      { url: 'https://169.254.169.254', 'allow-private-network': true },
      ['url: is reserved or serves metadata of the machine'],
    ],
    [{ url: 'https://u:p@stats.example.com' }, ['url: holds a user name or password']],
    [{ url: 'https://stats.example.com?key=1' }, ['url: holds a query or fragment']],
    [
      { url: 'http://stats.example.com', 'allow-private-network': true, token: 'T' },
      ['url: the token would cross the open network unencrypted'],
    ],
    [{ url: 'https://stats.example.com', header: 'x-key' }, ['header: there is no token to send in it']],
  ])('%o: %j', (options, expected) => {
    expect(mistakes(httpJson.options, options)).toEqual(expected)
  })

  test.each([false, true])(
    'the client is told whether it may lead into a private network: %s',
    async (allowPrivate) => {
      const guards: AddressGuard[] = []
      const http: Http = {
        request: async () => Promise.reject(new Error('not asked')),
        close: async () => {},
      }
      await httpJson.connect(
        httpJson.options.parse({ url: 'https://stats.example.com', 'allow-private-network': allowPrivate }),
        { name: 'errors', slowerThan: null, options: httpJson.metric.parse(STATS) },
        {
          secret: (name) => name,
          http,
          openHttp: (guard) => {
            guards.push(guard)
            return http
          },
          log: () => {},
        },
      )
      expect(guards).toEqual([{ allowPrivate }])
    },
  )

  test('slower-than is refused: the service counts what is slow', async () => {
    await expect(connectTo('https://stats.example.com', { slowerThan: 500 })).rejects.toThrow(ConfigError)
  })
})
