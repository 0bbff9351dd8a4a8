export const id = 8218
export const ids = [8218, 5016]
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
8218: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
supabaseKey: () => supabaseKey
})
var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573)
var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7027)
var _supabase_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5016)
const claims = zod__WEBPACK_IMPORTED_MODULE_3__.Ikc({role: zod__WEBPACK_IMPORTED_MODULE_3__.YjP(), ref: zod__WEBPACK_IMPORTED_MODULE_3__.YjP().optional(), exp: zod__WEBPACK_IMPORTED_MODULE_3__.aig().optional()})
const claimsOf = value => {
try {
const [, body = ''] = value.split('.')
return claims.parse(JSON.parse(node_buffer__WEBPACK_IMPORTED_MODULE_0__.Buffer.from(body, 'base64url').toString('utf8')))
} catch {
return null
}
}
const lookAt = (value, role, project) => {
const wants = `the ${role} key of the project ${project}`
const wrong = state => ({state, wants, expires: null})
const newer = /^sb_(publishable|secret)_[A-Za-z0-9_-]{10,200}$/.exec(value)?.[1]
if (newer !== undefined) return (newer === 'secret') === (role === 'service_role') ? (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.uw)(wants) : wrong('other-kind')
const said = claimsOf(value)
if (!said) return wrong('malformed')
if (said.role !== role || (said.ref !== undefined && said.ref !== project)) return wrong('other-kind')
return (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.uw)(wants, said.exp === undefined ? null : said.exp * 1000)
}
const supabaseKey = (0, _definition_js__WEBPACK_IMPORTED_MODULE_4__.L)({
type: 'supabase-key',
page: ({project}) => `https://supabase.com/dashboard/project/${project}/settings/api-keys`,
options: zod__WEBPACK_IMPORTED_MODULE_3__.rej({
project: (0, _supabase_js__WEBPACK_IMPORTED_MODULE_2__.projectReference)().describe('Reference of the project that the key is of.'),
role: zod__WEBPACK_IMPORTED_MODULE_3__.k5n(['anon', 'service_role']).describe('`anon` for the public key, `service_role` for the one that passes every policy.')
}),
look: (value, _context, {role, project}) => lookAt(value, role, project),
ask: (value, {http}, {project}) =>
(0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.Y2)(http, [
{
name: `reach the project ${project}`,
request: {
url: `https://${project}.supabase.co/auth/v1/settings`,
headers: {apikey: (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.nh)(value)}
}
}
])
})
},
5016: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
projectReference: () => projectReference,
supabase: () => supabase
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7027)
const API = 'https://api.supabase.com/v1'
const NEEDS = {
project: ['Projects: Read', ''],
functions: ['Edge Functions: Read', '/functions'],
secrets: ['Secrets: Read', '/secrets'],
backups: ['Database: Read', '/database/backups']
}
const projectReference = () => zod__WEBPACK_IMPORTED_MODULE_1__.YjP().regex(/^[a-z]{20}$/, 'must be the reference of a project\nthe 20 letters in its address')
const supabase = (0, _definition_js__WEBPACK_IMPORTED_MODULE_2__.L)({
type: 'supabase',
page: 'https://supabase.com/dashboard/account/tokens',
options: zod__WEBPACK_IMPORTED_MODULE_1__.rej({
project: projectReference().describe('Reference of the project that the token has to reach.'),
needs: zod__WEBPACK_IMPORTED_MODULE_1__
.YOg(zod__WEBPACK_IMPORTED_MODULE_1__.k5n(['project', 'functions', 'secrets', 'backups']))
.min(1)
.max(4)
.default(['project'])
.describe('What the token has to read there.')
}),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^sbp_[A-Za-z0-9_]{30,200}$/, 'a personal or scoped token that begins with sbp_'),
ask: (value, {http}, {project, needs}) =>
(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Y2)(
http,
needs.map(need => {
const [name, path] = NEEDS[need]
return {name, request: {url: `${API}/projects/${project}${path}`, headers: (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.CM)(value)}}
})
)
})
}
}
