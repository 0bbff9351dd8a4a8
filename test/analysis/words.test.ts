import { describe, expect, test } from 'vitest'
import type { Notice } from '../../src/analysis/notices.ts'
import {
  evidenceSentence,
  formatEvidence,
  formatMoment,
  formatNumber,
  formatShare,
  noticeSentence,
  samplesSentence,
  testSentence,
  trippedSentence,
  verdictSentence,
  zeroLimitSentence,
} from '../../src/analysis/words.ts'
import { at } from './given.ts'

const slice = { from: at(5), to: at(10) }

describe('evidence in words', () => {
  test.each([
    [0, 'Nothing speaks against the release so far.'],
    [1, 'Nothing speaks against the release so far.'],
    [3.49, 'A release within its limits would look this bad at most 1 time in 3.4.'],
    [19.99, 'A release within its limits would look this bad at most 1 time in 19.9.'],
    [23456.7, 'A release within its limits would look this bad at most 1 time in 23,456.'],
    [1e300, 'A release within its limits would look this bad at most 1 time in more than a million.'],
  ])('%s', (combined, sentence) => {
    expect(evidenceSentence(combined)).toBe(sentence)
  })

  const limits = { alpha: 0.05, hold: 3 }
  test.each([
    ['ok', 0.62, 'Evidence of harm 0.62, below 3. Nothing speaks against the release so far.'],
    [
      'hold',
      4.26,
      'Evidence of harm 4.2: suspicious from 3, rollback from 20. A release within its limits would look this bad at most 1 time in 4.2.',
    ],
  ] as const)('verdict %s names the number and its limits', (verdict, combined, sentence) => {
    expect(verdictSentence({ verdict, combined, convictedAt: null }, limits)).toBe(sentence)
  })

  test('a conviction is told with its moment', () => {
    expect(verdictSentence({ verdict: 'rollback', combined: 31.4, convictedAt: at(5) }, limits)).toBe(
      'Evidence of harm 31.4, limit 20 (reached 2026-03-02 00:05 UTC). A release within its limits would look this bad at most 1 time in 31.4.',
    )
  })
})

describe('reasons in words', () => {
  test('the circuit breaker', () => {
    expect(trippedSentence({ metric: 'errors', slice, n: 1200, x: 700, limit: 0.5 })).toBe(
      'Circuit breaker: errors was bad for 700 of 1,200 (58.3 %) between 2026-03-02 00:05 UTC and 2026-03-02 00:10 UTC, limit 50 %.',
    )
  })

  test('a limit of zero', () => {
    expect(zeroLimitSentence({ test: 'critical bugs', metric: 'bugs', slice, n: 8, x: 1 })).toBe(
      'critical bugs tolerates none at all, and bugs counted 1 among 8 between 2026-03-02 00:05 UTC and 2026-03-02 00:10 UTC.',
    )
  })

  test('samples are rounded down, so that 299.6 is not sold as enough', () => {
    expect(samplesSentence({ metric: 'errors', have: 299.6, need: 300 })).toBe(
      'errors has seen 299 of 300 needed in this step: neither pass nor fail.',
    )
    expect(samplesSentence({ metric: 'errors', have: 300, need: 300 })).toBe(
      'errors has seen 300 of 300 needed: enough for this step.',
    )
  })

  test('one test: what was counted, against what, and what it says', () => {
    const seen = {
      name: 'errors',
      metric: 'errors',
      weight: 1,
      evidence: 2.31,
      informative: 4,
      lastRatio: 1.456,
      canary: { n: 3400, x: 12 },
      baseline: { n: 30000, x: 30 },
    }
    expect(testSentence(seen)).toBe(
      'errors: new release 12 of 3,400 bad (0.353 %), old release 30 of 30,000 bad (0.1 %), last slice at 1.46 times what is allowed, evidence of harm 2.3.',
    )
    expect(testSentence({ ...seen, baseline: null, canary: { n: 20, x: 310 } })).toContain(
      'new release 15.5 per unit over 20, last slice',
    )
    expect(testSentence({ ...seen, lastRatio: Infinity })).toContain('infinitely many times what is allowed')
    expect(testSentence({ ...seen, informative: 0 })).toBe('errors: no slice has said anything yet.')
  })

  test('every notice is one sentence that names its facts', () => {
    const notices: readonly [Notice, string][] = [
      [
        { kind: 'share-off', metric: 'errors', configured: 0.1, measured: 0.234 },
        'errors: the new release saw 23.4 % of the units instead of 10 %; check the split.',
      ],
      [
        { kind: 'split-sends-no-traffic', metric: 'errors', since: at(5), baseline: 6000 },
        'errors: the split sends no traffic: the new release has seen nothing since 2026-03-02 00:05 UTC, the old one 6,000 units.',
      ],
      [
        { kind: 'dropped-over-a-bump', slices: 1, last: slice },
        '1 slice was left out because the share of traffic changed within, the last between 2026-03-02 00:05 UTC and 2026-03-02 00:10 UTC.',
      ],
      [
        { kind: 'dropped-as-warm-up', slices: 2, last: slice },
        '2 slices were left out as warm-up, the last between 2026-03-02 00:05 UTC and 2026-03-02 00:10 UTC.',
      ],
      [
        { kind: 'off-grid', metric: 'errors', slices: 3 },
        'errors: 3 slices were ignored because the source did not keep to the slice grid.',
      ],
      [
        { kind: 'blind', metric: 'errors', since: at(5), problem: 'error' },
        'errors has had nothing usable to say since 2026-03-02 00:05 UTC: the source could not be asked.',
      ],
      [
        { kind: 'too-little-data', metric: 'errors', have: 60, need: 300, visible: 0.05 },
        'errors: not enough data to see less than 5 % in this step (60 of 300 units).',
      ],
      [
        { kind: 'too-little-data', metric: 'errors', have: 0, need: 300, visible: null },
        'errors: not enough data to see anything in this step yet (0 of 300 units).',
      ],
      [
        { kind: 'nothing-to-compare', test: 'errors-vs-baseline', metric: 'errors' },
        'errors-vs-baseline has nothing to compare errors with: there is no old release to measure.',
      ],
      [
        { kind: 'stakes-spent', test: 'errors', since: at(180) },
        'errors has outlived the plan since 2026-03-02 03:00 UTC: harm that begins now is found later than it would have been.',
      ],
    ]
    for (const [notice, sentence] of notices) expect(noticeSentence(notice)).toBe(sentence)
  })
})

describe('numbers for people', () => {
  test.each([
    [0, '0'],
    [0.000123456, '0.000123'],
    [0.5, '0.5'],
    [12.345, '12.3'],
    [999.6, '1,000'],
    [1234.56, '1,234.6'],
    [1234567, '1,234,567'],
    [Infinity, 'infinitely many'],
    [NaN, 'unknown'],
  ])('%s is written %s', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  test('a small share never reads as nothing', () => {
    expect(formatShare(0.00001)).toBe('0.001 %')
    expect(formatShare(0.01)).toBe('1 %')
    expect(formatShare(0.29)).toBe('29 %')
  })

  test('evidence just below a limit does not read as the limit', () => {
    expect(formatEvidence(19.999)).toBe('19.9')
    expect(formatEvidence(2.9999)).toBe('2.9')
    expect(formatEvidence(0.0004)).toBe('0')
    expect(formatEvidence(1e7)).toBe('more than a million')
  })

  test('moments are in UTC, whatever the machine believes; seconds only where there are any', () => {
    expect(formatMoment(at(0))).toBe('2026-03-02 00:00 UTC')
    expect(formatMoment(at(0) + 7000)).toBe('2026-03-02 00:00:07 UTC')
  })
})
