import { describe, expect, test } from 'vitest'
import { membersOf } from '../fakes/github/concurrency.ts'
import { at, jobOf, openStage, resultsOf } from './stage.ts'

/** A workflow whose only job waits for an approval while its run holds a group. */
const whole = (concurrency: string) => ({
  [at('a')]: `on: push
concurrency: ${concurrency}
jobs: { a: { environment: gate, runs-on: x, steps: [{ run: "true" }] } }`,
})

const several = async (files: Record<string, string>, count: number, options = {}) => {
  const stage = await openStage(options)
  stage.environment('gate', { reviewers: ['ada'] })
  const ids: number[] = []
  for (let number = 0; number < count; number++) {
    ids.push(...(await stage.runner.push({ files: { ...files, n: String(number) } })))
    await stage.runner.runUntilQuiet()
  }
  const conclusions = () => ids.map((id) => stage.runner.run(id).conclusion)
  const statuses = () => ids.map((id) => stage.github.state.runs.get(id)?.status)
  const approve = async (index: number) => {
    await stage.runner.approve({ environment: 'gate', by: 'ada', run: ids[index] ?? 0 })
    await stage.runner.runUntilQuiet()
  }
  return { ...stage, ids, conclusions, statuses, approve }
}

describe('a group of whole runs', () => {
  test('is held by a run that waits for an approval; of those behind it only the newest stays', async () => {
    const { conclusions, statuses, approve, github, ids } = await several(whole('lock'), 4)
    expect(conclusions()).toEqual([null, 'cancelled', 'cancelled', null])
    expect(statuses()).toEqual(['waiting', 'completed', 'completed', 'pending'])
    expect(membersOf(github.state, 'LOCK').map(({ run }) => run)).toEqual([ids[0], ids[3]])
    await approve(0)
    expect(statuses()).toEqual(['completed', 'completed', 'completed', 'waiting'])
    await approve(3)
    expect(membersOf(github.state, 'lock')).toEqual([])
  })

  test('with cancel-in-progress is taken from the one that holds it', async () => {
    const { conclusions } = await several(whole('{ group: lock, cancel-in-progress: true }'), 3)
    expect(conclusions()).toEqual(['cancelled', 'cancelled', null])
  })

  test('with queue: max lets them all wait, and each in its turn', async () => {
    const { statuses, approve } = await several(whole('{ group: lock, queue: max }'), 3)
    expect(statuses()).toEqual(['waiting', 'pending', 'pending'])
    await approve(0)
    expect(statuses()).toEqual(['completed', 'waiting', 'pending'])
    await approve(1)
    expect(statuses()).toEqual(['completed', 'completed', 'waiting'])
  })

  test('with queue: max takes 100 who wait, and cancels the one after', async () => {
    const { conclusions } = await several(whole('{ group: lock, queue: max }'), 102)
    expect(conclusions().map((conclusion, index) => (conclusion === null ? null : index))).toEqual([
      ...Array.from({ length: 101 }, () => null),
      101,
    ])
  })

  test('with queue: max and cancel-in-progress is refused', async () => {
    const { runner } = await openStage()
    const [id = 0] = await runner.push({
      files: whole('{ group: lock, queue: max, cancel-in-progress: true }'),
    })
    expect(runner.run(id).problems.join()).toContain(
      "'queue: max' cannot be used with 'cancel-in-progress: true'",
    )
  })

  test('has a name that may be evaluated, so that each branch has its own', async () => {
    const { runner } = await openStage()
    const files = whole('"lock-${{ github.ref_name }}"')
    const ids = [...(await runner.push({ files })), ...(await runner.push({ files, branch: 'next' }))]
    await runner.runUntilQuiet()
    expect(ids.map((id) => runner.run(id).conclusion)).toEqual(['success', 'success'])
  })
})

describe('a group of jobs', () => {
  const lock = (group: string) => ({
    [at('a')]: `on: push
jobs:
  free: { runs-on: x, steps: [{ run: "true" }] }
  a: { environment: gate, concurrency: ${group}, runs-on: x, steps: [{ run: "true" }] }
  b: { needs: a, if: always(), runs-on: x, steps: [{ run: "true" }] }`,
  })

  test('is occupied by a job that waits for its approval, where the seed has it so', async () => {
    const first = await several(lock('lock'), 2, { choices: { groupBeforeApproval: true } })
    expect(first.ids.map((id) => jobOf(first.runner.run(id), 'a').reason)).toEqual([
      'waits for an approval of gate',
      'waits for the group lock',
    ])
    expect(membersOf(first.github.state, 'lock')).toHaveLength(2)
    const second = await several(lock('lock'), 2, { choices: { groupBeforeApproval: false } })
    expect(membersOf(second.github.state, 'lock')).toEqual([])
    await second.approve(1)
    expect(second.conclusions()).toEqual([null, 'success'])
  })

  test('cancels the job that waited, and its run goes on with what still may run', async () => {
    const { runner, ids } = await several(lock('lock'), 3, { choices: { groupBeforeApproval: true } })
    expect(resultsOf(runner.run(ids[1] ?? 0))).toEqual({ free: 'success', a: 'cancelled', b: 'success' })
    expect(runner.run(ids[1] ?? 0).conclusion).toBe('cancelled')
  })

  test.each([
    [
      'the run and a job',
      'concurrency: same\njobs: { a: { concurrency: Same, runs-on: x, steps: [{ run: "true" }] } }',
    ],
    ['a call and the called job', 'jobs: { a: { concurrency: same, uses: ./.github/workflows/b.yml } }'],
    ['the run and the called workflow', 'concurrency: top\njobs: { a: { uses: ./.github/workflows/c.yml } }'],
  ])('that %s share is a deadlock, which GitHub cancels', async (_who, workflow) => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `on: push\n${workflow}`,
      [at('b')]:
        'on: workflow_call\njobs: { i: { concurrency: same, runs-on: x, steps: [{ run: "true" }] } }',
      [at('c')]: 'on: workflow_call\nconcurrency: top\njobs: { i: { runs-on: x, steps: [{ run: "true" }] } }',
    })
    expect(run.conclusion).toBe('cancelled')
    expect(run.jobs.map(({ reason }) => reason).join()).toContain(
      'a deadlock was detected for concurrency group',
    )
  })

  test('lets only one of a matrix in at a time, and each in its turn', async () => {
    const seen: string[] = []
    const { play } = await openStage({
      together: 3,
      onStep: ({ job, when }) => {
        seen.push(`${when} ${job}`)
      },
    })
    const run = await play({
      [at('a')]: `on: push
jobs:
  a:
    strategy: { matrix: { n: [1, 2, 3] } }
    concurrency: { group: lock, queue: max }
    runs-on: x
    steps: [{ run: "true" }]`,
    })
    expect(run.conclusion).toBe('success')
    for (const [index, moment] of seen.entries())
      if (index % 2 === 1) expect(moment).toBe(seen[index - 1]?.replace('before', 'after'))
  })

  test('of jobs that come at the same moment has an order that the seed decides', async () => {
    const orders = new Set<string>()
    for (let seed = 1; seed <= 8; seed++) {
      const order: string[] = []
      const { play } = await openStage({
        seed,
        onStep: ({ job, when }) => {
          if (when === 'before') order.push(job)
        },
      })
      await play({
        [at('a')]: `on: push
jobs:
  one: { concurrency: { group: lock, queue: max }, runs-on: x, steps: [{ run: "true" }] }
  two: { concurrency: { group: lock, queue: max }, runs-on: x, steps: [{ run: "true" }] }`,
      })
      orders.add(order.join())
    }
    expect([...orders].sort()).toEqual(['one,two', 'two,one'])
  })
})
