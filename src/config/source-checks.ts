import { formatDuration } from '../kit/grammar.ts'
import type { Findings, Path } from './findings.ts'
import { planLengthOf, sliceOf } from './resolve.ts'
import type { ReadCosts } from './sections/metrics.ts'
import type { EnvironmentConfig, MetricConfig, SourceConfig } from './service.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

/** Slices that people write, in milliseconds. */
const SLICES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 720, 1440].map((minutes) => minutes * MINUTE)

/** The sources of an environment with the metrics they answer there. */
export interface Asked {
  metrics: readonly MetricConfig[]
  sources: readonly SourceConfig[]
  costs: ReadCosts
}

/** Notes what the sources of an environment cannot answer about its plan: slices, the past, the number of requests. */
export const checkSources = (
  environment: EnvironmentConfig,
  asked: Asked,
  path: Path,
  findings: Findings,
): void => {
  const { sources } = asked
  const slice = sliceOf(environment, sources)
  const at = environment.slice === null ? { path, on: 'key' as const } : { path: [...path, 'slice'] }
  const steps = { path: [...path, 'steps'], on: 'key' as const }
  const length = planLengthOf(environment)
  for (const source of sources) {
    const { type, minSlice, lookBack, delay } = source
    if (slice < minSlice)
      findings.add({
        ...at,
        message: `${type} cannot cut slices of ${formatDuration(slice)}`,
        fix: `${formatDuration(minSlice)} or more`,
      })
    // The newest slice is read when the delay is over; by then the oldest one must still be there.
    if (lookBack !== null && length + delay > lookBack)
      findings.add({
        ...steps,
        message: `the plan takes ${formatDuration(length)}, but ${type} looks back ${formatDuration(lookBack)} only${delay > 0 ? ` and answers ${formatDuration(delay)} late` : ''}`,
        fix:
          lookBack > delay
            ? `bakes and watches of at most ${formatDuration(lookBack - delay)} in all, or a source that keeps its history longer`
            : 'a source that keeps its history longer',
      })
    const cost = costOf(source, asked, length, slice)
    if (cost) findings.add({ ...at, ...cost })
  }
  noticeDelay(environment, sources, slice, path, findings)
}

/** What a plan asks too much of a source whose vendor counts requests; null when it does not. */
const costOf = (
  { name, type, limit }: SourceConfig,
  { metrics, costs }: Asked,
  length: number,
  slice: number,
): { message: string; fix: string } | null => {
  if (limit === null) return null
  const own = metrics
    .filter(({ source }) => source === name)
    .flatMap((metric) => costs.get(metric.name) ?? [])
  // At the end of a plan each look asks for the whole of it; looks come with the slices while a bump is watched.
  const needed = (each: number): { look: number; period: number } => {
    const grid = { slice: each, count: Math.ceil(length / each) }
    const look = own.reduce((sum, perRead) => sum + perRead(grid), 0)
    return { look, period: look * Math.max(1, Math.ceil(limit.per / each)) }
  }
  const { look, period } = needed(slice)
  if (period <= limit.requests) return null
  const longer = SLICES.find((each) => each > slice && needed(each).period <= limit.requests)
  const per = formatDuration(limit.per)
  return {
    message: `one look takes ${look} requests to ${type} at the end of the plan, ${period} in ${per}; ${type} allows ${limit.requests}`,
    fix:
      longer === undefined
        ? 'fewer metrics of this source, shorter bakes, or another source'
        : `slice: ${formatDuration(longer)}, or fewer metrics of this source`,
  }
}

/** A step that is over before its first slice can be read is left without having been judged. */
const noticeDelay = (
  environment: EnvironmentConfig,
  sources: readonly SourceConfig[],
  slice: number,
  path: Path,
  findings: Findings,
): void => {
  const first = slice * (1 + environment.warmUp)
  const delay = Math.max(0, ...sources.map((source) => source.delay))
  const blind = environment.steps.findIndex(({ bake }) => bake < first + delay)
  if (sources.length === 0 || blind < 0) return
  const whole = (environment.steps[blind]?.bake ?? 0) >= first
  findings.notice({
    path: [...path, 'steps', blind, 'bake'],
    message: whole
      ? `shorter than warm-up, one slice and the ${formatDuration(delay)} that the source is late (${formatDuration(first + delay)}), so nothing is judged before the bake is over`
      : `shorter than warm-up and one slice (${formatDuration(first)}), so nothing is judged at this step`,
    fix: 'a longer bake or a shorter slice',
  })
}
