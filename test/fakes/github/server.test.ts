import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY } from '../clock.ts'
import { findSpecification } from '../specification.ts'
import { joinGroup, leaveGroup, membersOf } from './concurrency.ts'
import { commitTo, resolveRef } from './history.ts'
import { ensureEnvironment } from './routes/environments.ts'
import { addRun } from './routes/runs.ts'
import { addWorkflow } from './routes/workflows.ts'
import { type GitHubStandIn, SPECIFICATION, startGitHub } from './server.ts'
import { FULL_TOKEN } from './state.ts'

let github: GitHubStandIn
beforeEach(async () => {
  github = await startGitHub()
  github.state.hourlyLimit = 10_000
})
afterEach(() => github.close())

const REPOSITORY = '/repos/acme/shop'

interface Heard {
  status: number
  headers: Headers
  // The tests read answers of many shapes.
  body: Record<string, unknown> & { [index: number]: Record<string, unknown> }
}

const ask = async (method: string, path: string, body?: unknown, token = FULL_TOKEN): Promise<Heard> => {
  const answer = await fetch(`${github.url}${path.startsWith('/repos') ? path : `${REPOSITORY}${path}`}`, {
    method,
    headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) }
}

const person = (login: string): string => {
  const token = `ghp_${login}`
  const permissions = {
    actions: 'write',
    contents: 'write',
    deployments: 'write',
    issues: 'write',
    metadata: 'read',
  } as const
  github.state.tokens.set(token, {
    login,
    app: false,
    permissions: { ...permissions, administration: 'write' },
  })
  return token
}

const deploy = async (given: Record<string, unknown> = {}): Promise<number> => {
  const order = { ref: 'main', auto_merge: false, required_contexts: [], environment: 'production' }
  const { status, body } = await ask('POST', '/deployments', { ...order, ...given })
  expect(status).toBe(201)
  return Number(body.id)
}

const note = (id: number, given: Record<string, unknown> = {}) =>
  ask('POST', `/deployments/${id}/statuses`, { state: 'in_progress', ...given })

const head = (): string => resolveRef(github.state, 'main')?.sha ?? ''

const lengthOf = (heard: Heard): number => (Array.isArray(heard.body) ? heard.body.length : -1)

describe('deployments of the stand-in', () => {
  test('are listed newest first, filtered, and in pages that link to each other', async () => {
    for (let number = 0; number < 5; number++) await deploy({ task: number < 3 ? 'sluice/shop' : 'deploy' })
    expect(lengthOf(await ask('GET', '/deployments?task=sluice%2Fshop'))).toBe(3)
    expect(lengthOf(await ask('GET', '/deployments?environment=staging'))).toBe(0)
    const first = await ask('GET', '/deployments?per_page=2')
    expect(first.headers.get('link')).toMatch(/page=2>; rel="next".*page=3>; rel="last"/)
    const last = await ask('GET', '/deployments?per_page=2&page=3')
    expect(lengthOf(last)).toBe(1)
    expect(last.headers.get('link')).not.toContain('rel="next"')
    expect(Number(first.body[0]?.id)).toBeGreaterThan(Number(last.body[0]?.id))
  })

  test('need a ref that exists', async () => {
    expect((await ask('POST', '/deployments', { ref: 'nowhere' })).status).toBe(422)
  })

  test('are not made while checks fail, unless told not to look', async () => {
    github.state.checks.set(head(), 'failure')
    expect((await ask('POST', '/deployments', { ref: 'main' })).status).toBe(409)
    await deploy()
  })

  test('merge the default branch first, unless told not to', async () => {
    commitTo(github.state, 'feature')
    commitTo(github.state, 'main')
    const merged = await ask('POST', '/deployments', { ref: 'feature', required_contexts: [] })
    expect(merged.status).toBe(202)
    expect(github.state.deployments.size).toBe(0)
    await deploy({ ref: 'feature' })
  })

  test('can be deleted when inactive, or when there is no other', async () => {
    const only = await deploy()
    expect((await ask('DELETE', `/deployments/${only}`)).status).toBe(204)
    const [one, two] = [await deploy(), await deploy()]
    expect((await ask('DELETE', `/deployments/${one}`)).status).toBe(422)
    await note(one, { state: 'inactive' })
    expect((await ask('DELETE', `/deployments/${one}`)).status).toBe(204)
    expect((await ask('GET', `/deployments/${one}`)).status).toBe(404)
    expect((await ask('GET', `/deployments/${two}`)).status).toBe(200)
  })

  test('of production are never inactivated by a later success, others are', async () => {
    const inactive = async (production: boolean) => {
      const order = { environment: production ? 'production' : 'staging', production_environment: production }
      const [one, two] = [await deploy(order), await deploy(order)]
      await note(one, { state: 'success' })
      await note(two, { state: 'success' })
      return (await ask('GET', `/deployments/${one}/statuses`)).body[0]?.state
    }
    expect(await inactive(true)).toBe('success')
    expect(await inactive(false)).toBe('inactive')
  })
})

describe('statuses of the stand-in', () => {
  test('take 140 characters and no more', async () => {
    const id = await deploy()
    expect((await note(id, { description: 'x'.repeat(140) })).status).toBe(201)
    expect((await note(id, { description: 'x'.repeat(141) })).status).toBe(422)
  })

  test('are at most 100 for one deployment', async () => {
    const id = await deploy()
    for (let number = 0; number < 100; number++) expect((await note(id)).status).toBe(201)
    expect((await note(id)).status).toBe(422)
    expect(lengthOf(await ask('GET', `/deployments/${id}/statuses?per_page=100`))).toBe(100)
  })

  test('are gone after 90 days, but for the newest', async () => {
    const id = await deploy()
    await note(id, { description: 'first' })
    await note(id, { description: 'second' })
    github.advance(90 * DAY)
    const left = await ask('GET', `/deployments/${id}/statuses`)
    expect(lengthOf(left)).toBe(1)
    expect(left.body[0]?.description).toBe('second')
  })

  test('may rename the environment, and set the address of the log', async () => {
    const id = await deploy()
    const { body } = await note(id, { environment: 'beta', log_url: 'https://example.com/run/1' })
    expect(body.target_url).toBe('https://example.com/run/1')
    const { body: deployment } = await ask('GET', `/deployments/${id}`)
    expect([deployment.environment, deployment.original_environment]).toEqual(['beta', 'production'])
  })

  test('may stay out of the list for a while', async () => {
    github.state.quirks.statusLag = 5_000
    const id = await deploy()
    await note(id)
    expect(lengthOf(await ask('GET', `/deployments/${id}/statuses`))).toBe(0)
    github.advance(5_000)
    expect(lengthOf(await ask('GET', `/deployments/${id}/statuses`))).toBe(1)
  })
})

describe('tokens of the stand-in', () => {
  test('without a scope are refused with the scope they lack', async () => {
    github.state.tokens.set('ghs_reader', {
      login: 'github-actions[bot]',
      app: true,
      permissions: { deployments: 'read' },
    })
    expect((await ask('GET', '/deployments', undefined, 'ghs_reader')).status).toBe(200)
    const refused = await ask('POST', '/deployments', { ref: 'main' }, 'ghs_reader')
    expect(refused.status).toBe(403)
    expect(refused.body.message).toBe('Resource not accessible by integration')
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('deployments=write')
  })

  test('that are unknown are refused', async () => {
    expect((await ask('GET', '/deployments', undefined, 'ghs_nobody')).status).toBe(401)
  })

  test('of an app cannot set environments up', async () => {
    expect((await ask('PUT', '/environments/production', { wait_timer: 5 })).status).toBe(403)
    expect((await ask('PUT', '/environments/production', { wait_timer: 5 }, person('ada'))).status).toBe(200)
  })

  test('have so many requests an hour, and know how many are left', async () => {
    github.state.hourlyLimit = 2
    expect((await ask('GET', '')).headers.get('x-ratelimit-remaining')).toBe('1')
    await ask('GET', '')
    const refused = await ask('GET', '')
    expect(refused.status).toBe(403)
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
    github.advance(3_600_000)
    expect((await ask('GET', '')).status).toBe(200)
  })
})

describe('the clock of the stand-in', () => {
  test('is told by every answer, and moves only when told to', async () => {
    const date = async () => Date.parse((await ask('GET', '')).headers.get('date') ?? '')
    const start = await date()
    expect(await date()).toBe(start)
    github.advance(3 * DAY)
    expect(await date()).toBe(start + 3 * DAY)
  })
})

describe('environments and approvals of the stand-in', () => {
  test('an environment shows its reviewers, its timer and its branches', async () => {
    const ada = person('ada')
    const reviewers = [{ type: 'User', id: 2 }]
    const deployment_branch_policy = { protected_branches: false, custom_branch_policies: true }
    await ask(
      'PUT',
      '/environments/production',
      { wait_timer: 30, prevent_self_review: true, reviewers, deployment_branch_policy },
      ada,
    )
    await ask('POST', '/environments/production/deployment-branch-policies', { name: 'v*', type: 'tag' }, ada)
    const { body } = await ask('GET', '/environments/production')
    expect(body.protection_rules).toMatchObject([
      { type: 'wait_timer', wait_timer: 30 },
      {
        type: 'required_reviewers',
        prevent_self_review: true,
        reviewers: [{ reviewer: { login: 'grace' } }],
      },
      { type: 'branch_policy' },
    ])
    const policies = await ask('GET', '/environments/production/deployment-branch-policies')
    expect(policies.body.branch_policies).toMatchObject([{ name: 'v*', type: 'tag' }])
    expect((await ask('GET', '/environments')).body.total_count).toBe(1)
  })

  test('a waiting run is approved by a reviewer, by nobody else, and it is on record', async () => {
    const environment = ensureEnvironment(github.state, 'production')
    environment.reviewers = ['grace', 'ada']
    environment.preventSelfReview = true
    const pending = [{ environment: 'production', since: github.clock.now() }]
    const run = addRun(github.state, { status: 'waiting', pending, actor: 'ada' })
    const path = `/actions/runs/${run.id}`
    const order = { environment_ids: [environment.id], state: 'approved', comment: 'go' }
    for (const login of ['ada', 'mallory'])
      expect((await ask('POST', `${path}/pending_deployments`, order, person(login))).status).toBe(403)
    const waiting = await ask('GET', `${path}/pending_deployments`, undefined, person('grace'))
    expect(waiting.body[0]).toMatchObject({
      current_user_can_approve: true,
      environment: { name: 'production' },
    })
    expect((await ask('POST', `${path}/pending_deployments`, order, person('grace'))).status).toBe(200)
    expect((await ask('GET', `${path}/approvals`)).body[0]).toMatchObject({
      state: 'approved',
      user: { login: 'grace' },
      comment: 'go',
    })
    expect((await ask('GET', path)).body.status).toBe('in_progress')
  })

  test('a rejected run has failed', async () => {
    const environment = ensureEnvironment(github.state, 'production')
    environment.reviewers = ['grace']
    const run = addRun(github.state, {
      status: 'waiting',
      pending: [{ environment: 'production', since: 0 }],
    })
    const order = { environment_ids: [environment.id], state: 'rejected', comment: 'no' }
    await ask('POST', `/actions/runs/${run.id}/pending_deployments`, order, person('grace'))
    expect((await ask('GET', `/actions/runs/${run.id}`)).body).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
    })
  })

  test('a person has a permission, and a stranger none', async () => {
    const permission = async (login: string) =>
      (await ask('GET', `/collaborators/${login}/permission`)).body.role_name
    expect(await permission('ada')).toBe('admin')
    expect(await permission('grace')).toBe('write')
    expect((await ask('GET', '/collaborators/nobody/permission')).status).toBe(404)
  })
})

describe('workflows and runs of the stand-in', () => {
  const dispatch = (body: Record<string, unknown> = {}) =>
    ask('POST', '/actions/workflows/tick.yml/dispatches', { ref: 'main', ...body })

  test('a dispatch starts a run, and tells which when asked', async () => {
    addWorkflow(github.state, { path: '.github/workflows/tick.yml', dispatch: { inputs: ['service'] } })
    expect((await dispatch()).status).toBe(204)
    const { status, body } = await dispatch({ return_run_details: true, inputs: { service: 'shop' } })
    expect(status).toBe(200)
    const run = await ask('GET', `/actions/runs/${body.workflow_run_id}`)
    expect(run.body).toMatchObject({
      event: 'workflow_dispatch',
      path: '.github/workflows/tick.yml',
      head_branch: 'main',
      actor: { login: 'github-actions[bot]' },
    })
    expect((await ask('GET', '/actions/workflows/tick.yml/runs')).body.total_count).toBe(2)
    expect((await ask('GET', '/actions/runs?event=push')).body.total_count).toBe(0)
  })

  test('a dispatch is refused: disabled, without the trigger, unknown input, unknown ref', async () => {
    addWorkflow(github.state, { path: '.github/workflows/tick.yml', dispatch: { inputs: [] } })
    addWorkflow(github.state, { path: '.github/workflows/ci.yml' })
    expect((await dispatch({ inputs: { surprise: 1 } })).status).toBe(422)
    expect((await dispatch({ ref: 'nowhere' })).status).toBe(422)
    expect((await ask('POST', '/actions/workflows/ci.yml/dispatches', { ref: 'main' })).status).toBe(422)
    expect((await ask('PUT', '/actions/workflows/tick.yml/disable')).status).toBe(204)
    expect((await dispatch()).status).toBe(422)
    await ask('PUT', '/actions/workflows/tick.yml/enable')
    expect((await dispatch()).status).toBe(204)
    expect((await ask('GET', '/actions/workflows')).body.total_count).toBe(2)
  })

  test('a repository event starts a run too', async () => {
    expect((await ask('POST', '/dispatches', { event_type: 'tick', client_payload: { a: 1 } })).status).toBe(
      204,
    )
    expect((await ask('GET', '/actions/runs?event=repository_dispatch')).body.total_count).toBe(1)
  })

  test('a run is cancelled once', async () => {
    const { id } = addRun(github.state)
    expect((await ask('POST', `/actions/runs/${id}/cancel`)).status).toBe(202)
    expect((await ask('POST', `/actions/runs/${id}/cancel`)).status).toBe(409)
    expect((await ask('GET', `/actions/runs/${id}`)).body.conclusion).toBe('cancelled')
  })

  test('a run tells which workflows it called', async () => {
    const referencedWorkflows = [{ path: 'sluice/sluice/.github/workflows/production.yml@v1', sha: head() }]
    const { id } = addRun(github.state, { referencedWorkflows })
    expect((await ask('GET', `/actions/runs/${id}`)).body.referenced_workflows).toEqual(referencedWorkflows)
  })
})

describe('concurrency groups of the stand-in', () => {
  const join = (queue: 'single' | 'max') => {
    const { id } = addRun(github.state)
    return [id, joinGroup(github.state, 'Sluice-Shop', { run: id, job: null }, { queue })] as const
  }
  const conclusions = (ids: readonly number[]) => ids.map((id) => github.state.runs.get(id)?.conclusion)

  test('by default the newest that waits replaces the one before', async () => {
    const runs = [join('single'), join('single'), join('single')]
    expect(runs.map(([, as]) => as)).toEqual(['holds', 'waits', 'waits'])
    expect(conclusions(runs.map(([id]) => id))).toEqual([null, 'cancelled', null])
  })

  test('with a queue everybody waits for their turn', async () => {
    const [first, second, third] = [join('max')[0], join('max')[0], join('max')[0]]
    expect(membersOf(github.state, 'sluice-shop').map(({ run }) => run)).toEqual([first, second, third])
    const { body } = await ask('GET', '/actions/concurrency_groups/sluice-shop')
    expect(body).toMatchObject({
      total_count: 3,
      group_members: [{ run_id: first, status: 'in_progress' }, { run_id: second, status: 'pending' }, {}],
    })
    expect(
      (await ask('GET', `/actions/concurrency_groups/sluice-shop?ahead_of_run=${third}`)).body.total_count,
    ).toBe(2)
    expect((await ask('GET', `/actions/runs/${third}/concurrency_groups`)).body).toMatchObject({
      concurrency_groups: [{ group_members: [{ run_id: third, position: 2 }] }],
    })
    await ask('POST', `/actions/runs/${first}/cancel`)
    expect(membersOf(github.state, 'sluice-shop')[0]?.run).toBe(second)
    expect((await ask('GET', '/actions/concurrency_groups')).body.total_count).toBe(1)
  })

  test('an empty group is gone', async () => {
    const [id] = join('single')
    leaveGroup(github.state, 'sluice-shop', { run: id, job: null })
    expect((await ask('GET', '/actions/concurrency_groups/sluice-shop')).status).toBe(404)
  })

  test('one that cancels the holder takes its place', () => {
    const [first] = join('single')
    const { id } = addRun(github.state)
    expect(joinGroup(github.state, 'sluice-shop', { run: id, job: null }, { cancelHolder: true })).toBe(
      'holds',
    )
    expect(conclusions([first, id])).toEqual(['cancelled', null])
  })
})

describe('git of the stand-in', () => {
  test('a ref is created once, and moves forward only', async () => {
    const first = head()
    const { sha: next } = commitTo(github.state, 'main')
    const claim = { ref: 'refs/sluice/locks/shop', sha: next }
    expect((await ask('POST', '/git/refs', claim)).status).toBe(201)
    expect((await ask('POST', '/git/refs', claim)).status).toBe(422)
    expect((await ask('PATCH', '/git/refs/sluice/locks/shop', { sha: first })).status).toBe(422)
    const { sha: later } = commitTo(github.state, 'main')
    expect((await ask('PATCH', '/git/refs/sluice%2Flocks%2Fshop', { sha: later })).status).toBe(200)
    expect((await ask('PATCH', '/git/refs/sluice/locks/shop', { sha: first, force: true })).status).toBe(200)
    expect((await ask('GET', '/git/ref/sluice/locks/shop')).body).toMatchObject({ object: { sha: first } })
    expect(lengthOf(await ask('GET', '/git/matching-refs/sluice/'))).toBe(1)
    expect((await ask('DELETE', '/git/refs/sluice/locks/shop')).status).toBe(204)
    expect((await ask('GET', '/git/ref/sluice/locks/shop')).status).toBe(404)
  })

  test('a commit is built of a blob and a tree', async () => {
    const blob = await ask('POST', '/git/blobs', { content: '{"a":1}', encoding: 'utf-8' })
    const entry = { path: 'state.json', mode: '100644', type: 'blob', sha: blob.body.sha }
    const tree = await ask('POST', '/git/trees', { tree: [entry] })
    const commit = await ask('POST', '/git/commits', {
      message: 'state',
      tree: tree.body.sha,
      parents: [head()],
    })
    expect(commit.status).toBe(201)
    const sha = String(commit.body.sha)
    expect((await ask('GET', `/git/commits/${sha}`)).body).toMatchObject({ parents: [{ sha: head() }] })
    expect((await ask('GET', `/git/trees/${tree.body.sha}`)).body).toMatchObject({
      tree: [{ path: 'state.json' }],
    })
    const read = await ask('GET', `/git/blobs/${blob.body.sha}`)
    expect(Buffer.from(String(read.body.content), 'base64').toString()).toBe('{"a":1}')
  })

  test('a file is read as of a commit, and two commits are compared', async () => {
    const { sha: old } = commitTo(github.state, 'main', {
      files: { '.github/sluice.yml': 'service: shop\n' },
    })
    const { sha: now } = commitTo(github.state, 'main', {
      files: { '.github/sluice.yml': 'service: bank\n' },
    })
    const at = async (ref: string) => {
      const { body } = await ask('GET', `/contents/.github/sluice.yml?ref=${ref}`)
      return Buffer.from(String(body.content), 'base64').toString()
    }
    expect([await at(old), await at(now), await at('main')]).toEqual([
      'service: shop\n',
      'service: bank\n',
      'service: bank\n',
    ])
    expect((await ask('GET', '/contents/nothing.yml')).status).toBe(404)
    const status = async (from: string, to: string) =>
      (await ask('GET', `/compare/${from}...${to}`)).body.status
    expect([await status(old, now), await status(now, old), await status(now, 'main')]).toEqual([
      'ahead',
      'behind',
      'identical',
    ])
    const { sha: side } = commitTo(github.state, 'side')
    commitTo(github.state, 'main')
    expect(await status('main', side)).toBe('diverged')
    expect((await ask('GET', `/commits/${side}`)).body.sha).toBe(side)
  })
})

describe('issues of the stand-in', () => {
  test('are opened, changed, commented on and closed', async () => {
    const { body } = await ask('POST', '/issues', { title: 'Rollout', body: 'at 10 %', labels: ['sluice'] })
    const path = `/issues/${body.number}`
    const comment = await ask('POST', `${path}/comments`, { body: 'at 25 %' })
    await ask('PATCH', `/issues/comments/${comment.body.id}`, { body: 'at 50 %' })
    expect((await ask('GET', `${path}/comments`)).body[0]).toMatchObject({ body: 'at 50 %' })
    expect((await ask('GET', `/issues/comments/${comment.body.id}`)).body.body).toBe('at 50 %')
    await ask('PATCH', path, { state: 'closed' })
    expect((await ask('GET', path)).body).toMatchObject({ state: 'closed', comments: 1 })
    expect(lengthOf(await ask('GET', '/issues?labels=sluice'))).toBe(0)
    expect(lengthOf(await ask('GET', '/issues?labels=sluice&state=all'))).toBe(1)
    expect((await ask('DELETE', `/issues/comments/${comment.body.id}`)).status).toBe(204)
  })
})

describe('faults of the stand-in', () => {
  test.each([
    ['refuse', { kind: 'refuse' }, null, 0],
    ['drop', { kind: 'drop' }, null, 1],
    ['twice', { kind: 'twice' }, 201, 2],
    ['error before', { kind: 'error', applied: 'before' }, 502, 0],
    ['error after', { kind: 'error', applied: 'after', status: 500 }, 500, 1],
    ['another answer', { kind: 'answer', status: 429, headers: { 'retry-after': '3' } }, 429, 0],
  ] as const)('%s', async (_what, fault, status, made) => {
    github.faults.next(fault)
    const order = { ref: 'main', auto_merge: false, required_contexts: [] }
    const heard = await ask('POST', '/deployments', order).then(
      (answer) => answer.status,
      () => null,
    )
    expect(heard).toBe(status)
    expect(github.state.deployments.size).toBe(made)
    expect(github.faults.left()).toBe(0)
    expect(github.log.at(-1)).toMatchObject({
      method: 'POST',
      path: `${REPOSITORY}/deployments`,
      fault: fault.kind,
    })
  })

  test('meet the k-th request, or those that match, as often as they are told to', async () => {
    github.faults.add({ fault: { kind: 'error', applied: 'before' }, at: 2 })
    github.faults.add({
      fault: { kind: 'answer', status: 418 },
      when: ({ path }) => path.endsWith('/issues'),
      times: 2,
    })
    const statuses: number[] = []
    for (const path of ['', '', '/issues', '', '/issues', '/issues'])
      statuses.push((await ask('GET', path)).status)
    expect(statuses).toEqual([200, 502, 418, 200, 418, 200])
  })
})

test('a request that GitHub does not know fails the test that made it', async () => {
  const strict = await startGitHub()
  await fetch(`${strict.url}${REPOSITORY}/deployments?enviroment=production`, {
    headers: { authorization: `token ${FULL_TOKEN}` },
  })
  const { violations } = strict
  expect(violations.length > 0).toBe(findSpecification(SPECIFICATION) !== null)
  if (violations.length > 0) await expect(strict.close()).rejects.toThrow('enviroment')
  else await strict.close()
})
