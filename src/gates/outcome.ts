import type { Reason } from '../rollout/reasons.ts'

/** Why a gate other than the rollout's own look answered as it did. Closed, like the rollout's reasons. */
export const GATE_REASONS = [
  'done',
  'nothing-to-do',
  'dry-run',
  'started',
  'already-started',
  'on-hold',
  'in-flight',
  'not-started',
  'no-rollout',
  'not-allowed-now',
  'released',
  'recorded',
  'missing-secrets',
  'schema-drift',
  'contract-migration',
  'no-restore-point',
  'migration-failed',
  'unreachable',
  'unrecorded',
  'stale-run',
  'stale-revision',
  'untrusted-revision',
  'self-approval',
  'not-permitted',
  'out-of-date',
  'preflight',
  'rehearsal',
] as const

export type GateReason = (typeof GATE_REASONS)[number] | Reason

/** What every gate answers. A gate that says no has `failed` and changes nothing further. */
export interface GateOutcome {
  /** `pass` and `refuse` of a plain gate, or the rollout's own decision. */
  decision: 'pass' | 'refuse' | 'advance' | 'hold' | 'promote' | 'abort'
  reason: GateReason
  /** One or more sentences for people: service, environment, version, the number that decided, the next move. */
  message: string
  /** The step must fail. */
  failed: boolean
}

/** The gate is open. */
export const pass = (reason: GateReason, message: string): GateOutcome => ({
  decision: 'pass',
  reason,
  message,
  failed: false,
})

/** The gate is shut: the answer is no, which is a result and not an error. */
export const refuse = (reason: GateReason, message: string): GateOutcome => ({
  decision: 'refuse',
  reason,
  message,
  failed: true,
})
