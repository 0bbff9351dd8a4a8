import { formatEvidence, formatMoment, formatSpan, formatWeight } from '../rollout/format.ts'
import type { Tally } from './many.ts'
import type { Proportion } from './proportion.ts'
import type { Simulation } from './simulate.ts'

/*
 * Simulated rollouts in text. Names of metrics and scenarios are reduced to letters, digits and harmless signs, so the
 * text may stand on any page.
 */

/** A foreign name that can do nothing but be read: on a terminal, in a table of Markdown, in a code span. */
const inert = (name: string): string =>
  name
    .replace(/[^\p{L}\p{N} .,:/%+-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80) || 'unnamed'

interface Row {
  at: string
  after: string
  weight: string
  what: string
  evidence: string
  message: string
}

const WHAT: Readonly<Record<Simulation['timeline'][number]['decision'], string>> = {
  advance: 'goes on',
  hold: 'waits',
  promote: 'promotes',
  abort: 'goes back',
}

const rowsOf = ({ timeline, startedAt }: Simulation): Row[] =>
  timeline.map(({ at, weight, decision, reason, message, person, combined }) => ({
    at: formatMoment(at),
    after: `+${formatSpan(at - startedAt)}`,
    weight: formatWeight(weight),
    what: `${WHAT[decision]}: ${reason}${person ? ' (calls a person)' : ''}`,
    evidence: formatEvidence(combined),
    message: inertMessage(message),
  }))

/** Messages of decisions quote names of metrics. */
const inertMessage = (message: string): string =>
  message
    .replace(/[^\p{L}\p{N} .,:;/%+()"'>=-]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300)

/** How one simulated rollout ended, in one sentence, and what users met. */
export const outcomeSentences = (simulation: Simulation): readonly string[] => {
  const { outcome, reason, startedAt, endedAt, foundAfter, called, toll } = simulation
  const lasted = formatSpan(endedAt - startedAt)
  const ended = {
    promoted: `Promoted after ${lasted}.`,
    'rolled-back': `Rolled back after ${lasted}: ${reason}.`,
    waits: `Neither promoted nor rolled back within ${lasted}: ${reason}.`,
  }[outcome]
  return [
    ended,
    ...(foundAfter === null ? [] : [`Found ${formatSpan(foundAfter)} after the first request met the harm.`]),
    ...(called === null
      ? []
      : [`A person was called after ${formatSpan(called.at - startedAt)}: ${called.reason}.`]),
    ...toll.map(
      ({ metric, units, extra }) =>
        `${inert(metric)}: about ${count(units)} units met the new release, ${count(Math.max(0, extra))} of them failed because of it.`,
    ),
  ]
}

/** The story of one rollout for a terminal: one line per change of mind. Lines are separated by line feeds. */
export const timelineText = (simulation: Simulation): string => {
  const rows = rowsOf(simulation)
  const width = (key: keyof Row): number => Math.max(0, ...rows.map((row) => row[key].length))
  const [after, weight, what] = [width('after'), width('weight'), width('what')]
  return [
    ...rows.map(
      (row) =>
        `${row.at}  ${row.after.padEnd(after)}  ${row.weight.padStart(weight)}  ${row.what.padEnd(what)}  ${row.message}`,
    ),
    ...outcomeSentences(simulation),
  ].join('\n')
}

/** The same for a job summary, as a table. */
export const timelineMarkdown = (simulation: Simulation): string =>
  [
    '| When | After | Weight | Decision | Evidence | Why |',
    '|---|---|---|---|---|---|',
    ...rowsOf(simulation).map(
      ({ at, after, weight, what, evidence, message }) =>
        `| ${at} | ${after} | ${weight} | ${what} | ${evidence.replace('>', '&gt;')} | ${message.replaceAll('>', '&gt;')} |`,
    ),
    '',
    ...outcomeSentences(simulation).map((sentence) => `- ${sentence}`),
  ].join('\n')

/** What many runs came to. `healthy`: the release was no worse than the old one, so that a rollback was a false alarm. */
export const tallySentences = (
  tally: Tally,
  { name, healthy }: { name: string; healthy: boolean },
): readonly string[] => {
  const { runs, rolledBack, promoted, waits, called, foundAfter, promotedAfter, toll } = tally
  const verdict = healthy ? 'falsely rolled back' : 'rolled back'
  return [
    `${count(runs)} rollouts of ${inert(name)}: ${verdict} ${proportion(rolledBack)}, promoted ${proportion(promoted)}, stuck ${proportion(waits)}.`,
    ...(foundAfter === null ? [] : [`Half of them were found within ${formatSpan(foundAfter)}.`]),
    ...(promotedAfter === null ? [] : [`Half of them were promoted within ${formatSpan(promotedAfter)}.`]),
    ...(called.count === 0 ? [] : [`A person was called in ${proportion(called)}.`]),
    ...toll
      .filter(({ extra }) => extra >= 0.5)
      .map(
        ({ metric, extra }) =>
          `${inert(metric)}: ${count(extra)} failures more than without the release, on average.`,
      ),
  ]
}

/** The same as a row of a table: scenario, rolled back, promoted, stuck, found after, extra failures. */
export const tallyMarkdown = (tallies: readonly { name: string; tally: Tally }[]): string =>
  [
    '| Scenario | Runs | Rolled back | Promoted | Stuck | Found after | Extra failures |',
    '|---|---|---|---|---|---|---|',
    ...tallies.map(({ name, tally }) => {
      const { runs, rolledBack, promoted, waits, foundAfter, toll } = tally
      const extra = Math.max(0, ...toll.map((one) => one.extra))
      return `| ${inert(name)} | ${count(runs)} | ${proportion(rolledBack)} | ${proportion(promoted)} | ${proportion(waits)} | ${foundAfter === null ? '–' : formatSpan(foundAfter)} | ${extra < 0.5 ? '–' : count(extra)} |`
    }),
  ].join('\n')

/** `12 % (9 to 15 %)`: the share and the interval that holds the true one in 95 of 100 cases. */
const proportion = ({ share, low, high }: Proportion): string =>
  `${percent(share)} % (${percent(low)} to ${percent(high)} %)`

/** One decimal near both ends, where it tells 999 of 1000 from all of them. */
const percent = (share: number): string => {
  const value = share * 100
  return String(Number(value.toFixed(value < 10 || value > 90 ? 1 : 0)))
}

const count = (value: number): string =>
  (value < 10 && !Number.isInteger(value) ? Number(value.toFixed(1)) : Math.round(value)).toLocaleString(
    'en-US',
  )
