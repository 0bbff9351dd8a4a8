import { formatSpan } from '../rollout/format.ts'
import type { Rehearsed } from './rehearsal.ts'
import { outcomeSentences, tallyMarkdown, tallySentences, timelineMarkdown, timelineText } from './words.ts'

/*
 * A rehearsal in text. Names are made harmless by the words of single simulations, which are used here.
 */

/** One line per world: what became of the rollouts, and whether that is as it should be. For a terminal. */
export const rehearsalTable = (rehearsed: readonly Rehearsed[]): string[] => {
  const rows = rehearsed.map(({ scenario, tally, fault, healthy }) => {
    const { rolledBack, promoted, waits, foundAfter, toll } = tally
    const extra = Math.max(0, ...toll.map((one) => one.extra))
    return [
      scenario,
      percent(rolledBack.share),
      `${percent(rolledBack.low)} to ${percent(rolledBack.high)}`,
      percent(promoted.share),
      percent(waits.share),
      healthy || foundAfter === null ? '' : formatSpan(foundAfter),
      extra < 0.5 ? '' : Math.round(extra).toLocaleString('en-US'),
      fault === null ? 'ok' : `FAULT: ${fault}`,
    ]
  })
  const head = ['scenario', 'rolled back', '95 % sure', 'promoted', 'waits', 'found after', 'extra bad', '']
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 0 || column === row.length - 1 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd()
  return all.map(line)
}

/** The story of one rollout of each world, for a terminal. */
export const rehearsalStories = (rehearsed: readonly Rehearsed[]): string[] =>
  rehearsed.flatMap(({ name, scenario, once }) => [
    '',
    `${scenario}: ${name}`,
    ...timelineText(once).split('\n'),
  ])

/** Everything on a page: the table first, then one rollout of each world behind a fold. */
export const rehearsalMarkdown = (rehearsed: readonly Rehearsed[], runs: number): string => {
  const faults = rehearsed.filter(({ fault }) => fault !== null)
  const sign = faults.length === 0 ? '✅' : '🔴'
  return [
    `${sign} **Simulated**: ${rehearsed.length} worlds, ${runs.toLocaleString('en-US')} rollouts each. ${faults.length === 0 ? 'Every world ended as it should.' : `${faults.length} did not end as it should.`}`,
    '',
    ...faults.map(({ scenario, fault }) => `- **${scenario}**: ${fault}`),
    '',
    tallyMarkdown(rehearsed.map(({ name, tally }) => ({ name, tally }))),
    ...rehearsed.map(({ name, once, tally, healthy }) =>
      [
        '',
        `<details><summary>${name}: ${outcomeSentences(once)[0]}</summary>`,
        '',
        timelineMarkdown(once),
        '',
        ...tallySentences(tally, { name, healthy }).map((sentence) => `- ${sentence}`),
        '',
        '</details>',
      ].join('\n'),
    ),
  ].join('\n')
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`
