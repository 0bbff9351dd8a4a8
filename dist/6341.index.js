export const id = 6341
export const ids = [6341]
export const modules = {
9549: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
CM: () => bearer,
Et: () => momentOf,
RV: () => askOnce,
WP: () => both,
Y2: () => askPermissions,
ln: () => REFUSED,
nh: () => headerSafe,
pI: () => WORKS,
uw: () => good,
wI: () => byPattern
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const TIMEOUT = 10_000
const DEADLINE = 30_000
const LARGEST_ANSWER = 4 * 1024 * 1024
const SPEAKING = [200, 201, 204, 400, 401, 402, 403, 404, 422]
const askOnce = async (http, request) => {
try {
return await http.request({
retry: 'safe',
attempts: 3,
accept: SPEAKING,
redirect: 'answer',
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER,
...request
})
} catch (error) {
if (!(error instanceof _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ)) throw error
const {provider, message, retryable, status} = error
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({provider, message, retryable, ...(status !== undefined && {status})})
}
}
const bearer = value => ({
authorization: `Bearer ${headerSafe(value)}`
})
const headerSafe = value => {
if (/^[\x21-\x7e]+$/.test(value)) return value
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: 'a credential holds characters that cannot be sent in a header',
fix: 'the credential on one line, without spaces'
})
}
const askPermissions = async (http, permissions) => {
const lacks = []
for (const {name, request} of permissions) {
const {status} = await askOnce(http, request)
if (status === 401) return REFUSED
if (status >= 300) lacks.push(name)
}
return lacks.length > 0 ? {state: 'too-narrow', lacks, expires: null} : WORKS
}
const REFUSED = {state: 'refused', lacks: [], expires: null}
const WORKS = {state: 'works', lacks: [], expires: null}
const both = (one, other) => {
const order = ['works', 'too-narrow', 'expired', 'refused']
const worse = order.indexOf(one.state) >= order.indexOf(other.state) ? one : other
const ends = [one.expires, other.expires].filter(each => each !== null)
return {
state: worse.state,
lacks: [...one.lacks, ...other.lacks],
expires: ends.length > 0 ? Math.min(...ends) : null
}
}
const good = (wants, expires = null) => ({
state: 'good',
wants,
expires
})
const byPattern = (value, pattern, wants) => (pattern.test(value) ? good(wants) : {state: 'malformed', wants, expires: null})
const momentOf = text => {
const moment = Date.parse(text ?? '')
return Number.isNaN(moment) ? null : moment
}
},
7027: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
L: () => defineCredential
})
const defineCredential = spec => ({
type: spec.type,
options: spec.options,
...(spec.secrets && {secrets: options => spec.secrets?.(options) ?? []}),
connect: (raw, context) => {
const options = raw
const {ask} = spec
return {
type: spec.type,
page: typeof spec.page === 'string' ? spec.page : spec.page(options),
look: value => spec.look(value, context, options),
ask: ask ? value => ask(value, context, options) : null
}
}
})
},
6341: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
google: () => google
})
var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573)
var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598)
var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7027)
const TOKENS = 'https://oauth2.googleapis.com/token'
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
const LIFE = 300
const key = zod__WEBPACK_IMPORTED_MODULE_3__.Ikc({
type: zod__WEBPACK_IMPORTED_MODULE_3__.euz('service_account'),
client_email: zod__WEBPACK_IMPORTED_MODULE_3__.YjP().min(3).max(300),
private_key: zod__WEBPACK_IMPORTED_MODULE_3__.YjP().startsWith('-----BEGIN PRIVATE KEY-----').max(10_000)
})
const read = value => {
try {
return key.parse(JSON.parse(value))
} catch {
return null
}
}
const lookAt = value => {
const wants = 'the JSON of a service account key; better is none at all, with OIDC'
return read(value) ? (0, _asking_js__WEBPACK_IMPORTED_MODULE_2__.uw)(wants) : {state: 'malformed', wants, expires: null}
}
const assertion = (account, now) => {
const part = value => node_buffer__WEBPACK_IMPORTED_MODULE_0__.Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = Math.floor(now / 1000)
const claims = {iss: account.client_email, scope: SCOPE, aud: TOKENS, iat: seconds, exp: seconds + LIFE}
const text = `${part({alg: 'RS256', typ: 'JWT'})}.${part(claims)}`
try {
return `${text}.${(0, node_crypto__WEBPACK_IMPORTED_MODULE_1__.createSign)('RSA-SHA256').update(text).sign(account.private_key).toString('base64url')}`
} catch {
return null
}
}
const token = zod__WEBPACK_IMPORTED_MODULE_3__.Ikc({access_token: zod__WEBPACK_IMPORTED_MODULE_3__.YjP()})
const granted = zod__WEBPACK_IMPORTED_MODULE_3__.Ikc({permissions: zod__WEBPACK_IMPORTED_MODULE_3__.YOg(zod__WEBPACK_IMPORTED_MODULE_3__.YjP()).default([])})
const google = (0, _definition_js__WEBPACK_IMPORTED_MODULE_4__.L)({
type: 'google',
page: ({project}) => `https://console.cloud.google.com/iam-admin/iam?project=${project}`,
options: zod__WEBPACK_IMPORTED_MODULE_3__.rej({
project: zod__WEBPACK_IMPORTED_MODULE_3__
.YjP()
.regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, 'must be the id of a project\nshop-prod')
.describe('Project where the permissions must be.'),
permissions: zod__WEBPACK_IMPORTED_MODULE_3__
.YOg(zod__WEBPACK_IMPORTED_MODULE_3__.YjP().regex(/^[a-z]+\.[A-Za-z]+\.[A-Za-z]+$/, 'must be a permission\nrun.services.update'))
.min(1)
.max(50)
.default(['run.services.get', 'run.services.update', 'run.revisions.list'])
.describe('Permissions that the account must have.')
}),
look: lookAt,
ask: async (value, {http, now}, {project, permissions}) => {
const account = read(value)
const signed = account && assertion(account, now())
if (!signed) return _asking_js__WEBPACK_IMPORTED_MODULE_2__.ln
const grant = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_2__.RV)(http, {
method: 'POST',
url: TOKENS,
headers: {'content-type': 'application/x-www-form-urlencoded'},
body: new URLSearchParams({
grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
assertion: signed
}).toString()
})
if (grant.status !== 200) return _asking_js__WEBPACK_IMPORTED_MODULE_2__.ln
const answer = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_2__.RV)(http, {
method: 'POST',
url: `https://cloudresourcemanager.googleapis.com/v3/projects/${project}:testIamPermissions`,
headers: (0, _asking_js__WEBPACK_IMPORTED_MODULE_2__.CM)(grant.json(token).access_token),
json: {permissions}
})
const has = answer.status === 200 ? answer.json(granted).permissions : []
const lacks = permissions.filter(each => !has.includes(each))
return lacks.length > 0 ? {state: 'too-narrow', lacks, expires: null} : _asking_js__WEBPACK_IMPORTED_MODULE_2__.pI
}
})
}
}
