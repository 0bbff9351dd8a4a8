export const id = 1099
export const ids = [1099]
export const modules = {
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
1099: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
probe: () => probe,
probeMetric: () => probeMetric,
probeOptions: () => probeOptions
})
var external_node_path_ = __webpack_require__(6760)
var schemas = __webpack_require__(2857)
var errors = __webpack_require__(7463)
var option_fields = __webpack_require__(7338)
var rows = __webpack_require__(1371)
const verdictOf = ({outcome, took}, {slowerThan, unanswered}) => {
if (outcome === 'lost') return unanswered === 'bad' ? 'bad' : 'nothing'
if (outcome === 'bad') return 'bad'
if (outcome !== 'good') return 'not-a-number'
if (slowerThan === null) return 'good'
if (typeof took !== 'number' || !Number.isFinite(took)) return 'not-a-number'
if (took < 0) return 'out-of-range'
return took > slowerThan ? 'bad' : 'good'
}
const add = (sum, verdict) => {
if (typeof sum === 'string' || verdict === 'nothing') return sum
if (verdict === 'good') return {n: sum.n + 1, x: sum.x}
return verdict === 'bad' ? {n: sum.n + 1, x: sum.x + 1} : verdict
}
const contradictions = found => {
const first = new Map()
const wrong = new Set()
for (const result of found) {
const key = JSON.stringify([result.at, result.probe, result.release, result.run])
if (first.has(key)) wrong.add(result)
else first.set(key, result)
}
return wrong
}
const countProbes = (found, request, rule) => {
const {canary, baseline, from, slice, count} = request
const wanted = found.filter(({probe, release, at}) => (rule.probe === null || probe === rule.probe) && (release === canary || release === baseline) && at >= from && at < from + count * slice)
const wrong = contradictions(wanted)
const entries = new Map()
for (const result of wanted) {
const index = Math.floor((result.at - from) / slice)
const key = JSON.stringify([result.release, index])
const known = entries.get(key)?.counts ?? {n: 0, x: 0}
const verdict = wrong.has(result) ? 'ambiguous' : verdictOf(result, rule)
entries.set(key, {index, release: result.release, counts: add(known, verdict)})
}
const answered = [...entries.values()].filter(({counts}) => typeof counts === 'string' || counts.n > 0)
return (0, rows.nu)(answered, request, null)
}
var promises_ = __webpack_require__(1455)
const OUTCOMES = null && ['good', 'bad', 'lost']
const VERSION = 1
const line = schemas.Ikc({
v: schemas.euz(VERSION),
at: schemas.aig(),
probe: schemas.YjP().min(1),
release: schemas.YjP().min(1),
run: schemas.YjP().min(1),
outcome: schemas.L5J(),
took: schemas.L5J()
})
const record_writeResult = ({at, probe, release, run, outcome, took}) => `\n${JSON.stringify({v: VERSION, at, probe, release, run, outcome, took})}\n`
const readLine = text => {
try {
const {at, probe, release, run, outcome, took} = line.parse({
outcome: null,
took: null,
...JSON.parse(text)
})
return {at, probe, release, run, outcome, took}
} catch {
return null
}
}
const readResults = text => {
const lines = new Set(text.split('\n').filter(each => each.trim() !== ''))
const read = [...lines].map(readLine)
const found = read.filter(each => each !== null)
return {found, unreadable: read.length - found.length}
}
const record_pruneRecord = (text, before) => [...new Set(text.split('\n'))].filter(each => (readLine(each)?.at ?? before - 1) >= before).join('\n')
const MEBIBYTE = 1024 * 1024
const LARGEST_RECORD = 64 * MEBIBYTE
const isMissing = error => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const unreadable = says => new errors.mZ({provider: 'probe', message: `probe: ${says}`, retryable: true, code: 'connection'})
const appendResults = async (path, results) => {
if (results.length === 0) return
await mkdir(dirname(path), {recursive: true})
await appendFile(path, results.map(writeResult).join(''))
}
const pruneResults = async (path, before) => {
const text = await readFile(path, 'utf8').catch(error => {
if (isMissing(error)) return null
throw error
})
if (text === null) return
await writeFile(`${path}.new`, `${pruneRecord(text, before)}\n`)
await rename(`${path}.new`, path)
}
const loadResults = async path => {
try {
const {size} = await (0, promises_.stat)(path)
if (size > LARGEST_RECORD)
throw new errors.xL({
message: `the record of probes is larger than ${LARGEST_RECORD / MEBIBYTE} MiB`,
fix: 'a record without what is older than a plan, or rarer probes',
docs: 'metrics/probe.md#the-record'
})
return readResults(await (0, promises_.readFile)(path, 'utf8'))
} catch (error) {
if (error instanceof errors.xL) throw error
throw unreadable(isMissing(error) ? 'there is no record of probes yet' : 'the record of probes cannot be read')
}
}
const SECOND = 1000
const DAY = 86_400 * SECOND
const MIN_SLICE = SECOND
const DEFAULTS = {delay: 10 * SECOND, lookBack: 30 * DAY}
const DOCS = 'metrics/probe.md'
const probeOptions = schemas.rej({
file: schemas
.YjP()
.min(1)
.max(1000)
.regex(/^[^\0-\x1f\x7f]+$/, 'must be a path on one line\n.sluice/probes.jsonl')
.refine(text => !(0, external_node_path_.isAbsolute)(text) && !text.split(/[\\/]/).includes('..'), {
error: 'leads out of the working copy\n.sluice/probes.jsonl'
})
.default('.sluice/probes.jsonl')
.describe('Record of the probes, from the root of the working copy.'),
delay: (0, option_fields.Ti)(0, DAY).prefault('10s').describe('A slice is read only this long after it ended: as long as a probe may take.'),
'look-back': (0, option_fields.Ti)(SECOND, 90 * DAY)
.prefault('30d')
.describe('How long results are kept. Longer plans are refused.')
})
const probeMetric = schemas.rej({
probe: schemas.YjP().min(1).max(100).optional().describe('Name of the probe, such as a smoke check. Default: all that were recorded.'),
unanswered: schemas.k5n(['nothing', 'bad']).default('nothing').describe('What a probe is that nobody answered: no unit at all, or a bad one.')
})
const checkRequest = (request, name) => {
if (request.metric !== name) throw new RangeError('another metric was asked for than connected')
if (request.canary === '' || request.baseline === '') throw new RangeError('a release has no id')
if (request.slice < MIN_SLICE)
throw new errors.xL({
message: 'probes are counted in slices of a second or more',
fix: '1m',
docs: DOCS
})
}
const abilitiesOf = read => ({
answers: 'history',
delay: read.delay,
lookBack: read['look-back'],
minSlice: MIN_SLICE
})
const connect = async (options, {name, slowerThan, per, options: metric}, {workspace = '.', log}) => {
if ((per ?? null) !== null)
throw new errors.xL({
message: `the metric ${name} says per, and probes are good or bad`,
fix: 'max: as a share, such as 5%',
docs: `${DOCS}#counting`
})
const path = (0, external_node_path_.resolve)(workspace, options.file)
const rule = {probe: metric.probe ?? null, slowerThan, unanswered: metric.unanswered}
const answer = async request => {
const {found, unreadable} = await loadResults(path)
if (unreadable > 0) log(`${name}: ${unreadable} line(s) of the record of probes cannot be read`)
return {metric: name, slices: countProbes(found, request, rule)}
}
return {
type: 'probe',
abilities: abilitiesOf(options),
read: async request => {
checkRequest(request, name)
return request.count === 0 ? {metric: name, slices: []} : answer(request)
}
}
}
const probe = {
type: 'probe',
options: probeOptions,
metric: probeMetric,
abilities: {answers: 'history', ...DEFAULTS, minSlice: MIN_SLICE},
abilitiesOf,
secrets: () => [],
connect
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
