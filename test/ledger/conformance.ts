import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/kit/errors.ts'
import type { Entry, Ledger } from '../../src/ledger/ledger.ts'
import type { LedgerRecord, RolloutRecord } from '../../src/rollout/plan.ts'
import { DAY, type VirtualClock } from '../fakes/clock.ts'
import { eventText, idOf, rollbackRecord, rolloutRecord } from './records.ts'

/** One store under test, and what a test may do to it behind the ledger's back. */
export interface Store {
  clock: VirtualClock
  /** A commit that records may be hung on. */
  revision: string
  /** Opens the ledger as another run would, knowing nothing. */
  open(): Ledger
  /** Puts a payload under our name that is not a record of ours. */
  plant(payload: unknown, service: string, environment: string): Promise<string> | string
  /** Takes a record away, as a person or a cleanup job might. */
  remove(key: string): Promise<void> | void
  close(): Promise<void>
}

const textsOf = (entry: Entry | null | undefined): string[] => (entry?.events ?? []).map(({ text }) => text)

const fail = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new Error('it was expected to fail')
}

/** What every ledger promises, whatever it is kept in. */
export const ledgerConformance = (name: string, start: () => Promise<Store>): void => {
  describe(`the ledger kept in ${name}`, () => {
    let store: Store
    beforeEach(async () => {
      store = await start()
    })
    afterEach(() => store.close())

    const rollout = (given: Partial<RolloutRecord> = {}) =>
      rolloutRecord({ revision: store.revision, ...given })
    const listed = async (ledger: Ledger = store.open()) => ledger.list('shop', 'production')

    test('a service that was never released has no records', async () => {
      expect(await listed()).toEqual({ entries: [], foreign: [] })
    })

    test('a record comes back as it was written, in the list and by its key', async () => {
      const record = rollout()
      const written = await store.open().create(record)
      expect(written).toMatchObject({ record, events: [] })
      expect((await listed()).entries).toEqual([written])
      expect(await store.open().read(written.key)).toEqual(written)
    })

    test('a record created twice is stored once, by the same run and by another', async () => {
      const ledger = store.open()
      const first = await ledger.create(rollout())
      await ledger.append(first.key, { text: eventText(1), outcome: 'in_progress' })
      expect((await ledger.create(rollout())).key).toBe(first.key)
      const again = await store.open().create(rollout())
      expect(again.key).toBe(first.key)
      expect(textsOf(again)).toEqual([eventText(1)])
      expect((await listed()).entries).toHaveLength(1)
    })

    test('an event is visible at once to the run that wrote it and to the next', async () => {
      const ledger = store.open()
      const { key } = await ledger.create(rollout())
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      store.clock.advance(60_000)
      await ledger.append(key, { text: eventText(2), outcome: 'in_progress' })
      for (const reader of [ledger, store.open()]) {
        expect(textsOf(await reader.read(key))).toEqual([eventText(1), eventText(2)])
        expect(textsOf((await listed(reader)).entries[0])).toEqual([eventText(1), eventText(2)])
      }
    })

    test('an event tells when it was received and which run wrote it', async () => {
      const { key } = await store.open().create(rollout())
      const at = store.clock.now()
      await store.open().append(key, { text: eventText(1), outcome: 'queued' })
      store.clock.advance(DAY)
      expect((await store.open().read(key))?.events).toEqual([{ text: eventText(1), at, run: '1001' }])
    })

    test('the same event asked for twice is written once', async () => {
      const ledger = store.open()
      const { key } = await ledger.create(rollout())
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      await ledger.append(key, { text: eventText(1), outcome: 'in_progress' })
      expect(textsOf(await store.open().read(key))).toEqual([eventText(1)])
    })

    test.each([
      ['nothing', ''],
      ['more than 140 characters', 'x'.repeat(141)],
      ['two lines', 'set 10%\nset 20%'],
      ['blanks at the end', 'set 10% '],
      ['half a character', 'set \ud800'],
    ])('an event of %s is refused, and nothing is written', async (_what, text) => {
      const { key } = await store.open().create(rollout())
      expect(await fail(store.open().append(key, { text, outcome: 'success' }))).toBeInstanceOf(RangeError)
      expect((await store.open().read(key))?.events).toEqual([])
    })

    test('services and environments do not see each other', async () => {
      await store.open().create(rollout())
      await store.open().create(rollout({ id: idOf('r', 2), environment: 'staging' }))
      await store.open().create(rollout({ id: idOf('r', 3), service: 'shop/production' }))
      await store.open().create(rollout({ id: idOf('r', 4), service: 'Shop' }))
      expect((await listed()).entries.map(({ record }) => record.id)).toEqual([idOf('r', 1)])
      const other = await store.open().list('shop/production', 'production')
      expect(other.entries.map(({ record }) => record.id)).toEqual([idOf('r', 3)])
    })

    test('the newest record stands first, also among those of one moment', async () => {
      for (const [number, wait] of [
        [5, 0],
        [2, 0],
        [9, 60_000],
        [1, 0],
      ] as const) {
        store.clock.advance(wait)
        await store.open().create(rollout({ id: idOf('r', number) }))
      }
      const ids = (await listed()).entries.map(({ record }) => record.id)
      expect(ids).toEqual([1, 9, 2, 5].map((number) => idOf('r', number)))
    })

    test('the list reaches back at least to the last promoted rollout', async () => {
      const ledger = store.open()
      const first = await ledger.create(rollout())
      await ledger.append(first.key, { text: eventText(9, '100% 3/3 promoted'), outcome: 'success' })
      for (const number of [2, 3, 4]) {
        store.clock.advance(DAY)
        const record = rollout({ id: idOf('r', number), lastPromoted: idOf('r', 1) })
        const { key } = await ledger.create(record)
        await ledger.append(key, { text: eventText(number, '0% 0/3 rolled-back'), outcome: 'failure' })
      }
      const ids = (await listed()).entries.map(({ record }) => record.id)
      expect(ids).toEqual([4, 3, 2, 1].map((number) => idOf('r', number)))
    })

    test('a hold of 200 days survives: the newest event of the rollback is still there', async () => {
      const { key } = await store.open().create(rollbackRecord({ revision: store.revision }))
      await store.open().append(key, { text: eventText(1, '0% 0/3 rolled-back'), outcome: 'in_progress' })
      store.clock.advance(60_000)
      await store.open().append(key, { text: eventText(2, '0% 0/3 rolled-back hold'), outcome: 'success' })
      store.clock.advance(200 * DAY)
      const [entry] = (await listed()).entries
      expect(entry?.record.kind).toBe('rollback')
      expect(textsOf(entry).at(-1)).toBe(eventText(2, '0% 0/3 rolled-back hold'))
    })

    test('records that are not ours are reported and do not stand in the way', async () => {
      const { key } = await store.open().create(rollout())
      const planted = [
        await store.plant({ deployed: 'by another tool' }, 'shop', 'production'),
        await store.plant({ ...rollout({ id: idOf('r', 7) }), schema: 2 }, 'shop', 'production'),
        await store.plant({ ...rollout({ id: idOf('r', 8) }), surprise: true }, 'shop', 'production'),
        await store.plant(rollout({ id: idOf('r', 9), service: 'bank' }), 'shop', 'production'),
      ]
      const { entries, foreign } = await listed()
      expect(entries.map((entry) => entry.key)).toEqual([key])
      const reasons = new Map(foreign.map((each) => [each.key, each.reason]))
      expect(planted.map((each) => reasons.get(each))).toEqual([
        'not-ours',
        'newer-version',
        'unreadable',
        'not-ours',
      ])
    })

    test('a record that was taken away is gone: nothing to read, nothing to append to', async () => {
      const ledger = store.open()
      const { key } = await ledger.create(rollout())
      await store.remove(key)
      expect(await ledger.read(key)).toBeNull()
      expect((await listed(ledger)).entries).toEqual([])
      const error = await fail(ledger.append(key, { text: eventText(1), outcome: 'success' }))
      expect(error).toMatchObject({ name: 'ProviderError', retryable: false })
      expect(String(error)).toContain('state-lost')
    })

    test.each(['', 'r-000000000001', '../../etc/passwd', '0', '-1', '99999999', 'a/b/../c', '1e3'])(
      'a key that was never given out reads as nothing: %j',
      async (key) => {
        await store.open().create(rollout())
        expect(await store.open().read(key)).toBeNull()
      },
    )

    test('a record over 16 KB is refused with the size, and nothing is written', async () => {
      const component = { name: 'api', platform: 'local', exposure: 'split', baseline: null } as const
      const components = Array.from({ length: 12 }, (_, index) => ({
        ...component,
        name: `api-${index}`,
        wayBackCommand: 'x'.repeat(1_900),
      }))
      const error = await fail(store.open().create(rollout({ components })))
      expect(error).toBeInstanceOf(ConfigError)
      expect(String(error)).toContain('16384')
      expect((await listed()).entries).toEqual([])
    })

    test('whatever a record says in words comes back letter by letter', async () => {
      const words = fc.string({ unit: 'grapheme', maxLength: 60 })
      let number = 0
      await fc.assert(
        fc.asyncProperty(words, words, async (reason, requester) => {
          number++
          const record: LedgerRecord = rollbackRecord({
            id: idOf('b', number),
            revision: store.revision,
            reason,
            requester,
          })
          const { key } = await store.open().create(record)
          expect((await store.open().read(key))?.record).toEqual(record)
        }),
        { numRuns: 15, seed: 20260302 },
      )
    })

    test('its clock is the clock of the store', async () => {
      const ledger = store.open()
      expect(await ledger.now()).toBe(store.clock.now())
      store.clock.advance(3 * DAY)
      await listed(ledger)
      expect(await ledger.now()).toBe(store.clock.now())
    })

    test('work under the lock gives its result, and its error, and leaves the lock free', async () => {
      const ledger = store.open()
      expect(await ledger.exclusively('shop/production', async () => 42)).toBe(42)
      const error = new Error('broken')
      expect(await fail(ledger.exclusively('shop/production', () => Promise.reject(error)))).toBe(error)
      expect(await ledger.exclusively('shop/production', async () => 43)).toBe(43)
    })
  })
}
