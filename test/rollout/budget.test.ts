import { describe, expect, test } from 'vitest'
import { worthWriting } from '../../src/rollout/budget.ts'
import { EVENT_LIMIT, type Happening } from '../../src/rollout/events.ts'
import type { RolloutState } from '../../src/rollout/fold.ts'
import { climbedTo, stateOf, type Told } from './situations.ts'

const AT_25 = stateOf(climbedTo(2))
const by = 'ada'

const worth = (happening: Happening, part: Partial<RolloutState> = {}): boolean =>
  worthWriting({ ...AT_25, ...part }, happening)

const MOVES: Happening[] = [
  { kind: 'started' },
  { kind: 'restore-point', id: 'rp1' },
  { kind: 'migrated', version: '20260101' },
  { kind: 'checked', target: 'live' },
  { kind: 'deployed', component: 'web', release: 'v2' },
  { kind: 'setting', weight: 50 },
  { kind: 'asks', step: 3 },
  { kind: 'approved', step: 3, by },
  { kind: 'paused', by },
  { kind: 'resumed', by },
  { kind: 'skipped', by },
  { kind: 'retried', by },
  { kind: 'asked-promote', by },
  { kind: 'stuck', reason: 'state-lost' },
]
const RETREATS: Happening[] = [
  { kind: 'asked-rollback', by },
  { kind: 'going-back', reason: 'deadline' },
  { kind: 'rolled-back', reason: 'deadline' },
  { kind: 'superseded', by: 'r-2' },
]

describe('a reason for waiting', () => {
  const waits: Happening = { kind: 'waits', reason: 'no-data' }

  test.each([
    ['is written when nothing was said', { reason: null }, true],
    ['is written when another reason was said', { reason: 'suspicious' }, true],
    ['is not written twice', { reason: 'no-data' }, false],
    ['is written below the limit of notes', { events: EVENT_LIMIT.notes - 1 }, true],
    ['is not written at the limit of notes', { events: EVENT_LIMIT.notes }, false],
    [
      'is not written where lines of others fill the notes',
      { events: 20, foreign: EVENT_LIMIT.notes - 20 },
      false,
    ],
    ['is not written after the end', { phase: 'promoted' }, false],
    ['is not written while going back', { phase: 'aborted' }, false],
  ] satisfies [string, Partial<RolloutState>, boolean][])('%s', (_, part, expected) => {
    expect(worth(waits, part)).toBe(expected)
  })

  test.each(['paused', 'stuck', 'queued'] as const)(
    'is not written where the phase says it: %s',
    (reason) => {
      expect(worth({ kind: 'waits', reason }, { phase: reason })).toBe(false)
    },
  )

  test('leaves room for the steps ahead', () => {
    const plan = {
      steps: Array.from({ length: 12 }, (_, i) => ({ weight: i === 11 ? 100 : i + 1, bake: 0 })),
    }
    const state = stateOf([[0, { kind: 'started' }]], {
      ...plan,
      watch: 0,
      deadline: 1,
      maxHold: 1,
      maxBlind: 1,
      holdAfterRollback: true,
    })
    expect(worthWriting({ ...state, events: 30 }, waits)).toBe(true)
    expect(worthWriting({ ...state, events: 31 }, waits)).toBe(false)
  })

  test('conflict is written again until it is over, because the next event is what ends it', () => {
    const conflict: Happening = { kind: 'waits', reason: 'conflict' }
    expect(worth(conflict, { conflict: true, reason: 'conflict' })).toBe(true)
    expect(worth(conflict, { conflict: true, events: EVENT_LIMIT.forward - 1 })).toBe(true)
    expect(worth(conflict, { conflict: true, events: EVENT_LIMIT.forward })).toBe(false)
  })

  test('record-full is said once, also in a full record', () => {
    const full: Happening = { kind: 'waits', reason: 'record-full' }
    expect(worth(full, { events: EVENT_LIMIT.forward })).toBe(true)
    expect(worth(full, { events: EVENT_LIMIT.forward, reason: 'record-full' })).toBe(false)
    expect(worth(full, { events: EVENT_LIMIT.hard })).toBe(false)
  })
})

describe.each(MOVES.map((move) => [move.kind, move] as const))('%s', (_, move) => {
  test('has room below the limit of forward moves and none from there', () => {
    expect(worth(move, { events: EVENT_LIMIT.forward - 1 })).toBe(true)
    expect(worth(move, { events: EVENT_LIMIT.forward })).toBe(false)
  })

  test.each(['promoted', 'rolled-back', 'superseded'] as const)(
    'is not written once the rollout is %s',
    (phase) => {
      expect(worth(move, { phase })).toBe(false)
    },
  )
})

describe('what confirms an act already intended', () => {
  test('the confirmation has room in a full record, and no other weight has', () => {
    const part: Partial<RolloutState> = { pending: { weight: 50 }, events: EVENT_LIMIT.forward }
    expect(worth({ kind: 'set', weight: 50 }, part)).toBe(true)
    expect(worth({ kind: 'set', weight: 25 }, part)).toBe(false)
  })

  test('the promotion has room in a full record, but not twice and not after going back', () => {
    expect(worth({ kind: 'promoted' }, { events: EVENT_LIMIT.forward })).toBe(true)
    expect(worth({ kind: 'promoted' }, { phase: 'promoted' })).toBe(false)
    expect(worth({ kind: 'promoted' }, { phase: 'aborted' })).toBe(false)
  })
})

describe('going back', () => {
  test.each(RETREATS.map((retreat) => [retreat.kind, retreat] as const))(
    '%s has room however full the record is',
    (_, retreat) => {
      expect(worth(retreat, { events: EVENT_LIMIT.hard, foreign: 50 })).toBe(true)
    },
  )

  test.each(RETREATS.map((retreat) => [retreat.kind, retreat] as const))(
    '%s is written once',
    (_, retreat) => {
      const story: Told[] = [...climbedTo(2), [200, retreat]]
      expect(worthWriting(stateOf(story), retreat)).toBe(false)
    },
  )

  test('a promoted rollout can still be rolled back', () => {
    expect(worth({ kind: 'asked-rollback', by }, { phase: 'promoted' })).toBe(true)
    expect(worth({ kind: 'rolled-back', reason: 'rollback-asked' }, { phase: 'promoted' })).toBe(true)
  })

  test('a hold is released when there is one, also after the end', () => {
    expect(
      worth({ kind: 'released', by }, { hold: true, phase: 'rolled-back', events: EVENT_LIMIT.hard }),
    ).toBe(true)
    expect(worth({ kind: 'released', by }, { hold: false })).toBe(false)
  })

  test('stuck is said once for one reason, and again for another', () => {
    const stuck: Happening = { kind: 'stuck', reason: 'way-back-unsafe' }
    expect(worth(stuck, { reason: 'way-back-unsafe' })).toBe(true)
    expect(worth(stuck, { reason: 'way-back-unsafe', phase: 'stuck' })).toBe(false)
    expect(worth(stuck, { reason: 'state-lost', phase: 'stuck' })).toBe(true)
    expect(worth(stuck, { reason: 'way-back-unsafe', phase: 'aborted' })).toBe(false)
  })
})

test('a promoted rollout retires once', () => {
  const promoted: Told[] = [...climbedTo(4), [300, { kind: 'promoted' }]]
  expect(worthWriting(stateOf(promoted), { kind: 'retired' })).toBe(true)
  expect(worthWriting(stateOf([...promoted, [301, { kind: 'retired' }]]), { kind: 'retired' })).toBe(false)
})

test('a question that is open is not asked again', () => {
  expect(worth({ kind: 'asks', step: 3 }, { phase: 'awaiting-approval', asked: [3] })).toBe(false)
  expect(worth({ kind: 'asks', step: 4 }, { phase: 'awaiting-approval', asked: [3] })).toBe(true)
})
