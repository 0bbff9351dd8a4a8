import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { local } from '../../../src/platforms/local/index.ts'
import { behavesLikeAPlatform } from '../conformance.ts'
import { startTown, visit } from './town.ts'

/** A port on which nothing listens. */
const deadPort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

behavesLikeAPlatform('local', {
  capabilities: local.capabilities,
  weights: [0.5, 10, 25, 50, 99],
  tolerance: 1,
  make: async () => {
    const town = await startTown()
    return {
      platform: town.platform,
      again: () => local.connect(town.options(), town.context),
      unreachable: async () => {
        // What a host that was killed leaves behind: its announcement, and nobody there.
        const file = JSON.parse(readFileSync(join(town.state, 'host.json'), 'utf8'))
        mkdirSync(join(town.workspace, 'dead'))
        const left = { ...file, adminUrl: `http://127.0.0.1:${await deadPort()}` }
        writeFileSync(join(town.workspace, 'dead', 'host.json'), JSON.stringify(left))
        return local.connect(town.options({ host: 'dead' }), town.context)
      },
      gone: async () => local.connect(town.options({ host: 'nowhere' }), town.context),
      build: async (revision) => town.build(revision),
      lose: async (release) =>
        town.remove(
          (await town.platform.current()).weights.find((one) => one.release.id === release)?.release
            .revision ?? '',
        ),
      visit: (count) => visit(town.host().publicUrl, count),
      whoIsAt: async ({ url, headers }) => (await visit(url, 1, headers))[0] ?? null,
      close: town.close,
    }
  },
})
