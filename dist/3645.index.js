export const id = 3645
export const ids = [3645]
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
3645: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
resend: () => resend
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7027)
const domains = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({data: zod__WEBPACK_IMPORTED_MODULE_1__.YOg(zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({name: zod__WEBPACK_IMPORTED_MODULE_1__.YjP(), status: zod__WEBPACK_IMPORTED_MODULE_1__.YjP()}))})
const problem = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({name: zod__WEBPACK_IMPORTED_MODULE_1__.YjP()})
const resend = (0, _definition_js__WEBPACK_IMPORTED_MODULE_2__.L)({
type: 'resend',
page: 'https://resend.com/api-keys and https://resend.com/domains',
options: zod__WEBPACK_IMPORTED_MODULE_1__.rej({
domain: zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.regex(/^[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?$/, 'must be a domain\nmail.example.com')
.optional()
.describe('Domain that must be verified, so that mail arrives.')
}),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^re_[A-Za-z0-9_]{10,200}$/, 'a key that begins with re_'),
ask: async (value, {http}, {domain}) => {
const answer = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.RV)(http, {url: 'https://api.resend.com/domains', headers: (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.CM)(value)})
if (answer.status !== 200) {
const known = /"restricted_api_key"/.test(answer.text()) && answer.json(problem).name === 'restricted_api_key'
if (!known) return _asking_js__WEBPACK_IMPORTED_MODULE_0__.ln
return domain === undefined ? _asking_js__WEBPACK_IMPORTED_MODULE_0__.pI : {state: 'too-narrow', lacks: ['read domains (full access)'], expires: null}
}
const {data} = answer.json(domains)
const found = data.find(({name}) => name === domain)
if (domain === undefined || found?.status === 'verified') return _asking_js__WEBPACK_IMPORTED_MODULE_0__.pI
const lacks = [found ? `a verified domain ${domain}` : `the domain ${domain}`]
return {state: 'too-narrow', lacks, expires: null}
}
})
}
}
