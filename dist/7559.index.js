export const id = 7559
export const ids = [7559]
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
2453: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
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
const percent = [encodeURIComponent(whole), strictPercent(whole), userinfo(whole), secret_forms_form(whole)]
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
const strictPercent = value => encodeURIComponent(value).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
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
var external_node_os_ = __webpack_require__(8161)
const CHILD_ALLOWED = [
'PATH',
'HOME',
'USER',
'LANG',
'LC_ALL',
'TZ',
'TMPDIR',
'TEMP',
'TMP',
'RUNNER_TEMP',
'RUNNER_TOOL_CACHE',
'CI',
'NO_COLOR',
'SSL_CERT_FILE',
'SSL_CERT_DIR',
'NODE_EXTRA_CA_CERTS',
'HTTP_PROXY',
'HTTPS_PROXY',
'NO_PROXY',
'http_proxy',
'https_proxy',
'no_proxy',
'XDG_CONFIG_HOME',
'XDG_CACHE_HOME',
'XDG_DATA_HOME',
'SystemRoot',
'SYSTEMROOT',
'ComSpec',
'PATHEXT',
'USERPROFILE',
'APPDATA',
'LOCALAPPDATA',
'PROGRAMDATA',
'windir'
]
const CHILD_REFUSED = /^(?:ACTIONS_.*|INPUT_.*|STATE_.*|GITHUB_.*|GH_TOKEN|RUNNER_TRACKING_ID|NODE_OPTIONS|LD_PRELOAD|LD_LIBRARY_PATH|DYLD_.*|BASH_ENV|ENV)$/i
const VARIABLE_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/
const readEnvironment = (variables = process.env) => {
const fact = name => variables[name]?.trim() ?? ''
return {
onRunner: fact('GITHUB_ACTIONS') === 'true',
debug: fact('RUNNER_DEBUG') === '1',
noColour: (variables.NO_COLOR ?? '') !== '',
apiUrl: withoutSlash(fact('GITHUB_API_URL') || 'https://api.github.com'),
serverUrl: withoutSlash(fact('GITHUB_SERVER_URL') || 'https://github.com'),
repository: fact('GITHUB_REPOSITORY'),
runId: fact('GITHUB_RUN_ID'),
runAttempt: /^[1-9]\d{0,5}$/.test(fact('GITHUB_RUN_ATTEMPT')) ? Number(fact('GITHUB_RUN_ATTEMPT')) : 1,
sha: fact('GITHUB_SHA'),
ref: fact('GITHUB_REF'),
eventName: fact('GITHUB_EVENT_NAME'),
eventPath: fact('GITHUB_EVENT_PATH'),
workspace: fact('GITHUB_WORKSPACE') || process.cwd(),
actor: fact('GITHUB_ACTOR'),
job: fact('GITHUB_JOB'),
workflowRef: fact('GITHUB_WORKFLOW_REF'),
temp: fact('RUNNER_TEMP') || (0, external_node_os_.tmpdir)(),
hasOutputFile: fact('GITHUB_OUTPUT') !== '',
hasSummaryFile: fact('GITHUB_STEP_SUMMARY') !== '',
proxies: {
http: fact('http_proxy') || fact('HTTP_PROXY'),
https: fact('https_proxy') || fact('HTTPS_PROXY'),
none: fact('no_proxy') || fact('NO_PROXY')
},
input: name => fact(inputVariable(name)) || undefined,
inputNames: () =>
Object.keys(variables)
.filter(name => name.startsWith('INPUT_') && fact(name) !== '')
.map(name => name.slice('INPUT_'.length)),
variable: name => variables[name],
childVariables: wish => childVariables(variables, wish)
}
}
const inputVariable = name => `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`
const withoutSlash = url => url.replace(/\/{1,16}$/, '')
const childVariables = (variables, {pass = [], set = {}} = {}) => {
const refused = [...pass, ...Object.keys(set)].filter(name => CHILD_REFUSED.test(name) || !VARIABLE_NAME.test(name))
if (refused.length > 0) {
throw new errors.xL(
refused.map(name => ({
message: `the variable ${VARIABLE_NAME.test(name) ? name : 'name'} is never handed to a child process`,
fix: 'a name of our own choosing, with only letters, digits and underscores'
}))
)
}
const handed = [...CHILD_ALLOWED, ...pass].flatMap(name => {
const value = variables[name]
return value === undefined ? [] : [[name, value]]
})
return {...Object.fromEntries(handed), ...set}
}
var fields = __webpack_require__(493)
const readInputs = (shape, {environment, redactor, log}) => {
const values = {}
for (const [name, field] of Object.entries(shape)) {
const value = environment.input(name)
if (value === undefined) continue
values[name] = value
if (!(0, fields.nU)(field)) continue
const written = environment.variable(inputVariable(name)) ?? ''
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
const variables = new Set(known.map(name => inputVariable(name).slice('INPUT_'.length)))
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
const realHost = () => ({
variables: process.env,
write: line => process.stdout.write(`${line}\n`),
sinks: runnerSinks,
process: processHooks(),
now: Date.now
})
const runnerSinks = environment => {
let core = null
return {
open: async () => {
const {onRunner, hasOutputFile, hasSummaryFile} = environment
if (onRunner || hasOutputFile || hasSummaryFile) core = await Promise.all([__webpack_require__.e(6752), __webpack_require__.e(1260), __webpack_require__.e(7264)]).then(__webpack_require__.bind(__webpack_require__, 7264))
},
mask: form => {
if (environment.onRunner) core?.setSecret(form)
},
setOutput: (name, value) => {
if (environment.hasOutputFile) core?.setOutput(name, value)
},
writeSummary: async markdown => {
if (environment.hasSummaryFile) await core?.summary.addRaw(markdown, true).write()
}
}
}
const processHooks = () => {
const releases = []
const on = (event, listener) => {
process.on(event, listener)
releases.push(() => process.off(event, listener))
}
return {
onSignal: listener => {
on('SIGINT', () => listener('SIGINT'))
on('SIGTERM', () => listener('SIGTERM'))
},
onFault: listener => {
on('uncaughtException', listener)
on('unhandledRejection', listener)
on('beforeExit', () => listener(new Error('the work stopped without an end')))
},
release: () => {
for (const release of releases.splice(0)) release()
},
setExitCode: code => {
process.exitCode = code
},
exit: code => {
process.exitCode = code
process.stdout.write('', () => process.exit(code))
},
exitIfIdle: (code, milliseconds) => {
setTimeout(() => process.exit(code), milliseconds).unref()
}
}
}
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
run: given => runAction(spec, declaration.run, given ? {...realHost(), process: null, ...given} : realHost())
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
const environment = readEnvironment(host.variables)
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
7463: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
BJ: () => describeProblem,
mZ: () => ProviderError,
xL: () => ConfigError
})
class ConfigError extends Error {
problems
constructor(problems) {
const all = Array.isArray(problems) ? problems : [problems]
super(all.map(describeProblem).join('\n'))
this.name = 'ConfigError'
this.problems = all
}
}
class ProviderError extends Error {
provider
retryable
status
effect
code
requestId
retryAfter
constructor(failure) {
super(failure.message, failure.cause === undefined ? undefined : {cause: failure.cause})
this.name = 'ProviderError'
this.provider = failure.provider
this.retryable = failure.retryable
this.status = failure.status
this.effect = failure.effect ?? 'none'
this.code = failure.code
this.requestId = failure.requestId
this.retryAfter = failure.retryAfter
}
}
const describeProblem = ({at, message, fix, docs}) => [at ? `${at}: ${message}` : message, fix && `  write: ${fix}`, docs && `  see: docs/${docs}`].filter(Boolean).join('\n')
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
},
3355: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
B2: () => SCHEDULE_PATTERN,
Cb: () => parseLatency,
Cq: () => DURATION_PATTERN,
DC: () => formatSchedule,
E9: () => parseDuration,
FT: () => PERCENT_PATTERN,
Qk: () => LONGEST_DURATION,
RQ: () => BYTES_PATTERN,
TL: () => quoted,
YL: () => formatLatency,
Zk: () => nextOccurrence,
a3: () => formatDuration,
cH: () => LATENCY_PATTERN,
l9: () => formatPercent,
lo: () => parsePercent,
nP: () => parseSchedule,
z3: () => formatBytes,
z_: () => parseBytes
})
var _zones_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8393)
const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const LONGEST_DURATION = 90 * DAY
const LONGEST_LATENCY = 10 * MINUTE
const LARGEST_SIZE = 1024 ** 4
const ok = value => ({ok: true, value})
const refused = (text, what, fix) => ({
ok: false,
message: `${quoted(text)} is not ${what}`,
fix
})
const quoted = value => {
if (value === null || value === undefined) return 'nothing'
if (Array.isArray(value)) return 'a list'
if (typeof value === 'object') return 'a mapping'
if (typeof value !== 'string') return String(value)
const short = value.length > 40 ? `${value.slice(0, 39)}…` : value
return JSON.stringify(short).replace(/[^\x20-\x7e…]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
const DURATION_UNITS = [
['d', DAY],
['h', HOUR],
['m', MINUTE],
['s', SECOND]
]
const DURATION_PATTERN = '^(?=.)(\\d{1,7}d)?(\\d{1,7}h)?(\\d{1,7}m)?(\\d{1,7}s)?$'
const DURATION = new RegExp(DURATION_PATTERN)
const parseDuration = text => {
const fix = 'a duration such as 30s, 10m, 2h30m or 7d, at most 90d'
const match = typeof text === 'string' ? DURATION.exec(text) : null
if (!match) return refused(text, 'a duration', fix)
let total = 0
for (const [index, [, size]] of DURATION_UNITS.entries()) {
const digits = match[index + 1]?.slice(0, -1) ?? '0'
if (digits.length > 1 && digits.startsWith('0')) return refused(text, 'a duration', fix)
total += Number(digits) * size
}
if (total > LONGEST_DURATION) return refused(text, 'within 90d', fix)
return ok(total)
}
const formatDuration = milliseconds => {
let rest = Math.max(0, Math.ceil(milliseconds / SECOND)) * SECOND
let text = ''
for (const [unit, size] of DURATION_UNITS) {
const count = Math.floor(rest / size)
if (count > 0) text += `${count}${unit}`
rest -= count * size
}
return text || '0s'
}
const LATENCY_PATTERN = '^[1-9]\\d{0,5}(ms|s)$'
const LATENCY = /^([1-9]\d{0,5})(ms|s)$/
const parseLatency = text => {
const fix = 'a latency such as 500ms or 2s, at most 600s'
const match = typeof text === 'string' ? LATENCY.exec(text) : null
if (!match) return refused(text, 'a latency', fix)
const value = Number(match[1]) * (match[2] === 's' ? SECOND : 1)
return value > LONGEST_LATENCY ? refused(text, 'within 600s', fix) : ok(value)
}
const formatLatency = milliseconds => (milliseconds % SECOND === 0 ? `${milliseconds / SECOND}s` : `${milliseconds}ms`)
const PERCENT_PATTERN = '^(0|[1-9]\\d{0,3})(\\.\\d{1,4})?%$'
const PERCENT = new RegExp(PERCENT_PATTERN)
const parsePercent = (text, max = 100) => {
const fix = `a percentage such as 10% or 0.5%, from 0% to ${max}%`
if (typeof text !== 'string' || !PERCENT.test(text)) return refused(text, 'a percentage', fix)
const value = Number(text.slice(0, -1))
return value > max ? refused(text, `within 0% to ${max}%`, fix) : ok(value)
}
const formatPercent = percent => `${Number(percent.toFixed(4))}%`
const BYTE_UNITS = [
['GiB', 1024 ** 3],
['GB', 1000 ** 3],
['MiB', 1024 ** 2],
['MB', 1000 ** 2],
['KiB', 1024],
['KB', 1000],
['B', 1]
]
const BYTES_PATTERN = '^(0|[1-9]\\d{0,12})(B|KB|MB|GB|KiB|MiB|GiB)$'
const BYTES = new RegExp(BYTES_PATTERN)
const parseBytes = text => {
const fix = 'a size such as 512B, 16KB or 1MiB'
const match = typeof text === 'string' ? BYTES.exec(text) : null
if (!match) return refused(text, 'a byte size', fix)
const size = BYTE_UNITS.find(([unit]) => unit === match[2])?.[1] ?? 1
const value = Number(match[1]) * size
return value > LARGEST_SIZE ? refused(text, 'within 1024GiB', fix) : ok(value)
}
const formatBytes = bytes => {
const [unit, size] = BYTE_UNITS.find(([, each]) => bytes !== 0 && bytes % each === 0) ?? ['B', 1]
return `${bytes / size}${unit}`
}
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const SCHEDULE_PATTERN = '^((Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\\d|2[0-3]):[0-5]\\d (UTC|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$'
const SCHEDULE = /^(?:(Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?([01]\d|2[0-3]):([0-5]\d) (UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/
const parseSchedule = text => {
const fix = 'a time such as Mon 00:00 UTC, 09:00 America/New_York or Fri 17:30 Europe/London'
const match = typeof text === 'string' && text.length <= 64 ? SCHEDULE.exec(text) : null
if (!match) return refused(text, 'a time with its zone', fix)
const [, day, hour, minute, zone = ''] = match
const known = (0, _zones_js__WEBPACK_IMPORTED_MODULE_0__.a6)(zone)
if (known === null) return refused(zone, 'a time zone', fix)
if (known !== zone && known.toLowerCase() === zone.toLowerCase())
return {
ok: false,
message: `${quoted(zone)} is written ${known}`,
fix: text.replace(zone, known)
}
const weekday = day === undefined ? null : WEEKDAYS.indexOf(day)
return ok({weekday, minute: Number(hour) * 60 + Number(minute), zone})
}
const formatSchedule = ({weekday, minute, zone}) => {
const two = value => String(value).padStart(2, '0')
const day = weekday === null ? '' : `${WEEKDAYS[weekday]} `
return `${day}${two(Math.floor(minute / 60))}:${two(minute % 60)} ${zone}`
}
const nextOccurrence = (schedule, after) => {
const today = Math.floor((after + (0, _zones_js__WEBPACK_IMPORTED_MODULE_0__.bq)(schedule.zone, after)) / DAY)
for (let day = today - 1; ; day += 1) {
const weekday = new Date(day * DAY).getUTCDay()
if (schedule.weekday !== null && schedule.weekday !== weekday) continue
const moment = (0, _zones_js__WEBPACK_IMPORTED_MODULE_0__.Et)(schedule.zone, day * DAY + schedule.minute * MINUTE)
if (moment > after) return moment
}
}
},
4229: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Ln: () => blockedAddress,
Xj: () => blockedHost,
fY: () => blockedError,
nz: () => BLOCKED_CODE,
rN: () => guardedLookup
})
var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030)
const ALWAYS_V4 = [
['0.0.0.0', 8],
['169.254.0.0', 16],
['168.63.129.16', 32],
['192.0.0.0', 24],
['192.0.2.0', 24],
['198.51.100.0', 24],
['203.0.113.0', 24],
['224.0.0.0', 4],
['240.0.0.0', 4]
]
const ALWAYS_V6 = [
['fe80::', 10],
['fec0::', 10],
['ff00::', 8],
['fd00:ec2::', 32],
['100::', 64],
['2001:db8::', 32],
['64:ff9b::', 96],
['64:ff9b:1::', 48],
['2001::', 32],
['2002::', 16]
]
const PRIVATE_V4 = [
['10.0.0.0', 8],
['100.64.0.0', 10],
['127.0.0.0', 8],
['172.16.0.0', 12],
['192.168.0.0', 16],
['198.18.0.0', 15]
]
const PRIVATE_V6 = [
['::1', 128],
['fc00::', 7]
]
const COMPATIBLE = [['::', 96]]
const blockList = (v4, v6) => {
const list = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList()
for (const [address, prefix] of v4) list.addSubnet(address, prefix, 'ipv4')
for (const [address, prefix] of v6) list.addSubnet(address, prefix, 'ipv6')
return list
}
const always = blockList(ALWAYS_V4, ALWAYS_V6)
const privately = blockList(PRIVATE_V4, PRIVATE_V6)
const compatible = blockList([], COMPATIBLE)
const METADATA_NAMES = /^(?:metadata|metadata\.google\.internal|instance-data|instance-data\.ec2\.internal)$/
const PRIVATE_NAMES = /^(?:localhost|.+\.localhost|.+\.local|.+\.internal|.+\.home\.arpa)$/
const blockedHost = (hostname, guard) => {
const host = hostname
.toLowerCase()
.replace(/^\[(.+)\]$/, '$1')
.replace(/\.$/, '')
if ((0, node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== 0) return blockedAddress(host, guard)
if (METADATA_NAMES.test(host)) return 'metadata'
return PRIVATE_NAMES.test(host) && guard.allowPrivate !== true ? 'private' : null
}
const blockedAddress = (address, {allowPrivate = false}) => {
const bare = address.replace(/%.*$/, '')
const version = (0, node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(bare)
if (version === 0) return 'private'
const family = version === 4 ? 'ipv4' : 'ipv6'
if (always.check(bare, family)) return 'metadata'
if (privately.check(bare, family)) return allowPrivate ? null : 'private'
return version === 6 && compatible.check(bare, family) ? 'metadata' : null
}
const BLOCKED_CODE = 'SLUICE_BLOCKED_ADDRESS'
const blockedError = () => Object.assign(new Error('the address is not allowed'), {code: BLOCKED_CODE})
const guardedLookup = (guard, lookup) => (hostname, options, callback) => {
lookup(hostname, options, (error, found, family) => {
if (error) return callback(error, found, family)
const addresses = Array.isArray(found) ? found.map(({address}) => address) : [found]
if (addresses.some(address => blockedAddress(address, guard) !== null)) return callback(blockedError(), '', 0)
callback(null, found, family)
})
}
},
6266: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
V: () => createHttp
})
var promises_ = __webpack_require__(8500)
var errors = __webpack_require__(7463)
var http_address = __webpack_require__(4229)
class BodyError extends Error {
problem
constructor(problem) {
super(problem)
this.name = 'BodyError'
this.problem = problem
}
}
const decoderFor = async encoding => {
switch (encoding.trim().toLowerCase()) {
case '':
case 'identity':
return null
case 'gzip':
case 'x-gzip':
return (await Promise.resolve().then(__webpack_require__.t.bind(__webpack_require__, 8522, 19))).createGunzip()
case 'deflate':
return (await Promise.resolve().then(__webpack_require__.t.bind(__webpack_require__, 8522, 19))).createInflate()
case 'br':
return (await Promise.resolve().then(__webpack_require__.t.bind(__webpack_require__, 8522, 19))).createBrotliDecompress()
default:
throw new BodyError('unknown-encoding')
}
}
const readBody = async (body, {encoding, length, maxBytes}) => {
body.on('error', () => {})
try {
if (/^\d+$/.test(length) && Number(length) > maxBytes) throw new BodyError('too-large')
const decoder = await decoderFor(encoding)
if (!decoder) return await collect(body, maxBytes)
if (body.destroyed) throw body.errored ?? new Error('closed')
body.on('close', () => {
if (!body.readableEnded) decoder.destroy(body.errored ?? new Error('closed'))
})
return await collect(body.pipe(decoder), maxBytes)
} catch (error) {
body.destroy()
throw error
}
}
const collect = async (stream, maxBytes) => {
const chunks = []
let size = 0
for await (const chunk of stream) {
size += chunk.byteLength
if (size > maxBytes) throw new BodyError('too-large')
chunks.push(chunk)
}
return Buffer.concat(chunks)
}
const isRead = method => method === 'GET' || method === 'HEAD' || method === 'OPTIONS'
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504])
const isRateLimited = (status, headers) => status === 429 || (status === 403 && (headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0'))
const isPassing = (status, headers) => PASSING.has(status) || isRateLimited(status, headers)
const mayHaveTakenEffect = status => status >= 500 || status === 408
const askedWait = (headers, now) => {
const present = momentIn(headers.date) ?? now
const after = headers['retry-after']?.trim()
if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after) * 1000
const moment = momentIn(after)
if (moment !== null) return Math.max(0, moment - present)
const reset = headers['x-ratelimit-reset']
if (headers['x-ratelimit-remaining'] === '0' && reset !== undefined && /^\d{1,12}$/.test(reset)) return Math.max(0, Number(reset) * 1000 - present)
return null
}
const momentIn = text => {
if (text === undefined || !/^[A-Z][a-z]{2}/.test(text)) return null
const moment = Date.parse(text)
return Number.isNaN(moment) ? null : moment
}
const BASE_WAIT = 250
const LONGEST_WAIT = 10_000
const backoff = (attempt, random) => random * Math.min(LONGEST_WAIT, BASE_WAIT * 2 ** (attempt - 1))
const finding = (code, retryable, sent, says) => ({
code,
retryable,
sent,
says
})
const UNREACHED = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EAI_FAIL|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/
const UNTRUSTED = /^(?:CERT_.*|ERR_TLS_.*|ERR_SSL_.*|EPROTO|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|HOSTNAME_MISMATCH)$/
const codeOf = error => {
if (typeof error !== 'object' || error === null) return ''
if ('code' in error && typeof error.code === 'string') return error.code
return 'cause' in error ? codeOf(error.cause) : ''
}
const findingFor = error => {
if (error instanceof BodyError) return error.problem === 'too-large' ? finding('too-large', false, true, 'sent a larger body than allowed') : finding('invalid-answer', false, true, 'sent a body in an encoding that was not asked for')
const code = codeOf(error)
if (code === http_address.nz) return finding('blocked', false, false, 'leads to an address that is private or reserved; it was not connected to')
if (UNREACHED.test(code)) return finding('connection', true, false, `could not be reached (${code})`)
if (UNTRUSTED.test(code)) return finding('connection', false, false, `has no certificate that can be trusted (${code})`)
if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') return finding('too-large', false, true, 'sent larger headers than allowed')
if (error instanceof Error && error.name === 'HTTPParserError') return finding('invalid-answer', false, true, 'did not answer with valid HTTP')
if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_') || code.startsWith('ERR_BROTLI')) return finding('invalid-answer', false, true, 'sent a broken compressed body')
if (code === 'UND_ERR_INVALID_ARG') return finding('connection', false, false, 'could not be asked: invalid request')
return finding('connection', true, true, `lost the connection${code === '' ? '' : ` (${code})`}`)
}
const effectOf = (method, sent) => (sent && !isRead(method) ? 'unknown' : 'none')
const fail = ({provider, method, where}, found) =>
new errors.mZ({
provider,
message: `${provider}: ${method} ${where} ${found.says}`,
retryable: found.retryable,
effect: effectOf(method, found.sent),
code: found.code
})
const transportFailure = (subject, error) => (error instanceof errors.mZ ? error : fail(subject, findingFor(error)))
const timeoutFailure = (subject, milliseconds) => fail(subject, finding('timeout', true, true, `did not answer within ${milliseconds / 1000} s`))
const interruptedFailure = subject => fail(subject, finding('interrupted', true, true, 'was interrupted'))
const blockedFailure = (subject, says) => fail(subject, finding('blocked', false, true, says))
const answerFailure = (subject, says) => fail(subject, finding('invalid-answer', false, true, says))
const REQUEST_IDS = ['x-github-request-id', 'x-request-id', 'cf-ray', 'fly-request-id', 'x-vercel-id']
const requestIdIn = headers => REQUEST_IDS.map(name => headers[name]).find(id => id !== undefined && /^[\w.:=-]{1,128}$/.test(id))
const statusFailure = ({provider, method, where}, {status, headers, wait}) => {
const limited = isRateLimited(status, headers)
const requestId = requestIdIn(headers)
const patience = wait === null ? '' : `, asks to wait ${Math.ceil(wait / 1000)} s`
return new errors.mZ({
provider,
message: `${provider}: ${method} ${where} ${limited ? `is rate-limited (${status}${patience})` : `answered ${status}${patience}`}`,
retryable: isPassing(status, headers),
status,
effect: effectOf(method, mayHaveTakenEffect(status)),
code: limited ? 'rate-limited' : 'status',
...(requestId !== undefined && {requestId}),
...(wait !== null && {retryAfter: wait})
})
}
const withUnknownEffect = failure =>
new errors.mZ({
provider: failure.provider,
message: failure.message,
retryable: failure.retryable,
effect: 'unknown',
...(failure.status !== undefined && {status: failure.status}),
...(failure.code !== undefined && {code: failure.code}),
...(failure.requestId !== undefined && {requestId: failure.requestId}),
...(failure.retryAfter !== undefined && {retryAfter: failure.retryAfter})
})
const neverSent = ({provider, method, where}) =>
new errors.mZ({
provider,
message: `${provider}: ${method} ${where} was not sent: interrupted`,
retryable: true,
effect: 'none',
code: 'interrupted'
})
const MOST_REDIRECTS = 5
const HARMLESS = new Set(['accept', 'accept-encoding', 'accept-language', 'user-agent', 'range'])
const nextHop = (from, headers, location) => {
if (location === undefined || !URL.canParse(location, from.href)) return {refused: 'redirects to nowhere'}
const url = new URL(location, from.href)
if (url.protocol !== 'https:' && url.protocol !== 'http:') return {refused: 'redirects to a scheme that is not HTTP'}
if (url.username !== '' || url.password !== '') return {refused: 'redirects to an address with a user name'}
if (from.protocol === 'https:' && url.protocol === 'http:') return {refused: 'redirects from https to http'}
if (url.origin === from.origin) return {url, headers: {...headers}}
return {
url,
headers: Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name.toLowerCase())))
}
}
const isRedirect = status => [301, 302, 303, 307, 308].includes(status)
const attemptOnce = async (call, transport, context) => {
if (context.stop.aborted) throw neverSent(call.subject)
const began = context.now()
const limit = new AbortController()
const timer = setTimeout(() => limit.abort(), call.timeout)
try {
const answer = await travel(call, transport, AbortSignal.any([context.signal, limit.signal]))
const id = requestIdIn(answer.headers)
const took = Math.round(context.now() - began)
context.debug?.(`${call.method} ${call.subject.where} ${answer.status} ${took} ms${id ? ` ${id}` : ''}`)
if (call.accepts(answer.status)) return answer
const {status, headers} = answer
throw isRedirect(status) ? blockedFailure(call.subject, `answered with a redirect (${status}) that is not followed`) : statusFailure(call.subject, {status, headers, wait: askedWait(headers, context.now())})
} catch (error) {
if (error instanceof errors.mZ) throw error
if (context.stop.aborted) throw interruptedFailure(call.subject)
if (context.signal.aborted) throw timeoutFailure(call.subject, call.deadline)
if (limit.signal.aborted) throw timeoutFailure(call.subject, call.timeout)
throw transportFailure(call.subject, error)
} finally {
clearTimeout(timer)
}
}
const travel = async (call, transport, signal) => {
let {url, headers} = call
for (let hops = 0; ; hops += 1) {
const head = await transport.send({url, method: call.method, headers, body: call.body, signal})
const received = plainHeaders(head.headers)
if (!call.follow || !isRedirect(head.statusCode)) return takeIn(call, url, head, received)
head.body.on('error', () => {}).destroy()
if (hops === MOST_REDIRECTS) throw blockedFailure(call.subject, `redirects more than ${MOST_REDIRECTS} times`)
const next = nextHop(url, headers, received.location)
if ('refused' in next) throw blockedFailure(call.subject, next.refused)
if (call.guard && (0, http_address.Xj)(next.url.hostname, call.guard)) throw Object.assign(new Error('redirected'), {code: http_address.nz})
url = next.url
headers = next.headers
}
}
const takeIn = async (call, url, head, headers) => {
const body = await readBody(head.body, {
encoding: call.method === 'HEAD' ? '' : (headers['content-encoding'] ?? ''),
length: call.method === 'HEAD' ? '' : (headers['content-length'] ?? ''),
maxBytes: call.maxBytes
})
const text = () => Buffer.from(body).toString('utf8')
return {
status: head.statusCode,
headers,
body,
url: url.href,
text,
json: schema => parse(call, text(), schema)
}
}
const plainHeaders = headers => Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]])))
const parse = ({subject}, text, schema) => {
let value
try {
value = JSON.parse(text)
} catch {
throw answerFailure(subject, 'did not answer with JSON')
}
const result = schema.safeParse(value)
if (result.success) return result.data
const places = result.error.issues.slice(0, 3).map(({path, code}) => `${path.map(String).join('.') || 'the whole'} (${code})`)
throw answerFailure(subject, `answered with an unexpected shape at ${places.join(', ')}`)
}
const ATTEMPT_TIMEOUT = 15_000
const DEADLINE = 60_000
const MAX_BYTES = 1024 * 1024
const ATTEMPTS = 4
const prepare = (wish, options) => {
const method = wish.method ?? 'GET'
const url = addressOf(wish, options)
const repeats = wish.retry === 'safe' || (wish.retry !== 'never' && isRead(method))
return {
subject: {provider: options.provider, method, where: url.host + url.pathname},
url,
method,
headers: headersOf(wish, options),
body: wish.json === undefined ? wish.body : JSON.stringify(wish.json),
timeout: wish.timeout ?? ATTEMPT_TIMEOUT,
deadline: wish.deadline ?? DEADLINE,
maxBytes: wish.maxBytes ?? MAX_BYTES,
attempts: repeats ? (wish.attempts ?? ATTEMPTS) : 1,
follow: (method === 'GET' || method === 'HEAD') && wish.redirect !== 'answer',
accepts: acceptance(wish.accept ?? 'success'),
guard: options.guard
}
}
const acceptance = accept => {
if (accept === 'any') return () => true
if (accept === 'success') return status => status >= 200 && status <= 299
return status => accept.includes(status)
}
const addressOf = ({url: written, query = {}}, {provider, guard}) => {
const refuse = (message, fix) => new errors.xL({message: `${provider}: ${message}`, ...(fix !== undefined && {fix})})
if (!URL.canParse(String(written))) throw refuse('the address is not a valid URL', 'https://host/path')
const url = new URL(String(written))
if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse('the address must begin with https://')
if (url.username !== '' || url.password !== '') throw refuse('the address holds a user name or password', 'the credential as a secret of its own')
const blocked = guard && (0, http_address.Xj)(url.hostname, guard)
if (blocked === 'metadata') throw refuse('the address is reserved or serves metadata of the machine')
if (blocked === 'private') throw refuse('the address is private', 'a public address, or allow-private-network: true')
for (const [name, value] of Object.entries(query)) {
if (value === undefined) continue
for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one))
}
return url
}
const headersOf = ({headers = {}, json}, {provider, userAgent}) => {
const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
const broken = own.filter(([name, value]) => !/^[!#$%&'*+.^`|~\w-]+$/.test(name) || /[^\t\x20-\x7e\x80-\xff]/.test(value))
if (broken.length > 0) {
throw new errors.xL(
broken.map(([name]) => ({
message: `${provider}: the header ${/^[\w-]{1,64}$/.test(name) ? name : 'name'} holds a character that is not allowed in headers`,
fix: 'the value on one line; look for a line break inside a token'
}))
)
}
return {
'user-agent': userAgent ?? 'sluice',
accept: '*/*',
'accept-encoding': 'identity',
...(json !== undefined && {'content-type': 'application/json'}),
...Object.fromEntries(own)
}
}
const createHttp = options => {
const now = options.now ?? (() => performance.timeOrigin + performance.now())
const random = options.random ?? Math.random
const sleep = options.sleep ?? ((wait, signal) => (0, promises_.setTimeout)(wait, undefined, {signal}))
let transport
const connect = () => {
transport ??= Promise.all([__webpack_require__.e(6752), __webpack_require__.e(7124)])
.then(__webpack_require__.bind(__webpack_require__, 7124))
.then(({openTransport}) => openTransport(options))
return transport
}
const request = async wish => {
const call = prepare(wish, options)
const deadlineAt = now() + call.deadline
const deadline = new AbortController()
const timer = setTimeout(() => deadline.abort(), call.deadline)
const stop = AbortSignal.any([options.signal, wish.signal].filter(signal => signal !== undefined))
const signal = AbortSignal.any([stop, deadline.signal])
try {
const send = await connect()
return await persist(call, {
attempt: () => attemptOnce(call, send, {stop, signal, now, debug: options.debug}),
pause: async (wait, failure) => {
if (now() + wait > deadlineAt) throw failure
await sleep(wait, signal).catch(() => {
throw stop.aborted ? interruptedFailure(call.subject) : failure
})
},
random
})
} finally {
clearTimeout(timer)
}
}
const close = async () => {
const open = transport
transport = undefined
await (await open?.catch(() => undefined))?.close()
}
return {request, close}
}
const persist = async (call, {attempt, pause, random}) => {
let unknown = false
for (let count = 1; ; count += 1) {
try {
return await attempt()
} catch (error) {
if (!(error instanceof errors.mZ)) throw error
unknown ||= error.effect === 'unknown'
const failure = unknown ? withUnknownEffect(error) : error
if (!error.retryable || error.code === 'interrupted' || count >= call.attempts) throw failure
await pause(Math.max(error.retryAfter ?? 0, backoff(count, random())), failure)
}
}
}
},
1299: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
ES: () => wellFormed,
Fq: () => inertLine,
jJ: () => shortenBytes,
ml: () => shorten,
tJ: () => inert
})
const ANSI = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n\r]{0,4096}(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]?|\x1b[ -/]{0,16}[0-~]?/g
const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu
const COMMAND_START = /^([^\S\n]*):(?=:)/gm
const inert = text => wellFormed(text).replace(ANSI, '').replace(LINE_ENDS, '\n').replace(CONTROLS, '').replace(INVISIBLE, '').replaceAll('##[', '## [').replace(COMMAND_START, '$1: ')
const wellFormed = text => text.replace(/\p{Surrogate}/gu, '\ufffd')
const inertLine = text => inert(inert(text).replace(/\s+/g, ' ').trim())
const shorten = (text, max) => {
if (text.length <= max) return text
const cut = text.slice(0, Math.max(0, max - 1))
return `${endsInHalfCharacter(cut) ? cut.slice(0, -1) : cut}…`
}
const shortenBytes = (text, max, ending = '') => {
if (Buffer.byteLength(text) <= max) return text
const bytes = Buffer.from(text)
let end = Math.max(0, max - Buffer.byteLength(ending))
while (end > 0 && isContinuation(bytes[end])) end -= 1
return bytes.subarray(0, end).toString() + ending
}
const endsInHalfCharacter = text => /[\ud800-\udbff]$/.test(text)
const isContinuation = byte => byte !== undefined && (byte & 0xc0) === 0x80
const SEAM = '\u200b'
const inertMarkdown = text =>
inertLine(text)
.replace(/@(?=[\p{L}\p{N}_-])/gu, `@${SEAM}`)
.replace(/#(?=\d)/g, `#${SEAM}`)
.replace(/\b(GH)-(?=\d)/gi, `$1${SEAM}-`)
.replace(/:(?=\/\/)/g, `:${SEAM}`)
.replace(/\b(www)\./gi, `$1${SEAM}.`)
.replace(/\b(mailto|xmpp):/gi, `$1${SEAM}:`)
.replace(/[\\`*_~[\]|!]/g, '\\$&')
.replace(/^[-+#=]/, '\\$&')
.replace(/^(\d{1,9})([.)])/, '$1\\$2')
.replaceAll('&', '&amp;')
.replaceAll('<', '&lt;')
.replaceAll('>', '&gt;')
.replaceAll('$', '&#36;')
.replaceAll(SEAM, '&#8203;')
const codeSpan = text => {
const line = inertLine(text)
if (line === '') return ''
const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(run => run.length))
const fence = '`'.repeat(longest + 1)
const space = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
return `${fence}${space}${line.replaceAll('|', '\\|')}${space}${fence}`
}
},
8393: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Et: () => momentOf,
a6: () => zoneName,
bq: () => aheadAt
})
const SECOND = 1000
const DAY = 86_400_000
const zoneName = zone => {
try {
return new Intl.DateTimeFormat('en-US', {timeZone: zone}).resolvedOptions().timeZone
} catch {
return null
}
}
const clocks = new Map()
const clockOf = zone => {
const known = clocks.get(zone)
if (known) return known
const clock = new Intl.DateTimeFormat('en-US', {
timeZone: zone,
hourCycle: 'h23',
year: 'numeric',
month: 'numeric',
day: 'numeric',
hour: 'numeric',
minute: 'numeric',
second: 'numeric'
})
clocks.set(zone, clock)
return clock
}
const aheadAt = (zone, moment) => {
const whole = Math.floor(moment / SECOND) * SECOND
const parts = {}
for (const {type, value} of clockOf(zone).formatToParts(whole)) parts[type] = Number(value)
const {year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0} = parts
return Date.UTC(year, month - 1, day, hour, minute, second) - whole
}
const momentOf = (zone, wall) => {
const before = wall - aheadAt(zone, wall - DAY)
const after = wall - aheadAt(zone, wall + DAY)
const real = [before, after].filter(moment => moment + aheadAt(zone, moment) === wall)
return real.length > 0 ? Math.min(...real) : before
}
}
}
