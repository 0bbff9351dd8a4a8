import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Job, runStep, type StepResult } from '../../demo/steps.ts'
import { DAY } from '../fakes/clock.ts'
import { addRun } from '../fakes/github/routes/runs.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN } from '../fakes/github/state.ts'
import { headOf } from '../ledger/github.ts'
import { startTown, type Town } from '../platforms/local/town.ts'

const CONFIG = `
version: 1
service: shop
components:
  web: { platform: local, host: state, directory: 'releases/{revision}', command: [node, server.mjs], health: /healthz }
smoke:
  - name: who
    component: web
    path: /who
    version: { json: /revision }
    interval: 1s
environments:
  production:
    steps:
      - { weight: 10%, bake: 1d }
      - { weight: 50%, bake: 1d }
      - { weight: 100%, bake: 1d }
    watch: 0s
`

/** Each test goes on where the one before stopped, as days do. */
describe('a rollout of days through the committed bundle, kept in GitHub Deployments', () => {
  let town: Town
  let github: GitHubStandIn
  let job: Job
  let head: string

  const step = (action: string, inputs: Record<string, string> = {}): Promise<StepResult> =>
    runStep(job, action, inputs)
  const advance = (): Promise<StepResult> => step('rollout', { operation: 'advance' })
  const release = async (revision: string): Promise<void> => {
    for (const [action, inputs] of [
      ['rollout', { operation: 'start', revision }],
      ['deploy', { revision }],
      ['smoke-test', {}],
    ] as const) {
      const { exitCode, log } = await step(action, inputs)
      expect(exitCode, log).toBe(0)
    }
  }
  const weights = async (): Promise<Record<string, number>> => {
    const { weights } = await town.platform.current()
    return Object.fromEntries(weights.map(({ release: { revision }, weight }) => [revision, weight]))
  }

  beforeAll(async () => {
    town = await startTown()
    github = await startGitHub()
    head = headOf(github)
    addRun(github.state, { id: 1001, actor: 'ada' })
    mkdirSync(join(town.workspace, '.github'))
    writeFileSync(join(town.workspace, '.github', 'sluice.yml'), CONFIG)
    town.build('v1')
    town.build(head)
    job = {
      workspace: town.workspace,
      actor: 'ada',
      inputs: { environment: 'production', 'github-token': FULL_TOKEN },
      variables: {
        GITHUB_API_URL: github.url,
        GITHUB_REPOSITORY: 'acme/shop',
        GITHUB_RUN_ID: '1001',
        GITHUB_SHA: head,
        GITHUB_EVENT_NAME: 'push',
        GITHUB_ACTIONS: 'true',
      },
    }
  })
  afterAll(async () => {
    await town.close()
    await github.close()
  })

  test('the first release goes whole and is promoted when its bake is over', async () => {
    await release('v1')
    await advance()
    expect(await weights()).toEqual({ v1: 100 })
    github.advance(DAY + 1000)
    expect((await advance()).outputs).toMatchObject({ decision: 'promote', phase: 'promoted' })
  })

  test('the next one takes one step a day, and a tick in between moves nothing', async () => {
    await release(head)
    expect(await weights()).toEqual({ v1: 100, [head]: 0 })
    for (const weight of [10, 50, 100]) {
      const asked = github.log.length
      expect((await advance()).outputs).toMatchObject({ decision: 'advance', weight: String(weight) })
      expect(github.log.length - asked, 'requests of a tick that takes a step').toBeLessThanOrEqual(12)
      expect(await weights()).toEqual({ v1: 100 - weight, [head]: weight })
      expect((await advance()).outputs).toMatchObject({ decision: 'hold', reason: 'bake-not-over' })
      github.advance(DAY + 1000)
    }
    expect((await advance()).outputs).toMatchObject({ decision: 'promote', reason: 'all-steps-done' })
  })

  test('a person turns it back after the promotion, and the next push waits for the hold to be released', async () => {
    const { outputs } = await step('rollback', { reason: 'customers complain' })
    expect(outputs).toMatchObject({ decision: 'pass', reason: 'done' })
    expect(await weights()).toEqual({ v1: 100, [head]: 0 })
    const refused = await step('rollout', { operation: 'start', revision: 'v3' })
    expect(refused.exitCode).toBe(1)
    expect(refused.outputs).toMatchObject({ decision: 'refuse', reason: 'on-hold' })
    await step('rollout', { operation: 'release-hold', reason: 'understood' })
    const allowed = await step('rollout', { operation: 'start', revision: 'v3', 'dry-run': 'true' })
    expect(allowed.outputs).toMatchObject({ decision: 'pass', reason: 'dry-run' })
  })

  test('an event that a stranger can cause is refused before anything is asked', async () => {
    const before = github.log.length
    const stranger = { ...job, variables: { ...job.variables, GITHUB_EVENT_NAME: 'pull_request_target' } }
    const { exitCode, log } = await runStep(stranger, 'rollout', { operation: 'advance' })
    expect(exitCode).toBe(1)
    expect(log).toContain('Sluice does not act on the event pull_request_target')
    expect(github.log.length).toBe(before)
  })
})
