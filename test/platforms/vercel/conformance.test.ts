import { createHttp } from '../../../src/kit/http.ts'
import { VERCEL_CAPABILITIES } from '../../../src/platforms/vercel/platform.ts'
import { behavesLikeAPlatform } from '../conformance.ts'
import { openSite } from './site.ts'

/** A client that reaches nobody. */
const nobody = () => {
  const client = createHttp({ provider: 'vercel', random: () => 0, sleep: async () => {} })
  return {
    close: () => client.close(),
    request: (request: Parameters<typeof client.request>[0]) =>
      client.request({ ...request, url: 'http://127.0.0.1:9/' }),
  }
}

for (const source of ['files', 'prebuilt'])
  behavesLikeAPlatform(`vercel, ${source}`, {
    capabilities: VERCEL_CAPABILITIES,
    weights: [1, 10, 25, 50, 99],
    tolerance: 1,
    make: async () => {
      const site = await openSite({}, { source })
      const platform = site.connect()
      return {
        platform,
        again: () => site.connect(),
        unreachable: async () => site.connect({}, nobody),
        gone: async () => site.connect({ project: 'prj_gone' }),
        build: async (revision) => site.build(revision),
        lose: async (release) => site.vendor.remove(release),
        visit: async (count) => site.vendor.visit(count),
        whoIsAt: async ({ url }) => site.vendor.hostOf(url),
        close: async () => {
          await site.close()
          if (site.vendor.violations.length > 0) throw new Error(site.vendor.violations.join('\n'))
        },
      }
    },
  })
