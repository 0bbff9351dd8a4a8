import {
  type Answer,
  type Call,
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
import { resolveRef } from '../history.ts'
import { htmlUrl, repositoryUrl } from '../shapes.ts'
import type { GitHubState, Workflow } from '../state.ts'
import { addRun, selectRuns } from './runs.ts'

const LIST = '/repos/{owner}/{repo}/actions/workflows'
const ONE = `${LIST}/{workflow_id}`
const read = ['actions', 'read'] as const
const write = ['actions', 'write'] as const

/** Adds a workflow file. `dispatch` lists the inputs of its `workflow_dispatch`; null when it has none. */
export const addWorkflow = (
  state: GitHubState,
  { path, name = path, dispatch = null }: { path: string; name?: string; dispatch?: Workflow['dispatch'] },
): Workflow => {
  const workflow: Workflow = {
    id: state.nextId(),
    path,
    name,
    state: 'active',
    createdAt: state.clock.now(),
    dispatch,
  }
  state.workflows.set(path, workflow)
  return workflow
}

const show = (state: GitHubState, base: string, workflow: Workflow) => ({
  id: workflow.id,
  node_id: `W_${workflow.id}`,
  name: workflow.name,
  path: workflow.path,
  state: workflow.state,
  created_at: timeOf(workflow.createdAt),
  updated_at: timeOf(workflow.createdAt),
  url: `${repositoryUrl(state, base)}/actions/workflows/${workflow.id}`,
  html_url: `${htmlUrl(state)}/blob/${state.repository.defaultBranch}/${workflow.path}`,
  badge_url: `${htmlUrl(state)}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
})

/** By number or by file name, as the API takes both. */
const find = ({ state, params }: Call): Workflow | undefined =>
  [...state.workflows.values()].find(
    ({ id, path }) => id === numberOf(params.workflow_id) || path.split('/').at(-1) === params.workflow_id,
  )

const list = (call: Call): Answer => {
  const all = [...call.state.workflows.values()]
  const { items, headers } = page(call, all)
  return ok(
    { total_count: all.length, workflows: items.map((each) => show(call.state, call.base, each)) },
    headers,
  )
}

const readOne = (call: Call): Answer => {
  const workflow = find(call)
  return workflow ? ok(show(call.state, call.base, workflow)) : notFound()
}

const turn =
  (to: Workflow['state']) =>
  (call: Call): Answer => {
    const workflow = find(call)
    if (!workflow) return notFound()
    workflow.state = to
    return nothing()
  }

const inputsOf = (body: Record<string, unknown>): Record<string, unknown> =>
  typeof body.inputs === 'object' && body.inputs !== null ? { ...body.inputs } : {}

/** Why a dispatch is refused; null when it is not. */
const refusal = (workflow: Workflow, inputs: Record<string, unknown>): Answer | null => {
  if (workflow.state !== 'active')
    return invalid("Cannot trigger a 'workflow_dispatch' on a disabled workflow")
  if (!workflow.dispatch) return invalid("Workflow does not have 'workflow_dispatch' trigger")
  if (Object.keys(inputs).length > 25)
    return invalid('you may only define up to 25 `inputs` for a `workflow_dispatch` event')
  const known = workflow.dispatch.inputs
  const unexpected = Object.keys(inputs).filter((name) => !known.includes(name))
  if (unexpected.length > 0) return invalid(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`)
  const wrong = workflow.dispatch.check?.(inputs) ?? []
  return wrong.length > 0 ? invalid(wrong.join('\n')) : null
}

const dispatch = (call: Call): Answer => {
  const { state, body, base, token } = call
  const workflow = find(call)
  if (!workflow) return notFound()
  const inputs = inputsOf(body)
  const refused = refusal(workflow, inputs)
  if (refused) return refused
  const ref = textOf(body.ref).replace(/^refs\/(heads|tags)\//, '')
  const commit = resolveRef(state, ref)
  if (!commit || state.commits.has(ref)) return invalid(`No ref found for: ${textOf(body.ref)}`)
  const run = addRun(state, {
    path: workflow.path,
    headBranch: ref,
    headSha: commit.sha,
    event: 'workflow_dispatch',
    status: 'queued',
    actor: token.login,
    triggeringActor: token.login,
    inputs,
  })
  if (body.return_run_details !== true) return nothing()
  return ok({
    workflow_run_id: run.id,
    run_url: `${repositoryUrl(state, base)}/actions/runs/${run.id}`,
    html_url: `${htmlUrl(state)}/actions/runs/${run.id}`,
  })
}

const repositoryDispatch = ({ state, body, token }: Call): Answer => {
  const type = textOf(body.event_type)
  const payload =
    typeof body.client_payload === 'object' && body.client_payload !== null ? body.client_payload : {}
  if (type === '' || type.length > 100) return invalid('event_type is too long (maximum is 100 characters)')
  if (Object.keys(payload).length > 10)
    return invalid('No more than 10 properties are allowed; client_payload')
  if (JSON.stringify(payload).length >= 65_536) return invalid('client_payload is too large')
  addRun(state, {
    event: 'repository_dispatch',
    status: 'queued',
    actor: token.login,
    inputs: { ...payload },
  })
  return nothing()
}

const runsOf = (call: Call): Answer => {
  const workflow = find(call)
  return workflow
    ? selectRuns(
        call,
        [...call.state.runs.values()].filter(({ path }) => path === workflow.path),
      )
    : notFound()
}

export const workflowRoutes: Route[] = [
  { method: 'GET', path: LIST, needs: read, handle: list },
  { method: 'GET', path: ONE, needs: read, handle: readOne },
  { method: 'PUT', path: `${ONE}/enable`, needs: write, handle: turn('active') },
  { method: 'PUT', path: `${ONE}/disable`, needs: write, handle: turn('disabled_manually') },
  { method: 'POST', path: `${ONE}/dispatches`, needs: write, handle: dispatch },
  { method: 'GET', path: `${ONE}/runs`, needs: read, handle: runsOf },
  {
    method: 'POST',
    path: '/repos/{owner}/{repo}/dispatches',
    needs: ['contents', 'write'],
    handle: repositoryDispatch,
  },
]
