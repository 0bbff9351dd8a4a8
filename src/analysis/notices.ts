import { type Blindness, SURPRISING, testedMetrics } from './freshness.ts'
import type { Samples } from './samples.ts'
import { type Prepared, readingIn } from './slices.ts'
import type { Tally } from './tally.ts'

/** Something a person should know that decides nothing by itself. A closed list; `words.ts` has the sentences. */
export type Notice =
  /** The measured share of units of either release in this step is off by more than a factor of 2. Fractions, canary. */
  | { kind: 'share-off'; metric: string; configured: number; measured: number }
  /** The canary saw nothing since `since` while the baseline saw `baseline` units. */
  | { kind: 'split-sends-no-traffic'; metric: string; since: number; baseline: number }
  /** Slices left out because the share changed within them. */
  | { kind: 'dropped-over-a-bump'; slices: number; last: { from: number; to: number } }
  /** Slices left out because they were the first of a step. */
  | { kind: 'dropped-as-warm-up'; slices: number; last: { from: number; to: number } }
  /** Slices left out because they do not lie on the slice grid: a fault of the source's adapter. */
  | { kind: 'off-grid'; metric: string; slices: number }
  /** The metric says nothing at present. */
  | ({ kind: 'blind' } & Blindness)
  /** Too few units in this step: not enough to see less than a share of `visible`; null when there were none at all. */
  | { kind: 'too-little-data'; metric: string; have: number; need: number; visible: number | null }
  /** A comparison has never had a baseline to compare with. */
  | { kind: 'nothing-to-compare'; test: string; metric: string }
  /** The plan's length is over and nothing is left to stake: harm from now on is found later. */
  | { kind: 'stakes-spent'; test: string; since: number }

/** Expected canary units before a share is worth a warning: at 20, chance alone halves it once in about 90 steps. */
const SHARE_MINIMUM = 20

const SHARE_FACTOR = 2

/** All notices at this moment, in the order of the list above and of the tests. */
export const collectNotices = (
  prepared: Prepared,
  tallies: readonly Tally[],
  blind: readonly Blindness[],
  samples: readonly Samples[],
): readonly Notice[] => [
  ...testedMetrics(prepared).flatMap((metric) => shareOff(prepared, metric)),
  ...testedMetrics(prepared).flatMap((metric) => noTraffic(prepared, metric)),
  ...droppedSlices(prepared, 'over-a-bump', 'dropped-over-a-bump'),
  ...droppedSlices(prepared, 'warm-up', 'dropped-as-warm-up'),
  ...[...prepared.readings.offGrid]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([metric, count]) => ({ kind: 'off-grid', metric, slices: count }) as const),
  ...blind.map((blindness) => ({ kind: 'blind', ...blindness }) as const),
  ...samples
    .filter(({ have, need }) => have < need)
    .map(({ metric, have, need }) => ({
      kind: 'too-little-data' as const,
      metric,
      have,
      need,
      visible: have > 0 ? Math.min(1, 3 / have) : null,
    })),
  ...nothingToCompare(prepared, tallies),
  ...stakesSpent(prepared, tallies),
]

const shareOff = (prepared: Prepared, metric: string): readonly Notice[] => {
  const configured = (prepared.journey.bumps.at(-1)?.weight ?? 0) / 100
  if (configured >= 1) return []
  let canary = 0
  let all = 0
  for (const slot of prepared.current) {
    const reading = readingIn(prepared, metric, slot)
    if (reading === undefined || 'missing' in reading || reading.baseline === null) continue
    canary += reading.canary.n
    all += reading.canary.n + reading.baseline.n
  }
  // The rarer arm must be expected often enough too, or a 95 % step would warn by chance.
  if (all * configured < SHARE_MINIMUM || all * (1 - configured) < SHARE_MINIMUM) return []
  const measured = canary / all
  const off = (share: number, wanted: number) =>
    share > wanted * SHARE_FACTOR || share < wanted / SHARE_FACTOR
  return off(measured, configured) || off(1 - measured, 1 - configured)
    ? [{ kind: 'share-off', metric, configured, measured }]
    : []
}

const noTraffic = (prepared: Prepared, metric: string): readonly Notice[] => {
  const weight = prepared.journey.bumps.at(-1)?.weight ?? 0
  if (weight >= 100) return []
  let baseline = 0
  let since: number | null = null
  for (const slot of prepared.current) {
    const reading = readingIn(prepared, metric, slot)
    if (reading === undefined || 'missing' in reading) continue
    const silent = reading.canary.n === 0
    baseline = silent ? baseline + (reading.baseline?.n ?? 0) : 0
    since = silent ? (since ?? slot.from) : null
  }
  const expected = (baseline * weight) / (100 - weight)
  return since !== null && expected >= SURPRISING
    ? [{ kind: 'split-sends-no-traffic', metric, since, baseline }]
    : []
}

const droppedSlices = (
  { slots }: Prepared,
  why: 'over-a-bump' | 'warm-up',
  kind: 'dropped-over-a-bump' | 'dropped-as-warm-up',
): readonly Notice[] => {
  const dropped = slots.filter((slot) => slot.dropped === why)
  const last = dropped.at(-1)
  return last === undefined ? [] : [{ kind, slices: dropped.length, last: { from: last.from, to: last.to } }]
}

const nothingToCompare = ({ judgement }: Prepared, tallies: readonly Tally[]): readonly Notice[] =>
  judgement.tests.flatMap(({ name, metric, max }, i) => {
    const tally = tallies[i]
    if (max !== undefined || !tally || tally.informative > 0 || !tally.lackedBaseline) return []
    return [{ kind: 'nothing-to-compare' as const, test: name, metric }]
  })

const stakesSpent = ({ judgement }: Prepared, tallies: readonly Tally[]): readonly Notice[] =>
  judgement.tests.flatMap(({ name }, i) => {
    const since = tallies[i]?.spentSince ?? null
    return since === null ? [] : [{ kind: 'stakes-spent' as const, test: name, since }]
  })
