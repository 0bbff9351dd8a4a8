import { expect } from 'vitest'
import { cloudRun } from '../../../src/platforms/cloud-run/index.ts'
import { connectCloudRun } from '../../../src/platforms/cloud-run/platform.ts'
import { adapterContext, nobodyAt, swiftTiming } from '../../fakes/vendors/api.ts'
import { GOOGLE_HOSTS, startCloudRun } from '../../fakes/vendors/cloud-run.ts'
import { behavesLikeAPlatform } from '../conformance.ts'
import { optionsOf, SECRETS } from './town.ts'

behavesLikeAPlatform('cloud-run', {
  capabilities: cloudRun.capabilities,
  weights: [1, 10, 25, 50, 99],
  tolerance: 1,
  make: async () => {
    const town = await startCloudRun()
    const connect = () => connectCloudRun(optionsOf(), adapterContext(town.http(), SECRETS), swiftTiming())
    return {
      platform: connect(),
      again: connect,
      unreachable: async () =>
        connectCloudRun(optionsOf(), adapterContext(await nobodyAt(GOOGLE_HOSTS), SECRETS), swiftTiming()),
      gone: async () => {
        town.wish.serviceGone = true
        return connect()
      },
      build: async () => {},
      lose: async (release) => town.remove(release),
      visit: async (count) => town.visit(count),
      whoIsAt: async ({ url }) => town.at(url),
      close: async () => {
        await town.close()
        expect(town.violations).toEqual([])
      },
    }
  },
})
