import { type Assessment, assess } from '../../src/analysis/assess.ts'
import { DEFAULT_HOLD } from '../../src/analysis/evidence.ts'
import type { Bump, Judgement, MetricSlice } from '../../src/analysis/judgement.ts'
import { type Decision, decide, type Evidence, type Truth } from '../../src/rollout/decide.ts'
import { fold, type RolloutState } from '../../src/rollout/fold.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import type { Random } from './random.ts'
import { BAKE, DEADLINE, STEPS } from './rollout.ts'
import { type Given, LOOK, sum } from './rule.ts'
import { ALPHA, BUMP_MINUTES, PLAN_MINUTES, recommendedTests, WARM_UP } from './rules/sluice.ts'
import type { Scenario } from './worlds.ts'

const MINUTE = 60_000
const START = Date.UTC(2026, 2, 2, 9)

const PLAN: Plan = {
  steps: STEPS.map((weight) => ({ weight, bake: BAKE * MINUTE })),
  watch: 10 * MINUTE,
  deadline: DEADLINE * MINUTE,
  maxHold: 24 * 60 * MINUTE,
  maxBlind: 120 * MINUTE,
  holdAfterRollback: true,
}

/** A rollout that was judged as the gates judge it. */
export interface Story {
  decision: Decision
  /** Minutes since the first change of weight. */
  minutes: number
  assessment: Assessment
  judgement: Judgement
  /** The first change of weight, in milliseconds since 1970. */
  start: number
  slices: readonly MetricSlice[]
  /** Changes of weight, `from` and `to` in minutes since the first. */
  steps: readonly Bump[]
}

/**
 * Plays one rollout through `assess` and `decide` with the whole history at every look, as the gates do. Slower than
 * `rules/sluice.ts`, which must come to the same end.
 */
export const playByTheBook = (
  scenario: Scenario,
  { max, phase }: Given,
  random: Random,
  slice: number,
  last = DEADLINE,
): Story => {
  const world = scenario(random)
  const ahead = phase % slice
  const judgement: Judgement = {
    epoch: START - ahead * MINUTE,
    slice: slice * MINUTE,
    planLength: PLAN_MINUTES * MINUTE,
    alpha: ALPHA,
    hold: DEFAULT_HOLD,
    warmup: WARM_UP,
    tests: recommendedTests(max),
    breakers: [],
  }
  const steps: Bump[] = [bump(0, STEPS[0])]
  const slices: MetricSlice[] = []
  let minutes: ReturnType<typeof world>[] = []
  for (let at = 0; ; at++) {
    minutes.push(world(at, steps.at(-1)?.weight ?? 0))
    const now = at + 1
    if ((now + ahead) % slice === 0) {
      const to = START + now * MINUTE
      const canary = sum(minutes.map((minute) => minute.canary))
      const baseline = sum(minutes.map((minute) => minute.baseline))
      slices.push({ from: to - slice * MINUTE, to, canary, baseline })
      minutes = []
    }
    if (now % LOOK !== 0) continue
    const bumps = steps.map(({ from, to, weight }) => ({
      from: START + from * MINUTE,
      to: START + to * MINUTE,
      weight,
    }))
    const time = START + now * MINUTE
    const histories = [{ metric: 'errors', slices }]
    const assessment = assess({ judgement, histories, bumps, now: time })
    const decision = decide(PLAN, stateOf(bumps), truthOf(bumps), evidenceOf(assessment), time)
    const next = decision.target
    if (decision.decision === 'advance' && next) steps.push(bump(now, next.weight))
    else if (decision.decision !== 'hold' || decision.person || now >= last)
      return { decision, minutes: now, assessment, judgement, start: START, slices, steps }
  }
}

const bump = (at: number, weight: number): Bump => ({ from: at, to: at + BUMP_MINUTES, weight })

const stateOf = (bumps: readonly Bump[]): RolloutState => {
  const weight = bumps.at(-1)?.weight ?? 0
  const since = bumps.at(-1)?.from ?? START
  return { ...fold({ startedAt: START }, []), phase: 'baking', step: bumps.length, weight, since, bumps }
}

const truthOf = (bumps: readonly Bump[]): Truth => ({
  components: [{ name: 'web', canary: bumps.at(-1)?.weight ?? 0, others: 0 }],
  wayBack: { verdict: 'safe', reasons: [] },
  frozen: null,
  nextStepNotBefore: null,
  notDeployed: [],
  notChecked: [],
})

const evidenceOf = (assessment: Assessment): Evidence => ({
  combined: assessment.combined,
  verdict: assessment.verdict,
  limit: 1 / ALPHA,
  tripped: null,
  brokenZeroLimit: null,
  samples: assessment.samples,
  blindSince: assessment.blindSince,
  suspiciousSince: assessment.suspiciousSince,
  measured: true,
})
