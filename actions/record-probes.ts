import { resolve } from 'node:path'
import type { ServiceConfig } from '../src/config/service.ts'
import type { CheckResult } from '../src/gates/smoke-test.ts'
import { appendResults, pruneResults } from '../src/metrics/probe/file.ts'
import type { Outcome } from '../src/metrics/probe/record.ts'
import type { ProbeOptions } from '../src/metrics/probe.ts'

const OUTCOMES: Readonly<Record<CheckResult['verdict'], Outcome>> = {
  pass: 'good',
  fail: 'bad',
  inconclusive: 'lost',
}

/**
 * Writes what the smoke checks saw into the record of every source of type `probe`, one line for each check, and takes
 * out what the source does not look back upon. Nothing happens without such a source.
 */
export const recordProbes = async (
  { sources }: Pick<ServiceConfig, 'sources'>,
  checks: readonly CheckResult[],
  { at, run, workspace }: { at: number; run: string; workspace: string },
): Promise<void> => {
  const files = new Map(
    sources
      .filter(({ type }) => type === 'probe')
      .map(({ options }) => {
        const { file, 'look-back': lookBack } = options as ProbeOptions
        return [resolve(workspace, file), lookBack] as const
      }),
  )
  const results = checks.map(({ check, release, verdict, slowest }) => ({
    at,
    probe: check,
    release,
    run,
    outcome: OUTCOMES[verdict],
    took: slowest,
  }))
  for (const [path, lookBack] of files) {
    await pruneResults(path, at - lookBack)
    await appendResults(path, results)
  }
}
