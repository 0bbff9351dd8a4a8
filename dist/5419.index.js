export const id = 5419
export const ids = [5419]
export const modules = {
5419: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
githubForge: () => githubForge
})
var external_node_buffer_ = __webpack_require__(4573)
var errors = __webpack_require__(7463)
var github_calls = __webpack_require__(2676)
var iso = __webpack_require__(4377)
var schemas = __webpack_require__(2857)
const moment = iso.w$({offset: true}).transform(text => Date.parse(text))
const login = schemas.Ikc({login: schemas.YjP()})
const runShape = schemas.Ikc({
id: schemas.Whr().positive(),
path: schemas.YjP(),
head_branch: schemas.YjP().nullish(),
head_sha: schemas.YjP(),
event: schemas.YjP(),
status: schemas.YjP().nullish(),
conclusion: schemas.YjP().nullish(),
run_attempt: schemas.Whr().positive().default(1),
created_at: moment,
updated_at: moment.optional(),
actor: login.nullish(),
triggering_actor: login.nullish()
})
const runsShape = schemas.Ikc({workflow_runs: schemas.YOg(runShape)})
const reviewsShape = schemas.YOg(
schemas.Ikc({
environments: schemas.YOg(schemas.Ikc({name: schemas.YjP()})),
state: schemas.k5n(['approved', 'rejected', 'pending']),
user: login
})
)
const environmentShape = schemas.Ikc({
protection_rules: schemas
.YOg(
schemas.Ikc({
type: schemas.YjP(),
wait_timer: schemas.aig().optional(),
prevent_self_review: schemas.zMY().optional(),
reviewers: schemas.YOg(schemas.L5J()).optional()
})
)
.default([]),
deployment_branch_policy: schemas.Ikc({protected_branches: schemas.zMY(), custom_branch_policies: schemas.zMY()}).nullish()
})
const policiesShape = schemas.Ikc({
branch_policies: schemas.YOg(schemas.Ikc({name: schemas.YjP(), type: schemas.k5n(['branch', 'tag']).default('branch')}))
})
const groupShape = schemas.Ikc({
group_members: schemas.YOg(schemas.Ikc({run_id: schemas.Whr().positive(), status: schemas.YjP()}))
})
const workflowShape = schemas.Ikc({path: schemas.YjP(), state: schemas.YjP()})
const comparisonShape = schemas.Ikc({status: schemas.k5n(['diverged', 'ahead', 'behind', 'identical'])})
const permissionShape = schemas.Ikc({
permission: schemas.k5n(['admin', 'write', 'read', 'none']).catch('none')
})
const commitShape = schemas.Ikc({sha: schemas.YjP()})
const fileShape = schemas.Ikc({content: schemas.YjP().optional(), encoding: schemas.YjP().optional()})
const repositoryShape = schemas.Ikc({default_branch: schemas.YjP(), private: schemas.zMY()})
const checksShape = schemas.Ikc({
total_count: schemas.Whr().min(0),
check_runs: schemas.YOg(
schemas.Ikc({
id: schemas.Whr(),
name: schemas.YjP(),
status: schemas.YjP(),
conclusion: schemas.YjP().nullable()
})
)
})
const branchShape = schemas.Ikc({name: schemas.YjP(), protected: schemas.zMY()})
const branchesShape = schemas.YOg(branchShape)
const rulesShape = schemas.YOg(
schemas.Ikc({
type: schemas.YjP(),
parameters: schemas.Ikc({required_status_checks: schemas.YOg(schemas.Ikc({context: schemas.YjP()})).optional()}).optional()
})
)
const pullsShape = schemas.YOg(schemas.Ikc({number: schemas.Whr().positive(), user: login.nullable(), merged_at: moment.nullable()}))
const pullReviewsShape = schemas.YOg(schemas.Ikc({user: login.nullable(), state: schemas.YjP()}))
const understood = (shape, what, data) => {
const parsed = shape.safeParse(data)
if (parsed.success) return parsed.data
throw new errors.mZ({
provider: 'github',
message: `GitHub's answer is not ${what}`,
retryable: true,
code: 'invalid-answer'
})
}
const ATTEMPTS = 3
const PER_PAGE = 100
const githubForge = options => {
const desk = {calls: (0, github_calls.u)(options), where: ownerAndName(options.repository)}
const {calls, where} = desk
return {
run: async id => {
if (!/^[1-9]\d{0,15}$/.test(id)) return null
const data = await find(desk, 'actions', 'read a run', 'GET /repos/{owner}/{repo}/actions/runs/{run_id}', {
run_id: Number(id)
})
return data === null ? null : toRun(understood(runShape, 'a run', data))
},
runsOf: async (workflow, most) => {
const data = await find(desk, 'actions', 'list runs', 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs', {workflow_id: fileName(workflow), per_page: Math.min(most, PER_PAGE)})
if (data === null) return null
const {workflow_runs} = understood(runsShape, 'a list of runs', data)
return workflow_runs.map(toRun).sort((a, b) => b.createdAt - a.createdAt || Number(b.id) - Number(a.id))
},
reviews: async run => {
const data = await find(desk, 'actions', 'read the approvals of a run', 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals', {run_id: Number(run)})
if (data === null) return []
return understood(reviewsShape, 'a list of approvals', data).map(({environments, state, user}) => ({
environments: environments.map(({name}) => name),
answer: state,
by: user.login
}))
},
permission: async login => {
const route = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission'
if (!/^[A-Za-z0-9-]{1,39}$/.test(login)) return 'none'
const data = await find(desk, 'metadata', 'see what a person may do', route, {username: login})
return data === null ? 'none' : understood(permissionShape, 'a permission', data).permission
},
environment: name => readEnvironment(desk, name),
holderOf: async lock => {
const data = await find(desk, 'actions', 'see who holds the lock', 'GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}', {concurrency_group_name: lock})
if (data === null) return null
const {group_members} = understood(groupShape, 'a concurrency group', data)
const holder = group_members.find(({status}) => status === 'in_progress')
return holder ? String(holder.run_id) : null
},
cancel: async run => {
const route = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel'
try {
await write(calls, 'end a run', route, {...where, run_id: Number(run)})
return true
} catch (error) {
if (error instanceof errors.mZ && error.status === 409) return false
throw error
}
},
dispatch: (workflow, ref, inputs) => dispatch(desk, workflow, ref, inputs),
workflow: async file => {
const data = await find(desk, 'actions', 'read a workflow', 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}', {workflow_id: fileName(file)})
if (data === null) return null
const {path, state} = understood(workflowShape, 'a workflow', data)
return {path, enabled: state === 'active'}
},
enable: async file => {
const route = 'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/enable'
await write(calls, 'enable a workflow', route, {...where, workflow_id: fileName(file)})
},
disable: async file => {
const route = 'PUT /repos/{owner}/{repo}/actions/workflows/{workflow_id}/disable'
await write(calls, 'disable a workflow', route, {...where, workflow_id: fileName(file)})
},
compare: async (base, head) => {
const data = await find(desk, 'contents', 'compare two commits', 'GET /repos/{owner}/{repo}/compare/{basehead}', {basehead: `${base}...${head}`, per_page: 1})
return data === null ? 'unknown' : understood(comparisonShape, 'a comparison', data).status
},
commitOf: async ref => {
const route = 'GET /repos/{owner}/{repo}/commits/{ref}'
const data = await find(desk, 'contents', 'read a commit', route, {ref, per_page: 1})
return data === null ? null : understood(commitShape, 'a commit', data).sha
},
file: async (path, commit) => {
const route = 'GET /repos/{owner}/{repo}/contents/{path}'
const data = await find(desk, 'contents', 'read a file', route, {path, ref: commit})
const {content, encoding} = data === null ? {} : understood(fileShape, 'a file', data)
return encoding === 'base64' && content !== undefined ? external_node_buffer_.Buffer.from(content, 'base64').toString('utf8') : null
},
repository: async () => {
const purpose = {act: 'read the repository', permission: 'read', scope: 'metadata'}
const data = await calls.ask(purpose, 'GET /repos/{owner}/{repo}', where)
const {default_branch, private: hidden} = understood(repositoryShape, 'a repository', data)
return {defaultBranch: default_branch, private: hidden}
},
checks: commit => readChecks(desk, commit),
protection: async branch => {
const route = 'GET /repos/{owner}/{repo}/branches/{branch}'
const data = await find(desk, 'contents', 'read a branch', route, {branch})
if (data !== null && understood(branchShape, 'a branch', data).protected) return 'protected'
const rules = await readRules(desk, branch)
if (rules === 'no-plan') return rules
return data === null && rules.some(({type}) => GUARDS.has(type)) ? 'protected' : 'open'
},
branches: which => readBranches(desk, which),
requiredChecks: async branch => {
const rules = await readRules(desk, branch)
if (rules === 'no-plan') return null
const named = rules.filter(({type}) => type === 'required_status_checks').flatMap(({parameters}) => parameters?.required_status_checks ?? [])
return named.length === 0 ? null : [...new Set(named.map(({context}) => context))]
},
pullRequestOf: commit => readPullRequest(desk, commit)
}
}
const ownerAndName = repository => {
const match = /^([A-Za-z0-9_-]{1,39})\/([A-Za-z0-9._-]{1,100})$/.exec(repository)
if (match?.[1] && match[2]) return {owner: match[1], repo: match[2]}
throw new errors.xL({message: 'the repository is not of the form owner/name', at: 'repository'})
}
const fileName = workflow => workflow.split('/').at(-1) ?? workflow
const find = ({calls, where}, scope, act, route, parameters) => calls.ask({act, permission: 'read', scope, absent: true}, route, {...where, ...parameters})
const write = async (calls, act, route, parameters) => {
const purpose = {act, permission: 'write', scope: 'actions'}
for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
try {
if ((await calls.tell(purpose, route, parameters)) !== 'unknown') return
} catch (error) {
if (attempt > 1 && error instanceof errors.mZ && error.status === 409) return
throw error
}
await calls.sleep(1000 * attempt)
}
throw silent(act)
}
const silent = act =>
new errors.mZ({
provider: 'github',
message: `GitHub did not say whether it did what it was asked: ${act}`,
retryable: true,
effect: 'unknown'
})
const dispatch = async ({calls, where}, workflow, ref, inputs) => {
const file = fileName(workflow)
const purpose = {act: `start ${file}`, permission: 'write', scope: 'actions'}
const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches'
try {
const told = await calls.tell(purpose, route, {...where, workflow_id: file, ref, inputs})
if (told === 'unknown') throw silent(purpose.act)
} catch (error) {
if (!(error instanceof errors.mZ) || error.status !== 422) throw error
throw new errors.xL({
message: `GitHub refuses to start ${file}: it is disabled, has no \`workflow_dispatch\`, or lacks one of the inputs ${Object.keys(inputs).join(', ')}`,
at: file,
fix: 'copy the caller of examples/callers again, and enable the workflow',
docs: 'pipelines.md#troubleshooting'
})
}
}
const toRun = run => ({
id: String(run.id),
workflow: run.path.split('@')[0] ?? run.path,
ref: run.head_branch ?? null,
sha: run.head_sha,
event: run.event,
status: run.status === 'completed' ? 'over' : 'going',
conclusion: run.conclusion ?? null,
attempt: run.run_attempt,
createdAt: run.created_at,
updatedAt: run.updated_at ?? run.created_at,
actor: run.triggering_actor?.login ?? run.actor?.login ?? ''
})
const readEnvironment = async (desk, name) => {
const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}'
const data = await find(desk, 'actions', 'read an environment', route, {environment_name: name})
if (data === null) return null
const {protection_rules: rules, deployment_branch_policy: policy} = understood(environmentShape, 'an environment', data)
const people = rules.filter(({type}) => type === 'required_reviewers')
const branches = !policy ? 'all' : policy.protected_branches ? 'protected' : 'custom'
return {
reviewers: people.reduce((sum, {reviewers = []}) => sum + reviewers.length, 0),
preventSelfReview: people.some(({prevent_self_review}) => prevent_self_review === true),
waitTimer: Math.max(0, ...rules.map(({wait_timer = 0}) => wait_timer)),
branches,
patterns: branches === 'custom' ? await readPatterns(desk, name) : []
}
}
const readPatterns = async (desk, name) => {
const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies'
const data = await find(desk, 'actions', 'read the branches of an environment', route, {
environment_name: name,
per_page: PER_PAGE
})
return data === null ? [] : understood(policiesShape, 'a list of patterns', data).branch_policies
}
const GUARDS = new Set(['pull_request', 'update', 'required_status_checks', 'merge_queue', 'workflows'])
const readRules = async (desk, branch) => {
const route = 'GET /repos/{owner}/{repo}/rules/branches/{branch}'
try {
const data = await find(desk, 'metadata', 'read the rules of a branch', route, {
branch,
per_page: PER_PAGE
})
return data === null ? [] : understood(rulesShape, 'a list of rules', data)
} catch (error) {
if (error instanceof errors.mZ && error.code === 'plan') return 'no-plan'
throw error
}
}
const readBranches = async (desk, which) => {
const route = 'GET /repos/{owner}/{repo}/branches'
const branches = []
for (let page = 1; page <= 3; page += 1) {
const data = await find(desk, 'contents', 'list branches', route, {
...(which === 'protected' && {protected: true}),
per_page: PER_PAGE,
page
})
const found = data === null ? [] : understood(branchesShape, 'a list of branches', data)
branches.push(...found)
if (found.length < PER_PAGE) break
}
return branches
}
const PASSED = new Set(['success', 'neutral', 'skipped'])
const readChecks = async (desk, commit) => {
const newest = new Map()
for (let page = 1, read = 0; page <= 5; page += 1) {
const route = 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs'
const data = await find(desk, 'checks', 'read the checks of a commit', route, {
ref: commit,
per_page: PER_PAGE,
page
})
if (data === null) break
const {total_count, check_runs} = understood(checksShape, 'a list of checks', data)
for (const {id, name, status, conclusion} of check_runs) {
if ((newest.get(name)?.id ?? 0) > id) continue
const state = status !== 'completed' ? 'running' : PASSED.has(conclusion ?? '') ? 'passed' : 'failed'
newest.set(name, {id, check: {name, state}})
}
read += check_runs.length
if (check_runs.length === 0 || read >= total_count) break
}
return [...newest.values()].map(({check}) => check)
}
const readPullRequest = async (desk, commit) => {
const data = await find(desk, 'pull-requests', 'find the pull request of a commit', 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls', {commit_sha: commit, per_page: PER_PAGE})
const [found] = (data === null ? [] : understood(pullsShape, 'a list of pull requests', data)).filter(({merged_at}) => merged_at !== null).sort((a, b) => (b.merged_at ?? 0) - (a.merged_at ?? 0))
if (!found) return null
const given = await find(desk, 'pull-requests', 'read the reviews of a pull request', 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', {pull_number: found.number, per_page: PER_PAGE})
const reviews = given === null ? [] : understood(pullReviewsShape, 'a list of reviews', given)
const author = found.user?.login ?? ''
const last = new Map()
for (const {user, state} of reviews) if (user && user.login !== author && state !== 'COMMENTED' && state !== 'PENDING') last.set(user.login, state)
const count = wanted => [...last.values()].filter(state => state === wanted).length
return {
number: found.number,
author,
merged: true,
approvals: count('APPROVED'),
changesRequested: count('CHANGES_REQUESTED')
}
}
},
2676: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
u: () => openCalls
})
var errors = __webpack_require__(7463)
var external_node_buffer_ = __webpack_require__(4573)
const MAX_ANSWER_BYTES = 16 * 1024 * 1024
const isStream = body => typeof body === 'object' && body !== null && Symbol.asyncIterator in body
const readJson = async body => {
if (!isStream(body)) return {ok: true, value: null}
try {
const chunks = []
let size = 0
for await (const chunk of body) {
size += chunk.byteLength
if (size > MAX_ANSWER_BYTES) return {ok: false}
chunks.push(chunk)
}
return {ok: true, value: JSON.parse(external_node_buffer_.Buffer.concat(chunks).toString('utf8'))}
} catch {
return {ok: false}
}
}
const CUT = 1000
const serverClock = monotonic => {
let known = null
const now = () => (known === null ? null : Math.floor(known.date + (monotonic() - known.at)))
return {
now,
heard: date => {
const told = date === undefined ? Number.NaN : Date.parse(date)
if (!Number.isFinite(told)) return
const counted = now()
if (counted !== null && counted > told && counted - told <= CUT) return
known = {date: told, at: monotonic()}
}
}
}
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const isMethod = text => METHODS.includes(text)
const BODILESS = new Set([204, 205, 304])
const fetchThrough =
(http, timeout) =>
async (input, init = {}) => {
const method = (init.method ?? 'GET').toUpperCase()
if (!isMethod(method)) throw new RangeError('the ledger sends no such request')
const answer = await http.request({
method,
url: input instanceof Request ? input.url : input,
headers: Object.fromEntries(new Headers(init.headers)),
...(typeof init.body === 'string' && {body: init.body}),
...(init.signal && {signal: init.signal}),
timeout,
deadline: timeout,
maxBytes: MAX_ANSWER_BYTES,
retry: 'never',
redirect: 'answer',
accept: 'any'
})
const body = BODILESS.has(answer.status) ? null : Uint8Array.from(answer.body)
return new Response(body, {status: answer.status, headers: {...answer.headers}})
}
const missingPermissions = (refusal, purpose) => {
const accepted = (refusal.headers['x-accepted-github-permissions'] ?? '').split(';')[0] ?? ''
const named = accepted
.split(',')
.map(pair => /^\s*([a-z_]{1,40})\s*=\s*(read|write)\s*$/.exec(pair))
.flatMap(match => (match?.[1] && match[2] ? [`${match[1].replaceAll('_', '-')}: ${match[2]}`] : []))
return named.length > 0 ? named : [neededBy(purpose)]
}
const neededBy = ({scope = 'deployments', permission}) => `${scope}: ${permission}`
const permissionMissing = (refusal, purpose) => {
const missing = missingPermissions(refusal, purpose)
return new errors.xL({
message: `the GitHub token may not ${purpose.act}: the job lacks \`${missing.join('`, `')}\``,
fix: ['permissions:', ...missing.map(permission => `    ${permission}`)].join('\n'),
docs: 'ledger.md#permissions'
})
}
const tokenRefused = () =>
new errors.xL({
message: 'GitHub does not accept the token: it is wrong, expired, or belongs to a run that has ended',
fix: 'github-token: $' + '{{ github.token }}',
docs: 'ledger.md#permissions'
})
const notVisible = purpose =>
new errors.xL({
message: `GitHub shows this token no such repository, so it may not ${purpose.act}`,
fix: `permissions:\n    ${neededBy(purpose)}`,
docs: 'ledger.md#permissions'
})
const planLacks = purpose =>
new errors.mZ({
provider: 'github',
message: `GitHub does not ${purpose.act} on the plan of this repository`,
retryable: false,
status: 403,
code: 'plan'
})
const moved = () =>
new errors.xL({
message: 'GitHub says the repository has another name now; the call was not sent on, because it carries a token',
fix: 'the new owner/name'
})
const refused = (refusal, purpose) => {
const {status} = refusal
if (status === 401) return tokenRefused()
if (status === 403 && /^upgrade to github/i.test(refusal.sentence)) return planLacks(purpose)
if (status === 403) return permissionMissing(refusal, purpose)
if (status === 404 && purpose.gone !== undefined) {
return new errors.mZ({provider: 'github', message: purpose.gone, retryable: false, status})
}
if (status === 404) return notVisible(purpose)
if (status >= 300 && status < 400) return moved()
return new errors.mZ({
provider: 'github',
message: `GitHub refused to ${purpose.act} (${status})`,
retryable: false,
status,
code: 'status'
})
}
const UNNAMED_WAIT = 60_000
const seconds = value => (value !== undefined && /^\d{1,12}$/.test(value.trim()) ? Number(value) * 1000 : null)
const isRateLimit = ({status, headers, sentence}) => status === 429 || (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit|abuse detection/i.test(sentence)))
const rateLimitWait = ({headers}, now, round) => {
const named = headers['retry-after']
const after = seconds(named) ?? (named === undefined ? null : Date.parse(named) - now)
if (after !== null && Number.isFinite(after)) return Math.max(0, after)
const reset = seconds(headers['x-ratelimit-reset'])
if (headers['x-ratelimit-remaining'] === '0' && reset !== null) return Math.max(0, reset - now) + 1000
return UNNAMED_WAIT * 2 ** round
}
const jitteredWait = (round, random) => Math.floor(random() * Math.min(20_000, 500 * 2 ** round))
const ATTEMPTS = 5
const TIMEOUT = 20_000
const SILENT = () => {}
const networkOf = ({http, fetch, timeout = TIMEOUT}) => fetch ?? (http ? fetchThrough(http, timeout) : globalThis.fetch)
const calls_open = async options => {
const {Octokit} = await Promise.all([__webpack_require__.e(9479), __webpack_require__.e(1267)]).then(__webpack_require__.bind(__webpack_require__, 1267))
return new Octokit({
auth: options.token,
baseUrl: (options.apiUrl ?? 'https://api.github.com').replace(/\/+$/, ''),
userAgent: `sluice/${options.tool}`,
log: {debug: SILENT, info: SILENT, warn: SILENT, error: SILENT},
request: {fetch: networkOf(options)}
})
}
const answerIn = error => {
if (!(error instanceof Error) || !('response' in error)) return null
const {response} = error
return typeof response === 'object' && response !== null && 'status' in response && 'headers' in response ? response : null
}
const sentenceOf = data => (typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string' ? data.message : '')
const isServersFault = status => status >= 500 || status === 408
const unreachable = (purpose, reply) =>
new errors.mZ({
provider: 'github',
message: `GitHub did not answer properly when asked to ${purpose.act}${reply.heard ? ` (${reply.status})` : ''}`,
retryable: true,
...(reply.heard ? {status: reply.status, code: 'status'} : {code: 'connection'})
})
const rateLimited = (purpose, status, wait) =>
new errors.mZ({
provider: 'github',
message: `rate-limited: GitHub asks to wait ${Math.ceil(wait / 1000)} s before it will ${purpose.act}; ` + 'stopped cleanly, the next tick goes on',
retryable: true,
status,
code: 'rate-limited',
retryAfter: wait
})
const openCalls = options => {
const {timeout = TIMEOUT, patience = 90_000, random = Math.random, monotonic = () => performance.now()} = options
const sleep = options.sleep ?? (ms => abortableSleep(ms, options.signal))
const clock = serverClock(monotonic)
const count = {reads: 0, writes: 0}
let octokit = null
const request = async (route, parameters) => {
const signals = [AbortSignal.timeout(timeout), ...(options.signal ? [options.signal] : [])]
octokit ??= calls_open(options)
try {
const reply = await (await octokit).request(route, {
...parameters,
headers: {'x-github-api-version': '2022-11-28'},
request: {signal: AbortSignal.any(signals), redirect: 'manual', parseSuccessResponseBody: false}
})
const headers = reply.headers
clock.heard(headers.date)
if (reply.status >= 300) return {heard: true, status: reply.status, headers, sentence: '', data: null}
const body = await readJson(reply.data)
return body.ok ? {heard: true, status: reply.status, headers, sentence: '', data: body.value} : {heard: false}
} catch (error) {
const answer = answerIn(error)
if (error instanceof Error && error.cause instanceof errors.xL) throw error.cause
if (!answer) return {heard: false}
clock.heard(answer.headers.date)
return {heard: true, ...answer, sentence: sentenceOf(answer.data)}
}
}
const interrupted = effect =>
new errors.mZ({
provider: 'github',
message: 'the call to GitHub was interrupted',
retryable: true,
effect,
code: 'interrupted'
})
const send = async (kind, route, parameters) => {
if (options.signal?.aborted) throw interrupted('none')
if (kind === 'read') count.reads++
else count.writes++
const reply = await request(route, parameters)
if (!reply.heard && options.signal?.aborted) throw interrupted(kind === 'write' ? 'unknown' : 'none')
return reply
}
const waitAfter = (reply, purpose, round, waited) => {
const limited = reply.heard && isRateLimit(reply)
if (reply.heard && !limited && !isServersFault(reply.status)) throw refused(reply, purpose)
const wait = limited ? rateLimitWait(reply, clock.now() ?? Date.now(), round) : jitteredWait(round, random)
const enough = round + 1 >= ATTEMPTS || waited + wait > patience
if (!enough) return wait
throw limited ? rateLimited(purpose, reply.status, wait) : unreachable(purpose, reply)
}
return {
clock,
sleep,
count: () => ({...count}),
ask: async (purpose, route, parameters) => {
let waited = 0
for (let round = 0; ; round++) {
const reply = await send('read', route, parameters)
if (reply.heard && reply.status < 300) return reply.data
if (reply.heard && reply.status === 404 && purpose.absent) return null
const wait = waitAfter(reply, purpose, round, waited)
waited += wait
await sleep(wait)
}
},
tell: async (purpose, route, parameters) => {
let waited = 0
for (let round = 0; ; round++) {
const reply = await send('write', route, parameters)
if (!reply.heard || isServersFault(reply.status)) return 'unknown'
if (reply.status < 300) return {done: reply.data}
const wait = waitAfter(reply, purpose, round, waited)
waited += wait
await sleep(wait)
}
}
}
}
const abortableSleep = (ms, signal) =>
new Promise(resolve => {
if (signal?.aborted) return resolve()
const end = () => {
clearTimeout(timer)
signal?.removeEventListener('abort', end)
resolve()
}
const timer = setTimeout(end, ms)
signal?.addEventListener('abort', end)
})
},
4377: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
w$: () => datetime
})
var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3759)
var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
function datetime(params) {
return _core_index_js__WEBPACK_IMPORTED_MODULE_0__.G1(_schemas_js__WEBPACK_IMPORTED_MODULE_1__.You, params)
}
function date(params) {
return core._isoDate(ZodISODate, params)
}
function time(params) {
return core._isoTime(ZodISOTime, params)
}
function duration(params) {
return core._isoDuration(ZodISODuration, params)
}
}
}
