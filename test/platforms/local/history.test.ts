import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Counts, MetricSlice } from '../../../src/analysis/judgement.ts'
import { ConfigError } from '../../../src/kit/errors.ts'
import type { HistoryMetric } from '../../../src/platforms/definition.ts'
import { local } from '../../../src/platforms/local/index.ts'
import type { Town } from './town.ts'
import { eventually, startTown } from './town.ts'

let town: Town
let old: string
let fresh: string
let startedAt: number
const source = (metrics?: readonly HistoryMetric[]) => {
  const made = local.history?.(town.options(), town.context, metrics)
  if (!made) throw new Error('local has a history')
  return made
}
const second = (moment: number): number => Math.floor(moment / 1000) * 1000
const clock = async () =>
  (await (await town.admin('GET', '/status')).json()) as { now: number; startedAt: number }

beforeAll(async () => {
  town = await startTown()
  town.build('one')
  town.build('two')
  old = (await town.platform.deploy({ revision: 'one', rollout: 'r-one' })).id
  fresh = (await town.platform.deploy({ revision: 'two', rollout: 'r-two' })).id
  await town.platform.setWeight({ canary: fresh, baseline: old, weight: 50 })
  startedAt = (await clock()).startedAt
  // Past the second in which the host started, so that whole slices belong to this host alone.
  await eventually(clock, ({ now }) => second(now) > startedAt)
})
afterAll(() => town.close())

const sum = (slices: readonly MetricSlice[], arm: 'canary' | 'baseline'): Counts =>
  slices.reduce((all, slice) => ({ n: all.n + (slice[arm]?.n ?? 0), x: all.x + (slice[arm]?.x ?? 0) }), {
    n: 0,
    x: 0,
  })

/** All whole seconds since `from`, once everything is over that was going on. */
const since = async (from: number, metric: string, metrics?: readonly HistoryMetric[]) => {
  const end = second((await clock()).now) + 1000
  await eventually(clock, ({ now }) => now > end + 100)
  const count = (end - from) / 1000
  return source(metrics).read({ metric, canary: fresh, baseline: old, from, slice: 1000, count })
}

test('the history says what was sent: requests, failures and slow ones of both releases', async () => {
  const from = second((await clock()).now)
  const ask = (path: string, headers = {}) =>
    fetch(new URL(path, town.host().publicUrl), { headers }).then((answer) => answer.text())
  // At 50 % the releases take turns, so that of each pair one goes to each.
  for (const path of ['/status?code=500', '/status?code=503', '/status?code=404', '/who', '/slow?ms=300'])
    for (let turn = 0; turn < 2; turn += 1) await ask(path)
  for (let index = 0; index < 5; index += 1) await ask('/status?code=500', { 'x-sluice-release': fresh })
  for (let turn = 0; turn < 2; turn += 1) await ask('/broken').catch(() => undefined)

  const errors = await since(from, 'errors')
  expect(sum(errors.slices, 'canary')).toEqual({ n: 6, x: 3 })
  expect(sum(errors.slices, 'baseline')).toEqual({ n: 6, x: 3 })
  for (const [index, slice] of errors.slices.entries())
    expect([slice.from, slice.to]).toEqual([from + index * 1000, from + (index + 1) * 1000])

  const slow = await since(from, 'slower-than-250ms')
  expect(sum(slow.slices, 'canary').n).toBe(6)
  expect(sum(slow.slices, 'canary').x).toBeGreaterThanOrEqual(1)
  const named = await since(from, 'latency', [{ name: 'latency', slowerThan: 250 }])
  expect(sum(named.slices, 'canary')).toEqual(sum(slow.slices, 'canary'))
})

test('a second without requests is a zero, not a gap', async () => {
  const from = second((await clock()).now) + 1000
  const { slices } = await since(from, 'errors')
  for (const slice of slices)
    expect(slice).toMatchObject({ canary: { n: 0, x: 0 }, baseline: { n: 0, x: 0 } })
})

const ask = (from: number, slice: number, releases = { canary: fresh, baseline: old as string | null }) =>
  source()
    .read({ metric: 'errors', ...releases, from, slice, count: 1 })
    .then(({ slices }) => slices[0])

test('the slice in which the host started is a reset, what lies before it is unknown', async () => {
  expect(await ask(second(startedAt) - 5000, 10_000)).toMatchObject({
    canary: null,
    problem: 'counter-reset',
  })
  expect(await ask(second(startedAt) - 5000, 5000)).toMatchObject({ canary: null, problem: 'no-data' })
})

test('what is older than the host keeps, is not over yet, or belongs to no release is unknown', async () => {
  const { now } = await clock()
  expect(await ask(second(now) - 7 * 3600_000, 1000)).toMatchObject({ problem: 'no-data' })
  expect(await ask(second(now) + 60_000, 1000)).toMatchObject({ problem: 'no-data' })
  await eventually(clock, (later) => later.now > second(now) + 1000)
  const unknown = await ask(second(now), 1000, { canary: 'never-was', baseline: old })
  expect(unknown).toMatchObject({ canary: null, baseline: null, problem: 'no-data' })
})

test('without a baseline only the canary is counted', async () => {
  const { now } = await clock()
  await eventually(clock, (later) => later.now > second(now) + 1000)
  const slice = await ask(second(now), 1000, { canary: fresh, baseline: null })
  expect(slice).toMatchObject({ canary: { n: 0, x: 0 }, baseline: null })
  expect(slice?.problem).toBeUndefined()
})

test('every slice that was asked for is answered, in order, however many', async () => {
  const { now } = await clock()
  const from = second(now) - 12_000_000
  const { slices } = await source().read({
    metric: 'errors',
    canary: fresh,
    baseline: old,
    from,
    slice: 1000,
    count: 12_345,
  })
  expect(slices).toHaveLength(12_345)
  expect(slices.every((slice, index) => slice.from === from + index * 1000)).toBe(true)
})

test.each([
  ['slower-than-300ms', 1000, '5ms, 10ms, 25ms, 50ms, 100ms, 250ms, 500ms, 1000ms, 2500ms, 5000ms'],
  ['uptime', 1000, 'slower-than-250ms'],
  ['errors', 1500, 'whole seconds'],
])('the metric %s in slices of %s ms is refused with the choices', async (metric, slice, says) => {
  const asked = source().read({
    metric,
    canary: fresh,
    baseline: old,
    from: second(startedAt),
    slice,
    count: 1,
  })
  await expect(asked).rejects.toThrow(ConfigError)
  await expect(asked).rejects.toThrow(says)
})
