import {
  type Checkpoint,
  type Happening,
  isRequest,
  MAX_SEQUENCE,
  MAX_WAITED,
  type RolloutEvent,
} from './events.ts'
import { type RolloutState, waitedUntil } from './fold.ts'
import { isFinished, type Phase } from './phases.ts'
import type { Step } from './plan.ts'

/** What a new event needs from the world: the ledger's time and five random characters. */
export interface Stamp {
  /** Milliseconds since 1970. */
  now: number
  /** Five characters `a-z0-9`. */
  nonce: string
}

/**
 * The next event of a record: what happened, and the whole state after it. Pure; the caller appends it.
 * A request keeps the sequence it saw; every other event takes the next one.
 */
export const nextEvent = (
  state: RolloutState,
  steps: readonly Step[],
  happening: Happening,
  { now, nonce }: Stamp,
): RolloutEvent => ({
  happening,
  checkpoint: { ...checkpointAfter(state, steps, happening, now), phase: phaseAfter(state, happening) },
  sequence: isRequest(happening.kind) ? state.sequence : Math.min(state.sequence + 1, MAX_SEQUENCE),
  nonce,
})

const checkpointAfter = (
  state: RolloutState,
  steps: readonly Step[],
  happening: Happening,
  now: number,
): Omit<Checkpoint, 'phase'> => {
  const moment = Math.ceil(now / 1000) * 1000
  const same: Omit<Checkpoint, 'phase'> = {
    step: state.step,
    steps: steps.length,
    weight: state.weight,
    since: state.since,
    // Rounded up: no part of a second of waiting counts towards the deadline.
    waited: Math.min(Math.ceil(waitedUntil(state, now) / 1000), MAX_WAITED),
    hold: state.hold,
  }
  switch (happening.kind) {
    case 'started':
    case 'queued':
      return { ...same, since: moment }
    case 'set':
      return {
        ...same,
        since: moment,
        weight: happening.weight,
        step: stepOf(steps, happening.weight),
      }
    case 'rolled-back':
      return { ...same, weight: 0 }
    case 'released':
      return { ...same, hold: false }
    default:
      return same
  }
}

/** An end is left by going back alone, a pause by `resumed` alone, and `stuck` by the people that it waits for. */
const phaseAfter = (state: RolloutState, happening: Happening): Phase => {
  const { phase } = state
  if (phase === 'rolled-back') return phase
  if (happening.kind === 'rolled-back') return 'rolled-back'
  if (happening.kind === 'going-back') return 'aborted'
  if (phase === 'aborted' || isFinished(phase)) return phase
  const stays = phase === 'paused' || phase === 'stuck'
  switch (happening.kind) {
    case 'queued':
    case 'paused':
    case 'promoted':
    case 'superseded':
      return happening.kind
    case 'resumed':
      return phase === 'paused' ? whereItStood(state) : phase
    case 'stuck':
      return phase === 'paused' ? phase : 'stuck'
    case 'retried':
    case 'asked-promote':
      return phase === 'stuck' ? whereItStood(state) : phase
    case 'started':
    case 'setting':
      return stays ? phase : 'progressing'
    case 'set':
      return stays ? phase : 'baking'
    case 'asks':
      return stays ? phase : 'awaiting-approval'
    case 'approved':
      return phase === 'awaiting-approval' ? whereItStood(state, happening.step) : phase
    case 'restore-point':
    case 'migrated':
    case 'checked':
    case 'deployed':
    case 'waits':
    case 'skipped':
    case 'asked-rollback':
    case 'released':
    case 'retired':
      return phase
    default:
      return happening satisfies never
  }
}

/** Where a rollout goes on once nobody stops it: still in the queue, still without an answer, or under way. */
const whereItStood = (state: RolloutState, justApproved?: number): Phase => {
  const lastOf = (kind: Happening['kind']): number =>
    state.story.findLast(({ happening }) => happening.kind === kind)?.sequence ?? 0
  if (lastOf('queued') > lastOf('started')) return 'queued'
  const open = (step: number): boolean =>
    step > state.step && step !== justApproved && !state.approved.includes(step)
  if (state.asked.some(open)) return 'awaiting-approval'
  return state.pending === null && state.step > 0 ? 'baking' : 'progressing'
}

/** Number (1-based) of the step that ends at this weight; steps rise strictly, so there is one. */
const stepOf = (steps: readonly Step[], weight: number): number =>
  steps.findIndex((step) => step.weight === weight) + 1
