import type { Problem } from '../kit/errors.ts'

/** A value as the configuration has it. */
export type Written =
  | string
  | number
  | boolean
  | readonly string[]
  | { readonly [key: string]: string | number }

/** Keys of a metric as the configuration has them. */
export type Keys = Readonly<Record<string, Written>>

/** A metric that need not be written out. */
export interface Preset {
  /** What it asks, one sentence. */
  means: string
  /** Keys that do not depend on the source: what is tolerated. */
  limits: Keys
  /** Keys of each kind of source that can count it; a kind that is not here cannot. */
  sources: Readonly<Record<string, Keys>>
}

/**
 * The comparison that finds most and takes no offence, tried out in `bench/detection`: a twentieth more than the old
 * release. Its weight is the usual one of a comparison, four times that of a limit.
 */
const COMPARED: Keys = { 'vs-baseline': { relative: '5%' } }

/** Tolerances of a service over HTTP: one answer in a hundred. One slice in which half of them fail ends it at once. */
const FAILURES: Keys = { max: '1%', ...COMPARED, abort: '50%' }

/** The 95th percentile, said as a share: at most 5 % may be slower. */
const LATENCY: Keys = { 'slower-than': '500ms', max: '5%', ...COMPARED }

/** Names of OpenTelemetry's semantic conventions for HTTP servers; 500 ms is one of their bounds. */
const OTEL = 'http_server_request_duration_seconds'

/** Every preset by its name. Pure data; the keys are those of the configuration. */
export const presets = {
  'http-errors': {
    means: 'Answers of the server that are failures: 5xx, exceptions, exceeded limits.',
    limits: FAILURES,
    sources: {
      platform: {},
      'cloudflare-telemetry': {},
      datadog: {
        total: 'sum:trace.http.request.hits{version:{release}}.as_count()',
        bad: 'sum:trace.http.request.errors{version:{release}}.as_count()',
      },
      prometheus: {
        total: `${OTEL}_count{service_version={release}}`,
        bad: `${OTEL}_count{service_version={release},http_response_status_code=~"5.."}`,
      },
      sentry: { count: 'transactions' },
      'supabase-logs': {},
      'vercel-observability': {},
    },
  },
  'http-latency': {
    means: 'Answers that take longer than half a second.',
    limits: LATENCY,
    sources: {
      platform: {},
      'cloudflare-telemetry': {},
      prometheus: { histogram: `${OTEL}_bucket{service_version={release}}` },
      'supabase-logs': {},
    },
  },
  exceptions: {
    means: 'Invocations that end with an exception or at a limit, whatever they answer.',
    limits: { max: '0.5%', ...COMPARED, abort: '50%' },
    sources: { 'cloudflare-analytics': {} },
  },
  crashes: {
    means: 'Sessions of users that end with a crash.',
    limits: { max: '1%', ...COMPARED },
    sources: { sentry: { count: 'sessions', bad: 'crashed' } },
  },
  'new-issues': {
    means: 'Errors that nobody has seen before this release. None is tolerated.',
    limits: { max: 0 },
    sources: { sentry: { count: 'new-issues', levels: ['fatal'] } },
  },
} as const satisfies Record<string, Preset>

/** The name of a preset. */
export type PresetName = keyof typeof presets

/** All names. */
export const PRESET_NAMES = Object.keys(presets) as [PresetName, ...PresetName[]]

/** Whether there is a preset of this name. */
export const isPreset = (name: unknown): name is PresetName =>
  typeof name === 'string' && Object.hasOwn(presets, name)

/** The kind of source that serves presets where a component's platform is of this type and no source is named. */
export const sourceOfPlatform: Readonly<Record<string, string>> = {
  'cloud-run': 'prometheus',
  'cloudflare-workers': 'cloudflare-telemetry',
  fly: 'prometheus',
  local: 'platform',
  'supabase-functions': 'supabase-logs',
  vercel: 'vercel-observability',
}

/** Whether a preset can be counted by a kind of source. False where there is no such preset. */
export const countsPreset = (name: unknown, source: string): boolean =>
  isPreset(name) && Object.hasOwn(presets[name].sources, source)

/** A metric with the keys of its preset, or what is wrong with it. */
export type Expanded = { ok: true; keys: Record<string, unknown> } | { ok: false; problem: Problem }

const DOCS = 'metrics/presets.md'

/** Keys of a source of which one takes the place of the others. */
const REPLACED_BY: Readonly<Record<string, readonly string[]>> = {
  min: ['max'],
  histogram: ['total', 'bad'],
  total: ['histogram'],
  bad: ['histogram'],
}

/**
 * Fills the keys of a metric from the preset it names; without `preset` they come back as they are. What is written
 * wins over the preset, whole key by whole key, and `min` takes the place of `max`. `compared` is false where no old
 * release runs beside the new one, so that the preset's comparison is left out. `source` is the kind of source.
 */
export const expandPreset = (
  written: Readonly<Record<string, unknown>>,
  { source, compared }: { source: string; compared: boolean },
): Expanded => {
  const { preset: name, ...own } = written
  if (name === undefined) return { ok: true, keys: { ...own } }
  if (!isPreset(name))
    return {
      ok: false,
      problem: {
        message: 'there is no such preset',
        fix: `one of ${Object.keys(presets).join(', ')}`,
        docs: DOCS,
      },
    }
  const { limits, sources }: Preset = presets[name]
  const counted = Object.hasOwn(sources, source) ? sources[source] : undefined
  if (counted === undefined)
    return {
      ok: false,
      problem: {
        message: `${source} cannot count what the preset ${name} asks`,
        fix: `a source of type ${Object.keys(sources).join(', ')}`,
        docs: DOCS,
      },
    }
  const dropped = new Set(Object.keys(own).flatMap((key) => REPLACED_BY[key] ?? []))
  if (!compared) dropped.add('vs-baseline')
  const filled = Object.entries({ ...limits, ...counted }).filter(([key]) => !dropped.has(key))
  return { ok: true, keys: { ...Object.fromEntries(filled), ...own } }
}
