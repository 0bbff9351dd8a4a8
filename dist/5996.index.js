export const id = 5996
export const ids = [5996]
export const modules = {
3676: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
V: () => defineFlags
})
const defineFlags = ({type, options, secrets, connect}) => ({
type,
options,
...(secrets && {secrets: given => secrets(given)}),
connect: (order, context) => connect({...order, options: order.options}, context)
})
},
5996: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
sqlTable: () => sqlTable,
sqlTableOptions: () => sqlTableOptions
})
var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2857)
var _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _kit_postgres_dsn_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(357)
var _kit_postgres_server_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5522)
var _kit_postgres_session_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3444)
var _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7274)
var _definition_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3676)
const DOCS = 'flags/sql-table.md'
const TABLE = '^([a-z_][a-z0-9_]{0,62}\\.)?[a-z_][a-z0-9_]{0,62}$'
const sqlTableOptions = zod__WEBPACK_IMPORTED_MODULE_4__.rej({
url: zod__WEBPACK_IMPORTED_MODULE_4__
.YjP()
.meta({title: 'secret name', pattern: _kit_secret_name_js__WEBPACK_IMPORTED_MODULE_5__.J})
.refine(text => new RegExp(_kit_secret_name_js__WEBPACK_IMPORTED_MODULE_5__.J).test(text), {
error: 'this is not the name of a secret\nits name on GitHub, such as DATABASE_URL'
})
.describe('Name of the secret that holds the connection string of PostgreSQL.'),
table: zod__WEBPACK_IMPORTED_MODULE_4__
.YjP()
.meta({title: 'table', pattern: TABLE})
.refine(text => new RegExp(TABLE).test(text), {
error: 'this is not the name of a table\na name such as public.sluice_flags, in lower case'
})
.default('public.sluice_flags')
.describe('Table of the flags; the page of this store has its migration.')
})
const rowShape = zod__WEBPACK_IMPORTED_MODULE_4__.Ikc({
weight: zod__WEBPACK_IMPORTED_MODULE_4__.YjP(),
seed: zod__WEBPACK_IMPORTED_MODULE_4__.YjP(),
cohort: zod__WEBPACK_IMPORTED_MODULE_4__.YjP().nullable(),
users: zod__WEBPACK_IMPORTED_MODULE_4__.YjP(),
regions: zod__WEBPACK_IMPORTED_MODULE_4__.YjP(),
version: zod__WEBPACK_IMPORTED_MODULE_4__.YjP()
})
const names = zod__WEBPACK_IMPORTED_MODULE_4__.YOg(zod__WEBPACK_IMPORTED_MODULE_4__.YjP()).nullable()
const sameList = (one, other) => JSON.stringify([...one].sort()) === JSON.stringify([...other].sort())
const entryOf = (row, {seed, cohorts}) => {
const read = rowShape.parse(row)
const regions = names.parse(JSON.parse(read.regions)) ?? []
const users = names.parse(JSON.parse(read.users)) ?? []
const weight = Number(read.weight)
const listed = read.cohort === null ? [] : (cohorts[read.cohort] ?? [])
return {
audience: {weight, cohort: read.cohort, regions},
ours: weight === 0 || (read.seed === seed && sameList(users, listed)),
version: read.version
}
}
const REMEDIES = {
'42P01': {message: 'there is no table', fix: 'the migration of docs/flags/sql-table.md, applied first'},
42703: {message: 'there is no such column in the table', fix: 'the columns of docs/flags/sql-table.md'},
42501: {
message: 'the role of the connection string may not read and write the table',
fix: 'grant select, insert, update on the table to that role'
}
}
const failureOf = (error, {table}) => {
if (!(error instanceof _kit_postgres_server_error_js__WEBPACK_IMPORTED_MODULE_2__.g)) return error
const remedy = REMEDIES[error.code]
if (remedy) return new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({message: `${remedy.message} ${table}`, fix: remedy.fix, docs: DOCS})
return new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider: 'sql-table',
message: `sql-table: the server refused to read or write ${table} (SQLSTATE ${error.code})`,
retryable: /^(?:40|53|55|57)/.test(error.code)
})
}
const ATTEMPTS = 5
const quote = text => `'${text.replaceAll("'", "''")}'`
const connectTable = (order, context) => {
const {name, key, seed, cohorts, options} = order
const {table} = options
const withSession = async work => {
const address = (0, _kit_postgres_dsn_js__WEBPACK_IMPORTED_MODULE_1__.p)(context.secret(options.url), {
secretName: options.url,
without: 'there is no table of flags',
docs: DOCS,
oneSession: false
})
const session = await (0, _kit_postgres_session_js__WEBPACK_IMPORTED_MODULE_3__.f)(address, options.url, context.signal)
try {
return await work(session)
} catch (error) {
throw failureOf(error, options)
} finally {
await session.end()
}
}
const find = async session => {
const [row] = await session.query(
`select weight::text, seed, cohort, coalesce(to_json(users), '[]')::text as users,
         coalesce(to_json(regions), '[]')::text as regions, version::text
       from ${table} where flag = $1`,
[key]
)
return row ? entryOf(row, order) : null
}
const write = async (session, audience, known) => {
const off = audience.weight === 0
const users = audience.cohort === null ? null : (cohorts[audience.cohort] ?? null)
const values = [key, String(audience.weight), seed, off ? null : audience.cohort, off || users === null ? null : JSON.stringify(users), off || audience.regions.length === 0 ? null : JSON.stringify(audience.regions), context.author.slice(0, 200)]
const list = number => `(select array_agg(value) from json_array_elements_text($${number}::text::json) as value)`
const rows = known
? await session.query(
`update ${table} set weight = $2::text::numeric, seed = $3::text, cohort = $4::text, users = ${list(5)},
             regions = ${list(6)}, changed_by = $7::text, changed_at = now(), version = version + 1
           where flag = $1 and version = $8::text::bigint returning flag`,
[...values, known.version]
)
: await session.query(
`insert into ${table} (flag, weight, seed, cohort, users, regions, changed_by)
           values ($1, $2::text::numeric, $3::text, $4::text, ${list(5)}, ${list(6)}, $7::text)
           on conflict (flag) do nothing returning flag`,
values
)
return rows.length > 0
}
const isThere = (known, wanted) => known?.ours === true && known.audience.weight === wanted.weight && (wanted.weight === 0 || (known.audience.cohort === wanted.cohort && sameList(known.audience.regions, wanted.regions)))
return {
name,
type: 'sql-table',
read: () =>
withSession(async session => {
const found = await find(session)
if (!found) return {weight: 0, cohort: null, regions: []}
return found.ours ? found.audience : null
}),
set: audience =>
withSession(async session => {
for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
const known = await find(session)
if (isThere(known, audience) || (await write(session, audience, known))) return
}
throw new _kit_errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider: 'sql-table',
message: `sql-table: somebody else kept changing the flag ${name}; the next tick tries again`,
retryable: true
})
}),
wayBackCommand: () => `update ${table} set weight = 0, version = version + 1 where flag = ${quote(key)};`
}
}
const sqlTable = (0, _definition_js__WEBPACK_IMPORTED_MODULE_6__.V)({
type: 'sql-table',
options: sqlTableOptions,
secrets: ({url}) => [url],
connect: connectTable
})
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
5522: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
g: () => ServerError
})
var _text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1299)
class ServerError extends Error {
code
position
fatal
#fields
constructor(fields) {
super(`the server refused a statement (SQLSTATE ${fields.code})`)
this.name = 'ServerError'
this.code = fields.code
this.position = fields.position
this.fatal = fields.fatal
this.#fields = fields
}
explain(source) {
return `${safeMessage(this.#fields, source)} (SQLSTATE ${this.code})`
}
}
const SENTENCES = {
'55P03': 'another session holds a lock this file needs, and did not release it in time (default 4 s)',
57014: 'the statement was cancelled, by a person or by statement_timeout',
'40P01': 'this file and another session waited for each other (deadlock)',
42501: 'the role of the connection string lacks a right this file needs'
}
const MAX_MESSAGE = 300
const safeMessage = ({code, message, routine, names}, source) => {
const sentence = SENTENCES[code]
if (sentence) return sentence
const known = new Set(wordsOf(`${source} ${names.join(' ')}`))
const keep = part => wordsOf(part).every(word => known.has(word))
const raised = code === 'P0001' || routine === 'exec_stmt_raise'
const safe = raised
? message.replace(/\S+/g, word => (keep(word) ? word : '…'))
: message
.replace(/"[^"]*(?:"|$)/g, quoted => (keep(quoted) ? quoted : '"…"'))
.replace(/'[^']*(?:'|$)/g, quoted => (keep(quoted) ? quoted : "'…'"))
.replace(/\d[\d.,:-]*/g, digits => (keep(digits) ? digits : '…'))
return (0, _text_js__WEBPACK_IMPORTED_MODULE_0__.ml)((0, _text_js__WEBPACK_IMPORTED_MODULE_0__.Fq)(safe), MAX_MESSAGE)
}
const wordsOf = text => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
},
3444: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
f: () => openSession
})
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _dial_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6264)
var _driver_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6407)
var _server_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5522)
const openSession = async (address, secretName, signal) => {
const {default: postgres} = await __webpack_require__.e(1534).then(__webpack_require__.bind(__webpack_require__, 1534))
const patience = AbortSignal.any([signal, AbortSignal.timeout(_driver_js__WEBPACK_IMPORTED_MODULE_3__.s)])
const socket = await (0, _dial_js__WEBPACK_IMPORTED_MODULE_1__.z)(address, patience).catch(error => {
throw withPlace(error, secretName)
})
const sql = postgres(
(0, _driver_js__WEBPACK_IMPORTED_MODULE_3__.N)(address, once(socket), {
application_name: 'sluice',
...(address.options !== null && {options: address.options})
})
)
const session = new DriverSession(sql, socket, signal)
const giveUp = () => void socket.destroy()
patience.addEventListener('abort', giveUp, {once: true})
try {
await session.query('select 1')
return session
} catch (error) {
await session.end()
throw refusal(error, secretName)
} finally {
patience.removeEventListener('abort', giveUp)
}
}
const once = socket => {
let handedOut = false
return () => {
if (handedOut) throw lost()
handedOut = true
return socket
}
}
class DriverSession {
#sql
#socket
#signal
#stop
#lost = false
constructor(sql, socket, signal) {
this.#sql = sql
this.#socket = socket
this.#signal = signal
this.#stop = () => void socket.destroy()
socket.once('close', () => {
this.#lost = true
})
signal.addEventListener('abort', this.#stop, {once: true})
if (signal.aborted) this.#stop()
}
get lost() {
return this.#lost
}
async query(text, parameters = []) {
if (this.#lost) throw lost()
try {
return [...(await this.#sql.unsafe(text, [...parameters], SINGLE_STATEMENT))]
} catch (error) {
const refused = serverErrorOf(error)
if (refused && !refused.fatal) throw refused
this.#lost = true
this.#socket.destroy()
throw refused ?? (this.#signal.aborted ? stopped() : lost())
}
}
async end() {
this.#signal.removeEventListener('abort', this.#stop)
await this.#sql.end({timeout: this.#lost ? 0 : 2}).catch(() => undefined)
this.#lost = true
this.#socket.destroy()
}
}
const SINGLE_STATEMENT = Object.freeze({prepare: false, simple: false})
const serverErrorOf = error => {
if (!(error instanceof Error) || error.name !== 'PostgresError') return undefined
const field = name => {
const value = error[name]
return typeof value === 'string' ? value : ''
}
const position = Number.parseInt(field('position'), 10)
const names = ['schema_name', 'table_name', 'column_name', 'type_name', 'constraint_name'].map(field)
return new _server_error_js__WEBPACK_IMPORTED_MODULE_2__.g({
code: field('code'),
message: error.message,
position: Number.isNaN(position) ? null : position,
fatal: /^(FATAL|PANIC)$/.test(field('severity')),
routine: field('routine'),
names: names.filter(name => name !== '')
})
}
const lost = () =>
new _errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider: 'postgres',
message: 'the connection to the database was lost',
retryable: true,
effect: 'unknown'
})
const stopped = () =>
new _errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({
provider: 'postgres',
message: 'stopped while talking to the database',
retryable: true,
effect: 'unknown'
})
const withPlace = (error, secretName) => (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL ? new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL(error.problems.map(problem => ({at: `secret ${secretName}`, ...problem}))) : error)
const LOGIN = {
'28P01': {
message: 'the server refused user and password',
fix: 'take the connection string from the provider again'
},
28000: {
message: 'the server does not let this user in',
fix: 'check the user, the address rules and sslmode'
},
'3D000': {
message: 'the server has no database of this name',
fix: 'correct the last part of the connection string'
}
}
const BUSY = ['53300', '57P01', '57P03']
const refusal = (error, secretName) => {
if (!(error instanceof _server_error_js__WEBPACK_IMPORTED_MODULE_2__.g)) {
const message = 'cannot reach the database: it accepted the connection but did not greet in time or broke off'
return new _errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({provider: 'postgres', message, retryable: true})
}
const login = LOGIN[error.code]
if (login) return new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({at: `secret ${secretName}`, ...login})
const message = `the database server refused the connection (SQLSTATE ${error.code})`
return new _errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ({provider: 'postgres', message, retryable: BUSY.includes(error.code)})
}
}
}
