import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../../src/kit/errors.ts'
import { createPace, RATES } from '../../../src/platforms/fly/pace.ts'
import { digestOf, inOrder, releaseId } from '../../../src/platforms/fly/release.ts'
import { shareInUnits } from '../../../src/rollout/units.ts'
import { swiftTiming } from '../../fakes/vendors/api.ts'
import { APP } from '../../fakes/vendors/fly-api.ts'
import { openScene, openYard } from './town.ts'

type Scene = Awaited<ReturnType<typeof openScene>>

const inScene = async (work: (at: Scene) => Promise<void>, changes = {}): Promise<void> => {
  const at = await openScene(changes)
  try {
    await work(at)
    expect(at.town.violations).toEqual([])
  } finally {
    await at.town.close()
  }
}

describe('machine by machine', () => {
  test('a rollback is six writes for each machine that moved, and none for the others', async () => {
    await inScene(async ({ town, platform, baseline, canary }) => {
      await platform.setWeight({ canary, baseline, weight: 50 })
      const before = town.writes().length
      await platform.rollback(baseline)
      const writes = town.writes().slice(before)
      const kinds = writes.map(
        ({ method, path }) => `${method} ${path.split('/').slice(6).join('/') || 'update'}`,
      )
      expect(kinds.toSorted()).toEqual(
        [
          'DELETE lease',
          'DELETE metadata/sluice_out',
          'POST cordon',
          'POST lease',
          'POST uncordon',
          'POST update',
        ]
          .flatMap((kind) => [kind, kind])
          .toSorted(),
      )
      await platform.rollback(baseline)
      expect(town.writes()).toHaveLength(before + 12)
    })
  })

  test('the weight of a step takes the fewest machines that reach it, and is read back as that', async () => {
    await inScene(async ({ platform, baseline, canary }) => {
      for (const weight of [1, 25, 26, 60, 100]) {
        await platform.setWeight({ canary, baseline, weight })
        const { weights, units } = await platform.current()
        expect(units).toBe(4)
        expect(weights.find(({ release }) => release.id === canary)?.weight).toBe(shareInUnits(weight, 4))
      }
    })
  })

  test('a machine that has moved is not moved again while the weight grows', async () => {
    await inScene(async ({ town, platform, baseline, canary }) => {
      const newOnes = () =>
        town.machines().flatMap(({ id, config }) => (config.metadata?.sluice_release === canary ? id : []))
      await platform.setWeight({ canary, baseline, weight: 25 })
      const first = newOnes()
      await platform.setWeight({ canary, baseline, weight: 75 })
      expect(newOnes()).toEqual(expect.arrayContaining(first))
    })
  })

  test('every machine carries its image by digest, the release and the rollout; the rest of it is as it was', async () => {
    await inScene(async ({ town, platform, baseline, canary }) => {
      const before = town.machines().map(({ config }) => config.guest)
      await platform.setWeight({ canary, baseline, weight: 100 })
      for (const { config } of town.machines())
        expect(config).toMatchObject({
          image: `registry.fly.io/${APP}@${digestOf(canary)}`,
          env: { SLUICE_RELEASE: canary },
          metadata: { sluice_release: canary, sluice_rollout: 'r-second', fly_process_group: 'app' },
        })
      expect(town.machines().map(({ config }) => config.guest)).toEqual(before.slice(0, 4))
      expect(town.machines()).toHaveLength(4)
    })
  })

  test('nothing of a machine’s configuration is lost, however deep it lies', async () => {
    await inScene(async ({ town, platform, baseline, canary }) => {
      const deep = {
        init: { exec: ['node', 'server.js'], swap_size_mb: 512 },
        restart: { policy: 'on-failure', max_retries: 10 },
        files: [{ guest_path: '/etc/x', secret_name: 'X' }],
        stop_config: { timeout: '30s', signal: 'SIGINT' },
      }
      for (const { config } of town.machines()) {
        Object.assign(config, structuredClone(deep))
        Object.assign(config.services?.[0] ?? {}, { concurrency: { type: 'requests', soft_limit: 200 } })
      }
      const services = structuredClone(town.machines()[0]?.config.services)
      await platform.setWeight({ canary, baseline, weight: 100 })
      for (const { config } of town.machines()) expect(config).toMatchObject({ ...deep, services })
    })
  })

  test('machines of another process group, standbys and scheduled ones are left alone', async () => {
    await inScene(async ({ town, platform, baseline, canary }) => {
      const [worker, standby, scheduled] = town.machines()
      Object.assign(worker?.config.metadata ?? {}, { fly_process_group: 'worker' })
      Object.assign(standby?.config ?? {}, { standbys: ['x'] })
      Object.assign(scheduled?.config ?? {}, { schedule: 'daily' })
      expect((await platform.current()).units).toBe(1)
      await platform.setWeight({ canary, baseline, weight: 100 })
      const digests = town.machines().map(({ digest }) => digest)
      expect(digests.filter((digest) => digest === digestOf(baseline))).toHaveLength(3)
    })
  })

  test('no machine of an app without any can be made up', async () => {
    const { town, connect } = await openYard()
    const failure = await connect({ first: undefined })
      .deploy({ revision: 'new', rollout: 'r-1' })
      .catch((error: unknown) => error)
    await town.close()
    expect(failure).toBeInstanceOf(ConfigError)
    expect(String(failure)).toContain('first')
  })

  test('a machine made by flyctl keeps its volume; the one for the smoke test has none', async () => {
    await inScene(async ({ town, platform }) => {
      for (const { config } of town.machines())
        Object.assign(config, { mounts: [{ volume: 'vol_1', path: '/data' }] })
      town.push('newer')
      const made = await platform.deploy({ revision: 'newer', rollout: 'r-third' })
      const dark = town.machines().find(({ config }) => config.metadata?.sluice_role === 'dark')
      expect(dark?.config.mounts).toBeUndefined()
      expect(dark?.config.metadata).not.toHaveProperty('fly_process_group')
      expect(made.revision).toBe('newer')
    })
  })
})

describe('the way back', () => {
  test('the id alone is enough to put an image back', async () => {
    await inScene(async ({ town, platform }) => {
      const id = releaseId(town.push('ancient'), 'r-zero') ?? ''
      expect(await platform.canRollBack(id)).toEqual({ possible: true })
      await platform.rollback(id)
      expect((await platform.current()).weights.find(({ weight }) => weight === 100)?.release.id).toBe(id)
    })
  })

  test('where the registry does not tell, only a release that a machine knows can be put back', async () => {
    await inScene(async ({ town, platform, baseline, canary }) => {
      await platform.setWeight({ canary, baseline, weight: 100 })
      town.wish.registryOpen = false
      expect(await platform.canRollBack(baseline)).toEqual({ possible: true })
      const id = releaseId(town.push('ancient'), 'r-zero') ?? ''
      expect(await platform.canRollBack(id)).toMatchObject({ possible: false })
    })
  })

  test('the command of Fly’s own tool names app and digest', async () => {
    await inScene(async ({ platform, baseline }) => {
      expect(platform.wayBackCommand(baseline)).toBe(
        `SLUICE_RELEASE=${baseline} flyctl deploy --app ${APP} --image registry.fly.io/${APP}@${digestOf(baseline)} --strategy immediate`,
      )
    })
  })
})

describe('what a person reads', () => {
  test('secrets are told by name, and values are never asked for', async () => {
    await inScene(async ({ town, platform }) => {
      expect(await platform.secretNames?.()).toEqual(['DATABASE_URL'])
      expect(town.calls.some(({ query }) => query.has('show_secrets'))).toBe(false)
    })
  })

  test('a release at 0 % has an address on the port for smoke tests, and nobody meets it elsewhere', async () => {
    await inScene(
      async ({ town, platform, baseline, canary }) => {
        expect(await platform.address(canary)).toEqual({ url: `https://${APP}.fly.dev:10443`, headers: {} })
        expect(new Set(town.visit(20))).toEqual(new Set([baseline]))
        expect((await platform.address(baseline)).headers).toHaveProperty('fly-force-instance-id')
      },
      { 'smoke-port': 10443 },
    )
  })
})

describe('ids and order', () => {
  const hex = fc.stringMatching(/^[0-9a-f]{64}$/)
  const settings = { seed: 20261121, numRuns: 200 }

  test('every digest comes back out of its id, which fits the ledger', () => {
    fc.assert(
      fc.property(hex, fc.option(fc.string()), (digest, rollout) => {
        const id = releaseId(`sha256:${digest}`, rollout) ?? ''
        expect(id).toMatch(/^[0-9a-z-]{50,56}$/)
        expect(digestOf(id)).toBe(`sha256:${digest}`)
      }),
      settings,
    )
  })

  test('what is no id has no digest', () => {
    for (const text of ['', 'never-was', 'z'.repeat(50), `${'0'.repeat(50)}-`, `${'0'.repeat(50)} `])
      expect(digestOf(text)).toBeNull()
    expect(releaseId('sha256:abc', null)).toBeNull()
  })

  test('the order of machines does not depend on how they were listed', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{14}$/), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(ids, fc.string(), (machines, release) => {
        const units = machines.map((id) => ({ machine: { id } as never }))
        const idsOf = (list: typeof units) =>
          inOrder(list, release).map(({ machine }: { machine: { id: string } }) => machine.id)
        expect(idsOf(units.toReversed())).toEqual(idsOf(units))
      }),
      settings,
    )
  })

  test('calls of one kind stay below the rate, and a burst after a rest goes at once', async () => {
    const timing = swiftTiming()
    const pace = createPace(timing, new AbortController().signal)
    for (let count = 0; count < 6; count += 1) await pace('update:m1', RATES.action)
    expect(timing.waited).toEqual([1000, 1000, 1000])
    await pace('update:m2', RATES.action)
    expect(timing.waited).toHaveLength(3)
  })
})
