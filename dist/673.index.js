export const id = 673
export const ids = [673]
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
673: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
vercel: () => vercel
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7027)
const API = 'https://api.vercel.com'
const current = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({token: zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({expiresAt: zod__WEBPACK_IMPORTED_MODULE_1__.aig().nullish()})})
const vercel = (0, _definition_js__WEBPACK_IMPORTED_MODULE_2__.L)({
type: 'vercel',
page: 'https://vercel.com/account/settings/tokens',
options: zod__WEBPACK_IMPORTED_MODULE_1__.rej({
project: zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.regex(/^[A-Za-z0-9._-]{1,100}$/, 'must be the id or name of a project\nprj_...')
.describe('Project that the token has to reach, by id or name.'),
team: zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.regex(/^team_[A-Za-z0-9]{1,60}$/, 'must be the id of a team\nteam_...')
.optional()
.describe('Team of the project. Without it the person of the token.')
}),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^[A-Za-z0-9_-]{20,200}$/, 'an access token'),
ask: async (value, {http}, {project, team}) => {
const headers = (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.CM)(value)
const answer = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.RV)(http, {url: `${API}/v5/user/tokens/current`, headers})
if (answer.status !== 200) return _asking_js__WEBPACK_IMPORTED_MODULE_0__.ln
const {token} = answer.json(current)
const question = {
url: `${API}/v9/projects/${encodeURIComponent(project)}`,
headers,
query: {teamId: team}
}
return (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.WP)({state: 'works', lacks: [], expires: token.expiresAt ?? null}, await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Y2)(http, [{name: `reach the project ${project}`, request: question}]))
}
})
}
}
