import { afterEach, describe, expect, test } from 'vitest'
import { startSummary } from '../../actions/rollout/operations.ts'
import { propose } from '../../src/gates/propose.ts'
import type { Service } from '../../src/gates/service.ts'
import { startRollout } from '../../src/gates/start-rollout.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { Capabilities, Platform, Serving } from '../../src/platforms/platform.ts'
import { JUDGEMENT, openShop, PLAN } from '../scenarios/shop.ts'

/** One platform, empty at first, and the means to look at it from outside. */
export interface PlatformUnderTest {
  platform: Platform
  /** Another connection to the same component, as a later run would make. */
  again(): Platform
  /** A connection to a platform that does not answer at all. */
  unreachable(): Promise<Platform>
  /** A connection to a component that is not there any more, on a platform that answers (or is known to be gone). */
  gone(): Promise<Platform>
  /** Makes a revision ready to be deployed. */
  build(revision: string): Promise<void>
  /** Takes from the platform what it would need to put this release back. */
  lose(release: string): Promise<void>
  /** Sends this many plain requests and says which release answered each; null when none did. */
  visit(count: number): Promise<(string | null)[]>
  /** Which release answers at an address. */
  whoIsAt(address: { url: string; headers: Record<string, string> }): Promise<string | null>
  close(): Promise<void>
}

/** What the suite must know before it makes anything. */
export interface Conformance {
  capabilities: Capabilities
  /** Weights of the canary that this platform can honour, rising, without 0 and 100. */
  weights: readonly number[]
  /** How far the canary's share of N visits may be from its weight, in visits. Exact platforms: below 1. */
  tolerance: number
  make(): Promise<PlatformUnderTest>
}

const weightsOf = async (platform: Platform): Promise<Record<string, number>> => {
  const { weights } = await platform.current()
  return Object.fromEntries(weights.map(({ release, weight }) => [release.id, weight]))
}

const sum = (weights: Record<string, number>): number =>
  Object.values(weights).reduce((all, one) => all + one, 0)

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )

/** The behaviour that gates rely on. Every adapter runs it, on the real thing or on a stand-in that keeps state. */
export const behavesLikeAPlatform = (
  name: string,
  { capabilities, weights, tolerance, make }: Conformance,
): void => {
  let open: PlatformUnderTest[] = []
  const start = async () => {
    const made = await make()
    open.push(made)
    return made
  }
  /** A platform where `old` serves everybody and, if asked for, `new` is deployed. */
  const serving = async () => {
    const site = await start()
    await site.build('old')
    await site.build('new')
    const baseline = await site.platform.deploy({ revision: 'old', rollout: 'r-first' })
    await site.platform.setWeight({ canary: baseline.id, baseline: null, weight: 100 })
    await site.platform.prepare?.({ weights: [...weights, 100] })
    const canary = await site.platform.deploy({ revision: 'new', rollout: 'r-second' })
    return { ...site, baseline: baseline.id, canary: canary.id }
  }
  /** What a release has right after it was deployed: everything where nothing can lie there unseen. */
  const fresh = capabilities.darkDeploy ? 0 : 100
  afterEach(async () => {
    const all = open
    open = []
    await Promise.all(all.map((one) => one.close()))
  })

  describe(`${name} behaves like a platform`, () => {
    test('it says what the suite was told it can do', async () => {
      const { platform } = await start()
      expect(platform.capabilities).toEqual(capabilities)
    })

    test('where nothing was ever deployed, nothing serves', async () => {
      const { platform } = await start()
      expect(sum(await weightsOf(platform))).toBe(0)
    })

    test(`the first release is there at ${fresh} % with its revision and rollout, and takes everything when told`, async () => {
      const { platform, build, visit } = await start()
      await build('old')
      const release = await platform.deploy({ revision: 'old', rollout: 'r-first' })
      expect(release).toMatchObject({ revision: 'old', rollout: 'r-first' })
      expect((await platform.current()).weights).toEqual([{ release, weight: fresh }])
      await platform.setWeight({ canary: release.id, baseline: null, weight: 100 })
      expect((await platform.current()).weights).toEqual([{ release, weight: 100 }])
      expect(new Set(await visit(5))).toEqual(new Set([release.id]))
    })

    test('the name of a release fits the ledger: short, without spaces', async () => {
      const { platform, build } = await start()
      const revision = '0123456789abcdef0123456789abcdef01234567'
      await build(revision)
      const { id } = await platform.deploy({ revision, rollout: 'r-long' })
      expect(id).toMatch(/^\S{1,56}$/)
    })

    test('a release deployed twice by one rollout is one release, also from another run', async () => {
      const { platform, again, build } = await start()
      await build('old')
      const order = { revision: 'old', rollout: 'r-first' }
      const first = await platform.deploy(order)
      expect(await again().deploy(order)).toEqual(first)
      expect((await platform.current()).weights).toHaveLength(1)
    })

    test('one revision brought by two rollouts is told apart', async () => {
      const { platform, build } = await start()
      await build('old')
      const first = await platform.deploy({ revision: 'old', rollout: 'r-first' })
      const second = await platform.deploy({ revision: 'old', rollout: 'r-second' })
      expect(second.id).not.toBe(first.id)
      const rollouts = (await platform.current()).weights.map(({ release }) => release.rollout)
      expect(rollouts.toSorted()).toEqual(['r-first', 'r-second'])
    })

    if (capabilities.darkDeploy) {
      test('a new release at 0 % is seen by nobody', async () => {
        const { platform, visit, baseline, canary } = await serving()
        expect(new Set(await visit(20))).toEqual(new Set([baseline]))
        expect(await weightsOf(platform)).toEqual({ [baseline]: 100, [canary]: 0 })
      })

      test('its address reaches exactly this release, at 0 % as well', async () => {
        const { platform, whoIsAt, baseline, canary } = await serving()
        for (const release of [canary, baseline]) {
          expect(await whoIsAt(await platform.address(release))).toBe(release)
        }
      })
    }

    test('every weight set is read back as it was set, and the weights make 100', async () => {
      const { platform, again, baseline, canary } = await serving()
      for (const weight of [...weights, 100]) {
        await platform.setWeight({ canary, baseline, weight })
        expect(await weightsOf(again())).toEqual({ [baseline]: 100 - weight, [canary]: weight })
      }
    })

    if (weights.length > 0)
      test('visitors are divided as the weights say', async () => {
        const { platform, visit, baseline, canary } = await serving()
        for (const weight of weights) {
          await platform.setWeight({ canary, baseline, weight })
          const seen = await visit(100)
          expect(Math.abs(seen.filter((one) => one === canary).length - weight)).toBeLessThanOrEqual(
            tolerance,
          )
          expect(seen.every((one) => one === canary || one === baseline)).toBe(true)
        }
      })

    test('setting a weight twice is setting it once', async () => {
      const { platform, again, baseline, canary } = await serving()
      const order = { canary, baseline, weight: weights[0] ?? 100 }
      await platform.setWeight(order)
      const once = await platform.current()
      await again().setWeight(order)
      expect(await platform.current()).toEqual(once)
    })

    test('a rollback sends everybody to the old release with one act, and a second one changes nothing', async () => {
      const { platform, again, visit, baseline, canary } = await serving()
      await platform.setWeight({ canary, baseline, weight: weights.at(-1) ?? 100 })
      await platform.rollback(baseline)
      expect(new Set(await visit(20))).toEqual(new Set([baseline]))
      const back = await weightsOf(platform)
      expect(back).toMatchObject({ [baseline]: 100 })
      expect(back[canary] ?? 0).toBe(0)
      await again().rollback(baseline)
      expect(await weightsOf(platform)).toEqual(back)
    })

    test('after the new release has taken everything, the old one can still be put back', async () => {
      const { platform, visit, baseline, canary } = await serving()
      await platform.setWeight({ canary, baseline, weight: 100 })
      expect(await platform.canRollBack(baseline)).toEqual({ possible: true })
      await platform.rollback(baseline)
      expect(new Set(await visit(10))).toEqual(new Set([baseline]))
    })

    test('a release that was rolled back can be deployed again by a new rollout', async () => {
      const { platform, baseline, canary } = await serving()
      await platform.setWeight({ canary, baseline, weight: weights[0] ?? 100 })
      await platform.rollback(baseline)
      const retried = await platform.deploy({ revision: 'new', rollout: 'r-third' })
      expect(await weightsOf(platform)).toMatchObject({ [baseline]: 100 - fresh, [retried.id]: fresh })
    })

    test.each(['never-was', "no'such $(release)"])(
      'a release that never was cannot be put back: %s',
      async (id) => {
        const { platform } = await serving()
        const before = await platform.current()
        expect(await platform.canRollBack(id)).toEqual({
          possible: false,
          reason: expect.stringMatching(/\S+ \S+/),
        })
        expect(await failureOf(platform.rollback(id))).toBeInstanceOf(Error)
        expect(await platform.current()).toEqual(before)
      },
    )

    test('a release whose substance is gone cannot be put back, and the reason says so', async () => {
      const { platform, lose, baseline, canary } = await serving()
      await platform.setWeight({ canary, baseline, weight: 100 })
      await lose(baseline)
      expect(await platform.canRollBack(baseline)).toEqual({
        possible: false,
        reason: expect.stringContaining(baseline),
      })
    })

    test('a weight for an unknown release is refused and nothing moves', async () => {
      const { platform, baseline } = await serving()
      const before = await platform.current()
      const order = { canary: 'never-was', baseline, weight: weights[0] ?? 100 }
      const failure = await failureOf(platform.setWeight(order))
      expect(failure).toBeInstanceOf(ProviderError)
      expect(failure).toMatchObject({ retryable: false, effect: 'none' })
      expect(await platform.current()).toEqual(before)
    })

    test('a platform that does not answer is worth another try, and nothing is claimed about it', async () => {
      const site = await start()
      const platform = await site.unreachable()
      const asked = [
        () => platform.current(),
        () => platform.canRollBack('old'),
        () => platform.rollback('old'),
      ]
      for (const ask of asked) {
        const failure = await failureOf(ask())
        expect(failure).toBeInstanceOf(ProviderError)
        expect(failure).toMatchObject({ retryable: true })
      }
    })

    test('a component that is gone is an error for a person, never "nothing serves"', async () => {
      const site = await start()
      const platform = await site.gone()
      const failure = await failureOf(platform.current())
      if (failure instanceof ProviderError) expect(failure.retryable).toBe(false)
      else expect(failure).toBeInstanceOf(ConfigError)
    })

    test('the way back without us is one line that names the release', async () => {
      const { platform, baseline } = await serving()
      const command = platform.wayBackCommand(baseline)
      expect(command).toContain(baseline)
      expect(command).not.toMatch(/[\r\n]/)
    })

    test('the way back without us stands in the summary of a start and of a proposal', async () => {
      const { platform } = await serving()
      const live = (await platform.current()).weights.find(({ weight }) => weight === 100)?.release.id ?? ''
      const order = {
        revision: 'next',
        plan: { ...PLAN, steps: PLAN.steps.slice(-1) },
        planHash: 'plan-1',
        judgement: { ...JUDGEMENT, tests: [], breakers: [] },
        configHash: 'config-1',
        inFlight: 'queue',
        migrations: null,
        restorePointMissing: null,
        dryRun: false,
      } as const
      // As another tool would have left it: of a rollout of ours there would be a record.
      const current = async (): Promise<Serving> => {
        const { weights, ...rest } = await platform.current()
        const foreign = weights.map(({ release, weight }) => ({
          release: { ...release, rollout: null },
          weight,
        }))
        return { ...rest, weights: foreign }
      }
      const connect = (): Service => ({
        ...openShop().connect(),
        components: [{ name: 'web', exposure: 'full', platform: { ...platform, current } }],
        measurements: [],
      })
      const begun = [
        (service: Service) => startRollout(service, order),
        (service: Service) => propose(service, null, { ...order, allowDowngrade: false, origin: null }),
      ]
      for (const begin of begun) {
        const service = connect()
        const outcome = await begin(service)
        expect(outcome.failed, outcome.message).toBe(false)
        expect(outcome.components[0]?.baseline).toBe(live)
        expect(await startSummary({ service }, {}, outcome, '')).toContain(
          `\`\`\`sh\n${platform.wayBackCommand(live)}\n\`\`\``,
        )
      }
    })
  })
}
