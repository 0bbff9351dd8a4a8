import type { Counts, MetricSlice, SliceProblem } from '../../analysis/judgement.ts'
import { ConfigError } from '../../kit/errors.ts'
import type { SliceRequest } from '../source.ts'
import type { TimeForm } from './moments.ts'
import { readMoment } from './moments.ts'

/** What one release did in one slice, or why that cannot be said. */
export interface Entry {
  /** Number of the slice, from 0. Entries outside the question are left aside. */
  index: number
  release: string
  counts: Counts | SliceProblem
}

/** Beyond this a double does not count one by one any more. */
const LARGEST = Number.MAX_SAFE_INTEGER

const numberOf = (value: unknown): number | SliceProblem => {
  if (value === null || value === undefined) return 'no-data'
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'not-a-number'
  return value < 0 || value > LARGEST ? 'out-of-range' : value
}

/**
 * Units and bad units of one release in one slice. Nothing is coerced: an empty text, a number in quotes or `true` is
 * `not-a-number`, as are NaN and the infinities; NULL is `no-data`; a negative number is `out-of-range`, as is more bad
 * than there is, unless `amount` says that the second number is a sum such as a cost.
 */
export const countsOf = (total: unknown, bad: unknown, amount: boolean): Counts | SliceProblem => {
  const n = numberOf(total)
  if (typeof n !== 'number') return n
  const x = numberOf(bad)
  if (typeof x !== 'number') return x
  return x > n && !amount ? 'out-of-range' : { n, x }
}

/** Entries of one release by slice. Two entries for one slice are `ambiguous`, whatever they say. */
const table = (entries: readonly Entry[], release: string, count: number): Map<number, Entry['counts']> => {
  const found = new Map<number, Entry['counts']>()
  for (const { index, release: of, counts } of entries)
    if (of === release && index >= 0 && index < count)
      found.set(index, found.has(index) ? 'ambiguous' : counts)
  return found
}

/** A release over time, and the first slice in which the answer names it. */
const armOf = (entries: readonly Entry[], release: string, count: number) => {
  const cells = table(entries, release, count)
  return { cells, first: Math.min(...cells.keys()) }
}

type Arm = ReturnType<typeof armOf>

const NOTHING: Counts = { n: 0, x: 0 }

/** What a slice says of an arm; `other` is the other one, where there is one. */
const sayOf = ({ cells, first }: Arm, other: Arm | null, index: number): Counts | SliceProblem => {
  const own = cells.get(index)
  if (own !== undefined) return own
  if (first > index) return 'no-data'
  return other?.cells.has(index) ? NOTHING : 'stale'
}

/**
 * Lays the entries on the slices that were asked for. A slice has counts of both releases, or one problem and counts of
 * neither. No entry is no zero by itself: a release that an earlier slice named did nothing only where the other one has
 * an entry in the same slice, which proves that the slice was recorded; else it is `stale`, and `no-data` before it was
 * ever named. Slices that end after `completeUntil` (milliseconds since 1970; null: not said) are `stale`.
 */
export const slicesOf = (
  entries: readonly Entry[],
  { canary, baseline, from, slice, count }: SliceRequest,
  completeUntil: number | null,
): MetricSlice[] => {
  const fresh = armOf(entries, canary, count)
  const old = baseline === null ? null : armOf(entries, baseline, count)
  return Array.from({ length: count }, (_, index): MetricSlice => {
    const bounds = { from: from + index * slice, to: from + (index + 1) * slice }
    const failed = (problem: SliceProblem): MetricSlice => ({
      ...bounds,
      canary: null,
      baseline: null,
      problem,
    })
    if (completeUntil !== null && bounds.to > completeUntil) return failed('stale')
    const own = sayOf(fresh, old, index)
    if (typeof own === 'string') return failed(own)
    const before = old && sayOf(old, fresh, index)
    return typeof before === 'string' ? failed(before) : { ...bounds, canary: own, baseline: before }
  })
}

/** A row of an answer, by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>

/** How rows are to be understood. */
export interface RowRule {
  time: TimeForm
  amount: boolean
  /** Page that explains the columns. */
  docs: string
}

const refuseRow = (message: string, fix: string, docs: string): ConfigError =>
  new ConfigError({ message: `the query of this metric gave a row ${message}`, fix, docs })

/** Number of the slice that a row speaks of. Throws ConfigError when it lies between slices or is not said. */
const indexOf = (row: Row, { from, slice }: SliceRequest, { time, docs }: RowRule): number => {
  if (row.slice !== undefined) {
    if (typeof row.slice === 'number' && Number.isSafeInteger(row.slice)) return row.slice
    throw refuseRow('whose slice is no whole number', 'the number of the slice, the first one being 0', docs)
  }
  const start = readMoment(row.slice_start, time)
  if (start === null)
    throw refuseRow(
      'without a slice_start that can be read',
      `slice_start (${time}), or slice as a number`,
      docs,
    )
  const index = (start - from) / slice
  if (Number.isInteger(index)) return index
  throw refuseRow(
    `whose slice_start lies ${Math.round(Math.abs(index % 1) * slice) / 1000} s inside a slice`,
    'slices that are counted from $from, in steps of $slice',
    docs,
  )
}

/**
 * Slices from rows with the columns `slice_start` or `slice`, `release`, `total`, `bad` and, where the data say how far
 * they reach, `complete_until`. Rows of other releases or other times are left aside. Throws ConfigError for rows that a
 * better query would not give.
 */
export const slicesOfRows = (rows: readonly Row[], request: SliceRequest, rule: RowRule): MetricSlice[] => {
  let completeUntil: number | null = null
  const entries: Entry[] = []
  for (const row of rows) {
    const until = readMoment(row.complete_until, rule.time)
    if (until !== null) completeUntil = Math.min(until, completeUntil ?? until)
    if (row.release !== request.canary && row.release !== request.baseline) continue
    entries.push({
      index: indexOf(row, request, rule),
      release: String(row.release),
      counts: countsOf(row.total, row.bad, rule.amount),
    })
  }
  return slicesOf(entries, request, completeUntil)
}

/** The columns that every row needs; the first two stand for each other. */
const COLUMNS = ['release', 'total', 'bad'] as const

/** Throws ConfigError when the rows lack a column. No rows lack none. */
export const checkColumns = (rows: readonly Row[], docs: string): void => {
  const [first] = rows
  if (first === undefined) return
  const missing: string[] = COLUMNS.filter((name) => !Object.hasOwn(first, name))
  if (!Object.hasOwn(first, 'slice') && !Object.hasOwn(first, 'slice_start')) missing.unshift('slice_start')
  if (missing.length === 0) return
  throw new ConfigError({
    message: `the query of this metric gives no column ${missing.join(', ')}`,
    fix: 'slice_start (or slice), release, total and bad, as names of columns',
    docs,
  })
}
