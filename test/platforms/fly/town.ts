import { type FlyOptions, flyOptions } from '../../../src/platforms/fly/options.ts'
import { connectFly } from '../../../src/platforms/fly/platform.ts'
import type { Platform } from '../../../src/platforms/platform.ts'
import { adapterContext, swiftTiming } from '../../fakes/vendors/api.ts'
import { APP, type FlyTown, startFly, TOKEN } from '../../fakes/vendors/fly-api.ts'

/** Secrets of the tests. */
export const SECRETS = { FLY_API_TOKEN: TOKEN }

const SERVICE = {
  internal_port: 8080,
  protocol: 'tcp',
  ports: [
    { port: 80, handlers: ['http'], force_https: true },
    { port: 443, handlers: ['tls', 'http'] },
  ],
}

/** Keys of the component, as the configuration would have them. */
export const optionsOf = (changes: Record<string, unknown> = {}): FlyOptions =>
  flyOptions.parse({
    app: APP,
    image: `registry.fly.io/${APP}:{revision}`,
    first: {
      machines: 4,
      regions: ['ams', 'fra'],
      config: {
        services: [SERVICE],
        checks: { alive: { type: 'http', port: 8080, path: '/healthz', interval: '15s' } },
        guest: { cpu_kind: 'shared', cpus: 1, memory_mb: 256 },
      },
    },
    ...changes,
  })

/** An app with a connection, its clock, and the digests of two revisions. */
export interface Yard {
  town: FlyTown
  connect(changes?: Record<string, unknown>): Platform
  timing: ReturnType<typeof swiftTiming>
}

/** An empty app with the images `old` and `new`. */
export const openYard = async (): Promise<Yard> => {
  const timing = swiftTiming()
  const town = await startFly(timing.now)
  for (const revision of ['old', 'new']) town.push(revision)
  const connect: Yard['connect'] = (changes) =>
    connectFly(optionsOf(changes), adapterContext(town.http(), SECRETS), timing)
  return { town, connect, timing }
}

/** Where four machines serve `old` and `new` is there at 0 %. */
export const openScene = async (
  changes: Record<string, unknown> = {},
): Promise<Yard & { platform: Platform; baseline: string; canary: string }> => {
  const yard = await openYard()
  const platform = yard.connect(changes)
  const baseline = (await platform.deploy({ revision: 'old', rollout: 'r-first' })).id
  await platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  const canary = (await platform.deploy({ revision: 'new', rollout: 'r-second' })).id
  return { ...yard, platform, baseline, canary }
}
