import { evidenceOf, judge, observe, openEvidence, sliceRatio } from '../../src/analysis/evidence.ts'
import type { Judgement, MetricSlice } from '../../src/analysis/judgement.ts'
import type { Judged, Refusal, Story } from '../../src/report/story.ts'
import type { Decision } from '../../src/rollout/decide.ts'
import { type Happening, writeEvent } from '../../src/rollout/events.ts'
import { fold, type LoggedText } from '../../src/rollout/fold.ts'
import type { RolloutRecord } from '../../src/rollout/plan.ts'
import { nextEvent } from '../../src/rollout/transition.ts'

/** 2026-11-21T08:36:00Z. */
export const START = Date.UTC(2026, 10, 21, 8, 36, 0)

/** The plan of the demo: slices of one second, 10 / 25 / 50 / 100 %. */
export const judgement: Judgement = {
  epoch: START,
  slice: 1000,
  planLength: 60_000,
  alpha: 0.05,
  hold: 3,
  warmup: 0,
  tests: [
    { name: 'errors', metric: 'errors', max: 0.02, weight: 1 },
    { name: 'errors-vs-baseline', metric: 'errors', relative: 0.5, points: 0.005, weight: 1 },
    { name: 'slow', metric: 'slow', max: 0.05, weight: 1 },
  ],
  breakers: [{ metric: 'errors', max: 0.5, min: 50 }],
}

export const record: RolloutRecord = {
  schema: 1,
  kind: 'rollout',
  tool: '0.1.0',
  id: 'r-4k2m9x7ab1cd',
  service: 'shop',
  environment: 'production',
  revision: 'v2',
  requester: 'ada',
  run: '1201',
  startedAt: START,
  plan: {
    steps: [
      { weight: 10, bake: 10_000 },
      { weight: 25, bake: 10_000 },
      { weight: 50, bake: 10_000 },
      { weight: 100, bake: 8_000 },
    ],
    watch: 0,
    deadline: 600_000,
    maxHold: 86_400_000,
    maxBlind: 7_200_000,
    holdAfterRollback: true,
  },
  planHash: 'p1',
  judgement,
  components: [
    {
      name: 'web',
      platform: 'local',
      exposure: 'split',
      baseline: 'v1-1a2b',
      wayBackCommand: 'sluice local set v1-1a2b --weight 100',
    },
  ],
  configHash: 'c1',
  lastPromoted: 'r-000000000001',
  previous: 'r-000000000001',
  firstRelease: false,
}

/** Writes happenings with their seconds after the start as the ledger would have them. */
export const linesOf = (
  happenings: readonly (readonly [seconds: number, happening: Happening])[],
  of: RolloutRecord = record,
): LoggedText[] => {
  const lines: LoggedText[] = []
  for (const [seconds, happening] of happenings) {
    const now = of.startedAt + seconds * 1000
    const event = nextEvent(fold(of, lines), of.plan.steps, happening, { now, nonce: nonceOf(lines.length) })
    lines.push({ text: writeEvent(event), at: now, run: '1201' })
  }
  return lines
}

const nonceOf = (index: number): string => index.toString(36).padStart(5, 'a')

const OPENING: (readonly [number, Happening])[] = [
  [0, { kind: 'started' }],
  [1, { kind: 'migrated', version: '20261120101500' }],
  [2, { kind: 'checked', target: 'live' }],
  [4, { kind: 'deployed', component: 'web', release: 'v2-9f3c' }],
  [5, { kind: 'checked', target: 'canary' }],
]

const rung = (at: number, weight: number): (readonly [number, Happening])[] => [
  [at, { kind: 'setting', weight }],
  [at + 0.2, { kind: 'set', weight }],
]

/** A number between 0 and 1 that depends on nothing but its place: noise that never changes. */
const noise = (i: number, salt: number): number => {
  const value = Math.sin(i * 12.9898 + salt * 78.233) * 43758.5453
  return value - Math.floor(value)
}

interface Behaviour {
  seconds: number
  weightAt(second: number): number
  errors: { canary: number; baseline: number }
  slow: { canary: number; baseline: number }
}

const slicesOf = (from: number, b: Behaviour, metric: 'errors' | 'slow', salt: number): MetricSlice[] =>
  Array.from({ length: b.seconds }, (_, i): MetricSlice => {
    const at = from + i * 1000
    const weight = b.weightAt(i)
    const total = 300 + Math.round(40 * (noise(i, salt) - 0.5))
    const n = Math.round((total * weight) / 100)
    const bad = (units: number, share: number, extra: number): number =>
      Math.min(
        units,
        Math.floor(units * share * (0.7 + 0.6 * noise(i, salt + extra)) + noise(i, salt + extra + 1)),
      )
    return {
      from: at,
      to: at + 1000,
      canary: n > 0 ? { n, x: bad(n, b[metric].canary, 3) } : null,
      baseline: weight < 100 ? { n: total - n, x: bad(total - n, b[metric].baseline, 7) } : null,
      ...(n > 0 ? {} : { problem: 'no-data' as const }),
    }
  })

/** Follows the product's own rule over the slices, as an assessment would. */
export const judgedBy = (of: RolloutRecord, metrics: Story['metrics'], until: number): Judged => {
  const { tests, alpha, hold, slice, planLength } = of.judgement
  const states = tests.map(() => openEvidence())
  const trail: { to: number; combined: number }[] = []
  let verdict: Judged['verdict'] = 'ok'
  let combined = 1
  for (const [i, { to }] of (metrics[0]?.slices ?? []).entries()) {
    if (to > until) break
    for (const [k, test] of tests.entries()) {
      const s = metrics.find(({ metric }) => metric === test.metric)?.slices[i]
      const units = s?.canary
        ? { ...s.canary, ...(s.baseline ? { m: s.baseline.n, y: s.baseline.x } : {}) }
        : null
      const q = units ? sliceRatio(units, test) : null
      states[k] = observe(states[k] ?? openEvidence(), q, slice / 60_000, planLength / 60_000)
    }
    const evidences = tests.map((test, k) => ({
      evidence: evidenceOf(states[k] ?? openEvidence()),
      weight: test.weight,
    }))
    const judged = judge(evidences, alpha, hold)
    combined = judged.combined
    verdict = judged.verdict
    trail.push({ to, combined })
  }
  return {
    combined,
    verdict,
    tests: tests.map(({ name }, k) => ({ name, evidence: evidenceOf(states[k] ?? openEvidence()) })),
    samples: [{ metric: 'errors', have: 300, need: 150 }],
    trail,
  }
}

const measures = [
  { metric: 'errors', title: 'Failed requests', of: 'request' },
  { metric: 'slow', title: 'Requests slower than 300 ms', of: 'request' },
]

const decisionOf = (
  decision: Decision['decision'],
  reason: Decision['reason'],
  message: string,
  requeueAt: number | null = null,
): Decision => ({ decision, reason, message, requeueAt, person: false })

const GOOD: Behaviour = {
  seconds: 46,
  weightAt: (s) => (s < 6 ? 0 : s < 17 ? 10 : s < 28 ? 25 : s < 38 ? 50 : 100),
  errors: { canary: 0.004, baseline: 0.004 },
  slow: { canary: 0.018, baseline: 0.02 },
}

const metricsOf = (from: number, behaviour: Behaviour, salt: number): Story['metrics'] =>
  (['errors', 'slow'] as const).map((metric, k) => ({
    metric,
    slices: slicesOf(from, behaviour, metric, salt + k * 20),
  }))

/** At 25 % after twenty seconds, everything well. */
export const underWay = (): Story => {
  const state = fold(record, linesOf([...OPENING, ...rung(6, 10), ...rung(17, 25)]))
  const now = START + 20_000
  const metrics = metricsOf(START, { ...GOOD, seconds: 20 }, 1)
  return {
    kind: 'rollout',
    record,
    state,
    now,
    decision: decisionOf('hold', 'bake-not-over', '25% bakes until 2026-11-21T08:36:28Z.', START + 28_000),
    nextLook: START + 28_000,
    judged: judgedBy(record, metrics, now),
    metrics,
    measures,
    wayBack: { verdict: 'safe', reasons: [] },
  }
}

/** Climbed to 100 % and promoted. */
export const promoted = (): Story => {
  const state = fold(
    record,
    linesOf([
      ...OPENING,
      ...rung(6, 10),
      ...rung(17, 25),
      ...rung(28, 50),
      ...rung(38, 100),
      [46, { kind: 'promoted' }],
    ]),
  )
  const metrics = metricsOf(START, GOOD, 1)
  const now = START + 46_000
  return {
    ...underWay(),
    state,
    now,
    metrics,
    judged: judgedBy(record, metrics, now),
    decision: decisionOf(
      'promote',
      'all-steps-done',
      'All steps are done: the new release becomes the baseline.',
    ),
    nextLook: null,
    totals: { requests: 13_812, canary: 5_620, failed: 52 },
  }
}

const LATER = START + 70_000

/** The third release, which fails 8 % of its requests and slows the rest. */
export const badRecord: RolloutRecord = {
  ...record,
  id: 'r-77q0zz81kk2e',
  revision: 'v3',
  startedAt: LATER,
  judgement: { ...judgement, epoch: LATER },
  components: [
    {
      name: 'web',
      platform: 'local',
      exposure: 'split',
      baseline: 'v2-9f3c',
      wayBackCommand: 'sluice local set v2-9f3c --weight 100',
    },
  ],
  lastPromoted: record.id,
  previous: record.id,
}

/** Caught at 10 % and put back. */
export const rolledBack = (): Story => {
  const metrics = metricsOf(
    LATER,
    {
      seconds: 18,
      weightAt: (s) => (s < 6 || s >= 14 ? 0 : 10),
      errors: { canary: 0.085, baseline: 0.004 },
      slow: { canary: 0.28, baseline: 0.02 },
    },
    5,
  )
  const judged = judgedBy(badRecord, metrics, LATER + 14_000)
  const events: (readonly [number, Happening])[] = [
    ...OPENING.filter(([, { kind }]) => kind !== 'migrated').map(([at, h]): readonly [number, Happening] => [
      at,
      h.kind === 'deployed' ? { ...h, release: 'v3-51d0' } : h,
    ]),
    ...rung(6, 10),
    [14, { kind: 'going-back', reason: 'evidence-of-harm' }],
    [14.3, { kind: 'rolled-back', reason: 'evidence-of-harm' }],
  ]
  return {
    ...underWay(),
    record: badRecord,
    state: fold(badRecord, linesOf(events, badRecord)),
    now: LATER + 18_000,
    metrics,
    judged,
    decision: decisionOf(
      'abort',
      'evidence-of-harm',
      `A release within its limits would look this bad at most 1 time in ${Math.round(judged.combined)} (limit 20).`,
    ),
    nextLook: null,
    totals: { requests: 5_390, canary: 241, failed: 39 },
    rollbackSpan: 38,
  }
}

/** Before the first step: what an approver reads. */
export const beginning = (): Story => {
  const plan = {
    ...record.plan,
    steps: [
      { weight: 10, bake: 86_400_000 },
      { weight: 50, bake: 172_800_000, approval: true },
      { weight: 100, bake: 86_400_000, at: 'Mon 09:00 UTC' },
    ],
  }
  const of = { ...record, plan }
  return {
    ...underWay(),
    record: of,
    state: fold(of, linesOf(OPENING, of)),
    now: START + 6_000,
    decision: decisionOf('advance', 'next-step', 'Within its limits. Next: 10% (step 1 of 3).'),
    nextLook: null,
    metrics: [],
    judged: null,
  }
}

/** The push after the rollback, not let in. */
export const refused = (): Refusal => ({
  kind: 'refused',
  service: 'shop',
  environment: 'production',
  revision: 'v4',
  requester: 'ada',
  at: LATER + 20_000,
  reason: 'on-hold',
  obstacles: [
    {
      message:
        'v3 was rolled back at 2026-11-21T08:37:24Z (evidence of harm), and nobody has released the hold.',
      fix: 'action rollout, operation release-hold, once the cause is known',
    },
  ],
})

/** A rollout of four days with slices of 15 minutes, two of them gone. */
export const longJourney = (): Story => {
  const minute = 60_000
  const of: RolloutRecord = {
    ...record,
    revision: '9fceb02d0ae598e95dc970b74767f19372d61af8',
    plan: {
      ...record.plan,
      steps: [
        { weight: 5, bake: 1440 * minute },
        { weight: 25, bake: 1440 * minute },
        { weight: 100, bake: 1440 * minute },
      ],
      deadline: 10 * 1440 * minute,
    },
    judgement: { ...judgement, slice: 15 * minute, planLength: 5760 * minute },
  }
  const day = 86_400
  const state = fold(
    of,
    linesOf(
      [...OPENING, ...rung(60, 5), ...rung(day + 120, 25), [2 * day, { kind: 'paused', by: 'grace' }]],
      of,
    ),
  )
  const slices = (metric: 'errors' | 'slow', salt: number) =>
    slicesOf(START, { ...GOOD, seconds: 250, weightAt: (i) => (i < 97 ? 5 : 25) }, metric, salt).map(
      (s, i) => ({
        ...s,
        from: START + i * 15 * minute,
        to: START + (i + 1) * 15 * minute,
        ...(i > 40 && i < 60 ? { canary: null, baseline: null, problem: 'error' as const } : {}),
      }),
    )
  const metrics = [
    { metric: 'errors', slices: slices('errors', 2) },
    { metric: 'slow', slices: slices('slow', 9) },
  ]
  const now = START + 250 * 15 * minute
  return {
    ...underWay(),
    record: of,
    state,
    now,
    metrics,
    judged: judgedBy(of, metrics, now),
    decision: { ...decisionOf('hold', 'paused', 'Paused by a person; guards go on.'), person: true },
    nextLook: null,
  }
}
