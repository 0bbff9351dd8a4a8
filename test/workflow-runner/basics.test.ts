import { describe, expect, test } from 'vitest'
import { at, jobOf, logOf, openStage, resultsOf } from './stage.ts'

const NODE = '{ using: node24, main: main.js }'

describe('a push', () => {
  test('runs jobs in the order of their needs, with outputs between them', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `
on: push
jobs:
  second:
    needs: first
    runs-on: ubuntu-slim
    steps:
      - run: echo "got \${{ needs.first.outputs.word }} from \${{ needs.first.result }}"
  first:
    runs-on: ubuntu-slim
    outputs: { word: "\${{ steps.say.outputs.word }}" }
    steps:
      - id: say
        run: |
          echo "word=hello" >> "$GITHUB_OUTPUT"
          echo "ran on $GITHUB_REF at $GITHUB_SHA by $GITHUB_ACTOR for $GITHUB_EVENT_NAME"
`,
    })
    expect(run.conclusion).toBe('success')
    expect(logOf(run, 'second')).toBe('got hello from success')
    expect(logOf(run, 'first')).toBe(`ran on refs/heads/main at ${run.sha} by ada for push`)
  })

  test.each([
    ['a branch that fits', { branches: ['release/**'] }, { branch: 'release/1/2' }, true],
    ['a branch that does not', { branches: ['release/*'] }, { branch: 'release/1/2' }, false],
    ['a branch that is taken out again', { branches: ['**', '!wip'] }, { branch: 'wip' }, false],
    ['an ignored branch', { 'branches-ignore': ['main'] }, {}, false],
    ['a tag that fits', { tags: ['v*'] }, { tag: 'v1.2' }, true],
    ['a tag where only branches are named', { branches: ['main'] }, { tag: 'v1' }, false],
    ['a branch where only tags are named', { tags: ['v*'] }, {}, false],
    ['a path that changed', { paths: ['src/**'] }, {}, true],
    ['no path that changed', { paths: ['docs/**'] }, {}, false],
    ['only ignored paths', { 'paths-ignore': ['src/**'] }, {}, false],
    ['a message that says so', {}, { message: 'Fix [skip ci]' }, false],
  ])('with filters and %s starts a workflow or not', async (_what, filter, push, starts) => {
    const { runner } = await openStage()
    const on = JSON.stringify({ push: filter })
    const workflow = `on: ${on}\njobs: { a: { runs-on: x, steps: [{ run: 'true' }] } }`
    await runner.push({ files: { [at('a')]: workflow, 'src/a': '1' } })
    const tagged = 'tag' in push
    const runs = await runner.push({ ...push, ...(tagged ? {} : { change: { 'src/a': '2' } }) })
    expect(runs.length > 0).toBe(starts)
  })

  test('does not start a workflow that is switched off', async () => {
    const { runner, github } = await openStage()
    const files = { [at('a')]: "on: push\njobs: { a: { runs-on: x, steps: [{ run: 'true' }] } }" }
    expect(await runner.push({ files })).toHaveLength(1)
    Object.assign(github.state.workflows.get(at('a')) ?? {}, { state: 'disabled_manually' })
    expect(await runner.push({ change: { x: '1' } })).toEqual([])
  })

  test('of a file that GitHub cannot read is a run that fails at its start', async () => {
    const { play } = await openStage()
    const run = await play({ [at('a')]: 'on: push\njobs: { a: { runs-on: x, stepz: [] } }' })
    expect(run.conclusion).toBe('startup_failure')
    expect(run.problems.join()).toContain("Unexpected value 'stepz'")
  })
})

describe('a step', () => {
  test('that runs an action has inputs, outputs, state, variables, paths and a summary', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `
on: push
env: { FROM: workflow, KEPT: workflow }
jobs:
  a:
    runs-on: ubuntu-slim
    env: { FROM: job }
    steps:
      - { id: one, uses: $/actions/a, with: { Some Thing: 5 }, env: { MINE: "\${{ env.FROM }}" } }
      - run: echo "$SET $MINE $FROM $KEPT \${{ env.SET }} \${{ steps.one.outputs.twice }}" && tool
`,
      'actions/a/action.yml': `
name: a
description: a
inputs: { some thing: { description: x }, other: { description: x, default: "of \${{ github.repository }}" } }
runs: { using: node24, main: main.js, post: post.js }
`,
      'actions/a/main.js': `
const { appendFileSync, writeFileSync, chmodSync, mkdirSync } = require('node:fs')
const { join } = require('node:path')
const put = (name, text) => appendFileSync(process.env[name], text + '\\n')
put('GITHUB_OUTPUT', 'twice<<END\\n' + process.env.INPUT_SOME_THING * 2 + '\\nEND')
put('GITHUB_STATE', 'kept=7')
put('GITHUB_ENV', 'SET=by the step')
put('GITHUB_STEP_SUMMARY', '# ' + process.env.INPUT_OTHER)
const bin = join(process.env.RUNNER_TEMP, 'bin')
mkdirSync(bin)
writeFileSync(join(bin, 'tool'), '#!/bin/sh\\necho tool found')
chmodSync(join(bin, 'tool'), 0o755)
put('GITHUB_PATH', bin)
console.log(process.env.MINE, process.env.GITHUB_ACTION_PATH.endsWith('actions/a'))
`,
      'actions/a/post.js': 'console.log("kept", process.env.STATE_kept, process.env.INPUT_SOME_THING)',
    })
    const [first, second, post] = jobOf(run, 'a').steps
    expect(first).toMatchObject({ log: 'job true', summary: '# of acme/shop\n', outputs: { twice: '10' } })
    expect(second?.log).toBe('by the step  job workflow by the step 10\ntool found')
    expect(post).toMatchObject({ name: 'Post Run $/actions/a', log: 'kept 7 5' })
  })

  test.each([
    ['bash without a word stops at the first fault', 'false\necho on', '', 'failure', ''],
    ['bash without a word looks past the left of a pipe', 'false | true\necho on', '', 'success', 'on'],
    ['bash by name does not', 'false | true\necho on', 'shell: bash', 'failure', ''],
    ['expressions are put in as they are', "echo '${{ github.event_name }}'", '', 'success', 'push'],
  ])('%s', async (_what, script, more, outcome, log) => {
    const { play } = await openStage()
    const indented = script.replaceAll('\n', '\n          ')
    const run = await play({
      [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    steps:
      - name: it
        ${more}
        run: |
          ${indented}
`,
    })
    expect(jobOf(run, 'a').steps[0]).toMatchObject({ outcome, log })
  })

  test('that fails skips those after it, but for conditions that say otherwise', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    steps:
      - { name: soft, id: soft, run: exit 3, continue-on-error: true }
      - { name: sees, run: "echo \${{ steps.soft.outcome }} \${{ steps.soft.conclusion }} \${{ job.status }}" }
      - { name: hard, run: exit 1 }
      - { name: plain, run: "true" }
      - { name: with if, run: "true", if: github.ref == 'refs/heads/main' }
      - { name: failure, run: "true", if: failure() }
      - { name: always, run: "echo \${{ job.status }}", if: always() }
      - { name: cancelled, run: "true", if: cancelled() }
`,
    })
    const { steps, result } = jobOf(run, 'a')
    expect(steps.map(({ name, outcome }) => `${name} ${outcome}`)).toEqual([
      'soft failure',
      'sees success',
      'hard failure',
      'plain skipped',
      'with if skipped',
      'failure success',
      'always success',
      'cancelled skipped',
    ])
    expect(steps[1]?.log).toBe('failure success success')
    expect(steps[6]?.log).toBe('failure')
    expect(result).toBe('failure')
  })

  test('is masked line by line, and a job output that holds a secret is dropped', async () => {
    const { play } = await openStage({ secrets: { repository: { KEY: 'first line\nsecond line' } } })
    const run = await play({
      [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    outputs: { key: "\${{ steps.k.outputs.key }}", made: "\${{ steps.k.outputs.made }}", open: open }
    steps:
      - id: k
        env: { KEY: "\${{ secrets.key }}" }
        run: |
          echo "see second line"
          echo "::add-mask::derived"
          echo "not derived"
          echo "key=a first line" >> "$GITHUB_OUTPUT"
          echo "made=derived" >> "$GITHUB_OUTPUT"
  b:
    needs: a
    runs-on: x
    steps: [{ run: "echo '\${{ toJSON(needs.a.outputs) }}'" }]
`,
    })
    expect(logOf(run, 'a')).toBe('see ***\n::add-mask::***\nnot ***')
    expect(jobOf(run, 'a').outputs).toEqual({ open: 'open' })
    expect(jobOf(run, 'a').steps[0]?.annotations.map(({ message }) => message)).toEqual([
      "Skip output 'key' since it may contain secret.",
      "Skip output 'made' since it may contain secret.",
    ])
    expect(logOf(run, 'b')).not.toContain('key')
  })

  test('cannot set NODE_OPTIONS for those after it', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]:
        'on: push\njobs: { a: { runs-on: x, steps: [{ run: \'echo NODE_OPTIONS=x >> "$GITHUB_ENV"\' }] } }',
    })
    expect(jobOf(run, 'a').steps[0]?.annotations[0]?.message).toContain("Can't store NODE_OPTIONS")
    expect(run.conclusion).toBe('failure')
  })

  test('with a summary of more than 1 MiB loses it and goes on', async () => {
    const { play } = await openStage()
    const script = 'head -c 1048577 /dev/zero | tr "\\\\0" x >> "$GITHUB_STEP_SUMMARY"'
    const run = await play({
      [at('a')]:
        `on: push\njobs: { a: { runs-on: x, steps: [{ run: '${script.replaceAll('\\\\', '\\')}' }] } }`,
    })
    const [step] = jobOf(run, 'a').steps
    expect([step?.outcome, step?.summary]).toEqual(['success', ''])
    expect(step?.annotations[0]?.message).toContain('upload aborted')
  })

  test('of an action that is not there fails its job before the first step, whatever its condition', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]:
        "on: push\njobs: { a: { runs-on: x, steps: [{ run: 'true' }, { if: false, uses: $/actions/none }] } }",
    })
    expect(jobOf(run, 'a').steps.map(({ name }) => name)).toEqual(['Set up job'])
    expect(run.conclusion).toBe('failure')
  })

  test('finds the files of the commit only after a checkout, and local actions in them', async () => {
    const { play } = await openStage()
    const sha = 'a'.repeat(40)
    const files = {
      'actions/a/action.yml': `name: a\ndescription: a\nruns: ${NODE}`,
      'actions/a/main.js': 'console.log("local")',
    }
    const steps = (checkout: string) =>
      `on: push\njobs: { a: { runs-on: x, steps: [{ run: ls }, ${checkout} { uses: ./actions/a }] } }`
    const without = await play({ ...files, [at('a')]: steps('') })
    expect(without.conclusion).toBe('failure')
    expect(jobOf(without, 'a').steps[1]?.annotations[0]?.message).toContain(
      'Did you forget to run actions/checkout',
    )
    const withIt = await play({ ...files, [at('a')]: steps(`{ uses: actions/checkout@${sha} },`) })
    expect(jobOf(withIt, 'a').steps.map(({ log }) => log)).toEqual(['', '', 'local'])
  })
})

describe('a token', () => {
  const asks = (permissions: string) => `
on: push
${permissions}
jobs:
  a:
    runs-on: x
    steps:
      - env: { T: "\${{ github.token }}" }
        run: |
          curl -s -o /dev/null -w '%{http_code} ' -H "authorization: token $T" "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/deployments"
          curl -s -o /dev/null -w '%{http_code}' -H "authorization: token $T" -X POST -d '{"ref":"main","required_contexts":[],"auto_merge":false}' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/deployments"
`
  test.each([
    ['permissions: { deployments: write }', '200 201'],
    ['permissions: { deployments: read }', '200 403'],
    ['permissions: {}', '403 403'],
    ['permissions: write-all', '200 201'],
    ['', '403 403'],
  ])('with "%s" may do just that', async (permissions, answers) => {
    const { play, github } = await openStage()
    const run = await play({ [at('a')]: asks(permissions) })
    expect(logOf(run, 'a')).toBe(answers)
    // It dies with its job.
    expect([...github.state.tokens.keys()].filter((token) => /^ghs_[0-9a-f]{36}$/.test(token))).toEqual([])
  })
})

describe('a text on several lines', () => {
  const condition = (how: string) => `
on: push
jobs:
  a:
    if: ${how}
      \${{ github.ref_name == 'none' &&
      github.event_name == 'push' }}
    runs-on: x
    steps: [{ run: "true" }]
`
  test.each([
    ['>-', 'skipped'],
    ['|-', 'skipped'],
    // What is left of the last line makes it a text, and a text that is not empty holds.
    ['>', 'success'],
    ['|', 'success'],
  ])('is a condition with %s or, by its last line, a text that always holds', async (how, result) => {
    const { play } = await openStage()
    expect(resultsOf(await play({ [at('a')]: condition(how) })).a).toBe(result)
  })

  test('is folded or kept as YAML has it, without its indentation', async () => {
    const { play } = await openStage()
    const run = await play({
      [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    env:
      FOLDED: >-
        one \${{ github.event_name }}
        two
      QUOTED: "three
        \${{ github.event_name }}"
    steps:
      - run: |
          cat <<END
            $FOLDED
          \${{ github.event_name }} $QUOTED
          END
      - name: last
        nonsense: true
        run: "true"
`,
    })
    // Lines are told as they stand in the file.
    expect(run.problems.join()).toContain('Line: 19')
    const good = await play({
      [at('a')]: `
on: push
jobs:
  a:
    runs-on: x
    env:
      FOLDED: >-
        one \${{ github.event_name }}
        two
    steps:
      - run: |
          cat <<END
            $FOLDED
          \${{ github.event_name }}
          END
`,
    })
    expect(logOf(good, 'a')).toBe('  one push two\npush')
  })
})

describe('results', () => {
  const job = (needs: string, condition: string, run = 'true') =>
    `{ needs: ${needs}, if: "${condition}", runs-on: x, steps: [{ run: '${run}' }] }`

  test.each([
    [
      'a job behind a failed one is skipped',
      { a: job('[]', 'true', 'false'), b: job('[a]', 'true') },
      'skipped',
    ],
    [
      'always() runs behind a failed one',
      { a: job('[]', 'true', 'false'), b: job('[a]', 'always()') },
      'success',
    ],
    [
      'failure() runs behind a failed one',
      { a: job('[]', 'true', 'false'), b: job('[a]', 'failure()') },
      'success',
    ],
    [
      'failure() does not run behind a skipped one',
      { a: job('[]', 'false'), b: job('[a]', 'failure()') },
      'skipped',
    ],
    ['a job behind a skipped one is skipped', { a: job('[]', 'false'), b: job('[a]', 'true') }, 'skipped'],
    [
      'even where a job between them ran (actions/runner#2205)',
      { a: job('[]', 'false'), m: job('[a]', 'always()'), b: job('[m]', 'true') },
      'skipped',
    ],
    [
      'unless it says otherwise',
      {
        a: job('[]', 'false'),
        m: job('[a]', 'always()'),
        b: job('[m]', "!cancelled() && needs.m.result == 'success'"),
      },
      'success',
    ],
    [
      'a failure counts from far away',
      { a: job('[]', 'true', 'false'), m: job('[a]', 'always()'), b: job('[m]', 'failure()') },
      'success',
    ],
  ])('%s', async (_what, jobs, result) => {
    const { play } = await openStage()
    const written = Object.entries(jobs).map(([name, text]) => `  ${name}: ${text}`)
    const run = await play({ [at('a')]: `on: push\njobs:\n${written.join('\n')}` })
    expect(resultsOf(run).b).toBe(result)
  })
})
