import { describe, expect, test } from 'vitest'
import { evaluate } from '../../tools/workflow-runner/expressions.ts'
import { readPairs } from '../../tools/workflow-runner/files.ts'
import { RefusedError } from '../../tools/workflow-runner/refusal.ts'
import { at, openStage } from './stage.ts'

const SHA = 'b'.repeat(40)
const action = (runs: string) => ({
  'actions/a/action.yml': `name: a\ndescription: a\nruns: ${runs}`,
  [at('a')]: 'on: push\njobs: { a: { runs-on: x, steps: [{ uses: $/actions/a }] } }',
})
const job = (more: string, step = 'run: "true"') => ({
  [at('a')]: `on: push\njobs: { a: { runs-on: x, ${more} steps: [{ ${step} }] } }`,
})

describe('what is not played is refused by its name', () => {
  test.each<[string, Record<string, string>]>([
    ['container', job('container: node:24,')],
    ['services', job('services: { db: { image: postgres } },')],
    ['continue-on-error of a whole job', job('continue-on-error: true,')],
    ['the shell pwsh', job('', 'run: "true", shell: pwsh')],
    ['the shell sh', job('defaults: { run: { shell: sh } },')],
    ['docker://alpine', job('', 'uses: docker://alpine')],
    ['runs composite', action('{ using: composite, steps: [{ run: ls, shell: bash }] }')],
    ['runs docker', action('{ using: docker, image: Dockerfile }')],
    ['runs node20', action('{ using: node20, main: main.js }')],
    ['pre step', action('{ using: node24, main: main.js, pre: pre.js }')],
    ['actions/upload-artifact', job('', `uses: actions/upload-artifact@${SHA}`)],
    ['actions/cache', job('', `uses: actions/cache@${SHA}`)],
    ['only a full SHA', job('', 'uses: actions/checkout@v6')],
    ['the input submodules', job('', `uses: actions/checkout@${SHA}, with: { submodules: true }`)],
    ['hashFiles()', job('', `run: "echo \${{ hashFiles('x') }}"`)],
    ['success() with names', job("if: success('a'),")],
    ['::set-output::', job('', 'run: "echo ::set-output name=a::b"')],
    ['acme/tools', { [at('a')]: 'on: push\njobs: { a: { uses: acme/tools/.github/workflows/x.yml@v1 } }' }],
  ])('%s', async (name, files) => {
    const { play } = await openStage()
    const playing = play(files)
    await expect(playing).rejects.toThrow(RefusedError)
    await expect(playing).rejects.toThrow(name)
  })

  test('but a file that never runs may hold any of it', async () => {
    const { play } = await openStage()
    const run = await play({
      ...job(''),
      [at('other')]: 'on: pull_request\njobs: { a: { runs-on: x, container: node, steps: [{ run: ls }] } }',
    })
    expect(run.conclusion).toBe('success')
  })

  test('repository_dispatch, when the API is asked for it', async () => {
    const { runner, github } = await openStage()
    await runner.push({ files: job('') })
    await fetch(`${github.url}/repos/acme/shop/dispatches`, {
      method: 'POST',
      headers: { authorization: 'token ghs_stand_in_for_all', 'content-type': 'application/json' },
      body: JSON.stringify({ event_type: 'x' }),
    })
    await expect(runner.runUntilQuiet()).rejects.toThrow('repository_dispatch')
  })
})

describe('what the parser refuses as GitHub does', () => {
  test.each([
    ['an environment on a calling job', 'a: { uses: ./.github/workflows/b.yml, environment: x }'],
    [
      'secrets in the inputs of a call',
      'a: { uses: ./.github/workflows/b.yml, with: { k: "${{ secrets.K }}" } }',
    ],
    ['a context that does not stand there', 'a: { if: "secrets.K", runs-on: x, steps: [{ run: ls }] }'],
    [
      'a job that needs itself in a circle',
      'a: { needs: b, runs-on: x, steps: [{ run: ls }] }, b: { needs: a, runs-on: x, steps: [{ run: ls }] }',
    ],
    ['a step that does two things', 'a: { runs-on: x, steps: [{ run: ls, uses: $/a }] }'],
    ['two steps of one id', 'a: { runs-on: x, steps: [{ id: i, run: ls }, { id: i, run: ls }] }'],
  ])('%s', async (_what, jobs) => {
    const { play } = await openStage()
    const run = await play({ [at('a')]: `on: push\njobs: { ${jobs} }` })
    expect(run.conclusion).toBe('startup_failure')
  })
})

describe('expressions', () => {
  test.each([
    ["'it''s ' == 'IT''S '", true],
    ["format('''{0}'' and ''{1}''', 'a', 1)", "'a' and '1'"],
    ['github.missing.deeper', null],
    ["github.name && 'yes' || 'no'", 'yes'],
    ["contains(fromJSON('[1,2]'), 2)", true],
    ["join(github.list.*.n, '-')", '1-2'],
    ["case(github.name == 'x', 1, 2)", 2],
    ['always() && !failure()', true],
  ])('%s is %j', (expression, value) => {
    const github = { name: 'shop', list: [{ n: 1 }, { n: 2 }] }
    expect(evaluate(expression, { github })).toEqual(value)
  })
})

describe('the file of outputs', () => {
  test.each([
    ['a=b', [['a', 'b']]],
    [
      'a=b=c\n\nd=',
      [
        ['a', 'b=c'],
        ['d', ''],
      ],
    ],
    [
      'a<<X\none\ntwo\nX\nb=1',
      [
        ['a', 'one\ntwo'],
        ['b', '1'],
      ],
    ],
    ['a<<X\nX', [['a', '']]],
    ['a=1<<X', [['a', '1<<X']]],
  ])('%j', (text, pairs) => {
    expect(readPairs(text)).toEqual(pairs)
  })
  test.each(['no sign', 'a<<X\nno end', '=b', '<<X\nX'])('%j is refused', (text) => {
    expect(() => readPairs(text)).toThrow(/Invalid/)
  })
})
