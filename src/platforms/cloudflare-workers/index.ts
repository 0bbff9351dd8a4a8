import { definePlatform } from '../definition.ts'
import { workersOptions } from './options.ts'
import { connectWorkers, WORKERS_CAPABILITIES } from './platform.ts'

/** Cloudflare Workers: versions of one Worker, and a deployment that divides the traffic between two of them. */
export const cloudflareWorkers = definePlatform({
  type: 'cloudflare-workers',
  capabilities: WORKERS_CAPABILITIES,
  options: workersOptions,
  secrets: ({ token }) => [token],
  connect: connectWorkers,
})
