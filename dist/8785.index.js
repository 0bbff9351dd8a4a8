export const id = 8785
export const ids = [8785]
export const modules = {
2676: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
u: () => openCalls
})
var errors = __webpack_require__(7463)
var external_node_buffer_ = __webpack_require__(4573)
const MAX_ANSWER_BYTES = 16 * 1024 * 1024
const isStream = body => typeof body === 'object' && body !== null && Symbol.asyncIterator in body
const readJson = async body => {
if (!isStream(body)) return {ok: true, value: null}
try {
const chunks = []
let size = 0
for await (const chunk of body) {
size += chunk.byteLength
if (size > MAX_ANSWER_BYTES) return {ok: false}
chunks.push(chunk)
}
return {ok: true, value: JSON.parse(external_node_buffer_.Buffer.concat(chunks).toString('utf8'))}
} catch {
return {ok: false}
}
}
const CUT = 1000
const serverClock = monotonic => {
let known = null
const now = () => (known === null ? null : Math.floor(known.date + (monotonic() - known.at)))
return {
now,
heard: date => {
const told = date === undefined ? Number.NaN : Date.parse(date)
if (!Number.isFinite(told)) return
const counted = now()
if (counted !== null && counted > told && counted - told <= CUT) return
known = {date: told, at: monotonic()}
}
}
}
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const isMethod = text => METHODS.includes(text)
const BODILESS = new Set([204, 205, 304])
const fetchThrough =
(http, timeout) =>
async (input, init = {}) => {
const method = (init.method ?? 'GET').toUpperCase()
if (!isMethod(method)) throw new RangeError('the ledger sends no such request')
const answer = await http.request({
method,
url: input instanceof Request ? input.url : input,
headers: Object.fromEntries(new Headers(init.headers)),
...(typeof init.body === 'string' && {body: init.body}),
...(init.signal && {signal: init.signal}),
timeout,
deadline: timeout,
maxBytes: MAX_ANSWER_BYTES,
retry: 'never',
redirect: 'answer',
accept: 'any'
})
const body = BODILESS.has(answer.status) ? null : Uint8Array.from(answer.body)
return new Response(body, {status: answer.status, headers: {...answer.headers}})
}
const missingPermissions = (refusal, purpose) => {
const accepted = (refusal.headers['x-accepted-github-permissions'] ?? '').split(';')[0] ?? ''
const named = accepted
.split(',')
.map(pair => /^\s*([a-z_]{1,40})\s*=\s*(read|write)\s*$/.exec(pair))
.flatMap(match => (match?.[1] && match[2] ? [`${match[1].replaceAll('_', '-')}: ${match[2]}`] : []))
return named.length > 0 ? named : [neededBy(purpose)]
}
const neededBy = ({scope = 'deployments', permission}) => `${scope}: ${permission}`
const permissionMissing = (refusal, purpose) => {
const missing = missingPermissions(refusal, purpose)
return new errors.xL({
message: `the GitHub token may not ${purpose.act}: the job lacks \`${missing.join('`, `')}\``,
fix: ['permissions:', ...missing.map(permission => `    ${permission}`)].join('\n'),
docs: 'ledger.md#permissions'
})
}
const tokenRefused = () =>
new errors.xL({
message: 'GitHub does not accept the token: it is wrong, expired, or belongs to a run that has ended',
fix: 'github-token: $' + '{{ github.token }}',
docs: 'ledger.md#permissions'
})
const notVisible = purpose =>
new errors.xL({
message: `GitHub shows this token no such repository, so it may not ${purpose.act}`,
fix: `permissions:\n    ${neededBy(purpose)}`,
docs: 'ledger.md#permissions'
})
const planLacks = purpose =>
new errors.mZ({
provider: 'github',
message: `GitHub does not ${purpose.act} on the plan of this repository`,
retryable: false,
status: 403,
code: 'plan'
})
const moved = () =>
new errors.xL({
message: 'GitHub says the repository has another name now; the call was not sent on, because it carries a token',
fix: 'the new owner/name'
})
const refused = (refusal, purpose) => {
const {status} = refusal
if (status === 401) return tokenRefused()
if (status === 403 && /^upgrade to github/i.test(refusal.sentence)) return planLacks(purpose)
if (status === 403) return permissionMissing(refusal, purpose)
if (status === 404 && purpose.gone !== undefined) {
return new errors.mZ({provider: 'github', message: purpose.gone, retryable: false, status})
}
if (status === 404) return notVisible(purpose)
if (status >= 300 && status < 400) return moved()
return new errors.mZ({
provider: 'github',
message: `GitHub refused to ${purpose.act} (${status})`,
retryable: false,
status,
code: 'status'
})
}
const UNNAMED_WAIT = 60_000
const seconds = value => (value !== undefined && /^\d{1,12}$/.test(value.trim()) ? Number(value) * 1000 : null)
const isRateLimit = ({status, headers, sentence}) => status === 429 || (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /rate limit|abuse detection/i.test(sentence)))
const rateLimitWait = ({headers}, now, round) => {
const named = headers['retry-after']
const after = seconds(named) ?? (named === undefined ? null : Date.parse(named) - now)
if (after !== null && Number.isFinite(after)) return Math.max(0, after)
const reset = seconds(headers['x-ratelimit-reset'])
if (headers['x-ratelimit-remaining'] === '0' && reset !== null) return Math.max(0, reset - now) + 1000
return UNNAMED_WAIT * 2 ** round
}
const jitteredWait = (round, random) => Math.floor(random() * Math.min(20_000, 500 * 2 ** round))
const ATTEMPTS = 5
const TIMEOUT = 20_000
const SILENT = () => {}
const networkOf = ({http, fetch, timeout = TIMEOUT}) => fetch ?? (http ? fetchThrough(http, timeout) : globalThis.fetch)
const calls_open = async options => {
const {Octokit} = await Promise.all([__webpack_require__.e(9479), __webpack_require__.e(1267)]).then(__webpack_require__.bind(__webpack_require__, 1267))
return new Octokit({
auth: options.token,
baseUrl: (options.apiUrl ?? 'https://api.github.com').replace(/\/+$/, ''),
userAgent: `sluice/${options.tool}`,
log: {debug: SILENT, info: SILENT, warn: SILENT, error: SILENT},
request: {fetch: networkOf(options)}
})
}
const answerIn = error => {
if (!(error instanceof Error) || !('response' in error)) return null
const {response} = error
return typeof response === 'object' && response !== null && 'status' in response && 'headers' in response ? response : null
}
const sentenceOf = data => (typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string' ? data.message : '')
const isServersFault = status => status >= 500 || status === 408
const unreachable = (purpose, reply) =>
new errors.mZ({
provider: 'github',
message: `GitHub did not answer properly when asked to ${purpose.act}${reply.heard ? ` (${reply.status})` : ''}`,
retryable: true,
...(reply.heard ? {status: reply.status, code: 'status'} : {code: 'connection'})
})
const rateLimited = (purpose, status, wait) =>
new errors.mZ({
provider: 'github',
message: `rate-limited: GitHub asks to wait ${Math.ceil(wait / 1000)} s before it will ${purpose.act}; ` + 'stopped cleanly, the next tick goes on',
retryable: true,
status,
code: 'rate-limited',
retryAfter: wait
})
const openCalls = options => {
const {timeout = TIMEOUT, patience = 90_000, random = Math.random, monotonic = () => performance.now()} = options
const sleep = options.sleep ?? (ms => abortableSleep(ms, options.signal))
const clock = serverClock(monotonic)
const count = {reads: 0, writes: 0}
let octokit = null
const request = async (route, parameters) => {
const signals = [AbortSignal.timeout(timeout), ...(options.signal ? [options.signal] : [])]
octokit ??= calls_open(options)
try {
const reply = await (await octokit).request(route, {
...parameters,
headers: {'x-github-api-version': '2022-11-28'},
request: {signal: AbortSignal.any(signals), redirect: 'manual', parseSuccessResponseBody: false}
})
const headers = reply.headers
clock.heard(headers.date)
if (reply.status >= 300) return {heard: true, status: reply.status, headers, sentence: '', data: null}
const body = await readJson(reply.data)
return body.ok ? {heard: true, status: reply.status, headers, sentence: '', data: body.value} : {heard: false}
} catch (error) {
const answer = answerIn(error)
if (error instanceof Error && error.cause instanceof errors.xL) throw error.cause
if (!answer) return {heard: false}
clock.heard(answer.headers.date)
return {heard: true, ...answer, sentence: sentenceOf(answer.data)}
}
}
const interrupted = effect =>
new errors.mZ({
provider: 'github',
message: 'the call to GitHub was interrupted',
retryable: true,
effect,
code: 'interrupted'
})
const send = async (kind, route, parameters) => {
if (options.signal?.aborted) throw interrupted('none')
if (kind === 'read') count.reads++
else count.writes++
const reply = await request(route, parameters)
if (!reply.heard && options.signal?.aborted) throw interrupted(kind === 'write' ? 'unknown' : 'none')
return reply
}
const waitAfter = (reply, purpose, round, waited) => {
const limited = reply.heard && isRateLimit(reply)
if (reply.heard && !limited && !isServersFault(reply.status)) throw refused(reply, purpose)
const wait = limited ? rateLimitWait(reply, clock.now() ?? Date.now(), round) : jitteredWait(round, random)
const enough = round + 1 >= ATTEMPTS || waited + wait > patience
if (!enough) return wait
throw limited ? rateLimited(purpose, reply.status, wait) : unreachable(purpose, reply)
}
return {
clock,
sleep,
count: () => ({...count}),
ask: async (purpose, route, parameters) => {
let waited = 0
for (let round = 0; ; round++) {
const reply = await send('read', route, parameters)
if (reply.heard && reply.status < 300) return reply.data
if (reply.heard && reply.status === 404 && purpose.absent) return null
const wait = waitAfter(reply, purpose, round, waited)
waited += wait
await sleep(wait)
}
},
tell: async (purpose, route, parameters) => {
let waited = 0
for (let round = 0; ; round++) {
const reply = await send('write', route, parameters)
if (!reply.heard || isServersFault(reply.status)) return 'unknown'
if (reply.status < 300) return {done: reply.data}
const wait = waitAfter(reply, purpose, round, waited)
waited += wait
await sleep(wait)
}
}
}
}
const abortableSleep = (ms, signal) =>
new Promise(resolve => {
if (signal?.aborted) return resolve()
const end = () => {
clearTimeout(timer)
signal?.removeEventListener('abort', end)
resolve()
}
const timer = setTimeout(end, ms)
signal?.addEventListener('abort', end)
})
},
6611: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
ST: () => checkEventText,
im: () => OUTCOMES,
tL: () => MAX_EVENT_LENGTH
})
const MAX_EVENT_LENGTH = 140
const OUTCOMES = ['queued', 'in_progress', 'success', 'failure', 'error', 'inactive']
const checkEventText = text => {
if (text.length === 0 || text.length > MAX_EVENT_LENGTH) {
throw new RangeError(`an event has 1 to ${MAX_EVENT_LENGTH} characters, this one has ${text.length}`)
}
if (/[\u0000-\u001f\u007f\u2028\u2029]|\p{Surrogate}/u.test(text) || text.trim() !== text) {
throw new RangeError('an event is one line of printable text without blanks around it')
}
}
},
8785: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
githubLedger: () => githubLedger
})
var errors = __webpack_require__(7463)
var github_calls = __webpack_require__(2676)
const MAX_PAGES = 3
const MAX_BELOW = 20
const PER_PAGE = 100
const reading = act => ({act, permission: 'read'})
const writing = act => ({act, permission: 'write'})
const ownerAndName = repository => {
const match = /^([A-Za-z0-9_-]{1,39})\/([A-Za-z0-9._-]{1,100})$/.exec(repository)
if (match?.[1] && match[2]) return {owner: match[1], repo: match[2]}
throw new errors.xL({message: 'the repository is not of the form owner/name', at: 'repository'})
}
const checkToken = token => {
if (/^[\x21-\x7e]+$/.test(token)) return
throw new errors.xL({
message: 'the GitHub token is empty or holds a blank or a line break',
at: 'github-token',
fix: 'github-token: $' + '{{ github.token }}',
docs: 'ledger.md#permissions'
})
}
const LATE = 10 * 60_000
const remember = now => {
const records = new Map()
const events = new Map()
const siblings = new Map()
const known = new Map()
const fresh = at => now() - at <= LATE
const of = key => {
const known = events.get(key) ?? new Map()
events.set(key, known)
return known
}
return {
created: ({id, service, environment}, key) => {
if (!records.has(id)) records.set(id, {key, service, environment, at: now()})
},
ownRecord: id => records.get(id)?.key ?? null,
unseen: (service, environment, seen) =>
[...records.values()]
.filter(own => own.service === service && own.environment === environment && fresh(own.at))
.map(({key}) => key)
.filter(key => !seen.has(Number(key))),
saw: found => {
for (const each of found) {
known.set(each.key, each)
if (each.twins.length > 0) siblings.set(each.key, each.twins)
}
},
seen: key => known.get(key) ?? null,
twinsOf: key => siblings.get(key) ?? [],
fateOf: (key, text) => {
const known = events.get(key)?.get(text)
if (!known) return null
return known.event ? 'written' : 'unknown'
},
writing: (key, text) => {
of(key).set(text, {event: null, at: now(), listed: false})
},
wrote: (key, event) => {
of(key).set(event.text, {event, at: now(), listed: false})
},
withOwn: (key, listed) => {
const texts = new Set(listed.map(({text}) => text))
const late = []
for (const [text, own] of of(key)) {
if (texts.has(text)) own.listed = true
else if (own.event && !own.listed && fresh(own.at)) late.push(own.event)
}
return [...listed, ...late]
}
}
}
var external_node_util_ = __webpack_require__(7975)
var ledger_payload = __webpack_require__(2741)
var iso = __webpack_require__(4377)
var schemas = __webpack_require__(2857)
var event_text = __webpack_require__(6611)
const moment = iso.w$({offset: true}).transform(text => Date.parse(text))
const deployment = schemas.Ikc({
id: schemas.Whr().positive(),
task: schemas.YjP(),
environment: schemas.YjP(),
payload: schemas.L5J(),
created_at: moment
})
const shapes_status = schemas.Ikc({
id: schemas.Whr().positive(),
state: schemas.YjP(),
description: schemas.YjP().nullish(),
log_url: schemas.YjP().nullish(),
target_url: schemas.YjP().nullish(),
created_at: moment
})
const understood = (what, parsed) => {
if (parsed.success) return parsed.data
throw new errors.mZ({
provider: 'github',
message: `GitHub's answer is not ${what}`,
retryable: true,
code: 'invalid-answer'
})
}
const readDeployment = data => understood('a deployment', deployment.safeParse(data))
const readDeployments = data => understood('a list of deployments', schemas.YOg(deployment).safeParse(data))
const readStatuses = data => understood('a list of statuses', schemas.YOg(shapes_status).safeParse(data))
const newestFirst = (a, b) => b.created_at - a.created_at || b.id - a.id
const eventsOf = (statuses, runUrl) => {
const events = new Map()
for (const found of [...statuses].sort(newestFirst).reverse()) {
const text = (found.description ?? '').slice(0, event_text.tL)
if (text !== '' && events.has(text)) continue
const url = found.log_url || found.target_url || ''
const mac = PROOF.exec(url)?.groups?.mac
const event = {
text,
at: found.created_at,
run: runIn(url, runUrl),
...(mac !== undefined && found.place !== undefined && {proof: {place: found.place, mac}})
}
events.set(text === '' ? `#${found.id}` : text, event)
}
return [...events.values()]
}
const PROOF = /#sluice-(?<mac>[A-Za-z0-9_-]{43})$/
const logUrlOf = (runUrl, run, proof) => {
if (run === null && proof === undefined) return undefined
const address = run === null ? runUrl.replace(/\/runs\/$/, '') : `${runUrl}${run}`
return proof === undefined ? address : `${address}#sluice-${proof}`
}
const runIn = (url, runUrl) => {
const rest = url.toLowerCase().startsWith(runUrl.toLowerCase()) ? url.slice(runUrl.length) : ''
return /^(\d{1,20})(?:[/?#]|$)/.exec(rest)?.[1] ?? null
}
const taskOf = service => `sluice/${service}`
const recordIn = deployment => {
const payload = (0, ledger_payload.rD)(deployment.payload)
if (!payload.ok) return payload
const {service, environment} = payload.record
const right = deployment.task === taskOf(service) && deployment.environment === environment
return right ? payload : {ok: false, reason: 'not-ours'}
}
const sortOut = deployments => {
const found = new Map()
const foreign = []
for (const deployment of [...deployments].sort(newestFirst).reverse()) {
const key = String(deployment.id)
const payload = recordIn(deployment)
if (!payload.ok) {
foreign.push({key, reason: payload.reason})
continue
}
const {record} = payload
const first = found.get(record.id)
if (!first) found.set(record.id, {record, key, id: deployment.id, created_at: deployment.created_at, twins: []})
else if ((0, external_node_util_.isDeepStrictEqual)(first.record, record)) first.twins.push(key)
else foreign.push({key, reason: 'not-ours'})
}
return {found: [...found.values()].sort(newestFirst), foreign}
}
const LIST = 'GET /repos/{owner}/{repo}/deployments'
const READ = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}'
const STATUSES = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses'
const statusesOf = async ({calls, where}, key) => {
const data = await calls.ask({...reading('read the events of a rollout'), absent: true}, STATUSES, {
...where,
deployment_id: Number(key),
per_page: PER_PAGE
})
return data === null ? null : readStatuses(data).map(status => ({...status, place: key}))
}
const fetchDeployment = async ({calls, where}, key) => {
const data = await calls.ask({...reading('read a rollout'), absent: true}, READ, {
...where,
deployment_id: Number(key)
})
return data === null ? null : readDeployment(data)
}
const fetchDeployments = async (desk, wanted) =>
readDeployments(
await desk.calls.ask(reading('list deployments'), LIST, {
...desk.where,
...wanted,
per_page: PER_PAGE
})
)
const fetchPage = (desk, service, environment, page) => fetchDeployments(desk, {task: taskOf(service), environment, page})
const entryOf = async (desk, found) => {
const own = await statusesOf(desk, found.key)
if (own === null) return null
const statuses = [...own]
for (const key of found.twins) statuses.push(...((await statusesOf(desk, key)) ?? []))
const events = desk.memory.withOwn(found.key, eventsOf(statuses, desk.runUrl))
return {
entry: {key: found.key, record: found.record, createdAt: found.created_at, events},
state: [...statuses].sort(newestFirst)[0]?.state
}
}
const entryFor = async (desk, found) => (await entryOf(desk, found))?.entry ?? bare(found)
const bare = ({key, record, created_at}) => ({
key,
record,
createdAt: created_at,
events: []
})
const promotedSearch = () => {
const undone = new Set()
let named
return (record, state) => {
if (record.kind === 'rollback') {
undone.add(record.rollout)
return false
}
if (state === 'success' && !undone.has(record.id)) return true
if (record.id === named && state === 'inactive' && !undone.has(record.id)) return true
if (named === undefined || record.id === named) named = record.lastPromoted
return false
}
}
const addUnseen = async (desk, service, environment, seen) => {
for (const key of desk.memory.unseen(service, environment, seen)) {
const deployment = await fetchDeployment(desk, key)
if (deployment) seen.set(deployment.id, deployment)
}
}
const readDown = async (desk, found, read, ends) => {
const isLastPromoted = promotedSearch()
const entries = []
let doubted = null
for (const each of found) {
if (doubted !== null && entries.length > doubted + MAX_BELOW) return 'cut'
const known = read.get(each.key) ?? (await entryOf(desk, each)) ?? {entry: bare(each), state: undefined}
read.set(each.key, known)
entries.push(known.entry)
if (!isLastPromoted(each.record, known.state)) continue
if (!ends || (await ends(entries))) return 'ended'
doubted ??= entries.length
}
return 'open'
}
const listingOf = ({found, foreign}, read, end) => ({
entries: found.flatMap(({key}) => read.get(key)?.entry ?? []),
foreign,
...(end === 'cut' && {cut: true})
})
const listTogether = desk => {
let everything = null
return async (service, environment, ends) => {
everything ??= fetchDeployments(desk, {})
const page = await everything.catch(error => {
everything = null
throw error
})
const ours = page.filter(each => each.task === taskOf(service) && each.environment === environment)
const seen = new Map(ours.map(deployment => [deployment.id, deployment]))
await addUnseen(desk, service, environment, seen)
const sorted = sortOut(seen.values())
desk.memory.saw(sorted.found)
const read = new Map()
const end = await readDown(desk, sorted.found, read, ends)
if (end === 'open' && page.length >= PER_PAGE) return listRecords(desk, service, environment, ends, read)
return listingOf(sorted, read, end)
}
}
const listRecords = async (desk, service, environment, ends, read = new Map()) => {
const seen = new Map()
let sorted = sortOut([])
let end = 'open'
for (let page = 1; page <= MAX_PAGES; page++) {
const deployments = await fetchPage(desk, service, environment, page)
for (const deployment of deployments) seen.set(deployment.id, deployment)
if (page === 1) await addUnseen(desk, service, environment, seen)
sorted = sortOut(seen.values())
desk.memory.saw(sorted.found)
end = await readDown(desk, sorted.found, read, ends)
if (end !== 'open' || deployments.length < PER_PAGE) break
}
return listingOf(sorted, read, end)
}
const readRecord = async (desk, key) => {
if (!/^[1-9]\d{0,15}$/.test(key)) return null
const seen = desk.memory.seen(key)
if (seen) return (await entryOf(desk, {...seen, twins: [...desk.memory.twinsOf(key)]}))?.entry ?? null
const deployment = await fetchDeployment(desk, key)
if (!deployment) return null
const payload = recordIn(deployment)
if (payload.ok) {
const {id, created_at} = deployment
return entryFor(desk, {
record: payload.record,
key,
id,
created_at,
twins: [...desk.memory.twinsOf(key)]
})
}
throw new errors.mZ({
provider: 'github',
message: `the record ${key} cannot be used: ${payload.reason}`,
retryable: false
})
}
const findRecord = async (desk, record) => {
const seen = new Map()
for (let page = 1; page <= MAX_PAGES; page++) {
const deployments = await fetchPage(desk, record.service, record.environment, page)
for (const deployment of deployments) seen.set(deployment.id, deployment)
const {found} = sortOut(seen.values())
desk.memory.saw(found)
const here = found.find(each => each.record.id === record.id)
if (here || deployments.length < PER_PAGE) return here ?? null
}
return null
}
const LOOKS = [0, 1_000, 2_000, 4_000]
const ROUNDS = 3
const lookPatiently = async (calls, writing) => {
for (const wait of LOOKS) {
if (wait > 0) await calls.sleep(wait)
const seen = await writing.look()
if (seen !== null) return seen
}
return null
}
const readAnswer = (writing, data) => {
try {
return {done: writing.read(data)}
} catch {
return 'unknown'
}
}
const tell = async (calls, writing) => {
try {
const told = await calls.tell(writing.purpose, writing.route, writing.parameters)
return told === 'unknown' ? told : readAnswer(writing, told.done)
} catch (error) {
writing.explain?.(error)
throw error
}
}
const stillUnknown = (purpose, cause) =>
new errors.mZ({
provider: 'github',
message: `GitHub did not say whether it did what it was asked: ${purpose.act}`,
retryable: true,
effect: 'unknown',
cause
})
const writeOnce = async (calls, writing) => {
for (let round = 0; round < ROUNDS; round++) {
const told = await tell(calls, writing).catch(error => {
throw round === 0 ? error : stillUnknown(writing.purpose, error)
})
if (told !== 'unknown') return told.done
const seen = await lookPatiently(calls, writing).catch(error => {
throw stillUnknown(writing.purpose, error)
})
if (seen !== null) return seen
}
throw stillUnknown(writing.purpose, null)
}
const CREATE = 'POST /repos/{owner}/{repo}/deployments'
const APPEND = 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses'
const isCommit = text => /^[0-9a-f]{40}$/.test(text)
const refOf = (record, fallback) => {
if (isCommit(record.revision)) return record.revision
if (fallback) return fallback
throw new errors.xL({
message: 'the revision is not a commit (40 hex digits), and no commit was given to hang the record on',
at: 'revision',
fix: 'the commit that the image was built from, as `ref`'
})
}
const deploymentFor = (record, ref) => ({
ref,
task: taskOf(record.service),
auto_merge: false,
required_contexts: [],
payload: JSON.parse((0, ledger_payload.kw)(record)),
environment: record.environment,
description: `Sluice: ${record.kind} ${record.id} of ${record.service}`.slice(0, 140),
transient_environment: false,
production_environment: true
})
const explainRefusedCommit = ref => error => {
if (!(error instanceof errors.mZ) || (error.status !== 422 && error.status !== 409)) return
const where = isCommit(ref) ? `commit ${ref}` : 'the given ref'
throw new errors.xL({
message: `GitHub refused a record on ${where} (${error.status}); usually it is not in this repository`,
at: 'revision',
fix: 'a commit that was pushed to this repository'
})
}
const foundIn = (record, data) => {
const {id, created_at} = readDeployment(data)
return {record, key: String(id), id, created_at, twins: []}
}
const writeRecord = (desk, record, fallback) => {
const ref = refOf(record, fallback)
return writeOnce(desk.calls, {
purpose: writing('create a deployment'),
route: CREATE,
parameters: {...desk.where, ...deploymentFor(record, ref)},
read: data => foundIn(record, data),
look: () => findRecord(desk, record),
explain: explainRefusedCommit(ref)
})
}
const createRecord = async (desk, record, fallback) => {
;(0, ledger_payload.kw)(record)
const own = desk.memory.ownRecord(record.id)
const known = own === null ? null : await readRecord(desk, own)
if (known) return known
const existing = await findRecord(desk, record)
if (existing) {
desk.memory.created(existing.record, existing.key)
return entryFor(desk, existing)
}
const written = await writeRecord(desk, record, fallback)
const first = await findRecord(desk, record)
const oldest = first && first.id < written.id ? first : written
const {key, created_at} = oldest
desk.memory.created(record, key)
desk.memory.saw([oldest])
return {key, record, createdAt: created_at, events: []}
}
const explainFull = error => {
if (!(error instanceof errors.mZ) || error.status !== 422) return
throw new errors.mZ({
provider: 'github',
message: 'GitHub refused a further event: a deployment keeps about 100 statuses',
retryable: false,
status: 422
})
}
const appendEvent = async (desk, key, {text, outcome, proof}, run) => {
;(0, event_text.ST)(text)
const look = async () => {
const statuses = (await statusesOf(desk, key)) ?? []
return statuses.some(({description}) => description === text) || null
}
const fate = desk.memory.fateOf(key, text)
if (fate === 'written' || (fate === 'unknown' && (await look()))) return
desk.memory.writing(key, text)
const logUrl = logUrlOf(desk.runUrl, run, proof)
await writeOnce(desk.calls, {
purpose: {
...writing('write the events of a rollout'),
gone: 'the record is gone from GitHub (state-lost)'
},
route: APPEND,
parameters: {
...desk.where,
deployment_id: Number(key),
state: outcome,
description: text,
auto_inactive: false,
...(logUrl !== undefined && {log_url: logUrl})
},
read: () => true,
look,
explain: explainFull
})
const line = {text, at: desk.calls.clock.now() ?? 0, run}
desk.memory.wrote(key, proof === undefined ? line : {...line, proof: {place: key, mac: proof}})
}
const tellTime = async ({calls}) => {
if (calls.clock.now() === null) await calls.ask(reading('tell the time'), 'GET /rate_limit', {})
const now = calls.clock.now()
if (now !== null) return now
throw new errors.mZ({provider: 'github', message: 'GitHub did not tell the time', retryable: true})
}
const githubLedger = options => {
checkToken(options.token)
const calls = (0, github_calls.u)(options)
const server = (options.serverUrl ?? 'https://github.com').replace(/\/+$/, '')
const desk = {
calls,
memory: remember(() => calls.clock.now() ?? 0),
where: ownerAndName(options.repository),
runUrl: `${server}/${options.repository}/actions/runs/`
}
const ledger = {
type: 'github',
calls: calls.count,
together: () => ({...ledger, list: listTogether(desk)}),
now: () => tellTime(desk),
list: (service, environment, ends) => listRecords(desk, service, environment, ends),
read: key => readRecord(desk, key),
create: record => createRecord(desk, record, options.ref),
append: (key, event) => appendEvent(desk, key, event, options.run),
exclusively: (_name, work) => work()
}
return ledger
}
},
2741: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
kw: () => writePayload,
rD: () => readPayload
})
var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573)
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7463)
var _rollout_plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4416)
const SCHEMA = 1
const MAX_RECORD_BYTES = 16 * 1024
const text = max => zod__WEBPACK_IMPORTED_MODULE_2__.YjP().max(max)
const name = text(256).min(1)
const moment = zod__WEBPACK_IMPORTED_MODULE_2__.Whr().min(0)
const span = zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0)
const share = zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0).max(1)
const recordId = letter => zod__WEBPACK_IMPORTED_MODULE_2__.YjP().regex(new RegExp(`^${letter}-[0-9A-Za-z_-]{12}$`))
const anyRecordId = zod__WEBPACK_IMPORTED_MODULE_2__.YjP().regex(/^[rb]-[0-9A-Za-z_-]{12}$/)
const step = zod__WEBPACK_IMPORTED_MODULE_2__.rej({
weight: zod__WEBPACK_IMPORTED_MODULE_2__.aig().gt(0).max(100),
bake: span,
at: text(100).exactOptional(),
approval: zod__WEBPACK_IMPORTED_MODULE_2__.zMY().exactOptional(),
cohort: text(100).exactOptional(),
regions: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(text(40)).max(60).exactOptional(),
features: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(name).max(20).exactOptional()
})
const plan = zod__WEBPACK_IMPORTED_MODULE_2__.rej({
steps: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(step).min(1).max(_rollout_plan_js__WEBPACK_IMPORTED_MODULE_3__.r),
watch: span,
deadline: span,
maxHold: span,
maxBlind: span,
holdAfterRollback: zod__WEBPACK_IMPORTED_MODULE_2__.zMY()
})
const judgement = zod__WEBPACK_IMPORTED_MODULE_2__.rej({
epoch: moment,
slice: zod__WEBPACK_IMPORTED_MODULE_2__.aig().positive(),
planLength: span,
alpha: zod__WEBPACK_IMPORTED_MODULE_2__.aig().gt(0).lt(1),
hold: zod__WEBPACK_IMPORTED_MODULE_2__.aig().positive(),
warmup: zod__WEBPACK_IMPORTED_MODULE_2__.Whr().min(0),
tests: zod__WEBPACK_IMPORTED_MODULE_2__
.YOg(
zod__WEBPACK_IMPORTED_MODULE_2__.rej({
name,
metric: name,
max: zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0).exactOptional(),
relative: zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0).exactOptional(),
points: zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0).exactOptional(),
weight: zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0)
})
)
.max(100),
breakers: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.rej({metric: name, max: share, min: zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0)})).max(100),
limits: zod__WEBPACK_IMPORTED_MODULE_2__
.YOg(
zod__WEBPACK_IMPORTED_MODULE_2__.rej({
metric: name,
max: zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0),
beyond: zod__WEBPACK_IMPORTED_MODULE_2__.k5n(['hold', 'abort'])
})
)
.max(100)
.exactOptional()
})
const head = {
schema: zod__WEBPACK_IMPORTED_MODULE_2__.euz(SCHEMA),
tool: text(100),
service: name,
environment: name,
revision: name,
requester: text(256),
run: text(256),
startedAt: moment
}
const rollout = zod__WEBPACK_IMPORTED_MODULE_2__.rej({
...head,
id: recordId('r'),
kind: zod__WEBPACK_IMPORTED_MODULE_2__.euz('rollout'),
plan,
planHash: text(256),
judgement,
components: zod__WEBPACK_IMPORTED_MODULE_2__
.YOg(
zod__WEBPACK_IMPORTED_MODULE_2__.rej({
name,
platform: name,
exposure: zod__WEBPACK_IMPORTED_MODULE_2__.KCZ([zod__WEBPACK_IMPORTED_MODULE_2__.k5n(['split', 'full']), zod__WEBPACK_IMPORTED_MODULE_2__.Uy$(['flag:', name])]),
baseline: text(256).nullable(),
wayBackCommand: text(2000),
jobs: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(text(200)).max(50).exactOptional()
})
)
.max(50),
flags: zod__WEBPACK_IMPORTED_MODULE_2__
.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.rej({name, wayBackCommand: text(2000)}))
.max(40)
.exactOptional(),
configHash: text(256),
commit: zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.regex(/^[0-9a-f]{40}$/)
.exactOptional(),
lastPromoted: anyRecordId.nullable(),
previous: anyRecordId.nullable(),
firstRelease: zod__WEBPACK_IMPORTED_MODULE_2__.zMY(),
traffic: zod__WEBPACK_IMPORTED_MODULE_2__
.YOg(
zod__WEBPACK_IMPORTED_MODULE_2__.rej({
metric: name,
perSecond: zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0),
rate: zod__WEBPACK_IMPORTED_MODULE_2__.aig().min(0)
})
)
.max(30)
.exactOptional()
})
const rollback = zod__WEBPACK_IMPORTED_MODULE_2__.rej({
...head,
id: recordId('b'),
kind: zod__WEBPACK_IMPORTED_MODULE_2__.euz('rollback'),
rollout: anyRecordId,
components: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.rej({name, from: text(256).nullable(), to: text(256).nullable()})).max(50),
reason: text(1000)
})
const record = zod__WEBPACK_IMPORTED_MODULE_2__.gMt('kind', [rollout, rollback])
const textOf = value => {
try {
return JSON.stringify(value) ?? null
} catch {
return null
}
}
const parsedJson = json => {
try {
return JSON.parse(json)
} catch {
return undefined
}
}
const own = (value, field) => (Object.hasOwn(value, field) ? value[field] : undefined)
const readPayload = payload => {
const given = typeof payload === 'string' ? payload : textOf(payload)
if (given === null || node_buffer__WEBPACK_IMPORTED_MODULE_0__.Buffer.byteLength(given) > MAX_RECORD_BYTES) return {ok: false, reason: 'unreadable'}
if (given === '' || given === 'null') return {ok: false, reason: 'not-ours'}
const value = parsedJson(given)
if (value === undefined) return {ok: false, reason: 'unreadable'}
if (typeof value !== 'object' || value === null || Array.isArray(value)) return {ok: false, reason: 'not-ours'}
const schema = own(value, 'schema')
if (typeof schema !== 'number' || typeof own(value, 'kind') !== 'string') return {ok: false, reason: 'not-ours'}
if (schema > SCHEMA) return {ok: false, reason: 'newer-version'}
const parsed = record.safeParse(value)
return parsed.success ? {ok: true, record: parsed.data} : {ok: false, reason: 'unreadable'}
}
const writePayload = given => {
const parsed = record.safeParse(given)
if (!parsed.success) {
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__.xL(
parsed.error.issues.map(({path, message}) => ({
at: `record.${path.join('.')}`,
message: `this cannot be written into the ledger: ${message}`
}))
)
}
const json = JSON.stringify(parsed.data)
const size = node_buffer__WEBPACK_IMPORTED_MODULE_0__.Buffer.byteLength(json)
if (size <= MAX_RECORD_BYTES) return json
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_1__.xL({
message: `the record of this ${given.kind} has ${size} bytes; the ledger keeps at most ${MAX_RECORD_BYTES}`,
fix: 'fewer components or tests per service, or shorter names',
docs: 'ledger.md#record'
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
