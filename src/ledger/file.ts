import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ProviderError } from '../kit/errors.ts'
import type { LedgerRecord } from '../rollout/plan.ts'
import { checkEventText } from './event-text.ts'
import { appendLine, codeOf, createWhole, storeFailed } from './file/durable.ts'
import { type Machine, thisMachine } from './file/holder.ts'
import { eventLine, type Journal, openingLine, type Reading, readJournal } from './file/journal.ts'
import { withLock } from './file/lock.ts'
import { fileNameFor, folderOf, keyOf, type Place, placeOf } from './file/names.ts'
import type { Entry, Ledger, Listing } from './ledger.ts'

/** How to open a ledger on a directory. */
export interface FileLedgerOptions {
  /** The directory; made when missing. One directory may serve many services and environments. */
  directory: string
  /** The workflow run, or any other name of this piece of work, noted with each event. Default null. */
  run?: string | null
  /** The clock, milliseconds since 1970. Default: this machine's. Only code can give another one. */
  now?: () => number
  /** How long to wait for the lock, in milliseconds. Default 30 000. */
  patience?: number
  /** How to wait. Default: real time. */
  sleep?: (ms: number) => Promise<void>
  /** How to find out about other processes. Default: this machine. */
  machine?: Machine
}

const PAUSE = 50

const entryOf = (place: Place, { record, createdAt, events }: Journal): Entry => ({
  key: keyOf(place),
  record,
  createdAt,
  events: events.map(({ text, at, run }) => ({ text, at, run })),
})

const namesIn = async (path: string): Promise<string[]> => {
  try {
    return (await readdir(path)).filter((name) => name.endsWith('.jsonl')).sort()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return []
    throw storeFailed('be listed', error)
  }
}

const readFileOf = async (path: string): Promise<Reading | null> => {
  try {
    return readJournal(await readFile(path, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw storeFailed('be read', error)
  }
}

/** A file speaks only for the place it stands in: moved or copied elsewhere it is not ours. */
const standsAt = (place: Place, reading: Reading): Reading => {
  if (!reading.ok) return reading
  const { id, service, environment } = reading.journal.record
  const right = id === place.id && folderOf(service, environment) === place.folder
  return right ? reading : { ok: false, reason: 'not-ours' }
}

/** Newest first: by time, then by place in the folder, then by name. */
const newestFirst = (a: Journal, b: Journal): number =>
  b.createdAt - a.createdAt || b.order - a.order || (a.record.id < b.record.id ? 1 : -1)

/**
 * A ledger on a directory of this machine, for the embedded platform, tests, and use without GitHub.
 *
 * One file of JSON lines per record: the record first, then its events. Files are created whole or not at all,
 * only ever grow, and are on the disk when a call returns. The lock is taken over only on proof that its holder
 * is dead.
 */
export const fileLedger = (options: FileLedgerOptions): Ledger => {
  const { directory, run = null, now = Date.now, patience = 30_000, machine = thisMachine } = options
  const sleep = options.sleep ?? ((ms: number) => pause(ms).then(() => {}))
  const pathOf = (place: Place): string => join(directory, 'records', place.folder, `${place.id}.jsonl`)

  const readingAt = async (place: Place): Promise<Reading | null> => {
    const reading = await readFileOf(pathOf(place))
    return reading && standsAt(place, reading)
  }

  const journalAt = async (place: Place): Promise<Journal | null> => {
    const reading = await readingAt(place)
    if (!reading) return null
    if (reading.ok) return reading.journal
    throw new ProviderError({
      provider: 'file',
      message: `the record ${place.id} cannot be used: ${reading.reason}`,
      retryable: false,
    })
  }

  const readFolder = async (folder: string) => {
    const names = await namesIn(join(directory, 'records', folder))
    const journals: { place: Place; journal: Journal }[] = []
    const foreign: Listing['foreign'][number][] = []
    for (const name of names) {
      const key = `${folder}/${name.slice(0, -'.jsonl'.length)}`
      const place = placeOf(key)
      const reading: Reading | null = place ? await readingAt(place) : { ok: false, reason: 'not-ours' }
      if (reading && !reading.ok) foreign.push({ key, reason: reading.reason })
      if (place && reading?.ok) journals.push({ place, journal: reading.journal })
    }
    return { journals: journals.sort((a, b) => newestFirst(a.journal, b.journal)), foreign }
  }

  const create = async (record: LedgerRecord): Promise<Entry> => {
    const place = { folder: folderOf(record.service, record.environment), id: record.id }
    const existing = await journalAt(place)
    if (existing) return entryOf(place, existing)
    const { journals } = await readFolder(place.folder)
    const order = 1 + Math.max(0, ...journals.map(({ journal }) => journal.order))
    const line = openingLine(record, now(), order)
    try {
      await createWhole(pathOf(place), line)
    } catch (error) {
      throw storeFailed('take a record', error, 'unknown')
    }
    const journal = await journalAt(place)
    if (journal) return entryOf(place, journal)
    throw new ProviderError({ provider: 'file', message: 'the new record is gone again', retryable: true })
  }

  const append: Ledger['append'] = async (key, { text, outcome }) => {
    checkEventText(text)
    const place = placeOf(key)
    const journal = place && (await journalAt(place))
    if (!place || !journal) {
      throw new ProviderError({
        provider: 'file',
        message: 'the record is gone (state-lost)',
        retryable: false,
      })
    }
    if (journal.events.some((event) => event.text === text)) return
    try {
      await appendLine(pathOf(place), eventLine({ text, outcome, at: now(), run }), journal.torn)
    } catch (error) {
      throw storeFailed('take an event', error, 'unknown')
    }
  }

  return {
    type: 'file',
    now: async () => now(),
    list: async (service, environment) => {
      const { journals, foreign } = await readFolder(folderOf(service, environment))
      return { entries: journals.map(({ place, journal }) => entryOf(place, journal)), foreign }
    },
    read: async (key) => {
      const place = placeOf(key)
      const journal = place && (await journalAt(place))
      return place && journal ? entryOf(place, journal) : null
    },
    create,
    append,
    exclusively: (name, work) =>
      withLock(
        join(directory, 'locks', fileNameFor(name)),
        machine,
        { rounds: Math.ceil(patience / PAUSE), pause: PAUSE, sleep },
        work,
      ),
  }
}
