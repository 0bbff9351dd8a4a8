import type { Bump } from '../analysis/judgement.ts'
import { type Checkpoint, type HappeningKind, isRequest, type RolloutEvent, readEvent } from './events.ts'
import { isFinished, type Phase, waitsForPeople } from './phases.ts'
import type { ReleaseId } from './plan.ts'
import type { Reason } from './reasons.ts'

/** A line of history as a store gives it back; see `ledger/ledger.ts`. */
export interface LoggedText {
  text: string
  /** Milliseconds since 1970. */
  at: number
  run: string | null
  /** Whether it is signed with the key of the environment; absent: not signed, or there is no key. */
  seal?: 'good' | 'bad'
}

/** An event with when and by which run it was written. */
export interface DatedEvent extends RolloutEvent {
  at: number
  run: string | null
  seal?: 'good' | 'bad'
}

/** What the ledger says about one record, whatever the order in which its lines arrived. */
export interface RolloutState {
  phase: Phase
  /** When the rollout began, milliseconds since 1970. */
  startedAt: number
  /** Steps confirmed. */
  step: number
  /** Percent confirmed. */
  weight: number
  /** Start of the bake of the step in force, milliseconds since 1970. */
  since: number
  /** Milliseconds spent waiting for people, up to the newest event. */
  waited: number
  /** A rollback's hold that nobody released. */
  hold: boolean
  /** An act that was intended and not confirmed. */
  pending: { weight: number } | null
  /** Reason given by the newest event, if it gave one. */
  reason: Reason | null
  /** When the newest ordered event was written. */
  headAt: number
  /** When it was first said to be at its end; null while it goes on. */
  endedAt: number | null
  /** Highest sequence seen; the next event takes one more. */
  sequence: number
  /** Two writers used the newest sequence: no forward move until that is resolved. */
  conflict: boolean
  rollbackAsked: { by: string; at: number } | null
  promoteAsked: boolean
  skipAsked: boolean
  /** Steps (1-based) that a person approved, and for which approval was asked. */
  approved: readonly number[]
  asked: readonly number[]
  deployed: Readonly<Record<string, ReleaseId>>
  checked: Readonly<Record<'live' | 'canary', boolean>>
  migrated: string | null
  restorePoint: string | null
  bumps: readonly Bump[]
  /** Readable events, oldest first, for people to read; a request stands after the event that its writer had seen. */
  story: readonly DatedEvent[]
  /** Number of readable events, and of lines that are not ours; the store's limit counts both. */
  events: number
  foreign: number
}

/**
 * Joins the lines of one record into its state. The order of arrival does not matter, lost history does not
 * matter as long as the newest line is there, and where two writers disagree the more cautious one holds:
 * once anybody went back, nothing that was written beside it leads forward again.
 */
export const fold = (
  record: { startedAt: number },
  lines: readonly LoggedText[],
  trusts: (event: DatedEvent) => boolean = () => true,
): RolloutState => {
  const read = readLines(lines)
  const { events, backward, doubted } = proven(read.events, trusts)
  const foreign = read.foreign + doubted
  const ordered = events.filter(({ happening }) => !isRequest(happening.kind))
  const head = ordered.at(-1) ?? events.at(-1)
  const last = (kind: HappeningKind): DatedEvent | undefined =>
    ordered.findLast(({ happening }) => happening.kind === kind)
  const after = (a: DatedEvent | undefined, b: DatedEvent | undefined): boolean =>
    a !== undefined && (b === undefined || a.sequence >= b.sequence)
  const checkpoint = head?.checkpoint ?? beginning(record.startedAt)
  const request = events.find(({ happening }) => happening.kind === 'asked-rollback')
  const setting = last('setting')
  const phase = joinPhase(checkpoint, [...ordered, ...backward], after(last('paused'), last('resumed')))
  const set = last('set')

  return {
    phase,
    startedAt: record.startedAt,
    step: checkpoint.step,
    weight: phase === 'rolled-back' ? 0 : checkpoint.weight,
    since: checkpoint.since,
    waited: checkpoint.waited * 1000,
    hold: holds(checkpoint, ordered),
    pending: pendingOf(phase, setting, set),
    reason: head && 'reason' in head.happening ? head.happening.reason : null,
    headAt: head?.at ?? record.startedAt,
    endedAt: isFinished(phase)
      ? (ordered.find((e) => isFinished(e.checkpoint.phase))?.at ?? head?.at ?? null)
      : null,
    sequence: head?.sequence ?? 0,
    conflict: ordered.filter(({ sequence }) => sequence === head?.sequence).length > 1,
    rollbackAsked: request && 'by' in request.happening ? { by: request.happening.by, at: request.at } : null,
    promoteAsked: last('asked-promote') !== undefined,
    skipAsked: after(last('skipped'), set),
    approved: approvedOf(ordered),
    asked: stepsOf(ordered, 'asks'),
    deployed: deployedOf(ordered),
    checked: checksOf(ordered),
    migrated: migratedOf(ordered),
    restorePoint: restorePointOf(ordered),
    bumps: bumpsOf(ordered),
    story: events,
    events: events.length,
    foreign,
  }
}

const beginning = (startedAt: number): Checkpoint => ({
  phase: 'progressing',
  step: 0,
  steps: 0,
  weight: 0,
  since: startedAt,
  waited: 0,
  hold: false,
})

const readLines = (lines: readonly LoggedText[]): { events: DatedEvent[]; foreign: number } => {
  const seen = new Map<string, DatedEvent>()
  let foreign = 0
  for (const { text, at, run, seal } of lines) {
    const event = readEvent(text)
    const known = seen.get(text)
    if (!event) foreign += 1
    else {
      const line = { ...event, at, run, ...(seal && { seal }) }
      if (!known || precedes(line, known)) seen.set(text, line)
    }
  }
  const events = [...seen].sort(([a, x], [b, y]) => byOrder(x, y) || compare(a, b)).map(([, event]) => event)
  return { events, foreign }
}

/**
 * The same text twice is one event, that of the earlier line: an append may have been applied twice. A copy without the
 * signature takes nothing from the line that has it.
 */
const precedes = (one: DatedEvent, other: DatedEvent): boolean => {
  if ((one.seal === 'good') !== (other.seal === 'good')) return one.seal === 'good'
  return one.at < other.at || (one.at === other.at && (one.run ?? '') < (other.run ?? ''))
}

/**
 * What may be built upon. A request to go back needs no proof; that somebody goes back or went back counts for the phase,
 * but its checkpoint leads nowhere; everything else that nobody vouches for is left aside.
 */
const proven = (
  all: readonly DatedEvent[],
  trusts: (event: DatedEvent) => boolean,
): { events: DatedEvent[]; backward: DatedEvent[]; doubted: number } => {
  const good = all.map((event) => isRequest(event.happening.kind) || trusts(event))
  const events = all.filter((_, index) => good[index])
  const rest = all.filter((_, index) => !good[index])
  const backward = rest.filter(({ happening: { kind } }) => kind === 'going-back' || kind === 'rolled-back')
  return { events, backward, doubted: rest.length }
}

/** How careful an event is: of two with the same sequence the more careful one comes last and is the head. */
const caution = (kind: HappeningKind): number => {
  switch (kind) {
    // A request carries the sequence that it saw: it came after that event, and is never the head.
    case 'asked-rollback':
      return 6
    case 'rolled-back':
      return 5
    case 'going-back':
      return 4
    case 'superseded':
    case 'stuck':
    case 'paused':
      return 3
    case 'waits':
    case 'asks':
    case 'queued':
      return 2
    case 'promoted':
    case 'set':
    case 'setting':
    case 'approved':
    case 'resumed':
    case 'skipped':
    case 'retried':
    case 'asked-promote':
    case 'released':
      return 0
    case 'started':
    case 'restore-point':
    case 'migrated':
    case 'checked':
    case 'deployed':
    case 'retired':
      return 1
    default:
      return kind satisfies never
  }
}

const byOrder = (a: DatedEvent, b: DatedEvent): number =>
  a.sequence - b.sequence ||
  caution(a.happening.kind) - caution(b.happening.kind) ||
  compare(a.nonce, b.nonce)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Going back is never undone by something written beside it; a pause lasts until somebody resumes. */
const joinPhase = (head: Checkpoint, ordered: readonly DatedEvent[], paused: boolean): Phase => {
  const happened = (kind: HappeningKind): boolean => ordered.some(({ happening }) => happening.kind === kind)
  if (happened('rolled-back')) return 'rolled-back'
  if (happened('going-back')) return 'aborted'
  if (isFinished(head.phase)) return head.phase
  if (happened('superseded')) return 'superseded'
  if (paused) return 'paused'
  return head.phase
}

const holds = (head: Checkpoint, ordered: readonly DatedEvent[]): boolean =>
  head.hold ||
  (ordered.some((e) => e.checkpoint.hold) && !ordered.some((e) => e.happening.kind === 'released'))

const pendingOf = (
  phase: Phase,
  setting: DatedEvent | undefined,
  set: DatedEvent | undefined,
): { weight: number } | null => {
  if (isFinished(phase) || phase === 'aborted' || setting?.happening.kind !== 'setting') return null
  const confirmed = set !== undefined && set.sequence > setting.sequence
  return confirmed ? null : { weight: setting.happening.weight }
}

const stepsOf = (events: readonly DatedEvent[], kind: 'approved' | 'asks'): number[] => [
  ...new Set(events.flatMap(({ happening }) => (happening.kind === kind ? [happening.step] : []))),
]

/** Reasons after which what a person approved before is no longer what they approved. */
const WORSE: readonly Reason[] = [
  'suspicious',
  'suspicious-too-long',
  'blind-too-long',
  'drift',
  'way-back-unsafe',
]

/** An approval holds for the world as it was: once something worse was found, the step is asked about anew. */
const approvedOf = (events: readonly DatedEvent[]): number[] => {
  const worse = events.findLastIndex(
    ({ happening: h }) => (h.kind === 'waits' || h.kind === 'stuck') && WORSE.includes(h.reason),
  )
  return stepsOf(events.slice(worse + 1), 'approved')
}

const deployedOf = (events: readonly DatedEvent[]): Record<string, ReleaseId> =>
  Object.fromEntries(
    events.flatMap(({ happening: h }) => (h.kind === 'deployed' ? [[h.component, h.release]] : [])),
  )

const checksOf = (events: readonly DatedEvent[]): Record<'live' | 'canary', boolean> => {
  const passed = (target: 'live' | 'canary'): boolean =>
    events.some(({ happening }) => happening.kind === 'checked' && happening.target === target)
  return { live: passed('live'), canary: passed('canary') }
}

const migratedOf = (events: readonly DatedEvent[]): string | null =>
  events.flatMap(({ happening: h }) => (h.kind === 'migrated' ? [h.version] : [])).at(-1) ?? null

const restorePointOf = (events: readonly DatedEvent[]): string | null =>
  events.flatMap(({ happening: h }) => (h.kind === 'restore-point' ? [h.id] : [])).at(-1) ?? null

/** A store's clock may have whole seconds only: the confirmation may lie up to one second after its stamp. */
const STAMP_ERROR = 999

/** Each change of weight with the time it took; traffic inside that time belongs to neither step. */
const bumpsOf = (ordered: readonly DatedEvent[]): Bump[] => {
  const bumps: Bump[] = []
  let open = null as { from: number; weight: number } | null
  for (const { happening, at } of ordered) {
    if (happening.kind === 'setting') open = { from: open?.from ?? at, weight: happening.weight }
    if (happening.kind !== 'set') continue
    const to = at % 1000 === 0 ? at + STAMP_ERROR : at
    const from = open?.from ?? at
    // A second run that saw less may have begun after the first had confirmed: the time of both belongs to neither step.
    bumps.push({ from: Math.min(from, at), to: Math.max(from, to), weight: happening.weight })
    open = null
  }
  return open ? [...bumps, { ...open, to: Number.POSITIVE_INFINITY }] : bumps
}

/** Milliseconds spent waiting for people until `now`, the present wait included. */
export const waitedUntil = (state: RolloutState, now: number): number =>
  state.waited + (waitsForPeople(state.phase) ? Math.max(0, now - state.headAt) : 0)
