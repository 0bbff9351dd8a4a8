import type { VirtualClock } from '../../test/fakes/clock.ts'

/**
 * Minutes of a job or step. They pass on the virtual clock and on the real one, whichever is further: a process may
 * hang, and a stand-in may move the clock while it answers.
 */
export interface Stopwatch {
  /** Calls `then` once after so many minutes; the answer forgets about it. */
  after(minutes: number, then: () => void): () => void
}

const LOOK = 20

/** @param minute how many real milliseconds count as a minute */
export const stopwatch = (clock: VirtualClock, minute: number): Stopwatch => ({
  after: (minutes, then) => {
    const start = { virtual: clock.now(), real: performance.now() }
    const timer = setInterval(() => {
      const virtual = (clock.now() - start.virtual) / 60_000
      const real = (performance.now() - start.real) / minute
      if (Math.max(virtual, real) < minutes) return
      clearInterval(timer)
      then()
    }, LOOK)
    return () => clearInterval(timer)
  },
})
