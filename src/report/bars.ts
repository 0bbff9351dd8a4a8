import { type Point, rate, thin } from './series.ts'

/** A bar of `width` characters, full at 1: `████░░░░░░`. Anything above nothing shows at least one full character. */
export const bar = (fraction: number, width: number): string => {
  const share = Number.isFinite(fraction) ? Math.min(1, Math.max(0, fraction)) : 0
  const full =
    share === 0 ? 0 : share === 1 ? width : Math.min(width - 1, Math.max(1, Math.round(share * width)))
  return '█'.repeat(full) + '░'.repeat(Math.max(0, width - full))
}

const LEVELS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** One character per value from 0 to `top`; `·` where there is none. */
export const sparkline = (values: readonly (number | null)[], top: number): string =>
  values
    .map((value) => {
      if (value === null || !Number.isFinite(value)) return '·'
      const share = top > 0 ? Math.min(1, Math.max(0, value / top)) : 0
      return LEVELS[Math.round(share * (LEVELS.length - 1))] ?? '▁'
    })
    .join('')

/** Rates of the new release over time in at most `width` characters; several slices are summed, not averaged. */
export const trend = (points: readonly Point[], width: number, top?: number): string => {
  const values = thin(points, width).points.map(({ canary }) => rate(canary))
  const highest = Math.max(0, ...values.map((value) => value ?? 0))
  return sparkline(values, top ?? highest)
}

/** Where evidence lies between 1 (nothing learned) and its limit on a logarithmic scale: 0 to 1. */
export const evidenceShare = (evidence: number, limit: number): number => {
  if (Number.isNaN(evidence) || evidence <= 1) return 0
  return limit > 1 ? Math.min(1, Math.log(evidence) / Math.log(limit)) : 1
}
