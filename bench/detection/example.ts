import {
  DEFAULT_HOLD,
  type EvidenceState,
  evidenceOf,
  judge,
  observe,
  openEvidence,
  sliceRatio,
} from '../../src/analysis/evidence.ts'
import { ALPHA, PLAN_MINUTES, recommendedTests } from './rules/sluice.ts'

/** Slices of 5 minutes at 10 requests a second, 10 % to the new release: units and failures of new and old. */
export const EXAMPLE = [
  { n: 302, x: 14, m: 2694, y: 29 },
  { n: 297, x: 4, m: 2711, y: 25 },
  { n: 305, x: 17, m: 2688, y: 31 },
  { n: 288, x: 13, m: 2702, y: 24 },
  { n: 301, x: 18, m: 2699, y: 26 },
  { n: 296, x: 15, m: 2705, y: 28 },
] as const

/** The operator's limit of the example. */
export const EXAMPLE_MAX = 0.02

/** One line of the worked example. */
export interface ExampleLine {
  /** Observed over allowed, of the limit and of the comparison. */
  ratios: readonly number[]
  /** Evidence of both after the slice. */
  evidence: readonly number[]
  combined: number
  verdict: 'ok' | 'hold' | 'rollback'
}

/** The recommended tests over the slices of the example. */
export const workExample = (): readonly ExampleLine[] => {
  const tests = recommendedTests(EXAMPLE_MAX)
  const states: EvidenceState[] = tests.map(openEvidence)
  return EXAMPLE.map((slice) => {
    const ratios = tests.map((test) => sliceRatio(slice, test) ?? Number.NaN)
    tests.forEach((_, i) => {
      states[i] = observe(states[i] ?? openEvidence(), ratios[i] ?? null, 5, PLAN_MINUTES)
    })
    const looks = tests.map(({ weight }, i) => ({
      weight,
      evidence: evidenceOf(states[i] ?? openEvidence()),
    }))
    const { combined, verdict } = judge(looks, ALPHA, DEFAULT_HOLD)
    return { ratios, evidence: looks.map(({ evidence }) => evidence), combined, verdict }
  })
}
