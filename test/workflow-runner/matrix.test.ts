import { describe, expect, test } from 'vitest'
import { combinationsOf, labelOf } from '../../tools/workflow-runner/matrix.ts'
import { at, jobOf, openStage, resultsOf } from './stage.ts'

describe('a matrix', () => {
  test.each([
    ['vectors', { a: [1, 2], b: ['x'] }, ['1, x', '2, x']],
    ['what is excluded', { a: [1, 2], b: ['x', 'y'], exclude: [{ a: 1, b: 'y' }, { a: 2 }] }, ['1, x']],
    ['an include that joins', { a: [1, 2], include: [{ a: 1, c: 'more' }] }, ['1, more', '2']],
    ['an include for all', { a: [1, 2], include: [{ c: 'z' }] }, ['1, z', '2, z']],
    ['an include that stands alone', { a: [1], include: [{ a: 3, c: 'z' }] }, ['1', '3, z']],
    ['includes only', { include: [{ a: 1 }, { a: 2 }] }, ['1', '2']],
    ['a later include over an earlier one', { a: [1], include: [{ c: 'x' }, { c: 'y' }] }, ['1, y']],
    // The example of GitHub's documentation.
    [
      'all of it',
      {
        fruit: ['apple', 'pear'],
        animal: ['cat', 'dog'],
        include: [
          { color: 'green' },
          { color: 'pink', animal: 'cat' },
          { fruit: 'apple', shape: 'circle' },
          { fruit: 'banana' },
          { fruit: 'banana', animal: 'cat' },
        ],
      },
      [
        'apple, cat, pink, circle',
        'apple, dog, green, circle',
        'pear, cat, pink',
        'pear, dog, green',
        'banana',
        'banana, cat',
      ],
    ],
  ])('of %s', (_what, matrix, labels) => {
    expect(combinationsOf(matrix).map(labelOf)).toEqual(labels)
  })

  test.each([
    [{}, 'Matrix must define at least one vector'],
    [{ include: [] }, 'Matrix must define at least one vector'],
    [{ service: [] }, "Matrix vector 'service' does not contain any values"],
    [{ a: Array.from({ length: 257 }, (_none, index) => index) }, 'the most allowed is 256'],
    ['text', 'must be a mapping'],
  ])('like %j is refused in the words of GitHub', (matrix, message) => {
    expect(() => combinationsOf(matrix)).toThrow(message)
  })

  const from = (list: string, guard = '') => `
on: push
jobs:
  look:
    runs-on: x
    outputs: { list: "\${{ steps.l.outputs.list }}" }
    steps:
      - id: l
        run: echo 'list=${list}' >> $GITHUB_OUTPUT
  go:
    needs: look
    ${guard}
    strategy: { fail-fast: false, matrix: { service: "\${{ fromJSON(needs.look.outputs.list) }}" } }
    runs-on: x
    steps: [{ run: "echo \${{ matrix.service }} \${{ strategy.job-index }} of \${{ strategy.job-total }}" }]
`
  test('may come from a job before it, and an empty one fails the job', async () => {
    const { play } = await openStage()
    const run = await play({ [at('a')]: from('["api", "web"]') })
    expect(jobOf(run, 'go (web)').steps[0]?.log).toBe('web 1 of 2')
    const empty = await play({ [at('a')]: from('[]') })
    expect(jobOf(empty, 'go')).toMatchObject({
      result: 'failure',
      reason: "Matrix vector 'service' does not contain any values",
    })
    const guarded = await play({ [at('a')]: from('[]', "if: needs.look.outputs.list != '[]'") })
    expect(resultsOf(guarded)).toEqual({ look: 'success', go: 'skipped' })
    expect(guarded.conclusion).toBe('success')
  })

  test('of calls runs each call, named apart', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `on: push
jobs:
  go:
    strategy: { matrix: { e: [beta, production] } }
    uses: ./.github/workflows/b.yml
    with: { environment: "\${{ matrix.e }}" }`,
      [at('b')]: `on: { workflow_call: { inputs: { environment: { type: string } } } }
jobs: { i: { name: "to \${{ inputs.environment }}", runs-on: x, steps: [{ run: "true" }] } }`,
    })
    expect(resultsOf(run)).toEqual({
      'go (beta)': 'success',
      'go (beta) / to beta': 'success',
      'go (production)': 'success',
      'go (production) / to production': 'success',
    })
  })

  test.each([
    [true, ['failure', 'cancelled', 'cancelled']],
    [false, ['failure', 'success', 'success']],
  ])('with fail-fast %s', async (failFast, results) => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `on: push
jobs:
  a:
    strategy: { fail-fast: ${failFast}, max-parallel: 1, matrix: { n: [1, 2, 3] } }
    runs-on: x
    steps: [{ run: '[ \${{ matrix.n }} != 1 ]' }]`,
    })
    expect(run.jobs.map(({ result }) => result)).toEqual(results)
    expect(run.conclusion).toBe('failure')
  })

  test('with max-parallel has no more at once', async () => {
    let [now, most] = [0, 0]
    const { play } = await openStage({
      together: 4,
      onStep: ({ when }) => {
        now += when === 'before' ? 1 : -1
        most = Math.max(most, now)
      },
    })
    await play({
      [at('a')]: `on: push
jobs:
  a:
    strategy: { max-parallel: 2, matrix: { n: [1, 2, 3, 4] } }
    runs-on: x
    steps: [{ run: sleep 0.2 }]`,
    })
    expect(most).toBe(2)
  })
})
