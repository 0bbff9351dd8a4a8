import { isMoment } from './numbers.ts'

/** A tick on an axis. */
export interface Tick {
  value: number
  label: string
}

/** An axis: where a value lies between 0 and 1, and which values are named. */
export interface Axis {
  place(value: number): number
  ticks: readonly Tick[]
}

/** Between 0 and 1; what is no number lies at 0, so that no drawing ever names one. */
const clamp = (value: number): number => (value > 0 ? Math.min(1, value) : 0)

/** An axis from 0 to the first round number at or above `highest`, with three to six ticks. */
export const linearAxis = (highest: number, show: (value: number) => string): Axis => {
  const wanted = Number.isFinite(highest) && highest > 0 ? Math.min(1e15, Math.max(1e-9, highest)) : 1
  const size = niceStep(wanted / 4)
  const count = Math.max(1, Math.ceil(wanted / size - 1e-9))
  const top = count * size
  const ticks = Array.from({ length: count + 1 }, (_, i) => {
    const value = Number((i * size).toPrecision(12))
    return { value, label: show(value) }
  })
  return { place: (value) => clamp(value / top), ticks }
}

const niceStep = (rough: number): number => {
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * magnitude >= rough * 0.999) ?? 10
  return factor * magnitude
}

/** A logarithmic axis with a tick at each power of ten, or each third one where that is crowded. */
export const logAxis = (lowest: number, highest: number, show: (value: number) => string): Axis => {
  const from = Math.log10(lowest)
  const to = Math.max(from + 1, Math.log10(highest))
  const first = Math.ceil(from - 1e-9)
  const last = Math.floor(to + 1e-9)
  const every = Math.max(1, Math.ceil((last - first) / 4))
  const ticks: Tick[] = []
  for (let power = first; power <= last; power += every) {
    const value = Number((10 ** power).toPrecision(1))
    ticks.push({ value, label: show(value) })
  }
  return { place: (value) => clamp((Math.log10(Math.max(value, lowest)) - from) / (to - from)), ticks }
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 365].map((n) => n * DAY),
]

/** An axis of time in UTC with at most `most` ticks at round clock times. */
export const timeAxis = (from: number, to: number, most: number): Axis => {
  const span = Math.max(1, to - from)
  const step = TIME_STEPS.find((size) => span / size <= most) ?? Math.ceil(span / most / DAY) * DAY
  const ticks: Tick[] = []
  for (let value = Math.ceil(from / step) * step; value <= to && ticks.length <= most; value += step)
    ticks.push({ value, label: clockLabel(value, step) })
  return { place: (at) => clamp((at - from) / span), ticks }
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

const clockLabel = (at: number, step: number): string => {
  if (!isMoment(at)) return ''
  if (step >= DAY || (step >= HOUR && at % DAY === 0)) return dayOf(at)
  const time = new Date(at).toISOString().slice(11, 19)
  return step >= MINUTE ? time.slice(0, 5) : time
}

/** A day in UTC: `21 Nov`. */
export const dayOf = (at: number): string => {
  if (!isMoment(at)) return ''
  const date = new Date(at)
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()] ?? ''}`
}

/** A time of day in UTC, rounded up to whole seconds as everywhere: `08:36:07`. */
export const timeOf = (at: number): string =>
  isMoment(at) ? new Date(Math.ceil(at / 1000) * 1000).toISOString().slice(11, 19) : ''
