import type { Counts, TestSpec } from '../analysis/judgement.ts'
import type { JudgedSlice, TestLook } from '../analysis/slices.ts'
import { noticeSentence, trippedSentence, verdictSentence, zeroLimitSentence } from '../analysis/words.ts'
import type { Explanation } from '../rollout/explain.ts'
import { codeBlock, markdown, plain } from './escape.ts'
import {
  NONE,
  showAmount,
  showCount,
  showEvidence,
  showMoment,
  showShare,
  showSpan,
  showWeight,
} from './numbers.ts'
import { sayEvent } from './sentences.ts'

/** Slices on a page; the log has all of them. */
const MOST_SLICES = 200

/** Largest block of a page, in characters. */
const LARGEST_BLOCK = 600_000

/**
 * A past look for a terminal or a log: what was known, each slice with each bet, the decision and why. Lines without
 * line ends. `most`: so many of the newest slices; default all.
 */
export const explanationLines = (explained: Explanation, most = Number.POSITIVE_INFINITY): string[] => [
  ...knownLines(explained),
  '',
  ...testLines(explained),
  '',
  ...sliceLines(explained, most),
  '',
  ...verdictLines(explained),
]

/** The same as a page: the decision first, the working below it. */
export const explanationMarkdown = (explained: Explanation): string => {
  const { record, decision, at } = explained
  return [
    `🔍 **${markdown(record.service)} → ${markdown(record.environment)}** at ${showMoment(at)}: **${decision.decision}** (${decision.reason}). ${markdown(decision.message)}`,
    '',
    codeBlock(explanationLines(explained, MOST_SLICES).join('\n'), 'text', LARGEST_BLOCK),
  ].join('\n')
}

const knownLines = ({ record, state, at, delay, histories }: Explanation): string[] => {
  const { judgement } = record
  const told = state.story.slice(-8)
  return [
    `WHAT WAS KNOWN at ${showMoment(at)}`,
    `  ${plain(record.service)} ${plain(record.revision, 60)} in ${plain(record.environment)}, rollout ${record.id}`,
    `  ${state.phase}, step ${state.step} of ${record.plan.steps.length}, ${showWeight(state.weight)} since ${showMoment(state.since)}`,
    `  slices of ${showSpan(judgement.slice)} from ${showMoment(judgement.epoch)}, stakes spread over ${showSpan(judgement.planLength)}, read up to ${showSpan(delay)} late`,
    `  holds at ${showEvidence(judgement.hold)}, goes back at ${showEvidence(1 / judgement.alpha)}`,
    ...histories.map(
      ({ metric, slices }) =>
        `  ${plain(metric)}: ${slices.length} slices, ${slices.filter(({ problem }) => problem !== undefined).length} of them with a problem`,
    ),
    `  the newest ${told.length} of ${state.story.length} lines of the record:`,
    ...told.map((event) => `    ${showMoment(event.at)}  ${plain(sayEvent(event))}`),
    ...(judgement.limits ?? []).map(
      ({ metric }) =>
        `  ${plain(metric)} is known for the present alone: what it was then cannot be asked again`,
    ),
    '  platforms keep no history: they are taken to have done what the record says',
  ]
}

const testLines = ({ record: { judgement } }: Explanation): string[] => {
  const total = judgement.tests.reduce((sum, { weight }) => sum + weight, 0)
  return [
    'TESTS, each with its share of the judgement',
    ...judgement.tests.map(
      (test) =>
        `  ${nameOf(test.name, judgement.tests)}  ${showShare(test.weight / total).padStart(6)}  ${toleranceOf(test)}`,
    ),
    ...(judgement.tests.length === 0 ? ['  none: time and people alone decide'] : []),
  ]
}

const toleranceOf = ({ max, relative, points }: TestSpec): string => {
  if (max !== undefined) return max > 1 ? `at most ${showAmount(max)} per unit` : `at most ${showShare(max)}`
  const parts = [
    ...(relative === undefined ? [] : [`${showShare(relative)} more`]),
    ...(points === undefined ? [] : [`${showAmount(points * 100)} points more`]),
  ]
  return `${parts.join(' and ') || 'no more'} than the old release`
}

/** Names in one column, cut where they are long. */
const nameOf = (name: string, tests: readonly { name: string }[]): string => {
  const width = Math.min(40, Math.max(...tests.map((test) => plain(test.name, 40).length)))
  return plain(name, 40).padEnd(width)
}

const sliceLines = ({ slices, record }: Explanation, most: number): string[] => {
  const shown = slices.slice(-Math.min(most, slices.length))
  const left = slices.length - shown.length
  return [
    'SLICES, each with its bets: bad of all units, observed over allowed, the four accounts, what is staked',
    ...(left > 0 ? [`  ${left} earlier slices are in the log`] : []),
    ...(shown.length === 0 ? ['  none was known yet'] : []),
    ...shown.flatMap((slice) => [headLine(slice), ...betLines(slice, record.judgement.tests)]),
  ]
}

const headLine = ({ from, to, weight, dropped, combined, verdict }: JudgedSlice): string => {
  const span = `${showMoment(from)} to ${showMoment(to).slice(11)}`
  return dropped === null
    ? `  ${span}  ${showWeight(weight).padStart(5)}  evidence ${showEvidence(combined)}: ${verdict}`
    : `  ${span}  ${showWeight(weight).padStart(5)}  left out: ${dropped}`
}

const betLines = ({ dropped, tests }: JudgedSlice, specs: readonly TestSpec[]): string[] =>
  dropped === null ? tests.map((look) => `    ${nameOf(look.test, specs)}  ${betOf(look)}`) : []

const betOf = ({ ratio, silence, canary, baseline, state, evidence }: TestLook): string => {
  if (ratio === null) return `says nothing: ${silence ?? 'no-data'}`
  const accounts = state.a.map((account) => showAmount(account)).join(' ')
  const q = Number.isFinite(ratio) ? showAmount(ratio) : 'without end'
  return `new ${countsOf(canary)}  old ${countsOf(baseline)}  q ${q}  accounts ${accounts}  staked ${showAmount(state.s)}  E ${showAmount(evidence)}`
}

const countsOf = (counts: Counts | null): string =>
  counts === null ? NONE : `${showCount(counts.x)}/${showCount(counts.n)}`

const verdictLines = ({ assessment, evidence, decision, record }: Explanation): string[] => [
  'DECISION',
  `  ${verdictSentence(assessment, record.judgement)}`,
  ...(assessment.tripped ? [`  ${plain(trippedSentence(assessment.tripped))}`] : []),
  ...(assessment.brokenZeroLimit ? [`  ${plain(zeroLimitSentence(assessment.brokenZeroLimit))}`] : []),
  ...evidence.samples
    .filter(({ have, need }) => !(have >= need))
    .map(
      ({ metric, have, need }) =>
        `  ${plain(metric)}: ${showCount(have)} of ${showCount(need)} units in this step`,
    ),
  ...(evidence.blindSince === null ? [] : [`  blind since ${showMoment(evidence.blindSince)}`]),
  ...assessment.notices.map((notice) => `  ${plain(noticeSentence(notice))}`),
  `  ${decision.decision} (${decision.reason})${decision.person ? ', and a person is called' : ''}: ${plain(decision.message)}`,
]
