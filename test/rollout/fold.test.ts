import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Happening, type RolloutEvent, writeEvent } from '../../src/rollout/events.ts'
import { fold, type LoggedText, type RolloutState, waitedUntil } from '../../src/rollout/fold.ts'
import { isFinished } from '../../src/rollout/phases.ts'
import { nextEvent } from '../../src/rollout/transition.ts'
import { anyEvent } from './happenings.ts'
import { climbedTo, DAY, linesOf, MINUTE, PLAN, START, stateOf, type Told } from './situations.ts'

const seed = 20261121
const record = { startedAt: START }

const line = (event: RolloutEvent, at: number): LoggedText => ({ text: writeEvent(event), at, run: '7' })

/** What another writer adds who had seen only these lines. */
const beside = (
  seen: readonly LoggedText[],
  minutes: number,
  happening: Happening,
  nonce = 'other',
): LoggedText => {
  const now = START + minutes * MINUTE
  return line(nextEvent(fold(record, seen), PLAN.steps, happening, { now, nonce }), now)
}

const anyLines = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        text: anyEvent.map(writeEvent),
        at: fc.nat(DAY).map((ms) => START + ms),
        run: fc.constantFrom('7', '8', null),
      }),
    },
    { weight: 1, arbitrary: fc.record({ text: fc.string(), at: fc.nat(DAY), run: fc.constant(null) }) },
  ),
  { maxLength: 14 },
)

describe('the order of arrival does not matter', () => {
  test('any permutation of any lines gives the same state', () => {
    const shuffled = anyLines.chain((lines) =>
      fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
    )
    fc.assert(
      fc.property(shuffled, ([lines, other]) => {
        expect(fold(record, other)).toEqual(fold(record, lines))
      }),
      { seed, numRuns: 500 },
    )
  })

  test('lines that arrived twice, also at another time or from another run, count once', () => {
    const doubled = anyLines.chain((lines) =>
      fc.tuple(
        fc.constant(lines),
        fc.subarray(lines),
        fc.nat(DAY),
        fc.infiniteStream(fc.boolean()).map((coin) => () => coin.next().value as boolean),
      ),
    )
    fc.assert(
      fc.property(doubled, ([lines, again, later, coin]) => {
        const ours = lines.filter(({ text }) => fold(record, [{ text, at: START, run: null }]).events === 1)
        const copies = again.map((copy) => ({ ...copy, at: copy.at + later + 1, run: '9' }))
        const mixed = copies.filter(({ text }) => ours.some((own) => own.text === text))
        const both = ours.flatMap((own) => {
          const copy = mixed.filter(({ text }) => text === own.text)
          return coin() ? [own, ...copy] : [...copy, own]
        })
        expect(fold(record, both)).toEqual(fold(record, ours))
      }),
      { seed, numRuns: 500 },
    )
  })

  test('of the same line twice the earlier time stands', () => {
    const [first] = linesOf([[5, { kind: 'started' }]])
    if (!first) throw new Error('one line was written')
    const copies = [{ ...first, at: first.at + DAY }, first]
    expect(fold(record, copies).headAt).toBe(START + 5 * MINUTE)
    expect(fold(record, copies).events).toBe(1)
  })

  test('two events that differ in nothing but their text keep one order', () => {
    const event = { ...climb(1), nonce: 'aaaaa' }
    const lines = (['ada', 'bob'] as const).map((by) =>
      line({ ...event, happening: { kind: 'skipped', by } }, START),
    )
    expect(fold(record, lines)).toEqual(fold(record, lines.toReversed()))
    expect(fold(record, lines).conflict).toBe(true)
  })
})

describe('the newest line alone is enough to go on from', () => {
  const keeps = (state: RolloutState) => ({
    phase: state.phase,
    step: state.step,
    weight: state.weight,
    since: state.since,
    waited: state.waited,
    hold: state.hold,
    sequence: state.sequence,
  })

  const stories: [string, Told[]][] = [
    ['a first deploy', climbedTo(0)],
    ['a climb', climbedTo(3)],
    ['a pause', [...climbedTo(2), [99, { kind: 'paused', by: 'ada' }]]],
    [
      'a reason noted in a pause',
      [...climbedTo(2), [99, { kind: 'paused', by: 'ada' }], [120, { kind: 'waits', reason: 'drift' }]],
    ],
    [
      'an approval given in a pause',
      [
        ...climbedTo(3),
        [99, { kind: 'asks', step: 4 }],
        [100, { kind: 'paused', by: 'ada' }],
        [120, { kind: 'approved', step: 4, by: 'bob' }],
      ],
    ],
    [
      'an act confirmed in a pause',
      [
        ...climbedTo(1),
        [99, { kind: 'setting', weight: 25 }],
        [100, { kind: 'paused', by: 'ada' }],
        [101, { kind: 'set', weight: 25 }],
      ],
    ],
    ['a question', [...climbedTo(3), [300, { kind: 'asks', step: 4 }]]],
    ['a promotion', [...climbedTo(4), [300, { kind: 'promoted' }]]],
    ['a retired promotion', [...climbedTo(4), [300, { kind: 'promoted' }], [999, { kind: 'retired' }]]],
    ['going back', [...climbedTo(3), [300, { kind: 'going-back', reason: 'deadline' }]]],
    [
      'a rollback',
      [
        ...climbedTo(3),
        [300, { kind: 'going-back', reason: 'deadline' }],
        [301, { kind: 'rolled-back', reason: 'deadline' }],
      ],
    ],
    ['stuck', [...climbedTo(3), [300, { kind: 'stuck', reason: 'way-back-unsafe' }]]],
    ['a request', [...climbedTo(3), [300, { kind: 'asked-rollback', by: 'ada' }]]],
  ]
  test.each(stories)('after %s', (_, story) => {
    const lines = linesOf(story)
    expect(keeps(fold(record, lines.slice(-1)))).toEqual(keeps(fold(record, lines)))
  })

  test('a hold of 200 days stands although all other lines are gone, until a person releases it', () => {
    const held = { ...fold(record, []), hold: true }
    const happening = { kind: 'rolled-back', reason: 'evidence-of-harm' } as const
    const newest = line(nextEvent(held, [], happening, { now: START, nonce: 'aaaaa' }), START)
    expect(fold(record, [newest])).toMatchObject({ phase: 'rolled-back', hold: true })
    const now = START + 200 * DAY
    const released = nextEvent(
      fold(record, [newest]),
      [],
      { kind: 'released', by: 'ada' },
      { now, nonce: 'bbbbb' },
    )
    expect(fold(record, [newest, line(released, now)]).hold).toBe(false)
    expect(fold(record, [line(released, now)]).hold).toBe(false)
  })

  test('approvals that are no longer on record are not assumed', () => {
    const lines = linesOf([
      ...climbedTo(3),
      [300, { kind: 'approved', step: 4, by: 'ada' }],
      [301, { kind: 'waits', reason: 'frozen' }],
    ])
    expect(fold(record, lines).approved).toEqual([4])
    expect(fold(record, lines.slice(-1)).approved).toEqual([])
  })
})

describe('two writers at once are joined by caution', () => {
  const seen = linesOf(climbedTo(2))
  const forward: Happening[] = [
    { kind: 'setting', weight: 50 },
    { kind: 'set', weight: 50 },
    { kind: 'approved', step: 4, by: 'bob' },
    { kind: 'resumed', by: 'bob' },
    { kind: 'skipped', by: 'bob' },
    { kind: 'retried', by: 'bob' },
    { kind: 'asked-promote', by: 'bob' },
    { kind: 'promoted' },
  ]
  const careful: [Happening, RolloutState['phase']][] = [
    [{ kind: 'paused', by: 'ada' }, 'paused'],
    [{ kind: 'stuck', reason: 'way-back-unsafe' }, 'stuck'],
    [{ kind: 'asks', step: 4 }, 'awaiting-approval'],
    [{ kind: 'going-back', reason: 'deadline' }, 'aborted'],
    [{ kind: 'rolled-back', reason: 'deadline' }, 'rolled-back'],
    [{ kind: 'superseded', by: 'r-2' }, 'superseded'],
  ]
  const pairs = careful.flatMap(([a, phase]) => forward.map((b) => [a.kind, b.kind, a, b, phase] as const))

  test.each(pairs)('%s beside %s wins, whatever the nonces', (_, __, a, b, phase) => {
    for (const [x, y] of [
      ['aaaaa', 'zzzzz'],
      ['zzzzz', 'aaaaa'],
    ] as const) {
      const lines = [...seen, beside(seen, 150, a, x), beside(seen, 150, b, y)]
      const state = fold(record, lines)
      expect(state).toMatchObject({ phase, conflict: true })
      expect(fold(record, lines.toReversed())).toEqual(state)
    }
  })

  test('a rollback beside an abort, and an abort beside a pause, win', () => {
    const [rolledBack, goingBack, paused] = [
      beside(seen, 150, { kind: 'rolled-back', reason: 'deadline' }, 'aaaaa'),
      beside(seen, 150, { kind: 'going-back', reason: 'deadline' }, 'bbbbb'),
      beside(seen, 150, { kind: 'paused', by: 'ada' }, 'ccccc'),
    ]
    expect(fold(record, [...seen, goingBack, rolledBack]).phase).toBe('rolled-back')
    expect(fold(record, [...seen, goingBack, paused]).phase).toBe('aborted')
  })

  test('the next event ends the conflict', () => {
    const forked = [
      ...seen,
      beside(seen, 150, { kind: 'skipped', by: 'a' }, 'aaaaa'),
      beside(seen, 150, { kind: 'skipped', by: 'b' }, 'bbbbb'),
    ]
    expect(fold(record, forked).conflict).toBe(true)
    expect(
      fold(record, [...forked, beside(forked, 151, { kind: 'waits', reason: 'conflict' })]).conflict,
    ).toBe(false)
  })

  test('a request for a rollback stands beside the order: it makes no conflict and is not lost', () => {
    const lines = [
      ...seen,
      beside(seen, 150, { kind: 'asked-rollback', by: 'ada' }),
      beside(seen, 150, { kind: 'setting', weight: 50 }),
    ]
    const state = fold(record, lines)
    expect(state).toMatchObject({ conflict: false, rollbackAsked: { by: 'ada', at: START + 150 * MINUTE } })
    expect(state.sequence).toBe(fold(record, seen).sequence + 1)
  })
})

describe('nothing leads forward again', () => {
  const late: Told[] = [
    [400, { kind: 'setting', weight: 50 }],
    [401, { kind: 'set', weight: 50 }],
    [402, { kind: 'asks', step: 4 }],
    [403, { kind: 'approved', step: 4, by: 'bob' }],
    [404, { kind: 'paused', by: 'bob' }],
    [405, { kind: 'resumed', by: 'bob' }],
    [406, { kind: 'stuck', reason: 'drift' }],
    [407, { kind: 'retried', by: 'bob' }],
    [408, { kind: 'started' }],
    [409, { kind: 'promoted' }],
  ]
  const endings: [Happening, RolloutState['phase']][] = [
    [{ kind: 'going-back', reason: 'deadline' }, 'aborted'],
    [{ kind: 'rolled-back', reason: 'deadline' }, 'rolled-back'],
  ]
  test.each(endings)('after $kind by a run that had not seen it', (ending, phase) => {
    const seen = linesOf(climbedTo(2))
    const stale = [...seen]
    for (const [minutes, happening] of late) stale.push(beside(stale, minutes, happening))
    const state = fold(record, [...stale, beside(seen, 150, ending)])
    expect(state.phase).toBe(phase)
    expect(state.pending).toBeNull()
  })

  const ends: [Happening, RolloutState['phase']][] = [
    ...endings,
    [{ kind: 'promoted' }, 'promoted'],
    [{ kind: 'superseded', by: 'r-2' }, 'superseded'],
  ]
  test.each(ends)('after $kind by a run that knows it, whatever is left of the history', (ending, phase) => {
    const lines = linesOf([...climbedTo(2), [300, ending], ...late])
    for (let first = climbedTo(2).length; first < lines.length; first += 1)
      expect(fold(record, lines.slice(first)).phase).toBe(phase)
  })

  test('the line of a rollback shows 0 % to people who read nothing else', () => {
    const [text = ''] = linesOf([...climbedTo(3), [300, { kind: 'rolled-back', reason: 'deadline' }]])
      .slice(-1)
      .map((written) => written.text)
    expect(text).toContain('rolled back: deadline; 0% 3/4 rolled-back ')
  })

  test('only going back leads out of a promotion', () => {
    const promoted: Told[] = [...climbedTo(4), [300, { kind: 'promoted' }]]
    expect(stateOf([...promoted, [301, { kind: 'rolled-back', reason: 'rollback-asked' }]])).toMatchObject({
      phase: 'rolled-back',
      weight: 0,
    })
  })
})

describe('stops last until a person ends them', () => {
  test('a pause lasts through everything but resume', () => {
    const story: Told[] = [
      ...climbedTo(2),
      [99, { kind: 'paused', by: 'ada' }],
      [100, { kind: 'waits', reason: 'drift' }],
      [101, { kind: 'approved', step: 3, by: 'bob' }],
      [102, { kind: 'stuck', reason: 'drift' }],
      [103, { kind: 'retried', by: 'bob' }],
      [104, { kind: 'asked-promote', by: 'bob' }],
    ]
    expect(stateOf(story).phase).toBe('paused')
    expect(stateOf([...story, [105, { kind: 'resumed', by: 'ada' }]]).phase).toBe('baking')
  })

  test('a pause written by a run that others had overtaken still lasts', () => {
    const lines = linesOf(climbedTo(3))
    const state = fold(record, [...lines, beside(lines.slice(0, -2), 150, { kind: 'paused', by: 'ada' })])
    expect(state).toMatchObject({ phase: 'paused', conflict: false, weight: 50 })
  })

  test('of a pause and a resume at once the pause lasts, also after the next event', () => {
    const seen = linesOf([...climbedTo(2), [99, { kind: 'paused', by: 'ada' }]])
    const resumed = [...seen, beside(seen, 150, { kind: 'resumed', by: 'bob' }, 'zzzzz')]
    const later = [...resumed, beside(resumed, 151, { kind: 'waits', reason: 'no-data' })]
    expect(fold(record, later).phase).toBe('baking')
    expect(fold(record, [...later, beside(seen, 150, { kind: 'paused', by: 'ada' }, 'aaaaa')]).phase).toBe(
      'paused',
    )
  })

  test.each([
    ['retried', { kind: 'retried', by: 'ada' }],
    ['promoted by a person', { kind: 'asked-promote', by: 'ada' }],
  ] satisfies [string, Happening][])('a stuck rollout goes on when it is %s', (_, answer) => {
    const stuck: Told[] = [
      ...climbedTo(2),
      [99, { kind: 'stuck', reason: 'state-lost' }],
      [100, { kind: 'waits', reason: 'drift' }],
    ]
    expect(stateOf(stuck).phase).toBe('stuck')
    expect(stateOf([...stuck, [101, answer]]).phase).toBe('baking')
  })

  const asked: Told[] = [...climbedTo(3), [200, { kind: 'asks', step: 4 }]]
  const interruptions: [string, Told[]][] = [
    [
      'a pause',
      [
        [201, { kind: 'paused', by: 'ada' }],
        [202, { kind: 'resumed', by: 'ada' }],
      ],
    ],
    [
      'being stuck',
      [
        [201, { kind: 'stuck', reason: 'drift' }],
        [202, { kind: 'retried', by: 'ada' }],
      ],
    ],
    ['the approval of another step', [[201, { kind: 'approved', step: 2, by: 'ada' }]]],
  ]
  test.each(interruptions)('a question stays open through %s', (_, story) => {
    expect(stateOf([...asked, ...story]).phase).toBe('awaiting-approval')
    expect(stateOf([...asked, ...story, [203, { kind: 'approved', step: 4, by: 'bob' }]]).phase).toBe(
      'baking',
    )
  })

  test('a queued rollout that is paused and resumed is still in the queue', () => {
    const queued: Told[] = [
      [0, { kind: 'queued', behind: 'r-1' }],
      [5, { kind: 'paused', by: 'ada' }],
      [6, { kind: 'resumed', by: 'ada' }],
    ]
    expect(stateOf(queued).phase).toBe('queued')
    expect(stateOf([...queued, [7, { kind: 'started' }]]).phase).toBe('progressing')
  })

  test('time waiting for people adds up, to the second and never short', () => {
    const state = stateOf([
      ...climbedTo(1),
      [20.001, { kind: 'paused', by: 'ada' }],
      [30.002, { kind: 'waits', reason: 'drift' }],
      [40.0029, { kind: 'resumed', by: 'ada' }],
      [70, { kind: 'waits', reason: 'no-data' }],
    ])
    const paused = 20.0019 * MINUTE
    expect(state.waited).toBeGreaterThanOrEqual(paused)
    expect(state.waited).toBeLessThanOrEqual(paused + 2000)
    expect(waitedUntil(state, START + DAY)).toBe(state.waited)
  })

  test('the wait that goes on now counts as well, and never backwards', () => {
    const state = stateOf([
      [0, { kind: 'started' }],
      [10, { kind: 'paused', by: 'ada' }],
    ])
    expect(waitedUntil(state, START + 25 * MINUTE)).toBe(15 * MINUTE)
    expect(waitedUntil(state, START)).toBe(0)
  })
})

describe('what else the lines say', () => {
  test('an empty record is a rollout that has not begun to move', () => {
    expect(fold(record, [])).toMatchObject({
      phase: 'progressing',
      step: 0,
      weight: 0,
      sequence: 0,
      events: 0,
      conflict: false,
      pending: null,
      since: START,
    })
  })

  test('lines of others are counted and change nothing', () => {
    const lines = linesOf(climbedTo(2))
    const foreign = ['Deployment queued', '', 'set 100%'].map((text) => ({ text, at: START, run: null }))
    expect(fold(record, [...foreign, ...lines])).toEqual({ ...fold(record, lines), foreign: 3 })
  })

  test('deploys, checks, migrations and restore points are found again', () => {
    const state = stateOf([
      ...climbedTo(0),
      [3, { kind: 'deployed', component: 'web', release: 'v3' }],
      [4, { kind: 'restore-point', id: 'rp1' }],
      [5, { kind: 'migrated', version: '20260101' }],
      [6, { kind: 'checked', target: 'live' }],
    ])
    expect(state).toMatchObject({
      deployed: { web: 'v3' },
      restorePoint: 'rp1',
      migrated: '20260101',
      checked: { live: true, canary: true },
    })
  })

  test('an intent is pending until its confirmation', () => {
    const intended: Told[] = [...climbedTo(1), [99, { kind: 'setting', weight: 25 }]]
    expect(stateOf(intended)).toMatchObject({
      phase: 'progressing',
      weight: 10,
      step: 1,
      pending: { weight: 25 },
    })
    expect(stateOf([...intended, [100, { kind: 'set', weight: 25 }]])).toMatchObject({
      phase: 'baking',
      weight: 25,
      step: 2,
      pending: null,
    })
  })

  test('a bump lasts from the first intent to the end of the second of its confirmation', () => {
    const state = stateOf([
      [0, { kind: 'started' }],
      [1, { kind: 'setting', weight: 10 }],
      [2, { kind: 'setting', weight: 10 }],
      [3, { kind: 'set', weight: 10 }],
      [9, { kind: 'setting', weight: 25 }],
    ])
    expect(state.bumps).toEqual([
      { from: START + MINUTE, to: START + 3 * MINUTE + 999, weight: 10 },
      { from: START + 9 * MINUTE, to: Number.POSITIVE_INFINITY, weight: 25 },
    ])
  })

  test('a skip is good for one bake', () => {
    const skipped: Told[] = [...climbedTo(1), [20, { kind: 'skipped', by: 'ada' }]]
    expect(stateOf(skipped).skipAsked).toBe(true)
    expect(
      stateOf([...skipped, [21, { kind: 'setting', weight: 25 }], [21, { kind: 'set', weight: 25 }]])
        .skipAsked,
    ).toBe(false)
  })

  test('a stray line with the highest sequence blocks nobody from going back', () => {
    const stray = line({ ...climb(2), sequence: 9999, nonce: 'stray' }, START)
    const lines = [...linesOf(climbedTo(2)), stray]
    const back = beside(lines, 150, { kind: 'rolled-back', reason: 'rollback-asked' })
    expect(fold(record, [...lines, back])).toMatchObject({ phase: 'rolled-back', weight: 0 })
  })

  test('whatever the lines, the state keeps its own rules', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const state = fold(record, lines)
        expect(state.weight).toBeGreaterThanOrEqual(0)
        expect(state.weight).toBeLessThanOrEqual(100)
        expect(state.events + state.foreign).toBeLessThanOrEqual(lines.length)
        if (isFinished(state.phase)) expect(state.pending).toBeNull()
        if (state.phase === 'rolled-back') expect(state.weight).toBe(0)
        expect(waitedUntil(state, START + 2 * DAY)).toBeGreaterThanOrEqual(state.waited)
      }),
      { seed, numRuns: 500 },
    )
  })
})

function climb(step: number): RolloutEvent {
  const event = fold(record, linesOf(climbedTo(step))).story.at(-1)
  if (!event) throw new Error('a climb has events')
  const { happening, checkpoint, sequence, nonce } = event
  return { happening, checkpoint, sequence, nonce }
}

test('two runs whose lines cross in time make one change of weight that covers both', () => {
  const happenings: Happening[] = [
    { kind: 'started' },
    { kind: 'setting', weight: 10 },
    { kind: 'set', weight: 10 },
  ]
  const lines: LoggedText[] = []
  for (const [index, happening] of happenings.entries()) {
    const state = fold({ startedAt: START }, lines)
    const event = nextEvent(state, PLAN.steps, happening, { now: START, nonce: `aaaa${index}` })
    lines.push({ text: writeEvent(event), at: START, run: '7' })
  }
  const [started, setting, set] = lines
  if (!started || !setting || !set) throw new Error('no lines')
  // A second run that had seen less intended the same step a moment after the first had confirmed it.
  const crossed = [started, { ...setting, at: START + 9_500 }, { ...set, at: START + 7_000 }]
  expect(fold({ startedAt: START }, crossed).bumps).toEqual([
    { from: START + 7_000, to: START + 9_500, weight: 10 },
  ])
})
