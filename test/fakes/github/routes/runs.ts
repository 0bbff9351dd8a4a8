import { finishRun } from '../concurrency.ts'
import {
  type Answer,
  accepted,
  type Call,
  conflict,
  forbidden,
  invalid,
  notFound,
  numberOf,
  ok,
  page,
  type Route,
  textOf,
  timeOf,
} from '../exchange.ts'
import { htmlUrl, repositoryUrl, showRepository, showSimpleCommit, showUser } from '../shapes.ts'
import type { GitHubState, Run } from '../state.ts'
import { ensureEnvironment, showEnvironmentLinks, showReviewers } from './environments.ts'

const LIST = '/repos/{owner}/{repo}/actions/runs'
const ONE = `${LIST}/{run_id}`
const read = ['actions', 'read'] as const
const write = ['actions', 'write'] as const

/** Adds a run, as an event would start one. Everything has a plausible default. */
export const addRun = (state: GitHubState, given: Partial<Run> = {}): Run => {
  const branch = given.headBranch === undefined ? state.repository.defaultBranch : given.headBranch
  const path = given.path ?? '.github/workflows/production.yml'
  const run: Run = {
    id: state.nextId(),
    path,
    number: 1 + [...state.runs.values()].filter((each) => each.path === path).length,
    attempt: 1,
    headBranch: branch,
    headSha: state.refs.get(`refs/heads/${branch}`) ?? [...state.commits.keys()].at(-1) ?? '',
    event: 'push',
    status: 'in_progress',
    conclusion: null,
    actor: 'ada',
    triggeringActor: given.actor ?? 'ada',
    createdAt: state.clock.now(),
    updatedAt: state.clock.now(),
    referencedWorkflows: [],
    pending: [],
    approvals: [],
    inputs: {},
    ...given,
  }
  state.runs.set(run.id, run)
  return run
}

/** A workflow run as GitHub shows it. */
export const showRun = (state: GitHubState, base: string, run: Run) => {
  const url = `${repositoryUrl(state, base)}/actions/runs/${run.id}`
  const commit = state.commits.get(run.headSha)
  const workflow = [...state.workflows.values()].find(({ path }) => path === run.path)
  return {
    id: run.id,
    name: workflow?.name ?? run.path,
    node_id: `WFR_${run.id}`,
    check_suite_id: run.id + 1_000_000,
    check_suite_node_id: `CS_${run.id}`,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: commit?.message ?? run.path,
    run_number: run.number,
    run_attempt: run.attempt,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: workflow?.id ?? 1,
    url,
    html_url: `${htmlUrl(state)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: timeOf(run.createdAt),
    updated_at: timeOf(run.updatedAt),
    run_started_at: timeOf(run.createdAt),
    actor: showUser(state, base, run.actor),
    triggering_actor: showUser(state, base, run.triggeringActor),
    referenced_workflows: run.referencedWorkflows,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryUrl(state, base)}/check-suites/${run.id + 1_000_000}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: `${repositoryUrl(state, base)}/actions/workflows/${workflow?.id ?? 1}`,
    head_commit: commit ? showSimpleCommit(commit) : null,
    repository: showRepository(state, base),
    head_repository: showRepository(state, base),
  }
}

const find = ({ state, params }: Call): Run | undefined => state.runs.get(numberOf(params.run_id))

/** Runs that a list's query asks for, newest first. */
export const selectRuns = (call: Call, all: readonly Run[]): Answer => {
  const { query, state, base } = call
  const wanted = (field: string, ...values: (string | null)[]) =>
    !query.has(field) || values.includes(query.get(field))
  const runs = all
    .filter(
      (run) => wanted('event', run.event) && wanted('branch', run.headBranch) && wanted('actor', run.actor),
    )
    .filter((run) => wanted('status', run.status, run.conclusion) && wanted('head_sha', run.headSha))
    .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id)
  const { items, headers } = page(call, runs)
  return ok(
    { total_count: runs.length, workflow_runs: items.map((run) => showRun(state, base, run)) },
    headers,
  )
}

const readOne = (call: Call): Answer => {
  const run = find(call)
  return run ? ok(showRun(call.state, call.base, run)) : notFound()
}

const cancel = (call: Call): Answer => {
  const run = find(call)
  if (!run) return notFound()
  if (run.status === 'completed') return conflict('Cannot cancel a workflow run that is completed.')
  finishRun(call.state, run, 'cancelled')
  return accepted()
}

const approvals = (call: Call): Answer => {
  const run = find(call)
  if (!run) return notFound()
  const { state, base } = call
  return ok(
    run.approvals.map(({ environments, state: as, user, comment }) => ({
      environments: environments.map((name) =>
        showEnvironmentLinks(state, base, ensureEnvironment(state, name)),
      ),
      state: as,
      user: showUser(state, base, user),
      comment,
    })),
  )
}

const mayApprove = (call: Call, run: Run, environment: string): boolean => {
  const { reviewers, preventSelfReview } = ensureEnvironment(call.state, environment)
  const own = preventSelfReview && run.triggeringActor === call.token.login
  return !call.token.app && reviewers.includes(call.token.login) && !own
}

const pending = (call: Call): Answer => {
  const run = find(call)
  if (!run) return notFound()
  const { state, base } = call
  return ok(
    run.pending.map(({ environment: name, since }) => {
      const environment = ensureEnvironment(state, name)
      const { id, node_id, url, html_url } = showEnvironmentLinks(state, base, environment)
      return {
        environment: { id, node_id, name, url, html_url },
        wait_timer: environment.waitTimer,
        wait_timer_started_at: timeOf(since),
        current_user_can_approve: mayApprove(call, run, name),
        reviewers: showReviewers(state, base, environment),
      }
    }),
  )
}

const review = (call: Call): Answer => {
  const run = find(call)
  if (!run) return notFound()
  const { state, body, token } = call
  const ids = Array.isArray(body.environment_ids) ? body.environment_ids : []
  const asked = run.pending.filter(({ environment }) =>
    ids.includes(ensureEnvironment(state, environment).id),
  )
  const as = body.state === 'approved' ? 'approved' : body.state === 'rejected' ? 'rejected' : null
  if (asked.length === 0 || as === null)
    return invalid('There are no pending deployment requests to approve or reject')
  if (!asked.every(({ environment }) => mayApprove(call, run, environment))) {
    return forbidden('You are not allowed to approve or reject this deployment')
  }
  const environments = asked.map(({ environment }) => environment)
  run.approvals.push({ environments, state: as, user: token.login, comment: textOf(body.comment) })
  run.pending = run.pending.filter((each) => !asked.includes(each))
  if (as === 'rejected') finishRun(state, run, 'failure')
  else if (run.pending.length === 0) run.status = 'in_progress'
  return ok([])
}

const jobs = (call: Call): Answer => {
  const run = find(call)
  if (!run) return notFound()
  const { state, base } = call
  const all = (run.jobs?.() ?? []).map((job, index) => ({ ...job, id: run.id * 1000 + index }))
  const { items, headers } = page(call, all)
  const url = repositoryUrl(state, base)
  const moment = (at: number | null): string | null => (at === null ? null : timeOf(at))
  return ok(
    {
      total_count: all.length,
      jobs: items.map(({ id, name, status, conclusion, startedAt, endedAt, steps }) => ({
        id,
        run_id: run.id,
        run_url: `${url}/actions/runs/${run.id}`,
        run_attempt: run.attempt,
        node_id: `CR_${id}`,
        head_sha: run.headSha,
        head_branch: run.headBranch,
        url: `${url}/actions/jobs/${id}`,
        html_url: `${htmlUrl(state)}/actions/runs/${run.id}/job/${id}`,
        status,
        conclusion,
        created_at: timeOf(run.createdAt),
        started_at: moment(startedAt) ?? timeOf(run.createdAt),
        completed_at: moment(endedAt),
        name,
        steps: steps.map((step, number) => ({
          name: step.name,
          status: 'completed',
          conclusion: step.conclusion,
          number: number + 1,
          started_at: moment(startedAt),
          completed_at: moment(endedAt),
        })),
        check_run_url: `${url}/check-runs/${id}`,
        labels: ['ubuntu-slim'],
        runner_id: null,
        runner_name: null,
        runner_group_id: null,
        runner_group_name: null,
        workflow_name: run.path,
      })),
    },
    headers,
  )
}

export const runRoutes: Route[] = [
  {
    method: 'GET',
    path: LIST,
    needs: read,
    handle: (call) => selectRuns(call, [...call.state.runs.values()]),
  },
  { method: 'GET', path: ONE, needs: read, handle: readOne },
  { method: 'POST', path: `${ONE}/cancel`, needs: write, handle: cancel },
  { method: 'POST', path: `${ONE}/force-cancel`, needs: write, handle: cancel },
  { method: 'GET', path: `${ONE}/approvals`, needs: read, handle: approvals },
  { method: 'GET', path: `${ONE}/jobs`, needs: read, handle: jobs },
  { method: 'GET', path: `${ONE}/pending_deployments`, needs: read, handle: pending },
  { method: 'POST', path: `${ONE}/pending_deployments`, needs: ['deployments', 'write'], handle: review },
]
