export const id = 6396
export const ids = [6396]
export const modules = {
6396: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
d1: () => d1
})
var kit_errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var schemas = __webpack_require__(2857)
var kit_text = __webpack_require__(1299)
var fields = __webpack_require__(4855)
var reading_failure = __webpack_require__(8035)
const DOCS = 'metrics/d1.md'
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 32 * MEBIBYTE
const TIMEOUT = 35_000
const DEADLINE = 120_000
const LONGEST_QUOTE = 300
const failures = schemas.YOg(schemas.Ikc({code: schemas.aig(), message: schemas.YjP()})).catch([])
const good = schemas.Ikc({
success: schemas.euz(true),
result: schemas.YOg(
schemas.Ikc({
results: schemas.YOg(schemas.g1P(schemas.YjP(), schemas.L5J())),
success: schemas.zMY().optional(),
meta: schemas.Ikc({changed_db: schemas.zMY().optional()}).optional()
})
)
})
const bad = schemas.Ikc({success: schemas.euz(false), errors: failures})
const PASSING = /overloaded|reset because|caused object to be reset|connection lost|too many requests|timeout/i
const wrap = ({text, mostRows}) => `select * from (\n${text}\n) limit ${mostRows + 1}`
const ANSWERS = [200, 400, 401, 403, 404]
const notAllowed = (status, {token}) =>
new kit_errors.xL({
message: `Cloudflare does not accept the secret ${token} for this database (${status})`,
fix: `${token} anew with an API token that may use D1 in this account`,
docs: `${DOCS}#token`
})
const errorsIn = answer => {
try {
return bad.safeParse(JSON.parse(answer.text())).data?.errors ?? []
} catch {
return []
}
}
const TOKEN_CODES = [6003, 6111, 9109, 10000, 10001]
const refusal = (answer, options) => {
const {status} = answer
const errors = errorsIn(answer)
if (status === 401 || status === 403 || errors.some(({code}) => TOKEN_CODES.includes(code))) return notAllowed(status, options)
if (status === 404)
return new kit_errors.xL({
message: 'Cloudflare knows no such database in this account',
fix: 'account and database as `wrangler d1 list` shows them',
docs: `${DOCS}#token`
})
const says = (0, kit_text.ml)((0, kit_text.Fq)(errors.map(({message}) => message).join('; ')), LONGEST_QUOTE)
if (says === '' || PASSING.test(says))
return new kit_errors.mZ({
provider: 'd1',
message: says === '' ? `d1: the query was answered with ${status}` : `d1: ${says}`,
retryable: says !== '',
status,
code: 'status'
})
return new kit_errors.xL({
message: `D1 cannot carry out the query of this metric: ${says}`,
fix: 'query: so that `wrangler d1 execute` carries it out',
docs: `${DOCS}#query`
})
}
const rowsIn = (answer, options, mostRows) => {
if (answer.status !== 200) throw refusal(answer, options)
const {result} = answer.json(good)
const [first] = result
if (first === undefined || result.length > 1 || first.success === false)
throw new kit_errors.mZ({
provider: 'd1',
message: 'd1: answered for another number of statements than asked',
retryable: false,
code: 'invalid-answer'
})
if (first.meta?.changed_db === true)
throw new kit_errors.xL({
message: 'the query of this metric changed the database, although it stands inside a SELECT',
fix: 'query: a SELECT that only reads',
docs: `${DOCS}#query`
})
if (first.results.length > mostRows)
throw new kit_errors.xL({
message: `the query of this metric gives more than ${mostRows} rows`,
fix: 'a query with one row for each slice and release, filtered by $from, $to and $canary, $baseline',
docs: `${DOCS}#query`
})
return first.results
}
const createClient = (options, context) => {
const http = context.openHttp?.({allowPrivate: options['allow-private-network']}) ?? context.http
const authorization = `Bearer ${(0, fields.d6)(context.secret(options.token), options.token)}`
const base = options.url.replace(/\/+$/, '')
const url = `${base}/accounts/${options.account}/d1/database/${options.database}/query`
const post = question =>
http.request({
method: 'POST',
url,
headers: {authorization, accept: 'application/json'},
json: {sql: wrap(question), params: question.parameters},
retry: 'safe',
accept: ANSWERS,
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER
})
return {
ask: question => (0, reading_failure.h)(async () => rowsIn(await post(question), options, question.mostRows))
}
}
var option_fields = __webpack_require__(7338)
var statement = __webpack_require__(1781)
const SECOND = 1000
const shape = schemas.rej({
account: schemas
.YjP()
.regex(/^[0-9a-f]{32}$/, 'must be an account id\n32 characters, 0-9 and a-f')
.describe('Id of the Cloudflare account.'),
database: schemas
.YjP()
.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a database id\nthe id that `wrangler d1 list` shows')
.describe('Id of the database.'),
token: (0, fields.wU)().describe('Name of the secret with an API token that may use D1.'),
time: schemas.k5n(['milliseconds', 'seconds', 'text', 'iso']).default('milliseconds').describe('How the table writes moments: since 1970, `text` as datetime() does, or `iso` as toISOString() does.'),
delay: (0, option_fields.Ti)(0, 86_400 * SECOND)
.prefault('1m')
.describe('A slice is read only this long after it ended.'),
'look-back': (0, option_fields.Ti)(SECOND, grammar.Qk).prefault('90d').describe('How long rows are kept. Longer plans are refused.'),
'most-rows': schemas.Whr().min(1).max(50_000).default(20_000).describe('Most rows of one answer; more are an error.'),
url: schemas.YjP().max(2048).default('https://api.cloudflare.com/client/v4').describe('Address of the API, for a gateway of your own.'),
'allow-private-network': schemas.zMY().default(false).describe('Lets the address lead into a private network, and lets it begin with `http://`.')
})
const d1Options = shape.superRefine((options, context) => {
const rule = {allowPrivate: options['allow-private-network'], hasToken: true}
const problem = (0, fields.cg)(options.url, rule)
if (problem !== null) context.addIssue({code: 'custom', path: ['url'], message: problem})
})
const markFor = time => (name, number) => {
const parameter = `?${number}`
if (name === 'canary') return parameter
if (name === 'baseline') return `nullif(${parameter}, '')`
const isText = name !== 'slice' && (time === 'text' || time === 'iso')
return isText ? parameter : `cast(${parameter} as numeric)`
}
const readQuery = (text, time) => (0, statement.cO)(text, 'sqlite', markFor(time))
const d1Metric = schemas.rej({
query: schemas
.YjP()
.max(statement.qz)
.superRefine((text, context) => {
const reading = readQuery(text, 'milliseconds')
if (!reading.ok) context.addIssue({code: 'custom', message: `${reading.message}\n${reading.fix}`})
})
.describe('One SELECT over `$from` to `$to` with the columns `slice` (or `slice_start`), `release`, `total`, `bad`.')
})
var moments = __webpack_require__(6929)
var sql_rows = __webpack_require__(1371)
var turns = __webpack_require__(2036)
const MIN_SLICE = 1000
const d1_DOCS = 'metrics/d1.md#query'
const boundValue = (name, {from, slice, count, canary, baseline}, time) => {
switch (name) {
case 'from':
return String((0, moments.GC)(from, time))
case 'to':
return String((0, moments.GC)(from + count * slice, time))
case 'slice':
return String((0, moments.Yv)(slice, time))
case 'canary':
return canary
case 'baseline':
return baseline ?? ''
default:
return name
}
}
const abilitiesOf = read => ({
answers: 'history',
delay: read.delay,
lookBack: read['look-back'],
minSlice: MIN_SLICE
})
const connect = async (options, {name, slowerThan, per, options: metric}, context) => {
if (slowerThan !== null)
throw new kit_errors.xL({
message: `the metric ${name} says slower-than, and a query counts what is slow itself`,
fix: 'bad: sum(duration_ms > 500), and no slower-than',
docs: d1_DOCS
})
const {time, 'most-rows': mostRows} = options
const client = createClient(options, context)
const reading = readQuery(metric.query, time)
if (!reading.ok) throw new RangeError('the query passed the configuration unread')
const {text, parameters: placeholders} = reading.statement
const answer = async request => {
const parameters = placeholders.map(placeholder => boundValue(placeholder, request, time))
const rows = await (0, turns.l)(options, () => client.ask({text, parameters, mostRows}))
;(0, sql_rows.OT)(rows, d1_DOCS)
const rule = {time, amount: (per ?? null) !== null, docs: d1_DOCS}
return {metric: name, slices: (0, sql_rows.US)(rows, request, rule)}
}
return {
type: 'd1',
abilities: abilitiesOf(options),
read: async request => {
if (request.metric !== name) throw new RangeError('another metric was asked for than connected')
if (request.canary === '' || request.baseline === '') throw new RangeError('a release has no id')
return request.count === 0 ? {metric: name, slices: []} : answer(request)
}
}
}
const d1 = {
type: 'd1',
options: d1Options,
metric: d1Metric,
abilities: {answers: 'history', delay: 60_000, lookBack: grammar.Qk, minSlice: MIN_SLICE},
abilitiesOf,
secrets: ({token}) => [token],
connect
}
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
}
}
