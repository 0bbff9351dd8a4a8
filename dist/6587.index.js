export const id = 6587
export const ids = [6587]
export const modules = {
5801: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
d: () => definePlatform
})
const definePlatform = ({history, connect, secrets, capabilitiesOf, ...rest}) => ({
...rest,
...(secrets && {secrets: options => secrets(options)}),
connect: (options, context) => connect(options, context),
...(capabilitiesOf && {capabilitiesOf: options => capabilitiesOf(options)}),
...(history && {
history: (options, context, metrics) => history(options, context, metrics)
})
})
},
6587: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
vercel: () => vercel
})
var definition = __webpack_require__(5801)
var schemas = __webpack_require__(2857)
var core = __webpack_require__(8532)
var grammar = __webpack_require__(3355)
var secret_name = __webpack_require__(7274)
const matching = (title, pattern, example) =>
schemas
.YjP()
.meta({title, pattern})
.refine(text => new RegExp(pattern).test(text), {error: `this is not ${title}\n${example}`})
const secretName = example => matching('the name of a secret', secret_name.J, `its name on GitHub, such as ${example}`)
const readyWithin = schemas
.YjP()
.meta({title: 'duration', pattern: grammar.Cq})
.transform((text, context) => {
const reading = (0, grammar.E9)(text)
if (reading.ok && reading.value >= 1000 && reading.value <= 45 * 60_000) return reading.value
const message = reading.ok ? 'must be from 1s to 45m' : `${reading.message}\n${reading.fix}`
context.issues.push({code: 'custom', message, input: text})
return core.tm
})
const vercelOptions = schemas.rej({
project: matching('the id of a project', '^prj_[A-Za-z0-9]{1,60}$', 'prj_ and characters, from the project settings').describe('Id of the project, from its settings.'),
team: matching('the id of a team', '^team_[A-Za-z0-9]{1,60}$', 'team_ and characters, from the team settings').optional().describe('Id of the team that owns the project. Left out for a personal account.'),
token: secretName('VERCEL_TOKEN').default('VERCEL_TOKEN').describe('Name of the secret with the access token.'),
source: schemas.k5n(['git', 'files', 'prebuilt']).default('git').describe('`git` adopts the production build that Vercel made of the commit. `files` uploads `directory` and lets Vercel build it. `prebuilt` uploads what `vercel build --prod` left in `directory`.'),
directory: schemas
.YjP()
.max(1000)
.regex(/^[^\0-\x1f\x7f]+$/, 'must be a directory, on one line')
.default('.')
.describe('For `files` and `prebuilt`: the root of the project in the working copy.'),
'ready-within': readyWithin.prefault('15m').describe('Longest time from the order to a build that is ready, queueing included.'),
'protection-bypass': secretName('VERCEL_AUTOMATION_BYPASS_SECRET').optional().describe('Name of the secret that lets smoke tests through Deployment Protection (Protection Bypass for Automation).')
})
const secretsOf = options => [options.token, ...(options['protection-bypass'] === undefined ? [] : [options['protection-bypass']])]
var errors = __webpack_require__(7463)
var kit_http = __webpack_require__(6266)
const meta = schemas.g1P(schemas.YjP(), schemas.L5J())
const state = schemas.YjP().max(40)
const refusalShape = schemas.Ikc({
error: schemas.Ikc({
code: schemas.YjP().max(200),
missing: schemas.YOg(schemas.YjP().max(200)).max(20_000).optional()
})
})
const listedShape = schemas.Ikc({
uid: schemas.YjP().min(1).max(56),
url: schemas.YjP().nullable().optional(),
readyState: state.optional(),
state: state.optional(),
readySubstate: state.optional(),
target: schemas.YjP().nullable().optional(),
meta: meta.optional()
})
const listShape = schemas.Ikc({deployments: schemas.YOg(listedShape)})
const deploymentShape = schemas.Ikc({
id: schemas.YjP().min(1).max(56),
url: schemas.YjP().nullable().optional(),
readyState: state,
readySubstate: state.optional(),
target: schemas.YjP().nullable().optional(),
projectId: schemas.YjP().optional(),
meta: meta.optional()
})
const fromList = one => ({
id: one.uid,
url: one.url ?? null,
state: one.readyState ?? one.state ?? 'unknown',
substate: one.readySubstate ?? null,
target: one.target ?? null,
project: null,
meta: one.meta ?? {}
})
const fromOne = one => ({
id: one.id,
url: one.url ?? null,
state: one.readyState,
substate: one.readySubstate ?? null,
target: one.target ?? null,
project: one.projectId ?? null,
meta: one.meta ?? {}
})
const aliasRequest = schemas.Ikc({
fromDeploymentId: schemas.YjP(),
toDeploymentId: schemas.YjP(),
jobStatus: schemas.YjP(),
type: schemas.YjP()
})
const projectShape = schemas.Ikc({
id: schemas.YjP(),
name: schemas.YjP(),
autoAssignCustomDomains: schemas.zMY().optional(),
lastAliasRequest: aliasRequest.nullable().optional(),
targets: schemas
.g1P(schemas.YjP(), schemas.Ikc({id: schemas.YjP(), readySubstate: state.optional(), plan: schemas.YjP().optional()}).nullable())
.nullable()
.optional()
})
const stage = schemas.Ikc({index: schemas.Whr().min(0), targetPercentage: schemas.aig().min(0).max(100)})
const rollingShape = schemas.Ikc({
rollingRelease: schemas
.Ikc({
state: schemas.YjP(),
currentDeployment: schemas.Ikc({id: schemas.YjP()}).nullable(),
canaryDeployment: schemas.Ikc({id: schemas.YjP()}).nullable(),
stages: schemas.YOg(stage),
activeStage: stage.nullable(),
currentCanaryPercentage: schemas.aig().min(0).max(100).nullable().optional()
})
.nullable()
})
const stagesShape = schemas.Ikc({
rollingRelease: schemas
.Ikc({
stages: schemas
.YOg(
schemas.Ikc({
targetPercentage: schemas.aig(),
requireApproval: schemas.zMY().optional(),
duration: schemas.aig().nullable().optional(),
linearShift: schemas.zMY().optional()
})
)
.nullable()
.optional()
})
.nullable()
})
const billingShape = schemas.Ikc({
reason: schemas.YjP().max(60),
availableSlots: schemas.KCZ([schemas.aig(), schemas.YjP().max(20)]),
enabledProjects: schemas.YOg(schemas.YjP()).optional()
})
const variablesShape = schemas.KCZ([schemas.Ikc({envs: schemas.YOg(schemas.Ikc({key: schemas.YjP(), target: schemas.L5J()}))}), schemas.Ikc({key: schemas.YjP(), target: schemas.L5J()}).transform(one => ({envs: [one]}))])
const VERCEL_API = 'https://api.vercel.com'
const ANSWER_CAP = 16 * 1024 * 1024
const OK = [200, 201, 202]
const REFUSALS = [400, 402, 404, 409, 410, 422]
const FORBIDDEN = [401, 403]
const refusalOf = answer => {
try {
const {code, missing = []} = refusalShape.parse(JSON.parse(answer.text())).error
return {status: answer.status, code: /^[\w-]{1,80}$/.test(code) ? code : '', missing}
} catch {
return {status: answer.status, code: '', missing: []}
}
}
const told = ({status, code}) => (code === '' ? `${status}` : `${status}, ${code}`)
const createClient = (options, context) => {
const {signal, secret, http = provider => (0, kit_http.V)({provider, signal})} = context
const who = options.team === undefined ? 'the personal account' : `the team ${options.team}`
let client
const notAllowed = refusal =>
new errors.xL({
message: `vercel does not let the token in ${options.token} do this (${told(refusal)})`,
at: `secret ${options.token}`,
fix: `a token with the scope of ${who}, made at vercel.com/account/settings/tokens, not expired`,
docs: 'platforms/vercel.md#token'
})
const refused = (refusal, what) => {
const {status} = refusal
if (status === 402)
return new errors.xL({
message: `vercel: ${what} needs another plan, or the account is blocked for its bill (${told(refusal)})`,
fix: 'vercel.com, Settings, Billing of the account that owns the project',
docs: 'platforms/vercel.md#plans'
})
return new errors.mZ({
provider: 'vercel',
message: `vercel: ${what} was refused (${told(refusal)})`,
retryable: status === 409,
status,
code: 'status'
})
}
const ask = async call => {
const {path, query, shape, headers, ...rest} = call
client ??= http('vercel')
const answer = await client.request({
...rest,
url: VERCEL_API + path,
query: {...query, teamId: options.team},
headers: {...headers, authorization: `Bearer ${secret(options.token).trim()}`},
accept: [...OK, ...REFUSALS, ...FORBIDDEN],
maxBytes: ANSWER_CAP,
signal
})
if (FORBIDDEN.includes(answer.status)) throw notAllowed(refusalOf(answer))
if (REFUSALS.includes(answer.status)) return {ok: false, refusal: refusalOf(answer)}
return {ok: true, body: shape ? answer.json(shape) : undefined}
}
const call = async wish => {
const answer = await ask(wish)
if (answer.ok) return answer.body
const {refusal} = answer
if (refusal.status === 404)
throw new errors.xL({
message: `vercel does not know the project ${options.project} in ${who} (404)`,
fix: 'project and team as their settings show them, and a token with that scope',
docs: 'platforms/vercel.md#token'
})
throw refused(refusal, `${wish.method ?? 'GET'} ${path(wish)}`)
}
const path = ({path: text}) => text
return {ask, call, refused}
}
var promises_ = __webpack_require__(8500)
const until = async (look, {first, longest, total, signal}) => {
const end = performance.now() + total
for (let wait = first; ; wait = Math.min(wait * 1.6, longest)) {
const found = await look()
if (found !== null) return found
if (performance.now() + wait > end) return null
await (0, promises_.setTimeout)(wait, undefined, {signal}).catch(() => {
throw new errors.mZ({
provider: 'vercel',
message: 'vercel: interrupted while waiting',
retryable: true,
effect: 'unknown',
code: 'interrupted'
})
})
}
}
const MARK = {rollout: 'sluiceRollout', revision: 'sluiceRevision'}
const PAGE = 100
const COMMITS = [MARK.revision, 'githubCommitSha', 'gitlabCommitSha', 'bitbucketCommitSha', 'gitCommitSha']
const textIn = ({meta}, key) => {
const value = Object.hasOwn(meta, key) ? meta[key] : undefined
return typeof value === 'string' && /^[\x21-\x7e]{1,256}$/.test(value) ? value : null
}
const commitOf = deployment => COMMITS.map(key => textIn(deployment, key)).find(found => found !== null) ?? null
const toRelease = deployment => ({
id: deployment.id,
revision: commitOf(deployment) ?? deployment.id,
rollout: textIn(deployment, MARK.rollout)
})
const IDLE = new Set(['succeeded', 'failed', 'skipped'])
const listProduction = async (client, {project}, wish = {}) => {
const {deployments} = await client.call({
path: '/v6/deployments',
query: {projectId: project, target: 'production', limit: PAGE, ...wish},
shape: listShape
})
return deployments.map(fromList)
}
const findDeployment = async (client, {project}, id) => {
const answer = await client.ask({
path: `/v13/deployments/${encodeURIComponent(id)}`,
shape: deploymentShape
})
if (!answer.ok) {
const {status} = answer.refusal
if (status === 404 || status === 410 || status === 400) return null
throw client.refused(answer.refusal, 'reading a deployment')
}
const found = fromOne(answer.body)
const ours = found.id === id && (found.project === null || found.project === project)
return ours && found.state !== 'DELETED' ? found : null
}
const productionOf = ({targets, lastAliasRequest}) => {
const target = targets?.production ?? null
if (target !== null && target.readySubstate !== 'STAGED') return target.id
return lastAliasRequest?.jobStatus === 'succeeded' ? lastAliasRequest.toDeploymentId : null
}
const readStanding = async (client, options) => {
const base = `/projects/${options.project}`
const [project, rolling] = await Promise.all([client.call({path: `/v9${base}`, shape: projectShape}), readRolling(client, options)])
const request = project.lastAliasRequest ?? null
return {
project,
rolling,
production: rolling?.currentDeployment?.id ?? productionOf(project),
moving: request !== null && !IDLE.has(request.jobStatus),
pinned: request?.type === 'rollback' && request.jobStatus === 'succeeded'
}
}
const readRolling = async (client, {project}) => {
const answer = await client.ask({path: `/v1/projects/${project}/rolling-release`, shape: rollingShape})
if (!answer.ok) {
if (answer.refusal.status === 402 || answer.refusal.status === 404) return null
throw client.refused(answer.refusal, 'reading the rolling release')
}
const {rollingRelease} = answer.body
return rollingRelease?.state === 'ACTIVE' ? rollingRelease : null
}
const shareOfCanary = ({activeStage, currentCanaryPercentage}) => currentCanaryPercentage ?? activeStage?.targetPercentage ?? 0
const sharesOf = ({rolling, production}) => {
const canary = rolling?.canaryDeployment?.id
if (!rolling || canary === undefined) return new Map(production === null ? [] : [[production, 100]])
const share = shareOfCanary(rolling)
const rest = production === null || production === canary ? [] : [[production, 100 - share]]
return new Map([...rest, [canary, share]])
}
const readServing = async (client, options) => {
const [standing, listed] = await Promise.all([readStanding(client, options), listProduction(client, options)])
const shares = sharesOf(standing)
const ready = listed.filter(({id, state}) => state === 'READY' || shares.has(id))
const missing = [...shares.keys()].filter(id => !ready.some(one => one.id === id))
const fetched = await Promise.all(missing.map(async id => findDeployment(client, options, id)))
const older = missing.map(
(id, index) =>
fetched[index] ?? {
id,
url: null,
state: 'DELETED',
substate: null,
target: null,
project: null,
meta: {}
}
)
return {
weights: [...ready, ...older].map(deployment => ({
release: toRelease(deployment),
weight: shares.get(deployment.id) ?? 0
}))
}
}
var external_node_crypto_ = __webpack_require__(7598)
var external_node_fs_promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
const MOST_FILES = 15_000
const LARGEST_FILE = 100 * 1024 * 1024
const LEFT_OUT = /^(?:\.git|\.hg|\.svn|\.vercel|\.next|\.cache|\.venv|node_modules|__pycache__|\.DS_Store|\.env|\.env\..*)$/
const OUTPUT = (0, external_node_path_.join)('.vercel', 'output')
const refuse = (message, fix) => new errors.xL({message: `vercel: ${message}`, fix, docs: 'platforms/vercel.md#source'})
const collect = async (options, workspace) => {
const {directory, source} = options
const root = (0, external_node_path_.resolve)(workspace, directory)
if (isOutside(workspace, root)) throw refuse('`directory` lies outside the working copy', 'a directory below the root of the repository')
const start = source === 'prebuilt' ? (0, external_node_path_.join)(root, OUTPUT) : root
const real = await (0, external_node_fs_promises_.realpath)(root).catch(() => null)
if (real !== null && isOutside(await (0, external_node_fs_promises_.realpath)(workspace), real)) throw refuse('a link leads out of the project', 'files inside `directory` only')
const found = real === null ? [] : await walk(start, {root: real, source}, new Set())
if (found.length === 0) throw refuse(`there are no files in ${source === 'prebuilt' ? ((0, external_node_path_.join))(directory, OUTPUT) : directory}`, source === 'prebuilt' ? 'a step before this one that runs vercel build --prod' : 'the right `directory`')
if (found.length > MOST_FILES) throw refuse(`${found.length} files are more than the ${MOST_FILES} of a deployment`, 'source: prebuilt')
const contents = new Map()
const files = []
for (const path of found) {
const content = await (0, external_node_fs_promises_.readFile)(path)
const sha = (0, external_node_crypto_.createHash)('sha1').update(content).digest('hex')
contents.set(sha, path)
files.push({file: (0, external_node_path_.relative)(root, path).split(external_node_path_.sep).join('/'), sha, size: content.length})
}
return {files, contents}
}
const isOutside = (root, path) => {
const way = (0, external_node_path_.relative)(root, path)
return way === '..' || way.startsWith(`..${external_node_path_.sep}`) || (0, external_node_path_.isAbsolute)(way)
}
const walk = async (directory, scope, above) => {
const real = await (0, external_node_fs_promises_.realpath)(directory).catch(() => null)
if (real === null || above.has(real)) return []
if (isOutside(scope.root, real)) throw refuse('a link leads out of the project', 'files inside `directory` only')
const inside = new Set([...above, real])
const entries = await (0, external_node_fs_promises_.readdir)(directory)
const found = []
for (const name of entries.sort()) {
if (scope.source === 'files' && LEFT_OUT.test(name)) continue
const path = (0, external_node_path_.join)(directory, name)
const target = await (0, external_node_fs_promises_.realpath)(path)
if (isOutside(scope.root, target)) throw refuse(`a link leads out of the project`, 'files inside `directory` only')
const facts = await (0, external_node_fs_promises_.stat)(target)
if (facts.isDirectory()) found.push(...(await walk(path, scope, inside)))
else if (facts.size > LARGEST_FILE) throw refuse('a file is larger than 100 MB', 'assets of that size in a store of their own')
else if (facts.isFile()) found.push(path)
}
return found
}
const upload = async (client, {contents}, wanted) => {
const waiting = [...new Set(wanted)].filter(sha => contents.has(sha))
const work = async () => {
for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
const body = await (0, external_node_fs_promises_.readFile)(contents.get(sha) ?? '')
await client.call({
method: 'POST',
path: '/v2/files',
body,
headers: {'content-type': 'application/octet-stream', 'x-vercel-digest': sha},
retry: 'safe',
shape: null
})
}
}
await Promise.all(Array.from({length: 6}, work))
}
const DOCS = 'platforms/vercel.md'
const FAILED = new Set(['ERROR', 'CANCELED', 'DELETED'])
const failed = ({id, state}) =>
new errors.mZ({
provider: 'vercel',
message: `vercel: the build of ${id} ended as ${state.toLowerCase()}; its log is on the deployment's page`,
retryable: false
})
const late = what =>
new errors.mZ({
provider: 'vercel',
message: `vercel: ${what} within \`ready-within\`; asked again, this goes on where it stopped`,
retryable: true,
code: 'timeout'
})
const bring = async (link, order) => {
const standing = await readStanding(link.client, link.options)
sayPin(link, standing)
const brought = link.options.source === 'git' ? await adopt(link, order, standing) : await send(link, order, standing)
return untilReady(link, brought)
}
const sayPin = ({context, options}, {pinned, production}) => {
if (pinned) context.log.info(`vercel: production of ${options.project} is pinned to ${production} since a rollback: new builds get no domains until one is promoted, which the first step of this rollout does.`)
}
const untilReady = async (link, first) => {
const {client, options, context} = link
let known = first
const ready = await until(
async () => {
if (FAILED.has(known.state)) throw failed(known)
if (known.state === 'READY') return known
known = (await findDeployment(client, options, first.id)) ?? known
if (FAILED.has(known.state)) throw failed(known)
return known.state === 'READY' ? known : null
},
{first: 100, longest: 5000, total: options['ready-within'], signal: context.signal}
)
if (!ready) throw late(`${first.id} is ${known.state.toLowerCase()} and did not become ready`)
return ready
}
const adopt = async (link, {revision}, standing) => {
const {client, options, context} = link
if (standing.project.autoAssignCustomDomains === true && !standing.pinned)
throw new errors.xL({
message: `the project ${options.project} gives every production build its domains at once, so a push is live before any step`,
fix: 'switch off Settings, Environments, Production, Auto-assign Custom Production Domains; or source: prebuilt',
docs: `${DOCS}#setting-up`
})
const found = await until(
async () => {
const all = await listProduction(client, options, {sha: revision})
const own = all.filter(one => commitOf(one) === revision)
return own.find(({state}) => !FAILED.has(state)) ?? (own[0] ? fail(own[0]) : null)
},
{first: 500, longest: 5000, total: Math.min(options['ready-within'], 120_000), signal: context.signal}
)
if (found) return found
throw new errors.mZ({
provider: 'vercel',
message: `vercel: there is no production build of ${revision}: the commit is not on the production branch, Git builds are off, or it was skipped`,
retryable: true
})
}
const fail = deployment => {
throw failed(deployment)
}
const findOwn = async ({client, options}, {rollout}) => {
const all = await listProduction(client, options)
return all.find(({meta, state}) => meta[MARK.rollout] === rollout && !FAILED.has(state)) ?? null
}
const send = async (link, order, {project}) => {
const known = await findOwn(link, order)
if (known) return known
const {client, options, context} = link
const parcel = await collect(options, context.workspace)
const body = {
name: project.name,
project: options.project,
target: 'production',
autoAssignCustomDomains: false,
meta: {[MARK.rollout]: order.rollout, [MARK.revision]: order.revision},
files: parcel.files
}
const create = () =>
client.ask({
method: 'POST',
path: '/v13/deployments',
query: {skipAutoDetectionConfirmation: '1', ...(options.source === 'prebuilt' && {prebuilt: '1'})},
json: body,
retry: 'never',
shape: deploymentShape
})
try {
let answer = await create()
if (!answer.ok && answer.refusal.code === 'missing_files') {
await upload(client, parcel, answer.refusal.missing)
answer = await create()
}
if (answer.ok) return fromOne(answer.body)
throw client.refused(answer.refusal, 'a new deployment')
} catch (error) {
const lost = error instanceof errors.mZ && error.effect === 'unknown' ? await findOwn(link, order) : null
if (lost) return lost
throw error
}
}
const stages_DOCS = 'platforms/vercel.md#plans'
const pathOf = ({options}, rest) => `/v1/projects/${options.project}/rolling-release${rest}`
const written = weights =>
weights.map(targetPercentage => ({
targetPercentage,
...(targetPercentage < 100 && {requireApproval: true})
}))
const readStages = async link => {
const answer = await link.client.ask({path: pathOf(link, '/config'), shape: stagesShape})
if (!answer.ok) {
if (answer.refusal.status === 402 || answer.refusal.status === 404) return null
throw link.client.refused(answer.refusal, 'reading the stages')
}
const stages = answer.body.rollingRelease?.stages ?? null
if (stages === null) return null
const ours = stages.every(stage => stage.targetPercentage === 100 || (stage.requireApproval === true && !stage.linearShift && (stage.duration ?? null) === null))
return ours ? stages.map(({targetPercentage}) => targetPercentage) : []
}
const writeStages = async (link, weights) => {
const broken = weights.filter(weight => !Number.isInteger(weight))
if (broken.length > 0)
throw new errors.xL({
message: `vercel takes whole percentages: ${broken.map(weight => `${weight}%`).join(', ')}`,
fix: 'weight: 1%',
docs: 'platforms/vercel.md#steps'
})
const same = stages => JSON.stringify(stages) === JSON.stringify(weights)
const before = await readStages(link)
if (same(before)) return
if (before === null) await requireRoom(link)
const answer = await link.client.ask({
method: 'PATCH',
path: pathOf(link, '/config'),
json: {enabled: true, advancementType: 'manual-approval', stages: written(weights)},
retry: 'safe',
shape: null
})
if (!answer.ok) throw answer.refusal.status === 402 ? noRollingReleases() : link.client.refused(answer.refusal, 'writing the stages')
if (!same(await readStages(link)))
throw new errors.mZ({
provider: 'vercel',
message: `vercel: the stages ${weights.join(', ')} were written and are not read back; the next run tries again`,
retryable: true
})
}
const noRollingReleases = () =>
new errors.xL({
message: 'the plan of this Vercel account has no rolling releases, so traffic cannot be divided',
fix: 'exposure: full (built dark, then switched for everybody), one step to 100%, or a Pro or Enterprise plan',
docs: stages_DOCS
})
const requireRoom = async link => {
const answer = await link.client.ask({path: pathOf(link, '/billing'), shape: billingShape})
if (!answer.ok) {
if (answer.refusal.status === 402) throw noRollingReleases()
return
}
if (answer.body.reason === 'plan_not_supported') throw noRollingReleases()
if (answer.body.reason === 'no_available_slots')
throw new errors.xL({
message: `the plan of this Vercel account has rolling releases for ${answer.body.enabledProjects?.length ?? 1} project(s), and they are taken`,
fix: 'switch rolling releases off in another project, exposure: full, or the Enterprise plan',
docs: stages_DOCS
})
}
const impossible = message => new errors.mZ({provider: 'vercel', message: `vercel: ${message}`, retryable: false})
const moveTo = async (link, canary, weight) => {
const {client} = link
let rolling = await readRolling(client, link.options)
if (rolling && rolling.canaryDeployment?.id !== canary) throw impossible(`a rolling release of another deployment (${rolling.canaryDeployment?.id ?? 'unknown'}) is under way: roll it back or complete it first`)
if (!rolling) {
const stages = await readStages(link)
if (weight < 100 && !stages?.includes(weight)) throw impossible(stages === null ? 'the project has no rolling releases any more; somebody switched them off' : `the project has no stage of ${weight}% any more; somebody changed the stages. Roll back and start again`)
await act(link, 'start', {canaryDeploymentId: canary})
rolling = await readRolling(client, link.options)
}
if (weight < 100) await approveUpTo(link, canary, weight)
else if (rolling) await act(link, 'complete', {canaryDeploymentId: canary})
}
const approveUpTo = async (link, canary, weight) => {
for (let budget = 24; budget > 0; budget -= 1) {
const rolling = await readRolling(link.client, link.options)
const active = rolling?.activeStage ?? null
if (!rolling || rolling.canaryDeployment?.id !== canary || active === null) return
if (shareOfCanary(rolling) === weight) return
const wanted = rolling.stages.find(({targetPercentage}) => targetPercentage === weight)
if (!wanted) throw impossible(`the rolling release under way has the stages ${rolling.stages.map(one => `${one.targetPercentage}%`).join(', ')} and none of ${weight}%: they are fixed when it starts`)
if (wanted.index <= active.index) throw impossible(`the rolling release is at ${active.targetPercentage}% and stages only go up`)
await act(link, 'approve-stage', {nextStageIndex: active.index + 1, canaryDeploymentId: canary})
}
}
const act = async (link, verb, json) => {
const answer = await link.client.ask({
method: 'POST',
path: pathOf(link, `/${verb}`),
json,
retry: 'never',
shape: rollingShape
})
if (answer.ok) return
const {status} = answer.refusal
if (status === 402) throw noRollingReleases()
if (status === 404) throw impossible(`there is no deployment ${String(json.canaryDeploymentId)} in this project`)
throw link.client.refused(answer.refusal, `${verb} of the rolling release`)
}
const VERCEL_CAPABILITIES = {
split: 'stages',
darkDeploy: true,
rollback: 'pointer',
releaseMetrics: false,
jobs: false,
secretNames: true
}
const MOVE_WITHIN = 180_000
const quote = text => (/^[\w-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)
const connectVercel = (options, context) => {
const client = createClient(options, context)
const link = {client, options, context}
const patience = {first: 150, longest: 4000, total: MOVE_WITHIN, signal: context.signal}
const settled = async wanted => {
const reached = await until(async () => {
const standing = await readStanding(client, options)
const shares = sharesOf(standing)
const same = [...wanted].every(([id, share]) => (shares.get(id) ?? 0) === share)
return same && !standing.moving ? true : null
}, patience)
if (!reached)
throw new errors.mZ({
provider: 'vercel',
message: 'vercel: the domains have not moved within 3 min; the next look tries again',
retryable: true,
effect: 'unknown',
code: 'timeout'
})
}
const rollback = async to => {
const before = await readStanding(client, options)
if (!before.rolling && !before.moving && before.production === to) return
await moveDomains(client, options, {verb: 'rollback', to})
await settled(new Map([[to, 100]]))
}
const toAll = async canary => {
const {rolling, production, moving} = await readStanding(client, options)
if (!rolling && production === canary && !moving) return
if (rolling || (await readStages(link)) !== null) await moveTo(link, canary, 100)
else await moveDomains(client, options, {verb: 'promote', to: canary})
}
return {
type: 'vercel',
capabilities: VERCEL_CAPABILITIES,
prepare: async ({weights}) => {
if (weights.some(weight => weight < 100)) await writeStages(link, weights)
},
current: () => readServing(client, options),
deploy: async order => toRelease(await bring(link, order)),
setWeight: async ({canary, baseline, weight}) => {
const standing = await readStanding(client, options)
const shares = sharesOf(standing)
if ((shares.get(canary) ?? 0) === weight && !standing.moving) return
if (weight === 0) {
if (baseline === null) throw cannotServeNobody()
return rollback(baseline)
}
await requireReady(client, options, canary)
if (weight < 100 && standing.production === null) throw nothingToShareWith(canary)
if (weight < 100) await moveTo(link, canary, weight)
else await toAll(canary)
await settled(new Map([[canary, weight]]))
},
canRollBack: to => askWayBack(client, options, to),
rollback,
address: async release => {
const found = await requireReady(client, options, release)
const bypass = options['protection-bypass']
return {
url: `https://${found.url}`,
headers: bypass === undefined ? {} : {'x-vercel-protection-bypass': context.secret(bypass)}
}
},
secretNames: () => readNames(client, options),
wayBackCommand: to => {
const where = options.team === undefined ? '' : `VERCEL_ORG_ID=${options.team} VERCEL_PROJECT_ID=${options.project} `
return `${where}npx vercel rollback ${quote(to)} --yes --token "$${options.token}"`
}
}
}
const platform_refuse = message => new errors.mZ({provider: 'vercel', message: `vercel: ${message}`, retryable: false})
const cannotServeNobody = () => platform_refuse('the first release of a project cannot be taken away again: there is nothing that could have its domains')
const nothingToShareWith = canary =>
new errors.xL({
message: 'nothing serves this project yet, so a first release cannot get a share: Vercel gives it all or nothing',
fix: `npx vercel promote ${quote(canary)}, once, before the first rollout; or one step to 100% for the first release`,
docs: 'platforms/vercel.md#the-first-release'
})
const requireReady = async (client, options, id) => {
const found = await findDeployment(client, options, id)
if (!found) throw platform_refuse(`there is no deployment ${quote(id)} in this project; it was deleted or never was`)
if (found.state !== 'READY' || !found.url) throw platform_refuse(`${id} is ${found.state.toLowerCase()}, not ready`)
if (found.target !== 'production') throw platform_refuse(`${id} is a preview: it would have to be built anew for production`)
return found
}
const moveDomains = async (client, {project}, {verb, to}) => {
const version = verb === 'rollback' ? 'v1' : 'v10'
const answer = await client.ask({
method: 'POST',
path: `/${version}/projects/${project}/${verb}/${encodeURIComponent(to)}`,
...(verb === 'rollback' && {json: {}}),
retry: verb === 'rollback' ? 'safe' : 'never',
shape: null
})
if (answer.ok) return
const {status} = answer.refusal
if (status === 404) throw platform_refuse(`there is no deployment ${quote(to)} in this project; it was deleted or never was`)
if (status === 402)
throw new errors.xL({
message: `vercel does not go back to ${quote(to)}: the Hobby plan goes back to the previous production deployment only`,
fix: `npx vercel promote ${quote(to)}, which moves the domains to any production build`,
docs: 'platforms/vercel.md#plans'
})
throw client.refused(answer.refusal, verb)
}
const askWayBack = async (client, options, to) => {
const [found, {production}] = await Promise.all([findDeployment(client, options, to), readStanding(client, options)])
if (!found) return {possible: false, reason: `vercel has no deployment ${to}: it was deleted, perhaps by retention`}
if (found.state !== 'READY') return {possible: false, reason: `${to} is ${found.state.toLowerCase()}`}
if (production === to) return {possible: true}
const candidates = await listProduction(client, options, {rollbackCandidate: true})
if (candidates.some(({id}) => id === to)) return {possible: true}
const reason = found.substate === 'STAGED' ? `${to} never served production, so vercel does not roll back to it; promote it instead` : `vercel does not offer ${to} for rollback: on the Hobby plan only the previous production deployment`
return {possible: false, reason}
}
const readNames = async (client, {project}) => {
const {envs} = await client.call({path: `/v10/projects/${project}/env`, shape: variablesShape})
const forProduction = envs.filter(({target}) => [target].flat().includes('production'))
return [...new Set(forProduction.map(({key}) => key))].sort()
}
const vercel = (0, definition.d)({
type: 'vercel',
capabilities: VERCEL_CAPABILITIES,
options: vercelOptions,
secrets: secretsOf,
connect: connectVercel
})
}
}
