import { EVENT_LIMIT, type Happening } from './events.ts'
import type { RolloutState } from './fold.ts'
import { isFinished } from './phases.ts'

/** Events that one step of the plan may still need: the question, the answer, the intent and the confirmation. */
const EVENTS_PER_STEP = 4

/**
 * Is there anything new in this event, and is there room for it? Who writes to a record asks first; so every
 * record stays within `EVENT_LIMIT`, whatever people press and however often ticks look.
 *
 * - A reason for waiting: only if the newest event does not say it, in the first `notes` lines, and leaving the
 *   steps ahead enough room. Two are written beyond that, up to `hard`: `conflict`, because the next event is what
 *   ends it, up to `forward`; and `record-full`, once, so that a person is not called anew by every look.
 *   With `again` a reason is written although the newest event says it: a reminder, within the same limits.
 * - Forward moves and what people ask: up to `forward`, and never after the end or while going back. The confirmation
 *   of an act already intended, and the promotion after it, have room up to `hard`.
 * - Going back, its request, a hold's release and the end by a newer release: always, but once.
 */
export const worthWriting = (state: RolloutState, happening: Happening, again = false): boolean => {
  const lines = state.events + state.foreign
  const over = state.phase === 'aborted' || isFinished(state.phase)
  const { kind } = happening
  switch (kind) {
    case 'asked-rollback':
      return state.rollbackAsked === null && state.phase !== 'rolled-back'
    case 'going-back':
      return state.phase !== 'aborted' && state.phase !== 'rolled-back'
    case 'rolled-back':
      return state.phase !== 'rolled-back'
    case 'released':
      return state.hold
    case 'superseded':
      return !isFinished(state.phase)
    case 'retired':
      return lines < EVENT_LIMIT.hard && state.story.every((event) => event.happening.kind !== 'retired')
    case 'promoted':
      return lines < EVENT_LIMIT.hard && !over
    case 'set':
      if (state.pending?.weight === happening.weight) return lines < EVENT_LIMIT.hard
      return lines < EVENT_LIMIT.forward && !over
    case 'waits':
      return !over && (again ? roomForNotes(state, lines) : noteworthy(state, happening.reason, lines))
    case 'stuck':
      return (
        lines < EVENT_LIMIT.forward &&
        !isFinished(state.phase) &&
        !(halted(state) && said(state, happening.reason))
      )
    case 'paused':
      return lines < EVENT_LIMIT.forward && !over && state.phase !== 'paused'
    case 'asks':
      return lines < EVENT_LIMIT.forward && !over && !waitsFor(state, happening.step)
    case 'started':
    case 'queued':
    case 'restore-point':
    case 'migrated':
    case 'checked':
    case 'deployed':
    case 'setting':
    case 'approved':
    case 'resumed':
    case 'skipped':
    case 'retried':
    case 'asked-promote':
      return lines < EVENT_LIMIT.forward && !over
    default:
      return kind satisfies never
  }
}

const noteworthy = (state: RolloutState, reason: RolloutState['reason'], lines: number): boolean => {
  if (state.conflict) return lines < EVENT_LIMIT.forward
  if (said(state, reason)) return false
  if (reason === 'record-full') return lines < EVENT_LIMIT.hard
  return roomForNotes(state, lines)
}

const roomForNotes = (state: RolloutState, lines: number): boolean =>
  lines < Math.min(EVENT_LIMIT.notes, EVENT_LIMIT.forward - needed(state))

/** What the newest event says already, in words or by its phase: a step that was just taken bakes. */
const said = (state: RolloutState, reason: RolloutState['reason']): boolean =>
  state.reason === reason ||
  state.phase === reason ||
  (reason === 'bake-not-over' && state.phase === 'baking' && state.story.at(-1)?.happening.kind === 'set')

const needed = ({ story, step }: RolloutState): number => {
  const steps = story.at(-1)?.checkpoint.steps ?? 0
  return EVENTS_PER_STEP * (steps - step) + 1
}

const halted = ({ phase }: RolloutState): boolean =>
  phase === 'stuck' || phase === 'aborted' || phase === 'paused'

const waitsFor = ({ phase, asked }: RolloutState, step: number): boolean =>
  phase === 'awaiting-approval' && asked.includes(step)
