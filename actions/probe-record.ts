import { join } from 'node:path'
import type { SourceConfig } from '../src/config/service.ts'
import type { ProbeResult } from '../src/metrics/probe/record.ts'
import type { ProbeOptions } from '../src/metrics/probe.ts'

/** Adds what checks saw to every record that a source of the type `probe` reads. Without such a source nothing is written. */
export const recordProbes = async (
  sources: readonly Pick<SourceConfig, 'type' | 'options'>[],
  probes: readonly ProbeResult[],
  workspace: string,
): Promise<void> => {
  const files = sources.flatMap(({ type, options }) =>
    type === 'probe' ? [(options as ProbeOptions).file] : [],
  )
  if (files.length === 0) return
  const { appendResults } = await import('../src/metrics/probe/file.ts')
  for (const file of new Set(files)) await appendResults(join(workspace, file), probes)
}
