export const id = 1060
export const ids = [1060]
export const modules = {
1060: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
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
const fileOf = ({version, name}) => `${version}_${name}.sql`
const literal = text => `'${text.replaceAll("'", "''")}'`
const identifier = name => `"${name.replaceAll('"', '""')}"`
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
var cloudflare_options = __webpack_require__(5620)
var secret_name = __webpack_require__(7274)
const d1Options = schemas.rej({
url: schemas
.YjP()
.refine(() => false, 'a D1 has no connection string\naccount, database and token instead')
.optional()
.describe('Not for this kind.'),
account: (0, cloudflare_options.EB)(),
database: schemas
.YjP()
.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'this is not a database id\nthe id that `wrangler d1 list` shows')
.describe('Id of the database.'),
token: schemas.YjP().regex(new RegExp(secret_name.J), 'this is not the name of a secret\nits name on GitHub, such as CLOUDFLARE_API_TOKEN').default('CLOUDFLARE_API_TOKEN').describe('Name of the secret with an API token that may edit D1.'),
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
'api-url': (0, cloudflare_options.Oc)()
})
var definition = __webpack_require__(3883)
var declarations = __webpack_require__(8994)
var sql_reader = __webpack_require__(6260)
var scan = __webpack_require__(7342)
const findSqliteContracts = (migrations, exists = () => true) => {
const created = new Set()
const isOld = name => !created.has(name) && exists(name)
const reports = migrations.map(({version, sql}) => {
const file = scanSqlite(sql)
const declared = (0, declarations.Rl)(file, declarations.Qz)
const rebuilt = rebuiltIn(file)
const findings = file.statements.flatMap((statement, index) => {
const place = {version, line: statement.line, declaredAfter: declared.of(index)}
const found = noticed(statement, rebuilt).filter(({table}) => isOld(table))
for (const name of createdBy(statement, rebuilt)) if (!exists(name)) created.add(name)
return found.map(({kind, message}) => ({...place, kind, message}))
})
return {findings, mistakes: declared.mistakes.map(mistake => ({version, ...mistake}))}
})
return {
findings: reports.flatMap(({findings}) => findings),
mistakes: reports.flatMap(({mistakes}) => mistakes)
}
}
const findSqliteUnfit = sql => {
const file = scanSqlite(sql)
const flaw = file.flaw ? [{...file.flaw, fix: 'close it, or remove it'}] : []
return [...flaw, ...file.statements.flatMap(statement => unfit(statement).map(mistake => ({line: statement.line, ...mistake})))]
}
const scanSqlite = sql => {
const file = (0, scan.S)(withQuotedNames(sql))
const statements = []
let trigger = null
for (const statement of file.statements) {
const body = trigger
if (body) {
trigger = joined(body, statement, sql)
if (new sql_reader.m(statement.tokens).take('end')) {
statements.push(trigger)
trigger = null
}
} else if (beginsTrigger(statement)) trigger = statement
else statements.push(statement)
}
if (trigger) statements.push(trigger)
return {...file, statements}
}
const beginsTrigger = ({tokens}) => {
const reader = new sql_reader.m(tokens)
if (!reader.take('create')) return false
reader.takeAny(['temp', 'temporary'])
return reader.take('trigger')
}
const joined = (first, next, sql) => ({
...first,
text: sql.slice(first.start, next.start + next.text.length),
tokens: [...first.tokens, ...next.tokens],
comments: [...first.comments, ...next.comments]
})
const withQuotedNames = sql =>
sql.replace(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'[^']*(?:'|$)|"[^"]*(?:"|$)|`([^`"\n]*)`|\[([^\]"\n]*)\]/g, (whole, ticked, bracketed) => {
const name = ticked ?? bracketed
return name === undefined ? whole : `"${name}"`
})
const noticed = ({tokens}, rebuilt) => {
const reader = new sql_reader.m(tokens)
if (reader.take('drop', 'table')) return dropped(reader, rebuilt)
if (reader.take('drop', 'view')) {
const name = nameAfterExists(reader)
return note('drop-view', name, `View "${name}" is dropped; the release before may still use it.`)
}
if (reader.take('alter', 'table')) return altered(reader, rebuilt)
if (reader.take('create', 'unique', 'index')) {
if (!reader.seek('on')) return []
const table = reader.name() ?? ''
const message = `A unique index on "${table}" makes writes fail that the release before may still do.`
return note('add-constraint', table, message)
}
if (reader.take('delete', 'from')) {
const table = reader.name() ?? ''
const message = `Every row of "${table}" is deleted (no WHERE), and no rollback brings them back.`
return reader.has('where') ? [] : note('delete-without-where', table, message)
}
return []
}
const note = (kind, table, message) => (table === '' ? [] : [{kind, message, table: lower(table)}])
const lower = name => name.replace(/^main\./i, '').toLowerCase()
const nameAfterExists = reader => {
reader.take('if', 'exists')
return reader.name() ?? ''
}
const dropped = (reader, rebuilt) => {
const name = nameAfterExists(reader)
const message = rebuilt.has(lower(name)) ? `Table "${name}" is built anew: columns, types and checks may differ from what the release before expects, and dropping the old one deletes rows that cascade from it.` : `Table "${name}" is dropped; the release before may still use it.`
return note(rebuilt.has(lower(name)) ? 'rebuild' : 'drop-table', name, message)
}
const altered = (reader, rebuilt) => {
const table = reader.name() ?? ''
if (reader.take('rename', 'to')) {
const to = reader.name() ?? ''
const message = `"${table}" is renamed to "${to}"; the release before knows only the old name.`
return rebuilt.has(lower(to)) ? [] : note('rename', table, message)
}
if (reader.take('rename')) {
reader.take('column')
const message = `Column "${reader.name() ?? ''}" of "${table}" is renamed; the release before knows only the old name.`
return note('rename', table, message)
}
if (reader.take('drop')) {
reader.take('column')
const message = `Column "${reader.name() ?? ''}" of "${table}" is dropped; the release before may still use it.`
return note('drop-column', table, message)
}
if (!reader.take('add')) return []
reader.take('column')
const column = reader.name() ?? ''
const required = reader.has('not', 'null') && (!reader.has('default') || reader.has('default', 'null'))
const message = `Column "${column}" of "${table}" is required and has no default; inserts of the release before fail.`
return required ? note('not-null-without-default', table, message) : []
}
const rebuiltIn = ({statements}) => {
const gone = new Set()
const back = new Set()
for (const {tokens} of statements) {
const reader = new sql_reader.m(tokens)
if (reader.take('drop', 'table')) gone.add(lower(nameAfterExists(reader)))
else if (reader.take('alter', 'table') && reader.name() && reader.take('rename', 'to')) {
const name = lower(reader.name() ?? '')
if (gone.has(name)) back.add(name)
}
}
return back
}
const createdBy = ({tokens}, rebuilt) => {
const reader = new sql_reader.m(tokens)
if (reader.take('alter', 'table')) {
const renamed = reader.name() !== undefined && reader.take('rename', 'to') ? lower(reader.name() ?? '') : ''
return renamed === '' || rebuilt.has(renamed) ? [] : [renamed]
}
if (!reader.take('create')) return []
reader.takeAny(['temp', 'temporary', 'virtual'])
if (!reader.takeAny(['table', 'view'])) return []
reader.take('if', 'not', 'exists')
const name = reader.name()
return name === undefined ? [] : [lower(name)]
}
const starts = (tokens, ...phrases) => phrases.some(phrase => new sql_reader.m(tokens).take(...phrase.split(' ')))
const unfit = ({tokens}) => {
if (starts(tokens, 'begin', 'commit', 'end', 'rollback', 'savepoint', 'release'))
return [
{
message: 'the file begins or ends a transaction of its own; each file runs in one already',
fix: 'remove BEGIN, COMMIT, ROLLBACK and SAVEPOINT'
}
]
if (starts(tokens, 'vacuum', 'attach', 'detach')) return [{message: 'this statement cannot run inside a migration', fix: 'run it by hand'}]
if (starts(tokens, 'pragma foreign_keys'))
return [
{
message: 'PRAGMA foreign_keys does nothing inside the transaction that each file runs in',
fix: 'PRAGMA defer_foreign_keys = on, and no ON DELETE CASCADE on what points to a table that is dropped'
}
]
return addColumn(tokens)
}
const addColumn = tokens => {
const reader = new sql_reader.m(tokens)
if (!reader.take('alter', 'table') || reader.name() === undefined || !reader.take('add')) return []
const refused = message => [{message: `ADD COLUMN ${message}`, fix: 'add it plain, or build the table anew'}]
if (reader.has('primary', 'key') || reader.has('unique')) return refused('takes neither PRIMARY KEY nor UNIQUE')
if (reader.has('stored')) return refused('takes no STORED generated column')
const moving = ['current_time', 'current_date', 'current_timestamp'].some(word => reader.has('default', word))
return moving || hasExpression(tokens) ? refused('takes only a constant DEFAULT') : []
}
const hasExpression = tokens => {
const at = tokens.findIndex(token => token.kind === 'word' && token.text === 'default')
const next = tokens[at + 1]
return at > 0 && next?.kind === 'symbol' && next.text === '('
}
const d1_DOCS = 'databases/d1.md#what-a-file-may-hold'
const d1 = (0, definition.Z)({
type: 'd1',
options: d1Options,
secrets: ({token}) => [token],
connect: async ({options}, context) => openD1(options, context, context.http?.('d1'))
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
const {findings, mistakes} = findSqliteContracts(pending, name => relations.has(name.toLowerCase()))
const place = (wanted, line) => {
const file = pending.find(({version}) => version === wanted)
return `${file ? fileOf(file) : wanted}:${line}`
}
const problems = [
...pending.flatMap(({version, sql}) =>
findSqliteUnfit(sql).map(({line, message, fix}) => ({
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
8994: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Hd: () => LOCK_DECLARATION,
Qz: () => CONTRACT_DECLARATION,
Rl: () => declarationsIn
})
const CONTRACT_DECLARATION = {
begins: /^--\s*sluice:contract\b/,
complete: /^--\s*sluice:contract\s+after\s+([\w.@/+-]{1,100})\s*$/,
mistake: 'this declaration names no release'
}
const LOCK_DECLARATION = {
begins: /^--\s*sluice:lock\b/,
complete: /^--\s*sluice:lock\s+(\S.{0,199})$/,
mistake: 'this declaration does not say why the lock is acceptable'
}
const declarationsIn = (file, {begins, complete, mistake}) => {
const perStatement = new Map()
const mistakes = []
let wholeFile = null
file.statements.forEach((statement, index) => {
for (const comment of statement.comments.filter(({text}) => begins.test(text))) {
const line = file.lineAt(comment.start)
const declared = complete.exec(comment.text)?.[1]
const previous = file.statements[index - 1]
const isFirst = !previous && comment.start < (statement.tokens[0]?.start ?? 0)
if (declared === undefined) mistakes.push({line, message: mistake})
else if (isFirst) wholeFile = declared
else if (previous && line === file.lineAt(previous.start + previous.text.length)) perStatement.set(index - 1, declared)
else perStatement.set(index, declared)
}
})
return {of: statement => perStatement.get(statement) ?? wholeFile, mistakes}
}
},
6742: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
I: () => lex
})
const WORD_START = /[A-Za-z_\u0080-\uffff]/
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y
const NUMBER = /(?:\d|\.\d)[\w.]*/y
const SPACE = /[ \t\n\r\f\v]+/y
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y
const LINE_END = /[\n\r]/g
const COMMENT_MARK = /\/\*|\*\//g
const lex = sql => {
const tokens = []
let at = 0
while (at < sql.length) {
SPACE.lastIndex = at
if (SPACE.test(sql)) {
at = SPACE.lastIndex
continue
}
const token = tokenAt(sql, at)
tokens.push(token)
at = token.end
}
return tokens
}
const tokenAt = (sql, at) => {
const first = sql[at] ?? ''
const second = sql[at + 1]
if (first === '-' && second === '-') return lineComment(sql, at)
if (first === '/' && second === '*') return blockComment(sql, at)
if (first === "'") return constant(sql, at, at, false)
if (first === '"') return quotedName(sql, at, at)
if (first === '$') return dollarQuoted(sql, at) ?? symbol(sql, at)
if (WORD_START.test(first)) return prefixed(sql, at) ?? word(sql, at)
return number(sql, at) ?? symbol(sql, at)
}
const lineComment = (sql, start) => {
LINE_END.lastIndex = start
const end = LINE_END.exec(sql)?.index ?? sql.length
return {kind: 'comment', text: sql.slice(start, end), start, end, closed: true}
}
const blockComment = (sql, start) => {
COMMENT_MARK.lastIndex = start
let depth = 0
for (let mark = COMMENT_MARK.exec(sql); mark; mark = COMMENT_MARK.exec(sql)) {
depth += mark[0] === '/*' ? 1 : -1
if (depth === 0) {
const end = COMMENT_MARK.lastIndex
return {kind: 'comment', text: sql.slice(start, end), start, end, closed: true}
}
}
return {kind: 'comment', text: sql.slice(start), start, end: sql.length, closed: false}
}
const prefixed = (sql, at) => {
const letter = (sql[at] ?? '').toLowerCase()
if ('ebxn'.includes(letter) && sql[at + 1] === "'") return constant(sql, at, at + 1, letter === 'e')
if (letter !== 'u' || sql[at + 1] !== '&') return undefined
if (sql[at + 2] === "'") return constant(sql, at, at + 2, false)
return sql[at + 2] === '"' ? quotedName(sql, at, at + 2) : undefined
}
const constant = (sql, start, quote, backslashes) => {
let text = ''
let open = quote
for (;;) {
const close = closingQuote(sql, open + 1, "'", backslashes)
text += sql.slice(open + 1, close ?? sql.length).replaceAll("''", "'")
if (close === undefined) return {kind: 'string', text, start, end: sql.length, closed: false}
const next = continuation(sql, close + 1)
if (next === undefined) return {kind: 'string', text, start, end: close + 1, closed: true}
open = next
}
}
const continuation = (sql, from) => {
let broken = false
let at = from
for (;;) {
SPACE.lastIndex = at
if (SPACE.test(sql)) {
broken ||= /[\n\r]/.test(sql.slice(at, SPACE.lastIndex))
at = SPACE.lastIndex
} else if (broken && sql.startsWith('--', at)) at = lineComment(sql, at).end
else return broken && sql[at] === "'" ? at : undefined
}
}
const quotedName = (sql, start, quote) => {
const close = closingQuote(sql, quote + 1, '"', false)
const text = sql.slice(quote + 1, close ?? sql.length).replaceAll('""', '"')
return {
kind: 'name',
text,
start,
end: close === undefined ? sql.length : close + 1,
closed: close !== undefined
}
}
const closingQuote = (sql, from, quote, backslashes) => {
for (let at = from; at < sql.length; at += 1) {
if (backslashes && sql[at] === '\\') at += 1
else if (sql[at] === quote) {
if (sql[at + 1] !== quote) return at
at += 1
}
}
return undefined
}
const dollarQuoted = (sql, start) => {
DOLLAR_TAG.lastIndex = start
if (!DOLLAR_TAG.test(sql)) return undefined
const body = DOLLAR_TAG.lastIndex
const tag = sql.slice(start, body)
const close = sql.indexOf(tag, body)
if (close < 0) return {kind: 'string', text: sql.slice(body), start, end: sql.length, closed: false}
return {kind: 'string', text: sql.slice(body, close), start, end: close + tag.length, closed: true}
}
const word = (sql, start) => {
WORD.lastIndex = start
WORD.test(sql)
const end = Math.max(WORD.lastIndex, start + 1)
return {kind: 'word', text: sql.slice(start, end).toLowerCase(), start, end, closed: true}
}
const number = (sql, start) => {
NUMBER.lastIndex = start
if (!NUMBER.test(sql)) return undefined
return {
kind: 'number',
text: sql.slice(start, NUMBER.lastIndex),
start,
end: NUMBER.lastIndex,
closed: true
}
}
const symbol = (sql, start) => {
const end = start + 1
return {kind: 'symbol', text: sql.slice(start, end), start, end, closed: true}
}
},
6260: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
m: () => Reader
})
class Reader {
#tokens
#at = 0
constructor(tokens) {
this.#tokens = tokens
}
get done() {
return this.#at >= this.#tokens.length
}
take(...words) {
const here = words.every((word, index) => isWord(this.#tokens[this.#at + index], word))
if (here) this.#at += words.length
return here
}
takeAny(words) {
return words.find(word => this.take(word))
}
takeSymbol(text) {
const token = this.#tokens[this.#at]
const here = token?.kind === 'symbol' && token.text === text
if (here) this.#at += 1
return here
}
name() {
const parts = []
do {
const token = this.#tokens[this.#at]
if (token?.kind !== 'word' && token?.kind !== 'name') break
parts.push(token.text)
this.#at += 1
} while (this.takeSymbol('.'))
if (parts.length === 0) return undefined
return (parts[0] === 'public' && parts.length > 1 ? parts.slice(1) : parts).join('.')
}
names() {
const found = []
do {
const name = this.name()
if (name === undefined) break
found.push(name)
this.skipParentheses()
this.takeSymbol('*')
} while (this.takeSymbol(','))
return found
}
skipParentheses() {
if (!this.takeSymbol('(')) return
for (let depth = 1; depth > 0 && !this.done; this.#at += 1) {
const token = this.#tokens[this.#at]
if (token?.kind !== 'symbol') continue
depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0
}
}
seek(word) {
const from = this.#at
while (!this.done) {
if (this.take(word)) return true
const before = this.#at
this.skipParentheses()
if (this.#at === before) this.#at += 1
}
this.#at = from
return false
}
has(...words) {
const from = this.#at
const [first = '', ...rest] = words
let found = false
while (!found && this.seek(first)) found = rest.length === 0 || this.take(...rest)
this.#at = from
return found
}
clauses() {
const clauses = [[]]
let depth = 0
for (const token of this.#tokens.slice(this.#at)) {
if (token.kind === 'symbol' && token.text === '(') depth += 1
if (token.kind === 'symbol' && token.text === ')') depth -= 1
if (token.kind === 'symbol' && token.text === ',' && depth === 0) clauses.push([])
else clauses.at(-1)?.push(token)
}
this.#at = this.#tokens.length
return clauses
}
}
const isWord = (token, word) => token?.kind === 'word' && token.text === word
},
7342: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
S: () => scan
})
var _lex_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6742)
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/
const scan = sql => {
const tokens = (0, _lex_js__WEBPACK_IMPORTED_MODULE_0__.I)(sql)
const lineAt = lineFinder(sql)
const statements = []
const nesting = new Nesting()
let begin = 0
let inside = []
const finish = end => {
const statement = statementOf(sql, begin, end, inside, lineAt)
if (statement) statements.push(statement)
begin = end
inside = []
nesting.reset()
}
for (const token of tokens) {
if (isSymbol(token, ';') && !nesting.open) finish(token.end)
else {
nesting.see(token)
inside.push(token)
}
}
finish(sql.length)
return {statements, flaw: flawOf(tokens, lineAt), lineAt}
}
const statementOf = (sql, begin, end, all, lineAt) => {
let start = begin
let stop = end
while (stop > start && sql[stop - 1] === ';') stop -= 1
while (start < stop && SPACE.test(sql[start] ?? '')) start += 1
while (stop > start && SPACE.test(sql[stop - 1] ?? '')) stop -= 1
if (start === stop) return undefined
const text = sql.slice(start, stop)
const tokens = all.filter(token => token.kind !== 'comment')
const comments = all.filter(token => token.kind === 'comment')
return {text, start, line: lineAt((tokens[0] ?? comments[0])?.start ?? start), tokens, comments}
}
class Nesting {
#parentheses = 0
#blocks = 0
#routine = false
#words = []
#last = ''
get open() {
return this.#parentheses > 0 || this.#blocks > 0
}
reset() {
this.#parentheses = 0
this.#blocks = 0
this.#routine = false
this.#words = []
}
see(token) {
if (isSymbol(token, '(')) this.#parentheses += 1
else if (isSymbol(token, ')')) this.#parentheses = Math.max(0, this.#parentheses - 1)
else if (token.kind === 'word') this.#seeWord(token.text)
}
#seeWord(word) {
if (this.#words.length < 4) {
this.#words.push(word)
this.#routine ||= /^create (or replace )?(function|procedure)$/.test(this.#words.join(' '))
}
if (!this.#routine) return
if (word === 'atomic' && this.#last === 'begin') this.#blocks += 1
else if (word === 'case' && this.#blocks > 0) this.#blocks += 1
else if (word === 'end' && this.#blocks > 0) this.#blocks -= 1
this.#last = word
}
}
const isSymbol = (token, text) => token.kind === 'symbol' && token.text === text
const flawOf = (tokens, lineAt) => {
const open = tokens.find(token => !token.closed)
const psql = tokens.find(token => isSymbol(token, '\\'))
const first = [open, psql].filter(token => token !== undefined).sort((a, b) => a.start - b.start)[0]
if (!first) return null
const line = lineAt(first.start)
if (first === psql) return {line, message: 'a psql command (backslash) stands here; only SQL can be sent to a server'}
const what = {comment: 'comment', name: 'quoted name'}[first.kind] ?? 'quoted string'
return {line, message: `a ${what} begins here and never ends`}
}
const lineFinder = text => {
const starts = [0]
for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length)
return offset => {
let low = 0
let high = starts.length
while (high - low > 1) {
const middle = (low + high) >> 1
if ((starts[middle] ?? 0) <= offset) low = middle
else high = middle
}
return low + 1
}
}
},
5620: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
D7: () => isApiAddress,
EB: () => accountField,
Oc: () => apiUrlField
})
var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
var _cloudflare_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8731)
const accountField = () =>
zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.regex(/^[0-9a-f]{32}$/, 'this is not an account id\n32 hexadecimal digits, from the overview of the account')
.describe('Id of the Cloudflare account.')
const isApiAddress = text => {
if (!URL.canParse(text) || /[\s?#@]/.test(text) || text.endsWith('/')) return false
const {protocol, hostname} = new URL(text)
return protocol === 'https:' || (protocol === 'http:' && /^(127\.0\.0\.1|localhost)$/.test(hostname))
}
const apiUrlField = () =>
zod__WEBPACK_IMPORTED_MODULE_1__
.YjP()
.max(300)
.refine(isApiAddress, {error: `this is not the address of an API\n${_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.NY}`})
.default(_cloudflare_js__WEBPACK_IMPORTED_MODULE_0__.NY)
.describe('Address of the API, for a gateway of your own.')
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
