import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatDuration,
  formatLatency,
  formatPercent,
  formatSchedule,
  LARGEST_SIZE,
  LONGEST_DURATION,
  LONGEST_LATENCY,
  nextOccurrence,
  parseBytes,
  parseDuration,
  parseLatency,
  parsePercent,
  parseSchedule,
  quoted,
  type Reading,
  type Schedule,
} from '../../src/kit/grammar.ts'

const read = <T>(reading: Reading<T>): T => {
  if (!reading.ok) throw new Error(`${reading.message}; ${reading.fix}`)
  return reading.value
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Refused by every grammar: what people, spreadsheets and attackers write instead. */
const NEVER: readonly unknown[] = [
  '',
  ' ',
  null,
  undefined,
  true,
  0,
  10,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  [],
  ['10%'],
  {},
  '1e309',
  '12abc',
  '1,5',
  '١٠%',
  '１０m',
  '+10%',
  '-10%',
  '10 %',
  ' 10m',
  '10m ',
  '10m\n',
  '1 0m',
  '0x10',
  '010%',
  '010m',
  'NaN',
  'Infinity',
  '10%; process.exit()',
  '9'.repeat(100_000),
]

describe('every grammar', () => {
  const grammars = {
    duration: parseDuration,
    latency: parseLatency,
    percentage: (text: unknown) => parsePercent(text),
    'byte size': parseBytes,
    schedule: parseSchedule,
  }
  for (const [name, parse] of Object.entries(grammars)) {
    test.each(NEVER.map((text) => [quoted(text), text]))(
      `refuses %s as a ${name} and shows the allowed form`,
      (_, text) => {
        const reading: Reading<unknown> = parse(text)
        expect(reading).toMatchObject({
          ok: false,
          message: expect.any(String),
          fix: expect.stringMatching(/such as/),
        })
        expect(reading.ok ? '' : reading.message.length).toBeLessThan(320)
      },
    )

    test(`never throws on anything as a ${name}`, () => {
      fc.assert(
        fc.property(fc.anything(), (value) => {
          expect(typeof parse(value).ok).toBe('boolean')
        }),
      )
    })
  }

  test('shows hidden and odd characters of what it refuses', () => {
    expect(quoted('10\u202e%')).toBe('"10\\u202e%"')
    expect(quoted('\u0661%')).toBe('"\\u0661%"')
    expect(quoted('a\nb')).toBe('"a\\nb"')
  })
})

describe('a duration', () => {
  test.each([
    ['0s', 0],
    ['1s', SECOND],
    ['30s', 30 * SECOND],
    ['10m', 10 * MINUTE],
    ['90m', 90 * MINUTE],
    ['24h', DAY],
    ['2h30m', 2.5 * HOUR],
    ['1d2h3m4s', DAY + 2 * HOUR + 3 * MINUTE + 4 * SECOND],
    ['7d', 7 * DAY],
    ['90d', 90 * DAY],
  ])('%s is %d ms', (text, value) => {
    expect(read(parseDuration(text))).toBe(value)
  })

  test.each(['30m2h', '1h1h', '1.5h', '500ms', '1w', '10', 'm', '10M', '90d1s', '91d', '9999999d'])(
    '%s is refused',
    (text) => {
      expect(parseDuration(text).ok).toBe(false)
    },
  )

  test('is written so that it reads back as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LONGEST_DURATION / SECOND }), (seconds) => {
        expect(read(parseDuration(formatDuration(seconds * SECOND)))).toBe(seconds * SECOND)
      }),
    )
  })
})

describe('a latency', () => {
  test.each([
    ['1ms', 1],
    ['500ms', 500],
    ['2s', 2_000],
    ['600s', 600_000],
  ])('%s is %d ms', (text, value) => {
    expect(read(parseLatency(text))).toBe(value)
  })

  test.each(['0ms', '1m', '601s', '1s500ms', '0.5s'])('%s is refused', (text) => {
    expect(parseLatency(text).ok).toBe(false)
  })

  test('is written so that it reads back as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), fc.boolean(), (value, seconds) => {
        const milliseconds = Math.min(seconds ? value * SECOND : value, LONGEST_LATENCY)
        expect(read(parseLatency(formatLatency(milliseconds)))).toBe(milliseconds)
      }),
    )
  })
})

describe('a percentage', () => {
  test.each([
    ['0%', 0],
    ['10%', 10],
    ['0.5%', 0.5],
    ['99.9999%', 99.9999],
    ['100%', 100],
  ])('%s is %d percent', (text, value) => {
    expect(read(parsePercent(text))).toBe(value)
  })

  test.each(['100.1%', '101%', '.5%', '5.%', '0.12345%', '5', '%', '10%%', '10pct'])(
    '%s is refused',
    (text) => {
      expect(parsePercent(text).ok).toBe(false)
    },
  )

  test('may go beyond 100 only where that makes sense', () => {
    expect(read(parsePercent('400%', 1000))).toBe(400)
    expect(parsePercent('1001%', 1000).ok).toBe(false)
  })

  test('is written so that it reads back as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (tenThousandths) => {
        const value = tenThousandths / 10_000
        expect(read(parsePercent(formatPercent(value)))).toBe(value)
      }),
    )
  })
})

describe('a byte size', () => {
  test.each([
    ['0B', 0],
    ['512B', 512],
    ['16KB', 16_000],
    ['16KiB', 16_384],
    ['1MiB', 1_048_576],
    ['2GB', 2e9],
    ['1024GiB', 1024 ** 4],
  ])('%s is %d bytes', (text, value) => {
    expect(read(parseBytes(text))).toBe(value)
  })

  test.each(['1.5MB', '16kb', '16K', '1TB', '1025GiB', '16'])('%s is refused', (text) => {
    expect(parseBytes(text).ok).toBe(false)
  })

  test('is written so that it reads back as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LARGEST_SIZE }), (bytes) => {
        expect(read(parseBytes(formatBytes(bytes)))).toBe(bytes)
      }),
    )
  })
})

describe('a schedule', () => {
  test.each<[string, Schedule]>([
    ['Mon 00:00 UTC', { weekday: 1, minute: 0, zone: 'UTC' }],
    ['09:00 America/New_York', { weekday: null, minute: 540, zone: 'America/New_York' }],
    ['Fri 09:00 America/New_York', { weekday: 5, minute: 540, zone: 'America/New_York' }],
    ['Sun 23:59 America/Argentina/Ushuaia', { weekday: 0, minute: 1439, zone: 'America/Argentina/Ushuaia' }],
  ])('%s is read, and written the same', (text, value) => {
    expect(read(parseSchedule(text))).toEqual(value)
    expect(formatSchedule(value)).toBe(text)
  })

  test.each([
    '09:00',
    '9:00 UTC',
    '24:00 UTC',
    '09:60 UTC',
    'Monday 09:00 UTC',
    'mon 09:00 UTC',
    '09:00 EST',
    '09:00 GMT',
    '09:00 +01:00',
    '09:00 Mars/Olympus',
    '09:00 Europe/Lisboa',
    'Mon  09:00 UTC',
    'Mon 09:00:00 UTC',
  ])('%s is refused', (text) => {
    expect(parseSchedule(text).ok).toBe(false)
  })

  test('a zone in the wrong case is shown in the right one', () => {
    expect(parseSchedule('09:00 america/new_york')).toMatchObject({
      ok: false,
      fix: '09:00 America/New_York',
    })
  })

  test.each([
    // The clocks of New York jump from 02:00 to 03:00 on 2026-03-08 and back from 02:00 to 01:00 on 2026-11-01.
    ['the same day', '09:00 UTC', '2026-05-04T08:59:59Z', '2026-05-04T09:00:00Z'],
    ['strictly later', '09:00 UTC', '2026-05-04T09:00:00Z', '2026-05-05T09:00:00Z'],
    ['the next week', 'Mon 00:00 UTC', '2026-05-04T00:00:00Z', '2026-05-11T00:00:00Z'],
    ['winter', 'Fri 09:00 America/New_York', '2026-03-01T00:00:00Z', '2026-03-06T14:00:00Z'],
    ['summer', 'Fri 09:00 America/New_York', '2026-03-08T12:00:00Z', '2026-03-13T13:00:00Z'],
    ['a time that is jumped over', '02:30 America/New_York', '2026-03-08T05:00:00Z', '2026-03-08T07:30:00Z'],
    ['the day after the jump', '02:30 America/New_York', '2026-03-08T07:30:00Z', '2026-03-09T06:30:00Z'],
    [
      'the first of a time shown twice',
      '01:30 America/New_York',
      '2026-11-01T05:00:00Z',
      '2026-11-01T05:30:00Z',
    ],
    ['not the second of it', '01:30 America/New_York', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z'],
    [
      'far east, where the day is another',
      'Mon 08:00 Asia/Tokyo',
      '2026-05-03T20:00:00Z',
      '2026-05-03T23:00:00Z',
    ],
    ['half an hour off', '00:00 Asia/Kolkata', '2026-05-03T18:00:00Z', '2026-05-03T18:30:00Z'],
    ['a day that a zone skipped', '12:00 Pacific/Apia', '2011-12-30T00:00:00Z', '2011-12-30T22:00:00Z'],
  ])('comes round next: %s', (_, text, after, expected) => {
    const moment = nextOccurrence(read(parseSchedule(text)), Date.parse(after))
    expect(new Date(moment).toISOString()).toBe(new Date(expected).toISOString())
  })

  test('comes round later than asked, within a day or a week and the jump of the clocks', () => {
    const zones = [
      'UTC',
      'America/New_York',
      'Europe/London',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Auckland',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }),
        (zone, weekday, minute, after) => {
          const next = nextOccurrence({ zone, weekday, minute }, after)
          expect(next).toBeGreaterThan(after)
          expect(next - after).toBeLessThanOrEqual((weekday === null ? DAY : 7 * DAY) + HOUR)
          expect(next % MINUTE).toBe(0)
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })
})
