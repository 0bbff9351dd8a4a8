import type { Run } from '../../test/fakes/github/state.ts'
import type { Contexts } from './expressions.ts'
import type { Gate, Ref } from './gates.ts'
import type { Claim } from './groups.ts'
import type { RunningJob } from './job.ts'
import type { Granted } from './permissions.ts'
import type { Plan } from './plan.ts'
import type { JobReport, Result } from './report.ts'
import type { Dictionary, Value } from './values.ts'
import type { SecretScope } from './vault.ts'
import type { JobDefinition } from './workflow-file.ts'

/** A run of a workflow, with what became of it so far. */
export interface RunTree {
  id: number
  /** The run as the stand-in shows it. */
  record: Run
  ref: Ref
  event: { name: string; payload: Dictionary }
  /** Inputs of a dispatch, typed. */
  inputs: Dictionary
  title: string
  /** Null when it failed at its start, and before it was planned. */
  root: Frame | null
  problems: readonly string[]
  claim: Claim | null
  /** Why it was cancelled. */
  cancelled: string | null
  /** Nothing more may start: an environment was rejected, where that ends a run. */
  closed: boolean
  conclusion: Result | 'startup_failure' | null
  /** How many of its approvals were seen. */
  reviewsSeen: number
}

/** One workflow file in a run: that of the event, or a called one. */
export interface Frame {
  run: RunTree
  plan: Plan
  /** The call it belongs to. */
  caller: Instance | null
  inputs: Dictionary
  secrets: SecretScope
  groups: Group[]
}

/** A job as it is written, in a run. */
export interface Group {
  frame: Frame
  definition: JobDefinition
  granted: Granted
  called: Plan | null
  /** Its jobs, one for each combination of its matrix; empty until it begins. */
  instances: Instance[]
  state: 'waiting' | 'open' | 'done'
  result: Result | null
  reason: string | null
  outputs: Readonly<Record<string, string>>
  failFast: boolean
  maxParallel: number
}

/** What has to happen before a job runs. */
export type Stage = 'enter group' | 'hold groups' | 'gate' | 'call' | 'enter called group' | 'start'

/** One job, or one call of a workflow. */
export interface Instance {
  group: Group
  name: string
  matrix: Dictionary
  strategy: Dictionary
  state: 'pending' | 'waiting' | 'running' | 'done'
  todo: Stage[]
  result: Result | null
  reason: string | null
  outputs: Readonly<Record<string, string>>
  environment: { name: string; deployment: boolean } | null
  claims: Claim[]
  gate: Gate | null
  /** Inputs of a call, evaluated. */
  inputs: Dictionary
  child: Frame | null
  job: RunningJob | null
  token: string | null
  /** GitHub's own record of a job with an environment. */
  deployment: number | null
  /** Why it was cancelled, while it still ends. */
  cancelled: string | null
  startedAt: number | null
  endedAt: number | null
  steps: JobReport['steps']
}

/** A frame with all its jobs before they begin. */
export const makeFrame = (given: Pick<Frame, 'run' | 'plan' | 'caller' | 'inputs' | 'secrets'>): Frame => {
  const frame: Frame = { ...given, groups: [] }
  frame.groups = given.plan.jobs.map(({ definition, granted, called }) => ({
    frame,
    definition,
    granted,
    called,
    ...freshGroup(),
  }))
  return frame
}

/** A group that has not begun. */
export const freshGroup = (): Pick<
  Group,
  'instances' | 'state' | 'result' | 'reason' | 'outputs' | 'failFast' | 'maxParallel'
> => ({
  instances: [],
  state: 'waiting',
  result: null,
  reason: null,
  outputs: {},
  failFast: true,
  maxParallel: Number.POSITIVE_INFINITY,
})

/** An instance that has not begun. */
export const makeInstance = (
  group: Group,
  { name, matrix, strategy }: { name: string; matrix: Dictionary; strategy: Dictionary },
): Instance => ({
  group,
  name,
  matrix,
  strategy,
  state: 'pending',
  todo: [],
  result: null,
  reason: null,
  outputs: {},
  environment: null,
  claims: [],
  gate: null,
  inputs: {},
  child: null,
  job: null,
  token: null,
  deployment: null,
  cancelled: null,
  startedAt: null,
  endedAt: null,
  steps: [],
})

/** All instances below a frame, those of called workflows included, callers first. */
export const instancesOf = (frame: Frame | null): Instance[] =>
  (frame?.groups ?? []).flatMap((group) =>
    group.instances.flatMap((instance) => [instance, ...instancesOf(instance.child)]),
  )

/** A frame and all frames below it. */
export const framesOf = (frame: Frame | null): Frame[] =>
  frame
    ? [frame, ...frame.groups.flatMap(({ instances }) => instances.flatMap(({ child }) => framesOf(child)))]
    : []

/** The calls that a frame is in, the nearest first. */
export const callersOf = (frame: Frame): Instance[] =>
  frame.caller ? [frame.caller, ...callersOf(frame.caller.group.frame)] : []

/** Whether the run or a call that a frame is in was cancelled. */
export const isCancelled = (frame: Frame): boolean =>
  frame.run.cancelled !== null || callersOf(frame).some(({ cancelled }) => cancelled !== null)

const needed = ({ frame, definition }: Group): Group[] =>
  frame.groups.filter((other) => definition.needs.includes(other.definition.id))

/** All jobs that a job needs, and that those need, and so on. */
export const ancestorsOf = (group: Group): Group[] => [
  ...new Set(needed(group).flatMap((one) => [one, ...ancestorsOf(one)])),
]

/** Whether everything that a job needs is done. */
export const isReady = (group: Group): boolean => needed(group).every(({ state }) => state === 'done')

/** The `needs` context. */
export const needsOf = (group: Group): Record<string, Value> =>
  Object.fromEntries(
    needed(group).map(({ definition, result, outputs }) => [
      definition.id,
      { result: result ?? 'skipped', outputs: { ...outputs } },
    ]),
  )

/** The contexts of what stands above the steps of a job. */
export const contextsOf = (
  group: Group,
  { github, vars }: { github: Dictionary; vars: Dictionary },
  instance?: Pick<Instance, 'matrix' | 'strategy'>,
): Contexts => ({
  github,
  inputs: group.frame.inputs,
  vars,
  needs: needsOf(group),
  ...(instance ? { matrix: instance.matrix, strategy: instance.strategy } : {}),
})
