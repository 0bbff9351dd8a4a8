import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadConfig } from '../../../src/config/load.ts'
import { ConfigError, ProviderError } from '../../../src/kit/errors.ts'
import { command } from '../../../src/platforms/command/index.ts'
import { platforms } from '../../../src/platforms/registry.ts'
import { KEYS, openPlace, type Place, program, SITE } from './place.ts'

let place: Place
let folder: string

beforeEach(() => {
  place = openPlace()
  folder = mkdtempSync(join(tmpdir(), 'sluice-command-site-'))
})
afterEach(() => {
  place.close()
  rmSync(folder, { recursive: true, force: true })
})

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

/** A component whose `current` is this shell text. */
const withCurrent = (text: string, keys: Record<string, unknown> = {}) =>
  place.connect(
    { current: program(folder, 'current.sh', `#!/bin/sh\n${text}\n`), ...keys },
    { workspace: folder },
  )

describe('what a command is given', () => {
  test('its arguments reach it as they are, no shell between', async () => {
    const echo = program(
      folder,
      'deploy.sh',
      '#!/bin/sh\nprintf \'{"id":"a","revision":"v1","rollout":"%s"}\' "$2"\n',
    )
    const platform = place.connect(
      { deploy: [...echo, '{revision}', '$(id);`id`;{rollout}*{unknown}'] },
      { workspace: folder },
    )
    expect((await platform.deploy({ revision: 'v1', rollout: 'r-1' })).rollout).toBe(
      '$(id);`id`;r-1*{unknown}',
    )
  })

  test('variables and secrets that are listed, and no others', async () => {
    const show =
      '#!/bin/sh\nprintf \'{"possible":false,"reason":"%s"}\' "$(env | cut -d= -f1 | sort | tr "\\n" " ")"\n'
    const platform = place.connect(
      { 'can-roll-back': [...program(folder, 'env.sh', show), '{release}'] },
      { workspace: folder },
    )
    const answer = await platform.canRollBack('a')
    const seen = answer.possible ? [] : answer.reason.split(' ')
    expect(seen).toEqual(expect.arrayContaining(['PATH', 'SITE_STATE', 'TEAM_TOKEN']))
    expect(seen).not.toContain('NOT_LISTED')
  })

  test.each(['-rf', 'a b', '$(id)', 'a\nb', ''])(
    'no revision that could be read as something else: %j',
    async (revision) => {
      const failure = await failureOf(place.connect().deploy({ revision, rollout: 'r-1' }))
      expect(failure).toBeInstanceOf(ConfigError)
      expect(place.weights()).toEqual({})
    },
  )
})

describe('what a command prints', () => {
  test('is inert and without secrets in the log', async () => {
    const platform = withCurrent(
      'echo "::set-output name=x::y" >&2; printf "\\033[31mred $TEAM_TOKEN\\n" >&2; echo \'{"weights":[]}\'',
    )
    await platform.current()
    const log = place.lines.join('\n')
    expect(log).toContain('red')
    expect(log).not.toContain('open-sesame')
    expect(log).not.toMatch(/\u001b|^::/m)
  })

  test.each([
    ['nothing', 'true'],
    ['words before the answer', 'echo hello; echo \'{"weights":[]}\''],
    ['a field nobody knows', 'echo \'{"weights":[],"extra":1}\''],
    [
      'more than 100 %',
      'echo \'{"weights":[{"release":{"id":"a","revision":"v","rollout":null},"weight":60},{"release":{"id":"b","revision":"v","rollout":null},"weight":60}]}\'',
    ],
    [
      'a release twice',
      'echo \'{"weights":[{"release":{"id":"a","revision":"v","rollout":null},"weight":0},{"release":{"id":"a","revision":"v","rollout":null},"weight":0}]}\'',
    ],
    [
      'a weight as text',
      'echo \'{"weights":[{"release":{"id":"a","revision":"v","rollout":null},"weight":"1"}]}\'',
    ],
    [
      'a name that looks like an option',
      'echo \'{"weights":[{"release":{"id":"-x","revision":"v","rollout":null},"weight":0}]}\'',
    ],
  ])('is never guessed at: %s', async (_, text) => {
    const failure = await failureOf(withCurrent(text).current())
    expect(failure).toBeInstanceOf(ProviderError)
    expect(failure).toMatchObject({ retryable: false, code: 'invalid-answer' })
  })

  test('must be the revision that was asked for', async () => {
    const other = program(
      folder,
      'deploy.sh',
      '#!/bin/sh\necho \'{"id":"a","revision":"v0","rollout":null}\'\n',
    )
    const platform = place.connect({ deploy: [...other, '{revision}'] }, { workspace: folder })
    await expect(platform.deploy({ revision: 'v1', rollout: 'r-1' })).rejects.toThrow('another revision')
  })
})

describe('how a command ends', () => {
  const exits = (code: number) =>
    place.connect(
      { rollback: [...program(folder, 'end.sh', `#!/bin/sh\nexit ${code}\n`), '{release}'] },
      { workspace: folder },
    )

  test.each([
    [64, { retryable: false, effect: 'none' }],
    [75, { retryable: true, effect: 'unknown' }],
    [1, { retryable: false, effect: 'unknown' }],
  ])('exit %i of an act is told for what it is', async (code, expected) => {
    expect(await failureOf(exits(code).rollback('a'))).toMatchObject(expected)
  })

  test('in time, or it is ended, and what it did is not known', async () => {
    const platform = withCurrent('exec sleep 30', { 'time-limit': '1s' })
    expect(await failureOf(platform.current())).toMatchObject({ code: 'timeout', effect: 'unknown' })
  })

  test('a program that is not there is for a person to mend', async () => {
    const platform = place.connect({ current: ['./nothing.sh'] })
    expect(await failureOf(platform.current())).toBeInstanceOf(ConfigError)
  })
})

describe('a component that cannot be divided', () => {
  const whole = { 'set-weight': null, 'can-roll-back': null, address: null }

  test('says so, and a plan that would divide it is refused with the way out', async () => {
    const text = `version: 1
service: shop
components:
  infra:
    platform: command
    current: [./ops.sh, current]
    deploy: [./ops.sh, deploy, "{revision}"]
    rollback: [./ops.sh, rollback, "{release}"]
environments:
  production:
    steps: [{ weight: 10%, bake: 1h }, { weight: 100%, bake: 1h }]
`
    const load = (given: string) =>
      loadConfig(given, { platforms, sources: {}, databases: {}, credentials: {} })
    await expect(load(text)).rejects.toThrow('command cannot divide traffic')
    const { config } = await load(
      text.replace(
        'platform: command',
        'platform: command\n    set-weight: [./ops.sh, w, "{canary}", "{weight}"]',
      ),
    )
    expect(config.components[0]?.capabilities?.split).toBe('percent')
  })

  test('is looked at instead of weighed, and is put back if its baseline is still listed', async () => {
    const platform = place.connect(whole)
    const { id } = await place.connect().deploy({ revision: 'v1', rollout: 'r-1' })
    await expect(platform.setWeight({ canary: id, baseline: null, weight: 100 })).rejects.toThrow(
      '0% instead of 100%',
    )
    await platform.rollback(id)
    await platform.setWeight({ canary: id, baseline: null, weight: 100 })
    expect(await platform.canRollBack(id)).toEqual({ possible: true })
    expect((await platform.canRollBack('gone')).possible).toBe(false)
    await expect(platform.address(id)).rejects.toBeInstanceOf(ConfigError)
  })
})

test('the way back without us is the team’s own program, as a person runs it in the working copy', async () => {
  const platform = place.connect({ directory: 'site' }, { workspace: join(SITE, '..') })
  const [old, fresh] = [
    (await platform.deploy({ revision: 'v1', rollout: 'r-1' })).id,
    (await platform.deploy({ revision: 'v2', rollout: 'r-2' })).id,
  ]
  await platform.setWeight({ canary: fresh, baseline: old, weight: 25 })
  const env = { PATH: process.env.PATH, SITE_STATE: place.state, TEAM_TOKEN: 'open-sesame-please' }
  execFileSync('/bin/sh', ['-c', platform.wayBackCommand(old)], { cwd: join(SITE, '..'), env })
  expect(place.weights()).toEqual({ [old]: 100, [fresh]: 0 })
})

describe('its keys', () => {
  test.each([
    ['a deploy that does not say what', { deploy: ['./ops.sh', 'deploy'] }],
    ['a place that means nothing there', { rollback: ['./ops.sh', '{release}', '{weight}'] }],
    ['a program out of a place', { current: ['{revision}'] }],
    ['a directory outside', { directory: '../other' }],
    ['an absolute directory', { directory: '/etc' }],
    ['a variable of the runner', { env: ['GITHUB_TOKEN'] }],
    ['division from a start above 0 %', { 'dark-deploy': false }],
    ['a command line instead of a list', { current: './ops.sh current' }],
  ])('are refused: %s', (_, keys) => {
    expect(command.options.safeParse({ ...KEYS, ...keys }).success).toBe(false)
  })
})
