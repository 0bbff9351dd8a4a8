export const id = 7504
export const ids = [7504]
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
7504: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
sentry: () => sentry
})
var counting_source = __webpack_require__(5698)
var option_fields = __webpack_require__(7338)
var errors = __webpack_require__(7463)
var asking = __webpack_require__(3316)
const TYPE = 'sentry'
const DOCS = 'metrics/sentry.md'
const searchText = text => `"${text.replace(/[\\"*]/g, '\\$&')}"`
const UNFIT = /[/\\\0-\x1f\x7f]|^(?:\.{1,2}|latest|\s*)$|^.{201,}$/
const createClient = (options, context) => {
const {url, organization, project, environment, token, release: template} = options
const vendor = {
provider: TYPE,
secrets: [token],
scope: 'read the organization, its events and releases (org:read, event:read, project:releases)',
missing: 'this organization, project or release',
docs: DOCS
}
const http = context.openHttp?.({allowPrivate: options['allow-private-network']}) ?? context.http
const headers = {authorization: `Bearer ${(0, asking.eE)(context, token)}`, accept: 'application/json'}
const base = `${new URL(url).origin}/api/0/organizations/${organization}`
const ask = (call, {from, slice, count}, query, schema) =>
(0, asking.mQ)(
http,
{
url: `${base}/${call}/`,
headers,
query: {
project,
environment,
start: new Date(from).toISOString(),
end: new Date(from + count * slice).toISOString(),
...query
}
},
vendor,
schema
)
const release = (name, schema) => (0, asking.Zc)(http, {url: `${base}/releases/${encodeURIComponent(name)}/`, headers}, vendor, schema)
const nameOf = id => {
const name = template.replace(option_fields.g2, () => id)
if (!UNFIT.test(name)) return name
throw new errors.xL({
message: 'the id of this release cannot be the name of a release in Sentry',
fix: 'release: a template without slashes, such as shop@{release}',
docs: `${DOCS}#releases`
})
}
return {ask, release, nameOf}
}
var schemas = __webpack_require__(2857)
var rows = __webpack_require__(9486)
const momentOf = time => {
const moment = Date.parse(time)
if (Number.isNaN(moment)) throw (0, asking._P)(TYPE, 'answered with a time that is none')
return moment
}
const sessionsShape = schemas.Ikc({
intervals: schemas.YOg(schemas.YjP()),
groups: schemas.YOg(
schemas.Ikc({
by: schemas.Ikc({release: schemas.YjP(), 'session.status': schemas.YjP()}),
series: schemas.Ikc({'sum(session)': schemas.YOg(rows.vP)})
})
)
})
const BAD = {
crashed: new Set(['crashed']),
errored: new Set(['errored', 'unhandled', 'abnormal', 'crashed'])
}
const sumOf = figures => {
const there = figures.filter(one => typeof one === 'number')
return there.length === 0 ? null : there.reduce((sum, one) => sum + one, 0)
}
const sessions = async (client, span, {bad = 'crashed'}) => {
const names = span.releases.map(id => client.nameOf(id))
const query = {
field: ['sum(session)'],
groupBy: ['release', 'session.status'],
interval: `${span.slice / option_fields.dp}h`,
query: names.map(name => `release:${searchText(name)}`).join(' OR '),
includeTotals: 0
}
const {intervals, groups} = (await client.ask('sessions', span, query, sessionsShape)).body
if (groups.some(({series}) => series['sum(session)'].length !== intervals.length)) throw (0, asking._P)(TYPE, 'answered with series of another length than their intervals')
if (groups.some(({by}) => !names.includes(by.release))) throw (0, asking._P)(TYPE, 'answered for a release that was not asked for')
return span.releases.flatMap((release, arm) => {
const own = groups.filter(({by}) => by.release === names[arm])
const statuses = own.map(({by}) => by['session.status'])
if (new Set(statuses).size < statuses.length) throw (0, asking._P)(TYPE, 'answered twice for one status')
return intervals.map((time, index) => {
const of = fits => own.filter(({by}) => fits(by['session.status'])).map(({series}) => series['sum(session)'][index])
const n = sumOf(of(() => true))
const isThere = n !== null && n !== 0
const x = sumOf(of(status => BAD[bad].has(status)))
return {release, at: momentOf(time), n: isThere ? n : null, x: isThere ? x : null}
})
})
}
const timeseriesShape = schemas.Ikc({
timeSeries: schemas.YOg(
schemas.Ikc({
values: schemas.YOg(schemas.Ikc({timestamp: schemas.aig(), value: rows.vP, incomplete: schemas.zMY()}))
})
)
})
const whole = count => Number(count.toFixed(6))
const transactions = async (client, span) => {
const total = []
const bad = []
for (const release of span.releases) {
const ask = async yAxis => {
const query = {
dataset: 'spans',
yAxis,
interval: span.slice / 1000,
query: `is_transaction:true release:${searchText(client.nameOf(release))}`,
disableAggregateExtrapolation: '1'
}
const {body} = await client.ask('events-timeseries', span, query, timeseriesShape)
return body.timeSeries.flatMap(({values}) => values.filter(({incomplete}) => !incomplete).map(({timestamp, value}) => ({at: Math.round(timestamp), value})))
}
const counts = (await ask('count(span.duration)')).filter(({value}) => value !== 0 && value !== null)
const rates = await ask('failure_rate()')
for (const {at, value} of counts) {
total.push({release, at, value})
const fitting = rates.filter(rate => rate.at === at)
for (const rate of fitting)
bad.push({
release,
at,
value: rate.value === null || value === null ? null : whole(rate.value * value)
})
}
}
return (0, rows.jw)(total, bad)
}
const releaseShape = schemas.Ikc({dateCreated: schemas.YjP()})
const issuesShape = schemas.YOg(schemas.Ikc({firstSeen: schemas.YjP()}))
const MOST_ISSUES = 100
const newIssues = async (client, span, {levels = ['fatal', 'error']}) => {
const rows = []
for (const release of span.releases) {
const name = client.nameOf(release)
const query = {
query: `firstRelease:${searchText(name)} level:[${levels.join(', ')}]`,
sort: 'new',
limit: MOST_ISSUES
}
const {body, headers} = await client.ask('issues', span, query, issuesShape)
const firsts = new Set(body.map(({firstSeen}) => Math.floor(momentOf(firstSeen) / option_fields.dp) * option_fields.dp))
const known = await client.release(name, releaseShape)
if (known === null) continue
const born = momentOf(known.body.dateCreated)
const present = momentOf(headers.date ?? '')
const end = span.from + span.count * span.slice
for (let at = span.from; at < end; at += option_fields.dp) if (at + option_fields.dp > born && at + option_fields.dp <= present) rows.push({release, at, n: 1, x: firsts.has(at) ? 1 : 0})
}
return rows
}
const COUNTS = {
sessions: {rows: sessions, requests: 1, bucket: slice => slice},
transactions: {rows: transactions, requests: 4, bucket: slice => slice},
'new-issues': {rows: newIssues, requests: 4, bucket: () => option_fields.dp}
}
const sentryOptions = schemas.rej({
url: (0, option_fields.hc)('https://sentry.io').describe('Where Sentry is: `https://sentry.io`, `https://us.sentry.io`, `https://de.sentry.io`, or a host of your own.'),
'allow-private-network': schemas.zMY().default(false).describe('Lets the address lead into a private network.'),
organization: (0, option_fields.M8)('the slug of an organization', '^[a-z0-9][a-z0-9-]{0,49}$', 'its name in the address').describe('Slug of the organization.'),
project: (0, option_fields.M8)('the slug or id of a project', '^[a-z0-9][a-z0-9_-]{0,99}$', 'its name in the address').describe('Slug or id of the project.'),
environment: (0, option_fields.M8)('the name of an environment', '^[^\\s/]{1,64}$', 'production').optional().describe('Environment whose events are counted. Default: all of them.'),
token: (0, option_fields.T2)('SENTRY_AUTH_TOKEN').describe('Name of the secret with the auth token.'),
release: (0, option_fields.Qx)().describe('How Sentry calls the release, such as `shop@{release}`.'),
delay: (0, option_fields.Ti)(0, option_fields.d_).prefault('10m').describe('A slice is read only this long after it ended.'),
'look-back': (0, option_fields.Ti)(option_fields.dp, 90 * option_fields.d_)
.prefault('90d')
.describe('How long events are kept.')
})
const sentryMetric = schemas
.rej({
count: schemas.k5n(['sessions', 'transactions', 'new-issues']).describe('What is counted: `sessions` and those that crashed, `transactions` and those that failed, or `new-issues`: hours, and those in which an issue was seen for the first time.'),
bad: schemas.k5n(['crashed', 'errored']).optional().describe('Sessions alone: `crashed` (default), or `errored`, which are all that met an error.'),
levels: schemas
.YOg(schemas.k5n(['fatal', 'error', 'warning', 'info']))
.min(1)
.optional()
.describe('New issues alone: levels that count. Default `[fatal, error]`.')
})
.superRefine(({count, bad, levels}, context) => {
const add = (key, message) => context.addIssue({code: 'custom', path: [key], message})
if (bad !== undefined && count !== 'sessions') add('bad', 'goes with count: sessions\nno bad')
if (levels !== undefined && count !== 'new-issues') add('levels', 'goes with count: new-issues\nno levels')
})
const fits = slice => slice % option_fields.dp === 0 && option_fields.d_ % slice === 0
const mostSlices = slice => Math.max(1, Math.floor((30 * option_fields.d_) / slice))
const connect = async (options, question, context) => {
;(0, counting_source.Mp)(question, {
type: TYPE,
fix: 'a source with a histogram, such as prometheus',
docs: DOCS
})
const {delay, 'look-back': lookBack} = options
const client = createClient(options, context)
const {rows, bucket} = COUNTS[question.options.count]
return (0, counting_source.Ht)({
type: TYPE,
abilities: abilitiesOf({delay, 'look-back': lookBack}),
question,
bucketOf: slice => (fits(slice) ? bucket(slice) : null),
mostSlices,
rows: span => rows(client, span, question.options),
rule: {provider: TYPE, amount: false},
cuts: 'whole hours that divide a day',
docs: `${DOCS}#slices`
})
}
const ABILITIES = {
answers: 'history',
delay: 10 * option_fields.pY,
lookBack: 90 * option_fields.d_,
minSlice: option_fields.dp
}
const abilitiesOf = read => ({
...ABILITIES,
delay: read.delay,
lookBack: read['look-back']
})
const sentry = {
type: TYPE,
options: sentryOptions,
metric: sentryMetric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({token}) => [token],
connect,
cost: {
perRead: ({slice, count}, {count: what}) => COUNTS[what].requests * (0, counting_source.$H)(count, mostSlices(slice)),
limit: {requests: 5, per: 1000}
}
}
}
}
