import { type Checkpoint, type Happening, isRequest, type RolloutEvent } from './events.ts'
import { type RolloutState, waitedUntil } from './fold.ts'
import type { Phase } from './phases.ts'
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
  checkpoint: checkpointAfter(state, steps, happening, now),
  sequence: isRequest(happening.kind) ? state.sequence : state.sequence + 1,
  nonce,
})

const checkpointAfter = (
  state: RolloutState,
  steps: readonly Step[],
  happening: Happening,
  now: number,
): Checkpoint => {
  const same: Checkpoint = {
    phase: state.phase,
    step: state.step,
    steps: steps.length,
    weight: state.weight,
    since: state.since,
    waited: Math.floor(waitedUntil(state, now) / 1000),
    hold: state.hold,
  }
  switch (happening.kind) {
    case 'started':
      return { ...same, phase: 'progressing', since: now }
    case 'queued':
      return { ...same, phase: 'queued', since: now }
    case 'setting':
      return { ...same, phase: 'progressing' }
    case 'set':
      return {
        ...same,
        phase: 'baking',
        since: now,
        weight: happening.weight,
        step: stepOf(steps, happening.weight),
      }
    case 'asks':
      return { ...same, phase: 'awaiting-approval' }
    case 'approved':
    case 'retried':
      return { ...same, phase: underWay(state) }
    case 'resumed':
      return { ...same, phase: needsAnswer(state) ? 'awaiting-approval' : underWay(state) }
    case 'paused':
      return { ...same, phase: 'paused' }
    case 'stuck':
      return { ...same, phase: 'stuck' }
    case 'going-back':
      return { ...same, phase: 'aborted' }
    case 'rolled-back':
      return { ...same, phase: 'rolled-back', weight: 0 }
    case 'promoted':
      return { ...same, phase: 'promoted' }
    case 'superseded':
      return { ...same, phase: 'superseded' }
    case 'released':
      return { ...same, hold: false }
    case 'restore-point':
    case 'migrated':
    case 'checked':
    case 'deployed':
    case 'waits':
    case 'skipped':
    case 'asked-promote':
    case 'asked-rollback':
    case 'retired':
      return same
    default:
      return happening satisfies never
  }
}

/** Number (1-based) of the step that ends at this weight; steps rise strictly, so there is one. */
const stepOf = (steps: readonly Step[], weight: number): number =>
  steps.findIndex((step) => step.weight === weight) + 1

const underWay = (state: RolloutState): Phase => (state.step > 0 ? 'baking' : 'progressing')

const needsAnswer = (state: RolloutState): boolean =>
  state.asked.some((step) => step > state.step && !state.approved.includes(step))
