import { definePlatform } from '../definition.ts'
import { capabilitiesOf, commandOptions, LEAST_CAPABILITIES } from './options.ts'
import { connectCommand } from './platform.ts'

/** Steps that a team has already, as programs of the working copy. */
export const command = definePlatform({
  type: 'command',
  capabilities: LEAST_CAPABILITIES,
  capabilitiesOf,
  options: commandOptions,
  secrets: ({ secrets }) => secrets,
  connect: connectCommand,
})
