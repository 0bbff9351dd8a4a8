import type { z } from 'zod'
import { ConfigError } from '../kit/errors.ts'
import { formatDuration } from '../kit/grammar.ts'
import type { ReleaseId } from '../rollout/plan.ts'
import type { MetricQuestion, SourceCost, SourceDefinition } from './definition.ts'
import { checkAsked } from './history.ts'
import type { Row, RowRule } from './rows.ts'
import { slicesOf } from './rows.ts'
import type { MetricSource, SliceRequest, SourceAbilities } from './source.ts'

/** Slices of a read that one question is about. Times in milliseconds. */
export interface Span {
  /** Milliseconds since 1970. */
  from: number
  slice: number
  count: number
  /** The releases that are asked about, one or two. */
  releases: readonly ReleaseId[]
}

/** A source with its cost. */
export type PricedDefinition<Options extends z.ZodType, Metric extends z.ZodType> = SourceDefinition<
  Options,
  Metric
> & { readonly cost: SourceCost<z.output<Metric>> }

/** A slice in front shows which releases were there already. */
export const LEAD = 1

/** Number of spans that a read is cut into when one question may be about `most` slices. */
export const spansIn = (count: number, most: number): number =>
  count === 0 ? 0 : Math.ceil((count + LEAD) / most)

/** A source that counts events in buckets of its own. */
export interface Counting {
  type: string
  abilities: SourceAbilities
  question: MetricQuestion<unknown>
  /** Length of the buckets for slices of this length, in milliseconds; null: it cannot be cut. */
  bucketOf(slice: number): number | null
  /** Most slices of this length that one question may be about. */
  mostSlices(slice: number): number
  /** Rows of one span; those outside it are left out by the caller. */
  rows(span: Span): Promise<readonly Row[]>
  rule: RowRule
  /** What slices it can cut, for a person: `whole minutes`. */
  cuts: string
  /** Page below `docs/`. */
  docs: string
}

const checkGrid = (source: Counting, { slice, from }: SliceRequest): number => {
  const { type, abilities, cuts, docs } = source
  const bucket = slice >= abilities.minSlice ? source.bucketOf(slice) : null
  if (bucket !== null && from % bucket === 0) return bucket
  throw new ConfigError({
    message: `${type} cannot cut slices of ${formatDuration(slice)}`,
    fix: `slices of ${cuts}, ${formatDuration(abilities.minSlice)} or more`,
    docs,
  })
}

/** Spans of a read with its lead, oldest first. */
const spansOf = ({ from, slice, count }: SliceRequest, most: number) => {
  const start = from - LEAD * slice
  return Array.from({ length: spansIn(count, most) }, (_, index) => ({
    from: start + index * most * slice,
    slice,
    count: Math.min(most, count + LEAD - index * most),
  }))
}

/** Reads span after span, never two at once: rate limits are small. */
const read = async (source: Counting, request: SliceRequest) => {
  const { metric, canary, baseline, from, slice, count } = request
  checkAsked(request, source.question.name)
  const bucket = checkGrid(source, request)
  const releases = [...new Set(baseline === null ? [canary] : [canary, baseline])]
  const rows: Row[] = []
  for (const span of spansOf(request, source.mostSlices(slice))) {
    const end = span.from + span.count * slice
    const found = await source.rows({ ...span, releases })
    // Vendors differ in whether the end of a range belongs to it; what is left out here is asked for by the next span.
    rows.push(...found.filter(({ at }) => at >= span.from && at < end))
  }
  const slices = slicesOf(rows, { canary, baseline }, { from, slice, count, lead: LEAD, bucket }, source.rule)
  return { metric, slices }
}

/** Makes a source of something that answers with rows. */
export const countingSource = (source: Counting): MetricSource => ({
  type: source.type,
  abilities: source.abilities,
  read: (request) => read(source, request),
})

/** Throws ConfigError for a metric whose units this source cannot tell slow from fast. */
export const refuseSlowerThan = (
  { name, slowerThan }: MetricQuestion<unknown>,
  { type, fix, docs }: { type: string; fix: string; docs: string },
): void => {
  if (slowerThan === null) return
  throw new ConfigError({
    message: `the metric ${name} says slower-than, which ${type} cannot count`,
    fix,
    docs,
  })
}
