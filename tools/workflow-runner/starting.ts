import type { Run } from '../../test/fakes/github/state.ts'
import { concurrencyOf } from './concurrency.ts'
import { above } from './contexts.ts'
import { cancelRun } from './ending.ts'
import { type Ref, refOf } from './gates.ts'
import { inputsOfDispatch } from './interfaces.ts'
import { planRun } from './plan.ts'
import { WorkflowError } from './refusal.ts'
import { titleOf } from './settling.ts'
import { makeFrame, type RunTree } from './tree.ts'
import type { Dictionary } from './values.ts'
import { scopeOfRun } from './vault.ts'
import { keyOf } from './workflow-file.ts'
import type { World } from './world.ts'

/** The ref that a run of the stand-in was started on. */
export const refOfRun = (world: World, { headBranch }: Run): Ref => {
  const name = headBranch ?? world.state.repository.defaultBranch
  return refOf(world.state.refs.has(`refs/heads/${name}`) ? `refs/heads/${name}` : `refs/tags/${name}`)
}

/** Starts a run that no call of the API asked for. Answers its number. */
export type StartRun = (given: Partial<Run> & { headSha: string }, ref: string, payload: Dictionary) => number

/** A run before it was planned. */
export const newTree = (record: Run, ref: Ref, payload: Dictionary): RunTree => ({
  id: record.id,
  record,
  ref,
  event: { name: record.event, payload },
  inputs: {},
  title: record.path,
  root: null,
  problems: [],
  claim: null,
  cancelled: null,
  closed: false,
  conclusion: null,
  reviewsSeen: 0,
})

const inputsOf = (tree: RunTree): Dictionary => {
  const definitions = tree.root?.plan.file.dispatch
  if (tree.event.name !== 'workflow_dispatch') return {}
  if (!definitions) throw new WorkflowError(["Workflow does not have 'workflow_dispatch' trigger"])
  return inputsOfDispatch(definitions, tree.record.inputs)
}

/** Enters the group of a whole run, where its workflow has one. */
export const enterRunGroup = (world: World, tree: RunTree): void => {
  if (!tree.root) return
  const token = keyOf(tree.root.plan.file.token, 'concurrency')
  const wanted = concurrencyOf(token, { ...above(world, tree.root), inputs: tree.inputs })
  if (!wanted) return
  const cancel = (reason: string) => cancelRun(world, tree, reason)
  tree.claim = world.groups.enter({ ...wanted, run: tree.id, job: null, onCancel: cancel })
  if (!tree.claim) tree.conclusion = 'cancelled'
}

/** Plans a run and lets it begin. What GitHub refuses ends it as `startup_failure`, with nothing started. */
export const plan = async (world: World, tree: RunTree): Promise<void> => {
  const { record, ref } = tree
  try {
    const { sources } = world.machine
    const { plan: made, referenced } = await planRun(sources, {
      path: record.path,
      sha: record.headSha,
      ref: ref.full,
      ceiling: world.ceiling,
    })
    // It may have been cancelled meanwhile.
    if (tree.conclusion !== null) return
    tree.root = makeFrame({
      run: tree,
      plan: made,
      caller: null,
      inputs: {},
      secrets: scopeOfRun(world.secrets),
    })
    tree.inputs = inputsOf(tree)
    tree.root.inputs = tree.inputs
    record.referencedWorkflows = referenced
    tree.title = titleOf(world, tree)
    enterRunGroup(world, tree)
  } catch (error) {
    if (!(error instanceof WorkflowError)) throw error
    tree.root = null
    tree.problems = error.problems
    tree.conclusion = 'startup_failure'
  }
}
