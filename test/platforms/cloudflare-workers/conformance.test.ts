import { cloudflareWorkers } from '../../../src/platforms/cloudflare-workers/index.ts'
import { deadPort } from '../cloudflare/town.ts'
import { behavesLikeAPlatform } from '../conformance.ts'
import { startSite, visit } from './site.ts'

behavesLikeAPlatform('cloudflare-workers', {
  capabilities: cloudflareWorkers.capabilities,
  weights: [0.5, 10, 25, 50, 99.75],
  tolerance: 1,
  make: async () => {
    const site = await startSite()
    return {
      platform: site.platform,
      again: () => site.connect(),
      unreachable: async () => site.connect({ 'api-url': `http://127.0.0.1:${await deadPort()}/client/v4` }),
      gone: async () => site.connect({ script: 'deleted' }),
      build: (revision) => site.build(revision),
      lose: async (release) => {
        // A hundred newer versions push it out of what can be deployed; so here it is taken out of the list.
        const worker = site.api.workers.get('web')
        worker.versions = worker.versions.filter(({ id }) => id !== release)
      },
      visit: (count) => visit(site.edge.url, count),
      whoIsAt: async ({ url, headers }) => (await visit(url, 1, headers))[0] ?? null,
      close: site.close,
    }
  },
})
