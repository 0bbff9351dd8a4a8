import { describe, expect, test } from 'vitest'
import type { Choices } from '../../tools/workflow-runner/choices.ts'
import { RefusedError } from '../../tools/workflow-runner/refusal.ts'
import { at, jobOf, logOf, openStage, resultsOf } from './stage.ts'

const called = (jobs: string, inputs = '') => `
on:
  workflow_call:
    ${inputs}
${jobs}
`
const ONE = "jobs: { i: { runs-on: x, steps: [{ run: 'true' }] } }"

describe('a called workflow', () => {
  test('has typed inputs, and gives outputs back', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `
on: push
jobs:
  go:
    uses: ./.github/workflows/b.yml
    with: { number: 2, flag: true, word: "\${{ github.ref_name }}" }
  then:
    needs: go
    runs-on: x
    steps: [{ run: "echo \${{ needs.go.outputs.all }} \${{ needs.go.result }}" }]
`,
      [at('b')]: `
on:
  workflow_call:
    inputs:
      number: { type: number }
      flag: { type: boolean }
      word: { type: string }
      absent: { type: string, default: "of \${{ github.event_name }}" }
      nothing: { type: boolean }
    outputs: { all: { value: "\${{ jobs.i.outputs.all }}" } }
jobs:
  i:
    runs-on: x
    outputs: { all: "\${{ steps.s.outputs.all }}" }
    steps:
      - id: s
        run: echo "all=\${{ inputs.number == 2 }} \${{ inputs.flag && 'yes' }} \${{ inputs.word }} \${{ inputs.absent }} \${{ inputs.nothing }}" >> "$GITHUB_OUTPUT"
`,
    })
    expect(logOf(run, 'then')).toBe('true yes main of push false success')
  })

  test.each([
    [
      'a text for a boolean',
      'flag: "true"',
      "Input flag: Unexpected value 'true' where a boolean is expected",
    ],
    [
      'a text for a number',
      'number: five',
      "Input number: Unexpected value 'five' where a number is expected",
    ],
    ['an unknown input', 'colour: red', 'Invalid input, colour is not defined in the referenced workflow.'],
    ['no input where one is required', '', 'Input must is required, but not provided while calling.'],
  ])('with %s fails the whole run at its start', async (_what, given, message) => {
    const { play } = await openStage()
    const inputs =
      'inputs: { flag: { type: boolean }, number: { type: number }, must: { type: string, required: true } }'
    const run = await play({
      [at('a')]: `
on: push
jobs:
  before: { runs-on: x, steps: [{ run: "true" }] }
  go:
    needs: before
    uses: ./.github/workflows/b.yml
    with: { ${[given, given === '' ? '' : 'must: x'].filter(Boolean).join(', ')} }
`,
      [at('b')]: called(ONE, inputs),
    })
    expect(run.conclusion).toBe('startup_failure')
    expect(run.problems.join()).toContain(message)
    expect(run.jobs).toEqual([])
  })

  test('with an expression of another type fails when its turn comes', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `
on: push
jobs: { go: { uses: ./.github/workflows/b.yml, with: { flag: "\${{ github.ref_name }}" } } }
`,
      [at('b')]: called(ONE, 'inputs: { flag: { type: boolean } }'),
    })
    expect(jobOf(run, 'go')).toMatchObject({
      result: 'failure',
      reason: expect.stringContaining("value 'main'"),
    })
  })

  test('that failed has failed, even where its last job put things right', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `
on: push
jobs:
  go: { uses: $/.github/workflows/b.yml }
  next: { needs: go, runs-on: x, steps: [{ run: "true" }] }
  mend: { needs: go, if: needs.go.result == 'failure' && always(), runs-on: x, steps: [{ run: "true" }] }
`,
      [at('b')]: called(`jobs:
  deploy: { runs-on: x, steps: [{ run: "false" }] }
  back: { needs: deploy, if: failure(), runs-on: x, steps: [{ run: "true" }] }`),
    })
    expect(resultsOf(run)).toEqual({
      go: 'failure',
      'go / deploy': 'failure',
      'go / back': 'success',
      next: 'skipped',
      mend: 'success',
    })
  })

  test('knows the file that defines it apart from the caller', async () => {
    const { play } = await openStage({
      repositories: {
        'sluice/sluice': {
          [at('b')]: called(`jobs:
  i:
    runs-on: x
    steps:
      - run: echo "\${{ job.workflow_repository }} \${{ job.workflow_file_path }} \${{ job.workflow_ref }} | \${{ github.repository }} \${{ github.workflow }} \${{ github.ref }}"
      - uses: $/actions/a`),
          'actions/a/action.yml': 'name: a\ndescription: a\nruns: { using: node24, main: main.js }',
          'actions/a/main.js':
            'console.log("theirs", process.env.GITHUB_ACTION_REPOSITORY, process.env.GITHUB_REPOSITORY)',
        },
      },
    })
    const run = await play({
      [at('a')]: 'name: Mine\non: push\njobs: { go: { uses: sluice/sluice/.github/workflows/b.yml@v1 } }',
    })
    expect(logOf(run, 'go / i').split('\n')).toEqual([
      'sluice/sluice .github/workflows/b.yml sluice/sluice/.github/workflows/b.yml@v1 | acme/shop Mine refs/heads/main',
      'theirs sluice/sluice acme/shop',
    ])
  })

  test('has the vars of its caller, but not its env', async () => {
    const { play } = await openStage({ variables: { repository: { PLACE: 'caller' } } })
    const run = await play({
      [at('a')]: 'on: push\nenv: { A: outer }\njobs: { go: { uses: ./.github/workflows/b.yml } }',
      [at('b')]: called('jobs: { i: { runs-on: x, steps: [{ run: "echo [$A] ${{ vars.PLACE }}" }] } }'),
    })
    expect(logOf(run, 'go / i')).toBe('[] caller')
  })

  test.each([
    ['a file that is not there', { uses: './.github/workflows/none.yml' }, 'workflow was not found'],
    ['a file without workflow_call', { uses: './.github/workflows/c.yml' }, 'not reusable'],
  ])('that is %s fails the run at its start', async (_what, job, message) => {
    const { play } = await openStage()
    const run = await play({
      [at('c')]: `on: workflow_dispatch\n${ONE}`,
      [at('z')]: `on: push\njobs: { go: ${JSON.stringify(job)} }`,
    })
    expect(run.conclusion).toBe('startup_failure')
    expect(run.problems.join()).toContain(message)
  })

  test('may be ten levels deep and no more', async () => {
    const chain = (levels: number) =>
      Object.fromEntries(
        Array.from({ length: levels }, (_none, index) => [
          at(`l${index}`),
          `on: { ${index === 0 ? 'push: {}' : 'workflow_call: {}'} }\n${
            index === levels - 1 ? ONE : `jobs: { n: { uses: ./.github/workflows/l${index + 1}.yml } }`
          }`,
        ]),
      )
    const { play } = await openStage()
    expect((await play(chain(10))).conclusion).toBe('success')
    expect((await play(chain(11))).conclusion).toBe('startup_failure')
  })
})

describe('the ceiling of permissions', () => {
  const files = (caller: string, inner: string, top = '') => ({
    [at('a')]: `
on: push
permissions: {}
jobs:
  before: { runs-on: x, steps: [{ run: "true" }] }
  go: { needs: before, ${caller} uses: ./.github/workflows/b.yml }
`,
    [at('b')]: called(`${top}
jobs:
  plain: { runs-on: x, steps: [{ run: "true" }] }
  asks: { if: false, runs-on: x, ${inner} steps: [{ run: "true" }] }`),
  })

  test.each([
    ['permissions: { deployments: write },', 'permissions: { deployments: write },', null],
    ['permissions: { deployments: write },', 'permissions: { deployments: read },', null],
    ['', 'permissions: {},', null],
    ['', '', null],
    [
      '',
      'permissions: { deployments: write },',
      "The nested job 'asks' is requesting 'deployments: write', but is only allowed 'deployments: none'",
    ],
    [
      'permissions: { deployments: read, id-token: none },',
      'permissions: { deployments: write, id-token: write },',
      "is requesting 'deployments: write, id-token: write', but is only allowed 'deployments: read, id-token: none'",
    ],
  ])('of a caller with "%s" and a job with "%s"', async (caller, inner, message) => {
    const { play } = await openStage()
    const run = await play(files(caller, inner))
    expect(run.conclusion).toBe(message === null ? 'success' : 'startup_failure')
    expect(run.problems.join()).toContain(message ?? '')
    // Nothing at all has started, though the job would have been skipped.
    expect(run.jobs.length > 0).toBe(message === null)
  })

  test('holds for what a whole called file asks, and two levels down', async () => {
    const { play } = await openStage()
    const whole = await play(files('', '', 'permissions: { contents: read }'))
    expect(whole.problems.join()).toContain(
      "The workflow './.github/workflows/b.yml' is requesting 'contents: read'",
    )
    const deep = await play({
      [at('a')]:
        'on: push\npermissions: { contents: read }\njobs: { go: { uses: ./.github/workflows/b.yml } }',
      [at('b')]: called('jobs: { next: { permissions: {}, uses: ./.github/workflows/c.yml } }'),
      [at('c')]: called(
        'jobs: { i: { permissions: { contents: read }, runs-on: x, steps: [{ run: "true" }] } }',
      ),
    })
    expect(deep.problems.join()).toContain("The nested job 'i' is requesting 'contents: read'")
  })

  test('shrinks the token of a job without a block of its own to what its caller has', async () => {
    const { play } = await openStage({ defaultPermissions: 'write' })
    const run = await play(files('permissions: { actions: read },', ''))
    expect(jobOf(run, 'go / plain').permissions).toEqual({ actions: 'read' })
  })
})

describe('secrets of a called workflow', () => {
  const secrets = {
    organization: { ORG: 'org' },
    repository: { REPO: 'repo', BOTH: 'of the repository' },
    environments: { production: { ENV: 'env', BOTH: 'of the environment' } },
  }
  const variables = { repository: { V: 'wide' }, environments: { production: { V: 'near' } } }
  const inner = called(
    `jobs:
  i:
    runs-on: x
    environment: { name: production, deployment: false }
    steps:
      - run: echo "\${{ secrets.ORG == 'org' }} \${{ secrets.REPO == 'repo' }} \${{ secrets.ENV == 'env' }} \${{ secrets.BOTH == 'of the environment' }} \${{ secrets.BOTH == 'of the repository' }} \${{ vars.V }}"`,
    'secrets: { ORG: {}, REPO: {}, ENV: {}, BOTH: {} }',
  )
  const INHERIT = 'secrets: inherit'
  const NAMED =
    'secrets: { ORG: "${{ secrets.ORG }}", REPO: "${{ secrets.REPO }}", ENV: "${{ secrets.ENV }}", BOTH: "${{ secrets.BOTH }}" }'
  const HERE = './.github/workflows/b.yml'
  const SAME = 'acme/tools/.github/workflows/b.yml@v1'
  const OTHER = 'sluice/sluice/.github/workflows/b.yml@v1'

  // The table of section 4: organization, repository, environment, both as environment, both as repository, variable.
  test.each<[string, string, Partial<Choices>, string]>([
    [HERE, INHERIT, {}, 'true true true true false near'],
    [HERE, NAMED, {}, 'true true true true false near'],
    [HERE, 'name: nothing passed', {}, 'false false false false false near'],
    [SAME, INHERIT, { sameOwnerEnvironmentSecrets: true }, 'true true true true false near'],
    [SAME, INHERIT, { sameOwnerEnvironmentSecrets: false }, 'true true false false true near'],
    [SAME, NAMED, { sameOwnerEnvironmentSecrets: false }, 'true true false false true near'],
    [OTHER, INHERIT, { otherOwnerVariables: false }, 'false false false false false wide'],
    [OTHER, NAMED, { otherOwnerVariables: false }, 'true true false false true wide'],
    [OTHER, NAMED, { otherOwnerVariables: true }, 'true true false false true near'],
  ])('%s with "%s" under %j', async (uses, passing, choices, seen) => {
    const file = { [at('b')]: inner }
    const { play } = await openStage({
      secrets,
      variables,
      choices,
      repositories: { 'acme/tools': file, 'sluice/sluice': file },
    })
    const run = await play({
      ...file,
      [at('a')]: `on: push\njobs:\n  go:\n    uses: ${uses}\n    ${passing}`,
    })
    const [job] = run.jobs.filter(({ call }) => !call)
    expect(job?.steps[0]?.log).toBe(seen)
  })

  test('that are required and not passed fail the run at its start', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: 'on: push\njobs: { go: { uses: ./.github/workflows/b.yml } }',
      [at('b')]: called(ONE, 'secrets: { KEY: { required: true } }'),
    })
    expect(run.problems.join()).toContain('Secret KEY is required, but not provided while calling.')
  })

  test('of the repository are read when the run is queued, those of an environment when the job starts', async () => {
    const vault = {
      repository: { KEY: 'old' } as Record<string, string>,
      environments: { production: { ENV: 'old' } as Record<string, string> },
    }
    const { runner, environment } = await openStage({ secrets: vault })
    environment('production', { reviewers: ['ada'] })
    const [id = 0] = await runner.push({
      files: {
        [at('a')]: `on: push
jobs: { a: { environment: production, runs-on: x, steps: [{ run: "echo \${{ secrets.KEY == 'old' }} \${{ secrets.ENV == 'new' }}" }] } }`,
      },
    })
    await runner.runUntilQuiet()
    vault.repository.KEY = 'new'
    vault.environments.production.ENV = 'new'
    await runner.approve({ environment: 'production', by: 'ada' })
    await runner.runUntilQuiet()
    expect(logOf(runner.run(id), 'a')).toBe('true true')
  })
})

describe('local paths in a workflow of another repository', () => {
  test.each([
    ['a step', 'jobs: { i: { runs-on: x, steps: [{ uses: ./actions/a }] } }'],
    ['a job', 'jobs: { i: { uses: ./.github/workflows/c.yml } }'],
  ])('are refused in %s, since GitHub would look in the caller', async (_what, jobs) => {
    const { play } = await openStage({ repositories: { 'sluice/sluice': { [at('b')]: called(jobs) } } })
    const playing = play({
      [at('a')]: 'on: push\njobs: { go: { uses: sluice/sluice/.github/workflows/b.yml@v1 } }',
    })
    await expect(playing).rejects.toThrow(RefusedError)
  })
})
