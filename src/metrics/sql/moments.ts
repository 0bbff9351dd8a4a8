/**
 * How a moment is written in a question and in its answer: `iso` 2026-03-02T09:00:00.000Z; `text` 2026-03-02 09:00:00,
 * as SQLite's own functions write UTC; `seconds` and `milliseconds` since 1970.
 */
export type TimeForm = 'iso' | 'text' | 'seconds' | 'milliseconds'

const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d(?::?\d\d)?)?)?$/

const zoneOf = (zone: string | undefined): string => {
  if (zone === undefined || zone === 'Z') return 'Z'
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
  return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`
}

/** Milliseconds since 1970, from a value of this form; null for anything else. Without a zone it is UTC. */
export const readMoment = (value: unknown, form: TimeForm): number | null => {
  if (form === 'seconds' || form === 'milliseconds') {
    if (typeof value !== 'number' || !Number.isFinite(value)) return null
    return form === 'seconds' ? Math.round(value * 1000) : value
  }
  const match = typeof value === 'string' ? WRITTEN.exec(value) : null
  if (!match) return null
  const [, day, time = '00:00', zone] = match
  const moment = Date.parse(`${day}T${time}${zoneOf(zone)}`)
  return Number.isNaN(moment) ? null : moment
}

/** A moment in this form, as a number where the form is one. */
export const writeMoment = (moment: number, form: TimeForm): string | number => {
  switch (form) {
    case 'iso':
      return new Date(moment).toISOString()
    case 'text':
      return new Date(moment).toISOString().slice(0, 23).replace('T', ' ').replace('.000', '')
    case 'seconds':
      return moment / 1000
    case 'milliseconds':
      return moment
    default:
      return form satisfies never
  }
}

/** A length of time in the unit of the form: milliseconds where moments are, else seconds. */
export const writeLength = (length: number, form: TimeForm): number =>
  form === 'milliseconds' ? length : length / 1000
