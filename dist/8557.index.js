export const id = 8557
export const ids = [8557]
export const modules = {
5355: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
fT: () => approvalRuleOf,
j$: () => commonInputs,
zo: () => APPROVALS
})
var _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(493)
const commonInputs = {
config: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_0__.Qq)().default('.github/sluice.yml'),
environment: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_0__.Qq)({max: 255}),
ledger: (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_0__.Qq)({max: 1024}).default('github'),
'github-token': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_0__.rJ)().optional(),
'dry-run': (0, _src_kit_fields_js__WEBPACK_IMPORTED_MODULE_0__.Jt)().default(false)
}
const APPROVALS = ['environment', 'dispatch', 'none']
const approvalRuleOf = inputs => ({
from: inputs.approval,
environment: inputs['approval-environment'] ?? '',
self: inputs['self-approval'],
approvers: inputs.approvers ?? []
})
},
7171: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Q: () => defineAction
})
var errors = __webpack_require__(7463)
const ROOT = 0
const NONE = -1
const findAll = needles => {
const words = [...needles].filter(needle => needle !== '')
const trie = growTrie(words)
linkFailures(trie)
return {find: text => search(trie, text)}
}
const growTrie = words => {
const room = words.reduce((sum, word) => sum + word.length, 1)
const trie = {
child: new Int32Array(room).fill(NONE),
sibling: new Int32Array(room).fill(NONE),
unit: new Uint16Array(room),
fail: new Int32Array(room),
longest: new Int32Array(room),
first: new Int32Array(words.length === 0 ? 0 : 0x10000).fill(NONE),
size: 1
}
for (const word of words) {
let node = ROOT
for (let at = 0; at < word.length; at += 1) {
const unit = word.charCodeAt(at)
const next = step(trie, node, unit)
node = next === NONE ? addNode(trie, node, unit) : next
}
trie.longest[node] = word.length
}
return trie
}
const addNode = (trie, parent, unit) => {
const node = trie.size
trie.size += 1
trie.unit[node] = unit
trie.sibling[node] = trie.child[parent] ?? NONE
trie.child[parent] = node
if (parent === ROOT) trie.first[unit] = node
return node
}
const step = (trie, node, unit) => {
if (node === ROOT) return trie.first[unit] ?? NONE
let child = trie.child[node] ?? NONE
while (child !== NONE && trie.unit[child] !== unit) child = trie.sibling[child] ?? NONE
return child
}
const linkFailures = trie => {
const queue = new Int32Array(trie.size)
let filled = 1
for (let head = 0; head < filled; head += 1) {
const node = queue[head] ?? ROOT
for (let child = trie.child[node] ?? NONE; child !== NONE; child = trie.sibling[child] ?? NONE) {
queue[filled] = child
filled += 1
trie.fail[child] = node === ROOT ? ROOT : follow(trie, trie.fail[node] ?? ROOT, trie.unit[child] ?? 0)
if (trie.longest[child] === 0) trie.longest[child] = trie.longest[trie.fail[child] ?? ROOT] ?? 0
}
}
}
const follow = (trie, from, unit) => {
let node = from
for (;;) {
const next = step(trie, node, unit)
if (next !== NONE) return next
if (node === ROOT) return ROOT
node = trie.fail[node] ?? ROOT
}
}
const search = (trie, text) => {
const spans = []
if (trie.size === 1) return spans
let node = ROOT
for (let at = 0; at < text.length; at += 1) {
node = follow(trie, node, text.charCodeAt(at))
const length = trie.longest[node] ?? 0
if (length > 0) spans.push([at + 1 - length, at + 1])
}
return spans
}
var kit_text = __webpack_require__(1299)
const SHORTEST_SECRET = 4
const LONG = 1024
const secretForms = value => {
const parts = distinct([value, value.trim(), ...linesOf(value), ...innerSecrets(value.trim())])
const plain = value.length > LONG && parts.length > 2
const all = distinct(parts.flatMap(part => (isLongText(part) ? wholeForms(part) : encodings(part))))
return {all, masks: plain ? distinct(parts.flatMap(part => [part, json(part), base64(part)])) : all}
}
const distinct = values => [...new Set(values.filter(value => value.length >= SHORTEST_SECRET))]
const isLongText = value => value.length > LONG && value.includes('\n')
const linesOf = value => (/[\r\n]/.test(value) ? value.split(/[\r\n]+/).flatMap(line => [line, line.trim()]) : [])
const innerSecrets = value => [...fromUrl(value), ...fromKeywords(value), ...fromJson(value), ...fromJwt(value)]
const fromUrl = value => {
const strict = /^[a-z][a-z0-9+.-]*:\/\/([^/?#@]*)@/i.exec(value)?.[1]
const loose = /^[a-z][a-z0-9+.-]*:\/\/(\S*)@/i.exec(value)?.[1]
const userinfo = [strict, loose].filter(text => text !== undefined)
const passwords = userinfo.flatMap(text => (text.includes(':') ? [text.slice(text.indexOf(':') + 1)] : []))
return [...userinfo, ...passwords].flatMap(text => [text, decoded(text)]).concat(fromParsedUrl(value))
}
const fromParsedUrl = value => {
if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value) || !URL.canParse(value)) return []
const url = new URL(value)
const inQuery = [...url.searchParams].flatMap(([key, content]) => (SECRET_KEY.test(key) ? [content] : []))
const webhook = /^https?:$/.test(url.protocol) ? webhookParts(url) : []
return [url.password, decoded(url.password), ...inQuery, ...webhook]
}
const webhookParts = url => {
const path = url.pathname + url.search
const last = url.pathname.split('/').findLast(piece => piece !== '') ?? ''
return [path.length >= 16 ? path : '', url.pathname.length >= 16 ? url.pathname : '', last.length >= 16 ? last : '']
}
const decoded = value => {
try {
return decodeURIComponent(value)
} catch {
return value
}
}
const SECRET_KEY = /pass|pwd|secret|token|key|credential|signature|^sig$|^auth/i
const fromKeywords = value => {
if (!/(?:^|\s)\w{1,40}\s{0,8}=/.test(value)) return []
const pairs = value.matchAll(/(?:^|\s)(\w{1,40})\s{0,8}=\s{0,8}(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)+))/gs)
return [...pairs]
.filter(([, key]) => key !== undefined && SECRET_KEY.test(key))
.flatMap(([, , quoted, bare]) => {
const written = quoted ?? bare ?? ''
return [written, written.replace(/\\(.)/gs, '$1')]
})
}
const fromJson = value => {
if (!value.startsWith('{') && !value.startsWith('[')) return []
try {
return secretFields(JSON.parse(value), false, 0).flatMap(field => [field, ...linesOf(field), ...fromUrl(field)])
} catch {
return []
}
}
const secretFields = (node, secret, depth) => {
if (typeof node === 'string') return secret || /^[a-z]+:\/\/[^/]*:[^/]*@/i.test(node) ? [node] : []
if (typeof node !== 'object' || node === null || depth > 8) return []
return Object.entries(node).flatMap(([key, child]) => secretFields(child, (secret && Array.isArray(node)) || isSecretKey(key), depth + 1))
}
const isSecretKey = key => SECRET_KEY.test(key) && !/ur[il]s?$/i.test(key)
const fromJwt = value => {
const match = /^[\w-]{8,}\.[\w-]{2,}\.([\w-]{8,})$/.exec(value)
return match?.[1] === undefined ? [] : [match[1]]
}
const wholeForms = value => [value, json(value), base64(value), base64Url(value)]
const encodings = value => {
const whole = (0, kit_text.ES)(value)
const percent = [encodeURIComponent(whole), (0, kit_text.vJ)(whole), userinfo(whole), secret_forms_form(whole)]
const texts = [whole, ...percent, ...quoted(whole), ...jsonForms(whole)]
return [
value,
...texts,
...percent.map(lowerPercent),
...percent.map(once => encodeURIComponent(once)),
...percent.map(once => lowerPercent(encodeURIComponent(once))),
...base64Forms(Buffer.from(whole)),
...base64Forms(Buffer.from(base64(whole))),
encodeURIComponent(base64(whole)),
lowerPercent(encodeURIComponent(base64(whole))),
Buffer.from(whole).toString('hex'),
Buffer.from(whole).toString('hex').toUpperCase()
]
}
const userinfo = value => {
const url = new URL('http://user@host.invalid')
url.password = value
return url.password
}
const secret_forms_form = value => new URLSearchParams({v: value}).toString().slice(2)
const lowerPercent = value => value.replace(/%[0-9A-F]{2}/g, code => code.toLowerCase())
const json = value => JSON.stringify(value).slice(1, -1)
const jsonForms = value => {
const plain = json(value)
const html = plain.replace(/[<>&]/g, unicodeEscape)
const once = [plain, html, plain.replace(/[<>&'+`]/g, unicodeEscape), plain.replaceAll('/', '\\/')]
const ascii = once.flatMap(text => {
const low = text.replace(/[\u007f-\uffff]/g, unicodeEscape)
return [text, low, low.replace(/\\u[0-9a-f]{4}/g, code => `\\u${code.slice(2).toUpperCase()}`)]
})
return [...ascii, ...ascii.map(json)]
}
const unicodeEscape = unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
const quoted = value => {
const xml = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
return [
xml,
xml.replaceAll('"', '&quot;').replaceAll("'", '&apos;'),
xml.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
xml.replaceAll('"', '&#34;').replaceAll("'", '&#39;'),
xml.replaceAll('"', '&quot;').replaceAll("'", '&#x27;'),
value.replaceAll("'", "'\\''"),
value.replaceAll("'", "''"),
value.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
value.replace(/[\\"$`]/g, '\\$&')
]
}
const base64 = value => Buffer.from(value).toString('base64')
const base64Url = value => Buffer.from(value).toString('base64url')
const base64Forms = bytes => {
const whole = [bytes.toString('base64'), bytes.toString('base64url')]
const inside = [0, 1, 2].flatMap(before => {
const shifted = Buffer.concat([Buffer.alloc(before), bytes])
const from = Math.ceil((before * 8) / 6)
const to = Math.floor((shifted.length * 8) / 6)
return [shifted.toString('base64').slice(from, to), shifted.toString('base64url').slice(from, to)]
})
return [...whole, ...whole.map(text => text.replace(/=+$/, '')), ...inside]
}
const SHAPES = [
/:\/\/[^\s/:@"'<>]{0,256}:(?<secret>(?!\*\*\*)[^\s/"'<>]{1,4096})@/dg,
/:\/\/(?<secret>[^\s/:@"'<>]{20,4096})@/dg,
/\bBearer[ \t]{1,8}(?<secret>(?=[\w.~+/=-]{0,64}\d|[\w.~+/=-]{20})[\w.~+/=-]{8,})/dgi,
/\bBasic[ \t]{1,8}(?<secret>(?=[A-Za-z+/]{0,64}[\d=]|[\w+/=-]{20})[\w+/=-]{8,})/dg,
/\bauthorization["']?[ \t]{0,8}[:=][ \t]{0,8}["']?(?<secret>(?!\*\*\*|(?:Bearer|Basic|token)[ \t]{1,8}\*\*\*)[^\s"',;][^\r\n"']{3,})/dgi,
/\b(?<secret>FlyV1[ \t]{1,8}[\w+/=,.:-]{8,})/dg,
/\b(?<secret>(?:gh[opusr]_[A-Za-z0-9]{16,}|github_pat_\w{16,}|sb[ps]_[A-Za-z0-9_]{16,}|sb_secret_[\w-]{8,}|fo1_[\w-]{8,}|fm[12][ar]?_[\w+/=,.-]{8,}|xox[abeoprs]-[\w-]{8,}|glpat-[\w-]{16,}|npm_[A-Za-z0-9]{30,}|sk_live_\w{8,}|AKIA[A-Z0-9]{16}|AIza[\w-]{30,}|ya29\.[\w-]{16,}|vc[apk]_[A-Za-z0-9]{16,}))/dg,
/(?<![\w-])(?<secret>eyJ[\w-]{8,}(?:\.[\w-]{1,8192}){0,2})/dg,
/\b(?:password|passwd|pwd|pgpassword|passphrase|client_secret|secret_key|access_key|api_?key)=(?<secret>(?!\*\*\*)(?:'(?:[^'\\]|\\.){1,4096}'|"[^"]{1,4096}"|[^\s&"'<>;,]{1,4096}))/dgi,
/[?&](?:[\w-]{0,32}[_-])?(?:token|apikey|api_key|key|sig|signature|password|secret|code|credential)=(?<secret>(?!\*\*\*)[^\s&"'<>#]{1,4096})/dgi,
/"(?:[\w-]{0,32}[_-])?(?:password|passwd|secret|token|api_?key|access_?key|private_?key|authorization)"[ \t]{0,8}:[ \t]{0,8}"(?<secret>(?!\*\*\*")(?:[^"\\\r\n]|\\.){1,8192})"/dgi
]
const credentialSpans = text => [...SHAPES.flatMap(shape => matches(shape, text)), ...armouredBlocks(text)]
const matches = (shape, text) => {
const spans = []
for (const match of text.matchAll(shape)) {
const span = match.indices?.groups?.secret
if (span) spans.push(span)
}
return spans
}
const BEGIN = '-----BEGIN '
const END = '-----END '
const armouredBlocks = text => {
const spans = []
let from = text.indexOf(BEGIN)
while (from !== -1) {
const end = text.indexOf(END, from)
const close = end === -1 ? -1 : text.indexOf('-----', end + END.length)
const to = close === -1 ? text.length : close + 5
spans.push([from, to])
from = text.indexOf(BEGIN, to)
}
return spans
}
const MASK = '***'
const MOST_PASSES = 4
const createRedactor = ({maskWith, warn} = {}) => {
const values = new Set()
const forms = new Set()
const masked = new Set()
let needles = null
const registerSecret = (name, value) => {
if (value.trim() === '' || values.has(value)) return
values.add(value)
if (value.trim().length < SHORTEST_SECRET) {
warn?.(`The secret ${name} is shorter than ${SHORTEST_SECRET} characters and cannot be hidden in the log without blanking other text. Use a longer value; if it is not secret, keep it as a variable.`)
return
}
const derived = secretForms(value)
for (const form of derived.all) forms.add(form)
needles = null
for (const form of derived.masks) {
if (masked.has(form)) continue
masked.add(form)
maskWith?.(form)
}
}
const redact = text => {
const known = needles ?? findAll(forms)
needles = known
let shown = text
for (let pass = 0; pass < MOST_PASSES; pass += 1) {
const before = shown
shown = cover(before, [...known.find(before), ...credentialSpans(before)])
if (shown === before) break
}
return shown
}
return {registerSecret, redact}
}
const cover = (text, spans) => {
if (spans.length === 0) return text
spans.sort((one, other) => one[0] - other[0])
const pieces = []
let shown = 0
let hiddenFrom = -1
let hiddenTo = -1
for (const [start, end] of spans) {
if (start > hiddenTo) {
if (hiddenTo !== -1) pieces.push(text.slice(shown, hiddenFrom), MASK)
shown = Math.max(hiddenTo, 0)
hiddenFrom = start
hiddenTo = end
} else if (end > hiddenTo) hiddenTo = end
}
pieces.push(text.slice(shown, hiddenFrom), MASK, text.slice(hiddenTo))
return pieces.join('')
}
const LONGEST_MESSAGE = 300
const toSafeError = (error, redact = patternsOnly) => {
const clean = text => (0, kit_text.ml)(redact((0, kit_text.Fq)(redact(text))), LONGEST_MESSAGE)
if (!isRecord(error)) return {kind: 'Error', message: clean(describeThrown(error))}
const code = word(read(error, 'code'))
const status = statusOf(error)
const requestId = requestIdOf(error)
return {
kind: clean(word(read(error, 'name')) ?? 'Error'),
...(code !== undefined && {code: clean(code)}),
...(status !== undefined && {status}),
...(requestId !== undefined && {requestId: clean(requestId)}),
message: clean(messageOf(error))
}
}
const describeSafeError = ({kind, code, status, requestId, message}) => {
const facts = [status !== undefined && `status ${status}`, requestId && `request ${requestId}`].filter(Boolean)
const head = code === undefined || code === kind ? kind : `${kind} ${code}`
return `${head}: ${message}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
}
const patternsOnly = text => createRedactor().redact(text)
const isRecord = value => typeof value === 'object' && value !== null
const read = (fields, key) => {
try {
return fields[key]
} catch {
return undefined
}
}
const describeThrown = thrown => (typeof thrown === 'string' ? thrown : `a value of type ${typeof thrown} was thrown`)
const word = value => {
if (typeof value === 'number') return String(value)
return typeof value === 'string' && /^[\w.:-]{1,64}$/.test(value) ? value : undefined
}
const statusOf = error => {
const status = read(error, 'status') ?? read(error, 'statusCode')
return typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= 599 ? status : undefined
}
const REQUEST_ID_HEADERS = ['x-github-request-id', 'x-request-id', 'cf-ray', 'fly-request-id', 'x-vercel-id']
const requestIdOf = error => {
const own = word(read(error, 'requestId'))
if (own !== undefined) return own
const response = read(error, 'response')
const headers = isRecord(response) ? read(response, 'headers') : read(error, 'headers')
if (!isRecord(headers)) return undefined
return REQUEST_ID_HEADERS.map(name => word(read(headers, name))).find(id => id !== undefined)
}
const messageOf = error => {
const written = read(error, 'message')
const message = typeof written === 'string' ? written : ''
if (error instanceof errors.xL || error instanceof errors.mZ) return message
return SPECIAL.find(({applies}) => applies(error, message))?.say(error, message) ?? (message || 'no message')
}
const SPECIAL = [
{
applies: error => isIssueList(read(error, 'issues')),
say: error => describeIssues(read(error, 'issues'))
},
{
applies: (error, message) => read(error, 'code') === 'ERR_INVALID_URL' || /\binvalid url\b/i.test(message),
say: () => 'an address is not a valid URL'
},
{
applies: (_, message) => /includes credentials|url with credentials/i.test(message),
say: () => 'an address contains a user name or password'
},
{
applies: (error, message) => read(error, 'name') === 'SyntaxError' && /JSON/.test(message),
say: () => 'a text is not valid JSON'
},
{
applies: (error, message) => /invalid header|invalid .{0,80} header|header (?:value|content|name)|is an invalid/i.test(message) || read(error, 'code') === 'ERR_INVALID_CHAR',
say: () => 'a header holds a character that is not allowed (a line break inside a token?)'
},
{
applies: error => /^ERR_INVALID_ARG|^ERR_OUT_OF_RANGE|^ERR_INVALID_OPT/.test(String(read(error, 'code'))),
say: (_, message) => message.replace(/\.?\s*Received[\s\S]*$/, '')
},
{
applies: error => String(read(error, 'code')).startsWith('ERR_'),
say: (_, message) => message.replace(/:\s[\s\S]*$/, '')
},
{
applies: error => read(error, 'name') === 'PostgresError' || isSqlState(error),
say: (error, message) => databaseMessage(String(read(error, 'code')), message)
},
{
applies: error => read(error, 'name') === 'HttpError',
say: (_, message) => message.replace(/[{[][\s\S]*$/, '')
},
{
applies: error => read(error, 'syscall') !== undefined && /^spawn/.test(String(read(error, 'syscall'))),
say: error => `the program could not be started (${word(read(error, 'code')) ?? 'unknown reason'})`
}
]
const isSqlState = error => read(error, 'severity') !== undefined && /^[0-9A-Z]{5}$/.test(String(read(error, 'code')))
const databaseMessage = (code, message) => (/^(?:22|23|P0|40|44)/.test(code) ? message.replace(/:\s[\s\S]*$/, '').replace(/'[^']*'/g, "'...'") : message)
const isIssueList = value => Array.isArray(value) && value.length > 0 && value.every(issue => isRecord(issue) && 'code' in issue)
const describeIssues = issues => {
if (!isIssueList(issues)) return 'does not have the expected shape'
const shown = issues.slice(0, 5).map(({path, code}) => {
const place = Array.isArray(path) && path.length > 0 ? path.map(String).join('.') : 'the whole'
return `${place} (${word(code) ?? 'unexpected'})`
})
const rest = issues.length - shown.length
return `does not have the expected shape at ${shown.join(', ')}${rest > 0 ? ` and ${rest} more places` : ''}`
}
const describeFailure = (error, {redact}) => {
if (error instanceof errors.xL) {
const count = error.problems.length
const message = count === 1 ? redact(error.message) : `${count} things have to be put right first`
return {reason: 'config', message, lines: error.problems.map(problemLine)}
}
if (error instanceof errors.mZ) {
if (error.code === 'interrupted') return one('interrupted', 'Interrupted; the next tick goes on.')
return one(error.retryable ? 'provider-retryable' : 'provider', redact(providerSentence(error)))
}
const fault = describeSafeError(toSafeError(error, redact))
return one('internal', `Unexpected: ${fault}. This is a fault in Sluice; please report it with this line.`)
}
const one = (reason, message) => ({reason, message, lines: [{message}]})
const providerSentence = ({message, retryable, effect, requestId}) => {
const next = retryable ? 'This may pass: the next tick or a re-run tries again' : 'Trying again will not help'
const doubt = effect === 'unknown' ? ', and reads back first, because it may have taken effect' : ''
return `${message}${requestId ? ` (request ${requestId})` : ''}. ${next}${doubt}.`
}
const problemLine = problem => {
const match = /^([^:\s][^:]*\.[A-Za-z0-9]{1,8}):(\d{1,7})(?::(\d{1,7}))?$/.exec(problem.at ?? '')
const [, file, line, column] = match ?? []
if (file === undefined || line === undefined) return {message: (0, errors.BJ)(problem)}
const {at: _, ...rest} = problem
const place = {file, line: Number(line), ...(column !== undefined && {column: Number(column)})}
return {message: (0, errors.BJ)(rest), place}
}
var schemas = __webpack_require__(2857)
var kit_environment = __webpack_require__(4547)
var fields = __webpack_require__(493)
const readInputs = (shape, {environment, redactor, log}) => {
const values = {}
for (const [name, field] of Object.entries(shape)) {
const value = environment.input(name)
if (value === undefined) continue
values[name] = value
if (!(0, fields.nU)(field)) continue
const written = environment.variable((0, kit_environment.L)(name)) ?? ''
redactor.registerSecret(name, written)
if (written !== value) log.notice(`The secret \`${name}\` had white space around it; it was left out.`)
}
const parsed = schemas.rej(shape).safeParse(values)
const problems = [...unknownInputs(shape, environment), ...(parsed.success ? [] : mistakes(values, parsed.error))]
if (!parsed.success || problems.length > 0) throw new errors.xL(problems)
return parsed.data
}
const unknownInputs = (shape, environment) => {
const known = Object.keys(shape)
const variables = new Set(known.map(name => (0, kit_environment.L)(name).slice('INPUT_'.length)))
return environment
.inputNames()
.filter(name => !variables.has(name))
.map(name => ({
message: `\`${name.toLowerCase()}\` is not an input of this action`,
fix: known.length > 0 ? `one of: ${known.join(', ')}` : 'no inputs'
}))
}
const mistakes = (values, error) =>
error.issues.map(({path, message, code}) => {
const name = String(path[0] ?? '')
if (name === '') return {message}
if (!Object.hasOwn(values, name)) return {message: `\`${name}\` is required`}
return {
message: `\`${name}\` ${code === 'custom' || !/^Invalid/.test(message) ? message : 'is not valid'}`
}
})
const STANDARD_OUTPUTS = ['decision', 'reason', 'result']
const LARGEST_OUTPUT = 512 * 1024
const LARGEST_SUMMARY = 1024 * 1024
const checkOutputs = (action, declared, {decision, reason, message, outputs, details}, redactor) => {
const undeclared = Object.keys(outputs).filter(name => !declared.includes(name) || isStandard(name))
if (undeclared.length > 0) throw new Error(`the action ${action} set outputs it does not declare: ${undeclared.join(', ')}`)
const core = {schema: 1, action, decision, reason}
const full = JSON.stringify({...details, ...outputs, ...core, ...(message !== undefined && {message})})
const result = fits(full, redactor) ? full : JSON.stringify({...core, incomplete: true})
const wanted = {...outputs, decision, reason, result}
const refused = []
const values = declared.map(name => {
const text = String(wanted[name] ?? '')
if (redactor.redact(text) === text) return [name, (0, kit_text.jJ)(text, LARGEST_OUTPUT)]
refused.push(`The output \`${name}\` contains a masked value and GitHub would drop it. Store what is not secret, such as the name of a project or host, as a *variable*, not as a secret.`)
return [name, '']
})
return {values: Object.fromEntries(values), refused}
}
const isStandard = name => STANDARD_OUTPUTS.includes(name)
const fits = (text, redactor) => Buffer.byteLength(text) <= LARGEST_OUTPUT && redactor.redact(text) === text
const checkSummary = (markdown, redactor, log) => {
const clean = redactor.redact(markdown)
if (Buffer.byteLength(clean) < LARGEST_SUMMARY) return clean
log.notice('The summary was longer than GitHub takes (1 MiB) and has been cut.')
return (0, kit_text.jJ)(clean, LARGEST_SUMMARY - 1, '\n\n(cut here: GitHub takes no more than 1 MiB)\n')
}
var external_node_async_hooks_ = __webpack_require__(6698)
var external_node_diagnostics_channel_ = __webpack_require__(3053)
const TIMEOUT = 10 * 60 * 1000
const MAX_BYTES = 1024 * 1024
const ESCALATION = [
['SIGINT', 0],
['SIGTERM', 1500],
['SIGKILL', 3000]
]
const createExec =
({environment, redactor, signal}) =>
async request => {
const name = programName(request.program)
const variables = environment.childVariables({
...(request.pass && {pass: request.pass}),
...(request.set && {set: request.set})
})
if (signal?.aborted) throw ended(name, 'interrupted', 'none')
const {exec} = await __webpack_require__.e(1260).then(__webpack_require__.bind(__webpack_require__, 1260))
const clean = text => redactor.redact((0, kit_text.tJ)(redactor.redact(text)))
const lines = lineReader(line => request.onLine?.(clean(line)))
const stdout = capture(request.maxBytes ?? MAX_BYTES)
const stderr = capture(request.maxBytes ?? MAX_BYTES)
const run = watched(() =>
exec(exec_quoted(request.program), [...(request.args ?? [])], {
silent: true,
ignoreReturnCode: true,
delay: 1000,
env: variables,
input: Buffer.from(request.input ?? ''),
...(request.cwd !== undefined && {cwd: request.cwd}),
listeners: {
stdout: data => lines.stdout(stdout.add(data)),
stderr: data => lines.stderr(stderr.add(data))
}
})
)
const exitCode = await superviseUntilEnd(run, {name, signal, timeout: request.timeout ?? TIMEOUT})
lines.end()
return {
exitCode,
stdout: clean(stdout.text()),
stderr: clean(stderr.text()),
truncated: stdout.full() || stderr.full()
}
}
const programName = program => {
const name = program.split(/[\\/]/).at(-1) ?? ''
if (name === '' || /["\x00-\x1f\x7f]/.test(program) || program.startsWith('-'))
throw new errors.xL({
message: 'the name of a program to run is empty or holds characters that are not allowed'
})
return name
}
const exec_quoted = program => `"${program}"`
const running = new external_node_async_hooks_.AsyncLocalStorage()
const watched = start => {
const slot = {}
const note = message => {
if (running.getStore() !== slot) return
const {process: child} = message
slot.child = child
process.nextTick(() => child.stdin?.on('error', () => {}))
}
;(0, external_node_diagnostics_channel_.subscribe)('child_process', note)
const exitCode = running.run(slot, start).finally(() => (0, external_node_diagnostics_channel_.unsubscribe)('child_process', note))
return {exitCode, signal: name => slot.child?.kill(name)}
}
const superviseUntilEnd = async (run, {name, signal, timeout}) => {
const timers = []
let cause = null
const end = why => {
if (cause !== null) return
cause = why
for (const [kind, wait] of ESCALATION) timers.push(setTimeout(() => run.signal(kind), wait))
}
const onAbort = () => end('interrupted')
signal?.addEventListener('abort', onAbort)
if (signal?.aborted) end('interrupted')
timers.push(setTimeout(() => end('timeout'), timeout))
try {
const exitCode = await run.exitCode
if (cause !== null) throw ended(name, cause, 'unknown')
if (exitCode === null) throw ended(name, 'killed', 'unknown')
return exitCode
} catch (error) {
if (error instanceof errors.mZ) throw error
throw cause === null ? startFailure(name, error) : ended(name, cause, 'unknown')
} finally {
for (const timer of timers) clearTimeout(timer)
signal?.removeEventListener('abort', onAbort)
}
}
const ENDINGS = {
timeout: 'did not end in time and was stopped',
interrupted: 'was interrupted',
killed: 'was ended by a signal from outside'
}
const ended = (name, ending, effect) =>
new errors.mZ({
provider: name,
message: `${name} ${ENDINGS[ending]}`,
retryable: true,
effect,
code: ending === 'timeout' ? 'timeout' : 'interrupted'
})
const startFailure = (name, error) => {
const message = error instanceof Error ? error.message : ''
if (/unable to locate executable|does not exist|not executable|ENOENT|EACCES/i.test(message))
return new errors.xL({
message: `${name} cannot be started: it is not on this runner, or its working directory is missing`,
fix: `a step before this one that installs ${name}`
})
return new errors.mZ({
provider: name,
message: `${name} could not be run`,
retryable: false,
effect: 'unknown'
})
}
const capture = max => {
const chunks = []
let size = 0
let dropped = false
return {
add: data => {
const kept = data.subarray(0, Math.max(0, max - size))
if (kept.length < data.length) dropped = true
if (kept.length > 0) chunks.push(kept)
size += kept.length
return kept
},
text: () => Buffer.concat(chunks).toString('utf8'),
full: () => dropped
}
}
const lineReader = onLine => {
const reader = () => {
const decoder = new TextDecoder()
let rest = ''
return data => {
const parts = (rest + decoder.decode(data, {stream: data !== undefined})).split(/\r\n|\n/)
rest = data === undefined ? '' : (parts.pop() ?? '')
for (const line of parts) if (data !== undefined || line !== '') onLine(line)
}
}
const [stdout, stderr] = [reader(), reader()]
return {
stdout,
stderr,
end: () => {
stdout()
stderr()
}
}
}
var host = __webpack_require__(5310)
var kit_http = __webpack_require__(6266)
const MOST_ANNOTATIONS = 10
const LONGEST_ANNOTATION = 4096
const COLOURS = {notice: '36', warning: '33', error: '31'}
const TITLES = {notice: 'Notice', warning: 'Warning', error: 'Error'}
const createLogger = options => {
const {redact, write, commands = false, debug = false, colour = false} = options
const counts = {notice: 0, warning: 0, error: 0}
let inGroup = false
const clean = text => (0, kit_text.tJ)(redact((0, kit_text.tJ)(redact(text))))
const cleanLine = text => (0, kit_text.Fq)(redact((0, kit_text.Fq)(redact(text))))
const plain = (kind, text, place) => {
const label = colour && !commands ? `\x1b[${COLOURS[kind]}m${TITLES[kind]}:\x1b[0m` : `${TITLES[kind]}:`
const where = place?.file === undefined ? '' : `${cleanLine(placeText(place))}: `
write(`${label} ${where}${text}`)
}
const annotate = (kind, message, place) => {
const text = clean(message)
counts[kind] += 1
if (!commands || counts[kind] > MOST_ANNOTATIONS) plain(kind, text, place)
else write(`::${kind}${placeProperties(place, cleanLine)}::${escapeData((0, kit_text.ml)(text, LONGEST_ANNOTATION))}`)
}
const group = async (title, work) => {
const name = cleanLine(title)
if (inGroup || !commands) {
write(name)
return work()
}
inGroup = true
write(`::group::${escapeData(name)}`)
try {
return await work()
} finally {
inGroup = false
write('::endgroup::')
}
}
return {
info: message => write(clean(message)),
notice: (message, place) => annotate('notice', message, place),
warning: (message, place) => annotate('warning', message, place),
error: (message, place) => annotate('error', message, place),
debug: message => {
if (commands) write(`::debug::${escapeData(clean(message))}`)
else if (debug) write(`Debug: ${clean(message)}`)
},
group
}
}
const placeText = ({file, line, column}) => [file, line, column].filter(part => part !== undefined).join(':')
const placeProperties = (place, clean) => {
if (!place) return ''
const pairs = [place.title !== undefined && `title=${escapeProperty(clean(place.title))}`, place.file !== undefined && `file=${escapeProperty(clean(place.file))}`, place.line !== undefined && `line=${place.line}`, place.column !== undefined && `col=${place.column}`].filter(Boolean)
return pairs.length === 0 ? '' : ` ${pairs.join(',')}`
}
const escapeData = text => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const escapeProperty = text => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
const INTERRUPTED_PATIENCE = 4000
const IDLE_PATIENCE = 2000
const defineAction = declaration => {
const outputs = [...new Set([...STANDARD_OUTPUTS, ...declaration.outputs])]
const spec = {name: declaration.name, inputs: declaration.inputs, outputs}
return {
spec,
run: given => runAction(spec, declaration.run, given ? {...(0, host.$)(), process: null, ...given} : (0, host.$)())
}
}
const runAction = async (spec, gate, host) => {
const stop = new AbortController()
const {runtime, sinks, finish, close} = openRuntime(host, stop.signal)
const {log, redactor, environment} = runtime
let outcome = null
let interruption = null
let patience
const conclude = (answer, exitCode, summary) => {
if (outcome) return outcome
const checked = checkOutputs(spec.name, spec.outputs, answer, redactor)
for (const sentence of checked.refused) log.error(sentence)
outcome = {
exitCode: checked.refused.length > 0 ? Math.max(1, exitCode) : exitCode,
outputs: checked.values,
summary
}
try {
for (const [name, value] of Object.entries(checked.values)) sinks.setOutput(name, value)
} catch {
log.warning('The outputs of this step could not be written to the runner.')
}
return outcome
}
const fail = error => {
const failure = describeFailure(interruption ? interrupted() : error, redactor)
if (!interruption) for (const {message, place} of failure.lines) log.error(message, place)
const {reason, message} = failure
return conclude({decision: 'error', reason, message, outputs: {}, details: {}}, exitCodeFor(interruption), null)
}
const forceEnd = error => {
const {exitCode} = fail(error)
host.process?.exit(exitCode)
}
host.process?.onFault(error => {
if (interruption === null) forceEnd(error)
})
host.process?.onSignal(signal => {
if (interruption) return forceEnd(interrupted())
interruption = signal
log.notice('Interrupted: ending what is under way; the next tick goes on.')
stop.abort(interrupted())
patience = setTimeout(() => forceEnd(interrupted()), INTERRUPTED_PATIENCE)
})
const work = async () => {
log.info(`Sluice ${spec.name}`)
await sinks.open()
hideProxyPasswords(environment, redactor)
const inputs = readInputs(spec.inputs, runtime)
if (environment.onRunner && !environment.hasOutputFile) log.notice('This runner offers no file for outputs (GITHUB_OUTPUT); later steps will not see any.')
const {decision, reason, message, outputs = {}, details = {}, summary, failed = false} = await gate(inputs, runtime)
const written = summary === undefined ? null : checkSummary(summary, redactor, log)
const end = conclude({decision, reason, message, outputs, details}, failed ? 1 : 0, written)
if (failed) log.error(message ?? `${spec.name}: ${decision} (${reason})`)
else log.info(message ?? `${spec.name}: ${decision} (${reason})`)
if (written !== null) await sinks.writeSummary(written).catch(() => log.warning('The summary could not be written.'))
return end
}
const end = await work().catch(fail)
if (!interruption) await finish()
await close()
clearTimeout(patience)
host.process?.release()
host.process?.setExitCode(end.exitCode)
if (interruption) host.process?.exit(end.exitCode)
else host.process?.exitIfIdle(end.exitCode, IDLE_PATIENCE)
return end
}
const openRuntime = (host, signal) => {
const environment = (0, kit_environment.Q)(host.variables)
const sinks = host.sinks(environment)
const redactor = createRedactor({maskWith: sinks.mask, warn: message => log.warning(message)})
const log = createLogger({
redact: redactor.redact,
write: host.write,
commands: environment.onRunner,
debug: environment.debug,
colour: !environment.noColour && !environment.onRunner && process.stdout.isTTY === true
})
const clients = []
const last = []
const http = options => {
const client = host.http?.(options) ?? (0, kit_http.V)({debug: log.debug, ...options, signal, proxies: environment.proxies})
clients.push(client)
return client
}
const secret = name => {
const written = environment.variable(name) ?? ''
redactor.registerSecret(name, written)
return written.trim() || undefined
}
const exec = host.exec ?? createExec({environment, redactor, signal})
const atEnd = work => last.push(work)
const runtime = {
log,
redactor,
environment,
signal,
http,
exec,
now: host.now,
surroundings: host.surroundings,
secret,
atEnd
}
const finish = async () => {
for (const work of last) await work().catch(() => log.warning('What was to be done at the end could not be done.'))
}
const close = async () => {
await Promise.all(clients.map(client => client.close().catch(() => {})))
}
return {runtime, sinks, finish, close}
}
const hideProxyPasswords = ({proxies}, redactor) => {
for (const uri of [proxies.http, proxies.https]) {
if (URL.canParse(uri) && new URL(uri).password !== '') redactor.registerSecret('the proxy', new URL(uri).password)
}
}
const interrupted = () => new errors.mZ({provider: 'sluice', message: 'interrupted', retryable: true, code: 'interrupted'})
const exitCodeFor = interruption => {
if (interruption === null) return 1
return interruption === 'SIGINT' ? 130 : 143
}
},
493: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Jt: () => flag,
Qq: () => text,
nU: () => isSecretField,
p0: () => duration,
p_: () => list,
rJ: () => secret,
yL: () => oneOf
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8532)
var _grammar_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3355)
const kinds = new WeakMap()
const of = (kind, field) => {
kinds.set(field, kind)
return field
}
const fieldKind = field => {
const known = kinds.get(field)
if (known) return known
const {innerType, in: source} = field._zod.def
const inner = innerType ?? source
return inner === undefined ? 'text' : fieldKind(inner)
}
const isSecretField = field => fieldKind(field) === 'secret'
const isOptionalField = field => z.safeParse(field, undefined).success
const CONTROL = /[\x00-\x1f\x7f]/
const text = ({max = 4096} = {}) =>
of(
'text',
zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.max(max, `must have at most ${max} characters`)
.refine(value => !CONTROL.test(value), 'must be one line without control characters')
)
const lines = () => of('text', z.string().max(65_536, 'must have at most 65536 characters'))
const FLAGS = {
true: true,
True: true,
TRUE: true,
false: false,
False: false,
FALSE: false
}
const flag = () =>
of(
'flag',
zod__WEBPACK_IMPORTED_MODULE_1__.YjP().transform((value, context) => {
const known = Object.hasOwn(FLAGS, value) ? FLAGS[value] : undefined
if (known !== undefined) return known
context.addIssue({code: 'custom', message: 'must be true or false'})
return zod__WEBPACK_IMPORTED_MODULE_2__.tm
})
)
const list = ({max = 100} = {}) =>
of(
'list',
zod__WEBPACK_IMPORTED_MODULE_1__.YjP().transform((value, context) => {
const items = value.split(/\r?\n/).flatMap(line => (line.trim() === '' ? [] : [line.trim()]))
if (items.length > max) context.addIssue({code: 'custom', message: `must have at most ${max} lines`})
if (items.some(item => CONTROL.test(item))) context.addIssue({code: 'custom', message: 'must not hold control characters'})
return items
})
)
const read = (kind, parse) =>
of(
kind,
zod__WEBPACK_IMPORTED_MODULE_1__.YjP().transform((value, context) => {
const reading = parse(value)
if (reading.ok) return reading.value
context.addIssue({code: 'custom', message: `must be ${reading.fix}`})
return zod__WEBPACK_IMPORTED_MODULE_2__.tm
})
)
const duration = () => read('duration', _grammar_js__WEBPACK_IMPORTED_MODULE_0__.E9)
const percent = () => read('percent', value => parsePercent(value))
const secret = ({lines: several = false} = {}) =>
of(
'secret',
zod__WEBPACK_IMPORTED_MODULE_1__.YjP().superRefine((value, context) => {
const foreign = several ? /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/ : CONTROL
if (foreign.test(value))
context.addIssue({
code: 'custom',
message: `holds ${several ? 'a control character' : 'a line break or control character'}; store the secret again without it`
})
})
)
const oneOf = words => of('choice', zod__WEBPACK_IMPORTED_MODULE_1__.k5n(words, `must be one of ${words.join(', ')}`))
const httpsUrl = () =>
of(
'address',
z.string().superRefine((value, context) => {
const problem = addressProblem(value)
if (problem !== null) context.addIssue({code: 'custom', message: problem})
})
)
const addressProblem = value => {
if (value.length > 2048 || /\s/.test(value) || CONTROL.test(value) || !URL.canParse(value)) return 'must be an address such as https://example.com/health'
const url = new URL(value)
if (url.username !== '' || url.password !== '') return 'must not hold a user name or password'
return url.protocol === 'https:' ? null : 'must begin with https://'
}
}
}
