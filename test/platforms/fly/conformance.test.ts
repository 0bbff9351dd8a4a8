import { expect } from 'vitest'
import { fly } from '../../../src/platforms/fly/index.ts'
import { connectFly } from '../../../src/platforms/fly/platform.ts'
import { digestOf } from '../../../src/platforms/fly/release.ts'
import { adapterContext, nobodyAt, swiftTiming } from '../../fakes/vendors/api.ts'
import { FLY_HOSTS } from '../../fakes/vendors/fly-api.ts'
import { behavesLikeAPlatform } from '../conformance.ts'
import { openYard, optionsOf, SECRETS } from './town.ts'

for (const [title, changes] of [
  ['fly', {}],
  ['fly with a port for smoke tests', { 'smoke-port': 10443 }],
] as const)
  behavesLikeAPlatform(title, {
    capabilities: fly.capabilities,
    weights: [25, 50, 75],
    tolerance: 0,
    make: async () => {
      const { town, connect } = await openYard()
      return {
        platform: connect(changes),
        again: () => connect(changes),
        unreachable: async () =>
          connectFly(optionsOf(), adapterContext(await nobodyAt(FLY_HOSTS), SECRETS), swiftTiming()),
        gone: async () => {
          town.wish.appGone = true
          return connect(changes)
        },
        build: async (revision) => void town.push(revision),
        lose: async (release) => town.forget(digestOf(release) ?? ''),
        visit: async (count) => town.visit(count),
        whoIsAt: async (address) => town.at(address),
        close: async () => {
          await town.close()
          expect(town.violations).toEqual([])
        },
      }
    },
  })
