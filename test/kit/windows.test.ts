import { describe, expect, test } from 'vitest'
import { mismatch, parseWindowEnd, type Window, type WindowEnd, windowAt } from '../../src/kit/windows.ts'

const end = (text: string): WindowEnd => {
  const reading = parseWindowEnd(text)
  if (!reading.ok) throw new Error(reading.message)
  return reading.value
}

const span = (from: string, until: string, reason = 'the shop is full'): Window => ({
  from: end(from),
  until: end(until),
  reason,
})

const at = (text: string): number => Date.parse(text)

describe('an end of a window', () => {
  test.each([
    ['2026-12-24 17:00 UTC', '2026-12-24T17:00:00Z'],
    ['2026-12-24 17:00 Europe/London', '2026-12-24T17:00:00Z'],
    ['2026-07-04 00:00 America/New_York', '2026-07-04T04:00:00Z'],
    ['2026-03-29 01:30 Europe/London', '2026-03-29T01:30:00Z'],
    ['2026-10-25 01:30 Europe/London', '2026-10-25T00:30:00Z'],
  ])('%s is the moment %s', (text, moment) => {
    expect(end(text)).toEqual({ moment: at(moment) })
  })

  test.each([
    '2026-02-30 12:00 UTC',
    '2026-12-24 17:00',
    '2026-12-24',
    '2026-12-24 17:00 EST',
    '2026-12-24 24:00 UTC',
    'Friday 17:00 UTC',
    '2026-13-01 12:00 UTC',
    '2026-12-24 17:00 Europe/Nowhere',
    '',
    '__proto__',
  ])('%j is refused with the form that is allowed', (text) => {
    const reading = parseWindowEnd(text)
    expect(reading.ok).toBe(false)
    expect(!reading.ok && reading.fix).toContain('Fri 17:00 Europe/London')
  })

  test.each([
    ['Fri 17:00 UTC', 'Mon 08:00 UTC', null],
    ['22:00 UTC', '06:00 UTC', null],
    ['2026-12-24 17:00 UTC', '2026-12-27 08:00 UTC', null],
    ['Fri 17:00 UTC', '08:00 UTC', 'one end comes back every day and the other every week'],
    ['Fri 17:00 UTC', '2026-12-27 08:00 UTC', 'one end is a date and the other comes back'],
    ['2026-12-27 08:00 UTC', '2026-12-24 17:00 UTC', 'it ends before it begins'],
    ['Fri 17:00 UTC', 'Fri 17:00 UTC', 'it begins when it ends'],
  ])('from %s until %s: %s', (from, until, wrong) => {
    expect(mismatch(end(from), end(until))).toBe(wrong)
  })
})

describe('a window', () => {
  const weekend = span('Fri 17:00 Europe/London', 'Mon 08:00 Europe/London')
  const nights = span('22:00 America/New_York', '06:00 America/New_York')
  const holidays = span('2026-12-24 17:00 Europe/London', '2027-01-02 08:00 Europe/London')

  test.each([
    ['before it', weekend, '2026-11-20T16:59:59Z', null],
    ['at its first moment', weekend, '2026-11-20T17:00:00Z', '2026-11-23T08:00:00Z'],
    ['in the middle', weekend, '2026-11-22T03:00:00Z', '2026-11-23T08:00:00Z'],
    ['at its end', weekend, '2026-11-23T08:00:00Z', null],
    ['in summer, on the clocks of the zone', weekend, '2026-06-19T16:00:00Z', '2026-06-22T07:00:00Z'],
    ['over a change of the clocks', weekend, '2026-03-28T12:00:00Z', '2026-03-30T07:00:00Z'],
    ['over the change back', weekend, '2026-10-24T12:00:00Z', '2026-10-26T08:00:00Z'],
    ['at night', nights, '2026-11-21T05:00:00Z', '2026-11-21T11:00:00Z'],
    ['by day', nights, '2026-11-21T12:00:00Z', null],
    ['in the night that is an hour shorter', nights, '2026-03-08T06:00:00Z', '2026-03-08T10:00:00Z'],
    ['between two dates', holidays, '2026-12-31T23:59:00Z', '2027-01-02T08:00:00Z'],
    ['a year later', holidays, '2027-12-31T23:59:00Z', null],
  ] as const)('%s', (_when, window, now, until) => {
    const found = windowAt([window], at(now))
    expect(found?.until ?? null).toBe(until === null ? null : at(until))
  })

  test('joins with the one that follows it: nobody is sent away to come back into a freeze', () => {
    const found = windowAt(
      [span('2026-12-19 00:00 UTC', '2026-12-24 17:00 UTC', 'sale'), holidays],
      at('2026-12-20T00:00:00Z'),
    )
    expect(found).toEqual({ until: at('2027-01-02T08:00:00Z'), reason: 'sale' })
  })

  test('that never ends for want of a gap is told with an end all the same', () => {
    const always = [span('00:00 UTC', '12:00 UTC'), span('12:00 UTC', '00:00 UTC')]
    expect(windowAt(always, at('2026-12-20T00:00:00Z'))?.until).toBeGreaterThan(at('2027-01-20T00:00:00Z'))
  })
})
