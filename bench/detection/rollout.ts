import { type Random, randomOf } from './random.ts'
import type { Given, Rule } from './rule.ts'
import type { Scenario } from './worlds.ts'

/** The plan of every rollout here: 10, 25 and 50 % for an hour each. What happens at 100 % is not played. */
export const STEPS = [10, 25, 50] as const
export const BAKE = 60

/** Minutes after which nobody waits any longer: the default deadline of this plan, 30 hours. */
export const DEADLINE = 30 * 60

/** How one rollout ended. */
export interface End {
  how: 'promoted' | 'rollback' | 'person'
  /** Minutes since the first change of weight. */
  minutes: number
  /** Failed requests of the new release beyond what the old one would have failed; may be below 0 by chance. */
  extra: number
}

/** Plays one rollout under one rule: each step begins when the hour is over and the rule does not object. */
export const play = (rule: Rule, scenario: Scenario, given: Given, random: Random, base: number): End => {
  const world = scenario(random)
  const judge = rule.open(given)
  let [step, since, extra] = [0, 0, 0]
  for (let at = 0; at < DEADLINE; at++) {
    const minute = world(at, STEPS[step] ?? 0)
    extra += minute.canary.x - minute.canary.n * base
    const answer = judge.see(minute)
    const minutes = at + 1
    if (answer === 'rollback' || answer === 'person') return { how: answer, minutes, extra }
    if (answer !== 'go' || minutes - since < BAKE) continue
    step += 1
    since = minutes
    if (step === STEPS.length) return { how: 'promoted', minutes, extra }
  }
  return { how: 'person', minutes: DEADLINE, extra }
}

/** Plays `runs` rollouts. The phase of the slice grid differs from run to run; run number `i` is the same for every rule. */
export const playMany = (
  name: string,
  runs: number,
  rule: Rule,
  scenario: Scenario,
  given: Omit<Given, 'phase'>,
  base: number,
): End[] =>
  Array.from({ length: runs }, (_, run) =>
    play(rule, scenario, { ...given, phase: run % BAKE }, randomOf(name, run), base),
  )
