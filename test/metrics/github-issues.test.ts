import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { MetricSlice } from '../../src/analysis/judgement.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { createHttp } from '../../src/kit/http.ts'
import type { SourceContext } from '../../src/metrics/definition.ts'
import { githubIssues } from '../../src/metrics/github-issues.ts'
import { sources } from '../../src/metrics/registry.ts'
import type { MetricSource, SliceRequest } from '../../src/metrics/source.ts'
import { DAY, MONDAY_MORNING } from '../fakes/clock.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN } from '../fakes/github/state.ts'
import { behavesLikeAMetricSource } from './conformance.ts'

const START = MONDAY_MORNING + 7 * 60_000
const SLICE = 300_000
const REQUEST = {
  metric: 'bugs',
  canary: 'new',
  baseline: 'old',
  from: START,
  slice: SLICE,
  count: 6,
} as const
/** Milliseconds from the first slice. */
const minute = (minutes: number): number => START + minutes * 60_000 + 15_000

interface Filed {
  at: number
  labels: readonly string[]
  closed?: number
}

const file = ({ state }: GitHubStandIn, { at, labels, closed }: Filed): number => {
  const number = state.issues.size + 1
  state.issues.set(number, {
    number,
    id: state.nextId(),
    title: `trouble ${number}`,
    body: '',
    state: closed === undefined ? 'open' : 'closed',
    labels: [...labels],
    user: 'ada',
    createdAt: at,
    updatedAt: closed ?? at,
    closedAt: closed ?? null,
  })
  return number
}

const CRITICAL = ['critical', 'bug']

/** A repository two days old, half an hour after the last slice, in which both releases have an issue of their own. */
const startRepository = async (): Promise<GitHubStandIn> => {
  const github = await startGitHub({ now: START + 6 * SLICE + 1_800_000 })
  github.state.repository.createdAt = START - 2 * DAY
  for (const release of ['new', 'old']) file(github, { at: START - DAY, labels: [`release/${release}`] })
  return github
}

interface Wish {
  metric?: Record<string, unknown>
  options?: Record<string, unknown>
  per?: string
  token?: string
  slowerThan?: number
}

const connectTo = (url: string, wish: Wish = {}): Promise<MetricSource> => {
  const http = createHttp({ provider: 'github-issues', random: () => 0, sleep: async () => {} })
  const context: SourceContext = {
    secret: (name) => `value-of-${name}`,
    http,
    log: () => {},
    github: { token: wish.token ?? FULL_TOKEN, apiUrl: url, repository: 'acme/shop' },
  }
  return githubIssues.connect(
    githubIssues.options.parse(wish.options ?? {}),
    {
      name: 'bugs',
      slowerThan: wish.slowerThan ?? null,
      per: wish.per ?? null,
      options: githubIssues.metric.parse({ labels: ['critical'], ...wish.metric }),
    },
    context,
  )
}

const told = ({ canary, baseline, problem }: MetricSlice) => problem ?? { canary, baseline }
const PER_RELEASE = { metric: { 'release-label': 'release/{release}' } }

behavesLikeAMetricSource('issues that name their release', async () => {
  const github = await startRepository()
  for (const minutes of [1, 1, 3, 12, 29])
    file(github, { at: minute(minutes), labels: ['critical', 'release/new'] })
  file(github, { at: minute(7), labels: ['critical', 'release/old'], closed: minute(9) })
  file(github, { at: minute(8), labels: ['critical'] })
  file(github, { at: minute(8), labels: ['release/new'] })
  const bad = [2, 0, 1, 0, 0, 1]
  return {
    source: await connectTo(github.url, PER_RELEASE),
    unreachable: await connectTo('http://127.0.0.1:1', PER_RELEASE),
    metric: 'bugs',
    canary: 'new',
    baseline: 'old',
    unknown: 'never-was',
    grid: { from: START, slice: SLICE, count: 6 },
    truth: bad.map((x, index) => ({ canary: { n: 5, x }, baseline: { n: 5, x: index === 1 ? 1 : 0 } })),
    unknowable: [START - 30 * DAY, START + 30 * DAY],
    odd: [
      {
        title: 'slices over the present of GitHub',
        request: { from: START + 11 * SLICE, count: 3 },
        says: [{ n: 5, x: 0 }, 'no-data', 'no-data'],
      },
      {
        title: 'the slice in which the repository was made',
        request: { from: START - 2 * DAY - SLICE / 5, count: 2 },
        says: ['no-data', { n: 5, x: 0 }],
      },
    ],
    close: () => github.close(),
  }
})

describe('issues by label', () => {
  let github: GitHubStandIn
  beforeEach(async () => {
    github = await startRepository()
  })
  afterEach(() => github.close())
  const read = async (wish: Wish = {}, request: Partial<SliceRequest> = {}) =>
    (await (await connectTo(github.url, wish)).read({ ...REQUEST, ...request })).slices.map(told)
  const alone = (...bad: number[]) => bad.map((x) => ({ canary: { n: 5, x }, baseline: null }))

  test('without a label for the release, whatever is filed since the rollout began counts for the new one', async () => {
    file(github, { at: minute(-10), labels: CRITICAL })
    file(github, { at: minute(6), labels: CRITICAL })
    file(github, { at: minute(7), labels: ['bug'] })
    expect(await read()).toEqual(alone(0, 1, 0, 0, 0, 0))
  })

  test('all labels must be there', async () => {
    file(github, { at: minute(6), labels: ['critical'] })
    file(github, { at: minute(11), labels: CRITICAL })
    expect(await read({ metric: { labels: CRITICAL } })).toEqual(alone(0, 0, 1, 0, 0, 0))
  })

  test('a week without an issue is a week of minutes, none of them bad', async () => {
    github.advance(7 * DAY)
    const week = await read({}, { slice: 3_600_000, count: 168 })
    expect(week).toHaveLength(168)
    expect(week.every((slice) => JSON.stringify(slice) === '{"canary":{"n":60,"x":0},"baseline":null}')).toBe(
      true,
    )
  })

  test('an issue that is open counts for every minute until it is closed, however old it is', async () => {
    const old = file(github, { at: minute(-600), labels: ['critical'] })
    expect(await read({ metric: { count: 'open' } })).toEqual(alone(5, 5, 5, 5, 5, 5))
    github.state.issues.delete(old)
    file(github, { at: minute(-600), labels: ['critical'], closed: minute(7) })
    file(github, { at: minute(12), labels: ['critical'], closed: minute(12) })
    expect(await read({ metric: { count: 'open' } })).toEqual(alone(5, 3, 1, 0, 0, 0))
  })

  test('a label that is set or taken away later changes what was counted', async () => {
    const number = file(github, { at: minute(6), labels: ['bug'] })
    expect(await read()).toEqual(alone(0, 0, 0, 0, 0, 0))
    github.state.issues.get(number)?.labels.push('critical')
    expect(await read()).toEqual(alone(0, 1, 0, 0, 0, 0))
  })

  test('the number of issues per day is an amount', async () => {
    for (const minutes of [1, 1, 2]) file(github, { at: minute(minutes), labels: ['critical'] })
    expect((await read({ per: 'day' }))[0]).toEqual({ canary: { n: SLICE / DAY, x: 3 }, baseline: null })
  })

  test('more than one page is read', async () => {
    for (let count = 0; count < 30; count += 1)
      for (let times = 0; times < 8; times += 1) file(github, { at: minute(count), labels: ['critical'] })
    expect(await read()).toEqual(alone(5, 5, 5, 5, 5, 5))
    expect(github.log.filter(({ path }) => path.endsWith('/issues'))).toHaveLength(3)
  })

  test('a label on everything is refused before the rate limit is used up', async () => {
    for (let count = 0; count < 2000; count += 1) file(github, { at: minute(1), labels: ['critical'] })
    await expect(read()).rejects.toThrow('more than 2000 issues')
  })

  test('reading needs no more than permission to read issues', async () => {
    github.state.tokens.set('small', {
      login: 'ada',
      app: true,
      permissions: { issues: 'read', metadata: 'read' },
    })
    file(github, { at: minute(6), labels: ['critical'] })
    expect(await read({ token: 'small' })).toEqual(alone(0, 1, 0, 0, 0, 0))
    expect(new Set(github.log.map(({ method }) => method))).toEqual(new Set(['GET']))
  })

  test.each([
    ['a token without the permission', 'blind', /may not read the issues of acme\/shop \(403\)/],
    ['a token that GitHub does not know', 'gone-8f3a', /does not accept the token of the job \(401\)/],
  ])('%s is for a person', async (_, token, says) => {
    github.state.tokens.set('blind', { login: 'ada', app: true, permissions: { metadata: 'read' } })
    const error: unknown = await read({ token }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConfigError)
    expect(String(error)).toMatch(says)
    expect(String(error)).not.toContain('8f3a')
  })

  test('a rate limit is an outage that passes, not a matter of permission', async () => {
    github.state.hourlyLimit = 0
    const error: unknown = await read().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ retryable: true, effect: 'none', code: 'rate-limited' })
  })

  test.each(['new,critical', 'x'.repeat(50)])('the release %j cannot be a label', async (canary) => {
    await expect(read(PER_RELEASE, { canary })).rejects.toThrow('cannot be one')
  })

  test.each([30_000, 90_000])('slices of %i ms are no whole minutes', async (slice) => {
    await expect(read({}, { slice })).rejects.toThrow('whole minutes')
  })
})

describe('what GitHub marks as no fault is not counted', () => {
  const issue = (change: object) => ({
    number: 1,
    state: 'closed',
    created_at: new Date(minute(1)).toISOString(),
    closed_at: new Date(minute(2)).toISOString(),
    ...change,
  })

  test.each([
    ['completed', issue({ state_reason: 'completed' }), 1],
    ['without a reason', issue({ state_reason: null }), 1],
    ['not planned', issue({ state_reason: 'not_planned' }), 0],
    ['a duplicate', issue({ state_reason: 'duplicate' }), 0],
    ['opened again', issue({ state: 'open', state_reason: 'reopened', closed_at: null }), 1],
    ['a pull request', issue({ pull_request: { url: 'https://github.com' } }), 0],
  ])('%s', async (_, entry, x) => {
    const answers = [{ created_at: '2020-01-01T00:00:00Z' }, [entry]]
    const source = await githubIssues.connect(
      githubIssues.options.parse({ repository: 'acme/shop', token: 'ISSUES_TOKEN' }),
      { name: 'bugs', slowerThan: null, options: githubIssues.metric.parse({ labels: ['critical'] }) },
      {
        secret: () => 'token',
        http: {
          request: async () => {
            const body = answers.shift()
            return {
              status: 200,
              headers: { date: new Date(START + DAY).toUTCString() },
              body: new Uint8Array(),
              url: '',
              text: () => JSON.stringify(body),
              json: (schema) => schema.parse(body),
            }
          },
          close: async () => {},
        },
        log: () => {},
      },
    )
    expect((await source.read({ ...REQUEST, count: 1 })).slices[0]?.canary).toEqual({ n: 5, x })
  })
})

describe('the configuration', () => {
  test('github-issues is in the registry', async () => {
    expect(await sources['github-issues']()).toBe(githubIssues)
  })

  test.each([
    [{ labels: [] }, 'labels'],
    [{ labels: ['a,b'] }, 'labels'],
    [{ labels: ['critical'], 'release-label': 'release' }, 'release-label'],
    [{ labels: ['critical'], count: 'closed' }, 'count'],
  ])('the metric %j is refused', (metric, key) => {
    expect(githubIssues.metric.safeParse(metric).error?.issues.map(({ path }) => path[0])).toEqual([key])
  })

  test.each([
    [{ repository: 'shop' }, 'repository'],
    [{ repository: 'acme/..' }, 'repository'],
    [{ token: 'ghp_secretvalue' }, 'token'],
    [{ token: 'GITHUB_TOKEN' }, 'token'],
    [{ 'api-url': 'http://github.example.com' }, 'api-url'],
    [{ 'api-url': 'https://10.0.0.1' }, 'api-url'],
  ])('the option %j is refused', (options, key) => {
    expect(githubIssues.options.safeParse(options).error?.issues.map(({ path }) => path[0])).toEqual([key])
  })

  test.each([
    [{ per: 'user' }, /cannot count issues per user/],
    [{ per: 'day', metric: { count: 'open' } }, /cannot count issues per day/],
    [{ slowerThan: 500 }, /issues take no time/],
  ])('%j is refused', async (wish, says) => {
    await expect(connectTo('https://api.github.com', wish)).rejects.toThrow(says)
  })

  test.each([
    [{}, /which repository is meant/],
    [{ repository: 'acme/shop' }, /no token to read issues with/],
  ])('outside GitHub Actions, %j is not enough', async (options, says) => {
    const http = createHttp({ provider: 'github-issues' })
    const question = {
      name: 'bugs',
      slowerThan: null,
      options: githubIssues.metric.parse({ labels: ['critical'] }),
    }
    const context = { secret: () => '', http, log: () => {} }
    await expect(
      githubIssues.connect(githubIssues.options.parse(options), question, context),
    ).rejects.toThrow(says)
  })
})
