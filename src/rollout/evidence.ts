import type { Assessment } from '../analysis/assess.ts'
import type { Judgement } from '../analysis/judgement.ts'
import type { Evidence } from './decide.ts'
import type { DatedEvent, RolloutState } from './fold.ts'

/** What the metrics say, reduced to what a decision needs. */
export const evidenceFrom = (
  a: Assessment,
  { alpha, tests }: Pick<Judgement, 'alpha' | 'tests'>,
): Evidence => ({
  combined: a.combined,
  verdict: a.verdict,
  limit: 1 / alpha,
  tripped: a.tripped,
  brokenZeroLimit: a.brokenZeroLimit,
  samples: a.samples,
  blindSince: a.blindSince,
  suspiciousSince: a.suspiciousSince,
  measured: tests.length > 0,
})

/**
 * Since when a source that fails now is gone: it takes its past along, so the ledger alone knows. The first of the
 * newest events that say so without a break; `now` when none does. Milliseconds since 1970.
 */
export const outageSince = ({ story }: Pick<RolloutState, 'story'>, now: number): number => {
  const saysBlind = ({ happening }: DatedEvent): boolean =>
    happening.kind === 'waits' && (happening.reason === 'no-data' || happening.reason === 'blind-too-long')
  const sighted = story.findLastIndex((event) => !saysBlind(event))
  return story[sighted + 1]?.at ?? now
}
