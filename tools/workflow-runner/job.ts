import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { meets, textIn } from './expressions.ts'
import type { JobOrder, Machine } from './job-order.ts'
import { beginJob, contextsOf, type JobState, minutesIn, outputsOf, statusOf, wordFor } from './job-state.ts'
import { takePost, takeStep } from './job-step.ts'
import { faultOf } from './refusal.ts'
import type { Result, StepReport } from './report.ts'
import { resolveAction } from './step-action.ts'
import { keyOf } from './workflow-file.ts'

/** The longest a job takes unless it says otherwise, in minutes, and the longest a cancelled one takes to end. */
const JOB_MINUTES = 360
const CANCEL_MINUTES = 5

/** How a job ended. */
export interface JobEnd {
  result: Exclude<Result, 'skipped'>
  reason: string | null
  outputs: Readonly<Record<string, string>>
  /** `environment.url`, evaluated when all steps were through; empty without one. */
  url: string
}

/** A job on its runner. */
export interface RunningJob {
  /** Runs the next step that has to run, a post step included. False when none is left. */
  step(): Promise<boolean>
  /** Cancels it as GitHub does: a step whose `if` still holds gets no signal (facts on GitHub, section 8). */
  cancel(reason: string): void
  /** Ends it, and takes its folders and leftover processes away. */
  end(): JobEnd
  readonly reports: readonly StepReport[]
}

const setUp = (job: JobState): void => {
  try {
    contextsOf(job)
    for (const { uses } of job.order.definition.steps)
      if (uses && !uses.startsWith('./'))
        job.actions.set(uses, resolveAction(job.machine, job.order, uses, job.folders.workspace))
  } catch (error) {
    job.failed = true
    job.reports.push({
      name: 'Set up job',
      outcome: 'failure',
      conclusion: 'failure',
      log: '',
      summary: '',
      outputs: {},
      annotations: [{ level: 'error', message: faultOf(error) }],
    })
  }
}

const cancel = (job: JobState, reason: string): (() => void) => {
  job.cancelled = reason
  const { current, machine } = job
  if (current && !meets(current.condition, current.contexts, statusOf(job))) {
    current.stopped = true
    current.process.stop(machine.grace)
  }
  const minutes = minutesIn(job, job.order.definition.token, 'cancel-timeout-minutes') ?? CANCEL_MINUTES
  return machine.stopwatch.after(minutes, () => {
    job.cut = true
    if (job.current) job.current.stopped = true
    job.current?.process.kill()
  })
}

const finish = (job: JobState): JobEnd => {
  for (const process of job.processes) process.sweep()
  const last = job.reports.at(-1)
  try {
    const { outputs, warnings } = outputsOf(job)
    if (last && warnings.length > 0)
      job.reports[job.reports.length - 1] = {
        ...last,
        annotations: [
          ...last.annotations,
          ...warnings.map((message) => ({ level: 'warning', message }) as const),
        ],
      }
    const url = keyOf(keyOf(job.order.definition.token, 'environment'), 'url')
    return {
      result: wordFor(job),
      reason: job.cancelled,
      outputs,
      url: url ? textIn(url, contextsOf(job)) : '',
    }
  } catch (error) {
    return { result: 'failure', reason: faultOf(error), outputs: {}, url: '' }
  }
}

/** Starts a job. Nothing of it runs before `step`. */
export const startJob = (machine: Machine, order: JobOrder): RunningJob => {
  const job = beginJob(machine, order)
  setUp(job)
  const left = job.reports.length > 0 ? [] : [...order.definition.steps]
  const timers: (() => void)[] = []
  const stop = (reason: string): void => {
    if (job.cancelled === null) timers.push(cancel(job, reason))
  }
  const minutes = job.failed
    ? JOB_MINUTES
    : (minutesIn(job, order.definition.token, 'timeout-minutes') ?? JOB_MINUTES)
  timers.push(
    machine.stopwatch.after(minutes, () =>
      stop(`The job has exceeded the maximum execution time of ${minutes}m0s`),
    ),
  )
  return {
    reports: job.reports,
    step: async () => {
      for (let step = left.shift(); step; step = left.shift()) if (await takeStep(job, step)) return true
      for (let post = job.posts.shift(); post; post = job.posts.shift())
        if (await takePost(job, post)) return true
      return false
    },
    cancel: stop,
    end: () => {
      for (const forget of timers) forget()
      const end = finish(job)
      // Beside everything else: `close` takes away what is left.
      rm(dirname(job.folders.temp), { recursive: true, force: true }).catch(() => {})
      return end
    },
  }
}
