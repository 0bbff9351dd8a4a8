const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

/** A span for people, at most two units: `2d 4h`, `12m`, `0s`. Milliseconds in; below a second rounds up. */
export const formatSpan = (milliseconds: number): string => {
  let rest = Math.max(0, Math.ceil(milliseconds / 1000)) * 1000
  const parts: string[] = []
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size)
    if (count > 0) parts.push(`${count}${unit}`)
    rest -= count * size
    if (parts.length === 2) break
  }
  return parts.join(' ') || '0s'
}

/** A moment for people and logs, whole seconds, UTC: `2026-11-21T08:36:01Z`. Rounds up, so that no wait is shortened. */
export const formatMoment = (epochMilliseconds: number): string =>
  `${new Date(Math.ceil(epochMilliseconds / 1000) * 1000).toISOString().slice(0, 19)}Z`

/** A weight with its sign: `10%`, `0.5%`. */
export const formatWeight = (weight: number): string => `${weight}%`

/** An evidence number for people: two significant digits below 100, whole above, `>1000000` at the end of the scale. */
export const formatEvidence = (evidence: number): string => {
  if (evidence > 1e6) return '>1000000'
  if (evidence >= 100) return String(Math.round(evidence))
  return String(Number(evidence.toPrecision(2)))
}
