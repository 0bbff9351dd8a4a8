import { afterEach, describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../../src/kit/errors.ts'
import type { Fault, VercelWorld } from '../../fakes/vendors/vercel-api.ts'
import { openSite, type Site } from './site.ts'

const open: Site[] = []
const site = async (world: VercelWorld = {}, keys: Record<string, unknown> = {}): Promise<Site> => {
  const made = await openSite(world, keys)
  made.build('v1')
  open.push(made)
  return made
}
afterEach(async () => {
  for (const one of open.splice(0)) {
    await one.close()
    expect(one.vendor.violations).toEqual([])
  }
})

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

/** One fault at the first request to such a path, from the moment it is armed. */
const trap = (path: RegExp, fault: Fault) => {
  let armed = false
  let struck = 0
  return {
    arm: () => {
      armed = true
    },
    struck: () => struck,
    faults: (request: { method: string; path: string }): Fault | null => {
      if (!armed || !path.test(`${request.method} ${request.path}`)) return null
      armed = false
      struck += 1
      return fault
    },
  }
}

const STEPS = { weights: [10, 50, 100] }

/** A project where `old` serves and `new` is dark. */
const serving = async (one: Site) => {
  const platform = one.connect()
  const old = await platform.deploy({ revision: 'old', rollout: 'r-1' })
  await platform.setWeight({ canary: old.id, baseline: null, weight: 100 })
  await platform.prepare?.(STEPS)
  const { id } = await platform.deploy({ revision: 'new', rollout: 'r-2' })
  return {
    platform,
    baseline: old.id,
    canary: id,
    at: (weight: number) => ({ canary: id, baseline: old.id, weight }),
  }
}

describe('an answer that is lost', () => {
  test.each<[string, Fault]>([
    ['500 after it was built', { when: 'after', what: 500 }],
    ['a connection cut after it was built', { when: 'after', what: 'cut' }],
  ])('to an order for a build: the build is found by its mark, and made once (%s)', async (_, fault) => {
    const lost = trap(/POST \/v13\/deployments/, fault)
    const one = await site({ faults: lost.faults })
    // The first order is answered with what is to be uploaded.
    await one.connect().deploy({ revision: 'v0', rollout: 'r-0' })
    lost.arm()
    const release = await one.connect().deploy({ revision: 'v1', rollout: 'r-1' })
    expect([release.rollout, lost.struck()]).toEqual(['r-1', 1])
    expect(one.vendor.deployments()).toHaveLength(2)
  })

  test.each<[string, RegExp, number]>([
    ['start', /rolling-release\/start/, 10],
    ['approval', /approve-stage/, 50],
    ['completion', /rolling-release\/complete/, 100],
  ])('to a %s: said as unknown, never sent twice, and done when asked again', async (_, path, weight) => {
    const lost = trap(path, { when: 'after', what: 'cut' })
    const one = await site({ faults: lost.faults })
    const { platform, at } = await serving(one)
    for (const before of [10, 50].filter((each) => each < weight)) await platform.setWeight(at(before))
    lost.arm()
    expect(await failureOf(platform.setWeight(at(weight)))).toMatchObject({
      retryable: true,
      effect: 'unknown',
    })
    const sent = one.vendor.writes().filter((write) => path.test(write)).length
    await one.connect().setWeight(at(weight))
    expect(one.vendor.writes().filter((write) => path.test(write))).toHaveLength(sent)
    const { share, production } = one.vendor.standing()
    expect(weight === 100 ? production : share).toEqual(weight === 100 ? at(100).canary : weight)
  })

  test.each<[string, Fault]>([
    ['lost', { when: 'after', what: 'cut' }],
    ['500 before anything was done', { when: 'before', what: 500 }],
    ['429', { when: 'before', what: 429, headers: { 'retry-after': '1' } }],
  ])('to a rollback: it is sent again at once, since twice is once (%s)', async (_, fault) => {
    const lost = trap(/POST .*\/rollback\//, fault)
    const one = await site({ faults: lost.faults })
    const { platform, at, baseline } = await serving(one)
    await platform.setWeight(at(10))
    lost.arm()
    await platform.rollback(baseline)
    expect(one.vendor.standing()).toMatchObject({ production: baseline, canary: null, share: 0 })
  })
})

describe('a refusal', () => {
  test('429 with Retry-After on a forward step is told with the time to wait, and changes nothing', async () => {
    const busy = trap(/rolling-release\/start/, {
      when: 'before',
      what: 429,
      headers: { 'retry-after': '17' },
    })
    const one = await site({ faults: busy.faults })
    const { platform, at } = await serving(one)
    busy.arm()
    const failure = await failureOf(platform.setWeight(at(10)))
    expect(failure).toMatchObject({
      retryable: true,
      effect: 'none',
      code: 'rate-limited',
      retryAfter: 17_000,
    })
    expect(one.vendor.standing().share).toBe(0)
  })

  test('of the token names the secret and the scope, and no secret value', async () => {
    const one = await site()
    const stranger = one.connect({ token: 'BYPASS' })
    const failure = await failureOf(stranger.current())
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('BYPASS')
    expect(String(failure)).toContain('team_standin')
    expect(String(failure)).not.toContain('let-me-in')
  })

  test('of the scope: a team that does not own the project is not told as a project without releases', async () => {
    const one = await site()
    const failure = await failureOf(one.connect({ team: 'team_other' }).current())
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('team_other')
  })
})

describe('the plan of the account', () => {
  test('Hobby: a plan with shares is refused before anything is changed, with what can be done instead', async () => {
    const one = await site({ plan: 'hobby' })
    const failure = await failureOf(Promise.resolve(one.connect().prepare?.(STEPS)))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('exposure: full')
    expect(one.vendor.writes()).toEqual([])
  })

  test('Hobby: one step to everybody works, dark until then', async () => {
    const one = await site({ plan: 'hobby' })
    const platform = one.connect()
    const old = await platform.deploy({ revision: 'old', rollout: 'r-1' })
    await platform.setWeight({ canary: old.id, baseline: null, weight: 100 })
    await platform.prepare?.({ weights: [100] })
    const { id } = await platform.deploy({ revision: 'new', rollout: 'r-2' })
    expect(one.vendor.standing().production).toBe(old.id)
    await platform.setWeight({ canary: id, baseline: old.id, weight: 100 })
    expect(one.vendor.standing().production).toBe(id)
    expect(await platform.canRollBack(old.id)).toEqual({ possible: true })
  })

  test('Hobby: only the previous production deployment can be put back, and that is said', async () => {
    const one = await site({ plan: 'hobby' })
    const platform = one.connect()
    const ids: string[] = []
    for (const revision of ['a', 'b', 'c']) {
      const { id } = await platform.deploy({ revision, rollout: `r-${revision}` })
      await platform.setWeight({ canary: id, baseline: ids.at(-1) ?? null, weight: 100 })
      ids.push(id)
    }
    const [first = '', second = ''] = ids
    expect(await platform.canRollBack(second)).toEqual({ possible: true })
    expect(await platform.canRollBack(first)).toEqual({
      possible: false,
      reason: expect.stringContaining('Hobby'),
    })
    expect(await failureOf(platform.rollback(first))).toBeInstanceOf(ConfigError)
    expect(one.vendor.standing().production).toBe(ids[2])
  })

  test('Pro: when another project has the rolling releases of the plan, that is said', async () => {
    const one = await site({ taken: 1 })
    const failure = await failureOf(Promise.resolve(one.connect().prepare?.(STEPS)))
    expect(String(failure)).toContain('1 project(s), and they are taken')
    expect(one.vendor.writes()).toEqual([])
  })

  test.each([0.5, 33.3])('a share of %d %% is none that Vercel knows', async (weight) => {
    const one = await site()
    const failure = await failureOf(Promise.resolve(one.connect().prepare?.({ weights: [weight, 100] })))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(one.vendor.writes()).toEqual([])
  })
})

describe('a person who changes things meanwhile', () => {
  test('stages of the project: the release on its way keeps its own, and the next writes its own', async () => {
    const one = await site()
    const { platform, at } = await serving(one)
    await platform.setWeight(at(10))
    one.vendor.byHand({ stages: [5, 100] })
    await platform.setWeight(at(50))
    expect(one.vendor.standing().share).toBe(50)
    await platform.setWeight(at(100))
    await platform.prepare?.(STEPS)
    expect(one.vendor.standing().stages).toEqual([10, 50, 100])
  })

  test('stages before the start: refused, and nothing begins', async () => {
    const one = await site()
    const { platform, at } = await serving(one)
    one.vendor.byHand({ stages: [5, 100] })
    const failure = await failureOf(platform.setWeight(at(10)))
    expect(failure).toMatchObject({ retryable: false, effect: 'none' })
    expect(one.vendor.standing().canary).toBeNull()
  })

  test('rolling releases switched off before the start: refused, and nobody gets everything instead', async () => {
    const one = await site()
    const { platform, at } = await serving(one)
    one.vendor.byHand({ off: true })
    expect(await failureOf(platform.setWeight(at(10)))).toMatchObject({ retryable: false })
    expect(one.vendor.standing()).toMatchObject({ canary: null, production: at(10).baseline })
  })

  test('a stage: the truth is what is read, and no step goes down', async () => {
    const one = await site()
    const { platform, at } = await serving(one)
    await platform.setWeight(at(10))
    one.vendor.byHand({ stage: 1 })
    const { weights } = await platform.current()
    expect(weights.find(({ release }) => release.id === at(10).canary)?.weight).toBe(50)
    expect(await failureOf(platform.setWeight(at(10)))).toMatchObject({ retryable: false, effect: 'none' })
    expect(one.vendor.standing().share).toBe(50)
  })

  test('another deployment in a rolling release: ours does not begin', async () => {
    const one = await site()
    const { platform, at, baseline } = await serving(one)
    const theirs = await one.connect().deploy({ revision: 'theirs', rollout: 'r-9' })
    await platform.setWeight({ canary: theirs.id, baseline, weight: 10 })
    const failure = await failureOf(platform.setWeight(at(10)))
    expect(String(failure)).toContain(theirs.id)
    expect(one.vendor.standing().canary).toBe(theirs.id)
  })

  test('a rollback by a button is read as it is', async () => {
    const one = await site()
    const { platform, at, baseline } = await serving(one)
    await platform.setWeight(at(10))
    one.vendor.byHand({ rollback: baseline })
    const serves = (await platform.current()).weights.filter(({ weight }) => weight > 0)
    expect(serves.map(({ release, weight }) => [release.id, weight])).toEqual([[baseline, 100]])
  })
})

describe('time', () => {
  test('builds and moves of domains that take a while are waited for', async () => {
    const one = await site({ busy: 2 })
    const { platform, at, baseline } = await serving(one)
    await platform.setWeight(at(10))
    await platform.rollback(baseline)
    expect(one.vendor.standing()).toMatchObject({ production: baseline, canary: null })
  })

  test('a build that does not end in time is told, and the next run goes on with it', async () => {
    const one = await site({ busy: 9 }, { 'ready-within': '1s' })
    const order = { revision: 'v1', rollout: 'r-1' }
    expect(await failureOf(one.connect().deploy(order))).toMatchObject({ retryable: true, code: 'timeout' })
    await one.connect({ 'ready-within': '20s' }).deploy(order)
    expect(one.vendor.deployments()).toHaveLength(1)
  })

  test('a build that failed is not waited for', async () => {
    const one = await site({}, { source: 'git' })
    one.vendor.push('v1', { state: 'ERROR' })
    expect(await failureOf(one.connect().deploy({ revision: 'v1', rollout: 'r-1' }))).toMatchObject({
      retryable: false,
    })
  })
})

describe('a build that Vercel made from Git', () => {
  test('is adopted by its commit, again and again, and nothing is built', async () => {
    const one = await site({}, { source: 'git' })
    const pushed = one.vendor.push('4be1')
    one.vendor.push('9cc0')
    const first = await one.connect().deploy({ revision: '4be1', rollout: 'r-1' })
    expect(first).toEqual({ id: pushed.id, revision: '4be1', rollout: null })
    expect(await one.connect().deploy({ revision: '4be1', rollout: 'r-2' })).toEqual(first)
    expect(one.vendor.writes()).toEqual([])
  })

  test('is waited for while the list does not show it yet', async () => {
    const one = await site({ hidden: 2 }, { source: 'git' })
    one.vendor.push('4be1')
    expect((await one.connect().deploy({ revision: '4be1', rollout: 'r-1' })).revision).toBe('4be1')
  })

  test('is not waited for where none will come: said with the reasons there can be', async () => {
    const one = await site({}, { source: 'git', 'ready-within': '1s' })
    const failure = await failureOf(one.connect().deploy({ revision: '4be1', rollout: 'r-1' }))
    expect(failure).toBeInstanceOf(ProviderError)
    expect(String(failure)).toContain('no production build of 4be1')
  })

  test('is refused while the project gives every build its domains at once', async () => {
    const one = await site({ autoAssign: true }, { source: 'git' })
    one.vendor.push('4be1')
    const failure = await failureOf(one.connect().deploy({ revision: '4be1', rollout: 'r-1' }))
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('Auto-assign')
  })
})

describe('after a rollback', () => {
  test('the project is pinned, which is said, and the next rollout goes as always', async () => {
    const one = await site()
    const { platform, at, baseline } = await serving(one)
    await platform.setWeight(at(50))
    await platform.rollback(baseline)
    const { id } = await one.connect().deploy({ revision: 'next', rollout: 'r-3' })
    expect(one.said.join('\n')).toContain(`pinned to ${baseline}`)
    expect(one.vendor.standing().production).toBe(baseline)
    await one.connect().setWeight({ canary: id, baseline, weight: 10 })
    expect(one.vendor.standing()).toMatchObject({ canary: id, share: 10 })
  })

  test('it takes one write, also from the middle of a rolling release', async () => {
    const one = await site()
    const { platform, at, baseline } = await serving(one)
    await platform.setWeight(at(50))
    const before = one.vendor.writes().length
    await platform.rollback(baseline)
    expect(one.vendor.writes().slice(before)).toEqual([`POST /v1/projects/prj_standin/rollback/${baseline}`])
  })
})

test('secrets are known by name alone, those of production only', async () => {
  const one = await site()
  expect(await one.connect().secretNames?.()).toEqual(['DATABASE_URL'])
})

test('a protected deployment is reached with the bypass that the configuration names', async () => {
  const one = await site({}, { 'protection-bypass': 'BYPASS' })
  const { platform, canary } = await serving(one)
  const { url, headers } = await platform.address(canary)
  expect(url).toMatch(/^https:\/\/[a-z0-9.-]+\.vercel\.app$/)
  expect(headers).toEqual({ 'x-vercel-protection-bypass': 'let-me-in' })
})

test('files that hold secrets or are installed are not uploaded, and a link out of the project is refused', async () => {
  const { mkdirSync, symlinkSync, writeFileSync } = await import('node:fs')
  const { join } = await import('node:path')
  const one = await site()
  const root = join(one.workspace, 'site')
  mkdirSync(join(root, 'node_modules', 'a'), { recursive: true })
  for (const name of ['.env', '.env.local', 'node_modules/a/index.js'])
    writeFileSync(join(root, name), 'secret')
  await one.connect().deploy({ revision: 'v1', rollout: 'r-1' })
  expect(one.vendor.deployments()[0]?.files).toBe(1)
  expect(one.vendor.seen.some(({ body }) => body.includes('secret'))).toBe(false)
  symlinkSync('/etc', join(root, 'outside'))
  expect(await failureOf(one.connect().deploy({ revision: 'v1', rollout: 'r-2' }))).toBeInstanceOf(
    ConfigError,
  )
})
