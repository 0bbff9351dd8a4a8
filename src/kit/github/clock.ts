/** GitHub's clock as seen from here. */
export interface ServerClock {
  /** Takes note of an answer's `Date` header. */
  heard(date: string | undefined): void
  /** Milliseconds since 1970 by GitHub's clock; null before the first answer. */
  now(): number | null
}

// `Date` is cut to whole seconds, so a newer answer may name an earlier moment than we have counted to.
const CUT = 1000

/**
 * The `Date` of the newest answer plus the time that has passed here since. It trails the truth by up to a second
 * and never runs ahead of it, so that a bake is never shortened.
 *
 * @param monotonic milliseconds from any start that never go back
 */
export const serverClock = (monotonic: () => number): ServerClock => {
  let known: { date: number; at: number } | null = null
  const now = (): number | null => (known === null ? null : Math.floor(known.date + (monotonic() - known.at)))
  return {
    now,
    heard: (date) => {
      const told = date === undefined ? Number.NaN : Date.parse(date)
      if (!Number.isFinite(told)) return
      const counted = now()
      if (counted !== null && counted > told && counted - told <= CUT) return
      known = { date: told, at: monotonic() }
    },
  }
}
