import { commitTo } from '../../test/fakes/github/history.ts'
import { addWorkflow } from '../../test/fakes/github/routes/workflows.ts'
import type { Commit, GitHubState } from '../../test/fakes/github/state.ts'
import { changedPaths, pushPayload, saysSkip, startsOnPush } from './events.ts'
import { refOf } from './gates.ts'
import { type InputDefinition, inputsOfDispatch } from './interfaces.ts'
import type { Push } from './options.ts'
import { WorkflowError } from './refusal.ts'
import { workflowPaths } from './schedule.ts'
import type { Source } from './sources.ts'
import type { StartRun } from './starting.ts'
import { readWorkflow, type WorkflowFile } from './workflow-file.ts'
import type { World } from './world.ts'

/** What a push needs of the runner. */
export interface Pushing {
  world: World
  home: Source
  start: StartRun
}

const readOrNull = async (home: Source, sha: string, path: string): Promise<WorkflowFile | null> => {
  try {
    return await readWorkflow(path, home.read(sha, path) ?? '')
  } catch (error) {
    if (error instanceof WorkflowError) return null
    throw error
  }
}

/** What GitHub says against the inputs of a dispatch, whoever sends it. */
const checkOf =
  (definitions: Readonly<Record<string, InputDefinition>>) =>
  (inputs: Readonly<Record<string, unknown>>): readonly string[] => {
    try {
      inputsOfDispatch(definitions, inputs)
      return []
    } catch (error) {
      if (error instanceof WorkflowError) return error.problems
      throw error
    }
  }

/** Makes the workflows of the default branch known to the API. */
export const registerWorkflows = async ({ state }: World, home: Source): Promise<void> => {
  const sha = home.resolve(state.repository.defaultBranch) ?? ''
  for (const path of workflowPaths(state, sha)) {
    const file = await readOrNull(home, sha, path)
    const dispatch = file?.dispatch
      ? { inputs: Object.keys(file.dispatch), check: checkOf(file.dispatch) }
      : null
    const known = state.workflows.get(path)
    if (known) Object.assign(known, { name: file?.name ?? path, dispatch })
    else addWorkflow(state, { path, name: file?.name ?? path, dispatch })
  }
}

const filesOf = (state: GitHubState, sha: string | undefined): Record<string, string> =>
  Object.fromEntries(
    (state.trees.get(state.commits.get(sha ?? '')?.tree ?? '') ?? []).map(({ path, sha: blob }) => [
      path,
      state.blobs.get(blob)?.toString('utf8') ?? '',
    ]),
  )

const commitOf = (state: GitHubState, branch: string, push: Push): Commit => {
  const parent =
    state.refs.get(`refs/heads/${branch}`) ?? state.refs.get(`refs/heads/${state.repository.defaultBranch}`)
  const changed = { ...(push.files ?? filesOf(state, parent)), ...push.change }
  const files = Object.fromEntries(
    Object.entries(changed).filter((entry): entry is [string, string] => entry[1] !== null),
  )
  return commitTo(state, branch, {
    files,
    author: push.by ?? 'ada',
    ...(push.message === undefined ? {} : { message: push.message }),
  })
}

/** Adds the commit or tag, and starts every active workflow of it whose filters let it. */
export const playPush = async ({ world, home, start }: Pushing, push: Push): Promise<number[]> => {
  const { state } = world
  const branch = push.branch ?? state.repository.defaultBranch
  const by = push.by ?? 'ada'
  const ref = refOf(push.tag === undefined ? `refs/heads/${branch}` : `refs/tags/${push.tag}`)
  const before = state.refs.get(ref.full) ?? null
  const commit =
    push.tag === undefined ? commitOf(state, branch, push) : state.commits.get(home.resolve(branch) ?? '')
  if (!commit) throw new Error(`there is no branch ${branch}`)
  state.refs.set(ref.full, commit.sha)
  await registerWorkflows(world, home)
  if (saysSkip(commit.message)) return []
  const changed = changedPaths(state, commit.parents[0] ?? null, commit.sha)
  const started: number[] = []
  for (const path of workflowPaths(state, commit.sha)) {
    const known = state.workflows.get(path)
    if (known && known.state !== 'active') continue
    const file = await readOrNull(home, commit.sha, path)
    // A file that cannot be read shows as a run that failed at its start.
    if (file && (!file.push || !startsOnPush(file.push, ref, changed))) continue
    const payload = pushPayload(state, { ref, before, commit, by })
    started.push(start({ path, event: 'push', headSha: commit.sha, actor: by }, ref.full, payload))
  }
  return started
}
