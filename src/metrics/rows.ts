import { z } from 'zod'
import type { Counts, MetricSlice, SliceProblem } from '../analysis/judgement.ts'
import { ProviderError } from '../kit/errors.ts'
import type { ReleaseId } from '../rollout/plan.ts'

/** What one release did in one bucket of time, as a source that counts events says it. */
export interface Row {
  /** The release as it was asked for. */
  release: ReleaseId
  /** Start of the bucket, in milliseconds since 1970. */
  at: number
  /** Units; null: the source said nothing. */
  n: number | null
  /** Bad units or an amount; null: the source said nothing, and where there are units that is no zero. */
  x: number | null
}

/** One figure of one release in one bucket. */
export interface Value {
  release: ReleaseId
  /** Milliseconds since 1970. */
  at: number
  value: number | null
}

/** Slices that are made of rows. Times in milliseconds. */
export interface RowGrid {
  from: number
  slice: number
  count: number
  /** Slices in front of `from` whose rows only show that a release was there already. */
  lead: number
  /** Length of the buckets that were asked for; divides the slice. */
  bucket: number
}

/** How rows are to be read. */
export interface RowRule {
  /** Who answered, for messages. */
  provider: string
  /** Whether `x` may exceed `n`: a cost is no share. */
  amount: boolean
  /** What a figure below zero means. Default `out-of-range`. */
  negative?: 'out-of-range' | 'counter-reset'
}

const FIGURES: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
}

/**
 * A number in an answer: JSON has none for NaN and the infinities, and some databases write large integers as text.
 * Other text is the wrong type. Null stays null.
 */
export const figure = z.union([
  z.number(),
  z.null(),
  z
    .string()
    .max(64)
    .transform((text, context): number => {
      const [, sign = '', rest = ''] = /^([+-]?)(.+)$/.exec(text.toLowerCase()) ?? []
      const named = FIGURES[rest]
      if (named !== undefined) return sign === '-' ? -named : named
      if (/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(rest)) return Number(text)
      context.issues.push({ code: 'custom', message: 'no number', input: text })
      return z.NEVER
    }),
])

type Cell = Counts | { problem: SliceProblem }

const broken = (problem: SliceProblem): Cell => ({ problem })

const unexpected = (provider: string, says: string): ProviderError =>
  new ProviderError({ provider, message: `${provider}: ${says}`, retryable: false, code: 'invalid-answer' })

/** What a row says; undefined: nothing. */
const cellOf = ({ n, x }: Row, { negative = 'out-of-range' }: RowRule): Cell | undefined => {
  if (n === null && x === null) return undefined
  if (Number.isNaN(n) || Number.isNaN(x)) return broken('not-a-number')
  if (Math.abs(n ?? 0) === Number.POSITIVE_INFINITY || Math.abs(x ?? 0) === Number.POSITIVE_INFINITY)
    return broken('not-a-number')
  if ((n ?? 0) < 0 || (x ?? 0) < 0) return broken(negative)
  // Bad units without any units: the two figures are not about the same thing.
  // Beyond this a number is not the one that was counted.
  if (Math.max(n ?? 0, x ?? 0) > Number.MAX_SAFE_INTEGER) return broken('out-of-range')
  if (n === null) return x === 0 ? undefined : broken('out-of-range')
  if (x === null && n > 0) return broken('not-a-number')
  return { n, x: x ?? 0 }
}

const add = (one: Cell | undefined, other: Cell): Cell => {
  if (one === undefined || 'problem' in other) return one !== undefined && 'problem' in one ? one : other
  return 'problem' in one ? one : { n: one.n + other.n, x: one.x + other.x }
}

/** Cells of every release by slice, those of the lead first. */
const layOut = (
  rows: readonly Row[],
  releases: ReadonlySet<ReleaseId>,
  grid: RowGrid,
  rule: RowRule,
): Map<ReleaseId, (Cell | undefined)[]> => {
  const { slice, bucket } = grid
  const start = grid.from - grid.lead * slice
  const total = grid.count + grid.lead
  const cells = new Map([...releases].map((release) => [release, new Array<Cell | undefined>(total)]))
  const seen = new Set<string>()
  for (const row of rows) {
    const own = cells.get(row.release)
    if (own === undefined) throw unexpected(rule.provider, 'answered for a release that was not asked for')
    const slot = Math.floor((row.at - start) / slice)
    if (!(slot >= 0 && slot < total)) continue
    if ((row.at - start) % bucket !== 0)
      throw unexpected(rule.provider, 'answered for other moments than asked for')
    const cell = cellOf(row, rule)
    if (cell === undefined) continue
    const key = JSON.stringify([row.release, row.at])
    own[slot] = add(own[slot], seen.has(key) ? broken('ambiguous') : cell)
    seen.add(key)
  }
  return cells
}

const checkShare = (cell: Cell | undefined, { amount }: RowRule): Cell | undefined =>
  cell !== undefined && !('problem' in cell) && cell.x > cell.n && !amount ? broken('out-of-range') : cell

/** A release over time: its cells, and since which slice it is known to have been there. */
interface Arm {
  cells: readonly (Cell | undefined)[]
  firstSeen: number
}

const armOf = (cells: readonly (Cell | undefined)[], rule: RowRule): Arm => {
  const checked = Array.from(cells, (cell) => checkShare(cell, rule))
  const first = checked.findIndex((cell) => cell !== undefined)
  return { cells: checked, firstSeen: first === -1 ? Number.POSITIVE_INFINITY : first }
}

const SILENT: Counts = { n: 0, x: 0 }

type Said = { canary: Counts; baseline: Counts | null } | { problem: SliceProblem }

/**
 * What a slice says. No row is no zero by itself: nobody knows whether nothing happened or nothing was recorded. A
 * release that was seen before counts as silent only where the other release has rows in the same slice, which proves
 * that the slice was recorded.
 */
const sayOf = (canary: Arm, baseline: Arm | null, slot: number): Said => {
  const [own, old] = [canary.cells[slot], baseline?.cells[slot]]
  if (own !== undefined && 'problem' in own) return own
  if (old !== undefined && 'problem' in old) return old
  if (canary.firstSeen > slot || (baseline?.firstSeen ?? 0) > slot) return { problem: 'no-data' }
  if (own === undefined && old === undefined) return { problem: 'stale' }
  return { canary: own ?? SILENT, baseline: baseline === null ? null : (old ?? SILENT) }
}

/**
 * Slices of both releases from rows. Every slice has counts or the name of its problem: `no-data` a release that was
 * not seen up to the end of the slice; `stale` both were seen before and neither is now; `ambiguous` two rows for one
 * bucket; `not-a-number`, `out-of-range` and `counter-reset` as the figures are. Rows outside the grid are left out.
 * Throws ProviderError for a release or a moment that was not asked for.
 */
export const slicesOf = (
  rows: readonly Row[],
  { canary, baseline }: { canary: ReleaseId; baseline: ReleaseId | null },
  grid: RowGrid,
  rule: RowRule,
): MetricSlice[] => {
  const releases = new Set(baseline === null ? [canary] : [canary, baseline])
  const cells = layOut(rows, releases, grid, rule)
  const arm = (release: ReleaseId): Arm => armOf(cells.get(release) ?? [], rule)
  const [own, old] = [arm(canary), baseline === null ? null : arm(baseline)]
  return Array.from({ length: grid.count }, (_, index): MetricSlice => {
    const bounds = { from: grid.from + index * grid.slice, to: grid.from + (index + 1) * grid.slice }
    const said = sayOf(own, old, grid.lead + index)
    return 'problem' in said
      ? { ...bounds, canary: null, baseline: null, problem: said.problem }
      : { ...bounds, ...said }
  })
}

/**
 * Rows from two answers, all units and the bad ones. Bad units that are not told of are none; a figure that is there
 * twice stays there twice, so that it is found ambiguous.
 */
export const joinValues = (total: readonly Value[], bad: readonly Value[]): Row[] => {
  const keyOf = ({ release, at }: Value): string => JSON.stringify([release, at])
  const left = new Map<string, Value[]>()
  for (const value of bad) left.set(keyOf(value), [...(left.get(keyOf(value)) ?? []), value])
  const rows = total.flatMap((value): Row[] => {
    const { release, at } = value
    const fitting = left.get(keyOf(value)) ?? []
    left.delete(keyOf(value))
    const none = value.value === null ? null : 0
    const figures = fitting.length === 0 ? [none] : fitting.map((one) => one.value)
    return figures.map((x) => ({ release, at, n: value.value, x }))
  })
  const alone = [...left.values()]
    .flat()
    .map(({ release, at, value }) => ({ release, at, n: null, x: value }))
  return [...rows, ...alone]
}
