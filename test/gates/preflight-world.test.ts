import { describe, expect, test } from 'vitest'
import { checkWorld } from '../../src/gates/preflight-world.ts'
import { JUDGEMENT, openShop, PLAN, type Shop, type ShopOptions } from '../scenarios/shop.ts'

const look = async (shop: Shop, source = PLAN) =>
  checkWorld(shop.connect(), null, {
    revision: 'v2',
    plan: source,
    planHash: 'plan-1',
    judgement: JUDGEMENT,
    configHash: 'config-1',
    inFlight: 'refuse',
    migrations: null,
    restorePointMissing: null,
    allowDowngrade: false,
    origin: null,
    dryRun: false,
  })

describe('plan, way back and admission before a release', () => {
  test('are told when all is well, and nothing is written', async () => {
    const shop = openShop()
    expect(await look(shop)).toEqual([
      { what: 'Plan', state: 'good', text: '10%, 50%, 100% on web (fake).', fix: '' },
      { what: 'Way back', state: 'good', text: 'web: web-1', fix: '' },
    ])
    expect((await shop.survey()).rollouts).toEqual([])
    expect(shop.web.acts()).toEqual([])
  })

  const troubles: [string, ShopOptions, (shop: Shop) => unknown, string][] = [
    ['the way back is lost', {}, (shop) => shop.web.lose('web-1'), 'Way back'],
    ['another release is on its way', {}, (shop) => shop.push('v1.9'), 'Admission'],
    ['a source forgets too soon', { source: { lookBack: 60_000 } }, () => {}, 'Plan'],
  ]
  test.each(troubles)('say with a remedy that %s', async (_what, options, trouble, row) => {
    const shop = openShop(options)
    await trouble(shop)
    const findings = await look(shop)
    expect(findings.map(({ what, state }) => [what, state])).toContainEqual([row, 'bad'])
    expect(findings.every(({ fix }) => fix !== '')).toBe(true)
  })

  test('warn before the first release ever', async () => {
    expect(await look(openShop({ live: null }))).toContainEqual(
      expect.objectContaining({ what: 'Way back', state: 'warning' }),
    )
  })
})
