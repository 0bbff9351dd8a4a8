export const id = 7235
export const ids = [7235]
export const modules = {
4688: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
u: () => requestIdentity
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const answerShape = zod__WEBPACK_IMPORTED_MODULE_1__.Ikc({value: zod__WEBPACK_IMPORTED_MODULE_1__.YjP().min(1).max(20_000)})
const requestIdentity = async ({variable}, http, audience) => {
const url = variable('ACTIONS_ID_TOKEN_REQUEST_URL')?.trim()
const token = variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')?.trim()
if (!url || !token || !URL.canParse(url))
throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: 'this job cannot ask GitHub who it is',
at: 'permissions',
fix: 'id-token: write below permissions: of the job, and of the job that calls a reusable workflow',
docs: 'platforms/cloud-run.md#credentials'
})
const answer = await http.request({
url,
query: {audience},
headers: {authorization: `Bearer ${token}`}
})
return answer.json(answerShape).value
}
},
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
6264: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
z: () => dial
})
var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455)
var node_net__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7030)
var node_tls__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1692)
var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7463)
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
const dial = async (address, signal) => {
const ca = await authorities(address)
const socket = (0, node_net__WEBPACK_IMPORTED_MODULE_1__.createConnection)({host: address.host, port: address.port})
socket.setNoDelay(true)
const stop = () => void socket.destroy(new Error('stopped'))
signal.addEventListener('abort', stop, {once: true})
try {
if (signal.aborted) throw unreachable('the attempt was stopped')
await happens(socket, 'connect')
if (address.ssl === 'disable') return socket
return (await offersTls(socket)) ? await encrypt(socket, address, ca, signal) : plain(socket, address)
} catch (error) {
socket.destroy()
throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__.xL || error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__.mZ ? error : unreachable(reasonOf(error))
} finally {
signal.removeEventListener('abort', stop)
}
}
const authorities = async ({ssl, rootCertificate}) => {
if (rootCertificate === null || (ssl !== 'verify-ca' && ssl !== 'verify-full')) return undefined
const file = await (0, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(rootCertificate, 'utf8').catch(() => undefined)
if (file !== undefined) return [...node_tls__WEBPACK_IMPORTED_MODULE_2__.rootCertificates, file]
const fix = 'put the certificate into the repository and name its path, or write sslrootcert=system'
throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__.xL({message: 'the file that sslrootcert names cannot be read', fix})
}
const happens = (socket, event) =>
new Promise((done, fail) => {
const closed = () => fail(new Error('closed'))
socket.once(event, () => {
socket.off('error', fail)
socket.off('close', closed)
done()
})
socket.once('error', fail)
socket.once('close', closed)
})
const offersTls = socket =>
new Promise((done, fail) => {
const closed = () => fail(new Error('closed'))
socket.once('error', fail)
socket.once('close', closed)
socket.once('data', answer => {
socket.pause()
socket.off('error', fail)
socket.off('close', closed)
if (answer.length === 1 && (answer[0] === 0x53 || answer[0] === 0x4e)) done(answer[0] === 0x53)
else fail(new Error('unexpected answer'))
})
socket.write(SSL_REQUEST)
})
const plain = (socket, {ssl}) => {
if (ssl === 'prefer') return socket.resume()
const fix = 'turn TLS on at the server, or write sslmode=disable where the whole way is trusted'
throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__.xL({message: `the server offers no encryption, and sslmode is ${ssl}`, fix})
}
const encrypt = async (socket, address, ca, signal) => {
const secure = (0, node_tls__WEBPACK_IMPORTED_MODULE_2__.connect)({socket, ...tlsOptions(address), ...(ca && {ca})})
const stop = () => void secure.destroy(new Error('stopped'))
signal.addEventListener('abort', stop, {once: true})
try {
await happens(secure, 'secureConnect')
return secure
} catch (error) {
secure.destroy()
throw isCertificateError(error) ? untrusted() : error
} finally {
signal.removeEventListener('abort', stop)
}
}
const tlsOptions = ({host, ssl}) => ({
...((0, node_net__WEBPACK_IMPORTED_MODULE_1__.isIP)(host) === 0 && {servername: host}),
host,
rejectUnauthorized: ssl === 'verify-ca' || ssl === 'verify-full',
...(ssl === 'verify-ca' && {checkServerIdentity: () => undefined})
})
const isCertificateError = error => /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(codeOf(error))
const untrusted = () =>
new _errors_js__WEBPACK_IMPORTED_MODULE_3__.xL({
message: 'the certificate of the database server is not trusted, or is for another host, and sslmode asks for a good one',
fix: 'add sslrootcert=<path of the authority certificate in the repository> to the connection string'
})
const codeOf = error => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')
const reasonOf = error =>
({
ECONNREFUSED: 'the connection was refused',
ENOTFOUND: 'the host name is not known',
EAI_AGAIN: 'the host name could not be looked up',
ETIMEDOUT: 'nothing answered in time',
EHOSTUNREACH: 'there is no way to the host',
ENETUNREACH: 'there is no way to the host (is it reachable by IPv6 only?)',
ECONNRESET: 'the connection was cut'
})[codeOf(error)] ?? 'the connection broke off'
const unreachable = reason =>
new _errors_js__WEBPACK_IMPORTED_MODULE_3__.mZ({
provider: 'postgres',
message: `cannot reach the database: ${reason}`,
retryable: true
})
},
6407: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
N: () => driverOptions,
s: () => CONNECT_MS
})
const CONNECT_MS = 15_000
const driverOptions = (address, socket, connection) => ({
host: address.host,
port: address.port,
database: address.database,
user: address.user,
password: () => address.password,
ssl: false,
sslnegotiation: null,
socket,
max: 1,
max_lifetime: null,
idle_timeout: 0,
connect_timeout: CONNECT_MS / 1000,
max_pipeline: 1,
keep_alive: 30,
backoff: () => 0,
prepare: false,
fetch_types: false,
debug: false,
publications: 'none',
onnotice: () => {},
connection
})
},
357: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
p: () => parseDsn
})
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const FORM = 'postgresql://<user>:<password>@<host>:5432/<database>'
const parseDsn = (dsn, {secretName, without, docs, oneSession}) => {
const at = `secret ${secretName}`
const refuse = (message, fix) => new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({at, message, fix, docs})
const text = dsn.trim()
if (text === '') throw refuse(`is empty or missing; ${without}`, `set it to ${FORM}`)
if (/\s/.test(text)) throw refuse('holds white space inside', `write it on one line, in the form ${FORM}`)
if (!/^postgres(ql)?:\/\//.test(text)) throw refuse('is not a PostgreSQL connection string', `write ${FORM}`)
const url = URL.parse(text)
const parts = url && decoded(url)
if (!url || !parts) {
throw refuse('cannot be read', `write ${FORM}, with one host, and percent-encode special characters of the password`)
}
const problems = problemsOf(url, parts, oneSession).map(problem => ({at, docs, ...problem}))
if (problems.length > 0) throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL(problems)
return addressOf(url, parts)
}
const decoded = url => {
try {
return {
host: decodeURIComponent(url.hostname).replace(/^\[|\]$/g, ''),
user: decodeURIComponent(url.username),
password: decodeURIComponent(url.password),
database: decodeURIComponent(url.pathname.slice(1))
}
} catch {
return undefined
}
}
const problemsOf = (url, {host, user, database}, oneSession) => {
const problems = []
if (host === '') problems.push({message: 'names no host', fix: FORM})
if (host.includes(',')) problems.push({message: 'names several hosts', fix: 'name the primary alone'})
if (user === '') problems.push({message: 'names no user', fix: FORM})
if (database === '') problems.push({message: 'names no database', fix: FORM})
if (url.hash !== '') {
problems.push({message: 'holds a bare #', fix: 'percent-encode # as %23 in the password'})
}
const mode = url.searchParams.get('sslmode')
if (mode !== null && !isSslMode(mode)) {
problems.push({message: 'has an unknown sslmode', fix: `one of ${Object.keys(SSL_MODES).join(', ')}`})
}
if (oneSession && isTransactionPooler(url, host)) {
const message = 'leads to a pooler in transaction mode (port 6543, or pgbouncer=true): it may change the server session ' + 'between statements, so the lock that keeps two pipelines apart would not hold'
problems.push({message, fix: 'use the session pooler (port 5432) or the direct connection'})
}
return problems
}
const SSL_MODES = {
disable: 'disable',
allow: 'prefer',
prefer: 'prefer',
require: 'require',
'verify-ca': 'verify-ca',
'verify-full': 'verify-full'
}
const isSslMode = mode => Object.hasOwn(SSL_MODES, mode)
const isTransactionPooler = (url, host) => (url.port === '6543' && !isLoopback(host)) || url.searchParams.get('pgbouncer') === 'true'
const isLoopback = host => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
const addressOf = (url, parts) => {
const mode = url.searchParams.get('sslmode') ?? (isLoopback(parts.host) ? 'prefer' : 'require')
const certificate = url.searchParams.get('sslrootcert')
return {
...parts,
port: url.port === '' ? 5432 : Number(url.port),
ssl: certificate === 'system' ? 'verify-full' : isSslMode(mode) ? SSL_MODES[mode] : 'require',
rootCertificate: certificate === null || certificate === 'system' ? null : certificate,
options: url.searchParams.get('options')
}
}
},
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
var _kit_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1299)
var _reading_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3739)
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 8 * MEBIBYTE
const TIMEOUT = 30_000
const DEADLINE = 120_000
const LONGEST_QUOTE = 200
const ANSWERS = [200, 400, 401, 402, 403, 404, 422]
const quote = text => (0, _kit_text_js__WEBPACK_IMPORTED_MODULE_2__.ml)((0, _kit_text_js__WEBPACK_IMPORTED_MODULE_2__.Fq)(text), LONGEST_QUOTE)
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
(0, _reading_js__WEBPACK_IMPORTED_MODULE_1__.h)(async () => {
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
}, tooLarge(vendor))
const tooLarge = ({provider, docs}) => ({
message: `${provider} answers with more than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
fix: 'longer slices, or a shorter plan',
docs
})
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
6997: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
cloudflareAnalytics: () => cloudflareAnalytics
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var zod__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4377)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3316)
var _cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(821)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5698)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9486)
const TYPE = 'cloudflare-analytics'
const DOCS = 'metrics/cloudflare.md#analytics'
const options = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
..._cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__.tf,
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_).prefault('5m').describe('A slice is read only this long after it ended.')
})
const metric = zod__WEBPACK_IMPORTED_MODULE_5__.rej({})
const LONGEST_RANGE = 30 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_
const LOOK_BACK = 90 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_
const BUCKETS = [
{dimension: 'datetimeHour', length: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.dp},
{dimension: 'datetimeFifteenMinutes', length: 15 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY},
{dimension: 'datetimeFiveMinutes', length: 5 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY},
{dimension: 'datetimeMinute', length: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY}
]
const bucketFor = slice => BUCKETS.find(({length}) => slice % length === 0)
const MOST_ROWS = 10_000
const mostSlices = slice => {
const bucket = bucketFor(slice)?.length ?? slice
return Math.max(1, Math.min(Math.floor(LONGEST_RANGE / slice), Math.floor((MOST_ROWS / 2 - 1) / (slice / bucket))))
}
const queryBy = dimension =>
[
'query Releases($account: string!, $filter: AccountWorkersInvocationsAdaptiveFilter_InputObject!) {',
'  viewer {',
'    accounts(filter: { accountTag: $account }) {',
`      workersInvocationsAdaptive(limit: ${MOST_ROWS}, filter: $filter) {`,
'        sum { requests errors }',
'        avg { sampleInterval }',
`        dimensions { scriptVersion bucket: ${dimension} }`,
'      }',
'    }',
'  }',
'}'
].join('\n')
const rowShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
sum: zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({requests: _rows_js__WEBPACK_IMPORTED_MODULE_4__.vP, errors: _rows_js__WEBPACK_IMPORTED_MODULE_4__.vP}),
avg: zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({sampleInterval: zod__WEBPACK_IMPORTED_MODULE_5__.aig().nullish()}).nullish(),
dimensions: zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({scriptVersion: zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), bucket: zod__WEBPACK_IMPORTED_MODULE_6__.w$({offset: true})})
})
const errorShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
message: zod__WEBPACK_IMPORTED_MODULE_5__.YjP(),
extensions: zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({code: zod__WEBPACK_IMPORTED_MODULE_5__.YjP().optional()}).nullish()
})
const answerShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
data: zod__WEBPACK_IMPORTED_MODULE_5__
.Ikc({
viewer: zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({accounts: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({workersInvocationsAdaptive: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(rowShape)}))})
})
.nullish(),
errors: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(errorShape).nullish()
})
const failureOf = ({message, extensions}, vendor) => {
const code = extensions?.code ?? ''
if (/^auth[nz]?$/.test(code) || /not authorized|does not have access|authentication/i.test(message)) return (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.mj)(vendor)
if (/rate.?limit|budget|internal|unavailable|timed? ?out/i.test(`${code} ${message}`)) return (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, message, true)
return (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Te)(vendor, message)
}
const rowsIn = ({data, errors}, vendor) => {
const [first] = errors ?? []
if (first !== undefined) throw failureOf(first, vendor)
const [account] = data?.viewer.accounts ?? []
if (account === undefined) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.mj)(vendor)
const rows = account.workersInvocationsAdaptive
if (rows.length >= MOST_ROWS) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered with as many rows as it may, so some are missing')
return rows
}
const filterOf = ({from, slice, count, releases}, scriptName) => ({
scriptName,
scriptVersion_in: releases,
datetime_geq: new Date(from).toISOString(),
datetime_lt: new Date(from + count * slice).toISOString()
})
const connect = async ({account, script, token, delay}, question, context) => {
;(0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Mp)(question, {type: TYPE, fix: 'source: of type cloudflare-telemetry', docs: DOCS})
const vendor = {
provider: TYPE,
secrets: [token],
scope: 'read Account Analytics',
missing: 'this account',
docs: DOCS
}
const headers = {authorization: `Bearer ${(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.eE)(context, token)}`, accept: 'application/json'}
const rows = async span => {
const bucket = bucketFor(span.slice) ?? BUCKETS[3]
const {body} = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.mQ)(
context.http,
{
method: 'POST',
url: `${_cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__.NY}/graphql`,
headers,
json: {query: queryBy(bucket.dimension), variables: {account, filter: filterOf(span, script)}}
},
vendor,
answerShape
)
const found = rowsIn(body, vendor)
if (found.some(({avg}) => (avg?.sampleInterval ?? 1) > 1)) context.log(`${question.name}: Cloudflare counted samples and scaled them up, so the counts are estimates`)
return found.map(({sum, dimensions}) => ({
release: dimensions.scriptVersion,
at: Date.parse(dimensions.bucket),
n: sum.requests,
x: sum.errors
}))
}
return (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay}),
question,
bucketOf: slice => bucketFor(slice)?.length ?? null,
mostSlices,
rows,
rule: {provider: TYPE, amount: false},
cuts: 'whole minutes',
docs: DOCS
})
}
const ABILITIES = {
answers: 'history',
delay: 5 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY,
lookBack: LOOK_BACK,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY
}
const abilitiesOf = ({delay}) => ({...ABILITIES, delay})
const cloudflareAnalytics = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({token}) => [token],
connect,
cost: {
perRead: ({slice, count}) => (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.$H)(count, mostSlices(slice)),
limit: {requests: 300, per: 5 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY}
}
}
},
6093: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
cloudflareTelemetry: () => cloudflareTelemetry
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3316)
var _cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(821)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5698)
var _history_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5527)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9486)
const TYPE = 'cloudflare-telemetry'
const DOCS = 'metrics/cloudflare.md#telemetry'
const options = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
..._cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__.tf,
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_).prefault('2m').describe('A slice is read only this long after it ended.'),
'look-back': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY, 30 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_)
.prefault('7d')
.describe('How long logs are kept: `7d` on the paid plan, `3d` on the free one.')
})
const metric = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
status: zod__WEBPACK_IMPORTED_MODULE_5__.Whr().min(400).max(599).default(500).describe('An answer with this HTTP status or a higher one is bad. Not read where `slower-than` is given.')
})
const VERSION = '$workers.scriptVersion.id'
const SERVICE = '$metadata.service'
const KIND = '$metadata.type'
const INVOCATION = 'cf-worker-event'
const STATUS = '$workers.event.response.status'
const OUTCOME = '$workers.outcome'
const WALL_TIME = '$workers.wallTimeMs'
const FAILURES = ['exception', 'exceededCpu', 'exceededMemory', 'scriptNotFound']
const is = (key, value) => ({
kind: 'filter',
key,
operation: 'eq',
type: 'string',
value
})
const over = (key, operation, value) => ({
kind: 'filter',
key,
operation,
type: 'number',
value
})
const anyOf = filters => ({kind: 'group', filterCombination: 'or', filters})
const badFilter = ({slowerThan, options: {status}}) => (slowerThan === null ? anyOf([over(STATUS, 'gte', status), ...FAILURES.map(outcome => is(OUTCOME, outcome))]) : over(WALL_TIME, 'gt', slowerThan))
const MOST_SLICES = 288
const bodyFor = ({from, slice, count, releases}, script, bad) => ({
queryId: bad === null ? 'sluice-all' : 'sluice-bad',
view: 'calculations',
chart: true,
dry: true,
timeframe: {from, to: from + count * slice},
granularity: count,
parameters: {
datasets: ['cloudflare-workers'],
filterCombination: 'and',
filters: [is(SERVICE, script), is(KIND, INVOCATION), anyOf(releases.map(release => is(VERSION, release))), ...(bad === null ? [] : [bad])],
calculations: [{operator: 'count', alias: 'invocations'}],
groupBys: [{type: 'string', value: VERSION}],
limit: 10
}
})
const pointShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
value: _rows_js__WEBPACK_IMPORTED_MODULE_4__.vP,
interval: zod__WEBPACK_IMPORTED_MODULE_5__.aig().nullish(),
sampleInterval: zod__WEBPACK_IMPORTED_MODULE_5__.aig().nullish(),
groups: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({key: zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), value: zod__WEBPACK_IMPORTED_MODULE_5__.KCZ([zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), zod__WEBPACK_IMPORTED_MODULE_5__.aig(), zod__WEBPACK_IMPORTED_MODULE_5__.zMY()])})).nullish()
})
const answerShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
success: zod__WEBPACK_IMPORTED_MODULE_5__.zMY(),
errors: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({message: zod__WEBPACK_IMPORTED_MODULE_5__.YjP()})).nullish(),
result: zod__WEBPACK_IMPORTED_MODULE_5__
.Ikc({
run: zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({status: zod__WEBPACK_IMPORTED_MODULE_5__.k5n(['STARTED', 'COMPLETED'])}),
calculations: zod__WEBPACK_IMPORTED_MODULE_5__
.YOg(
zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
alias: zod__WEBPACK_IMPORTED_MODULE_5__.YjP().nullish(),
series: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({time: zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), data: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(pointShape)}))
})
)
.nullish()
})
.nullish()
})
const momentOf = time => {
const moment = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time.replace(' ', 'T')}Z`)
if (Number.isNaN(moment)) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered with a time that is none')
return moment
}
const valuesIn = ({success, errors, result}, slice, vendor) => {
if (!success || !result) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.Te)(vendor, errors?.[0]?.message ?? 'no reason given')
if (result.run.status !== 'COMPLETED') throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'has not finished counting', true)
if (!result.calculations) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered without what it was to calculate')
const points = result.calculations.flatMap(({series}) => series.flatMap(({time, data}) => data.map(point => ({at: momentOf(time), point}))))
if (points.some(({point}) => (point.interval ?? 0) * 1000 > slice)) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'cut longer buckets than asked for; longer slices may suit it')
const values = points.flatMap(({at, point}) => {
const release = point.groups?.find(({key}) => key === VERSION)?.value
if (release !== undefined) return [{release: String(release), at, value: point.value}]
if (!point.value) return []
throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'counted units without the version that they were to be grouped by')
})
return {values, sampled: points.some(({point}) => (point.sampleInterval ?? 1) > 1)}
}
const connect = async ({account, script, token, delay, 'look-back': lookBack}, question, context) => {
const vendor = {
provider: TYPE,
secrets: [token],
scope: 'read Workers Observability',
missing: 'this account',
docs: DOCS
}
const headers = {authorization: `Bearer ${(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.eE)(context, token)}`, accept: 'application/json'}
const url = `${_cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__.NY}/accounts/${account}/workers/observability/telemetry/query`
const ask = async (span, bad) => {
const request = {method: 'POST', url, headers, json: bodyFor(span, script, bad)}
const {body} = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.mQ)(context.http, request, vendor, answerShape)
return valuesIn(body, span.slice, vendor)
}
const rows = async span => {
const total = await ask(span, null)
const bad = await ask(span, badFilter(question))
if (total.sampled || bad.sampled) context.log(`${question.name}: Cloudflare counted samples and scaled them up, so the counts are estimates`)
return (0, _rows_js__WEBPACK_IMPORTED_MODULE_4__.jw)(total.values, bad.values)
}
return (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay, 'look-back': lookBack}),
question,
bucketOf: slice => (slice % _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY === 0 ? slice : null),
mostSlices: () => MOST_SLICES,
rows,
rule: {provider: TYPE, amount: false},
cuts: 'whole minutes',
docs: DOCS
})
}
const ABILITIES = {
answers: 'history',
delay: 2 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY,
lookBack: 7 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY
}
const abilitiesOf = (0, _history_js__WEBPACK_IMPORTED_MODULE_6__.o)(ABILITIES.minSlice)
const cloudflareTelemetry = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({token}) => [token],
connect,
cost: {perRead: ({count}) => 2 * (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.$H)(count, MOST_SLICES), limit: _cloudflare_options_js__WEBPACK_IMPORTED_MODULE_1__.BH}
}
},
821: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
BH: () => API_LIMIT,
NY: () => CLOUDFLARE_API,
tf: () => cloudflareShape
})
var _option_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7338)
const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4'
const API_LIMIT = {requests: 1200, per: 300_000}
const cloudflareShape = {
account: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_0__.M8)('an account id', '^[0-9a-f]{32}$', '32 hexadecimal digits, from the overview of the account').describe('Id of the account.'),
script: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_0__.M8)('the name of a Worker', '^[a-z0-9][a-z0-9_-]{0,62}$', 'its name in wrangler.toml').describe('Name of the Worker.'),
token: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_0__.T2)('CLOUDFLARE_API_TOKEN').describe('Name of the secret with the API token.')
}
},
5698: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
$H: () => spansIn,
Ht: () => countingSource,
Mp: () => refuseSlowerThan
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _kit_grammar_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3355)
var _history_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5527)
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
;(0, _history_js__WEBPACK_IMPORTED_MODULE_3__.j)(request, source.question.name)
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
6396: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
d1: () => d1
})
var kit_errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var schemas = __webpack_require__(2857)
var kit_text = __webpack_require__(1299)
var reading = __webpack_require__(3739)
var fields = __webpack_require__(4855)
const DOCS = 'metrics/d1.md'
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 32 * MEBIBYTE
const TIMEOUT = 35_000
const DEADLINE = 120_000
const LONGEST_QUOTE = 300
const failures = schemas.YOg(schemas.Ikc({code: schemas.aig(), message: schemas.YjP()})).catch([])
const good = schemas.Ikc({
success: schemas.euz(true),
result: schemas.YOg(
schemas.Ikc({
results: schemas.YOg(schemas.g1P(schemas.YjP(), schemas.L5J())),
success: schemas.zMY().optional(),
meta: schemas.Ikc({changed_db: schemas.zMY().optional()}).optional()
})
)
})
const bad = schemas.Ikc({success: schemas.euz(false), errors: failures})
const PASSING = /overloaded|reset because|caused object to be reset|connection lost|too many requests|timeout/i
const wrap = ({text, mostRows}) => `select * from (\n${text}\n) limit ${mostRows + 1}`
const ANSWERS = [200, 400, 401, 403, 404]
const notAllowed = (status, {token}) =>
new kit_errors.xL({
message: `Cloudflare does not accept the secret ${token} for this database (${status})`,
fix: `${token} anew with an API token that may use D1 in this account`,
docs: `${DOCS}#token`
})
const errorsIn = answer => {
try {
return bad.safeParse(JSON.parse(answer.text())).data?.errors ?? []
} catch {
return []
}
}
const TOKEN_CODES = [6003, 6111, 9109, 10000, 10001]
const refusal = (answer, options) => {
const {status} = answer
const errors = errorsIn(answer)
if (status === 401 || status === 403 || errors.some(({code}) => TOKEN_CODES.includes(code))) return notAllowed(status, options)
if (status === 404)
return new kit_errors.xL({
message: 'Cloudflare knows no such database in this account',
fix: 'account and database as `wrangler d1 list` shows them',
docs: `${DOCS}#token`
})
const says = (0, kit_text.ml)((0, kit_text.Fq)(errors.map(({message}) => message).join('; ')), LONGEST_QUOTE)
if (says === '' || PASSING.test(says))
return new kit_errors.mZ({
provider: 'd1',
message: says === '' ? `d1: the query was answered with ${status}` : `d1: ${says}`,
retryable: says !== '',
status,
code: 'status'
})
return new kit_errors.xL({
message: `D1 cannot carry out the query of this metric: ${says}`,
fix: 'query: so that `wrangler d1 execute` carries it out',
docs: `${DOCS}#query`
})
}
const rowsIn = (answer, options, mostRows) => {
if (answer.status !== 200) throw refusal(answer, options)
const {result} = answer.json(good)
const [first] = result
if (first === undefined || result.length > 1 || first.success === false)
throw new kit_errors.mZ({
provider: 'd1',
message: 'd1: answered for another number of statements than asked',
retryable: false,
code: 'invalid-answer'
})
if (first.meta?.changed_db === true)
throw new kit_errors.xL({
message: 'the query of this metric changed the database, although it stands inside a SELECT',
fix: 'query: a SELECT that only reads',
docs: `${DOCS}#query`
})
if (first.results.length > mostRows)
throw new kit_errors.xL({
message: `the query of this metric gives more than ${mostRows} rows`,
fix: 'a query with one row for each slice and release, filtered by $from, $to and $canary, $baseline',
docs: `${DOCS}#query`
})
return first.results
}
const createClient = (options, context) => {
const http = context.openHttp?.({allowPrivate: options['allow-private-network']}) ?? context.http
const authorization = `Bearer ${(0, fields.d6)(context.secret(options.token), options.token)}`
const base = options.url.replace(/\/+$/, '')
const url = `${base}/accounts/${options.account}/d1/database/${options.database}/query`
const post = question =>
http.request({
method: 'POST',
url,
headers: {authorization, accept: 'application/json'},
json: {sql: wrap(question), params: question.parameters},
retry: 'safe',
accept: ANSWERS,
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER
})
return {
ask: question => (0, reading.h)(async () => rowsIn(await post(question), options, question.mostRows))
}
}
var option_fields = __webpack_require__(7338)
var statement = __webpack_require__(1781)
const SECOND = 1000
const shape = schemas.rej({
account: schemas
.YjP()
.regex(/^[0-9a-f]{32}$/, 'must be an account id\n32 characters, 0-9 and a-f')
.describe('Id of the Cloudflare account.'),
database: schemas
.YjP()
.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'must be a database id\nthe id that `wrangler d1 list` shows')
.describe('Id of the database.'),
token: (0, fields.wU)().describe('Name of the secret with an API token that may use D1.'),
time: schemas.k5n(['milliseconds', 'seconds', 'text', 'iso']).default('milliseconds').describe('How the table writes moments: since 1970, `text` as datetime() does, or `iso` as toISOString() does.'),
delay: (0, option_fields.Ti)(0, 86_400 * SECOND)
.prefault('1m')
.describe('A slice is read only this long after it ended.'),
'look-back': (0, option_fields.Ti)(SECOND, grammar.Qk).prefault('90d').describe('How long rows are kept. Longer plans are refused.'),
'most-rows': schemas.Whr().min(1).max(50_000).default(20_000).describe('Most rows of one answer; more are an error.'),
url: schemas.YjP().max(2048).default('https://api.cloudflare.com/client/v4').describe('Address of the API, for a gateway of your own.'),
'allow-private-network': schemas.zMY().default(false).describe('Lets the address lead into a private network, and lets it begin with `http://`.')
})
const d1Options = shape.superRefine((options, context) => {
const rule = {allowPrivate: options['allow-private-network'], hasToken: true}
const problem = (0, fields.cg)(options.url, rule)
if (problem !== null) context.addIssue({code: 'custom', path: ['url'], message: problem})
})
const markFor = time => (name, number) => {
const parameter = `?${number}`
if (name === 'canary') return parameter
if (name === 'baseline') return `nullif(${parameter}, '')`
const isText = name !== 'slice' && (time === 'text' || time === 'iso')
return isText ? parameter : `cast(${parameter} as numeric)`
}
const readQuery = (text, time) => (0, statement.cO)(text, 'sqlite', markFor(time))
const d1Metric = schemas.rej({
query: schemas
.YjP()
.max(statement.qz)
.superRefine((text, context) => {
const reading = readQuery(text, 'milliseconds')
if (!reading.ok) context.addIssue({code: 'custom', message: `${reading.message}\n${reading.fix}`})
})
.describe('One SELECT over `$from` to `$to` with the columns `slice` (or `slice_start`), `release`, `total`, `bad`.')
})
var metrics_history = __webpack_require__(5527)
var moments = __webpack_require__(6929)
var sql_rows = __webpack_require__(1371)
var turns = __webpack_require__(2036)
const MIN_SLICE = 1000
const d1_DOCS = 'metrics/d1.md#query'
const boundValue = (name, {from, slice, count, canary, baseline}, time) => {
switch (name) {
case 'from':
return String((0, moments.GC)(from, time))
case 'to':
return String((0, moments.GC)(from + count * slice, time))
case 'slice':
return String((0, moments.Yv)(slice, time))
case 'canary':
return canary
case 'baseline':
return baseline ?? ''
default:
return name
}
}
const abilitiesOf = (0, metrics_history.o)(MIN_SLICE)
const connect = async (options, {name, slowerThan, per, options: metric}, context) => {
if (slowerThan !== null)
throw new kit_errors.xL({
message: `the metric ${name} says slower-than, and a query counts what is slow itself`,
fix: 'bad: sum(duration_ms > 500), and no slower-than',
docs: d1_DOCS
})
const {time, 'most-rows': mostRows} = options
const client = createClient(options, context)
const reading = readQuery(metric.query, time)
if (!reading.ok) throw new RangeError('the query passed the configuration unread')
const {text, parameters: placeholders} = reading.statement
const answer = async request => {
const parameters = placeholders.map(placeholder => boundValue(placeholder, request, time))
const rows = await (0, turns.l)(options, () => client.ask({text, parameters, mostRows}))
;(0, sql_rows.OT)(rows, d1_DOCS)
const rule = {time, amount: (per ?? null) !== null, docs: d1_DOCS}
return {metric: name, slices: (0, sql_rows.US)(rows, request, rule)}
}
return {
type: 'd1',
abilities: abilitiesOf(options),
read: async request => {
;(0, metrics_history.j)(request, name)
return request.count === 0 ? {metric: name, slices: []} : answer(request)
}
}
}
const d1 = {
type: 'd1',
options: d1Options,
metric: d1Metric,
abilities: {answers: 'history', delay: 60_000, lookBack: grammar.Qk, minSlice: MIN_SLICE},
abilitiesOf,
secrets: ({token}) => [token],
connect
}
},
1933: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
datadog: () => datadog,
queryFor: () => queryFor,
tagValue: () => tagValue
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _asking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3316)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5698)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9486)
const TYPE = 'datadog'
const DOCS = 'metrics/datadog.md'
const SITES = ['datadoghq.com', 'us3.datadoghq.com', 'us5.datadoghq.com', 'datadoghq.eu', 'ap1.datadoghq.com', 'ap2.datadoghq.com', 'uk1.datadoghq.com', 'ddog-gov.com', 'us2.ddog-gov.com']
const options = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
site: zod__WEBPACK_IMPORTED_MODULE_5__.k5n(SITES).default('datadoghq.com').describe('Site of the organization.'),
'api-key': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.T2)('DD_API_KEY').describe('Name of the secret with the API key.'),
'application-key': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.T2)('DD_APPLICATION_KEY').describe('Name of the secret with the application key.'),
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_).prefault('3m').describe('A slice is read only this long after it ended.')
})
const QUERY = /^(?:sum|count|count\(v: v[<>]=?\d+(?:\.\d+)?\)):[A-Za-z][\w.]{0,199}\{([^{}]*\{release\}[^{}]*)\}(?:\.as_count\(\))?$/
const queryProblem = text => {
const scope = QUERY.exec(text)?.[1]
if (/\.rollup\(/.test(text)) return 'the rollup is chosen by the slice\nthe query without .rollup(...)'
if (/\bby\s*\{/.test(text)) return 'groups give several series where one is needed\nthe query without by {...}'
if (scope === undefined) return `must be one sum of counts of one release\nsum:trace.http.request.hits{service:shop,version:${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2}}.as_count()`
if (!/(?:^|[,\s(])[A-Za-z][\w.-]*:\{release\}(?:$|[,\s)])/.test(scope)) return `${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2} must be the whole value of one tag\nversion:${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2}`
return /\bNOT\b/i.test(scope) ? `${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2} may not be excluded\nversion:${_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2}` : null
}
const query = () =>
zod__WEBPACK_IMPORTED_MODULE_5__
.YjP()
.max(1000)
.superRefine((text, context) => {
const problem = queryProblem(text)
if (problem !== null) context.addIssue({code: 'custom', message: problem})
})
const metric = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
total: query().describe('Sum of all units, such as `sum:trace.http.request.hits{version:{release}}.as_count()`.'),
bad: query().describe('Sum of the bad ones, in the same form.')
})
const tagValue = release => {
if (/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,199}$/.test(release)) return release.toLowerCase()
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: 'the id of this release cannot be the value of a tag in Datadog',
fix: 'a tag such as version: with letters, digits and _ . : / - alone',
docs: DOCS
})
}
const queryFor = (text, release, slice) => {
const value = tagValue(release)
return `${text.replace(_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2, () => value)}.rollup(sum, ${slice / 1000})`
}
const MOST_POINTS = 1000
const bodyFor = ({from, slice, count, releases}, texts) => {
const asked = releases.flatMap(release => [
{release, role: 'total'},
{release, role: 'bad'}
])
const queries = asked.map(({release, role}, index) => ({
data_source: 'metrics',
name: `q${index}`,
query: queryFor(texts[role], release, slice)
}))
return {
asked,
body: {
data: {
type: 'timeseries_request',
attributes: {
from,
to: from + count * slice,
interval: slice,
queries,
formulas: queries.map(({name}) => ({formula: name}))
}
}
}
}
}
const answerShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
data: zod__WEBPACK_IMPORTED_MODULE_5__
.Ikc({
attributes: zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
series: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({query_index: zod__WEBPACK_IMPORTED_MODULE_5__.Whr().min(0).default(0)})).default([]),
times: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.Whr()).default([]),
values: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YOg(_rows_js__WEBPACK_IMPORTED_MODULE_4__.vP)).default([])
})
})
.nullish(),
errors: zod__WEBPACK_IMPORTED_MODULE_5__.KCZ([zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YjP())]).nullish()
})
const checkTimes = (times, slice) => {
if (times.some((time, index) => index > 0 && time - (times[index - 1] ?? 0) !== slice)) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered in other intervals than asked for; longer slices may suit it')
}
const rowsIn = ({data, errors}, asked, slice, vendor) => {
const reason = typeof errors === 'string' ? errors : errors?.[0]
if (reason) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.Te)(vendor, reason)
if (!data) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered without data')
const {series, times, values} = data.attributes
checkTimes(times, slice)
if (series.length !== values.length) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered with more series than values, or fewer')
const found = {total: [], bad: []}
for (const [index, {query_index}] of series.entries()) {
const about = asked[query_index]
const figures = values[index]
if (about === undefined || figures?.length !== times.length) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered with series that nobody asked for')
for (const [position, at] of times.entries()) {
const value = figures[position] ?? null
if (value !== null) found[about.role].push({release: about.release, at, value})
}
}
return (0, _rows_js__WEBPACK_IMPORTED_MODULE_4__.jw)(found.total, found.bad)
}
const connect = async ({site, 'api-key': apiKey, 'application-key': applicationKey, delay}, question, context) => {
;(0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Mp)(question, {
type: TYPE,
fix: 'bad: a threshold on a distribution, such as count(v: v>0.5):trace.http.request{...}.as_count()',
docs: `${DOCS}#latency`
})
const vendor = {
provider: TYPE,
secrets: [apiKey, applicationKey],
scope: 'query timeseries (timeseries_query)',
missing: 'this API',
docs: DOCS
}
const headers = {
'dd-api-key': (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.eE)(context, apiKey),
'dd-application-key': (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.eE)(context, applicationKey),
accept: 'application/json'
}
const rows = async span => {
const {asked, body} = bodyFor(span, question.options)
const url = `https://api.${site}/api/v2/query/timeseries`
const request = {method: 'POST', url, headers, json: body}
const told = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.mQ)(context.http, request, vendor, answerShape)
return rowsIn(told.body, asked, span.slice, vendor)
}
return (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay}),
question,
bucketOf: slice => (slice % _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY === 0 ? slice : null),
mostSlices: () => MOST_POINTS,
rows,
rule: {provider: TYPE, amount: (question.per ?? null) !== null, negative: 'counter-reset'},
cuts: 'whole minutes',
docs: DOCS
})
}
const ABILITIES = {
answers: 'history',
delay: 3 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY,
lookBack: 450 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY
}
const abilitiesOf = ({delay}) => ({...ABILITIES, delay})
const datadog = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({'api-key': apiKey, 'application-key': applicationKey}) => [apiKey, applicationKey],
connect,
cost: {perRead: ({count}) => (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.$H)(count, MOST_POINTS), limit: {requests: 1600, per: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.dp}}
}
},
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
var metrics_history = __webpack_require__(5527)
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
const checkRequest = (request, name) => {
;(0, metrics_history.j)(request, name)
const {slice} = request
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
const abilitiesOf = (0, metrics_history.o)(MINUTE)
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
5527: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
j: () => checkAsked,
o: () => historyOf
})
const historyOf = minSlice => read => ({
answers: 'history',
delay: read.delay,
lookBack: read['look-back'],
minSlice
})
const checkAsked = ({metric, canary, baseline}, name) => {
if (metric !== name) throw new RangeError('another metric was asked for than connected')
if (canary === '' || baseline === '') throw new RangeError('a release has no id')
}
},
2127: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
httpJson: () => httpJson
})
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var metrics_history = __webpack_require__(5527)
var schemas = __webpack_require__(2857)
var reading = __webpack_require__(3739)
var fields = __webpack_require__(4855)
var option_fields = __webpack_require__(7338)
const POINTER_PATTERN = '^(/([^~/]|~[01])*)*$'
const at = (document, pointer) => {
let value = document
for (const raw of pointer.split('/').slice(1)) {
const name = raw.replaceAll('~1', '/').replaceAll('~0', '~')
if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(name)) return undefined
value = value[name]
}
return value
}
const PLACEHOLDERS = ['from', 'to', 'slice', 'release', 'canary', 'baseline']
const DEEPEST = 20
const isJson = (value, depth = 0) => {
if (typeof value === 'number') return Number.isFinite(value)
if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
return typeof value === 'object' && depth < DEEPEST && Object.values(value).every(each => isJson(each, depth + 1))
}
const ANY = /\{([^{}]*)\}/g
const isPlaceholder = name => PLACEHOLDERS.some(known => known === name)
const unknownPlaceholders = text => [...text.matchAll(ANY)].flatMap(([, name = '']) => (isPlaceholder(name) ? [] : [name]))
const asksFor = (text, ...names) => names.some(name => text.includes(`{${name}}`))
const fill = (text, values, write) => text.replace(ANY, (whole, name) => (isPlaceholder(name) ? write(String(values[name])) : whole))
const fillPath = (path, values) => fill(path, values, value => encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd')))
const fillPointer = (pointer, values) => fill(pointer, values, value => value.replaceAll('~', '~0').replaceAll('/', '~1'))
const fillBody = (body, values) => {
if (typeof body === 'string') {
const alone = /^\{(\w+)\}$/.exec(body)?.[1] ?? ''
return isPlaceholder(alone) ? values[alone] : fill(body, values, value => value)
}
if (typeof body !== 'object' || body === null) return body
if (Array.isArray(body)) return body.map(each => fillBody(each, values))
return Object.fromEntries(Object.entries(body).map(([key, each]) => [key, fillBody(each, values)]))
}
const SECOND = 1000
const DEFAULTS = {delay: 60 * SECOND, lookBack: 30 * 86_400 * SECOND}
const SCHEME = '^[A-Za-z][A-Za-z0-9._-]{0,40}$'
const HEADER = '^[A-Za-z][A-Za-z0-9-]{0,60}$'
const shape = schemas.rej({
url: schemas.YjP().max(2048).describe('Address that the paths of the metrics are appended to.'),
'allow-private-network': schemas.zMY().default(false).describe('Lets the address lead into a private network, and lets it begin with `http://`.'),
token: (0, fields.wU)().optional().describe('Name of the secret with the token; for `basic` it holds `user:password`.'),
auth: schemas.YjP().meta({title: 'scheme', pattern: SCHEME}).regex(new RegExp(SCHEME), 'must be one word\nbearer, basic, or a scheme such as Token').default('bearer').describe('How the token is sent: `bearer`, `basic`, or any other scheme of `Authorization`.'),
header: schemas.YjP().meta({title: 'header name', pattern: HEADER}).regex(new RegExp(HEADER), 'must be the name of a header\nx-api-key').optional().describe('Header that carries the bare token instead of `Authorization`.'),
time: schemas.k5n(['iso', 'seconds', 'milliseconds']).default('iso').describe('How moments are written, in questions and in answers; numbers count from 1970.'),
delay: (0, option_fields.Ti)(0, 86_400 * SECOND)
.prefault('1m')
.describe('A slice is read only this long after it ended.'),
'look-back': (0, option_fields.Ti)(SECOND, grammar.Qk).prefault('30d').describe('How far back it can be asked. Longer plans are refused.'),
'min-slice': (0, option_fields.Ti)(SECOND, 86_400 * SECOND)
.prefault('1m')
.describe('Shortest slice that it counts truthfully.'),
'most-requests': schemas.Whr().min(1).max(20_000).default(500).describe('Most requests of one look at one metric; a plan that needs more is refused.')
})
const httpJsonOptions = shape.superRefine((options, context) => {
const add = (key, message) => context.addIssue({code: 'custom', path: [key], message})
const rule = {allowPrivate: options['allow-private-network'], hasToken: options.token !== undefined}
const problem = (0, fields.cg)(options.url, rule)
if (problem !== null) add('url', problem)
if (options.header !== undefined && options.token === undefined) add('header', 'there is no token to send in it\ntoken: and the name of a secret')
if (options.header !== undefined && options.auth !== 'bearer') add('auth', 'a header of its own has no scheme\nheader alone')
})
const pointer = () =>
schemas
.YjP()
.max(500)
.meta({title: 'JSON pointer', pattern: POINTER_PATTERN})
.refine(text => new RegExp(POINTER_PATTERN).test(text), {
error: 'this is not a JSON pointer\na pointer such as /data/requests'
})
const isBody = body => isJson(body)
const metricShape = schemas.rej({
path: schemas
.YjP()
.max(2048)
.regex(/^(?:[/?][\x21-\x7e]*)?$/, 'must begin with / or ?, and hold no spaces\n/stats?from={from}&to={to}')
.refine(text => !text.includes('#'), {error: 'holds a fragment\n%23 for the character #'})
.default('')
.describe('Appended to the address: `/stats?from={from}&to={to}&version={release}`.'),
body: schemas
.g1P(schemas.YjP(), schemas.L5J())
.refine(isBody, {
error: 'holds something that JSON has no word for\ntext, numbers, true, false, null, lists, mappings'
})
.optional()
.describe('Sent as JSON with POST; placeholders are filled into its strings. Without it: GET.'),
total: pointer().optional().describe('Where all units stand.'),
bad: pointer().optional().describe('Where the bad ones stand, or the amount that `per` divides.'),
rows: pointer().optional().describe('Where a list stands that holds all slices; the other pointers then begin at one of its elements.'),
'slice-start': pointer().optional().describe('With `rows`: where an element says the start of its slice.'),
release: pointer().optional().describe('With `rows`: where an element says its release.'),
'as-of': pointer().optional().describe('Where the answer says up to which moment it is complete.'),
value: pointer().optional().describe('Instead of counts: where the present figure stands. While it is beyond `max` the rollout is held, or goes back with `over-limit: abort`.')
})
const asksPerRelease = ({path, body}) => asksFor(path + JSON.stringify(body ?? {}), 'release')
const presentProblems = metric => [
...['total', 'bad', 'rows', 'slice-start', 'release', 'as-of'].filter(key => metric[key] !== undefined).map(key => [key, 'does not go with value, a figure without a past\nvalue alone']),
...(asksFor(metric.path + JSON.stringify(metric.body ?? {}), 'from', 'to', 'slice') ? [['path', 'asks about the past, and value is a present figure\ntotal and bad instead of value']] : [])
]
const historyProblems = metric => {
const {total = '', bad = '', rows, release, path, body} = metric
const asked = path + JSON.stringify(body ?? {})
const problems = []
for (const key of ['total', 'bad']) if (metric[key] === undefined) problems.push([key, `missing\n${key}: /data/${key}, or value alone`])
for (const key of ['from', 'to']) if (!asksFor(asked, key)) problems.push(['path', `does not say {${key}}\n?from={from}&to={to}`])
if (rows === undefined) {
for (const key of ['slice-start', 'release']) if (metric[key] !== undefined) problems.push([key, 'goes with rows\nrows: and a pointer to a list'])
if (!asksPerRelease(metric) && ![total, bad].every(text => asksFor(text, 'release'))) problems.push(['path', 'says nothing about a release\n{release} in path or body, or in total and bad'])
return problems
}
if (metric['slice-start'] === undefined) problems.push(['slice-start', 'missing\nslice-start: /time'])
if (release === undefined && !asksPerRelease(metric)) problems.push(['release', 'missing\nrelease: /version, or {release} in path or body'])
return problems
}
const strings = json => {
if (typeof json === 'string') return [json]
if (typeof json !== 'object' || json === null) return []
return Object.values(json).flatMap(each => strings(each))
}
const httpJsonMetric = metricShape.superRefine((metric, context) => {
const problems = metric.value === undefined ? historyProblems(metric) : presentProblems(metric)
const texts = {path: [metric.path], body: strings(metric.body ?? {})}
for (const [key, list] of Object.entries(texts)) for (const name of list.flatMap(unknownPlaceholders)) problems.push([key, `{${name.slice(0, 40)}} is no placeholder\n${PLACEHOLDERS.map(known => `{${known}}`).join(', ')}`])
for (const [key, message] of problems) context.addIssue({code: 'custom', path: [key], message})
})
const DOCS = 'metrics/http-json.md'
const MEBIBYTE = 1024 * 1024
const LARGEST_ANSWER = 16 * MEBIBYTE
const TIMEOUT = 30_000
const DEADLINE = 90_000
const ANSWERS = [200, 400, 401, 403, 404, 405, 422]
const credentials = (options, {secret}) => {
const {token: name, header, auth} = options
if (name === undefined) return {}
const token = (0, fields.d6)(secret(name), name)
if (header !== undefined) return {[header.toLowerCase()]: token}
if (auth.toLowerCase() === 'bearer') return {authorization: `Bearer ${token}`}
if (auth.toLowerCase() !== 'basic') return {authorization: `${auth} ${token}`}
if (token.includes(':')) return {authorization: `Basic ${Buffer.from(token).toString('base64')}`}
throw new errors.xL({
message: `the secret ${name} is no user and password`,
fix: 'user:password, as auth: basic sends it'
})
}
const refusal = (status, {token}) => {
if (status !== 401 && status !== 403)
return new errors.xL({
message: `http-json: the address does not answer the question of this metric (${status})`,
fix: 'url, path and body as the service understands them',
docs: `${DOCS}#questions`
})
return token === undefined
? new errors.xL({
message: `http-json: the address asks for credentials (${status})`,
fix: 'token: and the name of a secret'
})
: new errors.xL({
message: `http-json: the service does not accept the secret ${token} (${status})`,
fix: `${token} anew with a token that may read, or another auth`
})
}
const tooLarge = () =>
new errors.xL({
message: `http-json: the answer is larger than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
fix: 'an address that answers with counts instead of single events',
docs: `${DOCS}#questions`
})
const createClient = (options, metric, context) => {
const http = context.openHttp?.({allowPrivate: options['allow-private-network']}) ?? context.http
const headers = {...credentials(options, context), accept: 'application/json'}
const base = options.url.replace(/\/+$/, '')
const send = values =>
http.request({
method: metric.body === undefined ? 'GET' : 'POST',
url: base + fillPath(metric.path, values),
headers,
...(metric.body !== undefined && {json: fillBody(metric.body, values)}),
retry: 'safe',
accept: ANSWERS,
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER
})
const ask = async values => {
const answer = await send(values).catch(error => {
throw error instanceof errors.mZ && error.code === 'too-large' ? tooLarge() : error
})
if (answer.status === 200) return answer.json(schemas.L5J())
if (answer.status === 404 && asksPerRelease(metric)) return undefined
throw refusal(answer.status, options)
}
return {ask: values => (0, reading.h)(() => ask(values))}
}
var moments = __webpack_require__(6929)
var sql_rows = __webpack_require__(1371)
const history_DOCS = 'metrics/http-json.md'
const AT_ONCE = 4
const valuesOf = ({canary, baseline, from, slice}, {first, count, release}, time) => {
if (release !== null && /^\.{1,2}$/.test(release)) throw new RangeError('a release is called . or ..')
return {
from: (0, moments.GC)(from + first * slice, time),
to: (0, moments.GC)(from + (first + count) * slice, time),
slice: (0, moments.Yv)(slice, time),
release: release ?? '',
canary,
baseline: baseline ?? ''
}
}
const partsOf = ({canary, baseline, count}, metric) => {
const both = [...new Set(baseline === null ? [canary] : [canary, baseline])]
const releases = asksPerRelease(metric) ? both : [null]
const ranges = metric.rows === undefined ? Array.from({length: count}, (_, first) => ({first, count: 1})) : [{first: 0, count}]
return ranges.flatMap(range => releases.map(release => ({...range, release})))
}
const checkCost = (requests, {mostRequests, metric}) => {
if (requests <= mostRequests) return
throw new errors.xL({
message: `one look at this metric takes ${requests} requests, and most-requests is ${mostRequests}`,
fix: metric.rows === undefined ? 'an address that answers all slices at once, with rows; longer slices; or a higher most-requests' : 'a higher most-requests',
docs: `${history_DOCS}#cost`
})
}
const completeUntil = (document, pointer, time) => (pointer === undefined ? null : ((0, moments.T$)(at(document, pointer), time) ?? Number.NEGATIVE_INFINITY))
const invalid = says =>
new errors.mZ({
provider: 'http-json',
message: `http-json: ${says}`,
retryable: false,
code: 'invalid-answer'
})
const indexOf = (row, {from, slice}, {metric, time}) => {
const start = (0, moments.T$)(at(row, metric['slice-start'] ?? ''), time)
if (start === null)
throw new errors.xL({
message: `http-json: an element of rows has no start of its slice that reads as ${time}`,
fix: 'slice-start: where it stands; time: how it is written',
docs: `${history_DOCS}#rows`
})
const index = (start - from) / slice
if (Number.isInteger(index)) return index
throw new errors.xL({
message: 'http-json: an element of rows begins inside a slice',
fix: '{from} and {slice} in the question, so that the service cuts the same slices',
docs: `${history_DOCS}#rows`
})
}
const rowsIn = (document, part, request, asking) => {
const {metric, amount} = asking
const rows = at(document, metric.rows ?? '')
if (rows === undefined || rows === null) return []
if (!Array.isArray(rows)) throw invalid('there is no list where rows points')
return rows.flatMap(row => {
const release = metric.release === undefined ? part.release : at(row, metric.release)
if (typeof release !== 'string' || (release !== request.canary && release !== request.baseline)) return []
if (part.release !== null && part.release !== release) return []
const counts = (0, sql_rows.mQ)(at(row, metric.total ?? ''), at(row, metric.bad ?? ''), amount)
return [{index: indexOf(row, request, asking), release, counts}]
})
}
const figuresIn = (document, part, request, asking) => {
const {metric, amount, time} = asking
const {canary, baseline} = request
const releases = part.release !== null ? [part.release] : baseline === null ? [canary] : [canary, baseline]
return releases.map(release => {
const values = valuesOf(request, {...part, release}, time)
const figure = (pointer = '') => at(document, fillPointer(pointer, values))
return {index: part.first, release, counts: (0, sql_rows.mQ)(figure(metric.total), figure(metric.bad), amount)}
})
}
const unknownIn = ({first, count, release}) => ({
entries: Array.from({length: count}, (_, index) => ({
index: first + index,
release: release ?? '',
counts: 'no-data'
})),
completeUntil: null
})
const ask = async (part, request, asking) => {
const {client, metric, time} = asking
const document = await client.ask(valuesOf(request, part, time))
if (document === undefined) return unknownIn(part)
const until = completeUntil(document, metric['as-of'], time)
if (metric.rows !== undefined) return {entries: rowsIn(document, part, request, asking), completeUntil: until}
const end = request.from + (part.first + 1) * request.slice
const entries = figuresIn(document, part, request, asking)
return until !== null && until < end ? {entries: entries.map(entry => ({...entry, counts: 'stale'})), completeUntil: null} : {entries, completeUntil: null}
}
const inParallel = async (parts, work) => {
const found = []
let next = 0
let failed = false
const worker = async () => {
for (let part = parts[next]; part !== undefined && !failed; part = parts[next]) {
next += 1
found.push(
await work(part).catch(error => {
failed = true
throw error
})
)
}
}
await Promise.all(Array.from({length: AT_ONCE}, worker))
return found
}
const readHistory = async (request, asking) => {
const parts = partsOf(request, asking.metric)
checkCost(parts.length, asking)
const found = await inParallel(parts, part => ask(part, request, asking))
const limits = found.flatMap(({completeUntil: until}) => until ?? [])
const entries = found.flatMap(each => each.entries)
return {
metric: request.metric,
slices: (0, sql_rows.nu)(entries, request, limits.length > 0 ? Math.min(...limits) : null)
}
}
const isPresentSource = source => source.abilities.answers === 'now' && 'sample' in source
const UNIT = 1
const figureOf = async (release, releases, {client, metric, time}) => {
const nowhere = {metric: '', ...releases, from: 0, slice: 0, count: 0}
const values = valuesOf(nowhere, {first: 0, count: 0, release}, time)
const document = await client.ask(values)
return (0, sql_rows.mQ)(UNIT, at(document, fillPointer(metric.value ?? '', values)), true)
}
const readSample = async (releases, asking) => {
const {metric} = asking
const comparable = asksPerRelease(metric) || (metric.value ?? '').includes('{release}')
const canary = await figureOf(releases.canary, releases, asking)
if (typeof canary === 'string') return {problem: canary}
if (releases.baseline === null || !comparable) return {canary, baseline: null}
const baseline = await figureOf(releases.baseline, releases, asking)
return typeof baseline === 'string' ? {problem: baseline} : {canary, baseline}
}
const knowsNothing = ({metric, from, slice, count}) => ({
metric,
slices: Array.from({length: count}, (_, index) => ({
from: from + index * slice,
to: from + (index + 1) * slice,
canary: null,
baseline: null,
problem: 'no-data'
}))
})
const MIN_SLICE = 60_000
const checkRequest = (request, name, minSlice) => {
;(0, metrics_history.j)(request, name)
if (request.slice >= minSlice) return
throw new errors.xL({
message: `http-json cannot count slices of ${(0, grammar.a3)(request.slice)} here`,
fix: `a slice of ${(0, grammar.a3)(minSlice)} or more, or the true min-slice of this source`,
docs: 'metrics/http-json.md#slices'
})
}
const abilitiesOf = ({delay, 'look-back': lookBack, 'min-slice': minSlice}, metric) => (metric?.value === undefined ? {answers: 'history', delay, lookBack, minSlice} : {answers: 'now', delay: 0, lookBack: 0, minSlice})
const connect = async (options, {name, slowerThan, per, options: metric}, context) => {
if (slowerThan !== null)
throw new errors.xL({
message: `the metric ${name} says slower-than, and the service counts what is slow itself`,
fix: 'bad: where the number of slow units stands, and no slower-than',
docs: 'metrics/http-json.md#questions'
})
const asking = {
client: createClient(options, metric, context),
metric,
time: options.time,
amount: (per ?? null) !== null,
mostRequests: options['most-requests']
}
const minSlice = options['min-slice']
const abilities = abilitiesOf(options, metric)
if (metric.value !== undefined) {
return {
type: 'http-json',
abilities,
read: async request => knowsNothing(request),
sample: releases => readSample(releases, asking)
}
}
return {
type: 'http-json',
abilities,
read: async request => {
checkRequest(request, name, minSlice)
return request.count === 0 ? {metric: name, slices: []} : readHistory(request, asking)
}
}
}
const httpJson = {
type: 'http-json',
options: httpJsonOptions,
metric: httpJsonMetric,
abilities: {answers: 'history', ...DEFAULTS, minSlice: MIN_SLICE},
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
var _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7274)
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
const secretField = usual =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.meta({title: 'secret name', pattern: _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_4__.J})
.refine(text => new RegExp(_kit_secret_name_js__WEBPACK_IMPORTED_MODULE_4__.J).test(text), {
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
4171: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
posthog: () => posthog,
questionFor: () => questionFor
})
var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _asking_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3316)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5698)
var _history_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5527)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9486)
const TYPE = 'posthog'
const DOCS = 'metrics/posthog.md'
const SECOND = 1000
const options = zod__WEBPACK_IMPORTED_MODULE_5__.rej({
url: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.hc)('https://us.posthog.com').describe('Where PostHog is: `https://us.posthog.com`, `https://eu.posthog.com`, or a host of your own.'),
'allow-private-network': zod__WEBPACK_IMPORTED_MODULE_5__.zMY().default(false).describe('Lets the address lead into a private network.'),
project: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.M8)('the id of a project', '^[1-9][0-9]{0,11}$', 'its number, from the project settings').describe('Id of the project.'),
token: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.T2)('POSTHOG_API_KEY').describe('Name of the secret with the personal API key.'),
release: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Qx)().describe('How the release is called in events, with `{release}` as a part.'),
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_).prefault('10m').describe('A slice is read only this long after it ended.'),
'look-back': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.Ti)(_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.dp, 90 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_)
.prefault('90d')
.describe('How long events are kept.')
})
const PROPERTY = '^[$A-Za-z_][$A-Za-z0-9_. -]{0,99}$'
const property = () => (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.M8)('the name of a property', PROPERTY, 'app_version')
const eventName = () => zod__WEBPACK_IMPORTED_MODULE_5__.YjP().min(1).max(200)
const metric = zod__WEBPACK_IMPORTED_MODULE_5__
.rej({
event: eventName().describe('Event that stands for one unit, such as `checkout started`.'),
'bad-event': eventName().optional().describe('Event that stands for a bad unit, such as `checkout failed`.'),
'bad-property': property().optional().describe('Instead: a property of the event that is true for a bad unit.'),
'duration-property': property().optional().describe('With `slower-than`: a property of the event with its duration in milliseconds.'),
'amount-property': property().optional().describe('With `per`: a property of the event that is summed up, such as a cost. Units are then persons.'),
'release-property': property().default('release').describe('Property that names the release.')
})
.superRefine((read, context) => {
const ways = ['bad-event', 'bad-property', 'duration-property', 'amount-property']
const given = ways.filter(key => read[key] !== undefined)
if (given.length === 1) return
const message = given.length === 0 ? 'does not say what is bad\nbad-event, bad-property, duration-property or amount-property' : `says twice what is bad\none of ${given.join(', ')}`
context.addIssue({code: 'custom', path: given.length === 0 ? [] : [given[1] ?? ''], message})
})
const checkQuestion = ({name, slowerThan, per, options: read}) => {
const duration = read['duration-property'] !== undefined
const amount = read['amount-property'] !== undefined
if (duration !== (slowerThan !== null))
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the metric ${name} says ${duration ? 'duration-property' : 'slower-than'} without the other`,
fix: 'slower-than: 500ms and duration-property: together',
docs: DOCS
})
if (amount !== ((per ?? null) !== null))
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the metric ${name} says ${amount ? 'amount-property' : 'per'} without the other`,
fix: 'per: user and amount-property: together',
docs: DOCS
})
}
const propertyOf = name => `properties['${name}']`
const countsOf = ({options: read}) => {
const {'bad-event': event, 'bad-property': flag, 'duration-property': duration, 'amount-property': amount} = read
if (amount !== undefined)
return {
n: 'count(distinct person_id)',
x: `sum(ifNull(toFloat(${propertyOf(amount)}), 0))`
}
const n = 'countIf(event = {event})'
if (event !== undefined) return {n, x: 'countIf(event = {bad_event})'}
if (flag !== undefined) return {n, x: `countIf(event = {event} and toString(${propertyOf(flag)}) in ('true', '1'))`}
return {n, x: `countIf(event = {event} and toFloat(${propertyOf(duration ?? '')}) > {slower_than})`}
}
const MOST_ROWS = 50_000
const MOST_SLICES = MOST_ROWS / 2 - 1
const questionFor = (span, question, called) => {
const {n, x} = countsOf(question)
const {event, 'bad-event': badEvent, 'release-property': release} = question.options
const names = called.map((_, index) => `{release_${index}}`)
const query = [
`select toString(${propertyOf(release)}) as release,`,
'intDiv(toUnixTimestamp(timestamp) - {from}, {slice}) as slot,',
`${n} as n, ${x} as x`,
'from events',
'where timestamp >= fromUnixTimestamp({from}) and timestamp < fromUnixTimestamp({to})',
`and event in (${badEvent === undefined ? '{event}' : '{event}, {bad_event}'})`,
`and toString(${propertyOf(release)}) in (${names.join(', ')})`,
'group by release, slot',
'order by slot, release',
`limit ${MOST_ROWS}`
].join('\n')
const values = {
from: span.from / SECOND,
to: (span.from + span.count * span.slice) / SECOND,
slice: span.slice / SECOND,
event,
...(badEvent !== undefined && {bad_event: badEvent}),
...(question.slowerThan !== null && {slower_than: question.slowerThan}),
...Object.fromEntries(called.map((name, index) => [`release_${index}`, name]))
}
return {kind: 'HogQLQuery', query, values}
}
const answerShape = zod__WEBPACK_IMPORTED_MODULE_5__.Ikc({
columns: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.YjP()).nullish(),
results: zod__WEBPACK_IMPORTED_MODULE_5__.YOg(zod__WEBPACK_IMPORTED_MODULE_5__.PVZ([zod__WEBPACK_IMPORTED_MODULE_5__.YjP(), zod__WEBPACK_IMPORTED_MODULE_5__.Whr(), _rows_js__WEBPACK_IMPORTED_MODULE_4__.vP, _rows_js__WEBPACK_IMPORTED_MODULE_4__.vP])).nullish(),
error: zod__WEBPACK_IMPORTED_MODULE_5__.YjP().nullish()
})
const rowsIn = ({columns, results, error}, span, {called, vendor}) => {
if (error) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.Te)(vendor, error)
if (!results) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered without rows')
if (columns && columns.join() !== 'release,slot,n,x') throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered with other columns')
if (results.length >= MOST_ROWS) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__._P)(TYPE, 'answered with as many rows as it may, so some are missing')
return results.map(([name, slot, n, x]) => ({
release: span.releases[called.indexOf(name)] ?? name,
at: span.from + slot * span.slice,
n,
x
}))
}
const connect = async (read, question, context) => {
checkQuestion(question)
const {url, project, token, release, delay, 'look-back': lookBack, 'allow-private-network': allowPrivate} = read
const vendor = {
provider: TYPE,
secrets: [token],
scope: 'read queries (query:read)',
missing: 'this project',
docs: DOCS
}
const http = context.openHttp?.({allowPrivate}) ?? context.http
const headers = {authorization: `Bearer ${(0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.eE)(context, token)}`, accept: 'application/json'}
const rows = async span => {
const called = span.releases.map(id => release.replace(_option_fields_js__WEBPACK_IMPORTED_MODULE_3__.g2, () => id))
const {body} = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_1__.mQ)(
http,
{
method: 'POST',
url: `${new URL(url).origin}/api/projects/${project}/query/`,
headers,
json: {query: questionFor(span, question, called), refresh: 'blocking'}
},
vendor,
answerShape
)
return rowsIn(body, span, {called, vendor})
}
return (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay, 'look-back': lookBack}),
question,
bucketOf: slice => (slice % SECOND === 0 ? SECOND : null),
mostSlices: () => MOST_SLICES,
rows,
rule: {provider: TYPE, amount: (question.per ?? null) !== null},
cuts: 'whole seconds',
docs: DOCS
})
}
const ABILITIES = {
answers: 'history',
delay: 10 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY,
lookBack: 90 * _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.d_,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.pY
}
const abilitiesOf = (0, _history_js__WEBPACK_IMPORTED_MODULE_6__.o)(ABILITIES.minSlice)
const posthog = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({token}) => [token],
connect,
cost: {perRead: ({count}) => (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_2__.$H)(count, MOST_SLICES), limit: {requests: 120, per: _option_fields_js__WEBPACK_IMPORTED_MODULE_3__.dp}}
}
},
3273: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
probe: () => probe,
probeMetric: () => probeMetric,
probeOptions: () => probeOptions
})
var external_node_path_ = __webpack_require__(6760)
var schemas = __webpack_require__(2857)
var errors = __webpack_require__(7463)
var metrics_history = __webpack_require__(5527)
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
var file = __webpack_require__(8633)
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
;(0, metrics_history.j)(request, name)
if (request.slice < MIN_SLICE)
throw new errors.xL({
message: 'probes are counted in slices of a second or more',
fix: '1m',
docs: DOCS
})
}
const abilitiesOf = (0, metrics_history.o)(MIN_SLICE)
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
const {found, unreadable} = await (0, file.zV)(path)
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
8633: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Z0: () => appendResults,
zV: () => loadResults,
p5: () => pruneResults
})
var promises_ = __webpack_require__(1455)
var external_node_path_ = __webpack_require__(6760)
var errors = __webpack_require__(7463)
var schemas = __webpack_require__(2857)
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
const writeResult = ({at, probe, release, run, outcome, took}) => `\n${JSON.stringify({v: VERSION, at, probe, release, run, outcome, took})}\n`
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
const pruneRecord = (text, before) => [...new Set(text.split('\n'))].filter(each => (readLine(each)?.at ?? before - 1) >= before).join('\n')
const MEBIBYTE = 1024 * 1024
const LARGEST_RECORD = 64 * MEBIBYTE
const isMissing = error => error instanceof Error && 'code' in error && error.code === 'ENOENT'
const unreadable = says => new errors.mZ({provider: 'probe', message: `probe: ${says}`, retryable: true, code: 'connection'})
const appendResults = async (path, results) => {
if (results.length === 0) return
await (0, promises_.mkdir)((0, external_node_path_.dirname)(path), {recursive: true})
await (0, promises_.appendFile)(path, results.map(writeResult).join(''))
}
const pruneResults = async (path, before) => {
const text = await (0, promises_.readFile)(path, 'utf8').catch(error => {
if (isMissing(error)) return null
throw error
})
if (text === null) return
await (0, promises_.writeFile)(`${path}.new`, `${pruneRecord(text, before)}\n`)
await (0, promises_.rename)(`${path}.new`, path)
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
},
8748: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
prometheus: () => prometheus
})
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var metrics_history = __webpack_require__(5527)
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
var reading = __webpack_require__(3739)
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
const query = isGoogle(options) ? {} : {nocache: '1'}
const ask = async (expression, grid, lookback) => {
const answers = []
for (let first = 0; first < grid.count; first += MOST_POINTS) {
const count = Math.min(MOST_POINTS, grid.count - first)
const form = new URLSearchParams({
query: expression,
start: seconds(grid.start + first * grid.step),
end: seconds(grid.start + (first + count - 1) * grid.step),
step: seconds(grid.step),
timeout: SERVER_TIMEOUT,
...(lookback !== null && !isGoogle(options) && {lookback_delta: seconds(lookback)})
})
answers.push(await (0, reading.h)(async () => readAnswer(await post(http, {url, headers: await headers(), query}, form), options, context), TOO_LARGE))
}
return answers
}
return {ask}
}
const seconds = milliseconds => (milliseconds / 1000).toFixed(3)
const isGoogle = ({auth}) => auth.toLowerCase() === 'google'
const headersOf = (options, context, http) => {
if (!isGoogle(options)) {
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
const post = (http, {url, headers, query}, form) =>
http.request({
method: 'POST',
url,
query,
headers: {...headers, 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json'},
body: form.toString(),
retry: 'safe',
accept: ANSWERS,
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER
})
const TOO_LARGE = {
message: `prometheus answers with more than ${LARGEST_ANSWER / MEBIBYTE} MiB`,
fix: 'fewer series: sum by (instance) (...) around the selector, or longer slices',
docs: 'metrics/prometheus.md#many-series'
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
token === undefined && isGoogle({auth})
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
var http_address = __webpack_require__(4229)
var secret_name = __webpack_require__(7274)
var option_fields = __webpack_require__(7338)
const SECOND = 1000
const DAY = 86_400 * SECOND
const DEFAULTS = {delay: 60 * SECOND, lookBack: 15 * DAY, scrapeInterval: 15 * SECOND}
const SCHEME = '^[A-Za-z][A-Za-z0-9._-]{0,40}$'
const PROVIDER = '^projects/[0-9]{1,20}/locations/global/workloadIdentityPools/[a-z0-9-]{4,32}/providers/[a-z0-9-]{4,32}$'
const ACCOUNT = '^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z0-9.-]{6,100}$'
const HEADER = '^[A-Za-z][A-Za-z0-9-]{0,60}$'
const shape = schemas.rej({
url: schemas.YjP().max(2048).describe('Address of the Prometheus API, without `/api/v1`. Not a secret: credentials go into `token`.'),
'allow-private-network': schemas.zMY().default(false).describe('Lets the address lead into a private network, and lets it begin with `http://`.'),
token: schemas
.YjP()
.meta({title: 'secret name', pattern: secret_name.J})
.refine(text => new RegExp(secret_name.J).test(text), {
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
delay: (0, option_fields.Ti)(0, DAY).prefault('1m').describe('A slice is read only this long after it ended.'),
'look-back': (0, option_fields.Ti)(SECOND, 90 * DAY)
.prefault('15d')
.describe('How far back samples are kept. Longer plans are refused.'),
'scrape-interval': (0, option_fields.Ti)(SECOND, 3600 * SECOND)
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
;(0, metrics_history.j)(request, question.name)
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
},
3739: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
h: () => reading
})
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
const withoutEffect = ({provider, message, retryable, status, code, requestId, retryAfter}) =>
new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider,
message,
retryable,
effect: 'none',
...(status !== undefined && {status}),
...(code !== undefined && {code}),
...(requestId !== undefined && {requestId}),
...(retryAfter !== undefined && {retryAfter})
})
const reading = async (work, tooLarge) => {
try {
return await work()
} catch (error) {
if (!(error instanceof _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ)) throw error
throw tooLarge && error.code === 'too-large' ? new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL(tooLarge) : withoutEffect(error)
}
}
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
if (Math.max(n ?? 0, x ?? 0) > Number.MAX_SAFE_INTEGER) return broken('out-of-range')
if (n === null) return x === 0 ? undefined : broken('out-of-range')
if (x === null && n > 0) return broken('not-a-number')
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
const none = value.value === null ? null : 0
const figures = fitting.length === 0 ? [none] : fitting.map(one => one.value)
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
var metrics_history = __webpack_require__(5527)
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
const KNOWN = new Set(['healthy', ...BAD.errored])
const sumOf = figures => {
const there = figures.filter(one => typeof one === 'number')
if (there.length === 0) return null
if (there.length < figures.length) return Number.NaN
return there.find(one => one < 0) ?? there.reduce((sum, one) => sum + one, 0)
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
if (statuses.some(status => !KNOWN.has(status))) throw (0, asking._P)(TYPE, 'answered with a status of sessions that is not known')
return intervals.map((time, index) => {
const of = fits => own.filter(({by}) => fits(by['session.status'])).map(({series}) => series['sum(session)'][index])
const n = sumOf(of(() => true))
const isThere = n !== null && n !== 0
const told = of(status => BAD[bad].has(status))
const x = told.length === 0 ? 0 : sumOf(told)
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
for (const rate of fitting.length === 0 ? [{value: null}] : fitting)
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
const abilitiesOf = (0, metrics_history.o)(ABILITIES.minSlice)
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
},
3026: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
sql: () => sql,
sqlMetric: () => sqlMetric,
sqlOptions: () => sqlOptions
})
var schemas = __webpack_require__(2857)
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var metrics_history = __webpack_require__(5527)
var option_fields = __webpack_require__(7338)
var fields = __webpack_require__(4855)
var sql_rows = __webpack_require__(1371)
var dial = __webpack_require__(6264)
var driver = __webpack_require__(6407)
var postgres_dsn = __webpack_require__(357)
var kit_text = __webpack_require__(1299)
const DOCS = 'metrics/sql.md'
const LONGEST_QUOTE = 300
const LOGIN = {
'28P01': {message: 'the server refused user and password', fix: 'the connection string, taken anew'},
28000: {
message: 'the server does not let this user in',
fix: 'the right user, address rules and sslmode'
},
'3D000': {
message: 'the server has no database of this name',
fix: 'the last part of the connection string'
}
}
const field = (error, name) => {
const value = error[name]
return typeof value === 'string' ? value : ''
}
const passing = (message, code) => new errors.mZ({provider: 'sql', message: `sql: ${message}`, retryable: true, code})
const refusedQuery = (state, message) => {
const says = state.startsWith('42') ? `: ${(0, kit_text.ml)((0, kit_text.Fq)(message), LONGEST_QUOTE)}` : ', which happens while it is carried out'
return new errors.xL({
message: `the server cannot carry out the query of this metric (SQLSTATE ${state})${says}`,
fix: 'query: so that it works for a role that may only read',
docs: `${DOCS}#query`
})
}
const ofServer = (error, {secretName, timeout}) => {
const state = field(error, 'code')
const login = LOGIN[state]
if (login) return new errors.xL({at: `secret ${secretName}`, ...login, docs: `${DOCS}#connection`})
if (state === '25006' || state === '25001')
return new errors.xL({
message: 'the query of this metric writes, and it runs in a transaction that only reads',
fix: 'query: without functions that change anything',
docs: `${DOCS}#query`
})
if (state === '57014') return passing(`the query took longer than ${timeout / 1000} s or was cancelled by a person`, 'timeout')
return /^(?:0A|21|22|42|P0|38|39)/.test(state) ? refusedQuery(state, error.message) : passing(`the server refused to answer (SQLSTATE ${state})`, 'status')
}
const dialFailure = (error, secretName) => {
if (error instanceof errors.xL)
return new errors.xL(
error.problems.map(problem => ({
docs: `${DOCS}#connection`,
...problem,
at: `secret ${secretName}`
}))
)
if (!(error instanceof errors.mZ)) return error
return passing(error.message.replace(/^(?:postgres: )?/, ''), 'connection')
}
const failureOf = (error, asked) => {
if (error instanceof errors.xL || error instanceof errors.mZ) return error
if (!(error instanceof Error)) return passing('the connection broke off', 'connection')
if (error.name === 'PostgresError') return ofServer(error, asked)
const code = field(error, 'code')
const reason = /^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ''
return passing(`the database could not be reached${reason}`, 'connection')
}
const GRACE_MS = 10_000
const dialOnce = (address, {secretName}, signal) => {
let used = false
return async () => {
if (used) throw Object.assign(new Error('the connection was lost'), {code: 'CONNECTION_CLOSED'})
used = true
const socket = await (0, dial.z)(address, signal).catch(error => {
throw dialFailure(error, secretName)
})
signal.addEventListener('abort', () => socket.destroy(), {once: true})
return socket
}
}
const SINGLE_STATEMENT = Object.freeze({prepare: false, simple: false})
const SETTINGS = `select set_config('statement_timeout', $1, true), set_config('lock_timeout', $1, true),
  set_config('idle_in_transaction_session_timeout', $1, true), set_config('timezone', 'UTC', true),
  set_config('standard_conforming_strings', 'on', true)`
const wrap = ({text, mostRows}) => `select to_jsonb(answer)::text as row from (\n${text}\n) as answer limit ${mostRows + 1}`
const ENOUGH = Symbol('enough')
const ask = async (address, question, asked) => {
const {default: postgres} = await __webpack_require__.e(1534).then(__webpack_require__.bind(__webpack_require__, 1534))
const patience = new AbortController()
const sql = postgres((0, driver.N)(address, dialOnce(address, asked, patience.signal), {application_name: 'sluice-metrics'}))
const timer = setTimeout(() => patience.abort(), driver.s + asked.timeout + GRACE_MS)
let rows = []
try {
await sql.begin('isolation level repeatable read read only', async transaction => {
await transaction.unsafe(SETTINGS, [String(asked.timeout)], SINGLE_STATEMENT)
rows = await transaction.unsafe(wrap(question), [...question.parameters], SINGLE_STATEMENT)
throw ENOUGH
})
} catch (error) {
if (error !== ENOUGH)
throw patience.signal.aborted
? new errors.mZ({
provider: 'sql',
message: 'sql: the database did not answer in time',
retryable: true,
code: 'timeout'
})
: failureOf(error, asked)
} finally {
clearTimeout(timer)
await sql.end({timeout: patience.signal.aborted ? 0 : 2}).catch(() => undefined)
}
return rows
}
const use = secretName => ({
secretName,
without: 'there is nobody to ask',
docs: 'metrics/sql.md#connection',
oneSession: false
})
const readRows = async (dsn, question, asked) => {
const rows = await ask((0, postgres_dsn.p)(dsn, use(asked.secretName)), question, asked)
if (rows.length > question.mostRows)
throw new errors.xL({
message: `the query of this metric gives more than ${question.mostRows} rows`,
fix: 'a query with one row for each slice and release, filtered by $from, $to and $canary, $baseline',
docs: 'metrics/sql.md#query'
})
return rows.map(({row}) => JSON.parse(row))
}
var statement = __webpack_require__(1781)
var turns = __webpack_require__(2036)
const SECOND = 1000
const DEFAULTS = {delay: 60 * SECOND, lookBack: grammar.Qk}
const MIN_SLICE = SECOND
const sql_DOCS = 'metrics/sql.md#query'
const sqlOptions = schemas.rej({
url: (0, fields.wU)().describe('Name of the secret that holds the connection string of PostgreSQL.'),
delay: (0, option_fields.Ti)(0, 86_400 * SECOND)
.prefault('1m')
.describe('A slice is read only this long after it ended.'),
'look-back': (0, option_fields.Ti)(SECOND, grammar.Qk).prefault('90d').describe('How long rows are kept. Longer plans are refused.'),
'statement-timeout': (0, option_fields.Ti)(SECOND, 300 * SECOND)
.prefault('20s')
.describe('Longest time that the server may spend on one query.'),
'most-rows': schemas.Whr().min(1).max(200_000).default(50_000).describe('Most rows of one answer; more are an error.')
})
const CASTS = {
from: 'timestamptz',
to: 'timestamptz',
slice: 'interval',
canary: 'text',
baseline: 'text'
}
const read = text => (0, statement.cO)(text, 'postgres', (name, number) => `($${number}::${CASTS[name]})`)
const query = () =>
schemas
.YjP()
.max(statement.qz)
.superRefine((text, context) => {
const reading = read(text)
if (!reading.ok) context.addIssue({code: 'custom', message: `${reading.message}\n${reading.fix}`})
})
const sqlMetric = schemas.rej({
query: query().describe('One SELECT over `$from` to `$to` with the columns `slice_start` (or `slice`), `release`, `total`, `bad`.')
})
const boundValue = (name, {from, slice, count, canary, baseline}) => {
switch (name) {
case 'from':
return new Date(from).toISOString()
case 'to':
return new Date(from + count * slice).toISOString()
case 'slice':
return `${slice} milliseconds`
case 'canary':
return canary
case 'baseline':
return baseline
default:
return name
}
}
const abilitiesOf = (0, metrics_history.o)(MIN_SLICE)
const connect = async (options, {name, slowerThan, per, options: metric}, {secret}) => {
if (slowerThan !== null)
throw new errors.xL({
message: `the metric ${name} says slower-than, and a query counts what is slow itself`,
fix: 'bad: count(*) filter (where duration_ms > 500), and no slower-than',
docs: sql_DOCS
})
const dsn = secret(options.url)
const reading = read(metric.query)
if (!reading.ok) throw new RangeError('the query passed the configuration unread')
const statement = reading.statement
const asked = {secretName: options.url, timeout: options['statement-timeout']}
const answer = async request => {
const parameters = statement.parameters.map(placeholder => boundValue(placeholder, request))
const question = {text: statement.text, parameters, mostRows: options['most-rows']}
const rows = await (0, turns.l)(options, () => readRows(dsn, question, asked))
;(0, sql_rows.OT)(rows, sql_DOCS)
const rule = {time: 'iso', amount: (per ?? null) !== null, docs: sql_DOCS}
return {metric: name, slices: (0, sql_rows.US)(rows, request, rule)}
}
return {
type: 'sql',
abilities: abilitiesOf(options),
read: async request => {
;(0, metrics_history.j)(request, name)
return request.count === 0 ? {metric: name, slices: []} : answer(request)
}
}
}
const sql = {
type: 'sql',
options: sqlOptions,
metric: sqlMetric,
abilities: {answers: 'history', ...DEFAULTS, minSlice: MIN_SLICE},
abilitiesOf,
secrets: ({url}) => [url],
connect
}
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
var _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7274)
const secretNameField = () =>
zod__WEBPACK_IMPORTED_MODULE_2__
.YjP()
.meta({title: 'secret name', pattern: _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_3__.J})
.refine(text => new RegExp(_kit_secret_name_js__WEBPACK_IMPORTED_MODULE_3__.J).test(text), {
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
},
7217: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
sqlFor: () => sqlFor,
sqlText: () => sqlText,
supabaseLogs: () => supabaseLogs
})
var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3316)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5698)
var _history_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5527)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9486)
const TYPE = 'supabase-logs'
const DOCS = 'metrics/supabase-logs.md'
const API = 'https://api.supabase.com/v1'
const options = zod__WEBPACK_IMPORTED_MODULE_4__.rej({
project: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.M8)('the ref of a project', '^[a-z]{20}$', '20 lower-case letters, from the address of the dashboard').describe('Ref of the project.'),
token: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.T2)('SUPABASE_ACCESS_TOKEN').describe('Name of the secret with the access token.'),
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_).prefault('3m').describe('A slice is read only this long after it ended.'),
'look-back': (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.Ti)(_option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY, 90 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_)
.prefault('7d')
.describe('How long logs are kept: `1d` on the free plan, `7d` on Pro, `28d` on Team.')
})
const metric = zod__WEBPACK_IMPORTED_MODULE_4__.rej({
function: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.M8)('the name of a function', '^[A-Za-z][A-Za-z0-9_-]{0,99}$', 'its folder in supabase/functions').describe('Edge function whose requests are counted.'),
status: zod__WEBPACK_IMPORTED_MODULE_4__.Whr().min(400).max(599).default(500).describe('An answer with this HTTP status or a higher one is bad. Not read where `slower-than` is given.'),
'release-field': zod__WEBPACK_IMPORTED_MODULE_4__.k5n(['mark', 'version', 'deployment_id']).default('mark').describe('What names the release: `mark`, what a component on `supabase-functions` writes behind the name of the function; or a field of the log.')
})
const sqlText = text => {
const written = Array.from(text.replace(/\p{Surrogate}/gu, '\ufffd'), character => {
if (/^[A-Za-z0-9 _.:@/+-]$/.test(character)) return character
const code = character.codePointAt(0) ?? 0xfffd
return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
})
return `'${written.join('')}'`
}
const MOST_ROWS = 1000
const LONGEST_RANGE = _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_
const mostSlices = slice => Math.max(1, Math.min(Math.floor(LONGEST_RANGE / slice), MOST_ROWS / 2 - 1))
const badCondition = ({slowerThan, options: {status}}) => (slowerThan === null ? `response.status_code >= ${status}` : `m.execution_time_ms > ${slowerThan}`)
const sqlFor = ({from, slice, releases}, question) => {
const {function: name, 'release-field': names} = question.options
const field = names === 'mark' ? 'version' : names
const release = `cast(m.${field} as string)`
return [
`select ${release} as release,`,
`div(unix_millis(cast(t.timestamp as timestamp)) - ${from}, ${slice}) as slot,`,
'count(*) as n,',
`countif(${badCondition(question)}) as x`,
'from function_edge_logs as t',
'cross join unnest(t.metadata) as m',
'cross join unnest(m.response) as response',
'cross join unnest(m.request) as request',
`where (request.pathname = ${sqlText(`/functions/v1/${name}`)} or starts_with(request.pathname, ${sqlText(`/functions/v1/${name}/`)}))`,
`and ${release} in (${releases.map(sqlText).join(', ')})`,
'group by release, slot',
`limit ${MOST_ROWS}`
].join('\n')
}
const answerShape = zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({
result: zod__WEBPACK_IMPORTED_MODULE_4__.YOg(zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({release: zod__WEBPACK_IMPORTED_MODULE_4__.YjP(), slot: zod__WEBPACK_IMPORTED_MODULE_4__.Whr(), n: _rows_js__WEBPACK_IMPORTED_MODULE_3__.vP, x: _rows_js__WEBPACK_IMPORTED_MODULE_3__.vP})).nullish(),
error: zod__WEBPACK_IMPORTED_MODULE_4__.KCZ([zod__WEBPACK_IMPORTED_MODULE_4__.YjP(), zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({code: zod__WEBPACK_IMPORTED_MODULE_4__.aig().optional(), message: zod__WEBPACK_IMPORTED_MODULE_4__.YjP().optional()})]).nullish()
})
const rowsIn = ({result, error}, {from, slice, count}) => {
if (error) {
const [code, says] = typeof error === 'string' ? [0, error] : [error.code ?? 0, error.message ?? 'no reason given']
throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, says, code >= 500 || code === 429)
}
if (!result) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered without rows')
if (result.length >= MOST_ROWS) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered with as many rows as it may, so some are missing')
return result.filter(({slot}) => slot >= 0 && slot < count).map(({release, slot, n, x}) => ({release, at: from + slot * slice, n, x}))
}
const functionShape = zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({name: zod__WEBPACK_IMPORTED_MODULE_4__.YjP(), version: zod__WEBPACK_IMPORTED_MODULE_4__.Whr()})
const MARK = / \[sluice live (?<release>\S+) /
const connect = async ({project, token, delay, 'look-back': lookBack}, question, context) => {
const vendor = {
provider: TYPE,
secrets: [token],
scope: 'read the logs of this project (analytics:read)',
missing: 'this project',
docs: DOCS
}
const headers = {authorization: `Bearer ${(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.eE)(context, token)}`, accept: 'application/json'}
const {function: slug, 'release-field': names} = question.options
const lookUp = async () => {
const url = `${API}/projects/${project}/functions/${encodeURIComponent(slug)}`
const scope = 'read the functions of this project (edge_functions_read)'
const missing = `the function ${slug} in this project`
const {body} = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.mQ)(context.http, {url, headers}, {...vendor, scope, missing}, functionShape)
const release = MARK.exec(body.name)?.groups?.release
return release === undefined ? null : {release, version: String(body.version)}
}
const marked = async (span, served) => {
if (!served || !span.releases.includes(served.release)) return []
const rows = await counted({...span, releases: [served.version]})
return rows.map(row => (row.release === served.version ? {...row, release: served.release} : row))
}
const counted = async span => {
const {body} = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.mQ)(
context.http,
{
url: `${API}/projects/${project}/analytics/endpoints/logs.all`,
query: {
sql: sqlFor(span, question),
iso_timestamp_start: new Date(span.from).toISOString(),
iso_timestamp_end: new Date(span.from + span.count * span.slice).toISOString()
},
headers
},
vendor,
answerShape
)
return rowsIn(body, span)
}
const sourceOf = rows =>
(0, _counting_source_js__WEBPACK_IMPORTED_MODULE_1__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay, 'look-back': lookBack}),
question,
bucketOf: slice => (slice % _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY === 0 && slice <= LONGEST_RANGE ? _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY : null),
mostSlices,
rows,
rule: {provider: TYPE, amount: false},
cuts: 'whole minutes, a day at most',
docs: DOCS
})
if (names !== 'mark') return sourceOf(counted)
const {type, abilities} = sourceOf(counted)
return {
type,
abilities,
read: async request => {
const served = await lookUp()
return sourceOf(span => marked(span, served)).read(request)
}
}
}
const ABILITIES = {
answers: 'history',
delay: 3 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY,
lookBack: 7 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY
}
const abilitiesOf = (0, _history_js__WEBPACK_IMPORTED_MODULE_5__.o)(ABILITIES.minSlice)
const supabaseLogs = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({token}) => [token],
connect,
cost: {
perRead: ({slice, count}, {'release-field': names}) => (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_1__.$H)(count, mostSlices(slice)) + (names === 'mark' ? 1 : 0),
limit: {requests: 30, per: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY}
}
}
},
7728: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
filterFor: () => filterFor,
odataText: () => odataText,
vercelObservability: () => vercelObservability
})
var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2857)
var _asking_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3316)
var _counting_source_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5698)
var _option_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7338)
var _rows_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9486)
const TYPE = 'vercel-observability'
const DOCS = 'metrics/vercel.md'
const API = 'https://api.vercel.com'
const options = zod__WEBPACK_IMPORTED_MODULE_4__.rej({
team: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.M8)('the id of a team', '^team_[A-Za-z0-9]{1,60}$', 'team_ and characters, from the team settings').describe('Id of the team that owns the project.'),
project: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.M8)('the id of a project', '^prj_[A-Za-z0-9]{1,60}$', 'prj_ and characters, from the project settings').describe('Id of the project.'),
token: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.T2)('VERCEL_TOKEN').describe('Name of the secret with the access token.'),
delay: (0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.Ti)(0, _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_).prefault('5m').describe('A slice is read only this long after it ended.')
})
const METRICS = ['vercel.function_invocation.count', 'vercel.request.count']
const metric = zod__WEBPACK_IMPORTED_MODULE_4__.rej({
count: zod__WEBPACK_IMPORTED_MODULE_4__.k5n(METRICS).default('vercel.function_invocation.count').describe('What is counted: invocations of functions, or all requests, static files among them.'),
status: zod__WEBPACK_IMPORTED_MODULE_4__.Whr().min(400).max(599).default(500).describe('An answer with this HTTP status or a higher one is bad.')
})
const DEPLOYMENT = 'deployment_id'
const STATUS = 'http_status'
const odataText = text => `'${text.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll("'", "''")}'`
const filterFor = (releases, status) => {
const own = releases.map(release => `${DEPLOYMENT} eq ${odataText(release)}`).join(' or ')
return status === null ? `(${own})` : `(${own}) and (${STATUS} ge ${status})`
}
const GRAINS = [
{length: 4 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.dp, written: {hours: 4}, range: 30 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_},
{length: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.dp, written: {hours: 1}, range: 3 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_},
{length: 5 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY, written: {minutes: 5}, range: 12 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.dp},
{length: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY, written: {minutes: 1}, range: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.dp}
]
const grainFor = slice => GRAINS.find(({length}) => slice % length === 0)
const mostSlices = slice => Math.max(1, Math.floor((grainFor(slice)?.range ?? _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.dp) / slice))
const columnOf = name => `${name.replaceAll('.', '_')}_sum`
const answerShape = zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({
data: zod__WEBPACK_IMPORTED_MODULE_4__.YOg(zod__WEBPACK_IMPORTED_MODULE_4__.g1P(zod__WEBPACK_IMPORTED_MODULE_4__.YjP(), zod__WEBPACK_IMPORTED_MODULE_4__.L5J())).nullish()
})
const rowShape = zod__WEBPACK_IMPORTED_MODULE_4__._H3({timestamp: zod__WEBPACK_IMPORTED_MODULE_4__.YjP(), [DEPLOYMENT]: zod__WEBPACK_IMPORTED_MODULE_4__.YjP()})
const momentOf = time => {
const moment = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time.replace(' ', 'T')}Z`)
if (Number.isNaN(moment)) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered with a time that is none')
return moment
}
const valuesIn = ({data}, column) => {
if (!data) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered without rows')
return data.map(row => {
const read = rowShape.safeParse(row)
const value = _rows_js__WEBPACK_IMPORTED_MODULE_3__.vP.safeParse(row[column])
if (!read.success || !value.success) throw (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__._P)(TYPE, 'answered with rows of another form')
return {release: read.data[DEPLOYMENT], at: momentOf(read.data.timestamp), value: value.data}
})
}
const connect = async ({team, project, token, delay}, question, context) => {
;(0, _counting_source_js__WEBPACK_IMPORTED_MODULE_1__.Mp)(question, {
type: TYPE,
fix: 'a source that keeps durations, such as datadog or prometheus',
docs: DOCS
})
const vendor = {
provider: TYPE,
secrets: [token],
scope: 'read this team',
missing: 'this team, project or metric',
docs: DOCS
}
const headers = {authorization: `Bearer ${(0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.eE)(context, token)}`, accept: 'application/json'}
const {count: counted, status} = question.options
const ask = async (span, bad) => {
const json = {
scope: {type: 'project', ownerId: team, projectIds: [project]},
metric: counted,
aggregation: 'sum',
startTime: new Date(span.from).toISOString(),
endTime: new Date(span.from + span.count * span.slice).toISOString(),
granularity: (grainFor(span.slice) ?? GRAINS[3]).written,
groupBy: [DEPLOYMENT],
filter: filterFor(span.releases, bad),
limit: 10
}
const request = {method: 'POST', url: `${API}/v2/observability/query`, headers, json}
const {body} = await (0, _asking_js__WEBPACK_IMPORTED_MODULE_0__.mQ)(context.http, {...request, query: {teamId: team}}, vendor, answerShape)
return valuesIn(body, columnOf(counted))
}
const rows = async span => {
const total = await ask(span, null)
return (0, _rows_js__WEBPACK_IMPORTED_MODULE_3__.jw)(total, await ask(span, status))
}
return (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_1__.Ht)({
type: TYPE,
abilities: abilitiesOf({delay}),
question,
bucketOf: slice => grainFor(slice)?.length ?? null,
mostSlices,
rows,
rule: {provider: TYPE, amount: false},
cuts: 'whole minutes',
docs: DOCS
})
}
const ABILITIES = {
answers: 'history',
delay: 5 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY,
lookBack: 30 * _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.d_,
minSlice: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY
}
const abilitiesOf = ({delay}) => ({...ABILITIES, delay})
const vercelObservability = {
type: TYPE,
options,
metric,
abilities: ABILITIES,
abilitiesOf,
secrets: ({token}) => [token],
connect,
cost: {
perRead: ({slice, count}) => 2 * (0, _counting_source_js__WEBPACK_IMPORTED_MODULE_1__.$H)(count, mostSlices(slice)),
limit: {requests: 60, per: _option_fields_js__WEBPACK_IMPORTED_MODULE_2__.pY}
}
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
