import type { Listing, Outcome } from '../ledger/ledger.ts'
import { isWhole } from '../rollout/audience.ts'
import { worthWriting } from '../rollout/budget.ts'
import type { Distrust } from '../rollout/decide.ts'
import { type Happening, writeEvent } from '../rollout/events.ts'
import { fold, type LoggedText, type RolloutState } from '../rollout/fold.ts'
import { isFinished, type Phase } from '../rollout/phases.ts'
import type { RollbackRecord, RolloutRecord } from '../rollout/plan.ts'
import { nextEvent } from '../rollout/transition.ts'
import { believed, believedHolds, endsOf, foldBelieved } from './believed.ts'
import type { Telling } from './notice.ts'
import type { Service } from './service.ts'

/** A rollout as the ledger knows it at this moment. */
export interface Rollout {
  key: string
  record: RolloutRecord
  state: RolloutState
  /** Why nothing of it may move forward, by what was found of its lines; absent or null: nothing. */
  doubt?: Distrust | null
  /** It says that it was promoted, and no run that may write here wrote so. */
  disowned?: true
  /** That was written beside it before. */
  marked?: true
}

/** A rollback as the ledger knows it at this moment. */
export interface Rollback {
  key: string
  record: RollbackRecord
  state: RolloutState
  doubt?: Distrust | null
}

/**
 * A hold that the start of a rollout did not see, because a list showed it late. Forward moves wait for it to be released,
 * also those of a release that has begun. Null when there is none.
 */
export const holdBeside = ({ held }: Pick<Survey, 'held'>, { record }: Rollout): string | null =>
  held === null || held.record.rollout === record.id
    ? null
    : `${held.record.revision} was rolled back just before ${record.revision} began, and left a hold: nothing moves forward until a person releases it.`

/** What the ledger says about a service in an environment. */
export interface Survey {
  now: number
  /** The rollout that is neither finished nor queued. */
  inFlight: Rollout | null
  queued: Rollout | null
  /** Records whose run died before their first event: nothing of them ever happened. Newest first. */
  unborn: readonly Rollout[]
  lastPromoted: Rollout | null
  /** A rollback whose hold nobody released. */
  held: Rollback | null
  /** The newest release that ever went forward, when its way back was begun or asked for and is not finished. */
  goingBack: Rollout | null
  /** Newest first. */
  rollouts: readonly Rollout[]
  rollbacks: readonly Rollback[]
  /** Records that are not ours or not readable, for people. */
  foreign: number
  /** So many ends were made up that what lies below them is not known: nothing starts. */
  cut: boolean
}

/** Why nothing starts when the list was cut, for people. */
export const CUT =
  'Somebody wrote so many releases into the record that no run of Sluice made, that what lies below them was not read. Nothing starts. Mark these deployments inactive and delete them; see who may write deployments.'

/** The name of the rollback that undoes a rollout: it follows from the rollout, so that it is written once. */
export const rollbackIdOf = (rolloutId: string): string => rolloutId.replace(/^r-/, 'b-')

/** Reads and folds everything the ledger has. */
export const survey = async (service: Service): Promise<Survey> =>
  surveyOf(service, await service.ledger.list(service.name, service.environment, endsOf(service)))

/** Folds what a list of the ledger said. */
export const surveyOf = async (service: Service, { entries, foreign, cut }: Listing): Promise<Survey> => {
  service.belief?.learn?.(entries.flatMap(({ events }) => events))
  const rollouts = await believed(service, entries)
  const rollbacks = await believedHolds(service, entries)
  const unborn = rollouts.filter(({ state }) => state.events === 0)
  const unfinished = rollouts.filter(({ state }) => state.events > 0 && !isFinished(state.phase))
  const inFlight = unfinished.findLast(({ state }) => state.phase !== 'queued') ?? null
  return {
    now: await service.ledger.now(),
    inFlight,
    queued: unfinished.find((rollout) => rollout !== inFlight) ?? null,
    unborn,
    lastPromoted: rollouts.find(({ state }) => state.phase === 'promoted') ?? null,
    held: rollbacks.find(({ state }) => state.hold) ?? null,
    goingBack: goingBackOf(rollouts, rollbacks),
    rollouts,
    rollbacks,
    foreign: foreign.length,
    cut:
      cut === true &&
      rollouts.some(({ disowned, doubt, state }) => disowned || (doubt && state.phase === 'promoted')),
  }
}

/** The newest rollout that had its turn: neither one that waits for it nor one that lost it to a newer. */
export const newestOf = (rollouts: readonly Rollout[]): Rollout | null =>
  rollouts.find(
    ({ state }) => state.events > 0 && state.phase !== 'queued' && state.phase !== 'superseded',
  ) ?? null

/** Whether the hold that the rollback of this rollout left was released by a person. */
export const holdReleased = (
  { rollbacks }: Pick<Survey, 'rollbacks'>,
  { record: { id } }: Rollout,
): boolean => rollbacks.some(({ record, state }) => record.rollout === id && !state.hold)

/**
 * Whether anybody may have seen the new release: it had a share of the traffic or was about to, or it lives where
 * traffic cannot be shared. What was never seen leaves no hold.
 */
export const wasSeen = ({ components }: Service, { state }: Rollout): boolean =>
  state.weight > 0 ||
  state.pending !== null ||
  state.bumps.some(({ weight }) => weight > 0) ||
  components.some(({ name, exposure }) => isWhole(exposure) && name in state.deployed)

/** A run that was killed on the way back left its own record, or the request of a person on a promoted release. */
const goingBackOf = (rollouts: readonly Rollout[], rollbacks: readonly Rollback[]): Rollout | null => {
  const newest = newestOf(rollouts)
  if (!newest || newest.state.phase === 'rolled-back') return null
  const begun = rollbacks.some(({ record }) => record.rollout === newest.record.id)
  const asked = newest.state.phase === 'promoted' && newest.state.rollbackAsked !== null
  return begun || asked ? newest : null
}

/**
 * Appends what happened and reads the record again, so that the caller goes on from what the ledger says and
 * not from what it believes. Writes nothing when the event would tell nothing new or the record has no room.
 */
export const note = async <T extends Rollout | Rollback>(
  service: Service,
  journal: T,
  happening: Happening,
  telling: Telling = {},
): Promise<T> => {
  if (!worthWriting(journal.state, happening, telling.again)) return journal
  const now = await service.ledger.now()
  const steps = journal.record.kind === 'rollout' ? journal.record.plan.steps : []
  const event = nextEvent(journal.state, steps, happening, { now, nonce: service.world.random(5) })
  const text = writeEvent(event)
  const outcome = outcomeOf(event.checkpoint.phase, journal.record.kind, happening.kind)
  await service.ledger.append(journal.key, { text, outcome })
  service.say(text)
  const fresh = await refresh(service, journal)
  // A list may not show the newest line yet; our own line is known to be there.
  const shown = fresh.state.story.some(
    ({ nonce, sequence }) => nonce === event.nonce && sequence === event.sequence,
  )
  const after = shown ? fresh : withLine(fresh, { text, at: now, run: service.author.run, seal: 'good' })
  service.announce?.({ journal: after, event, telling, at: now })
  return after
}

/** Reads a record again. A record that is gone is reported by `state-lost` where it matters; here it stays as known. */
export const refresh = async <T extends Rollout | Rollback>(service: Service, journal: T): Promise<T> => {
  const entry = await service.ledger.read(journal.key)
  return entry ? { ...journal, ...(await foldBelieved(service, journal, entry.events)) } : journal
}

const withLine = <T extends Rollout | Rollback>(journal: T, line: LoggedText): T => {
  const lines = journal.state.story.map((event) => ({ ...event, text: writeEvent(event) }))
  return { ...journal, state: fold(journal.record, [...lines, line]) }
}

/** How the state shows on GitHub's own page of deployments. */
const outcomeOf = (phase: Phase, kind: 'rollout' | 'rollback', happening: Happening['kind']): Outcome => {
  if (happening === 'retired') return 'inactive'
  switch (phase) {
    case 'queued':
      return 'queued'
    case 'awaiting-approval':
    case 'paused':
    case 'progressing':
    case 'baking':
    case 'aborted':
      return 'in_progress'
    case 'promoted':
      return 'success'
    case 'rolled-back':
      return kind === 'rollback' ? 'success' : 'failure'
    case 'superseded':
      return 'inactive'
    case 'stuck':
      return 'error'
    default:
      return phase satisfies never
  }
}
