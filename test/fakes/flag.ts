import type { Flag } from '../../src/flags/flags.ts'
import type { ProviderError } from '../../src/kit/errors.ts'
import { type Audience, NOBODY } from '../../src/rollout/audience.ts'

/** A flag in memory, and what a test may see or do behind its back. */
export interface FakeFlag {
  connect(): Flag
  /** Whom it lets in now; null after somebody wrote something of their own. */
  now(): Audience | null
  /** Somebody changes it by hand. */
  byHand(audience: Audience | null): void
  /** From now on every call fails with this error; null ends it. */
  breakDown(error: ProviderError | null): void
  /** Audiences that were set, oldest first. */
  acts(): readonly Audience[]
}

/** Creates a flag that is off. */
export const fakeFlag = (name: string): FakeFlag => {
  const acts: Audience[] = []
  let now: Audience | null = NOBODY
  let outage: ProviderError | null = null
  const answering = async <T>(answer: () => T): Promise<T> => {
    if (outage) throw outage
    return answer()
  }
  return {
    connect: () => ({
      name,
      type: 'fake',
      read: () => answering(() => now),
      set: (audience) =>
        answering(() => {
          acts.push(audience)
          now = audience
        }),
      wayBackCommand: () => `flagctl off ${name}`,
    }),
    now: () => now,
    byHand: (audience) => {
      now = audience
    },
    breakDown: (error) => {
      outage = error
    },
    acts: () => acts,
  }
}
