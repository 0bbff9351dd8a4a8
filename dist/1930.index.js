export const id = 1930
export const ids = [1930]
export const modules = {
5620: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D7: () => isApiAddress,
EB: () => accountField,
Oc: () => apiUrlField
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _cloudflare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731)
const accountField = () =>
zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.regex(/^[0-9a-f]{32}$/, 'this is not an account id\n32 hexadecimal digits, from the overview of the account')
.describe('Id of the Cloudflare account.')
const isApiAddress = text => {
if (!URL.canParse(text) || /[\s?#@]/.test(text) || text.endsWith('/')) return false
const {protocol, hostname} = new URL(text)
return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
}
const apiUrlField = () =>
zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.max(300)
.refine(isApiAddress, {error: `this is not the address of an API\n${_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.NY}`})
.default(_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.NY)
.describe('Address of the API, for a gateway of your own.')
},
8731: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
NY: () => CLOUDFLARE_API,
OP: () => CloudflareRefusal,
oM: () => createCloudflare,
vu: () => isRefusal
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1299)
const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4'
class CloudflareRefusal extends _errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ {
codes
says
constructor(provider, status, errors) {
const codes = errors.map(({code}) => code)
const says = (0, _text_js__WEBPACK_IMPORTED_MODULE_1__.ml)((0, _text_js__WEBPACK_IMPORTED_MODULE_1__.Fq)(errors.map(({message}) => message).join('; ')), LONGEST_QUOTE)
const reason = says === '' ? `answered ${status}` : `${says}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`
super({provider, message: `${provider}: ${reason}`, retryable: false, status, code: 'status'})
this.codes = codes
this.says = says
}
}
const LONGEST_QUOTE = 300
const TIMEOUT = 30_000
const DEADLINE = 120_000
const LARGEST_ANSWER = 8 * 1024 * 1024
const ANSWERS = [200, 201, 202, 400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422]
const TOKEN_CODES = new Set([6003, 6111, 9106, 9109, 10000, 10001])
const envelope = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({
success: zod__WEBPACK_IMPORTED_MODULE_2__.zMY(),
errors: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({code: zod__WEBPACK_IMPORTED_MODULE_2__.aig(), message: zod__WEBPACK_IMPORTED_MODULE_2__.YjP()})).nullish(),
result: zod__WEBPACK_IMPORTED_MODULE_2__.L5J().optional(),
result_info: zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({cursor: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().optional()}).nullish()
})
const errorsIn = answer => {
try {
return envelope.safeParse(JSON.parse(answer.text())).data?.errors ?? []
} catch {
return []
}
}
const tokenOf = ({token, tokenName, docs}) => {
const value = token()
if (/^[\x21-\x7e]+$/.test(value)) return value
throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the secret ${tokenName} ${value === '' ? 'is empty' : 'holds characters that cannot be sent in a header'}`,
fix: 'the API token on one line, without spaces',
docs
})
}
const refusal = (answer, access) => {
const errors = errorsIn(answer)
const {status} = answer
const denied = status === 401 || status === 403 || errors.some(({code}) => TOKEN_CODES.has(code))
if (!denied) return new CloudflareRefusal(access.provider, status, errors)
return new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `Cloudflare does not accept the secret ${access.tokenName} for this (${status})`,
fix: `${access.tokenName} anew, with an API token of this account that has ${access.permission}`,
docs: access.docs
})
}
const createCloudflare = (http, access) => {
const base = access.base ?? CLOUDFLARE_API
const send = async ({path, headers, ...call}) =>
http.request({
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER,
...call,
url: `${base}${path}`,
headers: {...headers, authorization: `Bearer ${tokenOf(access)}`},
accept: ANSWERS,
redirect: 'answer'
})
const page = async ({shape, ...call}) => {
const answer = await send(call)
if (answer.status > 299) throw refusal(answer, access)
const {success, result_info: info} = answer.json(envelope)
if (!success) throw refusal(answer, access)
return {result: answer.json(zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({result: shape})).result, cursor: info?.cursor || null}
}
return {
page,
call: async call => (await page(call)).result,
body: async ({absent, ...call}) => {
const answer = await send(call)
if (answer.status <= 299) return answer
const refused = refusal(answer, access)
if (isRefusal(refused, absent)) return null
throw refused
}
}
}
const isRefusal = (error, ...codes) => error instanceof CloudflareRefusal && codes.some(code => error.codes.includes(code))
},
2974: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
cloudflareKv: () => cloudflareKv,
kvOptions: () => kvOptions
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7463)
var _cloudflare_connect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2254)
var _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6283)
var _cloudflare_options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3810)
var _definition_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5801)
const TYPE = 'cloudflare-kv'
const kvOptions = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
..._cloudflare_options_js__WEBPACK_IMPORTED_MODULE_4__.dy,
namespace: zod__WEBPACK_IMPORTED_MODULE_5__
.YjP()
.regex(/^[0-9a-f]{32}$/, 'this is not the id of a namespace\nthe id that `wrangler kv namespace list` shows')
.describe('Id of the namespace.'),
..._cloudflare_files_js__WEBPACK_IMPORTED_MODULE_3__.vN
})
const LIMITS = {files: 10_000, bytes: 90 * 1024 * 1024}
const MOST_PAIRS = 1000
const MOST_CHARACTERS = 40 * 1024 * 1024
const WRITE_TIMEOUT = 120_000
const NO_KEY = 10009
const NO_NAMESPACE = 10013
const written = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({unsuccessful_keys: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YjP()).optional()}).nullish()
const keys = zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({name: zod__WEBPACK_IMPORTED_MODULE_5__.YjP()}))
const pairOf = ({key, content}) => {
const text = content.toString()
const isText = Buffer.from(text).equals(content)
return {key, value: isText ? text : content.toString('base64'), base64: !isText}
}
const portions = pairs => {
const all = []
let size = 0
for (const pair of pairs) {
const last = all.at(-1)
size += pair.value.length
if (last && last.length < MOST_PAIRS && size <= MOST_CHARACTERS) last.push(pair)
else {
all.push([pair])
size = pair.value.length
}
}
return all
}
const openNamespace = (api, account, namespace) => {
const root = `/accounts/${account}/storage/kv/namespaces/${namespace}`
const known = async work =>
work.catch(error => {
throw (0, _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.vu)(error, NO_NAMESPACE) ? missing() : error
})
return {
read: async key => {
const path = `${root}/values/${encodeURIComponent(key)}`
return (await known(api.body({path, absent: NO_KEY})))?.text() ?? null
},
write: async files => {
for (const json of portions(files.map(pairOf))) {
const call = {
method: 'PUT',
path: `${root}/bulk`,
json,
retry: 'safe',
timeout: WRITE_TIMEOUT
}
const answer = await known(api.call({...call, deadline: 2 * WRITE_TIMEOUT, shape: written}))
if ((answer?.unsuccessful_keys ?? []).length > 0) throw incomplete()
}
},
count: async prefix => {
let count = 0
let cursor = null
do {
const query = {prefix, ...(cursor !== null && {cursor})}
const page = await known(api.page({path: `${root}/keys`, query, shape: keys}))
count += page.result.length
cursor = page.cursor
} while (cursor !== null)
return count
}
}
}
const missing = () =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__.xL({
message: 'Cloudflare knows no such namespace in this account',
fix: 'namespace: the id that `wrangler kv namespace list` shows',
docs: `platforms/${TYPE}.md#token`
})
const incomplete = () =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__.mZ({
provider: TYPE,
message: `${TYPE}: Cloudflare did not take every key of a bulk write`,
retryable: true,
effect: 'unknown'
})
const cloudflareKv = (0, _definition_js__WEBPACK_IMPORTED_MODULE_6__.d)({
type: TYPE,
capabilities: _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_3__.VX,
options: kvOptions,
secrets: ({token}) => [token],
connect: (options, context) => {
const {account, namespace} = options
const api = (0, _cloudflare_connect_js__WEBPACK_IMPORTED_MODULE_2__.W)(options, context, {provider: TYPE, permission: 'Workers KV Storage: Edit'})
const command = (pointer, release) => `env CLOUDFLARE_ACCOUNT_ID=${account} npx wrangler kv key put ${pointer} ${release} --namespace-id ${namespace} --remote`
const kind = {type: TYPE, limits: LIMITS, longestKey: 512, command}
return (0, _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_3__.uS)(openNamespace(api, account, namespace), kind, options, context)
}
})
},
383: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
cloudflareR2: () => cloudflareR2,
r2Options: () => r2Options
})
var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760)
var zod__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2857)
var _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8731)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
var _cloudflare_connect_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2254)
var _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6283)
var _cloudflare_options_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3810)
var _definition_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5801)
const TYPE = 'cloudflare-r2'
const r2Options = zod__WEBPACK_IMPORTED_MODULE_6__.rej({
..._cloudflare_options_js__WEBPACK_IMPORTED_MODULE_5__.dy,
bucket: zod__WEBPACK_IMPORTED_MODULE_6__
.YjP()
.regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'this is not the name of a bucket\nthe name that `wrangler r2 bucket list` shows')
.describe('Name of the bucket.'),
..._cloudflare_files_js__WEBPACK_IMPORTED_MODULE_4__.vN
})
const LIMITS = {files: 800, bytes: 500 * 1024 * 1024}
const AT_ONCE = 6
const WRITE_TIMEOUT = 120_000
const NO_BUCKET = 10006
const NO_OBJECT = 10007
const objects = zod__WEBPACK_IMPORTED_MODULE_6__.YOg(zod__WEBPACK_IMPORTED_MODULE_6__.Ikc({key: zod__WEBPACK_IMPORTED_MODULE_6__.YjP()}))
const KINDS = {
'.css': 'text/css; charset=utf-8',
'.gif': 'image/gif',
'.html': 'text/html; charset=utf-8',
'.ico': 'image/x-icon',
'.jpg': 'image/jpeg',
'.js': 'text/javascript; charset=utf-8',
'.json': 'application/json',
'.mjs': 'text/javascript; charset=utf-8',
'.pdf': 'application/pdf',
'.png': 'image/png',
'.svg': 'image/svg+xml',
'.txt': 'text/plain; charset=utf-8',
'.wasm': 'application/wasm',
'.webp': 'image/webp',
'.woff2': 'font/woff2',
'.xml': 'application/xml'
}
const openBucket = (api, account, bucket) => {
const root = `/accounts/${account}/r2/buckets/${bucket}/objects`
const pathOf = key => `${root}/${key.split('/').map(encodeURIComponent).join('/')}`
const known = async work =>
work.catch(error => {
throw (0, _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_1__.vu)(error, NO_BUCKET) ? missing(bucket) : error
})
const put = async ({key, content}) => {
const type = KINDS[node_path__WEBPACK_IMPORTED_MODULE_0__.posix.extname(key).toLowerCase()] ?? 'application/octet-stream'
const call = {method: 'PUT', path: pathOf(key), body: new Uint8Array(content), retry: 'safe'}
const times = {timeout: WRITE_TIMEOUT, deadline: 2 * WRITE_TIMEOUT}
await known(api.call({...call, ...times, headers: {'content-type': type}, shape: zod__WEBPACK_IMPORTED_MODULE_6__.L5J()}))
}
return {
read: async key => (await known(api.body({path: pathOf(key), absent: NO_OBJECT})))?.text() ?? null,
write: async files => {
for (let at = 0; at < files.length; at += AT_ONCE) await Promise.all(files.slice(at, at + AT_ONCE).map(put))
},
count: async prefix => {
let count = 0
let cursor = null
do {
const query = {prefix, ...(cursor !== null && {cursor})}
const page = await known(api.page({path: root, query, shape: objects}))
count += page.result.length
cursor = page.cursor
} while (cursor !== null)
return count
}
}
}
const missing = bucket =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({
message: `there is no bucket ${bucket} in this account`,
fix: 'bucket: the name that `wrangler r2 bucket list` shows',
docs: `platforms/${TYPE}.md#token`
})
const cloudflareR2 = (0, _definition_js__WEBPACK_IMPORTED_MODULE_7__.d)({
type: TYPE,
capabilities: _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_4__.VX,
options: r2Options,
secrets: ({token}) => [token],
connect: (options, context) => {
const {account, bucket} = options
const api = (0, _cloudflare_connect_js__WEBPACK_IMPORTED_MODULE_3__.W)(options, context, {provider: TYPE, permission: 'Workers R2 Storage: Edit'})
const command = (pointer, release) => `printf %s ${release} | env CLOUDFLARE_ACCOUNT_ID=${account} npx wrangler r2 object put ${bucket}/${pointer} --pipe --remote`
const kind = {type: TYPE, limits: LIMITS, longestKey: 1024, command}
return (0, _cloudflare_files_js__WEBPACK_IMPORTED_MODULE_4__.uS)(openBucket(api, account, bucket), kind, options, context)
}
})
},
9102: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
cloudflareWorkers: () => cloudflareWorkers
})
var definition = __webpack_require__(5801)
var schemas = __webpack_require__(2857)
var options = __webpack_require__(3810)
const SECRET_TYPES = ['secret_text', 'secret_key']
const binding = schemas._H3({name: schemas.YjP().min(1).max(200), type: schemas.YjP().min(1).max(60)}).refine(({type}) => !SECRET_TYPES.includes(type), {
error: 'a secret does not belong into the configuration\nwrangler secret put, once; its value is kept'
})
const workersOptions = schemas.rej({
...options.dy,
script: schemas
.YjP()
.regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, 'this is not the name of a Worker\nits name in wrangler.jsonc')
.describe('Name of the Worker. It must be there already.'),
url: (0, options.Wn)().describe('Where users reach the Worker.'),
directory: (0, options.aQ)().describe('Where the built Worker lies; `{revision}` is replaced.'),
main: schemas
.YjP()
.max(200)
.regex(/^(?!\/)[\w./-]+\.m?js$/, 'this is not a module\nindex.js')
.default('index.js')
.describe('Main module, from that directory. The other files there go along as modules.'),
'compatibility-date': schemas
.YjP()
.regex(/^\d{4}-\d{2}-\d{2}$/, 'this is not a date\n"2026-11-01", in quotes')
.describe('Compatibility date of the runtime.'),
'compatibility-flags': schemas
.YOg(schemas.YjP().regex(/^[a-z0-9_]{1,100}$/, 'this is not a compatibility flag\nnodejs_compat'))
.max(50)
.default([])
.describe('Compatibility flags of the runtime.'),
bindings: schemas.YOg(binding).max(200).optional().describe('Bindings as the API names them. Those not named here are taken over from the version that serves; `type: inherit` insists on it.'),
'changed-secrets': schemas.k5n(['refuse', 'overrule']).default('refuse').describe('What a rollback does when a secret was changed since the old version: the old version brings the old values back.')
})
var cloudflare = __webpack_require__(8731)
var errors = __webpack_require__(7463)
var kit_text = __webpack_require__(1299)
var connect = __webpack_require__(2254)
const LONGEST_TAG = 100
const OURS = /^sluice rollout (?<rollout>\S{1,200}) revision (?<revision>\S{1,500})$/
const annotationsFor = ({revision, rollout}) => ({
'workers/message': `sluice rollout ${rollout} revision ${revision}`,
'workers/tag': revision.slice(0, LONGEST_TAG)
})
const releaseOf = ({id, annotations}) => {
const ours = OURS.exec(annotations?.['workers/message'] ?? '')?.groups
const told = ours?.revision ?? annotations?.['workers/tag'] ?? ''
return {id, revision: (0, kit_text.ml)((0, kit_text.Fq)(told), 500) || id, rollout: ours?.rollout ?? null}
}
const isSecretChange = ({annotations}) => annotations?.['workers/triggered_by'] === 'secret'
var external_node_path_ = __webpack_require__(6760)
var cloudflare_directory = __webpack_require__(4883)
const LIMITS = {files: 1000, bytes: 64 * 1024 * 1024}
const DOCS = 'platforms/cloudflare-workers.md#what-is-uploaded'
const MODULES = {
'.js': 'application/javascript+module',
'.mjs': 'application/javascript+module',
'.cjs': 'application/javascript',
'.wasm': 'application/wasm',
'.txt': 'text/plain',
'.html': 'text/plain',
'.sql': 'text/plain',
'.bin': 'application/octet-stream'
}
const isLeftAlone = path => path === 'README.md' || path.endsWith('.map')
const kindOf = path => MODULES[external_node_path_.posix.extname(path)]
const readModules = async ({directory, main}, revision, workspace) => {
const files = (await (0, cloudflare_directory.l)({directory, revision, docs: DOCS}, workspace, LIMITS)).filter(({path}) => !isLeftAlone(path))
const strange = files.filter(({path}) => kindOf(path) === undefined)
const problems = strange.map(({path}) => ({
at: `${directory}/${path}`,
message: 'this file is no module of a Worker',
fix: `only ${Object.keys(MODULES).join(', ')} in this directory; static files belong to R2 or to assets`,
docs: DOCS
}))
if (!files.some(({path}) => path === main))
problems.push({
at: directory,
message: `there is no ${main} in this directory`,
fix: 'main: the module that exports fetch',
docs: DOCS
})
if (problems.length > 0) throw new errors.xL(problems.slice(0, 20))
return files
}
const bindingsFor = (wanted, serving) => {
const named = new Set(wanted.map(({name}) => name))
const taken = (serving?.bindings ?? []).filter(({name, type}) => !named.has(name) && type !== 'secret_text' && type !== 'secret_key')
return [...wanted.map(binding => ({...binding})), ...taken.map(({name}) => ({name, type: 'inherit', version_id: serving?.id}))]
}
const uploadBody = async (metadata, modules) => {
const form = new FormData()
form.set('metadata', JSON.stringify(metadata))
for (const {path, content} of modules) form.set(path, new File([new Uint8Array(content)], path, {type: kindOf(path) ?? ''}))
const message = new Response(form)
const contentType = message.headers.get('content-type') ?? ''
return {body: new Uint8Array(await message.arrayBuffer()), contentType}
}
const annotations = schemas.g1P(schemas.YjP(), schemas.YjP().nullish()).nullish()
const versionShape = schemas.Ikc({
id: schemas.YjP().min(1).max(36),
number: schemas.aig().optional(),
annotations
})
const versionDetail = schemas.Ikc({
id: schemas.YjP(),
resources: schemas.Ikc({
bindings: schemas.YOg(schemas._H3({name: schemas.YjP(), type: schemas.YjP()})).default([]),
script_runtime: schemas.Ikc({migration_tag: schemas.YjP().nullish()}).nullish()
})
})
const deploymentShape = schemas.Ikc({
id: schemas.YjP(),
created_on: schemas.YjP().optional(),
versions: schemas.YOg(schemas.Ikc({version_id: schemas.YjP(), percentage: schemas.aig().min(0).max(100)}))
})
const deploymentsShape = schemas.Ikc({deployments: schemas.YOg(deploymentShape)})
const versionsShape = schemas.Ikc({items: schemas.YOg(versionShape)})
const schedulesShape = schemas.Ikc({schedules: schemas.YOg(schemas.Ikc({cron: schemas.YjP()}))})
const secretsShape = schemas.YOg(schemas.Ikc({name: schemas.YjP()}))
const MIGRATION_NEEDS_DEPLOY = 10211
const SECRETS_CHANGED = 10220
const NO_SCRIPT = [10007, 10090, 10092]
const UPLOAD_TIMEOUT = 120_000
const LONGEST_MESSAGE = 50
const openWorker = (api, {account, script}) => {
const root = `/accounts/${account}/workers/scripts/${encodeURIComponent(script)}`
const known = async work =>
work.catch(error => {
throw isMissing(error) ? missing(script) : error
})
return {
active: async () => {
const {deployments} = await known(api.call({path: `${root}/deployments`, shape: deploymentsShape}))
return deployments[0] ?? null
},
versions: async () => (await known(api.call({path: `${root}/versions`, query: {deployable: true}, shape: versionsShape}))).items,
version: async id => {
const path = `${root}/versions/${encodeURIComponent(id)}`
try {
const found = await api.call({path, shape: versionDetail.extend(versionShape.shape)})
const {bindings, script_runtime: runtime} = found.resources
return {...found, bindings, migration: runtime?.migration_tag ?? null}
} catch (error) {
if (isMissing(error)) throw missing(script)
if (error instanceof cloudflare.OP && (error.status === 404 || error.status === 400)) return null
throw error
}
},
upload: ({body, contentType}) =>
known(
api.call({
method: 'POST',
path: `${root}/versions`,
query: {bindings_inherit: 'strict'},
headers: {'content-type': contentType},
body,
retry: 'never',
timeout: UPLOAD_TIMEOUT,
deadline: UPLOAD_TIMEOUT,
shape: versionShape
})
),
deploy: async (shares, {message, force = false, again = false}) => {
const versions = shares.map(({id, percentage}) => ({version_id: id, percentage}))
const annotations = {'workers/message': message.slice(0, LONGEST_MESSAGE)}
await known(
api.call({
method: 'POST',
path: `${root}/deployments`,
...(force && {query: {force: true}}),
json: {strategy: 'percentage', versions, annotations},
retry: again ? 'safe' : 'never',
shape: deploymentShape.partial()
})
)
},
schedules: async () => (await known(api.call({path: `${root}/schedules`, shape: schedulesShape}))).schedules.map(({cron}) => cron),
schedule: async crons => {
const json = crons.map(cron => ({cron}))
const call = {
method: 'PUT',
path: `${root}/schedules`,
retry: 'safe',
json,
shape: schedulesShape
}
return (await known(api.call(call))).schedules.map(({cron}) => cron)
},
secretNames: async () => (await known(api.call({path: `${root}/secrets`, shape: secretsShape}))).map(({name}) => name)
}
}
const isMissing = error => error instanceof cloudflare.OP && error.codes.some(code => NO_SCRIPT.includes(code))
const missing = script =>
new errors.xL({
message: `there is no Worker ${script} in this account`,
fix: 'script: its name; a new Worker is made once, by wrangler deploy',
docs: 'platforms/cloudflare-workers.md#before-the-first-rollout'
})
const divides = (deployment, shares) => {
const some = list =>
list
.filter(({percentage}) => percentage > 0)
.map(({id, percentage}) => `${id}=${percentage}`)
.sort()
.join(' ')
const found = deployment?.versions.map(({version_id: id, percentage}) => ({id, percentage})) ?? []
return some(found) === some(shares) && shares.every(({id}) => found.some(one => one.id === id))
}
const isUnknown = error => error instanceof errors.mZ && error.effect === 'unknown'
const WORKERS_CAPABILITIES = {
split: 'percent',
darkDeploy: true,
rollback: 'pointer',
releaseMetrics: false,
jobs: true,
secretNames: true
}
const PROVIDER = 'cloudflare-workers'
const platform_DOCS = 'platforms/cloudflare-workers.md'
const connectWorkers = (options, context) => {
const api = (0, connect.W)(options, context, {provider: PROVIDER, permission: 'Workers Scripts: Edit'})
const worker = openWorker(api, options)
const {script, account} = options
return {
type: PROVIDER,
capabilities: WORKERS_CAPABILITIES,
current: () => readServing(worker),
deploy: async order => {
const release = (await findDeployed(worker, order)) ?? (await upload(worker, options, context, order))
await makeReachable(worker, release.id)
return release
},
setWeight: async ({canary, baseline, weight}) => {
if (baseline === null && weight < 100) return serveNobody(worker, canary, weight)
await put(worker, sharesOf(canary, baseline, weight), `sluice: ${weight}% to ${canary.slice(0, 8)}`)
},
canRollBack: to => judgeWayBack(worker, to, options['changed-secrets'] === 'overrule'),
rollback: async to => {
const force = options['changed-secrets'] === 'overrule'
const order = {message: `sluice: rollback to ${to.slice(0, 8)}`, again: true, ...(force && {force})}
await worker.deploy([{id: to, percentage: 100}], order).catch(error => {
throw (0, cloudflare.vu)(error, SECRETS_CHANGED, MIGRATION_NEEDS_DEPLOY) ? cannotGoBack(to, error) : error
})
},
address: async release => {
const active = await worker.active()
if (!active?.versions.some(({version_id: id}) => id === release)) throw unreachable(release)
return {
url: options.url,
headers: {'Cloudflare-Workers-Version-Overrides': `${script}="${release}"`}
}
},
jobs: jobsOf(worker),
secretNames: () => worker.secretNames(),
wayBackCommand: to => `env CLOUDFLARE_ACCOUNT_ID=${account} npx wrangler rollback ${quoted(to)} --name ${script} --message 'way back without Sluice' --yes`
}
}
const quoted = text => (/^[\w.-]+$/.test(text) ? text : `'${(0, kit_text.Fq)(text).replaceAll("'", `'\\''`)}'`)
const shown = id => (0, kit_text.ml)((0, kit_text.Fq)(id), 60)
const readServing = async worker => {
const [active, versions] = await Promise.all([worker.active(), worker.versions()])
const shares = new Map(active?.versions.map(({version_id: id, percentage}) => [id, percentage]) ?? [])
const listed = versions.map(releaseOf).filter(({id, rollout}) => rollout !== null || shares.has(id))
const older = [...shares.keys()].filter(id => !listed.some(release => release.id === id))
const found = await Promise.all(
older.map(async id => {
const version = await worker.version(id)
return version ? releaseOf(version) : {id, revision: id, rollout: null}
})
)
const weights = [...listed, ...found].map(release => ({release, weight: shares.get(release.id) ?? 0}))
return {weights}
}
const findDeployed = async (worker, {revision, rollout}) => {
const releases = (await worker.versions()).map(releaseOf)
return releases.find(one => one.rollout === rollout && one.revision === revision) ?? null
}
const upload = async (worker, options, {workspace}, order) => {
const modules = await readModules(options, order.revision, workspace)
const serving = soleOf(await worker.active())
const detail = serving === null ? null : await worker.version(serving)
const metadata = {
main_module: options.main,
compatibility_date: options['compatibility-date'],
compatibility_flags: options['compatibility-flags'],
bindings: bindingsFor(options.bindings ?? [], detail),
keep_bindings: ['secret_text', 'secret_key'],
annotations: annotationsFor(order)
}
try {
const version = await worker.upload(await uploadBody(metadata, modules))
return {id: version.id, ...order}
} catch (error) {
if ((0, cloudflare.vu)(error, MIGRATION_NEEDS_DEPLOY)) throw needsDeploy(error)
const found = isUnknown(error) ? await findDeployed(worker, order).catch(() => null) : null
if (found === null) throw error
return found
}
}
const soleOf = active => {
const serving = active?.versions.filter(({percentage}) => percentage > 0) ?? []
const [sole, ...others] = serving
if (others.length === 0) return sole?.version_id ?? null
const list = serving.map(({version_id: id, percentage}) => `${percentage}% ${shown(id)}`).join(', ')
throw new errors.mZ({
provider: PROVIDER,
message: `${PROVIDER}: several versions share the traffic (${list}), and a deployment has room for two: somebody else is moving it`,
retryable: false
})
}
const makeReachable = async (worker, release) => {
const active = await worker.active()
if (active === null || active.versions.some(({version_id: id}) => id === release)) return
const sole = soleOf(active)
if (sole === null) return
await put(worker, sharesOf(release, sole, 0), `sluice: ${release.slice(0, 8)} unseen`)
}
const sharesOf = (canary, baseline, weight) => {
if (baseline === null || weight === 100 || baseline === canary) return [{id: canary, percentage: 100}]
return [
{id: canary, percentage: weight},
{id: baseline, percentage: Number((100 - weight).toFixed(6))}
]
}
const put = async (worker, shares, message) => {
try {
await worker.deploy(shares, {message})
} catch (error) {
if ((0, cloudflare.vu)(error, SECRETS_CHANGED)) throw secretsChanged(error)
const happened = isUnknown(error) && divides(await worker.active().catch(() => null), shares)
if (!happened) throw error
}
}
const serveNobody = async (worker, canary, weight) => {
const active = await worker.active()
const share = active?.versions.find(({version_id: id}) => id === canary)?.percentage ?? 0
if (weight === 0 && share === 0) return
throw new errors.xL({
message: 'a Worker sends all its traffic to its versions: without an older one there is nobody for the rest',
fix: 'a first rollout in one step of 100%, or wrangler deploy of anything before it',
docs: `${platform_DOCS}#before-the-first-rollout`
})
}
const judgeWayBack = async (worker, to, overrule) => {
const no = reason => ({possible: false, reason})
const [versions, active] = await Promise.all([worker.versions(), worker.active()])
const at = versions.findIndex(({id}) => id === to)
const serves = active?.versions.some(({version_id: id}) => id === to) ?? false
if (at < 0 && !serves) return no(`version ${shown(to)} is not among the last 100, and no other can be deployed`)
const newer = at < 0 ? versions : versions.slice(0, at)
if (!overrule && newer.some(isSecretChange)) return no(`a secret was changed after version ${shown(to)}, which would bring the old value back (${SECRETS_CHANGED}); changed-secrets: overrule allows it`)
const ids = [to, ...(active?.versions.filter(({percentage}) => percentage > 0) ?? []).map(one => one.version_id)]
const details = await Promise.all(ids.map(id => worker.version(id)))
if (details[0] === null) return no(`version ${shown(to)} is gone`)
const tags = new Set(details.map(detail => detail?.migration ?? null))
return tags.size > 1 ? no(`a Durable Object migration lies between version ${shown(to)} and what serves (${MIGRATION_NEEDS_DEPLOY})`) : {possible: true}
}
const jobsOf = worker => ({
list: () => worker.schedules(),
set: async schedules => {
const found = await worker.schedule(schedules)
if (found.toSorted().join('\n') === schedules.toSorted().join('\n')) return
throw new errors.mZ({
provider: PROVIDER,
message: `${PROVIDER}: the cron triggers were set, and others came back`,
retryable: true,
effect: 'unknown'
})
},
delay: 'Cloudflare takes up to 15 minutes to carry a change of cron triggers everywhere: a stopped job may still start until then.'
})
const needsDeploy = ({says}) =>
new errors.xL({
message: `Cloudflare takes no version with a Durable Object migration (${MIGRATION_NEEDS_DEPLOY}): ${says}`,
fix: 'the migration by wrangler deploy first, in a release of its own that changes nothing else',
docs: `${platform_DOCS}#durable-objects`
})
const secretsChanged = ({says}) =>
new errors.xL({
message: `a secret was changed since one of these versions (${SECRETS_CHANGED}): ${says}`,
fix: 'a new release, which has the present secrets; set secrets before a rollout, never during one',
docs: `${platform_DOCS}#secrets`
})
const cannotGoBack = (to, {says, codes}) =>
new errors.mZ({
provider: PROVIDER,
message: `${PROVIDER}: version ${shown(to)} cannot be put back (${codes.join(', ')}): ${says}`,
retryable: false
})
const unreachable = release =>
new errors.mZ({
provider: PROVIDER,
message: `${PROVIDER}: version ${shown(release)} is not in the active deployment, so no request can be sent to it`,
retryable: false
})
const cloudflareWorkers = (0, definition.d)({
type: 'cloudflare-workers',
capabilities: WORKERS_CAPABILITIES,
options: workersOptions,
secrets: ({token}) => [token],
connect: connectWorkers
})
},
2254: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
W: () => connectAccount
})
var _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731)
var _kit_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6266)
const connectAccount = ({token, 'api-url': base}, {http, secret, signal}, {provider, permission}) =>
(0, _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.oM)(http?.(provider) ?? (0, _kit_http_js__WEBPACK_IMPORTED_MODULE_1__.V)({provider, signal}), {
provider,
token: () => secret(token),
tokenName: token,
permission,
base,
docs: `platforms/${provider}.md#token`
})
},
4883: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
l: () => readBuilt
})
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455)
var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
var _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(975)
const REVISION = /^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,199}$/
const readBuilt = async ({directory, revision, docs}, workspace, {files: mostFiles, bytes: mostBytes}) => {
const refuse = (message, fix) => new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({at: directory, message, fix, docs})
if (directory.includes('{revision}') && !REVISION.test(revision)) throw refuse('the revision cannot be the name of a directory', 'a directory without {revision}')
const home = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(workspace)
const root = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)((0, node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(home, directory.replaceAll('{revision}', revision))).catch(() => null)
if (root === null || !(await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(root)).isDirectory()) throw refuse('there is no such directory', 'build before this gate, in the same job, into this directory')
if (!(0, _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__.U)(home, root)) throw refuse('leads out of the working copy', 'a directory inside it')
const entries = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(root, {recursive: true, withFileTypes: true})
const names = entries.filter(entry => !entry.isDirectory()).map(entry => (0, node_path__WEBPACK_IMPORTED_MODULE_1__.join)(entry.parentPath, entry.name))
if (names.length > mostFiles) throw refuse(`holds more than ${mostFiles} files`, `at most ${mostFiles}`)
const files = []
let bytes = 0
for (const name of names.sort()) {
const real = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(name).catch(() => null)
if (real === null || !(0, _kit_repository_file_js__WEBPACK_IMPORTED_MODULE_3__.U)(home, real) || !(await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)).isFile()) throw refuse('holds a link that leads nowhere or out of the working copy', 'the file itself')
bytes += (await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(real)).size
if (bytes > mostBytes) throw refuse(`holds more than ${mostBytes} bytes`, `at most ${mostBytes}`)
files.push({path: (0, node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, name).split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/'), content: await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(real)})
}
if (files.length === 0) throw refuse('is empty', 'build before this gate, in the same job')
return files
}
},
6283: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
VX: () => FILES_CAPABILITIES,
uS: () => connectFiles,
vN: () => filesShape
})
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598)
var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500)
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7463)
var _kit_text_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1299)
var _directory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4883)
var _options_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3810)
const FILES_CAPABILITIES = {
split: 'none',
darkDeploy: true,
rollback: 'pointer',
releaseMetrics: false,
jobs: false,
secretNames: false
}
const filesShape = {
directory: (0, _options_js__WEBPACK_IMPORTED_MODULE_4__.aQ)().describe('Directory of the built files; `{revision}` is replaced.'),
prefix: zod__WEBPACK_IMPORTED_MODULE_5__
.YjP()
.regex(/^[a-z0-9][a-z0-9/_-]{0,60}$/, 'this is not a prefix of keys\nreleases')
.default('releases')
.describe('What all keys of this component begin with.'),
url: (0, _options_js__WEBPACK_IMPORTED_MODULE_4__.Wn)().optional().describe('Where something that reads these files can be asked; `{release}` is replaced.'),
'release-header': zod__WEBPACK_IMPORTED_MODULE_5__
.YjP()
.regex(/^[a-z][a-z0-9-]{1,60}$/, 'this is not the name of a header\nx-config-release')
.optional()
.describe('Header by which it is told to read one release.')
}
const MANIFEST = '.sluice.json'
const LISTED = 50
const NOBODY = 'none'
const PATIENCE = 75_000
const LONGEST_PAUSE = 3000
const entry = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({id: zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), revision: zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), rollout: zod__WEBPACK_IMPORTED_MODULE_5__.YjP()})
const manifestShape = entry.extend({schema: zod__WEBPACK_IMPORTED_MODULE_5__.euz(1), files: zod__WEBPACK_IMPORTED_MODULE_5__.Whr().min(0)})
const indexShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({schema: zod__WEBPACK_IMPORTED_MODULE_5__.euz(1), releases: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(entry)})
const idOf = ({revision, rollout}) => {
const readable =
revision
.replace(/[^A-Za-z0-9]+/g, '-')
.replace(/^-+/, '')
.slice(0, 12) || 'r'
return `${readable}-${(0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(`${rollout}\0${revision}`).digest('hex').slice(0, 12)}`
}
const isId = id => /^[A-Za-z0-9-]{1,56}$/.test(id) && id !== NOBODY
const shown = id => (0, _kit_text_js__WEBPACK_IMPORTED_MODULE_6__.ml)((0, _kit_text_js__WEBPACK_IMPORTED_MODULE_6__.Fq)(id), 60)
const keyed = ({id, revision, rollout}) => ({id, revision, rollout})
const connectFiles = (store, kind, options, {workspace, signal}) => {
const {prefix} = options
const pointer = `${prefix}/current`
const index = `${prefix}/releases.json`
const fresh = new Map()
const json = async (key, shape) => {
const text = await store.read(key)
return text === null ? null : readJson(text, shape, kind.type, key)
}
const manifest = async id => (isId(id) ? json(`${prefix}/${id}/${MANIFEST}`, manifestShape) : null)
const inUse = async () => {
const text = (await store.read(pointer))?.trim() ?? ''
return text === '' || text === NOBODY ? null : text
}
const put = (key, text) => store.write([{key, content: Buffer.from(text)}])
const pointTo = async id => {
if (id !== null && (await manifest(id)) === null) throw unknown(kind.type, id)
await put(pointer, id ?? NOBODY)
await until(async () => (await inUse()) === id, signal, kind.type)
}
const deploy = async order => {
const id = idOf(order)
const release = {id, ...order}
const found = await manifest(id)
if (found === null) {
const docs = `platforms/${kind.type}.md#limits`
const files = await (0, _directory_js__WEBPACK_IMPORTED_MODULE_3__.l)({directory: options.directory, revision: order.revision, docs}, workspace, kind.limits)
refuseKeys(files, `${prefix}/${id}/`, kind, options.directory)
await store.write(files.map(({path, content}) => ({key: `${prefix}/${id}/${path}`, content})))
await put(`${prefix}/${id}/${MANIFEST}`, JSON.stringify({schema: 1, ...release, files: files.length}))
}
const listed = (await json(index, indexShape))?.releases ?? []
if (!listed.some(one => one.id === id)) await put(index, JSON.stringify({schema: 1, releases: [release, ...listed].slice(0, LISTED)}))
fresh.set(id, release)
return release
}
return {
type: kind.type,
capabilities: FILES_CAPABILITIES,
current: async () => {
const [id, listed] = await Promise.all([inUse(), json(index, indexShape)])
const releases = new Map([...(listed?.releases ?? []), ...fresh.values()].map(one => [one.id, keyed(one)]))
if (id !== null && !releases.has(id)) {
const found = await manifest(id)
releases.set(id, found ? keyed(found) : {id, revision: id, rollout: null})
}
return {
weights: [...releases.values()].map(release => ({release, weight: release.id === id ? 100 : 0}))
}
},
deploy,
setWeight: async ({canary, baseline, weight}) => {
if (weight !== 0 && weight !== 100) throw undivided(kind.type)
await pointTo(weight === 100 ? canary : baseline)
},
canRollBack: async to => {
const found = await manifest(to)
if (found === null) return {possible: false, reason: `the files of ${shown(to)} are not there`}
const count = await store.count(`${prefix}/${to}/`)
if (count > found.files) return {possible: true}
return {
possible: false,
reason: `files of ${shown(to)} are gone: ${Math.max(0, count - 1)} of ${found.files} are left`
}
},
rollback: to => pointTo(to),
address: async release => {
const {url, 'release-header': header} = options
if (url === undefined || (!url.includes('{release}') && header === undefined)) throw noAddress(kind.type)
return {
url: url.replaceAll('{release}', release),
headers: header === undefined ? {} : {[header]: release}
}
},
wayBackCommand: to => kind.command(pointer, quoted(to))
}
}
const quoted = text => (/^[\w.-]+$/.test(text) ? text : `'${(0, _kit_text_js__WEBPACK_IMPORTED_MODULE_6__.Fq)(text).replaceAll("'", `'\\''`)}'`)
const readJson = (text, shape, provider, key) => {
try {
return shape.parse(JSON.parse(text))
} catch {
const message = `${provider}: ${key} does not hold what Sluice writes there`
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.mZ({provider, message, retryable: false, code: 'invalid-answer'})
}
}
const refuseKeys = (files, prefix, {longestKey, type}, directory) => {
const problems = files
.filter(({path}) => path === MANIFEST || Buffer.byteLength(prefix + path) > longestKey)
.map(({path}) => ({
at: `${directory}/${shown(path)}`,
message: path === MANIFEST ? 'this name is taken' : `its key has more than ${longestKey} bytes`,
fix: 'another name',
docs: `platforms/${type}.md#limits`
}))
if (problems.length > 0) throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL(problems.slice(0, 20))
}
const until = async (seen, signal, provider) => {
const end = performance.now() + PATIENCE
for (let wait = 100; !(await seen()); wait = Math.min(2 * wait, LONGEST_PAUSE)) {
const stopped = await (0, node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(wait, false, {signal}).catch(() => true)
if (!stopped && performance.now() < end) continue
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.mZ({
provider,
message: `${provider}: the pointer was written, and an older one is still read${stopped ? '; interrupted' : ` after ${PATIENCE / 1000} s`}`,
retryable: true,
effect: 'unknown'
})
}
}
const unknown = (provider, id) => new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.mZ({provider, message: `${provider}: there is no release ${shown(id)}`, retryable: false})
const undivided = provider =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({
message: `${provider} serves one release to everybody: it has no share of the traffic`,
fix: 'exposure: full for this component; a share comes from the Worker that reads it',
docs: `platforms/${provider}.md`
})
const noAddress = provider =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_2__.xL({
message: 'these files have no address of their own',
fix: 'url, with {release} in it or together with release-header; or smoke-test the component that reads them',
docs: `platforms/${provider}.md#smoke-tests`
})
},
3810: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Wn: () => urlField,
aQ: () => directoryField,
dy: () => accountShape
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731)
var _kit_cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5620)
var _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7274)
const isApiAddress = text => {
if (!URL.canParse(text) || /[\s?#]/.test(text) || text.endsWith('/')) return false
const {protocol, hostname, username, password} = new URL(text)
if (username !== '' || password !== '') return false
return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
}
const accountShape = {
account: (0, _kit_cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__.EB)(),
token: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().regex(new RegExp(_kit_secret_name_js__WEBPACK_IMPORTED_MODULE_3__.J), 'this is not the name of a secret\nits name on GitHub, such as CLOUDFLARE_API_TOKEN').default('CLOUDFLARE_API_TOKEN').describe('Name of the secret with the API token.'),
'api-url': zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.max(300)
.refine(isApiAddress, {error: `this is not the address of an API\n${_kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.NY}`})
.default(_kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.NY)
.describe('Address of the API, for a gateway of your own.')
}
const directoryField = () =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.max(1000)
.regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\0-\x1f\x7f\\]+$/, 'this is not a directory of the working copy\ndist')
const urlField = () =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.max(300)
.regex(/^https?:\/\/[^\s/?#@]+(?:\/[^\s?#]*)?$/, 'this is not an address\nhttps://www.example.com')
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
}
}
