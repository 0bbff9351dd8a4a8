import { describe, expect, test } from 'vitest'
import type { Forge } from '../../src/forge/forge.ts'
import { githubForge } from '../../src/forge/github.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { joinGroup } from '../fakes/github/concurrency.ts'
import { ensureEnvironment } from '../fakes/github/routes/environments.ts'
import { addRun } from '../fakes/github/routes/runs.ts'
import { addWorkflow } from '../fakes/github/routes/workflows.ts'
import type { GitHubStandIn } from '../fakes/github/server.ts'
import { FULL_TOKEN, shaOf } from '../fakes/github/state.ts'
import { headOf, withGitHub } from '../ledger/github.ts'

const openForge = (github: GitHubStandIn, token = FULL_TOKEN): Forge =>
  githubForge({
    token,
    apiUrl: github.url,
    repository: 'acme/shop',
    tool: '0.1.0',
    sleep: async (ms) => github.advance(ms),
    random: () => 0.5,
    monotonic: () => 0,
  })

const withForge = (story: (forge: Forge, github: GitHubStandIn) => Promise<void>) => () =>
  withGitHub((github) => story(openForge(github), github))

/** A forge that hears canned answers, by the end of the path. */
const hearing = (answers: Readonly<Record<string, unknown>>): Forge =>
  githubForge({
    token: FULL_TOKEN,
    repository: 'acme/shop',
    tool: '0.1.0',
    sleep: async () => {},
    fetch: async (input) => {
      const path = new URL(input instanceof Request ? input.url : String(input)).pathname
      const found = Object.entries(answers).find(([end]) => path.endsWith(end))
      return found
        ? Response.json(found[1], { headers: { date: new Date(0).toUTCString() } })
        : Response.json({ message: 'Not Found' }, { status: 404 })
    },
  })

describe('runs', () => {
  test(
    'are told as GitHub knows them, and none where there is none',
    withForge(async (forge, github) => {
      const run = addRun(github.state, {
        path: '.github/workflows/deploy.yml@refs/heads/main',
        headBranch: 'main',
      })
      expect(await forge.run(String(run.id))).toMatchObject({
        id: String(run.id),
        workflow: '.github/workflows/deploy.yml',
        ref: 'main',
        event: 'push',
        status: 'going',
        conclusion: null,
      })
      expect(await forge.run('999999')).toBeNull()
      expect(await forge.run('local')).toBeNull()
    }),
  )

  test(
    'of a workflow come newest first',
    withForge(async (forge, github) => {
      const workflow = addWorkflow(github.state, { path: '.github/workflows/tick.yml' })
      const ids = [1, 2, 3].map(() => {
        github.advance(60_000)
        return String(addRun(github.state, { path: workflow.path, event: 'schedule' }).id)
      })
      github.state.quirks.reordered = true
      expect((await forge.runsOf('.github/workflows/tick.yml', 10))?.map(({ id }) => id)).toEqual(
        ids.reverse(),
      )
      expect(await forge.runsOf('nowhere.yml', 10)).toBeNull()
    }),
  )

  test(
    'are ended once; one that is over already is no failure',
    withForge(async (forge, github) => {
      const run = addRun(github.state)
      expect(await forge.cancel(String(run.id))).toBe(true)
      expect(run.conclusion).toBe('cancelled')
      expect(await forge.cancel(String(run.id))).toBe(false)
    }),
  )

  test(
    'are ended although the first answer was lost',
    withForge(async (forge, github) => {
      const run = addRun(github.state)
      github.faults.add({ fault: { kind: 'drop' }, when: ({ path }) => path.endsWith('/cancel') })
      expect(await forge.cancel(String(run.id))).toBe(true)
      expect(run.conclusion).toBe('cancelled')
    }),
  )

  test(
    'tell who approved what, with nothing where nobody was asked',
    withForge(async (forge, github) => {
      const run = addRun(github.state, {
        approvals: [
          { environments: ['production-approval'], state: 'approved', user: 'grace', comment: 'go' },
        ],
      })
      expect(await forge.reviews(String(run.id))).toEqual([
        { environments: ['production-approval'], answer: 'approved', by: 'grace' },
      ])
      expect(await forge.reviews(String(addRun(github.state).id))).toEqual([])
    }),
  )
})

describe('the lock', () => {
  test(
    'names the run that holds it, not those that wait',
    withForge(async (forge, github) => {
      expect(await forge.holderOf('sluice/shop/production')).toBeNull()
      const [holder, waiting] = [addRun(github.state), addRun(github.state)]
      for (const run of [holder, waiting])
        joinGroup(github.state, 'sluice/shop/production', { run: run.id, job: 'advance' }, { queue: 'max' })
      expect(await forge.holderOf('sluice/shop/production')).toBe(String(holder.id))
    }),
  )
})

describe('workflows', () => {
  test(
    'are started with their inputs, and switched on',
    withForge(async (forge, github) => {
      const workflow = addWorkflow(github.state, {
        path: '.github/workflows/deploy.yml',
        dispatch: { inputs: ['revision'] },
      })
      await forge.dispatch('.github/workflows/deploy.yml', 'main', { revision: 'abc' })
      const [run] = (await forge.runsOf('deploy.yml', 5)) ?? []
      expect(run).toMatchObject({ event: 'workflow_dispatch', status: 'going' })
      workflow.state = 'disabled_inactivity'
      expect(await forge.workflow('deploy.yml')).toEqual({ path: workflow.path, enabled: false })
      await forge.enable('deploy.yml')
      expect(await forge.workflow('deploy.yml')).toMatchObject({ enabled: true })
      expect(await forge.workflow('nowhere.yml')).toBeNull()
    }),
  )

  test(
    'that cannot be started say what is wrong with them',
    withForge(async (forge, github) => {
      addWorkflow(github.state, { path: '.github/workflows/deploy.yml', dispatch: { inputs: [] } })
      const error: unknown = await forge
        .dispatch('deploy.yml', 'main', { revision: 'abc' })
        .catch((e: unknown) => e)
      expect(error).toBeInstanceOf(ConfigError)
      expect(String(error)).toContain('lacks one of the inputs revision')
    }),
  )

  test(
    'are not started twice when no answer came',
    withForge(async (forge, github) => {
      addWorkflow(github.state, { path: '.github/workflows/deploy.yml', dispatch: { inputs: [] } })
      github.faults.add({ fault: { kind: 'drop' }, when: ({ path }) => path.endsWith('/dispatches') })
      const error: unknown = await forge.dispatch('deploy.yml', 'main', {}).catch((e: unknown) => e)
      expect(error).toBeInstanceOf(ProviderError)
      expect(error).toMatchObject({ effect: 'unknown', retryable: true })
      expect(github.state.runs.size).toBe(1)
    }),
  )
})

describe('environments', () => {
  test(
    'tell their rules',
    withForge(async (forge, github) => {
      expect(await forge.environment('production')).toBeNull()
      Object.assign(ensureEnvironment(github.state, 'production'), {
        waitTimer: 5,
        reviewers: ['ada', 'grace'],
        preventSelfReview: true,
        branchPolicy: 'custom',
        policies: [{ id: 7, name: 'release/*', type: 'branch' }],
      })
      expect(await forge.environment('production')).toMatchObject({
        reviewers: 2,
        waitTimer: 5,
        preventSelfReview: true,
        branches: 'custom',
        patterns: [{ name: 'release/*', type: 'branch' }],
      })
      ensureEnvironment(github.state, 'staging')
      expect(await forge.environment('staging')).toEqual({
        reviewers: 0,
        waitTimer: 0,
        preventSelfReview: false,
        branches: 'all',
        patterns: [],
      })
    }),
  )
})

describe('commits', () => {
  test(
    'are compared by what they hold',
    withForge(async (forge, github) => {
      const first = headOf(github)
      const add = (name: string, parent: string): string => {
        const before = github.state.commits.get(parent)
        if (!before) throw new Error('no parent')
        const sha = shaOf(name)
        github.state.commits.set(sha, { ...before, sha, parents: [parent], message: name })
        return sha
      }
      const [left, right] = [add('left', first), add('right', first)]
      expect(await forge.compare(first, left)).toBe('ahead')
      expect(await forge.compare(left, first)).toBe('behind')
      expect(await forge.compare(left, left)).toBe('identical')
      expect(await forge.compare(left, right)).toBe('diverged')
      expect(await forge.compare(left, 'f'.repeat(40))).toBe('unknown')
      github.state.refs.set('refs/tags/v2', left)
      expect(await forge.commitOf('tags/v2')).toBe(left)
      expect(await forge.commitOf('tags/v9')).toBeNull()
      expect(await forge.repository()).toEqual({ defaultBranch: 'main', private: false })
    }),
  )

  test('have the newest check of each name; skipped ones passed', async () => {
    const check = (id: number, name: string, status: string, conclusion: string | null) => ({
      id,
      name,
      status,
      conclusion,
    })
    const forge = hearing({
      '/check-runs': {
        total_count: 5,
        check_runs: [
          check(1, 'test', 'completed', 'failure'),
          check(9, 'test', 'completed', 'success'),
          check(3, 'lint', 'completed', 'skipped'),
          check(4, 'build', 'in_progress', null),
          check(5, 'scan', 'completed', 'timed_out'),
        ],
      },
    })
    expect(await forge.checks('abc')).toEqual([
      { name: 'test', state: 'passed' },
      { name: 'lint', state: 'passed' },
      { name: 'build', state: 'running' },
      { name: 'scan', state: 'failed' },
    ])
  })

  test('have the checks that the rules of a branch require, or no rule at all', async () => {
    const rules = [
      { type: 'deletion' },
      {
        type: 'required_status_checks',
        parameters: { required_status_checks: [{ context: 'ci-ok' }, { context: 'ci-ok' }] },
      },
    ]
    expect(await hearing({ '/rules/branches/main': rules }).requiredChecks('main')).toEqual(['ci-ok'])
    expect(
      await hearing({ '/rules/branches/main': [{ type: 'deletion' }] }).requiredChecks('main'),
    ).toBeNull()
  })

  test(
    'are on branches that are protected by a rule of their own, by a ruleset also before they exist, or not at all',
    withForge(async (forge, { state }) => {
      state.refs.set('refs/heads/side', state.refs.get('refs/heads/main') ?? '')
      state.rulesets.set('release/*', ['pull_request'])
      state.rulesets.set('old/*', ['deletion'])
      expect(await forge.protection('main')).toBe('protected')
      expect(await forge.protection('side')).toBe('open')
      expect(await forge.protection('release/1')).toBe('protected')
      expect(await forge.protection('old/1')).toBe('open')
      expect(await forge.branches('protected')).toEqual([{ name: 'main', protected: true }])
      expect((await forge.branches('all')).map(({ name }) => name)).toEqual(['main', 'side'])
      Object.assign(state, { plan: 'free', repository: { ...state.repository, private: true } })
      expect(await forge.protection('main')).toBe('no-plan')
      expect(await forge.requiredChecks('main')).toBeNull()
    }),
  )

  test('have the reviews of their pull request: the last word of each person, but not of its author', async () => {
    const review = (login: string, state: string) => ({ user: { login }, state })
    const forge = hearing({
      '/pulls': [
        { number: 6, user: { login: 'ada' }, merged_at: null },
        { number: 7, user: { login: 'ada' }, merged_at: '2026-03-01T00:00:00Z' },
      ],
      '/pulls/7/reviews': [
        review('ada', 'APPROVED'),
        review('grace', 'CHANGES_REQUESTED'),
        review('grace', 'APPROVED'),
        review('grace', 'COMMENTED'),
        review('linus', 'APPROVED'),
        review('linus', 'CHANGES_REQUESTED'),
      ],
    })
    expect(await forge.pullRequestOf('abc')).toEqual({
      number: 7,
      author: 'ada',
      merged: true,
      approvals: 1,
      changesRequested: 1,
    })
    expect(await hearing({ '/pulls': [] }).pullRequestOf('abc')).toBeNull()
  })
})

describe('a token that may not', () => {
  test(
    'is told which permission the job lacks',
    withForge(async (_forge, github) => {
      github.state.tokens.set('ghs_small', {
        login: 'github-actions[bot]',
        app: true,
        permissions: { metadata: 'read' },
      })
      const run = addRun(github.state)
      const small = openForge(github, 'ghs_small')
      for (const [call, wanted] of [
        [() => small.run(String(run.id)), 'actions: read'],
        [() => small.cancel(String(run.id)), 'actions: write'],
      ] as const) {
        const error: unknown = await call().catch((e: unknown) => e)
        expect(error).toBeInstanceOf(ConfigError)
        expect(String(error)).toContain(wanted)
      }
    }),
  )

  test('an answer that is something else is no answer', async () => {
    const error: unknown = await hearing({ '/approvals': { no: 'list' } })
      .reviews('7')
      .catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'invalid-answer', retryable: true })
  })

  test('a repository without an owner is refused at once', () => {
    expect(() => githubForge({ token: FULL_TOKEN, repository: 'shop', tool: '0.1.0' })).toThrow(ConfigError)
  })
})
