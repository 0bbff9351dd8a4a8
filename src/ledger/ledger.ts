import type { LedgerRecord } from '../rollout/plan.ts'

/** A line of history as the store gave it back. The text is parsed by `rollout/events.ts`. */
export interface LoggedEvent {
  /** At most 140 characters; foreign text is possible. */
  text: string
  /** When the store received it, milliseconds since 1970. */
  at: number
  /** The workflow run that wrote it, from the store's own field; null when unknown. */
  run: string | null
  /** What its writer added to bear it out, and the record of the store that it stands on; see `sealed.ts`. */
  proof?: { place: string; mac: string }
  /** What a ledger that knows the key found of the proof; absent: there is none, or nobody looked. */
  seal?: 'good' | 'bad'
}

/** A record with everything known to have happened to it. */
export interface Entry {
  /** The store's own name of the record (a deployment id). */
  key: string
  record: LedgerRecord
  createdAt: number
  /** In no promised order; may miss the newest; may have lost all but the newest. */
  events: readonly LoggedEvent[]
}

/** What a list says: our own entries, newest first, and what was left aside. */
export interface Listing {
  entries: readonly Entry[]
  /** Records under our name that are not ours or not readable: ignored, and reported to people. */
  foreign: readonly { key: string; reason: 'unreadable' | 'newer-version' | 'not-ours' }[]
  /** So many ends were not believed that reading stopped before one was: what lies below is not known. */
  cut?: true
}

/**
 * Whether a list ends where a record looks like the last promoted one. Given is what was read so far, newest first; the last
 * of them is meant.
 */
export type EndsList = (read: readonly Entry[]) => Promise<boolean>

/** How a status shows on the store's own page. */
export type Outcome = 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive'

/** The record of rollouts. Appending is the only way to change anything. */
export interface Ledger {
  readonly type: string
  /** The ledger's idea of the present: the server's clock where there is one. Milliseconds since 1970. */
  now(): Promise<number>
  /**
   * Newest records of one service and environment, at least back to the last promoted rollout. `ends` is asked whether that
   * is one; without it every record that says so is.
   */
  list(service: string, environment: string, ends?: EndsList): Promise<Listing>
  /**
   * The same ledger for one look at many services: what its lists have in common is asked for once, at the first of them.
   * Absent where lists cost nothing. Open a new one for each look.
   */
  together?(): Ledger
  /** One record, fresh. Null when the store no longer has it. */
  read(key: string): Promise<Entry | null>
  /** Writes a record once: asked again with the same `record.id` it returns the existing entry. */
  create(record: LedgerRecord): Promise<Entry>
  /** Adds one event to a record; a store that has no room for a `proof` leaves it out. Read back before repeating: never written twice for one nonce. */
  append(key: string, event: { text: string; outcome: Outcome; proof?: string }): Promise<void>
  /** Runs `work` while nobody else holds `name`. On GitHub the workflow's concurrency group is the lock and this only runs it. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>
}
