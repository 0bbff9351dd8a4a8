import { describe, expect, test } from 'vitest'
import {
  Counters,
  KEPT_HISTORIES,
  KEPT_SECONDS,
  LATENCY_BOUNDS,
} from '../../../src/platforms/local/host/counters.ts'
import { exposition } from '../../../src/platforms/local/host/exposition.ts'
import { historyOf, readQuestion } from '../../../src/platforms/local/host/history.ts'
import { Refusal } from '../../../src/platforms/local/host/refusal.ts'

const T = 1_700_000_000_000
const quick = { latency: 3, failed: false }

describe('counting', () => {
  test('a request counts in the second in which it ended, and intervals exclude their end', () => {
    const counters = new Counters()
    for (const at of [T, T + 999, T + 1000, T + 5000]) counters.count('a', 'split', { at, ...quick })
    const counts = [0, 1000, 2000, 5000].map(
      (after) => counters.between('a', T + after, T + after + 1000)?.requests,
    )
    expect(counts).toEqual([2, 1, 0, 1])
    expect(counters.between('a', T, T + 6000)?.requests).toBe(4)
  })

  test.each([
    [0, 0],
    [5, 0],
    [5.01, 1],
    [250, 5],
    [251, 6],
    [5000, 9],
    [60_000, 10],
  ])('a latency of %s ms falls into bin %s: bounds are inclusive', (latency, bin) => {
    const counters = new Counters()
    counters.count('a', 'split', { at: T, latency, failed: true })
    const tally = counters.between('a', T, T + 1000)
    expect(tally?.bins.indexOf(1)).toBe(bin)
    expect(tally).toMatchObject({ requests: 1, failures: 1 })
  })

  test('requests that named the release in a header are counted apart and never judged', () => {
    const counters = new Counters()
    counters.count('a', 'header', { at: T, latency: 3, failed: true })
    expect(counters.total('a').header).toMatchObject({ requests: 1, failures: 1 })
    expect(counters.total('a').split.requests).toBe(0)
    expect(counters.between('a', T, T + 1000)?.requests).toBe(0)
  })

  test('what is older than six hours is overwritten, not mixed with what is new', () => {
    const counters = new Counters()
    counters.count('a', 'split', { at: T, ...quick })
    counters.count('a', 'split', { at: T + KEPT_SECONDS * 1000, latency: 900, failed: true })
    expect(counters.between('a', T, T + 1000)?.requests).toBe(0)
    const newest = counters.between('a', T + KEPT_SECONDS * 1000, T + KEPT_SECONDS * 1000 + 1000)
    expect(newest).toMatchObject({ requests: 1, failures: 1 })
  })

  test('seconds that were dropped to save memory are unknown, never zero', () => {
    const counters = new Counters()
    for (let index = 0; index <= KEPT_HISTORIES; index += 1)
      counters.count(`r${index}`, 'split', { at: T + index * 1000, ...quick })
    expect(counters.between('r0', T, T + 1000)).toBeNull()
    expect(counters.between('r1', T, T + 5000)?.requests).toBe(1)
  })
})

describe('history by interval', () => {
  const ask = (query: string) => readQuestion(new URLSearchParams(query))

  test('a slice that is not over, lies too far back, or belongs to no release on record says nothing', () => {
    const counters = new Counters()
    counters.count('a', 'split', { at: T, ...quick })
    const answer = (from: number, isKnown = true) =>
      historyOf(
        { from, slice: 1000, count: 1, releases: ['a'] },
        { counters, isKnown: () => isKnown, now: T + 1500 },
      ).slices[0]?.tallies[0]
    expect(answer(T)?.requests).toBe(1)
    expect(answer(T - 1000)?.requests).toBe(0)
    expect(answer(T + 1000)).toBeNull()
    expect(answer(T - (KEPT_SECONDS + 2) * 1000)).toBeNull()
    expect(answer(T, false)).toBeNull()
  })

  test.each([
    ['from=1&slice=1000&count=1&release=a', 'from'],
    ['from=0&slice=1500&count=1&release=a', 'slice'],
    ['from=0&slice=0&count=1&release=a', 'slice'],
    ['from=0&slice=1e3&count=1&release=a', 'slice'],
    ['from=0&slice=1000&count=0&release=a', 'count'],
    ['from=0&slice=1000&count=9999999&release=a', 'count'],
    ['from=0&slice=1000&count=1', 'release'],
  ])('%s is refused because of %s', (query, name) => {
    expect(() => ask(query)).toThrow(Refusal)
    expect(() => ask(query)).toThrow(name)
  })
})

describe('Prometheus text', () => {
  test('every line is a sample or a comment, buckets are cumulative and end with the count', () => {
    const counters = new Counters()
    for (const [index, latency] of [1, 7, 30, 9000].entries())
      counters.count('a', 'split', { at: T, latency, failed: index === 3 })
    const text = exposition(
      [{ id: 'a', revision: 'a "quoted" \\ revision', weight: 10, restarts: 2 }],
      counters,
    )
    const sample = /^[a-z_]+\{([a-z]+="([^"\\\n]|\\["\\n])*",?)+\} -?[0-9.e+-]+$/
    const lines = text.trimEnd().split('\n')
    expect(lines.filter((line) => !line.startsWith('# ') && !sample.test(line))).toEqual([])
    const buckets = lines.filter((line) => line.includes('_bucket') && line.includes('route="split"'))
    const values = buckets.map((line) => Number(line.split(' ').at(-1)))
    expect(buckets).toHaveLength(LATENCY_BOUNDS.length + 1)
    expect(values).toEqual(values.toSorted((a, b) => a - b))
    expect(buckets.at(-1)).toMatch(/le="\+Inf"\} 4$/)
    expect(text).toMatch(/^sluice_requests_total\{.*route="split"\} 4$/m)
    expect(text).toMatch(/^sluice_failures_total\{.*route="split"\} 1$/m)
    expect(text).toMatch(/^sluice_request_duration_seconds_sum\{.*route="split"\} 9\.038$/m)
    expect(text).toMatch(/^sluice_release_weight_percent\{.*\} 10$/m)
  })
})
