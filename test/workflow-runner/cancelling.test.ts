import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { RunnerOptions } from '../../tools/workflow-runner/options.ts'
import { at, jobOf, logOf, openStage, resultsOf } from './stage.ts'

/** An action that says which signals it hears, and ends with the one named in `until`. */
const ACTION = {
  'actions/wait/action.yml': `
name: wait
description: waits
inputs: { until: { description: x, default: SIGINT } }
runs: { using: node24, main: main.js, post: post.js }
`,
  'actions/wait/main.js': `
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => { console.log(signal); if (signal === process.env.INPUT_UNTIL) process.exit(0) })
console.log('ready')
setInterval(() => {}, 1000)
`,
  'actions/wait/post.js': 'console.log("post ran")',
}

const GRACE: RunnerOptions['grace'] = [150, 150]

/** Plays files, and cancels the run soon after a step with this name has begun. */
const cancelAt = async (
  step: string,
  files: Record<string, string>,
  options: Partial<RunnerOptions> = {},
) => {
  let cancelled: Promise<void> | null = null
  const stage = await openStage({
    grace: GRACE,
    ...options,
    onStep: (moment) => {
      if (moment.when === 'before' && moment.step === step)
        cancelled = sleep(400).then(() => stage.runner.cancel(moment.run))
    },
  })
  const run = await stage.play({ ...ACTION, ...files })
  await cancelled
  return { ...stage, run: await stage.finish(run.id) }
}

describe('a cancelled run', () => {
  test.each([
    ['SIGINT', ['ready', 'SIGINT']],
    ['SIGTERM', ['ready', 'SIGINT', 'SIGTERM']],
    ['nothing', ['ready', 'SIGINT', 'SIGTERM']],
  ])('stops a step that ends at %s, and its post step runs', async (until, log) => {
    const { run } = await cancelAt('long', {
      [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    steps:
      - { name: long, uses: $/actions/wait, with: { until: ${until} } }
      - { name: plain, run: "true" }
      - { name: even so, run: "echo \${{ job.status }}", if: always() }
      - { name: then, run: "true", if: cancelled() }
      - { name: failed, run: "true", if: failure() }
`,
    })
    const { steps, result } = jobOf(run, 'a')
    expect(steps[0]?.log.split('\n')).toEqual(log)
    expect(steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'long cancelled',
      'plain skipped',
      'even so success',
      'then success',
      'failed skipped',
      'Post long success',
    ])
    expect(steps[2]?.log).toBe('cancelled')
    expect([result, run.conclusion]).toEqual(['cancelled', 'cancelled'])
  })

  test('gives no signal to a step that has always(), nor to a job that has', async () => {
    const { run } = await cancelAt('long', {
      [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    steps: [{ name: long, if: always(), run: sleep 1; echo through }, { name: next, run: "true" }]
`,
    })
    expect(jobOf(run, 'a').steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'long success',
      'next skipped',
    ])
    const whole = await cancelAt('long', {
      [at('a')]: `
on: push
jobs:
  a: { if: always(), runs-on: x, steps: [{ name: long, run: sleep 1 }, { name: next, run: "true" }] }
`,
    })
    expect(resultsOf(whole.run)).toEqual({ a: 'success' })
  })

  test('still starts jobs that ask for it, and no others', async () => {
    const { run } = await cancelAt('long', {
      [at('a')]: `
on: push
jobs:
  a: { runs-on: x, steps: [{ name: long, uses: $/actions/wait }] }
  plain: { needs: a, runs-on: x, steps: [{ run: "true" }] }
  not: { needs: a, if: "!cancelled()", runs-on: x, steps: [{ run: "true" }] }
  back: { needs: a, if: failure() || cancelled(), runs-on: x, steps: [{ run: "echo \${{ needs.a.result }}" }] }
  call: { needs: a, if: always(), uses: ./.github/workflows/b.yml }
`,
      [at('b')]: `
on: workflow_call
jobs:
  i: { runs-on: x, steps: [{ run: "true" }] }
  j: { if: always(), runs-on: x, steps: [{ run: "true" }] }
`,
    })
    expect(resultsOf(run)).toMatchObject({
      a: 'cancelled',
      plain: 'skipped',
      not: 'skipped',
      back: 'success',
      'call / i': 'skipped',
      'call / j': 'success',
    })
    expect(logOf(run, 'back')).toBe('cancelled')
  })

  test('that waits for an approval ends at once, by the API, and leaves its groups', async () => {
    const { runner, github, environment } = await openStage()
    environment('gate', { reviewers: ['ada'] })
    const [id = 0] = await runner.push({
      files: {
        [at('a')]: `on: push
concurrency: lock
jobs: { a: { environment: gate, runs-on: x, steps: [{ run: "true" }] } }`,
      },
    })
    await runner.runUntilQuiet()
    await runner.cancel(id)
    expect(github.state.runs.get(id)).toMatchObject({
      status: 'completed',
      conclusion: 'cancelled',
      pending: [],
    })
    expect(github.state.groups.size).toBe(0)
    await expect(runner.cancel(id)).rejects.toThrow('409')
  })

  test('keeps its group until its jobs have ended', async () => {
    const { run, github } = await cancelAt('long', {
      [at('a')]: `
on: push
jobs:
  a:
    concurrency: lock
    permissions: { actions: read }
    runs-on: x
    steps:
      - { name: long, uses: $/actions/wait }
      - name: late
        if: always()
        env: { T: "\${{ github.token }}" }
        run: |
          curl -s -H "authorization: token $T" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/actions/concurrency_groups/lock" | grep -o '"total_count":[0-9]'
`,
    })
    expect(jobOf(run, 'a').steps[1]?.log).toBe('"total_count":1')
    expect(github.state.groups.size).toBe(0)
  })

  test('may be one that another run cancels from a step, in the middle of its own', async () => {
    const { runner } = await openStage({ grace: GRACE, together: 2 })
    await runner.push({
      files: {
        ...ACTION,
        [at('tick')]: `
on: workflow_dispatch
jobs: { a: { concurrency: { group: lock, queue: max }, runs-on: x, steps: [{ name: long, uses: $/actions/wait }] } }`,
        [at('back')]: `
on: { workflow_dispatch: { inputs: { run: { type: string } } } }
jobs:
  request:
    permissions: { actions: write }
    runs-on: x
    steps:
      - env: { T: "\${{ github.token }}", RUN: "\${{ inputs.run }}" }
        run: |
          sleep 0.4
          curl -sf -X POST -H "authorization: token $T" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/actions/runs/$RUN/cancel"
  act:
    needs: request
    if: always()
    concurrency: { group: lock, queue: max }
    runs-on: x
    steps: [{ run: echo acting }]`,
      },
    })
    const tick = await runner.dispatch({ workflow: 'tick.yml' })
    const back = await runner.dispatch({ workflow: 'back.yml', inputs: { run: String(tick) } })
    await runner.runUntilQuiet()
    expect(jobOf(runner.run(tick), 'a').steps[0]).toMatchObject({
      outcome: 'cancelled',
      log: 'ready\nSIGINT',
    })
    expect(resultsOf(runner.run(back))).toEqual({ request: 'success', act: 'success' })
    const [ended, began] = [jobOf(runner.run(tick), 'a').endedAt, jobOf(runner.run(back), 'act').startedAt]
    expect(began).toBeGreaterThanOrEqual(ended ?? Number.POSITIVE_INFINITY)
  })

  test('that does not end in five minutes is cut off', async () => {
    const { run } = await cancelAt(
      'long',
      {
        [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    steps:
      - { name: long, uses: $/actions/wait }
      - { name: stubborn, if: always(), run: sleep 30 }
      - { name: last, if: always(), run: "true" }
`,
      },
      { minute: 100 },
    )
    expect(jobOf(run, 'a').steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'long cancelled',
      'stubborn cancelled',
      'last skipped',
    ])
  })
})

describe('a time limit', () => {
  test('of a step fails it by the same signals', async () => {
    const { play } = await openStage({ minute: 300, grace: GRACE })
    const run = await play({
      ...ACTION,
      [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    steps:
      - { name: long, uses: $/actions/wait, timeout-minutes: 1 }
      - { name: failed, run: "true", if: failure() }
`,
    })
    const [long, failed] = jobOf(run, 'a').steps
    expect(long).toMatchObject({ outcome: 'failure', log: 'ready\nSIGINT' })
    expect(long?.annotations[0]?.message).toBe("The action 'long' has timed out after 1 minutes.")
    expect(failed?.outcome).toBe('success')
    expect(run.conclusion).toBe('failure')
  })

  test('of a job cancels it, which is no failure', async () => {
    const { play } = await openStage({ minute: 300, grace: GRACE })
    const run = await play({
      ...ACTION,
      [at('a')]: `
on: push
jobs:
  a: { timeout-minutes: 1, runs-on: x, steps: [{ name: long, uses: $/actions/wait }] }
  mend: { needs: a, if: failure(), runs-on: x, steps: [{ run: "true" }] }
`,
    })
    expect(jobOf(run, 'a')).toMatchObject({ result: 'cancelled', reason: expect.stringContaining('1m0s') })
    expect(resultsOf(run).mend).toBe('skipped')
  })

  test('counts on the virtual clock, too', async () => {
    const { play, github } = await openStage({ grace: GRACE })
    github.faults.add({
      when: ({ path }) => path.endsWith('/deployments'),
      fault: { kind: 'delay', ms: 20 * 60_000 },
    })
    const run = await play({
      [at('a')]: `
on: push
permissions: { deployments: read }
jobs:
  a:
    timeout-minutes: 15
    runs-on: x
    steps:
      - env: { T: "\${{ github.token }}" }
        run: |
          curl -s -o /dev/null -H "authorization: token $T" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/deployments"
          sleep 5 & wait
`,
    })
    expect(jobOf(run, 'a').result).toBe('cancelled')
  })
})

describe('a run again', () => {
  const FILES = {
    [at('a')]: `
on: push
jobs:
  good: { runs-on: x, outputs: { n: "\${{ steps.n.outputs.n }}" }, steps: [{ id: n, run: 'echo "n=$GITHUB_RUN_ATTEMPT" >> "$GITHUB_OUTPUT"' }] }
  flaky: { needs: good, runs-on: x, steps: [{ run: '[ "$GITHUB_RUN_ATTEMPT" = 2 ]' }] }
  after: { needs: [good, flaky], runs-on: x, steps: [{ run: "echo \${{ needs.good.outputs.n }} $GITHUB_RUN_ATTEMPT $GITHUB_TRIGGERING_ACTOR $GITHUB_ACTOR" }] }
  call: { uses: ./.github/workflows/b.yml }
  many:
    strategy: { fail-fast: false, matrix: { n: [1, 2] } }
    runs-on: x
    steps: [{ run: '[ "$GITHUB_RUN_ATTEMPT" = 2 ] || [ \${{ matrix.n }} = 1 ]' }]
`,
    [at('b')]: `
on: workflow_call
jobs:
  fine: { runs-on: x, steps: [{ run: "echo $GITHUB_RUN_ATTEMPT" }] }
  flaky: { runs-on: x, steps: [{ run: '[ "$GITHUB_RUN_ATTEMPT" = 2 ]' }] }
`,
  }

  test('runs what failed and what needs it, and keeps the rest', async () => {
    const { play, runner, finish } = await openStage()
    const first = await play(FILES)
    expect(first.conclusion).toBe('failure')
    await runner.rerunFailed(first.id, 'grace')
    const second = await finish(first.id)
    expect(second).toMatchObject({ conclusion: 'success', attempt: 2 })
    expect(logOf(second, 'after')).toBe('1 2 grace ada')
    expect(logOf(second, 'call / fine')).toBe('1')
    expect(resultsOf(second)).toMatchObject({ 'many (1)': 'success', 'many (2)': 'success', call: 'success' })
  })

  test('is refused where nothing has failed', async () => {
    const { play, runner } = await openStage()
    const run = await play({ [at('a')]: 'on: push\njobs: { a: { runs-on: x, steps: [{ run: "true" }] } }' })
    await expect(runner.rerunFailed(run.id)).rejects.toThrow('no failed jobs')
  })

  test('asks for its approval again', async () => {
    const { runner, finish, environment } = await openStage()
    environment('gate', { reviewers: ['ada'] })
    const [id = 0] = await runner.push({
      files: {
        [at('a')]: 'on: push\njobs: { a: { environment: gate, runs-on: x, steps: [{ run: "false" }] } }',
      },
    })
    await runner.approve({ environment: 'gate', by: 'ada' })
    expect((await finish(id)).conclusion).toBe('failure')
    await runner.rerunFailed(id)
    expect((await finish(id)).status).toBe('waiting')
  })
})
