import { everyNode, joined, nodes, part, relationName, strings, type Tree, word } from './parse.ts'

/** PostgreSQL's table locks that can stand in the way of others, weakest first (docs: explicit-locking, 13.3.1). */
export const LOCKS = [
  'RowShareLock',
  'RowExclusiveLock',
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
] as const

/** A table lock, as `pg_locks.mode` calls it. */
export type LockMode = (typeof LOCKS)[number]

/** What a statement takes from others while its file runs. */
export interface LockFinding {
  /** The table (or view, or index) as the statement names it. */
  relation: string
  mode: LockMode
  /** Why the lock lasts as long as the table is large; null: it is held until the file ends, no longer. */
  work: 'rewrite' | 'scan' | 'index-build' | null
  /** What lasts, in words; empty without work. */
  what: string
}

/**
 * The locks of one statement on tables that were there before, from the reference page of each statement. Where the
 * server decides by what it has stored (the old type of a column, the volatility of a function of yours), the worse is said.
 */
export const locksOf = (kind: string, body: Tree): LockFinding[] => {
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
      return on(part(body, 'relation'), 'AccessExclusiveLock')
    case 'TruncateStmt':
      return nodes(body, 'relations').flatMap((one) => on(one.body, 'AccessExclusiveLock'))
    case 'CreateTrigStmt':
      return on(part(body, 'relation'), 'ShareRowExclusiveLock')
    case 'RuleStmt':
      return on(part(body, 'relation'), 'AccessExclusiveLock')
    case 'CreatePolicyStmt':
    case 'AlterPolicyStmt':
      return on(part(body, 'table'), 'AccessExclusiveLock')
    case 'ClusterStmt':
      return on(part(body, 'relation'), 'AccessExclusiveLock', 'rewrite', 'the table is written anew')
    case 'RefreshMatViewStmt':
      return body.concurrent === true
        ? on(part(body, 'relation'), 'ExclusiveLock')
        : on(part(body, 'relation'), 'AccessExclusiveLock', 'rewrite', 'the view is filled anew')
    case 'ReindexStmt':
      return on(part(body, 'relation'), 'ShareLock', 'index-build', 'its indexes are built anew')
    case 'LockStmt':
      return nodes(body, 'relations').flatMap((one) =>
        on(one.body, LOCK_NUMBERS[Number(body.mode)] ?? 'AccessExclusiveLock'),
      )
    case 'UpdateStmt':
    case 'DeleteStmt':
    case 'InsertStmt':
      return on(part(body, 'relation'), 'RowExclusiveLock')
    default:
      return []
  }
}

/** Numbers of lock modes in the tree (storage/lockdefs.h). */
const LOCK_NUMBERS: Readonly<Record<number, LockMode>> = {
  2: 'RowShareLock',
  3: 'RowExclusiveLock',
  4: 'ShareUpdateExclusiveLock',
  5: 'ShareLock',
  6: 'ShareRowExclusiveLock',
  7: 'ExclusiveLock',
  8: 'AccessExclusiveLock',
}

const on = (range: Tree, mode: LockMode, work: LockFinding['work'] = null, what = ''): LockFinding[] => {
  const relation = relationName(range)
  return relation === '' ? [] : [{ relation, mode, work, what }]
}

const indexLock = (body: Tree): LockFinding => ({
  relation: relationName(part(body, 'relation')),
  mode: body.concurrent === true ? 'ShareUpdateExclusiveLock' : 'ShareLock',
  work: body.concurrent === true ? null : 'index-build',
  what: body.concurrent === true ? '' : 'the index is built while nobody can write',
})

const createTable = (body: Tree): LockFinding[] => {
  const elements = nodes(body, 'tableElts')
  const constraints = elements.flatMap(({ kind, body: element }) =>
    kind === 'Constraint' ? [element] : nodes(element, 'constraints').map((constraint) => constraint.body),
  )
  const references = constraints
    .filter((constraint) => word(constraint, 'contype') === 'CONSTR_FOREIGN')
    .flatMap((constraint) => on(part(constraint, 'pktable'), 'ShareRowExclusiveLock'))
  const partition = Object.keys(part(body, 'partbound')).length > 0
  const parents = nodes(body, 'inhRelations').flatMap((one) =>
    on(one.body, partition ? 'AccessExclusiveLock' : 'ShareUpdateExclusiveLock'),
  )
  return [...references, ...parents]
}

const TABLE_LIKE = new Set([
  'OBJECT_TABLE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_INDEX',
  'OBJECT_FOREIGN_TABLE',
  'OBJECT_SEQUENCE',
])
/** Dropped by the name of their table with their own behind it. */
const ON_TABLES = new Set(['OBJECT_TRIGGER', 'OBJECT_POLICY', 'OBJECT_RULE'])

const dropLocks = (body: Tree): LockFinding[] => {
  const type = word(body, 'removeType')
  if (!TABLE_LIKE.has(type) && !ON_TABLES.has(type)) return []
  const mode = body.concurrent === true ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock'
  return nodes(body, 'objects').map(({ body: object }) => {
    const names = strings(object, 'items')
    const relation = joined(ON_TABLES.has(type) ? names.slice(0, -1) : names)
    return { relation, mode, work: null, what: '' }
  })
}

const renameLock = (body: Tree): LockFinding[] =>
  on(
    part(body, 'relation'),
    word(body, 'renameType') === 'OBJECT_INDEX' ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock',
  )

/** Commands of ALTER TABLE that take less than ACCESS EXCLUSIVE (docs: sql-altertable). */
const LIGHTER: Readonly<Record<string, LockMode>> = {
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
  AT_EnableReplicaTrig: 'ShareRowExclusiveLock',
}

const alterTable = (body: Tree): LockFinding[] => {
  if (word(body, 'objtype') === 'OBJECT_TYPE') return []
  const relation = relationName(part(body, 'relation'))
  return nodes(body, 'cmds').flatMap(({ body: command }) => [
    { relation, ...commandLock(command) },
    ...referenced(command),
  ])
}

/** The other table of a foreign key is locked as well; a partition that is attached more than its parent. */
const referenced = (command: Tree): LockFinding[] => {
  const { body = {} } = nodes({ of: [command.def] }, 'of')[0] ?? {}
  const constraints = [body, ...nodes(body, 'constraints').map((one) => one.body)]
  const keys = constraints
    .filter((constraint) => word(constraint, 'contype') === 'CONSTR_FOREIGN')
    .flatMap((constraint) => on(part(constraint, 'pktable'), 'ShareRowExclusiveLock'))
  if (word(command, 'subtype') !== 'AT_AttachPartition') return keys
  return on(part(body, 'name'), 'AccessExclusiveLock', 'scan', 'its rows are checked against the bounds')
}

type Taken = Omit<LockFinding, 'relation'>

const taken = (mode: LockMode, work: LockFinding['work'] = null, what = ''): Taken => ({ mode, work, what })

const commandLock = (command: Tree): Taken => {
  const subtype = word(command, 'subtype')
  const { body: def = {} } = nodes({ of: [command.def] }, 'of')[0] ?? {}
  switch (subtype) {
    case 'AT_AddColumn':
      return addedColumn(def)
    case 'AT_AlterColumnType':
      return taken(
        'AccessExclusiveLock',
        'rewrite',
        'a change of type writes the table anew, unless the old type is stored alike',
      )
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
      return subtype === 'AT_AddIdentity'
        ? taken('AccessExclusiveLock')
        : taken('AccessExclusiveLock', 'rewrite', 'the table is written anew')
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions':
      return taken(storageLock(def, command))
    case 'AT_DetachPartition':
      return taken(def.concurrent === true ? 'ShareUpdateExclusiveLock' : 'AccessExclusiveLock')
    default:
      return taken(LIGHTER[subtype] ?? 'AccessExclusiveLock')
  }
}

/** Storage parameters that need more than SHARE UPDATE EXCLUSIVE (reloptions.c): `user_catalog_table`. */
const storageLock = (_def: Tree, command: Tree): LockMode =>
  JSON.stringify(command.def ?? '').includes('"user_catalog_table"')
    ? 'AccessExclusiveLock'
    : 'ShareUpdateExclusiveLock'

const addedConstraint = (constraint: Tree): Taken => {
  const type = word(constraint, 'contype')
  const unchecked = constraint.skip_validation === true
  if (type === 'CONSTR_FOREIGN')
    return unchecked
      ? taken('ShareRowExclusiveLock')
      : taken(
          'ShareRowExclusiveLock',
          'scan',
          'every row is checked; NOT VALID first, then VALIDATE, does it without the lock',
        )
  if (type === 'CONSTR_CHECK' || type === 'CONSTR_NOTNULL')
    return unchecked
      ? taken('AccessExclusiveLock')
      : taken(
          'AccessExclusiveLock',
          'scan',
          'every row is checked; NOT VALID first, then VALIDATE, does it without the lock',
        )
  if (word(constraint, 'indexname') !== '') return taken('AccessExclusiveLock')
  return taken('AccessExclusiveLock', 'index-build', 'an index is built while nobody can read or write')
}

const SERIAL = /^(?:small|big)?serial[248]?$/

const addedColumn = (column: Tree): Taken => {
  const type = strings(part(column, 'typeName'), 'names').at(-1) ?? ''
  const constraints = nodes(column, 'constraints').map(({ body }) => body)
  const kinds = constraints.map((constraint) => word(constraint, 'contype'))
  const stored = constraints.some(
    (one) => word(one, 'contype') === 'CONSTR_GENERATED' && word(one, 'generated_kind') !== 'v',
  )
  if (SERIAL.test(type) || kinds.includes('CONSTR_IDENTITY'))
    return taken('AccessExclusiveLock', 'rewrite', 'every row gets a number')
  if (stored) return taken('AccessExclusiveLock', 'rewrite', 'the generated column is computed for every row')
  const volatile = constraints
    .filter((one) => word(one, 'contype') === 'CONSTR_DEFAULT')
    .map((one) => volatileIn(one))
    .find((name) => name !== null)
  if (volatile !== undefined)
    return taken(
      'AccessExclusiveLock',
      'rewrite',
      `the default calls ${volatile}(), which gives each row another value`,
    )
  if (kinds.includes('CONSTR_PRIMARY') || kinds.includes('CONSTR_UNIQUE'))
    return taken('AccessExclusiveLock', 'index-build', 'an index is built while nobody can read or write')
  return taken('AccessExclusiveLock')
}

/** Functions of PostgreSQL that are stable or immutable and stand in defaults; all others count as volatile. */
const STEADY = new Set([
  'now', 'transaction_timestamp', 'statement_timestamp', 'timezone', 'date_trunc', 'to_timestamp', 'to_char',
  'make_date', 'make_interval', 'make_timestamptz', 'current_setting', 'current_schema', 'pg_backend_pid',
  'jsonb_build_object', 'jsonb_build_array', 'json_build_object', 'json_build_array', 'to_json', 'to_jsonb',
  'array_fill', 'lower', 'upper', 'coalesce', 'concat', 'md5', 'length', 'abs', 'round', 'floor', 'ceil', 'date_part',
  'extract', 'txid_current', 'pg_current_xact_id', 'int4range', 'int8range', 'numrange', 'tstzrange', 'daterange', 'uid',
]) // biome-ignore format: a table

/** The first call in a default that may give each row another value. */
const volatileIn = (constraint: Tree): string | null => {
  const calls = everyNode('', { raw_expr: constraint.raw_expr }).filter(({ kind }) => kind === 'FuncCall')
  const names = calls.map(({ body }) => strings(body, 'funcname').at(-1) ?? '')
  return names.find((name) => !STEADY.has(name)) ?? null
}
