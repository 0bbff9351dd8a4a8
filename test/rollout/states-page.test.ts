import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { PHASES, waitsForPeople } from '../../src/rollout/phases.ts'
import { REASONS } from '../../src/rollout/reasons.ts'

const page = readFileSync(new URL('../../docs/states.md', import.meta.url), 'utf8')

/** Rows of the tables below a heading: the word in the first cell, and the other cells. */
const rowsBelow = (heading: RegExp): Map<string, string[]> => {
  const sections = page.split(/^## /m).filter((section) => heading.test(section.split('\n')[0] ?? ''))
  const rows = sections.flatMap((section) => section.split('\n').filter((row) => row.startsWith('| `')))
  return new Map(
    rows.map((row) => {
      const [word = '', ...cells] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim())
      return [word.replaceAll('`', ''), cells] as const
    }),
  )
}

describe('the page of phases and reasons', () => {
  const phases = rowsBelow(/^Phases/)
  const reasons = rowsBelow(/^Reasons/)

  test.each(PHASES.map((phase) => [phase] as const))(
    'tells what the phase %s means and how it is left',
    (phase) => {
      expect(phases.get(phase)).toEqual([
        expect.stringMatching(/\w+ \w+/),
        expect.stringMatching(/^[A-Z].*\.$/),
      ])
    },
  )

  test.each(REASONS.map((reason) => [reason] as const))(
    'tells the sentence of %s and what to do',
    (reason) => {
      expect(reasons.get(reason)).toEqual([
        expect.stringMatching(/^[A-Z].*\.$/),
        expect.stringMatching(/^[A-Z].*\.$/),
      ])
    },
  )

  test('knows no phase and no reason that the code does not know', () => {
    expect([...phases.keys()].filter((word) => !PHASES.some((phase) => phase === word))).toEqual([])
    expect([...reasons.keys()].filter((word) => !REASONS.some((reason) => reason === word))).toEqual([])
  })

  test('names the phases whose time does not count', () => {
    const sentence =
      page.split('\n\n').find((paragraph) => paragraph.includes('does not count towards its deadline')) ?? ''
    expect(PHASES.filter((phase) => sentence.includes(`\`${phase}\``))).toEqual(PHASES.filter(waitsForPeople))
  })
})
