import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../actions/metadata.ts'
import { isInstalled, openPrograms, type Programs } from '../scenarios/systems/programs.ts'
import { type PostgresServer, startPostgres } from '../servers/postgres.ts'

let server: PostgresServer
let programs: Programs
let copy: string
let dsn: string

beforeAll(async () => {
  server = await startPostgres()
  dsn = await server.createDatabase()
  // Terraform itself where it is installed and its state can be locked; a stand-in elsewhere.
  programs = openPrograms(isInstalled('terraform') && server.kind === 'postgres' ? ['terraform'] : [])
  copy = mkdtempSync(join(tmpdir(), 'sluice-bee-'))
  for (const folder of ['ops', 'infra'])
    cpSync(join(ROOT, 'examples/bee', folder), join(copy, folder), { recursive: true })
}, 60_000)
afterAll(async () => {
  rmSync(copy, { recursive: true, force: true })
  programs.close()
  await server.stop()
})

/** What a program prints, and how it ended. */
const run = (program: string, ...args: string[]): Promise<{ code: number; said: unknown }> =>
  new Promise((resolve) => {
    const env = {
      PATH: [programs.folder, process.env.PATH ?? ''].join(delimiter),
      HOME: copy,
      DATABASE_URL: dsn,
      PG_CONN_STR: dsn,
      SLUICE_SECRET_1: 'key',
      SLUICE_SECRET_2: 'secret',
    }
    execFile(program, args, { cwd: copy, env }, (error, stdout) => {
      const code = typeof error?.code === 'number' ? error.code : error ? -1 : 0
      resolve({ code, said: stdout.startsWith('{') ? JSON.parse(stdout) : stdout })
    })
  })

const weights = (said: unknown): Record<string, number> =>
  Object.fromEntries(
    (said as { weights: { release: { id: string }; weight: number }[] }).weights.map(
      ({ release, weight }) => [release.id, weight],
    ),
  )

const schedules = async (): Promise<unknown> => {
  const { said } = await run('terraform', '-chdir=infra', 'output', '-json')
  return (said as { schedules?: { value: unknown } }).schedules?.value ?? []
}

const COMMIT = '95ca00037fa945a7991a8a4fadfb9e479b9fcf8c'

describe('what calls the functions of bee', () => {
  const infra = (...args: string[]) => run('node', 'ops/infra.mjs', ...args)

  test('is switched on by a release and off again by its way back, and twice is once', async () => {
    expect(weights((await infra('current')).said)).toEqual({ 'without-functions': 100 })
    const { said } = await infra('deploy', COMMIT, 'r-1')
    const { id } = said as { id: string }
    expect(said).toEqual({ id: expect.stringMatching(/^95ca00037fa9\./), revision: COMMIT, rollout: 'r-1' })
    expect((await infra('deploy', COMMIT, 'r-1')).said).toEqual(said)
    expect([weights((await infra('current')).said), await schedules()]).toEqual([
      { [id]: 100, 'without-functions': 0 },
      ['match-status'],
    ])
    expect((await infra('rollback', 'without-functions')).code).toBe(0)
    expect([weights((await infra('current')).said), await schedules()]).toEqual([
      { [id]: 0, 'without-functions': 100 },
      [],
    ])
    expect((await infra('rollback', 'nobody')).code).toBe(64)
  }, 60_000)
})

describe('the build of bee', () => {
  const app = (...args: string[]) => run('node', 'ops/app.mjs', 'abcdefghijklmnopqrst', ...args)

  test('is kept per release, so that going back is setting what is served', async () => {
    expect((await app('current')).said).toEqual({ weights: [] })
    const [first, second] = [await app('deploy', COMMIT, 'r-1'), await app('deploy', COMMIT, 'r-2')].map(
      ({ said }) => (said as { id: string }).id,
    ) as [string, string]
    expect(weights((await app('current')).said)).toEqual({ [first]: 0, [second]: 100 })
    expect((await app('can-roll-back', first)).said).toEqual({ possible: true })
    expect((await app('can-roll-back', 'x')).said).toMatchObject({ possible: false })
    expect((await app('address', first, 'https://bee.example.com')).code).toBe(64)
    expect((await app('rollback', first)).code).toBe(0)
    expect(weights((await app('current')).said)).toEqual({ [first]: 100, [second]: 0 })
    expect((await app('address', first, 'https://bee.example.com')).said).toEqual({
      url: 'https://bee.example.com',
      headers: {},
    })
    // A run that was repeated brings the same release, built once.
    expect((await app('deploy', COMMIT, 'r-2')).said).toMatchObject({ id: second, rollout: 'r-2' })
    expect(weights((await app('current')).said)).toEqual({ [first]: 0, [second]: 100 })
  }, 60_000)
})
