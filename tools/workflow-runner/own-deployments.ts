import { statusesLeft } from '../../test/fakes/github/routes/deployments.ts'
import type { DeploymentStatus, GitHubState } from '../../test/fakes/github/state.ts'
import type { Result } from './report.ts'
import type { RunTree } from './tree.ts'

const ACTOR = 'github-actions[bot]'

const note = (
  state: GitHubState,
  deployment: number,
  as: DeploymentStatus['state'],
  { log, url = '' }: { log: string; url?: string },
): void => {
  const found = state.deployments.get(deployment)
  if (!found) return
  const now = state.clock.now()
  state.statuses.push({
    id: state.nextId(),
    deployment,
    state: as,
    description: '',
    environment: found.environment,
    environmentUrl: url,
    logUrl: log,
    creator: ACTOR,
    createdAt: now,
  })
  found.updatedAt = now
}

const logOf = ({ repository }: GitHubState, { id }: RunTree): string =>
  `https://github.com/${repository.owner}/${repository.name}/actions/runs/${id}`

/** GitHub's own record of a job with an environment and without `deployment: false`: facts on GitHub, section 2. */
export const openDeployment = (state: GitHubState, run: RunTree, environment: string): number => {
  const id = state.nextId()
  const now = state.clock.now()
  state.deployments.set(id, {
    id,
    sha: run.record.headSha,
    ref: run.ref.name,
    task: 'deploy',
    payload: {},
    originalEnvironment: environment,
    environment,
    description: null,
    creator: ACTOR,
    createdAt: now,
    updatedAt: now,
    transient: false,
    production: environment === 'production',
  })
  note(state, id, 'in_progress', { log: logOf(state, run) })
  return id
}

/** How the job ended. A success makes the successes before it inactive, as `auto_inactive` does. */
export const closeDeployment = (
  state: GitHubState,
  run: RunTree,
  id: number,
  { result, url }: { result: Result; url: string },
): void => {
  const log = logOf(state, run)
  note(state, id, result === 'success' ? 'success' : 'failure', { log, url })
  if (result !== 'success') return
  const own = state.deployments.get(id)
  for (const earlier of state.deployments.values()) {
    const meant = earlier.id < id && earlier.environment === own?.environment
    if (!meant || earlier.transient || earlier.production) continue
    if (statusesLeft(state, earlier.id)[0]?.state === 'success') note(state, earlier.id, 'inactive', { log })
  }
}
