export const id = 6195
export const ids = [6195]
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
},
1401: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
fly: () => fly
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7027)
const API = 'https://api.machines.dev/v1'
const fly = (0, _definition_js__WEBPACK_IMPORTED_MODULE_1__.L)({
type: 'fly',
page: 'https://fly.io/docs/security/tokens/ (fly tokens create deploy --app NAME)',
options: zod__WEBPACK_IMPORTED_MODULE_2__.rej({
app: zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the name of an app\nshop-web')
.describe('App whose machines the token has to reach.')
}),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^(?:FlyV1 )?[A-Za-z0-9_\-+/=,.]{20,20000}$/, 'a token of fly tokens create'),
ask: (value, {http}, {app}) =>
(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Y2)(http, [
{
name: `reach the app ${app}`,
request: {
url: `${API}/apps/${app}`,
headers: {authorization: value.startsWith('FlyV1 ') ? value : `Bearer ${value}`}
}
}
])
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
},
4964: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
models: () => models
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7027)
const list = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({data: zod__WEBPACK_IMPORTED_MODULE_1__.YOg(zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({id: zod__WEBPACK_IMPORTED_MODULE_1__.YjP()}))})
const isModel = (id, model) => id === model || id.endsWith(`/${model}`)
const models = (0, _definition_js__WEBPACK_IMPORTED_MODULE_2__.L)({
type: 'models',
page: ({url}) => `the keys of your account at ${new URL(url).host}`,
options: zod__WEBPACK_IMPORTED_MODULE_1__.rej({
url: zod__WEBPACK_IMPORTED_MODULE_1__
.OZ5({protocol: /^https$/})
.max(500)
.default('https://api.openai.com/v1')
.describe('Address in front of `/models`.'),
style: zod__WEBPACK_IMPORTED_MODULE_1__.k5n(['openai', 'anthropic']).default('openai').describe('How the key is sent: as a bearer token, or in `x-api-key`.'),
model: zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.regex(/^[\w./:-]{1,200}$/, 'must be the name of a model\ngpt-5')
.optional()
.describe('Model that the key must reach.')
}),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^[\x21-\x7e]{16,400}$/, 'a key on one line'),
ask: async (value, {http}, {url, style, model}) => {
const headers = style === 'openai' ? (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.CM)(value) : {'x-api-key': (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.nh)(value), 'anthropic-version': '2023-06-01'}
const query = style === 'anthropic' ? {limit: 1000} : {}
const answer = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.RV)(http, {url: `${url.replace(/\/$/, '')}/models`, headers, query})
if (answer.status === 403) return {state: 'too-narrow', lacks: ['list models'], expires: null}
if (answer.status !== 200) return _asking_js__WEBPACK_IMPORTED_MODULE_0__.ln
const {data} = answer.json(list)
if (model === undefined || data.some(({id}) => isModel(id, model))) return _asking_js__WEBPACK_IMPORTED_MODULE_0__.pI
return {state: 'too-narrow', lacks: [`the model ${model}`], expires: null}
}
})
},
5720: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
plain: () => plain
})
var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573)
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7027)
const claims = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({exp: zod__WEBPACK_IMPORTED_MODULE_1__.aig()})
const endOf = value => {
const [, body] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(value) ?? []
try {
return body === undefined ? null : claims.parse(JSON.parse(node_buffer__WEBPACK_IMPORTED_MODULE_0__.Buffer.from(body, 'base64url').toString())).exp * 1000
} catch {
return null
}
}
const TEST_KEY = /^(?:sk|pk|rk|whsec)_test_/
const lookAt = (value, production) => (production && TEST_KEY.test(value) ? {state: 'test-key', wants: 'a live key', expires: null} : {state: 'good', wants: 'any text', expires: endOf(value)})
const plain = (0, _definition_js__WEBPACK_IMPORTED_MODULE_2__.L)({
type: 'plain',
page: '',
options: zod__WEBPACK_IMPORTED_MODULE_1__.rej({}),
look: (value, {production}) => lookAt(value, production)
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
},
6689: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
sentry: () => sentry
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7027)
const NEEDS = {
'org:read': '',
'project:read': 'projects/?per_page=1',
'event:read': 'issues/?limit=1',
'project:releases': 'releases/?per_page=1'
}
const sentry = (0, _definition_js__WEBPACK_IMPORTED_MODULE_1__.L)({
type: 'sentry',
page: ({organization}) => `https://${organization}.sentry.io/settings/auth-tokens/`,
options: zod__WEBPACK_IMPORTED_MODULE_2__.rej({
organization: zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be the short name of an organization\nacme')
.describe('Short name of the organization.'),
url: zod__WEBPACK_IMPORTED_MODULE_2__
.OZ5({protocol: /^https$/})
.max(500)
.default('https://sentry.io')
.describe('Address of Sentry.'),
needs: zod__WEBPACK_IMPORTED_MODULE_2__
.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.k5n(['org:read', 'project:read', 'event:read', 'project:releases']))
.min(1)
.max(4)
.default(['org:read'])
.describe('Scopes that the token must have.')
}),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^[A-Za-z0-9_\-+/=]{32,500}$/, 'an auth token'),
ask: (value, {http}, {organization, url, needs}) =>
(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Y2)(
http,
needs.map(need => ({
name: need,
request: {
url: `${new URL(url).origin}/api/0/organizations/${organization}/${NEEDS[need]}`,
headers: (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.CM)(value)
}
}))
)
})
},
5160: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
slack: () => slack
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7027)
const told = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({ok: zod__WEBPACK_IMPORTED_MODULE_1__.zMY(), error: zod__WEBPACK_IMPORTED_MODULE_1__.YjP().optional()})
const slack = (0, _definition_js__WEBPACK_IMPORTED_MODULE_2__.L)({
type: 'slack',
page: 'https://api.slack.com/apps (OAuth & Permissions)',
options: zod__WEBPACK_IMPORTED_MODULE_1__.rej({
scopes: zod__WEBPACK_IMPORTED_MODULE_1__
.YOg(zod__WEBPACK_IMPORTED_MODULE_1__.YjP().regex(/^[a-z._:]{1,60}$/, 'must be a scope\nchat:write'))
.max(20)
.default(['chat:write'])
.describe('Scopes that the token must have.')
}),
look: value => (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.wI)(value, /^xox[abep]-[A-Za-z0-9-]{10,300}$/, 'a token that begins with xoxb-'),
ask: async (value, {http}, {scopes}) => {
const answer = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.RV)(http, {
method: 'POST',
url: 'https://slack.com/api/auth.test',
headers: {...(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.CM)(value), 'content-type': 'application/x-www-form-urlencoded'},
body: ''
})
const {ok, error} = answer.json(told)
if (!ok) return {..._asking_js__WEBPACK_IMPORTED_MODULE_0__.ln, state: error === 'token_expired' ? 'expired' : 'refused'}
const has = new Set((answer.headers['x-oauth-scopes'] ?? '').split(',').map(each => each.trim()))
const lacks = scopes.filter(scope => !has.has(scope))
return lacks.length > 0 ? {state: 'too-narrow', lacks, expires: null} : _asking_js__WEBPACK_IMPORTED_MODULE_0__.pI
}
})
},
9431: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
stripe: () => stripe
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9549)
var _definition_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7027)
const API = 'https://api.stripe.com/v1'
const lookAt = (value, production) => {
const wants = production ? 'a live key: sk_live_ or rk_live_' : 'a secret or restricted key: sk_ or rk_'
const wrong = state => ({state, wants, expires: null})
if (value.startsWith('pk_')) return wrong('other-kind')
const mode = /^[sr]k_(live|test)_[A-Za-z0-9]{10,250}$/.exec(value)?.[1]
if (mode === undefined) return wrong('malformed')
return production && mode === 'test' ? wrong('test-key') : {state: 'good', wants, expires: null}
}
const stripe = (0, _definition_js__WEBPACK_IMPORTED_MODULE_1__.L)({
type: 'stripe',
page: 'https://dashboard.stripe.com/apikeys',
options: zod__WEBPACK_IMPORTED_MODULE_2__.rej({
needs: zod__WEBPACK_IMPORTED_MODULE_2__
.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.YjP().regex(/^[a-z_]{1,40}$/, 'must be a resource of the API\ncustomers'))
.max(10)
.default(['balance'])
.describe('What the key has to read, by the names of the API: `balance`, `customers`, `webhook_endpoints`.')
}),
look: (value, {production}) => lookAt(value, production),
ask: (value, {http}, {needs}) =>
(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Y2)(
http,
needs.map(need => ({
name: `read ${need}`,
request: {
url: `${API}/${need}`,
headers: (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.CM)(value),
...(need !== 'balance' && {query: {limit: 1}})
}
}))
)
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
