import { ARGO_3, type Cell, cellOf, type Family, SLUICE_1, SLUICE_5 } from './cells.ts'
import { type End, playMany } from './rollout.ts'
import type { Rule } from './rule.ts'
import { atMost } from './summary.ts'

/** One promise of the documents, put to the proof. */
export interface Finding {
  claim: string
  /** What was seen, in words. */
  measured: string
  holds: boolean
}

const HEALTHY_RUNS = 1000
const HARMFUL_RUNS = 400

/** Settings that between them cover few and many requests, few and many failures. */
const SETTINGS = [
  { base: 0.001, rate: 1 },
  { base: 0.001, rate: 100 },
  { base: 0.01, rate: 1 },
  { base: 0.01, rate: 10 },
] as const

/**
 * The short form: what is promised, on fewer settings and runs, in about ten seconds. A count fails a claim only when the
 * claimed share would bring it about less than once in a thousand times (exact binomial sums).
 */
export const playShort = (): readonly Finding[] => [
  ...falseRollbacks('quiet', 0.01, [SLUICE_5, SLUICE_1]),
  ...falseRollbacks('diurnal', 0.01, [SLUICE_5, SLUICE_1]),
  ...falseRollbacks('outage', 0.01, [SLUICE_5, SLUICE_1]),
  ...falseRollbacks('bursts of 3', 0.01, [SLUICE_5, SLUICE_1]),
  ...falseRollbacks('bursts of 10', 0.01, [SLUICE_5, SLUICE_1]),
  ...falseRollbacks('bad client, 5 min', 0.05, [SLUICE_5]),
  detection(SLUICE_5, { base: 0.01, rate: 1, within: 60 }),
  detection(SLUICE_1, { base: 0.01, rate: 1, within: 30 }),
  detection(SLUICE_5, { base: 0.001, rate: 100, within: 35 }),
  nothingFound(ARGO_3, cellOf('quiet', 0.001, 100, 5)),
]

const ends = (cell: Cell, rule: Rule, runs: number): End[] =>
  playMany(cell.key, runs, rule, cell.scenario, cell.given, cell.base)

const rolledBack = (all: readonly End[]): number => all.filter(({ how }) => how === 'rollback').length

const falseRollbacks = (family: Family, share: number, rules: readonly Rule[]): Finding[] =>
  rules.flatMap((rule) =>
    SETTINGS.map(({ base, rate }) => {
      const count = rolledBack(ends(cellOf(family, base, rate, 1), rule, HEALTHY_RUNS))
      return {
        claim: `${rule.title}: at most ${100 * share} % false rollbacks, ${family}, ${100 * base} % at ${rate}/s`,
        measured: `${count} of ${HEALTHY_RUNS}, bound ${atMost(share, HEALTHY_RUNS)}`,
        holds: count <= atMost(share, HEALTHY_RUNS),
      }
    }),
  )

/** All are found, and the number of those found later than promised agrees with one half. */
const detection = (
  rule: Rule,
  { base, rate, within }: { base: number; rate: number; within: number },
): Finding => {
  const all = ends(cellOf('quiet', base, rate, 5), rule, HARMFUL_RUNS)
  const missed = HARMFUL_RUNS - rolledBack(all)
  const slow = all.filter(({ minutes }) => minutes > within).length
  const bound = atMost(0.5, HARMFUL_RUNS)
  return {
    claim: `${rule.title}: every x5 found, half of them within ${within} min, ${100 * base} % at ${rate}/s`,
    measured: `${missed} of ${HARMFUL_RUNS} missed; ${slow} took longer, bound ${bound}`,
    holds: missed === 0 && slow <= bound,
  }
}

const nothingFound = (rule: Rule, cell: Cell): Finding => {
  const count = rolledBack(ends(cell, rule, HARMFUL_RUNS))
  return {
    claim: `${rule.title}: finds no x5, ${100 * cell.base} % at ${cell.rate}/s`,
    measured: `${count} of ${HARMFUL_RUNS} found`,
    holds: count === 0,
  }
}
