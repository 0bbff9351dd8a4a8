import type { Desk } from './desk.ts'
import { inputsOfDispatch } from './interfaces.ts'
import { pendingOf } from './live.ts'
import type { Answer, Dispatch } from './options.ts'
import { registerWorkflows } from './pushing.ts'
import { resetFailed } from './rerun.ts'
import { enterRunGroup } from './starting.ts'
import type { RunTree } from './tree.ts'
import { scopeOfRun } from './vault.ts'
import { readWorkflow } from './workflow-file.ts'
import type { World } from './world.ts'

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/** Answers the prompts of an environment by the API, with all its checks. */
export const answerPrompt = async (
  { world, desk, runs }: { world: World; desk: Desk; runs: readonly RunTree[] },
  as: 'approved' | 'rejected',
  { environment, by, run, comment = '' }: Answer,
): Promise<void> => {
  const asking = runs.filter(
    (tree) =>
      (run === undefined || tree.id === run) &&
      pendingOf(tree).some((each) => same(each.environment, environment)),
  )
  if (asking.length === 0) throw new Error(`nothing waits for an approval of ${environment}`)
  const known = [...world.state.environments.values()].find(({ name }) => same(name, environment))
  for (const { id } of asking)
    await desk.post(by, `/actions/runs/${id}/pending_deployments`, {
      environment_ids: [known?.id],
      state: as,
      comment,
    })
}

/** Dispatches a workflow by the API, after checking the inputs as GitHub's would. Answers the run's number. */
export const dispatchWorkflow = async (
  { world, desk }: { world: World; desk: Desk },
  { workflow, ref = world.state.repository.defaultBranch, inputs = {}, by = 'ada' }: Dispatch,
): Promise<number> => {
  const { home } = world.machine.sources
  await registerWorkflows(world, home)
  const found = [...world.state.workflows.values()].find(
    ({ path }) => path === workflow || path.split('/').at(-1) === workflow,
  )
  const sha = home.resolve(ref)
  const text = found && sha ? home.read(sha, found.path) : null
  const file = found && text !== null ? await readWorkflow(found.path, text) : null
  if (file?.dispatch) inputsOfDispatch(file.dispatch, inputs)
  const order = { ref, inputs, return_run_details: true }
  const heard = await desk.post(by, `/actions/workflows/${found?.id ?? 0}/dispatches`, order)
  return (heard as { workflow_run_id: number }).workflow_run_id
}

/** Begins another attempt of a run that is over, with what failed and what needs it. */
export const beginAgain = (world: World, tree: RunTree, by: string): void => {
  if (tree.conclusion === null) throw new Error(`run ${tree.id} is not over`)
  if (!tree.root || !['failure', 'cancelled'].includes(tree.conclusion))
    throw new Error(`run ${tree.id} has no failed jobs`)
  resetFailed(tree)
  tree.root.secrets = scopeOfRun(world.secrets)
  Object.assign(tree.record, {
    attempt: tree.record.attempt + 1,
    triggeringActor: by,
    updatedAt: world.state.clock.now(),
  })
  enterRunGroup(world, tree)
}
