import { isDeepStrictEqual } from 'node:util'
import type { RolloutRecord } from '../../src/rollout/plan.ts'
import type { FakePlatform } from '../fakes/platform.ts'

/** Something that must hold in every story did not. */
class Broken extends Error {}

/** Throws unless both are the same, to the depth. */
export const same = (what: string, found: unknown, wanted: unknown): void => {
  if (!isDeepStrictEqual(found, wanted))
    throw new Broken(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`)
}

/** Throws when there is more. */
export const atMost = (what: string, found: number, most: number): void => {
  if (!(found <= most)) throw new Broken(`${what}: ${found}, more than ${most}`)
}

/** Throws when there is less. */
export const atLeast = (what: string, found: number, least: number): void => {
  if (!(found >= least)) throw new Broken(`${what}: ${found}, less than ${least}`)
}

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
  same(
    'somebody always serves',
    all.every(({ sum }) => sum === 100),
    true,
  )
  const first = all.findIndex(({ share }) => share > 0)
  if (first < 0) return
  const shares = all.slice(first)
  // Once it has everything it is the one that others climb beside.
  const top = shares.findIndex(({ share }) => share === 0 || share === 100)
  const climb = top < 0 ? shares : shares.slice(0, top + (shares[top]?.share === 100 ? 1 : 0))
  const steps = whole ? [100] : plan.steps.map(({ weight }) => weight)
  const weights = climb.map(({ share }) => share)
  same('one step after the other', weights, steps.slice(0, weights.length))
  const gone = shares.findIndex(({ share }) => share === 0)
  // What once had everything may serve again when its successor goes back.
  same(
    'what went back stays back',
    gone < 0 || climb.at(-1)?.share === 100 || shares.slice(gone).every(({ share }) => share === 0),
    true,
  )
  for (const [index, { at }] of climb.entries())
    if (index > 0) atLeast('a whole bake at each step', at - (climb[index - 1]?.at ?? at), bake)
}
