import { describe, expect, test } from 'vitest'
import type { Flag } from '../../src/flags/flags.ts'
import { ProviderError } from '../../src/kit/errors.ts'
import { type Audience, NOBODY, sameAudience } from '../../src/rollout/audience.ts'

/** Who asks an application: what it knows of a user. */
export interface User {
  id: string
  groups?: readonly string[]
  region?: string
}

/** A store with nothing in it, and the application's own way to ask it. */
export interface StoreUnderTest {
  /** A connection, as every run makes its own. `other` is a second flag of the same store. */
  connect(other?: boolean): Promise<Flag>
  /** What the application answers each of these users about the flag. */
  ask(users: readonly User[]): Promise<boolean[]>
  /** A person changes the rule to something that we never write. */
  meddle(): Promise<void>
  /** A person switches the flag off by the documented way. */
  switchOff(): Promise<void>
  /** A connection to a store that does not answer. */
  unreachable(): Promise<Flag>
  close(): Promise<void>
}

/** The list that every store under test is connected with. */
export const INVITED = ['user-1@example.com', 'user-2@example.com', "o'neil@example.com"]

const everybody = (weight: number): Audience => ({ weight, cohort: null, regions: [] })

const PEOPLE: User[] = Array.from({ length: 10_000 }, (_, index) => ({ id: `user-${index}@example.com` }))

const AUDIENCES: Audience[] = [
  everybody(100),
  everybody(0.5),
  everybody(12.345),
  { weight: 25, cohort: 'beta testers', regions: [] },
  { weight: 5, cohort: 'invited', regions: [] },
  { weight: 40, cohort: null, regions: ['US', 'CA', 'UK'] },
  { weight: 60, cohort: 'invited', regions: ['US'] },
]

const count = (answers: readonly boolean[]): number => answers.filter(Boolean).length

/** The behaviour that gates rely on, judged by what the application sees. */
export const behavesLikeAFlag = (name: string, make: () => Promise<StoreUnderTest>): void => {
  const using = async (work: (store: StoreUnderTest, flag: Flag) => Promise<void>): Promise<void> => {
    const store = await make()
    try {
      await work(store, await store.connect())
    } finally {
      await store.close()
    }
  }

  describe(`${name} behaves like a flag`, () => {
    test('lets nobody in before it was ever set', () =>
      using(async (store, flag) => {
        expect(sameAudience((await flag.read()) ?? everybody(1), NOBODY)).toBe(true)
        expect(count(await store.ask(PEOPLE.slice(0, 100)))).toBe(0)
      }))

    test('reads back every audience as it was set, from another run too', () =>
      using(async (store, flag) => {
        for (const audience of AUDIENCES) {
          await flag.set(audience)
          expect(await flag.read()).toEqual(audience)
          const again = await (await store.connect()).read()
          expect(again && sameAudience(again, audience)).toBe(true)
        }
      }))

    test('lets in as many of 10,000 users as the weight says, and nobody loses it while the weight grows', () =>
      using(async (store, flag) => {
        let before: boolean[] = PEOPLE.map(() => false)
        for (const weight of [0.5, 1, 10, 25, 50, 99, 100]) {
          await flag.set(everybody(weight))
          const now = await store.ask(PEOPLE)
          // Four standard deviations of a fair draw.
          const slack = 4 * Math.sqrt(PEOPLE.length * (weight / 100) * (1 - weight / 100)) + 1e-9
          expect(Math.abs(count(now) - (PEOPLE.length * weight) / 100)).toBeLessThanOrEqual(slack)
          expect(before.filter((was, index) => was && !now[index])).toEqual([])
          before = now
        }
      }))

    test('flags with one seed let the same users in', () =>
      using(async (store, flag) => {
        await flag.set(everybody(20))
        const first = await store.ask(PEOPLE.slice(0, 500))
        await flag.set(NOBODY)
        await (await store.connect(true)).set(everybody(80))
        await flag.set(everybody(20))
        expect(await store.ask(PEOPLE.slice(0, 500))).toEqual(first)
      }))

    test('a list of users is let in whole at any weight, and nobody else', () =>
      using(async (store, flag) => {
        await flag.set({ weight: 1, cohort: 'invited', regions: [] })
        const users = [...INVITED, 'user-3@example.com', 'USER-1@example.com'].map((id) => ({
          id,
          groups: ['invited'],
        }))
        expect(await store.ask(users)).toEqual([true, true, true, false, false])
      }))

    test('a group is shared by the weight, and its name is compared whole', () =>
      using(async (store, flag) => {
        await flag.set({ weight: 100, cohort: 'beta', regions: [] })
        const asked: User[] = [
          { id: 'a', groups: ['beta'] },
          { id: 'a', groups: ['x', 'beta'] },
          { id: 'a', groups: ['beta-testers'] },
          { id: 'a', groups: ['Beta'] },
          { id: 'a', groups: [] },
          { id: 'a' },
        ]
        expect(await store.ask(asked)).toEqual([true, true, false, false, false, false])
        await flag.set({ weight: 50, cohort: 'beta', regions: [] })
        const half = await store.ask(PEOPLE.slice(0, 1000).map((user) => ({ ...user, groups: ['beta'] })))
        expect(count(half)).toBeGreaterThan(400)
        expect(count(half)).toBeLessThan(600)
      }))

    test('regions are compared whole, and a user without one is not let in', () =>
      using(async (store, flag) => {
        await flag.set({ weight: 100, cohort: null, regions: ['US', 'CA'] })
        const asked: User[] = [
          { id: 'a', region: 'US' },
          { id: 'a', region: 'CA' },
          { id: 'a', region: 'U' },
          { id: 'a', region: 'us' },
          { id: 'a' },
        ]
        expect(await store.ask(asked)).toEqual([true, true, false, false, false])
      }))

    test('off is off for everybody, however it was set before', () =>
      using(async (store, flag) => {
        for (const audience of AUDIENCES) {
          await flag.set(audience)
          await flag.set(NOBODY)
          const users = INVITED.map((id) => ({ id, groups: ['beta testers'], region: 'US' }))
          expect(count(await store.ask([...users, ...PEOPLE.slice(0, 50)]))).toBe(0)
        }
      }))

    test('setting it twice is setting it once', () =>
      using(async (_, flag) => {
        await flag.set(everybody(30))
        await flag.set(everybody(30))
        expect(await flag.read()).toEqual(everybody(30))
      }))

    test('what a person wrote is never taken for ours, and what we set next holds again', () =>
      using(async (store, flag) => {
        await flag.set(everybody(30))
        await store.meddle()
        expect(await flag.read()).toBeNull()
        await flag.set(everybody(30))
        expect(await flag.read()).toEqual(everybody(30))
      }))

    test('switched off by hand it reads as off', () =>
      using(async (store, flag) => {
        await flag.set(everybody(30))
        await store.switchOff()
        expect((await flag.read())?.weight).toBe(0)
        expect(count(await store.ask(PEOPLE.slice(0, 100)))).toBe(0)
      }))

    test('several runs that set flags of one store at once lose nothing', () =>
      using(async (store, flag) => {
        const other = await store.connect(true)
        await Promise.all([flag.set(everybody(10)), other.set(everybody(20)), flag.set(everybody(10))])
        expect(await flag.read()).toEqual(everybody(10))
        expect(await other.read()).toEqual(everybody(20))
      }))

    test('a store that does not answer is worth another try, and nothing is claimed about it', () =>
      using(async (store) => {
        const flag = await store.unreachable()
        for (const ask of [() => flag.read(), () => flag.set(everybody(10))]) {
          const failure = await ask().then(
            () => null,
            (error: unknown) => error,
          )
          expect(failure).toBeInstanceOf(ProviderError)
          expect(failure).toMatchObject({ retryable: true })
        }
      }))

    test('the way back without us is one line that names the flag', () =>
      using(async (_, flag) => {
        expect(flag.wayBackCommand()).toMatch(/^[^\r\n]*cloud-execution[^\r\n]*$/)
      }))
  })
}
