export const id = 7955
export const ids = [7955]
export const modules = {
7955: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
d1: () => d1,
openD1: () => openD1
})
var schemas = __webpack_require__(2857)
var errors = __webpack_require__(7463)
var cloudflare = __webpack_require__(8731)
var kit_http = __webpack_require__(6266)
class D1Failure extends Error {}
const DOCS = 'databases/d1.md'
const TIMEOUT = 40_000
const DEADLINE = 120_000
const PASSING = /overloaded|reset because|object to be reset|connection lost|too many requests|timed? ?out|internal error/i
const bookmarkShape = schemas.Ikc({bookmark: schemas.YjP().regex(/^[\w-]{1,64}$/)})
const passing = ({says, status}, effect) =>
new errors.mZ({
provider: 'd1',
message: `d1: ${says}`,
retryable: true,
effect,
code: 'status',
...(status !== undefined && {status})
})
const createClient = ({account, database, token, 'api-url': base}, {secret, signal}, http = (0, kit_http.V)({provider: 'd1', signal})) => {
const api = (0, cloudflare.oM)(http, {
provider: 'd1',
token: () => secret(token),
tokenName: token,
permission: 'D1: Edit',
base,
docs: `${DOCS}#token`
})
const root = `/accounts/${account}/d1/database/${database}`
const query = {method: 'POST', path: `${root}/query`, timeout: TIMEOUT, deadline: DEADLINE}
const judged = (error, effect) => {
if (!(error instanceof cloudflare.OP)) return error
if (error.status === 404) return missing()
if (PASSING.test(error.says)) return passing(error, effect)
return effect === 'unknown' ? new D1Failure(error.says || `answered ${error.status}`) : error
}
return {
read: async (sql, shape) => {
const answer = schemas.YOg(schemas.Ikc({results: schemas.YOg(shape)}))
try {
return (await api.call({...query, json: {sql}, retry: 'safe', shape: answer})).map(({results}) => results)
} catch (error) {
throw withoutEffect(judged(error, 'none'))
}
},
write: async sql => {
try {
await api.call({...query, json: {sql}, retry: 'never', shape: schemas.YOg(schemas.L5J())})
} catch (error) {
throw judged(error, 'unknown')
}
},
bookmark: async () => {
try {
return await api.call({path: `${root}/time_travel/bookmark`, shape: bookmarkShape})
} catch (error) {
const told = judged(error, 'none')
if (told instanceof cloudflare.OP) return {bookmark: null, reason: told.says || 'Cloudflare gives no bookmark'}
throw told
}
},
close: () => http.close()
}
}
const withoutEffect = error => {
if (!(error instanceof errors.mZ) || error.effect === 'none') return error
const {provider, message, retryable, status, code} = error
return new errors.mZ({
provider,
message,
retryable,
...(status !== undefined && {status}),
...(code !== undefined && {code})
})
}
const missing = () =>
new errors.xL({
message: 'Cloudflare knows no such database in this account',
fix: 'account and database as `wrangler d1 list` shows them',
docs: `${DOCS}#token`
})
var external_node_crypto_ = __webpack_require__(7598)
var lex = __webpack_require__(6742)
var scan = __webpack_require__(7342)
const fileOf = ({version, name}) => `${version}_${name}.sql`
const literal = text => `'${text.replaceAll("'", "''")}'`
const identifier = name => `"${name.replaceAll('"', '""')}"`
const isWord = (token, ...words) => token?.kind === 'word' && words.includes(token.text)
const withoutTriggerBodies = sql => {
let text = sql
for (const {start, end} of triggerBodies((0, lex.I)(sql).filter(({kind}) => kind !== 'comment'))) text = text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end)
return text
}
const triggerBodies = tokens => {
const bodies = []
let first = 0
for (let at = 0; at < tokens.length; at += 1) {
if (tokens[at]?.text === ';' && tokens[at]?.kind === 'symbol') first = at + 1
else if (isWord(tokens[at], 'begin') && isTrigger(tokens, first)) {
const end = bodyEnd(tokens, at)
bodies.push({start: tokens[at]?.start ?? 0, end: tokens[end]?.end ?? 0})
at = end
}
}
return bodies
}
const isTrigger = (tokens, first) => isWord(tokens[first], 'create') && isWord(tokens[isWord(tokens[first + 1], 'temp', 'temporary') ? first + 2 : first + 1], 'trigger')
const bodyEnd = (tokens, begin) => {
let depth = 1
for (let at = begin + 1; at < tokens.length; at += 1) {
if (isWord(tokens[at], 'case')) depth += 1
else if (isWord(tokens[at], 'end')) depth -= 1
if (depth === 0) return at
}
return tokens.length - 1
}
const RULES = [
{
words: ['begin', 'commit', 'end', 'rollback', 'savepoint', 'release'],
message: 'D1 takes no transactions in SQL; each file is one already',
fix: 'the file without BEGIN, COMMIT, ROLLBACK and SAVEPOINT'
},
{
words: ['vacuum', 'attach', 'detach'],
message: 'D1 does not carry this statement out',
fix: 'nothing: D1 looks after its files itself'
}
]
const findUnfit = sql => {
const {statements, flaw} = (0, scan.S)(withoutTriggerBodies(sql))
return [
...(flaw ? [{...flaw, fix: 'close it, or remove it'}] : []),
...statements.flatMap(({tokens, line}) => {
const rule = RULES.find(({words}) => isWord(tokens[0], ...words))
return rule ? [{line, message: rule.message, fix: rule.fix}] : []
})
]
}
const textToSend = sql => {
const text = sql.replaceAll('\r\n', '\n')
const last = (0, lex.I)(text).findLast(({kind}) => kind !== 'comment')
return last === undefined || last.text === ';' ? `${text}\n` : `${text}\n;\n`
}
const OWN_TABLE = 'sluice_migrations'
const relation = schemas.Ikc({name: schemas.YjP()})
const row = schemas.Ikc({name: schemas.YjP().nullable()})
const ownRow = schemas.Ikc({name: schemas.YjP(), sha256: schemas.YjP()})
const sha256Of = sql => (0, external_node_crypto_.createHash)('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
const readHistory = async (client, table) => {
const [found = []] = await client.read("select name from sqlite_master where type in ('table', 'view')", relation)
const relations = new Set(found.map(({name}) => name.toLowerCase()))
const has = name => relations.has(name.toLowerCase())
const [applied = []] = has(table) ? await client.read(`select name from ${identifier(table)} order by id`, row) : []
const [own = []] = has(OWN_TABLE) ? await client.read(`select name, sha256 from ${OWN_TABLE}`, ownRow) : []
return {
relations,
applied: applied.flatMap(({name}) => name ?? []),
checksums: new Map(own.map(({name, sha256}) => [name, sha256]))
}
}
const tablesSql = table => `CREATE TABLE IF NOT EXISTS ${identifier(table)}(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);
CREATE TABLE IF NOT EXISTS ${OWN_TABLE}(
  name TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);`
const recordSql = (table, migration) => {
const name = literal(fileOf(migration))
const sha256 = literal(sha256Of(migration.sql))
return `INSERT INTO ${identifier(table)} (name) VALUES (${name});
INSERT INTO ${OWN_TABLE} (name, sha256) VALUES (${name}, ${sha256}) ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256;`
}
const inOrder = (a, b) => {
const [one, other] = [BigInt(a.version), BigInt(b.version)]
if (one !== other) return one < other ? -1 : 1
return fileOf(a) < fileOf(b) ? -1 : 1
}
const versionOf = file => /^\d+/.exec(file)?.[0] ?? file
const newestOf = files => {
const versions = files.map(versionOf).filter(version => /^\d+$/.test(version))
return versions.toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))[0] ?? files.at(-1) ?? null
}
const compare = (migrations, {applied, checksums}) => {
const at = newestOf(applied)
const files = new Set(migrations.map(fileOf))
const pending = []
const drift = applied
.filter(file => !files.has(file))
.map(file => ({
version: versionOf(file),
problem: 'missing-locally',
message: messages.missing(file)
}))
for (const migration of migrations) {
const {version, name, sql} = migration
const file = fileOf(migration)
const sha256 = sha256Of(sql)
const known = checksums.get(file)
if (applied.includes(file)) {
if (known !== undefined && known !== sha256) drift.push({version, problem: 'changed', message: messages.changed(file)})
} else if (known !== undefined) drift.push({version, problem: 'dirty', message: messages.dirty(file)})
else if (at !== null && /^\d+$/.test(at) && BigInt(version) < BigInt(at)) drift.push({version, problem: 'out-of-order', message: messages.outOfOrder(file, at)})
else pending.push({version, name, sha256})
}
return {at, pending, drift}
}
const messages = {
missing: file => `${file} is in the database but not in the folder: it came from another branch, a newer commit or another tool. Release a commit that holds it, or bring its file back.`,
changed: file => `${file} was edited after it was applied, so the database does not have what the file says. Put the applied text back and write the change as a new migration.`,
dirty: file => `${file} was applied by us, but wrangler's table no longer lists it. If its effects are gone, delete its row from ${OWN_TABLE} and it will run again; if they are still there, insert its name into wrangler's table.`,
outOfOrder: (file, at) => `${file} is not applied, yet ${at}, which is newer, is. Give the file a number after the newest one, once it is sure that it fits there.`
}
const SECRET_NAME = /^(?!GITHUB_)[A-Z_][A-Z0-9_]{0,99}$/
const isApiAddress = text => {
if (!URL.canParse(text) || /[\s?#@]/.test(text) || text.endsWith('/')) return false
const {protocol, hostname} = new URL(text)
return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
}
const d1Options = schemas.rej({
url: schemas
.YjP()
.refine(() => false, 'a D1 has no connection string\naccount, database and token instead')
.optional()
.describe('Not for this kind.'),
account: schemas
.YjP()
.regex(/^[0-9a-f]{32}$/, 'this is not an account id\n32 hexadecimal digits, from the overview of the account')
.describe('Id of the Cloudflare account.'),
database: schemas
.YjP()
.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'this is not a database id\nthe id that `wrangler d1 list` shows')
.describe('Id of the database.'),
token: schemas.YjP().regex(SECRET_NAME, 'this is not the name of a secret\nits name on GitHub, such as CLOUDFLARE_API_TOKEN').default('CLOUDFLARE_API_TOKEN').describe('Name of the secret with an API token that may edit D1.'),
'migrations-table': schemas
.YjP()
.regex(/^(?!sqlite_)[A-Za-z_][A-Za-z0-9_]{0,62}$/, 'this is not the name of a table\nd1_migrations')
.default('d1_migrations')
.describe('Table in which wrangler records migrations.'),
expect: schemas
.YOg(schemas.YjP().regex(/^[^\s.;'"]{1,100}(\.[^\s.;'"]{1,100})?$/, 'this is no table or column\norders, or orders.note'))
.max(200)
.default([])
.describe('Tables and columns that the schema must have once everything is applied: `orders`, `orders.note`.'),
'api-url': schemas
.YjP()
.max(300)
.refine(isApiAddress, {error: `this is not the address of an API\n${cloudflare.NY}`})
.default(cloudflare.NY)
.describe('Address of the API, for a gateway of your own.')
})
var definition = __webpack_require__(3883)
var contract = __webpack_require__(9322)
const d1_DOCS = 'databases/d1.md#what-a-file-may-hold'
const d1 = (0, definition.Z)({
type: 'd1',
options: d1Options,
secrets: ({token}) => [token],
connect: async ({options}, context) => openD1(options, context)
})
const openD1 = (options, context, http) => {
const client = createClient(options, context, http)
const table = options['migrations-table']
const say = line => context.log?.info(line)
const plan = async folder => {
const migrations = folder.toSorted(inOrder)
const history = await readHistory(client, table)
const comparison = compare(migrations, history)
const waiting = new Set(comparison.pending.map(fileOf))
const contract = contractsOf(
migrations.filter(migration => waiting.has(fileOf(migration))),
history.relations
)
if (comparison.pending.length > 0) return {...comparison, contract}
const missing = await missingParts(client, options.expect)
return {
...comparison,
contract,
drift: [...comparison.drift, ...missing.map(part => lacks(part, comparison.at))]
}
}
const apply = async folder => {
const {pending, drift, at} = await plan(folder)
if (drift.length > 0) throw new errors.xL(drift.map(({version, message}) => ({at: `migration ${version}`, message})))
const waiting = new Set(pending.map(fileOf))
const applied = []
let failed = null
if (waiting.size > 0) await writeTables(client, table)
for (const migration of folder.toSorted(inOrder)) {
if (!waiting.has(fileOf(migration))) continue
say(`Applying ${fileOf(migration)}`)
failed = await applyFile(client, table, migration)
if (failed) break
applied.push(migration)
}
if (!failed && applied.length > 0) await insist(client, options.expect)
const now = newestOf([...applied.map(fileOf), ...(at === null ? [] : [at])])
return {applied: applied.map(({version}) => version), failed, at: now}
}
return {
type: 'd1',
plan,
apply,
restorePoint: async () => {
const point = await client.bookmark()
return point.bookmark === null ? {id: null, reason: point.reason} : {id: point.bookmark}
},
close: () => client.close()
}
}
const contractsOf = (pending, relations) => {
const plain = pending.map(migration => ({...migration, sql: withoutTriggerBodies(migration.sql)}))
const {findings, mistakes} = (0, contract.n)(plain, name => relations.has(name.toLowerCase()))
const place = (wanted, line) => {
const file = pending.find(({version}) => version === wanted)
return `${file ? fileOf(file) : wanted}:${line}`
}
const problems = [
...pending.flatMap(({version, sql}) =>
findUnfit(sql).map(({line, message, fix}) => ({
at: place(version, line),
message,
fix,
docs: d1_DOCS
}))
),
...mistakes.map(({version, line, message}) => ({
at: place(version, line),
message,
fix: '-- sluice:contract after <release>',
docs: d1_DOCS
}))
]
if (problems.length > 0) throw new errors.xL(problems)
return findings
}
const writeTables = async (client, table) => {
try {
await client.write(tablesSql(table))
} catch (error) {
if (!(error instanceof D1Failure)) throw error
throw new errors.mZ({
provider: 'd1',
message: `d1: the tables that record migrations cannot be made: ${error.message}`,
retryable: false
})
}
}
const applyFile = async (client, table, migration) => {
const {version, name} = migration
const isRecorded = async () => (await readHistory(client, table)).applied.includes(fileOf(migration))
try {
await client.write(textToSend(migration.sql) + recordSql(table, migration))
return null
} catch (error) {
if (error instanceof D1Failure) {
const message = (await isRecorded()) ? 'another run applied this file meanwhile; run again' : error.message
return {version, name, line: null, message}
}
if (!(error instanceof errors.mZ) || error.effect !== 'unknown') throw error
if (await isRecorded().catch(() => false)) return null
throw new errors.mZ({
provider: 'd1',
message: `d1: the answer to ${fileOf(migration)} was lost, and the database does not list it yet; the next run finds out`,
retryable: true,
effect: 'unknown'
})
}
}
const part = schemas.Ikc({part: schemas.YjP()})
const missingParts = async (client, expected) => {
if (expected.length === 0) return []
const [rows = []] = await client.read(
`select lower(m.name) as part from sqlite_master m where m.type in ('table', 'view')
     union all select lower(m.name || '.' || p.name) from sqlite_master m join pragma_table_info(m.name) p
     where m.type in ('table', 'view') and m.name not like 'sqlite\\_%' escape '\\' and m.name not like '\\_cf\\_%' escape '\\'`,
part
)
const there = new Set(rows.map(row => row.part))
return expected.filter(one => !there.has(one.toLowerCase()))
}
const lacks = (missing, at) => ({
version: at ?? '0',
problem: 'dirty',
message: `The configuration expects ${missing}, and the database has it not although every file is applied. Somebody changed the schema by hand, or a file is missing.`
})
const insist = async (client, expected) => {
const missing = await missingParts(client, expected)
if (missing.length === 0) return
throw new errors.mZ({
provider: 'd1',
message: `d1: every file was applied, and the schema still lacks ${missing.join(', ')}`,
retryable: false,
effect: 'unknown'
})
}
},
3883: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Z: () => defineDatabase
})
const defineDatabase = ({type, options, secrets, connect}) => ({
type,
options,
...(secrets && {secrets: own => secrets(own)}),
connect: ({options: own}, context) => connect({options: own}, context)
})
},
8731: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
NY: () => CLOUDFLARE_API,
OP: () => CloudflareRefusal,
oM: () => createCloudflare,
vu: () => isRefusal
})
var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857)
var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7463)
var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1299)
const CLOUDFLARE_API = 'https://api.cloudflare.com/client/v4'
class CloudflareRefusal extends _errors_js__WEBPACK_IMPORTED_MODULE_0__.mZ {
codes
says
constructor(provider, status, errors) {
const codes = errors.map(({code}) => code)
const says = (0, _text_js__WEBPACK_IMPORTED_MODULE_1__.ml)((0, _text_js__WEBPACK_IMPORTED_MODULE_1__.Fq)(errors.map(({message}) => message).join('; ')), LONGEST_QUOTE)
const reason = says === '' ? `answered ${status}` : `${says}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`
super({provider, message: `${provider}: ${reason}`, retryable: false, status, code: 'status'})
this.codes = codes
this.says = says
}
}
const LONGEST_QUOTE = 300
const TIMEOUT = 30_000
const DEADLINE = 120_000
const LARGEST_ANSWER = 8 * 1024 * 1024
const ANSWERS = [200, 201, 202, 400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 422]
const TOKEN_CODES = new Set([6003, 6111, 9106, 9109, 10000, 10001])
const envelope = zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({
success: zod__WEBPACK_IMPORTED_MODULE_2__.zMY(),
errors: zod__WEBPACK_IMPORTED_MODULE_2__.YOg(zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({code: zod__WEBPACK_IMPORTED_MODULE_2__.aig(), message: zod__WEBPACK_IMPORTED_MODULE_2__.YjP()})).nullish(),
result: zod__WEBPACK_IMPORTED_MODULE_2__.L5J().optional(),
result_info: zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({cursor: zod__WEBPACK_IMPORTED_MODULE_2__.YjP().optional()}).nullish()
})
const errorsIn = answer => {
try {
return envelope.safeParse(JSON.parse(answer.text())).data?.errors ?? []
} catch {
return []
}
}
const tokenOf = ({token, tokenName, docs}) => {
const value = token()
if (/^[\x21-\x7e]+$/.test(value)) return value
throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `the secret ${tokenName} ${value === '' ? 'is empty' : 'holds characters that cannot be sent in a header'}`,
fix: 'the API token on one line, without spaces',
docs
})
}
const refusal = (answer, access) => {
const errors = errorsIn(answer)
const {status} = answer
const denied = status === 401 || status === 403 || errors.some(({code}) => TOKEN_CODES.has(code))
if (!denied) return new CloudflareRefusal(access.provider, status, errors)
return new _errors_js__WEBPACK_IMPORTED_MODULE_0__.xL({
message: `Cloudflare does not accept the secret ${access.tokenName} for this (${status})`,
fix: `${access.tokenName} anew, with an API token of this account that has ${access.permission}`,
docs: access.docs
})
}
const createCloudflare = (http, access) => {
const base = access.base ?? CLOUDFLARE_API
const send = async ({path, headers, ...call}) =>
http.request({
timeout: TIMEOUT,
deadline: DEADLINE,
maxBytes: LARGEST_ANSWER,
...call,
url: `${base}${path}`,
headers: {...headers, authorization: `Bearer ${tokenOf(access)}`},
accept: ANSWERS,
redirect: 'answer'
})
const page = async ({shape, ...call}) => {
const answer = await send(call)
if (answer.status > 299) throw refusal(answer, access)
const {success, result_info: info} = answer.json(envelope)
if (!success) throw refusal(answer, access)
return {result: answer.json(zod__WEBPACK_IMPORTED_MODULE_2__.Ikc({result: shape})).result, cursor: info?.cursor || null}
}
return {
page,
call: async call => (await page(call)).result,
body: async ({absent, ...call}) => {
const answer = await send(call)
if (answer.status <= 299) return answer
const refused = refusal(answer, access)
if (isRefusal(refused, absent)) return null
throw refused
}
}
}
const isRefusal = (error, ...codes) => error instanceof CloudflareRefusal && codes.some(code => error.codes.includes(code))
}
}
