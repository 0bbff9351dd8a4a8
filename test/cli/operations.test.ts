import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rollout } from '../../actions/rollout/main.ts'
import { runnerSinks } from '../../src/kit/host.ts'

const FILE = `version: 1
service: shop
components: { web: { platform: local, directory: "r/{revision}", command: [node], host: .sluice/host } }
metrics:
  errors: { preset: http-errors, usual: { per-second: 12, bad: 1% } }
  rare: { max: 1%, usual: { per-second: 0.00001, bad: 1% } }
environments:
  production:
    metrics: [errors]
    steps: [{ weight: 10%, bake: 1h }, { weight: 100%, bake: 30m }]
  lonely:
    metrics: [rare]
    steps: [{ weight: 1%, bake: 30m }, { weight: 100%, bake: 30m }]
`

let workspace = ''
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'sluice-operations-'))
  await mkdir(join(workspace, '.github'))
  await writeFile(join(workspace, '.github/sluice.yml'), FILE)
})
afterEach(() => rm(workspace, { recursive: true }))

const run = async (inputs: Record<string, string>, variables: Record<string, string> = {}) => {
  const lines: string[] = []
  const outcome = await rollout.run({
    variables: {
      GITHUB_WORKSPACE: workspace,
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      ...variables,
    },
    write: (line) => lines.push(line),
    sinks: runnerSinks,
    process: null,
    now: () => Date.UTC(2026, 10, 23, 9),
  })
  return { ...outcome, log: lines.join('\n') }
}

const PLAN = { operation: 'plan', environment: 'production', ledger: 'file:.sluice/ledger' }

describe('the operation plan', () => {
  test('tells the journey on a pull request, without a secret and without a platform', async () => {
    const { exitCode, outputs, summary } = await run(PLAN, { GITHUB_EVENT_NAME: 'pull_request' })
    expect(exitCode).toBe(0)
    expect(outputs).toMatchObject({ decision: 'pass', reason: 'done' })
    expect(summary).toContain('**shop → production**')
    expect(summary).toContain('finds a doubled rate of errors')
  })

  test('does so where the record cannot be read', async () => {
    const { exitCode, log } = await run({ ...PLAN, ledger: 'github' })
    expect(exitCode).toBe(0)
    expect(log).toContain('The record of rollouts could not be read')
  })

  test('warns of a step that would see nothing, and fails on it if told to', async () => {
    const lonely = { ...PLAN, environment: 'lonely' }
    const warned = await run(lonely)
    expect(warned.exitCode).toBe(0)
    expect(warned.summary).toContain('**Step 1 is blind**')
    const refused = await run({ ...lonely, 'refuse-blind-steps': 'true' })
    expect(refused.exitCode).toBe(1)
    expect(refused.outputs).toMatchObject({ decision: 'refuse', reason: 'rehearsal' })
  })
})

describe('the operations that ask sources', () => {
  test.each(['explain', 'simulate'])('%s is not for pull requests: it has credentials', async (operation) => {
    const { exitCode, log } = await run({ ...PLAN, operation }, { GITHUB_EVENT_NAME: 'pull_request' })
    expect(exitCode).toBe(1)
    expect(log).toContain('does not act on the event pull_request')
  })

  test('explain says so where there is no rollout', async () => {
    const { outputs, exitCode } = await run({ ...PLAN, operation: 'explain' })
    expect(exitCode).toBe(1)
    expect(outputs).toMatchObject({ decision: 'refuse', reason: 'no-rollout' })
  })

  test('explain refuses a moment that is none', async () => {
    const { log } = await run({ ...PLAN, operation: 'explain', at: 'yesterday' })
    expect(log).toContain('this is no moment in UTC')
  })

  test('simulate goes on with the traffic of the file where no source answers', async () => {
    const { outputs, exitCode, summary } = await run({
      ...PLAN,
      operation: 'simulate',
      scenarios: 'healthy\nx5',
      runs: '10',
    })
    expect({ exitCode, ...outputs }).toMatchObject({ exitCode: 0, decision: 'pass', reason: 'done' })
    expect(summary).toContain('2 worlds, 10 rollouts each')
  })
})
