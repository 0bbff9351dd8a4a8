import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Contexts, type Status, textsIn, valueIn } from './expressions.ts'
import {
  baseVariables,
  foldersOf,
  type JobFolders,
  jobContext,
  runnerContext,
  standardVariables,
} from './job-context.ts'
import type { JobOrder, Machine } from './job-order.ts'
import { type Masks, newMasks } from './masks.ts'
import type { StepProcess } from './process.ts'
import type { Result, StepReport } from './report.ts'
import type { Resolved } from './step-action.ts'
import type { Dictionary, Value } from './values.ts'
import { keyOf } from './workflow-file.ts'

/** A post step that is due at the end. */
export interface Post {
  name: string
  condition: string
  script: string
  variables: Readonly<Record<string, string>>
  /** What the main step saved, which its post step finds as `STATE_*`. */
  state: Record<string, string>
  github: Dictionary
}

/** A job while it runs. */
export interface JobState {
  machine: Machine
  order: JobOrder
  folders: JobFolders
  masks: Masks
  /** How it stands: failed by a step, or cancelled, which outweighs it. */
  failed: boolean
  cancelled: string | null
  /** After this the rest ends without asking: five minutes after the cancellation. */
  cut: boolean
  /** Variables that steps have set, over those of workflow and job. */
  variables: Record<string, string>
  paths: string[]
  steps: Record<string, Dictionary>
  posts: Post[]
  reports: StepReport[]
  /** Actions that were fetched before the first step, by `uses`. */
  actions: Map<string, Resolved>
  processes: StepProcess[]
  current: { process: StepProcess; condition: string; contexts: Contexts; stopped: boolean } | null
}

const secretsIn = ({ contexts }: JobOrder): string[] =>
  Object.values(contexts.secrets ?? {}).filter((value): value is string => typeof value === 'string')

/** Makes the folders of a job and its first contexts. */
export const beginJob = (machine: Machine, order: JobOrder): JobState => {
  const folders = foldersOf(join(machine.root, `job-${order.number}`))
  for (const folder of [folders.workspace, folders.temp, folders.home, folders.tools])
    mkdirSync(folder, { recursive: true })
  writeFileSync(folders.event, JSON.stringify(order.event))
  const masks = newMasks()
  for (const secret of secretsIn(order)) masks.add(secret)
  return {
    machine,
    order,
    folders,
    masks,
    failed: false,
    cancelled: null,
    cut: false,
    variables: {},
    paths: [],
    steps: {},
    posts: [],
    reports: [],
    actions: new Map(),
    processes: [],
    current: null,
  }
}

/** The one word for a job's state, as `job.status` has it. */
export const wordFor = ({ failed, cancelled }: JobState): Exclude<Result, 'skipped'> =>
  cancelled !== null ? 'cancelled' : failed ? 'failure' : 'success'

/** How things stand for a step's condition. */
export const statusOf = (job: JobState): Status => {
  const word = wordFor(job)
  return { success: word === 'success', failure: word === 'failure', cancelled: word === 'cancelled' }
}

/** The contexts of a step, without its own `env`. */
export const contextsOf = (job: JobState, github: Readonly<Record<string, Value>> = {}): Contexts => {
  const base: Contexts = {
    ...job.order.contexts,
    github: {
      ...job.order.github,
      ...github,
      workspace: job.folders.workspace,
      event_path: job.folders.event,
    },
    job: jobContext(job.order, wordFor(job)),
    runner: runnerContext(job.folders),
    steps: job.steps,
  }
  return { ...base, env: { ...ownVariables(job, base), ...job.variables } }
}

/** `env` of workflow and job. */
const ownVariables = ({ order }: JobState, contexts: Contexts): Record<string, string> => {
  const workflow = textsIn(keyOf(order.file.token, 'env'), contexts)
  return { ...workflow, ...textsIn(keyOf(order.definition.token, 'env'), { ...contexts, env: workflow }) }
}

/** The environment of a step's process: the machine's, the workflow's, and GitHub's own on top. */
export const environmentOf = (
  job: JobState,
  contexts: Contexts,
  extra: Readonly<Record<string, string>>,
): Record<string, string> => {
  const base = baseVariables(job.folders)
  const own = Object.fromEntries(
    Object.entries(contexts.env ?? {}).map(([name, value]) => [name, String(value ?? '')]),
  )
  const merged = {
    ...base,
    ...own,
    ...standardVariables(contexts.github ?? {}, job.folders, job.machine, job.order),
    ...extra,
  }
  return { ...merged, PATH: [...job.paths, merged.PATH].join(':') }
}

/** `outputs` of the job. One that holds a masked value is dropped, as GitHub does, with a warning. */
export const outputsOf = (job: JobState): { outputs: Record<string, string>; warnings: string[] } => {
  const all = textsIn(keyOf(job.order.definition.token, 'outputs'), contextsOf(job))
  const dropped = Object.keys(all).filter((name) => job.masks.covers(all[name] ?? ''))
  return {
    outputs: Object.fromEntries(Object.entries(all).filter(([name]) => !dropped.includes(name))),
    warnings: dropped.map((name) => `Skip output '${name}' since it may contain secret.`),
  }
}

/** A number of minutes that stands under a key. */
export const minutesIn = (job: JobState, token: Parameters<typeof keyOf>[0], key: string): number | null => {
  const found = keyOf(token, key)
  if (!found) return null
  const value = valueIn(found, contextsOf(job))
  return typeof value === 'number' && value > 0 ? value : null
}
