import { ProviderError } from '../../src/kit/errors.ts'
import { checkEventText } from '../../src/ledger/event-text.ts'
import type { Entry, Ledger, Listing, LoggedEvent } from '../../src/ledger/ledger.ts'
import { readPayload, writePayload } from '../../src/ledger/payload.ts'
import type { VirtualClock } from '../fakes/clock.ts'

interface Stored {
  key: string
  service: string
  environment: string
  payload: ReturnType<typeof readPayload>
  createdAt: number
  events: LoggedEvent[]
}

/** Records in memory, for stories that are played thousands of times. It passes the suite that every ledger passes. */
export interface MemoryStore {
  open(run?: string): Ledger
  plant(payload: unknown, service: string, environment: string): string
  remove(key: string): void
  /** Every record's events as they stand. */
  entries(): readonly Entry[]
}

export const memoryStore = (clock: VirtualClock): MemoryStore => {
  const records: Stored[] = []
  const locks = new Map<string, Promise<unknown>>()
  let made = 0

  const add = (payload: unknown, service: string, environment: string): Stored => {
    made += 1
    const stored = {
      key: `m-${made}`,
      service,
      environment,
      payload: readPayload(payload),
      createdAt: clock.now(),
      events: [],
    }
    records.push(stored)
    return stored
  }

  const entryOf = ({ key, payload, createdAt, events, service, environment }: Stored) => {
    if (!payload.ok) return payload
    const { record } = payload
    if (record.service !== service || record.environment !== environment)
      return { ok: false as const, reason: 'not-ours' as const }
    return {
      ok: true as const,
      entry: { key, record, createdAt, events: events.map((event) => ({ ...event })) },
    }
  }

  const listed = (service: string, environment: string): Listing => {
    const entries: Entry[] = []
    const foreign: Listing['foreign'][number][] = []
    for (const stored of records.toReversed()) {
      if (stored.service !== service || stored.environment !== environment) continue
      const read = entryOf(stored)
      if (read.ok) entries.push(read.entry)
      else foreign.push({ key: stored.key, reason: read.reason })
    }
    return { entries, foreign }
  }

  const open = (run = '1001'): Ledger => ({
    type: 'memory',
    now: async () => clock.now(),
    list: async (service, environment) => listed(service, environment),
    read: async (key) => {
      const stored = records.find((one) => one.key === key)
      const read = stored && entryOf(stored)
      if (read && !read.ok)
        throw new ProviderError({
          provider: 'memory',
          message: `the record is ${read.reason}`,
          retryable: false,
        })
      return read?.entry ?? null
    },
    create: async (record) => {
      const known = listed(record.service, record.environment).entries.find(
        (entry) => entry.record.id === record.id,
      )
      if (known) return known
      const stored = add(JSON.parse(writePayload(record)), record.service, record.environment)
      return { key: stored.key, record, createdAt: stored.createdAt, events: [] }
    },
    append: async (key, { text, proof }) => {
      checkEventText(text)
      const stored = records.find((one) => one.key === key)
      if (!stored)
        throw new ProviderError({
          provider: 'memory',
          message: 'the record is gone (state-lost)',
          retryable: false,
        })
      if (stored.events.every((event) => event.text !== text))
        stored.events.push({
          text,
          at: clock.now(),
          run,
          ...(proof !== undefined && { proof: { place: key, mac: proof } }),
        })
    },
    exclusively: async (name, work) => {
      const before = locks.get(name) ?? Promise.resolve()
      const mine = before.then(work, work)
      locks.set(
        name,
        mine.catch(() => {}),
      )
      return mine
    },
  })

  return {
    open,
    plant: (payload, service, environment) => add(payload, service, environment).key,
    remove: (key) => {
      records.splice(
        records.findIndex((one) => one.key === key),
        1,
      )
    },
    entries: () =>
      records.flatMap((stored) => {
        const read = entryOf(stored)
        return read.ok ? [read.entry] : []
      }),
  }
}
