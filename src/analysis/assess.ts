import { type BrokenZeroLimit, findBrokenZeroLimit, findTripped, type Tripped } from './alarms.ts'
import { findBlind } from './freshness.ts'
import type { Counts } from './judgement.ts'
import { collectNotices, type Notice } from './notices.ts'
import { countSamples, type Samples } from './samples.ts'
import { type AssessmentInput, type JudgedSlice, judgePrepared, type Prepared, prepare } from './slices.ts'

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
  const slices = judgePrepared(prepared)
  const blind = findBlind(prepared, input.now, input.delay ?? 0)
  const samples = countSamples(prepared)
  const convicted = slices.find(({ verdict }) => verdict === 'rollback')
  const last = slices.at(-1)
  return {
    tests: testAssessments(prepared, slices),
    combined: Math.max(last?.combined ?? 1, convicted?.combined ?? 0),
    verdict: convicted ? 'rollback' : (last?.verdict ?? 'ok'),
    convictedAt: convicted?.to ?? null,
    tripped: findTripped(prepared),
    brokenZeroLimit: findBrokenZeroLimit(prepared),
    samples,
    blindSince: blind.length === 0 ? null : Math.min(...blind.map(({ since }) => since)),
    suspiciousSince: suspiciousSince(slices),
    notices: collectNotices(prepared, slices, blind, samples),
    trail: slices.map(({ to, combined }) => ({ to, combined })),
  }
}

const suspiciousSince = (slices: readonly JudgedSlice[]): number | null => {
  const calm = slices.findLastIndex(({ verdict }) => verdict === 'ok')
  return slices[calm + 1]?.to ?? null
}

const testAssessments = (
  { judgement: { tests } }: Prepared,
  slices: readonly JudgedSlice[],
): readonly TestAssessment[] => {
  const total = tests.reduce((sum, { weight }) => sum + weight, 0)
  return tests.map(({ name, metric, weight }, i) => {
    const canary: Counts = { n: 0, x: 0 }
    let baseline: Counts | null = null
    let informative = 0
    let lastRatio: number | null = null
    for (const slice of slices) {
      const look = slice.tests[i]
      if (look === undefined || look.ratio === null || look.canary === null) continue
      informative += 1
      lastRatio = look.ratio
      add(canary, look.canary)
      if (look.baseline !== null) {
        baseline ??= { n: 0, x: 0 }
        add(baseline, look.baseline)
      }
    }
    const evidence = slices.at(-1)?.tests[i]?.evidence ?? 1
    return { name, metric, weight: weight / total, evidence, informative, lastRatio, canary, baseline }
  })
}

const add = (sum: Counts, more: Counts): void => {
  sum.n += more.n
  sum.x += more.x
}
