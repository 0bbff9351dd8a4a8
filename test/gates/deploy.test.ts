import { describe, expect, test } from 'vitest'
import { fakeDatabase } from '../fakes/database.ts'
import { Killed } from '../scenarios/calls.ts'
import { MINUTE, openShop, type Shop } from '../scenarios/shop.ts'

const TWO = [
  { name: 'api', exposure: 'split' },
  { name: 'web', exposure: 'split' },
] as const
const MIGRATION = [
  { version: '20260201000000', name: 'more', sql: 'alter table orders add column more int;' },
]

const started = async (shop: Shop = openShop()): Promise<Shop> => {
  expect(await shop.start('v2')).toMatchObject({ failed: false })
  return shop
}

describe('a release that was started is put on its platforms', () => {
  test('where nobody sees it, marked with its rollout', async () => {
    const shop = await started()
    const outcome = await shop.deploy('v2')
    expect(outcome).toMatchObject({
      reason: 'done',
      failed: false,
      releases: [{ component: 'web', release: 'web-2', fresh: true }],
    })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect(shop.web.find('web-2')).toMatchObject({ revision: 'v2', rollout: outcome.rollout?.record.id })
    expect(await shop.events()).toEqual(['started', 'deployed web web-2'])
  })

  test('in the order of the configuration', async () => {
    const shop = await started(openShop({ components: TWO }))
    await shop.deploy('v2')
    expect(shop.calls.log.flatMap(({ name }) => (name.endsWith('.deploy') ? [name] : []))).toEqual([
      'api.deploy',
      'web.deploy',
    ])
    expect(await shop.events()).toEqual(['started', 'deployed api api-2', 'deployed web web-2'])
  })

  test('once, however often it is asked', async () => {
    const shop = await started(openShop({ components: TWO }))
    await shop.deploy('v2')
    const again = await shop.deploy('v2')
    expect(again).toMatchObject({ reason: 'done', releases: [{ fresh: false }, { fresh: false }] })
    for (const platform of shop.platforms.values()) expect(platform.releases()).toHaveLength(2)
    expect(await shop.events()).toHaveLength(3)
  })

  test('a component that cannot be split is deployed whole, and the way back knows it', async () => {
    const components = [
      { name: 'web', exposure: 'split' },
      { name: 'jobs', exposure: 'full' },
    ] as const
    const shop = await started(openShop({ components }))
    await shop.deploy('v2')
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect(shop.platforms.get('jobs')?.weights()).toEqual({ 'jobs-2': 100 })
    await shop.rollBack()
    expect(shop.platforms.get('jobs')?.weights()).toEqual({ 'jobs-1': 100 })
  })

  test.each(['kill-before', 'kill-after', 'drop', 'refuse', 'twice'] as const)(
    'one component after the other, and a second run goes on where the first stopped: %s',
    async (mishap) => {
      const shop = await started(openShop({ components: TWO }))
      shop.calls.armNext('web.deploy', mishap)
      await shop.deploy('v2').catch(() => {})
      shop.calls.revive()
      expect(await shop.deploy('v2')).toMatchObject({ reason: 'done', failed: false })
      for (const platform of shop.platforms.values()) expect(platform.releases()).toHaveLength(2)
      expect(await shop.events()).toEqual(['started', 'deployed api api-2', 'deployed web web-2'])
    },
  )

  test('and found again when the record missed it: the platform knows the rollout', async () => {
    const shop = await started()
    shop.calls.armNext('ledger.append', 'kill-before')
    await expect(shop.deploy('v2')).rejects.toBeInstanceOf(Killed)
    shop.calls.revive()
    expect(await shop.deploy('v2')).toMatchObject({ releases: [{ release: 'web-2' }] })
    expect(shop.web.releases()).toHaveLength(2)
  })

  test('a platform that does not show it yet is asked again by the next run', async () => {
    const shop = await started()
    shop.web.lagBy(MINUTE)
    await expect(shop.deploy('v2')).rejects.toThrow(/does not list it/)
    await shop.wait(2 * MINUTE)
    expect(await shop.deploy('v2')).toMatchObject({ reason: 'done' })
    expect(shop.web.releases()).toHaveLength(2)
  })
})

describe('nothing is deployed', () => {
  const database = () => ({ fake: fakeDatabase(), migrations: MIGRATION })
  const cases: [string, () => Promise<Shop>, string, RegExp][] = [
    ['for a release that was not started', async () => openShop(), 'not-started', /operation start first/],
    [
      'for another release than the one on its way',
      async () => {
        const shop = openShop()
        await shop.start('v1.9')
        return shop
      },
      'not-started',
      /is of v1.9, not of v2/,
    ],
    [
      'after a migration until the live release has passed its smoke test',
      async () => {
        const shop = await started(openShop({ database: database() }))
        await shop.migrate('v2')
        return shop
      },
      'not-checked',
      /target live first/,
    ],
    [
      'when the live release did not bear the migration',
      async () => {
        const shop = await started(openShop({ database: database() }))
        await shop.migrate('v2')
        shop.health.set('v1', 'ill')
        await shop.smoke('live')
        return shop
      },
      'not-allowed-now',
      /is stuck/,
    ],
    [
      'while the rollout is paused',
      async () => {
        const shop = await started()
        await shop.ask('pause')
        return shop
      },
      'not-allowed-now',
      /is paused/,
    ],
    [
      'when somebody asked for a rollback',
      async () => {
        const shop = await started()
        shop.web.lose('web-1')
        await shop.rollBack()
        return shop
      },
      'rollback-asked',
      /ada asked for a rollback/,
    ],
  ]
  test.each(cases)('%s', async (_when, make, reason, words) => {
    const shop = await make()
    const outcome = await shop.deploy('v2')
    expect(outcome).toMatchObject({ decision: 'refuse', failed: true, reason, releases: [] })
    expect(outcome.message).toMatch(words)
    expect(shop.web.acts()).toEqual([])
  })

  test('by a dry run, which says what it would do', async () => {
    const shop = await started()
    expect(await shop.deploy('v2', { dryRun: true })).toMatchObject({ reason: 'dry-run', failed: false })
    expect(shop.web.acts()).toEqual([])
  })
})

test('after a migration and a passed live smoke test it is deployed', async () => {
  const shop = await started(openShop({ database: { fake: fakeDatabase(), migrations: MIGRATION } }))
  await shop.migrate('v2')
  await shop.smoke('live')
  expect(await shop.deploy('v2')).toMatchObject({ reason: 'done' })
})

test('a first release needs no live smoke test: nothing is live', async () => {
  const database = { fake: fakeDatabase(), migrations: MIGRATION }
  const shop = openShop({ live: null, database })
  await shop.start('v2')
  await shop.migrate('v2')
  expect(await shop.deploy('v2')).toMatchObject({ reason: 'done' })
})
