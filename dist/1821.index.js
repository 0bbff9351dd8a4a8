export const id = 1821
export const ids = [1821]
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
1821: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
local: () => local
})
var schemas = __webpack_require__(2857)
var definition = __webpack_require__(5801)
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
var kit_http = __webpack_require__(6266)
const hostFile = schemas.Ikc({schema: schemas.euz(1), adminUrl: schemas.OZ5(), token: schemas.YjP().min(20).max(200)})
const failure = schemas.Ikc({error: schemas.Ikc({code: schemas.YjP().max(60), message: schemas.YjP().max(2000)})})
const ANSWER_CAP = 8 * 1024 * 1024
const PASSING = new Set(['not-ready', 'internal'])
const REMEDIES = {
'directory-missing': 'put the built revision there before it is deployed',
'bad-request': 'correct the keys of this component',
'other-revision': 'begin a new rollout for another revision'
}
const howToStart = directory => `npm run local -- --state '${directory}' in a checkout of Sluice, and leave it running`
const readHostFile = async directory => {
const file = (0, external_node_path_.join)(directory, 'host.json')
const refuse = (message, cause) =>
new errors.xL({
at: directory,
message: cause ? `${message} (${cause})` : message,
fix: howToStart(directory),
docs: 'platforms/local.md#starting-the-host'
})
const text = await (0, promises_.readFile)(file, 'utf8').catch(error => {
if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw refuse('no host runs on this state directory')
throw refuse('the file of the host cannot be read', error.code)
})
try {
return hostFile.parse(JSON.parse(text))
} catch {
throw refuse('the file host.json is not one that a host of this version wrote')
}
}
const refused = (status, body, isRead) => {
let told = null
try {
told = failure.parse(JSON.parse(body)).error
} catch {
told = null
}
const remedy = told && REMEDIES[told.code]
if (told && remedy) return new errors.xL({message: `local: ${told.message}`, fix: remedy, docs: 'platforms/local.md'})
const retryable = told ? PASSING.has(told.code) : status >= 500
const unknown = !isRead && status >= 500 && (!told || told.code === 'internal')
return new errors.mZ({
provider: 'local',
message: `local: ${told?.message ?? `the host answered ${status}`}`,
retryable,
status,
effect: unknown ? 'unknown' : 'none',
code: 'status'
})
}
const createAdminClient = (directory, {http = provider => (0, kit_http.V)({provider, signal}), signal}) => {
let client
return {
call: async ({path, shape, ...call}) => {
const {adminUrl, token} = await readHostFile(directory)
client ??= http('local')
const answer = await client.request({
...call,
url: new URL(path, adminUrl),
headers: {authorization: `Bearer ${token}`},
maxBytes: ANSWER_CAP,
accept: 'any',
attempts: 3,
signal
})
if (answer.status === 200) return answer.json(shape)
throw refused(answer.status, answer.text(), (call.method ?? 'GET') === 'GET')
}
}
}
var core = __webpack_require__(8532)
const PLACE = '{revision}'
const ONE_LINE = /^[^\0-\x1f\x7f]+$/
const readyWithin = schemas
.YjP()
.meta({title: 'duration', pattern: grammar.Cq})
.transform((text, context) => {
const reading = (0, grammar.E9)(text)
if (reading.ok && reading.value >= 1000 && reading.value <= 600_000) return reading.value
const message = reading.ok ? 'must be from 1s to 10m' : `${reading.message}\n${reading.fix}`
context.issues.push({code: 'custom', message, input: text})
return core.tm
})
const path = what => schemas.YjP().max(1000).regex(ONE_LINE, `must be ${what}, on one line`)
const localOptions = schemas.rej({
host: path('a directory').default('.sluice/host').describe('State directory of the host that runs the releases.'),
directory: path('a directory')
.refine(text => text.includes(PLACE), `must contain ${PLACE}\nreleases/{revision}`)
.describe('Where a revision lies; `{revision}` is replaced.'),
command: schemas
.YOg(
schemas
.YjP()
.min(1)
.max(4096)
.regex(/^[^\0]*$/, 'must not contain NUL')
)
.min(1)
.max(100)
.describe('Program and arguments, run in that directory without a shell. It listens on the port in `PORT`.'),
health: schemas
.YjP()
.regex(/^\/[\x21-\x7e]{0,1000}$/, 'must be a path\n/healthz')
.default('/')
.describe('Path that answers 2xx once the release is ready.'),
'ready-within': readyWithin.prefault('30s').describe('Time from the start of a release to its first good answer there.'),
env: schemas
.YOg(schemas.YjP().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, 'must be the name of a variable\nDATABASE_URL'))
.max(100)
.default([])
.describe('Names of variables handed on from the host to the releases.')
})
const stateDirectory = ({host}, workspace) => (0, external_node_path_.resolve)(workspace, host)
const revisionDirectory = ({directory}, workspace, revision) => {
if (!/^[A-Za-z0-9][A-Za-z0-9._:+-]{0,199}$/.test(revision))
throw new errors.xL({
message: 'the revision cannot be the name of a directory',
fix: 'a commit or digest: letters, digits, ".", "_", ":", "+", "-", beginning with a letter or digit',
docs: 'platforms/local.md#directories'
})
const path = directory.replaceAll(PLACE, revision)
return (0, external_node_path_.isAbsolute)(path) ? (0, external_node_path_.normalize)(path) : (0, external_node_path_.resolve)(workspace, path)
}
const moment = schemas.aig().min(0)
const id = schemas.YjP().min(1).max(56)
const releaseShape = schemas.Ikc({
id,
revision: schemas.YjP(),
rollout: schemas.YjP(),
status: schemas.k5n(['starting', 'ready', 'restarting', 'failed', 'stopped']),
reason: schemas.YjP().nullable(),
weight: schemas.aig().min(0).max(100),
restarts: schemas.aig().min(0),
lastRoutedAt: moment.nullable(),
log: schemas.YjP(),
wayBack: schemas.gMt('possible', [schemas.Ikc({possible: schemas.euz(true)}), schemas.Ikc({possible: schemas.euz(false), reason: schemas.YjP()})])
})
const statusShape = schemas.Ikc({
startedAt: moment,
now: moment,
publicUrl: schemas.OZ5(),
releases: schemas.YOg(releaseShape)
})
const tally = schemas.Ikc({
requests: schemas.Whr().min(0),
failures: schemas.Whr().min(0),
bins: schemas.YOg(schemas.Whr().min(0))
})
const historyShape = schemas.Ikc({
startedAt: moment,
now: moment,
keptFrom: moment,
bounds: schemas.YOg(schemas.aig().positive()),
slices: schemas.YOg(schemas.Ikc({from: moment, to: moment, tallies: schemas.YOg(tally.nullable())}))
})
const LOCAL_ABILITIES = {
answers: 'history',
delay: 1000,
lookBack: 6 * 3600 * 1000,
minSlice: 1000
}
const CHUNK = 5000
const badOf = (metric, known) => {
const listed = known.find(({name}) => name === metric)
if (listed) return listed.slowerThan === null ? {kind: 'failed'} : {kind: 'slower', than: listed.slowerThan}
if (metric === 'errors') return {kind: 'failed'}
const reading = metric.startsWith('slower-than-') ? (0, grammar.Cb)(metric.slice('slower-than-'.length)) : null
if (reading?.ok) return {kind: 'slower', than: reading.value}
throw new errors.xL({
message: `local keeps no metric ${metric}`,
fix: 'errors, or slower-than- and a latency such as slower-than-250ms',
docs: 'platforms/local.md#metrics'
})
}
const counter = (bad, bounds) => {
if (bad.kind === 'failed') return ({requests, failures}) => ({n: requests, x: failures})
const index = bounds.indexOf(bad.than)
if (index < 0)
throw new errors.xL({
message: `local cannot count requests slower than ${bad.than} ms: its histogram has no such bound`,
fix: `one of ${bounds.map(bound => `${bound}ms`).join(', ')}`,
docs: 'platforms/local.md#metrics'
})
return ({requests, bins}) => ({
n: requests,
x: bins.slice(index + 1).reduce((sum, count) => sum + count, 0)
})
}
const sliceOf = ({from, to, tallies}, startedAt, count) => {
const none = {from, to, canary: null, baseline: null}
if (from < startedAt && startedAt < to) return {...none, problem: 'counter-reset'}
const [canary = null, baseline] = tallies
if (to <= startedAt || canary === null || baseline === null) return {...none, problem: 'no-data'}
return {from, to, canary: count(canary), baseline: baseline === undefined ? null : count(baseline)}
}
const ask = (client, {canary, baseline, slice}, from, count) =>
client.call({
path: '/history',
query: {from, slice, count, release: baseline === null ? [canary] : [canary, baseline]},
shape: historyShape
})
const localHistory = (options, context, metrics = []) => {
const client = createAdminClient(stateDirectory(options, context.workspace), context)
return {
type: 'local',
abilities: LOCAL_ABILITIES,
read: async request => {
const bad = badOf(request.metric, metrics)
if (!(request.slice >= LOCAL_ABILITIES.minSlice && request.slice % 1000 === 0))
throw new errors.xL({
message: 'local counts by whole seconds',
fix: 'a slice such as 1s, 10s or 1m'
})
const start = Math.floor(request.from / 1000) * 1000
const slices = []
while (slices.length < request.count) {
const from = start + slices.length * request.slice
const answer = await ask(client, request, from, Math.min(CHUNK, request.count - slices.length))
const count = counter(bad, answer.bounds)
slices.push(...answer.slices.map(slice => sliceOf(slice, answer.startedAt, count)))
if (answer.slices.length === 0) break
}
return {metric: request.metric, slices}
}
}
}
var external_node_timers_promises_ = __webpack_require__(8500)
const LOCAL_CAPABILITIES = {
split: 'percent',
darkDeploy: true,
rollback: 'pointer',
releaseMetrics: true,
jobs: false,
secretNames: false
}
const MARGIN = 10_000
const toRelease = ({id, revision, rollout}) => ({id, revision, rollout})
const releasePath = id => `/releases/${encodeURIComponent(id)}`
const failedStart = ({id, reason, log}) =>
new errors.mZ({
provider: 'local',
message: `local: ${id} is not ready: ${reason ?? 'it was stopped'}; what it printed is in ${log}`,
retryable: false
})
const untilReady = async (client, first, patience, signal) => {
const until = performance.now() + patience
let release = first
for (let wait = 20; release.status !== 'ready'; wait = Math.min(wait * 1.5, 500)) {
if (release.status === 'failed' || release.status === 'stopped') throw failedStart(release)
if (performance.now() > until) throw failedStart(release)
await (0, external_node_timers_promises_.setTimeout)(wait, undefined, {signal}).catch(() => {
throw new errors.mZ({
provider: 'local',
message: `local: interrupted while ${release.id} was starting`,
retryable: true,
effect: 'unknown',
code: 'interrupted'
})
})
release = await client.call({path: releasePath(release.id), shape: releaseShape})
}
return release
}
const quote = text => `'${text.replaceAll("'", `'\\''`)}'`
const connectLocal = (options, context) => {
const {workspace, signal} = context
const state = stateDirectory(options, workspace)
const client = createAdminClient(state, context)
const patience = options['ready-within'] + MARGIN
const patient = {timeout: patience, deadline: 2 * patience}
return {
type: 'local',
capabilities: LOCAL_CAPABILITIES,
current: async () => {
const {releases} = await client.call({path: '/status', shape: statusShape})
const living = releases.filter(({status, weight}) => status !== 'failed' || weight > 0)
return {weights: living.map(one => ({release: toRelease(one), weight: one.weight}))}
},
deploy: async ({revision, rollout}) => {
const asked = await client.call({
method: 'POST',
path: '/releases',
retry: 'safe',
json: {
revision,
rollout,
directory: revisionDirectory(options, workspace, revision),
command: options.command,
health: options.health,
env: options.env,
readyWithin: options['ready-within']
},
shape: releaseShape
})
return toRelease(await untilReady(client, asked, patience, signal))
},
setWeight: async ({canary, baseline, weight}) => {
const json = {canary, baseline, weight}
await client.call({
method: 'PUT',
path: '/weights',
retry: 'never',
json,
shape: statusShape,
...patient
})
},
canRollBack: async to => {
const {releases} = await client.call({path: '/status', shape: statusShape})
const found = releases.find(({id}) => id === to)
return found?.wayBack ?? {possible: false, reason: `the host has no release ${to}`}
},
rollback: async to => {
await client.call({
method: 'POST',
path: '/rollback',
retry: 'safe',
json: {to},
shape: statusShape,
...patient
})
},
address: async release => {
const {publicUrl} = await client.call({path: '/status', shape: statusShape})
return {url: publicUrl, headers: {'x-sluice-release': release}}
},
wayBackCommand: to => `curl --config ${quote(`${state}/way-back.curl`)} --data ${quote(JSON.stringify({to}))}`
}
}
const local = (0, definition.d)({
type: 'local',
capabilities: LOCAL_CAPABILITIES,
privateAddresses: true,
options: localOptions,
connect: connectLocal,
source: {type: 'local', options: schemas.rej({}), abilities: LOCAL_ABILITIES},
history: localHistory
})
}
}
