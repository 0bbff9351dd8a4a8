/** Where a rollout stands. Each phase says how it is left; none is a dead end. */
export const PHASES = [
  'queued',
  'awaiting-approval',
  'progressing',
  'baking',
  'paused',
  'promoted',
  'aborted',
  'rolled-back',
  'superseded',
  'stuck',
] as const

export type Phase = (typeof PHASES)[number]

/** What ends a phase. `end` phases are left by nobody; the others name who or what moves them on. */
export const PHASE_EXITS = {
  queued: 'the rollout before it ends, or a newer release replaces it',
  'awaiting-approval': 'a person approves, rejects, or asks for a rollback; guards still run',
  progressing: 'the act that was intended is confirmed, now or by the next tick',
  baking: 'the bake ends and the evidence allows the next step, or harm is found',
  paused: 'a person resumes it; guards still run',
  promoted: 'end',
  aborted: 'the baseline is back and confirmed, now or by the next tick',
  'rolled-back': 'end',
  superseded: 'end',
  stuck: 'a person retries, promotes or rolls back',
} as const satisfies Record<Phase, string>

/** True when nothing more will happen to the rollout. */
export const isFinished = (phase: Phase): boolean => PHASE_EXITS[phase] === 'end'

/** True while the rollout waits for a person: that time does not count towards its deadline. */
export const waitsForPeople = (phase: Phase): boolean =>
  phase === 'awaiting-approval' || phase === 'paused' || phase === 'stuck' || phase === 'queued'
