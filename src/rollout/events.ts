import { formatMoment } from './format.ts'
import { PHASES, type Phase } from './phases.ts'
import { REASONS, type Reason } from './reasons.ts'

/** Longest text of an event: GitHub's limit for the description of a deployment status. */
export const EVENT_TEXT_LIMIT = 140

/**
 * Events per record. GitHub keeps about 100 statuses per deployment. Reasons for waiting are written up to
 * `notes`, forward moves up to `forward`; the rest is kept for going back.
 */
export const EVENT_LIMIT = { notes: 50, forward: 80, hard: 100 } as const

/** Longest wait for people that an event can tell, in seconds: about three years. */
export const MAX_WAITED = 99_999_999

/** Highest sequence that an event can tell. Far above what a store keeps; a stray line with it blocks nobody from going back. */
export const MAX_SEQUENCE = 9999

/** The whole state in small: the newest event alone is enough to go on from. */
export interface Checkpoint {
  readonly phase: Phase
  /** Steps confirmed so far; 0 before the first. */
  readonly step: number
  readonly steps: number
  /** Percent confirmed on the platform. */
  readonly weight: number
  /** When this step's bake began, milliseconds since 1970, whole seconds. */
  readonly since: number
  /** Seconds spent waiting for people so far; at most `MAX_WAITED`. */
  readonly waited: number
  /** On a rollback record: no forward move until a person releases it. */
  readonly hold: boolean
}

/** What happened. `by` is a login and proves nothing; proof lies with GitHub's own records. */
export type Happening =
  | { kind: 'started' }
  | { kind: 'queued'; behind: string }
  | { kind: 'restore-point'; id: string }
  | { kind: 'migrated'; version: string }
  | { kind: 'checked'; target: 'live' | 'canary' }
  | { kind: 'deployed'; component: string; release: string }
  | { kind: 'setting'; weight: number }
  | { kind: 'set'; weight: number }
  | { kind: 'waits'; reason: Reason }
  | { kind: 'asks'; step: number }
  | { kind: 'approved'; step: number; by: string }
  | { kind: 'paused'; by: string }
  | { kind: 'resumed'; by: string }
  | { kind: 'skipped'; by: string }
  | { kind: 'retried'; by: string }
  | { kind: 'asked-promote'; by: string }
  | { kind: 'asked-rollback'; by: string }
  | { kind: 'going-back'; reason: Reason }
  | { kind: 'rolled-back'; reason: Reason }
  | { kind: 'promoted' }
  | { kind: 'superseded'; by: string }
  | { kind: 'stuck'; reason: Reason }
  | { kind: 'released'; by: string }
  | { kind: 'retired' }

export type HappeningKind = Happening['kind']

/** A happening with the state after it. */
export interface RolloutEvent {
  readonly happening: Happening
  readonly checkpoint: Checkpoint
  /**
   * Place in the writer's order, from 1. A request of a person (`asked-rollback`) is written without the lock:
   * it carries the sequence it saw and does not take part in the order.
   */
  readonly sequence: number
  /** Five characters that tell two writers of the same sequence apart. */
  readonly nonce: string
}

/** Kinds that are written outside the lock and therefore outside the order. */
export const isRequest = (kind: HappeningKind): boolean => kind === 'asked-rollback'

const TOKEN = '[A-Za-z0-9][A-Za-z0-9_.:/@+\\[\\]-]{0,63}'
const NUMBER = '\\d{1,3}(?:\\.\\d{1,3})?'

/** How each kind reads: the text, and the pattern that reads it back with named groups. */
const SENTENCES: {
  [K in HappeningKind]: { write(h: Extract<Happening, { kind: K }>): string; read: RegExp }
} = {
  started: { write: () => 'started', read: /^started$/ },
  queued: { write: (h) => `queued behind ${h.behind}`, read: sentence(`queued behind (?<behind>${TOKEN})`) },
  'restore-point': { write: (h) => `restore point ${h.id}`, read: sentence(`restore point (?<id>${TOKEN})`) },
  migrated: { write: (h) => `migrated to ${h.version}`, read: sentence(`migrated to (?<version>${TOKEN})`) },
  checked: {
    write: (h) => `smoke test of ${h.target} passed`,
    read: sentence('smoke test of (?<target>live|canary) passed'),
  },
  deployed: {
    write: (h) => `deployed ${h.component}=${h.release}`,
    read: sentence(`deployed (?<component>[a-z][a-z0-9-]{0,14})=(?<release>${TOKEN})`),
  },
  setting: { write: (h) => `setting ${h.weight}%`, read: sentence(`setting (?<weight>${NUMBER})%`) },
  set: { write: (h) => `set ${h.weight}%`, read: sentence(`set (?<weight>${NUMBER})%`) },
  waits: { write: (h) => `waits: ${h.reason}`, read: sentence('waits: (?<reason>[a-z-]+)') },
  asks: {
    write: (h) => `asks approval of step ${h.step}`,
    read: sentence('asks approval of step (?<step>\\d{1,2})'),
  },
  approved: {
    write: (h) => `step ${h.step} approved by ${h.by}`,
    read: sentence(`step (?<step>\\d{1,2}) approved by (?<by>${TOKEN})`),
  },
  paused: byPerson('paused'),
  resumed: byPerson('resumed'),
  skipped: byPerson('bake skipped'),
  retried: byPerson('retried'),
  'asked-promote': byPerson('promote asked'),
  'asked-rollback': byPerson('rollback asked'),
  'going-back': { write: (h) => `going back: ${h.reason}`, read: sentence('going back: (?<reason>[a-z-]+)') },
  'rolled-back': {
    write: (h) => `rolled back: ${h.reason}`,
    read: sentence('rolled back: (?<reason>[a-z-]+)'),
  },
  promoted: { write: () => 'promoted', read: /^promoted$/ },
  superseded: byPerson('superseded'),
  stuck: { write: (h) => `stuck: ${h.reason}`, read: sentence('stuck: (?<reason>[a-z-]+)') },
  released: byPerson('hold released'),
  retired: { write: () => 'retired', read: /^retired$/ },
}

function sentence(source: string): RegExp {
  return new RegExp(`^${source}$`)
}

function byPerson(verb: string) {
  return { write: (h: { by: string }) => `${verb} by ${h.by}`, read: sentence(`${verb} by (?<by>${TOKEN})`) }
}

const STATE =
  /^(?<weight>\d{1,3}(?:\.\d{1,3})?)% (?<step>\d{1,2})\/(?<steps>\d{1,2}) (?<phase>[a-z-]+) (?:since (?<since>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)(?: waited (?<waited>\d{1,8})s)?|(?<date>\d{8})T(?<time>\d{6})Z(?: \+(?<added>\d{1,8})s)?)(?<hold> hold)? (?<mark>[#~])(?<sequence>\d{1,4})\.(?<nonce>[a-z0-9]{5})$/

/**
 * The event as one readable line: `set 25%; 25% 2/4 baking since 2026-11-21T08:36:01Z #12.k3f9a`. Where long names
 * leave no room the times are written closer: `20261121T083601Z +86400s` for `since ...` and `waited 86400s`.
 * Throws RangeError when it would pass `EVENT_TEXT_LIMIT` or hold something that cannot be read back. It never
 * does for components of 15 characters with releases of 56 before the first step, and logins of 39 at any time.
 */
export const writeEvent = (event: RolloutEvent): string => {
  const text = render(event)
  if (parse(text) === null)
    throw new RangeError(
      `event "${event.happening.kind}" cannot be written in ${EVENT_TEXT_LIMIT} characters, or not be read back`,
    )
  return text
}

/** Most lines that are remembered: those of many rollouts. */
const MOST_REMEMBERED = 2000

/** What lines say: every look of a watch reads the same ones again. */
const remembered = new Map<string, RolloutEvent | null>()

/** Reads one line back; null for anything that `writeEvent` would not have written, to the letter. */
export const readEvent = (text: string): RolloutEvent | null => {
  const known = remembered.get(text)
  if (known !== undefined) return known
  const parsed = parse(text)
  const event = parsed && render(parsed) === text ? parsed : null
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(text, event)
  return event
}

const render = ({ happening, checkpoint: c, sequence, nonce }: RolloutEvent): string => {
  const { write } = SENTENCES[happening.kind] as { write(h: Happening): string }
  const since = formatMoment(c.since)
  const waited = Math.floor(c.waited)
  const mark = isRequest(happening.kind) ? '~' : '#'
  const line = (times: string): string =>
    `${write(happening)}; ${c.weight}% ${c.step}/${c.steps} ${c.phase} ${times}${c.hold ? ' hold' : ''} ${mark}${sequence}.${nonce}`
  const full = line(`since ${since}${waited > 0 ? ` waited ${waited}s` : ''}`)
  if (full.length <= EVENT_TEXT_LIMIT) return full
  return line(`${since.replaceAll(/[-:]/g, '')}${waited > 0 ? ` +${waited}s` : ''}`)
}

const parse = (text: string): RolloutEvent | null => {
  if (text.length > EVENT_TEXT_LIMIT) return null
  const cut = text.indexOf('; ')
  const state = cut < 0 ? undefined : STATE.exec(text.slice(cut + 2))?.groups
  const happening = state && readHappening(text.slice(0, cut))
  if (!state || !happening) return null
  const phase = PHASES.find((known) => known === state.phase)
  const since = Date.parse(state.since ?? unfold(state.date ?? '', state.time ?? ''))
  const [weight, step, steps] = [Number(state.weight), Number(state.step), Number(state.steps)]
  if (!phase || Number.isNaN(since) || weight > 100 || step > steps) return null
  if ((state.mark === '~') !== isRequest(happening.kind)) return null
  const sequence = Number(state.sequence)
  if (sequence === 0 && state.mark === '#') return null
  return {
    happening,
    checkpoint: {
      phase,
      step,
      steps,
      weight,
      since,
      waited: Number(state.waited ?? state.added ?? 0),
      hold: state.hold !== undefined,
    },
    sequence,
    nonce: state.nonce ?? '',
  }
}

/** `20261121` and `083601` as `2026-11-21T08:36:01Z`. */
const unfold = (date: string, time: string): string =>
  `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`

const readHappening = (text: string): Happening | null => {
  for (const [kind, { read }] of Object.entries(SENTENCES)) {
    const match = read.exec(text)
    if (!match) continue
    const fields: Record<string, string | number> = { ...match.groups }
    for (const name of ['weight', 'step']) if (name in fields) fields[name] = Number(fields[name])
    if ('reason' in fields && !REASONS.some((known) => known === fields.reason)) return null
    if (Number(fields.weight ?? 0) > 100) return null
    return { kind, ...fields } as Happening
  }
  return null
}
