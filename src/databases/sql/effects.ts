import type { Token } from './lex.ts'
import { type ObjectName, Reader } from './reader.ts'

/** What a name names: tables, views, sequences and indexes share one space of names. */
export type ObjectKind = 'relation' | 'type' | 'routine' | 'schema' | 'policy' | 'column' | 'extension'

/** Something a statement brings into the world. */
export interface Creation {
  kind: ObjectKind
  name: ObjectName
  /** `IF NOT EXISTS` or `OR REPLACE` stood there: it may have been there before. */
  conditional: boolean
  /** For columns: old inserts that leave it out still get a value. */
  filled?: boolean
}

/** Something a statement takes from code that was written before it. */
export interface Breach {
  /** A kind of `ContractFinding`. */
  kind: string
  message: string
  /** What it happens to; harmless where that was created by the same set of migrations. */
  target: { kind: ObjectKind; name: ObjectName } | null
  /** For columns: the table, which may be new although the column's own creation was not seen. */
  table?: ObjectName
}

/** What one statement does to the objects of a schema. */
export interface Effects {
  created: readonly Creation[]
  breaches: readonly Breach[]
}

const NONE: Effects = { created: [], breaches: [] }

/** Reads what a statement creates and what it takes away. Unknown statements do neither. */
export const effectsOf = (tokens: readonly Token[]): Effects => {
  const reader = new Reader(tokens)
  if (reader.take('create')) return created(reader)
  if (reader.take('drop')) return { created: [], breaches: dropped(reader) }
  if (reader.take('alter')) return altered(reader)
  if (reader.take('truncate')) return { created: [], breaches: truncated(reader) }
  if (reader.take('revoke')) return { created: [], breaches: revoked(reader) }
  if (reader.take('delete')) return { created: [], breaches: deleted(reader) }
  if (reader.take('with')) return { created: [], breaches: deletedBelow(tokens) }
  return NONE
}

const relation = (name: ObjectName): Breach['target'] => ({ kind: 'relation', name })

const RELATIONS = ['table', 'view', 'sequence']

const created = (reader: Reader): Effects => {
  const replaces = reader.take('or', 'replace')
  while (
    reader.takeAny([
      'global',
      'local',
      'temp',
      'temporary',
      'unlogged',
      'recursive',
      'materialized',
      'foreign',
    ])
  );
  if (reader.take('unique', 'index')) return { created: [], breaches: uniqueIndex(reader) }
  const word = reader.takeAny([
    ...RELATIONS,
    'type',
    'domain',
    'function',
    'procedure',
    'schema',
    'policy',
    'extension',
  ])
  if (!word) return NONE
  const conditional = reader.take('if', 'not', 'exists') || replaces
  const name = reader.name()
  if (name === undefined) return NONE
  return { created: [{ kind: kindOf(word), name: policyOn(word, name, reader), conditional }], breaches: [] }
}

const kindOf = (word: string): ObjectKind => {
  if (RELATIONS.includes(word)) return 'relation'
  if (word === 'domain' || word === 'type') return 'type'
  if (word === 'schema' || word === 'policy' || word === 'extension') return word
  return 'routine'
}

/** A policy is known by its table and its own name together. */
const policyOn = (word: string, name: ObjectName, reader: Reader): ObjectName =>
  word === 'policy' && reader.take('on') ? `${reader.name() ?? ''}/${name}` : name

const uniqueIndex = (reader: Reader): Breach[] => {
  if (!reader.seek('on')) return []
  reader.take('only')
  const table = reader.name()
  if (table === undefined) return []
  const message = `A unique index on "${table}" makes writes fail that the release before may still do.`
  return [{ kind: 'add-constraint', message, target: relation(table) }]
}

/** What can be dropped so that old code notices: the word in SQL, the finding, what it is called. */
const DROPS: readonly { words: string; kind: string; object: ObjectKind; called: string }[] = [
  { words: 'table', kind: 'drop-table', object: 'relation', called: 'Table' },
  { words: 'foreign table', kind: 'drop-table', object: 'relation', called: 'Foreign table' },
  { words: 'view', kind: 'drop-view', object: 'relation', called: 'View' },
  { words: 'materialized view', kind: 'drop-view', object: 'relation', called: 'Materialized view' },
  { words: 'sequence', kind: 'drop-sequence', object: 'relation', called: 'Sequence' },
  { words: 'type', kind: 'drop-type', object: 'type', called: 'Type' },
  { words: 'domain', kind: 'drop-type', object: 'type', called: 'Domain' },
  { words: 'function', kind: 'drop-function', object: 'routine', called: 'Function' },
  { words: 'procedure', kind: 'drop-function', object: 'routine', called: 'Procedure' },
  { words: 'routine', kind: 'drop-function', object: 'routine', called: 'Routine' },
  { words: 'aggregate', kind: 'drop-function', object: 'routine', called: 'Aggregate' },
  { words: 'schema', kind: 'drop-schema', object: 'schema', called: 'Schema' },
  { words: 'extension', kind: 'drop-extension', object: 'extension', called: 'Extension' },
]

const dropped = (reader: Reader): Breach[] => {
  if (reader.take('owned')) {
    return [
      {
        kind: 'drop-owned',
        message: 'Everything a role owns is dropped, and its rights with it.',
        target: null,
      },
    ]
  }
  if (reader.take('policy')) return droppedPolicy(reader)
  const drop = DROPS.find(({ words }) => reader.take(...words.split(' ')))
  if (!drop) return []
  reader.take('if', 'exists')
  return reader.names().map((name) => ({
    kind: drop.kind,
    message: `${drop.called} "${name}" is dropped; the release before may still use it.`,
    target: { kind: drop.object, name },
  }))
}

const droppedPolicy = (reader: Reader): Breach[] => {
  reader.take('if', 'exists')
  const policy = reader.name() ?? ''
  const table = reader.take('on') ? reader.name() : undefined
  if (table === undefined) return []
  const message = `Policy "${policy}" on "${table}" is dropped; rows that the release before reads or writes may be refused.`
  return [{ kind: 'drop-policy', message, target: { kind: 'policy', name: `${table}/${policy}` }, table }]
}

const truncated = (reader: Reader): Breach[] => {
  reader.take('table')
  reader.take('only')
  return reader.names().map((name) => ({
    kind: 'truncate',
    message: `Every row of "${name}" is removed, and no rollback brings them back.`,
    target: relation(name),
  }))
}

const deleted = (reader: Reader): Breach[] => {
  if (!reader.take('from')) return []
  reader.take('only')
  const name = reader.name()
  if (name === undefined || reader.has('where')) return []
  const message = `Every row of "${name}" is deleted (no WHERE), and no rollback brings them back.`
  return [{ kind: 'delete-without-where', message, target: relation(name) }]
}

/** Deletes inside or behind a `WITH` clause: each lasts to the parenthesis that closes around it. */
const deletedBelow = (tokens: readonly Token[]): Breach[] => {
  const found: Breach[] = []
  const around: { from: number; where: boolean }[] = []
  let level = { from: -1, where: false }
  const finish = (): void => {
    if (level.from < 0 || level.where) return
    found.push(...deleted(new Reader(tokens.slice(level.from + 1, level.from + LONGEST_TARGET))))
  }
  tokens.forEach((token, index) => {
    if (token.kind === 'symbol' && token.text === '(') {
      around.push(level)
      level = { from: -1, where: false }
    } else if (token.kind === 'symbol' && token.text === ')') {
      finish()
      level = around.pop() ?? { from: -1, where: false }
    } else if (token.kind === 'word' && token.text === 'delete' && level.from < 0) level.from = index
    else if (token.kind === 'word' && token.text === 'where') level.where = true
  })
  finish()
  return found
}

/** Tokens of `FROM ONLY database.schema.table`. */
const LONGEST_TARGET = 8

const revoked = (reader: Reader): Breach[] => {
  if (!reader.seek('on')) {
    return [
      {
        kind: 'revoke',
        message: 'A right or role is taken away that the release before may need.',
        target: null,
      },
    ]
  }
  const routine = reader.takeAny(['function', 'procedure', 'routine']) !== undefined
  const schema = !routine && reader.take('schema')
  const all = !routine && !schema && reader.take('all')
  reader.take('table')
  reader.take('sequence')
  if (all) {
    return [{ kind: 'revoke', message: 'Rights on every object of a schema are taken away.', target: null }]
  }
  return reader.names().map((name) => ({
    kind: 'revoke',
    message: `Rights on "${name}" are taken away; the release before may need them.`,
    target: { kind: routine ? 'routine' : schema ? 'schema' : 'relation', name },
  }))
}

const ALTERABLE = [...RELATIONS, 'type', 'domain', 'function', 'procedure', 'routine', 'aggregate', 'schema']

const altered = (reader: Reader): Effects => {
  reader.takeAny(['foreign', 'materialized'])
  const word = reader.takeAny(ALTERABLE)
  if (!word) return NONE
  reader.take('if', 'exists')
  reader.take('only')
  const name = reader.name()
  if (name === undefined) return NONE
  reader.takeSymbol('*')
  reader.skipParentheses()
  const object: AlteredObject = {
    kind: word === 'aggregate' ? 'routine' : kindOf(word),
    name,
    domain: word === 'domain',
  }
  const effects = reader.clauses().map((clause) => clauseEffects(object, clause))
  return {
    created: effects.flatMap((effect) => effect.created),
    breaches: effects.flatMap((effect) => effect.breaches),
  }
}

interface AlteredObject {
  kind: ObjectKind
  name: ObjectName
  domain: boolean
}

const clauseEffects = (object: AlteredObject, clause: readonly Token[]): Effects => {
  const reader = new Reader(clause)
  if (reader.take('rename')) return renamed(object, reader)
  if (reader.take('add')) return added(object, reader)
  if (reader.take('drop')) return { created: [], breaches: clauseDrops(object, reader) }
  if (reader.take('alter')) return { created: [], breaches: columnAltered(object, reader) }
  return { created: [], breaches: otherBreaches(object, reader) }
}

const renamed = (object: AlteredObject, reader: Reader): Effects => {
  if (reader.take('constraint')) return NONE
  if (reader.take('to')) {
    const to = reader.name() ?? ''
    const message = `"${object.name}" is renamed to "${to}"; the release before knows only the old name.`
    const breach: Breach = { kind: 'rename', message, target: { kind: object.kind, name: object.name } }
    return {
      created: [{ kind: object.kind, name: sibling(object.name, to), conditional: false }],
      breaches: [breach],
    }
  }
  const value = reader.take('value')
  reader.takeAny(['column', 'attribute'])
  if (value) {
    const message = `A value of type "${object.name}" is renamed; the release before writes the old one.`
    return {
      created: [],
      breaches: [{ kind: 'rename', message, target: { kind: 'type', name: object.name } }],
    }
  }
  const from = reader.name() ?? ''
  const message = `Column "${from}" of "${object.name}" is renamed; the release before knows only the old name.`
  return { created: [], breaches: [{ kind: 'rename', message, ...column(object, from) }] }
}

/** The new name keeps the schema of the old one. */
const sibling = (old: ObjectName, name: string): ObjectName =>
  old.includes('.') ? `${old.slice(0, old.lastIndexOf('.'))}.${name}` : name

const column = (object: AlteredObject, name: string): Pick<Breach, 'target' | 'table'> => ({
  target: { kind: 'column', name: `${object.name}.${name}` },
  table: object.name,
})

const CONSTRAINTS = ['constraint', 'check', 'unique', 'primary', 'foreign', 'exclude']

const added = (object: AlteredObject, reader: Reader): Effects => {
  if (object.kind === 'type' && !object.domain) return NONE
  if (reader.takeAny(CONSTRAINTS)) {
    if (reader.has('not', 'valid') || reader.has('using', 'index')) return NONE
    const message = `A constraint on "${object.name}" makes writes fail that the release before may still do; add it NOT VALID first.`
    return {
      created: [],
      breaches: [{ kind: 'add-constraint', message, target: { kind: object.kind, name: object.name } }],
    }
  }
  reader.take('column')
  const conditional = reader.take('if', 'not', 'exists')
  const name = reader.name()
  if (name === undefined || object.kind !== 'relation') return NONE
  const serial =
    reader.takeAny(['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8']) !== undefined
  const filled =
    serial || reader.has('generated') || (reader.has('default') && !reader.has('default', 'null'))
  const required = reader.has('not', 'null') || reader.has('primary', 'key')
  const creation: Creation = { kind: 'column', name: `${object.name}.${name}`, conditional, filled }
  if (!required || filled) return { created: [creation], breaches: [] }
  const message = `Column "${name}" of "${object.name}" is required and has no default; inserts of the release before fail.`
  const breach: Breach = { kind: 'not-null-without-default', message, target: relation(object.name) }
  return { created: [creation], breaches: [breach] }
}

const clauseDrops = (object: AlteredObject, reader: Reader): Breach[] => {
  if (reader.take('constraint') || object.domain || (object.kind !== 'relation' && object.kind !== 'type'))
    return []
  reader.takeAny(['column', 'attribute'])
  reader.take('if', 'exists')
  const name = reader.name()
  if (name === undefined) return []
  const message = `Column "${name}" of "${object.name}" is dropped; the release before may still use it.`
  return [{ kind: 'drop-column', message, ...column(object, name) }]
}

const columnAltered = (object: AlteredObject, reader: Reader): Breach[] => {
  reader.takeAny(['column', 'attribute'])
  const name = reader.name()
  if (name === undefined) return []
  const of = `column "${name}" of "${object.name}"`
  if (reader.take('type') || reader.take('set', 'data', 'type')) {
    const message = `The type of ${of} changes under the release before.`
    return [{ kind: 'change-type', message, ...column(object, name) }]
  }
  if (reader.take('set', 'not', 'null')) {
    const message = `From now on ${of} must have a value; the release before may leave it empty.`
    return [{ kind: 'set-not-null', message, ...column(object, name) }]
  }
  if (reader.take('drop') && reader.takeAny(['default', 'identity', 'expression'])) {
    const message = `The default of ${of} is dropped; inserts of the release before may rely on it.`
    return [{ kind: 'drop-default', message, ...column(object, name) }]
  }
  return []
}

const otherBreaches = (object: AlteredObject, reader: Reader): Breach[] => {
  const target = { kind: object.kind, name: object.name }
  if (object.domain && reader.take('set', 'not', 'null')) {
    const message = `Domain "${object.name}" refuses empty values from now on; the release before may write them.`
    return [{ kind: 'set-not-null', message, target }]
  }
  if (reader.has('set', 'schema')) {
    const message = `"${object.name}" moves to another schema; the release before looks for it in the old one.`
    return [{ kind: 'rename', message, target }]
  }
  if (reader.has('rename', 'to')) {
    const message = `"${object.name}" is renamed; the release before knows only the old name.`
    return [{ kind: 'rename', message, target }]
  }
  if (reader.take('detach', 'partition')) {
    const message = `A partition of "${object.name}" is detached; the release before no longer sees its rows.`
    return [{ kind: 'detach-partition', message, target }]
  }
  if (reader.take('enable', 'row') || reader.take('force', 'row')) {
    const message = `Row security on "${object.name}" begins; the release before sees no rows that no policy allows.`
    return [{ kind: 'row-security', message, target }]
  }
  return []
}
