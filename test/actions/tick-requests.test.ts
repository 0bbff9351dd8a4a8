import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { tick } from '../../actions/index.ts'
import { type Happening, writeEvent } from '../../src/rollout/events.ts'
import { fold } from '../../src/rollout/fold.ts'
import { nextEvent } from '../../src/rollout/transition.ts'
import { addRun } from '../fakes/github/routes/runs.ts'
import { type GitHubStandIn, startGitHub } from '../fakes/github/server.ts'
import { FULL_TOKEN } from '../fakes/github/state.ts'
import { headOf, openOn } from '../ledger/github.ts'
import { idOf, rolloutRecord } from '../ledger/records.ts'

const HOUR = 3_600_000
const SERVICES = ['shop', 'mail', 'search']
const ENVIRONMENTS = ['production', 'staging']
/** One list for all, the newest record of each, and one to spare: GitHub's 2 + 1 per service. */
const IDLE = 2 + SERVICES.length * ENVIRONMENTS.length

const configOf = (service: string): string => `
version: 1
service: ${service}
components:
  web: { platform: local, host: state, directory: 'releases/{revision}', command: [node, server.mjs], health: /healthz }
environments:
  production:
    production-like: true
    steps: [{ weight: 100%, bake: 1d }]
  staging:
    steps: [{ weight: 100%, bake: 1d }]
`

const CLIMB: readonly Happening[] = [
  { kind: 'started' },
  { kind: 'deployed', component: 'api', release: 'api-42' },
  { kind: 'setting', weight: 10 },
  { kind: 'set', weight: 10 },
]

let github: GitHubStandIn
let workspace = ''
let records = 0

/** A rollout of which all that was written by one good run. */
const record = async (service: string, environment: string, story: readonly Happening[]): Promise<string> => {
  const run = String(addRun(github.state, { path: '.github/workflows/tick.yml', event: 'schedule' }).id)
  const ledger = openOn(github, { run, ref: headOf(github) })
  records += 1
  const given = rolloutRecord({
    id: idOf('r', records),
    service,
    environment,
    run,
    revision: headOf(github),
    startedAt: github.clock.now(),
  })
  const entry = await ledger.create(given)
  const lines: { text: string; at: number; run: string }[] = []
  for (const happening of story) {
    const now = github.clock.now()
    const event = nextEvent(fold(given, lines), given.plan.steps, happening, { now, nonce: 'abcde' })
    const text = writeEvent(event)
    lines.push({ text, at: now, run })
    await ledger.append(entry.key, {
      text,
      outcome: happening.kind === 'promoted' ? 'success' : 'in_progress',
    })
  }
  github.advance(1000)
  return entry.key
}

beforeEach(async () => {
  github = await startGitHub()
  records = 0
  workspace = mkdtempSync(join(tmpdir(), 'sluice-looks-'))
  mkdirSync(join(workspace, '.github'))
  for (const service of SERVICES) {
    writeFileSync(join(workspace, '.github', `${service}.yml`), configOf(service))
    for (const environment of ENVIRONMENTS)
      await record(service, environment, [...CLIMB, { kind: 'promoted' }])
  }
  github.advance(48 * HOUR)
})
afterEach(async () => {
  rmSync(workspace, { recursive: true, force: true })
  await github.close()
})

const look = async (event = 'schedule') => {
  const before = github.log.length
  const inputs = {
    'github-token': FULL_TOKEN,
    configs: SERVICES.map((service) => `.github/${service}.yml`).join('\n'),
  }
  const { exitCode, outputs } = await (await tick()).run({
    variables: {
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
      ),
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ID: '999999',
      GITHUB_SHA: headOf(github),
      GITHUB_REF: 'refs/heads/main',
      GITHUB_EVENT_NAME: event,
      GITHUB_ACTOR: 'ada',
      GITHUB_WORKSPACE: workspace,
    },
    write: () => {},
  })
  expect(exitCode).toBe(0)
  const targets = JSON.parse(outputs.targets ?? '[]') as { service: string; environment: string }[]
  return {
    calls: github.log.length - before,
    due: targets.map(({ service, environment }) => `${service} ${environment}`),
  }
}

describe('a look at three services in two environments each', () => {
  test('costs one list and one record each while nothing is on its way', async () => {
    const { calls, due } = await look()
    expect(due).toEqual([])
    expect(calls).toBe(IDLE - 1)
  })

  test('costs one record more for one that bakes: its lines are judged by the job that advances it', async () => {
    await record('mail', 'production', CLIMB)
    const { calls, due } = await look()
    expect(due).toEqual(['mail production'])
    expect(calls).toBeLessThanOrEqual(IDLE)
  })

  test('costs one run more for one that just ended: a forged end would hide it', async () => {
    await record('mail', 'production', [...CLIMB, { kind: 'promoted' }])
    const { calls, due } = await look()
    expect(due).toEqual([])
    expect(calls).toBeLessThanOrEqual(IDLE)
  })

  test('finds the same when the deployments of others fill the first page', async () => {
    await record('search', 'production', CLIMB)
    for (let count = 0; count < 100; count += 1) {
      const id = github.state.nextId()
      const [any] = github.state.deployments.values()
      if (any)
        github.state.deployments.set(id, {
          ...any,
          id,
          task: 'deploy',
          environment: 'Preview',
          payload: '',
          createdAt: github.clock.now(),
        })
    }
    const { calls, due } = await look()
    expect(due).toEqual(['search production'])
    expect(calls).toBeLessThanOrEqual(1 + 2 * SERVICES.length * ENVIRONMENTS.length + 1)
  })

  test('finds the same as each look alone, whatever is on its way', async () => {
    await record('shop', 'staging', CLIMB)
    await record('search', 'production', CLIMB)
    expect((await look()).due).toEqual(['shop staging', 'search production'])
  })
})
