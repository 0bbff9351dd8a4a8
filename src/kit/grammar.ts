/**
 * How durations, percentages, latencies, byte sizes and moments of a week are written. Only the documented forms are
 * read; nothing is coerced, trimmed or evaluated. `docs/configuration.md` shows the grammar to people.
 */

import { aheadAt, momentOf, zoneName } from './zones.ts'

/** A value read, or what is wrong with the text and the form that is allowed. Neither sentence ends in a full stop. */
export type Reading<T> = { ok: true; value: T } | { ok: false; message: string; fix: string }

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Longest duration that can be written: 90 days, in milliseconds. */
export const LONGEST_DURATION = 90 * DAY

/** Longest latency that can be written: 10 minutes, in milliseconds. */
export const LONGEST_LATENCY = 10 * MINUTE

/** Largest byte size that can be written: 1 TiB. */
export const LARGEST_SIZE = 1024 ** 4

const ok = <T>(value: T): Reading<T> => ({ ok: true, value })
const refused = (text: unknown, what: string, fix: string): Reading<never> => ({
  ok: false,
  message: `${quoted(text)} is not ${what}`,
  fix,
})

/**
 * A foreign value for a message: at most 40 characters, in quotes when it is text, everything beyond printable ASCII
 * escaped, so that odd digits and hidden characters are seen.
 */
export const quoted = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a mapping'
  if (typeof value !== 'string') return String(value)
  const short = value.length > 40 ? `${value.slice(0, 39)}…` : value
  return JSON.stringify(short).replace(
    /[^\x20-\x7e…]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

const DURATION_UNITS = [
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', SECOND],
] as const

/** Pattern of a duration, for editors; the parser is the authority. */
export const DURATION_PATTERN = '^(?=.)(\\d{1,7}d)?(\\d{1,7}h)?(\\d{1,7}m)?(\\d{1,7}s)?$'
const DURATION = new RegExp(DURATION_PATTERN)

/**
 * Reads a duration such as `30s`, `10m`, `2h30m` or `7d` into milliseconds: whole numbers without leading zeros,
 * each with its unit, the largest unit first, each unit once, at most 90 days. `0s` is the shortest.
 */
export const parseDuration = (text: unknown): Reading<number> => {
  const fix = 'a duration such as 30s, 10m, 2h30m or 7d, at most 90d'
  const match = typeof text === 'string' ? DURATION.exec(text) : null
  if (!match) return refused(text, 'a duration', fix)
  let total = 0
  for (const [index, [, size]] of DURATION_UNITS.entries()) {
    const digits = match[index + 1]?.slice(0, -1) ?? '0'
    if (digits.length > 1 && digits.startsWith('0')) return refused(text, 'a duration', fix)
    total += Number(digits) * size
  }
  if (total > LONGEST_DURATION) return refused(text, 'within 90d', fix)
  return ok(total)
}

/** Writes milliseconds as `parseDuration` reads them, whole seconds, rounded up: `2h30m`, `0s`. */
export const formatDuration = (milliseconds: number): string => {
  let rest = Math.max(0, Math.ceil(milliseconds / SECOND)) * SECOND
  let text = ''
  for (const [unit, size] of DURATION_UNITS) {
    const count = Math.floor(rest / size)
    if (count > 0) text += `${count}${unit}`
    rest -= count * size
  }
  return text || '0s'
}

/** Pattern of a latency, for editors; the parser is the authority. */
export const LATENCY_PATTERN = '^[1-9]\\d{0,5}(ms|s)$'
const LATENCY = /^([1-9]\d{0,5})(ms|s)$/

/** Reads how long one answer may take, such as `500ms` or `2s`, into milliseconds; 1 ms to 10 min. */
export const parseLatency = (text: unknown): Reading<number> => {
  const fix = 'a latency such as 500ms or 2s, at most 600s'
  const match = typeof text === 'string' ? LATENCY.exec(text) : null
  if (!match) return refused(text, 'a latency', fix)
  const value = Number(match[1]) * (match[2] === 's' ? SECOND : 1)
  return value > LONGEST_LATENCY ? refused(text, 'within 600s', fix) : ok(value)
}

/** Writes milliseconds as `parseLatency` reads them: `500ms`, `2s`. */
export const formatLatency = (milliseconds: number): string =>
  milliseconds % SECOND === 0 ? `${milliseconds / SECOND}s` : `${milliseconds}ms`

/** Pattern of a percentage, for editors; the parser is the authority. */
export const PERCENT_PATTERN = '^(0|[1-9]\\d{0,3})(\\.\\d{1,4})?%$'
const PERCENT = new RegExp(PERCENT_PATTERN)

/**
 * Reads a percentage such as `10%` or `0.5%` into percent (10, 0.5): 0 to `max` (default 100), at most four decimals
 * after a decimal point, ASCII digits, no sign, no space.
 */
export const parsePercent = (text: unknown, max = 100): Reading<number> => {
  const fix = `a percentage such as 10% or 0.5%, from 0% to ${max}%`
  if (typeof text !== 'string' || !PERCENT.test(text)) return refused(text, 'a percentage', fix)
  const value = Number(text.slice(0, -1))
  return value > max ? refused(text, `within 0% to ${max}%`, fix) : ok(value)
}

/** Writes percent as `parsePercent` reads them, four decimals at most: `10%`, `0.5%`. */
export const formatPercent = (percent: number): string => `${Number(percent.toFixed(4))}%`

const BYTE_UNITS = [
  ['GiB', 1024 ** 3],
  ['GB', 1000 ** 3],
  ['MiB', 1024 ** 2],
  ['MB', 1000 ** 2],
  ['KiB', 1024],
  ['KB', 1000],
  ['B', 1],
] as const

/** Pattern of a byte size, for editors; the parser is the authority. */
export const BYTES_PATTERN = '^(0|[1-9]\\d{0,12})(B|KB|MB|GB|KiB|MiB|GiB)$'
const BYTES = new RegExp(BYTES_PATTERN)

/** Reads a byte size such as `16KB` (16,000) or `1MiB` (1,048,576) into bytes; whole numbers, at most 1 TiB. */
export const parseBytes = (text: unknown): Reading<number> => {
  const fix = 'a size such as 512B, 16KB or 1MiB'
  const match = typeof text === 'string' ? BYTES.exec(text) : null
  if (!match) return refused(text, 'a byte size', fix)
  const size = BYTE_UNITS.find(([unit]) => unit === match[2])?.[1] ?? 1
  const value = Number(match[1]) * size
  return value > LARGEST_SIZE ? refused(text, 'within 1024GiB', fix) : ok(value)
}

/** Writes bytes as `parseBytes` reads them, in the largest unit that divides them: `16KB`, `1MiB`, `1500B`. */
export const formatBytes = (bytes: number): string => {
  const [unit, size] = BYTE_UNITS.find(([, each]) => bytes !== 0 && bytes % each === 0) ?? ['B', 1]
  return `${bytes / size}${unit}`
}

/** A moment that comes back every day or every week, on the clocks of one zone. */
export interface Schedule {
  /** 0 Sunday to 6 Saturday; null: every day. */
  weekday: number | null
  /** Minutes since midnight, 0 to 1439. */
  minute: number
  /** `UTC` or an IANA name such as `America/New_York`. */
  zone: string
}

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const

/** Pattern of a schedule, for editors; the parser is the authority. */
export const SCHEDULE_PATTERN =
  '^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\\d|2[0-3]):[0-5]\\d (UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$'
const SCHEDULE =
  /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\d|2[0-3]):([0-5]\d) (UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/

/**
 * Reads a moment of the day or the week, such as `09:00 America/New_York` or `Mon 00:00 UTC`. Zones are `UTC` or IANA
 * names that this machine knows; abbreviations such as `EST` are refused, because they mean different things.
 */
export const parseSchedule = (text: unknown): Reading<Schedule> => {
  const fix = 'a time such as Mon 00:00 UTC, 09:00 America/New_York or Fri 17:30 Europe/London'
  const match = typeof text === 'string' && text.length <= 64 ? SCHEDULE.exec(text) : null
  if (!match) return refused(text, 'a time with its zone', fix)
  const [, day, hour, minute, zone = ''] = match
  const known = zoneName(zone)
  if (known === null) return refused(zone, 'a time zone', fix)
  if (known !== zone && known.toLowerCase() === zone.toLowerCase())
    return {
      ok: false,
      message: `${quoted(zone)} is written ${known}`,
      fix: (text as string).replace(zone, known),
    }
  const weekday = day === undefined ? null : WEEKDAYS.indexOf(day as (typeof WEEKDAYS)[number])
  return ok({ weekday, minute: Number(hour) * 60 + Number(minute), zone })
}

/** Writes a schedule as `parseSchedule` reads it. */
export const formatSchedule = ({ weekday, minute, zone }: Schedule): string => {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = weekday === null ? '' : `${WEEKDAYS[weekday]} `
  return `${day}${two(Math.floor(minute / 60))}:${two(minute % 60)} ${zone}`
}

/**
 * The next time the schedule comes round, strictly later than `after`. Milliseconds since 1970, in and out. Follows
 * the clocks of the zone: where they jump over the time it moves with the jump, where they show it twice it is the first.
 */
export const nextOccurrence = (schedule: Schedule, after: number): number => {
  const today = Math.floor((after + aheadAt(schedule.zone, after)) / DAY)
  for (let day = today - 1; ; day += 1) {
    const weekday = new Date(day * DAY).getUTCDay()
    if (schedule.weekday !== null && schedule.weekday !== weekday) continue
    const moment = momentOf(schedule.zone, day * DAY + schedule.minute * MINUTE)
    if (moment > after) return moment
  }
}
