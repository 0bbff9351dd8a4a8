export const id = 1933
export const ids = [1933]
export const modules = {
3316: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Te: () => refusedQuestion,
Zc: () => findAtVendor,
_P: () => unusable,
eE: () => credential,
mQ: () => askVendor,
mj: () => notAllowed
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _kit_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1299)
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 8 * MEBIBYTE
const TIMEOUT = 30_000
const DEADLINE = 120_000
const LONGEST_QUOTE = 200
const ANSWERS = [200, 400, 401, 402, 403, 404, 422]
const quote = text => (0, _kit_text_js__WEBPACK_IMPORTED_MODULE_1__.ml)((0, _kit_text_js__WEBPACK_IMPORTED_MODULE_1__.Fq)(text), LONGEST_QUOTE)
const credential = ({secret}, name) => {
const value = secret(name)
if (/^[\x21-\x7e]+$/.test(value)) return value
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the secret ${name} holds characters that cannot be sent in a header`,
fix: 'the token on one line, without spaces'
})
}
const askVendor = async (http, request, vendor, schema) => {
const told = await findAtVendor(http, request, vendor, schema)
if (told === null) throw notThere(vendor)
return told
}
const findAtVendor = (http, request, vendor, schema) =>
withoutEffect(vendor, async () => {
const answer = await http.request({
retry: 'safe',
accept: ANSWERS,
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER,
...request
})
if (answer.status === 404) return null
if (answer.status !== 200) throw refused(answer, vendor)
return {body: answer.json(schema), headers: answer.headers}
})
const withoutEffect = async (vendor, work) => {
try {
return await work()
} catch (error) {
throw error instanceof _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ ? readingFailure(vendor, error) : error
}
}
const readingFailure = ({docs}, failure) => {
const {provider, message, retryable, status, code, requestId, retryAfter} = failure
if (code === 'too-large')
return new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `${provider} answers with more than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
fix: 'longer slices, or a shorter plan',
docs
})
return new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider,
message,
retryable,
effect: 'none',
...(status !== undefined && {status}),
...(code !== undefined && {code}),
...(requestId !== undefined && {requestId}),
...(retryAfter !== undefined && {retryAfter})
})
}
const notAllowed = ({provider, secrets, scope, docs}, status = null) =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `${provider} does not accept the secret ${secrets.join(' with ')}${status === null ? '' : ` (${status})`}`,
fix: `${secrets.join(' and ')} anew, of a token that may ${scope}`,
docs
})
const notThere = ({provider, missing, scope, docs}) =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `${provider} does not know ${missing} (404)`,
fix: `the keys of this source, or a token that may ${scope}`,
docs
})
const refusedQuestion = ({provider, docs}, says) =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `${provider} cannot answer the question of this metric: ${quote(says)}`,
fix: 'the keys of the metric or of its source',
docs
})
const refused = (answer, vendor) => {
const {status} = answer
if (status === 401 || status === 403) return notAllowed(vendor, status)
if (status === 402)
return new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `${vendor.provider} does not answer on the present plan (402)`,
fix: 'a plan of the vendor that includes this, or another source',
docs: vendor.docs
})
return refusedQuestion(vendor, reasonIn(answer) ?? `status ${status}`)
}
const reasonIn = answer => {
try {
return textIn(JSON.parse(answer.text()), 0)
} catch {
return null
}
}
const DEEPEST = 4
const textIn = (value, depth) => {
if (typeof value === 'string') return value
if (typeof value !== 'object' || value === null || depth === DEEPEST) return null
if (Array.isArray(value)) return textIn(value[0], depth + 1)
for (const key of ['message', 'detail', 'error', 'errors']) {
const found = key in value ? textIn(value[key], depth + 1) : null
if (found !== null) return found
}
return null
}
const unusable = (provider, says, retryable = false) =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider,
message: `${provider}: ${quote(says)}`,
retryable,
code: retryable ? 'status' : 'invalid-answer'
})
},
5698: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$H: () => spansIn,
Ht: () => countingSource,
Mp: () => refuseSlowerThan
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _kit_grammar_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3355)
var _rows_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9486)
const LEAD = 1
const spansIn = (count, most) => (count === 0 ? 0 : Math.ceil((count + LEAD) / most))
const checkGrid = (source, {slice, from}) => {
const {type, abilities, cuts, docs} = source
const bucket = slice >= abilities.minSlice ? source.bucketOf(slice) : null
if (bucket !== null && from % bucket === 0) return bucket
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `${type} cannot cut slices of ${(0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_1__.a3)(slice)}`,
fix: `slices of ${cuts}, ${(0, _kit_grammar_js__WEBPACK_IMPORTED_MODULE_1__.a3)(abilities.minSlice)} or more`,
docs
})
}
const spansOf = ({from, slice, count}, most) => {
const start = from - LEAD * slice
return Array.from({length: spansIn(count, most)}, (_, index) => ({
from: start + index * most * slice,
slice,
count: Math.min(most, count + LEAD - index * most)
}))
}
const read = async (source, request) => {
const {metric, canary, baseline, from, slice, count} = request
if (metric !== source.question.name) throw new RangeError('another metric was asked for than connected')
if (canary === '' || baseline === '') throw new RangeError('a release has no id')
const bucket = checkGrid(source, request)
const releases = [...new Set(baseline === null ? [canary] : [canary, baseline])]
const rows = []
for (const span of spansOf(request, source.mostSlices(slice))) {
const end = span.from + span.count * slice
const found = await source.rows({...span, releases})
rows.push(...found.filter(({at}) => at >= span.from && at < end))
}
const slices = (0, _rows_js__WEBPACK_IMPORTED_MODULE_2__.nu)(rows, {canary, baseline}, {from, slice, count, lead: LEAD, bucket}, source.rule)
return {metric, slices}
}
const countingSource = source => ({
type: source.type,
abilities: source.abilities,
read: request => read(source, request)
})
const refuseSlowerThan = ({name, slowerThan}, {type, fix, docs}) => {
if (slowerThan === null) return
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the metric ${name} says slower-than, which ${type} cannot count`,
fix,
docs
})
}
},
1933: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
datadog: () => datadog,
queryFor: () => queryFor,
tagValue: () => tagValue
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _asking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3316)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5698)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9486)
const TYPE = 'datadog'
const DOCS = 'metrics/datadog.md'
const SITES = ['datadoghq.com', 'us3.datadoghq.com', 'us5.datadoghq.com', 'datadoghq.eu', 'ap1.datadoghq.com', 'ap2.datadoghq.com', 'uk1.datadoghq.com', 'ddog-gov.com', 'us2.ddog-gov.com']
const options = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
site: zod__WEBPACK_IMPORTED_MODULE_5__.k5n(SITES).default('datadoghq.com').describe('Site of the organization.'),
'api-key': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.T2)('DD_API_KEY').describe('Name of the secret with the API key.'),
'application-key': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.T2)('DD_APPLICATION_KEY').describe('Name of the secret with the application key.'),
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_).prefault('3m').describe('A slice is read only this long after it ended.')
})
const QUERY = /^(?:sum|count|count\(v: v[<>]=?\d+(?:\.\d+)?\)):[A-Za-z][\w.]{0,199}\{([^{}]*\{release\}[^{}]*)\}(?:\.as_count\(\))?$/
const queryProblem = text => {
const scope = QUERY.exec(text)?.[1]
if (/\.rollup\(/.test(text)) return 'the rollup is chosen by the slice\nthe query without .rollup(...)'
if (/\bby\s*\{/.test(text)) return 'groups give several series where one is needed\nthe query without by {...}'
if (scope === undefined) return `must be one sum of counts of one release\nsum:trace.http.request.hits{service:shop,version:${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2}}.as_count()`
if (!/(?:^|[,\s(])[A-Za-z][\w.-]*:\{release\}(?:$|[,\s)])/.test(scope)) return `${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2} must be the whole value of one tag\nversion:${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2}`
return /\bNOT\b/i.test(scope) ? `${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2} may not be excluded\nversion:${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2}` : null
}
const query = () =>
zod__WEBPACK_IMPORTED_MODULE_5__
.YjP()
.max(1000)
.superRefine((text, context) => {
const problem = queryProblem(text)
if (problem !== null) context.addIssue({code: 'custom', message: problem})
})
const metric = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
total: query().describe('Sum of all units, such as `sum:trace.http.request.hits{version:{release}}.as_count()`.'),
bad: query().describe('Sum of the bad ones, in the same form.')
})
const tagValue = release => {
if (/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,199}$/.test(release)) return release.toLowerCase()
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: 'the id of this release cannot be the value of a tag in Datadog',
fix: 'a tag such as version: with letters, digits and _ . : / - alone',
docs: DOCS
})
}
const queryFor = (text, release, slice) => {
const value = tagValue(release)
return `${text.replace(_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2, () => value)}.rollup(sum, ${slice / 1000})`
}
const MOST_POINTS = 1000
const bodyFor = ({from, slice, count, releases}, texts) => {
const asked = releases.flatMap(release => [
{release, role: 'total'},
{release, role: 'bad'}
])
const queries = asked.map(({release, role}, index) => ({
data_source: 'metrics',
name: `q${index}`,
query: queryFor(texts[role], release, slice)
}))
return {
asked,
body: {
data: {
type: 'timeseries_request',
attributes: {
from,
to: from + count * slice,
interval: slice,
queries,
formulas: queries.map(({name}) => ({formula: name}))
}
}
}
}
}
const answerShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
data: zod__WEBPACK_IMPORTED_MODULE_5__
.Ikc({
attributes: zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
series: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({query_index: zod__WEBPACK_IMPORTED_MODULE_5__.Whr().min(0).default(0)})).default([]),
times: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Whr()).default([]),
values: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YOg(_rows_js__WEBPACK_IMPORTED_MODULE_4__.vP)).default([])
})
})
.nullish(),
errors: zod__WEBPACK_IMPORTED_MODULE_5__.KCZ([zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YjP())]).nullish()
})
const checkTimes = (times, slice) => {
if (times.some((time, index) => index > 0 && time - (times[index - 1] ?? 0) !== slice)) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered in other intervals than asked for; longer slices may suit it')
}
const rowsIn = ({data, errors}, asked, slice, vendor) => {
const reason = typeof errors === 'string' ? errors : errors?.[0]
if (reason) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.Te)(vendor, reason)
if (!data) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered without data')
const {series, times, values} = data.attributes
checkTimes(times, slice)
const found = {total: [], bad: []}
for (const [index, {query_index}] of series.entries()) {
const about = asked[query_index]
const figures = values[index]
if (about === undefined || figures?.length !== times.length) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered with series that nobody asked for')
for (const [position, at] of times.entries()) {
const value = figures[position] ?? null
if (value !== null) found[about.role].push({release: about.release, at, value})
}
}
return (0, _rows_js__WEBPACK_IMPORTED_MODULE_4__.jw)(found.total, found.bad)
}
const connect = async ({site, 'api-key': apiKey, 'application-key': applicationKey, delay}, question, context) => {
;(0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Mp)(question, {
type: TYPE,
fix: 'bad: a threshold on a distribution, such as count(v: v>0.5):trace.http.request{...}.as_count()',
docs: `${DOCS}#latency`
})
const vendor = {
provider: TYPE,
secrets: [apiKey, applicationKey],
scope: 'query timeseries (timeseries_query)',
missing: 'this API',
docs: DOCS
}
const headers = {
'dd-api-key': (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.eE)(context, apiKey),
'dd-application-key': (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.eE)(context, applicationKey),
accept: 'application/json'
}
const rows = async span => {
const {asked, body} = bodyFor(span, question.options)
const url = `https://api.${site}/api/v2/query/timeseries`
const request = {method: 'POST', url, headers, json: body}
const told = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.mQ)(context.http, request, vendor, answerShape)
return rowsIn(told.body, asked, span.slice, vendor)
}
return (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay}),
question,
bucketOf: slice => (slice % _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY === 0 ? slice : null),
mostSlices: () => MOST_POINTS,
rows,
rule: {provider: TYPE, amount: (question.per ?? null) !== null, negative: 'counter-reset'},
cuts: 'whole minutes',
docs: DOCS
})
}
const ABILITIES = {
answers: 'history',
delay: 3 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY,
lookBack: 450 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY
}
const abilitiesOf = ({delay}) => ({...ABILITIES, delay})
const datadog = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({'api-key': apiKey, 'application-key': applicationKey}) => [apiKey, applicationKey],
connect,
cost: {perRead: ({count}) => (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.$H)(count, MOST_POINTS), limit: {requests: 1600, per: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.dp}}
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
9486: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
jw: () => joinValues,
nu: () => slicesOf,
vP: () => figure
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8532)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const FIGURES = {
nan: Number.NaN,
inf: Number.POSITIVE_INFINITY,
infinity: Number.POSITIVE_INFINITY
}
const figure = zod__WEBPACK_IMPORTED_MODULE_1__.KCZ([
zod__WEBPACK_IMPORTED_MODULE_1__.aig(),
zod__WEBPACK_IMPORTED_MODULE_1__.chJ(),
zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.max(64)
.transform((text, context) => {
const [, sign = '', rest = ''] = /^([+-]?)(.+)$/.exec(text.toLowerCase()) ?? []
const named = FIGURES[rest]
if (named !== undefined) return sign === '-' ? -named : named
if (/^(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(rest)) return Number(text)
context.issues.push({code: 'custom', message: 'no number', input: text})
return zod__WEBPACK_IMPORTED_MODULE_2__.tm
})
])
const broken = problem => ({problem})
const unexpected = (provider, says) => new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({provider, message: `${provider}: ${says}`, retryable: false, code: 'invalid-answer'})
const cellOf = ({n, x}, {negative = 'out-of-range'}) => {
if (n === null && x === null) return undefined
if (Number.isNaN(n) || Number.isNaN(x)) return broken('not-a-number')
if (Math.abs(n ?? 0) === Number.POSITIVE_INFINITY || Math.abs(x ?? 0) === Number.POSITIVE_INFINITY) return broken('not-a-number')
if ((n ?? 0) < 0 || (x ?? 0) < 0) return broken(negative)
if (n === null) return x === 0 ? undefined : broken('out-of-range')
return {n, x: x ?? 0}
}
const add = (one, other) => {
if (one === undefined || 'problem' in other) return one !== undefined && 'problem' in one ? one : other
return 'problem' in one ? one : {n: one.n + other.n, x: one.x + other.x}
}
const layOut = (rows, releases, grid, rule) => {
const {slice, bucket} = grid
const start = grid.from - grid.lead * slice
const total = grid.count + grid.lead
const cells = new Map([...releases].map(release => [release, new Array(total)]))
const seen = new Set()
for (const row of rows) {
const own = cells.get(row.release)
if (own === undefined) throw unexpected(rule.provider, 'answered for a release that was not asked for')
const slot = Math.floor((row.at - start) / slice)
if (!(slot >= 0 && slot < total)) continue
if ((row.at - start) % bucket !== 0) throw unexpected(rule.provider, 'answered for other moments than asked for')
const cell = cellOf(row, rule)
if (cell === undefined) continue
const key = JSON.stringify([row.release, row.at])
own[slot] = add(own[slot], seen.has(key) ? broken('ambiguous') : cell)
seen.add(key)
}
return cells
}
const checkShare = (cell, {amount}) => (cell !== undefined && !('problem' in cell) && cell.x > cell.n && !amount ? broken('out-of-range') : cell)
const armOf = (cells, rule) => {
const checked = Array.from(cells, cell => checkShare(cell, rule))
const first = checked.findIndex(cell => cell !== undefined)
return {cells: checked, firstSeen: first === -1 ? Number.POSITIVE_INFINITY : first}
}
const SILENT = {n: 0, x: 0}
const sayOf = (canary, baseline, slot) => {
const [own, old] = [canary.cells[slot], baseline?.cells[slot]]
if (own !== undefined && 'problem' in own) return own
if (old !== undefined && 'problem' in old) return old
if (canary.firstSeen > slot || (baseline?.firstSeen ?? 0) > slot) return {problem: 'no-data'}
if (own === undefined && old === undefined) return {problem: 'stale'}
return {canary: own ?? SILENT, baseline: baseline === null ? null : (old ?? SILENT)}
}
const slicesOf = (rows, {canary, baseline}, grid, rule) => {
const releases = new Set(baseline === null ? [canary] : [canary, baseline])
const cells = layOut(rows, releases, grid, rule)
const arm = release => armOf(cells.get(release) ?? [], rule)
const [own, old] = [arm(canary), baseline === null ? null : arm(baseline)]
return Array.from({length: grid.count}, (_, index) => {
const bounds = {from: grid.from + index * grid.slice, to: grid.from + (index + 1) * grid.slice}
const said = sayOf(own, old, grid.lead + index)
return 'problem' in said ? {...bounds, canary: null, baseline: null, problem: said.problem} : {...bounds, ...said}
})
}
const joinValues = (total, bad) => {
const keyOf = ({release, at}) => JSON.stringify([release, at])
const left = new Map()
for (const value of bad) left.set(keyOf(value), [...(left.get(keyOf(value)) ?? []), value])
const rows = total.flatMap(value => {
const {release, at} = value
const fitting = left.get(keyOf(value)) ?? []
left.delete(keyOf(value))
const figures = fitting.length === 0 ? [null] : fitting.map(one => one.value)
return figures.map(x => ({release, at, n: value.value, x}))
})
const alone = [...left.values()].flat().map(({release, at, value}) => ({release, at, n: null, x: value}))
return [...rows, ...alone]
}
}
}
