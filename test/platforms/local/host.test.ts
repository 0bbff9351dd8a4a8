import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readEnvironment } from '../../../src/kit/environment.ts'
import { ConfigError, ProviderError } from '../../../src/kit/errors.ts'
import { startHost } from '../../../src/platforms/local/host/host.ts'
import { runHost } from '../../../src/platforms/local/host/main.ts'
import { local } from '../../../src/platforms/local/index.ts'
import type { Town } from './town.ts'
import { eventually, startTown, visit } from './town.ts'

let town: Town
beforeEach(async () => {
  town = await startTown({
    environment: readEnvironment({
      PATH: '/usr/bin:/bin',
      GREETING: 'hello',
      OTHER_SECRET: 'x',
      GITHUB_TOKEN: 'y',
    }),
  })
  town.build('one')
  town.build('two')
})
afterEach(() => town.close())

const serveOne = async () => {
  const one = (await town.platform.deploy({ revision: 'one', rollout: 'r-one' })).id
  await town.platform.setWeight({ canary: one, baseline: null, weight: 100 })
  return one
}
const who = async (headers: Record<string, string> = {}) =>
  (await (await fetch(new URL('/who', town.host().publicUrl), { headers })).json()) as {
    release: string
    pid: number
  }
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

describe('a host that comes back', () => {
  test('serves the weights it served before, from new processes', async () => {
    const one = await serveOne()
    const two = (await town.platform.deploy({ revision: 'two', rollout: 'r-two' })).id
    await town.platform.setWeight({ canary: two, baseline: one, weight: 25 })
    const before = await town.platform.current()
    const first = await who({ 'x-sluice-release': two })
    await town.restart()
    expect(await town.platform.current()).toEqual(before)
    const seen = await visit(town.host().publicUrl, 100)
    expect(seen.filter((id) => id === two)).toHaveLength(25)
    expect((await who({ 'x-sluice-release': two })).pid).not.toBe(first.pid)
  })

  test('refuses to begin when what it remembered is damaged, rather than forget what serves', async () => {
    const state = mkdtempSync(join(tmpdir(), 'sluice-damaged-'))
    for (const text of [
      '{ half',
      '{"schema":2}',
      '{"schema":1,"shares":{"canary":null,"baseline":"gone","weight":0},"releases":[]}',
    ]) {
      writeFileSync(join(state, 'releases.json'), text)
      expect(await failureOf(startHost({ directory: state }))).toBeInstanceOf(ConfigError)
      expect(readFileSync(join(state, 'releases.json'), 'utf8')).toBe(text)
    }
    rmSync(state, { recursive: true })
  })

  test('does not begin beside another one on the same state', async () => {
    const failure = await failureOf(startHost({ directory: town.state }))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('already runs')
    expect(await town.platform.current()).toEqual({ weights: [] })
  })
})

describe('processes', () => {
  test('one that ends by itself is started again and counted, and requests wait for it', async () => {
    const one = await serveOne()
    const { pid } = await who()
    const crash = await fetch(new URL('/crash', town.host().publicUrl))
    expect(crash.status).toBe(502)
    await crash.text()
    expect((await who()).pid).not.toBe(pid)
    // It answers a moment before the host has seen it answer.
    await expect
      .poll(() => town.release(one), { timeout: 20_000 })
      .toMatchObject({ status: 'ready', restarts: 1, weight: 100 })
  })

  test('all of them end with the host', async () => {
    await serveOne()
    const { pid } = await who()
    await town.host().stop()
    expect(isAlive(pid)).toBe(false)
    expect(existsSync(join(town.state, 'host.json'))).toBe(false)
  })

  test('they get the allowed variables and no other', async () => {
    const platform = local.connect(town.options({ env: ['GREETING'] }), town.context)
    const { id } = await platform.deploy({ revision: 'one', rollout: 'r-env' })
    const answer = await fetch(new URL('/env', town.host().publicUrl), {
      headers: { 'x-sluice-release': id },
    })
    const { names, greeting } = (await answer.json()) as { names: string[]; greeting: string }
    expect(greeting).toBe('hello')
    expect(names).toEqual(expect.arrayContaining(['PATH', 'PORT', 'SLUICE_RELEASE', 'SLUICE_REVISION']))
    expect(names).not.toContain('OTHER_SECRET')
    expect(names).not.toContain('GITHUB_TOKEN')
  })

  test.each([
    ['ends at once', 'console.log("hidden words"); process.exit(3)', 'exited with code 3'],
    ['never answers well', 'require("http")', 'gave no 2xx answer within 1 s'],
  ])(
    'a revision that %s fails to deploy with the reason, without its output, and can be mended',
    async (_, program, reason) => {
      const one = await serveOne()
      town.buildAs('bad', reason.includes('2xx') ? 'setInterval(() => undefined, 1000)' : program)
      const platform = local.connect(town.options({ 'ready-within': '1s' }), town.context)
      const failure = await failureOf(platform.deploy({ revision: 'bad', rollout: 'r-bad' }))
      expect(failure).toBeInstanceOf(ProviderError)
      expect(failure).toMatchObject({ retryable: false, message: expect.stringContaining(reason) })
      expect(String(failure)).not.toContain('hidden words')
      expect((await town.platform.current()).weights.map(({ release }) => release.id)).toEqual([one])
      town.build('bad')
      const mended = await town.platform.deploy({ revision: 'bad', rollout: 'r-bad' })
      expect(await visit(town.host().publicUrl, 1, { 'x-sluice-release': mended.id })).toEqual([mended.id])
    },
  )

  test('what they print is kept in a file that the failure names', async () => {
    const one = await serveOne()
    const { log } = await town.release(one)
    await eventually(
      () => readFileSync(log, 'utf8'),
      (text) => text.includes('one listens'),
    )
    expect(statSync(log).mode & 0o777).toBe(0o600)
  })

  test('a revision that is not there is a mistake for a person', async () => {
    const failure = await failureOf(town.platform.deploy({ revision: 'nowhere', rollout: 'r-none' }))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('releases/nowhere')
  })

  test.each(['../one', 'a/b', '', '..', '-x', 'a b'])('the revision "%s" leads nowhere', async (revision) => {
    expect(await failureOf(town.platform.deploy({ revision, rollout: 'r-odd' }))).toBeInstanceOf(ConfigError)
  })

  test('a step forward that had to wait for its release gives way to a rollback that came meanwhile', async () => {
    const one = await serveOne()
    const service = readFileSync(join(town.workspace, 'releases', 'two', 'server.mjs'), 'utf8')
    town.buildAs(
      'slow',
      service.replace('server.listen(', 'setTimeout(() => server.listen(').replace(/\n$/, ', 700)\n'),
    )
    const slow = (await town.platform.deploy({ revision: 'slow', rollout: 'r-slow' })).id
    await town.admin('POST', `/releases/${slow}/stop`)
    const forward = failureOf(town.platform.setWeight({ canary: slow, baseline: one, weight: 50 }))
    await eventually(
      () => town.release(slow),
      ({ status }) => status === 'starting',
    )
    await town.platform.rollback(one)
    expect(await forward).toMatchObject({ name: 'ProviderError', retryable: false, effect: 'none' })
    expect(await town.release(slow)).toMatchObject({ status: 'ready', weight: 0 })
  })

  test('a release with traffic is never stopped by hand', async () => {
    const one = await serveOne()
    expect((await town.admin('POST', `/releases/${one}/stop`)).status).toBe(409)
    expect((await who()).release).toBe(one)
  })

  test('a host that is killed leaves no process behind', async () => {
    const main = fileURLToPath(new URL('../../../src/platforms/local/host/main.ts', import.meta.url))
    const host = spawn(process.execPath, [main, '--state', 'killed', '--port', '0'], {
      cwd: town.workspace,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const line = await new Promise<string>((resolve) =>
      host.stdout.once('data', (chunk) => resolve(String(chunk))),
    )
    const { publicUrl } = JSON.parse(line) as { publicUrl: string }
    const platform = local.connect(town.options({ host: 'killed' }), town.context)
    const { id } = await platform.deploy({ revision: 'one', rollout: 'r-one' })
    const answer = await fetch(new URL('/who', publicUrl), { headers: { 'x-sluice-release': id } })
    const { pid } = (await answer.json()) as { pid: number }
    host.kill('SIGKILL')
    expect(
      await eventually(
        () => isAlive(pid),
        (alive) => !alive,
      ),
    ).toBe(false)
  })
})

describe('the admin API', () => {
  test('says nothing without its token, which only its owner can read', async () => {
    const { adminUrl } = JSON.parse(readFileSync(join(town.state, 'host.json'), 'utf8')) as {
      adminUrl: string
    }
    for (const path of ['/status', '/metrics', '/nowhere']) {
      for (const authorization of ['', 'Bearer wrong', 'Bearer ']) {
        const answer = await fetch(new URL(path, adminUrl), { headers: { authorization } })
        expect(answer.status).toBe(401)
      }
    }
    for (const file of ['host.json', 'token', 'way-back.curl'])
      expect(statSync(join(town.state, file)).mode & 0o777).toBe(0o600)
  })

  test.each([
    ['PUT', '/weights', { canary: 'a', baseline: 'a', weight: 5 }, 400],
    ['PUT', '/weights', { canary: 'a', baseline: 'b', weight: 101 }, 400],
    ['PUT', '/weights', { canary: 'a', baseline: 'b', weight: '5' }, 400],
    ['PUT', '/weights', { canary: 'a', baseline: 'b', weight: 5 }, 404],
    ['POST', '/rollback', null, 400],
    ['POST', '/rollback', { to: '__proto__' }, 404],
    ['POST', '/releases', { revision: 'one' }, 400],
    ['POST', '/releases/x/stop', undefined, 404],
    ['GET', '/constructor', undefined, 404],
    ['DELETE', '/status', undefined, 404],
  ])('%s %s with %j is refused with %s', async (method, path, body, status) => {
    const answer = await town.admin(method, path, body)
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ error: { code: expect.any(String), message: expect.any(String) } })
  })

  test('the way back without us works with what the command names', async () => {
    const one = await serveOne()
    const two = (await town.platform.deploy({ revision: 'two', rollout: 'r-two' })).id
    await town.platform.setWeight({ canary: two, baseline: one, weight: 50 })
    const [, file = '', data = ''] =
      /^curl --config '([^']+)' --data '([^']+)'$/.exec(town.platform.wayBackCommand(one)) ?? []
    const { stdout } = await promisify(execFile)('curl', ['--silent', '--config', file, '--data', data])
    expect(JSON.parse(stdout)).not.toHaveProperty('error')
    expect(new Set(await visit(town.host().publicUrl, 10))).toEqual(new Set([one]))
  })

  test('Prometheus text is served with what was counted', async () => {
    const one = await serveOne()
    await visit(town.host().publicUrl, 7)
    const text = () => town.admin('GET', '/metrics').then((answer) => answer.text())
    const line = `sluice_requests_total{release="${one}",revision="one",route="split"} 7`
    expect(await eventually(text, (all) => all.includes(line))).toContain(
      '# TYPE sluice_request_duration_seconds histogram',
    )
  })
})

test.each([
  [[], 'the state directory is missing'],
  [['--state', 'x', '--port', 'http'], '--port'],
  [['--state', 'x', '--nonsense'], '--nonsense'],
])('the command line %j is refused with a sentence', async (args, says) => {
  const written: string[] = []
  const original = process.stderr.write
  process.stderr.write = ((text: string) => written.push(text) > 0) as typeof process.stderr.write
  try {
    expect(await runHost(args)).toBe(2)
  } finally {
    process.stderr.write = original
  }
  expect(written.join('')).toContain(says)
})
