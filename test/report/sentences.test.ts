import { describe, expect, test } from 'vitest'
import { headlineOf, movesOf, nextMove, shortRevision, standingOf } from '../../src/report/headline.ts'
import { showCount, showEvidence, showMoment, showShare, showSpan } from '../../src/report/numbers.ts'
import {
  decisionRows,
  eventRows,
  promotionAt,
  sayEvidence,
  stepRows,
  testRows,
} from '../../src/report/rows.ts'
import { sayReason } from '../../src/report/sentences.ts'
import type { Story } from '../../src/report/story.ts'
import { fold } from '../../src/rollout/fold.ts'
import { REASONS } from '../../src/rollout/reasons.ts'
import { beginning, linesOf, longJourney, promoted, record, rolledBack, START, underWay } from './stories.ts'

describe('numbers for people', () => {
  test.each([
    [0, '0%'],
    [0.00716, '0.716%'],
    [0.0805, '8.05%'],
    [1, '100%'],
    [0.000001, '<0.001%'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('the fraction %d reads %s', (fraction, text) => expect(showShare(fraction)).toBe(text))

  test.each([
    [1234567, '1,234,567'],
    [12.345, '12.35'],
    [0, '0'],
    [Number.NaN, '–'],
  ])('the count %d reads %s', (count, text) => expect(showCount(count)).toBe(text))

  test.each([
    [38, '38ms'],
    [2400, '2.4s'],
    [90_000, '1m 30s'],
    [Number.NaN, '–'],
  ])('the span %d reads %s', (span, text) => expect(showSpan(span)).toBe(text))

  test('evidence beyond all scales and moments that do not exist have a word', () => {
    expect(showEvidence(Number.POSITIVE_INFINITY)).toBe('>1000000')
    expect(showEvidence(Number.NaN)).toBe('–')
    expect(showMoment(Number.POSITIVE_INFINITY)).toBe('–')
  })

  test.each([
    ['9fceb02d0ae598e95dc970b74767f19372d61af8', '9fceb02'],
    [`shop@sha256:${'a'.repeat(64)}`, 'shop@sha256:aaaaaaaaaaaa'],
    ['v2', 'v2'],
  ])('the revision %s is recognised as %s', (revision, short) => expect(shortRevision(revision)).toBe(short))
})

describe('the first line', () => {
  test('while a step bakes says what, where, how far, why, the number and what next', () => {
    const line = headlineOf(underWay())
    expect(line).toMatchObject({
      service: 'shop',
      environment: 'production',
      version: 'v2',
      far: 'at 25% (step 2 of 4), baking',
      why: '25% bakes until 2026-11-21T08:36:28Z.',
    })
    expect(line.number).toMatch(
      /^"errors-vs-baseline": new [\d.]+% \(\d+ of \d+\), old .*; evidence [\d.]+ of 20$/,
    )
    expect(line.next).toBe(
      '50% (step 3 of 4), at the earliest 2026-11-21T08:36:28Z, in 8s. Next look: 2026-11-21T08:36:28Z.',
    )
  })

  test('after a rollback says from where, the number that decided, and that the next push is refused', () => {
    const line = headlineOf(rolledBack())
    expect(line.far).toBe('rolled back from 10%')
    expect(line.why).toMatch(
      /^A release within its limits would look this bad at most 1 time in \d+ \(limit 20\)\.$/,
    )
    expect(line.next).toBe('The next push is refused until a person releases the hold.')
  })

  test('after a hold was released says that the next push may begin', () => {
    expect(nextMove({ ...rolledBack(), hold: false }).text).toBe(
      'The old release serves everything; the next push may begin.',
    )
  })

  test('keeps the deciding message although a later look found nothing left to do', () => {
    const story = rolledBack()
    const over = {
      decision: 'hold',
      reason: 'finished',
      message: 'Nothing is left.',
      requeueAt: null,
      person: false,
    } as const
    const decisions = story.decision ? [{ at: START, decision: story.decision }] : []
    expect(headlineOf({ ...story, decision: over, decisions }).why).toBe(story.decision?.message)
    expect(headlineOf({ ...story, decision: over }).why).toBe('The evidence of harm reached its limit.')
  })

  test.each<[Story['state']['phase'], string, string]>([
    ['queued', 'queued, nothing moved yet', 'It begins when the rollout before it ends.'],
    ['paused', 'at 25% (step 2 of 4), paused', 'A person resumes it; then 50% (step 3 of 4).'],
    [
      'awaiting-approval',
      'at 25% (step 2 of 4), waits for approval',
      'A person approves; then 50% (step 3 of 4).',
    ],
    ['stuck', 'at 25% (step 2 of 4), stuck', 'Nothing moves until a person decides.'],
    ['aborted', 'going back from 25%', 'The old release gets all traffic back now.'],
    [
      'superseded',
      'superseded at 25% (step 2 of 4)',
      'Nothing is left to do here: a newer release took its place.',
    ],
  ])('of a rollout that is %s says "%s"', (phase, far, next) => {
    const story = underWay()
    const line = headlineOf({ ...story, state: { ...story.state, phase } })
    expect(line).toMatchObject({ far, next })
  })

  test('names the weight that is being set', () => {
    const state = fold(
      record,
      linesOf([
        [0, { kind: 'started' }],
        [6, { kind: 'setting', weight: 10 }],
      ]),
    )
    const story = { ...underWay(), state, decision: null, nextLook: null }
    expect(headlineOf(story)).toMatchObject({
      far: 'at 0%, moving to 10%',
      next: '10% is set and read back from the platform.',
    })
  })
})

describe('rows of steps', () => {
  test('hold when each step began and how long it lasted', () => {
    const rows = stepRows(promoted())
    expect(rows.map(({ weight, status }) => [weight, status])).toEqual([
      [10, 'done'],
      [25, 'done'],
      [50, 'done'],
      [100, 'done'],
    ])
    expect(rows.map(({ enteredAt }) => enteredAt)).toEqual(
      [6.2, 17.2, 28.2, 38.2].map((s) => START + s * 1000),
    )
    expect(rows.at(-1)?.leftAt).toBe(START + 46_000)
  })

  test('hold the earliest dates of the steps ahead, each a bake after the one before', () => {
    const story = underWay()
    const planned = stepRows(story).map(({ plannedAt }) => plannedAt)
    const due = story.state.since + 10_000
    expect(planned).toEqual([null, null, due, due + 10_000])
    expect(promotionAt(story)).toBe(due + 18_000)
  })

  test('leave the date open where a schedule decides, unless the caller resolved it', () => {
    expect(stepRows(beginning())[2]).toMatchObject({ plannedAt: null, schedule: 'Mon 09:00 UTC' })
    const monday = START + 2 * 86_400_000
    expect(stepRows({ ...beginning(), planned: [null, null, monday] })[2]?.plannedAt).toBe(monday)
  })

  test('say where it went back and what was never reached', () => {
    expect(stepRows(rolledBack()).map(({ status }) => status)).toEqual(['stopped', 'never', 'never', 'never'])
  })

  test('say which steps a promotion at once passed over', () => {
    const state = fold(
      record,
      linesOf([
        [0, { kind: 'started' }],
        [6, { kind: 'set', weight: 10 }],
        [7, { kind: 'asked-promote', by: 'ada' }],
        [8, { kind: 'set', weight: 100 }],
      ]),
    )
    expect(stepRows({ ...underWay(), state }).map(({ status }) => status)).toEqual([
      'done',
      'passed-over',
      'passed-over',
      'now',
    ])
  })

  test('still know the present step when all but the newest event is lost', () => {
    const newest = linesOf([
      [0, { kind: 'started' }],
      [6, { kind: 'set', weight: 10 }],
      [17, { kind: 'set', weight: 25 }],
    ]).slice(-1)
    const state = fold(record, newest)
    const [first, second] = stepRows({ ...underWay(), state })
    expect(first).toMatchObject({ status: 'done', enteredAt: null })
    expect(second).toMatchObject({ status: 'now', enteredAt: START + 17_000 })
  })
})

describe('rows of tests', () => {
  test('add up exactly what the source counted while the new release had traffic', () => {
    const story = rolledBack()
    const [entered, left] = [stepRows(story)[0]?.enteredAt ?? 0, stepRows(story)[0]?.leftAt ?? 0]
    const slices = (story.metrics[0]?.slices ?? []).filter((s) => s.from >= entered && s.from < left)
    const add = (side: 'canary' | 'baseline') => ({
      n: slices.reduce((total, s) => total + (s[side]?.n ?? 0), 0),
      x: slices.reduce((total, s) => total + (s[side]?.x ?? 0), 0),
    })
    expect(slices.length).toBeGreaterThan(3)
    expect(testRows(story)[0]).toMatchObject({ canary: add('canary'), baseline: add('baseline') })
  })

  test('say each limit in words', () => {
    expect(testRows(underWay()).map(({ limit }) => limit)).toEqual([
      'at most 2%',
      'the old release plus 50% plus 0.5 points',
      'at most 5%',
    ])
  })

  test.each([
    [0.4, 12, 'nothing speaks against it'],
    [20, 12, 'a release within its limits would look this bad at most 1 time in 20'],
    [20, 0, 'nothing was measured yet'],
    [null, 12, 'nothing was measured yet'],
  ])('evidence %d after %d slices means: %s', (evidence, slices, words) => {
    expect(sayEvidence(evidence, slices)).toBe(words)
  })

  test('count the slices that brought nothing', () => {
    const [row] = testRows(longJourney())
    expect((row?.slices ?? 0) - (row?.usable ?? 0)).toBe(19)
  })
})

describe('rows of events and decisions', () => {
  test('read as sentences', () => {
    const texts = eventRows(rolledBack()).map(({ text }) => text)
    expect(texts).toContain('web was deployed as v3-51d0, at 0%.')
    expect(texts).toContain('Going back: the evidence of harm reached its limit.')
    expect(texts.every((text) => /^\S.*\.$/.test(text))).toBe(true)
  })

  test('come from the ledger where nobody kept the decisions', () => {
    expect(decisionRows(rolledBack()).map(({ decision, reason }) => [decision, reason])).toEqual([
      ['advance', 'next-step'],
      ['abort', 'evidence-of-harm'],
    ])
  })

  test('join the same hold of many looks into one row', () => {
    const hold = {
      decision: 'hold',
      reason: 'bake-not-over',
      message: 'bakes',
      requeueAt: null,
      person: false,
    } as const
    const go = { ...hold, decision: 'advance', reason: 'next-step', message: 'goes' } as const
    const decisions = [hold, hold, hold, go, hold].map((decision, i) => ({ at: START + i, decision }))
    expect(
      decisionRows({ ...underWay(), decisions }).map(({ decision, times }) => [decision, times]),
    ).toEqual([
      ['hold', 3],
      ['advance', 1],
      ['hold', 1],
    ])
  })

  test('every reason has plain words of its own or shares them on purpose', () => {
    const words = REASONS.map(sayReason)
    expect(words.every((text) => /^[a-z].*[a-z]$/.test(text))).toBe(true)
    expect(new Set(words).size).toBe(REASONS.length - 1)
  })
})

test('a person is offered only moves that the phase allows', () => {
  const story = underWay()
  const inPhase = (phase: Story['state']['phase']) => movesOf({ ...story, state: { ...story.state, phase } })
  expect(inPhase('awaiting-approval')[0]).toBe('approve')
  expect(inPhase('paused')[0]).toBe('resume')
  expect(inPhase('stuck')[0]).toBe('retry')
  expect(inPhase('baking')).not.toContain('resume')
  expect(inPhase('superseded')).toEqual([])
  expect(movesOf(rolledBack())).toEqual(['release-hold'])
})

test('a rollout becomes one row in a table of services', () => {
  expect(standingOf(rolledBack())).toMatchObject({
    service: 'shop',
    revision: 'v3',
    phase: 'rolled-back',
    weight: 0,
    by: 'ada',
    hold: true,
  })
})
