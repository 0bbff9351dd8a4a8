import { definePlatform } from '../definition.ts'
import { flyOptions } from './options.ts'
import { connectFly, FLY_CAPABILITIES } from './platform.ts'

/** Fly.io: the machines of one app, moved one by one. */
export const fly = definePlatform({
  type: 'fly',
  capabilities: FLY_CAPABILITIES,
  options: flyOptions,
  connect: (options, context) => connectFly(options, context),
  secrets: ({ token }) => [token],
})
