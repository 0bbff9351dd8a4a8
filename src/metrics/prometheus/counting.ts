import type { Counts, MetricSlice, SliceProblem } from '../../analysis/judgement.ts'
import type { ArmTables, Cell, Table } from './answer.ts'
import type { Counters } from './query.ts'

/** What the counting has to know of the question. */
export interface CountingRule {
  counts: Counters['counts']
  /** Whether the part may exceed the total: a cost is no share. */
  amount: boolean
}

/** How much something grew in one slice, or why that is not known. */
type Growth = { by: number } | { problem: SliceProblem }

const problem = (name: SliceProblem): { problem: SliceProblem } => ({ problem: name })

/** Whether anything was said at this moment. */
const anyAt = (table: Table, index: number): boolean => {
  for (const cells of table.values()) if (cells[index] !== undefined) return true
  return false
}

/** The last thing a series said up to this moment. */
const lastBefore = (cells: readonly Cell[], index: number): Cell => {
  for (let at = index; at >= 0; at -= 1) if (cells[at] !== undefined) return cells[at]
  return undefined
}

const faultOf = (cell: Cell): SliceProblem | null => {
  if (cell === undefined) return null
  if (cell === 'ambiguous') return 'ambiguous'
  if (!Number.isFinite(cell)) return 'not-a-number'
  return cell < 0 ? 'out-of-range' : null
}

/**
 * Growth of one counter from moment `start` to the next. A series that is there for the first time was born with its
 * process, or with its first unit, and counts from 0; one that comes back after a gap does not say when it grew.
 */
const growthOfSeries = (cells: readonly Cell[], start: number): Growth => {
  const [before, after] = [cells[start], cells[start + 1]]
  const fault = faultOf(before) ?? faultOf(after)
  if (fault !== null) return problem(fault)
  if (typeof after !== 'number') return { by: 0 }
  const known = lastBefore(cells, start)
  if (known === undefined) return { by: after }
  if (typeof known !== 'number') return problem('stale')
  if (after < known) return problem('counter-reset')
  return before === undefined ? problem('stale') : { by: after - known }
}

const growthOf = (table: Table, start: number): Growth => {
  let by = 0
  for (const cells of table.values()) {
    const growth = growthOfSeries(cells, start)
    if ('problem' in growth) return growth
    by += growth.by
  }
  return { by }
}

const isFresh = ({ fresh }: ArmTables, index: number): boolean => anyAt(fresh, index)

const wasReset = ({ 'total-resets': total, 'part-resets': part }: ArmTables, index: number): boolean =>
  [...total.values(), ...part.values()].some((cells) => {
    const count = cells[index]
    return typeof count === 'number' && count > 0
  })

/** Whether every series at the end of the slice is there for the first time. */
const allNew = (table: Table, start: number): boolean =>
  [...table.values()].every(
    (cells) => cells[start + 1] === undefined || lastBefore(cells, start) === undefined,
  )

/** Whether the part was lost on the way: it was there, it is gone, and no process ended meanwhile. */
const partVanished = ({ total, part }: ArmTables, start: number): boolean =>
  anyAt(part, start) &&
  !anyAt(part, start + 1) &&
  [...total.values()].every((cells) => cells[start] === undefined || cells[start + 1] !== undefined)

/** Why nothing can be counted from moment `start` to the next, as far as the whole release goes; null: it can. */
const gapOf = (arm: ArmTables, other: ArmTables | null, start: number): SliceProblem | null => {
  const seenBefore = [...arm.total.values()].some((cells) => lastBefore(cells, start) !== undefined)
  if (!seenBefore && !anyAt(arm.total, start + 1)) return 'no-data'
  if (!isFresh(arm, start + 1)) return 'stale'
  if (!isFresh(arm, start)) {
    if (!allNew(arm.total, start)) return 'stale'
    // Only what was read of the other release proves that these were not there, rather than not read.
    if (other === null || !isFresh(other, start)) return seenBefore ? 'stale' : 'no-data'
  }
  if (wasReset(arm, start + 1)) return 'counter-reset'
  return partVanished(arm, start) ? 'stale' : null
}

const countsOf = (
  arm: ArmTables,
  other: ArmTables | null,
  start: number,
  { counts, amount }: CountingRule,
): Counts | { problem: SliceProblem } => {
  const gap = gapOf(arm, other, start)
  if (gap !== null) return problem(gap)
  const total = growthOf(arm.total, start)
  if ('problem' in total) return total
  const part = growthOf(arm.part, start)
  if ('problem' in part) return part
  const x = counts === 'bad' ? part.by : total.by - part.by
  if (x < 0 || (x > total.by && !amount)) return problem('out-of-range')
  return { n: total.by, x }
}

/**
 * Counts of both releases in the slices between the moments of a grid. The first slice is left out: it only shows what
 * was there before. `baseline` is null when there is none.
 */
export const countSlices = (
  canary: ArmTables,
  baseline: ArmTables | null,
  { from, slice, count }: { from: number; slice: number; count: number },
  rule: CountingRule,
): MetricSlice[] =>
  Array.from({ length: count }, (_, index) => {
    const bounds = { from: from + index * slice, to: from + (index + 1) * slice }
    const fresh = countsOf(canary, baseline, index + 1, rule)
    if ('problem' in fresh) return { ...bounds, canary: null, baseline: null, problem: fresh.problem }
    if (baseline === null) return { ...bounds, canary: fresh, baseline: null }
    const old = countsOf(baseline, canary, index + 1, rule)
    if ('problem' in old) return { ...bounds, canary: null, baseline: null, problem: old.problem }
    return { ...bounds, canary: fresh, baseline: old }
  })

/** Whether a histogram lacks the bucket of the part for one of its series. */
export const lacksPart = ({ total, part }: ArmTables): boolean =>
  [...total].some(([key, cells]) => {
    const fitting = part.get(key)
    return cells.some((cell, index) => cell !== undefined && fitting?.[index] === undefined)
  })
