import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { survey } from '../../src/gates/journal.ts'
import { fileLedger } from '../../src/ledger/file.ts'
import { virtualClock } from '../fakes/clock.ts'
import { startTown, type Town } from '../platforms/local/town.ts'
import { describeHappening, openShop } from './shop.ts'

// The same promise as in killed.test.ts, with nothing but real parts: the committed bundle as processes that are killed
// with SIGKILL, the host of the platform `local`, and a ledger of files.

const CONFIG = `
version: 1
service: shop
components:
  web: { platform: local, host: state, directory: 'releases/{revision}', command: [node, server.mjs], health: /healthz }
smoke:
  - { name: who, component: web, path: /who, version: { json: /revision }, passes: 1 }
environments:
  production:
    steps:
      - { weight: 10%, bake: 1s }
      - { weight: 100%, bake: 1s }
    watch: 1s
`

const root = fileURLToPath(new URL('../..', import.meta.url))

let town: Town
beforeAll(async () => {
  town = await startTown()
  mkdirSync(join(town.workspace, '.github'))
  writeFileSync(join(town.workspace, '.github', 'sluice.yml'), CONFIG)
  for (const revision of ['v1', 'v2', 'v3']) town.build(revision)
  await whole('rollout', { operation: 'start', revision: 'v1' })
  await whole('deploy', { revision: 'v1' })
  await whole('smoke-test')
  await untilPromoted('v1')
})
afterAll(() => town.close())

const run = (action: string, inputs: Record<string, string>): ChildProcess => {
  const given = { environment: 'production', ledger: 'file:ledger', ...inputs }
  const env = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  return spawn(process.execPath, [join(root, 'actions', action, 'index.js')], {
    env: { PATH: process.env.PATH, GITHUB_WORKSPACE: town.workspace, ...Object.fromEntries(env) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

const ended = (child: ChildProcess): Promise<{ how: string; log: string }> =>
  new Promise((resolve) => {
    let log = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      log += chunk.toString('utf8')
    })
    child.once('close', (code, signal) => resolve({ how: signal ?? `exit ${code}`, log }))
  })

/** Every line of every record. */
const written = (): string => {
  const folder = join(town.workspace, 'ledger', 'records')
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n')
  } catch {
    return ''
  }
}

const timesWritten = (text: string): number => written().split(`"text":"${text}`).length - 1

/** Runs an action until it has written this to the record, and kills it at that moment. Answers how it ended. */
const killedAfter = async (line: string, action: string, inputs: Record<string, string>): Promise<string> => {
  const before = timesWritten(line)
  for (;;) {
    const child = run(action, inputs)
    let over = false
    const end = ended(child).then(({ how }) => {
      over = true
      return how
    })
    while (!over && timesWritten(line) === before) await pause(2)
    child.kill('SIGKILL')
    const how = await end
    if (timesWritten(line) > before) return how
    await pause(100)
  }
}

/** Runs an action to its end, which must be this one. */
const whole = async (
  action: string,
  inputs: Record<string, string> = {},
  expected = 'exit 0',
): Promise<void> => {
  const { how, log } = await ended(run(action, inputs))
  expect(how, log).toBe(expected)
}

/** Ticks until the newest release is promoted. */
const untilPromoted = async (revision: string): Promise<void> => {
  while ((await known()).lastPromoted?.record.revision !== revision)
    await whole('rollout', { operation: 'advance' })
}

const weights = async (): Promise<Record<string, number>> => {
  const { weights } = await town.platform.current()
  const shown = weights.map(({ release: { revision }, weight }) => [revision, weight] as const)
  return Object.fromEntries(shown.filter(([, weight]) => weight > 0))
}

const known = () =>
  survey({
    ...openShop({ clock: virtualClock() }).connect(),
    ledger: fileLedger({ directory: join(town.workspace, 'ledger') }),
  })

const storyOf = async (revision: string): Promise<string[]> => {
  const found = (await known()).rollouts.find(({ record }) => record.revision === revision)
  return (found?.state.story ?? []).map(({ happening }) => describeHappening(happening))
}

test('killed again and again on its way up, a release arrives all the same, in order and once', async () => {
  const revision = 'v2'
  const ends: string[] = []
  const jobs: [string, string, Record<string, string>][] = [
    ['started', 'rollout', { operation: 'start', revision }],
    ['deployed', 'deploy', { revision }],
    ['smoke test', 'smoke-test', {}],
  ]
  for (const [line, action, inputs] of jobs) {
    ends.push(await killedAfter(line, action, inputs))
    await whole(action, inputs)
  }
  expect(await weights()).toEqual({ v1: 100 })
  const tick = { operation: 'advance' }
  for (const [line, allowed] of [
    ['setting 10%', [0, 10]],
    ['set 10%', [10]],
    ['setting 100%', [10, 100]],
    ['set 100%', [100]],
  ] as const) {
    ends.push(await killedAfter(line, 'rollout', tick))
    const serving = await weights()
    expect(allowed).toContain(serving.v2 ?? 0)
    expect((serving.v1 ?? 0) + (serving.v2 ?? 0)).toBe(100)
  }
  await untilPromoted(revision)
  expect(ends, 'runs that were really killed').toContain('SIGKILL')
  expect(await weights()).toEqual({ v2: 100 })
  const story = (await storyOf(revision)).filter((event) => !event.startsWith('waits'))
  expect(story.map((event) => event.replace(/^(deployed web) .*/, '$1'))).toEqual([
    'started',
    'deployed web',
    'checked canary',
    'setting 10%',
    'set 10%',
    'setting 100%',
    'set 100%',
    'promoted',
  ])
})

test('a rollback that is killed as soon as it was asked for is carried out by the next tick', async () => {
  const revision = 'v3'
  await whole('rollout', { operation: 'start', revision })
  await whole('deploy', { revision })
  await whole('smoke-test')
  await whole('rollout', { operation: 'advance', watch: '0s' })
  expect(await weights()).toEqual({ v2: 90, v3: 10 })
  await killedAfter('rollback asked', 'rollback', { reason: 'customers complain' })
  await whole('rollout', { operation: 'advance' }, 'exit 1')
  expect(await weights()).toEqual({ v2: 100 })
  expect((await storyOf(revision)).at(-1)).toBe('rolled-back rollback-asked')
  const { held, rollbacks } = await known()
  expect(held?.record.revision).toBe(revision)
  expect(rollbacks).toHaveLength(1)
  await whole('rollout', { operation: 'start', revision: 'v1' }, 'exit 1')
})
