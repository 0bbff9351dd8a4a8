import { WorkflowError } from './refusal.ts'

/** A schedule, read. */
export interface Cron {
  matches(time: number): boolean
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

interface Field {
  low: number
  high: number
  names: readonly string[]
}

const FIELDS: readonly Field[] = [
  { low: 0, high: 59, names: [] },
  { low: 0, high: 23, names: [] },
  { low: 1, high: 31, names: [] },
  { low: 1, high: 12, names: MONTHS },
  { low: 0, high: 7, names: DAYS },
]

const valueIn = ({ low, high, names }: Field, text: string, whole: string): number => {
  const named = names.indexOf(text.toLowerCase())
  const value = named === -1 ? Number(text) : named + low
  if (!/^\w+$/.test(text) || !Number.isInteger(value) || value < low || value > high)
    throw new WorkflowError([`Invalid cron expression '${whole}'`])
  return value
}

const read = (field: Field, text: string, whole: string): Set<number> => {
  const values = text.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/')
    const [from = '', to] = range.split('-')
    const first = from === '*' ? field.low : valueIn(field, from, whole)
    const alone = to === undefined && from !== '*' && step === undefined
    const last = to !== undefined ? valueIn(field, to, whole) : alone ? first : field.high
    const by = step === undefined ? 1 : Number(step)
    if (!Number.isInteger(by) || by < 1 || last < first)
      throw new WorkflowError([`Invalid cron expression '${whole}'`])
    return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_none, index) => first + index * by)
  })
  return new Set(values)
}

interface Moment {
  minute: number
  hour: number
  day: number
  month: number
  weekday: number
}

const utcMoment = (time: number): Moment => {
  const date = new Date(time)
  return {
    minute: date.getUTCMinutes(),
    hour: date.getUTCHours(),
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    weekday: date.getUTCDay(),
  }
}

const zonedMoment = (zone: string): ((time: number) => Moment) => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    minute: 'numeric',
    hour: 'numeric',
    day: 'numeric',
    month: 'numeric',
    weekday: 'short',
  })
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]))
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type))
    return {
      minute: number('minute'),
      hour: number('hour'),
      day: number('day'),
      month: number('month'),
      weekday: DAYS.indexOf((parts.get('weekday') ?? '').toLowerCase()),
    }
  }
}

/**
 * Reads a cron expression of five fields. Where both days are given, either will do, as POSIX has it.
 *
 * @param zone IANA name; GitHub's default is UTC
 * @throws WorkflowError for anything else
 */
export const readCron = (text: string, zone = 'UTC'): Cron => {
  const parts = text.trim().split(/\s+/)
  if (parts.length !== FIELDS.length) throw new WorkflowError([`Invalid cron expression '${text}'`])
  const [minutes, hours, days, months, weekdays] = FIELDS.map((field, index) =>
    read(field, parts[index] ?? '', text),
  ) as [Set<number>, Set<number>, Set<number>, Set<number>, Set<number>]
  if (weekdays.has(7)) weekdays.add(0)
  const either = !parts[2]?.startsWith('*') && !parts[4]?.startsWith('*')
  const momentOf = zone === 'UTC' ? utcMoment : zonedMoment(zone)
  return {
    matches: (time) => {
      const { minute, hour, day, month, weekday } = momentOf(time)
      if (!minutes.has(minute) || !hours.has(hour) || !months.has(month)) return false
      const [byDay, byWeekday] = [days.has(day), weekdays.has(weekday)]
      return either ? byDay || byWeekday : byDay && byWeekday
    },
  }
}

const MINUTE = 60_000

/** The next full minute after `after`, up to and with `until`, at which a schedule is due; null when there is none. */
export const nextTime = (cron: Cron, after: number, until: number): number | null => {
  for (let time = Math.floor(after / MINUTE) * MINUTE + MINUTE; time <= until; time += MINUTE)
    if (cron.matches(time)) return time
  return null
}
