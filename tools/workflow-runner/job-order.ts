import type { VirtualClock } from '../../test/fakes/clock.ts'
import type { Contexts } from './expressions.ts'
import type { Granted } from './permissions.ts'
import type { Grace, StartProcess } from './process.ts'
import type { Sources } from './sources.ts'
import type { Stopwatch } from './stopwatch.ts'
import type { Dictionary } from './values.ts'
import type { JobDefinition, WorkflowFile } from './workflow-file.ts'

/** A moment of a step, for a test that wants to come between. */
export interface StepMoment {
  run: number
  /** Name of the job as GitHub shows it. */
  job: string
  step: string
  when: 'before' | 'after'
}

/** The machine that jobs run on. */
export interface Machine {
  clock: VirtualClock
  stopwatch: Stopwatch
  grace: Grace
  sources: Sources
  /** Folder that the folders of jobs are made in. */
  root: string
  apiUrl: string
  /** Variables that every step sees besides GitHub's own. */
  variables: Readonly<Record<string, string>>
  /** Where a step with `id-token: write` asks for its token; null when nobody gives any. */
  identity: { url: string; token: string } | null
  /** Plays a step's program in another way than as a process. */
  start: StartProcess
  onStep(moment: StepMoment): void | Promise<void>
}

/** All that a job needs to begin. */
export interface JobOrder {
  run: number
  /** A number that no other job of this runner has. */
  number: number
  name: string
  definition: JobDefinition
  file: WorkflowFile
  /** Where the file that defines the job is: repository, commit, and `owner/name/path@ref`. */
  origin: { repository: string; sha: string; ref: string }
  /** The repository that the run belongs to. */
  repository: { name: string; private: boolean }
  /** `github` without what differs between steps. */
  github: Dictionary
  /** The other contexts of the job. */
  contexts: Contexts
  event: unknown
  permissions: Granted
}
