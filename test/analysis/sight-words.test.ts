import { describe, expect, test } from 'vitest'
import type { Found, MetricSight, Sight, StepSight } from '../../src/analysis/sight.ts'
import {
  formatTime,
  seesSentence,
  sightSentences,
  suggestionSentence,
} from '../../src/analysis/sight-words.ts'
import { MINUTE } from './given.ts'

const HOUR = 60 * MINUTE

const found = (changes: Partial<Found> = {}): Found => ({
  rate: 0.05,
  factor: 5,
  excess: 0.04,
  total: false,
  probability: 0.97,
  median: 25 * MINUTE,
  ...changes,
})

const metric = (changes: Partial<MetricSight> = {}): MetricSight => ({
  metric: 'errors',
  unitsPerSecond: 12,
  rate: 0.01,
  kind: 'share',
  unit: 'requests',
  unitsPerSlice: 360,
  unitsPerStep: 3600,
  need: 300,
  needAfter: 10 * MINUTE,
  own: found(),
  soFar: found(),
  doubling: { probability: 0.1, median: null },
  fewestSlices: 3,
  ...changes,
})

const step = (changes: Partial<MetricSight> = {}, more: Partial<StepSight> = {}): StepSight => ({
  step: 1,
  weight: 10,
  bake: HOUR,
  judgedSlices: 10,
  metrics: [metric(changes)],
  blind: false,
  stuck: 0,
  ...more,
})

const sight = (changes: Partial<Sight> = {}): Sight => ({
  steps: [step()],
  plan: [{ metric: 'errors', found: found({ factor: 3, rate: 0.03, median: 2 * HOUR }) }],
  healthy: { rolledBack: 0.01, stuck: 0, stuckAt: [0], median: HOUR },
  bakes: HOUR,
  suggestions: [],
  unknown: [],
  runs: 300,
  slice: 5 * MINUTE,
  alpha: 0.05,
  ...changes,
})

const sees = (changes: Partial<MetricSight>) => seesSentence(step(), metric(changes))

describe('what a step sees, in a sentence', () => {
  test('names traffic, step, the least that is found, how soon, and what passes', () => {
    expect(sees({})).toBe(
      'At 12 requests/s, 10 % for 1 h finds a fivefold rate of errors (5 % instead of 1 %), half of the time within 25 min; a doubling would pass unseen.',
    )
  })

  test.each<[string, Partial<MetricSight>, string]>([
    [
      'a doubling that is found now and then',
      { doubling: { probability: 0.42, median: null } },
      'a doubling would be found 4 times in 10.',
    ],
    [
      'a factor without a word of its own',
      { own: found({ factor: 2.5, rate: 0.025 }) },
      '2.5 times the usual rate of errors (2.5 % instead of 1 %)',
    ],
    [
      'nothing that fails today',
      { rate: 0, doubling: null, own: found({ factor: null, rate: 0.01 }) },
      'finds a rate of 1 % of errors, where there are none today, half of the time within 25 min.',
    ],
    [
      'total failure alone',
      { own: found({ total: true, rate: 1, factor: 100 }) },
      'finds a release whose every unit is bad by errors (and nothing less)',
    ],
    [
      'nothing at all',
      { own: null },
      '10 % for 1 h is blind to errors: not even a release that fails always would be found.',
    ],
    [
      'costs',
      { kind: 'amount', rate: 10, own: found({ factor: 2, rate: 20 }) },
      'finds a doubled amount of errors (20 instead of 10)',
    ],
    [
      'a blind eye for costs',
      { kind: 'amount', own: null },
      'not even a hundred times the usual amount would be found',
    ],
    ['little traffic', { unitsPerSecond: 0.1, unit: 'units' }, 'At 6 units/min,'],
    ['very little traffic', { unitsPerSecond: 40 / 86_400, unit: 'connections' }, 'At 1.67 connections/h,'],
    ['hardly any traffic', { unitsPerSecond: 2 / 86_400 }, 'At 2 requests/d,'],
    ['no traffic', { unitsPerSecond: 0 }, 'At no requests,'],
  ])('%s', (_, changes, expected) => {
    expect(sees(changes)).toContain(expected)
  })

  test('a step that finds a doubling says no more about doublings', () => {
    const sentence = sees({
      own: found({ factor: 2, rate: 0.02 }),
      doubling: { probability: 0.9, median: HOUR },
    })
    expect(sentence).toContain('a doubled rate of errors')
    expect(sentence).not.toContain('doubling')
  })
})

describe('what else a person should know', () => {
  const all = (changes: Partial<Sight>) => sightSentences(sight(changes)).join('\n')

  test('a plan in order is told in two sentences', () => {
    expect(sightSentences(sight())).toHaveLength(2)
    expect(all({})).toContain(
      'Of a release that is bad from the start the whole plan finds a threefold rate of errors (3 % instead of 1 %), half of the time within 2 h.',
    )
  })

  test('too few samples: how long the step really lasts, or that it never ends', () => {
    const few = { need: 150, unitsPerStep: 30, needAfter: 5 * HOUR }
    expect(all({ steps: [step(few)] })).toContain(
      'errors needs 150 requests at this step and gets about 30 in its bake: it would last about 5 h instead of 1 h.',
    )
    expect(all({ steps: [step(few, { stuck: 1 })] })).toContain('would hold for ever')
    expect(all({ steps: [step({ needAfter: null, unitsPerStep: 0 })] })).toContain(
      'It gets no requests at all for errors, needs 300, and would hold for ever.',
    )
  })

  test('a healthy release that is rolled back, stuck or slow', () => {
    const healthy = { rolledBack: 0.4, stuck: 0.3, stuckAt: [0.3], median: 4 * HOUR }
    const text = all({ healthy })
    expect(text).toContain('would be rolled back 40 times in 100: the usual rates are too near the limits')
    expect(text).toContain('would be stuck 30 times in 100 and need a person')
    expect(text).toContain('takes about 4 h, though the bakes sum up to 1 h')
  })

  test('false alarms within the promise are not worth a word', () => {
    expect(all({ healthy: { rolledBack: 0.05, stuck: 0.01, stuckAt: [0], median: HOUR } })).not.toContain(
      'rolled back',
    )
  })

  test('a blind plan and unknown traffic', () => {
    const text = all({ plan: [{ metric: 'errors', found: null }], unknown: ['slow'] })
    expect(text).toContain('The whole plan sees nothing in errors.')
    expect(text).toContain('Nothing is known of the traffic of slow')
  })

  test('suggestions name the step, the change and what it brings', () => {
    const common = { step: 0, metric: 'errors', sees: found({ factor: 3, rate: 0.03, median: 90 * MINUTE }) }
    const say = (suggestion: Parameters<typeof suggestionSentence>[0]) =>
      suggestionSentence(suggestion, sight())
    expect(say({ kind: 'longer-bake', bake: 8 * HOUR, ...common })).toBe(
      'Step 1: 10 % for 8 h instead of 1 h would find a threefold rate of errors (3 % instead of 1 %), half of the time within 1 h 30 min.',
    )
    expect(say({ kind: 'larger-share', weight: 25, ...common })).toContain(
      '25 % for 1 h instead of 10 % would find',
    )
    expect(say({ kind: 'best-of-share', bake: 24 * HOUR, ...common })).toContain('and no less.')
    expect(say({ kind: 'best-of-share', bake: 24 * HOUR, ...common, sees: null })).toBe(
      'Step 1: 10 % would see nothing in errors within 1 d either.',
    )
  })
})

test.each([
  [1000, '1 min'],
  [25 * MINUTE, '25 min'],
  [90 * MINUTE, '1 h 30 min'],
  [48 * HOUR, '2 d'],
  [49 * HOUR + 10 * MINUTE, '2 d 1 h'],
])('%d ms read as %s', (milliseconds, text) => {
  expect(formatTime(milliseconds)).toBe(text)
})
