export const id = 9322
export const ids = [9322]
export const modules = {
9322: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
n: () => findContracts,
D: () => relationsIn
})
var parse = __webpack_require__(1784)
const breachesOf = (kind, body) => {
switch (kind) {
case 'DropStmt':
return drops(body)
case 'RenameStmt':
return renames(body)
case 'AlterObjectSchemaStmt':
return relation('rename', (0, parse.y_)(body, 'relation'), 'moves to another schema')
case 'AlterTableStmt':
return (0, parse.a9)(body, 'cmds').flatMap(({body: command}) => altered((0, parse.y_)(body, 'relation'), command))
case 'TruncateStmt':
return (0, parse.a9)(body, 'relations').flatMap(one => relation('truncate', one.body, 'loses every row'))
case 'IndexStmt':
return body.unique === true ? relation('add-constraint', (0, parse.y_)(body, 'relation'), 'refuses equal values from now on') : []
default:
return []
}
}
const DROPPED = {
OBJECT_TABLE: {kind: 'drop-table', object: 'relation'},
OBJECT_FOREIGN_TABLE: {kind: 'drop-table', object: 'relation'},
OBJECT_VIEW: {kind: 'drop-view', object: 'relation'},
OBJECT_MATVIEW: {kind: 'drop-view', object: 'relation'},
OBJECT_SEQUENCE: {kind: 'drop-sequence', object: 'relation'},
OBJECT_TYPE: {kind: 'drop-type', object: 'type'},
OBJECT_DOMAIN: {kind: 'drop-type', object: 'type'},
OBJECT_FUNCTION: {kind: 'drop-function', object: 'routine'},
OBJECT_PROCEDURE: {kind: 'drop-function', object: 'routine'},
OBJECT_ROUTINE: {kind: 'drop-function', object: 'routine'},
OBJECT_AGGREGATE: {kind: 'drop-function', object: 'routine'},
OBJECT_SCHEMA: {kind: 'drop-schema', object: 'schema'},
OBJECT_EXTENSION: {kind: 'drop-extension', object: 'extension'}
}
const drops = body => {
const dropped = DROPPED[(0, parse.Vm)(body, 'removeType')]
if (!dropped) return []
return (0, parse.a9)(body, 'objects').map(({kind, body: object}) => {
const parts = kind === 'List' ? (0, parse.P$)(object, 'items') : kind === 'ObjectWithArgs' ? (0, parse.P$)(object, 'objname') : kind === 'TypeName' ? (0, parse.P$)(object, 'names') : [(0, parse.Vm)(object, 'sval')]
const name = (0, parse.oR)(parts)
return {
kind: dropped.kind,
message: `"${name}" is dropped; the release before may still use it.`,
target: {kind: dropped.object, name}
}
})
}
const relation = (kind, range, what) => {
const name = (0, parse.CJ)(range)
return name === '' ? [] : [{kind, message: `"${name}" ${what}.`, target: {kind: 'relation', name}}]
}
const column = (kind, range, name, what) => {
const table = (0, parse.CJ)(range)
const message = `Column "${name}" of "${table}" ${what}.`
return [{kind, message, target: {kind: 'column', name: `${table}.${name}`}, table}]
}
const renames = body => {
const type = (0, parse.Vm)(body, 'renameType')
const range = (0, parse.y_)(body, 'relation')
if (type === 'OBJECT_COLUMN' || type === 'OBJECT_ATTRIBUTE') return column('rename', range, (0, parse.Vm)(body, 'subname'), 'is renamed; the release before knows only the old name')
if (['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE'].includes(type)) return relation('rename', range, 'is renamed; the release before knows only the old name')
return []
}
const altered = (range, command) => {
const name = (0, parse.Vm)(command, 'name')
switch ((0, parse.Vm)(command, 'subtype')) {
case 'AT_DropColumn':
return column('drop-column', range, name, 'is dropped; the release before may still use it')
case 'AT_AlterColumnType':
return column('change-type', range, name, 'changes its type under the release before')
case 'AT_SetNotNull':
return column('set-not-null', range, name, 'must have a value from now on')
case 'AT_AddColumn':
return required(range, command)
default:
return []
}
}
const required = (range, command) => {
const {body: def = {}} = (0, parse.a9)({of: [command.def]}, 'of')[0] ?? {}
const constraints = (0, parse.a9)(def, 'constraints').map(({body}) => body)
const has = (...types) => constraints.some(constraint => types.includes((0, parse.Vm)(constraint, 'contype')))
const type = (0, parse.P$)((0, parse.y_)(def, 'typeName'), 'names').at(-1) ?? ''
const given = constraints.some(one => (0, parse.Vm)(one, 'contype') === 'CONSTR_DEFAULT' && (0, parse.y_)((0, parse.y_)(one, 'raw_expr'), 'A_Const').isnull !== true)
if (!has('CONSTR_NOTNULL', 'CONSTR_PRIMARY') || given) return []
if (has('CONSTR_IDENTITY', 'CONSTR_GENERATED') || /serial[248]?$/.test(type)) return []
return relation('not-null-without-default', range, `gets a required column "${(0, parse.Vm)(def, 'colname')}" without default; inserts of the release before fail`)
}
var declarations = __webpack_require__(8994)
var sql_reader = __webpack_require__(6260)
const NONE = {created: [], breaches: []}
const effectsOf = tokens => {
const reader = new sql_reader.m(tokens)
if (reader.take('create')) return created(reader)
if (reader.take('drop')) return {created: [], breaches: dropped(reader)}
if (reader.take('alter')) return effects_altered(reader)
if (reader.take('truncate')) return {created: [], breaches: truncated(reader)}
if (reader.take('revoke')) return {created: [], breaches: revoked(reader)}
if (reader.take('delete')) return {created: [], breaches: deleted(reader)}
if (reader.take('with')) return {created: [], breaches: deletedBelow(tokens)}
return NONE
}
const effects_relation = name => ({kind: 'relation', name})
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
return [{kind: 'add-constraint', message, target: effects_relation(table)}]
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
target: effects_relation(name)
}))
}
const deleted = reader => {
if (!reader.take('from')) return []
reader.take('only')
const name = reader.name()
if (name === undefined || reader.has('where')) return []
const message = `Every row of "${name}" is deleted (no WHERE), and no rollback brings them back.`
return [{kind: 'delete-without-where', message, target: effects_relation(name)}]
}
const deletedBelow = tokens => {
const found = []
const around = []
let level = {from: -1, where: false}
const finish = () => {
if (level.from < 0 || level.where) return
found.push(...deleted(new sql_reader.m(tokens.slice(level.from + 1, level.from + LONGEST_TARGET))))
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
const effects_altered = reader => {
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
const reader = new sql_reader.m(clause)
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
return {created: [], breaches: [{kind: 'rename', message, ...effects_column(object, from)}]}
}
const sibling = (old, name) => (old.includes('.') ? `${old.slice(0, old.lastIndexOf('.'))}.${name}` : name)
const effects_column = (object, name) => ({
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
const breach = {kind: 'not-null-without-default', message, target: effects_relation(object.name)}
return {created: [creation], breaches: [breach]}
}
const clauseDrops = (object, reader) => {
if (reader.take('constraint') || object.domain || (object.kind !== 'relation' && object.kind !== 'type')) return []
reader.takeAny(['column', 'attribute'])
reader.take('if', 'exists')
const name = reader.name()
if (name === undefined) return []
const message = `Column "${name}" of "${object.name}" is dropped; the release before may still use it.`
return [{kind: 'drop-column', message, ...effects_column(object, name)}]
}
const columnAltered = (object, reader) => {
reader.takeAny(['column', 'attribute'])
const name = reader.name()
if (name === undefined) return []
const of = `column "${name}" of "${object.name}"`
if (reader.take('type') || reader.take('set', 'data', 'type')) {
const message = `The type of ${of} changes under the release before.`
return [{kind: 'change-type', message, ...effects_column(object, name)}]
}
if (reader.take('set', 'not', 'null')) {
const message = `From now on ${of} must have a value; the release before may leave it empty.`
return [{kind: 'set-not-null', message, ...effects_column(object, name)}]
}
if (reader.take('drop') && reader.takeAny(['default', 'identity', 'expression'])) {
const message = `The default of ${of} is dropped; inserts of the release before may rely on it.`
return [{kind: 'drop-default', message, ...effects_column(object, name)}]
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
var scan = __webpack_require__(7342)
const findContracts = (migrations, exists = () => true, parse) => {
const world = new World(exists, parse)
const reports = migrations.map(({version, sql}) => inFile(version, sql, world))
return {
findings: reports.flatMap(({findings}) => findings),
mistakes: reports.flatMap(({mistakes}) => mistakes)
}
}
const relationsIn = (migrations, parse) => {
const asked = new Set()
const note = relation => {
asked.add(relation)
return true
}
findContracts(migrations, note, parse)
return [...asked]
}
const inFile = (version, sql, world) => {
const file = (0, scan.S)(sql)
const declared = (0, declarations.Rl)(file, declarations.Qz)
const replaced = policiesCreated(file)
const isReplaced = ({target}, index) => target?.kind === 'policy' && (replaced.get(target.name) ?? -1) > index
const findings = file.statements.flatMap((statement, index) =>
breachesIn({tokens: statement.tokens, sql}, file.lineAt, world, 0)
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
#parse
constructor(exists, parse) {
this.#exists = exists
this.#parse = parse
}
take({tokens, sql}) {
const {created, breaches: read} = effectsOf(tokens)
const breaches = this.#parse ? joinBreaches(read, parsed(this.#parse, {tokens, sql})) : read
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
const parsed = (parse, {tokens, sql}) => {
const [first, last] = [tokens[0], tokens.at(-1)]
const reading = first && last ? parse(sql.slice(first.start, last.end)) : null
return reading?.ok ? reading.statements.flatMap(({kind, body}) => breachesOf(kind, body)) : []
}
const joinBreaches = (read, seen) => [...read, ...seen.filter(({kind, target}) => !read.some(known => known.kind === kind && known.target?.name === target?.name))]
const keyOf = (kind, name) => `${kind}:${name}`
const MAX_DEPTH = 3
const breachesIn = ({tokens, sql}, lineAt, world, depth) => {
const first = tokens[0]
if (!first) return []
const runsText = first.kind === 'word' && (first.text === 'do' || first.text === 'execute')
if (!runsText) return world.take({tokens, sql}).map(breach => ({line: lineAt(first.start), breach}))
const body = tokens.find(token => token.kind === 'string')
return body && depth < MAX_DEPTH ? breachesInBody(body, lineAt(body.start), world, depth + 1) : []
}
const breachesInBody = (body, line, world, depth) => {
const inner = (0, scan.S)(body.text)
const lineAt = offset => line + inner.lineAt(offset) - 1
return inner.statements.flatMap(statement => breachesIn({tokens: statement.tokens.slice(verbAt(statement)), sql: body.text}, lineAt, world, depth))
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
1784: (__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {
__webpack_require__.d(__webpack_exports__, {
AH: () => everyNode,
CJ: () => relationName,
GF: () => GRAMMAR,
P$: () => strings,
Vm: () => word,
a9: () => nodes,
oR: () => joined,
qd: () => loadParser,
y_: () => part
})
const LONGEST = 512 * 1024
const DEEPEST = 400
const GRAMMAR = 18
const loadParser = async () => {
const parser = await __webpack_require__.e(2627).then(__webpack_require__.t.bind(__webpack_require__, 2627, 19))
await parser.loadModule()
let broken = false
return text => {
if (broken || text.length > LONGEST || depthOf(text) > DEEPEST) return {ok: null}
try {
const {stmts = []} = parser.parseSync(text)
return {ok: true, statements: stmts.flatMap(({stmt}) => nodeIn(stmt))}
} catch (error) {
if (!parser.hasSqlDetails(error)) {
broken = true
return {ok: null}
}
const position = error.sqlDetails?.cursorPosition ?? 0
return {
ok: false,
message: error.sqlDetails?.message ?? 'syntax error',
offset: unitsAt(text, position)
}
}
}
}
const unitsAt = (text, characters) => {
let units = 0
for (let seen = 0; seen < characters && units < text.length; seen += 1) units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
return units
}
const depthOf = text => {
let depth = 0
let deepest = 0
for (const character of text)
if (character === '(' || character === '[') {
depth += 1
deepest = Math.max(deepest, depth)
} else if (character === ')' || character === ']') depth -= 1
return deepest
}
const nodeIn = value => {
const [entry] = isTree(value) ? Object.entries(value) : []
return entry && isTree(entry[1]) ? [{kind: entry[0], body: entry[1]}] : []
}
const isTree = value => typeof value === 'object' && value !== null && !Array.isArray(value)
const part = (tree, key) => {
const found = tree[key]
return isTree(found) ? found : {}
}
const nodes = (tree, key) => {
const found = tree[key]
return Array.isArray(found) ? found.flatMap(nodeIn) : []
}
const word = (tree, key) => {
const found = tree[key]
return typeof found === 'string' ? found : ''
}
const joined = parts => (parts[0] === 'public' && parts.length > 1 ? parts.slice(1) : parts).join('.')
const relationName = range => joined([word(range, 'schemaname'), word(range, 'relname')].filter(text => text !== ''))
const strings = (tree, key) =>
nodes(tree, key)
.filter(({kind}) => kind === 'String')
.map(({body}) => word(body, 'sval'))
const everyNode = (kind, body) => {
const found = []
const queue = [{kind, value: body}]
for (let next = queue.pop(); next; next = queue.pop()) {
const {value} = next
if (Array.isArray(value)) queue.push(...value.map(each => ({kind: '', value: each})))
else if (isTree(value)) {
if (next.kind !== '') found.push({kind: next.kind, body: value})
for (const [key, each] of Object.entries(value)) queue.push({kind: key, value: each})
}
}
return found
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
}
}
