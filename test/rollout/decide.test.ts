import { describe, expect, test } from 'vitest'
import { type Decision, decide, type Evidence, type Truth } from '../../src/rollout/decide.ts'
import { EVENT_LIMIT } from '../../src/rollout/events.ts'
import type { RolloutState } from '../../src/rollout/fold.ts'
import { isFinished, PHASES, type Phase } from '../../src/rollout/phases.ts'
import type { Plan } from '../../src/rollout/plan.ts'
import { REASONS, type Reason } from '../../src/rollout/reasons.ts'
import { climbedTo, DAY, GOOD, HOUR, MINUTE, PLAN, START, stateOf, type Told, truthAt } from './situations.ts'

/** A moment after the bake of the second step is over: a good release may go on to 50 %. */
const AFTER_BAKE = START + 200 * MINUTE
const AT_25 = stateOf(climbedTo(2))

interface Situation {
  plan?: Partial<Plan>
  story?: readonly Told[]
  state?: Partial<RolloutState>
  truth?: Partial<Truth>
  evidence?: Partial<Evidence>
  now?: number
}

/** Decides in the usual situation (25 %, baked, good) with what differs from it. */
const decideWhen = ({ plan, story, state, truth, evidence, now }: Situation): Decision => {
  const known = { ...(story ? stateOf(story) : AT_25), ...state }
  return decide(
    { ...PLAN, ...plan },
    known,
    truthAt(known.weight, truth),
    { ...GOOD, ...evidence },
    now ?? AFTER_BAKE,
  )
}

const TRIPPED: Partial<Evidence> = { tripped: { metric: 'errors', n: 100, x: 80, limit: 0.5 } }
const BROKEN: Partial<Evidence> = { brokenZeroLimit: { metric: 'lost-orders', x: 1 } }
const HARM: Partial<Evidence> = { verdict: 'rollback', combined: 31 }
const SUSPICIOUS: Partial<Evidence> = { verdict: 'hold', combined: 4, suspiciousSince: AFTER_BAKE - HOUR }
const BLIND: Partial<Evidence> = { blindSince: AFTER_BAKE - HOUR }
const FEW: Partial<Evidence> = { samples: [{ metric: 'errors', have: 12, need: 1000 }] }
const QUEUE = {
  metric: 'queue',
  max: 100,
  beyond: 'hold',
  state: 'beyond',
  value: 250,
  common: false,
} as const
const OVER: Partial<Evidence> = { present: [QUEUE] }
const ASKED: Partial<RolloutState> = { rollbackAsked: { by: 'ada', at: START } }
const UNSAFE: Partial<Truth> = { wayBack: { verdict: 'freeze-only', reasons: ['web: v1 is gone'] } }
const STRAY: Partial<Truth> = { components: [{ name: 'web', canary: 77, others: 0 }] }
const FROZEN: Partial<Truth> = { frozen: { until: AFTER_BAKE + DAY, reason: 'end of year' } }
const BAKING = { now: START + 75 * MINUTE }
const LATE = { now: START + 4 * DAY }

const cases: [
  sentence: string,
  situation: Situation,
  expected: [Decision['decision'], Reason, person: boolean],
][] = [
  ['a promoted rollout is finished', { state: { phase: 'promoted' } }, ['hold', 'finished', false]],
  ['a superseded rollout is finished', { state: { phase: 'superseded' } }, ['hold', 'finished', false]],
  [
    'a rolled-back rollout without traffic is finished',
    { state: { phase: 'rolled-back', weight: 0 } },
    ['hold', 'finished', false],
  ],
  [
    'a rolled-back release that gets traffic again is put back',
    {
      state: { phase: 'rolled-back', weight: 0 },
      truth: { components: [{ name: 'web', canary: 5, others: 0 }] },
    },
    ['abort', 'drift', false],
  ],
  [
    'going back that was begun is finished, however good the release looks now',
    { state: { phase: 'aborted' } },
    ['abort', 'unfinished-act', false],
  ],
  ['a person who asks for a rollback gets it', { state: ASKED }, ['abort', 'rollback-asked', false]],
  [
    'one terrible slice trips the circuit breaker',
    { evidence: TRIPPED },
    ['abort', 'circuit-breaker', false],
  ],
  ['a limit of zero is broken by one', { evidence: BROKEN }, ['abort', 'zero-limit', false]],
  ['evidence at its limit leads back', { evidence: HARM }, ['abort', 'evidence-of-harm', false]],
  ['a rollout past its deadline goes back', LATE, ['abort', 'deadline', false]],
  ['past the deadline and blind, a person decides', { ...LATE, evidence: BLIND }, ['hold', 'deadline', true]],
  [
    'past the deadline with too few samples, a person decides',
    { ...LATE, evidence: FEW },
    ['hold', 'deadline', true],
  ],
  [
    'past the deadline, blind, but nobody sees the release: it goes back',
    { ...LATE, story: [[0, { kind: 'started' }]], evidence: BLIND },
    ['abort', 'deadline', false],
  ],
  [
    'past the deadline without any metric there is nothing to be blind to',
    { ...LATE, evidence: { ...BLIND, measured: false } },
    ['abort', 'deadline', false],
  ],
  ['traffic that nobody of us set is drift', { truth: STRAY }, ['hold', 'drift', true]],
  [
    'another configuration than that of the release leads nowhere forward',
    { truth: { distrust: { reason: 'config-changed', text: 'The configuration is another one.' } } },
    ['hold', 'config-changed', true],
  ],
  [
    'lines that nobody vouches for lead nowhere forward',
    { truth: { distrust: { reason: 'unproven', text: 'Run 7 could not have written this.' } } },
    ['hold', 'unproven', true],
  ],
  [
    'harm is acted on whatever is doubted',
    {
      truth: { distrust: { reason: 'unproven', text: 'Run 7 could not have written this.' } },
      evidence: { verdict: 'rollback', combined: 40 },
    },
    ['abort', 'evidence-of-harm', false],
  ],
  [
    'a third release beside ours is drift',
    { truth: { components: [{ name: 'web', canary: 25, others: 5 }] } },
    ['hold', 'drift', true],
  ],
  [
    'one drifting component of two is drift',
    {
      truth: {
        components: [
          { name: 'web', canary: 25, others: 0 },
          { name: 'api', canary: 10, others: 0 },
        ],
      },
    },
    ['hold', 'drift', true],
  ],
  ['two writers at once: no forward move', { state: { conflict: true } }, ['hold', 'conflict', false]],
  [
    'a nearly full record only goes back',
    { state: { events: EVENT_LIMIT.forward } },
    ['hold', 'record-full', true],
  ],
  [
    'lines of others fill the record as well',
    { state: { events: 30, foreign: EVENT_LIMIT.forward - 30 } },
    ['hold', 'record-full', true],
  ],
  [
    'a full record with a conflict is not left to the machine',
    { state: { events: EVENT_LIMIT.forward, conflict: true } },
    ['hold', 'record-full', true],
  ],
  [
    'a conflict in the middle of an act in a full record is not left to the machine either',
    { state: { events: EVENT_LIMIT.forward, conflict: true, pending: { weight: 50 } } },
    ['hold', 'record-full', true],
  ],
  [
    'an act begun before the record was full is finished',
    { state: { events: EVENT_LIMIT.forward, pending: { weight: 50 } } },
    ['advance', 'unfinished-act', false],
  ],
  ['a queued rollout waits for the one before it', { state: { phase: 'queued' } }, ['hold', 'queued', false]],
  ['a stuck rollout waits for a person', { state: { phase: 'stuck' } }, ['hold', 'stuck', true]],
  ['a paused rollout waits for a person', { state: { phase: 'paused' } }, ['hold', 'paused', true]],
  ['a freeze window holds', { truth: FROZEN }, ['hold', 'frozen', false]],
  [
    'the first step needs every component deployed',
    { story: climbedTo(0), truth: { notDeployed: ['web'] } },
    ['hold', 'not-deployed', false],
  ],
  [
    'the first step needs passed smoke tests',
    { story: climbedTo(0), truth: { notChecked: ['web'] } },
    ['hold', 'not-checked', false],
  ],
  [
    'deployed and tested, the first step begins at once',
    { story: climbedTo(0), evidence: { samples: [] } },
    ['advance', 'next-step', false],
  ],
  [
    'an act intended and not confirmed is finished',
    { story: [...climbedTo(2), [133, { kind: 'setting', weight: 50 }]] },
    ['advance', 'unfinished-act', false],
  ],
  [
    'an act half done is finished even without data: half done is the worst place',
    {
      state: { pending: { weight: 50 } },
      evidence: BLIND,
      truth: {
        components: [
          { name: 'web', canary: 50, others: 0 },
          { name: 'api', canary: 25, others: 0 },
        ],
      },
    },
    ['advance', 'unfinished-act', false],
  ],
  [
    'an act of which nothing was done yet waits for data',
    { state: { pending: { weight: 50 } }, evidence: BLIND },
    ['hold', 'no-data', false],
  ],
  [
    'an act of which nothing was done yet waits while the release is suspicious',
    { state: { pending: { weight: 50 } }, evidence: SUSPICIOUS },
    ['hold', 'suspicious', false],
  ],
  [
    'an intent to a weight that the plan does not know is not obeyed',
    { state: { pending: { weight: 99 } } },
    ['hold', 'conflict', true],
  ],
  [
    'an intent that jumps over a step is not obeyed',
    { state: { pending: { weight: 100 }, approved: [4] } },
    ['hold', 'conflict', true],
  ],
  [
    'an intent that leads down is not obeyed',
    { state: { pending: { weight: 10 } } },
    ['hold', 'conflict', true],
  ],
  [
    'an intent to a step without its approval asks first',
    { state: { pending: { weight: 100 }, promoteAsked: true } },
    ['hold', 'approval-missing', true],
  ],
  ['the bake is not over', BAKING, ['hold', 'bake-not-over', false]],
  ['no data for an hour: wait', { evidence: BLIND }, ['hold', 'no-data', false]],
  [
    'no data for longer than maxBlind calls a person',
    { evidence: { blindSince: AFTER_BAKE - 2 * HOUR - 1 } },
    ['hold', 'blind-too-long', true],
  ],
  [
    'blind too long is said even while the bake lasts',
    { ...BAKING, evidence: { blindSince: START - 2 * HOUR } },
    ['hold', 'blind-too-long', true],
  ],
  ['a suspicious release stays where it is', { evidence: SUSPICIOUS }, ['hold', 'suspicious', false]],
  [
    'suspicious for longer than maxHold calls a person',
    { evidence: { ...SUSPICIOUS, suspiciousSince: AFTER_BAKE - DAY - 1 } },
    ['hold', 'suspicious-too-long', true],
  ],
  ['a present figure beyond its limit', { evidence: OVER }, ['hold', 'over-limit', false]],
  [
    'a present figure beyond its limit for too long',
    { evidence: { ...OVER, beyondSince: AFTER_BAKE - 2 * DAY } },
    ['hold', 'over-limit', true],
  ],
  [
    'a present figure that goes back beyond its limit',
    { evidence: { present: [{ ...QUEUE, beyond: 'abort' }] } },
    ['abort', 'over-limit', false],
  ],
  ['too few samples: wait', { evidence: FEW }, ['hold', 'too-few-samples', false]],
  [
    'a number of samples that is no number is too few',
    { evidence: { samples: [{ metric: 'errors', have: Number.NaN, need: 1000 }] } },
    ['hold', 'too-few-samples', false],
  ],
  [
    'the schedule of the next step is not reached',
    { truth: { nextStepNotBefore: AFTER_BAKE + 1 } },
    ['hold', 'not-yet', false],
  ],
  [
    'the last step waits for its approval',
    { story: climbedTo(3), now: START + 300 * MINUTE },
    ['hold', 'approval-missing', true],
  ],
  [
    'an approved last step begins',
    { story: climbedTo(3), state: { approved: [4] }, now: START + 300 * MINUTE },
    ['advance', 'last-step', false],
  ],
  ['a good release takes the next step', {}, ['advance', 'next-step', false]],
  [
    'after the bake of the last step the release is promoted',
    { story: climbedTo(4), now: START + 300 * MINUTE },
    ['promote', 'all-steps-done', false],
  ],
  [
    '100 % bakes like any other step',
    { story: climbedTo(4), now: START + 200 * MINUTE },
    ['hold', 'bake-not-over', false],
  ],
  [
    'skip ends the bake',
    { ...BAKING, story: [...climbedTo(2), [72, { kind: 'skipped', by: 'ada' }]] },
    ['advance', 'next-step', false],
  ],
  [
    'skip does not stand in for samples',
    { ...BAKING, state: { skipAsked: true }, evidence: FEW },
    ['hold', 'too-few-samples', false],
  ],
  [
    'skip does not pass over an approval',
    { story: climbedTo(3), state: { skipAsked: true }, now: START + 140 * MINUTE },
    ['hold', 'approval-missing', true],
  ],
  [
    'promote does not pass over an approval',
    { state: { promoteAsked: true } },
    ['hold', 'approval-missing', true],
  ],
  [
    'promote goes to the last step at once when it is approved',
    { state: { promoteAsked: true, approved: [4] } },
    ['advance', 'last-step', false],
  ],
  [
    'promote does not pass over missing data',
    { state: { promoteAsked: true, approved: [4] }, evidence: BLIND },
    ['hold', 'no-data', false],
  ],
  [
    'promote does not pass over suspicion',
    { state: { promoteAsked: true, approved: [4] }, evidence: SUSPICIOUS },
    ['hold', 'suspicious', false],
  ],
  [
    'without any metric time and people alone decide',
    { evidence: { measured: false, ...BLIND, ...FEW } },
    ['advance', 'next-step', false],
  ],
  [
    'harm without a safe way back freezes and calls',
    { evidence: HARM, truth: UNSAFE },
    ['hold', 'way-back-unsafe', true],
  ],
]

describe('what is decided', () => {
  test.each(cases)('%s', (_, situation, [decision, reason, person]) => {
    expect(decideWhen(situation)).toMatchObject({ decision, reason, person })
  })

  test('every reason that a look can give is told by one of these cases', () => {
    const givenElsewhere: Reason[] = ['smoke-failed', 'superseded', 'rejected', 'abandoned', 'state-lost']
    const told = new Set<Reason>([...cases.map(([, , [, reason]]) => reason), ...givenElsewhere])
    expect(REASONS.filter((reason) => !told.has(reason))).toEqual([])
  })

  test.each(cases)(
    '%s: one sentence for people, and a target exactly when it goes forward',
    (_, situation) => {
      const { message, decision, target, requeueAt } = decideWhen(situation)
      expect(message).toMatch(/^\S.{8,200}$/)
      expect(message).not.toMatch(/NaN|undefined|null|Invalid/)
      expect(target !== undefined).toBe(decision === 'advance')
      expect(requeueAt === null || requeueAt >= (situation.now ?? AFTER_BAKE)).toBe(true)
    },
  )
})

describe('the order of the rules', () => {
  /** Design order: each of these beats all that follow it when both are true. */
  const ladder: [Reason, Situation][] = [
    ['rollback-asked', { state: ASKED }],
    ['circuit-breaker', { evidence: TRIPPED }],
    ['zero-limit', { evidence: BROKEN }],
    ['evidence-of-harm', { evidence: { verdict: 'rollback' } }],
    ['deadline', { plan: { deadline: HOUR } }],
    ['drift', { truth: STRAY }],
    ['record-full', { state: { events: EVENT_LIMIT.forward } }],
    ['conflict', { state: { conflict: true } }],
    ['paused', { state: { phase: 'paused' } }],
    ['frozen', { truth: FROZEN }],
    ['not-deployed', { truth: { notDeployed: ['web'] } }],
    ['not-checked', { truth: { notChecked: ['web'] } }],
    ['no-data', { evidence: BLIND }],
    ['bake-not-over', { plan: { steps: PLAN.steps.map((step) => ({ ...step, bake: DAY })) } }],
    ['suspicious', { evidence: { verdict: 'hold', suspiciousSince: AFTER_BAKE } }],
    ['too-few-samples', { evidence: FEW }],
    ['not-yet', { truth: { nextStepNotBefore: AFTER_BAKE + HOUR } }],
    ['approval-missing', { plan: { steps: PLAN.steps.map((step) => ({ ...step, approval: true })) } }],
  ]
  const pairs = ladder.flatMap((first, index) =>
    ladder.slice(index + 1).map((second) => [first, second] as const),
  )

  test.each(pairs.map(([[a, x], [b, y]]) => [a, b, x, y] as const))('%s is said before %s', (a, b, x, y) => {
    const both = {
      // The earlier rule is merged last: where both rules touch one field it is its own that stands.
      plan: { ...y.plan, ...x.plan },
      state: { ...y.state, ...x.state },
      truth: { ...y.truth, ...x.truth },
      evidence: { ...y.evidence, ...x.evidence },
    }
    const { reason, person } = decideWhen(both)
    if (a === 'deadline' && (b === 'no-data' || b === 'too-few-samples')) expect(person).toBe(true)
    expect(reason).toBe(a)
  })
})

describe('guards', () => {
  const harms: [Reason, Situation][] = [
    ['rollback-asked', { state: ASKED }],
    ['circuit-breaker', { evidence: TRIPPED }],
    ['zero-limit', { evidence: BROKEN }],
    ['evidence-of-harm', { evidence: HARM }],
  ]
  const stops: [string, Situation][] = [
    ['paused', { state: { phase: 'paused' } }],
    ['awaiting an approval', { state: { phase: 'awaiting-approval' } }],
    ['stuck', { state: { phase: 'stuck' } }],
    ['queued', { state: { phase: 'queued' } }],
    ['frozen', { truth: FROZEN }],
    ['drifted', { truth: STRAY }],
    ['still baking', BAKING],
    ['in conflict', { state: { conflict: true } }],
    ['full', { state: { events: EVENT_LIMIT.forward } }],
    ['blind', { evidence: { blindSince: START } }],
    ['in the middle of an act', { state: { pending: { weight: 50 } } }],
  ]
  const both = stops.flatMap(([word, stop]) =>
    harms.map(([reason, harm]) => [word, reason, stop, harm] as const),
  )

  test.each(both)('a rollout that is %s still goes back for %s', (_, reason, stop, harm) => {
    const situation: Situation = {
      ...stop,
      state: { ...stop.state, ...harm.state },
      evidence: { ...stop.evidence, ...harm.evidence },
    }
    expect(decideWhen(situation)).toMatchObject({ decision: 'abort', reason })
  })

  const aborts: [string, Situation][] = [
    ...harms,
    ['deadline', LATE],
    ['a rollback that was begun', { state: { phase: 'aborted' } }],
    ['traffic after a rollback', { state: { phase: 'rolled-back', weight: 0 }, truth: STRAY }],
  ]
  test.each(aborts)('without a safe way back, %s freezes and calls a person instead', (_, situation) => {
    const decision = decideWhen({ ...situation, truth: { ...situation.truth, ...UNSAFE } })
    expect(decision).toMatchObject({
      decision: 'hold',
      reason: 'way-back-unsafe',
      person: true,
      requeueAt: null,
    })
    expect(decision.message).toContain('web: v1 is gone')
  })

  test.each(harms)(
    '%s before anybody saw the release ends it, whatever the way back',
    (reason, situation) => {
      const decision = decideWhen({ ...situation, story: climbedTo(0), truth: UNSAFE })
      expect(decision).toMatchObject({ decision: 'abort', reason })
    },
  )

  test('a going back that already reached the platform is confirmed, whatever the way back', () => {
    const truth = { ...UNSAFE, components: [{ name: 'web', canary: 0, others: 0 }] }
    expect(decideWhen({ state: { phase: 'aborted' }, truth })).toMatchObject({ decision: 'abort' })
  })

  test('an intent alone counts as exposed: the act may have reached the platform', () => {
    const decision = decideWhen({
      story: [...climbedTo(0), [5, { kind: 'setting', weight: 10 }]],
      evidence: TRIPPED,
      truth: UNSAFE,
    })
    expect(decision.reason).toBe('way-back-unsafe')
  })

  test('past the deadline and blind, the call names the deadline, not the way back that nobody takes', () => {
    expect(decideWhen({ ...LATE, evidence: BLIND, truth: UNSAFE })).toMatchObject({
      reason: 'deadline',
      person: true,
    })
  })
})

describe('time', () => {
  test('a late tick takes one step and no more', () => {
    const state = stateOf(climbedTo(1))
    const decision = decide({ ...PLAN, deadline: 900 * DAY }, state, truthAt(10), GOOD, START + 400 * DAY)
    expect(decision).toMatchObject({ decision: 'advance', target: { step: 2, weight: 25 } })
  })

  test('after a late step the bake begins anew, from its confirmation', () => {
    const late = 400 * 24 * 60
    const state = stateOf([
      ...climbedTo(1),
      [late, { kind: 'setting', weight: 25 }],
      [late, { kind: 'set', weight: 25 }],
    ])
    const now = START + late * MINUTE + HOUR - 1
    const decision = decide({ ...PLAN, deadline: 900 * DAY }, state, truthAt(25), GOOD, now)
    expect(decision).toMatchObject({ reason: 'bake-not-over', requeueAt: now + 1 })
  })

  const waits: [string, Told[]][] = [
    ['paused', [[100, { kind: 'paused', by: 'ada' }]]],
    ['waiting for an approval', [[100, { kind: 'asks', step: 3 }]]],
    ['stuck', [[100, { kind: 'stuck', reason: 'state-lost' }]]],
  ]
  test.each(waits)('a year spent %s does not count towards the deadline', (_, story) => {
    const year = 365 * 24 * 60
    const during = stateOf([...climbedTo(2), ...story])
    expect(decide(PLAN, during, truthAt(25), GOOD, START + year * MINUTE).reason).not.toBe('deadline')
    const ended = stateOf([
      ...climbedTo(2),
      ...story,
      [year, { kind: 'approved', step: 3, by: 'ada' }],
      [year, { kind: 'resumed', by: 'ada' }],
      [year, { kind: 'retried', by: 'ada' }],
    ])
    expect(ended.phase).toBe('baking')
    const left = PLAN.deadline - 100 * MINUTE
    const stop = START + year * MINUTE + left
    expect(decide(PLAN, ended, truthAt(25), GOOD, stop).reason).not.toBe('deadline')
    expect(decide(PLAN, ended, truthAt(25), GOOD, stop + 1).reason).toBe('deadline')
  })

  test.each([
    ['the end of the bake', BAKING, START + 131 * MINUTE],
    ['the end of the freeze', { truth: FROZEN }, AFTER_BAKE + DAY],
    ['the scheduled moment', { truth: { nextStepNotBefore: AFTER_BAKE + 5 } }, AFTER_BAKE + 5],
  ] satisfies [string, Situation, number][])('the next look is due at %s', (_, situation, requeueAt) => {
    expect(decideWhen(situation)).toMatchObject({ decision: 'hold', requeueAt })
  })
})

describe('approvals', () => {
  test('a promotion asks for the step that needs a person, which is not the next one', () => {
    expect(decideWhen({ state: { promoteAsked: true } })).toMatchObject({
      reason: 'approval-missing',
      asks: 4,
    })
  })

  test('a promotion asks for every approval that it would pass over, the first one first', () => {
    const steps = PLAN.steps.map((step) => ({ ...step, approval: true }))
    const first = decideWhen({ plan: { steps }, state: { promoteAsked: true } })
    expect(first).toMatchObject({ reason: 'approval-missing', asks: 3 })
    expect(first.message).toContain('3, 4')
    const second = decideWhen({ plan: { steps }, state: { promoteAsked: true, approved: [3] } })
    expect(second).toMatchObject({ reason: 'approval-missing', asks: 4 })
  })

  test('the approval of one step does not serve for another', () => {
    const decision = decideWhen({
      story: climbedTo(3),
      state: { approved: [1, 2, 3] },
      now: START + 300 * MINUTE,
    })
    expect(decision).toMatchObject({ reason: 'approval-missing', asks: 4 })
  })
})

test.each(PHASES.map((phase) => [phase] as const))(
  '%s is called finished exactly when it is an end',
  (phase: Phase) => {
    const { reason } = decideWhen({
      state: { phase },
      truth: { components: [{ name: 'web', canary: 0, others: 0 }] },
    })
    expect(reason === 'finished').toBe(isFinished(phase))
  },
)
