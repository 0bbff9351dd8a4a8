import type { Outcome } from './ledger.ts'

/** Most characters of an event: GitHub refuses a longer description of a deployment status. */
export const MAX_EVENT_LENGTH = 140

/** How an event may show on the store's page, in no order. */
export const OUTCOMES = [
  'queued',
  'in_progress',
  'success',
  'failure',
  'error',
  'inactive',
] as const satisfies readonly Outcome[]

/**
 * Refuses a text that a store would cut, refuse or split.
 *
 * @throws RangeError when it is empty, over 140 UTF-16 units, or holds a line break or another control
 *   character. That is a mistake in the code that made the text, not something a person can mend.
 */
export const checkEventText = (text: string): void => {
  if (text.length === 0 || text.length > MAX_EVENT_LENGTH) {
    throw new RangeError(`an event has 1 to ${MAX_EVENT_LENGTH} characters, this one has ${text.length}`)
  }
  if (/[\u0000-\u001f\u007f\u2028\u2029]|\p{Surrogate}/u.test(text) || text.trim() !== text) {
    throw new RangeError('an event is one line of printable text without blanks around it')
  }
}
