export const id = 6
export const ids = [6]
export const modules = {
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
6: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.r(__webpack_exports__)
__webpack_require__.d(__webpack_exports__, {
openPostgres: () => openPostgres,
postgres: () => postgres,
postgresOptions: () => postgresOptions,
rulesOf: () => rulesOf
})
var schemas = __webpack_require__(2857)
var core = __webpack_require__(8532)
var errors = __webpack_require__(7463)
var grammar = __webpack_require__(3355)
var dsn = __webpack_require__(357)
var server_error = __webpack_require__(5522)
var session = __webpack_require__(3444)
var secret_name = __webpack_require__(7274)
var definition = __webpack_require__(3883)
var scan = __webpack_require__(7342)
var external_node_crypto_ = __webpack_require__(7598)
const APPLIED = schemas.Ikc({version: schemas.YjP(), statements: schemas.YOg(schemas.YjP()).nullish()})
const OWN = schemas.Ikc({
version: schemas.YjP(),
sha256: schemas.YjP(),
state: schemas.k5n(['applying', 'applied', 'failed'])
})
const sha256Of = sql => (0, external_node_crypto_.createHash)('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex')
const statementsOf = sql => (0, scan.S)(sql).statements.map(({text}) => text)
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
throw error instanceof server_error.g && error.code === '42501' ? mayNotCreate() : error
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
var kit_text = __webpack_require__(1299)
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
if (!(error instanceof server_error.g) || error.code !== '55P03') throw error
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
const ROW = schemas.Ikc({schema: schemas.YjP(), table: schemas.YjP(), enabled: schemas.zMY()})
const FOREIGN = [
'_timescaledb_cache',
'_timescaledb_catalog',
'_timescaledb_config',
'_timescaledb_internal',
'auth',
'cron',
'extensions',
'graphql',
'graphql_public',
'information_schema',
'net',
'pgbouncer',
'pgmq',
'pgroonga',
'pgsodium',
'pgsodium_masks',
'pgtle',
'realtime',
'repack',
'storage',
'supabase_functions',
'supabase_migrations',
'tiger',
'topology',
'vault'
]
const unprotectedTables = async (session, schemas) => {
const rows = await session.query(
`select n.nspname::text as schema, c.relname::text as table, c.relrowsecurity as enabled
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p')
       and (n.nspname in (select json_array_elements_text($1::text::json))
            or n.nspname in (select trim(s) from unnest(string_to_array(current_setting('pgrst.db_schemas', true), ',')) s))
       and n.nspname not in (select json_array_elements_text($2::text::json))
       and not exists (select 1 from pg_catalog.pg_depend d
                       where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
       and case when c.relrowsecurity
             then not exists (select 1 from pg_catalog.pg_policy p where p.polrelid = c.oid)
             else not exists (select 1 from pg_catalog.pg_roles where rolname in ('anon', 'authenticated'))
               or exists (select 1 from pg_catalog.pg_roles r where r.rolname in ('anon', 'authenticated')
                          and pg_catalog.has_table_privilege(r.oid, c.oid, 'select'))
           end
     order by 1, 2`,
[JSON.stringify(schemas), JSON.stringify(FOREIGN)]
)
return rows.map(row => ROW.parse(row)).map(({enabled, ...place}) => ({...place, problem: enabled ? 'no-policy' : 'disabled'}))
}
const describeUnprotected = ({schema, table, problem}) => {
const name = `${quoted(schema)}.${quoted(table)}`
return problem === 'disabled'
? `Table "${schema}.${table}" has no row level security: whoever has the public key reads it. Write: alter table ${name} enable row level security; and a policy.`
: `Table "${schema}.${table}" has row level security and no policy: nobody with the public key sees a row. Write: create policy ... on ${name}.`
}
const quoted = name => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`)
const newlyUnprotected = (before, after) => after.filter(one => !before.some(({schema, table, problem}) => schema === one.schema && table === one.table && problem === one.problem))
const protectionNotices = found =>
found.map(one => ({
version: null,
line: null,
kind: 'row-level-security',
message: describeUnprotected(one)
}))
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
const applyFile = async (session, migration, protect = null) => {
try {
await session.query('reset all')
await recordState(session, migration, 'applying', null)
const failure = await inTransaction(session, migration, protect)
if (failure === null) return {state: 'applied'}
await recordState(session, migration, 'failed', failure)
return {state: 'failed', failure}
} catch (error) {
if (session.lost) return {state: 'lost'}
throw error instanceof server_error.g ? bookkeeping(error) : error
}
}
const inTransaction = async (session, migration, protect) => {
const file = (0, scan.S)(migration.sql)
const progress = {statement: null}
await session.query('begin')
try {
await session.query("set local lock_timeout = '4s'")
const before = protect ? await unprotectedTables(session, protect) : []
for (const statement of file.statements.filter(({tokens}) => tokens.length > 0)) {
progress.statement = statement
await session.query(statement.text)
}
progress.statement = null
await session.query('reset role')
const opened = protect ? newlyUnprotected(before, await unprotectedTables(session, protect)) : []
if (opened.length > 0) {
await undo(session)
return {...nameOf(migration), line: null, message: opened.map(describeUnprotected).join(' ')}
}
await recordApplied(session, migration)
await session.query('commit')
return null
} catch (error) {
if (session.lost || !(error instanceof server_error.g)) throw error
await undo(session)
return failureOf(migration, file, progress.statement, error)
}
}
const undo = async session => {
await session.query('rollback')
await session.query('reset all')
await session.query('reset role')
}
const nameOf = ({version, name}) => ({version, name})
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
var coerce = __webpack_require__(9567)
var contract = __webpack_require__(9322)
var declarations = __webpack_require__(8994)
var sql_parse = __webpack_require__(1784)
const LOCKS = ['RowShareLock', 'RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock']
const locksOf = (kind, body) => {
switch (kind) {
case 'AlterTableStmt':
return alterTable(body)
case 'IndexStmt':
return [indexLock(body)]
case 'CreateStmt':
return createTable(body)
case 'DropStmt':
return dropLocks(body)
case 'RenameStmt':
return renameLock(body)
case 'AlterObjectSchemaStmt':
return on((0, sql_parse.y_)(body, 'relation'), 'AccessExclusiveLock')
case 'TruncateStmt':
return (0, sql_parse.a9)(body, 'relations').flatMap(one => on(one.body, 'AccessExclusiveLock'))
case 'CreateTrigStmt':
return on((0, sql_parse.y_)(body, 'relation'), 'ShareRowExclusiveLock')
case 'RuleStmt':
return on((0, sql_parse.y_)(body, 'relation'), 'AccessExclusiveLock')
case 'CreatePolicyStmt':
case 'AlterPolicyStmt':
return on((0, sql_parse.y_)(body, 'table'), 'AccessExclusiveLock')
case 'ClusterStmt':
return on((0, sql_parse.y_)(body, 'relation'), 'AccessExclusiveLock', 'rewrite', 'the table is written anew')
case 'RefreshMatViewStmt':
return body.concurrent === true ? on((0, sql_parse.y_)(body, 'relation'), 'ExclusiveLock') : on((0, sql_parse.y_)(body, 'relation'), 'AccessExclusiveLock', 'rewrite', 'the view is filled anew')
case 'ReindexStmt':
return on((0, sql_parse.y_)(body, 'relation'), 'ShareLock', 'index-build', 'its indexes are built anew')
case 'LockStmt':
return (0, sql_parse.a9)(body, 'relations').flatMap(one => on(one.body, LOCK_NUMBERS[Number(body.mode)] ?? 'AccessExclusiveLock'))
case 'UpdateStmt':
case 'DeleteStmt':
case 'InsertStmt':
return on((0, sql_parse.y_)(body, 'relation'), 'RowExclusiveLock')
default:
return []
}
}
const LOCK_NUMBERS = {
2: 'RowShareLock',
3: 'RowExclusiveLock',
4: 'ShareUpdateExclusiveLock',
5: 'ShareLock',
6: 'ShareRowExclusiveLock',
7: 'ExclusiveLock',
8: 'AccessExclusiveLock'
}
const on = (range, mode, work = null, what = '') => {
const relation = (0, sql_parse.CJ)(range)
return relation === '' ? [] : [{relation, mode, work, what}]
}
const indexLock = body => ({
relation: (0, sql_parse.CJ)((0, sql_parse.y_)(body, 'relation')),
mode: body.concurrent === true ? 'ShareUpdateExclusiveLock' : 'ShareLock',
work: body.concurrent === true ? null : 'index-build',
what: body.concurrent === true ? '' : 'the index is built while nobody can write'
})
const createTable = body => {
const elements = (0, sql_parse.a9)(body, 'tableElts')
const constraints = elements.flatMap(({kind, body: element}) => (kind === 'Constraint' ? [element] : (0, sql_parse.a9)(element, 'constraints').map(constraint => constraint.body)))
const references = constraints.filter(constraint => (0, sql_parse.Vm)(constraint, 'contype') === 'CONSTR_FOREIGN').flatMap(constraint => on((0, sql_parse.y_)(constraint, 'pktable'), 'ShareRowExclusiveLock'))
const partition = Object.keys((0, sql_parse.y_)(body, 'partbound')).length > 0
const parents = (0, sql_parse.a9)(body, 'inhRelations').flatMap(one => on(one.body, partition ? 'AccessExclusiveLock' : 'ShareUpdateExclusiveLock'))
return [...references, ...parents]
}
const TABLE_LIKE = new Set(['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_INDEX', 'OBJECT_FOREIGN_TABLE', 'OBJECT_SEQUENCE'])
const ON_TABLES = new Set(['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE'])
const dropLocks = body => {
const type = (0, sql_parse.Vm)(body, 'removeType')
if (!TABLE_LIKE.has(type) && !ON_TABLES.has(type)) return []
const mode = body.concurrent === true ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock'
return (0, sql_parse.a9)(body, 'objects').map(({body: object}) => {
const names = (0, sql_parse.P$)(object, 'items')
const relation = (0, sql_parse.oR)(ON_TABLES.has(type) ? names.slice(0, -1) : names)
return {relation, mode, work: null, what: ''}
})
}
const renameLock = body => on((0, sql_parse.y_)(body, 'relation'), (0, sql_parse.Vm)(body, 'renameType') === 'OBJECT_INDEX' ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock')
const LIGHTER = {
AT_SetStatistics: 'ShareUpdateExclusiveLock',
AT_SetOptions: 'ShareUpdateExclusiveLock',
AT_ResetOptions: 'ShareUpdateExclusiveLock',
AT_ClusterOn: 'ShareUpdateExclusiveLock',
AT_DropCluster: 'ShareUpdateExclusiveLock',
AT_ValidateConstraint: 'ShareUpdateExclusiveLock',
AT_AttachPartition: 'ShareUpdateExclusiveLock',
AT_EnableTrig: 'ShareRowExclusiveLock',
AT_DisableTrig: 'ShareRowExclusiveLock',
AT_EnableTrigAll: 'ShareRowExclusiveLock',
AT_DisableTrigAll: 'ShareRowExclusiveLock',
AT_EnableTrigUser: 'ShareRowExclusiveLock',
AT_DisableTrigUser: 'ShareRowExclusiveLock',
AT_EnableAlwaysTrig: 'ShareRowExclusiveLock',
AT_EnableReplicaTrig: 'ShareRowExclusiveLock'
}
const alterTable = body => {
if ((0, sql_parse.Vm)(body, 'objtype') === 'OBJECT_TYPE') return []
const relation = (0, sql_parse.CJ)((0, sql_parse.y_)(body, 'relation'))
return (0, sql_parse.a9)(body, 'cmds').flatMap(({body: command}) => [{relation, ...commandLock(command)}, ...referenced(command)])
}
const referenced = command => {
const {body = {}} = (0, sql_parse.a9)({of: [command.def]}, 'of')[0] ?? {}
const constraints = [body, ...(0, sql_parse.a9)(body, 'constraints').map(one => one.body)]
const keys = constraints.filter(constraint => (0, sql_parse.Vm)(constraint, 'contype') === 'CONSTR_FOREIGN').flatMap(constraint => on((0, sql_parse.y_)(constraint, 'pktable'), 'ShareRowExclusiveLock'))
if ((0, sql_parse.Vm)(command, 'subtype') !== 'AT_AttachPartition') return keys
return on((0, sql_parse.y_)(body, 'name'), 'AccessExclusiveLock', 'scan', 'its rows are checked against the bounds')
}
const taken = (mode, work = null, what = '') => ({mode, work, what})
const commandLock = command => {
const subtype = (0, sql_parse.Vm)(command, 'subtype')
const {body: def = {}} = (0, sql_parse.a9)({of: [command.def]}, 'of')[0] ?? {}
switch (subtype) {
case 'AT_AddColumn':
return addedColumn(def)
case 'AT_AlterColumnType':
return taken('AccessExclusiveLock', 'rewrite', 'a change of type writes the table anew, unless the old type is stored alike')
case 'AT_SetNotNull':
return taken('AccessExclusiveLock', 'scan', 'every row is read for empty values')
case 'AT_SetExpression':
return taken('AccessExclusiveLock', 'rewrite', 'the generated column is computed for every row')
case 'AT_AddConstraint':
return addedConstraint(def)
case 'AT_AddIdentity':
case 'AT_SetLogged':
case 'AT_SetUnLogged':
case 'AT_SetAccessMethod':
case 'AT_SetTableSpace':
return subtype === 'AT_AddIdentity' ? taken('AccessExclusiveLock') : taken('AccessExclusiveLock', 'rewrite', 'the table is written anew')
case 'AT_SetRelOptions':
case 'AT_ResetRelOptions':
return taken(storageLock(def, command))
case 'AT_DetachPartition':
return taken(def.concurrent === true ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock')
default:
return taken(LIGHTER[subtype] ?? 'AccessExclusiveLock')
}
}
const storageLock = (_def, command) => (JSON.stringify(command.def ?? '').includes('"user_catalog_table"') ? 'AccessExclusiveLock' : 'ShareUpdateExclusiveLock')
const addedConstraint = constraint => {
const type = (0, sql_parse.Vm)(constraint, 'contype')
const unchecked = constraint.skip_validation === true
if (type === 'CONSTR_FOREIGN') return unchecked ? taken('ShareRowExclusiveLock') : taken('ShareRowExclusiveLock', 'scan', 'every row is checked; NOT VALID first, then VALIDATE, does it without the lock')
if (type === 'CONSTR_CHECK' || type === 'CONSTR_NOTNULL') return unchecked ? taken('AccessExclusiveLock') : taken('AccessExclusiveLock', 'scan', 'every row is checked; NOT VALID first, then VALIDATE, does it without the lock')
if ((0, sql_parse.Vm)(constraint, 'indexname') !== '') return taken('AccessExclusiveLock')
return taken('AccessExclusiveLock', 'index-build', 'an index is built while nobody can read or write')
}
const SERIAL = /^(?:small|big)?serial[248]?$/
const addedColumn = column => {
const type = (0, sql_parse.P$)((0, sql_parse.y_)(column, 'typeName'), 'names').at(-1) ?? ''
const constraints = (0, sql_parse.a9)(column, 'constraints').map(({body}) => body)
const kinds = constraints.map(constraint => (0, sql_parse.Vm)(constraint, 'contype'))
const stored = constraints.some(one => (0, sql_parse.Vm)(one, 'contype') === 'CONSTR_GENERATED' && (0, sql_parse.Vm)(one, 'generated_kind') !== 'v')
if (SERIAL.test(type) || kinds.includes('CONSTR_IDENTITY')) return taken('AccessExclusiveLock', 'rewrite', 'every row gets a number')
if (stored) return taken('AccessExclusiveLock', 'rewrite', 'the generated column is computed for every row')
const volatile = constraints
.filter(one => (0, sql_parse.Vm)(one, 'contype') === 'CONSTR_DEFAULT')
.map(one => volatileIn(one))
.find(name => name !== null)
if (volatile !== undefined) return taken('AccessExclusiveLock', 'rewrite', `the default calls ${volatile}(), which gives each row another value`)
if (kinds.includes('CONSTR_PRIMARY') || kinds.includes('CONSTR_UNIQUE')) return taken('AccessExclusiveLock', 'index-build', 'an index is built while nobody can read or write')
return taken('AccessExclusiveLock')
}
const STEADY = new Set([
'now',
'transaction_timestamp',
'statement_timestamp',
'timezone',
'date_trunc',
'to_timestamp',
'to_char',
'make_date',
'make_interval',
'make_timestamptz',
'current_setting',
'current_schema',
'pg_backend_pid',
'jsonb_build_object',
'jsonb_build_array',
'json_build_object',
'json_build_array',
'to_json',
'to_jsonb',
'array_fill',
'lower',
'upper',
'coalesce',
'concat',
'md5',
'length',
'abs',
'round',
'floor',
'ceil',
'date_part',
'extract',
'txid_current',
'pg_current_xact_id',
'int4range',
'int8range',
'numrange',
'tstzrange',
'daterange',
'uid'
])
const volatileIn = constraint => {
const calls = (0, sql_parse.AH)('', {raw_expr: constraint.raw_expr}).filter(({kind}) => kind === 'FuncCall')
const names = calls.map(({body}) => (0, sql_parse.P$)(body, 'funcname').at(-1) ?? '')
return names.find(name => !STEADY.has(name)) ?? null
}
const lint = (migrations, parse, exists = () => true) => {
const created = new Set()
const isOld = name => !created.has(name) && exists(name)
const reports = migrations.map(({version, sql}) => {
const file = (0, scan.S)(sql)
const declared = (0, declarations.Rl)(file, declarations.Hd)
return file.statements.map((statement, index) => {
const reading = readStatement(statement, parse)
if (reading.ok === null) return NOTHING
if (!reading.ok) {
const line = file.lineAt(reading.start + reading.offset)
return {locks: [], mistakes: [{version, line, message: inOurWords(reading.message)}]}
}
const locks = reading.statements.flatMap(({kind, body}) => {
const found = locksOf(kind, body).filter(({relation}) => isOld(relation))
for (const name of createdBy(kind, body)) if (isNew(body) || !exists(name)) created.add(name)
return found
})
const at = {version, line: statement.line, declared: declared.of(index)}
return {locks: strongest(locks).map(lock => ({...lock, ...at})), mistakes: []}
})
})
return {
locks: reports.flat().flatMap(({locks}) => locks),
mistakes: reports.flat().flatMap(({mistakes}) => mistakes)
}
}
const relationsLocked = (migrations, parse) => {
const asked = new Set()
lint(migrations, parse, relation => {
asked.add(relation)
return true
})
return [...asked]
}
const NOTHING = {locks: [], mistakes: []}
const readStatement = ({tokens, text, start}, parse) => {
const [first] = tokens
if (!first) return {ok: null, start}
return {...parse(text.slice(first.start - start)), start: first.start}
}
const inOurWords = message => (/^syntax error at or near "/.test(message) ? 'PostgreSQL cannot read the statement from here on' : 'PostgreSQL cannot read this statement')
const isNew = body => body.if_not_exists !== true && body.replace !== true
const createdBy = (kind, body) => {
switch (kind) {
case 'CreateStmt':
case 'CreateForeignTableStmt':
return [(0, sql_parse.CJ)((0, sql_parse.y_)(kind === 'CreateStmt' ? body : (0, sql_parse.y_)(body, 'base'), 'relation'))]
case 'CreateTableAsStmt':
return [(0, sql_parse.CJ)((0, sql_parse.y_)((0, sql_parse.y_)(body, 'into'), 'rel'))]
case 'ViewStmt':
return [(0, sql_parse.CJ)((0, sql_parse.y_)(body, 'view'))]
case 'CreateSeqStmt':
return [(0, sql_parse.CJ)((0, sql_parse.y_)(body, 'sequence'))]
case 'IndexStmt':
return typeof body.idxname === 'string' ? [(0, sql_parse.oR)([body.idxname])] : []
default:
return (0, sql_parse.AH)(kind, body)
.filter(node => node.kind === 'intoClause')
.map(node => (0, sql_parse.CJ)((0, sql_parse.y_)(node.body, 'rel')))
.concat(kind === 'CompositeTypeStmt' ? [(0, sql_parse.oR)((0, sql_parse.P$)(body, 'typevar'))] : [])
}
}
const strength = ({mode, work}) => LOCKS.indexOf(mode) * 2 + (work === null ? 0 : 1)
const strongest = locks => {
const byRelation = new Map()
for (const lock of locks) {
const known = byRelation.get(lock.relation)
const better = !known || (lock.work !== null && known.work === null) || strength(lock) > strength(known)
if (better && !(known?.work && lock.work === null)) byRelation.set(lock.relation, lock)
}
return [...byRelation.values()].filter(({mode}) => LOCKS.indexOf(mode) >= 2)
}
var sql_reader = __webpack_require__(6260)
const findUnfit = ({statements, flaw}) => [
...(flaw ? [{...flaw, fix: 'close it, or remove it'}] : []),
...statements.flatMap(statement => {
const rule = RULES.find(({matches}) => matches(statement))
return rule ? [{line: statement.line, message: rule.message, fix: rule.fix}] : []
})
]
const starts = (statement, ...phrases) => phrases.some(phrase => new sql_reader.m(statement.tokens).take(...phrase.split(' ')))
const CONTROL = ['begin', 'start transaction', 'commit', 'end', 'abort', 'prepare transaction']
const ALONE = ['vacuum', 'create database', 'drop database', 'create tablespace', 'drop tablespace', 'alter system', 'reindex database', 'reindex system', 'reindex schema', 'alter database', 'discard all']
const RULES = [
{
matches: statement => starts(statement, 'commit prepared', 'rollback prepared'),
message: 'a prepared transaction cannot be ended inside the transaction that each file runs in',
fix: 'end it by hand, outside the migrations'
},
{
matches: statement => starts(statement, ...CONTROL) || (starts(statement, 'rollback') && !new sql_reader.m(statement.tokens).has('to')),
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
const isHarmlessDatabaseSetting = statement => starts(statement, 'alter database') && !new sql_reader.m(statement.tokens).has('set', 'tablespace')
const isClientCopy = statement => {
const reader = new sql_reader.m(statement.tokens)
return reader.has('from', 'stdin') || reader.has('to', 'stdout')
}
const plan_RULES = {locks: 'refuse', largeTable: 100 * 1024 * 1024, protect: null}
const DOCS = 'databases/postgres.md'
const planIn = async (session, migrations, rules = plan_RULES) => {
const comparison = compare(migrations, await readHistory(session))
const pending = migrations.filter(({version}) => comparison.pending.some(file => file.version === version))
const open = rules.protect ? protectionNotices(await unprotectedTables(session, rules.protect)) : []
if (pending.length === 0) return {...comparison, contract: [], notices: open}
const parse = await (0, sql_parse.qd)()
const tables = await tablesOf(session, [...(0, contract.D)(pending, parse), ...relationsLocked(pending, parse)])
const exists = relation => tables.has(relation)
const {findings, mistakes} = (0, contract.n)(pending, exists, parse)
const seen = await lintFor(session, pending, parse, exists)
const refused = rules.locks === 'refuse' ? seen.locks.filter(lock => isLong(lock, tables, rules)) : []
const place = ({version, line}) => {
const name = pending.find(migration => migration.version === version)?.name ?? ''
return `${version}_${name}.sql:${line}`
}
const unfit = pending.flatMap(({version, sql}) => findUnfit((0, scan.S)(sql)).map(one => ({...one, version})))
const readable = ({version}) => !pending.some(file => file.version === version && (0, scan.S)(file.sql).flaw !== null)
const problems = [
...unfit.map(({message, fix, ...where}) => ({at: place(where), message, fix})),
...mistakes.map(mistake => ({
at: place(mistake),
message: mistake.message,
fix: '-- sluice:contract after <release>'
})),
...seen.mistakes.filter(readable).map(mistake => ({
at: place(mistake),
message: mistake.message,
fix: 'correct the SQL'
}))
].map(problem => ({...problem, docs: `${DOCS}#what-a-file-may-hold`}))
const locked = refused.map(lock => ({
at: place(lock),
message: lockSentence(lock, tables),
fix: 'a way that works in small steps, or a line "-- sluice:lock <why this is acceptable>" above the statement',
docs: `${DOCS}#locks`
}))
if (problems.length + locked.length > 0) throw new errors.xL([...problems, ...locked])
return {
...comparison,
contract: findings,
notices: [...seen.locks.map(lock => noticeOf(lock, tables)), ...open]
}
}
const lintFor = async (session, pending, parse, exists) => {
const seen = lint(pending, parse, exists)
if (seen.mistakes.length === 0) return seen
const [row] = await session.query("select current_setting('server_version_num') as version")
return Number(row?.version) >= (sql_parse.GF + 1) * 10_000 ? {...seen, mistakes: []} : seen
}
const isLong = (lock, tables, rules) => lock.work !== null && lock.declared === null && (tables.get(lock.relation) ?? 0) >= rules.largeTable
const inWords = mode =>
mode
.replace(/Lock$/, '')
.replace(/([a-z])([A-Z])/g, '$1 $2')
.toUpperCase()
const HINDERS = {
AccessExclusiveLock: 'nobody can read or write it meanwhile',
ExclusiveLock: 'nobody can write it meanwhile',
ShareRowExclusiveLock: 'nobody can write it meanwhile',
ShareLock: 'nobody can write it meanwhile',
ShareUpdateExclusiveLock: 'reading and writing go on'
}
const lockSentence = ({relation, mode, what}, tables) => {
const size = ((tables.get(relation) ?? 0) / 1024 / 1024).toFixed(tables.get(relation) ? 1 : 0)
const lasting = what === '' ? '' : ` and ${what}`
return `"${relation}" (${size} MiB) is locked ${inWords(mode)}${lasting}: ${HINDERS[mode] ?? 'others may wait'}`
}
const noticeOf = (lock, tables) => ({
version: lock.version,
line: lock.line,
kind: lock.work ?? 'lock',
message: `${lockSentence(lock, tables)}.${lock.declared === null ? '' : ` Declared: ${lock.declared}`}`
})
const TABLE = schemas.Ikc({name: schemas.YjP(), bytes: coerce.ai()})
const tablesOf = async (session, relations) => {
if (relations.length === 0) return new Map()
const rows = await session.query(
`with recursive asked as (
       select name, to_regclass((select string_agg(quote_ident(part), '.' order by i)
                        from unnest(string_to_array(name, '.')) with ordinality as p(part, i)))::oid as root
       from json_array_elements_text($1::text::json) as t(name)),
     whole (name, member) as (
       select name, root from asked where root is not null
       union select name, inhrelid from whole join pg_inherits on inhparent = member)
     select name, (sum(c.relpages::bigint + coalesce(toast.relpages, 0)) * current_setting('block_size')::bigint)::text as bytes
     from whole join pg_class c on c.oid = member left join pg_class toast on toast.oid = c.reltoastrelid
     group by name`,
[JSON.stringify([...new Set(relations)])]
)
return new Map(rows.map(row => TABLE.parse(row)).map(({name, bytes}) => [name, bytes]))
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
if (!(error instanceof server_error.g)) throw error
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
const LOCK_WAIT_MS = 5 * 60_000
const postgresOptions = schemas.rej({
url: schemas
.YjP()
.meta({title: 'secret name', pattern: secret_name.J})
.refine(text => new RegExp(secret_name.J).test(text), {
error: 'this is not the name of a secret\nits name on GitHub, such as DATABASE_URL: A-Z, 0-9 and _, not beginning with GITHUB_'
})
.describe('Name of the secret that holds the connection string. It must be listed under `secrets`.'),
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
.describe('How long to wait while another pipeline migrates the same database. Default 5m.'),
locks: schemas.k5n(['refuse', 'notice']).default('refuse').describe('What to do about a statement that locks a large table for as long as it works on it: table written anew, every row read, index built. `refuse` lets it pass below a line `-- sluice:lock <why>`.'),
'large-table': schemas.Whr().min(0).max(1_000_000).default(100).describe('From how many MiB on a table is large.'),
'row-level-security': schemas.k5n(['required', 'off']).default('off').describe('`required`: a file that leaves a table of an exposed schema without row level security, or without a policy, is undone. Tables that were so before are listed.'),
'exposed-schemas': schemas
.YOg(schemas.YjP().regex(/^[^\0"]{1,63}$/, 'must be the name of a schema\npublic'))
.min(1)
.max(50)
.default(['public'])
.describe('Schemas that the API serves to browsers and apps.')
})
const rulesOf = options => ({
locks: options.locks,
largeTable: options['large-table'] * 1024 * 1024,
protect: options['row-level-security'] === 'required' ? options['exposed-schemas'] : null
})
const postgres = (0, definition.Z)({
type: 'postgres',
options: postgresOptions,
connect: async ({options}, {secret, signal, log}) =>
openPostgres({
dsn: secret(options.url),
secretName: options.url,
signal,
lockWaitMs: options['lock-wait'],
rules: rulesOf(options),
log: line => log?.info(line)
})
})
const openPostgres = async settings => {
const address = (0, dsn.p)(settings.dsn, {
secretName: settings.secretName,
without: 'there is no database to migrate',
docs: 'databases/postgres.md#the-connection-string',
oneSession: true
})
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
this.#session = await (0, session.f)(this.#address, this.#settings.secretName, this.#settings.signal)
return this.#session
}
async plan(migrations) {
return safely(async () => {
const session = await this.open()
await session.query('begin transaction isolation level repeatable read read only')
try {
return await planIn(session, migrations, this.#settings.rules)
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
const plan = await planIn(await this.open(), migrations, this.#settings.rules)
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
const outcome = await applyFile(await this.open(), migration, this.#settings.rules?.protect ?? null)
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
if (!(error instanceof server_error.g)) throw error
const effect = error.fatal ? 'unknown' : 'none'
throw new errors.mZ({
provider: 'postgres',
message: error.explain(''),
retryable: error.fatal,
effect
})
}
}
const refuseDrift = ({drift}) => {
if (drift.length === 0) return
throw new errors.xL(drift.map(({version, message}) => ({at: `migration ${version}`, message})))
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
},
9567: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
Yj: () => string,
ai: () => number
})
var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3759)
var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857)
function string(params) {
return _core_index_js__WEBPACK_IMPORTED_MODULE_0__.K_(_schemas_js__WEBPACK_IMPORTED_MODULE_1__.NDH, params)
}
function number(params) {
return _core_index_js__WEBPACK_IMPORTED_MODULE_0__.qG(_schemas_js__WEBPACK_IMPORTED_MODULE_1__.rSt, params)
}
function boolean(params) {
return core._coercedBoolean(schemas.ZodBoolean, params)
}
function bigint(params) {
return core._coercedBigint(schemas.ZodBigInt, params)
}
function date(params) {
return core._coercedDate(schemas.ZodDate, params)
}
}
}
