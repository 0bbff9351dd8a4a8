import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess } from '../../src/analysis/assess.ts'
import { evidenceOf, observe, openEvidence, sliceRatio } from '../../src/analysis/evidence.ts'
import type { Bump, Judgement, MetricHistory } from '../../src/analysis/judgement.ts'
import { judgeSlices } from '../../src/analysis/slices.ts'
import { at, type Cell, ERRORS, ERRORS_COMPARED, fromTheStart, history, judgement, repeat } from './given.ts'

interface Given {
  cells?: readonly Cell[]
  histories?: readonly MetricHistory[]
  bumps?: readonly Bump[]
  now?: number
  delay?: number
  judged?: Partial<Judgement>
}

/** By default one metric `errors` at 10 % from the start, looked at when its last slice has ended. */
const look = ({ cells = [], histories, bumps = fromTheStart(10), now, delay, judged = {} }: Given) =>
  assess({
    judgement: judgement(judged),
    histories: histories ?? [history('errors', cells)],
    bumps,
    now: now ?? at(5 * cells.length),
    ...(delay === undefined ? {} : { delay }),
  })

const kinds = (assessment: ReturnType<typeof look>) => assessment.notices.map(({ kind }) => kind)

const GOOD: Cell = [300, 0, 2700, 2]
const BAD: Cell = [300, 30, 2700, 3]
const WORST: Cell = [300, 300, 2700, 3]

describe('the verdict over a history', () => {
  test('a healthy release is fine, and its evidence falls', () => {
    const seen = look({ cells: repeat(12, GOOD) })
    expect(seen.verdict).toBe('ok')
    expect(seen.combined).toBeLessThan(0.7)
    expect(seen).toMatchObject({
      tripped: null,
      brokenZeroLimit: null,
      blindSince: null,
      suspiciousSince: null,
    })
  })

  test('a bad release is rolled back, and says when that was sure', () => {
    const seen = look({ cells: repeat(12, BAD) })
    expect(seen.verdict).toBe('rollback')
    const first = seen.trail.find(({ combined }) => combined >= 20)
    expect(seen.convictedAt).toBe(first?.to)
    expect(seen.combined).toBe(seen.trail.at(-1)?.combined)
  })

  test('nothing seen yet: evidence 1, no verdict against anybody', () => {
    const seen = look({ histories: [], bumps: [], now: at(0) })
    expect(seen).toMatchObject({ combined: 1, verdict: 'ok', convictedAt: null, blindSince: null, trail: [] })
    expect(seen.samples).toEqual([{ metric: 'errors', have: 0, need: 300 }])
  })

  test('a late look cannot forgive: what would have been rolled back then is rolled back now', () => {
    const cells = [...repeat(4, BAD), ...repeat(200, GOOD)]
    const seen = look({ cells })
    expect(seen.trail.at(-1)?.combined).toBeLessThan(20)
    expect(seen.verdict).toBe('rollback')
    expect(seen.combined).toBe(seen.trail.find(({ to }) => to === seen.convictedAt)?.combined)
  })

  test('evidence equals the rule applied by hand, slice after slice', () => {
    const cells = [GOOD, BAD, 'error', [0, 0, 2700, 3], BAD, GOOD] as const
    let state = openEvidence()
    for (const cell of cells)
      if (Array.isArray(cell)) {
        const [n, x, m, y] = cell as [number, number, number, number]
        state = observe(state, sliceRatio({ n, x, m, y }, { max: 0.01 }), 5, 180)
      }
    expect(look({ cells }).tests[0]).toMatchObject({
      evidence: evidenceOf(state),
      informative: 4,
      weight: 1,
      canary: { n: 1200, x: 60 },
      baseline: { n: 10800, x: 10 },
    })
  })

  test('several tests share the judgement by their weights', () => {
    const { tests, combined } = look({
      cells: [GOOD, BAD, BAD],
      judged: {
        tests: [
          { ...ERRORS, weight: 3 },
          { ...ERRORS_COMPARED, points: 0 },
        ],
      },
    })
    expect(tests.map(({ weight }) => weight)).toEqual([0.75, 0.25])
    const [limit, comparison] = tests.map(({ evidence }) => evidence)
    expect(combined).toBeCloseTo(0.75 * (limit ?? 0) + 0.25 * (comparison ?? 0), 9)
    expect(limit).not.toBe(comparison)
  })

  test('suspicion is timed from the slice that began the present stretch', () => {
    const seen = look({ cells: [BAD, BAD, 'error', 'error'] })
    expect(seen.verdict).toBe('hold')
    expect(seen.suspiciousSince).toBe(at(10))
  })

  test('a suspicion that passed and came back is timed anew', () => {
    const { trail, suspiciousSince } = look({ cells: [BAD, BAD, ...repeat(3, GOOD), ...repeat(3, BAD)] })
    expect(trail.filter(({ combined }) => combined >= 3).map(({ to }) => to)).toEqual([at(10), at(40)])
    expect(suspiciousSince).toBe(at(40))
  })

  test('a suspicion that passed is no suspicion', () => {
    expect(look({ cells: [BAD, BAD, GOOD] })).toMatchObject({ verdict: 'ok', suspiciousSince: null })
  })
})

describe('what may not be counted', () => {
  const bumps = [
    { from: at(2), to: at(3), weight: 10 },
    { from: at(33), to: at(34), weight: 50 },
  ]
  const dropsOf = (warmup: number, use: readonly Bump[] = bumps, cells = repeat(10, BAD)) =>
    judgeSlices({
      judgement: judgement({ warmup }),
      histories: [history('errors', cells)],
      bumps: use,
      now: at(5 * cells.length),
    }).map(({ dropped }) => dropped)

  test('slices over a bump are cut, the first ones of each step are warm-up', () => {
    expect(dropsOf(1)).toEqual([
      ...['over-a-bump', 'warm-up', null, null, null, null],
      ...['over-a-bump', 'warm-up', null, null],
    ])
  })

  test.each([
    ['no warm-up', 0, bumps, 2],
    ['three slices of warm-up', 3, bumps, 8],
    ['a bump in an instant, on the border of two slices', 0, [{ from: at(5), to: at(5), weight: 10 }], 1],
    ['a bump that ends on a border', 0, [{ from: at(4), to: at(5), weight: 10 }], 1],
    ['a bump that takes three slices', 0, [{ from: at(4), to: at(11), weight: 10 }], 3],
    ['a bump still under way', 0, [{ from: at(10), to: Infinity, weight: 10 }], 10],
    ['weight back to 0', 0, [...fromTheStart(10), { from: at(20), to: at(20), weight: 0 }], 6],
    ['no bump at all', 0, [], 10],
  ])('%s', (_, warmup, use, dropped) => {
    expect(dropsOf(warmup, use).filter((why) => why !== null)).toHaveLength(dropped)
  })

  test('dropped slices leave the evidence alone but stay on the trail', () => {
    const seen = look({ cells: [WORST, WORST], bumps, judged: { warmup: 1 } })
    expect(seen.trail).toEqual([
      { to: at(5), combined: 1 },
      { to: at(10), combined: 1 },
    ])
    expect(kinds(seen)).toEqual(['dropped-over-a-bump', 'dropped-as-warm-up', 'too-little-data'])
    expect(seen.samples[0]?.have).toBe(0)
  })

  test('a slice that has not ended is not read', () => {
    const cells = [GOOD, BAD]
    expect(look({ cells, now: at(10) - 1 })).toEqual(look({ cells: [GOOD], now: at(10) - 1 }))
    expect(look({ cells, now: at(10) }).combined).toBeGreaterThan(1)
  })

  test('slices off the grid are ignored, and said to be', () => {
    const shifted = history('errors', repeat(3, WORST)).slices.map((slice) => ({
      ...slice,
      from: slice.from + 1,
      to: slice.to + 1,
    }))
    const seen = look({ histories: [{ metric: 'errors', slices: shifted }], now: at(60) })
    expect(seen.combined).toBe(1)
    expect(seen.notices).toContainEqual({ kind: 'off-grid', metric: 'errors', slices: 3 })
    expect(seen.blindSince).toBe(at(0))
  })

  test('two different answers for one slice are no answer, the same twice is one', () => {
    const twice = (other: Cell) =>
      look({ histories: [history('errors', [BAD]), history('errors', [other])], now: at(5) })
    expect(twice(BAD)).toEqual(look({ cells: [BAD] }))
    expect(twice(GOOD).combined).toBe(1)
    expect(twice(GOOD).notices).toContainEqual({
      kind: 'blind',
      metric: 'errors',
      since: at(0),
      problem: 'ambiguous',
    })
  })

  test.each([
    ['no-data', 'no-data'],
    ['counter-reset', 'counter-reset'],
    ['error', 'error'],
    ['NaN units', [NaN, 3, 100, 1]],
    ['NaN failures', [100, NaN, 100, 1]],
    ['negative failures', [100, -3, 100, 1]],
    ['endless failures', [100, Infinity, 100, 1]],
    ['a broken baseline', [100, 3, NaN, 1]],
    ['no units', [0, 0, 100, 1]],
    ['nothing in the baseline', [100, 3, 0, 0]],
  ] as readonly [string, Cell][])(
    '%s: evidence neither rises nor falls, and the metric is blind',
    (_, cell) => {
      const judged = { tests: [ERRORS, ERRORS_COMPARED] }
      const before = look({ cells: [GOOD, BAD], judged })
      const after = look({ cells: [GOOD, BAD, cell], judged })
      expect(after.combined).toBe(before.combined)
      expect(after.samples).not.toEqual([])
      expect(before.blindSince).toBeNull()
      expect(after.blindSince).toBe(at(10))
    },
  )
})

describe('with and without a baseline', () => {
  const both = { tests: [ERRORS, ERRORS_COMPARED] }
  const ratios = (cells: readonly Cell[], weight: number) =>
    judgeSlices({
      judgement: judgement(both),
      histories: [history('errors', cells)],
      bumps: fromTheStart(weight),
      now: at(5 * cells.length),
    }).map(({ tests }) => tests.map(({ ratio, silence }) => ratio ?? silence))

  test('an outage of both releases never blames the new one', () => {
    const seen = look({ cells: [GOOD, ...repeat(6, [300, 90, 2700, 810] as const), GOOD], judged: both })
    expect(seen.verdict).toBe('ok')
  })

  test('first release ever: absolute limits only, comparisons stay silent', () => {
    expect(ratios([[200, 4]], 10)).toEqual([[2, 'no-baseline']])
    expect(kinds(look({ cells: [[200, 4]], judged: both }))).toContain('nothing-to-compare')
  })

  test('at 100 % stragglers on the old release are no baseline', () => {
    for (const cell of [
      [200, 4],
      [200, 4, 0, 0],
      [200, 4, 3, 3],
    ] as const)
      expect(ratios([cell], 100)).toEqual([[2, 'full-exposure']])
  })

  test('a baseline that was there and is gone silences the limit too: it may be an outage of both', () => {
    expect(ratios([GOOD, [200, 200]], 10)[1]).toEqual(['no-baseline', 'no-baseline'])
    expect(ratios([[200, 200], GOOD], 10)[0]).toEqual([100, 'no-baseline'])
  })

  test('nobody failed: a limit takes it as health, a comparison without points learns nothing', () => {
    const tests = [ERRORS, { ...ERRORS_COMPARED, points: 0 }]
    const [slice] = judgeSlices({
      judgement: judgement({ tests }),
      histories: [history('errors', [[300, 0, 2700, 0]])],
      bumps: fromTheStart(10),
      now: at(5),
    })
    expect(slice?.tests.map(({ ratio, silence }) => ratio ?? silence)).toEqual([0, 'no-failures'])
  })
})

describe('alarms that wait for no evidence', () => {
  const breakers = [{ metric: 'errors', max: 0.5, min: 50 }]
  const tripped = (cell: Cell, weight = 10) =>
    look({ cells: [GOOD, cell, GOOD], bumps: fromTheStart(weight), judged: { breakers } }).tripped

  test('half of fifty requests fail in one slice: the breaker goes off', () => {
    expect(tripped([50, 25, 450, 0])).toEqual({
      metric: 'errors',
      slice: { from: at(5), to: at(10) },
      n: 50,
      x: 25,
      limit: 0.5,
    })
  })

  test.each([
    ['one unit too few', [49, 49, 450, 0], 10, false],
    ['just below the limit', [100, 49, 900, 0], 10, false],
    ['the baseline fails half as much', [100, 90, 900, 225], 10, false],
    ['the baseline fails a little less than half as much', [100, 90, 900, 224], 10, true],
    ['no baseline', [100, 50], 10, true],
    ['the baseline saw nothing', [100, 50, 0, 0], 10, true],
    ['everybody has the new release, stragglers fail', [100, 50, 2, 2], 100, true],
    ['the source had trouble', 'error', 10, false],
    ['the counts are broken', [100, NaN, 900, 0], 10, false],
    ['no units', [0, 0, 900, 0], 10, false],
  ] as readonly [string, Cell, number, boolean][])('%s', (_, cell, weight, expected) => {
    expect(tripped(cell, weight) !== null).toBe(expected)
  })

  test('warm-up and slices over a bump do not trip it', () => {
    const bumps = [{ from: at(2), to: at(3), weight: 10 }]
    const judged = { breakers, warmup: 1 }
    expect(look({ cells: [WORST, WORST], bumps, judged }).tripped).toBeNull()
    expect(look({ cells: [WORST, WORST, WORST], bumps, judged }).tripped?.slice.from).toBe(at(10))
  })

  const NONE = { name: 'critical', metric: 'critical', max: 0, weight: 1 }
  const critical = (cells: readonly Cell[], bumps = fromTheStart(10), warmup = 0) =>
    look({
      histories: [history('critical', cells)],
      now: at(5 * cells.length),
      bumps,
      judged: { tests: [NONE, { ...ERRORS, weight: 1000 }], warmup },
    })

  test('a limit of zero is broken by the first one, whatever its weight and whatever the baseline does', () => {
    const seen = critical([
      [10, 0, 90, 0],
      [10, 1, 90, 9],
      [10, 0, 90, 0],
    ])
    expect(seen.brokenZeroLimit).toEqual({
      test: 'critical',
      metric: 'critical',
      slice: { from: at(5), to: at(10) },
      n: 10,
      x: 1,
    })
    expect(seen.verdict).toBe('rollback')
    expect(seen.tests[0]?.lastRatio).toBe(Infinity)
  })

  test('it counts in warm-up and over a bump too, but not before the release had traffic', () => {
    const bumps = [{ from: at(7), to: at(8), weight: 10 }]
    expect(critical([[1, 1]], bumps, 1).brokenZeroLimit).toBeNull()
    expect(
      critical(
        [
          [1, 0],
          [1, 1],
        ],
        bumps,
        1,
      ).brokenZeroLimit?.slice.from,
    ).toBe(at(5))
    expect(
      critical(
        [
          [1, 0],
          [1, 0],
          [1, 1],
        ],
        bumps,
        1,
      ).brokenZeroLimit?.slice.from,
    ).toBe(at(10))
  })

  test('none found is neither evidence nor blindness', () => {
    const seen = critical(repeat(6, [10, 0, 90, 0]))
    expect(seen.tests[0]).toMatchObject({ evidence: 1, informative: 0 })
    expect(seen.notices).not.toContainEqual(expect.objectContaining({ kind: 'blind', metric: 'critical' }))
  })
})

describe('samples of the step', () => {
  test('are counted from the last bump on', () => {
    const bumps = [...fromTheStart(10), { from: at(12), to: at(13), weight: 25 }]
    const cells = [...repeat(2, GOOD), ...repeat(3, [70, 0, 200, 0] as const)]
    expect(look({ cells, bumps }).samples).toEqual([{ metric: 'errors', have: 140, need: 300 }])
  })

  test.each([
    [[{ max: 0.01 }], 300],
    [[{ max: 0.03 }], 100],
    [[{ max: 0.07 }], 43],
    [[{ max: 1 - 0.9 }], 30],
    [[{ max: 0.05 }, { relative: 0.5 }], 60],
    [[{ max: 0.05 }, { max: 0.01 }], 300],
    [[{ max: 15 }], 1],
    [[{ points: 0.005 }], 100],
    [[{ max: 0 }], 1],
    [[{ max: 0 }, { relative: 0.5 }], 100],
  ])('tests %j need %i units', (limits, need) => {
    const tests = limits.map((limit, i) => ({ name: `${i}`, metric: 'errors', weight: 1, ...limit }))
    expect(look({ judged: { tests } }).samples).toEqual([{ metric: 'errors', have: 0, need }])
  })

  test('too few of them are said to be too few, with what they could have shown', () => {
    expect(look({ cells: [[60, 0, 540, 0]] }).notices).toEqual([
      { kind: 'too-little-data', metric: 'errors', have: 60, need: 300, visible: 0.05 },
    ])
    expect(look({ cells: ['error'] }).notices).toContainEqual({
      kind: 'too-little-data',
      metric: 'errors',
      have: 0,
      need: 300,
      visible: null,
    })
  })
})

describe('blindness', () => {
  const blindSince = (given: Given) => look(given).blindSince

  test.each([
    ['fresh', [GOOD, GOOD], null],
    ['one error at the end', [GOOD, 'error'], at(5)],
    ['an error that passed', [GOOD, 'error', GOOD], null],
    ['errors from the start', ['error', 'error', 'error'], at(0)],
    ['a busy metric suddenly sees nothing', [GOOD, [0, 0, 2700, 3]], at(5)],
    ['never any unit', [[0, 0, 10, 0]], at(0)],
    ['a busy comparison loses its baseline', [GOOD, [300, 1]], at(5)],
    ['an error, then an empty answer', [GOOD, 'error', [0, 0, 0, 0]], at(5)],
  ] as readonly [string, readonly Cell[], number | null][])('%s', (_, cells, since) => {
    expect(blindSince({ cells })).toBe(since)
  })

  test('a quiet metric is blind only after a silence in which three units were to be expected', () => {
    const sparse: readonly Cell[] = [[1, 0, 9, 0], ...repeat(2, [0, 0, 4, 0] as const), [1, 0, 9, 0]]
    const silence = (slices: number) => [...sparse, ...repeat(slices, [0, 0, 4, 0] as const)]
    expect(blindSince({ cells: silence(5) })).toBeNull()
    expect(blindSince({ cells: silence(6) })).toBe(at(20))
  })

  test('the silence before the first unit counts for the pace: four mails after a long night are no four a slice', () => {
    const quiet = [0, 0, 4, 0] as const
    const morning: readonly Cell[] = [...repeat(7, quiet), [4, 0, 9, 0]]
    expect(blindSince({ cells: [...morning, ...repeat(5, quiet)] })).toBeNull()
    expect(blindSince({ cells: [...morning, ...repeat(6, quiet)] })).toBe(at(40))
  })

  test('nobody waits for data while the release has no traffic, nor for a baseline at 100 %', () => {
    const stopped = [...fromTheStart(10), { from: at(10), to: at(10), weight: 0 }]
    expect(blindSince({ cells: [GOOD, 'error', 'error'], bumps: stopped })).toBeNull()
    const full = [...fromTheStart(10), { from: at(5), to: at(5), weight: 100 }]
    expect(blindSince({ cells: [GOOD, [3000, 2], [3000, 2, 0, 0]], bumps: full })).toBeNull()
  })

  test('a source that stops answering is noticed after two slices, and its own delay', () => {
    const cells = [GOOD, GOOD]
    expect(blindSince({ cells, now: at(24.9) })).toBeNull()
    expect(blindSince({ cells, now: at(25) })).toBe(at(10))
    expect(blindSince({ cells, now: at(34.9), delay: at(10) - at(0) })).toBeNull()
    expect(blindSince({ cells, now: at(35), delay: at(10) - at(0) })).toBe(at(10))
  })

  test('a metric without any history is blind as soon as it should have spoken', () => {
    expect(blindSince({ histories: [], now: at(14.9) })).toBeNull()
    expect(blindSince({ histories: [], now: at(15) })).toBe(at(0))
  })

  test('bumps and warm-up do not blind by themselves, and what they show ends blindness', () => {
    const bumps = [...fromTheStart(10), { from: at(11), to: at(12), weight: 25 }]
    const judged = { warmup: 1 }
    const cells = [GOOD, GOOD] as const
    expect(blindSince({ cells: [...cells, 'counter-reset', 'no-data'], bumps, judged })).toBeNull()
    expect(blindSince({ cells: [...cells, 'gap', 'gap'], now: at(29), bumps, judged })).toBeNull()
    expect(blindSince({ cells: [...cells, 'gap', 'gap'], now: at(35), bumps, judged })).toBe(at(10))
    expect(blindSince({ cells: [GOOD, 'error', GOOD], bumps, judged })).toBeNull()
    expect(blindSince({ cells: [GOOD, 'error', 'error'], bumps: fromTheStart(10), judged })).toBe(at(5))
  })

  test('one blind metric of two is enough, and the longest blind one sets the time', () => {
    const tests = [ERRORS, { name: 'slow', metric: 'slow', max: 0.05, weight: 1 }]
    const seen = look({
      histories: [history('errors', [GOOD, GOOD, 'error']), history('slow', [GOOD, 'error', 'error'])],
      now: at(15),
      judged: { tests },
    })
    expect(seen.blindSince).toBe(at(5))
    expect(kinds(seen).filter((kind) => kind === 'blind')).toHaveLength(2)
  })

  test('without tests nothing can be blind', () => {
    expect(look({ cells: ['error'], judged: { tests: [] } })).toMatchObject({
      blindSince: null,
      combined: 1,
      verdict: 'ok',
      samples: [],
    })
  })
})

describe('notices', () => {
  test.each([
    [[100, 0, 900, 0], 10, false],
    [[210, 0, 790, 0], 10, true],
    [[45, 0, 955, 0], 10, true],
    [[30, 0, 70, 0], 10, false],
    [[460, 0, 540, 0], 80, true],
    [[950, 0, 50, 0], 100, false],
    [[295, 0, 5, 0], 95, false],
    [[1180, 0, 20, 0], 95, true],
  ] as readonly [Cell, number, boolean][])('units %j at %i %%: share off = %s', (cell, weight, off) => {
    const seen = look({ cells: [cell], bumps: fromTheStart(weight) })
    expect(kinds(seen).includes('share-off')).toBe(off)
  })

  test('a split that sends no traffic is named, with what the old release saw meanwhile', () => {
    const seen = look({ cells: [GOOD, ...repeat(2, [0, 0, 3000, 3] as const)] })
    expect(seen.notices).toContainEqual({
      kind: 'split-sends-no-traffic',
      metric: 'errors',
      since: at(5),
      baseline: 6000,
    })
    expect(kinds(look({ cells: [[0, 0, 20, 0]] }))).not.toContain('split-sends-no-traffic')
    expect(kinds(look({ cells: [GOOD, [0, 0, 3000, 3], GOOD] }))).not.toContain('split-sends-no-traffic')
  })

  test('a rollout that outlives its plan is told that its eyes grow dim', () => {
    const cells = repeat(40, GOOD)
    expect(look({ cells }).notices).toContainEqual({ kind: 'stakes-spent', test: 'errors', since: at(180) })
    expect(kinds(look({ cells: cells.slice(0, 20) }))).not.toContain('stakes-spent')
  })
})

describe('a pure function of the history', () => {
  const cell = fc.oneof(
    fc.tuple(fc.nat(300), fc.nat(20), fc.nat(3000), fc.nat(60)),
    fc.tuple(fc.nat(300), fc.nat(20)),
    fc.constantFrom('error', 'gap', 'no-data', 'counter-reset'),
  ) as fc.Arbitrary<Cell>
  const bumps: readonly Bump[] = [
    { from: at(3), to: at(4), weight: 10 },
    { from: at(62), to: at(66), weight: 50 },
    { from: at(95), to: at(95), weight: 100 },
  ]
  const judged = judgement({
    warmup: 1,
    tests: [ERRORS, ERRORS_COMPARED, { name: 'slow', metric: 'slow', max: 0.05, weight: 2 }],
    breakers: [{ metric: 'slow', max: 0.5, min: 50 }],
  })
  const cells = fc.array(cell, { minLength: 20, maxLength: 30 })

  test('slices one by one or all at once, and metrics in any order, give the same', () => {
    fc.assert(
      fc.property(cells, cells, (errors, slow) => {
        const histories = [history('errors', errors), history('slow', slow)]
        const whole = assess({ judgement: judged, histories, bumps, now: at(150) })
        expect(assess({ judgement: judged, histories: histories.toReversed(), bumps, now: at(150) })).toEqual(
          whole,
        )
        const shuffled = histories.map(({ metric, slices }) => ({ metric, slices: slices.toReversed() }))
        expect(assess({ judgement: judged, histories: shuffled, bumps, now: at(150) })).toEqual(whole)
        const path = Array.from({ length: 30 }, (_, i) =>
          assess({
            judgement: judged,
            histories,
            bumps: bumps.filter(({ from }) => from < at(5 * i + 5)),
            now: at(5 * i + 5),
          }),
        )
        expect(path.at(-1)).toEqual(whole)
        for (const { trail } of path) expect(whole.trail.slice(0, trail.length)).toEqual(trail)
      }),
      { seed: 11, numRuns: 60 },
    )
  })

  test('replacing slices by missing data never moves the evidence at that slice', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom('error', 'no-data', 'stale', 'gap'), (errors, hole) => {
        const spoilt = errors.map((value, i) => (i % 3 === 0 ? hole : value))
        const slices = judgeSlices({
          judgement: judged,
          histories: [history('errors', spoilt), history('slow', repeat(30, 'no-data'))],
          bumps,
          now: at(150),
        })
        for (const [i, slice] of slices.entries())
          if (i % 3 === 0) expect(slice.combined).toBe(slices[i - 1]?.combined ?? 1)
      }),
      { seed: 12, numRuns: 60 },
    )
  })

  test('the order of the tests does not change the verdict by a single bit', () => {
    fc.assert(
      fc.property(cells, cells, (errors, slow) => {
        const histories = [history('errors', errors), history('slow', slow)]
        const turned = { ...judged, tests: judged.tests.toReversed() }
        const one = assess({ judgement: judged, histories, bumps, now: at(150) })
        const other = assess({ judgement: turned, histories, bumps, now: at(150) })
        expect(other.trail).toEqual(one.trail)
        expect(other.verdict).toBe(one.verdict)
        expect(other.blindSince).toBe(one.blindSince)
      }),
      { seed: 13, numRuns: 60 },
    )
  })

  test('the input is not changed', () => {
    const freeze = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
      return value
    }
    const input = freeze({
      judgement: judged,
      histories: [history('errors', repeat(30, BAD)), history('slow', repeat(30, GOOD))],
      bumps: bumps.toReversed(),
      now: at(150),
    })
    expect(assess(input).verdict).toBe('rollback')
  })

  test.each([
    ['a slice of no length', { slice: 0 }],
    ['a plan of negative length', { planLength: -1 }],
    ['alpha of 0', { alpha: 0 }],
    ['alpha of 5, meant as percent', { alpha: 5 }],
    ['half a slice of warm-up', { warmup: 0.5 }],
    ['a negative limit', { tests: [{ ...ERRORS, max: -0.1 }] }],
    ['a negative weight', { tests: [{ ...ERRORS, weight: -1 }] }],
    ['two tests of one name', { tests: [ERRORS, ERRORS] }],
    ['a breaker that always goes off', { breakers: [{ metric: 'errors', max: 0, min: 0 }] }],
  ] as readonly [string, Partial<Judgement>][])('%s is refused before any data came', (_, changes) => {
    expect(() => look({ judged: changes })).toThrow(RangeError)
  })

  test.each([
    ['ends before it begins', { from: at(5), to: at(4), weight: 10 }],
    ['has a weight above 100', { from: at(5), to: at(5), weight: 101 }],
    ['has no weight', { from: at(5), to: at(5), weight: NaN }],
  ])('a bump that %s is refused', (_, bump) => {
    expect(() => look({ bumps: [bump] })).toThrow(RangeError)
  })
})
