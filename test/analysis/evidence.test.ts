import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type EvidenceState,
  evidenceOf,
  judge,
  observe,
  openEvidence,
  sliceRatio,
} from '../../src/analysis/evidence.ts'

const six = (value: number) => Number(value.toPrecision(6))

describe('the worked examples', () => {
  test('A: one slice against the baseline', () => {
    const ratio = sliceRatio({ n: 240, x: 9, m: 1760, y: 30 }, { relative: 0.25, points: 0.002 })
    expect(six(ratio ?? 0)).toBe(1.4779)
  })

  test('B: evidence over three slices, the middle one empty', () => {
    const see = (state: EvidenceState, n: number, x: number) =>
      observe(state, sliceRatio({ n, x }, { max: 0.02 }), 15, 240)
    const first = see(openEvidence(), 150, 7)
    expect(first.a.map(six)).toEqual([0.566667, 0.672917, 0.885417, 1.16875])
    expect(first.s).toBe(0.53125)
    expect(six(evidenceOf(first))).toBe(1.29219)
    const second = see(first, 0, 0)
    expect(second).toEqual(first)
    const third = see(second, 160, 2)
    expect(third.a.map(six)).toEqual([0.586706, 0.651354, 0.744792, 0.795])
    expect(third.s).toBe(0.5625)
    expect(six(evidenceOf(third))).toBe(1.13196)
  })

  test.each([
    { evidence: [1.7, 95, 0.3], alpha: 0.05, combined: 29.41, verdict: 'rollback' },
    { evidence: [1.7, 95, 0.3], alpha: 0.01, combined: 29.41, verdict: 'hold' },
    { evidence: [1.7, 30, 0.3], alpha: 0.05, combined: 9.91, verdict: 'hold' },
    { evidence: [1.7, 30, 0.3], alpha: 0.01, combined: 9.91, verdict: 'hold' },
  ])('C: $evidence at alpha $alpha gives $verdict', ({ evidence, alpha, combined, verdict }) => {
    const weights = [0.5, 0.3, 0.2]
    const judged = judge(
      evidence.map((value, i) => ({ evidence: value, weight: weights[i] ?? 0 })),
      alpha,
    )
    expect(six(judged.combined)).toBe(combined)
    expect(judged.verdict).toBe(verdict)
  })
})

describe('observed over allowed in one slice', () => {
  test.each([
    ['no units at all', { n: 0, x: 0 }, { max: 0.01 }, null],
    ['no units goes before a limit of zero', { n: 0, x: 1 }, { max: 0 }, null],
    ['none allowed, none found', { n: 10, x: 0 }, { max: 0 }, null],
    ['none allowed, one found', { n: 10, x: 1 }, { max: 0 }, Number.POSITIVE_INFINITY],
    ['none allowed, one found, baseline worse', { n: 9, x: 1, m: 9, y: 9 }, { max: 0 }, Infinity],
    ['none allowed, one found, baseline broken', { n: 9, x: 1, m: NaN, y: 9 }, { max: 0 }, Infinity],
    ['absolute limit, exactly at it', { n: 200, x: 2 }, { max: 0.01 }, 1],
    ['absolute limit, twice over', { n: 200, x: 4 }, { max: 0.01 }, 2],
    ['absolute limit, nothing bad', { n: 200, x: 0 }, { max: 0.01 }, 0],
    ['cost per user may exceed the units', { n: 10, x: 300 }, { max: 15 }, 2],
    ['limit with a baseline that fails alike', { n: 100, x: 50, m: 100, y: 50 }, { max: 0.5 }, 2 / 3],
    ['limit ignores a tolerance beside it', { n: 200, x: 4 }, { max: 0.01, points: 9, relative: 9 }, 2],
    ['comparison without a baseline', { n: 100, x: 5 }, { relative: 0.5, points: 0.01 }, null],
    ['no limit of any kind, no baseline', { n: 100, x: 5 }, {}, null],
    ['no tolerance, equal failures', { n: 100, x: 5, m: 100, y: 5 }, {}, 1],
    ['no tolerance, all failures in the canary', { n: 100, x: 5, m: 900, y: 0 }, {}, 10],
    ['nobody failed and no points tolerated', { n: 100, x: 0, m: 900, y: 0 }, { relative: 0.5 }, null],
    ['nobody failed, points tolerated: healthy', { n: 100, x: 0, m: 900, y: 0 }, { points: 0.01 }, 0],
    ['baseline saw nothing, comparison', { n: 100, x: 5, m: 0, y: 0 }, { points: 0.01 }, null],
    ['baseline saw nothing, limit', { n: 100, x: 5, m: 0, y: 0 }, { max: 0.01 }, null],
    ['units of the baseline without its failures', { n: 100, x: 5, m: 100 }, { max: 0.01 }, null],
    ['failures of the baseline without its units', { n: 100, x: 5, y: 1 }, { max: 0.01 }, null],
  ])('%s', (_, slice, limits, expected) => {
    const ratio = sliceRatio(slice, limits)
    if (expected === null || !Number.isFinite(expected)) expect(ratio).toBe(expected)
    else expect(ratio).toBeCloseTo(expected, 12)
  })

  test('a number that is no count never passes and never blames', () => {
    for (const bad of [NaN, -1, -0.001, Infinity, -Infinity, 1e300])
      for (const field of ['n', 'x', 'm', 'y'])
        for (const limits of [{ max: 0.01 }, { relative: 0.5 }, { points: 0.01 }, {}])
          expect(sliceRatio({ n: 100, x: 5, m: 100, y: 5, [field]: bad }, limits)).toBeNull()
  })

  test('a limit that makes no sense is refused even when the slice is empty', () => {
    for (const bad of [NaN, -0.01, Infinity])
      for (const field of ['max', 'relative', 'points'])
        expect(() => sliceRatio({ n: 0, x: 0 }, { [field]: bad })).toThrow(RangeError)
  })

  test('any counts and limits give null or a number of 0 or more', () => {
    const count = fc.oneof(fc.nat(1000), fc.double(), fc.constantFrom(0, 5e-324, 9e15))
    const tolerance = fc.oneof(fc.double({ min: 0, max: 1e300, noNaN: true }), fc.constantFrom(0, 5e-324))
    const optional = { requiredKeys: [] as never[] }
    fc.assert(
      fc.property(
        fc.record({ n: count, x: count, m: count, y: count }, { requiredKeys: ['n', 'x'] }),
        fc.record({ relative: tolerance, points: tolerance, max: tolerance }, optional),
        (slice, limits) => {
          const ratio = sliceRatio(slice, limits)
          expect(ratio === null || ratio >= 0).toBe(true)
        },
      ),
      { seed: 1, numRuns: 2000 },
    )
  })

  test('more failures in the canary never look better, more in the baseline never look worse', () => {
    const limits = fc.oneof(
      fc.record({ relative: fc.double({ min: 0, max: 3, noNaN: true }), points: fc.constant(0.01) }),
      fc.record({ max: fc.double({ min: 0.001, max: 1, noNaN: true }) }),
    )
    const nat = fc.integer({ min: 1, max: 500 })
    fc.assert(
      fc.property(nat, nat, nat, nat, limits, (n, x, m, y, limit) => {
        const here = sliceRatio({ n, x, m, y }, limit) ?? NaN
        expect(sliceRatio({ n, x: x + 1, m, y }, limit)).toBeGreaterThanOrEqual(here)
        expect(sliceRatio({ n, x, m, y: y + 1 }, limit)).toBeLessThanOrEqual(here)
      }),
      { seed: 2 },
    )
  })
})

describe('a release exactly at its limits gains no evidence on average (exact sums over all outcomes)', () => {
  const binomial = (n: number, p: number): number[] => {
    const chances = [(1 - p) ** n]
    for (let k = 1; k <= n; k++) chances.push(((chances[k - 1] ?? 0) * (n - k + 1) * p) / (k * (1 - p)))
    return chances
  }
  /** Mean ratio of the slices that say something: the others leave the evidence alone. */
  const meanRatio = (
    [n, canary, m, baseline]: readonly [number, number, number, number],
    limits: { relative?: number; points?: number; max?: number },
    alone = false,
  ) => {
    let mean = 0
    let informative = 0
    const inBaseline = binomial(m, baseline)
    for (const [x, chance] of binomial(n, canary).entries())
      for (const [y, other] of inBaseline.entries()) {
        const ratio = sliceRatio(alone ? { n, x } : { n, x, m, y }, limits)
        informative += ratio === null ? 0 : chance * other
        mean += (ratio ?? 0) * chance * other
      }
    return mean / informative
  }
  const sizes = [
    [1, 1],
    [1, 9],
    [3, 40],
    [20, 20],
    [12, 3],
  ] as const

  test.each([0, 0.002, 0.02, 0.05])(
    'compared with a baseline that fails up to 5 %%, %s tolerated',
    (points) => {
      for (const [n, m] of sizes)
        for (const rate of [0.001, 0.01, 0.05])
          expect(meanRatio([n, rate + points, m, rate], { points })).toBeLessThanOrEqual(1 + 1e-9)
    },
  )

  test('compared without tolerance: whatever share the baseline fails', () => {
    for (const [n, m] of sizes)
      for (const rate of [0.001, 0.1, 0.4, 0.8])
        expect(meanRatio([n, rate, m, rate], {})).toBeLessThanOrEqual(1 + 1e-9)
  })

  test.each([0.005, 0.02, 0.05])('absolute limit %s, with a baseline that fails up to 5 %%', (max) => {
    for (const [n, m] of sizes)
      for (const rate of [0.001, 0.01, 0.05])
        expect(meanRatio([n, rate + max, m, rate], { max })).toBeLessThanOrEqual(1 + 1e-9)
  })

  test('tolerance of 5 points while the baseline is on fire: at most 0.3 % over', () => {
    for (const [n, m] of sizes)
      for (const rate of [0.2, 0.4, 0.6])
        expect(meanRatio([n, rate + 0.05, m, rate], { points: 0.05 })).toBeLessThanOrEqual(1.003)
  })

  test.each([0.005, 0.02, 0.3])('absolute limit %s, alone: exactly 1', (max) => {
    for (const [n] of sizes) expect(meanRatio([n, max, 0, 0], { max }, true)).toBeCloseTo(1, 9)
  })

  test('relative tolerance: at most 2.1 % over while the baseline fails up to 5 %', () => {
    for (const [n, m] of sizes)
      for (const rate of [0.001, 0.01, 0.05])
        for (const relative of [0.25, 0.5, 1])
          expect(meanRatio([n, rate * (1 + relative), m, rate], { relative })).toBeLessThanOrEqual(1.021)
  })

  test('so the evidence itself, over every path of three slices, stays at 1 on average', () => {
    const max = 0.25
    const chances = binomial(2, max)
    const grow = (state: EvidenceState, chance: number, depth: number): number =>
      depth === 0
        ? chance * evidenceOf(state)
        : chances.reduce(
            (sum, p, x) =>
              sum + grow(observe(state, sliceRatio({ n: 2, x }, { max }), 5, 30), chance * p, depth - 1),
            0,
          )
    expect(grow(openEvidence(), 1, 3)).toBeCloseTo(1, 12)
  })
})

describe('evidence', () => {
  const ratio = fc.oneof(
    fc.double({ min: 0, max: 50, noNaN: true }),
    fc.constantFrom(null, 0, 1, 1e308, Infinity, NaN, -1),
  )

  test('is never negative, never NaN and never lost, whatever is seen', () => {
    fc.assert(
      fc.property(fc.array(ratio, { maxLength: 200 }), fc.integer({ min: 1, max: 500 }), (ratios, plan) => {
        const end = ratios.reduce<EvidenceState>((state, q) => observe(state, q, 5, plan), openEvidence())
        for (const account of end.a) expect(account >= 0 && account <= 1e300).toBe(true)
        expect(end.s >= 0 && end.s <= 1).toBe(true)
        expect(evidenceOf(end) >= 0 && Number.isFinite(evidenceOf(end))).toBe(true)
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  test('does not move on slices that say nothing, wherever they come', () => {
    fc.assert(
      fc.property(fc.array(ratio, { maxLength: 40 }), (ratios) => {
        const run = (list: readonly (number | null)[]) =>
          list.reduce<EvidenceState>((state, q) => observe(state, q, 5, 60), openEvidence())
        expect(run(ratios)).toEqual(run(ratios.filter((q) => q !== null && q >= 0)))
      }),
      { seed: 4 },
    )
  })

  test('survives being stored as JSON, and never changes in place', () => {
    const before = Object.freeze({ a: Object.freeze([0.1, 0.2, 0.3, 0.4] as const), s: 0.7 })
    const after = observe(before, 2, 5, 60)
    expect(before).toEqual({ a: [0.1, 0.2, 0.3, 0.4], s: 0.7 })
    expect(observe(JSON.parse(JSON.stringify(before)), 2, 5, 60)).toEqual(after)
    const broken = observe(before, Infinity, 5, 60)
    expect(JSON.parse(JSON.stringify(broken))).toEqual(broken)
  })

  test('stays past every limit after a broken limit of zero, even when all is staked', () => {
    let state: EvidenceState = { a: [0, 0, 0, 0], s: 1 }
    state = observe(state, Infinity, 5, 60)
    for (let i = 0; i < 200; i++) state = observe(state, 0, 5, 60)
    expect(judge([{ evidence: evidenceOf(state), weight: 1 }], 0.001).verdict).toBe('rollback')
  })

  test('keeps no more than the money it has: the stakes never pass 1', () => {
    let state = observe(openEvidence(), 1, 5, 10)
    expect(state.s).toBe(0.75)
    for (let i = 0; i < 5; i++) state = observe(state, 1, 5, 10)
    expect(state.s).toBe(1)
    expect(evidenceOf(state)).toBeCloseTo(1, 12)
    expect(observe(openEvidence(), 1, 5, 0).s).toBe(1)
  })

  test.each([
    [0, 60],
    [-5, 60],
    [NaN, 60],
    [Infinity, 60],
    [5, -1],
    [5, NaN],
    [5, Infinity],
  ])('refuses a slice of %s minutes in a plan of %s', (slice, plan) => {
    expect(() => observe(openEvidence(), 1, slice, plan)).toThrow(RangeError)
    expect(() => observe(openEvidence(), null, slice, plan)).toThrow(RangeError)
  })
})

describe('the verdict', () => {
  test.each([
    [2.999999, 'ok'],
    [3, 'hold'],
    [19.999999, 'hold'],
    [20, 'rollback'],
    [Infinity, 'rollback'],
  ])('limits include their own value: evidence %s is %s', (evidence, verdict) => {
    for (const weights of [[1], [1, 1, 1], [0.1, 0.1, 0.1], [0.5, 0.3, 0.2], [7, 11, 13, 17]]) {
      const judged = judge(
        weights.map((weight) => ({ evidence, weight })),
        0.05,
      )
      expect(judged.verdict).toBe(verdict)
      expect(Number.isFinite(judged.combined)).toBe(true)
    }
  })

  test('another limit for holding can be given', () => {
    const evidences = [{ evidence: 5, weight: 1 }]
    expect(judge(evidences, 0.05, 5).verdict).toBe('hold')
    expect(judge(evidences, 0.05, 5.1).verdict).toBe('ok')
    expect(judge(evidences, 0.05, Infinity).verdict).toBe('ok')
    expect(judge(evidences, 0.5, 100).verdict).toBe('rollback')
  })

  test('a test of weight 0 has no say, and no tests say nothing', () => {
    const loud = { evidence: 1e300, weight: 0 }
    expect(judge([loud, { evidence: 2, weight: 1 }], 0.05)).toEqual({ combined: 2, verdict: 'ok' })
    expect(judge([], 0.05)).toEqual({ combined: 1, verdict: 'ok' })
  })

  test('the order of the tests does not change a single bit, nor does the scale of the weights', () => {
    const one = fc.record({
      evidence: fc.double({ min: 0, max: 1e12, noNaN: true }),
      weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 8 }), (tests) => {
        const { combined } = judge(tests, 0.05)
        expect(judge([...tests].reverse(), 0.05).combined).toBe(combined)
        const scaled = tests.map(({ evidence, weight }) => ({ evidence, weight: weight * 1024 }))
        expect(judge(scaled, 0.05).combined).toBe(combined)
        const least = Math.min(...tests.map(({ evidence }) => evidence))
        const most = Math.max(...tests.map(({ evidence }) => evidence))
        expect(combined >= least && combined <= most * (1 + 1e-12)).toBe(true)
      }),
      { seed: 5 },
    )
  })

  test('numbers that cannot be trusted end in an error, not in a verdict', () => {
    const fine = { evidence: 1, weight: 1 }
    for (const alpha of [0, 1, -0.05, NaN, Infinity]) expect(() => judge([fine], alpha)).toThrow(RangeError)
    for (const hold of [-1, NaN]) expect(() => judge([fine], 0.05, hold)).toThrow(RangeError)
    for (const evidence of [NaN, -1])
      expect(() => judge([fine, { evidence, weight: 0 }], 0.05)).toThrow(RangeError)
    for (const weight of [NaN, -1, Infinity])
      expect(() => judge([fine, { evidence: 1, weight }], 0.05)).toThrow(RangeError)
    expect(() => judge([{ evidence: 30, weight: 0 }], 0.05)).toThrow(RangeError)
  })
})
