export const id = 9467
export const ids = [9467]
export const modules = {
9467: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
sql: () => sql,
sqlMetric: () => sqlMetric,
sqlOptions: () => sqlOptions
})
var schemas = __webpack_require__(2857)
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var option_fields = __webpack_require__(7338)
var fields = __webpack_require__(4855)
var sql_rows = __webpack_require__(1371)
var external_node_events_ = __webpack_require__(8474)
var promises_ = __webpack_require__(1455)
var external_node_net_ = __webpack_require__(7030)
var external_node_tls_ = __webpack_require__(1692)
const FORM = 'postgresql://<user>:<password>@<host>:5432/<database>'
const DOCS = 'metrics/sql.md#connection'
const SSL_MODES = {
disable: 'disable',
allow: 'prefer',
prefer: 'prefer',
require: 'require',
'verify-ca': 'verify-ca',
'verify-full': 'verify-full'
}
const isSslMode = mode => Object.hasOwn(SSL_MODES, mode)
const isLoopback = host => host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
const decode = part => {
try {
return decodeURIComponent(part)
} catch {
return null
}
}
const parseAddress = (dsn, secretName) => {
const refuse = (message, fix) => new errors.xL({at: `secret ${secretName}`, message, fix, docs: DOCS})
const text = dsn.trim()
const url = /^postgres(ql)?:\/\/\S+$/.test(text) ? URL.parse(text) : null
if (!url) throw refuse('is not a PostgreSQL connection string', FORM)
const [user, password, database] = [url.username, url.password, url.pathname.slice(1)].map(decode)
if (url.hash !== '' || password === null || password === undefined) throw refuse('cannot be read', `${FORM}, with special characters of the password percent-encoded`)
const host = url.hostname.replace(/^\[|\]$/g, '')
if (host === '' || host.includes(',') || !user || !database) throw refuse('names no user, no database, or not exactly one host', FORM)
const mode = url.searchParams.get('sslmode') ?? (isLoopback(host) ? 'prefer' : 'require')
if (!isSslMode(mode)) throw refuse('has an unknown sslmode', Object.keys(SSL_MODES).join(', '))
const certificate = url.searchParams.get('sslrootcert')
return {
host,
port: url.port === '' ? 5432 : Number(url.port),
user,
password,
database,
ssl: certificate === 'system' ? 'verify-full' : SSL_MODES[mode],
rootCertificate: certificate === 'system' ? null : certificate
}
}
var kit_text = __webpack_require__(1299)
const failures_DOCS = 'metrics/sql.md'
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
const UNTRUSTED = /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|ERR_SSL|ERR_TLS/
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
docs: `${failures_DOCS}#query`
})
}
const ofServer = (error, {secretName, timeout}) => {
const state = field(error, 'code')
const login = LOGIN[state]
if (login) return new errors.xL({at: `secret ${secretName}`, ...login, docs: `${failures_DOCS}#connection`})
if (state === '25006' || state === '25001')
return new errors.xL({
message: 'the query of this metric writes, and it runs in a transaction that only reads',
fix: 'query: without functions that change anything',
docs: `${failures_DOCS}#query`
})
if (state === '57014') return passing(`the query took longer than ${timeout / 1000} s or was cancelled by a person`, 'timeout')
return /^(?:0A|21|22|42|P0|38|39)/.test(state) ? refusedQuery(state, error.message) : passing(`the server refused to answer (SQLSTATE ${state})`, 'status')
}
const failureOf = (error, asked) => {
if (error instanceof errors.xL || error instanceof errors.mZ) return error
if (!(error instanceof Error)) return passing('the connection broke off', 'connection')
if (error.name === 'PostgresError') return ofServer(error, asked)
const code = field(error, 'code')
if (UNTRUSTED.test(code))
return new errors.xL({
at: `secret ${asked.secretName}`,
message: 'the encryption or the certificate of the server is not what sslmode asks for',
fix: 'sslrootcert=<path of the authority certificate in the repository>, or another sslmode',
docs: `${failures_DOCS}#connection`
})
const reason = /^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ''
return passing(`the database could not be reached${reason}`, 'connection')
}
const CONNECT_MS = 15_000
const GRACE_MS = 10_000
const NO_TLS = 0x4e
const dialOnce = ({host, port}, line) => {
const {signal} = line
let used = false
return async () => {
if (used) throw Object.assign(new Error('the connection was lost'), {code: 'CONNECTION_CLOSED'})
used = true
const socket = (0, external_node_net_.createConnection)({host, port})
signal.addEventListener('abort', () => socket.destroy(), {once: true})
socket.setNoDelay(true)
await (0, external_node_events_.once)(socket, 'connect', {signal})
if (line.encrypted)
socket.once('data', answer => {
if (answer[0] !== NO_TLS) return
line.refused = true
socket.destroy()
})
return socket
}
}
const driverOptions = (address, ssl, line) => ({
host: address.host,
port: address.port,
database: address.database,
user: address.user,
password: () => address.password,
ssl,
sslnegotiation: null,
socket: dialOnce(address, line),
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
connection: {application_name: 'sluice-metrics'}
})
const authorities = async ({rootCertificate}, secretName) => {
if (rootCertificate === null) return undefined
const file = await (0, promises_.readFile)(rootCertificate, 'utf8').catch(() => undefined)
if (file !== undefined) return [...external_node_tls_.rootCertificates, file]
throw new errors.xL({
at: `secret ${secretName}`,
message: 'the file that sslrootcert names cannot be read',
fix: 'the path of a certificate in the repository, or sslrootcert=system'
})
}
const encryption = async (address, secretName) => {
const {ssl, host} = address
if (ssl === 'disable') return false
if (ssl === 'prefer') return 'prefer'
const name = {host, ...((0, external_node_net_.isIP)(host) === 0 && {servername: host})}
if (ssl === 'require') return {...name, rejectUnauthorized: false}
const ca = await authorities(address, secretName)
return {
...name,
rejectUnauthorized: true,
...(ssl === 'verify-ca' && {checkServerIdentity: () => undefined}),
...(ca && {ca})
}
}
const SINGLE_STATEMENT = Object.freeze({prepare: false, simple: false})
const SETTINGS = `select set_config('statement_timeout', $1, true), set_config('lock_timeout', $1, true),
  set_config('idle_in_transaction_session_timeout', $1, true), set_config('timezone', 'UTC', true),
  set_config('standard_conforming_strings', 'on', true)`
const wrap = ({text, mostRows}) => `select to_jsonb(answer)::text as row from (\n${text}\n) as answer limit ${mostRows + 1}`
const NOT_OFFERED = Object.assign(new Error('no encryption'), {code: 'ERR_TLS_NOT_OFFERED'})
const ENOUGH = Symbol('enough')
const ask = async (address, question, asked) => {
const {default: postgres} = await __webpack_require__.e(1534).then(__webpack_require__.bind(__webpack_require__, 1534))
const patience = new AbortController()
const ssl = await encryption(address, asked.secretName)
const line = {signal: patience.signal, encrypted: typeof ssl === 'object'}
const sql = postgres(driverOptions(address, ssl, line))
const timer = setTimeout(() => patience.abort(), CONNECT_MS + asked.timeout + GRACE_MS)
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
: failureOf(line.refused ? NOT_OFFERED : error, asked)
} finally {
clearTimeout(timer)
await sql.end({timeout: patience.signal.aborted ? 0 : 2}).catch(() => undefined)
}
return rows
}
const readRows = async (dsn, question, asked) => {
const rows = await ask(parseAddress(dsn, asked.secretName), question, asked)
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
const abilitiesOf = read => ({
answers: 'history',
delay: read.delay,
lookBack: read['look-back'],
minSlice: MIN_SLICE
})
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
if (request.metric !== name) throw new RangeError('another metric was asked for than connected')
if (request.canary === '' || request.baseline === '') throw new RangeError('a release has no id')
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
}
}
