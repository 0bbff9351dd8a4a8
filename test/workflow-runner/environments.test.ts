import { describe, expect, test } from 'vitest'
import { DAY } from '../fakes/clock.ts'
import { at, jobOf, openStage, resultsOf } from './stage.ts'

const ONE = (more: string) => ({
  [at('a')]: `on: push
jobs:
  a: { runs-on: x, environment: { name: production, deployment: false }, steps: [{ run: "true" }] }
${more}`,
})

const waiting = async (more = '', options: Parameters<typeof openStage>[0] = {}) => {
  const stage = await openStage(options)
  stage.environment('production', { reviewers: ['ada', 'grace'] })
  const [id = 0] = await stage.runner.push({ files: ONE(more) })
  await stage.runner.runUntilQuiet()
  return { ...stage, id, record: stage.github.state.runs.get(id) }
}

describe('an approval', () => {
  test('is waited for, shown in the API, and lets the job run', async () => {
    const { runner, id, record, github } = await waiting()
    expect(record?.status).toBe('waiting')
    expect(record?.pending).toEqual([{ environment: 'production', since: github.clock.now() }])
    expect(jobOf(runner.run(id), 'a').reason).toBe('waits for an approval of production')
    await runner.advance(2 * DAY)
    expect(record?.status).toBe('waiting')
    await runner.approve({ environment: 'production', by: 'grace', comment: 'go' })
    await runner.runUntilQuiet()
    expect([record?.status, record?.conclusion]).toEqual(['completed', 'success'])
    expect(record?.approvals).toMatchObject([{ user: 'grace', state: 'approved', comment: 'go' }])
  })

  test('is not taken from somebody who is no reviewer', async () => {
    const { runner } = await waiting()
    await expect(runner.approve({ environment: 'production', by: 'mallory' })).rejects.toThrow('not allowed')
  })

  test('is not taken from the one who pushed, where that is forbidden', async () => {
    const { runner, environment } = await waiting()
    environment('production', { preventSelfReview: true })
    await expect(runner.approve({ environment: 'production', by: 'ada' })).rejects.toThrow('not allowed')
    await runner.approve({ environment: 'production', by: 'grace' })
  })

  test('is one prompt for jobs that wait together and another for a job after them', async () => {
    const { runner, id } =
      await waiting(`  b: { runs-on: x, environment: production, steps: [{ run: "true" }] }
  c: { needs: [a, b], runs-on: x, environment: production, steps: [{ run: "true" }] }`)
    await runner.approve({ environment: 'production', by: 'ada' })
    await runner.runUntilQuiet()
    expect(resultsOf(runner.run(id))).toEqual({ a: 'success', b: 'success', c: null })
    await runner.approve({ environment: 'production', by: 'ada' })
    await runner.runUntilQuiet()
    expect(runner.run(id).conclusion).toBe('success')
  })

  test('that nobody gives in 30 days fails the job', async () => {
    const { runner, id } = await waiting()
    await runner.advance(30 * DAY - 1)
    expect(runner.run(id).conclusion).toBeNull()
    await runner.advance(1)
    expect(runner.run(id).conclusion).toBe('failure')
    expect(jobOf(runner.run(id), 'a').reason).toContain('not approved within 30 days')
  })

  test.each([
    [true, { a: 'failure', plain: 'skipped', mend: 'success' }],
    [false, { a: 'failure', plain: 'skipped', mend: 'skipped' }],
  ])('that is refused fails the run; other jobs run still: %s', async (jobsAfterRejection, results) => {
    const more = `  plain: { needs: a, runs-on: x, steps: [{ run: "true" }] }
  mend: { needs: a, if: always(), runs-on: x, steps: [{ run: "true" }] }`
    const { runner, id } = await waiting(more, { choices: { jobsAfterRejection } })
    await runner.reject({ environment: 'production', by: 'grace' })
    await runner.runUntilQuiet()
    expect(resultsOf(runner.run(id))).toEqual(results)
    expect(runner.run(id).conclusion).toBe('failure')
  })

  test('can be given while other jobs of the run are done long since', async () => {
    const { runner, id, record } = await waiting('  other: { runs-on: x, steps: [{ run: "true" }] }')
    expect(record?.status).toBe('waiting')
    expect(resultsOf(runner.run(id))).toEqual({ a: null, other: 'success' })
  })

  test('is asked for through a called workflow, too', async () => {
    const { runner, environment } = await openStage()
    environment('production', { reviewers: ['ada'] })
    const [id = 0] = await runner.push({
      files: {
        [at('z')]: 'on: push\njobs: { go: { uses: ./.github/workflows/a.yml } }',
        [at('a')]: `on: workflow_call
jobs: { i: { environment: production, runs-on: x, steps: [{ run: "true" }] } }`,
      },
    })
    await runner.runUntilQuiet()
    expect(runner.run(id).conclusion).toBeNull()
    await runner.approve({ environment: 'production', by: 'ada' })
    await runner.runUntilQuiet()
    expect(runner.run(id).conclusion).toBe('success')
  })
})

describe('an environment', () => {
  test('that does not exist is made, without rules, and lets the job through', async () => {
    const { play, github } = await openStage()
    expect((await play(ONE(''))).conclusion).toBe('success')
    expect(github.state.environments.get('production')?.reviewers).toEqual([])
  })

  test('with a timer lets the job in when it is over, and not before', async () => {
    const { runner, play, environment } = await openStage()
    environment('production', { waitTimer: 30 })
    const { id } = await play(ONE(''))
    await runner.advance(30 * 60_000 - 1)
    expect(runner.run(id).conclusion).toBeNull()
    await runner.advance(1)
    expect(runner.run(id).conclusion).toBe('success')
  })

  test('without deployment: false leaves a record of its own, with it none', async () => {
    const { play, github } = await openStage()
    await play(
      ONE(
        '  b: { runs-on: x, environment: { name: beta, url: "https://x/${{ github.sha }}" }, steps: [{ run: "true" }] }',
      ),
    )
    expect(
      [...github.state.deployments.values()].map(({ environment, task }) => [environment, task]),
    ).toEqual([['beta', 'deploy']])
    expect(github.state.statuses.map(({ state }) => state)).toEqual(['in_progress', 'success'])
    expect(github.state.statuses[1]?.environmentUrl).toMatch(/^https:\/\/x\/[0-9a-f]{40}$/)
  })

  test('may be named by an expression, and none is where it is empty', async () => {
    const { play, github } = await openStage()
    const run = await play({
      [at('a')]: `on: push
jobs:
  a:
    strategy: { matrix: { environment: [beta, ""] } }
    environment: { name: "\${{ matrix.environment }}", deployment: false }
    runs-on: x
    steps: [{ run: "true" }]`,
    })
    expect(run.jobs.map(({ environment }) => environment)).toEqual(['beta', null])
    expect([...github.state.environments.keys()]).toEqual(['beta'])
  })

  const policy = (name: string, type: 'branch' | 'tag' = 'branch') => ({
    branchPolicy: 'custom' as const,
    policies: [{ id: 1, name, type }],
  })
  test.each([
    ['all branches', { branchPolicy: 'all' as const }, { branch: 'feature/x' }, true],
    ['a branch by name', policy('main'), { branch: 'main' }, true],
    ['another branch', policy('main'), { branch: 'next' }, false],
    ['a star, which stays within a name', policy('release/*'), { branch: 'release/1/2' }, false],
    ['a star', policy('release/*'), { branch: 'release/1' }, true],
    ['tags only, which shuts out a branch', policy('v*', 'tag'), { branch: 'main' }, false],
    ['tags', policy('v*', 'tag'), { tag: 'v1' }, true],
    ['protected branches', { branchPolicy: 'protected' as const }, { branch: 'main' }, true],
    ['protected branches only', { branchPolicy: 'protected' as const }, { branch: 'next' }, false],
  ])('lets in %s', async (_what, rules, push, lets) => {
    const { runner, environment } = await openStage({ protectedBranches: ['main'] })
    environment('production', rules)
    await runner.push({ files: ONE('') })
    await runner.runUntilQuiet()
    const [id = 0] = await runner.push({ ...push, ...('tag' in push ? {} : { change: { x: '1' } }) })
    await runner.runUntilQuiet()
    const job = jobOf(runner.run(id), 'a')
    expect(job.result).toBe(lets ? 'success' : 'failure')
    if (!lets) expect(job.reason).toMatch(/is not allowed to deploy to production/)
  })
})
