import { Buffer } from 'node:buffer'
import type { z } from 'zod'
import { ConfigError, ProviderError } from '../kit/errors.ts'
import { type CallOptions, type Calls, openCalls, type Parameters } from '../kit/github/calls.ts'
import type { Purpose } from '../kit/github/refusals.ts'
import type { Check, EnvironmentRules, Forge, ForgeRun, PullRequest } from './forge.ts'
import {
  branchesShape,
  branchShape,
  checksShape,
  commitShape,
  comparisonShape,
  environmentShape,
  fileShape,
  groupShape,
  permissionShape,
  policiesShape,
  pullReviewsShape,
  pullsShape,
  repositoryShape,
  reviewsShape,
  rulesShape,
  runShape,
  runsShape,
  understood,
  workflowShape,
} from './github/shapes.ts'

/** Which repository to ask, and how. */
export interface GitHubForgeOptions extends CallOptions {
  /** `owner/name`. */
  repository: string
}

/** How often a write that can be repeated without harm is sent. */
const ATTEMPTS = 3
const PER_PAGE = 100

type Scope = 'actions' | 'contents' | 'checks' | 'pull-requests' | 'metadata'

interface Desk {
  calls: Calls
  where: { owner: string; repo: string }
}

/**
 * GitHub beyond the ledger: runs, reviews, environments, locks, dispatches, ancestry, checks. Reading needs
 * `actions: read`, and `checks` or `pull-requests` where those are asked for; ending and starting runs `actions: write`.
 */
export const githubForge = (options: GitHubForgeOptions): Forge => {
  const desk: Desk = { calls: openCalls(options), where: ownerAndName(options.repository) }
  const { calls, where } = desk
  return {
    run: async (id) => {
      if (!/^[1-9]\d{0,15}$/.test(id)) return null
      const data = await find(
        desk,
        'actions',
        'read a run',
        'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
        {
          run_id: Number(id),
        },
      )
      return data === null ? null : toRun(understood(runShape, 'a run', data))
    },
    runsOf: async (workflow, most) => {
      const data = await find(
        desk,
        'actions',
        'list runs',
        'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs',
        { workflow_id: fileName(workflow), per_page: Math.min(most, PER_PAGE) },
      )
      if (data === null) return null
      const { workflow_runs } = understood(runsShape, 'a list of runs', data)
      return workflow_runs.map(toRun).sort((a, b) => b.createdAt - a.createdAt || Number(b.id) - Number(a.id))
    },
    reviews: async (run) => {
      const data = await find(
        desk,
        'actions',
        'read the approvals of a run',
        'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals',
        { run_id: Number(run) },
      )
      if (data === null) return []
      return understood(reviewsShape, 'a list of approvals', data).map(({ environments, state, user }) => ({
        environments: environments.map(({ name }) => name),
        answer: state,
        by: user.login,
      }))
    },
    permission: async (login) => {
      const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission'
      // A bot has no access of its own, and a name that could not be one is nobody's.
      if (!/^[A-Za-z0-9-]{1,39}$/.test(login)) return 'none'
      const data = await find(desk, 'metadata', 'see what a person may do', route, { username: login })
      return data === null ? 'none' : understood(permissionShape, 'a permission', data).permission
    },
    environment: (name) => readEnvironment(desk, name),
    holderOf: async (lock) => {
      const data = await find(
        desk,
        'actions',
        'see who holds the lock',
        'GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}',
        { concurrency_group_name: lock },
      )
      if (data === null) return null
      const { group_members } = understood(groupShape, 'a concurrency group', data)
      const holder = group_members.find(({ status }) => status === 'in_progress')
      return holder ? String(holder.run_id) : null
    },
    cancel: async (run) => {
      const route = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel'
      try {
        await write(calls, 'end a run', route, { ...where, run_id: Number(run) })
        return true
      } catch (error) {
        // 409: it ended in the meantime, which is what was wanted.
        if (error instanceof ProviderError && error.status === 409) return false
        throw error
      }
    },
    dispatch: (workflow, ref, inputs) => dispatch(desk, workflow, ref, inputs),
    workflow: async (file) => {
      const data = await find(
        desk,
        'actions',
        'read a workflow',
        'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}',
        { workflow_id: fileName(file) },
      )
      if (data === null) return null
      const { path, state } = understood(workflowShape, 'a workflow', data)
      return { path, enabled: state === 'active' }
    },
    enable: async (file) => {
      const route = 'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable'
      await write(calls, 'enable a workflow', route, { ...where, workflow_id: fileName(file) })
    },
    disable: async (file) => {
      const route = 'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable'
      await write(calls, 'disable a workflow', route, { ...where, workflow_id: fileName(file) })
    },
    compare: async (base, head) => {
      const data = await find(
        desk,
        'contents',
        'compare two commits',
        'GET /repos/{owner}/{repo}/compare/{basehead}',
        { basehead: `${base}...${head}`, per_page: 1 },
      )
      return data === null ? 'unknown' : understood(comparisonShape, 'a comparison', data).status
    },
    commitOf: async (ref) => {
      const route = 'GET /repos/{owner}/{repo}/commits/{ref}'
      const data = await find(desk, 'contents', 'read a commit', route, { ref, per_page: 1 })
      return data === null ? null : understood(commitShape, 'a commit', data).sha
    },
    file: async (path, commit) => {
      const route = 'GET /repos/{owner}/{repo}/contents/{path}'
      const data = await find(desk, 'contents', 'read a file', route, { path, ref: commit })
      const { content, encoding } = data === null ? {} : understood(fileShape, 'a file', data)
      return encoding === 'base64' && content !== undefined
        ? Buffer.from(content, 'base64').toString('utf8')
        : null
    },
    repository: async () => {
      const purpose: Purpose = { act: 'read the repository', permission: 'read', scope: 'metadata' }
      const data = await calls.ask(purpose, 'GET /repos/{owner}/{repo}', where)
      const { default_branch, private: hidden } = understood(repositoryShape, 'a repository', data)
      return { defaultBranch: default_branch, private: hidden }
    },
    checks: (commit) => readChecks(desk, commit),
    protection: async (branch) => {
      const route = 'GET /repos/{owner}/{repo}/branches/{branch}'
      const data = await find(desk, 'contents', 'read a branch', route, { branch })
      if (data !== null && understood(branchShape, 'a branch', data).protected) return 'protected'
      const rules = await readRules(desk, branch)
      if (rules === 'no-plan') return rules
      return data === null && rules.some(({ type }) => GUARDS.has(type)) ? 'protected' : 'open'
    },
    branches: (which) => readBranches(desk, which),
    requiredChecks: async (branch) => {
      const rules = await readRules(desk, branch)
      if (rules === 'no-plan') return null
      const named = rules
        .filter(({ type }) => type === 'required_status_checks')
        .flatMap(({ parameters }) => parameters?.required_status_checks ?? [])
      return named.length === 0 ? null : [...new Set(named.map(({ context }) => context))]
    },
    pullRequestOf: (commit) => readPullRequest(desk, commit),
  }
}

const ownerAndName = (repository: string): { owner: string; repo: string } => {
  const match = /^([A-Za-z0-9_-]{1,39})\/([A-Za-z0-9._-]{1,100})$/.exec(repository)
  if (match?.[1] && match[2]) return { owner: match[1], repo: match[2] }
  throw new ConfigError({ message: 'the repository is not of the form owner/name', at: 'repository' })
}

/** GitHub takes a workflow's file name, not its path. */
const fileName = (workflow: string): string => workflow.split('/').at(-1) ?? workflow

const find = (
  { calls, where }: Desk,
  scope: Scope,
  act: string,
  route: string,
  parameters: Parameters,
): Promise<unknown> =>
  calls.ask({ act, permission: 'read', scope, absent: true }, route, { ...where, ...parameters })

/** A write that does no harm when it is done twice. */
const write = async (calls: Calls, act: string, route: string, parameters: Parameters): Promise<void> => {
  const purpose: Purpose = { act, permission: 'write', scope: 'actions' }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    try {
      if ((await calls.tell(purpose, route, parameters)) !== 'unknown') return
    } catch (error) {
      // It is as it should be: then the attempt whose answer was lost has done it.
      if (attempt > 1 && error instanceof ProviderError && error.status === 409) return
      throw error
    }
    await calls.sleep(1000 * attempt)
  }
  throw silent(act)
}

const silent = (act: string): ProviderError =>
  new ProviderError({
    provider: 'github',
    message: `GitHub did not say whether it did what it was asked: ${act}`,
    retryable: true,
    effect: 'unknown',
  })

const dispatch = async (
  { calls, where }: Desk,
  workflow: string,
  ref: string,
  inputs: Readonly<Record<string, string>>,
): Promise<void> => {
  const file = fileName(workflow)
  const purpose: Purpose = { act: `start ${file}`, permission: 'write', scope: 'actions' }
  const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'
  try {
    const told = await calls.tell(purpose, route, { ...where, workflow_id: file, ref, inputs })
    if (told === 'unknown') throw silent(purpose.act)
  } catch (error) {
    if (!(error instanceof ProviderError) || error.status !== 422) throw error
    throw new ConfigError({
      message: `GitHub refuses to start ${file}: it is disabled, has no \`workflow_dispatch\`, or lacks one of the inputs ${Object.keys(inputs).join(', ')}`,
      at: file,
      fix: 'copy the caller of examples/callers again, and enable the workflow',
      docs: 'pipelines.md#troubleshooting',
    })
  }
}

const toRun = (run: z.output<typeof runShape>): ForgeRun => ({
  id: String(run.id),
  // A called workflow's path may carry its ref.
  workflow: run.path.split('@')[0] ?? run.path,
  ref: run.head_branch ?? null,
  sha: run.head_sha,
  event: run.event,
  status: run.status === 'completed' ? 'over' : 'going',
  conclusion: run.conclusion ?? null,
  attempt: run.run_attempt,
  createdAt: run.created_at,
  updatedAt: run.updated_at ?? run.created_at,
  actor: run.triggering_actor?.login ?? run.actor?.login ?? '',
})

const readEnvironment = async (desk: Desk, name: string): Promise<EnvironmentRules | null> => {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}'
  const data = await find(desk, 'actions', 'read an environment', route, { environment_name: name })
  if (data === null) return null
  const { protection_rules: rules, deployment_branch_policy: policy } = understood(
    environmentShape,
    'an environment',
    data,
  )
  const people = rules.filter(({ type }) => type === 'required_reviewers')
  const branches = !policy ? 'all' : policy.protected_branches ? 'protected' : 'custom'
  return {
    reviewers: people.reduce((sum, { reviewers = [] }) => sum + reviewers.length, 0),
    preventSelfReview: people.some(({ prevent_self_review }) => prevent_self_review === true),
    waitTimer: Math.max(0, ...rules.map(({ wait_timer = 0 }) => wait_timer)),
    branches,
    patterns: branches === 'custom' ? await readPatterns(desk, name) : [],
  }
}

const readPatterns = async (desk: Desk, name: string): Promise<EnvironmentRules['patterns']> => {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies'
  const data = await find(desk, 'actions', 'read the branches of an environment', route, {
    environment_name: name,
    per_page: PER_PAGE,
  })
  return data === null ? [] : understood(policiesShape, 'a list of patterns', data).branch_policies
}

/** Rules that keep a commit off a branch which nobody looked at. */
const GUARDS = new Set(['pull_request', 'update', 'required_status_checks', 'merge_queue', 'workflows'])

const readRules = async (desk: Desk, branch: string): Promise<z.output<typeof rulesShape> | 'no-plan'> => {
  const route = 'GET /repos/{owner}/{repo}/rules/branches/{branch}'
  try {
    const data = await find(desk, 'metadata', 'read the rules of a branch', route, {
      branch,
      per_page: PER_PAGE,
    })
    return data === null ? [] : understood(rulesShape, 'a list of rules', data)
  } catch (error) {
    if (error instanceof ProviderError && error.code === 'plan') return 'no-plan'
    throw error
  }
}

const readBranches = async (desk: Desk, which: 'all' | 'protected') => {
  const route = 'GET /repos/{owner}/{repo}/branches'
  const branches: z.output<typeof branchesShape> = []
  for (let page = 1; page <= 3; page += 1) {
    const data = await find(desk, 'contents', 'list branches', route, {
      ...(which === 'protected' && { protected: true }),
      per_page: PER_PAGE,
      page,
    })
    const found = data === null ? [] : understood(branchesShape, 'a list of branches', data)
    branches.push(...found)
    if (found.length < PER_PAGE) break
  }
  return branches
}

const PASSED = new Set(['success', 'neutral', 'skipped'])

/** The newest check of each name; all pages, at most five. */
const readChecks = async (desk: Desk, commit: string): Promise<Check[]> => {
  const newest = new Map<string, { id: number; check: Check }>()
  for (let page = 1, read = 0; page <= 5; page += 1) {
    const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'
    const data = await find(desk, 'checks', 'read the checks of a commit', route, {
      ref: commit,
      per_page: PER_PAGE,
      page,
    })
    if (data === null) break
    const { total_count, check_runs } = understood(checksShape, 'a list of checks', data)
    for (const { id, name, status, conclusion } of check_runs) {
      if ((newest.get(name)?.id ?? 0) > id) continue
      const state = status !== 'completed' ? 'running' : PASSED.has(conclusion ?? '') ? 'passed' : 'failed'
      newest.set(name, { id, check: { name, state } })
    }
    read += check_runs.length
    if (check_runs.length === 0 || read >= total_count) break
  }
  return [...newest.values()].map(({ check }) => check)
}

const readPullRequest = async (desk: Desk, commit: string): Promise<PullRequest | null> => {
  const data = await find(
    desk,
    'pull-requests',
    'find the pull request of a commit',
    'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    { commit_sha: commit, per_page: PER_PAGE },
  )
  const [found] = (data === null ? [] : understood(pullsShape, 'a list of pull requests', data))
    .filter(({ merged_at }) => merged_at !== null)
    .sort((a, b) => (b.merged_at ?? 0) - (a.merged_at ?? 0))
  if (!found) return null
  const given = await find(
    desk,
    'pull-requests',
    'read the reviews of a pull request',
    'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews',
    { pull_number: found.number, per_page: PER_PAGE },
  )
  const reviews = given === null ? [] : understood(pullReviewsShape, 'a list of reviews', given)
  const author = found.user?.login ?? ''
  // Comments change no verdict; of each person the last one counts.
  const last = new Map<string, string>()
  for (const { user, state } of reviews)
    if (user && user.login !== author && state !== 'COMMENTED' && state !== 'PENDING')
      last.set(user.login, state)
  const count = (wanted: string): number => [...last.values()].filter((state) => state === wanted).length
  return {
    number: found.number,
    author,
    merged: true,
    approvals: count('APPROVED'),
    changesRequested: count('CHANGES_REQUESTED'),
  }
}
