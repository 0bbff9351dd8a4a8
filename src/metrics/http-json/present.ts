import type { Counts, MetricHistory, SliceProblem } from '../../analysis/judgement.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { MetricSource, PresentSource, Sample, SliceRequest } from '../source.ts'
import { countsOf } from '../sql/rows.ts'
import type { Asking } from './history.ts'
import { valuesOf } from './history.ts'
import { asksPerRelease } from './options.ts'
import { at } from './pointer.ts'
import { fillPointer } from './template.ts'

/** Whether a source can be asked about this moment. */
export const isPresentSource = (source: MetricSource): source is PresentSource =>
  source.abilities.answers === 'now' && 'sample' in source

const UNIT = 1

const figureOf = async (
  release: ReleaseId,
  releases: { canary: ReleaseId; baseline: ReleaseId | null },
  { client, metric, time }: Asking,
): Promise<Counts | SliceProblem> => {
  // The question holds no moment: its schema refuses one.
  const nowhere = { metric: '', ...releases, from: 0, slice: 0, count: 0 }
  const values = valuesOf(nowhere, { first: 0, count: 0, release }, time)
  const document = await client.ask(values)
  return countsOf(UNIT, at(document, fillPointer(metric.value ?? '', values)), true)
}

/** The present figure of both releases; of the new one alone where the question names none. */
export const readSample = async (
  releases: { canary: ReleaseId; baseline: ReleaseId | null },
  asking: Asking,
): Promise<Sample> => {
  const { metric } = asking
  const comparable = asksPerRelease(metric) || (metric.value ?? '').includes('{release}')
  const canary = await figureOf(releases.canary, releases, asking)
  if (typeof canary === 'string') return { problem: canary }
  if (releases.baseline === null || !comparable) return { canary, baseline: null }
  const baseline = await figureOf(releases.baseline, releases, asking)
  return typeof baseline === 'string' ? { problem: baseline } : { canary, baseline }
}

/** Every slice as one that nobody knows: the past of a present figure. */
export const knowsNothing = ({ metric, from, slice, count }: SliceRequest): MetricHistory => ({
  metric,
  slices: Array.from({ length: count }, (_, index) => ({
    from: from + index * slice,
    to: from + (index + 1) * slice,
    canary: null,
    baseline: null,
    problem: 'no-data' as const,
  })),
})
