import { describe, expect, test } from 'vitest'
import { advance } from '../../src/gates/advance.ts'
import { deploy } from '../../src/gates/deploy.ts'
import type { GateOutcome } from '../../src/gates/outcome.ts'
import { rollBack } from '../../src/gates/roll-back.ts'
import type { Service } from '../../src/gates/service.ts'
import { startRollout } from '../../src/gates/start-rollout.ts'
import { ask } from '../../src/gates/verbs.ts'
import type { Platform } from '../../src/platforms/platform.ts'
import { openTown } from '../platforms/cloud-run/town.ts'
import { openYard } from '../platforms/fly/town.ts'
import { JUDGEMENT, MINUTE, openShop, PLAN } from './shop.ts'

/** A platform on which something serves, with the eyes of its visitors. */
interface Place {
  connect(): Platform
  /** Which releases a hundred visitors meet, and how many each. */
  meet(): Record<string, number>
  /** Somebody moves something by hand. */
  meddle(): void
  close(): Promise<void>
}

const tally = (seen: readonly (string | null)[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const one of seen) counts[one ?? 'nobody'] = (counts[one ?? 'nobody'] ?? 0) + 1
  return counts
}

const PLACES: readonly [string, readonly number[], () => Promise<Place>][] = [
  [
    'four machines of Fly',
    [25, 50, 100],
    async () => {
      const { town, connect } = await openYard()
      return {
        connect,
        meet: () => tally(town.visit(100)),
        meddle: () => town.deployByHand('by-hand'),
        close: async () => {
          await town.close()
          expect(town.violations).toEqual([])
        },
      }
    },
  ],
  [
    'a service of Cloud Run',
    [10, 50, 100],
    async () => {
      const { town, connect } = await openTown()
      return {
        connect,
        meet: () => tally(town.visit(100)),
        meddle: () =>
          town.rewrite([
            {
              type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION',
              revision: town.revisions()[0] ?? '',
              percent: 100,
            },
          ]),
        close: async () => {
          await town.close()
          expect(town.violations).toEqual([])
        },
      }
    },
  ],
]

/** The gates as a run calls them, on virtual time, judged by time alone. */
const open = (place: Place) => {
  const shop = openShop()
  const service = (): Service => ({
    ...shop.connect(),
    components: [{ name: 'web', exposure: 'split', platform: place.connect() }],
    measurements: [],
    checks: { canary: false, live: false },
  })
  const release = async (revision: string, weights: readonly number[]): Promise<GateOutcome> => {
    const started = await startRollout(service(), {
      revision,
      plan: { ...PLAN, steps: weights.map((weight) => ({ weight, bake: 30 * MINUTE })) },
      planHash: 'plan-1',
      judgement: { ...JUDGEMENT, tests: [], breakers: [] },
      configHash: 'config-1',
      inFlight: 'queue',
      migrations: null,
      restorePointMissing: null,
      dryRun: false,
    })
    return started.failed ? started : deploy(service(), { revision, liveSmoke: false, dryRun: false })
  }
  const tick = () => advance(service(), { dryRun: false, watch: null })
  const untilQuiet = async () => {
    const met: Record<string, number>[] = []
    for (let look = 0; look < 20; look += 1) {
      const { reason } = await tick()
      met.push(place.meet())
      if (reason === 'no-rollout') break
      await shop.wait(31 * MINUTE)
    }
    return met
  }
  return {
    shop,
    service,
    release,
    tick,
    untilQuiet,
    /** Where nothing was ever deployed, `old` comes to serve everybody. */
    first: async (): Promise<string> => {
      expect(await release('old', [100])).toMatchObject({ failed: false })
      await untilQuiet()
      const [id = ''] = Object.keys(place.meet())
      expect(place.meet()).toEqual({ [id]: 100 })
      return id
    },
    back: () => rollBack(service(), { by: 'ada', dryRun: false, hold: null }),
  }
}

describe.each(PLACES)('%s', (_, weights, openPlace) => {
  test('a release goes from nobody to everybody, and another one back from the middle', async () => {
    const place = await openPlace()
    try {
      const story = open(place)
      const old = await story.first()
      expect(await story.release('new', weights)).toMatchObject({ failed: false })
      expect(place.meet()).toEqual({ [old]: 100 })
      const met = await story.untilQuiet()
      const shares = [...new Set(met.map((seen) => seen[old] ?? 0))]
      expect(shares).toEqual(weights.map((weight) => 100 - weight))
      const [now = ''] = Object.keys(place.meet())
      expect(place.meet()).toEqual({ [now]: 100 })

      expect(await story.release('old', weights)).toMatchObject({ failed: false })
      await story.tick()
      expect(place.meet()[now]).toBe(100 - (weights[0] ?? 0))
      expect(await story.back()).toMatchObject({ failed: false })
      expect(place.meet()).toEqual({ [now]: 100 })
    } finally {
      await place.close()
    }
  })

  test('after the promotion a person goes back, and the hold stands', async () => {
    const place = await openPlace()
    try {
      const story = open(place)
      const old = await story.first()
      await story.release('new', weights)
      await story.untilQuiet()
      expect(place.meet()[old] ?? 0).toBe(0)
      expect(await story.back()).toMatchObject({ failed: false })
      expect(place.meet()).toEqual({ [old]: 100 })
      expect(await story.release('old', weights)).toMatchObject({ failed: true })
      await ask(story.service(), 'release-hold', { by: 'ada', dryRun: false })
    } finally {
      await place.close()
    }
  })

  test('somebody changes it by hand: the rollout holds and says so', async () => {
    const place = await openPlace()
    try {
      const story = open(place)
      await story.first()
      await story.release('new', weights)
      await story.tick()
      place.meddle()
      await story.shop.wait(31 * MINUTE)
      expect(await story.tick()).toMatchObject({ decision: 'hold', reason: 'drift' })
    } finally {
      await place.close()
    }
  })
})
