/** Clock and waiting; tests bring their own. */
export interface Timing {
  /** Milliseconds on a clock that does not jump. */
  now(): number
  /** Waits, or rejects when the run is told to stop. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

interface Rate {
  /** Calls per second in the long run. */
  perSecond: number
  /** Calls at once after a rest. */
  burst: number
}

/** https://fly.io/docs/machines/api/working-with-machines-api/#rate-limits */
export const RATES = {
  /** Per action, and machine or app. */
  action: { perSecond: 1, burst: 3 },
  /** Reading one machine. */
  read: { perSecond: 5, burst: 10 },
} as const satisfies Record<string, Rate>

/**
 * Keeps calls below a vendor's rate limits: each key has a bucket of its own that fills while time passes. Calls wait
 * for their turn in the order in which they came.
 */
export const createPace = (
  { now, sleep }: Timing,
  signal: AbortSignal,
): ((key: string, rate: Rate) => Promise<void>) => {
  /** By key, the moment from which its bucket will be full again. */
  const fullAt = new Map<string, number>()
  return async (key, { perSecond, burst }) => {
    const interval = 1000 / perSecond
    const present = now()
    const full = Math.max(fullAt.get(key) ?? 0, present) + interval
    fullAt.set(key, full)
    const wait = full - present - burst * interval
    if (wait > 0) await sleep(wait, signal)
  }
}
