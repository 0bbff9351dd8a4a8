import type { Counts, MetricSlice, SliceProblem } from '../../analysis/judgement.ts'
import type { ArmTables, Cell, Table } from './answer.ts'
import type { Counters, Role } from './query.ts'

/** What the counting has to know of the question. */
export interface CountingRule {
  counts: Counters['counts']
  /** Whether the part may exceed the total: a cost is no share. */
  amount: boolean
}

/** One series: what it said at each moment, and the last thing it had said up to then. */
interface Trail {
  cells: readonly Cell[]
  latest: readonly Cell[]
}

type ArmTrails = Readonly<Record<Role, readonly Trail[]>> & {
  /** Up to each moment, the last one at which any series of the part was there; -1 without one. */
  readonly partSeen: readonly number[]
}

/** How much something grew in one slice, or why that is not known. */
type Growth = { by: number } | { problem: SliceProblem }

const problem = (name: SliceProblem): { problem: SliceProblem } => ({ problem: name })

const trailsOf = (table: Table): Trail[] =>
  [...table.values()].map((cells) => {
    let last: Cell
    const latest = cells.map((cell) => {
      last = cell ?? last
      return last
    })
    return { cells, latest }
  })

const armOf = (tables: ArmTables): ArmTrails => ({
  total: trailsOf(tables.total),
  part: trailsOf(tables.part),
  fresh: trailsOf(tables.fresh),
  'total-resets': trailsOf(tables['total-resets']),
  'part-resets': trailsOf(tables['part-resets']),
  partSeen: lastSeen(tables),
})

const lastSeen = ({ part, total }: ArmTables): number[] => {
  const rows = [...part.values()]
  const moments = [...total.values()][0]?.length ?? 0
  let last = -1
  return Array.from({ length: moments }, (_, index) => {
    if (rows.some((cells) => cells[index] !== undefined)) last = index
    return last
  })
}

/** Whether any series was there at this moment. */
const anyAt = (trails: readonly Trail[], index: number): boolean =>
  trails.some(({ cells }) => cells[index] !== undefined)

/** Whether any series was there at this moment or before. */
const anyUpTo = (trails: readonly Trail[], index: number): boolean =>
  trails.some(({ latest }) => latest[index] !== undefined)

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
const growthOfSeries = ({ cells, latest }: Trail, start: number): Growth => {
  const [before, after, known] = [cells[start], cells[start + 1], latest[start]]
  const fault = faultOf(before) ?? faultOf(after)
  if (fault !== null) return problem(fault)
  if (typeof after !== 'number') return { by: 0 }
  if (known === undefined) return { by: after }
  if (typeof known === 'number' && after < known) return problem('counter-reset')
  return typeof before === 'number' ? { by: after - before } : problem('stale')
}

const growthOf = (trails: readonly Trail[], start: number): Growth => {
  let by = 0
  for (const trail of trails) {
    const growth = growthOfSeries(trail, start)
    if ('problem' in growth) return growth
    by += growth.by
  }
  return { by }
}

const isFresh = ({ fresh }: ArmTrails, index: number): boolean => anyAt(fresh, index)

const wasReset = (arm: ArmTrails, index: number): boolean =>
  [...arm['total-resets'], ...arm['part-resets']].some(({ cells }) => {
    const count = cells[index]
    return typeof count === 'number' && count > 0
  })

/** Whether every series at the end of the slice is there for the first time. */
const allNew = (trails: readonly Trail[], start: number): boolean =>
  trails.every(({ cells, latest }) => cells[start + 1] === undefined || latest[start] === undefined)

/**
 * Whether the part was lost on the way: it was there, it is gone, and every process that was there with it still is.
 * When one of them ended it may have taken the part along, and nothing bad has happened since.
 */
const partVanished = ({ total, partSeen }: ArmTrails, end: number): boolean => {
  const seen = partSeen[end] ?? -1
  return (
    seen >= 0 &&
    seen < end &&
    total.every(({ cells }) => cells[seen] === undefined || cells[end] !== undefined)
  )
}

/** Why nothing can be counted from moment `start` to the next, as far as the whole release goes; null: it can. */
const gapOf = (arm: ArmTrails, other: ArmTrails | null, start: number): SliceProblem | null => {
  if (!anyUpTo(arm.total, start + 1)) return 'no-data'
  if (!isFresh(arm, start + 1)) return 'stale'
  if (!isFresh(arm, start)) {
    if (!allNew(arm.total, start)) return 'stale'
    // Only what was read of the other release proves that these were not there, rather than not read.
    if (other === null || !isFresh(other, start)) return anyUpTo(arm.total, start) ? 'stale' : 'no-data'
  }
  if (wasReset(arm, start + 1)) return 'counter-reset'
  return partVanished(arm, start + 1) ? 'stale' : null
}

const countsOf = (
  arm: ArmTrails,
  other: ArmTrails | null,
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
  return x < 0 || (x > total.by && !amount) ? problem('out-of-range') : { n: total.by, x }
}

/**
 * Counts of both releases in the slices between the moments of the tables, of which there are two more than slices: the
 * first two only show what was there before. `baseline` is null when there is none.
 *
 * A slice has counts of both releases, or a problem. The one exception is a baseline that was there and is not read any
 * more: it is null without a problem, so that a release at 100 % is still judged by its limits when the old one is gone.
 */
export const countSlices = (
  tables: { canary: ArmTables; baseline: ArmTables | null },
  { from, slice, count }: { from: number; slice: number; count: number },
  rule: CountingRule,
): MetricSlice[] => {
  const canary = armOf(tables.canary)
  const baseline = tables.baseline && armOf(tables.baseline)
  return Array.from({ length: count }, (_, index): MetricSlice => {
    const bounds = { from: from + index * slice, to: from + (index + 1) * slice }
    const none = { ...bounds, canary: null, baseline: null }
    const counts = countsOf(canary, baseline, index + 1, rule)
    if ('problem' in counts) return { ...none, problem: counts.problem }
    const old = baseline && countsOf(baseline, canary, index + 1, rule)
    if (old === null) return { ...bounds, canary: counts, baseline: null }
    if (!('problem' in old)) return { ...bounds, canary: counts, baseline: old }
    return old.problem === 'stale'
      ? { ...bounds, canary: counts, baseline: null }
      : { ...none, problem: old.problem }
  })
}

/** Whether a histogram lacks the bucket of the part for one of its series. */
export const lacksPart = ({ total, part }: ArmTables): boolean =>
  [...total].some(([key, cells]) => {
    const fitting = part.get(key)
    return cells.some((cell, index) => cell !== undefined && fitting?.[index] === undefined)
  })
