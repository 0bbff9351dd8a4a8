import {
  type Answer,
  type Call,
  conflict,
  created,
  invalid,
  notFound,
  nothing,
  numberOf,
  ok,
  page,
  type Route,
  textOf,
  timeOf,
} from '../exchange.ts'
import { ancestorsOf, resolveRef } from '../history.ts'
import { repositoryUrl, showUser } from '../shapes.ts'
import {
  DEPLOYMENT_STATES,
  type Deployment,
  type DeploymentStatus,
  type GitHubState,
  MAX_STATUSES,
  STATUS_LIFE,
} from '../state.ts'

const LIST = '/repos/{owner}/{repo}/deployments'
const ONE = `${LIST}/{deployment_id}`
const STATUSES = `${ONE}/statuses`
const read = ['deployments', 'read'] as const
const write = ['deployments', 'write'] as const

const newestFirst = <T extends { createdAt: number; id: number }>(a: T, b: T): number =>
  b.createdAt - a.createdAt || b.id - a.id

// Another order at each request, the same in each run of a test.
const disorder = <T extends { id: number }>(items: T[], call: Call): T[] => {
  if (!call.state.quirks.reordered) return items
  const seed = call.state.nextId()
  return [...items].sort(
    (a, b) => ((a.id * 7919 + seed * 104729) % 101) - ((b.id * 7919 + seed * 104729) % 101),
  )
}

/** A deployment as GitHub shows it. */
export const showDeployment = (state: GitHubState, base: string, deployment: Deployment) => {
  const url = `${repositoryUrl(state, base)}/deployments/${deployment.id}`
  return {
    url,
    id: deployment.id,
    node_id: `D_${deployment.id}`,
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    creator: showUser(state, base, deployment.creator),
    created_at: timeOf(deployment.createdAt),
    updated_at: timeOf(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: repositoryUrl(state, base),
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  }
}

const showStatus = (state: GitHubState, base: string, status: DeploymentStatus) => {
  const deploymentUrl = `${repositoryUrl(state, base)}/deployments/${status.deployment}`
  return {
    url: `${deploymentUrl}/statuses/${status.id}`,
    id: status.id,
    node_id: `DS_${status.id}`,
    state: status.state,
    creator: showUser(state, base, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: timeOf(status.createdAt),
    updated_at: timeOf(status.createdAt),
    deployment_url: deploymentUrl,
    repository_url: repositoryUrl(state, base),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  }
}

/** What is left of a deployment's statuses, newest first: all but the newest end after 90 days. */
export const statusesLeft = (state: GitHubState, deployment: number): DeploymentStatus[] => {
  const all = state.statuses.filter((status) => status.deployment === deployment).sort(newestFirst)
  const left = all.filter(
    (status, index) => index === 0 || state.clock.now() - status.createdAt < STATUS_LIFE,
  )
  if (left.length < all.length) {
    const kept = new Set(left.map(({ id }) => id))
    state.statuses = state.statuses.filter(
      (status) => status.deployment !== deployment || kept.has(status.id),
    )
  }
  return left
}

const list = (call: Call): Answer => {
  const { state, query, base } = call
  const wanted = (field: string, value: string) => !query.has(field) || query.get(field) === value
  const visible = [...state.deployments.values()]
    .filter(
      ({ sha, ref, task, environment }) =>
        wanted('sha', sha) &&
        wanted('ref', ref) &&
        wanted('task', task) &&
        wanted('environment', environment),
    )
    .filter(({ createdAt }) => state.clock.now() - createdAt >= state.quirks.deploymentLag)
    .sort(newestFirst)
  const { items, headers } = page(call, disorder(visible, call))
  return ok(
    items.map((deployment) => showDeployment(state, base, deployment)),
    headers,
  )
}

/** Why a deployment is not made, by GitHub's rules on merging and checks; null when it is. */
const refusal = ({ state, body }: Call, ref: string, sha: string): Answer | null => {
  const base = state.refs.get(`refs/heads/${state.repository.defaultBranch}`)
  const isBranch = state.refs.has(`refs/heads/${ref}`)
  if (body.auto_merge !== false && isBranch && base && !ancestorsOf(state, sha).has(base)) {
    return {
      status: 202,
      body: { message: `Auto-merged ${state.repository.defaultBranch} into ${ref} on deployment.` },
    }
  }
  const checks = state.checks.get(sha)
  const asked = Array.isArray(body.required_contexts) ? body.required_contexts.length > 0 : true
  if (asked && checks !== undefined && checks !== 'success') {
    return conflict(`Conflict: Commit status checks failed for ${ref}.`)
  }
  return null
}

const create = (call: Call): Answer => {
  const { state, body, base, token } = call
  const ref = textOf(body.ref)
  const commit = resolveRef(state, ref)
  if (!commit) return invalid(`No ref found for: ${ref}`)
  const refused = refusal(call, ref, commit.sha)
  if (refused) return refused
  const environment = textOf(body.environment, 'production')
  if (environment.length > 255)
    return invalid('environment is too long (maximum is 255 characters)', 'environment')
  const now = state.clock.now()
  const deployment: Deployment = {
    id: state.nextId(),
    sha: commit.sha,
    ref,
    task: textOf(body.task, 'deploy'),
    payload: body.payload ?? {},
    originalEnvironment: environment,
    environment,
    description: typeof body.description === 'string' ? body.description : null,
    creator: token.login,
    createdAt: now,
    updatedAt: now,
    transient: body.transient_environment === true,
    production:
      typeof body.production_environment === 'boolean'
        ? body.production_environment
        : environment === 'production',
  }
  state.deployments.set(deployment.id, deployment)
  return created(showDeployment(state, base, deployment))
}

const remove = ({ state, params }: Call): Answer => {
  const deployment = state.deployments.get(numberOf(params.deployment_id))
  if (!deployment) return notFound()
  const latest = statusesLeft(state, deployment.id)[0]
  if (state.deployments.size > 1 && latest?.state !== 'inactive') {
    return {
      status: 422,
      body: {
        message:
          'We cannot delete an active deployment unless it is the only deployment in a given environment.',
        documentation_url: 'https://docs.github.com/rest',
      },
    }
  }
  state.deployments.delete(deployment.id)
  state.statuses = state.statuses.filter((status) => status.deployment !== deployment.id)
  return nothing()
}

/** Successes of earlier, non-transient, non-production deployments of the environment become inactive. */
const inactivateEarlier = (call: Call, deployment: Deployment): void => {
  for (const earlier of call.state.deployments.values()) {
    const meant = earlier.id < deployment.id && earlier.environment === deployment.environment
    if (!meant || earlier.transient || earlier.production) continue
    if (statusesLeft(call.state, earlier.id)[0]?.state === 'success') record(call, earlier, 'inactive', '')
  }
}

const record = (
  { state, token, body }: Call,
  deployment: Deployment,
  as: DeploymentStatus['state'],
  description: string,
) => {
  const status: DeploymentStatus = {
    id: state.nextId(),
    deployment: deployment.id,
    state: as,
    description,
    environment: deployment.environment,
    environmentUrl: textOf(body.environment_url),
    logUrl: textOf(body.log_url) || textOf(body.target_url),
    creator: token.login,
    createdAt: state.clock.now(),
  }
  state.statuses.push(status)
  deployment.updatedAt = status.createdAt
  return status
}

const addStatus = (call: Call): Answer => {
  const { state, params, body, base } = call
  const deployment = state.deployments.get(numberOf(params.deployment_id))
  if (!deployment) return notFound()
  const as = DEPLOYMENT_STATES.find((known) => known === body.state)
  if (!as) return invalid('state is not included in the list', 'state')
  const description = textOf(body.description)
  if ([...description].length > 140)
    return invalid('description is too long (maximum is 140 characters)', 'description')
  if (statusesLeft(state, deployment.id).length >= MAX_STATUSES) {
    return invalid('This deployment has reached the maximum number of statuses.', 'deployment')
  }
  if (typeof body.environment === 'string') deployment.environment = body.environment
  const status = record(call, deployment, as, description)
  if (as === 'success' && body.auto_inactive !== false) inactivateEarlier(call, deployment)
  return created(showStatus(state, base, status))
}

const listStatuses = (call: Call): Answer => {
  const { state, params, base } = call
  const id = numberOf(params.deployment_id)
  if (!state.deployments.has(id)) return notFound()
  const visible = statusesLeft(state, id).filter(
    ({ createdAt }) => state.clock.now() - createdAt >= state.quirks.statusLag,
  )
  const { items, headers } = page(call, disorder(visible, call))
  return ok(
    items.map((status) => showStatus(state, base, status)),
    headers,
  )
}

const readOne = ({ state, params, base }: Call): Answer => {
  const deployment = state.deployments.get(numberOf(params.deployment_id))
  return deployment ? ok(showDeployment(state, base, deployment)) : notFound()
}

const readStatus = ({ state, params, base }: Call): Answer => {
  const status = statusesLeft(state, numberOf(params.deployment_id)).find(
    ({ id }) => id === numberOf(params.status_id),
  )
  return status ? ok(showStatus(state, base, status)) : notFound()
}

export const deploymentRoutes: Route[] = [
  { method: 'GET', path: LIST, needs: read, handle: list },
  { method: 'POST', path: LIST, needs: write, handle: create },
  { method: 'GET', path: ONE, needs: read, handle: readOne },
  { method: 'DELETE', path: ONE, needs: write, handle: remove },
  { method: 'GET', path: STATUSES, needs: read, handle: listStatuses },
  { method: 'POST', path: STATUSES, needs: write, handle: addStatus },
  { method: 'GET', path: `${STATUSES}/{status_id}`, needs: read, handle: readStatus },
]
