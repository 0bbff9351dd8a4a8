export const id = 6156
export const ids = [6156]
export const modules = {
6156: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
openPostgres: () => openPostgres,
postgres: () => postgres,
postgresOptions: () => postgresOptions
})
var schemas = __webpack_require__(2857)
var core = __webpack_require__(8532)
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
const defineDatabase = ({type, options, connect}) => ({
type,
options,
connect: ({url, options: own}, context) => connect({url, options: own}, context)
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
const scan_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/
const scan = sql => {
const tokens = lex(sql)
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
while (start < stop && scan_SPACE.test(sql[start] ?? '')) start += 1
while (stop > start && scan_SPACE.test(sql[stop - 1] ?? '')) stop -= 1
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
var external_node_crypto_ = __webpack_require__(7598)
var kit_text = __webpack_require__(1299)
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
return (0, kit_text.ml)((0, kit_text.Fq)(safe), MAX_MESSAGE)
}
const wordsOf = text => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
const APPLIED = schemas.Ikc({version: schemas.YjP(), statements: schemas.YOg(schemas.YjP()).nullish()})
const OWN = schemas.Ikc({
version: schemas.YjP(),
sha256: schemas.YjP(),
state: schemas.k5n(['applying', 'applied', 'failed'])
})
const sha256Of = sql => (0, external_node_crypto_.createHash)('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
const statementsOf = sql => scan(sql).statements.map(({text}) => text)
const readHistory = async session => {
const [found] = await session.query(`
    select to_regclass('supabase_migrations.schema_migrations') is not null as shared,
           to_regclass('sluice.migrations') is not null as own`)
const applied = found?.shared === true ? await session.query(`select m.version, to_jsonb(m) -> 'statements' as statements from supabase_migrations.schema_migrations m`) : []
const own = found?.own === true ? await session.query('select version, sha256, state from sluice.migrations') : []
return {applied: applied.map(appliedRow), own: own.map(row => OWN.parse(row))}
}
const appliedRow = row => {
const {version, statements} = APPLIED.parse(row)
return {version, statements: statements ?? null}
}
const TABLES = [
'create schema if not exists supabase_migrations',
'create table if not exists supabase_migrations.schema_migrations (version text not null primary key)',
'alter table supabase_migrations.schema_migrations add column if not exists statements text[]',
'alter table supabase_migrations.schema_migrations add column if not exists name text',
'create schema if not exists sluice',
`create table if not exists sluice.migrations (
     version text not null primary key, name text not null, sha256 text not null,
     state text not null check (state in ('applying', 'applied', 'failed')),
     line integer, message text, changed_at timestamptz not null default now())`
]
const createTables = async session => {
await session.query('begin')
try {
await session.query("set local lock_timeout = '4s'")
for (const statement of TABLES) await session.query(statement)
await session.query('commit')
} catch (error) {
if (!session.lost) await session.query('rollback')
throw error instanceof ServerError && error.code === '42501' ? mayNotCreate() : error
}
}
const mayNotCreate = () =>
new errors.xL({
message: 'the role of the connection string may not create the schemas supabase_migrations and sluice',
fix: 'grant create on database <name> to <role>; or create both schemas by hand, owned by that role',
docs: 'databases/postgres.md#tables'
})
const recordState = async (session, {version, name, sql}, state, failure) => {
await session.query(
`insert into sluice.migrations (version, name, sha256, state, line, message)
     values ($1::text, $2::text, $3::text, $4::text, $5::text::integer, $6::text)
     on conflict (version) do update set name = excluded.name, sha256 = excluded.sha256, state = excluded.state,
       line = excluded.line, message = excluded.message, changed_at = now()`,
[version, name, sha256Of(sql), state, failure?.line?.toString() ?? null, failure?.message ?? null]
)
}
const recordApplied = async (session, migration) => {
const statements = statementsOf(migration.sql)
await session.query(
`insert into supabase_migrations.schema_migrations (version, name, statements)
     select $1::text, $2::text,
            array(select s from json_array_elements_text($3::text::json) with ordinality as t(s, i) order by i)`,
[migration.version, migration.name, JSON.stringify(statements)]
)
await recordState(session, migration, 'applied', null)
}
const KEY = 0x736c75696365n
const UPPER_HALF = KEY >> 32n
const LOWER_HALF = KEY & 0xffffffffn
const MINE = `locktype = 'advisory' and classid = ${UPPER_HALF} and objid = ${LOWER_HALF} and objsubid = 1 and granted
  and database = (select oid from pg_catalog.pg_database where datname = current_database())`
const lock = async (session, waitMs, log) => {
const [first] = await session.query(`select pg_catalog.pg_try_advisory_lock(${KEY}) as got`)
if (first?.got === true) return
log(`Waiting for the migration lock: ${await holder(session)}.`)
await session.query('set statement_timeout = 0')
await session.query(`set lock_timeout = ${Math.max(1, Math.round(waitMs))}`)
try {
await session.query(`select pg_catalog.pg_advisory_lock(${KEY})`)
} catch (error) {
if (!(error instanceof ServerError) || error.code !== '55P03') throw error
const message = `gave up waiting for the migration lock after ${Math.ceil(waitMs / 1000)} s: ${await holder(session)}`
throw new errors.mZ({provider: 'postgres', message, retryable: true})
} finally {
if (!session.lost) await session.query('reset all')
}
}
const unlock = async session => {
if (!session.lost) await session.query(`select pg_catalog.pg_advisory_unlock(${KEY})`).catch(() => undefined)
}
const holdsLock = async session => {
const rows = await session.query(`select 1 from pg_catalog.pg_locks where ${MINE} and pid = pg_backend_pid()`)
return rows.length > 0
}
const HOLDER = schemas.Ikc({application: schemas.YjP().nullable(), pid: schemas.aig(), since: schemas.YjP().nullable()})
const holder = async session => {
const [row] = await session.query(`
    select l.pid, a.application_name as application,
           to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as since
    from (select pid from pg_catalog.pg_locks where ${MINE}) l left join pg_catalog.pg_stat_activity a using (pid)`)
const found = HOLDER.safeParse(row)
if (!found.success) return 'it has just been released'
const {application, pid, since} = found.data
const who = (0, kit_text.ml)((0, kit_text.Fq)(application ?? ''), 63) || 'a session without a name'
return `${who} (server process ${pid}${since ? `, connected since ${since}` : ''}) is migrating this database`
}
const prepare = async session => {
if (!(await holdsLock(session))) throw lockNotKept()
await createTables(session)
}
const lockNotKept = () =>
new errors.xL({
message: 'the migration lock is not kept between statements: the connection leads to a pooler in transaction mode',
fix: 'use the session pooler (port 5432) or the direct connection',
docs: 'databases/postgres.md#the-connection-string'
})
const applyFile = async (session, migration) => {
try {
await session.query('reset all')
await recordState(session, migration, 'applying', null)
const failure = await inTransaction(session, migration)
if (failure === null) return {state: 'applied'}
await recordState(session, migration, 'failed', failure)
return {state: 'failed', failure}
} catch (error) {
if (session.lost) return {state: 'lost'}
throw error instanceof ServerError ? bookkeeping(error) : error
}
}
const inTransaction = async (session, migration) => {
const file = scan(migration.sql)
const progress = {statement: null}
await session.query('begin')
try {
await session.query("set local lock_timeout = '4s'")
for (const statement of file.statements.filter(({tokens}) => tokens.length > 0)) {
progress.statement = statement
await session.query(statement.text)
}
progress.statement = null
await session.query('reset role')
await recordApplied(session, migration)
await session.query('commit')
return null
} catch (error) {
if (session.lost || !(error instanceof ServerError)) throw error
await session.query('rollback')
await session.query('reset all')
await session.query('reset role')
return failureOf(migration, file, progress.statement, error)
}
}
const failureOf = ({version, name, sql}, file, statement, error) => {
if (!statement) return {version, name, line: null, message: `at the end of the file: ${error.explain(sql)}`}
const line = error.position === null ? statement.line : file.lineAt(statement.start + unitsBefore(statement, error.position))
return {version, name, line, message: error.explain(sql)}
}
const unitsBefore = ({text}, position) => {
let units = 0
for (let seen = 1; seen < position && units < text.length; seen += 1) {
units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
}
return units
}
const bookkeeping = error =>
new errors.mZ({
provider: 'postgres',
message: `the tables that record migrations cannot be written: ${error.explain('')}`,
retryable: false
})
const compare = (migrations, history) => {
const at = newest(history.applied.map(({version}) => version))
const applied = new Map(history.applied.map(row => [row.version, row]))
const own = new Map(history.own.map(row => [row.version, row]))
const pending = []
const drift = missingLocally(migrations, history)
for (const migration of migrations) {
const {version, name} = migration
const recorded = applied.get(version)
if (recorded) {
if (isChanged(migration, recorded.statements, own.get(version)?.sha256)) drift.push(changed(migration))
} else if (own.get(version)?.state === 'applied') drift.push(dirty(migration))
else if (at !== null && version < at) drift.push(outOfOrder(migration, at))
else pending.push({version, name, sha256: sha256Of(migration.sql)})
}
return {at, pending, drift: drift.sort((a, b) => (a.version < b.version ? -1 : 1))}
}
const newest = versions => versions.reduce((top, version) => (top === null || version > top ? version : top), null)
const isChanged = ({sql}, statements, sha256) => {
const fits = sha256 === sha256Of(sql) || (statements !== null && bare(statements) === bare(statementsOf(sql)))
return !fits && (sha256 !== undefined || (statements !== null && statements.length > 0))
}
const bare = statements => statements.join('').replace(/[\s;]+/g, '')
const missingLocally = (migrations, {applied}) => {
const local = new Set(migrations.map(({version}) => version))
return applied
.filter(({version}) => !local.has(version))
.map(({version}) => ({
version,
problem: 'missing-locally',
message: `Version ${version} is in the database but not in the folder: it came from another branch, a newer commit ` + 'or another tool. Release a commit that holds it, or bring its file back.'
}))
}
const label = ({version, name}) => `${version}_${name}.sql`
const changed = migration => ({
version: migration.version,
problem: 'changed',
message: `${label(migration)} was edited after it was applied, so the database does not have what the file says. ` + 'Put the applied text back and write the change as a new migration.'
})
const outOfOrder = (migration, at) => ({
version: migration.version,
problem: 'out-of-order',
message: `${label(migration)} is not applied, yet ${at}, which is newer, is. ` + 'Give the file a version after the newest one, once it is sure that it fits there.'
})
const dirty = migration => ({
version: migration.version,
problem: 'dirty',
message:
`${label(migration)} was applied by us, but supabase_migrations.schema_migrations no longer lists it. ` + 'If its effects are gone, delete its row from sluice.migrations and it will run again; if they are still there, ' + `put its row back (supabase migration repair --status applied ${migration.version}).`
})
const DOCS = 'databases/postgres.md#the-connection-string'
const FORM = 'postgresql://<user>:<password>@<host>:5432/<database>'
const parseDsn = (dsn, secretName) => {
const at = `secret ${secretName}`
const refuse = (message, fix) => new errors.xL({at, message, fix, docs: DOCS})
const text = dsn.trim()
if (text === '') throw refuse('is empty or missing; there is no database to migrate', `set it to ${FORM}`)
if (/\s/.test(text)) throw refuse('holds white space inside', `write it on one line, in the form ${FORM}`)
if (!/^postgres(ql)?:\/\//.test(text)) throw refuse('is not a PostgreSQL connection string', `write ${FORM}`)
const url = URL.parse(text)
const parts = url && decoded(url)
if (!url || !parts) {
throw refuse('cannot be read', `write ${FORM}, with one host, and percent-encode special characters of the password`)
}
const problems = problemsOf(url, parts).map(problem => ({at, docs: DOCS, ...problem}))
if (problems.length > 0) throw new errors.xL(problems)
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
const problemsOf = (url, {host, user, database}) => {
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
if (isTransactionPooler(url, host)) {
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
const FACTS = schemas.Ikc({
standby: schemas.zMY(),
wal: schemas.YjP(),
archive: schemas.YjP(),
allowed: schemas.zMY(),
failing: schemas.zMY()
})
const MAX_NAME = 63
const createRestorePoint = async (session, name, {dryRun} = {dryRun: false}) => {
const label = name.replace(/[^\w.:/@+-]/g, '-').slice(0, MAX_NAME)
if (label === '') return {id: null, reason: 'A restore point needs a name.'}
const [row] = await session.query(`
    select pg_is_in_recovery() as standby, current_setting('wal_level') as wal,
           current_setting('archive_mode') as archive,
           has_function_privilege('pg_catalog.pg_create_restore_point(text)', 'execute') as allowed,
           coalesce((select last_failed_time > coalesce(last_archived_time, '-infinity') from pg_stat_archiver), false)
             as failing`)
const reason = whyNot(FACTS.parse(row))
if (reason) return {id: null, reason}
if (dryRun) return {id: label}
try {
const [mark] = await session.query('select pg_create_restore_point($1::text)::text as position', [label])
return {id: `${label}@${String(mark?.position)}`}
} catch (error) {
if (!(error instanceof ServerError)) throw error
return {id: null, reason: `The server refused a restore point (SQLSTATE ${error.code}).`}
}
}
const whyNot = ({standby, wal, archive, allowed, failing}) => {
if (standby) return 'The server is a standby; restore points are made on the primary.'
if (wal === 'minimal' || archive === 'off') {
return 'The server keeps no archive of its write-ahead log, so there is nothing to restore to a point in time.'
}
if (failing) return 'The server fails to archive its write-ahead log, so a restore point could not be reached.'
if (!allowed) return 'The role may not call pg_create_restore_point; use the backups of the provider.'
return null
}
var promises_ = __webpack_require__(1455)
var external_node_net_ = __webpack_require__(7030)
var external_node_tls_ = __webpack_require__(1692)
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47])
const dial = async (address, signal) => {
const ca = await authorities(address)
const socket = (0, external_node_net_.createConnection)({host: address.host, port: address.port})
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
throw error instanceof errors.xL || error instanceof errors.mZ ? error : unreachable(reasonOf(error))
} finally {
signal.removeEventListener('abort', stop)
}
}
const authorities = async ({ssl, rootCertificate}) => {
if (rootCertificate === null || (ssl !== 'verify-ca' && ssl !== 'verify-full')) return undefined
const file = await (0, promises_.readFile)(rootCertificate, 'utf8').catch(() => undefined)
if (file !== undefined) return [...external_node_tls_.rootCertificates, file]
const fix = 'put the certificate into the repository and name its path, or write sslrootcert=system'
throw new errors.xL({message: 'the file that sslrootcert names cannot be read', fix})
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
throw new errors.xL({message: `the server offers no encryption, and sslmode is ${ssl}`, fix})
}
const encrypt = async (socket, address, ca, signal) => {
const secure = (0, external_node_tls_.connect)({socket, ...tlsOptions(address), ...(ca && {ca})})
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
...((0, external_node_net_.isIP)(host) === 0 && {servername: host}),
host,
rejectUnauthorized: ssl === 'verify-ca' || ssl === 'verify-full',
...(ssl === 'verify-ca' && {checkServerIdentity: () => undefined})
})
const isCertificateError = error => /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME/.test(codeOf(error))
const untrusted = () =>
new errors.xL({
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
new errors.mZ({
provider: 'postgres',
message: `cannot reach the database: ${reason}`,
retryable: true
})
const CONNECT_MS = 15_000
const openSession = async (address, secretName, signal) => {
const {default: postgres} = await __webpack_require__.e(1534).then(__webpack_require__.bind(__webpack_require__, 1534))
const patience = AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)])
const socket = await dial(address, patience).catch(error => {
throw withPlace(error, secretName)
})
const sql = postgres(driverOptions(address, socket))
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
const driverOptions = (address, socket) => {
let handedOut = false
return {
host: address.host,
port: address.port,
database: address.database,
user: address.user,
password: () => address.password,
ssl: false,
sslnegotiation: null,
socket: () => {
if (handedOut) throw lost()
handedOut = true
return socket
},
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
connection: {
application_name: 'sluice',
...(address.options !== null && {options: address.options})
}
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
return new ServerError({
code: field('code'),
message: error.message,
position: Number.isNaN(position) ? null : position,
fatal: /^(FATAL|PANIC)$/.test(field('severity')),
routine: field('routine'),
names: names.filter(name => name !== '')
})
}
const lost = () =>
new errors.mZ({
provider: 'postgres',
message: 'the connection to the database was lost',
retryable: true,
effect: 'unknown'
})
const stopped = () =>
new errors.mZ({
provider: 'postgres',
message: 'stopped while talking to the database',
retryable: true,
effect: 'unknown'
})
const withPlace = (error, secretName) => (error instanceof errors.xL ? new errors.xL(error.problems.map(problem => ({at: `secret ${secretName}`, ...problem}))) : error)
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
if (!(error instanceof ServerError)) {
const message = 'cannot reach the database: it accepted the connection but did not greet in time or broke off'
return new errors.mZ({provider: 'postgres', message, retryable: true})
}
const login = LOGIN[error.code]
if (login) return new errors.xL({at: `secret ${secretName}`, ...login})
const message = `the database server refused the connection (SQLSTATE ${error.code})`
return new errors.mZ({provider: 'postgres', message, retryable: BUSY.includes(error.code)})
}
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
const NONE = {created: [], breaches: []}
const effectsOf = tokens => {
const reader = new Reader(tokens)
if (reader.take('create')) return created(reader)
if (reader.take('drop')) return {created: [], breaches: dropped(reader)}
if (reader.take('alter')) return altered(reader)
if (reader.take('truncate')) return {created: [], breaches: truncated(reader)}
if (reader.take('revoke')) return {created: [], breaches: revoked(reader)}
if (reader.take('delete')) return {created: [], breaches: deleted(reader)}
if (reader.take('with')) return {created: [], breaches: deletedBelow(tokens)}
return NONE
}
const relation = name => ({kind: 'relation', name})
const RELATIONS = ['table', 'view', 'sequence']
const created = reader => {
const replaces = reader.take('or', 'replace')
while (reader.takeAny(['global', 'local', 'temp', 'temporary', 'unlogged', 'recursive', 'materialized', 'foreign']));
if (reader.take('unique', 'index')) return {created: [], breaches: uniqueIndex(reader)}
const word = reader.takeAny([...RELATIONS, 'type', 'domain', 'function', 'procedure', 'schema', 'policy', 'extension'])
if (!word) return NONE
const conditional = reader.take('if', 'not', 'exists') || replaces
const name = reader.name()
if (name === undefined) return NONE
return {created: [{kind: kindOf(word), name: policyOn(word, name, reader), conditional}], breaches: []}
}
const kindOf = word => {
if (RELATIONS.includes(word)) return 'relation'
if (word === 'domain' || word === 'type') return 'type'
if (word === 'schema' || word === 'policy' || word === 'extension') return word
return 'routine'
}
const policyOn = (word, name, reader) => (word === 'policy' && reader.take('on') ? `${reader.name() ?? ''}/${name}` : name)
const uniqueIndex = reader => {
if (!reader.seek('on')) return []
reader.take('only')
const table = reader.name()
if (table === undefined) return []
const message = `A unique index on "${table}" makes writes fail that the release before may still do.`
return [{kind: 'add-constraint', message, target: relation(table)}]
}
const DROPS = [
{words: 'table', kind: 'drop-table', object: 'relation', called: 'Table'},
{words: 'foreign table', kind: 'drop-table', object: 'relation', called: 'Foreign table'},
{words: 'view', kind: 'drop-view', object: 'relation', called: 'View'},
{words: 'materialized view', kind: 'drop-view', object: 'relation', called: 'Materialized view'},
{words: 'sequence', kind: 'drop-sequence', object: 'relation', called: 'Sequence'},
{words: 'type', kind: 'drop-type', object: 'type', called: 'Type'},
{words: 'domain', kind: 'drop-type', object: 'type', called: 'Domain'},
{words: 'function', kind: 'drop-function', object: 'routine', called: 'Function'},
{words: 'procedure', kind: 'drop-function', object: 'routine', called: 'Procedure'},
{words: 'routine', kind: 'drop-function', object: 'routine', called: 'Routine'},
{words: 'aggregate', kind: 'drop-function', object: 'routine', called: 'Aggregate'},
{words: 'schema', kind: 'drop-schema', object: 'schema', called: 'Schema'},
{words: 'extension', kind: 'drop-extension', object: 'extension', called: 'Extension'}
]
const dropped = reader => {
if (reader.take('owned')) {
return [
{
kind: 'drop-owned',
message: 'Everything a role owns is dropped, and its rights with it.',
target: null
}
]
}
if (reader.take('policy')) return droppedPolicy(reader)
const drop = DROPS.find(({words}) => reader.take(...words.split(' ')))
if (!drop) return []
reader.take('if', 'exists')
return reader.names().map(name => ({
kind: drop.kind,
message: `${drop.called} "${name}" is dropped; the release before may still use it.`,
target: {kind: drop.object, name}
}))
}
const droppedPolicy = reader => {
reader.take('if', 'exists')
const policy = reader.name() ?? ''
const table = reader.take('on') ? reader.name() : undefined
if (table === undefined) return []
const message = `Policy "${policy}" on "${table}" is dropped; rows that the release before reads or writes may be refused.`
return [{kind: 'drop-policy', message, target: {kind: 'policy', name: `${table}/${policy}`}, table}]
}
const truncated = reader => {
reader.take('table')
reader.take('only')
return reader.names().map(name => ({
kind: 'truncate',
message: `Every row of "${name}" is removed, and no rollback brings them back.`,
target: relation(name)
}))
}
const deleted = reader => {
if (!reader.take('from')) return []
reader.take('only')
const name = reader.name()
if (name === undefined || reader.has('where')) return []
const message = `Every row of "${name}" is deleted (no WHERE), and no rollback brings them back.`
return [{kind: 'delete-without-where', message, target: relation(name)}]
}
const deletedBelow = tokens => {
const found = []
const around = []
let level = {from: -1, where: false}
const finish = () => {
if (level.from < 0 || level.where) return
found.push(...deleted(new Reader(tokens.slice(level.from + 1, level.from + LONGEST_TARGET))))
}
tokens.forEach((token, index) => {
if (token.kind === 'symbol' && token.text === '(') {
around.push(level)
level = {from: -1, where: false}
} else if (token.kind === 'symbol' && token.text === ')') {
finish()
level = around.pop() ?? {from: -1, where: false}
} else if (token.kind === 'word' && token.text === 'delete' && level.from < 0) level.from = index
else if (token.kind === 'word' && token.text === 'where') level.where = true
})
finish()
return found
}
const LONGEST_TARGET = 8
const revoked = reader => {
if (!reader.seek('on')) {
return [
{
kind: 'revoke',
message: 'A right or role is taken away that the release before may need.',
target: null
}
]
}
const routine = reader.takeAny(['function', 'procedure', 'routine']) !== undefined
const schema = !routine && reader.take('schema')
const all = !routine && !schema && reader.take('all')
reader.take('table')
reader.take('sequence')
if (all) {
return [{kind: 'revoke', message: 'Rights on every object of a schema are taken away.', target: null}]
}
return reader.names().map(name => ({
kind: 'revoke',
message: `Rights on "${name}" are taken away; the release before may need them.`,
target: {kind: routine ? 'routine' : schema ? 'schema' : 'relation', name}
}))
}
const ALTERABLE = [...RELATIONS, 'type', 'domain', 'function', 'procedure', 'routine', 'aggregate', 'schema']
const altered = reader => {
reader.takeAny(['foreign', 'materialized'])
const word = reader.takeAny(ALTERABLE)
if (!word) return NONE
reader.take('if', 'exists')
reader.take('only')
const name = reader.name()
if (name === undefined) return NONE
reader.takeSymbol('*')
reader.skipParentheses()
const object = {
kind: word === 'aggregate' ? 'routine' : kindOf(word),
name,
domain: word === 'domain'
}
const effects = reader.clauses().map(clause => clauseEffects(object, clause))
return {
created: effects.flatMap(effect => effect.created),
breaches: effects.flatMap(effect => effect.breaches)
}
}
const clauseEffects = (object, clause) => {
const reader = new Reader(clause)
if (reader.take('rename')) return renamed(object, reader)
if (reader.take('add')) return added(object, reader)
if (reader.take('drop')) return {created: [], breaches: clauseDrops(object, reader)}
if (reader.take('alter')) return {created: [], breaches: columnAltered(object, reader)}
return {created: [], breaches: otherBreaches(object, reader)}
}
const renamed = (object, reader) => {
if (reader.take('constraint')) return NONE
if (reader.take('to')) {
const to = reader.name() ?? ''
const message = `"${object.name}" is renamed to "${to}"; the release before knows only the old name.`
const breach = {kind: 'rename', message, target: {kind: object.kind, name: object.name}}
return {
created: [{kind: object.kind, name: sibling(object.name, to), conditional: false}],
breaches: [breach]
}
}
const value = reader.take('value')
reader.takeAny(['column', 'attribute'])
if (value) {
const message = `A value of type "${object.name}" is renamed; the release before writes the old one.`
return {
created: [],
breaches: [{kind: 'rename', message, target: {kind: 'type', name: object.name}}]
}
}
const from = reader.name() ?? ''
const message = `Column "${from}" of "${object.name}" is renamed; the release before knows only the old name.`
return {created: [], breaches: [{kind: 'rename', message, ...column(object, from)}]}
}
const sibling = (old, name) => (old.includes('.') ? `${old.slice(0, old.lastIndexOf('.'))}.${name}` : name)
const column = (object, name) => ({
target: {kind: 'column', name: `${object.name}.${name}`},
table: object.name
})
const CONSTRAINTS = ['constraint', 'check', 'unique', 'primary', 'foreign', 'exclude']
const added = (object, reader) => {
if (object.kind === 'type' && !object.domain) return NONE
if (reader.takeAny(CONSTRAINTS)) {
if (reader.has('not', 'valid') || reader.has('using', 'index')) return NONE
const message = `A constraint on "${object.name}" makes writes fail that the release before may still do; add it NOT VALID first.`
return {
created: [],
breaches: [{kind: 'add-constraint', message, target: {kind: object.kind, name: object.name}}]
}
}
reader.take('column')
const conditional = reader.take('if', 'not', 'exists')
const name = reader.name()
if (name === undefined || object.kind !== 'relation') return NONE
const serial = reader.takeAny(['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8']) !== undefined
const filled = serial || reader.has('generated') || (reader.has('default') && !reader.has('default', 'null'))
const required = reader.has('not', 'null') || reader.has('primary', 'key')
const creation = {kind: 'column', name: `${object.name}.${name}`, conditional, filled}
if (!required || filled) return {created: [creation], breaches: []}
const message = `Column "${name}" of "${object.name}" is required and has no default; inserts of the release before fail.`
const breach = {kind: 'not-null-without-default', message, target: relation(object.name)}
return {created: [creation], breaches: [breach]}
}
const clauseDrops = (object, reader) => {
if (reader.take('constraint') || object.domain || (object.kind !== 'relation' && object.kind !== 'type')) return []
reader.takeAny(['column', 'attribute'])
reader.take('if', 'exists')
const name = reader.name()
if (name === undefined) return []
const message = `Column "${name}" of "${object.name}" is dropped; the release before may still use it.`
return [{kind: 'drop-column', message, ...column(object, name)}]
}
const columnAltered = (object, reader) => {
reader.takeAny(['column', 'attribute'])
const name = reader.name()
if (name === undefined) return []
const of = `column "${name}" of "${object.name}"`
if (reader.take('type') || reader.take('set', 'data', 'type')) {
const message = `The type of ${of} changes under the release before.`
return [{kind: 'change-type', message, ...column(object, name)}]
}
if (reader.take('set', 'not', 'null')) {
const message = `From now on ${of} must have a value; the release before may leave it empty.`
return [{kind: 'set-not-null', message, ...column(object, name)}]
}
if (reader.take('drop') && reader.takeAny(['default', 'identity', 'expression'])) {
const message = `The default of ${of} is dropped; inserts of the release before may rely on it.`
return [{kind: 'drop-default', message, ...column(object, name)}]
}
return []
}
const otherBreaches = (object, reader) => {
const target = {kind: object.kind, name: object.name}
if (object.domain && reader.take('set', 'not', 'null')) {
const message = `Domain "${object.name}" refuses empty values from now on; the release before may write them.`
return [{kind: 'set-not-null', message, target}]
}
if (reader.has('set', 'schema')) {
const message = `"${object.name}" moves to another schema; the release before looks for it in the old one.`
return [{kind: 'rename', message, target}]
}
if (reader.has('rename', 'to')) {
const message = `"${object.name}" is renamed; the release before knows only the old name.`
return [{kind: 'rename', message, target}]
}
if (reader.take('detach', 'partition')) {
const message = `A partition of "${object.name}" is detached; the release before no longer sees its rows.`
return [{kind: 'detach-partition', message, target}]
}
if (reader.take('enable', 'row') || reader.take('force', 'row')) {
const message = `Row security on "${object.name}" begins; the release before sees no rows that no policy allows.`
return [{kind: 'row-security', message, target}]
}
return []
}
const findContracts = (migrations, exists = () => true) => {
const world = new World(exists)
const reports = migrations.map(({version, sql}) => inFile(version, scan(sql), world))
return {
findings: reports.flatMap(({findings}) => findings),
mistakes: reports.flatMap(({mistakes}) => mistakes)
}
}
const relationsIn = migrations => {
const asked = new Set()
findContracts(migrations, relation => {
asked.add(relation)
return true
})
return [...asked]
}
const inFile = (version, file, world) => {
const declared = declarations(file)
const replaced = policiesCreated(file)
const isReplaced = ({target}, index) => target?.kind === 'policy' && (replaced.get(target.name) ?? -1) > index
const findings = file.statements.flatMap((statement, index) =>
breachesIn(statement.tokens, file.lineAt, world, 0)
.filter(({breach}) => !isReplaced(breach, index))
.map(({line, breach: {kind, message}}) => ({
version,
line,
kind,
message,
declaredAfter: declared.of(index)
}))
)
return {findings, mistakes: declared.mistakes.map(mistake => ({version, ...mistake}))}
}
const policiesCreated = file =>
new Map(
file.statements.flatMap(({tokens}, index) =>
effectsOf(tokens)
.created.filter(({kind}) => kind === 'policy')
.map(({name}) => [name, index])
)
)
class World {
#exists
#created = new Set()
#filled = new Set()
#renamed = new Set()
constructor(exists) {
this.#exists = exists
}
take(tokens) {
const {created, breaches} = effectsOf(tokens)
const noticed = breaches.filter(breach => !this.#isHarmless(breach))
const carriesOldRows = noticed.some(breach => breach.kind === 'rename')
for (const {kind, name, conditional, filled} of created) {
const key = keyOf(kind, name)
if (carriesOldRows) this.#renamed.add(name)
else if (!conditional || (kind === 'relation' && !this.#wasThere(name))) this.#created.add(key)
if (filled && !conditional) this.#filled.add(key)
}
return noticed
}
#isHarmless({kind, target, table}) {
if (!target) return false
if (table !== undefined && this.#isNewRelation(table)) return true
if (target.kind === 'relation') return this.#isNewRelation(target.name)
const key = keyOf(target.kind, target.name)
if (kind === 'set-not-null' && target.kind === 'column') return this.#filled.has(key)
return kind !== 'drop-default' && this.#created.has(key)
}
#isNewRelation(name) {
return this.#created.has(keyOf('relation', name)) || !this.#wasThere(name)
}
#wasThere(name) {
return this.#renamed.has(name) || this.#exists(name)
}
}
const keyOf = (kind, name) => `${kind}:${name}`
const MAX_DEPTH = 3
const breachesIn = (tokens, lineAt, world, depth) => {
const first = tokens[0]
if (!first) return []
const runsText = first.kind === 'word' && (first.text === 'do' || first.text === 'execute')
if (!runsText) return world.take(tokens).map(breach => ({line: lineAt(first.start), breach}))
const body = tokens.find(token => token.kind === 'string')
return body && depth < MAX_DEPTH ? breachesInBody(body, lineAt(body.start), world, depth + 1) : []
}
const breachesInBody = (body, line, world, depth) => {
const inner = scan(body.text)
const lineAt = offset => line + inner.lineAt(offset) - 1
return inner.statements.flatMap(statement => breachesIn(statement.tokens.slice(verbAt(statement)), lineAt, world, depth))
}
const VERBS = new Set(['drop', 'alter', 'truncate', 'delete', 'revoke', 'create', 'execute', 'with', 'do'])
const BEFORE_VERBS = new Set(['begin', 'then', 'else', 'loop', '>'])
const verbAt = ({tokens}) => {
const at = tokens.findIndex((token, index) => {
const before = tokens[index - 1]
return token.kind === 'word' && VERBS.has(token.text) && (!before || BEFORE_VERBS.has(before.text))
})
return at < 0 ? tokens.length : at
}
const DECLARATION = /^--\s*sluice:contract\b/
const COMPLETE = /^--\s*sluice:contract\s+after\s+([\w.@/+-]{1,100})\s*$/
const declarations = file => {
const perStatement = new Map()
const mistakes = []
let wholeFile = null
file.statements.forEach((statement, index) => {
for (const comment of statement.comments.filter(({text}) => DECLARATION.test(text))) {
const line = file.lineAt(comment.start)
const release = COMPLETE.exec(comment.text)?.[1]
const previous = file.statements[index - 1]
const isFirst = !previous && comment.start < (statement.tokens[0]?.start ?? 0)
if (release === undefined) mistakes.push({line, message: 'this declaration names no release'})
else if (isFirst) wholeFile = release
else if (previous && line === file.lineAt(previous.start + previous.text.length)) perStatement.set(index - 1, release)
else perStatement.set(index, release)
}
})
return {of: statement => perStatement.get(statement) ?? wholeFile, mistakes}
}
const findUnfit = ({statements, flaw}) => [
...(flaw ? [{...flaw, fix: 'close it, or remove it'}] : []),
...statements.flatMap(statement => {
const rule = RULES.find(({matches}) => matches(statement))
return rule ? [{line: statement.line, message: rule.message, fix: rule.fix}] : []
})
]
const starts = (statement, ...phrases) => phrases.some(phrase => new Reader(statement.tokens).take(...phrase.split(' ')))
const CONTROL = ['begin', 'start transaction', 'commit', 'end', 'abort', 'prepare transaction']
const ALONE = ['vacuum', 'create database', 'drop database', 'create tablespace', 'drop tablespace', 'alter system', 'reindex database', 'reindex system', 'reindex schema', 'alter database', 'discard all']
const RULES = [
{
matches: statement => starts(statement, 'commit prepared', 'rollback prepared'),
message: 'a prepared transaction cannot be ended inside the transaction that each file runs in',
fix: 'end it by hand, outside the migrations'
},
{
matches: statement => starts(statement, ...CONTROL) || (starts(statement, 'rollback') && !new Reader(statement.tokens).has('to')),
message: 'the file begins or ends a transaction of its own; each file runs in one already',
fix: 'remove BEGIN, COMMIT and ROLLBACK, or split the file'
},
{
matches: statement => starts(statement, 'create', 'drop', 'reindex', 'alter') && hasConcurrently(statement),
message: 'CONCURRENTLY cannot run inside the transaction that each file runs in',
fix: 'remove CONCURRENTLY and set a short lock_timeout, or build the index by hand first and write IF NOT EXISTS here'
},
{
matches: statement => starts(statement, ...ALONE) && !isHarmlessDatabaseSetting(statement),
message: 'this statement cannot run inside the transaction that each file runs in',
fix: 'run it by hand, outside the migrations'
},
{
matches: statement => starts(statement, 'cluster') && statement.tokens.length < 2,
message: 'CLUSTER without a table cannot run inside the transaction that each file runs in',
fix: 'name the table, or run it by hand'
},
{
matches: statement => starts(statement, 'copy') && isClientCopy(statement),
message: 'COPY from the client has no data here: a migration file is sent without a stream',
fix: 'write INSERT statements'
}
]
const hasConcurrently = statement => {
const at = statement.tokens.findIndex(token => token.kind === 'word' && token.text === 'concurrently')
const before = statement.tokens[at - 1]?.text ?? ''
const detached = statement.tokens.some(token => token.kind === 'word' && token.text === 'detach')
return at > 0 && (['index', 'table', 'schema', 'database'].includes(before) || detached)
}
const isHarmlessDatabaseSetting = statement => starts(statement, 'alter database') && !new Reader(statement.tokens).has('set', 'tablespace')
const isClientCopy = statement => {
const reader = new Reader(statement.tokens)
return reader.has('from', 'stdin') || reader.has('to', 'stdout')
}
const LOCK_WAIT_MS = 5 * 60_000
const postgresOptions = schemas.rej({
'lock-wait': schemas
.YjP()
.transform((text, context) => {
const reading = (0, grammar.E9)(text)
if (reading.ok && reading.value > 0) return reading.value
const {message, fix} = reading.ok ? {message: 'must be longer than nothing', fix: '5m'} : reading
context.addIssue({code: 'custom', message: `${message}\n${fix}`})
return core.tm
})
.default(LOCK_WAIT_MS)
.describe('How long to wait while another pipeline migrates the same database. Default 5m.')
})
const postgres = defineDatabase({
type: 'postgres',
options: postgresOptions,
connect: async ({url, options}, {secret, signal, log}) =>
openPostgres({
dsn: secret(url),
secretName: url,
signal,
lockWaitMs: options['lock-wait'],
log: line => log?.info(line)
})
})
const openPostgres = async settings => {
const address = parseDsn(settings.dsn, settings.secretName)
const database = new PostgresDatabase(address, settings)
await database.open()
return database
}
class PostgresDatabase {
type = 'postgres'
#address
#settings
#session = null
constructor(address, settings) {
this.#address = address
this.#settings = settings
}
async open() {
if (this.#session && !this.#session.lost) return this.#session
await this.close()
this.#session = await openSession(this.#address, this.#settings.secretName, this.#settings.signal)
return this.#session
}
async plan(migrations) {
return safely(async () => {
const session = await this.open()
await session.query('begin transaction isolation level repeatable read read only')
try {
return await planIn(session, migrations)
} finally {
if (!session.lost) await session.query('rollback')
}
})
}
async apply(migrations) {
return safely(async () => {
await this.#lock()
try {
return await this.#applyLocked(migrations)
} finally {
if (this.#session) await unlock(this.#session)
}
})
}
async restorePoint(name, order) {
return safely(async () => createRestorePoint(await this.open(), name, order))
}
async close() {
await this.#session?.end()
this.#session = null
}
async #lock() {
const session = await this.open()
await lock(session, this.#settings.lockWaitMs ?? LOCK_WAIT_MS, this.#settings.log ?? (() => {}))
return session
}
async #applyLocked(migrations) {
const plan = await planIn(await this.open(), migrations)
refuseDrift(plan)
const todo = migrations.filter(({version}) => plan.pending.some(pending => pending.version === version))
if (todo.length > 0) await prepare(await this.open())
const applied = []
let failed = null
for (const migration of todo) {
this.#settings.log?.(`Applying ${migration.version}_${migration.name}.sql`)
failed = await this.#applyOne(migration)
if (failed) break
applied.push(migration.version)
}
return {applied, failed, at: newest([...applied, ...(plan.at === null ? [] : [plan.at])])}
}
async #applyOne(migration) {
const outcome = await applyFile(await this.open(), migration)
if (outcome.state === 'failed') return outcome.failure
if (outcome.state === 'applied' || (await this.#readBack(migration))) return null
const {version, name} = migration
const message = 'the connection to the database was lost; the file was undone whole and can be applied again'
return {version, name, line: null, message}
}
async #readBack({version}) {
this.#settings.log?.(`The connection was lost while ${version} was being applied; asking the database what it has.`)
try {
const {applied} = await readHistory(await this.#lock())
return applied.some(row => row.version === version)
} catch (error) {
if (error instanceof errors.xL) throw error
const message = `the connection was lost while version ${version} was being applied, and the database cannot be asked whether ` + 'it was committed; the next run will find out'
throw new errors.mZ({provider: 'postgres', message, retryable: true, effect: 'unknown'})
}
}
}
const safely = async work => {
try {
return await work()
} catch (error) {
if (!(error instanceof ServerError)) throw error
const effect = error.fatal ? 'unknown' : 'none'
throw new errors.mZ({
provider: 'postgres',
message: error.explain(''),
retryable: error.fatal,
effect
})
}
}
const planIn = async (session, migrations) => {
const comparison = compare(migrations, await readHistory(session))
const pending = migrations.filter(({version}) => comparison.pending.some(file => file.version === version))
return {...comparison, contract: await contractsOf(session, pending)}
}
const contractsOf = async (session, pending) => {
const there = await existing(session, relationsIn(pending))
const {findings, mistakes} = findContracts(pending, relation => there.has(relation))
const place = (version, line) => {
const name = pending.find(migration => migration.version === version)?.name ?? ''
return `${version}_${name}.sql:${line}`
}
const problems = [
...pending.flatMap(({version, sql}) => findUnfit(scan(sql)).map(({line, message, fix}) => ({at: place(version, line), message, fix}))),
...mistakes.map(({version, line, message}) => ({
at: place(version, line),
message,
fix: '-- sluice:contract after <release>'
}))
].map(problem => ({...problem, docs: 'databases/postgres.md#what-a-file-may-hold'}))
if (problems.length > 0) throw new errors.xL(problems)
return findings
}
const existing = async (session, relations) => {
if (relations.length === 0) return new Set()
const rows = await session.query(
`select name from json_array_elements_text($1::text::json) as t(name)
     where to_regclass((select string_agg(quote_ident(part), '.' order by i)
                        from unnest(string_to_array(name, '.')) with ordinality as p(part, i))) is not null`,
[JSON.stringify(relations)]
)
return new Set(rows.map(({name}) => String(name)))
}
const refuseDrift = ({drift}) => {
if (drift.length === 0) return
throw new errors.xL(drift.map(({version, message}) => ({at: `migration ${version}`, message})))
}
}
}
