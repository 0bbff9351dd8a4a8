import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { playByTheBook } from '../../bench/detection/by-the-book.ts'
import { CELLS, cellOf, RULES, SLUICE_1, SLUICE_5 } from '../../bench/detection/cells.ts'
import { EXAMPLE, EXAMPLE_MAX, workExample } from '../../bench/detection/example.ts'
import { drawPicture } from '../../bench/detection/picture.ts'
import { randomOf } from '../../bench/detection/random.ts'
import { readResults } from '../../bench/detection/results.ts'
import { play } from '../../bench/detection/rollout.ts'
import type { Answer, Minute, Rule } from '../../bench/detection/rule.ts'
import { argoRollouts } from '../../bench/detection/rules/argo-rollouts.ts'
import { flagger } from '../../bench/detection/rules/flagger.ts'
import { classify, shiftOf } from '../../bench/detection/rules/kayenta.ts'
import { halfWidth } from '../../bench/detection/rules/mixture.ts'
import { repeatedZ } from '../../bench/detection/rules/repeated-z.ts'
import { playShort } from '../../bench/detection/short.ts'
import { atMost, wilson } from '../../bench/detection/summary.ts'
import { fillTables } from '../../bench/detection/tables.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

describe('what the documents promise holds in the short run of the comparison', () => {
  const findings = playShort()

  test.each(findings)('$claim', ({ measured, holds }) => {
    expect({ measured, holds }).toMatchObject({ holds: true })
  })
})

describe('the rule in the comparison is the one that the gates run', () => {
  const rollouts = [
    { family: 'quiet', base: 0.01, rate: 1, factor: 5 },
    { family: 'quiet', base: 0.001, rate: 100, factor: 5 },
    { family: 'bursts of 3', base: 0.01, rate: 1, factor: 2 },
    { family: 'diurnal', base: 0.001, rate: 1, factor: 5 },
    { family: 'bad client, 15 min', base: 0.01, rate: 1, factor: 1 },
  ] as const
  const slices = [
    { minutes: 5, rule: SLUICE_5, runs: 8 },
    { minutes: 1, rule: SLUICE_1, runs: 2 },
  ]
  const cases = rollouts.flatMap((rollout) => slices.map((slice) => ({ ...rollout, ...slice })))
  const ends = { abort: 'rollback', promote: 'promoted', hold: 'person', advance: 'never' } as const

  test.each(cases)('$family, $base at $rate/s, x$factor, slices of $minutes min', (given) => {
    const cell = cellOf(given.family, given.base, given.rate, given.factor)
    for (let run = 0; run < given.runs; run++) {
      const setting = { ...cell.given, phase: run }
      const story = playByTheBook(cell.scenario, setting, randomOf(cell.key, run), given.minutes)
      const end = play(given.rule, cell.scenario, setting, randomOf(cell.key, run), given.base)
      expect({ how: ends[story.decision.decision], minutes: story.minutes }).toEqual({
        how: end.how,
        minutes: end.minutes,
      })
    }
  })
})

const arm = (n: number, x: number) => ({ n, x, level: (100 * x) / n })

/** What a rule answers minute by minute: failures of the new release among 100 requests, the old one fails 1 of 900. */
const answers = (rule: Rule, failures: readonly number[]): Answer[] => {
  const judge = rule.open({ max: 0.01, highestLevel: 1, phase: 0 })
  return failures.map((x, at) => {
    const minute: Minute = {
      at,
      weight: 10,
      canary: arm(100, x),
      baseline: arm(900, 1),
      control: arm(100, 0),
    }
    return judge.see(minute)
  })
}

const minutes = (count: number, x: number): number[] => Array.from({ length: count }, () => x)

describe('the rules of others are theirs', () => {
  test.each([
    { limit: 0, failsAfter: 5 },
    { limit: 3, failsAfter: 20 },
  ])('Argo Rollouts fails with measurement number limit + 1 (limit $limit)', ({ limit, failsAfter }) => {
    const seen = answers(argoRollouts('argo', 'Argo', limit), minutes(30, 5))
    expect(seen.indexOf('rollback') + 1).toBe(failsAfter)
  })

  test('Argo Rollouts measures all five minutes together', () => {
    const seen = answers(argoRollouts('argo', 'Argo', 0), [4, 0, 0, 0, 0])
    expect(seen).not.toContain('rollback')
  })

  test('Flagger halts the advance at a failed check and goes back one interval after the fifth', () => {
    const seen = answers(flagger, [5, 0, 5, 0, 5, 5, 5, 0])
    expect(seen).toEqual(['wait', 'go', 'wait', 'go', 'wait', 'wait', 'wait', 'rollback'])
  })

  test('Flagger counts a minute without requests as a failed check', () => {
    const seen = flagger.open({ max: 0.01, highestLevel: 1, phase: 0 })
    const silent: Minute = { at: 0, weight: 10, canary: arm(0, 0), baseline: arm(9, 0), control: arm(1, 0) }
    expect(seen.see(silent)).toBe('wait')
  })

  const low = [1.1, 1.4, 0.9, 1.3, 1.2, 1.05, 0.95, 1.25]
  const high = low.map((value) => value + 2)

  test('Kayenta calls a clear rise high, a clear fall low only where it was told to look for it, and equals pass', () => {
    expect(classify(high, low, 'increase')).toBe('High')
    expect(classify(low, high, 'either')).toBe('Low')
    expect(classify(low, high, 'increase')).toBe('Pass')
    expect(classify(low, [...low].reverse(), 'either')).toBe('Pass')
  })

  test('Kayenta estimates the shift as the median of all differences, give or take one for its correction', () => {
    const x = Float64Array.from([1, 4.3, 6.1, 9.7, 12.2])
    const y = Float64Array.from([0.5, 2.2, 3.9, 8.4, 10.1])
    const differences = [...x].flatMap((value) => [...y].map((other) => value - other)).sort((a, b) => a - b)
    const { lower, estimate, upper } = shiftOf(x, y)
    expect(estimate).toBeGreaterThanOrEqual(differences[11] ?? Number.NaN)
    expect(estimate).toBeLessThanOrEqual(differences[13] ?? Number.NaN)
    expect(lower).toBeLessThan(estimate)
    expect(upper).toBeGreaterThan(estimate)
  })

  test('the repeated z-test goes back above 2.33 standard errors', () => {
    // Pooled 14 of 5000, spread 0.0024913 for five minutes: 7 of 500 against 5 of 4500 are 5.18 spreads apart.
    expect(answers(repeatedZ, [2, 1, 2, 1, 1])[4]).toBe('rollback')
    expect(answers(repeatedZ, [0, 1, 0, 0, 0])[4]).toBe('go')
  })

  test('the mixture test is nowhere narrower than a single test, and nearest to it at its tuning', () => {
    const widths = [100, 1000, 5000, 50_000, 1_000_000].map((total) => halfWidth(1, total))
    for (const width of widths) expect(width).toBeGreaterThan(1.645)
    expect(Math.min(...widths)).toBe(widths[2])
  })
})

describe('chance behaves', () => {
  test.each([0.3, 4, 49, 51, 400])('counts with mean %d have that mean and that variance', (mean) => {
    const random = randomOf('moments', mean)
    const draws = Array.from({ length: 20_000 }, () => random.poisson(mean))
    const average = draws.reduce((sum, value) => sum + value, 0) / draws.length
    const variance = draws.reduce((sum, value) => sum + (value - average) ** 2, 0) / draws.length
    // Five standard errors of each.
    expect(Math.abs(average - mean)).toBeLessThan(5 * Math.sqrt(mean / draws.length))
    const error = Math.sqrt((2 * mean ** 2 + mean) / draws.length)
    expect(Math.abs(variance - mean)).toBeLessThan(5 * error + 0.1)
  })

  test('the same name and number give the same rollout, another number another one', () => {
    const draw = (run: number) => Array.from({ length: 5 }, randomOf('a', run).uniform)
    expect(draw(1)).toEqual(draw(1))
    expect(draw(1)).not.toEqual(draw(2))
  })

  test('the bound on a count is the one of the binomial law', () => {
    // 10 of 1000 expected; exact sums give P(count > 20) = 0.0014 and P(count > 21) = 0.00065.
    expect(atMost(0.01, 1000)).toBe(21)
    expect(wilson(0, 4000)[1]).toBeCloseTo(0.00096, 5)
  })
})

describe('the page on evidence shows what was measured', () => {
  const page = read('docs/evidence.md')
  const results = readResults(read('bench/detection/results.json'))

  test('its tables are those of the results and of the worked example', () => {
    expect(fillTables(page, results)).toBe(page)
  })

  test('its picture is drawn by the rule', () => {
    expect(read('docs/pictures/evidence.svg')).toBe(drawPicture())
  })

  test('every cell was played under every rule', () => {
    for (const { key } of CELLS)
      expect(Object.keys(results[key] ?? {})).toEqual(RULES.map((rule) => rule.key))
  })

  test('the first slice of the worked example can be computed by hand', () => {
    const { n, x, m, y } = EXAMPLE[0]
    const allowed = 1.05 * n
    const comparison = (x / (x + y)) * ((allowed + m) / allowed)
    const limit = (x / (x + y + m * EXAMPLE_MAX)) * ((n + m) / n)
    const stake = 0.5 + (0.5 * 5) / 210
    const evidence = (q: number): number =>
      [0.05, 0.2, 0.5, 0.9].reduce((sum, share) => sum + (stake * (1 + share * (q - 1))) / 4, 1 - stake)
    const [first] = workExample()
    expect(first?.ratios[0]).toBeCloseTo(limit, 12)
    expect(first?.ratios[1]).toBeCloseTo(comparison, 12)
    expect(first?.combined).toBeCloseTo((4 * evidence(comparison) + evidence(limit)) / 5, 12)
  })

  test('claims of the page hold in the full results, within the certainty it states', () => {
    for (const { key, kind, family } of CELLS) {
      if (kind !== 'healthy' || family === 'bad client, 15 min') continue
      const client = family === 'bad client, 5 min'
      for (const rule of client ? ['sluice-5'] : ['sluice-5', 'sluice-1']) {
        const { rolledBack = Number.NaN, runs = 0 } = results[key]?.[rule] ?? {}
        expect(rolledBack, `${rule}: ${key}`).toBeLessThanOrEqual(atMost(client ? 0.05 : 0.01, runs))
      }
    }
  })
})
