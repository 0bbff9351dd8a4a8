import { describe, expect, test } from 'vitest'
import { nextStep, unapproved } from '../../src/rollout/decide.ts'
import { EVENT_LIMIT } from '../../src/rollout/events.ts'
import type { RolloutState } from '../../src/rollout/fold.ts'
import { formatEvidence, formatMoment, formatSpan, formatWeight } from '../../src/rollout/format.ts'
import { isFinished, PHASE_EXITS, PHASES, waitsForPeople } from '../../src/rollout/phases.ts'
import { MAX_STEPS } from '../../src/rollout/plan.ts'
import { judgeWayBack, type WayBackFacts } from '../../src/rollout/way-back.ts'
import { PLAN, stateOf } from './situations.ts'

const at = (part: Partial<RolloutState>): RolloutState => ({ ...stateOf([]), ...part })

describe('the step that comes next', () => {
  test.each([
    ['the first from nothing', { step: 0 }, { step: 1, weight: 10 }],
    ['the second from the first', { step: 1 }, { step: 2, weight: 25 }],
    ['none after the last', { step: 4 }, null],
    ['the last when a person promotes', { step: 1, promoteAsked: true }, { step: 4, weight: 100 }],
    [
      'the last from nothing when a person promotes',
      { step: 0, promoteAsked: true },
      { step: 4, weight: 100 },
    ],
    ['none after the last when a person promotes', { step: 4, promoteAsked: true }, null],
  ] satisfies [string, Partial<RolloutState>, ReturnType<typeof nextStep>][])('%s', (_, part, expected) => {
    expect(nextStep(PLAN, at(part))).toEqual(expected)
  })
})

describe('approvals that are missing', () => {
  const plan = { ...PLAN, steps: PLAN.steps.map((step, index) => ({ ...step, approval: index > 0 })) }
  test.each([
    ['none for a step without one', { step: 0 }, 1, []],
    ['the next step', { step: 1 }, 2, [2]],
    ['all on the way to the last', { step: 1 }, 4, [2, 3, 4]],
    ['not those given', { step: 1, approved: [3] }, 4, [2, 4]],
    ['not those behind', { step: 3 }, 4, [4]],
    ['none when all are given', { step: 1, approved: [2, 3, 4] }, 4, []],
  ] satisfies [string, Partial<RolloutState>, number, number[]][])('%s', (_, part, until, expected) => {
    expect(unapproved(plan, at(part), until)).toEqual(expected)
  })
})

test('the longest plan fits into the record with an approval at every step and ten components', () => {
  const before =
    ['queued', 'started', 'restore-point', 'migrated', 'checked live', 'checked canary'].length + 10
  const perStep = ['asks', 'approved', 'setting', 'set'].length
  expect(before + MAX_STEPS * perStep + 1).toBeLessThanOrEqual(EVENT_LIMIT.forward)
  expect(EVENT_LIMIT.notes).toBeLessThan(EVENT_LIMIT.forward)
  expect(EVENT_LIMIT.forward).toBeLessThan(EVENT_LIMIT.hard)
})

describe('can we go back', () => {
  const facts: WayBackFacts = {
    firstRelease: false,
    components: [
      { name: 'web', possible: true },
      { name: 'api', possible: true },
    ],
    contract: [],
    restorePoint: null,
  }
  const drop = { version: '0007', line: 3, message: 'drops column "name"', expanded: false }

  const cases: [string, Partial<WayBackFacts>, 'safe' | 'freeze-only', string[]][] = [
    ['yes when every baseline is there and no migration is in the way', {}, 'safe', []],
    [
      'no from the first release',
      { firstRelease: true },
      'freeze-only',
      ['this is the first release: there is nothing to go back to'],
    ],
    [
      'no when one baseline is gone, with the reason given',
      { components: [...facts.components, { name: 'jobs', possible: false, reason: 'v1 was deleted' }] },
      'freeze-only',
      ['jobs: v1 was deleted'],
    ],
    [
      'no when one baseline is gone, also without a reason',
      { components: [{ name: 'web', possible: false }] },
      'freeze-only',
      ['web: its baseline cannot be put back'],
    ],
    [
      'no when old code cannot live with a migration',
      { contract: [drop] },
      'freeze-only',
      ['migration 0007, line 3: drops column "name"'],
    ],
    [
      'yes when the release that stopped using it was promoted before',
      { contract: [{ ...drop, expanded: true }] },
      'safe',
      [],
    ],
    [
      'no when one of two breaking migrations was not prepared',
      {
        contract: [
          { ...drop, expanded: true },
          { ...drop, version: '0008' },
        ],
      },
      'freeze-only',
      ['migration 0008, line 3: drops column "name"'],
    ],
    [
      'no without the restore point that is required',
      { restorePoint: { required: true, taken: false } },
      'freeze-only',
      ['no restore point: none was taken'],
    ],
    [
      'no when the restore point failed, with the reason given',
      { restorePoint: { required: true, taken: false, reason: 'the plan has none' } },
      'freeze-only',
      ['no restore point: the plan has none'],
    ],
    [
      'yes with the restore point that is required',
      { restorePoint: { required: true, taken: true } },
      'safe',
      [],
    ],
    [
      'yes without a restore point that nobody requires',
      { restorePoint: { required: false, taken: false } },
      'safe',
      [],
    ],
  ]
  test.each(cases)('%s', (_, part, verdict, reasons) => {
    expect(judgeWayBack({ ...facts, ...part })).toEqual({ verdict, reasons })
  })

  test('every obstacle is named, not the first one', () => {
    const all = judgeWayBack({
      firstRelease: false,
      components: [
        { name: 'web', possible: false, reason: 'gone' },
        { name: 'api', possible: false, reason: 'gone' },
      ],
      contract: [drop],
      restorePoint: { required: true, taken: false },
    })
    expect(all.reasons).toHaveLength(4)
  })
})

describe('phases', () => {
  test('every phase says how it is left, and only ends are left by nobody', () => {
    expect(Object.keys(PHASE_EXITS).sort()).toEqual([...PHASES].sort())
    expect(PHASES.filter(isFinished)).toEqual(['promoted', 'rolled-back', 'superseded'])
  })

  test('time counts as waiting for people exactly where only people move it on', () => {
    expect(PHASES.filter(waitsForPeople).sort()).toEqual(['awaiting-approval', 'paused', 'queued', 'stuck'])
  })
})

describe('how people read numbers', () => {
  test.each([
    [0, '0s'],
    [-5, '0s'],
    [1, '1s'],
    [59_001, '1m'],
    [90_000, '1m 30s'],
    [3_600_000, '1h'],
    [187_200_000, '2d 4h'],
    [86_400_000 + 1000, '1d 1s'],
  ])('a span of %i ms is %s', (milliseconds, text) => {
    expect(formatSpan(milliseconds)).toBe(text)
  })

  test('a moment rounds up to the second', () => {
    expect(formatMoment(Date.parse('2026-11-21T08:36:00.001Z'))).toBe('2026-11-21T08:36:01Z')
    expect(formatMoment(Date.parse('2026-11-21T08:36:01Z'))).toBe('2026-11-21T08:36:01Z')
  })

  test.each([
    [0.123, '0.12'],
    [3, '3'],
    [19.96, '20'],
    [123.4, '123'],
    [1_000_001, '>1000000'],
    [Number.POSITIVE_INFINITY, '>1000000'],
  ])('an evidence of %d is %s', (evidence, text) => {
    expect(formatEvidence(evidence)).toBe(text)
  })

  test('a weight keeps its decimals', () => {
    expect([0.5, 10, 100].map(formatWeight)).toEqual(['0.5%', '10%', '100%'])
  })
})
