import { formatLatency } from '../../kit/grammar.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { Expression } from './expression.ts'
import { forRelease, readExpression, withMatcher } from './expression.ts'
import type { PrometheusMetric } from './options.ts'

/** What is counted: all units and the bad ones, or all units and those fast enough. */
export interface Counters {
  total: Expression
  part: Expression
  /** Whether `part` counts what is bad, or what is not. */
  counts: 'bad' | 'good'
}

/** The two releases as they stand in a query. */
export type Arm = 'canary' | 'baseline'

/** One of the series that a query gives back, named in the label `LABEL`. */
export type Role = 'total' | 'part' | 'fresh' | 'total-resets' | 'part-resets'

/** Label that says what a series of the answer is. No exporter uses it. */
export const LABEL = 'sluice_role'

/** Times in milliseconds. */
export interface Windows {
  slice: number
  scrapeInterval: number
}

/**
 * How old the newest sample may be at the end of a slice: two and a half scrape intervals, so that one missed scrape
 * and some jitter pass, and not longer than the slice.
 */
export const freshness = ({ slice, scrapeInterval }: Windows): number =>
  Math.min(slice, Math.ceil(2.5 * scrapeInterval))

/** Bound of a histogram in its own unit, from milliseconds. */
const boundOf = (slowerThan: number, unit: PrometheusMetric['histogram-unit']): number =>
  unit === 'seconds' ? slowerThan / 1000 : slowerThan

/** All ways in which client libraries write one bound: `0.5`, `0.50`, `1`, `1.0`. RE2 syntax, anchored by Prometheus. */
const writtenAs = (bound: number): string => {
  const [whole = '0', decimals] = String(bound).split('.')
  return decimals === undefined ? `${whole}(?:[.]0+)?` : `${whole}[.]${decimals}0*`
}

/** The counters of a metric whose keys were checked. `slowerThan` in milliseconds. */
export const countersOf = (metric: PrometheusMetric, slowerThan: number | null): Counters => {
  const { total = '', bad = '', histogram, 'histogram-unit': unit } = metric
  if (histogram === undefined || slowerThan === null)
    return { total: readExpression(total), part: readExpression(bad), counts: 'bad' }
  const bucket = (le: string): Expression => ({
    kind: 'selector',
    selector: withMatcher(histogram, le),
    sumBy: null,
  })
  return {
    total: bucket('le="+Inf"'),
    part: bucket(`le=~"${writtenAs(boundOf(slowerThan, unit))}"`),
    counts: 'good',
  }
}

/** Samples of the last `length` milliseconds, those of subqueries one scrape interval apart. */
const range = (expression: Expression, length: number, { scrapeInterval }: Windows): string =>
  expression.kind === 'selector'
    ? `${expression.selector}[${length}ms]`
    : `(${expression.text})[${length}ms:${scrapeInterval}ms]`

/** Newest sample of each series within the slice. One millisecond less, for Prometheus 2 counts both ends. */
const newest = (expression: Expression, windows: Windows): string => {
  const value = `last_over_time(${range(expression, windows.slice - 1, windows)})`
  return expression.kind === 'selector' && expression.sumBy !== null
    ? `sum ${expression.sumBy} (${value})`
    : value
}

/** How many series were read shortly before the end of the slice. */
const fresh = (expression: Expression, windows: Windows): string =>
  expression.kind === 'selector'
    ? `count(last_over_time(${range(expression, freshness(windows), windows)}))`
    : `count(${expression.text})`

/**
 * How often counters fell between two samples of which the later lies in the slice: falls since shortly before the
 * slice, less those before it. A counter that has overtaken its old value by the end shows in no other way.
 */
const resets = (expression: Expression, windows: Windows): string => {
  const before = freshness(windows) - 1
  const all = range(expression, windows.slice + before, windows)
  const earlier = range(expression, before, windows)
  return `sum(resets(${all})) - (sum(resets(${earlier} offset ${windows.slice}ms)) or vector(0))`
}

/** Everything that is asked about one release, each part with its role as a label. */
const partsOf = (arm: Arm, counters: Counters, release: ReleaseId, windows: Windows): string[] => {
  const total = forRelease(counters.total, release)
  const part = forRelease(counters.part, release)
  const parts: Record<Role, string> = {
    total: newest(total, windows),
    part: newest(part, windows),
    fresh: fresh(total, windows),
    'total-resets': resets(total, windows),
    'part-resets': resets(part, windows),
  }
  return Object.entries(parts).map(
    ([role, query]) => `label_replace(${query}, "${LABEL}", "${arm} ${role}", "", "")`,
  )
}

/** One query for both releases, so that what is compared was read at one moment and in one way. */
export const queryOf = (
  counters: Counters,
  releases: Readonly<Record<Arm, ReleaseId | null>>,
  windows: Windows,
): string =>
  (['canary', 'baseline'] as const)
    .flatMap((arm) => {
      const release = releases[arm]
      return release === null ? [] : partsOf(arm, counters, release, windows)
    })
    .join('\nor\n')

/** The bounds that a histogram has, as a query with one series per `le`. */
export const boundsQuery = (histogram: string, release: ReleaseId, windows: Windows): string => {
  const selector = forRelease({ kind: 'selector', selector: histogram, sumBy: null }, release)
  return `group by (le) (last_over_time(${range(selector, windows.slice - 1, windows)}))`
}

/** A bound as people write it under `slower-than`; null for the last bucket and for what cannot be written. */
export const writtenBound = (le: string, unit: PrometheusMetric['histogram-unit']): string | null => {
  const milliseconds = Number(le) * (unit === 'seconds' ? 1000 : 1)
  const whole = Math.round(milliseconds)
  return whole >= 1 && Math.abs(whole - milliseconds) < 1e-6 ? formatLatency(whole) : null
}
