import type { MetricHistory } from '../../analysis/judgement.ts'
import { ConfigError, ProviderError } from '../../kit/errors.ts'
import type { ReleaseId } from '../../rollout/plan.ts'
import type { SliceRequest } from '../source.ts'
import type { TimeForm } from '../sql/moments.ts'
import { readMoment, writeLength, writeMoment } from '../sql/moments.ts'
import type { Entry } from '../sql/rows.ts'
import { countsOf, slicesOf } from '../sql/rows.ts'
import type { Client } from './client.ts'
import type { HttpJsonMetric } from './options.ts'
import { asksPerRelease } from './options.ts'
import { at } from './pointer.ts'
import type { Values } from './template.ts'
import { fillPointer } from './template.ts'

/** What is asked, and how. */
export interface Asking {
  client: Client
  metric: HttpJsonMetric
  time: Extract<TimeForm, 'iso' | 'seconds' | 'milliseconds'>
  /** Whether bad units are an amount, which may exceed all units. */
  amount: boolean
  mostRequests: number
}

const DOCS = 'metrics/http-json.md'
/** Requests under way at one time. */
const AT_ONCE = 4

/** A part of the request: slices `first` to `first + count`, about one release, or about both. */
interface Part {
  first: number
  count: number
  release: ReleaseId | null
}

/** What one answer says. `completeUntil` in milliseconds since 1970; null: not said. */
interface Found {
  entries: readonly Entry[]
  completeUntil: number | null
}

/** What is filled in. Ids that would change the meaning of a path as a part of their own are refused. */
export const valuesOf = (
  { canary, baseline, from, slice }: SliceRequest,
  { first, count, release }: Part,
  time: TimeForm,
): Values => {
  if (release !== null && /^\.{1,2}$/.test(release)) throw new RangeError('a release is called . or ..')
  return {
    from: writeMoment(from + first * slice, time),
    to: writeMoment(from + (first + count) * slice, time),
    slice: writeLength(slice, time),
    release: release ?? '',
    canary,
    baseline: baseline ?? '',
  }
}

const partsOf = ({ canary, baseline, count }: SliceRequest, metric: HttpJsonMetric): Part[] => {
  const both = [...new Set(baseline === null ? [canary] : [canary, baseline])]
  const releases = asksPerRelease(metric) ? both : [null]
  const ranges =
    metric.rows === undefined
      ? Array.from({ length: count }, (_, first) => ({ first, count: 1 }))
      : [{ first: 0, count }]
  return ranges.flatMap((range) => releases.map((release) => ({ ...range, release })))
}

const checkCost = (requests: number, { mostRequests, metric }: Asking): void => {
  if (requests <= mostRequests) return
  throw new ConfigError({
    message: `one look at this metric takes ${requests} requests, and most-requests is ${mostRequests}`,
    fix:
      metric.rows === undefined
        ? 'an address that answers all slices at once, with rows; longer slices; or a higher most-requests'
        : 'a higher most-requests',
    docs: `${DOCS}#cost`,
  })
}

/** A slice that says how far it reaches, and does not say it in a way that can be read, is as good as not complete. */
const completeUntil = (document: unknown, pointer: string | undefined, time: TimeForm): number | null =>
  pointer === undefined ? null : (readMoment(at(document, pointer), time) ?? Number.NEGATIVE_INFINITY)

const invalid = (says: string): ProviderError =>
  new ProviderError({
    provider: 'http-json',
    message: `http-json: ${says}`,
    retryable: false,
    code: 'invalid-answer',
  })

const indexOf = (row: unknown, { from, slice }: SliceRequest, { metric, time }: Asking): number => {
  const start = readMoment(at(row, metric['slice-start'] ?? ''), time)
  if (start === null)
    throw new ConfigError({
      message: `http-json: an element of rows has no start of its slice that reads as ${time}`,
      fix: 'slice-start: where it stands; time: how it is written',
      docs: `${DOCS}#rows`,
    })
  const index = (start - from) / slice
  if (Number.isInteger(index)) return index
  throw new ConfigError({
    message: 'http-json: an element of rows begins inside a slice',
    fix: '{from} and {slice} in the question, so that the service cuts the same slices',
    docs: `${DOCS}#rows`,
  })
}

const rowsIn = (document: unknown, part: Part, request: SliceRequest, asking: Asking): Entry[] => {
  const { metric, amount } = asking
  const rows = at(document, metric.rows ?? '')
  if (rows === undefined || rows === null) return []
  if (!Array.isArray(rows)) throw invalid('there is no list where rows points')
  return rows.flatMap((row: unknown): Entry[] => {
    const release = metric.release === undefined ? part.release : at(row, metric.release)
    if (typeof release !== 'string' || (release !== request.canary && release !== request.baseline)) return []
    if (part.release !== null && part.release !== release) return []
    const counts = countsOf(at(row, metric.total ?? ''), at(row, metric.bad ?? ''), amount)
    return [{ index: indexOf(row, request, asking), release, counts }]
  })
}

const figuresIn = (document: unknown, part: Part, request: SliceRequest, asking: Asking): Entry[] => {
  const { metric, amount, time } = asking
  const { canary, baseline } = request
  const releases = part.release !== null ? [part.release] : baseline === null ? [canary] : [canary, baseline]
  return releases.map((release) => {
    const values = valuesOf(request, { ...part, release }, time)
    const figure = (pointer = ''): unknown => at(document, fillPointer(pointer, values))
    return { index: part.first, release, counts: countsOf(figure(metric.total), figure(metric.bad), amount) }
  })
}

/** What is said of a release that the service does not know. */
const unknownIn = ({ first, count, release }: Part): Found => ({
  entries: Array.from({ length: count }, (_, index) => ({
    index: first + index,
    release: release ?? '',
    counts: 'no-data',
  })),
  completeUntil: null,
})

const ask = async (part: Part, request: SliceRequest, asking: Asking): Promise<Found> => {
  const { client, metric, time } = asking
  const document = await client.ask(valuesOf(request, part, time))
  if (document === undefined) return unknownIn(part)
  const until = completeUntil(document, metric['as-of'], time)
  if (metric.rows !== undefined)
    return { entries: rowsIn(document, part, request, asking), completeUntil: until }
  const end = request.from + (part.first + 1) * request.slice
  const entries = figuresIn(document, part, request, asking)
  // Each slice has an answer of its own here, which speaks for no other slice.
  return until !== null && until < end
    ? { entries: entries.map((entry) => ({ ...entry, counts: 'stale' as const })), completeUntil: null }
    : { entries, completeUntil: null }
}

/** Does the work for each part, a few at a time, and stops at the first failure. */
const inParallel = async (parts: readonly Part[], work: (part: Part) => Promise<Found>): Promise<Found[]> => {
  const found: Found[] = []
  let next = 0
  let failed = false
  const worker = async (): Promise<void> => {
    for (let part = parts[next]; part !== undefined && !failed; part = parts[next]) {
      next += 1
      found.push(
        await work(part).catch((error: unknown) => {
          failed = true
          throw error
        }),
      )
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return found
}

/** Counts per slice: all slices in one answer (`rows`), or one question for each. Throws as the client does. */
export const readHistory = async (request: SliceRequest, asking: Asking): Promise<MetricHistory> => {
  const parts = partsOf(request, asking.metric)
  checkCost(parts.length, asking)
  const found = await inParallel(parts, (part) => ask(part, request, asking))
  const limits = found.flatMap(({ completeUntil: until }) => until ?? [])
  const entries = found.flatMap((each) => each.entries)
  return {
    metric: request.metric,
    slices: slicesOf(entries, request, limits.length > 0 ? Math.min(...limits) : null),
  }
}
