import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capabilitiesOf, commandOptions } from '../../../src/platforms/command/options.ts'
import { behavesLikeAPlatform } from '../conformance.ts'
import { KEYS, openPlace } from './place.ts'

behavesLikeAPlatform('command, with a little script', {
  capabilities: capabilitiesOf(commandOptions.parse(KEYS)),
  weights: [0.5, 10, 99],
  tolerance: 1,
  make: async () => {
    const place = openPlace()
    return {
      platform: place.connect(),
      again: () => place.connect(),
      unreachable: async () => {
        const state = join(place.state, 'elsewhere')
        mkdirSync(state)
        writeFileSync(join(state, 'down'), '')
        return place.connect({}, { state })
      },
      gone: async () => place.connect({}, { state: join(place.state, 'nowhere') }),
      build: async () => {},
      lose: async (release) => rmSync(join(place.state, 'releases', release)),
      visit: async (count) => {
        const shares = Object.entries(place.weights())
        return Array.from({ length: count }, (_, index) => {
          const place = (index * 100) / count
          const ends = shares.map((_each, at) =>
            shares.slice(0, at + 1).reduce((all, [, one]) => all + one, 0),
          )
          return shares[ends.findIndex((end) => end > place)]?.[0] ?? null
        })
      },
      whoIsAt: async ({ url }) => new URL(url).hostname.split('.')[0] ?? null,
      close: async () => place.close(),
    }
  },
})
