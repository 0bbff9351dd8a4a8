// Loaded before an action in a process of its own: a wait of a second or more (or of TEST_SHORTEST milliseconds) passes
// on the clock of the stand-in for GitHub, which is told by one request, and in no real time. Shorter waits, for
// processes that start, stay real.
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

const { TEST_CLOCK: clock, TEST_SHORTEST: shortest = '1000' } = process.env
const real = timers.setTimeout
const base = performance.now.bind(performance)
const realDate = Date.now
let slept = 0
let told = Number.NaN

const move = async (milliseconds, signal) => {
  const answer = await fetch(`${clock}?ms=${Math.ceil(milliseconds)}`, { method: 'POST', signal })
  return Number(await answer.text())
}

/** From here on the time of the clock is that of this process; a process that plays several steps asks before each. */
export const lookAtClock = async () => {
  told = await move(0)
}

timers.setTimeout = async (milliseconds, value, options) => {
  if (!(milliseconds >= Number(shortest))) return real(milliseconds, value, options)
  options?.signal?.throwIfAborted()
  const now = await move(milliseconds, options?.signal)
  if (!Number.isNaN(told)) told = now
  slept += milliseconds
  return value
}
performance.now = () => base() + slept
Date.now = () => (Number.isNaN(told) ? realDate() : told)
syncBuiltinESMExports()
