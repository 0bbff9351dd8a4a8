import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnsOf, drawFrame, drawLine, drawRefusal } from '../../src/report/terminal.ts'
import { HOSTILE, refusalNaming, storyNaming } from './hostile.ts'
import { NOT_A_NUMBER, oddStory } from './odd.ts'
import { beginning, longJourney, promoted, refused, rolledBack, underWay } from './stories.ts'

const SGR = /\x1b\[(?:0|1|2|3[1-6])m/g
const stories = { beginning, underWay, promoted, rolledBack, longJourney }

describe('a frame for the terminal', () => {
  test('shows weight, steps, evidence against its limit, both releases, why and what next', () => {
    const frame = drawFrame(underWay(), { width: 80, colour: false })
    expect(frame).toMatch(/^shop → production {2}v2 +baking · 20s$/m)
    expect(frame).toMatch(/^weight {5}█+░+ 25%$/m)
    expect(frame).toMatch(/^steps {6}✓ 10% {2}● 25% {2}○ 50% {2}○ 100%$/m)
    expect(frame).toMatch(/^evidence {3}░+ [\d.]+ of 20/m)
    expect(frame).toMatch(/^errors {5}new [\d.]+% \(\d+ of [\d,]+\) · old [\d.]+% /m)
    expect(frame).toMatch(/^way back {3}safe, proven/m)
    expect(frame).toMatch(/^next {7}50% \(step 3 of 4\)/m)
  })

  test('fills the evidence bar when the limit is reached', () => {
    expect(drawFrame(rolledBack(), { width: 80, colour: false })).toMatch(/^evidence {3}█+ \d+ of 20/m)
  })

  test('without colour holds no escape at all, and with colour the same text', () => {
    for (const story of Object.values(stories)) {
      const bare = drawFrame(story(), { width: 90, colour: false })
      const coloured = drawFrame(story(), { width: 90, colour: true })
      expect(bare).not.toContain('\x1b')
      expect(coloured).toContain('\x1b[')
      expect(coloured.replace(SGR, '')).toBe(bare)
    }
  })

  test.each([40, 44, 60, 80, 100, 120])('is never wider than %d columns', (width) => {
    for (const story of Object.values(stories))
      for (const line of drawFrame(story(), { width, colour: false }).split('\n'))
        expect(columnsOf(line)).toBeLessThanOrEqual(width)
  })

  test.each(HOSTILE)('is not moved by a name that is %s', (_what, text) => {
    for (const colour of [false, true]) {
      const frame = drawFrame(storyNaming(text), { width: 80, colour })
      const bare = frame.replace(SGR, '')
      expect(bare).not.toMatch(
        /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2028\u2029]/,
      )
      expect(bare.split('\n').every((line) => columnsOf(line) <= 80)).toBe(true)
      expect(bare.split('\n').length).toBeLessThan(30)
    }
    expect(drawLine(storyNaming(text))).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
    expect(drawRefusal(refusalNaming(text), { width: 60, colour: false })).not.toMatch(
      /[\x00-\x09\x0b-\x1f\x7f-\x9f]/,
    )
  })

  test('never shows something that is no number, and never fails or overflows', () => {
    fc.assert(
      fc.property(oddStory, fc.integer({ min: 0, max: 200 }), (story, width) => {
        const frame = drawFrame(story, { width, colour: false })
        expect(frame).not.toMatch(NOT_A_NUMBER)
        const room = Math.min(120, Math.max(40, width || 80))
        for (const line of frame.split('\n')) expect(columnsOf(line)).toBeLessThanOrEqual(room)
        expect(drawLine(story)).not.toMatch(NOT_A_NUMBER)
      }),
      { seed: 11, numRuns: 200 },
    )
  })
})

describe('one line for a log', () => {
  test('says where it is, the number and what next', () => {
    expect(drawLine(underWay())).toMatch(
      /^2026-11-21T08:36:20Z shop -> production v2 at 25% \(step 2 of 4\), baking \| "errors-vs-baseline": .* evidence [\d.]+ of 20 \| next: 50% \(step 3 of 4\)/,
    )
  })

  test('is cut where the log is narrow', () => {
    expect(columnsOf(drawLine(underWay(), 72))).toBe(72)
  })
})

test('a refusal names each reason and what to do', () => {
  const text = drawRefusal(refused(), { width: 70, colour: false })
  expect(text).toMatch(/^shop → production {2}v4 {2}refused\n {2}v3 was rolled back/)
  expect(text).toContain('    do: action rollout, operation release-hold')
})

test('wide and combining characters take the columns that a terminal gives them', () => {
  expect(columnsOf('abc')).toBe(3)
  expect(columnsOf('日本')).toBe(4)
  expect(columnsOf('é')).toBe(1)
  expect(columnsOf('🔥')).toBe(2)
})
