import { describe, expect, test } from 'vitest'
import type { ContractFinding } from '../../src/databases/database.ts'
import { fakeDatabase } from '../fakes/database.ts'
import { worse } from '../fakes/metrics.ts'
import { Killed } from '../scenarios/calls.ts'
import { MINUTE, openShop, PLAN, type Shop } from '../scenarios/shop.ts'

const toEnd = async (shop: Shop, revision: string): Promise<Shop> => {
  expect(await shop.push(revision)).toMatchObject({ failed: false })
  await shop.tickUntilQuiet()
  return shop
}

/** A shop with a rollout of v2 at 10 %. */
const climbing = async (shop = openShop()): Promise<Shop> => {
  await shop.push('v2')
  await shop.tick()
  return shop
}

const DROP: ContractFinding = {
  version: '20260201000000',
  line: 3,
  kind: 'drop-column',
  message: 'column orders.note is dropped',
  declaredAfter: null,
}
const MIGRATIONS = [
  { version: '20260201000000', name: 'drop_note', sql: 'alter table orders drop column note;' },
]
const withDrop = (declaredAfter: string | null) =>
  openShop({
    database: {
      fake: fakeDatabase({ applied: ['20260101000000'], contract: [{ ...DROP, declaredAfter }] }),
      migrations: MIGRATIONS,
    },
  })

describe('a release is admitted', () => {
  test('when nothing stands in its way: the record holds plan, judgement and what it would go back to', async () => {
    const shop = openShop()
    const { reason, failed, rollout, wayBack } = await shop.start('v2')
    expect({ reason, failed, wayBack }).toEqual({
      reason: 'started',
      failed: false,
      wayBack: { verdict: 'safe', reasons: [] },
    })
    expect(rollout?.record).toMatchObject({
      kind: 'rollout',
      revision: 'v2',
      requester: 'ada',
      firstRelease: false,
      previous: null,
      lastPromoted: null,
      components: [{ name: 'web', baseline: 'web-1', wayBackCommand: 'fakectl put-back web-1' }],
    })
    expect(rollout?.record.plan).toEqual(PLAN)
    expect(rollout?.state).toMatchObject({ phase: 'progressing', weight: 0 })
    expect(shop.web.acts()).toEqual([])
  })

  test('asked again for the same revision it is the same rollout, in any phase', async () => {
    const shop = openShop()
    const { rollout } = await shop.start('v2')
    for (const go of [
      async () => {},
      () => shop.deploy('v2'),
      () => shop.smoke('canary'),
      () => shop.tick(),
    ]) {
      await go()
      const again = await shop.start('v2')
      expect(again).toMatchObject({ reason: 'already-started', failed: false })
      expect(again.rollout?.record.id).toBe(rollout?.record.id)
    }
    expect((await shop.survey()).rollouts).toHaveLength(1)
  })

  test('names the release before it, so that the way back is always the last promoted one', async () => {
    const shop = await toEnd(openShop(), 'v2')
    const [promoted] = (await shop.survey()).rollouts
    shop.traffic = worse('v3', 20)
    await toEnd(shop, 'v3')
    const [back] = (await shop.survey()).rollouts
    await shop.ask('release-hold')
    const { rollout } = await shop.start('v4')
    expect(rollout?.record).toMatchObject({
      lastPromoted: promoted?.record.id,
      previous: back?.record.id,
      components: [{ baseline: 'web-2' }],
    })
  })

  test('the first release ever goes whole: there is nothing to share the traffic with', async () => {
    const shop = openShop({ live: null })
    const { reason, wayBack, rollout } = await shop.start('v1')
    expect(reason).toBe('started')
    expect(wayBack.verdict).toBe('freeze-only')
    expect(rollout?.record).toMatchObject({ firstRelease: true, components: [{ baseline: null }] })
    expect(rollout?.record.plan.steps).toEqual([{ weight: 100, bake: 30 * MINUTE }])
  })

  test('the slice grid begins on a whole slice, so that every look cuts time alike', async () => {
    const shop = openShop()
    await shop.wait(7 * MINUTE + 13)
    const { rollout } = await shop.start('v2')
    expect((rollout?.record.judgement.epoch ?? 1) % (5 * MINUTE)).toBe(0)
    expect(rollout?.record.judgement.epoch).toBeLessThanOrEqual(shop.clock.now())
  })
})

describe('a release is refused', () => {
  const cases: [string, () => Promise<Shop>, string, RegExp][] = [
    [
      'while a rollback holds the service',
      async () => {
        const shop = await climbing()
        await shop.rollBack()
        return shop
      },
      'on-hold',
      /release-hold/,
    ],
    [
      'when two releases share the traffic and nobody knows why',
      async () => {
        const shop = openShop()
        const other = shop.web.adopt('v0')
        shop.web.drift({ 'web-1': 60, [other.id]: 40 })
        return shop
      },
      'drift',
      /web-1 60%, web-2 40%/,
    ],
    [
      'when what serves now could not be put back',
      async () => {
        const shop = openShop()
        shop.web.lose('web-1')
        return shop
      },
      'way-back-unsafe',
      /freeze-only: web: release web-1 was deleted/,
    ],
    [
      'when what serves was brought by a rollout of which no record is left',
      async () => {
        const shop = await toEnd(openShop(), 'v2')
        for (const { key } of [...shop.store.entries()]) shop.store.remove(key)
        return shop
      },
      'state-lost',
      /web-2 was brought by rollout r-/,
    ],
    [
      'when the source cannot look back as far as the plan lasts',
      async () => openShop({ source: { lookBack: 90 * MINUTE } }),
      'not-allowed-now',
      /lasts 2h but the source of "errors" remembers 1h 30m/,
    ],
    [
      'when the database has drifted from the folder of migrations',
      async () =>
        openShop({
          database: {
            fake: fakeDatabase({ drift: [{ version: '7', problem: 'changed', message: 'it was edited' }] }),
            migrations: MIGRATIONS,
          },
        }),
      'schema-drift',
      /7 \(changed\): it was edited/,
    ],
    [
      'when a restore point is required and the database cannot make one',
      async () =>
        openShop({
          database: {
            fake: fakeDatabase({ noRestorePoint: 'the role may not' }),
            migrations: MIGRATIONS,
            restorePoint: 'required',
          },
        }),
      'way-back-unsafe',
      /no restore point: the role may not/,
    ],
    [
      'when a migration would break the release that serves',
      async () => withDrop(null),
      'way-back-unsafe',
      /line 3/,
    ],
    [
      'when a contract step names a release that was never promoted',
      async () => withDrop('v1'),
      'way-back-unsafe',
      /freeze-only: migration 20260201000000, line 3/,
    ],
  ]

  test.each(cases)('%s', async (_when, make, reason, words) => {
    const shop = await make()
    const [records, weights] = [shop.store.entries().length, shop.web.weights()]
    const outcome = await shop.start('v9')
    expect(outcome).toMatchObject({ decision: 'refuse', failed: true, reason, rollout: null })
    expect(outcome.findings.join('\n')).toMatch(words)
    expect(shop.store.entries()).toHaveLength(records)
    expect(shop.web.weights()).toEqual(weights)
  })

  test('with everything that stands in the way, not the first thing', async () => {
    const shop = openShop({
      source: { lookBack: MINUTE },
      database: {
        fake: fakeDatabase({
          contract: [DROP],
          drift: [{ version: '7', problem: 'changed', message: 'it was edited' }],
        }),
        migrations: MIGRATIONS,
      },
    })
    shop.web.lose('web-1')
    const { findings } = await shop.start('v2')
    expect(findings).toHaveLength(3)
    expect(findings.join('\n')).toMatch(/remembers[\s\S]*edited[\s\S]*web-1 was deleted; migration 2026/)
  })
})

test('a contract step whose expand step was promoted before is admitted', async () => {
  const shop = withDrop('v2')
  const expand = { ...(await shop.start('v2', { migrations: null })) }
  expect(expand.reason).toBe('started')
  await shop.deploy('v2')
  await shop.smoke('canary')
  await shop.tickUntilQuiet()
  expect(await shop.start('v3')).toMatchObject({ reason: 'started', wayBack: { verdict: 'safe' } })
})

describe('while another release is on its way', () => {
  test('refuse: the new one is sent away and the old one is not touched', async () => {
    const shop = await climbing()
    const outcome = await shop.start('v3', { inFlight: 'refuse' })
    expect(outcome).toMatchObject({ reason: 'in-flight', failed: true })
    expect(outcome.message).toContain('v2 is on its way (baking, 10%)')
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
  })

  test('queue: the new one waits, nothing of it may run, and a newer one takes its place', async () => {
    const shop = await climbing()
    expect((await shop.start('v3')).rollout?.state.phase).toBe('queued')
    expect(await shop.deploy('v3')).toMatchObject({ reason: 'not-started' })
    const { rollout } = await shop.start('v4')
    const { rollouts, queued, inFlight } = await shop.survey()
    expect(queued?.record.id).toBe(rollout?.record.id)
    expect(inFlight?.record.revision).toBe('v2')
    expect(rollouts.map(({ record, state }) => `${record.revision} ${state.phase}`)).toEqual([
      'v4 queued',
      'v3 superseded',
      'v2 baking',
    ])
  })

  test('queue: asked twice it waits once', async () => {
    const shop = await climbing()
    await shop.start('v3')
    expect(await shop.start('v3')).toMatchObject({ reason: 'already-started', failed: false })
    expect((await shop.survey()).rollouts).toHaveLength(2)
  })

  test('queue: when its turn has come it starts anew, from what serves then', async () => {
    const shop = await climbing()
    await shop.start('v3')
    await shop.tickUntilQuiet()
    const { rollout, reason } = await shop.start('v3')
    expect(reason).toBe('started')
    expect(rollout?.record.components).toMatchObject([{ baseline: 'web-2' }])
    const { queued, rollouts } = await shop.survey()
    expect(queued).toBeNull()
    expect(rollouts.map(({ state }) => state.phase)).toEqual(['progressing', 'superseded', 'promoted'])
  })

  test('queue: a run killed before it could say "queued" leaves nothing that goes back to the wrong release', async () => {
    const shop = await climbing()
    shop.calls.armNext('ledger.append', 'kill-before')
    await expect(shop.start('v3')).rejects.toBeInstanceOf(Killed)
    shop.calls.revive()
    await shop.tickUntilQuiet()
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
    const { rollout } = await shop.start('v3')
    expect(rollout?.record.components).toMatchObject([{ baseline: 'web-2' }])
    await shop.rollBack()
    expect(shop.web.weights()).toEqual({ 'web-2': 100 })
  })

  test('supersede: the old one loses its traffic first, then the new one starts from the same baseline', async () => {
    const shop = await climbing()
    const { rollout } = await shop.start('v3', { inFlight: 'supersede' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
    expect(rollout?.record.components).toMatchObject([{ baseline: 'web-1' }])
    const { rollouts, held } = await shop.survey()
    expect(rollouts.map(({ state }) => `${state.phase} ${state.reason}`)).toEqual([
      'progressing null',
      'rolled-back superseded',
    ])
    expect(held).toBeNull()
  })

  test('supersede: a first release that serves is not taken away', async () => {
    const shop = openShop({ live: null })
    await shop.push('v1')
    await shop.tick()
    expect(await shop.start('v2', { inFlight: 'supersede' })).toMatchObject({ reason: 'in-flight' })
    expect(shop.web.weights()).toEqual({ 'web-1': 100 })
  })

  test('supersede: when the baseline is gone nothing is touched and the old one stays in flight', async () => {
    const shop = await climbing()
    shop.web.lose('web-1')
    expect(await shop.start('v3', { inFlight: 'supersede' })).toMatchObject({ reason: 'way-back-unsafe' })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
    expect((await shop.survey()).inFlight?.record.revision).toBe('v2')
  })

  test('a rollout that is going back is not "already started" for a new try of the same revision', async () => {
    const shop = await climbing()
    shop.web.lagBy(MINUTE)
    await expect(shop.rollBack()).rejects.toThrow(/still gets/)
    expect((await shop.survey()).inFlight?.state.phase).toBe('aborted')
    expect(await shop.start('v2', { inFlight: 'refuse' })).toMatchObject({ reason: 'in-flight' })
  })
})

test('a start that was killed before its first event is taken up again: one record, one rollout', async () => {
  const shop = openShop()
  shop.calls.armNext('ledger.append', 'kill-before')
  await expect(shop.start('v2')).rejects.toBeInstanceOf(Killed)
  shop.calls.revive()
  expect(await shop.tick()).toMatchObject({ reason: 'no-rollout' })
  expect(await shop.start('v2')).toMatchObject({ reason: 'started' })
  expect(shop.store.entries()).toHaveLength(1)
})

test('two starts at once leave one rollout on its way', async () => {
  const shop = openShop()
  const both = await Promise.all([shop.start('v2'), shop.start('v3')])
  expect(both.map(({ rollout }) => rollout?.state.phase).toSorted()).toEqual(['progressing', 'queued'])
})

describe('a dry run', () => {
  test('says what would happen and changes nothing', async () => {
    const shop = openShop()
    const outcome = await shop.start('v2', { dryRun: true })
    expect(outcome).toMatchObject({ reason: 'dry-run', failed: false, rollout: null })
    expect(outcome.wayBack.verdict).toBe('safe')
    expect(shop.store.entries()).toEqual([])
    expect(shop.calls.log.filter(({ kind }) => kind === 'write')).toEqual([])
  })

  test('of a superseding start takes nobody off the platform', async () => {
    const shop = await climbing()
    await shop.start('v3', { dryRun: true, inFlight: 'supersede' })
    expect(shop.web.weights()).toEqual({ 'web-1': 90, 'web-2': 10 })
  })

  test('still refuses what would be refused', async () => {
    const shop = openShop()
    shop.web.lose('web-1')
    expect(await shop.start('v2', { dryRun: true })).toMatchObject({
      reason: 'way-back-unsafe',
      failed: true,
    })
  })
})
