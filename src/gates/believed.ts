import type { EndsList, Entry } from '../ledger/ledger.ts'
import type { Distrust } from '../rollout/decide.ts'
import { readEvent } from '../rollout/events.ts'
import { type DatedEvent, fold, type LoggedText, type RolloutState } from '../rollout/fold.ts'
import { isFinished } from '../rollout/phases.ts'
import type { RollbackRecord } from '../rollout/plan.ts'
import type { Belief } from './belief.ts'
import type { Rollback, Rollout, Survey } from './journal.ts'
import type { Service } from './service.ts'

/** The entry as a rollout; null when it is a rollback. */
export const asRollout = ({ key, record, events }: Entry): Rollout | null =>
  record.kind === 'rollout' ? { key, record, state: fold(record, events) } : null

/** The entry as a rollback; null when it is a rollout. It is written in order to hold, and holds from its first moment. */
export const asRollback = ({ key, record, events }: Entry): Rollback | null => {
  if (record.kind !== 'rollback') return null
  return { key, record, state: holding(fold(record, events)) }
}

const holding = (state: RolloutState): RolloutState => ({ ...state, hold: state.hold || state.events === 0 })

/** How long an end is still looked into: a forged one would hide from all ticks what lies below it. */
const END_DOUBTED = 24 * 3_600_000

/**
 * Is this end to be looked into? Not for ever: runs are deleted in time. One that was found to be made up is marked with a
 * line that is no event, and is looked into as long as that is the newest.
 */
const isDoubted = ({ events }: Entry, now: number): boolean => {
  const newest = newestLine(events)
  return newest !== null && (now - newest.at < END_DOUBTED || readEvent(newest.text) === null)
}

const newestLine = (lines: readonly LoggedText[]): LoggedText | null =>
  lines.reduce<LoggedText | null>((last, line) => (last === null || line.at >= last.at ? line : last), null)

/** Where it is believed, its start has seen what lies below: neither a hold nor a rollout on its way. */
const vouches = ({ state, doubt }: Rollout): boolean =>
  !doubt &&
  (state.phase === 'promoted' ||
    (!isFinished(state.phase) &&
      state.phase !== 'queued' &&
      (state.step > 0 || Object.keys(state.deployed).length > 0)))

/** Which record a list may end at, where lines have to be borne out. */
export const endsOf = (service: Service): EndsList | undefined => {
  const { belief, ledger } = service
  if (!belief) return undefined
  return async (read) => {
    const all = read.flatMap((entry) => {
      const rollout = asRollout(entry)
      return rollout ? [{ entry, rollout }] : []
    })
    const own = all.pop()
    if (own?.rollout.key !== read.at(-1)?.key || own?.rollout.state.phase !== 'promoted') return false
    if (!isDoubted(own.entry, await ledger.now())) return true
    for (const { entry, rollout } of all)
      if (!isFinished(rollout.state.phase) && vouches(rollout)) {
        const found = await foldBelieved(service, rollout, entry.events)
        if (vouches({ ...rollout, ...found })) return true
      }
    const { record, state } = own.rollout
    const { trusts, doubt, unanswered } = await belief.judge(state.story, 'end')
    return (!doubt || unanswered === true) && fold(record, own.entry.events, trusts).phase === 'promoted'
  }
}

const DISOWNED = 'Not believed: no run that may write here wrote that this was promoted.'

/**
 * Marks ends that were found to be made up, once, so that they are looked into as long as they are there. Failing to do so
 * changes nothing.
 */
export const markDisowned = async ({ ledger, say }: Service, { rollouts }: Survey): Promise<void> => {
  for (const { key, record, disowned, marked } of rollouts) {
    if (!disowned || marked) continue
    say(`${record.id} says that it was promoted, and no run that may write here wrote so.`)
    await ledger.append(key, { text: DISOWNED, outcome: 'error' }).catch(() => {})
  }
}

/** The rollouts, those that something may still be done about without the lines that nobody vouches for. */
export const believed = async (service: Service, entries: readonly Entry[]): Promise<Rollout[]> => {
  const all = entries.flatMap((entry) => asRollout(entry) ?? [])
  if (!service.belief) return all
  const now = await service.ledger.now()
  const newest = all.find(({ state }) => state.events > 0 && state.phase !== 'queued')
  const rollouts: Rollout[] = []
  let vouched = false
  for (const rollout of all) {
    const { phase, events } = rollout.state
    const entry = entries.find(({ key }) => key === rollout.key)
    const hides = !vouched && (rollout === newest || phase === 'promoted')
    const asked = events > 0 && (!isFinished(phase) || hides)
    if (!entry || !asked || (isFinished(phase) && !isDoubted(entry, now))) {
      rollouts.push(rollout)
      continue
    }
    const found = { ...rollout, ...(await foldBelieved(service, rollout, entry.events)) }
    vouched ||= vouches(found)
    const disowned = phase === 'promoted' && found.state.phase !== 'promoted' && !found.doubt
    const marked = readEvent(newestLine(entry.events)?.text ?? '') === null
    rollouts.push(disowned ? { ...found, disowned, ...(marked && { marked }) } : found)
  }
  return rollouts
}

/** The rollbacks; that a hold was released is believed as little as any other word that leads forward. */
export const believedHolds = async (service: Service, entries: readonly Entry[]): Promise<Rollback[]> => {
  const rollbacks: Rollback[] = []
  for (const entry of entries) {
    const rollback = asRollback(entry)
    const released = rollback?.state.story.some(({ happening }) => happening.kind === 'released') === true
    if (rollback)
      rollbacks.push(
        released && service.belief
          ? { ...rollback, ...(await foldBelieved(service, rollback, entry.events)) }
          : rollback,
      )
  }
  return rollbacks
}

/** The state of a record by the lines that may be built upon, and why nothing of it may move forward. */
export const foldBelieved = async (
  { belief }: Service,
  { record }: Rollout | Rollback,
  lines: readonly LoggedText[],
): Promise<{ state: RolloutState; doubt: Distrust | null }> => {
  const state = fold(record, lines)
  if (!belief) return { state, doubt: null }
  if (record.kind === 'rollback') return foldHold(belief, record, lines)
  const { trusts, doubt } = await belief.judge(state.story, isFinished(state.phase) ? 'end' : 'all')
  return { state: fold(record, lines, trusts), doubt }
}

/** Only a release that is borne out ends a hold; everything else that is written there is careful anyway. */
const foldHold = async (
  belief: Belief,
  record: RollbackRecord,
  lines: readonly LoggedText[],
): Promise<{ state: RolloutState; doubt: Distrust | null }> => {
  const { trusts, doubt } = await belief.judge(fold(record, lines).story)
  const stands = (event: DatedEvent): boolean =>
    event.happening.kind === 'rolled-back' || (doubt === null && trusts(event))
  return { state: holding(fold(record, lines, stands)), doubt }
}
