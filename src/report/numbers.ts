import { formatEvidence, formatMoment, formatSpan } from '../rollout/format.ts'

/** What stands where there is no number. */
export const NONE = '–'

/** Latest moment a date can have; beyond it nothing can be shown. */
const LAST_MOMENT = 8.64e15 - 1000

/** A count with thousands separated by commas, at most two decimals; a dash when it is not a number. */
export const showCount = (count: number | null | undefined): string => {
  if (count === null || count === undefined || !Number.isFinite(count)) return NONE
  if (Math.abs(count) >= 1e15) return count.toPrecision(3)
  const [whole = '0', decimals] = String(Math.round(Math.abs(count) * 100) / 100).split('.')
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return `${count < 0 ? '-' : ''}${grouped}${decimals ? `.${decimals}` : ''}`
}

/** A fraction in percent with at most three significant digits, `8.05%`; a dash when it is not a number. */
export const showShare = (fraction: number | null | undefined): string => {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return NONE
  const percent = fraction * 100
  if (!Number.isFinite(percent)) return NONE
  if (percent !== 0 && Math.abs(percent) < 0.001) return percent > 0 ? '<0.001%' : '>-0.001%'
  const digits = Math.abs(percent) >= 100 ? showCount(Math.round(percent)) : Number(percent.toPrecision(3))
  return `${digits}%`
}

/** A quantity with a unit of its own, such as cost per user: three significant digits. */
export const showAmount = (amount: number | null | undefined): string => {
  if (amount === null || amount === undefined || !Number.isFinite(amount)) return NONE
  return Math.abs(amount) >= 1000 ? showCount(Math.round(amount)) : String(Number(amount.toPrecision(3)))
}

/** An evidence number; a dash when it is not one. Infinite evidence is shown as the end of the scale. */
export const showEvidence = (evidence: number | null | undefined): string =>
  evidence === null || evidence === undefined || Number.isNaN(evidence)
    ? NONE
    : formatEvidence(Math.max(0, evidence))

/** A moment in UTC; a dash when there is none. */
export const showMoment = (at: number | null | undefined): string => (isMoment(at) ? formatMoment(at) : NONE)

/** A span of milliseconds; below ten seconds with its decimals, `340ms`, `2.4s`; a dash when it is not one. */
export const showSpan = (milliseconds: number | null | undefined): string => {
  if (milliseconds === null || milliseconds === undefined || !Number.isFinite(milliseconds)) return NONE
  if (milliseconds > 0 && milliseconds < 1000) return `${Math.ceil(milliseconds)}ms`
  if (milliseconds > 0 && milliseconds < 10_000) return `${Number((milliseconds / 1000).toFixed(1))}s`
  return formatSpan(milliseconds)
}

/** A weight in percent, `10%`; a dash when it is not a number. */
export const showWeight = (weight: number | null | undefined): string =>
  weight === null || weight === undefined || !Number.isFinite(weight) ? NONE : `${Number(weight.toFixed(3))}%`

/** True for a number of milliseconds that a date can show. */
export const isMoment = (at: number | null | undefined): at is number =>
  at !== null && at !== undefined && Number.isFinite(at) && Math.abs(at) <= LAST_MOMENT

/** `1 request`, `2 requests`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${showCount(count)} ${count === 1 ? one : many}`
