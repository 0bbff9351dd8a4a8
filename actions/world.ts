import { randomInt } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { World } from '../src/gates/service.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Real time and real chance; every wait ends when the run is told to stop. */
export const realWorld = (signal: AbortSignal): World => ({
  sleep: (milliseconds) => wait(milliseconds, undefined, { signal }),
  elapsed: () => performance.now(),
  random: (length) => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
})
