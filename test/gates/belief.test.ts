import { describe, expect, test } from 'vitest'
import type { Forge, ForgeRun } from '../../src/forge/forge.ts'
import { advance } from '../../src/gates/advance.ts'
import { type Belief, believeRuns } from '../../src/gates/belief.ts'
import { deploy } from '../../src/gates/deploy.ts'
import { note, survey } from '../../src/gates/journal.ts'
import type { Service } from '../../src/gates/service.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import type { Happening } from '../../src/rollout/events.ts'
import { writeEvent } from '../../src/rollout/events.ts'
import { nextEvent } from '../../src/rollout/transition.ts'
import { finishRun } from '../fakes/github/concurrency.ts'
import type { Run } from '../fakes/github/state.ts'
import { openOn } from '../ledger/github.ts'
import { HOUR, MINUTE, openShop, PLAN } from '../scenarios/shop.ts'
import { type Canal, onCanal } from './canal.ts'

const EVENTS = ['push', 'schedule', 'workflow_dispatch']

interface Believing {
  service: Service
  belief: Belief
  reported: string[]
}

/** A job of the tick that believes runs of `main` alone. */
const believing = (canal: Canal, run: Run, workflows: string[] = []): Believing => {
  const reported: string[] = []
  const belief = believeRuns(canal.forge, {
    own: String(run.id),
    defaultBranch: 'main',
    tags: ['v*'],
    workflows,
    events: EVENTS,
    report: (text) => reported.push(text),
  })
  return { service: { ...canal.service(run), belief }, belief, reported }
}

const tickRun = (canal: Canal): Run => canal.run({ path: '.github/workflows/tick.yml', event: 'schedule' })

/** A release at 10 %, deployed by a push to `main`. */
const climbing = async (
  canal: Canal,
  message = 'v2',
  release = 'web-2',
): Promise<{ run: Run; id: string }> => {
  const revision = canal.commit(message)
  const run = canal.run()
  const { rollout } = await canal.propose(run, revision)
  canal.answer(run, 'grace', 'approved')
  await canal.admit(run, rollout?.record.id ?? '')
  const { components } = canal.shop.connect()
  const ledger = openOn(canal.github, { run: String(run.id) })
  const connected = { ...canal.service(run), components, ledger }
  await deploy(connected, { revision, liveSmoke: false, dryRun: false })
  const [own] = (await survey(connected)).rollouts
  if (!own) throw new Error('no rollout')
  await note(connected, own, { kind: 'checked', target: 'canary' })
  await advance(
    { ...connected, ledger: openOn(canal.github, { run: String(run.id) }) },
    { dryRun: false, watch: 0 },
  )
  expect(canal.shop.web.weights()).toMatchObject({ [release]: 10 })
  finishRun(canal.github.state, run, 'success')
  return { run, id: rollout?.record.id ?? '' }
}

/** Somebody with `deployments: write` writes a line, naming any run as its author. */
const forge = async (canal: Canal, happening: Happening, run: string | null): Promise<void> => {
  const ledger = openOn(canal.github, { run })
  const { rollouts } = await survey({ ...canal.shop.connect(), ledger })
  const [own] = rollouts
  if (!own) throw new Error('no rollout')
  const now = await ledger.now()
  const event = nextEvent(own.state, own.record.plan.steps, happening, { now, nonce: 'evil1' })
  await ledger.append(own.key, { text: writeEvent(event), outcome: 'in_progress' })
}

const look = async (canal: Canal, more: { workflows?: string[]; watch?: number } = {}) => {
  const own = tickRun(canal)
  const { service, reported } = believing(canal, own, more.workflows)
  const before = canal.github.log.length
  const outcome = await advance(service, { dryRun: false, watch: more.watch ?? 0 })
  finishRun(canal.github.state, own, 'success')
  return { outcome, reported, calls: canal.github.log.length - before }
}

describe('a line of the ledger', () => {
  test(
    'is believed when its run could have written it: the rollout goes on, within its budget of requests',
    onCanal(async (canal) => {
      await climbing(canal)
      canal.github.advance(40 * MINUTE)
      const { outcome, reported, calls } = await look(canal)
      expect(outcome).toMatchObject({ decision: 'advance' })
      expect(reported).toEqual([])
      expect(canal.shop.web.weights()).toMatchObject({ 'web-2': 50 })
      expect(calls).toBeLessThanOrEqual(12)
    }),
  )

  const forgeries: [string, (canal: Canal) => string | null][] = [
    ['names no run', () => null],
    ['names a run that does not exist', () => '987654'],
    ['names a run of a branch that nobody reviewed', (canal) => String(canal.run({ headBranch: 'side' }).id)],
    [
      'names a run that a stranger can start',
      (canal) => String(canal.run({ event: 'pull_request_target' }).id),
    ],
    [
      'names a run that was over long before',
      (canal) => {
        const run = canal.run()
        finishRun(canal.github.state, run, 'success')
        canal.github.advance(10 * MINUTE)
        return String(run.id)
      },
    ],
  ]
  test.each(forgeries)('that %s leads nowhere and is told', (_what, runOf) =>
    onCanal(async (canal) => {
      await climbing(canal)
      const run = runOf(canal)
      await forge(canal, { kind: 'set', weight: 100 }, run)
      canal.github.advance(MINUTE)
      const { outcome, reported } = await look(canal)
      expect(outcome).toMatchObject({ decision: 'hold', reason: 'bake-not-over' })
      expect(outcome.rollout?.state).toMatchObject({ weight: 10, step: 1 })
      expect(reported.join()).toMatch(/left aside \("set", sequence \d+\): /)
      expect(canal.shop.web.weights()).toMatchObject({ 'web-2': 10 })
    })(),
  )

  test.each<[string, Happening]>([
    ['an end', { kind: 'promoted' }],
    ['an approval', { kind: 'approved', step: 2, by: 'grace' }],
    ['a promotion', { kind: 'asked-promote', by: 'grace' }],
    ['another release', { kind: 'deployed', component: 'web', release: 'evil-1' }],
    ['a newer release in its place', { kind: 'superseded', by: 'r-000000000000' }],
  ])('that tells %s and was forged changes nothing', (_what, happening) =>
    onCanal(async (canal) => {
      await climbing(canal)
      await forge(canal, happening, '987654')
      const { outcome } = await look(canal)
      expect(outcome).toMatchObject({ decision: 'hold', reason: 'bake-not-over' })
      expect(outcome.rollout?.state).toMatchObject({
        phase: 'baking',
        weight: 10,
        promoteAsked: false,
        deployed: { web: 'web-2' },
      })
    })(),
  )

  test.each<[string, Happening]>([
    ['an approval', { kind: 'approved', step: 2, by: 'grace' }],
    ['a skipped bake', { kind: 'skipped', by: 'grace' }],
    ['a promotion that somebody asked for', { kind: 'asked-promote', by: 'grace' }],
    ['a step', { kind: 'set', weight: 100 }],
    ['an end', { kind: 'promoted' }],
    ['another release', { kind: 'deployed', component: 'web', release: 'evil-1' }],
  ])(
    'that tells %s and was forged is not believed later either, when good lines stand above it',
    (_what, happening) =>
      onCanal(async (canal) => {
        await climbing(canal)
        await forge(canal, happening, '987654')
        canal.github.advance(MINUTE)
        // Ticks that judge the record, and each write a line of their own above the forged one.
        for (const reason of ['no-data', 'too-few-samples', 'no-data', 'too-few-samples'] as const) {
          const run = tickRun(canal)
          const { service } = believing(canal, run)
          const { inFlight } = await survey(service)
          if (!inFlight) throw new Error('nothing is on its way')
          await note(service, inFlight, { kind: 'waits', reason })
          finishRun(canal.github.state, run, 'success')
          canal.github.advance(MINUTE)
        }
        const { outcome } = await look(canal)
        expect(outcome).toMatchObject({ decision: 'hold', reason: 'bake-not-over' })
        expect(outcome.rollout?.state).toMatchObject({
          phase: 'baking',
          weight: 10,
          approved: [1],
          promoteAsked: false,
          skipAsked: false,
          deployed: { web: 'web-2' },
        })
      })(),
  )

  test(
    'that released a hold and was forged lets nothing start',
    onCanal(async (canal) => {
      await climbing(canal)
      await canal.shop.rollBack()
      const ledger = openOn(canal.github, { run: '987654' })
      const { held } = await survey({ ...canal.shop.connect(), ledger })
      if (!held) throw new Error('no hold')
      await note({ ...canal.shop.connect('evil'), ledger }, held, { kind: 'released', by: 'grace' })
      expect((await canal.shop.survey()).held).toBe(null)
      const { service, reported } = believing(canal, tickRun(canal))
      expect((await survey(service)).held?.record.id).toBe(held.record.id)
      expect(reported.join()).toContain('"released"')
      await note(
        { ...canal.shop.connect(), ledger: openOn(canal.github, { run: String(canal.run().id) }) },
        held,
        { kind: 'released', by: 'grace' },
      )
      expect((await survey(believing(canal, tickRun(canal)).service)).held).toBe(null)
    }),
  )

  test(
    'needs no proof when it asks to go back, or says that somebody does',
    onCanal(async (canal) => {
      await climbing(canal)
      await forge(canal, { kind: 'asked-rollback', by: 'anybody' }, null)
      expect((await look(canal)).outcome).toMatchObject({ decision: 'abort', reason: 'rollback-asked' })
      expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
    }),
  )

  test(
    'that says it went back is no end while the release serves: it is put back',
    onCanal(async (canal) => {
      await climbing(canal)
      await forge(canal, { kind: 'rolled-back', reason: 'drift' }, null)
      expect((await look(canal)).outcome).toMatchObject({ decision: 'abort' })
      expect(canal.shop.web.weights()).toEqual({ 'web-1': 100 })
    }),
  )

  test(
    'of a workflow that the configuration does not name is left aside',
    onCanal(async (canal) => {
      await climbing(canal)
      const stranger = canal.run({ path: '.github/workflows/cleanup.yml' })
      await forge(canal, { kind: 'set', weight: 100 }, String(stranger.id))
      const { outcome, reported } = await look(canal, {
        workflows: ['.github/workflows/deploy.yml', '.github/workflows/tick.yml'],
      })
      expect(outcome.rollout?.state.weight).toBe(10)
      expect(reported.join()).toContain('.github/workflows/cleanup.yml')
    }),
  )

  test(
    'cannot drown the good ones, however many are forged',
    onCanal(async (canal) => {
      await climbing(canal)
      for (let count = 0; count < 8; count += 1)
        await forge(canal, { kind: 'checked', target: 'live' }, String(700_000 + count))
      const { outcome } = await look(canal)
      expect(outcome.rollout?.state).toMatchObject({ phase: 'baking', weight: 10, checked: { live: false } })
    }),
  )

  test(
    'that cannot be looked up holds every step, and no way back',
    onCanal(async (canal) => {
      await climbing(canal)
      canal.github.advance(40 * MINUTE)
      const down = new ProviderError({ provider: 'github', message: 'no answer', retryable: true })
      const blind: Forge = { ...canal.forge, run: (): Promise<ForgeRun | null> => Promise.reject(down) }
      const belief = believeRuns(blind, {
        own: '1',
        defaultBranch: 'main',
        tags: [],
        workflows: [],
        events: EVENTS,
        report: () => {},
      })
      const service = { ...canal.service(tickRun(canal)), belief }
      const held = await advance(service, { dryRun: false, watch: 0 })
      expect(held).toMatchObject({ decision: 'hold', reason: 'unproven', person: true })
      await forge(canal, { kind: 'asked-rollback', by: 'grace' }, null)
      expect(await advance(service, { dryRun: false, watch: 0 })).toMatchObject({ decision: 'abort' })
    }),
  )
})

describe('the requests of a tick that takes a step', () => {
  const verbs: [string, readonly Happening[]][] = [
    ['alone', []],
    ['after an approval', [{ kind: 'approved', step: 2, by: 'grace' }]],
    [
      'after a pause that two people ended',
      [
        { kind: 'paused', by: 'ada' },
        { kind: 'resumed', by: 'ada' },
        { kind: 'skipped', by: 'grace' },
      ],
    ],
  ]
  test.each(verbs)(
    'are twelve at most with the first look of its watch, %s; each further look is one',
    (_what, said) =>
      onCanal(async (canal) => {
        await climbing(canal)
        for (const happening of said)
          await forge(canal, happening, String(canal.run({ path: '.github/workflows/rollback.yml' }).id))
        canal.github.advance(40 * MINUTE)
        const spent: number[] = []
        const own = tickRun(canal)
        const { service } = believing(canal, own)
        const before = canal.github.log.length
        const sleep = async (ms: number): Promise<void> => {
          spent.push(canal.github.log.length - before)
          canal.github.advance(ms)
        }
        const outcome = await advance(
          { ...service, world: { ...service.world, sleep } },
          { dryRun: false, watch: 20 * MINUTE },
        )
        expect(outcome).toMatchObject({ decision: 'advance' })
        expect(canal.shop.web.weights()).toMatchObject({ 'web-2': 50 })
        const looks = [...spent.slice(1), canal.github.log.length - before]
        expect(looks.length).toBeGreaterThan(3)
        expect(looks[0]).toBeLessThanOrEqual(12)
        expect(looks.slice(1).map((total, index) => total - (looks[index] ?? 0))).toEqual(
          looks.slice(1).map(() => 1),
        )
      })(),
  )

  const climbOn = async (canal: Canal): Promise<number> => {
    let spent = 0
    for (const weight of [50, 100]) {
      canal.github.advance(40 * MINUTE)
      const { outcome, calls } = await look(canal)
      expect(outcome).toMatchObject({ decision: 'advance', rollout: { state: { weight } } })
      spent = Math.max(spent, calls)
    }
    canal.github.advance(40 * MINUTE)
    const { outcome, calls } = await look(canal)
    expect(outcome).toMatchObject({ decision: 'promote' })
    return Math.max(spent, calls)
  }

  test.each([1, 48])('are twelve at most up to the promotion, %i h after the one that steps down', (hours) =>
    onCanal(async (canal) => {
      await climbing(canal)
      expect(await climbOn(canal)).toBeLessThanOrEqual(12)
      canal.github.advance(hours * HOUR)
      await climbing(canal, 'v3', 'web-3')
      expect(await climbOn(canal)).toBeLessThanOrEqual(12)
      const { rollouts } = await canal.shop.survey()
      expect(rollouts[0]?.state.phase).toBe('promoted')
      expect(canal.github.state.statuses.filter(({ state }) => state === 'inactive')).toHaveLength(1)
    })(),
  )

  test(
    'are twelve at most when it goes back',
    onCanal(async (canal) => {
      await climbing(canal)
      await forge(canal, { kind: 'asked-rollback', by: 'grace' }, null)
      const { outcome, calls } = await look(canal)
      expect(outcome).toMatchObject({ decision: 'abort' })
      expect(calls).toBeLessThanOrEqual(12)
    }),
  )
})

describe('an approval of a step in the middle', () => {
  const plan = { ...PLAN, steps: PLAN.steps.map((step, index) => ({ ...step, approval: index === 1 })) }

  test('is stale once something worse was found: the step is asked about anew', async () => {
    const shop = openShop({ plan })
    await shop.push('v2')
    await shop.tick()
    await shop.wait(10 * MINUTE)
    await shop.tick({ watch: 0 })
    const asked = () => shop.survey().then(({ inFlight }) => inFlight?.state)
    await shop.wait(30 * MINUTE)
    expect(await shop.tick()).toMatchObject({ reason: 'approval-missing' })
    await shop.ask('approve')
    expect((await asked())?.approved).toEqual([2])
    shop.web.drift({ 'web-1': 70, 'web-2': 30 })
    expect(await shop.tick()).toMatchObject({ reason: 'drift' })
    shop.web.drift({ 'web-1': 90, 'web-2': 10 })
    expect(await shop.tick()).toMatchObject({ reason: 'approval-missing' })
    expect((await asked())?.approved).toEqual([])
    await shop.ask('approve')
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
  })
})
