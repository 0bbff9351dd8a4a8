import type { World } from '../../src/gates/service.ts'
import type { VirtualClock } from './clock.ts'

/** Time and chance of a test: a sleep moves the clock and takes no time, and chance is the same in every run. */
export interface VirtualWorld extends World {
  /** Does something when a sleep reaches this moment (milliseconds since 1970); the sleeper waits for it. */
  at(moment: number, act: () => unknown): void
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** mulberry32 of Tommy Ettinger (public domain): small, and good enough to tell names apart. */
const chance = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A world on a clock that it shares with the stand-ins. Two worlds with one seed draw the same characters. */
export const virtualWorld = (clock: VirtualClock, seed = 1): VirtualWorld => {
  const next = chance(seed)
  const planned: { moment: number; act: () => unknown }[] = []
  const started = clock.now()
  return {
    at: (moment, act) => {
      planned.push({ moment, act })
      planned.sort((a, b) => a.moment - b.moment)
    },
    sleep: async (milliseconds) => {
      const until = clock.now() + milliseconds
      for (let due = planned[0]; due && due.moment <= until; due = planned[0]) {
        planned.shift()
        clock.advance(Math.max(0, due.moment - clock.now()))
        await due.act()
      }
      clock.advance(Math.max(0, until - clock.now()))
    },
    elapsed: () => clock.now() - started,
    random: (length) =>
      Array.from({ length }, () => LETTERS[Math.floor(next() * LETTERS.length)] ?? 'a').join(''),
  }
}
