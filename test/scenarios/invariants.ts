import { expect } from 'vitest'
import type { RolloutRecord } from '../../src/rollout/plan.ts'
import type { FakePlatform } from '../fakes/platform.ts'

/** Percent of a rollout's release after each change of weights, and when; `sum`: of all releases. */
const sharesOf = (platform: FakePlatform, rollout: string) => {
  const ids = platform
    .releases()
    .filter((release) => release.rollout === rollout)
    .map(({ id }) => id)
  return platform.history().map(({ at, weights }) => ({
    at,
    sum: Object.values(weights).reduce((all, weight) => all + weight, 0),
    share: ids.reduce((all, id) => all + (weights[id] ?? 0), 0),
  }))
}

/**
 * What must hold of the traffic of one rollout, whatever happened: somebody always serves, it climbs by the steps of its
 * plan and no other way, no bake is cut short, and nothing but its end leads to 0.
 */
export const checkClimb = (
  platform: FakePlatform,
  { id, plan }: RolloutRecord,
  { whole, bake }: { whole: boolean; bake: number },
): void => {
  const all = sharesOf(platform, id)
  expect(
    all.every(({ sum }) => sum === 100),
    'somebody always serves',
  ).toBe(true)
  const first = all.findIndex(({ share }) => share > 0)
  if (first < 0) return
  const shares = all.slice(first)
  // Once it has everything it is the one that others climb beside.
  const top = shares.findIndex(({ share }) => share === 0 || share === 100)
  const climb = top < 0 ? shares : shares.slice(0, top + (shares[top]?.share === 100 ? 1 : 0))
  const steps = whole ? [100] : plan.steps.map(({ weight }) => weight)
  const weights = climb.map(({ share }) => share)
  expect(weights, 'one step after the other').toEqual(steps.slice(0, weights.length))
  const gone = shares.findIndex(({ share }) => share === 0)
  expect(gone < 0 || shares.slice(gone).every(({ share }) => share === 0), 'what went back stays back').toBe(
    true,
  )
  for (const [index, { at }] of climb.entries())
    if (index > 0)
      expect(at - (climb[index - 1]?.at ?? at), 'a whole bake at each step').toBeGreaterThanOrEqual(bake)
}
