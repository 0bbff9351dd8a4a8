import { describe, expect, test } from 'vitest'
import { explain } from '../../src/gates/explain.ts'
import { explanationLines, explanationMarkdown } from '../../src/report/explanation.ts'
import { explainMoment } from '../../src/rollout/explain.ts'
import { HEALTHY, sourceDown, type Traffic, worse } from '../fakes/metrics.ts'
import { HOUR, MINUTE, openShop, type Shop } from '../scenarios/shop.ts'

const begin = async (traffic: Traffic): Promise<Shop> => {
  const shop = openShop()
  shop.traffic = traffic
  expect(await shop.push('v2')).toMatchObject({ failed: false })
  expect(await shop.tick({ watch: 0 })).toMatchObject({ decision: 'advance' })
  return shop
}

const at = (shop: Shop, moment: number | null, rollout: string | null = null) =>
  explain(shop.connect(), { rollout, at: moment })

/** What a look would decide at moments five minutes apart, told at those moments and changing nothing. */
const looks = async (shop: Shop, count: number) => {
  const told = []
  for (let index = 0; index < count; index++) {
    await shop.wait(5 * MINUTE + 1)
    const { decision, reason } = await shop.tick({ dryRun: true })
    told.push({ moment: shop.clock.now(), decision, reason })
  }
  return told
}

describe('a past look', () => {
  test.each<[string, Traffic, string]>([
    ['a good release', HEALTHY, 'next-step'],
    ['a bad one', worse('v2', 8), 'evidence-of-harm'],
  ])('of %s is explained as it was decided then, however long ago', async (_, traffic, last) => {
    const shop = await begin(traffic)
    const told = await looks(shop, 8)
    await shop.wait(6 * HOUR)
    for (const { moment, decision, reason } of told) {
      const { explanation } = await at(shop, moment)
      expect({ moment, ...explanation?.decision }).toMatchObject({ moment, decision, reason })
    }
    expect(told.at(-1)?.reason).toBe(last)
  })

  test('knows nothing of what came later', async () => {
    const shop = await begin(HEALTHY)
    await shop.wait(2 * HOUR)
    const { now } = shop.clock
    const early = now() - 100 * MINUTE
    await shop.tick({ watch: 0 })
    const { explanation } = await at(shop, early)
    expect(explanation?.state).toMatchObject({ step: 1, weight: 10 })
    expect(Math.max(...(explanation?.slices ?? []).map(({ to }) => to))).toBeLessThanOrEqual(early)
  })

  test('is a pure function of record and histories', async () => {
    const shop = await begin(worse('v2', 8))
    await shop.wait(HOUR)
    const { explanation, rollout } = await at(shop, null)
    if (!explanation || !rollout) throw new Error('nothing was explained')
    const { record, histories, truth, delay, at: moment } = explanation
    const again = { record, histories, truth, delay, at: moment, story: rollout.state.story }
    expect(explainMoment(again)).toEqual(explanation)
    expect(explainMoment({ ...again, histories: histories.toReversed() }).decision).toEqual(
      explanation.decision,
    )
  })

  test('of a source that does not answer any more is blind, and no pass', async () => {
    const shop = await begin(HEALTHY)
    await shop.wait(HOUR)
    shop.traffic = sourceDown(0)
    const { explanation } = await at(shop, null)
    expect(explanation?.decision).toMatchObject({ decision: 'hold', reason: 'no-data' })
  })

  test('of a rollout that has ended is the one at its end', async () => {
    const shop = await begin(worse('v2', 8))
    await shop.tickUntilQuiet()
    await shop.wait(6 * HOUR)
    const { explanation, rollout } = await at(shop, null)
    expect(explanation?.at).toBe(rollout?.state.endedAt)
    expect(explanation?.decision.reason).toBe('finished')
  })

  test('before the rollout began, or of one that nobody knows, is refused', async () => {
    const shop = await begin(HEALTHY)
    const { rollouts } = await shop.survey()
    const id = rollouts[0]?.record.id ?? ''
    expect(await at(shop, 0, id)).toMatchObject({ failed: true, reason: 'not-allowed-now' })
    expect(await at(shop, null, 'r-000000000000')).toMatchObject({ failed: true, reason: 'no-rollout' })
    expect(await at(shop, 0)).toMatchObject({ failed: true, reason: 'no-rollout' })
  })
})

describe('the page of a past look', () => {
  test('shows each slice, each bet with its accounts, and the decision', async () => {
    const shop = await begin(worse('v2', 8))
    await shop.wait(HOUR)
    const { explanation } = await at(shop, null)
    if (!explanation) throw new Error('nothing was explained')
    const lines = explanationLines(explanation)
    const heads = lines.filter((line) => /^ {2}\d{4}-.* to /.test(line))
    expect(heads).toHaveLength(explanation.slices.length)
    const bets = lines.filter((line) => /accounts (?:\S+ ){4} staked \S+ {2}E \S+$/.test(line))
    const spoken = explanation.slices.flatMap(({ tests }) => tests.filter(({ ratio }) => ratio !== null))
    expect(bets).toHaveLength(spoken.length)
    expect(spoken.length).toBeGreaterThan(10)
    expect(lines.at(-1)).toContain('abort (evidence-of-harm)')
    expect(explanationMarkdown(explanation)).toContain('**abort** (evidence-of-harm)')
  })
})
