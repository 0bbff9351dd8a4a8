import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Counts, MetricSlice, SliceProblem } from '../../src/analysis/judgement.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import type { MetricSource, SliceRequest } from '../../src/metrics/source.ts'
import type { ReleaseId } from '../../src/rollout/plan.ts'

/** A source with a past that is known exactly. */
export interface SourceUnderTest {
  source: MetricSource
  /** A source of the same kind whose system does not answer. */
  unreachable: MetricSource
  metric: string
  canary: ReleaseId
  baseline: ReleaseId
  /** A release that nobody ever deployed. */
  unknown: ReleaseId
  /** Slices whose counts are known; times in milliseconds. */
  grid: { from: number; slice: number; count: number }
  /** What both releases did in each of them. */
  truth: readonly { canary: Counts; baseline: Counts }[]
  /** Starts of grids about which nothing can be known: before the past began, or after the present. */
  unknowable: readonly number[]
  /** Releases and grids with something odd about them, and what must be said of their slices. */
  odd?: readonly {
    title: string
    request: Partial<SliceRequest>
    says: readonly (Counts | SliceProblem)[]
  }[]
  close(): Promise<void>
}

const isCount = (counts: Counts | null): boolean => counts !== null && counts.n >= 0 && counts.x >= 0

/** A slice says something of both releases, or names its problem and says nothing of either. */
const isWhole = ({ canary, baseline, problem }: MetricSlice): boolean =>
  problem === undefined ? isCount(canary) : canary === null && baseline === null

/** The behaviour that a judgement relies on. Every kind of source runs it. */
export const behavesLikeAMetricSource = (name: string, make: () => Promise<SourceUnderTest>): void => {
  let site: SourceUnderTest
  const request = (changes: Partial<SliceRequest> = {}): SliceRequest => {
    const { metric, canary, baseline, grid } = site
    return { metric, canary, baseline, ...grid, ...changes }
  }
  const read = async (changes: Partial<SliceRequest> = {}): Promise<readonly MetricSlice[]> =>
    (await site.source.read(request(changes))).slices

  describe(`${name} behaves like a source of metrics`, () => {
    beforeAll(async () => {
      site = await make()
    })
    afterAll(() => site?.close())

    test('it says what it can answer, how late, and how far back', () => {
      const { answers, delay, lookBack, minSlice } = site.source.abilities
      expect(answers).toBe('history')
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(minSlice).toBeGreaterThanOrEqual(1000)
      expect(lookBack).toBeGreaterThan(minSlice)
    })

    test('the counts of both releases are exactly what happened', async () => {
      const slices = await read()
      expect(slices.map(({ canary, baseline, problem }) => ({ canary, baseline, problem }))).toEqual(
        site.truth.map((counts) => ({ ...counts, problem: undefined })),
      )
    })

    test('every slice asked for is answered, in order, where it was asked for', async () => {
      const { from, slice, count } = site.grid
      const history = await site.source.read(request())
      expect(history.metric).toBe(site.metric)
      expect(history.slices.map((each) => [each.from, each.to])).toEqual(
        Array.from({ length: count }, (_, index) => [from + index * slice, from + (index + 1) * slice]),
      )
    })

    test('no slices asked for are no slices', async () => {
      expect(await read({ count: 0 })).toEqual([])
    })

    test('a slice says the same alone and among others, now and later', async () => {
      const all = await read()
      const { from, slice } = site.grid
      for (const [index, expected] of all.entries())
        expect(await read({ from: from + index * slice, count: 1 })).toEqual([expected])
      expect(await read()).toEqual(all)
    })

    test('two slices together are one slice of twice the length', async () => {
      const { slice, count } = site.grid
      const pairs = await read({ slice: slice * 2, count: Math.floor(count / 2) })
      const add = (a?: Counts, b?: Counts) => ({ n: (a?.n ?? 0) + (b?.n ?? 0), x: (a?.x ?? 0) + (b?.x ?? 0) })
      for (const [index, pair] of pairs.entries()) {
        const [one, two] = [site.truth[index * 2], site.truth[index * 2 + 1]]
        expect(pair.canary).toEqual(add(one?.canary, two?.canary))
        expect(pair.baseline).toEqual(add(one?.baseline, two?.baseline))
      }
    })

    test('both releases are counted in the same way: changing places changes nothing else', async () => {
      const slices = await read({ canary: site.baseline, baseline: site.canary })
      expect(slices.map(({ canary, baseline }) => ({ canary: baseline, baseline: canary }))).toEqual(
        site.truth,
      )
    })

    test('without a baseline the new release is counted alone', async () => {
      const slices = await read({ baseline: null })
      expect(slices.map(({ canary, baseline }) => ({ canary, baseline }))).toEqual(
        site.truth.map(({ canary }) => ({ canary, baseline: null })),
      )
    })

    test.each(['canary', 'baseline'] as const)(
      'an unknown %s is a problem with a name, never a zero',
      async (arm) => {
        for (const slice of await read({ [arm]: site.unknown }))
          expect(slice).toMatchObject({ canary: null, baseline: null, problem: 'no-data' })
      },
    )

    test('what lies before the past or after the present is a problem, never a zero', async () => {
      for (const from of site.unknowable)
        for (const slice of await read({ from, count: 3 })) {
          expect(slice).toMatchObject({ canary: null, baseline: null })
          expect(slice.problem).toMatch(/^(no-data|stale)$/)
        }
    })

    test('odd data is a slice with the name of its problem, and spoils no other slice', async () => {
      for (const { title, request: changes, says } of site.odd ?? []) {
        const slices = await read(changes)
        expect(slices.filter((slice) => !isWhole(slice))).toEqual([])
        expect({ title, says: slices.map(({ canary, problem }) => problem ?? canary) }).toEqual({
          title,
          says,
        })
      }
    })

    test('a system that does not answer is an error that may pass, and no slice', async () => {
      const error: unknown = await site.unreachable.read(request()).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ProviderError)
      expect(error).toMatchObject({ retryable: true, effect: 'none' })
    })
  })
}
