import { type BrokenZeroLimit, findBrokenZeroLimit, findTripped, type Tripped } from './alarms.ts'
import { findBlind } from './freshness.ts'
import type { Counts, TestSpec } from './judgement.ts'
import { collectNotices, type Notice } from './notices.ts'
import { countSamples, type Samples } from './samples.ts'
import { type AssessmentInput, followSlices, type PassingLook, type Prepared, prepare } from './slices.ts'
import { addLook, openTally, type Tally } from './tally.ts'

/** What one test says at this moment. */
export interface TestAssessment {
  name: string
  metric: string
  /** Share of the whole judgement, normalised: all of them sum to 1. */
  weight: number
  /** 1 when nothing speaks for or against the release. */
  evidence: number
  /** Slices that said something to this test. */
  informative: number
  /** Observed over allowed in the last informative slice; null before the first. Infinity: a limit of zero was broken. */
  lastRatio: number | null
  /** Sums over its informative slices of all steps, for people: never compare them, as the share changed between steps. */
  canary: Counts
  /** Null when no informative slice had a baseline. */
  baseline: Counts | null
}

/** Everything the metrics say about a rollout at one moment. Times in milliseconds since 1970. */
export interface Assessment {
  /** One per test, in the order of the judgement. */
  tests: readonly TestAssessment[]
  /**
   * The number that decides: weighted mean of the evidences, 1 at the start. Once it has reached 1/alpha it is never
   * reported below the value that it had then, so that it always explains the verdict; `trail` has the plain path.
   */
  combined: number
  /**
   * `rollback` once the combined evidence has reached 1/alpha after any slice, even if it fell again before somebody
   * looked: the verdict must not depend on when a tick ran, and alpha covers the whole path. Else `hold` while the
   * combined evidence is at least `hold`, else `ok`. Says nothing about missing data, samples or alarms.
   */
  verdict: 'ok' | 'hold' | 'rollback'
  /** End of the slice after which the combined evidence first reached 1/alpha; null when it never did. */
  convictedAt: number | null
  /** The circuit breaker; null while it is closed. */
  tripped: Tripped | null
  /** A limit of zero that was broken, also in a slice that the evidence leaves out; null when none was. */
  brokenZeroLimit: BrokenZeroLimit | null
  /** Units seen in the current step, per tested metric. */
  samples: readonly Samples[]
  /**
   * Since when at least one tested metric brings nothing usable: the earliest of the `blind` notices. Null while all of
   * them are fresh, before the first bump, and without tests. See `findBlind` for what counts.
   */
  blindSince: number | null
  /** End of the slice that began the present unbroken stretch of combined evidence of at least `hold`; else null. */
  suspiciousSince: number | null
  notices: readonly Notice[]
  /** The end of each slice and the combined evidence after it, dropped slices included. For plots. */
  trail: readonly { to: number; combined: number }[]
}

/**
 * Judges a rollout from its metric history alone. A pure function: the same input gives the same answer, whoever asks,
 * however often, and in whatever order the histories come.
 *
 * `delay` is the longest time in milliseconds that a source needs before it can be asked about a slice (default 0). It
 * changes only `blindSince` and the `blind` notices.
 *
 * @throws RangeError when the judgement or a bump is not one that a plan could have frozen.
 */
export const assess = (input: AssessmentInput & { delay?: number }): Assessment => {
  const prepared = prepare(input)
  const { tests } = prepared.judgement
  const tallies = tests.map(openTally)
  const course = follow(prepared, tallies)
  const blind = findBlind(prepared, input.now, input.delay ?? 0)
  const samples = countSamples(prepared)
  return {
    tests: testAssessments(tests, tallies),
    combined: Math.max(course.combined, course.convicted?.combined ?? 0),
    verdict: course.convicted ? 'rollback' : course.verdict,
    convictedAt: course.convicted?.to ?? null,
    tripped: findTripped(prepared),
    brokenZeroLimit: findBrokenZeroLimit(prepared),
    samples,
    blindSince: blind.length === 0 ? null : Math.min(...blind.map(({ since }) => since)),
    suspiciousSince: course.suspiciousSince,
    notices: collectNotices(prepared, tallies, blind, samples),
    trail: course.trail,
  }
}

interface Course extends Pick<Assessment, 'combined' | 'verdict' | 'suspiciousSince'> {
  trail: { to: number; combined: number }[]
  /** The first slice after which the evidence sufficed. */
  convicted: { to: number; combined: number } | null
}

const follow = (prepared: Prepared, tallies: readonly Tally[]): Course => {
  const course: Course = { combined: 1, verdict: 'ok', suspiciousSince: null, trail: [], convicted: null }
  followSlices(prepared, ({ to }, looks, combined, verdict) => {
    for (let i = 0; i < looks.length; i++) addLook(tallies[i] as Tally, looks[i] as PassingLook, to)
    const point = { to, combined }
    course.trail.push(point)
    course.combined = combined
    course.verdict = verdict
    course.suspiciousSince = verdict === 'ok' ? null : (course.suspiciousSince ?? to)
    if (verdict === 'rollback') course.convicted ??= point
  })
  return course
}

const testAssessments = (
  tests: readonly TestSpec[],
  tallies: readonly Tally[],
): readonly TestAssessment[] => {
  const total = tests.reduce((sum, { weight }) => sum + weight, 0)
  return tests.flatMap(({ name, metric, weight }, i) => {
    const tally = tallies[i]
    if (!tally) return []
    const { evidence, informative, lastRatio, canary, baseline } = tally
    return [{ name, metric, weight: weight / total, evidence, informative, lastRatio, canary, baseline }]
  })
}
