import { cloudflareWorkers } from '../../../src/platforms/cloudflare-workers/index.ts'
import type { Platform } from '../../../src/platforms/platform.ts'
import { type Edge, type Runtime, startEdge } from '../../fakes/vendors/cloudflare-api/edge.ts'
import { startTown, type Town } from '../cloudflare/town.ts'

/** A Worker called `web`, an edge in front of it, and a working copy with its builds. */
export interface Site extends Town {
  edge: Edge
  platform: Platform
  /** Another connection with keys of its own. */
  connect(keys?: Record<string, unknown>): Platform
  /** Puts a built revision into `dist/<revision>`. */
  build(revision: string, files?: Readonly<Record<string, string>>): Promise<void>
}

/** What a Worker of the tests is made of unless a test says otherwise. */
export const MODULE = 'export default { fetch: () => new Response("hello") }\n'

/** Starts it. The Worker exists and was never deployed. */
export const startSite = async (run?: Runtime): Promise<Site> => {
  const town = await startTown()
  town.api.workers.create('web')
  const edge = await startEdge(() => town.api.workers.get('web'), run)
  const connect = (keys: Record<string, unknown> = {}): Platform => {
    const options = cloudflareWorkers.options.parse({
      ...town.account,
      script: 'web',
      url: edge.url,
      directory: 'dist/{revision}',
      'compatibility-date': '2026-11-01',
      ...keys,
    })
    return cloudflareWorkers.connect(options, town.context)
  }
  return {
    ...town,
    edge,
    connect,
    platform: connect(),
    build: async (revision, files = { 'index.js': MODULE }) =>
      town.write(
        Object.fromEntries(Object.entries(files).map(([path, text]) => [`dist/${revision}/${path}`, text])),
      ),
    close: async () => {
      await edge.close()
      await town.close()
    },
  }
}

/** Sends plain requests one after another and says which version answered each. */
export const visit = async (
  url: string,
  count: number,
  headers: Record<string, string> = {},
): Promise<(string | null)[]> => {
  const seen: (string | null)[] = []
  for (let index = 0; index < count; index += 1) {
    const answer = await fetch(url, { headers })
    await answer.arrayBuffer()
    seen.push(answer.headers.get('x-version'))
  }
  return seen
}
