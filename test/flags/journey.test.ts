import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { deploy } from '../../actions/deploy/main.ts'
import { rollback } from '../../actions/rollback/main.ts'
import { rollout } from '../../actions/rollout/main.ts'
import { flagd } from '../../src/flags/flagd.ts'
import { SITE } from '../platforms/command/place.ts'

const CONFIG = `version: 1
service: cloud
components:
  machines:
    platform: command
    exposure: flag:cloud-execution
    current: [./ops.sh, current]
    deploy: [./ops.sh, deploy, '{revision}', '{rollout}']
    set-weight: [./ops.sh, set-weight, '{canary}', '{baseline}', '{weight}']
    rollback: [./ops.sh, rollback, '{release}']
    env: [SITE_STATE]
flags:
  cloud-execution:
    type: flagd
    file: flags.json
    cohorts: { invited: [user-1@example.com] }
  charts: { type: flagd, file: flags.json }
  maps: { type: flagd, file: flags.json }
environments:
  production:
    steps:
      - { weight: 5%, bake: 0s, cohort: invited }
      - { weight: 100%, bake: 1h, cohort: elite, features: [charts, maps] }
`

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

test('a component behind a flag goes its way through the actions, step by step and back', async () => {
  const workspace = mkdtempSync(join(tmpdir(), 'sluice-flag-journey-'))
  folders.push(workspace)
  cpSync(SITE, workspace, { recursive: true })
  mkdirSync(join(workspace, '.github'))
  mkdirSync(join(workspace, 'state', 'releases'), { recursive: true })
  writeFileSync(join(workspace, '.github', 'sluice.yml'), CONFIG)
  writeFileSync(join(workspace, 'state', 'releases', 'site-0'), 'v1 - 100\n')
  // What an earlier release switched on, as the store writes it.
  const order = { name: 'maps', key: 'maps', seed: 'cloud', cohorts: {}, options: { file: 'flags.json' } }
  const { signal } = new AbortController()
  const maps = flagd.connect(order, { secret: () => '', workspace, signal, author: 'a test' })
  await maps.set({ weight: 100, cohort: null, regions: [] })
  const lines: string[] = []
  const run = async (
    action: typeof rollout | typeof deploy | typeof rollback,
    inputs: Record<string, string>,
  ) => {
    const given = { environment: 'production', ledger: 'file:ledger', ...inputs }
    const { exitCode, summary } = await action.run({
      variables: {
        PATH: process.env.PATH,
        GITHUB_WORKSPACE: workspace,
        SITE_STATE: join(workspace, 'state'),
        ...Object.fromEntries(
          Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
      },
      write: (text: string) => void lines.push(text),
    })
    expect([exitCode, exitCode === 0 ? '' : lines.join('')]).toEqual([0, ''])
    return summary
  }
  const flag = (name: string) =>
    JSON.parse(readFileSync(join(workspace, 'flags.json'), 'utf8')).flags[name]?.metadata
  const weights = () =>
    ['site-0', 'site-1'].map((id) =>
      Number(
        readFileSync(join(workspace, 'state', 'releases', id), 'utf8')
          .trim()
          .split(' ')[2],
      ),
    )

  expect(await run(rollout, { operation: 'start', revision: 'v2' })).toContain(
    '- The flag maps is on for everybody already; it is left as it is, also on the way back.',
  )
  await run(deploy, { revision: 'v2' })
  expect(weights()).toEqual([0, 100])
  await run(rollout, { operation: 'advance', watch: '0s' })
  expect(flag('cloud-execution')).toEqual({ sluiceWeight: 5, sluiceCohort: 'invited' })
  await run(rollout, { operation: 'promote', reason: 'the invited are content' })
  await run(rollout, { operation: 'advance', watch: '0s' })
  expect(flag('cloud-execution')).toEqual({ sluiceWeight: 100, sluiceCohort: 'elite' })
  expect(flag('charts')).toEqual({ sluiceWeight: 100, sluiceCohort: 'elite' })
  await run(rollback, { reason: 'latency' })
  expect(flag('cloud-execution')).toEqual({ sluiceWeight: 0 })
  expect(flag('charts')).toEqual({ sluiceWeight: 0 })
  expect(flag('maps')).toEqual({ sluiceWeight: 100 })
  expect(weights()).toEqual([100, 0])
}, 30_000)
