/** Time that moves only when told to. Several stand-ins may share one. */
export interface VirtualClock {
  /** Milliseconds since 1970. */
  now(): number
  /** Moves time forward by `ms` milliseconds, 0 or more. */
  advance(ms: number): void
}

/** Monday, 2 March 2026, 09:00 UTC: where virtual time begins unless a test says otherwise. */
export const MONDAY_MORNING = Date.UTC(2026, 2, 2, 9)

/** One day in milliseconds. */
export const DAY = 86_400_000

/** A clock that stands at `start` (milliseconds since 1970). */
export const virtualClock = (start: number = MONDAY_MORNING): VirtualClock => {
  let now = start
  return {
    now: () => now,
    advance: (ms) => {
      if (!(ms >= 0)) throw new RangeError('time does not go back')
      now += ms
    },
  }
}
