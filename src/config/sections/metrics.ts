import * as z from 'zod'
import { latency, matching, NAME, percent } from '../fields.ts'
import type { Findings, Path } from '../findings.ts'
import { countsPreset, expandPreset, PRESET_NAMES, sourceOfPlatform } from '../presets.ts'
import type { ComponentConfig, MetricConfig, SourceConfig } from '../service.ts'
import { type Components, componentOf } from './components.ts'
import { entriesOf, isMapping, ownKeys, readOptions, unknownName } from './entries.ts'
import { abilitiesOf, type KnownSource, PLATFORM_SOURCE, type Sources, toSource } from './sources.ts'

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
  weight: z
    .number()
    .min(0.01)
    .max(100)
    .optional()
    .describe(
      'Share of the comparison in the judgement, before normalising. Default: four times the `weight` of the metric, because it sees first.',
    ),
})

/** A comparison counts as much as so many limits unless a weight is given; tried out in `bench/detection`. */
const COMPARISON_WEIGHT = 4

const usualSchema = z.strictObject({
  'per-second': z
    .number()
    .min(0)
    .max(1_000_000_000)
    .describe('Units per second, both releases together: `0.02` is 72 an hour.'),
  bad: z
    .union([percent(), amount()])
    .prefault('0%')
    .describe('Usual share of bad units, such as `0.4%`; with `per` the usual amount.'),
})

/** Keys of a metric that do not depend on its source. */
export const metricSchema = z.strictObject({
  source: z
    .string()
    .default(PLATFORM_SOURCE)
    .describe('Name of an entry of `sources`, or `platform`: the own history of the component’s platform.'),
  preset: z
    .enum(PRESET_NAMES)
    .optional()
    .describe(
      'Fills in what is asked and what is tolerated; every key that is written wins. The source may be left out where only one can count it.',
    ),
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
  'over-limit': z
    .enum(['hold', 'abort'])
    .optional()
    .describe(
      'For a source that knows only the present figure: what happens while it is beyond `max`. Default `hold`.',
    ),
  usual: usualSchema
    .optional()
    .describe('What a healthy service brings, so that `plan` can say what the steps would see.'),
  weight: z
    .number()
    .min(0.01)
    .max(100)
    .default(1)
    .describe(
      'Share of its limit in the judgement, before normalising; a comparison counts four times as much.',
    ),
})

/** What metrics may refer to. */
interface MetricContext extends Components {
  sources: Sources
}

/** Requests that one look at a metric takes, by the grid of slices that it asks for. */
type ReadCost = (grid: { slice: number; count: number }) => number

/** Costs by name of the metric, where its source has any. */
export type ReadCosts = ReadonlyMap<string, ReadCost>

/** Reads `metrics`. Gives the sources they use as well, the platforms' own among them. */
export const readMetrics = (
  raw: unknown,
  context: MetricContext,
  findings: Findings,
): { metrics: MetricConfig[]; sources: SourceConfig[]; costs: ReadCosts } => {
  const rule = { what: 'metric', ...NAME, limit: MAX_METRICS, required: false }
  const used = new Map<string, SourceConfig>()
  const metrics: MetricConfig[] = []
  const costs = new Map<string, ReadCost>()
  for (const { name, value, path } of entriesOf(raw, ['metrics'], rule, findings)) {
    if (name.endsWith('-vs-baseline'))
      findings.add({
        path,
        on: 'key',
        message: 'names ending in -vs-baseline are taken by comparisons',
        fix: 'another name',
      })
    if (!isMapping(value)) {
      findings.read(metricSchema, value, path)
      continue
    }
    const component = componentOf(value.of, path, context.components, findings)
    const found = sourceOf(value, component, path, context, findings)
    const filled = withPreset(value, component, found, path, findings)
    const base = findings.read(metricSchema, ownKeys(filled ?? value, metricSchema.shape), path)
    // Without its preset nobody knows what the metric was meant to be.
    if (!filled) continue
    checkKeys(filled, path, findings)
    checkComparison(filled, component, path, findings)
    const definition = { options: found?.definition.metric ?? z.strictObject({}) }
    const place = { value: filled, shape: metricSchema.shape, path }
    const options = found && readOptions(definition, place, { findings, needs: [] })
    if (found) used.set(found.source.name, found.source)
    const present =
      found !== undefined && abilitiesOf(found.definition, found.source.options, options).answers === 'now'
    checkPresent(filled, present, path, findings)
    if (!base) continue
    metrics.push({
      ...toMetric(name, base, component?.name ?? '', found?.source.name ?? '', options),
      present: present ? { beyond: base['over-limit'] ?? 'hold' } : null,
    })
    const { cost } = found?.definition ?? {}
    if (cost && !present) costs.set(name, (grid) => cost.perRead(grid, options))
  }
  return { metrics, sources: [...used.values()], costs }
}

/** The keys of a metric with those of its preset; null where that is not to be had, which was noted. */
const withPreset = (
  value: Record<string, unknown>,
  component: ComponentConfig | undefined,
  found: KnownSource | undefined,
  path: Path,
  findings: Findings,
): Record<string, unknown> | null => {
  const { preset } = value
  if (preset === undefined) return value
  // A source that is missing was noted where it was looked for, and a name that is no preset is told by the schema.
  if (!found || !countable(preset)) return null
  const compared = component === undefined || component.exposure === 'split'
  const expanded = expandPreset(value, { source: kindOf(found), compared })
  if (expanded.ok) return { ...expanded.keys, preset }
  const { message, fix, docs } = expanded.problem
  findings.add({ path: [...path, 'preset'], message, ...(fix && { fix }), ...(docs && { docs }) })
  return null
}

/** Whether any kind of source can count a preset, which is to say: whether there is one of this name. */
const countable = (preset: unknown): boolean => PRESET_NAMES.some((name) => name === preset)

/** The kind of a source as presets name it: a platform's own history is called `platform`. */
const kindOf = ({ source }: KnownSource): string =>
  source.name.startsWith(`${PLATFORM_SOURCE}:`) ? PLATFORM_SOURCE : source.type

/**
 * The source that a metric names; without a name the own history of its component's platform, or, for a preset, the only
 * source of the file that can count it.
 */
const sourceOf = (
  { source: named, preset }: Record<string, unknown>,
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
  if (named === undefined && preset !== undefined && !histories.has(component.platform))
    return onlyCounter(preset, component, path, sources, findings)
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

/** The one source that can count a preset, the usual one of the platform first. */
const onlyCounter = (
  preset: unknown,
  { platform }: ComponentConfig,
  path: Path,
  sources: Sources,
  findings: Findings,
): KnownSource | undefined => {
  const all = [...sources.values()].filter((known) => known !== null)
  const able = all.filter((known) => countsPreset(preset, known.definition.type))
  const usual = able.filter(({ definition }) => definition.type === sourceOfPlatform[platform])
  const [only, ...others] = usual.length > 0 ? usual : able
  if (only && others.length === 0) return only
  // A source with mistakes may be the one that is meant, and a name that is no preset is told by the schema.
  if (all.length === sources.size && countable(preset))
    findings.add({
      path: [...path, 'preset'],
      message: only ? 'several sources can count it' : 'no source of this file can count it',
      fix: only
        ? `source: ${[only, ...others].map(({ source }) => source.name).join(' or ')}`
        : `an entry of sources with type: ${sourceOfPlatform[platform] ?? 'prometheus'}`,
      docs: 'metrics/presets.md',
    })
  return undefined
}

/** A present figure is held against its limit and nothing else; what happens beyond it is said for those alone. */
const checkPresent = (
  metric: Record<string, unknown>,
  present: boolean,
  path: Path,
  findings: Findings,
): void => {
  if (!present && metric['over-limit'] !== undefined)
    findings.add({
      path: [...path, 'over-limit'],
      on: 'key',
      message: 'is for sources that know only the present; this one is judged by evidence',
      fix: 'abort: 50%, for a slice so bad that nobody waits for more',
    })
  if (!present) return
  for (const key of ['vs-baseline', 'abort', 'min', 'slower-than'])
    if (metric[key] !== undefined)
      findings.add({
        path: [...path, key],
        on: 'key',
        message: 'a present figure cannot be counted over time',
        fix: key === 'abort' ? 'over-limit: abort' : 'max alone, with per',
      })
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
): Omit<MetricConfig, 'present'> => ({
  name,
  source,
  of,
  slowerThan: read['slower-than'] ?? null,
  per: read.per ?? null,
  max: limitOf(read),
  vsBaseline: toComparison(read['vs-baseline'], read.weight),
  breaker: toBreaker(read.abort),
  weight: read.weight,
  options,
  usual: read.usual
    ? {
        perSecond: read.usual['per-second'],
        rate: read.per === undefined ? fraction(read.usual.bad) : read.usual.bad,
      }
    : null,
})

const limitOf = ({ max, min, per }: z.output<typeof metricSchema>): number | null => {
  if (max !== undefined) return per === undefined ? fraction(max) : max
  return min === undefined ? null : fraction(100 - min)
}

/** Percent as a fraction, without the dust of binary arithmetic: 100 - 99.9 is one tenth of a percent. */
export const fraction = (percents: number): number => Number((percents / 100).toFixed(9))

const toComparison = (
  read: z.output<typeof comparisonSchema> | undefined,
  weight: number,
): MetricConfig['vsBaseline'] =>
  read
    ? {
        weight: read.weight ?? COMPARISON_WEIGHT * weight,
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
