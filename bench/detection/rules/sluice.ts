import {
  DEFAULT_HOLD,
  type EvidenceState,
  evidenceOf,
  judge,
  observe,
  openEvidence,
  sliceRatio,
} from '../../../src/analysis/evidence.ts'
import type { Counts, TestSpec } from '../../../src/analysis/judgement.ts'
import { needOf } from '../../../src/analysis/samples.ts'
import { type Answer, type Judge, LOOK, type Minute, type Rule } from '../rule.ts'

/** Tolerance of the comparison, and its weight beside the limit's weight of 1. */
export type Comparison = Pick<TestSpec, 'relative' | 'points' | 'weight'>

/**
 * What `docs/evidence.md` recommends beside the operator's limit: a twentieth more than the baseline is tolerated, and the
 * comparison weighs four times as much as the limit, because it is the one that sees first.
 */
export const RECOMMENDED: Comparison = { relative: 0.05, weight: 4 }

/** The defaults of a plan of 10, 25 and 50 % for an hour each. */
export const ALPHA = 0.05
export const WARM_UP = 1
/** Three bakes of an hour and a watch of ten minutes each. */
export const PLAN_MINUTES = 210
/** A change of weight takes 20 seconds from intent to confirmation; the slice over it is dropped. */
export const BUMP_MINUTES = 1 / 3
/** After this a person is called. */
const MAX_HOLD = 24 * 60

/** The two tests that three lines of YAML give: the operator's limit and the comparison. */
export const recommendedTests = (max: number, comparison: Comparison = RECOMMENDED): readonly TestSpec[] => [
  { name: 'errors', metric: 'errors', max, weight: 1 },
  { name: 'errors-vs-baseline', metric: 'errors', ...comparison },
]

/**
 * Sluice's rule: the functions of `src/analysis`, fed slice by slice instead of by the whole history at each look, which
 * gives the same numbers in less time. `test/bench/detection.test.ts` plays the same rollouts through `assess` and
 * `decide` and expects the same ends.
 */
export const sluice = (
  key: string,
  title: string,
  sliceMinutes: number,
  comparison: Comparison = RECOMMENDED,
): Rule => ({
  key,
  title,
  open: ({ max, phase }) => openJudge(recommendedTests(max, comparison), sliceMinutes, phase % sliceMinutes),
})

const openJudge = (tests: readonly TestSpec[], slice: number, phase: number): Judge => {
  const need = needOf(tests)
  const states = tests.map(openEvidence)
  const canary: Counts = { n: 0, x: 0 }
  const baseline: Counts = { n: 0, x: 0 }
  let weight = 0
  let firstJudged = 0
  let have = 0
  let combined = 1
  let convicted = false
  let suspiciousSince: number | null = null

  const eat = (end: number): void => {
    const counts = { n: canary.n, x: canary.x, m: baseline.n, y: baseline.x }
    have += canary.n
    const looks = tests.map((test, i) => {
      const state: EvidenceState = observe(
        states[i] ?? openEvidence(),
        sliceRatio(counts, test),
        slice,
        PLAN_MINUTES,
      )
      states[i] = state
      return { evidence: evidenceOf(state), weight: test.weight }
    })
    const found = judge(looks, ALPHA, DEFAULT_HOLD)
    combined = found.combined
    convicted ||= found.verdict === 'rollback'
    suspiciousSince = found.verdict === 'ok' ? null : (suspiciousSince ?? end)
  }

  const add = (minute: Minute): void => {
    canary.n += minute.canary.n
    canary.x += minute.canary.x
    baseline.n += minute.baseline.n
    baseline.x += minute.baseline.x
    const end = minute.at + 1
    if ((end + phase) % slice !== 0) return
    if ((end + phase) / slice - 1 >= firstJudged) eat(end)
    canary.n = canary.x = baseline.n = baseline.x = 0
  }

  const look = (now: number): Answer => {
    if (convicted) return 'rollback'
    if (combined >= DEFAULT_HOLD) return now - (suspiciousSince ?? now) > MAX_HOLD ? 'person' : 'wait'
    return have >= need ? 'go' : 'wait'
  }

  return {
    see: (minute) => {
      if (minute.weight !== weight) {
        weight = minute.weight
        firstJudged = Math.ceil((minute.at + BUMP_MINUTES + phase) / slice) + WARM_UP
        have = 0
      }
      add(minute)
      const now = minute.at + 1
      return now % LOOK === 0 ? look(now) : 'wait'
    },
  }
}
