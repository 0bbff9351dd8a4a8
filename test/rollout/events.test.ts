import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EVENT_TEXT_LIMIT, type RolloutEvent, readEvent, writeEvent } from '../../src/rollout/events.ts'
import { anyText } from '../any-text.ts'
import { anyEvent, eventOf, KINDS } from './happenings.ts'

const seed = 20261121

const EXAMPLE: RolloutEvent = {
  happening: { kind: 'set', weight: 25 },
  checkpoint: {
    phase: 'baking',
    step: 2,
    steps: 4,
    weight: 25,
    since: Date.parse('2026-11-21T08:36:01Z'),
    waited: 0,
    hold: false,
  },
  sequence: 12,
  nonce: 'k3f9a',
}
const TEXT = 'set 25%; 25% 2/4 baking since 2026-11-21T08:36:01Z #12.k3f9a'

describe('an event is one line that people can read', () => {
  test.each([
    [TEXT, EXAMPLE],
    [
      'rollback asked by github-actions[bot]; 25% 2/4 paused since 2026-11-21T08:36:01Z waited 90s ~12.k3f9a',
      {
        ...EXAMPLE,
        happening: { kind: 'asked-rollback', by: 'github-actions[bot]' },
        checkpoint: { ...EXAMPLE.checkpoint, phase: 'paused', waited: 90 },
      },
    ],
    [
      'rolled back: evidence-of-harm; 0% 2/4 rolled-back since 2026-11-21T08:36:01Z hold #12.k3f9a',
      {
        ...EXAMPLE,
        happening: { kind: 'rolled-back', reason: 'evidence-of-harm' },
        checkpoint: { ...EXAMPLE.checkpoint, phase: 'rolled-back', weight: 0, hold: true },
      },
    ],
    [
      'deployed web=dpl_5f3a; 0% 0/4 progressing since 2026-11-21T08:36:01Z #12.k3f9a',
      {
        ...EXAMPLE,
        happening: { kind: 'deployed', component: 'web', release: 'dpl_5f3a' },
        checkpoint: { ...EXAMPLE.checkpoint, phase: 'progressing', step: 0, weight: 0 },
      },
    ],
    [
      'step 4 approved by ada_corp; 0.5% 1/4 baking since 2026-11-21T08:36:01Z #12.k3f9a',
      {
        ...EXAMPLE,
        happening: { kind: 'approved', step: 4, by: 'ada_corp' },
        checkpoint: { ...EXAMPLE.checkpoint, step: 1, weight: 0.5 },
      },
    ],
  ] satisfies [string, RolloutEvent][])('%s', (text, event) => {
    expect(writeEvent(event)).toBe(text)
    expect(readEvent(text)).toEqual(event)
  })

  test('with the longest names and a long wait before it, the times are written closer', () => {
    const event: RolloutEvent = {
      ...EXAMPLE,
      happening: { kind: 'deployed', component: 'c'.repeat(15), release: 'r'.repeat(56) },
      checkpoint: {
        ...EXAMPLE.checkpoint,
        phase: 'progressing',
        step: 0,
        steps: 12,
        weight: 0,
        waited: 1_209_600,
      },
    }
    const text = writeEvent(event)
    expect(text).toContain(' 0% 0/12 progressing 20261121T083601Z +1209600s #12.k3f9a')
    expect(readEvent(text)).toEqual(event)
  })

  test('a part of a second rounds up, so that no bake is shortened', () => {
    const event = { ...EXAMPLE, checkpoint: { ...EXAMPLE.checkpoint, since: EXAMPLE.checkpoint.since - 999 } }
    expect(writeEvent(event)).toBe(TEXT)
  })
})

describe('what is written is read back', () => {
  test.each(KINDS.map((kind) => [kind] as const))('%s, with names of every allowed length', (kind) => {
    fc.assert(
      fc.property(eventOf(kind), (event) => {
        const text = writeEvent(event)
        expect(text.length).toBeLessThanOrEqual(EVENT_TEXT_LIMIT)
        expect(readEvent(text)).toEqual(event)
      }),
      { seed, numRuns: 300 },
    )
  })

  const longest = { component: 'c'.repeat(15), release: 'R'.repeat(56), login: 'L'.repeat(39) }
  test.each([
    ['deployed', { kind: 'deployed', component: longest.component, release: longest.release }],
    ['restore point', { kind: 'restore-point', id: longest.release }],
  ] as const)('%s with everything at its longest still fits before the first step', (_, happening) => {
    const checkpoint = {
      ...EXAMPLE.checkpoint,
      phase: 'progressing',
      step: 0,
      steps: 12,
      weight: 0,
      waited: 9_999_999,
    } as const
    expect(writeEvent({ happening, checkpoint, sequence: 999, nonce: 'zzzzz' }).length).toBeLessThanOrEqual(
      140,
    )
  })

  test.each(['approved', 'asked-promote', 'asked-rollback', 'skipped', 'paused', 'released'] as const)(
    '%s by the longest login fits at any checkpoint',
    (kind) => {
      const happening =
        kind === 'approved' ? { kind, step: 12, by: longest.login } : { kind, by: longest.login }
      const checkpoint = {
        phase: 'awaiting-approval',
        step: 12,
        steps: 12,
        weight: 99.999,
        since: EXAMPLE.checkpoint.since,
        waited: 99_999_999,
        hold: true,
      } as const
      expect(
        writeEvent({ happening, checkpoint, sequence: 9999, nonce: 'zzzzz' }).length,
      ).toBeLessThanOrEqual(140)
    },
  )
})

describe('a line that could not be read back is refused, not written', () => {
  const odd: [string, Partial<RolloutEvent>][] = [
    ['a release name with a blank', { happening: { kind: 'deployed', component: 'web', release: 'v 2' } }],
    [
      'a release name with a second sentence',
      { happening: { kind: 'deployed', component: 'web', release: 'v2; x' } },
    ],
    ['a component with capitals', { happening: { kind: 'deployed', component: 'Web', release: 'v2' } }],
    ['an empty login', { happening: { kind: 'paused', by: '' } }],
    ['a login with a line break', { happening: { kind: 'paused', by: 'ada\nset' } }],
    ['a name of 65 characters', { happening: { kind: 'migrated', version: 'v'.repeat(65) } }],
    ['a weight above 100', { happening: { kind: 'setting', weight: 101 } }],
    ['a negative weight', { happening: { kind: 'setting', weight: -1 } }],
    ['a weight of four decimals', { happening: { kind: 'setting', weight: 0.0001 } }],
    ['a weight that is no number', { happening: { kind: 'set', weight: Number.NaN } }],
    ['more steps done than there are', { checkpoint: { ...EXAMPLE.checkpoint, step: 5 } }],
    ['a nonce of four characters', { nonce: 'abcd' }],
    ['a nonce with a sign', { nonce: 'abc-d' }],
    ['a fraction of a sequence', { sequence: 1.5 }],
    ['an ordered event without a place in the order', { sequence: 0 }],
  ]
  test.each(odd)('%s', (_, part) => {
    expect(() => writeEvent({ ...EXAMPLE, ...part })).toThrow(RangeError)
  })
})

describe('what we did not write is not read', () => {
  const misses: [string, string][] = [
    ['nothing', ''],
    ['a sentence of somebody else', 'Deployment finished successfully'],
    ['no checkpoint', 'set 25%'],
    ['an empty checkpoint', 'set 25%; '],
    ['no happening', TEXT.slice(TEXT.indexOf(';'))],
    ['a blank before', ` ${TEXT}`],
    ['a blank behind', `${TEXT} `],
    ['a line break behind', `${TEXT}\n`],
    ['two lines', `${TEXT}\n${TEXT}`],
    ['the text twice', TEXT + TEXT],
    ['an unknown verb', TEXT.replace('set', 'put')],
    ['a capital', TEXT.replace('set', 'Set')],
    ['an unknown phase', TEXT.replace('baking', 'cooking')],
    ['an unknown reason', TEXT.replace('set 25%', 'waits: tired')],
    ['a weight above 100', TEXT.replace('set 25%', 'set 101%')],
    ['a confirmed weight above 100', TEXT.replace('; 25%', '; 100.1%')],
    ['a weight with a leading zero', TEXT.replace('set 25%', 'set 025%')],
    ['a weight with idle decimals', TEXT.replace('; 25%', '; 25.0%')],
    ['a negative weight', TEXT.replace('; 25%', '; -25%')],
    ['a weight in words of mathematics', TEXT.replace('; 25%', '; 2e1%')],
    ['more steps done than there are', TEXT.replace('2/4', '5/4')],
    ['a step with a leading zero', TEXT.replace('2/4', '02/4')],
    ['a day that no month has', TEXT.replace('11-21', '02-30')],
    ['a month that no year has', TEXT.replace('11-21', '13-21')],
    ['an hour that no day has', TEXT.replace('T08', 'T25')],
    ['midnight as 24:00', TEXT.replace('T08:36:01', 'T24:00:00')],
    ['another time zone', TEXT.replace('01Z', '01+02:00')],
    [
      'the close form where the wide one fits',
      TEXT.replace('since 2026-11-21T08:36:01Z', '20261121T083601Z'),
    ],
    ['a wait of no seconds', TEXT.replace('01Z', '01Z waited 0s')],
    ['a hold in the wrong place', TEXT.replace(' baking', ' hold baking')],
    ['an ordered event marked as a request', TEXT.replace('#', '~')],
    ['a request marked as ordered', TEXT.replace('set 25%', 'rollback asked by ada')],
    ['place 0 in the order', TEXT.replace('#12', '#0')],
    ['a place with a leading zero', TEXT.replace('#12', '#012')],
    ['a short nonce', TEXT.slice(0, -1)],
    ['a capital nonce', TEXT.replace('k3f9a', 'K3F9A')],
    ['digits of another script', TEXT.replace('25%', '٢٥%')],
    ['a blank of another kind', TEXT.replace(' 2/4', '\u00a02/4')],
    ['a text of 141 characters', `deployed web=${'v'.repeat(141)}`],
  ]
  test.each(misses)('%s', (_, text) => {
    expect(readEvent(text)).toBeNull()
  })

  test('a line changed by one character is read as nothing, or as exactly what it says', () => {
    fc.assert(
      fc.property(
        anyEvent,
        fc.nat(EVENT_TEXT_LIMIT),
        anyText({ minLength: 0, maxLength: 2 }),
        (event, position, put) => {
          const text = writeEvent(event)
          const at = position % text.length
          const changed = text.slice(0, at) + put + text.slice(at + 1)
          const read = readEvent(changed)
          if (read) expect(writeEvent(read)).toBe(changed)
        },
      ),
      { seed, numRuns: 2000 },
    )
  })

  const hostile = fc.oneof(
    anyText({ maxLength: 400 }),
    fc.string({ unit: fc.constantFrom(...'; %#~.0123456789[]@:/-\n\u0000'), maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          'set ',
          '25%',
          '; ',
          '2/4 ',
          'baking ',
          'since ',
          'hold ',
          '#1.aaaaa',
          '$(x)',
          '$&',
          '::set-output',
        ),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('__proto__', 'constructor; toString', '\ud800; \udc00', 'hasOwnProperty; x'),
  )
  test('hostile texts are read without an error', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const read = readEvent(text)
        if (read) expect(writeEvent(read)).toBe(text)
      }),
      { seed, numRuns: 3000 },
    )
  })

  test('a text longer than any event is put aside before any pattern is tried on it', () => {
    let looked = 0
    class Watched extends String {
      override indexOf(search: string): number {
        looked += 1
        return super.indexOf(search)
      }
    }
    const long = new Watched(`${'a-'.repeat(5_000_000)}; `)
    expect(readEvent(long as unknown as string)).toBeNull()
    expect(looked).toBe(0)
  })

  test.each([
    ['names', (n: number) => `deployed a${'-'.repeat(n)}=v`],
    ['numbers', (n: number) => `set ${'1'.repeat(n)}%; ${'1'.repeat(n)}`],
    ['separators', (n: number) => '; '.repeat(n)],
    ['tokens', (n: number) => `paused by ${'a'.repeat(n)}!; x`],
  ])('no pattern goes back and forth over long %s', (_, make) => {
    for (let n = 0; n <= EVENT_TEXT_LIMIT; n += 1)
      expect(readEvent(make(n).slice(0, EVENT_TEXT_LIMIT))).toBeNull()
  })
})
