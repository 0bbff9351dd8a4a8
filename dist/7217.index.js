export const id = 7217
export const ids = [7217]
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
},
7217: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
sqlFor: () => sqlFor,
sqlText: () => sqlText,
supabaseLogs: () => supabaseLogs
})
var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3316)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5698)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9486)
const TYPE = 'supabase-logs'
const DOCS = 'metrics/supabase-logs.md'
const API = 'https://api.supabase.com/v1'
const options = zod__WEBPACK_IMPORTED_MODULE_4__.rej({
project: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.M8)('the ref of a project', '^[a-z]{20}$', '20 lower-case letters, from the address of the dashboard').describe('Ref of the project.'),
token: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.T2)('SUPABASE_ACCESS_TOKEN').describe('Name of the secret with the access token.'),
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_).prefault('3m').describe('A slice is read only this long after it ended.'),
'look-back': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.Ti)(_option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY, 90 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_)
.prefault('7d')
.describe('How long logs are kept: `1d` on the free plan, `7d` on Pro, `28d` on Team.')
})
const metric = zod__WEBPACK_IMPORTED_MODULE_4__.rej({
function: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.M8)('the name of a function', '^[A-Za-z][A-Za-z0-9_-]{0,99}$', 'its folder in supabase/functions').describe('Edge function whose requests are counted.'),
status: zod__WEBPACK_IMPORTED_MODULE_4__.Whr().min(400).max(599).default(500).describe('An answer with this HTTP status or a higher one is bad. Not read where `slower-than` is given.'),
'release-field': zod__WEBPACK_IMPORTED_MODULE_4__.k5n(['version', 'deployment_id']).default('version').describe('Field of the log that names the release.')
})
const sqlText = text => {
const written = Array.from(text.replace(/\p{Surrogate}/gu, '\ufffd'), character => {
if (/^[A-Za-z0-9 _.:@/+-]$/.test(character)) return character
const code = character.codePointAt(0) ?? 0xfffd
return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
})
return `'${written.join('')}'`
}
const MOST_ROWS = 1000
const LONGEST_RANGE = _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_
const mostSlices = slice => Math.max(1, Math.min(Math.floor(LONGEST_RANGE / slice), MOST_ROWS / 2 - 1))
const badCondition = ({slowerThan, options: {status}}) => (slowerThan === null ? `response.status_code >= ${status}` : `m.execution_time_ms > ${slowerThan}`)
const sqlFor = ({from, slice, releases}, question) => {
const {function: name, 'release-field': field} = question.options
const release = `cast(m.${field} as string)`
return [
`select ${release} as release,`,
`div(unix_millis(cast(t.timestamp as timestamp)) - ${from}, ${slice}) as slot,`,
'count(*) as n,',
`countif(${badCondition(question)}) as x`,
'from function_edge_logs as t',
'cross join unnest(t.metadata) as m',
'cross join unnest(m.response) as response',
'cross join unnest(m.request) as request',
`where (request.pathname = ${sqlText(`/functions/v1/${name}`)} or starts_with(request.pathname, ${sqlText(`/functions/v1/${name}/`)}))`,
`and ${release} in (${releases.map(sqlText).join(', ')})`,
'group by release, slot',
`limit ${MOST_ROWS}`
].join('\n')
}
const answerShape = zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({
result: zod__WEBPACK_IMPORTED_MODULE_4__.YOg(zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({release: zod__WEBPACK_IMPORTED_MODULE_4__.YjP(), slot: zod__WEBPACK_IMPORTED_MODULE_4__.Whr(), n: _rows_js__WEBPACK_IMPORTED_MODULE_3__.vP, x: _rows_js__WEBPACK_IMPORTED_MODULE_3__.vP})).nullish(),
error: zod__WEBPACK_IMPORTED_MODULE_4__.KCZ([zod__WEBPACK_IMPORTED_MODULE_4__.YjP(), zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({code: zod__WEBPACK_IMPORTED_MODULE_4__.aig().optional(), message: zod__WEBPACK_IMPORTED_MODULE_4__.YjP().optional()})]).nullish()
})
const rowsIn = ({result, error}, {from, slice, count}) => {
if (error) {
const [code, says] = typeof error === 'string' ? [0, error] : [error.code ?? 0, error.message ?? 'no reason given']
throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, says, code >= 500 || code === 429)
}
if (!result) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered without rows')
if (result.length >= MOST_ROWS) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered with as many rows as it may, so some are missing')
return result.filter(({slot}) => slot >= 0 && slot < count).map(({release, slot, n, x}) => ({release, at: from + slot * slice, n, x}))
}
const connect = async ({project, token, delay, 'look-back': lookBack}, question, context) => {
const vendor = {
provider: TYPE,
secrets: [token],
scope: 'read the logs of this project (analytics:read)',
missing: 'this project',
docs: DOCS
}
const headers = {authorization: `Bearer ${(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.eE)(context, token)}`, accept: 'application/json'}
const rows = async span => {
const {body} = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.mQ)(
context.http,
{
url: `${API}/projects/${project}/analytics/endpoints/logs.all`,
query: {
sql: sqlFor(span, question),
iso_timestamp_start: new Date(span.from).toISOString(),
iso_timestamp_end: new Date(span.from + span.count * span.slice).toISOString()
},
headers
},
vendor,
answerShape
)
return rowsIn(body, span)
}
return (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_1__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay, 'look-back': lookBack}),
question,
bucketOf: slice => (slice % _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY === 0 && slice <= LONGEST_RANGE ? _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY : null),
mostSlices,
rows,
rule: {provider: TYPE, amount: false},
cuts: 'whole minutes, a day at most',
docs: DOCS
})
}
const ABILITIES = {
answers: 'history',
delay: 3 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY,
lookBack: 7 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY
}
const abilitiesOf = read => ({
...ABILITIES,
delay: read.delay,
lookBack: read['look-back']
})
const supabaseLogs = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({token}) => [token],
connect,
cost: {
perRead: ({slice, count}) => (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_1__.$H)(count, mostSlices(slice)),
limit: {requests: 30, per: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY}
}
}
}
}
