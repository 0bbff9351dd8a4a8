export const id = 4171
export const ids = [4171]
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
4171: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
posthog: () => posthog,
questionFor: () => questionFor
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _asking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3316)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5698)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9486)
const TYPE = 'posthog'
const DOCS = 'metrics/posthog.md'
const SECOND = 1000
const options = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
url: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.hc)('https://us.posthog.com').describe('Where PostHog is: `https://us.posthog.com`, `https://eu.posthog.com`, or a host of your own.'),
'allow-private-network': zod__WEBPACK_IMPORTED_MODULE_5__.zMY().default(false).describe('Lets the address lead into a private network.'),
project: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.M8)('the id of a project', '^[1-9][0-9]{0,11}$', 'its number, from the project settings').describe('Id of the project.'),
token: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.T2)('POSTHOG_API_KEY').describe('Name of the secret with the personal API key.'),
release: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Qx)().describe('How the release is called in events, with `{release}` as a part.'),
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_).prefault('10m').describe('A slice is read only this long after it ended.'),
'look-back': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.dp, 90 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_)
.prefault('90d')
.describe('How long events are kept.')
})
const PROPERTY = '^[$A-Za-z_][$A-Za-z0-9_. -]{0,99}$'
const property = () => (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.M8)('the name of a property', PROPERTY, 'app_version')
const eventName = () => zod__WEBPACK_IMPORTED_MODULE_5__.YjP().min(1).max(200)
const metric = zod__WEBPACK_IMPORTED_MODULE_5__
.rej({
event: eventName().describe('Event that stands for one unit, such as `checkout started`.'),
'bad-event': eventName().optional().describe('Event that stands for a bad unit, such as `checkout failed`.'),
'bad-property': property().optional().describe('Instead: a property of the event that is true for a bad unit.'),
'duration-property': property().optional().describe('With `slower-than`: a property of the event with its duration in milliseconds.'),
'amount-property': property().optional().describe('With `per`: a property of the event that is summed up, such as a cost. Units are then persons.'),
'release-property': property().default('release').describe('Property that names the release.')
})
.superRefine((read, context) => {
const ways = ['bad-event', 'bad-property', 'duration-property', 'amount-property']
const given = ways.filter(key => read[key] !== undefined)
if (given.length === 1) return
const message = given.length === 0 ? 'does not say what is bad\nbad-event, bad-property, duration-property or amount-property' : `says twice what is bad\none of ${given.join(', ')}`
context.addIssue({code: 'custom', path: given.length === 0 ? [] : [given[1] ?? ''], message})
})
const checkQuestion = ({name, slowerThan, per, options: read}) => {
const duration = read['duration-property'] !== undefined
const amount = read['amount-property'] !== undefined
if (duration !== (slowerThan !== null))
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the metric ${name} says ${duration ? 'duration-property' : 'slower-than'} without the other`,
fix: 'slower-than: 500ms and duration-property: together',
docs: DOCS
})
if (amount !== ((per ?? null) !== null))
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the metric ${name} says ${amount ? 'amount-property' : 'per'} without the other`,
fix: 'per: user and amount-property: together',
docs: DOCS
})
}
const propertyOf = name => `properties['${name}']`
const countsOf = ({options: read}) => {
const {'bad-event': event, 'bad-property': flag, 'duration-property': duration, 'amount-property': amount} = read
if (amount !== undefined)
return {
n: 'count(distinct person_id)',
x: `sum(ifNull(toFloat(${propertyOf(amount)}), 0))`
}
const n = 'countIf(event = {event})'
if (event !== undefined) return {n, x: 'countIf(event = {bad_event})'}
if (flag !== undefined) return {n, x: `countIf(event = {event} and toString(${propertyOf(flag)}) in ('true', '1'))`}
return {n, x: `countIf(event = {event} and toFloat(${propertyOf(duration ?? '')}) > {slower_than})`}
}
const MOST_ROWS = 50_000
const MOST_SLICES = MOST_ROWS / 2 - 1
const questionFor = (span, question, called) => {
const {n, x} = countsOf(question)
const {event, 'bad-event': badEvent, 'release-property': release} = question.options
const names = called.map((_, index) => `{release_${index}}`)
const query = [
`select toString(${propertyOf(release)}) as release,`,
'intDiv(toUnixTimestamp(timestamp) - {from}, {slice}) as slot,',
`${n} as n, ${x} as x`,
'from events',
'where timestamp >= fromUnixTimestamp({from}) and timestamp < fromUnixTimestamp({to})',
`and event in (${badEvent === undefined ? '{event}' : '{event}, {bad_event}'})`,
`and toString(${propertyOf(release)}) in (${names.join(', ')})`,
'group by release, slot',
'order by slot, release',
`limit ${MOST_ROWS}`
].join('\n')
const values = {
from: span.from / SECOND,
to: (span.from + span.count * span.slice) / SECOND,
slice: span.slice / SECOND,
event,
...(badEvent !== undefined && {bad_event: badEvent}),
...(question.slowerThan !== null && {slower_than: question.slowerThan}),
...Object.fromEntries(called.map((name, index) => [`release_${index}`, name]))
}
return {kind: 'HogQLQuery', query, values}
}
const answerShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
columns: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YjP()).nullish(),
results: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.PVZ([zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), zod__WEBPACK_IMPORTED_MODULE_5__.Whr(), _rows_js__WEBPACK_IMPORTED_MODULE_4__.vP, _rows_js__WEBPACK_IMPORTED_MODULE_4__.vP])).nullish(),
error: zod__WEBPACK_IMPORTED_MODULE_5__.YjP().nullish()
})
const rowsIn = ({columns, results, error}, span, {called, vendor}) => {
if (error) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.Te)(vendor, error)
if (!results) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered without rows')
if (columns && columns.join() !== 'release,slot,n,x') throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered with other columns')
if (results.length >= MOST_ROWS) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered with as many rows as it may, so some are missing')
return results.map(([name, slot, n, x]) => ({
release: span.releases[called.indexOf(name)] ?? name,
at: span.from + slot * span.slice,
n,
x
}))
}
const connect = async (read, question, context) => {
checkQuestion(question)
const {url, project, token, release, delay, 'look-back': lookBack, 'allow-private-network': allowPrivate} = read
const vendor = {
provider: TYPE,
secrets: [token],
scope: 'read queries (query:read)',
missing: 'this project',
docs: DOCS
}
const http = context.openHttp?.({allowPrivate}) ?? context.http
const headers = {authorization: `Bearer ${(0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.eE)(context, token)}`, accept: 'application/json'}
const rows = async span => {
const called = span.releases.map(id => release.replace(_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2, () => id))
const {body} = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.mQ)(
http,
{
method: 'POST',
url: `${new URL(url).origin}/api/projects/${project}/query/`,
headers,
json: {query: questionFor(span, question, called), refresh: 'blocking'}
},
vendor,
answerShape
)
return rowsIn(body, span, {called, vendor})
}
return (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay, 'look-back': lookBack}),
question,
bucketOf: slice => (slice % SECOND === 0 ? SECOND : null),
mostSlices: () => MOST_SLICES,
rows,
rule: {provider: TYPE, amount: (question.per ?? null) !== null},
cuts: 'whole seconds',
docs: DOCS
})
}
const ABILITIES = {
answers: 'history',
delay: 10 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY,
lookBack: 90 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY
}
const abilitiesOf = read => ({
...ABILITIES,
delay: read.delay,
lookBack: read['look-back']
})
const posthog = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({token}) => [token],
connect,
cost: {perRead: ({count}) => (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.$H)(count, MOST_SLICES), limit: {requests: 120, per: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.dp}}
}
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
