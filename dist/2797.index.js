export const id = 2797
export const ids = [2797]
export const modules = {
3676: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
V: () => defineFlags
})
const defineFlags = ({type, options, secrets, connect}) => ({
type,
options,
...(secrets && {secrets: given => secrets(given)}),
connect: (order, context) => connect({...order, options: order.options}, context)
})
},
2797: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
flagdKv: () => flagdKv,
kvOptions: () => kvOptions
})
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598)
var node_timers_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8500)
var zod__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(2857)
var _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8731)
var _kit_cloudflare_options_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5620)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7463)
var _kit_http_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6266)
var _definition_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3676)
var _flagd_cloudflare_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8333)
var _flagd_flag_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1704)
const TYPE = 'flagd-kv'
const DOCS = 'flags/flagd-kv.md'
const NO_KEY = 10009
const NO_NAMESPACE = 10013
const PATIENCE = 90_000
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 5000
const kvOptions = zod__WEBPACK_IMPORTED_MODULE_7__.rej({
account: (0, _kit_cloudflare_options_js__WEBPACK_IMPORTED_MODULE_3__.EB)(),
token: (0, _flagd_cloudflare_js__WEBPACK_IMPORTED_MODULE_8__.T2)('CLOUDFLARE_API_TOKEN').default('CLOUDFLARE_API_TOKEN').describe('Name of the secret with an API token that may edit Workers KV storage.'),
'api-url': (0, _kit_cloudflare_options_js__WEBPACK_IMPORTED_MODULE_3__.Oc)(),
namespace: zod__WEBPACK_IMPORTED_MODULE_7__
.YjP()
.regex(/^[0-9a-f]{32}$/, 'this is not the id of a namespace\nthe id that `wrangler kv namespace list` shows')
.describe('Id of the namespace.'),
document: (0, _flagd_cloudflare_js__WEBPACK_IMPORTED_MODULE_8__.OW)()
})
const missing = () =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_4__.xL({
message: 'Cloudflare knows no such namespace in this account',
fix: 'namespace: the id that `wrangler kv namespace list` shows',
docs: DOCS
})
const stale = stopped =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_4__.mZ({
provider: TYPE,
message: `${TYPE}: the document was written, and the one before it is still read${stopped ? '; interrupted' : ` after ${PATIENCE / 1000} s`}`,
retryable: true,
effect: 'unknown'
})
const versionOf = text => (0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex')
const turns = new Map()
const inTurn = async (place, work) => {
const turn = (turns.get(place) ?? Promise.resolve()).then(work, work)
turns.set(place, turn)
return turn
}
const kvStore = (api, {account, namespace, document}, signal) => {
const path = `/accounts/${account}/storage/kv/namespaces/${namespace}/values/${encodeURIComponent(document)}`
const known = async work =>
work.catch(error => {
throw (0, _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_2__.vu)(error, NO_NAMESPACE) ? missing() : error
})
const read = async () => {
const text = (await known(api.body({path, absent: NO_KEY})))?.text()
return text === undefined ? null : {text, version: versionOf(text)}
}
const settled = async (text, before) => {
const end = performance.now() + PATIENCE
for (let wait = FIRST_PAUSE; ; wait = Math.min(2 * wait, LONGEST_PAUSE)) {
const found = await read()
if (found?.text === text) return true
if ((found?.version ?? null) !== before) return false
const stopped = await (0, node_timers_promises__WEBPACK_IMPORTED_MODULE_1__.setTimeout)(wait, false, {signal}).catch(() => true)
if (stopped || performance.now() > end) throw stale(stopped)
}
}
return {
read,
replace: (text, version) =>
inTurn(path, async () => {
if (((await read())?.version ?? null) !== version) return false
const headers = {'content-type': 'text/plain; charset=utf-8'}
const call = {method: 'PUT', path, body: text, headers, retry: 'safe'}
await known(api.call({...call, shape: zod__WEBPACK_IMPORTED_MODULE_7__.L5J()}))
return settled(text, version)
})
}
}
const flagdKv = (0, _definition_js__WEBPACK_IMPORTED_MODULE_9__.V)({
type: TYPE,
options: kvOptions,
secrets: ({token}) => [token],
connect: (order, {secret, http, signal}) => {
const {account, namespace, document, token, 'api-url': base} = order.options
const api = (0, _kit_cloudflare_js__WEBPACK_IMPORTED_MODULE_2__.oM)(http?.(TYPE) ?? (0, _kit_http_js__WEBPACK_IMPORTED_MODULE_5__.V)({provider: TYPE, signal}), {
provider: TYPE,
token: () => secret(token),
tokenName: token,
permission: 'Workers KV Storage: Edit',
base,
docs: DOCS
})
const wrangler = (verb, more) => `npx wrangler kv key ${verb} ${document} ${more}--namespace-id ${namespace} --remote`
return (0, _flagd_flag_js__WEBPACK_IMPORTED_MODULE_6__.n)(order, kvStore(api, {account, namespace, document}, signal), {
type: TYPE,
wayBackCommand: `export CLOUDFLARE_ACCOUNT_ID=${account}; ${(0, _flagd_cloudflare_js__WEBPACK_IMPORTED_MODULE_8__.SP)(wrangler('get', '--text '), wrangler('put', '--path /dev/stdin '), order.key)}`
})
}
})
},
8333: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
OW: () => documentField,
SP: () => switchOff,
T2: () => secretField
})
var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857)
var _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7274)
const secretField = usual => zod__WEBPACK_IMPORTED_MODULE_0__.YjP().regex(new RegExp(_kit_secret_name_js__WEBPACK_IMPORTED_MODULE_1__.J), `this is not the name of a secret\nits name on GitHub, such as ${usual}`)
const documentField = () =>
zod__WEBPACK_IMPORTED_MODULE_0__
.YjP()
.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/, 'this is not the key of a document\nflags/production.json')
.max(200)
.default('flags.json')
.describe('Key of the document: one for each service and environment.')
const switchOff = (read, write, flag) => `${read} | node -p 'd = JSON.parse(fs.readFileSync(0)); d.flags["${flag}"].state = "DISABLED"; JSON.stringify(d)' | ${write}`
},
1704: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
n: () => flagInDocument
})
var errors = __webpack_require__(7463)
var schemas = __webpack_require__(2857)
var canonical_json = __webpack_require__(4443)
const PARTS = 100_000
const documentShape = schemas._H3({flags: schemas.g1P(schemas.YjP(), schemas.L5J())})
const flagShape = schemas._H3({
state: schemas.k5n(['ENABLED', 'DISABLED']),
metadata: schemas
._H3({
sluiceWeight: schemas.aig().min(0).max(100).optional(),
sluiceCohort: schemas.YjP().max(100).optional(),
sluiceRegions: schemas.YjP().max(2000).optional()
})
.optional()
})
const targetingOf = ({weight, cohort, regions}, {seed, cohorts}) => {
const share = Math.round((weight * PARTS) / 100)
const fraction = {
fractional: [{cat: [seed, '/', {var: 'targetingKey'}]}, ['on', share], ['off', PARTS - share]]
}
const users = cohort === null ? undefined : cohorts[cohort]
const inner = users ? 'on' : weight === 100 ? 'on' : fraction
const conditions = [...(regions.length > 0 ? [{in: [{var: 'region'}, [...regions]]}] : []), ...(users ? [{in: [{var: 'targetingKey'}, [...users]]}] : []), ...(cohort !== null && !users ? [{some: [{var: 'groups'}, {'==': [{var: ''}, cohort]}]}] : [])]
if (conditions.length === 0) return inner === 'on' ? {if: [true, 'on', 'off']} : inner
return {if: [conditions.length === 1 ? (conditions[0] ?? true) : {and: conditions}, inner, 'off']}
}
const entryOf = (audience, facts) => {
const off = audience.weight === 0
return {
state: 'ENABLED',
variants: {on: true, off: false},
defaultVariant: 'off',
...(off ? {} : {targeting: targetingOf(audience, facts)}),
metadata: {
sluiceWeight: audience.weight,
...(off || audience.cohort === null ? {} : {sluiceCohort: audience.cohort}),
...(off || audience.regions.length === 0 ? {} : {sluiceRegions: audience.regions.join(',')})
}
}
}
const audienceIn = (entry, facts) => {
const nobody = {weight: 0, cohort: null, regions: []}
if (entry === undefined) return nobody
const read = flagShape.safeParse(entry)
if (!read.success) return null
if (read.data.state === 'DISABLED') return nobody
const {sluiceWeight, sluiceCohort, sluiceRegions} = read.data.metadata ?? {}
if (sluiceWeight === undefined) return null
const audience = {
weight: sluiceWeight,
cohort: sluiceCohort ?? null,
regions: sluiceRegions === undefined ? [] : sluiceRegions.split(',')
}
return (0, canonical_json.d)(entry) === (0, canonical_json.d)(entryOf(audience, facts)) ? audience : null
}
const DOCS = 'flags/flagd.md'
const ATTEMPTS = 5
const broken = () =>
new errors.xL({
message: 'the flag document is not JSON with a mapping `flags`; nothing was changed',
fix: '{ "flags": {} }',
docs: DOCS
})
const documentIn = text => {
try {
return documentShape.parse(JSON.parse(text))
} catch {
throw broken()
}
}
const EMPTY = {$schema: 'https://flagd.dev/schema/v0/flags.json', flags: {}}
const flagInDocument = (facts, store, {type, wayBackCommand}) => {
const {name, key} = facts
const entryIn = ({flags}) => (Object.hasOwn(flags, key) ? flags[key] : undefined)
return {
name,
type,
read: async () => {
const found = await store.read()
return audienceIn(found === null ? undefined : entryIn(documentIn(found.text)), facts)
},
set: async audience => {
for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
const found = await store.read()
const document = found === null ? EMPTY : documentIn(found.text)
const flags = {...document.flags, [key]: entryOf(audience, facts)}
const text = `${JSON.stringify({...document, flags}, null, 2)}\n`
if (text === found?.text || (await store.replace(text, found?.version ?? null))) return
}
throw new errors.mZ({
provider: type,
message: `${type}: somebody else kept writing the document of the flag ${name}; the next tick tries again`,
retryable: true
})
},
wayBackCommand: () => wayBackCommand
}
}
},
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
}
}
