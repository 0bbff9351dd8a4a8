import fc from 'fast-check'
import type { Happening, HappeningKind, RolloutEvent } from '../../src/rollout/events.ts'
import { isRequest } from '../../src/rollout/events.ts'
import { PHASES } from '../../src/rollout/phases.ts'
import { REASONS } from '../../src/rollout/reasons.ts'

const named = (first: string, rest: string, max: number) =>
  fc
    .tuple(
      fc.constantFrom(...first),
      fc.string({ unit: fc.constantFrom(...rest), minLength: 0, maxLength: max - 1, size: 'max' }),
    )
    .map(([head, tail]) => head + tail)

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const NAME = `${LETTERS}${LETTERS.toUpperCase()}0123456789`

export const component = named(LETTERS, `${LETTERS}0123456789-`, 15)
export const release = named(NAME, `${NAME}_.:/@+-`, 56)
export const login = fc.oneof(
  named(NAME, `${NAME}-_`, 39),
  named(NAME, `${NAME}-`, 34).map((name) => `${name}[bot]`),
  fc.constant('github-actions[bot]'),
)
export const weight = fc.oneof(
  fc.integer({ min: 1, max: 100 }),
  fc.integer({ min: 1, max: 99_999 }).map((thousandths) => thousandths / 1000),
)
const reason = fc.constantFrom(...REASONS)
const step = fc.integer({ min: 1, max: 12 })
const by = login

/** One arbitrary per kind: the compiler asks for a new one when a kind is added. */
export const HAPPENINGS: { [K in HappeningKind]: fc.Arbitrary<Extract<Happening, { kind: K }>> } = {
  started: fc.constant({ kind: 'started' }),
  queued: fc.record({ kind: fc.constant('queued'), behind: release }),
  'restore-point': fc.record({ kind: fc.constant('restore-point'), id: release }),
  migrated: fc.record({ kind: fc.constant('migrated'), version: release }),
  checked: fc.record({ kind: fc.constant('checked'), target: fc.constantFrom('live', 'canary') }),
  deployed: fc.record({ kind: fc.constant('deployed'), component, release }),
  setting: fc.record({ kind: fc.constant('setting'), weight }),
  set: fc.record({ kind: fc.constant('set'), weight }),
  waits: fc.record({ kind: fc.constant('waits'), reason }),
  asks: fc.record({ kind: fc.constant('asks'), step }),
  approved: fc.record({ kind: fc.constant('approved'), step, by }),
  paused: fc.record({ kind: fc.constant('paused'), by }),
  resumed: fc.record({ kind: fc.constant('resumed'), by }),
  skipped: fc.record({ kind: fc.constant('skipped'), by }),
  retried: fc.record({ kind: fc.constant('retried'), by }),
  'asked-promote': fc.record({ kind: fc.constant('asked-promote'), by }),
  'asked-rollback': fc.record({ kind: fc.constant('asked-rollback'), by }),
  'going-back': fc.record({ kind: fc.constant('going-back'), reason }),
  'rolled-back': fc.record({ kind: fc.constant('rolled-back'), reason }),
  promoted: fc.constant({ kind: 'promoted' }),
  superseded: fc.record({ kind: fc.constant('superseded'), by: release }),
  stuck: fc.record({ kind: fc.constant('stuck'), reason }),
  released: fc.record({ kind: fc.constant('released'), by }),
  retired: fc.constant({ kind: 'retired' }),
}

export const KINDS = Object.keys(HAPPENINGS) as HappeningKind[]

/** Kinds that are written before the first step, while the checkpoint is still short. */
const EARLY: readonly HappeningKind[] = [
  'started',
  'queued',
  'restore-point',
  'migrated',
  'checked',
  'deployed',
]

/** Any event that a writer may have to write, with every name at its longest sooner or later. */
export const eventOf = (kind: HappeningKind): fc.Arbitrary<RolloutEvent> => {
  const early = EARLY.includes(kind)
  const happening: fc.Arbitrary<Happening> = HAPPENINGS[kind]
  return fc
    .record({
      happening,
      phase: early ? fc.constantFrom('queued', 'progressing', 'paused', 'stuck') : fc.constantFrom(...PHASES),
      steps: fc.integer({ min: 1, max: 12 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      weight: early ? fc.constant(0) : fc.oneof(fc.constant(0), weight),
      since: fc.integer({ min: 1_700_000_000, max: 4_000_000_000 }),
      waited: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: early ? 9_999_999 : 99_999_999 })),
      hold: early ? fc.constant(false) : fc.boolean(),
      sequence: fc.integer({ min: isRequest(kind) ? 0 : 1, max: early ? 999 : 9999 }),
      nonce: fc.string({ unit: fc.constantFrom(...LETTERS, ...'0123456789'), minLength: 5, maxLength: 5 }),
    })
    .map(({ happening, phase, steps, share, weight, since, waited, hold, sequence, nonce }) => ({
      happening,
      checkpoint: {
        phase,
        step: early ? 0 : Math.floor(share * steps),
        steps,
        weight,
        since: since * 1000,
        waited,
        hold,
      },
      sequence,
      nonce,
    }))
}

export const anyEvent: fc.Arbitrary<RolloutEvent> = fc.constantFrom(...KINDS).chain(eventOf)
