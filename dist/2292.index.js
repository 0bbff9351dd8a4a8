export const id = 2292
export const ids = [2292]
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
2292: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
fly: () => fly
})
var definition = __webpack_require__(5801)
var schemas = __webpack_require__(2857)
var core = __webpack_require__(8532)
var grammar = __webpack_require__(3355)
var secret_name = __webpack_require__(7274)
const PLACE = '{revision}'
const MOST_MACHINES = 100
const options_text = (what, pattern, fix) => schemas.YjP().meta({title: what, pattern}).regex(new RegExp(pattern), `must be ${what}\n${fix}`)
const readyWithin = schemas
.YjP()
.meta({title: 'duration', pattern: grammar.Cq})
.transform((written, context) => {
const reading = (0, grammar.E9)(written)
if (reading.ok && reading.value >= 5000 && reading.value <= 900_000) return reading.value
const message = reading.ok ? 'must be from 5s to 15m' : `${reading.message}\n${reading.fix}`
context.issues.push({code: 'custom', message, input: written})
return core.tm
})
const flyOptions = schemas.rej({
app: options_text('the name of an app', '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$', 'my-app').describe('Name of the app.'),
image: options_text('the address of an image', '^[a-z0-9][a-z0-9.-]{0,100}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._-]{1,128}){1,8}[:@][^\\s@:]{0,100}\\{revision\\}[A-Za-z0-9._-]{0,50}$', 'registry.fly.io/my-app:{revision}').max(500).describe('Image of a revision; `{revision}` is replaced.'),
token: options_text('the name of a secret', secret_name.J, 'its name on GitHub, such as FLY_API_TOKEN').default('FLY_API_TOKEN').describe('Name of the secret with a deploy token of the app.'),
'process-group': options_text('the name of a process group', '^[a-z0-9_-]{1,63}$', 'app').default('app').describe('Process group whose machines are the units; others are left alone.'),
host: options_text('a host name', '^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])$', 'www.example.com').optional().describe('Public name of the app. Default: `<app>.fly.dev`.'),
'smoke-port': schemas.Whr().min(1024).max(65_535).optional().describe('Public port on which a release at 0 % answers. Default: it answers inside the private network only.'),
'ready-within': readyWithin.prefault('2m').describe('Time that a machine gets from its start until all its health checks pass.'),
first: schemas
.rej({
machines: schemas.Whr().min(1).max(MOST_MACHINES).default(2).describe('How many machines are made.'),
regions: schemas
.YOg(schemas.YjP().regex(/^[a-z]{3}$/, 'must be a region\nams'))
.min(1)
.max(MOST_MACHINES)
.optional()
.describe('Regions in turn. Default: what Fly chooses.'),
config: schemas.g1P(schemas.YjP().max(60), schemas.L5J()).describe('Configuration of a machine as the Machines API has it, without image.')
})
.optional()
.describe('What to make of an app without machines; later every machine keeps its own configuration.')
})
const imageOf = ({image}, revision) => image.replaceAll(PLACE, revision)
const repositoryOf = ({image}) => image.replace(/(?<=\/[^/]*)[:@][^/]*$/, '')
var errors = __webpack_require__(7463)
var kit_text = __webpack_require__(1299)
var units = __webpack_require__(8044)
var promises_ = __webpack_require__(8500)
var kit_http = __webpack_require__(6266)
const RATES = {
action: {perSecond: 1, burst: 3},
read: {perSecond: 5, burst: 10}
}
const createPace = ({now, sleep}, signal) => {
const fullAt = new Map()
return async (key, {perSecond, burst}) => {
const interval = 1000 / perSecond
const present = now()
const full = Math.max(fullAt.get(key) ?? 0, present) + interval
fullAt.set(key, full)
const wait = full - present - burst * interval
if (wait > 0) await sleep(wait, signal)
}
}
const port = schemas._H3({
port: schemas.Whr().optional(),
handlers: schemas.YOg(schemas.YjP()).optional()
})
const service = schemas._H3({
internal_port: schemas.Whr().optional(),
autostart: schemas.zMY().optional(),
ports: schemas.YOg(port).optional(),
checks: schemas.YOg(schemas.L5J()).nullish()
})
const configShape = schemas._H3({
image: schemas.YjP().optional(),
env: schemas.g1P(schemas.YjP(), schemas.YjP()).nullish(),
metadata: schemas.g1P(schemas.YjP(), schemas.YjP()).nullish(),
services: schemas.YOg(service).nullish(),
checks: schemas.g1P(schemas.YjP(), schemas.L5J()).nullish(),
mounts: schemas.YOg(schemas.L5J()).nullish(),
standbys: schemas.YOg(schemas.YjP()).nullish(),
schedule: schemas.YjP().optional(),
auto_destroy: schemas.zMY().optional()
})
const machineShape = schemas.Ikc({
id: schemas.YjP().regex(/^[A-Za-z0-9]{1,40}$/),
name: schemas.YjP().optional(),
state: schemas.YjP(),
region: schemas.YjP().optional(),
instance_id: schemas.YjP().min(1),
host_status: schemas.YjP().optional(),
image_ref: schemas
.Ikc({
registry: schemas.YjP().optional(),
repository: schemas.YjP().optional(),
tag: schemas.YjP().optional(),
digest: schemas.YjP().optional()
})
.nullish(),
config: configShape.nullish(),
incomplete_config: configShape.nullish(),
checks: schemas.YOg(schemas.Ikc({name: schemas.YjP().optional(), status: schemas.YjP().optional()})).nullish()
})
const machinesShape = schemas.YOg(machineShape)
const leaseShape = schemas.Ikc({
nonce: schemas.YjP().min(1).max(500).optional(),
description: schemas.YjP().optional(),
expires_at: schemas.aig().optional()
})
const leaseAnswerShape = schemas.KCZ([schemas.Ikc({data: leaseShape}).transform(({data}) => data), leaseShape])
const secretsShape = schemas.Ikc({secrets: schemas.YOg(schemas.Ikc({name: schemas.YjP()})).nullish()})
const API = 'https://api.machines.dev/v1'
const ANSWER_CAP = 16 * 1024 * 1024
const MOST_WAITS = 5
const DOCS = 'platforms/fly.md'
const realTiming = {
now: () => performance.now(),
sleep: (milliseconds, signal) => (0, promises_.setTimeout)(milliseconds, undefined, {signal})
}
const withScheme = token => (/^(?:FlyV1|Bearer) /i.test(token) ? token : `${/^fm\dr?_/.test(token) ? 'FlyV1' : 'Bearer'} ${token}`)
const readToken = ({token: name}, {secret}) => {
const token = secret(name).trim()
if (/^[\x21-\x7e]+(?: [\x21-\x7e]+)?$/.test(token)) return token
throw new errors.xL({
message: `the secret ${name} holds characters that cannot be sent in a header`,
fix: 'the token on one line, as fly tokens create deploy prints it',
docs: `${DOCS}#setup`
})
}
const createFlyClient = (options, context, timing = realTiming) => {
const {app, token: secretName} = options
const {signal} = context
const http = (context.http ?? (provider => (0, kit_http.V)({provider, signal})))('fly')
const pace = createPace(timing, signal)
const base = `/apps/${app}/machines`
const sleep = milliseconds =>
timing.sleep(milliseconds, signal).catch(() => {
throw new errors.mZ({
provider: 'fly',
message: `fly: interrupted while ${app} was changing`,
retryable: true,
effect: 'unknown',
code: 'interrupted'
})
})
const refused = ({status}, says) => {
if (status === 401 || status === 403)
return new errors.xL({
message: `Fly does not let the secret ${secretName} do this on ${app} (${status}${says})`,
fix: `${secretName} anew: fly tokens create deploy --app ${app}`,
docs: `${DOCS}#permissions`
})
if (status === 404)
return new errors.xL({
message: `Fly has no app ${app}, or not this part of it (404${says})`,
fix: `fly apps list, or fly apps create ${app}`,
docs: `${DOCS}#setup`
})
if (status === 400 || status === 422)
return new errors.xL({
message: `Fly refuses the change (${status}${says})`,
fix: 'the image and the configuration of the machines',
docs: DOCS
})
return new errors.mZ({
provider: 'fly',
message: `fly: a machine of ${app} was changed or is held by somebody else (${status}${says})`,
retryable: true,
status,
code: 'status'
})
}
const send = async (key, request) => {
const {path, lease, ...rest} = request
const rate = key.startsWith('read:') ? RATES.read : RATES.action
for (let attempt = 1; ; attempt += 1) {
await pace(key, rate)
try {
return await http.request({
...rest,
url: `${API}${path}`,
headers: {
authorization: withScheme(readToken(options, context)),
accept: 'application/json',
...(lease && {'fly-machine-lease-nonce': lease.nonce})
},
accept: [200, 201, 202, 204, 400, 401, 403, 404, 409, 412, 422],
maxBytes: ANSWER_CAP,
timeout: 30_000,
signal
})
} catch (error) {
const limited = error instanceof errors.mZ && error.code === 'rate-limited'
if (!limited || attempt > MOST_WAITS || (error.retryAfter ?? 0) > 60_000) throw error
await sleep(error.retryAfter ?? 1000 * attempt)
}
}
}
const isGood = ({status}) => status >= 200 && status <= 204
const good = async (...args) => {
const answer = await send(...args)
if (isGood(answer)) return answer
throw refused(answer, reasonIn(answer))
}
const act = async (id, action, lease) => {
await good(`${action}:${id}`, {method: 'POST', path: `${base}/${id}/${action}`, lease, retry: 'safe'})
}
return {
machines: async () => (await good('list', {path: base})).json(machinesShape),
machine: async id => (await good(`read:${id}`, {path: `${base}/${id}`})).json(machineShape),
create: async json => (await good('create', {method: 'POST', path: base, json, retry: 'never'})).json(machineShape),
update: async (id, json, lease) => {
const request = {method: 'POST', path: `${base}/${id}`, json, lease, retry: 'never'}
return (await good(`update:${id}`, request)).json(machineShape)
},
destroy: async id => {
const query = {force: true}
const request = {method: 'DELETE', path: `${base}/${id}`, query, retry: 'safe'}
const answer = await send(`destroy:${id}`, request)
if (!isGood(answer) && answer.status !== 404) throw refused(answer, reasonIn(answer))
},
cordon: (id, lease) => act(id, 'cordon', lease),
uncordon: (id, lease) => act(id, 'uncordon', lease),
dropMetadata: async (id, key, lease) => {
const request = {
method: 'DELETE',
path: `${base}/${id}/metadata/${key}`,
lease,
retry: 'safe'
}
const answer = await send(`metadata:${id}`, request)
if (!isGood(answer) && answer.status !== 404) throw refused(answer, reasonIn(answer))
},
takeLease: async (id, ttl, lease) => {
const json = {ttl, description: 'sluice'}
const request = {method: 'POST', path: `${base}/${id}/lease`, json, lease, retry: 'never'}
const answer = await send(`lease:${id}`, request)
if (answer.status === 409 || answer.status === 412) return null
if (!isGood(answer)) throw refused(answer, reasonIn(answer))
const {nonce} = answer.json(leaseAnswerShape)
if (nonce !== undefined) return {nonce}
throw new errors.mZ({
provider: 'fly',
message: 'fly: gave a lease without its nonce',
retryable: true,
code: 'invalid-answer'
})
},
releaseLease: async (id, lease) => {
const request = {method: 'DELETE', path: `${base}/${id}/lease`, lease, retry: 'safe'}
await send(`unlease:${id}`, request)
},
secretNames: async () => {
const answer = await good('secrets', {path: `/apps/${app}/secrets`})
return (answer.json(secretsShape).secrets ?? []).map(({name}) => name)
},
hasImage: async (repository, digest) => {
const [, below] = /^registry\.fly\.io\/([A-Za-z0-9._/-]+)$/.exec(repository) ?? []
if (below === undefined) return null
const bare = readToken(options, context)
const answer = await http.request({
method: 'HEAD',
url: `https://registry.fly.io/v2/${below}/manifests/${digest}`,
headers: {
authorization: `Basic ${Buffer.from(`x:${bare}`).toString('base64')}`,
accept: 'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json'
},
accept: [200, 400, 401, 403, 404, 405, 406],
signal
})
return answer.status === 200 ? true : answer.status === 404 ? false : null
},
sleep,
now: timing.now
}
}
const reasonIn = answer => {
try {
const told = JSON.parse(answer.text())
const text = typeof told === 'object' && told !== null && 'error' in told ? told.error : ''
return typeof text === 'string' && text !== '' ? `: ${(0, kit_text.ml)((0, kit_text.Fq)(text), 200)}` : ''
} catch {
return ''
}
}
var external_node_crypto_ = __webpack_require__(7598)
const KEYS = {
release: 'sluice_release',
revision: 'sluice_revision',
rollout: 'sluice_rollout',
role: 'sluice_role',
out: 'sluice_out',
before: 'sluice_before'
}
const RELEASE_VARIABLE = 'SLUICE_RELEASE'
const DIGEST = /^sha256:([0-9a-f]{64})$/
const ID = /^([0-9a-z]{50})(?:-[0-9a-z]{5})?$/
const WIDTH = 50
const hashOf = text => (0, external_node_crypto_.createHash)('sha256').update(text).digest('hex')
const releaseId = (digest, rollout) => {
const [, hex] = DIGEST.exec(digest) ?? []
if (hex === undefined) return null
const image = BigInt(`0x${hex}`).toString(36).padStart(WIDTH, '0')
if (rollout === null) return image
const tail = BigInt(`0x${hashOf(rollout).slice(0, 12)}`)
.toString(36)
.padStart(5, '0')
.slice(-5)
return `${image}-${tail}`
}
const digestOf = id => {
const [, image] = ID.exec(id) ?? []
if (image === undefined) return null
let value = 0n
for (const digit of image) value = value * 36n + BigInt(Number.parseInt(digit, 36))
const hex = value.toString(16).padStart(64, '0')
return hex.length === 64 ? `sha256:${hex}` : null
}
const machineName = (rollout, role) => `sluice-${hashOf(rollout).slice(0, 12)}-${role}`
const inOrder = (units, release) => {
const place = new Map(units.map(({machine: {id}}) => [id, hashOf(`${release}/${id}`)]))
return units.toSorted((a, b) => (place.get(a.machine.id) ?? '').localeCompare(place.get(b.machine.id) ?? ''))
}
const beforeShape = schemas.Ikc({
id: schemas.YjP().regex(ID),
revision: schemas.YjP(),
rollout: schemas.YjP().nullable(),
image: schemas.YjP()
})
const readBefore = text => {
if (text === undefined) return null
try {
return beforeShape.parse(JSON.parse(text))
} catch {
return null
}
}
const imageIn = ({image_ref: image}) => {
const {registry, repository, digest} = image ?? {}
if (!registry || !repository || !digest || !DIGEST.test(digest)) return null
return {ref: `${registry}/${repository}@${digest}`, digest}
}
const readCarried = (machine, metadata) => {
const image = imageIn(machine)
if (!image) return null
const named = metadata[KEYS.release]
if (named !== undefined && digestOf(named) === image.digest)
return {
id: named,
image: image.ref,
revision: metadata[KEYS.revision] ?? image.digest,
rollout: metadata[KEYS.rollout] ?? null
}
const id = releaseId(image.digest, null)
return id === null ? null : {id, image: image.ref, revision: image.digest, rollout: null}
}
const unitOf = machine => {
const config = machine.config ?? machine.incomplete_config ?? {}
const metadata = config.metadata ?? {}
return {
machine,
config,
carries: readCarried(machine, metadata),
before: readBefore(metadata[KEYS.before]),
dark: metadata[KEYS.role] === 'dark',
out: metadata[KEYS.out] !== undefined
}
}
const GONE = new Set(['destroyed', 'destroying'])
const ASLEEP = new Set(['stopped', 'stopping', 'suspended', 'suspending', 'created'])
const isUnit = ({machine, config, dark, out}, group) => {
if (dark || GONE.has(machine.state)) return false
if ((config.metadata?.fly_process_group ?? group) !== group) return false
if ((config.standbys ?? []).length > 0 || config.schedule || config.auto_destroy === true) return false
return out || !ASLEEP.has(machine.state) || (config.services ?? []).some(({autostart}) => autostart !== false)
}
const without = (values, keys) => Object.fromEntries(Object.entries(values).filter(([key]) => !keys.includes(key)))
const unitConfig = (config, release, before) => {
const metadata = without(config.metadata ?? {}, Object.values(KEYS))
return {
...config,
image: release.image,
env: {...config.env, [RELEASE_VARIABLE]: release.id},
metadata: {
...metadata,
[KEYS.release]: release.id,
[KEYS.revision]: release.revision,
...(release.rollout !== null && {[KEYS.rollout]: release.rollout}),
...(before !== null && {[KEYS.before]: JSON.stringify(before)}),
[KEYS.out]: 'yes'
}
}
}
const isFlyctls = key => key.startsWith('fly_')
const onSmokePort = (services, port) => {
const found = services.flatMap(service => (service.ports ?? []).map(one => ({service, one})))
const chosen = found.find(({one}) => one.handlers?.includes('tls')) ?? found[0]
if (!chosen) return []
return [
{
...chosen.service,
ports: [{...chosen.one, port, start_port: undefined, end_port: undefined, force_https: undefined}]
}
]
}
const darkConfig = (config, {revision, rollout, image, release}, smokePort) => {
const foreign = Object.keys(config.metadata ?? {}).filter(isFlyctls)
const metadata = without(config.metadata ?? {}, [...Object.values(KEYS), ...foreign])
const services = (config.services ?? []).map(service => ({
...service,
autostart: false,
autostop: 'off',
min_machines_running: undefined
}))
const {mounts: _, ...rest} = config
return {
...rest,
image,
services: smokePort === undefined ? services : onSmokePort(services, smokePort),
...(release !== null && {env: {...config.env, [RELEASE_VARIABLE]: release}}),
metadata: {
...metadata,
[KEYS.role]: 'dark',
[KEYS.rollout]: rollout,
[KEYS.revision]: revision,
...(release !== null && {[KEYS.release]: release})
}
}
}
const unreadiness = ({machine, config}) => {
if (machine.state !== 'started') return `is ${machine.state}`
const expected = Object.keys(config.checks ?? {}).length + (config.services ?? []).reduce((sum, {checks}) => sum + (checks?.length ?? 0), 0)
const checks = machine.checks ?? []
const passing = checks.filter(({status}) => status === 'passing').length
if (passing >= expected && passing === checks.length) return null
return `has ${passing} of ${Math.max(expected, checks.length)} health checks passing`
}
const LEASE = 60
const LEASE_PATIENCE = (LEASE + 15) * 1000
const LEASE_RENEWAL = 20_000
const LONGEST_STEP = 2000
const BROKEN = new Set(['failed', 'destroyed', 'destroying'])
const failure = (message, retryable = false) => new errors.mZ({provider: 'fly', message: `fly: ${message}`, retryable})
const lease = async (client, id) => {
const since = client.now()
for (let step = 500; ; step = Math.min(5000, step * 2)) {
const taken = await client.takeLease(id, LEASE, null).catch(error => {
if (error instanceof errors.mZ && error.effect === 'unknown') return null
throw error
})
if (taken) return taken
if (client.now() + step > since + LEASE_PATIENCE) throw failure(`the machine ${id} is held by the lease of somebody else`, true)
await client.sleep(step)
}
}
const untilHealthy = async (client, {'ready-within': patience}, id, held) => {
const since = client.now()
let renewed = since
for (let step = 250; ; step = Math.min(LONGEST_STEP, step * 1.5)) {
const unit = unitOf(await client.machine(id))
const lacks = unreadiness(unit)
if (lacks === null) return unit
if (BROKEN.has(unit.machine.state)) throw failure(`the machine ${id} ${lacks} after its start`)
if (client.now() + step > since + patience) throw failure(`the machine ${id} ${lacks} ${patience / 1000} s after its start`)
await client.sleep(step)
if (held && client.now() - renewed > LEASE_RENEWAL) {
await client.takeLease(id, LEASE, held)
renewed = client.now()
}
}
}
const rewrite = async (client, {machine}, config, {held, outside}) => {
const body = {config, current_version: machine.instance_id, skip_service_registration: outside}
for (let attempt = 1; ; attempt += 1) {
try {
return await client.update(machine.id, body, held)
} catch (error) {
if (!(error instanceof errors.mZ)) throw error
const lost = error.effect === 'unknown' || (attempt > 1 && error.status !== undefined)
if (!lost) throw error
const found = await client.machine(machine.id)
const arrived = found.instance_id !== machine.instance_id && unitOf(found).config.metadata?.[KEYS.release] === config.metadata?.[KEYS.release]
if (arrived) return found
if (attempt > 1 || found.instance_id !== machine.instance_id) throw error
}
}
}
const carry = async (client, options, id, release) => {
const held = await lease(client, id)
try {
const unit = unitOf(await client.machine(id))
const carries = unit.carries?.id === release.id
if (carries && !unit.out) return
if (!carries) {
const before = unit.carries ?? unit.before
await client.cordon(id, held)
await rewrite(client, unit, unitConfig(unit.config, release, before), {held, outside: true})
}
await untilHealthy(client, options, id, held)
await letIn(client, id, held)
} finally {
await client.releaseLease(id, held).catch(() => {})
}
}
const letIn = async (client, id, held) => {
await client.uncordon(id, held)
await client.dropMetadata(id, KEYS.out, held)
}
const admit = async (client, options, id) => {
await untilHealthy(client, options, id, null)
await letIn(client, id, null)
}
const createOnce = async (client, body) => {
const find = async () => (await client.machines()).find(({name, state}) => name === body.name && !BROKEN.has(state))
try {
return await client.create(body)
} catch (error) {
const found = await find().catch(() => undefined)
if (found) return found
throw error
}
}
const inTurn = async (items, atOnce, {goOn}, work) => {
const waiting = [...items]
const failures = []
const lane = async () => {
for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
if (failures.length > 0 && !goOn) return
await work(item).catch(error => void failures.push(error))
}
}
await Promise.all(Array.from({length: Math.max(1, atOnce)}, lane))
if (failures.length > 0) throw failures[0]
}
const FLY_CAPABILITIES = {
split: 'units',
darkDeploy: true,
rollback: 'redeploy',
releaseMetrics: false,
jobs: false,
secretNames: true
}
const FORWARD_PART = 1 / 3
const BACK_PART = 1 / 2
const platform_failure = (message, retryable = false) => new errors.mZ({provider: 'fly', message: `fly: ${message}`, retryable})
const named = id => (0, kit_text.ml)((0, kit_text.Fq)(id), 80)
const toRelease = ({id, revision, rollout}) => ({id, revision, rollout})
const releasesIn = ({units, dark}) => {
const known = new Map()
const tested = dark.filter(({config}) => config.metadata?.[KEYS.release] !== undefined)
const all = [...units, ...tested].flatMap(({carries, before}) => [before, carries])
for (const one of all) if (one) known.set(one.id, one)
return known
}
const connectFly = (options, context, timing) => {
const client = createFlyClient(options, context, timing)
const {app} = options
const fleet = async () => {
const all = (await client.machines()).map(unitOf)
return {
units: all.filter(unit => isUnit(unit, options['process-group'])),
dark: all.filter(({dark, machine}) => dark && machine.state !== 'destroyed')
}
}
const lookUp = async (known, id) => {
const digest = digestOf(id)
const found = known.get(id)
if (digest === null) return {missing: `${named(id)} is no release of ${app}`}
const repository = found?.image.replace(/@.*$/, '') ?? repositoryOf(options)
const there = await client.hasImage(repository, digest)
if (there === false) return {missing: `the image of ${id} is no longer at ${repository}`}
if (found) return found
if (there === null) return {missing: `no machine of ${app} knows ${id}`}
return {id, image: `${repository}@${digest}`, revision: digest, rollout: null}
}
return {
type: 'fly',
capabilities: FLY_CAPABILITIES,
current: async () => {
const found = await fleet()
const serving = found.units.filter(({out}) => !out)
const unknown = serving.find(({carries}) => carries === null)
if (unknown) throw platform_failure(`the image of the machine ${unknown.machine.id} is not known`, true)
return {
weights: [...releasesIn(found).values()].map(release => ({
release: toRelease(release),
weight: (100 * serving.filter(({carries}) => carries?.id === release.id).length) / Math.max(1, found.units.length)
})),
units: found.units.length
}
},
deploy: async order => deploy(client, options, await fleet(), order),
setWeight: async ({canary, baseline, weight}) => {
const found = await fleet()
const known = releasesIn(found)
const next = known.get(canary)
if (!next) throw platform_failure(`${app} has no release ${named(canary)}`)
if (baseline === null) {
const others = found.units.some(({carries, out}) => !out && carries?.id !== canary)
if (others) throw platform_failure(`${app} serves another release already; nobody else is sent away`)
await populate(client, options, found, next, weight)
} else {
const old = await lookUp(known, baseline)
if ('missing' in old) throw platform_failure(old.missing)
if (found.units.length === 0) throw platform_failure(`${app} has no machine that serves`, true)
const count = (0, units.P)(weight, found.units.length)
const ordered = inOrder(found.units, canary).map((unit, index) => ({
unit,
release: index < count ? next : old
}))
const moving = ordered.filter(({unit, release}) => unit.out || unit.carries?.id !== release.id)
const atOnce = Math.floor(found.units.length * FORWARD_PART)
await inTurn(moving, atOnce, {goOn: false}, ({unit, release}) => carry(client, options, unit.machine.id, release))
}
if (weight === 100) await clear(client, found.dark)
},
canRollBack: async to => {
const found = await lookUp(releasesIn(await fleet()), to)
return 'missing' in found ? {possible: false, reason: found.missing} : {possible: true}
},
rollback: async to => {
const found = await fleet()
const release = await lookUp(releasesIn(found), to)
if ('missing' in release) throw platform_failure(release.missing)
if (found.units.length === 0) throw platform_failure(`${app} has no machine that could carry ${to}`)
const moving = found.units.filter(({out, carries}) => out || carries?.id !== to)
const atOnce = Math.ceil(found.units.length * BACK_PART)
await inTurn(moving, atOnce, {goOn: true}, ({machine}) => carry(client, options, machine.id, release))
},
address: async release => addressOf(options, await fleet(), release),
secretNames: () => client.secretNames(),
wayBackCommand: to => {
const id = to.replaceAll(/[^A-Za-z0-9._-]/g, '')
const digest = digestOf(to) ?? id
return `SLUICE_RELEASE=${id} flyctl deploy --app ${app} --image ${repositoryOf(options)}@${digest} --strategy immediate`
}
}
}
const clear = (client, dark) => inTurn(dark, 4, {goOn: true}, ({machine}) => client.destroy(machine.id))
const template = ({units}, {app, first}) => {
const [unit] = units
if (unit) return {config: unit.config, ...(unit.machine.region && {region: unit.machine.region})}
if (first) return {config: first.config, ...(first.regions?.[0] && {region: first.regions[0]})}
throw new errors.xL({
message: `the app ${app} has no machine, so there is no configuration to go by`,
fix: 'first: with machines and config, or one fly deploy before the first rollout',
docs: 'platforms/fly.md#the-first-release'
})
}
const deploy = async (client, options, fleet, order) => {
const ours = [...fleet.units, ...fleet.dark].find(({config}) => config.metadata?.[KEYS.rollout] === order.rollout)
if (ours && ours.config.metadata?.[KEYS.revision] !== order.revision)
throw new errors.xL({
message: 'this rollout has brought another revision already',
fix: 'begin a new rollout for another revision',
docs: 'platforms/fly.md'
})
if (ours && !ours.dark && ours.carries) return toRelease(ours.carries)
const {config, region} = template(fleet, options)
const smokePort = options['smoke-port']
const mark = {...order, image: imageOf(options, order.revision), release: null}
const made =
ours ??
unitOf(
await createOnce(client, {
name: machineName(order.rollout, 'dark'),
...(region !== undefined && {region}),
config: darkConfig(config, mark, smokePort),
skip_launch: true,
skip_service_registration: true
})
)
const release = await pin(client, options, made, order)
await untilHealthy(client, options, made.machine.id, null)
if (smokePort !== undefined) await client.uncordon(made.machine.id, null)
if (fleet.units.length > 0)
await clear(
client,
fleet.dark.filter(({machine}) => machine.id !== made.machine.id)
)
return toRelease(release)
}
const pin = async (client, options, unit, {revision, rollout}) => {
const {image_ref: image} = unit.machine
const id = releaseId(image?.digest ?? '', rollout)
const repository = image?.registry && image.repository ? `${image.registry}/${image.repository}` : null
if (id === null || repository === null) throw platform_failure(`the machine ${unit.machine.id} does not say which image it has`, true)
const release = {id, image: `${repository}@${digestOf(id)}`, revision, rollout}
if (unit.config.metadata?.[KEYS.release] === id) return release
const mark = {revision, rollout, image: release.image, release: id}
const config = darkConfig(unit.config, mark, options['smoke-port'])
await rewrite(client, unit, config, {held: null, outside: true})
return release
}
const populate = async (client, options, fleet, release, weight) => {
const machines = Math.max(fleet.units.length, options.first?.machines ?? 0)
const ids = fleet.units.map(({machine}) => machine.id)
for (let index = ids.length; index < machines; index += 1) {
const regions = options.first?.regions ?? []
const region = regions[index % Math.max(1, regions.length)]
const config = unitConfig(
{
...options.first?.config,
metadata: {fly_process_group: options['process-group'], fly_platform_version: 'v2'}
},
release,
null
)
const body = {...(region !== undefined && {region}), config, skip_service_registration: true}
const made = await createOnce(client, {name: machineName(release.id, String(index)), ...body})
if (!ids.includes(made.id)) ids.push(made.id)
}
const count = (0, units.P)(weight, machines)
const waiting = ids.filter(id => fleet.units.find(({machine}) => machine.id === id)?.out !== false)
const inside = ids.length - waiting.length
await inTurn(waiting.slice(0, Math.max(0, count - inside)), 4, {goOn: false}, id => admit(client, options, id))
}
const addressOf = ({app, host = `${app}.fly.dev`, 'smoke-port': smokePort}, {units, dark}, release) => {
const serving = units.find(({carries, out}) => !out && carries?.id === release)
if (serving) return {url: `https://${host}`, headers: {'fly-force-instance-id': serving.machine.id}}
const tested = dark.find(({config}) => config.metadata?.[KEYS.release] === release)
if (!tested) throw platform_failure(`no machine of ${app} carries ${named(release)}`)
if (smokePort !== undefined) return {url: `https://${host}:${smokePort}`, headers: {}}
const port = tested.config.services?.find(({internal_port: inside}) => inside !== undefined)?.internal_port
return {url: `http://${tested.machine.id}.vm.${app}.internal:${port ?? 8080}`, headers: {}}
}
const fly = (0, definition.d)({
type: 'fly',
capabilities: FLY_CAPABILITIES,
options: flyOptions,
connect: (options, context) => connectFly(options, context),
secrets: ({token}) => [token]
})
},
8044: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
P: () => unitsFor,
Q: () => shareInUnits
})
const shareInUnits = (weight, units) => (100 * unitsFor(weight, units)) / units
const unitsFor = (weight, units) => Math.max(0, Math.ceil((weight * units) / 100 - 1e-9))
}
}
