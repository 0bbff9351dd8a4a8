import { z } from 'zod'
import type { LedgerRecord } from '../../rollout/plan.ts'
import { MAX_EVENT_LENGTH, OUTCOMES } from '../event-text.ts'
import type { LoggedEvent, Outcome } from '../ledger.ts'
import { type PayloadProblem, readPayload, writePayload } from '../payload.ts'

/** A record's file as read: its first line, the events that follow, and whether the last line is torn. */
export interface Journal {
  record: LedgerRecord
  createdAt: number
  /** Place among the records of its folder, from 1: tells apart two of the same millisecond. */
  order: number
  events: (LoggedEvent & { outcome: Outcome })[]
  torn: boolean
}

/** What a file turned out to be. */
export type Reading = { ok: true; journal: Journal } | { ok: false; reason: PayloadProblem }

const moment = z.int().min(0)
const opening = z.strictObject({ record: z.unknown(), createdAt: moment, order: z.int().min(1) })
const line = z.strictObject({
  text: z.string().min(1).max(MAX_EVENT_LENGTH),
  outcome: z.enum(OUTCOMES),
  at: moment,
  run: z.string().max(256).nullable(),
})

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

/** The first line of a new file. The record is checked and measured on the way. */
export const openingLine = (record: LedgerRecord, createdAt: number, order: number): string =>
  `{"createdAt":${createdAt},"order":${order},"record":${writePayload(record)}}\n`

/** The line of one event, without its line break. */
export const eventLine = (event: LoggedEvent & { outcome: Outcome }): string => JSON.stringify(event)

/**
 * Reads a record's file. A line that is no event (torn by a crash, or written by somebody else) is left out;
 * a file whose first line is no record of ours is refused as a whole. The same text twice counts once.
 */
export const readJournal = (content: string): Reading => {
  const [first = '', ...rest] = content.split('\n')
  const start = opening.safeParse(parsed(first))
  if (!start.success) return { ok: false, reason: 'unreadable' }
  const payload = readPayload(start.data.record)
  if (!payload.ok) return payload
  const events = new Map<string, Journal['events'][number]>()
  for (const text of rest) {
    const event = line.safeParse(parsed(text))
    if (event.success && !events.has(event.data.text)) events.set(event.data.text, event.data)
  }
  return {
    ok: true,
    journal: {
      record: payload.record,
      createdAt: start.data.createdAt,
      order: start.data.order,
      events: [...events.values()],
      torn: !content.endsWith('\n'),
    },
  }
}
