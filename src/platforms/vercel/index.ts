import { definePlatform } from '../definition.ts'
import { secretsOf, vercelOptions } from './options.ts'
import { connectVercel, VERCEL_CAPABILITIES } from './platform.ts'

/** Vercel: deployments of one project, with rolling releases where the plan has them. */
export const vercel = definePlatform({
  type: 'vercel',
  capabilities: VERCEL_CAPABILITIES,
  options: vercelOptions,
  secrets: secretsOf,
  connect: connectVercel,
})
