import type { Breach } from './effects.ts'
import { joined, nodes, part, relationName, strings, type Tree, word } from './parse.ts'

/** What PostgreSQL's own parser sees a statement take from code that was written before it: kind and thing. */
export const breachesOf = (kind: string, body: Tree): Breach[] => {
  switch (kind) {
    case 'DropStmt':
      return drops(body)
    case 'RenameStmt':
      return renames(body)
    case 'AlterObjectSchemaStmt':
      return relation('rename', part(body, 'relation'), 'moves to another schema')
    case 'AlterTableStmt':
      return nodes(body, 'cmds').flatMap(({ body: command }) => altered(part(body, 'relation'), command))
    case 'TruncateStmt':
      return nodes(body, 'relations').flatMap((one) => relation('truncate', one.body, 'loses every row'))
    case 'IndexStmt':
      return body.unique === true
        ? relation('add-constraint', part(body, 'relation'), 'refuses equal values from now on')
        : []
    default:
      return []
  }
}

const DROPPED: Readonly<Record<string, { kind: string; object: NonNullable<Breach['target']>['kind'] }>> = {
  OBJECT_TABLE: { kind: 'drop-table', object: 'relation' },
  OBJECT_FOREIGN_TABLE: { kind: 'drop-table', object: 'relation' },
  OBJECT_VIEW: { kind: 'drop-view', object: 'relation' },
  OBJECT_MATVIEW: { kind: 'drop-view', object: 'relation' },
  OBJECT_SEQUENCE: { kind: 'drop-sequence', object: 'relation' },
  OBJECT_TYPE: { kind: 'drop-type', object: 'type' },
  OBJECT_DOMAIN: { kind: 'drop-type', object: 'type' },
  OBJECT_FUNCTION: { kind: 'drop-function', object: 'routine' },
  OBJECT_PROCEDURE: { kind: 'drop-function', object: 'routine' },
  OBJECT_ROUTINE: { kind: 'drop-function', object: 'routine' },
  OBJECT_AGGREGATE: { kind: 'drop-function', object: 'routine' },
  OBJECT_SCHEMA: { kind: 'drop-schema', object: 'schema' },
  OBJECT_EXTENSION: { kind: 'drop-extension', object: 'extension' },
}

const drops = (body: Tree): Breach[] => {
  const dropped = DROPPED[word(body, 'removeType')]
  if (!dropped) return []
  return nodes(body, 'objects').map(({ kind, body: object }) => {
    const parts =
      kind === 'List'
        ? strings(object, 'items')
        : kind === 'ObjectWithArgs'
          ? strings(object, 'objname')
          : kind === 'TypeName'
            ? strings(object, 'names')
            : [word(object, 'sval')]
    const name = joined(parts)
    return {
      kind: dropped.kind,
      message: `"${name}" is dropped; the release before may still use it.`,
      target: { kind: dropped.object, name },
    }
  })
}

const relation = (kind: string, range: Tree, what: string): Breach[] => {
  const name = relationName(range)
  return name === '' ? [] : [{ kind, message: `"${name}" ${what}.`, target: { kind: 'relation', name } }]
}

const column = (kind: string, range: Tree, name: string, what: string): Breach[] => {
  const table = relationName(range)
  const message = `Column "${name}" of "${table}" ${what}.`
  return [{ kind, message, target: { kind: 'column', name: `${table}.${name}` }, table }]
}

const renames = (body: Tree): Breach[] => {
  const type = word(body, 'renameType')
  const range = part(body, 'relation')
  if (type === 'OBJECT_COLUMN' || type === 'OBJECT_ATTRIBUTE')
    return column(
      'rename',
      range,
      word(body, 'subname'),
      'is renamed; the release before knows only the old name',
    )
  if (
    ['OBJECT_TABLE', 'OBJECT_VIEW', 'OBJECT_MATVIEW', 'OBJECT_SEQUENCE', 'OBJECT_FOREIGN_TABLE'].includes(
      type,
    )
  )
    return relation('rename', range, 'is renamed; the release before knows only the old name')
  return []
}

const altered = (range: Tree, command: Tree): Breach[] => {
  const name = word(command, 'name')
  switch (word(command, 'subtype')) {
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

const required = (range: Tree, command: Tree): Breach[] => {
  const { body: def = {} } = nodes({ of: [command.def] }, 'of')[0] ?? {}
  const constraints = nodes(def, 'constraints').map(({ body }) => body)
  const has = (...types: string[]): boolean =>
    constraints.some((constraint) => types.includes(word(constraint, 'contype')))
  const type = strings(part(def, 'typeName'), 'names').at(-1) ?? ''
  const given = constraints.some(
    (one) =>
      word(one, 'contype') === 'CONSTR_DEFAULT' && part(part(one, 'raw_expr'), 'A_Const').isnull !== true,
  )
  if (!has('CONSTR_NOTNULL', 'CONSTR_PRIMARY') || given) return []
  if (has('CONSTR_IDENTITY', 'CONSTR_GENERATED') || /serial[248]?$/.test(type)) return []
  return relation(
    'not-null-without-default',
    range,
    `gets a required column "${word(def, 'colname')}" without default; inserts of the release before fail`,
  )
}
