/**
 * What a judgement costs: a week of 15-minute slices (672) for six metrics with two tests each, judged as a tick does,
 * beside a trivial loop over the same counts. Printed as CPU time and as a ratio; nothing fails here.
 *
 * Run: `node bench/judging.ts`
 */
import { assess } from '../src/analysis/assess.ts'
import type { Bump, Judgement, MetricHistory, TestSpec } from '../src/analysis/judgement.ts'

const MINUTE = 60_000
const SLICE = 15 * MINUTE
const SLICES = 672
const METRICS = ['errors', 'slow', 'timeouts', 'delivery', 'checkout', 'search']
const EPOCH = Date.UTC(2026, 0, 5)
const ROUNDS = 200

const tests = METRICS.flatMap((metric): TestSpec[] => [
  { name: metric, metric, max: 0.01, weight: 1 },
  { name: `${metric}-vs-baseline`, metric, relative: 0.5, points: 0.005, weight: 1 },
])

const judgement: Judgement = {
  epoch: EPOCH,
  slice: SLICE,
  planLength: SLICES * SLICE,
  alpha: 0.05,
  hold: 3,
  warmup: 1,
  tests,
  breakers: METRICS.map((metric) => ({ metric, max: 0.5, min: 50 })),
}

const bumps: readonly Bump[] = [1, 5, 10, 25, 50].map((weight, i) => {
  const from = EPOCH + i * 130 * SLICE
  return { from, to: from + 20_000, weight }
})

const histories: readonly MetricHistory[] = METRICS.map((metric, j) => ({
  metric,
  slices: Array.from({ length: SLICES }, (_, i) => {
    const from = EPOCH + i * SLICE
    const canary = { n: 900 + ((i * 7 + j) % 50), x: (i * 13 + j) % 5 }
    const baseline = { n: 8000 + ((i * 11 + j) % 400), x: (i * 17 + j) % 40 }
    return { from, to: from + SLICE, canary, baseline }
  }),
}))

const now = EPOCH + SLICES * SLICE

/** The peer: reads every count once and divides, as a plain threshold would. */
const trivial = (): number => {
  let bad = 0
  for (const { slices } of histories)
    for (const { canary, baseline } of slices)
      if (canary !== null && baseline !== null && canary.x / canary.n > baseline.x / baseline.n) bad += 1
  return bad
}

/** Milliseconds of CPU of `times` calls together. The clock of the CPU is coarse: ask for many. */
const cpu = (work: () => unknown, times: number): number => {
  const before = process.threadCpuUsage()
  for (let i = 0; i < times; i++) work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const judging = () => assess({ judgement, histories, bumps, now })
const first = cpu(judging, 1)
cpu(judging, ROUNDS)
const later = cpu(judging, ROUNDS) / ROUNDS
cpu(trivial, 100 * ROUNDS)
const peer = cpu(trivial, 100 * ROUNDS) / (100 * ROUNDS)

const digits = (value: number) => value.toPrecision(3)
process.stdout.write(
  [
    `judging ${SLICES} slices x ${METRICS.length} metrics, 2 tests each: ${digits(later)} ms CPU (first call of a process ${digits(first)} ms)`,
    `a trivial loop over the same counts: ${digits(peer)} ms CPU`,
    `ratio ${digits(later / peer)}`,
    '',
  ].join('\n'),
)
