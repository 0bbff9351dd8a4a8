import { z } from 'zod'
import { definePlatform } from '../definition.ts'
import { LOCAL_ABILITIES, localHistory } from './history.ts'
import { localOptions } from './options.ts'
import { connectLocal, LOCAL_CAPABILITIES } from './platform.ts'

/** The embedded platform: releases are processes of a host on this machine, with a router in front. */
export const local = definePlatform({
  type: 'local',
  capabilities: LOCAL_CAPABILITIES,
  privateAddresses: true,
  options: localOptions,
  connect: connectLocal,
  source: { type: 'local', options: z.strictObject({}), abilities: LOCAL_ABILITIES },
  history: localHistory,
})
