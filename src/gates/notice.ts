import type { Notice } from '../notify/notify.ts'
import type { RolloutEvent } from '../rollout/events.ts'
import { formatMoment, formatWeight } from '../rollout/format.ts'
import type { NoticeKind } from '../rollout/notices.ts'
import type { Rollback, Rollout } from './journal.ts'
import { isUntouched } from './settle.ts'

/** What the writer of an event knows beyond the event. */
export interface Telling {
  /** The number that decided, or why: what the decision said. */
  why?: string
  /** A person has to act. */
  person?: boolean
  /** Said before: nobody has acted since. */
  again?: boolean
}

/** An event that has just been written, with the state after it. */
export interface Written {
  journal: Rollout | Rollback
  event: RolloutEvent
  telling: Telling
  at: number
}

/**
 * The notice of an event, or null when nobody has to be told. It follows from a line that was just written, and a line is
 * written once: so a re-run tells nothing twice.
 */
export const noticeOf = ({ journal, event, telling, at }: Written): Omit<Notice, 'url'> | null => {
  const { record, state } = journal
  // A rollback's own record says again what the rollout's record says.
  if (record.kind !== 'rollout') return null
  const rollout = { ...journal, record }
  const kind = kindOf(rollout, event, telling)
  if (kind === null) return null
  const where = `${record.service} ${record.revision} in ${record.environment}`
  return {
    id: `${record.id}#${event.sequence}.${event.nonce}`,
    kind,
    reminder: telling.again === true,
    service: record.service,
    environment: record.environment,
    revision: record.revision,
    rollout: record.id,
    weight: state.weight,
    step: state.step,
    steps: record.plan.steps.length,
    title: `${where}: ${headline(kind, rollout, event)}`,
    text: telling.why ?? reasonOf(event),
    next: nextMove(kind, rollout),
    at,
  }
}

const kindOf = (rollout: Rollout, { happening }: RolloutEvent, { person }: Telling): NoticeKind | null => {
  switch (happening.kind) {
    case 'started':
    case 'promoted':
      return happening.kind
    case 'set':
      return 'bumped'
    case 'asks':
      return 'approval-asked'
    case 'waits':
      if (person !== true) return null
      return happening.reason === 'approval-missing' ? 'approval-asked' : 'held'
    case 'stuck':
      return happening.reason === 'way-back-unsafe' && person !== true ? 'rollback-failed' : 'held'
    case 'going-back':
      return 'aborted'
    case 'rolled-back':
      return isUntouched(rollout) ? 'aborted' : 'rolled-back'
    case 'queued':
    case 'restore-point':
    case 'migrated':
    case 'checked':
    case 'deployed':
    case 'setting':
    case 'approved':
    case 'paused':
    case 'resumed':
    case 'skipped':
    case 'retried':
    case 'asked-promote':
    case 'asked-rollback':
    case 'superseded':
    case 'released':
    case 'retired':
      return null
    default:
      return happening satisfies never
  }
}

const headline = (kind: NoticeKind, { state }: Rollout, { happening }: RolloutEvent): string => {
  switch (kind) {
    case 'started':
      return 'started'
    case 'bumped':
      return `${formatWeight(state.weight)} of the traffic`
    case 'approval-asked':
      return happening.kind === 'asks' ? `step ${happening.step} needs an approval` : 'an approval is missing'
    case 'held':
      return `held at ${formatWeight(state.weight)}, a person must decide`
    case 'aborted':
      return 'aborted'
    case 'rolled-back':
      return 'rolled back'
    case 'rollback-failed':
      return 'the rollback FAILED'
    case 'promoted':
      return 'promoted'
    default:
      return kind satisfies never
  }
}

const reasonOf = ({ happening }: RolloutEvent): string =>
  'reason' in happening ? `Because: ${happening.reason}.` : 'As planned.'

/** What happens next by itself, or what a person should do. */
const nextMove = (kind: NoticeKind, { record: { plan }, state }: Rollout): string => {
  const step = plan.steps[state.step]
  switch (kind) {
    case 'started':
      return step ? `First step: ${formatWeight(step.weight)}.` : 'The first step.'
    case 'bumped': {
      const bake = plan.steps[state.step - 1]?.bake ?? 0
      const then = step ? formatWeight(step.weight) : 'promoted'
      return `Bakes until ${formatMoment(state.since + bake)}, then ${then} if the evidence allows it.`
    }
    case 'approval-asked':
      return 'Read the summary of the run, then approve or reject.'
    case 'held':
      return 'Look at it, then retry, promote or roll back. Guards go on meanwhile.'
    case 'aborted':
      return isUntouched({ state }) ? 'Nothing was changed; the next release may start.' : 'It is going back.'
    case 'rolled-back':
      return plan.holdAfterRollback
        ? 'Mend the cause, then release the hold: until then no release starts.'
        : 'Mend the cause; the next release may start.'
    case 'rollback-failed':
      return 'Act now: the new release may still serve. The summary of the start has the command that puts the old one back by hand.'
    case 'promoted':
      return 'Nothing: it is the baseline of the next release.'
    default:
      return kind satisfies never
  }
}
