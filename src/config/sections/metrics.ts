import * as z from 'zod'
import { latency, matching, NAME, percent } from '../fields.ts'
import type { Findings, Path } from '../findings.ts'
import type { ComponentConfig, MetricConfig, SourceConfig } from '../service.ts'
import { type Components, componentOf } from './components.ts'
import { entriesOf, isMapping, ownKeys, readOptions, unknownName } from './entries.ts'
import { type KnownSource, PLATFORM_SOURCE, type Sources, toSource } from './sources.ts'

/** Most metrics of a service. */
export const MAX_METRICS = 30

const amount = () => z.number().min(0).max(1_000_000_000)

const unitName = () =>
  matching({ title: 'unit', pattern: '^[a-z][a-z -]{0,30}$', what: 'a unit', fix: 'a word such as user' })

const breakerSchema = z.strictObject({
  max: percent({ above: 0 }).prefault('50%').describe('Share of bad units in one slice.'),
  min: z.int().min(1).max(1_000_000).default(50).describe('Fewest units of the new release a slice needs.'),
})

const comparisonSchema = z.strictObject({
  relative: percent({ max: 1000 })
    .optional()
    .describe('Tolerated relative excess: `50%` is half as many again. Exact for rare failures only.'),
  points: z
    .number()
    .min(0)
    .max(100)
    .optional()
    .describe('Tolerated excess in percentage points: `0.5` is half a point.'),
})

/** Keys of a metric that do not depend on its source. */
export const metricSchema = z.strictObject({
  source: z
    .string()
    .default(PLATFORM_SOURCE)
    .describe('Name of an entry of `sources`, or `platform`: the own history of the component’s platform.'),
  of: z.string().optional().describe('Component whose releases are compared. Default: the only one.'),
  'slower-than': latency().optional().describe('A unit is bad when it took longer.'),
  max: z
    .union([percent(), amount()])
    .optional()
    .describe(
      'Tolerated share of bad units, such as `1%`. `0` means none at all. A plain number is an amount and needs `per`.',
    ),
  min: percent({ above: 0 })
    .optional()
    .describe('Least share of good units, such as `98%`; the same as `max: 2%`.'),
  per: unitName().optional().describe('Makes `max` an amount per unit, such as cost per `user`.'),
  'vs-baseline': comparisonSchema
    .optional()
    .describe('Tolerated excess over the old release in the same slice.'),
  abort: z
    .union([percent({ above: 0 }), breakerSchema])
    .optional()
    .describe(
      'Circuit breaker: one slice this bad, and twice as bad as the old release, ends the rollout at once. `50%` is short for `{ max: 50%, min: 50 }`.',
    ),
  weight: z
    .number()
    .min(0.01)
    .max(100)
    .default(1)
    .describe('Share of each of its tests in the judgement, before normalising.'),
})

/** What metrics may refer to. */
interface MetricContext extends Components {
  sources: Sources
}

/** Reads `metrics`. Gives the sources they use as well, the platforms' own among them. */
export const readMetrics = (
  raw: unknown,
  context: MetricContext,
  findings: Findings,
): { metrics: MetricConfig[]; sources: SourceConfig[] } => {
  const rule = { what: 'metric', ...NAME, limit: MAX_METRICS, required: false }
  const used = new Map<string, SourceConfig>()
  const metrics: MetricConfig[] = []
  for (const { name, value, path } of entriesOf(raw, ['metrics'], rule, findings)) {
    const base = findings.read(metricSchema, ownKeys(value, metricSchema.shape), path)
    if (name.endsWith('-vs-baseline'))
      findings.add({
        path,
        on: 'key',
        message: 'names ending in -vs-baseline are taken by comparisons',
        fix: 'another name',
      })
    if (!isMapping(value)) continue
    checkKeys(value, path, findings)
    const component = componentOf(value.of, path, context.components, findings)
    checkComparison(value, component, path, findings)
    const found = sourceOf(value.source, component, path, context, findings)
    const definition = { options: found?.definition.metric ?? z.strictObject({}) }
    const place = { value, shape: metricSchema.shape, path }
    const options = found && readOptions(definition, place, { findings, needs: [] })
    if (found) used.set(found.source.name, found.source)
    if (base) metrics.push(toMetric(name, base, component?.name ?? '', found?.source.name ?? '', options))
  }
  return { metrics, sources: [...used.values()] }
}

/** The source that a metric names, or the own history of its component's platform. */
const sourceOf = (
  named: unknown,
  component: ComponentConfig | undefined,
  path: Path,
  { sources, histories }: MetricContext,
  findings: Findings,
): KnownSource | undefined => {
  const name = named === undefined ? PLATFORM_SOURCE : named
  if (typeof name !== 'string') return undefined
  if (name !== PLATFORM_SOURCE) {
    const known = sources.get(name)
    if (known === undefined)
      findings.add(unknownName([...path, 'source'], 'source', [PLATFORM_SOURCE, ...sources.keys()], name))
    return known ?? undefined
  }
  // A platform that could not be read was reported where it stands.
  if (!component?.platform) return undefined
  const definition = histories.get(component.platform)
  if (definition)
    return { definition, source: toSource(`${PLATFORM_SOURCE}:${component.platform}`, definition, {}) }
  findings.add({
    path: named === undefined ? path : [...path, 'source'],
    on: named === undefined ? 'key' : 'value',
    message: `${component.platform} keeps no history of its own`,
    fix: 'source: followed by the name of an entry of sources',
  })
  return undefined
}

/** Two releases are compared only where both run at the same time. */
const checkComparison = (
  metric: Record<string, unknown>,
  component: ComponentConfig | undefined,
  path: Path,
  findings: Findings,
): void => {
  if (component === undefined || component.exposure === 'split' || metric['vs-baseline'] === undefined) return
  findings.add({
    path: [...path, 'vs-baseline'],
    on: 'key',
    message: `${component.name} is deployed whole, so no old release runs beside the new one`,
    fix: 'max or min alone',
  })
}

/** Rules over several keys, on the text of the file, so that they speak also when a single key is wrong. */
const checkKeys = (metric: Record<string, unknown>, path: Path, findings: Findings): void => {
  const has = (key: string) => metric[key] !== undefined && metric[key] !== null
  const comparison = metric['vs-baseline']
  if (has('max') && has('min'))
    findings.add({
      path: [...path, 'min'],
      on: 'key',
      message: 'max and min are two ways to say one thing',
      fix: 'one of the two',
    })
  if (!['max', 'min', 'vs-baseline', 'abort'].some((key) => metric[key] !== undefined))
    findings.add({
      path,
      on: 'key',
      message: 'nothing is tolerated or refused by it',
      fix: 'max, min, vs-baseline or abort',
    })
  if (typeof metric.max === 'number' && metric.max !== 0 && !has('per'))
    findings.add({
      path: [...path, 'max'],
      message: `${metric.max} could be a share or an amount`,
      fix: `${metric.max}% for a share, or per: with a unit for an amount`,
    })
  if (has('per') && (typeof metric.max !== 'number' || metric.max === 0))
    findings.add({
      path: [...path, 'per'],
      on: 'key',
      message: 'an amount per unit needs max as a number above 0',
      fix: 'max: 15',
    })
  for (const key of ['vs-baseline', 'abort', 'slower-than', 'min'])
    if (has('per') && has(key))
      findings.add({ path: [...path, key], on: 'key', message: 'does not go with per', fix: 'max alone' })
  if (isMapping(comparison) && comparison.relative === undefined && comparison.points === undefined)
    findings.add({
      path: [...path, 'vs-baseline'],
      on: 'key',
      message: 'says no tolerance',
      fix: '{ relative: 5% }',
    })
}

const toMetric = (
  name: string,
  read: z.output<typeof metricSchema>,
  of: string,
  source: string,
  options: unknown,
): MetricConfig => ({
  name,
  source,
  of,
  slowerThan: read['slower-than'] ?? null,
  per: read.per ?? null,
  max: limitOf(read),
  vsBaseline: toComparison(read['vs-baseline']),
  breaker: toBreaker(read.abort),
  weight: read.weight,
  options,
})

const limitOf = ({ max, min, per }: z.output<typeof metricSchema>): number | null => {
  if (max !== undefined) return per === undefined ? fraction(max) : max
  return min === undefined ? null : fraction(100 - min)
}

/** Percent as a fraction, without the dust of binary arithmetic: 100 - 99.9 is one tenth of a percent. */
export const fraction = (percents: number): number => Number((percents / 100).toFixed(9))

const toComparison = (read: z.output<typeof comparisonSchema> | undefined): MetricConfig['vsBaseline'] =>
  read
    ? {
        ...(read.relative === undefined ? {} : { relative: fraction(read.relative) }),
        ...(read.points === undefined ? {} : { points: fraction(read.points) }),
      }
    : null

const toBreaker = (read: z.output<typeof metricSchema>['abort']): MetricConfig['breaker'] => {
  if (read === undefined) return null
  return typeof read === 'number'
    ? { max: fraction(read), min: 50 }
    : { max: fraction(read.max), min: read.min }
}
