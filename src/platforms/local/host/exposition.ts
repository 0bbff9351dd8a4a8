import type { Counters, Route, Tally } from './counters.ts'
import { LATENCY_BOUNDS } from './counters.ts'

/** What is shown of one release besides its counters. */
export interface ShownRelease {
  id: string
  revision: string
  /** Percent of traffic. */
  weight: number
  /** How often its process was started again after a crash. */
  restarts: number
}

/** Content type of the Prometheus text format. */
export const EXPOSITION_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

const ROUTES: readonly Route[] = ['split', 'header']

const escapeLabel = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const labels = (pairs: Record<string, string>): string =>
  `{${Object.entries(pairs)
    .map(([name, value]) => `${name}="${escapeLabel(value)}"`)
    .join(',')}}`

const family = (name: string, type: string, help: string, lines: readonly string[]): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines].join('\n')

const histogram = (base: Record<string, string>, tally: Tally): string[] => {
  const name = 'sluice_request_duration_seconds'
  let below = 0
  const bounds = LATENCY_BOUNDS.map((bound, index) => {
    below += tally.bins[index] ?? 0
    return `${name}_bucket${labels({ ...base, le: String(bound / 1000) })} ${below}`
  })
  return [
    ...bounds,
    `${name}_bucket${labels({ ...base, le: '+Inf' })} ${tally.requests}`,
    `${name}_sum${labels(base)} ${tally.latencySum / 1000}`,
    `${name}_count${labels(base)} ${tally.requests}`,
  ]
}

/**
 * The counters in the Prometheus text format, version 0.0.4, durations in seconds. Counters begin at 0 when the host
 * starts. `route="split"` is what the weights sent, `route="header"` what asked for the release by name.
 */
export const exposition = (releases: readonly ShownRelease[], counters: Counters): string => {
  const perRoute = (line: (base: Record<string, string>, tally: Tally) => string[]): string[] =>
    releases.flatMap(({ id, revision }) =>
      ROUTES.flatMap((route) => line({ release: id, revision, route }, counters.total(id)[route])),
    )
  return `${[
    family(
      'sluice_requests_total',
      'counter',
      'Requests answered, or failed on the way.',
      perRoute((base, tally) => [`sluice_requests_total${labels(base)} ${tally.requests}`]),
    ),
    family(
      'sluice_failures_total',
      'counter',
      'Requests with a status of 500 or above, or whose connection to the release failed.',
      perRoute((base, tally) => [`sluice_failures_total${labels(base)} ${tally.failures}`]),
    ),
    family(
      'sluice_request_duration_seconds',
      'histogram',
      'Time from the arrival of a request to the head of its answer.',
      perRoute(histogram),
    ),
    family(
      'sluice_release_weight_percent',
      'gauge',
      'Share of the traffic.',
      releases.map(
        ({ id, revision, weight }) =>
          `sluice_release_weight_percent${labels({ release: id, revision })} ${weight}`,
      ),
    ),
    family(
      'sluice_release_restarts_total',
      'counter',
      'Times the process of a release was started again after it ended by itself.',
      releases.map(
        ({ id, revision, restarts }) =>
          `sluice_release_restarts_total${labels({ release: id, revision })} ${restarts}`,
      ),
    ),
  ].join('\n')}\n`
}
