import type { Counts } from '../../../src/analysis/judgement.ts'
import type { ReleaseId } from '../../../src/rollout/plan.ts'

/** What releases did, by the start of buckets of `unit` milliseconds. Nothing is recorded of empty buckets. */
export interface Past {
  unit: number
  releases: ReadonlyMap<ReleaseId, ReadonlyMap<number, Counts>>
  /** Takes the place of `releases` where the past is worked out when it is asked for. */
  counts?(release: ReleaseId, from: number, to: number): Counts | null
}

/** Counts of one release from `from` up to `to`; null when nothing was recorded. */
export const countsIn = (
  { releases, counts }: Past,
  release: ReleaseId,
  from: number,
  to: number,
): Counts | null => {
  if (counts) return counts(release, from, to)
  const found = [...(releases.get(release) ?? [])].filter(([at]) => at >= from && at < to)
  if (found.length === 0) return null
  return found.reduce((sum, [, { n, x }]) => ({ n: sum.n + n, x: sum.x + x }), { n: 0, x: 0 })
}

/** Buckets of a length between two moments with what a release did in them, empty ones left out. */
export const bucketsOf = (
  past: Past,
  release: ReleaseId,
  { from, to, length }: { from: number; to: number; length: number },
): { at: number; counts: Counts }[] => {
  const found: { at: number; counts: Counts }[] = []
  for (let at = Math.floor(from / length) * length; at < to; at += length) {
    const counts = countsIn(past, release, Math.max(at, from), Math.min(at + length, to))
    if (counts !== null) found.push({ at, counts })
  }
  return found
}

/** The releases of the scenes. */
export const CANARY = '8f1c2a44-new'
export const BASELINE = '3b7d90ee-old'
export const UNKNOWN = 'ffffffff-never'

/** What happened in six slices. The old release is silent in the third. */
export const TRUTH: readonly { canary: Counts; baseline: Counts }[] = [
  { canary: { n: 14, x: 0 }, baseline: { n: 120, x: 1 } },
  { canary: { n: 12, x: 0 }, baseline: { n: 118, x: 0 } },
  { canary: { n: 13, x: 4 }, baseline: { n: 0, x: 0 } },
  { canary: { n: 10, x: 10 }, baseline: { n: 131, x: 2 } },
  { canary: { n: 17, x: 1 }, baseline: { n: 125, x: 0 } },
  { canary: { n: 11, x: 2 }, baseline: { n: 119, x: 1 } },
]

/** Slices before the first one, in which both releases were there. */
const BEFORE = 3

const spread = (
  slices: readonly Counts[],
  start: number,
  slice: number,
  parts: number,
): Map<number, Counts> => {
  const unit = slice / parts
  const all: readonly Counts[] = [...new Array<Counts>(BEFORE).fill({ n: 6, x: 0 }), ...slices]
  const found = new Map<number, Counts>()
  for (const [index, { n, x }] of all.entries()) {
    if (n === 0) continue
    const from = start + (index - BEFORE) * slice
    const last = from + (parts - 1) * unit
    const share = { n: Math.floor(n / 2), x: Math.floor(x / 2) }
    if (parts === 1) found.set(from, { n, x })
    else {
      found.set(from, share)
      found.set(last, { n: n - share.n, x: x - share.x })
    }
  }
  return found
}

/** A past in which the truth happened from `start` on, half of each slice at its beginning and half at its end. */
export const pastOf = ({
  start,
  slice,
  parts,
}: {
  start: number
  slice: number
  /** Buckets per slice. */
  parts: number
}): Past => ({
  unit: slice / parts,
  releases: new Map([
    [
      CANARY,
      spread(
        TRUTH.map(({ canary }) => canary),
        start,
        slice,
        parts,
      ),
    ],
    [
      BASELINE,
      spread(
        TRUTH.map(({ baseline }) => baseline),
        start,
        slice,
        parts,
      ),
    ],
  ]),
})
