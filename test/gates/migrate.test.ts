import { describe, expect, test } from 'vitest'
import type { ContractFinding } from '../../src/databases/database.ts'
import { type FakeDatabaseOptions, fakeDatabase } from '../fakes/database.ts'
import { Killed } from '../scenarios/calls.ts'
import { openShop, type Shop, type ShopOptions } from '../scenarios/shop.ts'

const MIGRATIONS = ['20260201000000', '20260202000000', '20260203000000'].map((version, index) => ({
  version,
  name: `part_${index + 1}`,
  sql: `alter table orders add column part_${index + 1} int;`,
}))
const DROP: ContractFinding = {
  version: '20260202000000',
  line: 2,
  kind: 'drop-column',
  message: 'column orders.note is dropped.',
  declaredAfter: null,
}

const withDatabase = (
  options: FakeDatabaseOptions = {},
  restorePoint: NonNullable<ShopOptions['database']>['restorePoint'] = 'if-possible',
) => {
  const fake = fakeDatabase(options)
  const shop = openShop({ database: { fake, migrations: MIGRATIONS, restorePoint } })
  return { shop, fake }
}

/** A rollout that was admitted before what `options` says came true. */
const started = async (
  options: FakeDatabaseOptions = {},
  restorePoint?: 'required' | 'if-possible' | 'none',
) => {
  const made = withDatabase(options, restorePoint)
  const none = { migrations: null, restorePointMissing: null }
  expect(await made.shop.start('v2', none)).toMatchObject({ failed: false })
  return made
}

describe('migrations of a release that was started', () => {
  test('are applied in order behind a restore point, and the record says so', async () => {
    const { shop, fake } = await started()
    const outcome = await shop.migrate('v2')
    expect(outcome).toMatchObject({ reason: 'done', failed: false, at: '20260203000000' })
    expect(outcome.applied).toEqual(MIGRATIONS.map(({ version }) => version))
    expect(fake.restorePoints()).toEqual([`sluice-${outcome.rollout?.record.id}`])
    expect(await shop.events()).toEqual([
      'started',
      `restore-point sluice-${outcome.rollout?.record.id}`,
      'migrated 20260203000000',
    ])
  })

  test('are applied once however often it is asked', async () => {
    const { shop, fake } = await started()
    await shop.migrate('v2')
    expect(await shop.migrate('v2')).toMatchObject({ reason: 'nothing-to-do', failed: false, applied: [] })
    expect(Object.values(fake.counts())).toEqual([1, 1, 1])
    expect((await shop.events()).filter((event) => event.startsWith('migrated'))).toHaveLength(1)
  })

  test('that are none leave no trace once the schema is known', async () => {
    const { shop } = await started()
    await shop.migrate('v2')
    await shop.smoke('live')
    await shop.deploy('v2')
    await shop.smoke('canary')
    await shop.tickUntilQuiet()
    await shop.start('v3')
    expect(await shop.migrate('v3')).toMatchObject({ reason: 'nothing-to-do', failed: false })
    expect(await shop.events()).toEqual(['started'])
  })

  test.each([
    ['none is made when none is wanted', 'none', 'done', 0],
    ['it goes on without one when that is allowed', 'if-possible', 'done', 0],
    ['nothing is applied when one is required', 'required', 'no-restore-point', 0],
  ] as const)('where no restore point can be made: %s', async (_what, wanted, reason, points) => {
    const { shop, fake } = await started({ noRestorePoint: 'the role may not' }, wanted)
    expect(await shop.migrate('v2')).toMatchObject({ reason, failed: reason !== 'done' })
    expect(fake.restorePoints()).toHaveLength(points)
    expect(fake.applied()).toHaveLength(reason === 'done' ? 3 : 0)
  })

  test('stop at the file that fails, say what stays, and go on from there when it is mended', async () => {
    const options: FakeDatabaseOptions = { fails: '20260202000000' }
    const { shop, fake } = await started(options)
    const outcome = await shop.migrate('v2')
    expect(outcome).toMatchObject({ reason: 'migration-failed', failed: true, applied: ['20260201000000'] })
    expect(outcome.message).toBe(
      '20260202000000_part_2, line 3: relation "orders" does not exist. This file was undone whole. Before it 20260201000000 were applied and stay. Mend the file and run again: it goes on from there.',
    )
    delete options.fails
    expect(await shop.migrate('v2')).toMatchObject({
      reason: 'done',
      applied: ['20260202000000', '20260203000000'],
    })
    expect(Object.values(fake.counts())).toEqual([1, 1, 1])
    expect(fake.restorePoints()).toHaveLength(1)
  })

  test('a dry run names them and applies none', async () => {
    const { shop, fake } = await started()
    const { reason, message } = await shop.migrate('v2', { dryRun: true })
    expect(reason).toBe('dry-run')
    expect(message).toContain('20260201000000_part_1, 20260202000000_part_2, 20260203000000_part_3')
    expect([fake.applied(), fake.restorePoints()]).toEqual([[], []])
    expect(await shop.events()).toEqual(['started'])
  })
})

describe('nothing is applied', () => {
  const DRIFT = [{ version: '7', problem: 'missing-locally', message: 'the database has it' }] as const
  const cases: [string, () => Promise<{ shop: Shop }>, string, RegExp][] = [
    [
      'for a release that was not started',
      async () => withDatabase(),
      'not-started',
      /operation start first/,
    ],
    [
      'for another release than the one on its way',
      async () => {
        const made = withDatabase()
        await made.shop.start('v1.9')
        return made
      },
      'not-started',
      /No rollout of shop v2/,
    ],
    [
      'for a release that waits in the queue',
      async () => {
        const made = withDatabase()
        await made.shop.start('v1.9')
        await made.shop.start('v2')
        return made
      },
      'not-started',
      /v2 was started/,
    ],
    [
      'when database and folder disagree',
      () => started({ drift: DRIFT }),
      'schema-drift',
      /7 \(missing-locally\)/,
    ],
    [
      'when the release that serves could not live with it',
      () => started({ contract: [DROP] }),
      'contract-migration',
      /20260202000000, line 2: column/,
    ],
    [
      'when a contract step names a release that was never promoted',
      () => started({ contract: [{ ...DROP, declaredAfter: 'v2' }] }),
      'contract-migration',
      /sluice:contract after/,
    ],
    [
      'when a person asked for a rollback',
      async () => {
        const made = await started()
        made.shop.web.lose('web-1')
        await made.shop.rollBack()
        return made
      },
      'rollback-asked',
      /asked for a rollback/,
    ],
    [
      'while the rollout is paused',
      async () => {
        const made = await started()
        await made.shop.ask('pause')
        return made
      },
      'not-allowed-now',
      /is paused/,
    ],
    [
      'while a hold stands',
      async () => {
        const made = await started()
        await made.shop.deploy('v2')
        await made.shop.smoke('canary')
        await made.shop.tick()
        await made.shop.rollBack()
        return made
      },
      'on-hold',
      /until a person releases it/,
    ],
  ]
  test.each(cases)('%s', async (_when, make, reason, words) => {
    const { shop } = await make()
    const before = await shop.events().catch(() => [])
    const outcome = await shop.migrate('v2')
    expect(outcome).toMatchObject({ decision: 'refuse', failed: true, reason, applied: [] })
    expect(outcome.message).toMatch(words)
    expect(shop.calls.log.filter(({ name }) => name === 'database.apply')).toEqual([])
    expect(await shop.events()).toEqual(before)
  })
})

test('a contract step whose expand step was promoted is applied', async () => {
  const { shop, fake } = withDatabase({ contract: [{ ...DROP, declaredAfter: 'v2' }] })
  await shop.start('v2', { migrations: null, restorePointMissing: null })
  await shop.deploy('v2')
  await shop.smoke('canary')
  await shop.tickUntilQuiet()
  await shop.start('v3')
  expect(await shop.migrate('v3')).toMatchObject({ reason: 'done', failed: false })
  expect(fake.applied()).toHaveLength(3)
})

test('a run killed between the database and the record does not skip the smoke test of the live release', async () => {
  const { shop, fake } = await started()
  shop.calls.armNext('database.apply', 'kill-after')
  await expect(shop.migrate('v2')).rejects.toBeInstanceOf(Killed)
  shop.calls.revive()
  expect(fake.applied()).toHaveLength(3)
  expect(await shop.migrate('v2')).toMatchObject({ reason: 'nothing-to-do', failed: false })
  expect(await shop.deploy('v2')).toMatchObject({ reason: 'not-checked', failed: true })
  await shop.smoke('live')
  expect(await shop.deploy('v2')).toMatchObject({ reason: 'done' })
})
