export const id = 9849
export const ids = [9849]
export const modules = {
9849: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
githubIssues: () => githubIssues,
githubIssuesMetric: () => githubIssuesMetric,
githubIssuesOptions: () => githubIssuesOptions
})
var schemas = __webpack_require__(2857)
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var iso = __webpack_require__(4377)
const DOCS = 'metrics/github-issues.md'
const PAGE = 100
const MOST_PAGES = 20
const LARGEST_ANSWER = 16 * 1024 * 1024
const TIMEOUT = 30_000
const DEADLINE = 120_000
const moment = iso.w$().transform(text => Date.parse(text))
const issueShape = schemas.Ikc({
number: schemas.Whr(),
state: schemas.YjP(),
state_reason: schemas.YjP().nullish(),
pull_request: schemas.L5J().optional(),
created_at: moment,
closed_at: moment.nullable()
})
const repositoryShape = schemas.Ikc({created_at: moment})
const NO_FAULT = new Set(['not_planned', 'duplicate'])
const refused = (error, {tokenName, repository}) => {
if (!(error instanceof errors.mZ) || error.code !== 'status') return error
const {status} = error
if (status === 401)
return new errors.xL({
message: `GitHub does not accept ${tokenName} (401)`,
fix: 'a token that is not expired',
docs: `${DOCS}#token`
})
return status === 403 || status === 404 || status === 410
? new errors.xL({
message: `${tokenName} may not read the issues of ${repository} (${status})`,
fix: 'permissions: issues: read; and the repository as owner/name, with issues switched on',
docs: `${DOCS}#token`
})
: error
}
const timeOf = answer => {
const now = Date.parse(answer.headers.date ?? '')
if (!Number.isNaN(now)) return now
throw new errors.mZ({
provider: 'github-issues',
message: 'github-issues: GitHub did not tell the time',
retryable: true,
code: 'invalid-answer'
})
}
const createClient = access => {
const {http, apiUrl, repository, token} = access
const base = `${apiUrl.replace(/\/+$/, '')}/repos/${repository}`
const get = async (path, query) => {
try {
return await http.request({
url: base + path,
query,
headers: {
authorization: `Bearer ${token}`,
accept: 'application/vnd.github+json',
'x-github-api-version': '2022-11-28'
},
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER
})
} catch (error) {
throw refused(error, access)
}
}
const issues = async ({labels, state, since}) => {
const found = []
const query = {
labels: labels.join(','),
state,
since: since === null ? undefined : new Date(since).toISOString().replace(/\.\d{3}Z$/, 'Z'),
sort: 'created',
direction: 'asc',
per_page: PAGE
}
for (let page = 1; page <= MOST_PAGES; page += 1) {
const items = (await get('/issues', {...query, page})).json(schemas.YOg(issueShape))
for (const {number, state: is, state_reason: reason, pull_request: pull, ...times} of items) if ((pull ?? null) === null && !(is === 'closed' && NO_FAULT.has(reason ?? ''))) found.push({number, createdAt: times.created_at, closedAt: times.closed_at})
if (items.length < PAGE) return found
}
throw new errors.xL({
message: `more than ${PAGE * MOST_PAGES} issues carry the labels of this metric`,
fix: 'a label that is for serious faults alone',
docs: `${DOCS}#counting`
})
}
return {
issues,
isUsed: async label => {
const answer = await get('/issues', {labels: label, state: 'all', per_page: 1})
return answer.json(schemas.YOg(schemas.L5J())).length > 0
},
bounds: async () => {
const answer = await get('', {})
return {createdAt: answer.json(repositoryShape).created_at, now: timeOf(answer)}
}
}
}
const MINUTE = 60_000
const minutesOf = ({createdAt, closedAt}, {from, slice, count}, rule) => {
const all = (count * slice) / MINUTE
const first = Math.floor((createdAt - from) / MINUTE)
const end = rule.count === 'created' ? first + 1 : closedAt === null ? all : Math.max(first + 1, Math.ceil((closedAt - from) / MINUTE))
return [Math.max(0, first), Math.min(all, end)]
}
const countIssues = (issues, request, rule) => {
const {slice, count} = request
const length = slice / MINUTE
const perMinute = new Uint32Array(count * length)
for (const issue of issues) {
const [first, end] = minutesOf(issue, request, rule)
for (let minute = first; minute < end; minute += 1) perMinute[minute] = (perMinute[minute] ?? 0) + 1
}
return Array.from({length: count}, (_, index) => {
const minutes = perMinute.subarray(index * length, (index + 1) * length)
return rule.per === null ? {n: length, x: minutes.reduce((bad, here) => bad + (here > 0 ? 1 : 0), 0)} : {n: slice / rule.per, x: minutes.reduce((sum, here) => sum + here, 0)}
})
}
const slicesOfIssues = (arms, request, {createdAt, now}, rule) => {
const {from, slice, count} = request
const canary = arms.canary && countIssues(arms.canary, request, rule)
const baseline = arms.baseline && countIssues(arms.baseline, request, rule)
return Array.from({length: count}, (_, index) => {
const bounds = {from: from + index * slice, to: from + (index + 1) * slice}
const own = canary?.[index]
const isKnown = bounds.from >= createdAt && bounds.to <= now && arms.baseline !== null
if (own === undefined || !isKnown) {
const problem = 'no-data'
return {...bounds, canary: null, baseline: null, problem}
}
return {...bounds, canary: own, baseline: baseline?.[index] ?? null}
})
}
var option_fields = __webpack_require__(7338)
var fields = __webpack_require__(4855)
const github_issues_DOCS = 'metrics/github-issues.md'
const DAY = 86_400_000
const UNITS = {minute: MINUTE, hour: 60 * MINUTE, day: DAY, week: 7 * DAY}
const REPOSITORY = '^[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}$'
const LONGEST_LABEL = 50
const RELEASE = '{release}'
const shape = schemas.rej({
repository: schemas
.YjP()
.meta({title: 'repository', pattern: REPOSITORY})
.refine(text => new RegExp(REPOSITORY).test(text) && !/\/\.{1,2}$/.test(text), {
error: 'this is not a repository\nowner/name'
})
.optional()
.describe('Repository whose issues are counted. Default: the one that the workflow runs for.'),
token: (0, fields.wU)().optional().describe('Name of a secret with a token that may read its issues. Default: the token of the job.'),
'api-url': schemas.YjP().max(2048).optional().describe('Address of the API of GitHub Enterprise. Default: where the workflow runs.'),
'allow-private-network': schemas.zMY().default(false).describe('Lets `api-url` lead into a private network, and lets it begin with `http://`.'),
delay: (0, option_fields.Ti)(0, DAY).prefault('1m').describe('A slice is read only this long after it ended; time for somebody to set the label.'),
'look-back': (0, option_fields.Ti)(MINUTE, grammar.Qk).prefault('90d').describe('Longest plan that is judged by issues.')
})
const githubIssuesOptions = shape.superRefine((options, context) => {
const url = options['api-url']
const rule = {allowPrivate: options['allow-private-network'], hasToken: true}
const problem = url === undefined ? null : (0, fields.cg)(url, rule)
if (problem !== null) context.addIssue({code: 'custom', path: ['api-url'], message: problem})
})
const label = () =>
schemas
.YjP()
.min(1)
.max(LONGEST_LABEL)
.regex(/^[^,\0-\x1f\x7f]+$/, 'GitHub cannot be asked for a label with a comma\na label without one')
const githubIssuesMetric = schemas.rej({
labels: schemas.YOg(label()).min(1).max(5).describe('Labels that an issue must carry, all of them.'),
count: schemas.k5n(['created', 'open']).default('created').describe('`created`: issues opened in a slice. `open`: issues open at that time, whenever opened.'),
'release-label': label()
.refine(text => text.includes(RELEASE), {error: `must contain ${RELEASE}\nrelease/${RELEASE}`})
.optional()
.describe('Label that says which release an issue is about. Without it every issue counts for the new one.')
})
const clientOf = (options, context) => {
const {github} = context
const repository = options.repository ?? github?.repository
if (repository === undefined)
throw new errors.xL({
message: 'github-issues does not know which repository is meant outside GitHub Actions',
fix: 'repository: owner/name',
docs: `${github_issues_DOCS}#options`
})
const token = options.token === undefined ? github?.token : context.secret(options.token)
if (token === undefined)
throw new errors.xL({
message: 'github-issues has no token to read issues with',
fix: 'token: and the name of a secret with a token that may read issues',
docs: `${github_issues_DOCS}#token`
})
const tokenName = options.token === undefined ? 'the token of the job' : `the secret ${options.token}`
const url = options['api-url']
const guard = {allowPrivate: options['allow-private-network']}
return createClient({
http: url === undefined ? context.http : (context.openHttp?.(guard) ?? context.http),
apiUrl: url ?? github?.apiUrl ?? 'https://api.github.com',
repository,
token: (0, fields.d6)(token, options.token ?? 'of the job'),
tokenName
})
}
const ruleOf = (name, metric, per) => {
if (per === null) return {count: metric.count, per: null}
const unit = UNITS[per]
if (unit !== undefined && metric.count === 'created') return {count: 'created', per: unit}
throw new errors.xL({
message: `the metric ${name} cannot count issues per ${per}`,
fix: `per: ${Object.keys(UNITS).join(', ')}, with count: created`,
docs: `${github_issues_DOCS}#counting`
})
}
const labelOf = (template, release) => {
const text = template.replaceAll(RELEASE, () => release)
if (text.length <= LONGEST_LABEL && !text.includes(',')) return text
throw new errors.xL({
message: 'the label of this release cannot be one: it is too long or holds a comma',
fix: `a shorter release-label, at most ${LONGEST_LABEL} characters with the id of the release`,
docs: `${github_issues_DOCS}#releases`
})
}
const checkRequest = ({metric, canary, baseline, slice}, name) => {
if (metric !== name) throw new RangeError('another metric was asked for than connected')
if (canary === '' || baseline === '') throw new RangeError('a release has no id')
if (slice >= MINUTE && slice % MINUTE === 0) return
throw new errors.xL({
message: `github-issues counts by minutes, and cannot cut slices of ${(0, grammar.a3)(slice)}`,
fix: 'slices of whole minutes',
docs: `${github_issues_DOCS}#counting`
})
}
const issuesSince = async (client, labels, from, rule) => {
const changed = await client.issues({labels, state: 'all', since: from})
if (rule.count === 'created') return changed
const open = await client.issues({labels, state: 'open', since: null})
return [...new Map([...open, ...changed].map(issue => [issue.number, issue])).values()]
}
const abilitiesOf = read => ({
answers: 'history',
delay: read.delay,
lookBack: read['look-back'],
minSlice: MINUTE
})
const connect = async (options, {name, slowerThan, per = null, options: metric}, context) => {
if (slowerThan !== null)
throw new errors.xL({
message: `the metric ${name} says slower-than, and issues take no time`,
fix: 'max: 0'
})
const rule = ruleOf(name, metric, per)
const client = clientOf(options, context)
const template = metric['release-label']
const armOf = async (release, from) => {
if (template === undefined) return issuesSince(client, metric.labels, from, rule)
const own = labelOf(template, release)
return (await client.isUsed(own)) ? issuesSince(client, [...metric.labels, own], from, rule) : null
}
const answer = async request => {
const {canary, baseline, from} = request
const bounds = await client.bounds()
const arms = {
canary: await armOf(canary, from),
baseline: baseline === null || template === undefined ? undefined : await armOf(baseline, from)
}
return {metric: name, slices: slicesOfIssues(arms, request, bounds, rule)}
}
return {
type: 'github-issues',
abilities: abilitiesOf(options),
read: async request => {
checkRequest(request, name)
return request.count === 0 ? {metric: name, slices: []} : answer(request)
}
}
}
const githubIssues = {
type: 'github-issues',
options: githubIssuesOptions,
metric: githubIssuesMetric,
abilities: {answers: 'history', delay: MINUTE, lookBack: grammar.Qk, minSlice: MINUTE},
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
4377: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
w$: () => datetime
})
var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3759)
var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
function datetime(params) {
return _core_index_js__WEBPACK_IMPORTED_MODULE_0__.G1(_schemas_js__WEBPACK_IMPORTED_MODULE_1__.You, params)
}
function date(params) {
return core._isoDate(ZodISODate, params)
}
function time(params) {
return core._isoTime(ZodISOTime, params)
}
function duration(params) {
return core._isoDuration(ZodISODuration, params)
}
}
}
