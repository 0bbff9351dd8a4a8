import type { BrokenZeroLimit, Tripped } from './alarms.ts'
import type { Assessment, TestAssessment } from './assess.ts'
import type { Blindness } from './freshness.ts'
import type { Judgement } from './judgement.ts'
import type { Notice } from './notices.ts'
import type { Samples } from './samples.ts'

/*
 * Sentences for people. Plain text: whoever prints it makes names of metrics and tests inert for the page it goes to.
 * All in UTC and English, so that the same assessment reads the same everywhere.
 */

/** The evidence in words: what its number promises. Rounded down, since the promise is "at most". */
export const evidenceSentence = (combined: number): string => {
  if (combined > 1e6)
    return 'A release within its limits would look this bad at most 1 time in more than a million.'
  if (combined >= 1.05)
    return `A release within its limits would look this bad at most 1 time in ${roundedDown(combined)}.`
  return 'Nothing speaks against the release so far.'
}

/** The verdict with the number that decided and the limit it was held against. */
export const verdictSentence = (
  { combined, verdict, convictedAt }: Pick<Assessment, 'combined' | 'verdict' | 'convictedAt'>,
  { alpha, hold }: Pick<Judgement, 'alpha' | 'hold'>,
): string => {
  const rollback = formatNumber(1 / alpha)
  const evidence = formatEvidence(combined)
  switch (verdict) {
    case 'rollback': {
      const since = convictedAt === null ? '' : ` (reached ${formatMoment(convictedAt)})`
      return `Evidence of harm ${evidence}, limit ${rollback}${since}. ${evidenceSentence(combined)}`
    }
    case 'hold':
      return `Evidence of harm ${evidence}: suspicious from ${formatNumber(hold)}, rollback from ${rollback}. ${evidenceSentence(combined)}`
    case 'ok':
      return `Evidence of harm ${evidence}, below ${formatNumber(hold)}. ${evidenceSentence(combined)}`
    default:
      return verdict satisfies never
  }
}

/** One test: what was counted and what it says. */
export const testSentence = ({
  name,
  canary,
  baseline,
  evidence,
  informative,
  lastRatio,
}: TestAssessment): string => {
  if (informative === 0) return `${name}: no slice has said anything yet.`
  const counted = `new release ${formatShareOf(canary)}`
  const against = baseline === null ? '' : `, old release ${formatShareOf(baseline)}`
  const last = lastRatio === null ? '' : `, last slice at ${formatRatio(lastRatio)} what is allowed`
  return `${name}: ${counted}${against}${last}, evidence of harm ${formatEvidence(evidence)}.`
}

/** Why the circuit breaker went off. */
export const trippedSentence = ({ metric, slice, n, x, limit }: Tripped): string =>
  `Circuit breaker: ${metric} was bad for ${formatNumber(x)} of ${formatNumber(n)} (${formatShare(x / n)}) between ${formatSpan(slice)}, limit ${formatShare(limit)}.`

/** Which limit of zero was broken, and by how much. */
export const zeroLimitSentence = ({ test, metric, slice, n, x }: BrokenZeroLimit): string =>
  `${test} tolerates none at all, and ${metric} counted ${formatNumber(x)} among ${formatNumber(n)} between ${formatSpan(slice)}.`

/** Whether a metric has seen enough of the step, and what is lacking. */
export const samplesSentence = ({ metric, have, need }: Samples): string =>
  have >= need
    ? `${metric} has seen ${formatNumber(have)} of ${formatNumber(need)} needed: enough for this step.`
    : `${metric} has seen ${formatNumber(Math.floor(have))} of ${formatNumber(need)} needed in this step: neither pass nor fail.`

/** Why a metric says nothing, as the end of a sentence: "errors says nothing: ...". */
const PROBLEMS: Readonly<Record<Blindness['problem'], string>> = {
  'no-data': 'the source has no data for it',
  'counter-reset': 'a counter was reset',
  'not-a-number': 'the source answered with something that is not a number',
  stale: 'the newest figure of the source is too old',
  ambiguous: 'the source gave more than one answer for the same time',
  'out-of-range': 'the source answered with an impossible count',
  error: 'the source could not be asked',
  'no-units': 'the new release has seen nothing',
  'no-baseline': 'the old release, which it is compared with, has seen nothing',
  absent: 'no answer covers the latest slices',
}

/** A notice as one sentence. */
export const noticeSentence = (notice: Notice): string => {
  switch (notice.kind) {
    case 'share-off':
      return `${notice.metric}: the new release saw ${formatShare(notice.measured)} of the units instead of ${formatShare(notice.configured)}; check the split.`
    case 'split-sends-no-traffic':
      return `${notice.metric}: the split sends no traffic: the new release has seen nothing since ${formatMoment(notice.since)}, the old one ${formatNumber(notice.baseline)} units.`
    case 'dropped-over-a-bump':
      return `${formatSlices(notice.slices)} left out because the share of traffic changed within, the last between ${formatSpan(notice.last)}.`
    case 'dropped-as-warm-up':
      return `${formatSlices(notice.slices)} left out as warm-up, the last between ${formatSpan(notice.last)}.`
    case 'off-grid':
      return `${notice.metric}: ${formatSlices(notice.slices)} ignored because the source did not keep to the slice grid.`
    case 'blind':
      return `${notice.metric} has had nothing usable to say since ${formatMoment(notice.since)}: ${PROBLEMS[notice.problem]}.`
    case 'too-little-data':
      return notice.visible === null
        ? `${notice.metric}: not enough data to see anything in this step yet (0 of ${formatNumber(notice.need)} units).`
        : `${notice.metric}: not enough data to see less than ${formatShare(notice.visible)} in this step (${formatNumber(Math.floor(notice.have))} of ${formatNumber(notice.need)} units).`
    case 'nothing-to-compare':
      return `${notice.test} has nothing to compare ${notice.metric} with: there is no old release to measure.`
    case 'stakes-spent':
      return `${notice.test} has outlived the plan since ${formatMoment(notice.since)}: harm that begins now is found later than it would have been.`
    default:
      return notice satisfies never
  }
}

/** `0.0123` as `1.23 %`: three digits that matter, and never `0 %` for something above 0. */
export const formatShare = (share: number): string => `${formatNumber(share * 100)} %`

/** `12345.678` as `12,345.7`: three digits that matter, all digits of whole numbers. */
export const formatNumber = (value: number): string => {
  if (!Number.isFinite(value)) return value > 0 ? 'infinitely many' : 'unknown'
  if (Number.isInteger(value) || Math.abs(value) >= 1000)
    return value.toLocaleString('en-US', { maximumFractionDigits: 1 })
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3 })
}

/** Evidence for people, rounded down: `19.96` is `19.9` and not yet 20. */
export const formatEvidence = (evidence: number): string =>
  evidence > 1e6 ? 'more than a million' : roundedDown(evidence)

const roundedDown = (value: number): string => {
  if (value >= 100) return formatNumber(Math.floor(value))
  const digits = value >= 1 ? 10 : 1000
  return formatNumber(Math.floor(value * digits) / digits)
}

/** A moment in UTC to the minute, with seconds where there are any: `2026-03-01 14:05 UTC`. */
export const formatMoment = (at: number): string => {
  const iso = new Date(at).toISOString()
  const time = iso.slice(17, 19) === '00' ? iso.slice(11, 16) : iso.slice(11, 19)
  return `${iso.slice(0, 10)} ${time} UTC`
}

const formatSpan = ({ from, to }: { from: number; to: number }): string =>
  `${formatMoment(from)} and ${formatMoment(to)}`

const formatSlices = (count: number): string =>
  count === 1 ? '1 slice was' : `${formatNumber(count)} slices were`

const formatRatio = (ratio: number): string =>
  Number.isFinite(ratio) ? `${formatNumber(ratio)} times` : 'infinitely many times'

/** A sum of costs has no share: more bad than units reads as "per unit". */
const formatShareOf = ({ n, x }: { n: number; x: number }): string =>
  x > n
    ? `${formatNumber(x / n)} per unit over ${formatNumber(n)}`
    : `${formatNumber(x)} of ${formatNumber(n)} bad (${formatShare(n > 0 ? x / n : 0)})`
