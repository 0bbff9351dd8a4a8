import { describe, expect, test } from 'vitest'
import { MINUTE } from '../scenarios/shop.ts'
import { type Canal, onCanal } from './canal.ts'

/** A release that goes all the way to its promotion, each gate a run of its own. */
const promote = async (canal: Canal, message: string): Promise<string> => {
  const revision = canal.commit(message)
  expect(await canal.shop.push(revision)).toMatchObject({ failed: false })
  await canal.shop.tickUntilQuiet()
  canal.github.advance(MINUTE)
  return revision
}

/** How GitHub's page shows the release of each commit: the state of its newest status. */
const page = ({ github: { state } }: Canal, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    [...state.deployments.values()]
      .filter(({ description }) => description?.includes('rollout'))
      .map(({ id, sha }) => [
        Object.entries(names).find(([, revision]) => revision === sha)?.[0],
        state.statuses.filter(({ deployment }) => deployment === id).at(-1)?.state,
      ]),
  )

/** What the next release would go back to, and which one the ledger takes for the last that was promoted. */
const standing = async (canal: Canal) => {
  const { lastPromoted } = await canal.shop.survey()
  return { lastPromoted: lastPromoted?.record.revision, weights: canal.shop.web.weights() }
}

const baselineOf = async (canal: Canal): Promise<unknown> =>
  (await canal.shop.survey()).rollouts[0]?.record.components[0]?.baseline

describe('after a promotion', () => {
  test(
    'the release before is inactive on GitHub, and the newest is the one to go back to',
    onCanal(async (canal) => {
      const v2 = await promote(canal, 'v2')
      expect(page(canal, { v2 })).toEqual({ v2: 'success' })
      const v3 = await promote(canal, 'v3')
      expect(page(canal, { v2, v3 })).toEqual({ v2: 'inactive', v3: 'success' })
      expect(await standing(canal)).toEqual({ lastPromoted: v3, weights: { 'web-3': 100 } })
      const v4 = await promote(canal, 'v4')
      expect(page(canal, { v2, v3, v4 })).toEqual({ v2: 'inactive', v3: 'inactive', v4: 'success' })
      expect(await baselineOf(canal)).toBe('web-3')
      expect(canal.shop.web.weights()).toEqual({ 'web-4': 100 })
    }),
  )

  test(
    'that is rolled back, the release before is the one to go back to again, inactive or not',
    onCanal(async (canal) => {
      const v2 = await promote(canal, 'v2')
      const v3 = await promote(canal, 'v3')
      expect(await canal.shop.rollBack({ hold: false })).toMatchObject({ failed: false })
      canal.github.advance(MINUTE)
      expect(page(canal, { v2, v3 })).toEqual({ v2: 'inactive', v3: 'failure' })
      expect(await standing(canal)).toEqual({ lastPromoted: v2, weights: { 'web-2': 100 } })
      const before = (await canal.shop.survey()).lastPromoted?.record.id
      const v4 = await promote(canal, 'v4')
      expect(await baselineOf(canal)).toBe('web-2')
      expect((await canal.shop.survey()).rollouts[0]?.record.lastPromoted).toBe(before)
      expect(page(canal, { v2, v3, v4 })).toEqual({ v2: 'inactive', v3: 'failure', v4: 'success' })
      expect(await standing(canal)).toEqual({ lastPromoted: v4, weights: { 'web-4': 100 } })
    }),
  )
})
