import type { LedgerRecord } from '../../rollout/plan.ts'
import type { LoggedEvent } from '../ledger.ts'
import type { Found } from './records.ts'

/** What one opened ledger knows of its own writes, because GitHub's lists may show them late. */
export interface Memory {
  /** A record of ours was written, or found written. */
  created(record: LedgerRecord, key: string): void
  /** Key of a record that this ledger wrote itself. */
  ownRecord(id: string): string | null
  /** Keys of own records of a service and environment that are not among `seen`. */
  unseen(service: string, environment: string, seen: ReadonlyMap<number, unknown>): string[]
  /** Notes what was found: what a record says never changes, and which deployments carry it together. */
  saw(found: readonly Found[]): void
  /** A record that was seen before. */
  seen(key: string): Found | null
  twinsOf(key: string): readonly string[]
  /** What became of an event: an attempt whose answer never came is `unknown`. */
  fateOf(key: string, text: string): 'written' | 'unknown' | null
  writing(key: string, text: string): void
  wrote(key: string, event: LoggedEvent): void
  /** Adds own events that a list does not show yet. */
  withOwn(key: string, listed: readonly LoggedEvent[]): LoggedEvent[]
}

/** Own writes are added to lists for this long; what is not listed by then was removed. In milliseconds. */
const LATE = 10 * 60_000

/** @param now milliseconds since 1970 by GitHub's clock */
export const remember = (now: () => number): Memory => {
  const records = new Map<string, { key: string; service: string; environment: string; at: number }>()
  const events = new Map<string, Map<string, { event: LoggedEvent | null; at: number; listed: boolean }>>()
  const siblings = new Map<string, readonly string[]>()
  const known = new Map<string, Found>()
  const fresh = (at: number) => now() - at <= LATE
  const of = (key: string) => {
    const known =
      events.get(key) ?? new Map<string, { event: LoggedEvent | null; at: number; listed: boolean }>()
    events.set(key, known)
    return known
  }
  return {
    created: ({ id, service, environment }, key) => {
      if (!records.has(id)) records.set(id, { key, service, environment, at: now() })
    },
    ownRecord: (id) => records.get(id)?.key ?? null,
    unseen: (service, environment, seen) =>
      [...records.values()]
        .filter((own) => own.service === service && own.environment === environment && fresh(own.at))
        .map(({ key }) => key)
        .filter((key) => !seen.has(Number(key))),
    saw: (found) => {
      for (const each of found) {
        known.set(each.key, each)
        if (each.twins.length > 0) siblings.set(each.key, each.twins)
      }
    },
    seen: (key) => known.get(key) ?? null,
    twinsOf: (key) => siblings.get(key) ?? [],
    fateOf: (key, text) => {
      const known = events.get(key)?.get(text)
      if (!known) return null
      return known.event ? 'written' : 'unknown'
    },
    writing: (key, text) => {
      of(key).set(text, { event: null, at: now(), listed: false })
    },
    wrote: (key, event) => {
      of(key).set(event.text, { event, at: now(), listed: false })
    },
    withOwn: (key, listed) => {
      const texts = new Set(listed.map(({ text }) => text))
      const late: LoggedEvent[] = []
      for (const [text, own] of of(key)) {
        if (texts.has(text)) own.listed = true
        else if (own.event && !own.listed && fresh(own.at)) late.push(own.event)
      }
      return [...listed, ...late]
    },
  }
}
