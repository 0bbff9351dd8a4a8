export const id = 3691
export const ids = [3691]
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
},
1781: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
cO: () => readStatement,
qz: () => LONGEST_QUERY
})
const PLACEHOLDERS = ['from', 'to', 'slice', 'canary', 'baseline']
const LONGEST_QUERY = 20_000
class Refusal extends Error {
fix
constructor(message, fix) {
super(message)
this.fix = fix
}
}
const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const LINE_END = /[\n\r]/g
const NAMED = /\$([A-Za-z_]\w*)/y
const ANY_PLACEHOLDER = new RegExp(`\\$(?:${PLACEHOLDERS.join('|')})\\b`)
const matchAt = (pattern, text, at) => {
pattern.lastIndex = at
return pattern.exec(text)
}
const commentEnd = (text, at, dialect) => {
if (text.startsWith('--', at)) {
LINE_END.lastIndex = at
return LINE_END.exec(text)?.index ?? text.length
}
if (!text.startsWith('/*', at)) return null
let depth = 0
for (let i = at; i < text.length; i += 1) {
if (text.startsWith('/*', i) && (depth === 0 || dialect === 'postgres')) {
depth += 1
i += 1
} else if (text.startsWith('*/', i)) {
depth -= 1
i += 1
if (depth === 0) return i + 1
}
}
throw new Refusal('a comment is not closed', '*/')
}
const quoteEnd = (text, at, close, backslashes) => {
for (let i = at + 1; i < text.length; i += 1) {
if (backslashes && text[i] === '\\') i += 1
else if (text[i] === close) {
if (close === ']' || text[i + 1] !== close) return i + 1
i += 1
}
}
throw new Refusal('a quote is not closed', close)
}
const closingQuote = (character, dialect) => {
if (character === "'" || character === '"') return character
if (dialect === 'postgres') return null
return character === '`' ? '`' : character === '[' ? ']' : null
}
const quoted = (text, at, word, dialect) => {
const close = closingQuote(text[at] ?? '', dialect)
if (close === null) return null
const backslashes = dialect === 'postgres' && close === "'" && word.toLowerCase() === 'e'
const part = text.slice(at, quoteEnd(text, at, close, backslashes))
if (ANY_PLACEHOLDER.test(part)) throw new Refusal('a placeholder stands in quotes, where it is only text', 'the placeholder without quotes')
return part
}
const isPlaceholder = name => PLACEHOLDERS.some(known => known === name)
const readPlaceholder = (text, at) => {
const match = matchAt(NAMED, text, at)
const [whole = '', name = ''] = match ?? []
const end = at + whole.length
if (isPlaceholder(name) && text[end] !== '$') return {name, end}
throw new Refusal(match ? `$${name.slice(0, 40)} is no placeholder` : 'numbered parameters and dollar quotes cannot be used', PLACEHOLDERS.map(known => `$${known}`).join(', '))
}
const FOREIGN_PARAMETER = {postgres: /^\0$/, sqlite: /^[?:@\0]$/}
const checkWords = (first, used) => {
if (first !== 'select' && first !== 'with') throw new Refusal('is not a query that reads', 'a query that begins with SELECT or WITH')
const missing = ['from', 'to'].filter(name => !used.includes(name))
if (missing.length > 0) throw new Refusal(`does not use ${missing.map(name => `$${name}`).join(' and ')}, so it would read everything there is`, 'where created_at >= $from and created_at < $to')
}
const scan = (text, dialect, mark) => {
const used = []
const out = []
let first = ''
let word = ''
let depth = 0
let ended = false
for (let at = 0; at < text.length; ) {
const character = text[at] ?? ''
const comment = commentEnd(text, at, dialect)
if (comment !== null || /\s/.test(character)) {
out.push(' ')
at = comment ?? at + 1
word = ''
continue
}
if (ended) throw new Refusal('holds more than one statement', 'one SELECT')
const before = word
word = matchAt(WORD, text, at)?.[0] ?? ''
const part = word || quoted(text, at, before, dialect)
if (part) {
first ||= word.toLowerCase() || part
out.push(part)
at += part.length
} else if (character === '$') {
const {name, end} = readPlaceholder(text, at)
if (!used.includes(name)) used.push(name)
out.push(mark(name, used.indexOf(name) + 1))
at = end
} else {
if (FOREIGN_PARAMETER[dialect].test(character)) throw new Refusal('only placeholders that begin with $ are filled in', '$from')
if (character === '(') depth += 1
if (character === ')') depth -= 1
if (depth < 0) throw new Refusal('closes a bracket that was not opened', 'the same number of ( and )')
ended = character === ';'
if (!ended) out.push(character)
at += 1
}
}
if (depth > 0) throw new Refusal('leaves a bracket open', 'the same number of ( and )')
checkWords(first, used)
return {text: out.join('').trim(), parameters: used}
}
const readStatement = (text, dialect, mark) => {
if (text.length > LONGEST_QUERY) return {ok: false, message: 'is too long', fix: `at most ${LONGEST_QUERY} characters`}
try {
return {ok: true, statement: scan(text, dialect, mark)}
} catch (error) {
if (error instanceof Refusal) return {ok: false, message: error.message, fix: error.fix}
throw error
}
}
},
2036: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
l: () => inTurn
})
const last = new WeakMap()
const inTurn = async (source, work) => {
const before = last.get(source) ?? Promise.resolve()
const turn = before.then(work, work)
last.set(
source,
turn.catch(() => undefined)
)
return turn
}
}
}
