import { definePlatform } from '../definition.ts'
import { cloudRunOptions } from './options.ts'
import { CLOUD_RUN_CAPABILITIES, connectCloudRun } from './platform.ts'

/** Google Cloud Run: revisions of one service, divided by whole percents. */
export const cloudRun = definePlatform({
  type: 'cloud-run',
  capabilities: CLOUD_RUN_CAPABILITIES,
  options: cloudRunOptions,
  connect: (options, context) => connectCloudRun(options, context),
  secrets: ({ credentials }) => (credentials === undefined ? [] : [credentials]),
})
