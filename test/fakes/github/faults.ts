/** A request as faults and the log know it. */
export interface Seen {
  /** Place among all requests since the server started, from 1. */
  number: number
  method: string
  /** Path without the query. */
  path: string
}

/**
 * What goes wrong. "Applied" means that the state has changed.
 *
 * - `refuse`: the connection breaks before anything is applied
 * - `drop`: applied, then the connection breaks without an answer
 * - `cut`: applied, then the connection breaks in the middle of the answer's body
 * - `twice`: applied twice, and the second answer is given
 * - `error`: a server's fault (`status`, default 502) `before` or `after` applying
 * - `answer`: another answer instead of applying, such as a rate limit
 * - `hang`: no answer ever, `before` or `after` applying; the client has to give up
 * - `delay`: virtual time moves on by `ms` before the request is applied
 */
export type Fault =
  | { kind: 'refuse' }
  | { kind: 'drop' }
  | { kind: 'cut' }
  | { kind: 'twice' }
  | { kind: 'error'; applied: 'before' | 'after'; status?: number }
  | { kind: 'answer'; status: number; headers?: Record<string, string>; message?: string }
  | { kind: 'hang'; applied: 'before' | 'after' }
  | { kind: 'delay'; ms: number }

/** Which requests a fault meets: the k-th since the server started, or all that match, up to `times` (default 1). */
export interface FaultRule {
  fault: Fault
  at?: number
  when?: (seen: Seen) => boolean
  times?: number
}

/** The faults still to come. */
export interface Faults {
  add(rule: FaultRule): void
  /** The next requests whatever they are: one fault each, in order. */
  next(...faults: Fault[]): void
  clear(): void
  /** Rules that were never met, or not as often as they were to be. */
  left(): number
  /** Called by the server: the fault for this request, which is then used up. */
  take(seen: Seen): Fault | null
}

/** A wait in seconds as GitHub names it with 429. */
export const rateLimited = (seconds: number): Fault => ({
  kind: 'answer',
  status: 429,
  headers: { 'retry-after': String(seconds) },
  message: 'You have exceeded a secondary rate limit.',
})

/** An empty list of faults. */
export const newFaults = (): Faults => {
  let rules: (FaultRule & { remaining: number })[] = []
  const meets = ({ at, when }: FaultRule, seen: Seen): boolean =>
    (at === undefined || at === seen.number) && (when === undefined || when(seen))
  return {
    add: (rule) => {
      rules.push({ ...rule, remaining: rule.times ?? 1 })
    },
    next: (...faults) => {
      for (const fault of faults) rules.push({ fault, remaining: 1 })
    },
    clear: () => {
      rules = []
    },
    left: () => rules.length,
    take: (seen) => {
      const rule = rules.find((each) => meets(each, seen))
      if (!rule) return null
      rule.remaining--
      if (rule.remaining === 0) rules = rules.filter((each) => each !== rule)
      return rule.fault
    },
  }
}
