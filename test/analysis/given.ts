import type {
  Bump,
  Counts,
  Judgement,
  MetricHistory,
  MetricSlice,
  SliceProblem,
  TestSpec,
} from '../../src/analysis/judgement.ts'

export const MINUTE = 60_000
export const SLICE = 5 * MINUTE
/** 2026-03-02 00:00 UTC. */
export const EPOCH = Date.UTC(2026, 2, 2)

export const at = (minutes: number): number => EPOCH + minutes * MINUTE

export const ERRORS: TestSpec = { name: 'errors', metric: 'errors', max: 0.01, weight: 1 }
export const ERRORS_COMPARED: TestSpec = {
  name: 'errors-vs-baseline',
  metric: 'errors',
  relative: 0.5,
  points: 0.005,
  weight: 1,
}

export const judgement = (changes: Partial<Judgement> = {}): Judgement => ({
  epoch: EPOCH,
  slice: SLICE,
  planLength: 180 * MINUTE,
  alpha: 0.05,
  hold: 3,
  warmup: 0,
  tests: [ERRORS],
  breakers: [],
  ...changes,
})

/** The whole rollout at one weight, from the first slice on. */
export const fromTheStart = (weight: number): readonly Bump[] => [{ from: EPOCH, to: EPOCH, weight }]

export type Cell = readonly [n: number, x: number, m?: number, y?: number] | SliceProblem | 'gap'

/** One cell per slice: canary units and bad ones, then the baseline's; or a problem; or a gap. */
export const history = (metric: string, cells: readonly Cell[], first = 0): MetricHistory => ({
  metric,
  slices: cells.flatMap((cell, i): MetricSlice[] => {
    const from = EPOCH + (first + i) * SLICE
    const to = from + SLICE
    if (cell === 'gap') return []
    if (typeof cell === 'string') return [{ from, to, canary: null, baseline: null, problem: cell }]
    const [n, x, m, y] = cell
    const baseline: Counts | null = m === undefined ? null : { n: m, x: y ?? 0 }
    return [{ from, to, canary: { n, x }, baseline }]
  }),
})

export const repeat = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

/** A generator of numbers in [0, 1) that gives the same run for the same seed (mulberry32). */
export const seeded = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
