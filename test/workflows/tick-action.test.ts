import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { preflight, rollback, rollout, tick } from '../../actions/index.ts'
import type { Action, Outcome } from '../../src/kit/action.ts'
import { addWorkflow } from '../fakes/github/routes/workflows.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN } from '../fakes/github/state.ts'
import { headOf } from '../ledger/github.ts'

const CONFIG = `
version: 1
service: shop
components:
  web: { platform: local, host: state, directory: 'releases/{revision}', command: [node, server.mjs], health: /healthz }
environments:
  production:
    steps: [{ weight: 100%, bake: 1d }]
  staging:
    steps: [{ weight: 100%, bake: 1d }]
`

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

/** Runs actions in this process as steps of a job on the stand-in. */
const openJob = async () => {
  const github: GitHubStandIn = await startGitHub()
  const workspace = mkdtempSync(join(tmpdir(), 'sluice-job-'))
  open.push(async () => {
    rmSync(workspace, { recursive: true, force: true })
    await github.close()
  })
  mkdirSync(join(workspace, '.github'))
  writeFileSync(join(workspace, '.github', 'sluice.yml'), CONFIG)
  const log: string[] = []
  const step = async (load: () => Promise<Action>, inputs: Record<string, string>): Promise<Outcome> => {
    const given = { 'github-token': FULL_TOKEN, ...inputs }
    return (await load()).run({
      variables: {
        ...Object.fromEntries(
          Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_RUN_ID: '1001',
        GITHUB_SHA: headOf(github),
        GITHUB_REF: 'refs/heads/main',
        GITHUB_EVENT_NAME: 'push',
        GITHUB_ACTOR: 'ada',
        GITHUB_WORKSPACE: workspace,
      },
      write: (line) => log.push(line),
    })
  }
  return { github, step, log }
}

describe('the actions of the pipelines, as steps', () => {
  test('a tick looks at every environment and hands the due ones on as a matrix', async () => {
    const { step } = await openJob()
    const { exitCode, outputs, summary } = await step(tick, {})
    expect({ exitCode, due: outputs.due, targets: outputs.targets }).toEqual({
      exitCode: 0,
      due: '0',
      targets: '[]',
    })
    expect(summary).toContain('staging')
  })

  test('a tick that may not see the records hands them on to the job that can do more', async () => {
    const { step, github, log } = await openJob()
    github.state.tokens.set('ghs_blind', {
      login: 'github-actions[bot]',
      app: true,
      permissions: { metadata: 'read' },
    })
    const { exitCode, outputs } = await step(tick, {
      'github-token': 'ghs_blind',
      environments: 'production',
    })
    expect(exitCode).toBe(0)
    expect(JSON.parse(outputs.targets ?? '')).toEqual([
      { service: 'shop', environment: 'production', config: '.github/sluice.yml', ref: '' },
    ])
    expect(log.join('\n')).toContain('could not be looked at')
  })

  test('a tick says which environment it does not know', async () => {
    const { step, log } = await openJob()
    expect((await step(tick, { environments: 'prod' })).exitCode).toBe(1)
    expect(log.join('\n')).toContain('`environments` names prod')
  })

  test('a preflight tells everything in one table, and the lock must be that of the service', async () => {
    const { step, github, log } = await openJob()
    addWorkflow(github.state, { path: '.github/workflows/tick.yml' })
    const inputs = {
      environment: 'production',
      'tick-workflow': 'nowhere.yml',
      approval: 'none',
      revision: 'sha256:1',
    }
    const { exitCode, outputs, summary } = await step(preflight, inputs)
    expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 1, reason: 'preflight' })
    expect(summary).toContain('nowhere.yml')
    expect((await step(preflight, { ...inputs, service: 'shoop' })).exitCode).toBe(1)
    expect(log.join('\n')).toContain('takes its lock for another service')
  })

  test('a request for a rollback, an admission and a settlement need no secret and no platform', async () => {
    const { step } = await openJob()
    const asked = await step(rollback, { environment: 'production', reason: 'a test', part: 'request' })
    expect(asked.outputs).toMatchObject({ decision: 'refuse', reason: 'no-rollout', cancelled: '' })
    const settled = await step(rollout, {
      environment: 'production',
      operation: 'settle',
      'rollout-id': 'r-000000000000',
    })
    expect(settled.outputs).toMatchObject({ decision: 'refuse', reason: 'not-started' })
  })

  test.each([
    ['settle', {}, 'rollout-id'],
    ['admit', { 'rollout-id': 'b-1' }, 'rollout-id'],
    ['record-approval', { 'rollout-id': 'r-000000000000', step: '0' }, 'step'],
  ])('%s has to know what it is about', async (operation, inputs, named) => {
    const { step, log } = await openJob()
    const { exitCode, outputs } = await step(rollout, { environment: 'production', operation, ...inputs })
    expect({ exitCode, reason: outputs.reason }).toEqual({ exitCode: 1, reason: 'config' })
    expect(log.join('\n')).toContain(named)
  })
})
