import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assess } from '../../src/analysis/assess.ts'
import type { Bump, Judgement, MetricHistory, MetricSlice } from '../../src/analysis/judgement.ts'
import { layOnGrid } from '../../src/analysis/readings.ts'
import { evidenceFrom } from '../../src/rollout/evidence.ts'
import { RunningJudgement } from '../../src/simulation/running-judgement.ts'
import { judgement, MINUTE } from './given.ts'

const EPOCH = Date.UTC(2026, 2, 2)
const SLICE = 5 * MINUTE
const METRICS = ['errors', 'slow', 'bugs']

const JUDGED: Judgement = {
  ...judgement(),
  epoch: EPOCH,
  warmup: 1,
  tests: [
    { name: 'errors', metric: 'errors', max: 0.05, weight: 2 },
    { name: 'errors-vs-baseline', metric: 'errors', relative: 0.5, points: 0.01, weight: 1 },
    { name: 'slow-vs-baseline', metric: 'slow', relative: 0.2, weight: 1 },
    { name: 'bugs', metric: 'bugs', max: 0, weight: 0.5 },
  ],
  breakers: [
    { metric: 'errors', max: 0.6, min: 5 },
    { metric: 'unjudged', max: 0.5, min: 10 },
  ],
}

type Cell = { n: number; x: number; m: number | null; y: number } | MetricSlice['problem'] | 'gap'

const counts = (worst: number): fc.Arbitrary<Cell> =>
  fc.record({
    n: fc.oneof(
      { weight: 1, arbitrary: fc.constant(0) },
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 80 }) },
    ),
    x: fc.integer({ min: 0, max: worst }),
    m: fc.oneof(
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }) },
      { weight: 1, arbitrary: fc.constantFrom(null, 0) },
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 400 }) },
    ),
    y: fc.integer({ min: 0, max: worst }),
  })

const cell = (worst: number): fc.Arbitrary<Cell> =>
  fc.oneof(
    { weight: 12, arbitrary: counts(worst) },
    { weight: 1, arbitrary: fc.constantFrom<Cell>('no-data', 'error', 'counter-reset', 'gap', 'gap') },
  )

const column = fc.record({
  errors: cell(12),
  // Hardly any units: what a quiet metric does not say is no news for a while.
  slow: fc.oneof(
    { weight: 3, arbitrary: fc.constant<Cell>({ n: 0, x: 0, m: 50, y: 1 }) },
    { weight: 1, arbitrary: fc.constant<Cell>({ n: 1, x: 0, m: 50, y: 1 }) },
    { weight: 1, arbitrary: cell(6) },
  ),
  bugs: fc.oneof({ weight: 30, arbitrary: cell(0) }, { weight: 1, arbitrary: cell(1) }),
  unjudged: fc.oneof({ weight: 30, arbitrary: cell(3) }, { weight: 1, arbitrary: cell(70) }),
})

/** A change of weight after so many slices, with the part of a slice at which it begins and the seconds that it takes. */
const move = fc.record({
  slices: fc.integer({ min: 1, max: 14 }),
  part: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  seconds: fc.constantFrom(0, 5, 90, 400),
})

const sliceOf = (index: number, given: Cell, times: number): MetricSlice[] => {
  const from = EPOCH + index * SLICE
  const to = from + SLICE
  if (given === 'gap' || given === undefined) return []
  if (typeof given === 'string') return [{ from, to, canary: null, baseline: null, problem: given }]
  const { n, x, m, y } = given
  return [
    {
      from,
      to,
      canary: { n, x: Math.min(n, x * times) },
      baseline: m === null ? null : { n: m, x: Math.min(m, y) },
    },
  ]
}

describe('the running judgement', () => {
  test('says at every look what the whole history would say', () => {
    let [looks, rollbacks, holds, blind, trips, broken] = [0, 0, 0, 0, 0, 0]
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 12, maxLength: 50 }),
        fc.array(move, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(0, 2 * MINUTE, 11 * MINUTE),
        fc.constantFrom(MINUTE, 3 * MINUTE, 20 * MINUTE),
        fc.constantFrom(1, 5, 40, 100),
        fc.constantFrom(1, 1, 2, 5),
        (columns, moves, delay, interval, weight, times) => {
          const running = new RunningJudgement(JUDGED)
          const names = [...METRICS, 'unjudged'] as const
          const told: MetricHistory[] = names.map((metric) => ({ metric, slices: [] }))
          const bumps: Bump[] = []
          let due = EPOCH
          const pending = moves.map(({ slices, part, seconds }, i): Bump => {
            due += (slices + part) * SLICE
            const from = due
            due += seconds * 1000
            return { from, to: due, weight: Math.min(100, weight * (i + 1)) }
          })
          let next = 0
          for (let now = EPOCH; now < EPOCH + (columns.length + 8) * SLICE; now += interval) {
            for (; next < columns.length && EPOCH + (next + 1) * SLICE <= now - delay; next++) {
              const given = columns[next]
              if (!given) continue
              for (const history of told)
                history.slices = [
                  ...history.slices,
                  ...sliceOf(
                    next,
                    given[history.metric as keyof typeof given],
                    next < columns.length / 2 ? times : 1,
                  ),
                ]
              const { byMetric, slots } = layOnGrid(JUDGED, told, now)
              if (!slots.includes(next)) continue
              const readings = new Map(
                [...byMetric].flatMap(([metric, slices]) => {
                  const reading = slices.get(next)
                  return reading ? [[metric, reading] as const] : []
                }),
              )
              running.see(next, readings)
            }
            // A look acts after it has read: what it changes lies behind everything that was delivered.
            for (; pending[0] && pending[0].from <= now; ) {
              const bump = pending.shift()
              if (!bump) break
              const from = Math.max(now, bump.from, bumps.at(-1)?.to ?? 0)
              bumps.push({ ...bump, from, to: Math.max(from, bump.to) })
              running.move(bumps)
            }
            const expected = evidenceFrom(
              assess({ judgement: JUDGED, histories: told, bumps, now, delay }),
              JUDGED,
            )
            const found = running.evidence(now, delay)
            const { tripped, brokenZeroLimit, ...rest } = expected
            expect(found).toMatchObject(rest)
            expect(found.tripped).toEqual(
              tripped && { metric: tripped.metric, n: tripped.n, x: tripped.x, limit: tripped.limit },
            )
            expect(found.brokenZeroLimit).toEqual(
              brokenZeroLimit && { metric: brokenZeroLimit.metric, x: brokenZeroLimit.x },
            )
            looks += 1
            rollbacks += expected.verdict === 'rollback' ? 1 : 0
            holds += expected.verdict === 'hold' ? 1 : 0
            blind += expected.blindSince === null ? 0 : 1
            trips += tripped ? 1 : 0
            broken += brokenZeroLimit ? 1 : 0
          }
        },
      ),
      { seed: 20261121, numRuns: 250 },
    )
    // The histories are wild enough for every answer to come up.
    for (const seen of [rollbacks, holds, blind, trips, broken]) expect(seen).toBeGreaterThan(looks / 200)
  })
})
