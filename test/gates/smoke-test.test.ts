import { describe, expect, test } from 'vitest'
import type { SmokeCheck, SmokeStage } from '../../src/config/service.ts'
import { faultsOf, type ProbeAnswer, type ProbeRequest } from '../../src/gates/probe.ts'
import type { RunStage } from '../../src/gates/stage.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { fakeDatabase } from '../fakes/database.ts'
import { Killed } from '../scenarios/calls.ts'
import { CHECK, openShop, type Shop } from '../scenarios/shop.ts'

const deployed = async (shop: Shop = openShop()): Promise<Shop> => {
  await shop.start('v2')
  await shop.deploy('v2')
  return shop
}

const WELL: ProbeAnswer = { status: 200, headers: {}, body: '{"version":"v2"}', milliseconds: 12 }
const unreachable = (): never => {
  throw new ProviderError({ provider: 'smoke-test', message: 'no answer', retryable: true })
}

/** Answers in turn, the last one for ever. */
const answering = (...answers: (ProbeAnswer | 'silence')[]) => {
  const seen: ProbeRequest[] = []
  const probe = async (request: ProbeRequest): Promise<ProbeAnswer> => {
    const answer = answers[Math.min(seen.length, answers.length - 1)] ?? WELL
    seen.push(request)
    return answer === 'silence' ? unreachable() : answer
  }
  return { probe, seen }
}

describe('the new release', () => {
  test('is tested while nobody sees it, and passes once', async () => {
    const shop = await deployed()
    expect(await shop.smoke('canary')).toMatchObject({ reason: 'done', failed: false, verdict: 'pass' })
    expect(await shop.smoke('canary')).toMatchObject({ reason: 'done' })
    expect(await shop.events()).toEqual(['started', 'deployed web web-2', 'checked canary'])
  })

  test.each([
    ['answers badly', 'ill', /answered 500, expected 200/],
    ['is another revision than the one that was built', 'other-version', /another revision answered than v2/],
  ] as const)(
    'that %s is taken back at once, without a hold: nobody had seen it',
    async (_what, state, words) => {
      const shop = await deployed()
      shop.health.set('v2', state)
      const outcome = await shop.smoke('canary')
      expect(outcome).toMatchObject({ reason: 'smoke-failed', failed: true, verdict: 'fail' })
      expect(outcome.message).toMatch(words)
      const { inFlight, held, rollouts } = await shop.survey()
      expect(rollouts[0]?.state).toMatchObject({ phase: 'rolled-back', reason: 'smoke-failed' })
      expect([inFlight, held]).toEqual([null, null])
      expect(shop.web.weights()).toEqual({ 'web-1': 100 })
      expect(await shop.start('v3')).toMatchObject({ reason: 'started' })
    },
  )

  test('that everybody has seen already is taken back with a hold', async () => {
    const components = [
      { name: 'web', exposure: 'split' },
      { name: 'jobs', exposure: 'full' },
    ] as const
    const shop = await deployed(openShop({ components }))
    shop.health.set('v2', 'ill')
    await shop.smoke('canary')
    expect(shop.platforms.get('jobs')?.weights()).toEqual({ 'jobs-1': 100 })
    expect((await shop.survey()).held).not.toBeNull()
  })

  test('that fails when a tenth of the people sees it is taken back with a hold', async () => {
    const shop = await deployed()
    await shop.smoke('canary')
    await shop.tick()
    shop.health.set('v2', 'ill')
    await shop.smoke('canary')
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect((await shop.survey()).held?.record.reason).toBe('smoke-failed')
  })

  test('of two components that was taken back half way is taken back whole by the next look', async () => {
    const components = [
      { name: 'web', exposure: 'split' },
      { name: 'api', exposure: 'split' },
    ] as const
    const shop = await deployed(openShop({ components }))
    await shop.smoke('canary')
    await shop.tick()
    shop.health.set('v2', 'ill')
    shop.calls.armNext('web.rollback', 'kill-before')
    await expect(shop.smoke('canary')).rejects.toBeInstanceOf(Killed)
    shop.calls.revive()
    expect([...shop.platforms.values()].map((platform) => Object.values(platform.weights()))).toEqual([
      [90, 10],
      [100],
    ])
    expect(await shop.tick()).toMatchObject({ decision: 'abort', reason: 'unfinished-act' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect((await shop.survey()).held?.record.reason).toBe('smoke-failed')
  })

  test('that cannot go back is left as it is, and a person is called', async () => {
    const shop = await deployed()
    await shop.smoke('canary')
    await shop.tick()
    shop.health.set('v2', 'ill')
    shop.web.lose('web-1')
    const outcome = await shop.smoke('canary')
    expect(outcome).toMatchObject({ reason: 'smoke-failed', failed: true })
    expect(outcome.message).toMatch(/cannot go back \(web: release web-1 was deleted\)/)
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
    expect((await shop.survey()).inFlight?.state).toMatchObject({ phase: 'stuck' })
  })

  test('that nobody can reach says nothing: the gate stays shut and nothing changes', async () => {
    const shop = await deployed()
    shop.health.set('v2', 'silent')
    const before = await shop.events()
    expect(await shop.smoke('canary')).toMatchObject({
      reason: 'unreachable',
      failed: true,
      verdict: 'inconclusive',
    })
    expect(await shop.events()).toEqual(before)
    expect(shop.web.acts()).toEqual(['deploy v2'])
    expect(await shop.tick()).toMatchObject({ reason: 'not-checked' })
    shop.health.delete('v2')
    expect(await shop.smoke('canary')).toMatchObject({ reason: 'done' })
  })

  test.each([
    ['before a rollout was started', async () => openShop(), 'not-started'],
    [
      'before it was deployed',
      async () => {
        const shop = openShop()
        await shop.start('v2')
        return shop
      },
      'not-deployed',
    ],
  ])('is not looked for %s', async (_when, make, reason) => {
    const shop = await make()
    expect(await shop.smoke('canary')).toMatchObject({ reason, failed: true, checks: [] })
  })

  test('a dry run names the checks and sends nothing', async () => {
    const shop = await deployed()
    const { probe, seen } = answering(WELL)
    const outcome = await shop.smoke('canary', { dryRun: true, probe })
    expect(outcome).toMatchObject({ reason: 'dry-run', message: 'Would run health.' })
    expect(seen).toEqual([])
    expect(await shop.events()).not.toContain('checked canary')
  })

  test('without any check there is nothing that could pass', async () => {
    const shop = await deployed()
    await expect(shop.smoke('canary', { checks: [] })).rejects.toBeInstanceOf(ConfigError)
  })
})

describe('the live release', () => {
  const migrated = async () => {
    const migrations = [{ version: '20260201000000', name: 'more', sql: 'select 1;' }]
    const shop = openShop({ database: { fake: fakeDatabase(), migrations } })
    await shop.start('v2')
    await shop.migrate('v2')
    return shop
  }

  test('is asked for its own revision on the new schema', async () => {
    const shop = await migrated()
    expect(await shop.smoke('live')).toMatchObject({ reason: 'done', verdict: 'pass' })
    expect(await shop.events()).toContain('checked live')
  })

  test('that does not bear the new schema stops the rollout for a person, and its traffic stays', async () => {
    const shop = await migrated()
    shop.health.set('v1', 'ill')
    expect(await shop.smoke('live')).toMatchObject({ reason: 'smoke-failed', failed: true })
    expect((await shop.survey()).inFlight?.state).toMatchObject({ phase: 'stuck', reason: 'smoke-failed' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect(await shop.deploy('v2')).toMatchObject({ reason: 'not-allowed-now' })
    expect(await shop.tick()).toMatchObject({ reason: 'stuck', person: true })
  })

  test.each([
    ['by a tool that says its commit', 'v1', 'smoke-failed'],
    ['by its image alone', `sha256:${'5e'.repeat(32)}`, 'done'],
    ['without a word', 'unknown', 'done'],
  ])('that was put there %s is asked for what is known of it', async (_how, live, reason) => {
    const shop = openShop({ live })
    shop.health.set(live, 'other-version')
    expect(await shop.smoke('live')).toMatchObject({ reason })
    shop.health.set(live, 'ill')
    expect(await shop.smoke('live')).toMatchObject({ reason: 'smoke-failed' })
  })

  test('may be tested when no rollout is on its way, and nothing is recorded', async () => {
    const shop = openShop()
    expect(await shop.smoke('live')).toMatchObject({ reason: 'done', rollout: null })
    shop.health.set('v1', 'ill')
    expect(await shop.smoke('live')).toMatchObject({ reason: 'smoke-failed', rollout: null })
    expect(shop.store.entries()).toEqual([])
  })

  test('does not exist before the first release', async () => {
    const shop = openShop({ live: null })
    await shop.start('v1')
    const outcome = await shop.smoke('live')
    expect(outcome).toMatchObject({ reason: 'nothing-to-do', verdict: 'pass', failed: false })
    expect(outcome.message).toBe('v1 is the first release: none is live before it.')
  })
})

describe('one check', () => {
  const ILL: ProbeAnswer = { ...WELL, status: 503 }
  const cases: [string, (ProbeAnswer | 'silence')[], Partial<SmokeCheck>, string, number][] = [
    ['passes when enough answers in a row are good', [WELL], { passes: 3 }, 'pass', 3],
    ['begins to count anew after a bad one', [WELL, ILL, WELL], { passes: 2 }, 'pass', 4],
    ['waits for a release that is slow to start', ['silence', 'silence', WELL], { passes: 1 }, 'pass', 3],
    ['fails when the deadline comes first', [ILL], { interval: 5000, deadline: 20_000 }, 'fail', 4],
    ['fails when it is well only now and then', [WELL, ILL], { passes: 2, deadline: 30_000 }, 'fail', 6],
    ['is inconclusive when nobody ever answers', ['silence'], { deadline: 20_000 }, 'inconclusive', 4],
    [
      'is inconclusive when it was well and then fell silent',
      [WELL, 'silence'],
      { passes: 2, deadline: 20_000 },
      'inconclusive',
      4,
    ],
    ['does not count what comes first, if told so', [ILL, ILL, WELL], { warmUp: 2, passes: 1 }, 'pass', 1],
    [
      'fails when it is too slow',
      [{ ...WELL, milliseconds: 700 }],
      { within: 500, deadline: 6000 },
      'fail',
      2,
    ],
  ]
  test.each(cases)('%s', async (_what, answers, check, verdict, attempts) => {
    const shop = await deployed()
    const { probe } = answering(...answers)
    const { checks } = await shop.smoke('canary', { probe, checks: [{ ...CHECK, ...check }] })
    expect(checks).toMatchObject([{ verdict, attempts }])
  })

  test('sends what it was told, to exactly the release under test, with its secrets filled in', async () => {
    const shop = await deployed()
    const { probe, seen } = answering(WELL)
    const check: SmokeCheck = {
      ...CHECK,
      method: 'POST',
      path: '/orders?probe=1',
      headers: [{ name: 'authorization', value: ['Bearer ', { secret: 'PROBE_TOKEN' }] }],
      body: { json: { item: 7 } },
      passes: 1,
    }
    await shop.smoke('canary', { probe, checks: [check] })
    expect(seen).toEqual([
      {
        component: 'web',
        method: 'POST',
        url: 'http://web-2.fake.invalid/orders?probe=1',
        headers: { 'content-type': 'application/json', authorization: 'Bearer the value of PROBE_TOKEN' },
        body: '{"item":7}',
        timeout: 30_000,
        maxBytes: 1000,
      },
    ])
  })

  test('a mistake of ours is not taken for silence', async () => {
    const shop = await deployed()
    const probe = async () => {
      throw new RangeError('a bug')
    }
    await expect(shop.smoke('canary', { probe })).rejects.toThrow('a bug')
  })
})

describe('an answer', () => {
  const revision = '4c2a9f0e8b7d6c5a4f3e2d1c0b9a8f7e6d5c4b3a'
  const answer = (body: unknown, more: Partial<ProbeAnswer> = {}): ProbeAnswer => ({
    ...WELL,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...more,
  })
  const expecting = (expect: Partial<SmokeCheck['expect']>): SmokeCheck => ({
    ...CHECK,
    version: null,
    expect: { ...CHECK.expect, ...expect },
  })
  const cases: [string, SmokeCheck, ProbeAnswer, string[]][] = [
    ['that is as it should be has no faults', CHECK, answer({ version: revision }), []],
    ['may name its revision as git prints it', CHECK, answer({ version: revision.slice(0, 7) }), []],
    [
      'must not name it so shortly that it fits many',
      CHECK,
      answer({ version: '4c2a' }),
      [`another revision answered than ${revision}`],
    ],
    [
      'must not be of another revision',
      CHECK,
      answer({ version: 'v1' }),
      [`another revision answered than ${revision}`],
    ],
    [
      'of a page that is no JSON names no revision',
      CHECK,
      answer('<h1>It works!</h1>'),
      ['the answer does not name its revision'],
    ],
    [
      'may name it in a header',
      { ...CHECK, version: { header: 'x-version' } },
      answer('', { headers: { 'x-version': revision } }),
      [],
    ],
    [
      'must have one of the statuses',
      expecting({ status: [200, 204] }),
      answer('', { status: 302 }),
      ['answered 302, expected 200 or 204'],
    ],
    [
      'must have the values at their places',
      expecting({ json: [{ pointer: '/a/1/b~1c', value: { d: [1, null] } }] }),
      answer({ a: [0, { 'b/c': { d: [1, null] } }] }),
      [],
    ],
    [
      'is read strictly: "1" is not 1',
      expecting({ json: [{ pointer: '/n', value: 1 }] }),
      answer({ n: '1' }),
      ['/n is not 1'],
    ],
    [
      'has nothing that objects merely inherit',
      expecting({ json: [{ pointer: '/constructor', value: null }] }),
      answer({}),
      ['/constructor is not null'],
    ],
    [
      'must have its headers whole',
      expecting({ header: [{ name: 'cache-control', value: 'no-store' }] }),
      answer('', { headers: { 'cache-control': 'no-store, private' } }),
      ['header cache-control is not no-store'],
    ],
    [
      'must hold the text',
      expecting({ contains: 'Product 7' }),
      answer('Product 8'),
      ['the body lacks the expected text'],
    ],
  ]
  test.each(cases)('%s', (_what, check, given, faults) => {
    expect(faultsOf(check, given, revision)).toEqual(faults)
  })
})

describe('a service without smoke checks', () => {
  test('goes its way without any', async () => {
    const shop = openShop({ checks: { canary: false, live: false } })
    await shop.start('v2')
    await shop.deploy('v2')
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })

  test('that tests only new releases still waits for that test', async () => {
    const shop = openShop({ checks: { canary: true, live: false } })
    await shop.start('v2')
    await shop.deploy('v2')
    expect(await shop.tick()).toMatchObject({ decision: 'hold', reason: 'not-checked' })
    await shop.smoke('canary')
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })
})

describe('a stage', () => {
  const STAGE = {
    name: 'week',
    component: 'web',
    type: 'load',
    method: 'GET',
    path: '/',
    headers: [],
    body: null,
    json: false,
    rate: 100,
    connections: 10,
    duration: 1_000,
    timeout: 1_000,
    status: [200],
    version: null,
    errors: 0.01,
    limits: { p50: null, p95: null, p99: null },
  } as const satisfies SmokeStage

  const staged = (run: RunStage) => ({ stages: { list: [STAGE], run } })
  const found = (faults: string[]) => ({ faults, attempts: 100, slowest: 20, figures: '100 requests' })

  test('begins when the checks have passed, and is aimed at the release under test', async () => {
    const shop = await deployed()
    const targets: unknown[] = []
    const outcome = await shop.smoke(
      'canary',
      staged(async (_stage, target) => {
        targets.push(target)
        return found([])
      }),
    )
    expect(outcome).toMatchObject({ verdict: 'pass', reason: 'done' })
    expect(outcome.checks.map(({ check, attempts }) => [check, attempts]).at(-1)).toEqual(['week', 100])
    expect(targets).toMatchObject([{ revision: 'v2' }])
    expect(await shop.events()).toContain('checked canary')
  })

  test('does not begin when a check has failed', async () => {
    const shop = await deployed()
    shop.health.set('v2', 'ill')
    const outcome = await shop.smoke(
      'canary',
      staged(async () => {
        throw new Error('began')
      }),
    )
    expect(outcome).toMatchObject({ verdict: 'fail', reason: 'smoke-failed' })
  })

  test('that fails takes the release back, with what was wrong', async () => {
    const shop = await deployed()
    const outcome = await shop.smoke(
      'canary',
      staged(async () => found(['p99 is 900 ms, allowed 300 ms'])),
    )
    expect(outcome).toMatchObject({ verdict: 'fail', reason: 'smoke-failed' })
    expect(outcome.message).toContain('week: p99 is 900 ms, allowed 300 ms')
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('that nobody answered says nothing about the release', async () => {
    const shop = await deployed()
    const outcome = await shop.smoke(
      'canary',
      staged(async () => unreachable()),
    )
    expect(outcome).toMatchObject({ verdict: 'inconclusive', reason: 'unreachable', failed: true })
  })

  test('alone is a smoke test too', async () => {
    const shop = await deployed()
    const outcome = await shop.smoke('canary', { checks: [], ...staged(async () => found([])) })
    expect(outcome).toMatchObject({ verdict: 'pass' })
  })
})

describe('a body by schema', () => {
  const schema = {
    type: 'object',
    required: ['version', 'items'],
    properties: {
      version: { type: 'string' },
      items: { type: 'array', items: { type: 'number', minimum: 1 } },
    },
  }
  const check = { ...CHECK, version: null, expect: { ...CHECK.expect, json: [], schema } } as SmokeCheck

  test.each([
    ['{"version":"v2","items":[1,2]}', []],
    ['{"version":"v2","items":[]}', []],
    ['{"version":2,"items":[0]}', ['/version does not fit', '/items/0 does not fit']],
    ['{"version":"v2"}', ['the body does not fit']],
    ['no json', ['the body is no JSON']],
  ])('%s', (body, faults) => {
    const said = faultsOf(check, { ...WELL, body }, 'v2')
    expect(said.map((each) => each.split(' the schema')[0])).toEqual(faults)
    expect(said.join()).not.toContain('v2')
  })
})
