import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Counts, MetricSlice } from '../../src/analysis/judgement.ts'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import type { SourceContext } from '../../src/metrics/definition.ts'
import { appendResults, LARGEST_RECORD, pruneResults } from '../../src/metrics/probe/file.ts'
import type { Outcome, ProbeResult } from '../../src/metrics/probe/record.ts'
import { OUTCOMES, readResults, writeResult } from '../../src/metrics/probe/record.ts'
import { probe } from '../../src/metrics/probe.ts'
import { sources } from '../../src/metrics/registry.ts'
import type { MetricSource, SliceRequest } from '../../src/metrics/source.ts'
import { anyText } from '../any-text.ts'
import { MONDAY_MORNING } from '../fakes/clock.ts'
import { behavesLikeAMetricSource } from './conformance.ts'

const START = MONDAY_MORNING + 7 * 60_000
const SLICE = 60_000
const REQUEST = {
  metric: 'answers',
  canary: 'new',
  baseline: 'old',
  from: START,
  slice: SLICE,
  count: 4,
} as const

const result = (change: Partial<ProbeResult> = {}): ProbeResult => ({
  at: START,
  probe: 'home',
  release: 'new',
  run: '1',
  outcome: 'good',
  took: 20,
  ...change,
})

/** So many answered probes in a slice, the bad ones first. */
const probes = (release: string, index: number, { n, x }: Counts): ProbeResult[] =>
  Array.from({ length: n }, (_, count) =>
    result({ release, at: START + index * SLICE + count * 7_000, outcome: count < x ? 'bad' : 'good' }),
  )

interface Wish {
  metric?: Record<string, unknown>
  options?: Record<string, unknown>
  slowerThan?: number
  per?: string
  lines?: string[]
}

const connectTo = (workspace: string, wish: Wish = {}): Promise<MetricSource> => {
  const context: SourceContext = {
    secret: () => '',
    http: { request: () => Promise.reject(new Error('probes are read from a file')), close: async () => {} },
    log: (line) => void wish.lines?.push(line),
    workspace,
  }
  return probe.connect(
    probe.options.parse(wish.options ?? {}),
    {
      name: 'answers',
      slowerThan: wish.slowerThan ?? null,
      per: wish.per ?? null,
      options: probe.metric.parse(wish.metric ?? {}),
    },
    context,
  )
}

const told = ({ canary, baseline, problem }: MetricSlice) => problem ?? { canary, baseline }
const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'sluice-probes-'))
const recordIn = (folder: string): string => join(folder, '.sluice/probes.jsonl')

/** What both releases did, slice by slice. */
const TRUTH = [
  { canary: { n: 4, x: 0 }, baseline: { n: 4, x: 0 } },
  { canary: { n: 5, x: 2 }, baseline: { n: 4, x: 1 } },
  { canary: { n: 1, x: 1 }, baseline: { n: 2, x: 0 } },
  { canary: { n: 3, x: 0 }, baseline: { n: 3, x: 3 } },
]

behavesLikeAMetricSource('the record of probes', async () => {
  const folder = await newFolder()
  const odd = (release: string, change: Partial<Record<keyof ProbeResult, unknown>>) => [
    ...probes(release, 0, { n: 2, x: 1 }),
    ...[{ ...result({ release, at: START + SLICE }), ...change } as ProbeResult],
    ...probes(release, 2, { n: 1, x: 0 }),
  ]
  const results = TRUTH.flatMap(({ canary, baseline }, index) => [
    ...probes('new', index, canary),
    ...probes('old', index, baseline),
  ])
  const twice = result({ release: 'contradicts', at: START + SLICE })
  await appendResults(recordIn(folder), [
    ...results,
    ...odd('unheard-of', { outcome: 'perhaps' }),
    ...odd('lost', { outcome: 'lost', took: null }),
    ...odd('contradicts', {}),
    { ...twice, outcome: 'bad' },
  ])
  const unlike = (says: 'not-a-number' | 'ambiguous' | Counts) => [{ n: 2, x: 1 }, says, { n: 1, x: 0 }]
  const scene = (title: string, canary: string, says: 'not-a-number' | 'ambiguous' | Counts) => ({
    title,
    request: { canary, count: 3 },
    says: unlike(says),
  })
  return {
    source: await connectTo(folder),
    unreachable: await connectTo(join(folder, 'elsewhere')),
    metric: 'answers',
    canary: 'new',
    baseline: 'old',
    unknown: 'never-was',
    grid: { from: START, slice: SLICE, count: TRUTH.length },
    truth: TRUTH,
    unknowable: [START - 86_400_000, START + 86_400_000],
    odd: [
      scene('an outcome that is none', 'unheard-of', 'not-a-number'),
      scene('probes that nobody answered', 'lost', { n: 0, x: 0 }),
      scene('two results of one probe that contradict each other', 'contradicts', 'ambiguous'),
    ],
    close: () => rm(folder, { recursive: true, force: true }),
  }
})

describe('probes', () => {
  let folder: string
  beforeEach(async () => {
    folder = await newFolder()
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))
  const read = async (wish: Wish = {}, request: Partial<SliceRequest> = {}) =>
    (
      await (await connectTo(folder, wish)).read({ ...REQUEST, baseline: null, count: 1, ...request })
    ).slices.map(told)
  const record = (...results: ProbeResult[]): Promise<void> => appendResults(recordIn(folder), results)

  test('a probe is chosen by its name, or all are counted', async () => {
    await record(result(), result({ probe: 'websocket', outcome: 'bad' }))
    expect(await read()).toEqual([{ canary: { n: 2, x: 1 }, baseline: null }])
    expect(await read({ metric: { probe: 'websocket' } })).toEqual([
      { canary: { n: 1, x: 1 }, baseline: null },
    ])
    expect(await read({ metric: { probe: 'none' } })).toEqual(['no-data'])
  })

  test.each([
    ['stable connections', 95, 5],
    ['broken connections', 90, 10],
  ])('%s of a WebSocket are a share like any other', async (_, good, bad) => {
    const connections = Array.from({ length: good + bad }, (_each, index) =>
      result({ probe: 'websocket', at: START + index * 500, outcome: index < bad ? 'bad' : 'good' }),
    )
    await record(...connections)
    expect(await read({ metric: { probe: 'websocket' } })).toEqual([
      { canary: { n: good + bad, x: bad }, baseline: null },
    ])
  })

  test('an answer that took longer than allowed is bad', async () => {
    await record(...[499, 500, 501].map((took, index) => result({ took, at: START + index })))
    expect(await read({ slowerThan: 500 })).toEqual([{ canary: { n: 3, x: 1 }, baseline: null }])
  })

  test.each([
    [null, 'not-a-number'],
    ['12', 'not-a-number'],
    [-1, 'out-of-range'],
  ])('an answer that took %j has no latency', async (took, says) => {
    await record(result({ took: took as number | null }))
    expect(await read({ slowerThan: 500 })).toEqual([says])
    expect(await read()).toEqual([{ canary: { n: 1, x: 0 }, baseline: null }])
  })

  test('a probe that nobody answered is no unit, unless it is told to be a bad one', async () => {
    await record(result({ outcome: 'lost', took: null }))
    expect(await read()).toEqual(['no-data'])
    expect(await read({ metric: { unanswered: 'bad' } })).toEqual([
      { canary: { n: 1, x: 1 }, baseline: null },
    ])
    expect(await read({ metric: { unanswered: 'bad' }, slowerThan: 500 })).toEqual([
      { canary: { n: 1, x: 1 }, baseline: null },
    ])
  })

  test('a slice without a probe says nothing, not that nothing failed', async () => {
    await record(...probes('new', 0, { n: 3, x: 0 }), ...probes('new', 2, { n: 1, x: 0 }))
    expect(await read({}, { count: 3 })).toEqual([
      { canary: { n: 3, x: 0 }, baseline: null },
      'stale',
      { canary: { n: 1, x: 0 }, baseline: null },
    ])
  })

  test('results that were recorded twice count once', async () => {
    await record(...probes('new', 0, { n: 3, x: 1 }))
    await record(...probes('new', 0, { n: 3, x: 1 }))
    expect(await read()).toEqual([{ canary: { n: 3, x: 1 }, baseline: null }])
  })

  test('two runs that probe at the same moment are two probes', async () => {
    await record(result(), result({ run: '2', outcome: 'bad' }))
    expect(await read()).toEqual([{ canary: { n: 2, x: 1 }, baseline: null }])
  })

  test('a line that was cut short when a run was killed spoils no other, and is said', async () => {
    await record(result({ at: START }))
    await appendFile(recordIn(folder), writeResult(result({ at: START + 1 })).slice(0, -9))
    await record(result({ at: START + 2, outcome: 'bad' }))
    const lines: string[] = []
    expect(await read({ lines })).toEqual([{ canary: { n: 2, x: 1 }, baseline: null }])
    expect(lines).toEqual(['answers: 1 line(s) of the record of probes cannot be read'])
  })

  test('old results can be taken out', async () => {
    await record(result({ at: START - SLICE }), ...probes('new', 0, { n: 2, x: 1 }))
    await appendFile(recordIn(folder), 'rubbish\n')
    await pruneResults(recordIn(folder), START)
    expect(await read({}, { from: START - SLICE, count: 2 })).toEqual([
      'no-data',
      { canary: { n: 2, x: 1 }, baseline: null },
    ])
    expect(await readFile(recordIn(folder), 'utf8')).not.toContain('rubbish')
    await record(result({ at: START + 3 }))
    expect(await read()).toEqual([{ canary: { n: 3, x: 1 }, baseline: null }])
  })

  test('no record at all is an outage of the source', async () => {
    const error: unknown = await read().catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ retryable: true, effect: 'none' })
    await pruneResults(recordIn(folder), START)
  })

  test('a record that is too large is for a person', async () => {
    await record(result())
    await truncate(recordIn(folder), LARGEST_RECORD + 1)
    await expect(read()).rejects.toThrow(ConfigError)
  })

  test('an empty record says nothing', async () => {
    await writeFile(join(folder, 'empty.jsonl'), '')
    expect(await read({ options: { file: 'empty.jsonl' } })).toEqual(['no-data'])
  })

  test('whatever a release or a probe is called, it is read as it was written', () => {
    const results = fc.record({
      at: fc.integer({ min: 0, max: 2 ** 45 }),
      probe: fc.string({ minLength: 1 }),
      release: anyText({ minLength: 1 }),
      run: fc.string({ minLength: 1 }),
      outcome: fc.constantFrom<Outcome>(...OUTCOMES),
      took: fc.option(fc.nat()),
    })
    fc.assert(
      fc.property(fc.uniqueArray(results, { selector: (each) => JSON.stringify(each) }), (all) => {
        expect(readResults(all.map(writeResult).join(''))).toEqual({ found: all, unreadable: 0 })
      }),
      { seed: 5 },
    )
  })
})

describe('the configuration', () => {
  test('probe is in the registry', async () => {
    expect(await sources.probe()).toBe(probe)
  })

  test.each(['/etc/passwd', '../record', 'a/../../b', 'a\nb', ''])('the file %j is refused', (file) => {
    expect(probe.options.safeParse({ file }).success).toBe(false)
  })

  test('an amount is refused: probes are good or bad', async () => {
    await expect(connectTo('.', { per: 'user' })).rejects.toThrow(ConfigError)
  })
})
