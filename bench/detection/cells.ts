import type { Given, Rule } from './rule.ts'
import { argoRollouts } from './rules/argo-rollouts.ts'
import { flagger } from './rules/flagger.ts'
import { kayenta } from './rules/kayenta.ts'
import { mixture } from './rules/mixture.ts'
import { repeatedZ } from './rules/repeated-z.ts'
import { sluice } from './rules/sluice.ts'
import { BASE_P95, type Failures, failures, latency, type Scenario } from './worlds.ts'

export const SLUICE_5 = sluice('sluice-5', 'Sluice, 5-min slices', 5)
export const SLUICE_1 = sluice('sluice-1', 'Sluice, 1-min slices', 1)
export const ARGO_3 = argoRollouts('argo-3', 'Argo 3 x 5 min', 3)

/** All rules, in the order of the columns. */
export const RULES: readonly Rule[] = [
  SLUICE_5,
  SLUICE_1,
  ARGO_3,
  argoRollouts('argo-0', 'Argo, limit 0', 0),
  flagger,
  kayenta('kayenta', 'Kayenta, increase', 'increase'),
  kayenta('kayenta-either', 'Kayenta, either', 'either'),
  repeatedZ,
  mixture,
]

/** Families of disturbances in which a healthy release must not be rolled back. */
export const FAMILIES = {
  quiet: {},
  diurnal: { diurnal: true },
  outage: { outages: true },
  'bursts of 3': { burst: 3 },
  'bursts of 10': { burst: 10 },
  'bad client, 5 min': { badClient: { minutes: 5, every: 30 } },
  'bad client, 15 min': { badClient: { minutes: 15, every: 30 } },
} as const satisfies Record<string, Partial<Failures>>

export type Family = keyof typeof FAMILIES

export const BASES = [0.001, 0.01] as const
export const RATES = [1, 10, 100, 1000] as const
export const FACTORS = [2, 5, 20] as const
export const SHIFTS = [1, 1.1, 1.5] as const

/** One kind of rollout. */
export interface Cell {
  key: string
  kind: 'healthy' | 'harmful' | 'late' | 'latency'
  /** What distinguishes it, for the tables. */
  family: string
  base: number
  rate: number
  /** How much worse the new release is. */
  factor: number
  scenario: Scenario
  given: Omit<Given, 'phase'>
}

/** Limits of the operator: 1 % for a service that usually fails 0.1 %, 2 % for one that usually fails 1 %. */
export const limitOf = (base: number): number => (base < 0.005 ? 0.01 : 0.02)

/** Minute from which a regression that starts late is there. */
const LATE = 90

export const cellOf = (family: Family, base: number, rate: number, factor: number, from = 0): Cell => {
  const max = limitOf(base)
  const kind = factor === 1 ? 'healthy' : from > 0 ? 'late' : 'harmful'
  return {
    key: `${kind}, ${family}, ${100 * base} %, ${rate}/s, x${factor}`,
    kind,
    family,
    base,
    rate,
    factor,
    scenario: failures({ base, rate, factor, from, ...FAMILIES[family] }),
    given: { max, highestLevel: 100 * max },
  }
}

/** Slow requests: at most 5 % may take 250 ms; the limit on the 95th percentile lies 30 % above its usual value. */
export const latencyCell = (rate: number, shift: number): Cell => ({
  key: `latency, ${rate}/s, x${shift}`,
  kind: 'latency',
  family: 'latency',
  base: 0.05,
  rate,
  factor: shift,
  scenario: latency({ rate, shift }),
  given: { max: 0.05, highestLevel: 1.3 * BASE_P95 },
})

const FAMILY_NAMES = Object.keys(FAMILIES) as Family[]

/** Every cell of the full run. */
export const CELLS: readonly Cell[] = [
  ...FAMILY_NAMES.flatMap((family) =>
    BASES.flatMap((base) => RATES.map((rate) => cellOf(family, base, rate, 1))),
  ),
  ...BASES.flatMap((base) =>
    RATES.flatMap((rate) => FACTORS.map((factor) => cellOf('quiet', base, rate, factor))),
  ),
  ...RATES.flatMap((rate) => cellOf('quiet', 0.001, rate, 5, LATE)),
  ...RATES.flatMap((rate) => SHIFTS.map((shift) => latencyCell(rate, shift))),
]

/** Runs of a cell under a rule: as many as the figure needs, fewer where one run takes long (Kayenta sorts all points at each look). */
export const runsOf = (cell: Cell, rule: Rule): number => {
  if (rule.key.startsWith('kayenta')) return cell.kind === 'healthy' ? 200 : 100
  if (cell.kind === 'healthy') return rule.key.startsWith('sluice') ? 10_000 : 1000
  return cell.kind === 'latency' ? 300 : 400
}
