import { describe, expect, test } from 'vitest'
import type { Verb } from '../../src/gates/verbs.ts'
import { fakeDatabase } from '../fakes/database.ts'
import { HOUR, MINUTE, openShop, PLAN, type Shop } from '../scenarios/shop.ts'

const baking = async (shop = openShop()): Promise<Shop> => {
  await shop.push('v2')
  await shop.tick()
  return shop
}

const asking = async (): Promise<Shop> => {
  const steps = PLAN.steps.map((step, index) => (index === 1 ? { ...step, approval: true } : step))
  const shop = await baking(openShop({ plan: { steps } }))
  await shop.wait(HOUR)
  await shop.tick()
  return shop
}

const stuck = async (): Promise<Shop> => {
  const migrations = [{ version: '20260201000000', name: 'more', sql: 'select 1;' }]
  const shop = openShop({ database: { fake: fakeDatabase(), migrations } })
  await shop.start('v2')
  await shop.migrate('v2')
  shop.health.set('v1', 'ill')
  await shop.smoke('live')
  return shop
}

const paused = async (): Promise<Shop> => {
  const shop = await baking()
  await shop.ask('pause')
  return shop
}

const held = async (): Promise<Shop> => {
  const shop = await baking()
  await shop.rollBack()
  return shop
}

/** Verb, a shop in which it fits, what the newest rollout then tells, and its phase. */
const FITTING: [Verb, () => Promise<Shop>, string, string][] = [
  ['pause', () => baking(), 'paused ada', 'paused'],
  ['resume', paused, 'resumed ada', 'baking'],
  ['skip', () => baking(), 'skipped ada', 'baking'],
  ['retry', stuck, 'retried ada', 'progressing'],
  ['promote', () => baking(), 'asked-promote ada', 'baking'],
  ['approve', asking, 'approved 2 ada', 'baking'],
]

describe('what a person asks is recorded with who asked', () => {
  test.each(FITTING)('%s', async (verb, make, event, phase) => {
    const shop = await make()
    const outcome = await shop.ask(verb)
    expect(outcome).toMatchObject({ decision: 'pass', reason: 'recorded', failed: false })
    expect(outcome.rollout?.state.phase).toBe(phase)
    expect((await shop.events()).at(-1)).toBe(event)
  })

  test.each(FITTING)('%s asked twice is asked once', async (verb, make, event) => {
    const shop = await make()
    await shop.ask(verb)
    const again = await shop.ask(verb, { by: 'grace' })
    if (verb !== 'resume' && verb !== 'retry') expect(again).toMatchObject({ failed: false })
    expect((await shop.events()).filter((text) => text.startsWith(event.split(' ')[0] ?? ''))).toEqual([
      event,
    ])
  })

  test.each(FITTING)('a dry run of %s records nothing', async (verb, make) => {
    const shop = await make()
    const before = await shop.events()
    expect(await shop.ask(verb, { dryRun: true })).toMatchObject({ reason: 'dry-run', failed: false })
    expect(await shop.events()).toEqual(before)
  })

  test.each(FITTING)('%s touches no platform by itself', async (verb, make) => {
    const shop = await make()
    const acts = [...shop.web.acts()]
    await shop.ask(verb)
    expect(shop.web.acts()).toEqual(acts)
  })
})

describe('what does not fit is refused with what would', () => {
  test.each([
    [
      'resume',
      () => baking(),
      'not-allowed-now',
      '"resume" fits a rollout that is paused; this one is baking.',
    ],
    [
      'approve',
      () => baking(),
      'not-allowed-now',
      '"approve" fits a rollout that is awaiting-approval; this one is baking.',
    ],
    ['skip', paused, 'not-allowed-now', '"skip" fits a rollout that is baking; this one is paused.'],
    ['promote', paused, 'not-allowed-now', 'this one is paused'],
    ['retry', () => baking(), 'not-allowed-now', '"retry" fits a rollout that is stuck; this one is baking.'],
    ['skip', stuck, 'not-allowed-now', 'this one is stuck'],
    ['pause', held, 'no-rollout', 'No rollout of shop is on its way in production.'],
    ['promote', async () => openShop(), 'no-rollout', 'No rollout of shop'],
  ] as const)('%s', async (verb, make, reason, words) => {
    const shop = await make()
    const before = await shop.events().catch(() => [])
    const outcome = await shop.ask(verb)
    expect(outcome).toMatchObject({ decision: 'refuse', reason, failed: true })
    expect(outcome.message).toContain(words)
    expect(await shop.events().catch(() => [])).toEqual(before)
  })
})

describe('a hold', () => {
  test('is released by a person, and the next release may start', async () => {
    const shop = await held()
    expect(await shop.start('v3')).toMatchObject({ reason: 'on-hold' })
    const outcome = await shop.ask('release-hold', { by: 'grace' })
    expect(outcome).toMatchObject({ reason: 'released', failed: false })
    expect(outcome.message).toContain('grace released the hold after v2')
    expect(await shop.start('v3')).toMatchObject({ reason: 'started' })
  })

  test('released twice is released once, and where none stands nothing happens', async () => {
    const shop = await held()
    await shop.ask('release-hold')
    expect(await shop.ask('release-hold')).toMatchObject({ reason: 'nothing-to-do', failed: false })
    expect(await openShop().ask('release-hold')).toMatchObject({ reason: 'nothing-to-do' })
    const [rollback] = (await shop.survey()).rollbacks
    expect(rollback?.state.story.map(({ happening }) => happening.kind)).toEqual(['rolled-back', 'released'])
  })

  test('stands after a dry run of its release', async () => {
    const shop = await held()
    expect(await shop.ask('release-hold', { dryRun: true })).toMatchObject({ reason: 'dry-run' })
    expect((await shop.survey()).held).not.toBeNull()
  })

  test('stands for months if nobody releases it', async () => {
    const shop = await held()
    await shop.wait(200 * 24 * HOUR)
    expect(await shop.start('v3')).toMatchObject({ reason: 'on-hold' })
  })
})

describe('the next look acts on it', () => {
  test('skip ends one bake, not the one after it', async () => {
    const shop = await baking()
    await shop.ask('skip')
    expect(await shop.tick()).toMatchObject({ reason: 'next-step' })
    expect(shop.web.weights()).toEqual({ 'web-1': 50, 'web-2': 50 })
    expect(await shop.tick()).toMatchObject({ reason: 'bake-not-over' })
  })

  test('promote passes over bakes and steps, and everybody gets it', async () => {
    const shop = await baking()
    await shop.ask('promote')
    expect(await shop.tick()).toMatchObject({ reason: 'all-steps-done' })
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
    expect((await shop.survey()).lastPromoted?.record.revision).toBe('v2')
  })

  test('promote passes over no approval', async () => {
    const steps = PLAN.steps.map((step, index) => (index === 1 ? { ...step, approval: true } : step))
    const shop = await baking(openShop({ plan: { steps } }))
    await shop.ask('promote')
    expect(await shop.tick()).toMatchObject({ reason: 'approval-missing', person: true })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
  })

  test('an approved step begins', async () => {
    const shop = await asking()
    await shop.ask('approve', { by: 'grace' })
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
    expect(shop.web.weights()).toEqual({ 'web-1': 50, 'web-2': 50 })
  })

  test('a pause lasts until somebody resumes it, and its time does not count towards the deadline', async () => {
    const shop = await paused()
    await shop.wait(100 * HOUR)
    expect(await shop.tick()).toMatchObject({ reason: 'paused', person: true })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
    await shop.ask('resume')
    expect(await shop.tick()).toMatchObject({ decision: 'advance' })
    await shop.wait(30 * MINUTE)
    expect(shop.web.weights()).toEqual({ 'web-1': 50, 'web-2': 50 })
  })

  test('retry lets a stuck rollout go on when what stopped it was mended', async () => {
    const shop = await stuck()
    shop.health.delete('v1')
    await shop.ask('retry')
    await shop.smoke('live')
    expect(await shop.deploy('v2')).toMatchObject({ reason: 'done' })
  })
})
