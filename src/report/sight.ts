import type { Sight, StepSight } from '../analysis/sight.ts'
import { planSentences, stepSentences, suggestionSentence } from '../analysis/sight-words.ts'
import { markdown, plain } from './escape.ts'
import { showSpan, showWeight } from './numbers.ts'

/** What a plan can see, for people who decide whether it may start: one line per step, what it lacks, and what would help. */
export const sightMarkdown = (sight: Sight): string => {
  const blind = sight.steps.filter((step) => step.blind)
  return [
    '### What the steps can see',
    '',
    '| Step | Weight | Bake | Finds |',
    '|---|---|---|---|',
    ...sight.steps.map(
      (step) => `| ${step.step} | ${showWeight(step.weight)} | ${showSpan(step.bake)} | ${cell(step)} |`,
    ),
    '',
    ...blind.map(
      ({ step }) =>
        `> ⚠️ **Step ${step} is blind**: nothing that goes wrong there would be found before it ends.`,
    ),
    ...planSentences(sight).map((sentence) => `- ${markdown(sentence)}`),
    ...sight.suggestions
      .map((suggestion) => suggestionSentence(suggestion, sight))
      .filter((sentence) => sentence !== '')
      .map((sentence) => `- 💡 ${markdown(sentence)}`),
    '',
    `*${sight.runs} simulated rollouts, found with at least 80 % probability; at most ${Number((sight.alpha * 100).toPrecision(3))} % false alarms are promised.*`,
  ].join('\n')
}

const cell = (step: StepSight): string =>
  stepSentences(step)
    .map((sentence) => markdown(sentence))
    .join('<br>') || 'nothing is known of its traffic'

/** The same in plain lines for a terminal. */
export const sightLines = (
  sight: Sight,
): { steps: readonly (readonly string[])[]; rest: readonly string[] } => ({
  steps: sight.steps.map((step) => stepSentences(step).map((sentence) => plain(sentence))),
  rest: [
    ...planSentences(sight).map((sentence) => plain(sentence)),
    ...sight.suggestions.map((suggestion) => plain(suggestionSentence(suggestion, sight))),
  ].filter((sentence) => sentence !== ''),
})
