export const id = 717
export const ids = [717]
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
717: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
flagdR2: () => flagdR2,
r2Options: () => r2Options
})
var schemas = __webpack_require__(2857)
var external_node_crypto_ = __webpack_require__(7598)
var kit_text = __webpack_require__(1299)
const ALGORITHM = 'AWS4-HMAC-SHA256'
const sha256 = text => (0, external_node_crypto_.createHash)('sha256').update(text).digest('hex')
const hmac = (key, text) => (0, external_node_crypto_.createHmac)('sha256', key).update(text).digest()
const canonicalAddress = ({pathname, searchParams}) => {
const path = pathname
.split('/')
.map(part => (0, kit_text.vJ)(decodeURIComponent(part)))
.join('/')
const query = [...searchParams]
.map(([name, value]) => `${(0, kit_text.vJ)(name)}=${(0, kit_text.vJ)(value)}`)
.sort()
.join('&')
return `${path}\n${query}`
}
const signRequest = ({method, url, headers, body}, {accessKey, secretKey, region, service}, at) => {
const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
const day = time.slice(0, 8)
const signed = {
...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value.trim()])),
'x-amz-content-sha256': sha256(body),
'x-amz-date': time
}
const all = Object.entries({...signed, host: url.host}).sort(([one], [other]) => (one < other ? -1 : 1))
const names = all.map(([name]) => name).join(';')
const lines = all.map(([name, value]) => `${name}:${value}\n`).join('')
const request = [method, canonicalAddress(url), lines, names, sha256(body)].join('\n')
const scope = `${day}/${region}/${service}/aws4_request`
const key = [day, region, service, 'aws4_request'].reduce(hmac, `AWS4${secretKey}`)
const signature = hmac(key, [ALGORITHM, time, scope, sha256(request)].join('\n')).toString('hex')
return {
...signed,
authorization: `${ALGORITHM} Credential=${accessKey}/${scope}, SignedHeaders=${names}, Signature=${signature}`
}
}
var cloudflare_options = __webpack_require__(5620)
var errors = __webpack_require__(7463)
var kit_http = __webpack_require__(6266)
var definition = __webpack_require__(3676)
var cloudflare = __webpack_require__(8333)
var flag = __webpack_require__(1704)
const TYPE = 'flagd-r2'
const DOCS = 'flags/flagd-r2.md'
const LARGEST = 8 * 1024 * 1024
const r2Options = schemas.rej({
account: (0, cloudflare_options.EB)(),
bucket: schemas
.YjP()
.regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, 'this is not the name of a bucket\nthe name that `wrangler r2 bucket list` shows')
.describe('Name of the bucket.'),
document: (0, cloudflare.OW)(),
'access-key': (0, cloudflare.T2)('R2_ACCESS_KEY_ID').default('R2_ACCESS_KEY_ID').describe('Name of the secret with the access key id of an R2 API token.'),
'secret-key': (0, cloudflare.T2)('R2_SECRET_ACCESS_KEY').default('R2_SECRET_ACCESS_KEY').describe('Name of the secret with its secret access key.'),
endpoint: schemas
.YjP()
.max(300)
.refine(cloudflare_options.D7, {
error: 'this is not the address of a bucket’s S3 API\nhttps://<account>.eu.r2.cloudflarestorage.com'
})
.optional()
.describe('Address of the S3 API. Default: that of the account; buckets of a jurisdiction have another.')
})
const codeIn = answer => /<Code>(\w{1,60})<\/Code>/.exec(answer.text())?.[1] ?? ''
const refusalOf = (answer, options) => {
const code = codeIn(answer)
if (code === 'NoSuchBucket')
return new errors.xL({
message: `there is no bucket ${options.bucket} in this account`,
fix: 'bucket: the name that `wrangler r2 bucket list` shows; endpoint for one of a jurisdiction',
docs: DOCS
})
if (answer.status === 401 || answer.status === 403)
return new errors.xL({
message: `R2 does not accept the secrets ${options['access-key']} and ${options['secret-key']} for this (${answer.status})`,
fix: 'the two keys of an R2 API token with Object Read & Write on this bucket',
docs: DOCS
})
return new errors.mZ({
provider: TYPE,
message: `${TYPE}: the bucket answered ${answer.status}`,
retryable: false,
status: answer.status,
code: 'status'
})
}
const sendable = (name, value) => {
if (/^[\x21-\x7e]+$/.test(value)) return value
throw new errors.xL({
message: `the secret ${name} ${value === '' ? 'is empty' : 'holds characters that cannot be sent in a header'}`,
fix: 'the key on one line, without spaces',
docs: DOCS
})
}
const r2Store = (http, options, {secret}) => {
const {account, bucket, document, endpoint} = options
const url = new URL(`${endpoint ?? `https://${account}.r2.cloudflarestorage.com`}/${bucket}/${document}`)
const send = async (method, headers, body, also) => {
const [accessKey, secretKey] = ['access-key', 'secret-key'].map(key => sendable(options[key], secret(options[key])))
const signer = {accessKey, secretKey, region: 'auto', service: 's3'}
const answer = await http.request({
method,
url,
headers: signRequest({method, url, headers, body}, signer, new Date()),
...(method === 'PUT' && {body}),
retry: 'safe',
maxBytes: LARGEST,
redirect: 'answer',
accept: [200, 400, 401, 403, 404, 409, 412]
})
if (answer.status === 200 || also.includes(answer.status)) return answer
throw refusalOf(answer, options)
}
return {
read: async () => {
const answer = await send('GET', {}, '', [404])
if (answer.status === 404) {
if (codeIn(answer) === 'NoSuchKey') return null
throw refusalOf(answer, options)
}
const {etag} = answer.headers
if (etag !== undefined) return {text: answer.text(), version: etag}
throw new errors.mZ({
provider: TYPE,
message: `${TYPE}: the document came without an etag, so it cannot be replaced safely`,
retryable: false,
code: 'invalid-answer'
})
},
replace: async (text, version) => {
const condition = version === null ? {'if-none-match': '*'} : {'if-match': version}
const headers = {'content-type': 'application/json', ...condition}
return (await send('PUT', headers, text, [409, 412])).status === 200
}
}
}
const flagdR2 = (0, definition.V)({
type: TYPE,
options: r2Options,
secrets: options => [options['access-key'], options['secret-key']],
connect: (order, context) => {
const {options} = order
const {account, bucket, document} = options
const http = context.http?.(TYPE) ?? (0, kit_http.V)({provider: TYPE, signal: context.signal})
const wrangler = verb => `npx wrangler r2 object ${verb} ${bucket}/${document} --pipe --remote`
return (0, flag.n)(order, r2Store(http, options, context), {
type: TYPE,
wayBackCommand: `export CLOUDFLARE_ACCOUNT_ID=${account}; ${(0, cloudflare.SP)(wrangler('get'), wrangler('put'), order.key)}`
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
