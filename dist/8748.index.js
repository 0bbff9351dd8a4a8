export const id = 8748
export const ids = [8748]
export const modules = {
2063: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
b: () => googleToken
})
var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598)
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7463)
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform'
const STS = 'https://sts.googleapis.com/v1/token'
const IAM = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts'
const OAUTH = 'https://oauth2.googleapis.com/token'
const DOCS = 'platforms/cloud-run.md#credentials'
const MARGIN = 5 * 60_000
const HOUR = 3_600_000
const stsShape = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({access_token: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(1), expires_in: zod__WEBPACK_IMPORTED_MODULE_2__.aig().positive().optional()})
const iamShape = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({accessToken: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(1), expireTime: zod__WEBPACK_IMPORTED_MODULE_2__.YjP()})
const keyShape = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({
type: zod__WEBPACK_IMPORTED_MODULE_2__.euz('service_account'),
client_email: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(3).max(320),
private_key: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().min(100).max(10_000),
private_key_id: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().max(200).optional()
})
const REFUSALS = [200, 400, 401, 403, 404]
const refusal = (message, fix) => new _errors_js__WEBPACK_IMPORTED_MODULE_1__.xL({message, fix, docs: DOCS})
const post = (http, url, wish) =>
http.request({
method: 'POST',
url,
...(wish.json !== undefined && {json: wish.json}),
...(wish.body !== undefined && {body: wish.body}),
headers: {
...(wish.body !== undefined && {'content-type': 'application/x-www-form-urlencoded'}),
...(wish.bearer !== undefined && {authorization: `Bearer ${wish.bearer}`})
},
retry: 'safe',
accept: REFUSALS
})
const federate = async (provider, context, now) => {
const subjectToken = await context.identity(`https://iam.googleapis.com/${provider}`)
context.hide('the identity token of this run', subjectToken)
const answer = await post(context.http, STS, {
json: {
grantType: 'urn:ietf:params:oauth:grant-type:token-exchange',
audience: `//iam.googleapis.com/${provider}`,
scope: SCOPE,
requestedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
subjectTokenType: 'urn:ietf:params:oauth:token-type:jwt',
subjectToken
}
})
if (answer.status !== 200) throw refusal(`Google does not accept the identity of this run (${answer.status})`, 'workload-identity-provider: one that exists, whose attribute condition lets this repository and branch in')
return fromSts(answer, now)
}
const fromSts = (answer, now) => {
const {access_token: value, expires_in: seconds = 3600} = answer.json(stsShape)
return {value, until: now + seconds * 1000}
}
const impersonate = async (account, own, {http}) => {
const url = `${IAM}/${encodeURIComponent(account)}:generateAccessToken`
const answer = await post(http, url, {bearer: own.value, json: {scope: [SCOPE], lifetime: '3600s'}})
if (answer.status !== 200) throw refusal(`Google does not let this run act as ${account} (${answer.status})`, 'roles/iam.workloadIdentityUser on that service account, for the principal set of this repository')
const {accessToken, expireTime} = answer.json(iamShape)
const until = Date.parse(expireTime)
return {value: accessToken, until: Number.isNaN(until) ? own.until : until}
}
const base64url = value => Buffer.from(JSON.stringify(value)).toString('base64url')
const fromKey = async (name, text, {http}, now) => {
let key
let signature
let claims
try {
key = keyShape.parse(JSON.parse(text))
const issued = Math.floor(now / 1000)
const header = {alg: 'RS256', typ: 'JWT', kid: key.private_key_id}
const claim = {iss: key.client_email, scope: SCOPE, aud: OAUTH, iat: issued, exp: issued + 3600}
claims = `${base64url(header)}.${base64url(claim)}`
signature = (0, node_crypto__WEBPACK_IMPORTED_MODULE_0__.createSign)('RSA-SHA256').update(claims).sign(key.private_key, 'base64url')
} catch {
throw refusal(`the secret ${name} is not the key of a service account`, 'the whole JSON file that Google made, or an access token, or better: workload-identity-provider')
}
const form = new URLSearchParams({
grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
assertion: `${claims}.${signature}`
})
const answer = await post(http, OAUTH, {body: form.toString()})
if (answer.status !== 200) throw refusal(`Google does not accept the key in the secret ${name} (${answer.status})`, 'a key that is not disabled or deleted, or better: workload-identity-provider')
return fromSts(answer, now)
}
const fromSecret = async (name, context, now) => {
const text = context.secret(name).trim()
if (text.startsWith('{')) return fromKey(name, text, context, now)
if (/^[\x21-\x7e]+$/.test(text)) return {value: text, until: now + HOUR}
throw refusal(`the secret ${name} holds characters that cannot be sent in a header`, 'the JSON key of a service account, or an access token on one line')
}
const googleToken = (login, context) => {
const now = context.now ?? Date.now
let held
const make = async () => {
const {provider, serviceAccount, credentials} = login
const own = provider === undefined ? await fromSecret(credentials ?? '', context, now()) : await federate(provider, context, now())
context.hide('the access token of Google', own.value)
if (provider === undefined || serviceAccount === undefined) return own
const token = await impersonate(serviceAccount, own, context)
context.hide('the access token of Google', token.value)
return token
}
return async () => {
const known = await held?.catch(() => undefined)
if (known && known.until - MARGIN > now()) return known.value
held = make()
return (await held).value
}
}
},
8748: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
prometheus: () => prometheus
})
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var schemas = __webpack_require__(2857)
const RELEASE = '{release}'
const LONGEST_EXPRESSION = 2000
const STRING = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`/g
const syntaxOf = text => text.replace(STRING, '""')
const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const LABEL = `(?:[a-zA-Z_][a-zA-Z0-9_]*|"")`
const VALUE = String.raw`(?:""|\{release\})`
const MATCHER = String.raw`\s*(?:${LABEL}\s*(?:=~|!~|!=|=)\s*${VALUE}|"")\s*`
const SELECTOR = new RegExp(String.raw`^\s*(${NAME})?\s*\{${MATCHER}(?:,${MATCHER})*,?\s*\}\s*$`)
const LABELS = String.raw`\(([\s\w,]*)\)`
const SUM_BY = new RegExp(String.raw`^\s*sum\s*(by|without)\s*${LABELS}\s*\(([^]*)\)\s*$`)
const SUM_THEN_BY = new RegExp(String.raw`^\s*sum\s*\(([^]*)\)\s*(by|without)\s*${LABELS}\s*$`)
const isSelector = text => SELECTOR.test(syntaxOf(text))
const readExpression = text => {
if (isSelector(text)) return {kind: 'selector', selector: text.trim(), sumBy: null}
const first = SUM_BY.exec(text)
const last = SUM_THEN_BY.exec(text)
const [inner, clause, labels] = first ? [first[3], first[1], first[2]] : [last?.[1], last?.[2], last?.[3]]
if (inner !== undefined && isSelector(inner)) return {kind: 'selector', selector: inner.trim(), sumBy: `${clause} (${labels?.trim()})`}
return {kind: 'expression', text: text.trim()}
}
const metricName = text => SELECTOR.exec(syntaxOf(text))?.[1] ?? null
const RATE = /\b(rate|irate|increase|delta|idelta|deriv|resets|changes|histogram_quantile|\w+_over_time)\s*\(/
const AGGREGATE = /^\s*(sum|avg|min|max|count|group|stddev|stdvar|topk|bottomk|quantile|count_values)\s*(?:\(|by\b|without\b)/
const expressionProblem = text => {
const syntax = syntaxOf(text)
if (/[\0-\x08\x0b-\x1f\x7f]/.test(text)) return 'holds a control character\nthe expression without it'
if (/["'`]/.test(syntax.replaceAll('""', ''))) return 'a string is not closed\nthe missing quote'
if (syntax.includes('#')) return 'holds a comment\nthe expression without it'
if (!isBalanced(syntax)) return 'its brackets do not match\nthe missing bracket'
return placeProblem(text, syntax) ?? kindProblem(syntax)
}
const placeProblem = (text, syntax) => {
const count = where => where.split(RELEASE).length - 1
if (count(text) > count(syntax)) return `${RELEASE} stands between quotes\nrelease=${RELEASE}, it brings its own`
if (count(syntax) === 0) return `does not say which release is meant\na matcher such as release=${RELEASE}, which Sluice fills in`
if (/(?:=~|!~|!=)\s*\{release\}/.test(syntax)) return `${RELEASE} is one exact value\nrelease=${RELEASE}, with = alone`
return /(?<![=,(]\s{0,20})\{release\}/.test(syntax) ? `${RELEASE} stands where no value belongs\na matcher such as release=${RELEASE}` : null
}
const kindProblem = syntax => {
const rate = RATE.exec(syntax)?.[1]
if (rate !== undefined) return `${rate} makes something else of a counter\nthe counter itself`
const aggregate = AGGREGATE.exec(syntax)?.[1]
if (aggregate === undefined || (aggregate === 'sum' && /\b(by|without)\s*\(/.test(syntax))) return null
const counters = 'the selector alone, for Sluice adds its series up; or sum by (instance) (...)'
return aggregate === 'sum' ? `sum hides that a process was started again\n${counters}` : `${aggregate} is no count\n${counters}`
}
const CLOSING = {'(': ')', '[': ']', '{': '}'}
const isBalanced = syntax => {
const open = []
for (const character of syntax) {
const closing = CLOSING[character]
if (closing !== undefined) open.push(closing)
else if (')]}'.includes(character) && open.pop() !== character) return false
}
return open.length === 0
}
const literal = text =>
`"${text
.replace(/\p{Surrogate}/gu, '\ufffd')
.replace(/[\\"]/g, '\\$&')
.replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`
const fill = (text, release) => text.replaceAll(RELEASE, () => literal(release))
const forRelease = (expression, release) => (expression.kind === 'selector' ? {...expression, selector: fill(expression.selector, release)} : {...expression, text: fill(expression.text, release)})
const withMatcher = (selector, matcher) => `${selector.slice(0, selector.lastIndexOf('}')).trimEnd().replace(/,$/, '')},${matcher}}`
const query_LABEL = 'sluice_role'
const freshness = ({slice, scrapeInterval}) => Math.min(slice, Math.ceil(2.5 * scrapeInterval))
const boundOf = (slowerThan, unit) => (unit === 'seconds' ? slowerThan / 1000 : slowerThan)
const writtenAs = bound => {
const [whole = '0', decimals] = String(bound).split('.')
return decimals === undefined ? `${whole}(?:[.]0+)?` : `${whole}[.]${decimals}0*`
}
const countersOf = (metric, slowerThan) => {
const {total = '', bad = '', histogram, 'histogram-unit': unit} = metric
if (histogram === undefined || slowerThan === null) return {total: readExpression(total), part: readExpression(bad), counts: 'bad'}
const bucket = le => ({
kind: 'selector',
selector: withMatcher(histogram, le),
sumBy: null
})
return {
total: bucket('le="+Inf"'),
part: bucket(`le=~"${writtenAs(boundOf(slowerThan, unit))}"`),
counts: 'good'
}
}
const range = (expression, length, {scrapeInterval}) => (expression.kind === 'selector' ? `${expression.selector}[${length}ms]` : `(${expression.text})[${length}ms:${scrapeInterval}ms]`)
const newest = (expression, windows) => {
const value = `last_over_time(${range(expression, windows.slice - 1, windows)})`
return expression.kind === 'selector' && expression.sumBy !== null ? `sum ${expression.sumBy} (${value})` : value
}
const fresh = (expression, windows) => (expression.kind === 'selector' ? `count(last_over_time(${range(expression, freshness(windows), windows)}))` : `count(${expression.text})`)
const resets = (expression, windows) => {
const before = freshness(windows) - 1
const all = range(expression, windows.slice + before, windows)
const earlier = range(expression, before, windows)
return `sum(resets(${all})) - (sum(resets(${earlier} offset ${windows.slice}ms)) or vector(0))`
}
const partsOf = (arm, counters, release, windows) => {
const total = forRelease(counters.total, release)
const part = forRelease(counters.part, release)
const parts = {
total: newest(total, windows),
part: newest(part, windows),
fresh: fresh(total, windows),
'total-resets': resets(total, windows),
'part-resets': resets(part, windows)
}
return Object.entries(parts).map(([role, query]) => `label_replace(${query}, "${query_LABEL}", "${arm} ${role}", "", "")`)
}
const queryOf = (counters, releases, windows) =>
['canary', 'baseline']
.flatMap(arm => {
const release = releases[arm]
return release === null ? [] : partsOf(arm, counters, release, windows)
})
.join('\nor\n')
const boundsQuery = (histogram, release, windows) => {
const selector = forRelease({kind: 'selector', selector: histogram, sumBy: null}, release)
return `group by (le) (last_over_time(${range(selector, windows.slice - 1, windows)}))`
}
const writtenBound = (le, unit) => {
const milliseconds = Number(le) * (unit === 'seconds' ? 1000 : 1)
const whole = Math.round(milliseconds)
return whole >= 1 && Math.abs(whole - milliseconds) < 1e-6 ? (0, grammar.YL)(whole) : null
}
const point = schemas.PVZ([schemas.aig(), schemas.YjP().max(64)])
const matrix = schemas.Ikc({
resultType: schemas.euz('matrix'),
result: schemas.YOg(
schemas.Ikc({
metric: schemas.g1P(schemas.YjP(), schemas.YjP()),
values: schemas.YOg(point).default([]),
histograms: schemas.YOg(schemas.L5J()).default([])
})
)
})
const answerShape = schemas.Ikc({
status: schemas.euz('success'),
data: matrix,
warnings: schemas.YOg(schemas.YjP()).nullish()
})
const refusalShape = schemas.Ikc({
status: schemas.euz('error'),
errorType: schemas.YjP(),
error: schemas.YjP()
})
const emptyTables = () => ({
total: new Map(),
part: new Map(),
fresh: new Map(),
'total-resets': new Map(),
'part-resets': new Map()
})
const unexpected = says =>
new errors.mZ({
provider: 'prometheus',
message: `prometheus: ${says}`,
retryable: false,
code: 'invalid-answer'
})
const numberOf = text => {
if (/^[+-]?Inf$/.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
if (text === 'NaN') return Number.NaN
if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) throw unexpected('answered with a value that is no number')
return Number(text)
}
const keyOf = labels =>
JSON.stringify(
Object.entries(labels)
.filter(([name]) => name !== query_LABEL && name !== 'le')
.sort(([a], [b]) => (a < b ? -1 : 1))
)
const TOLERANCE = 0.6
const indexOf = ({start, step, count}, seconds) => {
const index = Math.round((seconds * 1000 - start) / step)
const moment = start + index * step
if (index < 0 || index >= count || Math.abs(moment - seconds * 1000) > TOLERANCE) throw unexpected('answered for other moments than asked for')
return index
}
const isRole = (tables, role) => Object.hasOwn(tables, role)
const tablesOf = (answers, grid) => {
const arms = {canary: emptyTables(), baseline: emptyTables()}
for (const {metric, values, histograms} of answers.flatMap(({result}) => result)) {
const [arm = '', role = ''] = (metric[query_LABEL] ?? '').split(' ')
if (arm !== 'canary' && arm !== 'baseline') throw unexpected('answered with a series that was not asked for')
const tables = arms[arm]
if (!isRole(tables, role)) throw unexpected('answered with a series that was not asked for')
if (histograms.length > 0) throw nativeHistogram()
const key = keyOf(metric)
const cells = tables[role].get(key) ?? new Array(grid.count).fill(undefined)
tables[role].set(key, cells)
for (const [seconds, text] of values) put(cells, indexOf(grid, seconds), numberOf(text))
}
return arms
}
const put = (cells, index, value) => {
const known = cells[index]
cells[index] = known === undefined || Object.is(known, value) ? value : 'ambiguous'
}
const nativeHistogram = () =>
new errors.xL({
message: 'prometheus keeps a native histogram here, which has no fixed bounds',
fix: 'a classic histogram or a counter',
docs: 'metrics/prometheus.md#latency'
})
var identity = __webpack_require__(4688)
var google_token = __webpack_require__(2063)
var kit_text = __webpack_require__(1299)
const MOST_POINTS = 11_000
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 64 * MEBIBYTE
const TIMEOUT = 30_000
const SERVER_TIMEOUT = '25s'
const DEADLINE = 120_000
const MOST_WARNINGS = 3
const LONGEST_QUOTE = 300
const createClient = (options, context) => {
const guard = {allowPrivate: options['allow-private-network']}
const http = context.openHttp?.(guard) ?? context.http
const headers = headersOf(options, context, http)
const url = `${options.url.replace(/\/+$/, '')}/api/v1/query_range`
const ask = async (query, grid, lookback) => {
const answers = []
for (let first = 0; first < grid.count; first += MOST_POINTS) {
const count = Math.min(MOST_POINTS, grid.count - first)
const form = new URLSearchParams({
query,
start: seconds(grid.start + first * grid.step),
end: seconds(grid.start + (first + count - 1) * grid.step),
step: seconds(grid.step),
timeout: SERVER_TIMEOUT,
...(lookback !== null && {lookback_delta: seconds(lookback)})
})
answers.push(await withoutEffect(async () => readAnswer(await post(http, url, await headers(), form), options, context)))
}
return answers
}
return {ask}
}
const seconds = milliseconds => (milliseconds / 1000).toFixed(3)
const headersOf = (options, context, http) => {
if (options.auth.toLowerCase() !== 'google') {
const headers = credentials(options, context)
return async () => headers
}
const token = (0, google_token.b)(
{
provider: options['workload-identity-provider'],
serviceAccount: options['service-account'],
credentials: options.token
},
{
http,
secret: context.secret,
identity: context.identity ?? (audience => (0, identity.u)({variable: () => undefined}, http, audience)),
hide: context.hide ?? (() => {})
}
)
return async () => ({authorization: `Bearer ${await token()}`})
}
const credentials = (options, {secret}) => {
if (options.token === undefined) return {}
const token = secret(options.token)
if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(token))
throw new errors.xL({
message: `the secret ${options.token} holds characters that cannot be sent in a header`,
fix: 'the token on one line, without spaces around it'
})
if (options.header !== undefined) return {[options.header.toLowerCase()]: token}
const auth = options.auth.toLowerCase()
if (auth !== 'basic')
return {
authorization: withScheme(auth === 'bearer' ? 'Bearer' : auth === 'fly' ? 'FlyV1' : options.auth, token)
}
if (!token.includes(':'))
throw new errors.xL({
message: `the secret ${options.token} is no user and password`,
fix: 'user:password, as auth: basic sends it'
})
return {authorization: `Basic ${Buffer.from(token).toString('base64')}`}
}
const withScheme = (scheme, token) => (token.toLowerCase().startsWith(`${scheme.toLowerCase()} `) ? token : `${scheme} ${token}`)
const ANSWERS = [200, 400, 401, 403, 404, 405, 422]
const post = (http, url, headers, form) =>
http.request({
method: 'POST',
url,
query: {nocache: '1'},
headers: {...headers, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json'},
body: form.toString(),
retry: 'safe',
accept: ANSWERS,
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER
})
const withoutEffect = async work => {
try {
return await work()
} catch (error) {
throw error instanceof errors.mZ ? readingFailure(error) : error
}
}
const readingFailure = failure => {
if (failure.code === 'too-large')
return new errors.xL({
message: `prometheus answers with more than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
fix: 'fewer series: sum by (instance) (...) around the selector, or longer slices',
docs: 'metrics/prometheus.md#many-series'
})
const {provider, message, retryable, status, code, requestId, retryAfter} = failure
return new errors.mZ({
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
const readAnswer = (answer, options, {log}) => {
const {status} = answer
if (status === 401 || status === 403) throw notAllowed(status, options)
if (status === 404 || status === 405)
throw new errors.xL({
message: `there is no Prometheus API at this address (${status})`,
fix: 'url: the address in front of /api/v1, with the path that your provider names',
docs: 'metrics/prometheus.md#address'
})
const refusal = refusalIn(answer)
if (refusal !== null) throw refused(refusal, status)
if (status !== 200)
throw new errors.mZ({
provider: 'prometheus',
message: `prometheus: POST query_range answered ${status}`,
retryable: false,
status,
code: 'status'
})
const {data, warnings} = answer.json(answerShape)
for (const warning of (warnings ?? []).slice(0, MOST_WARNINGS)) log(`prometheus warns: ${quote(warning)}`)
return data
}
const quote = text => (0, kit_text.ml)((0, kit_text.Fq)(text), LONGEST_QUOTE)
const refusalIn = answer => {
try {
return refusalShape.safeParse(JSON.parse(answer.text())).data ?? null
} catch {
return null
}
}
const OF_THE_QUERY = new Set(['bad_data', 'execution'])
const refused = ({errorType, error}, status) =>
OF_THE_QUERY.has(errorType)
? new errors.xL({
message: `prometheus cannot answer the query of this metric: ${quote(error)}`,
fix: 'total, bad or histogram so that the query works in Prometheus itself',
docs: 'metrics/prometheus.md#counters'
})
: new errors.mZ({
provider: 'prometheus',
message: `prometheus: POST query_range failed: ${quote(errorType)}`,
retryable: true,
status,
code: 'status'
})
const notAllowed = (status, {token, auth, header}) =>
token === undefined && auth.toLowerCase() === 'google'
? new errors.xL({
message: `Cloud Monitoring does not let the identity of this run read metrics (${status})`,
fix: 'roles/monitoring.viewer in the project, for the service account or the principal set',
docs: 'metrics/prometheus.md#credentials'
})
: token === undefined
? new errors.xL({
message: `prometheus asks for credentials (${status})`,
fix: 'token: and the name of a secret'
})
: new errors.xL({
message: `prometheus does not accept the secret ${token} (${status}), sent ${header === undefined ? `as ${auth}` : `in ${header}`}`,
fix: `${token} anew with a token that may read metrics, or another auth`,
docs: 'metrics/prometheus.md#credentials'
})
const problem = name => ({problem: name})
const trailsOf = table =>
[...table.values()].map(cells => {
let last
const latest = cells.map(cell => {
last = cell ?? last
return last
})
return {cells, latest}
})
const armOf = tables => ({
total: trailsOf(tables.total),
part: trailsOf(tables.part),
fresh: trailsOf(tables.fresh),
'total-resets': trailsOf(tables['total-resets']),
'part-resets': trailsOf(tables['part-resets']),
partSeen: lastSeen(tables)
})
const lastSeen = ({part, total}) => {
const rows = [...part.values()]
const moments = [...total.values()][0]?.length ?? 0
let last = -1
return Array.from({length: moments}, (_, index) => {
if (rows.some(cells => cells[index] !== undefined)) last = index
return last
})
}
const anyAt = (trails, index) => trails.some(({cells}) => cells[index] !== undefined)
const anyUpTo = (trails, index) => trails.some(({latest}) => latest[index] !== undefined)
const faultOf = cell => {
if (cell === undefined) return null
if (cell === 'ambiguous') return 'ambiguous'
if (!Number.isFinite(cell)) return 'not-a-number'
return cell < 0 ? 'out-of-range' : null
}
const growthOfSeries = ({cells, latest}, start) => {
const [before, after, known] = [cells[start], cells[start + 1], latest[start]]
const fault = faultOf(before) ?? faultOf(after)
if (fault !== null) return problem(fault)
if (typeof after !== 'number') return {by: 0}
if (known === undefined) return {by: after}
if (typeof known === 'number' && after < known) return problem('counter-reset')
return typeof before === 'number' ? {by: after - before} : problem('stale')
}
const growthOf = (trails, start) => {
let by = 0
for (const trail of trails) {
const growth = growthOfSeries(trail, start)
if ('problem' in growth) return growth
by += growth.by
}
return {by}
}
const isFresh = ({fresh}, index) => anyAt(fresh, index)
const wasReset = (arm, index) =>
[...arm['total-resets'], ...arm['part-resets']].some(({cells}) => {
const count = cells[index]
return typeof count === 'number' && count > 0
})
const allNew = (trails, start) => trails.every(({cells, latest}) => cells[start + 1] === undefined || latest[start] === undefined)
const partVanished = ({total, partSeen}, end) => {
const seen = partSeen[end] ?? -1
return seen >= 0 && seen < end && total.every(({cells}) => cells[seen] === undefined || cells[end] !== undefined)
}
const gapOf = (arm, other, start) => {
if (!anyUpTo(arm.total, start + 1)) return 'no-data'
if (!isFresh(arm, start + 1)) return 'stale'
if (!isFresh(arm, start)) {
if (!allNew(arm.total, start)) return 'stale'
if (other === null || !isFresh(other, start)) return anyUpTo(arm.total, start) ? 'stale' : 'no-data'
}
if (wasReset(arm, start + 1)) return 'counter-reset'
return partVanished(arm, start + 1) ? 'stale' : null
}
const countsOf = (arm, other, start, {counts, amount}) => {
const gap = gapOf(arm, other, start)
if (gap !== null) return problem(gap)
const total = growthOf(arm.total, start)
if ('problem' in total) return total
const part = growthOf(arm.part, start)
if ('problem' in part) return part
const x = counts === 'bad' ? part.by : total.by - part.by
return x < 0 || (x > total.by && !amount) ? problem('out-of-range') : {n: total.by, x}
}
const countSlices = (tables, {from, slice, count}, rule) => {
const canary = armOf(tables.canary)
const baseline = tables.baseline && armOf(tables.baseline)
return Array.from({length: count}, (_, index) => {
const bounds = {from: from + index * slice, to: from + (index + 1) * slice}
const none = {...bounds, canary: null, baseline: null}
const counts = countsOf(canary, baseline, index + 1, rule)
if ('problem' in counts) return {...none, problem: counts.problem}
const old = baseline && countsOf(baseline, canary, index + 1, rule)
if (old === null) return {...bounds, canary: counts, baseline: null}
if (!('problem' in old)) return {...bounds, canary: counts, baseline: old}
return old.problem === 'stale' ? {...bounds, canary: counts, baseline: null} : {...none, problem: old.problem}
})
}
const lacksPart = ({total, part}) =>
[...total].some(([key, cells]) => {
const fitting = part.get(key)
return cells.some((cell, index) => cell !== undefined && fitting?.[index] === undefined)
})
var core = __webpack_require__(8532)
var http_address = __webpack_require__(4229)
const SECOND = 1000
const DAY = 86_400 * SECOND
const DEFAULTS = {delay: 60 * SECOND, lookBack: 15 * DAY, scrapeInterval: 15 * SECOND}
const duration = (least, most) =>
schemas
.YjP()
.meta({title: 'duration', pattern: grammar.Cq})
.transform((text, context) => {
const reading = (0, grammar.E9)(text)
if (reading.ok && reading.value >= least && reading.value <= most) return reading.value
const message = reading.ok ? `out of range\n${(0, grammar.a3)(least)} to ${(0, grammar.a3)(most)}` : `${reading.message}\n${reading.fix}`
context.issues.push({code: 'custom', message, input: text})
return core.tm
})
const SECRET_NAME = '^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$'
const SCHEME = '^[A-Za-z][A-Za-z0-9._-]{0,40}$'
const PROVIDER = '^projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/providers/[a-z0-9-]{4,32}$'
const ACCOUNT = '^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9.-]{6,100}$'
const HEADER = '^[A-Za-z][A-Za-z0-9-]{0,60}$'
const shape = schemas.rej({
url: schemas.YjP().max(2048).describe('Address of the Prometheus API, without `/api/v1`. Not a secret: credentials go into `token`.'),
'allow-private-network': schemas.zMY().default(false).describe('Lets the address lead into a private network, and lets it begin with `http://`.'),
token: schemas
.YjP()
.meta({title: 'secret name', pattern: SECRET_NAME})
.refine(text => new RegExp(SECRET_NAME).test(text), {
error: 'this is not the name of a secret\nits name on GitHub, such as PROMETHEUS_TOKEN'
})
.optional()
.describe('Name of the secret with the token; for `basic` it holds `user:password`.'),
auth: schemas.YjP().meta({title: 'scheme', pattern: SCHEME}).regex(new RegExp(SCHEME), 'must be one word\nbearer, basic, fly, or a scheme such as Token').default('bearer').describe('How the token is sent: `bearer`, `basic`, `fly`, or any other scheme of `Authorization`; `google` for Cloud Monitoring.'),
'workload-identity-provider': schemas
.YjP()
.meta({title: 'the full name of a workload identity provider', pattern: PROVIDER})
.regex(new RegExp(PROVIDER), 'must be the full name of a workload identity provider\nprojects/123456789/locations/global/workloadIdentityPools/github/providers/github')
.optional()
.describe('With `auth: google`, instead of `token`: trusts the token of GitHub about this run.'),
'service-account': schemas.YjP().meta({title: 'the address of a service account', pattern: ACCOUNT}).regex(new RegExp(ACCOUNT), 'must be the address of a service account\nsluice@my-project.iam.gserviceaccount.com').optional().describe('Account to act as, with `workload-identity-provider`.'),
header: schemas.YjP().meta({title: 'header name', pattern: HEADER}).regex(new RegExp(HEADER), 'must be the name of a header\nx-api-key').optional().describe('Header that carries the bare token instead of `Authorization`.'),
delay: duration(0, DAY).prefault('1m').describe('A slice is read only this long after it ended.'),
'look-back': duration(SECOND, 90 * DAY)
.prefault('15d')
.describe('How far back samples are kept. Longer plans are refused.'),
'scrape-interval': duration(SECOND, 3600 * SECOND)
.prefault('15s')
.describe('How often the counters are read. A slice is at least twice as long.')
})
const isPrivate = hostname => (0, http_address.Xj)(hostname, {}) === 'private' || /^[a-z0-9-]+$/i.test(hostname)
const addressProblem = options => {
const {url: written, token, 'allow-private-network': allowPrivate} = options
if (/[\s\0-\x1f\x7f]/.test(written) || !URL.canParse(written)) return 'not an address\nhttps://prometheus.example.com'
const url = new URL(written)
if (url.username !== '' || url.password !== '') return 'holds a user name or password\nauth: basic and the secret under token'
if (url.search !== '' || url.hash !== '') return 'holds a query or fragment\nthe address up to its path'
if (/\/api\/v1\/?$/.test(url.pathname)) return 'names the API itself\nthe address without /api/v1'
if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://\nhttps://'
if (url.protocol === 'http:' && !allowPrivate) return 'must begin with https://\nhttps://, or allow-private-network: true inside a network of your own'
if (url.protocol === 'http:' && token !== undefined && !isPrivate(url.hostname)) return 'the token would cross the open network unencrypted\nhttps://'
const blocked = (0, http_address.Xj)(url.hostname, {allowPrivate})
if (blocked === null) return null
return blocked === 'metadata' ? 'is reserved or serves metadata of the machine\nthe address of Prometheus' : 'is private\na public address, or allow-private-network: true'
}
const prometheusOptions = shape.superRefine((options, context) => {
const problem = addressProblem(options)
const add = (key, message) => context.addIssue({code: 'custom', path: [key], message})
if (problem !== null) add('url', problem)
if (options.header !== undefined && options.token === undefined) add('header', 'there is no token to send in it\ntoken: and the name of a secret')
if (options.header !== undefined && options.auth !== 'bearer') add('auth', 'a header of its own has no scheme\nheader alone')
const {'workload-identity-provider': provider, 'service-account': account} = options
const isGoogle = options.auth.toLowerCase() === 'google'
if (isGoogle && (provider === undefined) === (options.token === undefined)) add('auth', 'google needs one way to prove who the run is\nworkload-identity-provider, or token')
if (!isGoogle && provider !== undefined) add('workload-identity-provider', 'is for Google alone\nauth: google')
if (account !== undefined && provider === undefined) add('service-account', 'belongs to workload-identity-provider\nno service-account')
if (isGoogle && !/^https:\/\/monitoring\.googleapis\.com\//.test(options.url)) add('url', 'the token of Google is sent to Google alone\nhttps://monitoring.googleapis.com/v1/projects/...')
})
const expression = () =>
schemas
.YjP()
.max(LONGEST_EXPRESSION)
.superRefine((text, context) => {
const problem = expressionProblem(text)
if (problem !== null) context.addIssue({code: 'custom', message: problem})
})
const prometheusMetric = schemas
.rej({
total: expression().optional().describe('Counter of all units: a selector such as `http_requests_total{release={release}}`.'),
bad: expression().optional().describe('Counter of the bad ones, or of the amount that `per` divides.'),
histogram: expression().optional().describe('Instead of both, with `slower-than`: the `_bucket` series of a histogram, without the label `le`.'),
'histogram-unit': schemas.k5n(['seconds', 'milliseconds']).default('seconds').describe('What the bounds of the histogram are counted in.')
})
.superRefine(({total, bad, histogram}, context) => {
const add = (key, message) => context.addIssue({code: 'custom', path: [key], message})
if (histogram === undefined) {
if (total === undefined) add('total', `missing\na counter such as requests_total{release=${RELEASE}}`)
if (bad === undefined) add('bad', `missing\na counter such as failures_total{release=${RELEASE}}`)
return
}
if (total !== undefined || bad !== undefined) add('histogram', 'holds all units and the slow ones already\nhistogram alone, or total and bad')
const problem = histogramProblem(histogram)
if (problem !== null) add('histogram', problem)
})
const histogramProblem = text => {
const read = readExpression(text)
if (read.kind !== 'selector' || read.sumBy !== null) return `must be a selector\na selector such as request_duration_seconds_bucket{release=${RELEASE}}`
if (/[{,]\s*"?le"?\s*[=!]/.test(text)) return 'the label le is chosen by slower-than\nthe selector without le'
const name = metricName(text)
return name === null || name.endsWith('_bucket') ? null : `must be the series of the buckets\n${name.slice(0, 80)}_bucket`
}
const minSliceFor = scrapeInterval => Math.max(1000, 2 * scrapeInterval)
const abilitiesOf = read => ({
answers: 'history',
delay: read.delay,
lookBack: read['look-back'],
minSlice: minSliceFor(read['scrape-interval'])
})
const LEAD_IN = 1
const checkQuestion = ({name, slowerThan, options: {histogram}}) => {
if (histogram !== undefined && slowerThan === null)
throw new errors.xL({
message: `the metric ${name} reads a histogram and does not say what is slow`,
fix: 'slower-than: 500ms, one of its bounds',
docs: 'metrics/prometheus.md#latency'
})
if (histogram === undefined && slowerThan !== null)
throw new errors.xL({
message: `the metric ${name} says slower-than, which needs a histogram`,
fix: 'histogram: instead of total and bad; or no slower-than',
docs: 'metrics/prometheus.md#latency'
})
}
const checkSlice = (slice, minSlice) => {
if (slice >= minSlice && Number.isInteger(slice)) return
throw new errors.xL({
message: `prometheus cannot cut slices of ${(0, grammar.a3)(slice)}: each needs two samples of every counter`,
fix: `a slice of ${(0, grammar.a3)(minSlice)} or more, or the true scrape-interval of this source`,
docs: 'metrics/prometheus.md#freshness'
})
}
const refuseBound = async (asking, grid, arm, request) => {
const {client, question, scrapeInterval} = asking
const {histogram = '', 'histogram-unit': unit} = question.options
const release = arm === 'canary' ? request.canary : (request.baseline ?? '')
const query = boundsQuery(histogram, release, {slice: grid.step, scrapeInterval})
const answers = await client.ask(query, grid, null)
const found = answers.flatMap(({result}) => result.map(({metric}) => metric.le ?? ''))
const bounds = [...new Set(found)].sort((a, b) => Number(a) - Number(b)).flatMap(le => writtenBound(le, unit) ?? [])
throw new errors.xL({
message: `the histogram of ${question.name} has no bound at ${(0, grammar.YL)(question.slowerThan ?? 0)} in the ${arm === 'canary' ? 'new' : 'old'} release, and nothing is interpolated`,
fix: bounds.length === 0 ? 'slower-than: at a bound of the histogram' : `slower-than: one of ${bounds.join(', ')}`,
docs: 'metrics/prometheus.md#latency'
})
}
const MANY_STALE = 3
const hint = ({question: {name}, counters, log}, arms, {slices}) => {
if (counters.counts === 'bad' && arms.some(({total}) => total.size > 0) && arms.every(({part}) => part.size === 0)) log(`${name}: nothing bad was found so far; if that surprises you, try its bad selector in Prometheus`)
const stale = slices.filter(({problem}) => problem === 'stale').length
if (stale >= MANY_STALE && stale * 10 > slices.length) log(`${name}: ${stale} of ${slices.length} slices are stale; is scrape-interval what Prometheus really does?`)
}
const readSlices = async (asking, request) => {
const {client, question, counters, scrapeInterval} = asking
const {metric, canary, baseline, from, slice, count} = request
const windows = {slice, scrapeInterval}
const grid = {start: from - LEAD_IN * slice, step: slice, count: count + 1 + LEAD_IN}
const isPlain = counters.total.kind === 'selector' && counters.part.kind === 'selector'
const query = queryOf(counters, {canary, baseline}, windows)
const tables = tablesOf(await client.ask(query, grid, isPlain ? null : freshness(windows)), grid)
if (counters.counts === 'good') for (const arm of ['canary', 'baseline']) if (lacksPart(tables[arm])) await refuseBound(asking, grid, arm, request)
const asked = {canary: tables.canary, baseline: baseline === null ? null : tables.baseline}
const rule = {counts: counters.counts, amount: (question.per ?? null) !== null}
const history = {metric, slices: countSlices(asked, {from, slice, count}, rule)}
hint(asking, [tables.canary, tables.baseline], history)
return history
}
const connect = async (options, question, context) => {
checkQuestion(question)
const scrapeInterval = options['scrape-interval']
const abilities = abilitiesOf(options)
const asking = {
client: createClient(options, context),
question,
counters: countersOf(question.options, question.slowerThan),
scrapeInterval,
log: line => context.log(line)
}
return {
type: 'prometheus',
abilities,
read: async request => {
if (request.metric !== question.name) throw new RangeError('another metric was asked for than connected')
if (request.canary === '' || request.baseline === '') throw new RangeError('a release has no id')
checkSlice(request.slice, abilities.minSlice)
return request.count === 0 ? {metric: request.metric, slices: []} : readSlices(asking, request)
}
}
}
const prometheus = {
type: 'prometheus',
options: prometheusOptions,
metric: prometheusMetric,
abilities: abilitiesOf({
delay: DEFAULTS.delay,
'look-back': DEFAULTS.lookBack,
'scrape-interval': DEFAULTS.scrapeInterval
}),
abilitiesOf,
secrets: ({token}) => (token === undefined ? [] : [token]),
connect
}
}
}
