import { cloudflareKv } from '../../../src/platforms/cloudflare-kv/index.ts'
import { startKvSite } from '../cloudflare/stores.ts'
import { deadPort } from '../cloudflare/town.ts'
import { visit } from '../cloudflare-workers/site.ts'
import { behavesLikeAPlatform } from '../conformance.ts'

behavesLikeAPlatform('cloudflare-kv', {
  capabilities: cloudflareKv.capabilities,
  weights: [],
  tolerance: 0,
  make: async () => {
    const site = await startKvSite()
    return {
      platform: site.platform,
      again: () => site.connect(),
      unreachable: async () => site.connect({ 'api-url': `http://127.0.0.1:${await deadPort()}/client/v4` }),
      gone: async () => site.connect({ namespace: 'f'.repeat(32) }),
      build: (revision) => site.build(revision),
      lose: (release) => site.reading.drop(`releases/${release}/who.txt`),
      visit: (count) => visit(site.url, count),
      whoIsAt: async ({ url, headers }) => (await visit(url, 1, headers))[0] ?? null,
      close: site.close,
    }
  },
})
