import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { survey } from '../../src/gates/journal.ts'
import { fileLedger } from '../../src/ledger/file.ts'
import { virtualClock } from '../fakes/clock.ts'
import { startTown, type Town } from '../platforms/local/town.ts'
import { openShop } from './shop.ts'

// What a runner does when a person cancels a job: SIGINT, then SIGTERM after 7.5 s, then the end. The committed bundle is
// interrupted at many moments of every gate; the one after it always goes on.

/** Seconds that a runner leaves before it sends the second signal, less some for the runner itself. */
const PROMISE = 5_000

const CONFIG = `
version: 1
service: shop
components:
  web: { platform: local, host: state, directory: 'releases/{revision}', command: [node, server.mjs], health: /healthz }
smoke:
  - { name: who, component: web, path: /who, version: { json: /revision }, passes: 3, interval: 1s }
environments:
  production:
    steps: [{ weight: 10%, bake: 1s }, { weight: 100%, bake: 1s }]
    watch: 2s
`

const root = fileURLToPath(new URL('../..', import.meta.url))

let town: Town
const late: string[] = []
beforeAll(async () => {
  town = await startTown()
  mkdirSync(join(town.workspace, '.github'))
  writeFileSync(join(town.workspace, '.github', 'sluice.yml'), CONFIG)
  for (const revision of ['v1', 'v2']) town.build(revision)
})
afterAll(() => town.close())

const run = (action: string, inputs: Record<string, string>): ChildProcess => {
  const given = { environment: 'production', ledger: 'file:ledger', ...inputs }
  const env = Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])
  return spawn(process.execPath, [join(root, 'actions', action, 'index.js')], {
    env: { PATH: process.env.PATH, GITHUB_WORKSPACE: town.workspace, ...Object.fromEntries(env) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** How it ended: its exit code, or the signal that ended it before it could answer at all. */
const interrupted = async (
  after: number,
  signals: readonly NodeJS.Signals[],
  action: string,
  inputs: Record<string, string> = {},
): Promise<number | string> => {
  const child = run(action, inputs)
  const end = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  await pause(after)
  for (const signal of signals) {
    child.kill(signal)
    await pause(30)
  }
  const watchdog = setTimeout(() => {
    late.push(`${action} after ${after} ms`)
    child.kill('SIGKILL')
  }, PROMISE)
  const [code, signal] = await end
  clearTimeout(watchdog)
  return signal ?? code ?? 'gone'
}

const whole = async (action: string, inputs: Record<string, string> = {}): Promise<void> => {
  const [code] = (await once(run(action, inputs), 'close')) as [number | null]
  expect(code, `${action} ${JSON.stringify(inputs)}`).toBe(0)
}

const known = () =>
  survey({
    ...openShop({ clock: virtualClock() }).connect(),
    ledger: fileLedger({ directory: join(town.workspace, 'ledger') }),
  })

const promote = async (revision: string): Promise<void> => {
  while ((await known()).lastPromoted?.record.revision !== revision)
    await whole('rollout', { operation: 'advance' })
}

test('interrupted at any moment every gate is out in time, and the next run goes on from there', async () => {
  for (const [action, inputs] of [
    ['rollout', { operation: 'start', revision: 'v1' }],
    ['deploy', { revision: 'v1' }],
    ['smoke-test', {}],
  ] as const)
    await whole(action, inputs)
  await promote('v1')

  const ends: (number | string)[] = []
  const jobs: readonly [string, Record<string, string>, readonly number[]][] = [
    ['rollout', { operation: 'start', revision: 'v2' }, [60, 250, 500]],
    ['deploy', { revision: 'v2' }, [250, 500, 900]],
    ['smoke-test', {}, [250, 700, 1500]],
    ['rollout', { operation: 'advance' }, [250, 500, 900, 1500]],
  ]
  for (const [action, inputs, moments] of jobs) {
    for (const [index, moment] of moments.entries())
      ends.push(
        await interrupted(moment, index % 2 === 0 ? ['SIGINT'] : ['SIGINT', 'SIGTERM'], action, inputs),
      )
    if (action !== 'rollout' || inputs.operation !== 'advance') await whole(action, inputs)
  }
  const weights = (await town.platform.current()).weights
  expect(weights.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
  await promote('v2')

  expect(late, 'runs that did not end in time').toEqual([])
  // 0: it had ended before; SIGINT: it had not begun; 130: it was under way, and said so.
  for (const end of ends) expect([0, 130, 'SIGINT', 'SIGTERM']).toContain(end)
  expect(ends, 'runs that were really interrupted').toContain(130)
  const { weights: last } = await town.platform.current()
  expect(Object.fromEntries(last.map(({ release, weight }) => [release.revision, weight]))).toMatchObject({
    v2: 100,
  })
  const { rollouts } = await known()
  expect(rollouts.filter(({ record }) => record.revision === 'v2')).toHaveLength(1)
})
