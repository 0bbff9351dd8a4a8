import type { GATE_REASONS, GateOutcome } from '../src/gates/outcome.ts'
import type { FailureReason } from '../src/kit/action-failure.ts'

/** What each value of the output `decision` means. The compiler keeps the list complete. */
export const DECISIONS: Readonly<Record<GateOutcome['decision'] | 'error', string>> = {
  pass: 'The gate is open, or what was asked is done. The step succeeds.',
  refuse: 'The gate is shut. The step fails and nothing further is changed.',
  advance: 'A look of the rollout took the next step.',
  hold: 'A look of the rollout stays where it is. The step fails only when it should go back and cannot.',
  promote: 'The rollout is done: the new release is the baseline of the next one.',
  abort: 'The rollout went back to its baseline. The step fails, so that somebody sees it.',
  error: 'No answer could be given. The step fails; `reason` is one of the last table.',
}

/** What each reason of a gate means and what the reader does next: `[meaning, next]`. */
export const GATE_MEANINGS: Readonly<Record<(typeof GATE_REASONS)[number], readonly [string, string]>> = {
  done: ['It is done, and read back where there is something to read.', 'Nothing.'],
  'nothing-to-do': ['Everything is as it should be already.', 'Nothing.'],
  'dry-run': ['It would be done; nothing was changed.', 'Run it without `dry-run`.'],
  started: ['The rollout is admitted and its record is written.', 'Migrate, deploy, smoke-test, advance.'],
  'already-started': ['This release or this request is on record already.', 'Nothing.'],
  'on-hold': [
    'A release was rolled back, and nothing goes forward until a person releases the hold.',
    'Mend the cause, then run `rollout` with `operation: release-hold`.',
  ],
  'in-flight': [
    'Another rollout of this service is on its way here, and the plan says not to wait for it.',
    'Wait for its end, or roll it back.',
  ],
  'not-started': [
    'No rollout of this revision is on its way.',
    'Run `rollout` with `operation: start` first, with the same revision.',
  ],
  'no-rollout': ['The ledger knows no rollout that this could be about.', 'Nothing, or start one.'],
  'not-allowed-now': ['It does not fit the present phase or the plan.', 'Read which phases it fits.'],
  released: ['The hold is released.', 'Start the next rollout.'],
  recorded: ['The request is on record; the next look acts on it.', 'Nothing.'],
  'missing-secrets': [
    'Secrets are missing, blank, placeholders or not of the form they should have. All are named.',
    'Set each with the command that stands beside it.',
  ],
  'schema-drift': [
    'Database and folder disagree about what was applied.',
    'Bring them together by hand; nothing was applied.',
  ],
  'contract-migration': [
    'The release that serves now cannot live with a pending migration.',
    'Split it into an expand and a contract step; see docs/databases/postgres.md.',
  ],
  'no-restore-point': [
    'No restore point could be taken, and the configuration requires one.',
    'Read why; nothing was applied.',
  ],
  'migration-failed': [
    'A migration failed. Its file was undone whole; the files before it stay.',
    'Mend the file and run again: it goes on from there.',
  ],
  unreachable: [
    'Nobody answered the smoke test, which says nothing about the release.',
    'Look at the way there; nothing was changed.',
  ],
  unrecorded: [
    'The release is back, but the ledger did not answer: this is not on record.',
    'Run it again when the ledger answers; until then the next look calls it drift.',
  ],
  'stale-run': [
    'The rollout of this run has ended; a re-run does not start it again.',
    'Push, or start the workflow anew.',
  ],
  'stale-revision': [
    'The commit is older than what serves, or lacks commits of it.',
    'Release a newer one. If the older one is meant, set `allow-downgrade`.',
  ],
  'untrusted-revision': [
    'The commit is neither on the default branch nor what an allowed tag points to.',
    'Merge it, or allow its tag with `release-tags`.',
  ],
  'self-approval': [
    'The person who asked for the release approved it, and `self-approval` is false.',
    'Let somebody else approve.',
  ],
  'not-permitted': [
    'GitHub says that this person may not do that in this repository, or that it is a bot.',
    'Let somebody with write access do it.',
  ],
  'out-of-date': [
    'Another release serves now than when this one was proposed.',
    'Start the workflow anew, so that the way back is proven against what serves.',
  ],
  preflight: [
    'Something around the release is not as it must be: checks, reviews, environments, the tick. All is named.',
    'Mend what the table names; nothing was changed.',
  ],
  rehearsal: [
    'Played through or drawn ahead, the plan does not do what it should: it misses harm, cries wolf, or is blind.',
    'Read which world or step it is, and change steps, slices or limits.',
  ],
}

/** What each reason of the decision `error` means: `[meaning, next]`. */
export const FAILURE_MEANINGS: Readonly<Record<FailureReason, readonly [string, string]>> = {
  config: [
    'Configuration, an input, a secret or a permission has to be changed. All mistakes are told at once.',
    'Change what the annotations name.',
  ],
  provider: ['Another system refused.', 'Read what it said; trying again will not help.'],
  'provider-retryable': [
    'Another system failed or did not answer.',
    'The next look or a re-run tries again.',
  ],
  interrupted: ['The run was told to stop.', 'Nothing: the next look goes on from where it was.'],
  internal: ['A fault in Sluice.', 'Report it with the line of the log.'],
}
