import type { Assessment } from '../analysis/assess.ts'
import type { Judgement } from '../analysis/judgement.ts'
import type { Evidence } from './decide.ts'
import type { DatedEvent, RolloutState } from './fold.ts'
import type { Reason } from './reasons.ts'

/** What the metrics say, reduced to what a decision needs. */
export const evidenceFrom = (
  a: Assessment,
  { alpha, tests, limits = [] }: Pick<Judgement, 'alpha' | 'tests' | 'limits'>,
): Evidence => ({
  combined: a.combined,
  verdict: a.verdict,
  limit: 1 / alpha,
  tripped: a.tripped,
  brokenZeroLimit: a.brokenZeroLimit,
  samples: a.samples,
  blindSince: a.blindSince,
  suspiciousSince: a.suspiciousSince,
  measured: tests.length + limits.length > 0,
})

/**
 * Since when a source that fails now is gone: it takes its past along, so the ledger alone knows. The first of the
 * newest events that say so without a break; `now` when none does. Milliseconds since 1970.
 */
export const outageSince = (state: Pick<RolloutState, 'story'>, now: number): number =>
  waitingSince(state, ['no-data', 'blind-too-long'], now)

/** The first of the newest events that say, without a break, that the rollout waits for one of these reasons. */
export const waitingSince = (
  { story }: Pick<RolloutState, 'story'>,
  reasons: readonly Reason[],
  now: number,
): number => {
  const says = ({ happening }: DatedEvent): boolean =>
    happening.kind === 'waits' && reasons.includes(happening.reason)
  const before = story.findLastIndex((event) => !says(event))
  return story[before + 1]?.at ?? now
}
