import {
  formatSchedule,
  nextOccurrence,
  parseSchedule,
  quoted,
  type Reading,
  type Schedule,
} from './grammar.ts'
import { momentOf, zoneName } from './zones.ts'

/** An end of a window: a moment of the calendar (milliseconds since 1970), or one that comes back every day or week. */
export type WindowEnd = { moment: number } | { schedule: Schedule }

/** A span of time, once or again and again, with why nothing moves in it. */
export interface Window {
  from: WindowEnd
  until: WindowEnd
  reason: string
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const WEEK = 7 * DAY

/** Windows that follow one another are joined into one wait; nobody waits for more of them than this. */
const MOST_JOINED = 100

/** Pattern of an end of a window, for editors; the parser is the authority. */
export const WINDOW_END_PATTERN =
  '^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) |20\\d\\d-[01]\\d-[0-3]\\d )?([01]\\d|2[0-3]):[0-5]\\d (UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$'
const DATED =
  /^(20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):([0-5]\d) (UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/

/**
 * Reads an end of a window: `Fri 17:00 Europe/London`, `22:00 UTC`, or a date such as `2026-12-24 17:00 Europe/London`.
 * Where the clocks of a zone jump over the time it moves with the jump; where they show it twice it is the first.
 */
export const parseWindowEnd = (text: unknown): Reading<WindowEnd> => {
  const fix = 'a time such as Fri 17:00 Europe/London, 22:00 UTC or 2026-12-24 17:00 Europe/London'
  const dated = typeof text === 'string' && text.length <= 64 ? DATED.exec(text) : null
  if (!dated) {
    const reading = parseSchedule(text)
    return reading.ok ? { ok: true, value: { schedule: reading.value } } : { ...reading, fix }
  }
  const [, year, month, day, hour, minute, zone = ''] = dated
  if (zoneName(zone) === null) return { ok: false, message: `${quoted(zone)} is not a time zone`, fix }
  const wall = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  if (new Date(wall).getUTCDate() !== Number(day))
    return { ok: false, message: `${quoted(text)} is no day of the calendar`, fix }
  return { ok: true, value: { moment: momentOf(zone, wall) } }
}

/** What is wrong with a pair of ends that are each well written; null when nothing is. */
export const mismatch = (from: WindowEnd, until: WindowEnd): string | null => {
  if ('moment' in from !== 'moment' in until) return 'one end is a date and the other comes back'
  if ('moment' in from && 'moment' in until)
    return until.moment > from.moment ? null : 'it ends before it begins'
  if (!('schedule' in from && 'schedule' in until)) return null
  if ((from.schedule.weekday === null) !== (until.schedule.weekday === null))
    return 'one end comes back every day and the other every week'
  return formatSchedule(from.schedule) === formatSchedule(until.schedule) ? 'it begins when it ends' : null
}

/** The window in force at a moment, with the moment when nothing stands in the way any more; null when none is. */
export const windowAt = (
  windows: readonly Window[],
  now: number,
): { until: number; reason: string } | null => {
  const first = inForce(windows, now)
  if (!first) return null
  let { until } = first
  for (let joined = 0; joined < MOST_JOINED; joined += 1) {
    const next = inForce(windows, until)
    if (!next) break
    until = next.until
  }
  return { until, reason: first.reason }
}

/** Of the windows in force the one that ends last. */
const inForce = (windows: readonly Window[], now: number): { until: number; reason: string } | null => {
  const open = windows.flatMap(({ from, until, reason }) => {
    const end = endOf(from, until, now)
    return end === null ? [] : [{ until: end, reason }]
  })
  return open.sort((a, b) => b.until - a.until)[0] ?? null
}

/** When the window that is open now ends; null when it is shut. A window begins at its first moment and not at its last. */
const endOf = (from: WindowEnd, until: WindowEnd, now: number): number | null => {
  if ('moment' in from)
    return 'moment' in until && from.moment <= now && now < until.moment ? until.moment : null
  if (!('schedule' in until)) return null
  const began = lastOccurrence(from.schedule, now)
  const ends = nextOccurrence(until.schedule, began)
  return ends > now ? ends : null
}

/** The newest occurrence at or before a moment. */
const lastOccurrence = (schedule: Schedule, now: number): number => {
  const period = schedule.weekday === null ? DAY : WEEK
  // Two days more, because clocks jump.
  let last = nextOccurrence(schedule, now - period - 2 * DAY)
  for (let next = nextOccurrence(schedule, last); next <= now; next = nextOccurrence(schedule, last))
    last = next
  return last
}
