import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { virtualClock } from '../fakes/clock.ts'
import { FAKE_CAPABILITIES, fakePlatform, releaseAt } from '../fakes/platform.ts'
import { behavesLikeAPlatform } from '../platforms/conformance.ts'

// The gates are tested on a stand-in; so the stand-in itself must be honest.
behavesLikeAPlatform('The stand-in of the gate tests', {
  capabilities: FAKE_CAPABILITIES,
  weights: [1, 10, 33, 50, 99],
  tolerance: 0.99,
  make: async () => {
    const site = fakePlatform({ clock: virtualClock() })
    const broken = fakePlatform({ clock: virtualClock() })
    return {
      platform: site.connect(),
      again: site.connect,
      unreachable: async () => {
        broken.breakDown(new ProviderError({ provider: 'fake', message: 'no answer', retryable: true }))
        return broken.connect()
      },
      gone: async () => ({
        ...site.connect(),
        current: () => Promise.reject(new ConfigError({ message: 'the component is gone' })),
      }),
      build: async () => {},
      lose: async (release) => site.lose(release),
      visit: async (count) => site.visit(count),
      whoIsAt: async ({ url }) => releaseAt(url),
      close: async () => {},
    }
  },
})
