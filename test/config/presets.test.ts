import { describe, expect, test } from 'vitest'
import { expandPreset, isPreset, type Preset, presets, sourceOfPlatform } from '../../src/config/presets.ts'
import { metricSchema } from '../../src/config/sections/metrics.ts'
import { sources } from '../../src/metrics/registry.ts'

const all: [string, string][] = Object.entries(presets as Record<string, Preset>).flatMap(([name, preset]) =>
  Object.keys(preset.sources).map((source): [string, string] => [name, source]),
)

/** Keys that a person has to add, since nobody else can know them. */
const NEEDED: Readonly<Record<string, Record<string, unknown>>> = { 'supabase-logs': { function: 'shop' } }

const expanded = (written: Record<string, unknown>, source: string, compared = true) => {
  const result = expandPreset(written, { source, compared })
  if (!result.ok) throw new Error(result.problem.message)
  return result.keys
}

/** The keys of a metric as the configuration reads them: its own, and those of the source. */
const readAsConfigured = async (keys: Record<string, unknown>, source: string) => {
  const own = Object.keys(metricSchema.shape)
  const split = (of: boolean) =>
    Object.fromEntries(Object.entries(keys).filter(([key]) => own.includes(key) === of))
  const loaders: Record<
    string,
    () => Promise<{ metric: { safeParse(value: unknown): { error?: unknown } } }>
  > = sources
  const definition = source === 'platform' ? undefined : await loaders[source]?.()
  return [metricSchema.safeParse(split(true)).error, definition?.metric.safeParse(split(false)).error]
}

describe('every preset', () => {
  test.each(all)('%s with %s is a metric that the configuration accepts', async (preset, source) => {
    const keys = expanded({ preset, ...NEEDED[source] }, source)
    expect(await readAsConfigured(keys, source)).toEqual([undefined, undefined])
  })

  test.each(all)('%s with %s tolerates or refuses something', (preset, source) => {
    const keys = expanded({ preset }, source, false)
    expect(['max', 'min', 'abort'].some((key) => keys[key] !== undefined)).toBe(true)
  })

  test('names sources that exist', () => {
    for (const [, source] of all) expect(['platform', ...Object.keys(sources)]).toContain(source)
  })

  test('for errors over HTTP there is a source on every platform', () => {
    for (const source of Object.values(sourceOfPlatform))
      expect(Object.keys(presets['http-errors'].sources)).toContain(source)
  })
})

describe('a metric that names a preset', () => {
  test('is three lines long', () => {
    expect(expanded({ source: 'worker', preset: 'http-errors' }, 'cloudflare-telemetry')).toEqual({
      source: 'worker',
      max: '1%',
      'vs-baseline': { relative: '5%' },
      abort: '50%',
    })
  })

  test('keeps what is written, whole key by whole key', () => {
    const keys = expanded(
      { preset: 'http-errors', max: '2%', 'vs-baseline': { points: 1 } },
      'vercel-observability',
    )
    expect(keys).toEqual({ max: '2%', 'vs-baseline': { points: 1 }, abort: '50%' })
  })

  test('may say its limit the other way round', () => {
    expect(expanded({ preset: 'crashes', min: '99.5%' }, 'sentry')).not.toHaveProperty('max')
  })

  test('may count in another way', () => {
    const counters = { total: 'a_total{release={release}}', bad: 'b_total{release={release}}' }
    expect(expanded({ preset: 'http-latency', ...counters }, 'prometheus')).not.toHaveProperty('histogram')
  })

  test('compares nothing where no old release runs beside the new one', () => {
    expect(expanded({ preset: 'http-errors', function: 'shop' }, 'supabase-logs', false)).toEqual({
      max: '1%',
      abort: '50%',
      function: 'shop',
    })
  })

  test('without a preset is what it was', () => {
    const written = { source: 'prom', total: 'a', bad: 'b', max: '1%' }
    expect(expanded(written, 'prometheus')).toEqual(written)
  })

  test.each([
    ['http-error', 'platform', 'there is no such preset', 'http-errors, http-latency'],
    ['toString', 'platform', 'there is no such preset', 'http-errors'],
    [7, 'platform', 'there is no such preset', 'http-errors'],
    ['crashes', 'datadog', 'datadog cannot count what the preset crashes asks', 'sentry'],
    ['http-latency', 'constructor', 'constructor cannot count', 'prometheus'],
  ])('%s with %s is refused, with what there is', (preset, source, message, fix) => {
    const result = expandPreset({ preset }, { source, compared: true })
    expect(result).toMatchObject({
      ok: false,
      problem: { message: expect.stringContaining(message), fix: expect.stringContaining(fix) },
    })
    if (typeof preset !== 'string' || message.includes('no such')) expect(isPreset(preset)).toBe(false)
  })
})
