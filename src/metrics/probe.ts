import { isAbsolute, resolve } from 'node:path'
import { z } from 'zod'
import type { MetricHistory } from '../analysis/judgement.ts'
import { ConfigError } from '../kit/errors.ts'
import type { MetricQuestion, SourceContext, SourceDefinition } from './definition.ts'
import { checkAsked, historyOf } from './history.ts'
import { durationField } from './option-fields.ts'
import type { CountingRule } from './probe/counting.ts'
import { countProbes } from './probe/counting.ts'
import { loadResults } from './probe/file.ts'
import type { MetricSource, SliceRequest } from './source.ts'

const SECOND = 1000
const DAY = 86_400 * SECOND
/** Probes have times of their own, so that slices can be cut anywhere. Milliseconds. */
const MIN_SLICE = SECOND
const DEFAULTS = { delay: 10 * SECOND, lookBack: 30 * DAY } as const
const DOCS = 'metrics/probe.md'

/** Keys of an entry of `sources` with `type: probe`. */
export const probeOptions = z.strictObject({
  file: z
    .string()
    .min(1)
    .max(1000)
    .regex(/^[^\0-\x1f\x7f]+$/, 'must be a path on one line\n.sluice/probes.jsonl')
    .refine((text) => !isAbsolute(text) && !text.split(/[\\/]/).includes('..'), {
      error: 'leads out of the working copy\n.sluice/probes.jsonl',
    })
    .default('.sluice/probes.jsonl')
    .describe('Record of the probes, from the root of the working copy.'),
  delay: durationField(0, DAY)
    .prefault('10s')
    .describe('A slice is read only this long after it ended: as long as a probe may take.'),
  'look-back': durationField(SECOND, 90 * DAY)
    .prefault('30d')
    .describe('How long results are kept. Longer plans are refused.'),
})

/** What the schema makes of these keys. Times in milliseconds. */
export type ProbeOptions = z.output<typeof probeOptions>

/** Keys that a metric of this source carries. */
export const probeMetric = z.strictObject({
  probe: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Name of the probe, such as a smoke check. Default: all that were recorded.'),
  unanswered: z
    .enum(['nothing', 'bad'])
    .default('nothing')
    .describe('What a probe is that nobody answered: no unit at all, or a bad one.'),
})

/** What the schema makes of a metric's keys. */
export type ProbeMetric = z.output<typeof probeMetric>

const checkRequest = (request: SliceRequest, name: string): void => {
  checkAsked(request, name)
  if (request.slice < MIN_SLICE)
    throw new ConfigError({
      message: 'probes are counted in slices of a second or more',
      fix: '1m',
      docs: DOCS,
    })
}

const abilitiesOf = historyOf(MIN_SLICE)

const connect = async (
  options: ProbeOptions,
  { name, slowerThan, per, options: metric }: MetricQuestion<ProbeMetric>,
  { workspace = '.', log }: SourceContext,
): Promise<MetricSource> => {
  if ((per ?? null) !== null)
    throw new ConfigError({
      message: `the metric ${name} says per, and probes are good or bad`,
      fix: 'max: as a share, such as 5%',
      docs: `${DOCS}#counting`,
    })
  const path = resolve(workspace, options.file)
  const rule: CountingRule = { probe: metric.probe ?? null, slowerThan, unanswered: metric.unanswered }
  const answer = async (request: SliceRequest): Promise<MetricHistory> => {
    const { found, unreadable } = await loadResults(path)
    if (unreadable > 0) log(`${name}: ${unreadable} line(s) of the record of probes cannot be read`)
    return { metric: name, slices: countProbes(found, request, rule) }
  }
  return {
    type: 'probe',
    abilities: abilitiesOf(options),
    read: async (request) => {
      checkRequest(request, name)
      return request.count === 0 ? { metric: name, slices: [] } : answer(request)
    },
  }
}

/** Probes of our own as a metric: what smoke checks found, over time. */
export const probe = {
  type: 'probe',
  options: probeOptions,
  metric: probeMetric,
  abilities: { answers: 'history', ...DEFAULTS, minSlice: MIN_SLICE },
  abilitiesOf,
  secrets: () => [],
  connect,
} as const satisfies SourceDefinition<typeof probeOptions, typeof probeMetric>
