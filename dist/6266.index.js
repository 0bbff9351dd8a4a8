export const id = 6266
export const ids = [6266]
export const modules = {
4229: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Jj: () => refuseBlocked,
Ln: () => blockedAddress,
Xj: () => blockedHost,
fY: () => blockedError,
nz: () => BLOCKED_CODE,
rN: () => guardedLookup,
rx: () => guardedHost
})
var node_dns__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(610)
var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7030)
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
const list = new node_net__WEBPACK_IMPORTED_MODULE_1__.BlockList()
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
if ((0, node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(host) !== 0) return blockedAddress(host, guard)
if (METADATA_NAMES.test(host)) return 'metadata'
return PRIVATE_NAMES.test(host) && guard.allowPrivate !== true ? 'private' : null
}
const blockedAddress = (address, {allowPrivate = false}) => {
const bare = address.replace(/%.*$/, '')
const version = (0, node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(bare)
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
const guardedHost = (hostname, guard) => {
if (!guard) return {}
if (blockedHost(hostname, guard) !== null) throw blockedError()
return {lookup: guardedLookup(guard, node_dns__WEBPACK_IMPORTED_MODULE_0__.lookup)}
}
const refuseBlocked = async (hostname, guard) => {
const {lookup} = guardedHost(hostname, guard)
const host = hostname.replace(/^\[(.+)\]$/, '$1')
if ((0, node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(host) !== 0) return
await new Promise((resolve, reject) => {
lookup?.(host, {all: true}, error => (error?.code === BLOCKED_CODE ? reject(error) : resolve()))
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
}
}
