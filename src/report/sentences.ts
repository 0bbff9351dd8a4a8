import type { DatedEvent } from '../rollout/fold.ts'
import type { Phase } from '../rollout/phases.ts'
import type { Reason } from '../rollout/reasons.ts'
import { showWeight } from './numbers.ts'
import type { Move } from './story.ts'

/** Each reason in plain words, as the end of a sentence that begins with "because" or stands alone. */
const REASON_WORDS: Record<Reason, string> = {
  finished: 'the rollout is over',
  'unfinished-act': 'an act was begun and not confirmed',
  'rollback-asked': 'a person asked for a rollback',
  'circuit-breaker': 'one slice was so bad that nobody waits for more',
  'zero-limit': 'something happened of which none is allowed',
  'evidence-of-harm': 'the evidence of harm reached its limit',
  'smoke-failed': 'the smoke test failed',
  deadline: 'the deadline passed',
  'way-back-unsafe': 'the way back is not safe',
  drift: 'somebody else changed the traffic',
  conflict: 'two runs wrote at once',
  'state-lost': 'the record of the rollout is lost',
  'record-full': 'the record is nearly full',
  'config-changed': 'the configuration is not the one it was released with',
  unproven: 'the record holds lines that nobody vouches for',
  queued: 'another rollout is still on its way',
  paused: 'a person paused it',
  stuck: 'it is stuck and needs a person',
  frozen: 'a freeze window is in force',
  superseded: 'a newer release took its place',
  rejected: 'a person rejected it before it began',
  abandoned: 'the run that proposed it ended before it began',
  'not-deployed': 'a component is not deployed yet',
  'not-checked': 'a smoke test has not passed yet',
  'bake-not-over': 'the bake is not over',
  'no-data': 'no usable data arrived',
  'blind-too-long': 'no usable data arrived for too long',
  suspicious: 'the evidence is at or above the hold line',
  'suspicious-too-long': 'it has been suspicious for too long',
  'over-limit': 'a present figure is beyond its limit',
  'too-few-samples': 'too few units were seen to judge',
  'not-yet': 'the next step has a later date',
  'approval-missing': 'a person must approve the next step',
  'next-step': 'it is within its limits',
  'last-step': 'it is within its limits',
  'all-steps-done': 'all steps are done',
}

/** A reason in plain words, without a capital and without a full stop. */
export const sayReason = (reason: Reason): string => REASON_WORDS[reason]

/** One event of the ledger as a sentence. Names in it are foreign text: escape the result. */
export const sayEvent = ({ happening: h }: Pick<DatedEvent, 'happening'>): string => {
  switch (h.kind) {
    case 'started':
      return 'The rollout started.'
    case 'queued':
      return `Queued behind ${h.behind}.`
    case 'restore-point':
      return `Restore point ${h.id} was taken.`
    case 'migrated':
      return `The database was migrated to ${h.version}.`
    case 'checked':
      return h.target === 'live'
        ? 'The live release passed its smoke test.'
        : 'The new release passed its smoke test.'
    case 'deployed':
      return `${h.component} was deployed as ${h.release}, at 0%.`
    case 'setting':
      return `Began to set ${showWeight(h.weight)}.`
    case 'set':
      return `${showWeight(h.weight)} confirmed on the platform.`
    case 'waits':
      return `Waits: ${sayReason(h.reason)}.`
    case 'asks':
      return `Asked a person to approve step ${h.step}.`
    case 'approved':
      return `Step ${h.step} was approved by ${h.by}.`
    case 'paused':
      return `Paused by ${h.by}.`
    case 'resumed':
      return `Resumed by ${h.by}.`
    case 'skipped':
      return `The rest of the bake was skipped by ${h.by}.`
    case 'retried':
      return `Retried by ${h.by}.`
    case 'asked-promote':
      return `${h.by} asked to promote at once.`
    case 'asked-rollback':
      return `${h.by} asked for a rollback.`
    case 'going-back':
      return `Going back: ${sayReason(h.reason)}.`
    case 'rolled-back':
      return `Rolled back and confirmed: ${sayReason(h.reason)}.`
    case 'promoted':
      return 'Promoted: the new release is the baseline now.'
    case 'superseded':
      return `Superseded by ${h.by}.`
    case 'stuck':
      return `Stuck: ${sayReason(h.reason)}.`
    case 'released':
      return `The hold was released by ${h.by}.`
    case 'retired':
      return 'The old release was retired.'
    default:
      return h satisfies never
  }
}

/** How good or bad a state is, for a colour and a word next to it. */
export type Tone = 'good' | 'busy' | 'wait' | 'bad' | 'quiet'

const PHASE_WORDS: Record<Phase, { word: string; tone: Tone }> = {
  queued: { word: 'queued', tone: 'quiet' },
  'awaiting-approval': { word: 'waits for approval', tone: 'wait' },
  progressing: { word: 'progressing', tone: 'busy' },
  baking: { word: 'baking', tone: 'busy' },
  paused: { word: 'paused', tone: 'wait' },
  promoted: { word: 'promoted', tone: 'good' },
  aborted: { word: 'going back', tone: 'bad' },
  'rolled-back': { word: 'rolled back', tone: 'bad' },
  superseded: { word: 'superseded', tone: 'quiet' },
  stuck: { word: 'stuck', tone: 'wait' },
}

/** A phase in words. */
export const sayPhase = (phase: Phase): string => PHASE_WORDS[phase].word

/** How good or bad a phase is. */
export const toneOf = (phase: Phase): Tone => PHASE_WORDS[phase].tone

/** What a move does, and how it is asked for unless the caller says otherwise. */
export const MOVE_WORDS: Record<Move, { does: string; how: string }> = {
  approve: { does: 'let the next step begin', how: 'action rollout, operation approve' },
  pause: { does: 'stop here; guards go on', how: 'action rollout, operation pause' },
  resume: { does: 'go on from here', how: 'action rollout, operation resume' },
  skip: { does: 'end this bake now', how: 'action rollout, operation skip' },
  promote: { does: 'go to the last step without the ones between', how: 'action rollout, operation promote' },
  retry: { does: 'try again what got stuck', how: 'action rollout, operation retry' },
  abort: { does: 'stop this rollout and put the old release back', how: 'action rollout, operation abort' },
  rollback: { does: 'put the old release back, at any time', how: 'action rollback' },
  'release-hold': {
    does: 'let the next release in again',
    how: 'action rollout, operation release-hold',
  },
}

/** The verdict on the way back in words. */
export const WAY_BACK_WORDS = {
  safe: 'proven: the old release can be put back',
  'freeze-only': 'not possible by itself: Sluice would stop here and call a person',
  'forward-only': 'closed: the old code cannot run any more, only a newer release helps',
} as const
