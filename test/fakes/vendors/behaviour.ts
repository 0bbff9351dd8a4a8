import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { MetricSlice } from '../../../src/analysis/judgement.ts'
import { ConfigError, ProviderError } from '../../../src/kit/errors.ts'
import type { Http } from '../../../src/kit/http.ts'
import type { PricedDefinition } from '../../../src/metrics/counting-source.ts'
import { sources } from '../../../src/metrics/registry.ts'
import type { MetricSource, SliceRequest } from '../../../src/metrics/source.ts'
import { behavesLikeAMetricSource } from '../../metrics/conformance.ts'
import { BASELINE, CANARY, type Past, pastOf, TRUTH, UNKNOWN } from './past.ts'
import { contextWith, type Fault, type Faults, nobody, startVendor, type VendorScript } from './stand-in.ts'

/** One vendor as the tests know it. */
export interface VendorCase<Options extends z.ZodType, Metric extends z.ZodType> {
  /** How it is called in the names of tests. */
  title: string
  definition: PricedDefinition<Options, Metric>
  /** Keys of the source and of a metric, as a configuration has them. */
  options: Record<string, unknown>
  metric: Record<string, unknown>
  slowerThan?: number
  secrets: Readonly<Record<string, string>>
  /** What a message about a refused credential must say of the permission. */
  scope: string
  origin: string
  script(past: Past): VendorScript
  /** Slices of the truth, in milliseconds, and buckets per slice. */
  start: number
  slice: number
  parts: number
  /** What happened, where the vendor sees something else than the truth. */
  truth?: typeof TRUTH
}

/** What a test may change. Keys are those of the configuration. */
export interface VendorWish {
  options?: Record<string, unknown>
  metric?: Record<string, unknown>
  slowerThan?: number | null
  per?: string | null
  secrets?: Readonly<Record<string, string>>
  lines?: string[]
}

/** Connects the metric `errors` through a client, as the configuration would. */
export const connectVendor = <Options extends z.ZodType, Metric extends z.ZodType>(
  vendor: VendorCase<Options, Metric>,
  http: Http,
  wish: VendorWish = {},
): Promise<MetricSource> => {
  const { definition, slowerThan = null } = vendor
  const question = {
    name: 'errors',
    slowerThan: wish.slowerThan === undefined ? slowerThan : wish.slowerThan,
    per: wish.per ?? null,
    options: definition.metric.parse(wish.metric ?? vendor.metric),
  }
  const context = contextWith(http, wish.secrets ?? vendor.secrets, wish.lines)
  return definition.connect(
    definition.options.parse({ ...vendor.options, ...wish.options }),
    question,
    context,
  )
}

const pastOfVendor = <Options extends z.ZodType, Metric extends z.ZodType>({
  start,
  slice,
  parts,
}: VendorCase<Options, Metric>): Past => pastOf({ start, slice, parts })

/** The slices of the truth, for the new release and the old one. */
export const requestOf = <Options extends z.ZodType, Metric extends z.ZodType>(
  { start, slice }: VendorCase<Options, Metric>,
  changes: Partial<SliceRequest> = {},
): SliceRequest => ({
  metric: 'errors',
  canary: CANARY,
  baseline: BASELINE,
  from: start,
  slice,
  count: TRUTH.length,
  ...changes,
})

/** What came of a read. */
export interface Told {
  /** Per slice the problem, or the counts of both releases. */
  slices: unknown[]
  error: unknown
  /** Requests so far, and what was wrong with them. */
  asked: number
  violations: string[]
  seen: { path: string; body: string }[]
}

/** Reads the truth from a stand-in that may answer something else. */
export const readVendor = async <Options extends z.ZodType, Metric extends z.ZodType>(
  vendor: VendorCase<Options, Metric>,
  {
    faults,
    wish,
    request,
    past,
  }: { faults?: Faults; wish?: VendorWish; request?: Partial<SliceRequest>; past?: Past } = {},
): Promise<Told> => {
  const server = await startVendor(vendor.script(past ?? pastOfVendor(vendor)), faults)
  let slices: unknown[] = []
  let error: unknown
  try {
    const source = await connectVendor(vendor, server.http, wish)
    const history = await source.read(requestOf(vendor, request))
    slices = history.slices.map(
      ({ canary, baseline, problem }: MetricSlice) => problem ?? { canary, baseline },
    )
  } catch (thrown) {
    error = thrown
  } finally {
    await server.close()
  }
  return { slices, error, asked: server.seen.length, violations: server.violations, seen: server.seen }
}

const FAILURES: readonly [string, Fault][] = [
  ['429', { status: 429, body: '{"message":"too many requests"}' }],
  ['429 that asks to wait longer than a run', { status: 429, headers: { 'retry-after': '7200' } }],
  ['500', { status: 500, body: 'oops' }],
  ['503', { status: 503, body: '' }],
]

const WRONG: readonly [string, Fault][] = [
  ['no JSON', { body: '<html>' }],
  ['a list', { body: '["none"]' }],
  ['text', { body: '"none"' }],
  ['a wrong type in every place', { body: '{"data":7,"result":"x","results":7,"groups":7,"success":"no"}' }],
]

/** Everything that must be so for every vendor, the conformance of sources included. */
export const behavesLikeAVendor = <Options extends z.ZodType, Metric extends z.ZodType>(
  vendor: VendorCase<Options, Metric>,
): void => {
  const { title, definition, slice, start, secrets } = vendor
  const names = Object.keys(secrets)

  behavesLikeAMetricSource(title, async () => {
    const server = await startVendor(vendor.script(pastOfVendor(vendor)))
    return {
      source: await connectVendor(vendor, server.http),
      unreachable: await connectVendor(vendor, await nobody(vendor.origin)),
      metric: 'errors',
      canary: CANARY,
      baseline: BASELINE,
      unknown: UNKNOWN,
      grid: { from: start, slice, count: TRUTH.length },
      truth: vendor.truth ?? TRUTH,
      unknowable: [start - 30 * 86_400_000, start + 30 * 86_400_000],
      close: () => server.close(),
    }
  })

  describe(`${title} as a vendor`, () => {
    test('is in the registry under its own name', async () => {
      const loaders: Record<string, () => Promise<unknown>> = sources
      expect(await loaders[definition.type]?.()).toBe(definition)
    })

    test('is asked and answers as its documents say, and as often as the cost says', async () => {
      const { error, violations, asked } = await readVendor(vendor)
      expect(error).toBeUndefined()
      expect(violations).toEqual([])
      const grid = { slice, count: TRUTH.length }
      expect(asked).toBe(definition.cost.perRead(grid, definition.metric.parse(vendor.metric)))
    })

    test('a long read is cut into requests that the vendor accepts, as the cost says', async () => {
      const day = 86_400_000
      const count = Math.ceil((6 * day) / slice)
      const from = start - Math.ceil((5 * day) / slice) * slice
      const { error, violations, asked, slices } = await readVendor(vendor, { request: { from, count } })
      expect(error).toBeUndefined()
      expect(violations).toEqual([])
      expect(slices.slice((start - from) / slice, (start - from) / slice + TRUTH.length)).toEqual(
        vendor.truth ?? TRUTH,
      )
      expect(asked).toBe(definition.cost.perRead({ slice, count }, definition.metric.parse(vendor.metric)))
    })

    test.each([401, 403])(
      '%i is for a person, who learns which secret and which permission',
      async (status) => {
        const { error, asked } = await readVendor(vendor, {
          faults: () => ({ status, body: '{"detail":"canary-answer"}' }),
        })
        expect(error).toBeInstanceOf(ConfigError)
        for (const name of names) expect(String(error)).toContain(name)
        expect(String(error)).toContain(vendor.scope)
        for (const value of [...Object.values(secrets), 'canary-answer'])
          expect(String(error)).not.toContain(value)
        expect(asked).toBe(1)
      },
    )

    test.each([400, 402, 404, 422])('%i is for a person, on harmless lines', async (status) => {
      const evil = JSON.stringify({ message: `x\n::error::boo \u001b[31m\u202e ${'y'.repeat(5000)}` })
      const { error, asked } = await readVendor(vendor, { faults: () => ({ status, body: evil }) })
      expect(error).toBeInstanceOf(ConfigError)
      const [problem] = error instanceof ConfigError ? error.problems : []
      expect(problem?.message).toMatch(/^[\x20-\x7e…]{1,400}$/)
      expect(asked).toBe(1)
    })

    test.each(FAILURES)('%s may pass, and nothing was changed', async (_, fault) => {
      const { error } = await readVendor(vendor, { faults: () => fault })
      expect(error).toBeInstanceOf(ProviderError)
      expect(error).toMatchObject({ retryable: true, effect: 'none' })
    })

    test('what fails once is asked again', async () => {
      const { slices, error } = await readVendor(vendor, {
        faults: (count) => (count === 1 ? { status: 503, body: '' } : null),
      })
      expect(error).toBeUndefined()
      expect(slices).toEqual(vendor.truth ?? TRUTH)
    })

    test.each(WRONG)('an answer with %s is the vendor’s error, and no slice', async (_, fault) => {
      const { error, slices } = await readVendor(vendor, { faults: () => fault })
      expect(slices).toEqual([])
      expect(error).toBeInstanceOf(ProviderError)
      expect(error).toMatchObject({ retryable: false, effect: 'none', code: 'invalid-answer' })
    })

    test('an answer that is too large is for a person', async () => {
      const { error } = await readVendor(vendor, {
        faults: () => ({ headers: { 'content-length': '99999999' }, body: '{}' }),
      })
      expect(error).toBeInstanceOf(ConfigError)
      expect(String(error)).toContain('longer slices')
    })

    test.each(names)('the secret %s that cannot be sent is named and not shown', async (name) => {
      const wish = { secrets: { ...secrets, [name]: 'two\nlines' } }
      const { error, asked } = await readVendor(vendor, { wish })
      expect(error).toBeInstanceOf(ConfigError)
      expect(String(error)).toContain(name)
      expect(String(error)).not.toContain('two')
      expect(asked).toBe(0)
    })

    test('the secret check learns which secrets are needed', () => {
      const needed = definition.secrets(definition.options.parse(vendor.options))
      expect([...needed].sort()).toEqual([...names].sort())
    })

    test('a slice that it cannot cut is refused, with what would do', async () => {
      for (const request of [{ slice: 45_000 }, { slice: 90_500 }, { from: start + 1 }]) {
        const { error, asked } = await readVendor(vendor, { request })
        expect(error).toBeInstanceOf(ConfigError)
        expect(String(error)).toContain('or more')
        expect(asked).toBe(0)
      }
    })

    test('another metric than connected, or a release without id, is a mistake of ours', async () => {
      for (const request of [{ metric: 'other' }, { canary: '' }, { baseline: '' }])
        expect((await readVendor(vendor, { request })).error).toBeInstanceOf(RangeError)
    })
  })
}
