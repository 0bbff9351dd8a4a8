import type { House, HouseEnd, HouseOrder, Station } from '../house.ts'

/** What a case ends with: the outputs of its step, and what is said. */
export interface Expected {
  code: 0 | 1
  decision: string
  reason: string
  /** Must be found in the log or the summary. */
  says?: RegExp
}

/** One hostile input on its way through a public door. */
export interface HostileCase {
  /** What comes in, for people. */
  what: string
  /** Where the release stands before. Default `before`. */
  from?: Station
  /** Changes the world before what the platform holds is looked at. */
  prepare?: (house: House) => Promise<unknown> | unknown
  act: (house: House) => Promise<HouseEnd>
  expected: Expected
  /** The old release is put back where it is already: the only thing that a platform may be told. */
  goesBack?: boolean
  /** Texts that must be in no sink. */
  hidden?: readonly string[]
  /** What else must be true afterwards; throws when it is not. */
  proof?: (house: House, end: HouseEnd) => Promise<void> | void
}

/** All cases of one class of hostile input. */
export interface HostileClass {
  name: string
  /** What happens to all of it, in one line for the page on security. */
  rule: string
  cases: readonly HostileCase[]
  /** Where more of it is tried, below `test/`. */
  also: readonly string[]
}

/** A step with these inputs. */
export const step =
  (action: string, inputs: Readonly<Record<string, string>> = {}, more: Omit<HouseOrder, 'inputs'> = {}) =>
  (house: House): Promise<HouseEnd> =>
    house.step(action, { inputs, ...more })

/** The same look that a schedule would make. */
export const look = step('rollout', { operation: 'advance' }, { run: { event: 'schedule' } })

/** Somebody starts the newest commit. */
export const start = (house: House): Promise<HouseEnd> =>
  house.step('rollout', { inputs: { operation: 'start', revision: house.commit('next') } })

/** A mistake in inputs or configuration, told before anything is asked. */
export const mistake = (says: RegExp): Expected => ({ code: 1, decision: 'error', reason: 'config', says })

/** The answer is no. */
export const refused = (reason: string, says?: RegExp): Expected => ({
  code: 1,
  decision: 'refuse',
  reason,
  ...(says && { says }),
})

/** The rollout stays where it is. */
export const held = (reason: string, says?: RegExp): Expected => ({
  code: 0,
  decision: 'hold',
  reason,
  ...(says && { says }),
})
