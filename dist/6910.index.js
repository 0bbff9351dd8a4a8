export const id = 6910
export const ids = [6910]
export const modules = {
4688: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
u: () => requestIdentity
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const answerShape = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({value: zod__WEBPACK_IMPORTED_MODULE_1__.YjP().min(1).max(20_000)})
const requestIdentity = async ({variable}, http, audience) => {
const url = variable('ACTIONS_ID_TOKEN_REQUEST_URL')?.trim()
const token = variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')?.trim()
if (!url || !token || !URL.canParse(url))
throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: 'this job cannot ask GitHub who it is',
at: 'permissions',
fix: 'id-token: write below permissions: of the job, and of the job that calls a reusable workflow',
docs: 'platforms/cloud-run.md#credentials'
})
const answer = await http.request({
url,
query: {audience},
headers: {authorization: `Bearer ${token}`}
})
return answer.json(answerShape).value
}
},
2063: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
b: () => googleToken
})
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598)
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7463)
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
const STS = 'https://sts.googleapis.com/v1/token'
const IAM = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts'
const OAUTH = 'https://oauth2.googleapis.com/token'
const DOCS = 'platforms/cloud-run.md#credentials'
const MARGIN = 5 * 60_000
const HOUR = 3_600_000
const stsShape = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({access_token: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(1), expires_in: zod__WEBPACK_IMPORTED_MODULE_2__.aig().positive().optional()})
const iamShape = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({accessToken: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(1), expireTime: zod__WEBPACK_IMPORTED_MODULE_2__.YjP()})
const keyShape = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({
type: zod__WEBPACK_IMPORTED_MODULE_2__.euz('service_account'),
client_email: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(3).max(320),
private_key: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(100).max(10_000),
private_key_id: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().max(200).optional()
})
const REFUSALS = [200, 400, 401, 403, 404]
const refusal = (message, fix) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__.xL({message, fix, docs: DOCS})
const post = (http, url, wish) =>
http.request({
method: 'POST',
url,
...(wish.json !== undefined && {json: wish.json}),
...(wish.body !== undefined && {body: wish.body}),
headers: {
...(wish.body !== undefined && {'content-type': 'application/x-www-form-urlencoded'}),
...(wish.bearer !== undefined && {authorization: `Bearer ${wish.bearer}`})
},
retry: 'safe',
accept: REFUSALS
})
const federate = async (provider, context, now) => {
const subjectToken = await context.identity(`https://iam.googleapis.com/${provider}`)
context.hide('the identity token of this run', subjectToken)
const answer = await post(context.http, STS, {
json: {
grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
audience: `//iam.googleapis.com/${provider}`,
scope: SCOPE,
requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
subjectToken
}
})
if (answer.status !== 200) throw refusal(`Google does not accept the identity of this run (${answer.status})`, 'workload-identity-provider: one that exists, whose attribute condition lets this repository and branch in')
return fromSts(answer, now)
}
const fromSts = (answer, now) => {
const {access_token: value, expires_in: seconds = 3600} = answer.json(stsShape)
return {value, until: now + seconds * 1000}
}
const impersonate = async (account, own, {http}) => {
const url = `${IAM}/${encodeURIComponent(account)}:generateAccessToken`
const answer = await post(http, url, {bearer: own.value, json: {scope: [SCOPE], lifetime: '3600s'}})
if (answer.status !== 200) throw refusal(`Google does not let this run act as ${account} (${answer.status})`, 'roles/iam.workloadIdentityUser on that service account, for the principal set of this repository')
const {accessToken, expireTime} = answer.json(iamShape)
const until = Date.parse(expireTime)
return {value: accessToken, until: Number.isNaN(until) ? own.until : until}
}
const base64url = value => Buffer.from(JSON.stringify(value)).toString('base64url')
const fromKey = async (name, text, {http}, now) => {
let key
let signature
let claims
try {
key = keyShape.parse(JSON.parse(text))
const issued = Math.floor(now / 1000)
const header = {alg: 'RS256', typ: 'JWT', kid: key.private_key_id}
const claim = {iss: key.client_email, scope: SCOPE, aud: OAUTH, iat: issued, exp: issued + 3600}
claims = `${base64url(header)}.${base64url(claim)}`
signature = (0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.createSign)('RSA-SHA256').update(claims).sign(key.private_key, 'base64url')
} catch {
throw refusal(`the secret ${name} is not the key of a service account`, 'the whole JSON file that Google made, or an access token, or better: workload-identity-provider')
}
const form = new URLSearchParams({
grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
assertion: `${claims}.${signature}`
})
const answer = await post(http, OAUTH, {body: form.toString()})
if (answer.status !== 200) throw refusal(`Google does not accept the key in the secret ${name} (${answer.status})`, 'a key that is not disabled or deleted, or better: workload-identity-provider')
return fromSts(answer, now)
}
const fromSecret = async (name, context, now) => {
const text = context.secret(name).trim()
if (text.startsWith('{')) return fromKey(name, text, context, now)
if (/^[\x21-\x7e]+$/.test(text)) return {value: text, until: now + HOUR}
throw refusal(`the secret ${name} holds characters that cannot be sent in a header`, 'the JSON key of a service account, or an access token on one line')
}
const googleToken = (login, context) => {
const now = context.now ?? Date.now
let held
const make = async () => {
const {provider, serviceAccount, credentials} = login
const own = provider === undefined ? await fromSecret(credentials ?? '', context, now()) : await federate(provider, context, now())
context.hide('the access token of Google', own.value)
if (provider === undefined || serviceAccount === undefined) return own
const token = await impersonate(serviceAccount, own, context)
context.hide('the access token of Google', token.value)
return token
}
return async () => {
const known = await held?.catch(() => undefined)
if (known && known.until - MARGIN > now()) return known.value
held = make()
return (await held).value
}
}
},
6910: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
cloudRun: () => cloudRun
})
var definition = __webpack_require__(5801)
var schemas = __webpack_require__(2857)
var core = __webpack_require__(8532)
var grammar = __webpack_require__(3355)
var secret_name = __webpack_require__(7274)
const PLACE = '{revision}'
const options_text = (what, pattern, fix) => schemas.YjP().meta({title: what, pattern}).regex(new RegExp(pattern), `must be ${what}\n${fix}`)
const readyWithin = schemas
.YjP()
.meta({title: 'duration', pattern: grammar.Cq})
.transform((written, context) => {
const reading = (0, grammar.E9)(written)
if (reading.ok && reading.value >= 10_000 && reading.value <= 1_800_000) return reading.value
const message = reading.ok ? 'must be from 10s to 30m' : `${reading.message}\n${reading.fix}`
context.issues.push({code: 'custom', message, input: written})
return core.tm
})
const shape = schemas.rej({
project: options_text('the id of a project', '^[a-z][a-z0-9-]{4,28}[a-z0-9]$', 'my-project-123, as gcloud config get project prints it').describe('Id of the Google Cloud project.'),
region: options_text('a region', '^[a-z]{2,20}-[a-z]{2,20}[0-9]{1,2}$', 'europe-west1').describe('Region of the service.'),
service: options_text('the name of a Cloud Run service', '^[a-z](?:[a-z0-9-]{0,47}[a-z0-9])?$', 'web, as gcloud run services list prints it').describe('Name of the service, which must exist.'),
image: options_text('the address of an image', '^[a-z0-9][a-z0-9.-]{0,100}(?::[0-9]{1,5})?(?:/[A-Za-z0-9._-]{1,128}){1,8}[:@][^\\s@:]{0,100}\\{revision\\}[A-Za-z0-9._-]{0,50}$', 'europe-docker.pkg.dev/my-project/web/server:{revision}').max(500).describe('Image of a revision; `{revision}` is replaced.'),
container: options_text('the name of a container', '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$', 'server').optional().describe('The container that gets the image, where the service has several.'),
'workload-identity-provider': options_text('the full name of a workload identity provider', '^projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/providers/[a-z0-9-]{4,32}$', 'projects/123456789/locations/global/workloadIdentityPools/github/providers/github')
.optional()
.describe('Lets the run prove who it is with the token of GitHub; no secret is kept anywhere.'),
'service-account': options_text('the address of a service account', '^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9.-]{6,100}$', 'sluice@my-project.iam.gserviceaccount.com').optional().describe('Account that the run acts as, with `workload-identity-provider`. Default: the run itself.'),
credentials: options_text('the name of a secret', secret_name.J, 'its name on GitHub, such as GOOGLE_CREDENTIALS').optional().describe('Instead: name of the secret with the JSON key of a service account, or with an access token.'),
'ready-within': readyWithin.prefault('5m').describe('Time that a revision gets to become ready, or a change of traffic to be in force.')
})
const cloudRunOptions = shape.superRefine((options, context) => {
const add = (key, message) => context.addIssue({code: 'custom', path: [key], message})
const {'workload-identity-provider': provider, 'service-account': account, credentials} = options
if ((provider === undefined) === (credentials === undefined)) add('workload-identity-provider', provider === undefined ? 'missing\nworkload-identity-provider, or credentials' : 'one way to prove who the run is will do\nworkload-identity-provider alone')
if (account !== undefined && provider === undefined) add('service-account', 'the key names its account itself\nno service-account')
})
const imageOf = ({image}, revision) => image.replaceAll(PLACE, revision)
var errors = __webpack_require__(7463)
var kit_text = __webpack_require__(1299)
var promises_ = __webpack_require__(8500)
var identity = __webpack_require__(4688)
var google_token = __webpack_require__(2063)
var kit_http = __webpack_require__(6266)
var coerce = __webpack_require__(9567)
const target = schemas.Ikc({
type: schemas.YjP().optional(),
revision: schemas.YjP().optional(),
percent: schemas.Whr().min(0).max(100).optional(),
tag: schemas.YjP().optional()
})
const condition = schemas.Ikc({
type: schemas.YjP().optional(),
state: schemas.YjP().optional(),
message: schemas.YjP().optional()
})
const variable = schemas._H3({
name: schemas.YjP(),
valueSource: schemas._H3({secretKeyRef: schemas._H3({secret: schemas.YjP()}).optional()}).optional()
})
const container = schemas._H3({
name: schemas.YjP().optional(),
image: schemas.YjP().optional(),
ports: schemas.YOg(schemas._H3({})).optional(),
env: schemas.YOg(variable).optional()
})
const serviceShape = schemas.Ikc({
etag: schemas.YjP().min(1),
generation: coerce.Yj().optional(),
observedGeneration: coerce.Yj().optional(),
reconciling: schemas.zMY().optional(),
terminalCondition: condition.optional(),
latestReadyRevision: schemas.YjP().optional(),
template: schemas._H3({
containers: schemas.YOg(container).min(1),
annotations: schemas.g1P(schemas.YjP(), schemas.YjP()).optional(),
volumes: schemas.YOg(schemas._H3({secret: schemas._H3({secret: schemas.YjP()}).optional()})).optional()
}),
traffic: schemas.YOg(target).optional(),
trafficStatuses: schemas.YOg(target.extend({uri: schemas.YjP().optional()})).optional()
})
const revisionShape = schemas.Ikc({
name: schemas.YjP(),
createTime: schemas.YjP().optional(),
deleteTime: schemas.YjP().optional(),
annotations: schemas.g1P(schemas.YjP(), schemas.YjP()).optional(),
containers: schemas.YOg(schemas._H3({name: schemas.YjP().optional(), image: schemas.YjP().optional()})).optional(),
conditions: schemas.YOg(condition).optional()
})
const revisionsShape = schemas.Ikc({
revisions: schemas.YOg(revisionShape).optional(),
nextPageToken: schemas.YjP().optional()
})
const operationShape = schemas.Ikc({
name: schemas.YjP(),
done: schemas.zMY().optional(),
error: schemas.Ikc({code: schemas.Whr().optional(), message: schemas.YjP().optional()}).optional()
})
const refusalShape = schemas.Ikc({
error: schemas.Ikc({status: schemas.YjP().optional(), message: schemas.YjP().optional()})
})
const shortName = name => name.slice(name.lastIndexOf('/') + 1)
const API = 'https://run.googleapis.com/v2'
const ANSWER_CAP = 16 * 1024 * 1024
const PAGE = 100
const MOST_PAGES = 10
const LONGEST_QUOTE = 300
const DOCS = 'platforms/cloud-run.md'
const realTiming = {
now: () => performance.now(),
sleep: (milliseconds, signal) => (0, promises_.setTimeout)(milliseconds, undefined, {signal})
}
const quote = text => (0, kit_text.ml)((0, kit_text.Fq)(text), LONGEST_QUOTE)
const reasonIn = answer => {
try {
const {error} = refusalShape.parse(JSON.parse(answer.text()))
return {status: error.status ?? '', message: quote(error.message ?? '')}
} catch {
return {status: '', message: ''}
}
}
const PASSING_CODES = new Set([4, 8, 10, 13, 14])
const createCloudRunClient = (options, context, {now, sleep} = realTiming) => {
const {project, region, service: name, credentials} = options
const {signal} = context
const http = (context.http ?? (provider => (0, kit_http.V)({provider, signal})))('cloud-run')
const path = `/projects/${project}/locations/${region}/services/${name}`
const login = {
provider: options['workload-identity-provider'],
serviceAccount: options['service-account']
}
const token = (0, google_token.b)(
{...login, credentials},
{
http,
secret: context.secret,
identity: context.identity ?? (audience => (0, identity.u)({variable: () => undefined}, http, audience)),
hide: context.hide ?? (() => {})
}
)
const who = credentials === undefined ? 'the identity of this run' : `the secret ${credentials}`
const refused = answer => {
const {status} = answer
const {status: code, message} = reasonIn(answer)
const says = message === '' ? '' : `: ${message}`
if (status === 401)
return new errors.xL({
message: `Cloud Run does not accept ${who} (401)`,
fix: 'a credential that is still valid',
docs: `${DOCS}#credentials`
})
if (status === 403)
return new errors.xL({
message: `${who} may not do this on ${name} (403${says})`,
fix: 'roles/run.developer on the service, and roles/iam.serviceAccountUser on the account it runs as',
docs: `${DOCS}#permissions`
})
if (status === 404)
return new errors.xL({
message: `Cloud Run has no service ${name} in ${project}, ${region} (404)`,
fix: `gcloud run deploy ${name} --project ${project} --region ${region} --image us-docker.pkg.dev/cloudrun/container/hello`,
docs: `${DOCS}#setup`
})
if (status === 400)
return new errors.xL({
message: `Cloud Run refuses the change${says}`,
fix: 'the keys of this component, or the template of the service',
docs: DOCS
})
return new errors.mZ({
provider: 'cloud-run',
message: `cloud-run: the service was changed by somebody else at the same moment (${status}${code === '' ? '' : ` ${quote(code)}`})`,
retryable: true,
status,
code: 'status'
})
}
const send = async request => {
const {path: below, ...rest} = request
return http.request({
...rest,
url: `${API}${below}`,
headers: {authorization: `Bearer ${await token()}`, accept: 'application/json'},
accept: [200, 400, 401, 403, 404, 409, 412],
maxBytes: ANSWER_CAP,
timeout: 30_000,
deadline: 120_000,
signal
})
}
const call = async (request, shape) => {
const answer = await send(request)
if (answer.status !== 200) throw refused(answer)
return answer.json(shape)
}
const wait = async (attempt, since, failure) => {
const step = Math.min(5000, 250 * 1.5 ** attempt)
if (now() + step > since + options['ready-within']) throw failure()
await sleep(step, signal).catch(() => {
throw new errors.mZ({
provider: 'cloud-run',
message: `cloud-run: interrupted while ${name} was changing`,
retryable: true,
effect: 'unknown',
code: 'interrupted'
})
})
}
const finish = async first => {
const since = now()
let operation = first
for (let attempt = 0; operation.done !== true; attempt += 1) {
await wait(
attempt,
since,
() =>
new errors.mZ({
provider: 'cloud-run',
message: `cloud-run: the change of ${name} was not done within ${options['ready-within'] / 1000} s`,
retryable: true,
effect: 'unknown',
code: 'timeout'
})
)
if (!/^projects\/[\w.:-]+\/locations\/[\w-]+\/operations\/[\w.-]+$/.test(operation.name))
throw new errors.mZ({
provider: 'cloud-run',
message: 'cloud-run: answered with an operation that has no proper name',
retryable: false,
effect: 'unknown',
code: 'invalid-answer'
})
operation = await call({path: `/${operation.name}`}, operationShape)
}
const {error} = operation
if (error)
throw new errors.mZ({
provider: 'cloud-run',
message: `cloud-run: the change of ${name} failed: ${quote(error.message ?? `code ${error.code ?? 2}`)}`,
retryable: PASSING_CODES.has(error.code ?? 2),
effect: 'unknown'
})
}
return {
service: () => call({path}, serviceShape),
revision: async revision => {
const answer = await send({path: `${path}/revisions/${encodeURIComponent(revision)}`})
if (answer.status === 404) return null
if (answer.status !== 200) throw refused(answer)
return answer.json(revisionShape)
},
revisions: async () => {
const all = []
let pageToken
for (let page = 0; page < MOST_PAGES; page += 1) {
const query = {pageSize: PAGE, pageToken}
const told = await call({path: `${path}/revisions`, query}, revisionsShape)
all.push(...(told.revisions ?? []))
pageToken = told.nextPageToken || undefined
if (pageToken === undefined) break
}
return all.toSorted((a, b) => (b.createTime ?? '').localeCompare(a.createTime ?? ''))
},
patch: async (updateMask, body) => {
const request = {method: 'PATCH', path, query: {updateMask}, json: body, retry: 'safe'}
await finish(await call(request, operationShape))
},
wait,
now
}
}
var external_node_crypto_ = __webpack_require__(7598)
const ROLLOUT = 'sluice.dev/rollout'
const REVISION = 'sluice.dev/revision'
const OUR_TAG = /^sluice-[0-9a-f]{6}$/
const LONGEST_ID = 56
const hashOf = text => (0, external_node_crypto_.createHash)('sha256').update(text).digest('hex')
const releaseName = (service, rollout) => `${service}-${hashOf(rollout).slice(0, Math.min(12, LONGEST_ID - service.length - 1))}`
const tagOf = release => `sluice-${hashOf(release).slice(0, 6)}`
const PLACEHOLDER = /^(?:us-docker\.pkg\.dev\/cloudrun\/container|gcr\.io\/cloudrun)\/hello(?:$|[:@])/
const isPlaceholder = ({containers = []}) => containers.some(({image}) => image !== undefined && PLACEHOLDER.test(image))
const byRevision = ({latestReadyRevision}, {type, revision}) => (revision !== undefined && revision !== '' && type !== 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST' ? shortName(revision) : latestReadyRevision && shortName(latestReadyRevision))
const weightsIn = service => {
const weights = new Map()
for (const status of service.trafficStatuses ?? []) {
const revision = byRevision(service, status)
if (revision !== undefined) weights.set(revision, (weights.get(revision) ?? 0) + (status.percent ?? 0))
}
return weights
}
const followsLatest = ({traffic = []}) => traffic.length === 0 || traffic.some(({type, percent = 0}) => type === 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST' && percent > 0)
const traffic_target = (revision, rest) => ({
type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION',
revision,
...rest
})
const trafficFor = (service, weights) => {
const ours = [...weights].map(([release, percent]) => traffic_target(release, {percent, tag: tagOf(release)}))
const theirs = (service.traffic ?? []).flatMap(one => {
const revision = byRevision(service, one)
if (one.tag === undefined || OUR_TAG.test(one.tag) || revision === undefined) return []
if (one.type === 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST') return [{type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', tag: one.tag}]
return [traffic_target(revision, {tag: one.tag})]
})
return [...ours, ...theirs]
}
const weightsWritten = service => {
const weights = new Map()
for (const one of service.traffic ?? []) {
const revision = byRevision(service, one)
if (revision !== undefined) weights.set(revision, (weights.get(revision) ?? 0) + (one.percent ?? 0))
}
return weights
}
const same = (found, wanted) => [...found.keys(), ...wanted.keys()].every(name => (found.get(name) ?? 0) === (wanted.get(name) ?? 0))
const isWritten = (service, weights) => !followsLatest(service) && same(weightsWritten(service), weights)
const isInForce = (service, weights) => isWritten(service, weights) && service.reconciling !== true && service.observedGeneration === service.generation && same(weightsIn(service), weights)
const CLOUD_RUN_CAPABILITIES = {
split: 'percent',
darkDeploy: true,
rollback: 'pointer',
releaseMetrics: false,
jobs: false,
secretNames: true
}
const MOST_IDLE = 10
const MOST_CONFLICTS = 3
const NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const failure = (message, retryable = false) => new errors.mZ({provider: 'cloud-run', message: `cloud-run: ${message}`, retryable})
const toRelease = revision => ({
id: shortName(revision.name),
revision: revision.annotations?.[REVISION] ?? revision.containers?.[0]?.image ?? shortName(revision.name),
rollout: revision.annotations?.[ROLLOUT] ?? null
})
const readiness = ({conditions = []}) => {
const ready = conditions.find(({type}) => type === 'Ready')
if (ready?.state === 'CONDITION_SUCCEEDED') return {state: 'ready'}
if (ready?.state !== 'CONDITION_FAILED') return {state: 'waiting'}
return {state: 'failed', reason: (0, kit_text.ml)((0, kit_text.Fq)(ready.message ?? 'no reason given'), 300)}
}
const templateFor = ({template}, options, {id, revision, rollout}) => {
const {containers} = template
const chosen = options.container === undefined ? (containers.find(({ports}) => ports !== undefined) ?? (containers.length === 1 ? containers[0] : undefined)) : containers.find(({name}) => name === options.container)
if (!chosen)
throw new errors.xL({
message: `the service ${options.service} has no container ${options.container ?? 'that is clearly the one to change'}`,
fix: `container: one of ${containers.map(({name}) => name ?? '(without name)').join(', ')}`,
docs: 'platforms/cloud-run.md#configuration'
})
return {
...template,
revision: id,
annotations: {...template.annotations, [ROLLOUT]: rollout, [REVISION]: revision},
containers: containers.map(one => (one === chosen ? {...one, image: imageOf(options, revision)} : one))
}
}
const settle = async (client, weights) => {
const since = client.now()
for (let attempt = 0; ; attempt += 1) {
const service = await client.service()
if (isInForce(service, weights)) return
if (!isWritten(service, weights)) throw failure('the traffic was changed by somebody else before it was in force', true)
await client.wait(attempt, since, () => failure('the new traffic is written and not in force yet', true))
}
}
const isConflict = error => error instanceof errors.mZ && (error.status === 409 || error.status === 412)
const write = async (client, service, weights) => {
try {
await client.patch('traffic', {etag: service.etag, traffic: trafficFor(service, weights)})
} catch (error) {
if (!(error instanceof errors.mZ)) throw error
const found = await client.service().catch(() => null)
if (!found || !isWritten(found, weights)) throw error
}
await settle(client, weights)
}
const untilReady = async (client, id) => {
const since = client.now()
for (let attempt = 0; ; attempt += 1) {
const revision = await client.revision(id)
const found = revision ? readiness(revision) : {state: 'waiting'}
if (revision && found.state === 'ready') return revision
if (found.state === 'failed') throw failure(`${id} did not become ready: ${found.reason}`)
await client.wait(attempt, since, () => failure(`${id} is not ready in time`, true))
}
}
const pinned = async client => {
const service = await client.service()
if (!followsLatest(service)) return service
const weights = new Map([...weightsIn(service)].filter(([, percent]) => percent > 0))
if (weights.size === 0) throw failure('nothing is ready behind the traffic that follows the latest revision', true)
await write(client, service, weights)
return client.service()
}
const connectCloudRun = (options, context, timing) => {
const client = createCloudRunClient(options, context, timing)
const {project, region, service: name} = options
const known = async id => {
const found = NAME.test(id) ? await client.revision(id) : null
if (!found || found.deleteTime !== undefined) throw failure(`${name} has no revision ${(0, kit_text.ml)((0, kit_text.Fq)(id), 80)}`)
return found
}
const deployed = async (order, id) => {
const found = await client.revision(id)
const annotations = found?.annotations ?? {}
if (found && (annotations[ROLLOUT] !== order.rollout || annotations[REVISION] !== order.revision))
throw new errors.xL({
message: `${id} is there already, made of another revision`,
fix: 'begin a new rollout for another revision',
docs: 'platforms/cloud-run.md'
})
return found
}
return {
type: 'cloud-run',
capabilities: CLOUD_RUN_CAPABILITIES,
prepare: async ({weights}) => {
const broken = weights.filter(weight => !Number.isInteger(weight))
if (broken.length > 0)
throw new errors.xL({
message: `Cloud Run divides by whole percents and cannot do ${broken.join(', ')}`,
fix: `weight: ${broken.map(Math.ceil).join(', ')}`,
docs: 'platforms/cloud-run.md#limits'
})
},
current: async () => {
const service = await client.service()
const weights = weightsIn(service)
const revisions = (await client.revisions()).filter(one => one.deleteTime === undefined)
const idle = revisions.filter(one => one.annotations?.[ROLLOUT] !== undefined && !weights.has(shortName(one.name))).slice(0, MOST_IDLE)
const listed = [...weights.keys()].flatMap(id => [revisions.find(one => shortName(one.name) === id) ?? {name: id}])
return {
weights: [...listed, ...idle].filter(one => !isPlaceholder(one)).map(one => ({release: toRelease(one), weight: weights.get(shortName(one.name)) ?? 0}))
}
},
deploy: async order => {
const id = releaseName(name, order.rollout)
const before = await deployed(order, id)
const service = await pinned(client)
const weights = new Map([...weightsIn(service)].filter(([, percent]) => percent > 0))
if (!weights.has(id)) weights.set(id, 0)
if (!before) {
const template = templateFor(service, options, {id, ...order})
try {
const body = {etag: service.etag, template, traffic: trafficFor(service, weights)}
await client.patch('template,traffic', body)
} catch (error) {
if (!(error instanceof errors.mZ) || !(await deployed(order, id))) throw error
}
}
const release = toRelease(await untilReady(client, id))
const after = await client.service()
if (!after.trafficStatuses?.some(({tag}) => tag === tagOf(id))) await write(client, after, weights)
return release
},
setWeight: async ({canary, baseline, weight}) => {
if (!Number.isInteger(weight)) throw failure(`cannot send ${weight} %: whole percents only`)
await known(canary)
if (baseline !== null) await known(baseline)
const service = await client.service()
const weights = new Map([[canary, weight]])
if (baseline !== null && baseline !== canary) weights.set(baseline, 100 - weight)
else if (weight < 100) weights.set(await nobody(client, name, canary), 100 - weight)
await write(client, service, weights)
},
canRollBack: async to => {
await client.service()
const found = NAME.test(to) ? await client.revision(to) : null
if (!found || found.deleteTime !== undefined) return {possible: false, reason: `${name} has no revision ${(0, kit_text.ml)((0, kit_text.Fq)(to), 80)}`}
const state = readiness(found)
if (state.state === 'failed') return {possible: false, reason: `${to} is not ready any more: ${state.reason}`}
return {possible: true}
},
rollback: async to => {
const weights = new Map([[to, 100]])
for (let attempt = 1; ; attempt += 1) {
const service = await client.service()
if (attempt === 1) await known(to)
if (isInForce(service, weights)) return
try {
await write(client, service, weights)
return
} catch (error) {
if (!isConflict(error) || attempt === MOST_CONFLICTS) throw error
}
}
},
address: async release => {
const service = await client.service()
const tag = tagOf(release)
const found = service.trafficStatuses?.find(one => one.tag === tag && shortName(one.revision ?? '') === release)
if (found?.uri === undefined || !URL.canParse(found.uri)) throw failure(`${(0, kit_text.ml)((0, kit_text.Fq)(release), 80)} has no address: its tag is gone or not in force yet`, true)
return {url: found.uri, headers: {}}
},
secretNames: async () => {
const {template} = await client.service()
const variables = template.containers.flatMap(({env = []}) => env.filter(({valueSource}) => valueSource?.secretKeyRef !== undefined).map(one => one.name))
const files = (template.volumes ?? []).flatMap(({secret}) => (secret ? [shortName(secret.secret)] : []))
return [...new Set([...variables, ...files])].toSorted()
},
wayBackCommand: to => `gcloud run services update-traffic ${name} --project ${project} --region ${region} --to-revisions '${to.replaceAll(/[^A-Za-z0-9-]/g, '')}=100'`
}
}
const nobody = async (client, name, canary) => {
const found = (await client.revisions()).find(one => isPlaceholder(one) && one.deleteTime === undefined && shortName(one.name) !== canary)
if (found) return shortName(found.name)
throw failure(`${name} has no older release, and Cloud Run cannot send the rest of the traffic to nobody`)
}
const cloudRun = (0, definition.d)({
type: 'cloud-run',
capabilities: CLOUD_RUN_CAPABILITIES,
options: cloudRunOptions,
connect: (options, context) => connectCloudRun(options, context),
secrets: ({credentials}) => (credentials === undefined ? [] : [credentials])
})
},
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
9567: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Yj: () => string,
ai: () => number
})
var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3759)
var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
function string(params) {
return _core_index_js__WEBPACK_IMPORTED_MODULE_0__.K_(_schemas_js__WEBPACK_IMPORTED_MODULE_1__.NDH, params)
}
function number(params) {
return _core_index_js__WEBPACK_IMPORTED_MODULE_0__.qG(_schemas_js__WEBPACK_IMPORTED_MODULE_1__.rSt, params)
}
function boolean(params) {
return core._coercedBoolean(schemas.ZodBoolean, params)
}
function bigint(params) {
return core._coercedBigint(schemas.ZodBigInt, params)
}
function date(params) {
return core._coercedDate(schemas.ZodDate, params)
}
}
}
