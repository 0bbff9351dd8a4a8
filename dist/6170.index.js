export const id = 6170
export const ids = [6170]
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
6170: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
http: () => http
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7027)
const http = (0, _definition_js__WEBPACK_IMPORTED_MODULE_1__.L)({
type: 'http',
page: ({url}) => `the keys of your account at ${new URL(url).host}`,
options: zod__WEBPACK_IMPORTED_MODULE_2__.rej({
url: zod__WEBPACK_IMPORTED_MODULE_2__
.OZ5({protocol: /^https$/})
.max(1000)
.describe('Address that answers to a good key. It is asked by GET and must change nothing.'),
header: zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, 'must be the name of a header\nx-api-key')
.default('authorization')
.describe('Header that carries the key.'),
scheme: zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.regex(/^[A-Za-z]{0,20}$/, 'must be one word, or empty\nBearer')
.default('Bearer')
.describe('Word in front of the key; empty for none.'),
status: zod__WEBPACK_IMPORTED_MODULE_2__.Whr().min(200).max(299).default(200).describe('Status of a good answer.')
}),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^[\x21-\x7e]{1,4000}$/, 'a key on one line'),
ask: async (value, context, {url, header, scheme, status}) => {
const sent = `${scheme === '' ? '' : `${scheme} `}${(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.nh)(value)}`
const answer = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.RV)(context.http, {url, headers: {[header]: sent}})
if (answer.status === status) return _asking_js__WEBPACK_IMPORTED_MODULE_0__.pI
return answer.status === 403 ? {state: 'too-narrow', lacks: [`reach ${new URL(url).pathname}`], expires: null} : _asking_js__WEBPACK_IMPORTED_MODULE_0__.ln
}
})
}
}
