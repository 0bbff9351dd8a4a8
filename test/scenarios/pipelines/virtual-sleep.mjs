// Loaded before an action in a process of its own: a wait of a second or more passes on the clock of the stand-in for
// GitHub, which is told by one request, and in no real time. Shorter waits, for processes that start, stay real.
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

const { TEST_CLOCK: clock } = process.env
const real = timers.setTimeout
const base = performance.now.bind(performance)
let slept = 0

timers.setTimeout = async (milliseconds, value, options) => {
  if (!(milliseconds >= 1000)) return real(milliseconds, value, options)
  options?.signal?.throwIfAborted()
  await fetch(`${clock}?ms=${Math.ceil(milliseconds)}`, { method: 'POST', signal: options?.signal })
  slept += milliseconds
  return value
}
performance.now = () => base() + slept
syncBuiltinESMExports()
