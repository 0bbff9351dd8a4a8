import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { d1 } from '../../src/metrics/d1.ts'
import { githubIssues } from '../../src/metrics/github-issues.ts'
import { httpJson } from '../../src/metrics/http-json.ts'
import { prometheus } from '../../src/metrics/prometheus.ts'
import type { MetricSource } from '../../src/metrics/source.ts'
import { anyText } from '../any-text.ts'
import { type LocalServer, serve } from '../kit/server.ts'
import { contextOf, REQUEST, SLICE, START } from '../metrics/sql-world.ts'
import { fuzz } from './corpus.ts'

// Whatever a source of metrics answers, the judgement gets counts that can be, a named problem, or a named error.

let server: LocalServer
let body = ''
let status = 200
beforeAll(async () => {
  server = await serve((response) => response.writeHead(status).end(body))
})
afterAll(() => server.close())

const secrets = { TOKEN: 'a-token-of-nobody' }
const asked = { name: 'errors', slowerThan: null, per: null }
const inside = { 'allow-private-network': true }

const SOURCES: Record<string, () => Promise<MetricSource> | MetricSource> = {
  prometheus: () =>
    prometheus.connect(
      prometheus.options.parse({ url: server.url, ...inside }),
      {
        ...asked,
        options: prometheus.metric.parse({
          total: 'requests_total{release={release}}',
          bad: 'errors_total{release={release}}',
        }),
      },
      contextOf(secrets),
    ),
  'http-json': () =>
    httpJson.connect(
      httpJson.options.parse({ url: server.url, ...inside }),
      {
        ...asked,
        options: httpJson.metric.parse({
          path: '/?from={from}&to={to}&step={slice}&version={canary}&old={baseline}',
          rows: '/rows',
          'slice-start': '/t',
          release: '/v',
          total: '/n',
          bad: '/x',
        }),
      },
      contextOf(secrets),
    ),
  d1: () =>
    d1.connect(
      d1.options.parse({
        account: 'a'.repeat(32),
        database: '00000000-0000-4000-8000-000000000000',
        token: 'TOKEN',
        url: server.url,
        ...inside,
      }),
      {
        ...asked,
        options: d1.metric.parse({
          query:
            'select count(*) as total, sum(failed) as bad, (at - $from) / $slice as slice from r where release = $canary and at >= $from and at < $to group by 3',
        }),
      },
      contextOf(secrets),
    ),
  'github-issues': () =>
    githubIssues.connect(
      githubIssues.options.parse({}),
      { ...asked, options: githubIssues.metric.parse({ labels: ['critical'] }) },
      { ...contextOf(secrets), github: { token: 'x', apiUrl: server.url, repository: 'acme/shop' } },
    ),
}

/** JSON of the shape that is expected, with anything at all in one of its places. */
const nearly = fc
  .record({
    at: fc.oneof(
      fc.constant(START / 1000),
      fc.constant(new Date(START + SLICE).toISOString()),
      fc.jsonValue(),
    ),
    count: fc.oneof(
      fc.constantFrom(
        '1e309',
        '-1',
        '12abc',
        '1,5',
        '',
        'NaN',
        '+Inf',
        '٣',
        '0x10',
        null,
        true,
        -1,
        1.5,
        2 ** 60,
      ),
      fc.jsonValue(),
    ),
    release: fc.oneof(fc.constantFrom('new', 'old', '__proto__'), fc.jsonValue()),
    kind: fc.constantFrom('matrix', 'vector', 'scalar', 'constructor'),
  })
  .map(({ at, count, release, kind }) =>
    JSON.stringify({
      status: 'success',
      success: true,
      data: { resultType: kind, result: [{ metric: { release }, values: [[at, count]] }] },
      rows: [{ t: at, v: release, n: count, x: count }],
      result: [{ success: true, results: [{ slice: at, total: count, bad: count }] }],
      items: [{ number: count, created_at: at, title: release }],
    }),
  )
const answers = fc.oneof(nearly, fc.json(), anyText({ maxLength: 60 }))

test.each(Object.keys(SOURCES))(
  'an answer of %s is counts that can be, a named problem or a named error, whatever it says',
  async (name) => {
    await fuzz(
      'answers',
      fc.tuple(answers, fc.constantFrom(200, 200, 200, 201, 204, 400, 401, 418)),
      async (kept) => {
        const [text, code] = Array.isArray(kept) ? kept : [String(kept), 200]
        body = text
        status = code
        const source = await SOURCES[name]?.()
        try {
          const { slices } = (await source?.read(REQUEST)) ?? { slices: [] }
          for (const { canary, baseline, problem } of slices) {
            if (problem !== undefined) expect(problem).toMatch(/^[a-z-]+$/)
            else
              for (const counts of [canary, baseline].filter((one) => one !== null)) {
                expect(Number.isFinite(counts.n) && Number.isFinite(counts.x)).toBe(true)
                expect(counts.x).toBeGreaterThanOrEqual(0)
                expect(counts.x).toBeLessThanOrEqual(counts.n)
              }
          }
        } catch (error) {
          if (error instanceof Error && error.name === 'AssertionError') throw error
          expect(error instanceof ProviderError || error instanceof ConfigError, String(error)).toBe(true)
          expect(String(error)).not.toContain(secrets.TOKEN)
        }
      },
    )
  },
)
