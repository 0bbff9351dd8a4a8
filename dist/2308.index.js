export const id = 2308
export const ids = [2308]
export const modules = {
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
2308: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
fileLedger: () => fileLedger
})
var promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
var external_node_timers_promises_ = __webpack_require__(8500)
var errors = __webpack_require__(7463)
var event_text = __webpack_require__(6611)
var external_node_crypto_ = __webpack_require__(7598)
const codeOf = error => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')
const storeFailed = (what, error, effect = 'none') =>
new errors.mZ({
provider: 'file',
message: `the ledger's directory refused to ${what}${codeOf(error) ? ` (${codeOf(error)})` : ''}`,
retryable: !['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOTSUP'].includes(codeOf(error)),
effect,
cause: error
})
const syncFolder = async folder => {
const handle = await (0, promises_.open)(folder, 'r')
try {
await handle.sync()
} finally {
await handle.close()
}
}
const writeWhole = async (path, content) => {
const handle = await (0, promises_.open)(path, 'wx', 0o600)
try {
await handle.writeFile(content)
await handle.sync()
} finally {
await handle.close()
}
}
const createWhole = async (path, content) => {
await (0, promises_.mkdir)((0, external_node_path_.dirname)(path), {recursive: true, mode: 0o700})
const aside = (0, external_node_path_.join)((0, external_node_path_.dirname)(path), `.${(0, external_node_crypto_.randomUUID)()}.tmp`)
await writeWhole(aside, content)
try {
await (0, promises_.link)(aside, path)
await syncFolder((0, external_node_path_.dirname)(path))
return true
} catch (error) {
if (codeOf(error) === 'EEXIST') return false
throw error
} finally {
await (0, promises_.rm)(aside, {force: true})
}
}
const replaceWhole = async (path, content) => {
const aside = (0, external_node_path_.join)((0, external_node_path_.dirname)(path), `.${(0, external_node_crypto_.randomUUID)()}.tmp`)
await writeWhole(aside, content)
await (0, promises_.rename)(aside, path)
await syncFolder((0, external_node_path_.dirname)(path))
}
const appendLine = async (path, line, torn) => {
const appending = await (0, promises_.open)(path, promises_.constants.O_WRONLY | promises_.constants.O_APPEND)
try {
await appending.appendFile(`${torn ? '\n' : ''}${line}\n`)
await appending.sync()
} finally {
await appending.close()
}
}
var external_node_os_ = __webpack_require__(8161)
var schemas = __webpack_require__(2857)
const holderShape = schemas.rej({
host: schemas.YjP().min(1).max(300),
boot: schemas.YjP().max(100).nullable(),
space: schemas.YjP().max(100).nullable(),
pid: schemas.Whr().positive(),
began: schemas.YjP().max(100).nullable(),
nonce: schemas.YjP().min(1).max(100)
})
const contentOf = async path => {
try {
return (await (0, promises_.readFile)(path, 'utf8')).trim()
} catch {
return null
}
}
const beganOf = async pid => {
const stat = await contentOf(`/proc/${pid}/stat`)
return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
}
const bootMinute = () => `minute ${Math.round((Date.now() / 1000 - (0, external_node_os_.uptime)()) / 60)}`
const thisMachine = {
me: async () => ({
host: (0, external_node_os_.hostname)(),
boot: (await contentOf('/proc/sys/kernel/random/boot_id')) ?? bootMinute(),
space: await (0, promises_.readlink)('/proc/self/ns/pid').catch(() => null),
pid: process.pid,
began: await beganOf(process.pid)
}),
alive: pid => {
try {
process.kill(pid, 0)
return 'alive'
} catch (error) {
if (codeOf(error) === 'ESRCH') return 'gone'
return codeOf(error) === 'EPERM' ? 'alive' : 'unknown'
}
},
began: beganOf
}
const isProvenDead = async (holder, machine) => {
const me = await machine.me()
const comparable = me.host === holder.host && me.boot !== null && me.boot === holder.boot && me.space === holder.space
if (!comparable) return false
const state = machine.alive(holder.pid)
if (state !== 'alive') return state === 'gone'
const began = await machine.began(holder.pid)
return began !== null && holder.began !== null && began !== holder.began
}
var ledger_payload = __webpack_require__(2741)
const moment = schemas.Whr().min(0)
const opening = schemas.rej({record: schemas.L5J(), createdAt: moment, order: schemas.Whr().min(1)})
const line = schemas.rej({
text: schemas.YjP().min(1).max(event_text.tL),
outcome: schemas.k5n(event_text.im),
at: moment,
run: schemas.YjP().max(256).nullable()
})
const parsed = json => {
try {
return JSON.parse(json)
} catch {
return undefined
}
}
const openingLine = (record, createdAt, order) => `{"createdAt":${createdAt},"order":${order},"record":${(0, ledger_payload.kw)(record)}}\n`
const eventLine = event => JSON.stringify(event)
const readJournal = content => {
const [first = '', ...rest] = content.split('\n')
const start = opening.safeParse(parsed(first))
if (!start.success) return {ok: false, reason: 'unreadable'}
const payload = (0, ledger_payload.rD)(start.data.record)
if (!payload.ok) return payload
const events = new Map()
for (const text of rest) {
const event = line.safeParse(parsed(text))
if (event.success && !events.has(event.data.text)) events.set(event.data.text, event.data)
}
return {
ok: true,
journal: {
record: payload.record,
createdAt: start.data.createdAt,
order: start.data.order,
events: [...events.values()],
torn: !content.endsWith('\n')
}
}
}
const RELEASED = '{"released":true}'
const claimNumbers = async folder =>
(await (0, promises_.readdir)(folder))
.filter(name => /^\d{1,12}$/.test(name))
.map(Number)
.sort((a, b) => b - a)
const lock_parsed = json => {
try {
return JSON.parse(json)
} catch {
return undefined
}
}
const readClaim = async (folder, number) => {
try {
const content = await (0, promises_.readFile)((0, external_node_path_.join)(folder, String(number)), 'utf8')
if (content === RELEASED) return {number, state: 'released', holder: null}
const holder = holderShape.safeParse(lock_parsed(content))
return holder.success ? {number, state: 'held', holder: holder.data} : {number, state: 'unreadable', holder: null}
} catch (error) {
if (codeOf(error) === 'ENOENT') return null
throw error
}
}
const isFree = async (claim, machine) => claim.state === 'released' || (claim.holder !== null && (await isProvenDead(claim.holder, machine)))
const describe = ({holder}) => (holder ? `process ${holder.pid} on ${holder.host}` : 'a claim that cannot be read')
const claimNext = async (folder, machine, me) => {
const [highest] = await claimNumbers(folder)
const claim = highest === undefined ? null : await readClaim(folder, highest)
if (highest !== undefined && claim === null) return {heldBy: 'a newer claim'}
if (claim && !(await isFree(claim, machine))) return {heldBy: describe(claim)}
const number = (highest ?? 0) + 1
if (!(await createWhole((0, external_node_path_.join)(folder, String(number)), JSON.stringify(me)))) return {heldBy: 'a newer claim'}
const [newest = 0, ...older] = await claimNumbers(folder)
if (newest !== number) {
await (0, promises_.rm)((0, external_node_path_.join)(folder, String(number)), {force: true})
return {heldBy: 'a newer claim'}
}
await Promise.all(older.map(old => (0, promises_.rm)((0, external_node_path_.join)(folder, String(old)), {force: true})))
return {taken: number}
}
const tryAll = async (folder, machine, waiting) => {
await (0, promises_.mkdir)(folder, {recursive: true, mode: 0o700})
const me = {...(await machine.me()), nonce: (0, external_node_crypto_.randomUUID)()}
let attempt = await claimNext(folder, machine, me)
for (let round = 0; 'heldBy' in attempt && round < waiting.rounds; round++) {
await waiting.sleep(waiting.pause)
attempt = await claimNext(folder, machine, me)
}
return attempt
}
const acquire = async (folder, machine, waiting) => {
const attempt = await tryAll(folder, machine, waiting).catch(error => {
throw storeFailed('take a lock', error)
})
if ('taken' in attempt) return attempt.taken
throw new errors.mZ({
provider: 'file',
message: `the lock of the ledger is held by ${attempt.heldBy}; nothing was done`,
retryable: true
})
}
const withLock = async (folder, machine, waiting, work) => {
const number = await acquire(folder, machine, waiting)
try {
return await work()
} finally {
await replaceWhole((0, external_node_path_.join)(folder, String(number)), RELEASED).catch(error => {
throw storeFailed('release a lock', error)
})
}
}
const fileNameFor = name => {
const readable = name
.toLowerCase()
.replace(/[^a-z0-9]+/g, '-')
.replace(/^-+|-+$/g, '')
.slice(0, 40)
return `${readable || 'x'}-${(0, external_node_crypto_.createHash)('sha256').update(name).digest('hex').slice(0, 12)}`
}
const keyOf = ({folder, id}) => `${folder}/${id}`
const placeOf = key => {
const match = /^([a-z0-9-]+\/[a-z0-9-]+)\/([rb]-[0-9A-Za-z_-]{12})$/.exec(key)
return match?.[1] && match[2] ? {folder: match[1], id: match[2]} : null
}
const folderOf = (service, environment) => `${fileNameFor(service)}/${fileNameFor(environment)}`
const PAUSE = 50
const entryOf = (place, {record, createdAt, events}) => ({
key: keyOf(place),
record,
createdAt,
events: events.map(({text, at, run}) => ({text, at, run}))
})
const namesIn = async path => {
try {
return (await (0, promises_.readdir)(path)).filter(name => name.endsWith('.jsonl')).sort()
} catch (error) {
if (codeOf(error) === 'ENOENT') return []
throw storeFailed('be listed', error)
}
}
const readFileOf = async path => {
try {
return readJournal(await (0, promises_.readFile)(path, 'utf8'))
} catch (error) {
if (codeOf(error) === 'ENOENT') return null
throw storeFailed('be read', error)
}
}
const standsAt = (place, reading) => {
if (!reading.ok) return reading
const {id, service, environment} = reading.journal.record
const right = id === place.id && folderOf(service, environment) === place.folder
return right ? reading : {ok: false, reason: 'not-ours'}
}
const newestFirst = (a, b) => b.createdAt - a.createdAt || b.order - a.order || (a.record.id < b.record.id ? 1 : -1)
const fileLedger = options => {
const {directory, run = null, now = Date.now, patience = 30_000, machine = thisMachine} = options
const sleep = options.sleep ?? (ms => (0, external_node_timers_promises_.setTimeout)(ms).then(() => {}))
const pathOf = place => (0, external_node_path_.join)(directory, 'records', place.folder, `${place.id}.jsonl`)
const readingAt = async place => {
const reading = await readFileOf(pathOf(place))
return reading && standsAt(place, reading)
}
const journalAt = async place => {
const reading = await readingAt(place)
if (!reading) return null
if (reading.ok) return reading.journal
throw new errors.mZ({
provider: 'file',
message: `the record ${place.id} cannot be used: ${reading.reason}`,
retryable: false
})
}
const readFolder = async folder => {
const names = await namesIn((0, external_node_path_.join)(directory, 'records', folder))
const journals = []
const foreign = []
for (const name of names) {
const key = `${folder}/${name.slice(0, -'.jsonl'.length)}`
const place = placeOf(key)
const reading = place ? await readingAt(place) : {ok: false, reason: 'not-ours'}
if (reading && !reading.ok) foreign.push({key, reason: reading.reason})
if (place && reading?.ok) journals.push({place, journal: reading.journal})
}
return {journals: journals.sort((a, b) => newestFirst(a.journal, b.journal)), foreign}
}
const create = async record => {
const place = {folder: folderOf(record.service, record.environment), id: record.id}
const existing = await journalAt(place)
if (existing) return entryOf(place, existing)
const {journals} = await readFolder(place.folder)
const order = 1 + Math.max(0, ...journals.map(({journal}) => journal.order))
const line = openingLine(record, now(), order)
try {
await createWhole(pathOf(place), line)
} catch (error) {
throw storeFailed('take a record', error, 'unknown')
}
const journal = await journalAt(place)
if (journal) return entryOf(place, journal)
throw new errors.mZ({provider: 'file', message: 'the new record is gone again', retryable: true})
}
const append = async (key, {text, outcome}) => {
;(0, event_text.ST)(text)
const place = placeOf(key)
const journal = place && (await journalAt(place))
if (!place || !journal) {
throw new errors.mZ({
provider: 'file',
message: 'the record is gone (state-lost)',
retryable: false
})
}
if (journal.events.some(event => event.text === text)) return
try {
await appendLine(pathOf(place), eventLine({text, outcome, at: now(), run}), journal.torn)
} catch (error) {
throw storeFailed('take an event', error, 'unknown')
}
}
return {
type: 'file',
now: async () => now(),
list: async (service, environment) => {
const {journals, foreign} = await readFolder(folderOf(service, environment))
return {entries: journals.map(({place, journal}) => entryOf(place, journal)), foreign}
},
read: async key => {
const place = placeOf(key)
const journal = place && (await journalAt(place))
return place && journal ? entryOf(place, journal) : null
},
create,
append,
exclusively: (name, work) => withLock((0, external_node_path_.join)(directory, 'locks', fileNameFor(name)), machine, {rounds: Math.ceil(patience / PAUSE), pause: PAUSE, sleep}, work)
}
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
}
}
