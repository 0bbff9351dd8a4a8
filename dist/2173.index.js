export const id = 2173
export const ids = [2173]
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
2173: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
cloudflare: () => cloudflare
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7027)
const API = 'https://api.cloudflare.com/client/v4'
const NEEDS = {
workers: ['Workers Scripts Read', 'workers/scripts'],
d1: ['D1 Read', 'd1/database?per_page=10'],
kv: ['Workers KV Storage Read', 'storage/kv/namespaces?per_page=5'],
r2: ['Workers R2 Storage Read', 'r2/buckets?per_page=1']
}
const verified = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({
result: zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({status: zod__WEBPACK_IMPORTED_MODULE_1__.k5n(['active', 'disabled', 'expired']), expires_on: zod__WEBPACK_IMPORTED_MODULE_1__.YjP().nullish()})
})
const cloudflare = (0, _definition_js__WEBPACK_IMPORTED_MODULE_2__.L)({
type: 'cloudflare',
page: 'https://dash.cloudflare.com/profile/api-tokens',
options: zod__WEBPACK_IMPORTED_MODULE_1__.rej({
account: zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.regex(/^[A-Z_][A-Z0-9_]{0,99}$/, 'must be the name of a secret\nCLOUDFLARE_ACCOUNT_ID')
.optional()
.describe('Name of the secret with the account id. Without it only the token itself is asked for.'),
needs: zod__WEBPACK_IMPORTED_MODULE_1__
.YOg(zod__WEBPACK_IMPORTED_MODULE_1__.k5n(['workers', 'd1', 'kv', 'r2']))
.max(4)
.default(['workers'])
.describe('What the token has to reach in the account.')
}),
secrets: ({account}) => (account === undefined ? [] : [account]),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^[A-Za-z0-9_-]{20,200}$/, 'an API token, not a global key or an e-mail address'),
ask: async (value, {http, secret}, {account, needs}) => {
const headers = (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.CM)(value)
const answer = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.RV)(http, {url: `${API}/user/tokens/verify`, headers})
if (answer.status !== 200) return _asking_js__WEBPACK_IMPORTED_MODULE_0__.ln
const {status, expires_on} = answer.json(verified).result
const expires = (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Et)(expires_on)
if (status !== 'active') return {state: status === 'expired' ? 'expired' : 'refused', lacks: [], expires}
const own = {state: 'works', lacks: [], expires}
if (account === undefined) return own
const id = encodeURIComponent(secret(account))
const questions = needs.map(need => {
const [name, path] = NEEDS[need]
return {name, request: {url: `${API}/accounts/${id}/${path}`, headers}}
})
return (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.WP)(own, await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Y2)(http, questions))
}
})
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
}
}
