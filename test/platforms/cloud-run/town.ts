import { type CloudRunOptions, cloudRunOptions } from '../../../src/platforms/cloud-run/options.ts'
import { connectCloudRun } from '../../../src/platforms/cloud-run/platform.ts'
import type { Platform } from '../../../src/platforms/platform.ts'
import { adapterContext, swiftTiming } from '../../fakes/vendors/api.ts'
import { type CloudRunTown, PROJECT, REGION, SERVICE, startCloudRun } from '../../fakes/vendors/cloud-run.ts'

/** Secrets of the tests. */
export const SECRETS = { GOOGLE_CREDENTIALS: 'ya29.plain' }

/** Keys of the component, as the configuration would have them. */
export const optionsOf = (changes: Record<string, unknown> = {}): CloudRunOptions =>
  cloudRunOptions.parse({
    project: PROJECT,
    region: REGION,
    service: SERVICE,
    image: `europe-docker.pkg.dev/${PROJECT}/web/server:{revision}`,
    credentials: 'GOOGLE_CREDENTIALS',
    ...changes,
  })

/** A town with a connection, and two releases where the old one serves. */
export interface Scene {
  town: CloudRunTown
  platform: Platform
  connect(): Platform
  baseline: string
  canary: string
}

/** A service that shows the sample page, and connections to it. */
export const openTown = async (): Promise<Pick<Scene, 'town' | 'connect'>> => {
  const town = await startCloudRun()
  return {
    town,
    connect: () => connectCloudRun(optionsOf(), adapterContext(town.http(), SECRETS), swiftTiming()),
  }
}

/** Where `old` serves everybody and `new` is there at 0 %. */
export const openScene = async (): Promise<Scene> => {
  const { town, connect } = await openTown()
  const platform = connect()
  const baseline = (await platform.deploy({ revision: 'old', rollout: 'r-first' })).id
  await platform.setWeight({ canary: baseline, baseline: null, weight: 100 })
  const canary = (await platform.deploy({ revision: 'new', rollout: 'r-second' })).id
  return { town, platform, connect, baseline, canary }
}
