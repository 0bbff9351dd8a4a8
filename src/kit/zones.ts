const SECOND = 1000
const DAY = 86_400_000

/** Building a formatter costs far more than using it. */
const clocks = new Map<string, Intl.DateTimeFormat>()

const clockOf = (zone: string): Intl.DateTimeFormat => {
  const known = clocks.get(zone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  clocks.set(zone, clock)
  return clock
}

/** The name the machine's zone data gives, or null when it does not know the zone. */
export const zoneName = (zone: string): string | null => {
  try {
    return clockOf(zone).resolvedOptions().timeZone
  } catch {
    return null
  }
}

/** How far the clocks of the zone are ahead of UTC at this moment, in milliseconds. */
export const aheadAt = (zone: string, moment: number): number => {
  const whole = Math.floor(moment / SECOND) * SECOND
  const parts: Record<string, number> = {}
  for (const { type, value } of clockOf(zone).formatToParts(whole)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}

/**
 * The moment at which the clocks of the zone show `wall` (a local time, written as if it were UTC). When they show it
 * twice, the first; when they jump over it, as long after the jump as it lies after the jump's beginning.
 */
export const momentOf = (zone: string, wall: number): number => {
  const before = wall - aheadAt(zone, wall - DAY)
  const after = wall - aheadAt(zone, wall + DAY)
  const real = [before, after].filter((moment) => moment + aheadAt(zone, moment) === wall)
  return real.length > 0 ? Math.min(...real) : before
}
