export const id = 2127
export const ids = [2127]
export const modules = {
2127: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
httpJson: () => httpJson
})
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var schemas = __webpack_require__(2857)
var fields = __webpack_require__(4855)
var reading_failure = __webpack_require__(8035)
var option_fields = __webpack_require__(7338)
const POINTER_PATTERN = '^(/([^~/]|~[01])*)*$'
const at = (document, pointer) => {
let value = document
for (const raw of pointer.split('/').slice(1)) {
const name = raw.replaceAll('~1', '/').replaceAll('~0', '~')
if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(name)) return undefined
value = value[name]
}
return value
}
const PLACEHOLDERS = ['from', 'to', 'slice', 'release', 'canary', 'baseline']
const DEEPEST = 20
const isJson = (value, depth = 0) => {
if (typeof value === 'number') return Number.isFinite(value)
if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
return typeof value === 'object' && depth < DEEPEST && Object.values(value).every(each => isJson(each, depth + 1))
}
const ANY = /\{([^{}]*)\}/g
const isPlaceholder = name => PLACEHOLDERS.some(known => known === name)
const unknownPlaceholders = text => [...text.matchAll(ANY)].flatMap(([, name = '']) => (isPlaceholder(name) ? [] : [name]))
const asksFor = (text, ...names) => names.some(name => text.includes(`{${name}}`))
const fill = (text, values, write) => text.replace(ANY, (whole, name) => (isPlaceholder(name) ? write(String(values[name])) : whole))
const fillPath = (path, values) => fill(path, values, value => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')))
const fillPointer = (pointer, values) => fill(pointer, values, value => value.replaceAll('~', '~0').replaceAll('/', '~1'))
const fillBody = (body, values) => {
if (typeof body === 'string') {
const alone = /^\{(\w+)\}$/.exec(body)?.[1] ?? ''
return isPlaceholder(alone) ? values[alone] : fill(body, values, value => value)
}
if (typeof body !== 'object' || body === null) return body
if (Array.isArray(body)) return body.map(each => fillBody(each, values))
return Object.fromEntries(Object.entries(body).map(([key, each]) => [key, fillBody(each, values)]))
}
const SECOND = 1000
const DEFAULTS = {delay: 60 * SECOND, lookBack: 30 * 86_400 * SECOND}
const SCHEME = '^[A-Za-z][A-Za-z0-9._-]{0,40}$'
const HEADER = '^[A-Za-z][A-Za-z0-9-]{0,60}$'
const shape = schemas.rej({
url: schemas.YjP().max(2048).describe('Address that the paths of the metrics are appended to.'),
'allow-private-network': schemas.zMY().default(false).describe('Lets the address lead into a private network, and lets it begin with `http://`.'),
token: (0, fields.wU)().optional().describe('Name of the secret with the token; for `basic` it holds `user:password`.'),
auth: schemas.YjP().meta({title: 'scheme', pattern: SCHEME}).regex(new RegExp(SCHEME), 'must be one word\nbearer, basic, or a scheme such as Token').default('bearer').describe('How the token is sent: `bearer`, `basic`, or any other scheme of `Authorization`.'),
header: schemas.YjP().meta({title: 'header name', pattern: HEADER}).regex(new RegExp(HEADER), 'must be the name of a header\nx-api-key').optional().describe('Header that carries the bare token instead of `Authorization`.'),
time: schemas.k5n(['iso', 'seconds', 'milliseconds']).default('iso').describe('How moments are written, in questions and in answers; numbers count from 1970.'),
delay: (0, option_fields.Ti)(0, 86_400 * SECOND)
.prefault('1m')
.describe('A slice is read only this long after it ended.'),
'look-back': (0, option_fields.Ti)(SECOND, grammar.Qk).prefault('30d').describe('How far back it can be asked. Longer plans are refused.'),
'min-slice': (0, option_fields.Ti)(SECOND, 86_400 * SECOND)
.prefault('1m')
.describe('Shortest slice that it counts truthfully.'),
'most-requests': schemas.Whr().min(1).max(20_000).default(500).describe('Most requests of one look at one metric; a plan that needs more is refused.')
})
const httpJsonOptions = shape.superRefine((options, context) => {
const add = (key, message) => context.addIssue({code: 'custom', path: [key], message})
const rule = {allowPrivate: options['allow-private-network'], hasToken: options.token !== undefined}
const problem = (0, fields.cg)(options.url, rule)
if (problem !== null) add('url', problem)
if (options.header !== undefined && options.token === undefined) add('header', 'there is no token to send in it\ntoken: and the name of a secret')
if (options.header !== undefined && options.auth !== 'bearer') add('auth', 'a header of its own has no scheme\nheader alone')
})
const pointer = () =>
schemas
.YjP()
.max(500)
.meta({title: 'JSON pointer', pattern: POINTER_PATTERN})
.refine(text => new RegExp(POINTER_PATTERN).test(text), {
error: 'this is not a JSON pointer\na pointer such as /data/requests'
})
const isBody = body => isJson(body)
const metricShape = schemas.rej({
path: schemas
.YjP()
.max(2048)
.regex(/^(?:[/?][\x21-\x7e]*)?$/, 'must begin with / or ?, and hold no spaces\n/stats?from={from}&to={to}')
.refine(text => !text.includes('#'), {error: 'holds a fragment\n%23 for the character #'})
.default('')
.describe('Appended to the address: `/stats?from={from}&to={to}&version={release}`.'),
body: schemas
.g1P(schemas.YjP(), schemas.L5J())
.refine(isBody, {
error: 'holds something that JSON has no word for\ntext, numbers, true, false, null, lists, mappings'
})
.optional()
.describe('Sent as JSON with POST; placeholders are filled into its strings. Without it: GET.'),
total: pointer().optional().describe('Where all units stand.'),
bad: pointer().optional().describe('Where the bad ones stand, or the amount that `per` divides.'),
rows: pointer().optional().describe('Where a list stands that holds all slices; the other pointers then begin at one of its elements.'),
'slice-start': pointer().optional().describe('With `rows`: where an element says the start of its slice.'),
release: pointer().optional().describe('With `rows`: where an element says its release.'),
'as-of': pointer().optional().describe('Where the answer says up to which moment it is complete.'),
value: pointer().optional().describe('Instead of counts: where the present figure stands. While it is beyond `max` the rollout is held, or goes back with `over-limit: abort`.')
})
const asksPerRelease = ({path, body}) => asksFor(path + JSON.stringify(body ?? {}), 'release')
const presentProblems = metric => [
...['total', 'bad', 'rows', 'slice-start', 'release', 'as-of'].filter(key => metric[key] !== undefined).map(key => [key, 'does not go with value, a figure without a past\nvalue alone']),
...(asksFor(metric.path + JSON.stringify(metric.body ?? {}), 'from', 'to', 'slice') ? [['path', 'asks about the past, and value is a present figure\ntotal and bad instead of value']] : [])
]
const historyProblems = metric => {
const {total = '', bad = '', rows, release, path, body} = metric
const asked = path + JSON.stringify(body ?? {})
const problems = []
for (const key of ['total', 'bad']) if (metric[key] === undefined) problems.push([key, `missing\n${key}: /data/${key}, or value alone`])
for (const key of ['from', 'to']) if (!asksFor(asked, key)) problems.push(['path', `does not say {${key}}\n?from={from}&to={to}`])
if (rows === undefined) {
for (const key of ['slice-start', 'release']) if (metric[key] !== undefined) problems.push([key, 'goes with rows\nrows: and a pointer to a list'])
if (!asksPerRelease(metric) && ![total, bad].every(text => asksFor(text, 'release'))) problems.push(['path', 'says nothing about a release\n{release} in path or body, or in total and bad'])
return problems
}
if (metric['slice-start'] === undefined) problems.push(['slice-start', 'missing\nslice-start: /time'])
if (release === undefined && !asksPerRelease(metric)) problems.push(['release', 'missing\nrelease: /version, or {release} in path or body'])
return problems
}
const strings = json => {
if (typeof json === 'string') return [json]
if (typeof json !== 'object' || json === null) return []
return Object.values(json).flatMap(each => strings(each))
}
const httpJsonMetric = metricShape.superRefine((metric, context) => {
const problems = metric.value === undefined ? historyProblems(metric) : presentProblems(metric)
const texts = {path: [metric.path], body: strings(metric.body ?? {})}
for (const [key, list] of Object.entries(texts)) for (const name of list.flatMap(unknownPlaceholders)) problems.push([key, `{${name.slice(0, 40)}} is no placeholder\n${PLACEHOLDERS.map(known => `{${known}}`).join(', ')}`])
for (const [key, message] of problems) context.addIssue({code: 'custom', path: [key], message})
})
const DOCS = 'metrics/http-json.md'
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 16 * MEBIBYTE
const TIMEOUT = 30_000
const DEADLINE = 90_000
const ANSWERS = [200, 400, 401, 403, 404, 405, 422]
const credentials = (options, {secret}) => {
const {token: name, header, auth} = options
if (name === undefined) return {}
const token = (0, fields.d6)(secret(name), name)
if (header !== undefined) return {[header.toLowerCase()]: token}
if (auth.toLowerCase() === 'bearer') return {authorization: `Bearer ${token}`}
if (auth.toLowerCase() !== 'basic') return {authorization: `${auth} ${token}`}
if (token.includes(':')) return {authorization: `Basic ${Buffer.from(token).toString('base64')}`}
throw new errors.xL({
message: `the secret ${name} is no user and password`,
fix: 'user:password, as auth: basic sends it'
})
}
const refusal = (status, {token}) => {
if (status !== 401 && status !== 403)
return new errors.xL({
message: `http-json: the address does not answer the question of this metric (${status})`,
fix: 'url, path and body as the service understands them',
docs: `${DOCS}#questions`
})
return token === undefined
? new errors.xL({
message: `http-json: the address asks for credentials (${status})`,
fix: 'token: and the name of a secret'
})
: new errors.xL({
message: `http-json: the service does not accept the secret ${token} (${status})`,
fix: `${token} anew with a token that may read, or another auth`
})
}
const tooLarge = () =>
new errors.xL({
message: `http-json: the answer is larger than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
fix: 'an address that answers with counts instead of single events',
docs: `${DOCS}#questions`
})
const createClient = (options, metric, context) => {
const http = context.openHttp?.({allowPrivate: options['allow-private-network']}) ?? context.http
const headers = {...credentials(options, context), accept: 'application/json'}
const base = options.url.replace(/\/+$/, '')
const send = values =>
http.request({
method: metric.body === undefined ? 'GET' : 'POST',
url: base + fillPath(metric.path, values),
headers,
...(metric.body !== undefined && {json: fillBody(metric.body, values)}),
retry: 'safe',
accept: ANSWERS,
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER
})
const ask = async values => {
const answer = await send(values).catch(error => {
throw error instanceof errors.mZ && error.code === 'too-large' ? tooLarge() : error
})
if (answer.status === 200) return answer.json(schemas.L5J())
if (answer.status === 404 && asksPerRelease(metric)) return undefined
throw refusal(answer.status, options)
}
return {ask: values => (0, reading_failure.h)(() => ask(values))}
}
var moments = __webpack_require__(6929)
var sql_rows = __webpack_require__(1371)
const history_DOCS = 'metrics/http-json.md'
const AT_ONCE = 4
const valuesOf = ({canary, baseline, from, slice}, {first, count, release}, time) => {
if (release !== null && /^\.{1,2}$/.test(release)) throw new RangeError('a release is called . or ..')
return {
from: (0, moments.GC)(from + first * slice, time),
to: (0, moments.GC)(from + (first + count) * slice, time),
slice: (0, moments.Yv)(slice, time),
release: release ?? '',
canary,
baseline: baseline ?? ''
}
}
const partsOf = ({canary, baseline, count}, metric) => {
const both = [...new Set(baseline === null ? [canary] : [canary, baseline])]
const releases = asksPerRelease(metric) ? both : [null]
const ranges = metric.rows === undefined ? Array.from({length: count}, (_, first) => ({first, count: 1})) : [{first: 0, count}]
return ranges.flatMap(range => releases.map(release => ({...range, release})))
}
const checkCost = (requests, {mostRequests, metric}) => {
if (requests <= mostRequests) return
throw new errors.xL({
message: `one look at this metric takes ${requests} requests, and most-requests is ${mostRequests}`,
fix: metric.rows === undefined ? 'an address that answers all slices at once, with rows; longer slices; or a higher most-requests' : 'a higher most-requests',
docs: `${history_DOCS}#cost`
})
}
const completeUntil = (document, pointer, time) => (pointer === undefined ? null : ((0, moments.T$)(at(document, pointer), time) ?? Number.NEGATIVE_INFINITY))
const invalid = says =>
new errors.mZ({
provider: 'http-json',
message: `http-json: ${says}`,
retryable: false,
code: 'invalid-answer'
})
const indexOf = (row, {from, slice}, {metric, time}) => {
const start = (0, moments.T$)(at(row, metric['slice-start'] ?? ''), time)
if (start === null)
throw new errors.xL({
message: `http-json: an element of rows has no start of its slice that reads as ${time}`,
fix: 'slice-start: where it stands; time: how it is written',
docs: `${history_DOCS}#rows`
})
const index = (start - from) / slice
if (Number.isInteger(index)) return index
throw new errors.xL({
message: 'http-json: an element of rows begins inside a slice',
fix: '{from} and {slice} in the question, so that the service cuts the same slices',
docs: `${history_DOCS}#rows`
})
}
const rowsIn = (document, part, request, asking) => {
const {metric, amount} = asking
const rows = at(document, metric.rows ?? '')
if (rows === undefined || rows === null) return []
if (!Array.isArray(rows)) throw invalid('there is no list where rows points')
return rows.flatMap(row => {
const release = metric.release === undefined ? part.release : at(row, metric.release)
if (typeof release !== 'string' || (release !== request.canary && release !== request.baseline)) return []
if (part.release !== null && part.release !== release) return []
const counts = (0, sql_rows.mQ)(at(row, metric.total ?? ''), at(row, metric.bad ?? ''), amount)
return [{index: indexOf(row, request, asking), release, counts}]
})
}
const figuresIn = (document, part, request, asking) => {
const {metric, amount, time} = asking
const {canary, baseline} = request
const releases = part.release !== null ? [part.release] : baseline === null ? [canary] : [canary, baseline]
return releases.map(release => {
const values = valuesOf(request, {...part, release}, time)
const figure = (pointer = '') => at(document, fillPointer(pointer, values))
return {index: part.first, release, counts: (0, sql_rows.mQ)(figure(metric.total), figure(metric.bad), amount)}
})
}
const unknownIn = ({first, count, release}) => ({
entries: Array.from({length: count}, (_, index) => ({
index: first + index,
release: release ?? '',
counts: 'no-data'
})),
completeUntil: null
})
const ask = async (part, request, asking) => {
const {client, metric, time} = asking
const document = await client.ask(valuesOf(request, part, time))
if (document === undefined) return unknownIn(part)
const until = completeUntil(document, metric['as-of'], time)
if (metric.rows !== undefined) return {entries: rowsIn(document, part, request, asking), completeUntil: until}
const end = request.from + (part.first + 1) * request.slice
const entries = figuresIn(document, part, request, asking)
return until !== null && until < end ? {entries: entries.map(entry => ({...entry, counts: 'stale'})), completeUntil: null} : {entries, completeUntil: null}
}
const inParallel = async (parts, work) => {
const found = []
let next = 0
let failed = false
const worker = async () => {
for (let part = parts[next]; part !== undefined && !failed; part = parts[next]) {
next += 1
found.push(
await work(part).catch(error => {
failed = true
throw error
})
)
}
}
await Promise.all(Array.from({length: AT_ONCE}, worker))
return found
}
const readHistory = async (request, asking) => {
const parts = partsOf(request, asking.metric)
checkCost(parts.length, asking)
const found = await inParallel(parts, part => ask(part, request, asking))
const limits = found.flatMap(({completeUntil: until}) => until ?? [])
const entries = found.flatMap(each => each.entries)
return {
metric: request.metric,
slices: (0, sql_rows.nu)(entries, request, limits.length > 0 ? Math.min(...limits) : null)
}
}
const isPresentSource = source => source.abilities.answers === 'now' && 'sample' in source
const UNIT = 1
const figureOf = async (release, releases, {client, metric, time}) => {
const nowhere = {metric: '', ...releases, from: 0, slice: 0, count: 0}
const values = valuesOf(nowhere, {first: 0, count: 0, release}, time)
const document = await client.ask(values)
return (0, sql_rows.mQ)(UNIT, at(document, fillPointer(metric.value ?? '', values)), true)
}
const readSample = async (releases, asking) => {
const {metric} = asking
const comparable = asksPerRelease(metric) || (metric.value ?? '').includes('{release}')
const canary = await figureOf(releases.canary, releases, asking)
if (typeof canary === 'string') return {problem: canary}
if (releases.baseline === null || !comparable) return {canary, baseline: null}
const baseline = await figureOf(releases.baseline, releases, asking)
return typeof baseline === 'string' ? {problem: baseline} : {canary, baseline}
}
const knowsNothing = ({metric, from, slice, count}) => ({
metric,
slices: Array.from({length: count}, (_, index) => ({
from: from + index * slice,
to: from + (index + 1) * slice,
canary: null,
baseline: null,
problem: 'no-data'
}))
})
const MIN_SLICE = 60_000
const checkRequest = (request, name, minSlice) => {
if (request.metric !== name) throw new RangeError('another metric was asked for than connected')
if (request.canary === '' || request.baseline === '') throw new RangeError('a release has no id')
if (request.slice >= minSlice) return
throw new errors.xL({
message: `http-json cannot count slices of ${(0, grammar.a3)(request.slice)} here`,
fix: `a slice of ${(0, grammar.a3)(minSlice)} or more, or the true min-slice of this source`,
docs: 'metrics/http-json.md#slices'
})
}
const abilitiesOf = ({delay, 'look-back': lookBack, 'min-slice': minSlice}, metric) => (metric?.value === undefined ? {answers: 'history', delay, lookBack, minSlice} : {answers: 'now', delay: 0, lookBack: 0, minSlice})
const connect = async (options, {name, slowerThan, per, options: metric}, context) => {
if (slowerThan !== null)
throw new errors.xL({
message: `the metric ${name} says slower-than, and the service counts what is slow itself`,
fix: 'bad: where the number of slow units stands, and no slower-than',
docs: 'metrics/http-json.md#questions'
})
const asking = {
client: createClient(options, metric, context),
metric,
time: options.time,
amount: (per ?? null) !== null,
mostRequests: options['most-requests']
}
const minSlice = options['min-slice']
const abilities = abilitiesOf(options, metric)
if (metric.value !== undefined) {
return {
type: 'http-json',
abilities,
read: async request => knowsNothing(request),
sample: releases => readSample(releases, asking)
}
}
return {
type: 'http-json',
abilities,
read: async request => {
checkRequest(request, name, minSlice)
return request.count === 0 ? {metric: name, slices: []} : readHistory(request, asking)
}
}
}
const httpJson = {
type: 'http-json',
options: httpJsonOptions,
metric: httpJsonMetric,
abilities: {answers: 'history', ...DEFAULTS, minSlice: MIN_SLICE},
abilitiesOf,
secrets: ({token}) => (token === undefined ? [] : [token]),
connect
}
},
7338: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
M8: () => textField,
Qx: () => releaseTemplateField,
T2: () => secretField,
Ti: () => durationField,
d_: () => DAY,
dp: () => HOUR,
g2: () => RELEASE,
hc: () => hostField,
pY: () => MINUTE
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8532)
var _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3355)
var _kit_http_address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4229)
const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const durationField = (least, most) =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.meta({title: 'duration', pattern: _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.Cq})
.transform((text, context) => {
const reading = (0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.E9)(text)
if (reading.ok && reading.value >= least && reading.value <= most) return reading.value
const message = reading.ok ? `out of range\n${(0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.a3)(least)} to ${(0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_0__.a3)(most)}` : `${reading.message}\n${reading.fix}`
context.issues.push({code: 'custom', message, input: text})
return zod__WEBPACK_IMPORTED_MODULE_3__.tm
})
const SECRET_NAME = '^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$'
const secretField = usual =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.meta({title: 'secret name', pattern: SECRET_NAME})
.refine(text => new RegExp(SECRET_NAME).test(text), {
error: `this is not the name of a secret\nits name on GitHub, such as ${usual}`
})
.default(usual)
const textField = (title, pattern, example) =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.meta({title, pattern})
.refine(text => new RegExp(pattern).test(text), {error: `this is not ${title}\n${example}`})
const addressProblem = written => {
if (/[\s\0-\x1f\x7f]/.test(written) || !URL.canParse(written)) return 'not an address\nhttps://...'
const url = new URL(written)
if (url.protocol !== 'https:') return 'must begin with https://\nhttps://'
if (url.username !== '' || url.password !== '') return 'holds a user name or password\nthe address alone, and the secret under token'
if (url.search !== '' || url.hash !== '' || url.pathname !== '/') return 'holds more than a host\nthe address up to its host'
return (0, _kit_http_address_js__WEBPACK_IMPORTED_MODULE_1__.Xj)(url.hostname, {allowPrivate: true}) === 'metadata' ? 'is reserved or serves metadata of the machine\nthe address of the service' : null
}
const hostField = usual =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.max(300)
.superRefine((text, context) => {
const problem = addressProblem(text)
if (problem !== null) context.addIssue({code: 'custom', message: problem})
})
.default(usual)
const RELEASE = '{release}'
const releaseTemplateField = () =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.max(200)
.refine(text => text.split(RELEASE).length === 2, {
error: `must hold ${RELEASE} once\nshop@${RELEASE}`
})
.default(RELEASE)
},
4855: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
cg: () => addressProblem,
d6: () => headerToken,
wU: () => secretNameField
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _kit_http_address_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4229)
const SECRET_NAME = '^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$'
const secretNameField = () =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.meta({title: 'secret name', pattern: SECRET_NAME})
.refine(text => new RegExp(SECRET_NAME).test(text), {
error: 'this is not the name of a secret\nits name on GitHub, such as METRICS_TOKEN'
})
const isPrivate = hostname => (0, _kit_http_address_js__WEBPACK_IMPORTED_MODULE_1__.Xj)(hostname, {}) === 'private' || /^[a-z0-9-]+$/i.test(hostname)
const addressProblem = (written, {allowPrivate, hasToken}) => {
if (/[\s\0-\x1f\x7f]/.test(written) || !URL.canParse(written)) return 'not an address\nhttps://metrics.example.com'
const url = new URL(written)
if (url.username !== '' || url.password !== '') return 'holds a user name or password\nthe credential as a secret, under token'
if (url.search !== '' || url.hash !== '') return 'holds a query or fragment\nthe address up to its path'
if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://\nhttps://'
if (url.protocol === 'http:' && !allowPrivate) return 'must begin with https://\nhttps://, or allow-private-network: true inside a network of your own'
if (url.protocol === 'http:' && hasToken && !isPrivate(url.hostname)) return 'the token would cross the open network unencrypted\nhttps://'
const blocked = (0, _kit_http_address_js__WEBPACK_IMPORTED_MODULE_1__.Xj)(url.hostname, {allowPrivate})
if (blocked === null) return null
return blocked === 'metadata' ? 'is reserved or serves metadata of the machine\nthe address of the service' : 'is private\na public address, or allow-private-network: true'
}
const headerToken = (token, secretName) => {
if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(token)) return token
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the secret ${secretName} holds characters that cannot be sent in a header`,
fix: 'the token on one line, without spaces around it'
})
}
},
6929: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
GC: () => writeMoment,
T$: () => readMoment,
Yv: () => writeLength
})
const WRITTEN = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)(Z|[+-]\d\d(?::?\d\d)?)?)?$/
const zoneOf = zone => {
if (zone === undefined || zone === 'Z') return 'Z'
const digits = zone.slice(1).replace(':', '').padEnd(4, '0')
return `${zone.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`
}
const readMoment = (value, form) => {
if (form === 'seconds' || form === 'milliseconds') {
if (typeof value !== 'number' || !Number.isFinite(value)) return null
return form === 'seconds' ? Math.round(value * 1000) : value
}
const match = typeof value === 'string' ? WRITTEN.exec(value) : null
if (!match) return null
const [, day, time = '00:00', zone] = match
const moment = Date.parse(`${day}T${time}${zoneOf(zone)}`)
return Number.isNaN(moment) ? null : moment
}
const writeMoment = (moment, form) => {
switch (form) {
case 'iso':
return new Date(moment).toISOString()
case 'text':
return new Date(moment).toISOString().slice(0, 23).replace('T', ' ').replace('.000', '')
case 'seconds':
return moment / 1000
case 'milliseconds':
return moment
default:
return form
}
}
const writeLength = (length, form) => (form === 'milliseconds' ? length : length / 1000)
},
8035: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
h: () => reading
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const withoutEffect = ({provider, message, retryable, status, code, requestId, retryAfter}) =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider,
message,
retryable,
effect: 'none',
...(status !== undefined && {status}),
...(code !== undefined && {code}),
...(requestId !== undefined && {requestId}),
...(retryAfter !== undefined && {retryAfter})
})
const reading = async work => {
try {
return await work()
} catch (error) {
throw error instanceof _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ ? withoutEffect(error) : error
}
}
},
1371: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
OT: () => checkColumns,
US: () => slicesOfRows,
mQ: () => countsOf,
nu: () => slicesOf
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _moments_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6929)
const LARGEST = Number.MAX_SAFE_INTEGER
const numberOf = value => {
if (value === null || value === undefined) return 'no-data'
if (typeof value !== 'number' || !Number.isFinite(value)) return 'not-a-number'
return value < 0 || value > LARGEST ? 'out-of-range' : value
}
const countsOf = (total, bad, amount) => {
const n = numberOf(total)
if (typeof n !== 'number') return n
const x = numberOf(bad)
if (typeof x !== 'number') return x
return x > n && !amount ? 'out-of-range' : {n, x}
}
const table = (entries, release, count) => {
const found = new Map()
for (const {index, release: of, counts} of entries) if (of === release && index >= 0 && index < count) found.set(index, found.has(index) ? 'ambiguous' : counts)
return found
}
const armOf = (entries, release, count) => {
const cells = table(entries, release, count)
return {cells, first: Math.min(...cells.keys())}
}
const NOTHING = {n: 0, x: 0}
const sayOf = ({cells, first}, other, index) => {
const own = cells.get(index)
if (own !== undefined) return own
if (first > index) return 'no-data'
return other?.cells.has(index) ? NOTHING : 'stale'
}
const slicesOf = (entries, {canary, baseline, from, slice, count}, completeUntil) => {
const fresh = armOf(entries, canary, count)
const old = baseline === null ? null : armOf(entries, baseline, count)
return Array.from({length: count}, (_, index) => {
const bounds = {from: from + index * slice, to: from + (index + 1) * slice}
const failed = problem => ({
...bounds,
canary: null,
baseline: null,
problem
})
if (completeUntil !== null && bounds.to > completeUntil) return failed('stale')
const own = sayOf(fresh, old, index)
if (typeof own === 'string') return failed(own)
const before = old && sayOf(old, fresh, index)
return typeof before === 'string' ? failed(before) : {...bounds, canary: own, baseline: before}
})
}
const refuseRow = (message, fix, docs) => new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({message: `the query of this metric gave a row ${message}`, fix, docs})
const indexOf = (row, {from, slice}, {time, docs}) => {
if (row.slice !== undefined) {
if (typeof row.slice === 'number' && Number.isSafeInteger(row.slice)) return row.slice
throw refuseRow('whose slice is no whole number', 'the number of the slice, the first one being 0', docs)
}
const start = (0, _moments_js__WEBPACK_IMPORTED_MODULE_1__.T$)(row.slice_start, time)
if (start === null) throw refuseRow('without a slice_start that can be read', `slice_start (${time}), or slice as a number`, docs)
const index = (start - from) / slice
if (Number.isInteger(index)) return index
throw refuseRow(`whose slice_start lies ${Math.round(Math.abs(index % 1) * slice) / 1000} s inside a slice`, 'slices that are counted from $from, in steps of $slice', docs)
}
const slicesOfRows = (rows, request, rule) => {
let completeUntil = null
const entries = []
for (const row of rows) {
const until = (0, _moments_js__WEBPACK_IMPORTED_MODULE_1__.T$)(row.complete_until, rule.time)
if (until !== null) completeUntil = Math.min(until, completeUntil ?? until)
if (row.release !== request.canary && row.release !== request.baseline) continue
entries.push({
index: indexOf(row, request, rule),
release: String(row.release),
counts: countsOf(row.total, row.bad, rule.amount)
})
}
return slicesOf(entries, request, completeUntil)
}
const COLUMNS = ['release', 'total', 'bad']
const checkColumns = (rows, docs) => {
const [first] = rows
if (first === undefined) return
const missing = COLUMNS.filter(name => !Object.hasOwn(first, name))
if (!Object.hasOwn(first, 'slice') && !Object.hasOwn(first, 'slice_start')) missing.unshift('slice_start')
if (missing.length === 0) return
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the query of this metric gives no column ${missing.join(', ')}`,
fix: 'slice_start (or slice), release, total and bad, as names of columns',
docs
})
}
}
}
