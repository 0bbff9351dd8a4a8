import {
  type Answer,
  type Call,
  forbidden,
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
import { htmlUrl, repositoryUrl, showUser } from '../shapes.ts'
import type { Environment, GitHubState } from '../state.ts'

const LIST = '/repos/{owner}/{repo}/environments'
const ONE = `${LIST}/{environment_name}`
const POLICIES = `${ONE}/deployment-branch-policies`
const read = ['actions', 'read'] as const

/** An environment without rules, as naming it in a workflow makes one. */
export const ensureEnvironment = (state: GitHubState, name: string): Environment => {
  const known = state.environments.get(name)
  if (known) return known
  const made: Environment = {
    id: state.nextId(),
    name,
    createdAt: state.clock.now(),
    waitTimer: 0,
    preventSelfReview: false,
    reviewers: [],
    branchPolicy: 'all',
    policies: [],
  }
  state.environments.set(name, made)
  return made
}

/** The people who may approve, as GitHub lists them. */
export const showReviewers = (state: GitHubState, base: string, { reviewers }: Environment) =>
  reviewers.map((login) => ({ type: 'User', reviewer: showUser(state, base, login) }))

/** Where an environment is, as the answers about runs name it. */
export const showEnvironmentLinks = (
  state: GitHubState,
  base: string,
  { id, name, createdAt }: Environment,
) => ({
  id,
  node_id: `EN_${id}`,
  name,
  url: `${repositoryUrl(state, base)}/environments/${encodeURIComponent(name)}`,
  html_url: `${htmlUrl(state)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
  created_at: timeOf(createdAt),
  updated_at: timeOf(createdAt),
})

const rulesOf = (state: GitHubState, base: string, environment: Environment) => [
  ...(environment.waitTimer > 0
    ? [
        {
          id: environment.id * 10,
          node_id: 'GA_timer',
          type: 'wait_timer',
          wait_timer: environment.waitTimer,
        },
      ]
    : []),
  ...(environment.reviewers.length > 0
    ? [
        {
          id: environment.id * 10 + 1,
          node_id: 'GA_reviewers',
          type: 'required_reviewers',
          prevent_self_review: environment.preventSelfReview,
          reviewers: showReviewers(state, base, environment),
        },
      ]
    : []),
  ...(environment.branchPolicy === 'all'
    ? []
    : [{ id: environment.id * 10 + 2, node_id: 'GA_branches', type: 'branch_policy' }]),
]

const showEnvironment = (state: GitHubState, base: string, environment: Environment) => ({
  ...showEnvironmentLinks(state, base, environment),
  can_admins_bypass: true,
  protection_rules: rulesOf(state, base, environment),
  deployment_branch_policy:
    environment.branchPolicy === 'all'
      ? null
      : {
          protected_branches: environment.branchPolicy === 'protected',
          custom_branch_policies: environment.branchPolicy === 'custom',
        },
})

const find = ({ state, params }: Call): Environment | undefined =>
  state.environments.get(params.environment_name ?? '')

const list = (call: Call): Answer => {
  const all = [...call.state.environments.values()]
  const { items, headers } = page(call, all)
  const environments = items.map((each) => showEnvironment(call.state, call.base, each))
  return ok({ total_count: all.length, environments }, headers)
}

const readOne = (call: Call): Answer => {
  const environment = find(call)
  return environment ? ok(showEnvironment(call.state, call.base, environment)) : notFound()
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const policyOf = (given: unknown): Environment['branchPolicy'] => {
  if (!isRecord(given)) return 'all'
  return given.protected_branches === true ? 'protected' : 'custom'
}

const put = (call: Call): Answer => {
  const { state, body, params, base, token } = call
  // GITHUB_TOKEN can never have the administration scope.
  if (token.app) return forbidden('Resource not accessible by integration')
  const timer = typeof body.wait_timer === 'number' ? body.wait_timer : 0
  if (timer < 0 || timer > 43_200) return invalid('wait_timer must be between 0 and 43200')
  const reviewers = Array.isArray(body.reviewers) ? body.reviewers.filter(isRecord) : []
  if (reviewers.length > 6) return invalid('At most 6 reviewers are allowed')
  const environment = ensureEnvironment(state, params.environment_name ?? '')
  environment.waitTimer = timer
  environment.preventSelfReview = body.prevent_self_review === true
  environment.reviewers = reviewers.flatMap(({ id }) =>
    [...state.users.values()].filter((user) => user.id === id).map(({ login }) => login),
  )
  environment.branchPolicy = policyOf(body.deployment_branch_policy)
  return ok(showEnvironment(state, base, environment))
}

const listPolicies = (call: Call): Answer => {
  const environment = find(call)
  if (!environment) return notFound()
  const { items, headers } = page(call, environment.policies)
  const branch_policies = items.map((policy) => ({ ...policy, node_id: `DBP_${policy.id}` }))
  return ok({ total_count: environment.policies.length, branch_policies }, headers)
}

const addPolicy = (call: Call): Answer => {
  const environment = find(call)
  if (environment?.branchPolicy !== 'custom') return notFound()
  const type = call.body.type === 'tag' ? 'tag' : 'branch'
  const policy = { id: call.state.nextId(), name: textOf(call.body.name), type } as const
  environment.policies.push(policy)
  return ok({ ...policy, node_id: `DBP_${policy.id}` })
}

const dropPolicy = (call: Call): Answer => {
  const environment = find(call)
  if (!environment) return notFound()
  environment.policies = environment.policies.filter(
    ({ id }) => id !== numberOf(call.params.branch_policy_id),
  )
  return nothing()
}

const admin = ['administration', 'write'] as const

export const environmentRoutes: Route[] = [
  { method: 'GET', path: LIST, needs: read, handle: list },
  { method: 'GET', path: ONE, needs: read, handle: readOne },
  { method: 'PUT', path: ONE, needs: admin, handle: put },
  { method: 'GET', path: POLICIES, needs: read, handle: listPolicies },
  { method: 'POST', path: POLICIES, needs: admin, handle: addPolicy },
  { method: 'DELETE', path: `${POLICIES}/{branch_policy_id}`, needs: admin, handle: dropPolicy },
]
