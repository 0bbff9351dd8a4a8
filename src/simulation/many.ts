import type { Reason } from '../rollout/reasons.ts'
import { type Proportion, proportionOf } from './proportion.ts'
import { type SimulationOrder, simulate } from './simulate.ts'

/** What many runs of one plan in one world come to. Times in milliseconds; medians are null when fewer than half have one. */
export interface Tally {
  runs: number
  /** Rolled back, for whatever reason. Of a healthy release that is the false alarm, of a bad one the detection. */
  rolledBack: Proportion
  promoted: Proportion
  /** Neither, in the time that was played. */
  waits: Proportion
  /** Rollouts that called a person at least once. */
  called: Proportion
  /** How often each last decision came, most frequent first. */
  reasons: readonly { reason: Reason; count: number }[]
  /** Median time from the start to the promotion, over all runs. */
  promotedAfter: number | null
  /** Median time from the first request that met the harm to the rollback, over all runs. */
  foundAfter: number | null
  /** Mean over all runs, by metric. */
  toll: readonly { metric: string; units: number; extra: number }[]
}

/** Far enough apart that neighbouring orders do not share their runs. */
const STRIDE = 1_000_003

/**
 * Plays the order many times with seeds of its own and counts. The same seed gives the same tally.
 * @throws RangeError when `runs` is no whole number above 0, and as `simulate` does.
 */
export const simulateMany = (order: SimulationOrder, runs: number): Tally => {
  if (!(Number.isSafeInteger(runs) && runs > 0)) throw new RangeError(`a number of runs cannot be ${runs}`)
  const reasons = new Map<Reason, number>()
  const tolls = new Map<string, { units: number; extra: number }>()
  const promotions: number[] = []
  const findings: number[] = []
  const counts = { promoted: 0, 'rolled-back': 0, waits: 0 }
  let called = 0
  for (let run = 0; run < runs; run++) {
    const one = simulate({ ...order, seed: ((order.seed ?? 1) * STRIDE + run) | 0 })
    counts[one.outcome] += 1
    if (one.called) called += 1
    reasons.set(one.reason, (reasons.get(one.reason) ?? 0) + 1)
    if (one.outcome === 'promoted') promotions.push(one.endedAt - one.startedAt)
    if (one.foundAfter !== null) findings.push(one.foundAfter)
    for (const { metric, units, extra } of one.toll) {
      const sum = tolls.get(metric) ?? { units: 0, extra: 0 }
      tolls.set(metric, { units: sum.units + units / runs, extra: sum.extra + extra / runs })
    }
  }
  return {
    runs,
    rolledBack: proportionOf(counts['rolled-back'], runs),
    promoted: proportionOf(counts.promoted, runs),
    waits: proportionOf(counts.waits, runs),
    called: proportionOf(called, runs),
    reasons: [...reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
    promotedAfter: medianOf(promotions, runs),
    foundAfter: medianOf(findings, runs),
    toll: [...tolls].map(([metric, sum]) => ({ metric, ...sum })),
  }
}

/** Runs without a time count as later than all others. */
const medianOf = (times: number[], runs: number): number | null =>
  times.sort((a, b) => a - b)[Math.floor((runs - 1) / 2)] ?? null
