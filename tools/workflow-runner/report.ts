/** How a job, a step or a call ended. */
export type Result = 'success' | 'failure' | 'cancelled' | 'skipped'

/** A line that GitHub would show beside a run. */
export interface Annotation {
  level: 'error' | 'warning' | 'notice'
  message: string
}

/** A step that had its turn. */
export interface StepReport {
  name: string
  /** What happened. */
  outcome: Result
  /** What it counts as: a failure may be `success` under `continue-on-error`. */
  conclusion: Result
  /** What it printed, masked. */
  log: string
  /** What it wrote into the job's summary. */
  summary: string
  outputs: Readonly<Record<string, string>>
  annotations: readonly Annotation[]
}

/** A job, or a call of a workflow, in one attempt of a run. */
export interface JobReport {
  /** As GitHub shows it, with the names of the calls before it: `production / release (api)`. */
  name: string
  /** Whether it called a workflow instead of running steps. */
  call: boolean
  result: Result | null
  /** Why it did not simply run: `waits for group x`, `rejected by ada`, `skipped: its if did not hold`. */
  reason: string | null
  environment: string | null
  outputs: Readonly<Record<string, string>>
  steps: readonly StepReport[]
  /** Milliseconds since 1970, virtual; null before. */
  startedAt: number | null
  endedAt: number | null
  /** What its GITHUB_TOKEN could do. */
  permissions: Readonly<Record<string, string>>
}

/** A run in its latest attempt. */
export interface RunReport {
  id: number
  workflow: string
  /** What it is called, by `run-name` where it has one. */
  title: string
  event: string
  ref: string
  sha: string
  actor: string
  attempt: number
  status: string
  conclusion: string | null
  /** Why it failed at its start, in GitHub's words. */
  problems: readonly string[]
  jobs: readonly JobReport[]
}

const indented = (text: string, by: string): string[] =>
  text === '' ? [] : text.split('\n').map((line) => `${by}${line}`)

/**
 * A run as lines that a person can read: each job with its result, each step with its outcome.
 *
 * @param logs whether what the steps printed is in it; default only that of steps that did not succeed
 */
export const story = (run: RunReport, logs: 'all' | 'failed' | 'none' = 'failed'): string =>
  [
    `run ${run.id} ${run.workflow} (${run.event} by ${run.actor}, attempt ${run.attempt}): ${run.conclusion ?? run.status}`,
    ...run.problems.map((problem) => `  ! ${problem}`),
    ...run.jobs.flatMap((job) => [
      `  ${job.name}: ${job.result ?? 'not done'}${job.reason ? ` (${job.reason})` : ''}`,
      ...job.steps.flatMap((step) => [
        `    ${step.name}: ${step.outcome}${step.conclusion === step.outcome ? '' : `, counts as ${step.conclusion}`}`,
        ...step.annotations.map(({ level, message }) => `      ${level}: ${message}`),
        ...(logs === 'all' || (logs === 'failed' && step.outcome === 'failure')
          ? indented(step.log, '      | ')
          : []),
      ]),
    ]),
  ].join('\n')
