/**
 * What looking ahead costs: `seePlan` for usual plans and `simulateMany` for a thousand rollouts of each model, in CPU
 * time of one process. Printed; nothing fails here.
 *
 * Run: `node bench/simulation.ts`
 */
import type { Judgement, TestSpec } from '../src/analysis/judgement.ts'
import { type SightQuestion, seePlan } from '../src/analysis/sight.ts'
import { sightSentences } from '../src/analysis/sight-words.ts'
import type { Plan } from '../src/rollout/plan.ts'
import { simulateMany } from '../src/simulation/many.ts'
import { MODELS, scenarioOf } from '../src/simulation/scenario.ts'
import { tallyMarkdown } from '../src/simulation/words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const RUNS = 1000

const limit = (metric: string): TestSpec => ({ name: metric, metric, max: 0.02, weight: 1 })
const compared = (metric: string): TestSpec => ({
  name: `${metric}-vs-baseline`,
  metric,
  relative: 0.25,
  weight: 1,
})

const judgement = (
  tests: readonly TestSpec[],
  changes: Partial<Judgement> = {},
): Omit<Judgement, 'epoch'> => ({
  slice: 5 * MINUTE,
  planLength: 3.5 * HOUR,
  alpha: 0.05,
  hold: 3,
  warmup: 1,
  tests,
  breakers: [],
  ...changes,
})

const steps = (bake: number) => [10, 25, 50].map((weight) => ({ weight, bake }))
const errors = (unitsPerSecond: number) => ({
  metric: 'errors',
  unitsPerSecond,
  rate: 0.01,
  unit: 'requests',
})
const slow = (unitsPerSecond: number) => ({ metric: 'slow', unitsPerSecond, rate: 0.03, unit: 'requests' })
const one = judgement([limit('errors'), compared('errors')])
const two = judgement([limit('errors'), compared('errors'), compared('slow')])
const days = judgement(two.tests, { slice: 15 * MINUTE, planLength: 7 * DAY })

const questions: Readonly<Record<string, SightQuestion>> = {
  'three hours, 1 request/s, 1 metric': { steps: steps(HOUR), judgement: one, traffic: [errors(1)] },
  'three hours, 12 requests/s, 1 metric': { steps: steps(HOUR), judgement: one, traffic: [errors(12)] },
  'three hours, 100 requests/s, 2 metrics': {
    steps: steps(HOUR),
    judgement: two,
    traffic: [errors(100), slow(100)],
  },
  'four steps to 100 %, 10 requests/s, 2 metrics': {
    steps: [...steps(HOUR), { weight: 100, bake: HOUR }],
    judgement: two,
    traffic: [errors(10), slow(10)],
  },
  'seven days, 1 request/s, 2 metrics': {
    steps: steps((7 * DAY) / 3),
    judgement: days,
    traffic: [errors(1), slow(1)],
  },
  'far too little traffic': { steps: steps(HOUR), judgement: one, traffic: [errors(0.01)] },
}

/** Milliseconds of CPU of one call, and what it returned. */
const cpu = <T>(work: () => T): [number, T] => {
  const before = process.threadCpuUsage()
  const result = work()
  const { user, system } = process.threadCpuUsage(before)
  return [(user + system) / 1000, result]
}

const lines: string[] = ['What a plan can see (first call of a process, then a later one):']
for (const [name, question] of Object.entries(questions)) {
  const [first, sight] = cpu(() => seePlan(question))
  const [later] = cpu(() => seePlan(question))
  lines.push(`  ${name}: ${first.toFixed(0)} ms, ${later.toFixed(0)} ms CPU, ${sight.runs} runs`)
  if (question === questions['three hours, 12 requests/s, 1 metric'])
    lines.push(...sightSentences(sight).map((sentence) => `    ${sentence}`))
}

const plan: Plan = {
  steps: steps(HOUR),
  watch: 10 * MINUTE,
  deadline: 30 * HOUR,
  maxHold: DAY,
  maxBlind: 2 * HOUR,
  holdAfterRollback: true,
}
const judged = { ...one, warmup: 0 }
lines.push('', `${RUNS} rollouts each of 10 / 25 / 50 % for an hour, 1 % errors at 1 request/s:`)
const tallies = MODELS.map((model) => {
  const world = scenarioOf(model, [errors(1)])
  const [spent, tally] = cpu(() => simulateMany({ plan, judgement: judged, world }, RUNS))
  lines.push(`  ${model}: ${(spent / 1000).toFixed(2)} s CPU`)
  return { name: world.name, tally }
})
process.stdout.write(`${[...lines, '', tallyMarkdown(tallies)].join('\n')}\n`)
