import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import { MAX_RECORD_BYTES, readPayload, writePayload } from '../../src/ledger/payload.ts'
import type { LedgerRecord, RollbackRecord, RolloutRecord, Step } from '../../src/rollout/plan.ts'
import { idOf, rollbackRecord, rolloutRecord } from './records.ts'

const number = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((value) => value + 0)
const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const step: fc.Arbitrary<Step> = fc.record(
  {
    weight: fc.integer({ min: 1, max: 100 }),
    bake: number(1e9),
    at: word,
    approval: fc.boolean(),
  },
  { requiredKeys: ['weight', 'bake'] },
)
const rollouts: fc.Arbitrary<RolloutRecord> = fc
  .record({
    id: fc.nat().map((n) => idOf('r', n)),
    service: word,
    environment: word,
    revision: word,
    steps: fc.array(step, { minLength: 1, maxLength: 12 }),
    startedAt: fc.nat(),
    lastPromoted: fc.option(fc.nat().map((n) => idOf('r', n))),
    firstRelease: fc.boolean(),
  })
  .map(({ steps, ...rest }) => rolloutRecord({ ...rest, plan: { ...rolloutRecord().plan, steps } }))
const rollbacks: fc.Arbitrary<RollbackRecord> = fc
  .record({
    reason: fc.string({ unit: 'grapheme', maxLength: 200 }),
    components: fc.array(fc.record({ name: word, from: fc.option(word), to: fc.option(word) }), {
      maxLength: 5,
    }),
  })
  .map(rollbackRecord)
const records: fc.Arbitrary<LedgerRecord> = fc.oneof(rollouts, rollbacks)

describe('a record on its way into the ledger and back', () => {
  test('is the same afterwards, read as text and as an object', () => {
    fc.assert(
      fc.property(records, (record) => {
        const json = writePayload(record)
        expect(readPayload(json)).toEqual({ ok: true, record })
        expect(readPayload(JSON.parse(json))).toEqual({ ok: true, record })
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test('of any 16 KB is accepted, and one byte more refused', () => {
    const sized = (bytes: number): RolloutRecord => {
      const components = Array.from({ length: 9 }, (_, index) => ({
        name: `c${index}`,
        platform: 'local',
        exposure: 'full' as const,
        baseline: null,
        wayBackCommand: 'y'.repeat(1_500),
      }))
      const empty = rolloutRecord({ components, requester: '' })
      const missing = bytes - JSON.stringify(empty).length
      const filled = components.map((component, index) => {
        const more = Math.min(500, Math.max(0, missing - index * 500))
        return { ...component, wayBackCommand: 'y'.repeat(1_500 + more) }
      })
      return { ...empty, components: filled }
    }
    expect(JSON.stringify(sized(MAX_RECORD_BYTES)).length).toBe(MAX_RECORD_BYTES)
    expect(writePayload(sized(MAX_RECORD_BYTES))).toHaveLength(MAX_RECORD_BYTES)
    expect(() => writePayload(sized(MAX_RECORD_BYTES + 1))).toThrow(ConfigError)
    expect(readPayload(sized(MAX_RECORD_BYTES)).ok).toBe(true)
    expect(readPayload(sized(MAX_RECORD_BYTES + 1))).toEqual({ ok: false, reason: 'unreadable' })
  })

  test('names every place that cannot be written, all at once', () => {
    const broken = rolloutRecord({ service: '', startedAt: Number.NaN, requester: 'x'.repeat(300) })
    const write = () => writePayload(broken)
    expect(write).toThrow(ConfigError)
    for (const place of ['record.service', 'record.startedAt', 'record.requester'])
      expect(write).toThrow(place)
  })
})

const deep = (levels: number): unknown => {
  let value: unknown = 'x'
  for (let level = 0; level < levels; level++) value = [value]
  return value
}

describe('a payload that is no record of ours', () => {
  const good = rolloutRecord()
  const cycle: Record<string, unknown> = { schema: 1, kind: 'rollout' }
  cycle.self = cycle

  test.each([
    ['nothing at all', undefined, 'unreadable'],
    ['null', null, 'not-ours'],
    ['an empty text', '', 'not-ours'],
    ['a number', 17, 'not-ours'],
    ['a list', [good], 'not-ours'],
    ['an empty object', {}, 'not-ours'],
    ['the payload of another tool', { task: 'deploy', sha: 'abc' }, 'not-ours'],
    ['text that is not JSON', 'promoted!', 'unreadable'],
    ['JSON that broke off', JSON.stringify(good).slice(0, -5), 'unreadable'],
    ['a later layout', { ...good, schema: 2 }, 'newer-version'],
    ['a later layout that we know nothing of', { schema: 3, kind: 'caravan' }, 'newer-version'],
    ['an earlier layout', { ...good, schema: 0 }, 'unreadable'],
    ['an unknown kind', { ...good, kind: 'caravan' }, 'unreadable'],
    ['an unknown field', { ...good, admin: true }, 'unreadable'],
    ['an unknown field further in', { ...good, plan: { ...good.plan, admin: true } }, 'unreadable'],
    ['a missing field', { ...good, planHash: undefined }, 'unreadable'],
    ['a number written as text', { ...good, startedAt: '1772442000000' }, 'unreadable'],
    [
      'more than 100 percent',
      { ...good, plan: { ...good.plan, steps: [{ weight: 1000, bake: 0 }] } },
      'unreadable',
    ],
    ['a plan without steps', { ...good, plan: { ...good.plan, steps: [] } }, 'unreadable'],
    [
      'a thousand steps',
      { ...good, plan: { ...good.plan, steps: Array(1000).fill({ weight: 1, bake: 0 }) } },
      'unreadable',
    ],
    [
      'a bake that ends before it begins',
      { ...good, plan: { ...good.plan, steps: [{ weight: 5, bake: -1 }] } },
      'unreadable',
    ],
    ['an id that climbs out of its folder', { ...good, id: 'r-../../../x' }, 'unreadable'],
    ['the id of the other kind', { ...good, id: idOf('b', 1) }, 'unreadable'],
    ['a megabyte', { ...good, requester: 'x'.repeat(1_000_000) }, 'unreadable'],
    ['a number too large for JavaScript', { ...good, startedAt: 10n ** 30n }, 'unreadable'],
    ['an infinite number', JSON.stringify(good).replace(/"alpha":[^,]+/, '"alpha":1e999'), 'unreadable'],
    ['itself inside itself', cycle, 'unreadable'],
    ['a hundred thousand brackets', deep(100_000), 'unreadable'],
  ])('is told apart: %s', (_what, payload, reason) => {
    expect(readPayload(payload)).toEqual({ ok: false, reason })
  })

  test('cannot touch the prototype of objects', () => {
    const json = JSON.stringify(good)
    const poisoned = [
      `{"__proto__":{"polluted":1},${json.slice(1)}`,
      json.replace('"plan":{', '"plan":{"__proto__":{"polluted":1},'),
      json.replace('"plan":{', '"plan":{"constructor":{"prototype":{"polluted":1}},'),
      `{"__proto__":${json}}`,
    ]
    for (const each of poisoned) {
      expect(readPayload(each).ok).toBe(false)
      expect(readPayload(JSON.parse(each)).ok).toBe(false)
    }
    expect('polluted' in {}).toBe(false)
  })

  test('never makes the reader fail, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (payload) => {
        expect(readPayload(payload).ok).toBe(false)
      }),
      { seed: 2, numRuns: 300 },
    )
  })
})
