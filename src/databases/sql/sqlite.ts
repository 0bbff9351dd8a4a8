import type { ContractFinding, Migration } from '../database.ts'
import type { ContractReport } from './contract.ts'
import { CONTRACT_DECLARATION, declarationsIn } from './declarations.ts'
import type { Token } from './lex.ts'
import { Reader } from './reader.ts'
import { type Scan, type Statement, scan } from './scan.ts'

/** A statement that SQLite, or a hosted one such as D1, refuses or should not be asked to run from a migration. */
export interface SqliteMistake {
  /** 1-based. */
  line: number
  message: string
  /** What to write instead. */
  fix: string
}

/**
 * The same question as `findContracts`, for SQLite: which statements code of the release before cannot live with. Rules from
 * https://www.sqlite.org/lang_altertable.html. A table that is built anew in the way described there (create, copy, drop,
 * rename) is one finding, at the drop. Triggers are one statement. Names in backticks and brackets are understood.
 * Never throws; takes time linear in the length of the files.
 */
export const findSqliteContracts = (
  migrations: readonly Migration[],
  exists: (table: string) => boolean = () => true,
): ContractReport => {
  const created = new Set<string>()
  const isOld = (name: string): boolean => !created.has(name) && exists(name)
  const reports = migrations.map(({ version, sql }): ContractReport => {
    const file = scanSqlite(sql)
    const declared = declarationsIn(file, CONTRACT_DECLARATION)
    const rebuilt = rebuiltIn(file)
    const findings = file.statements.flatMap((statement, index): ContractFinding[] => {
      const place = { version, line: statement.line, declaredAfter: declared.of(index) }
      const found = noticed(statement, rebuilt).filter(({ table }) => isOld(table))
      for (const name of createdBy(statement, rebuilt)) if (!exists(name)) created.add(name)
      return found.map(({ kind, message }) => ({ ...place, kind, message }))
    })
    return { findings, mistakes: declared.mistakes.map((mistake) => ({ version, ...mistake })) }
  })
  return {
    findings: reports.flatMap(({ findings }) => findings),
    mistakes: reports.flatMap(({ mistakes }) => mistakes),
  }
}

/** The tables whose existence before the set matters to `findSqliteContracts`. */
export const sqliteTablesIn = (migrations: readonly Migration[]): string[] => {
  const asked = new Set<string>()
  findSqliteContracts(migrations, (table) => {
    asked.add(table)
    return true
  })
  return [...asked]
}

/**
 * What SQLite would refuse in the middle of a file, or lose data over: transactions of the file's own, statements that need to be
 * alone, `ADD COLUMN` with what it does not take, a parent table dropped while its children cascade.
 */
export const findSqliteUnfit = (sql: string): SqliteMistake[] => {
  const file = scanSqlite(sql)
  const flaw = file.flaw ? [{ ...file.flaw, fix: 'close it, or remove it' }] : []
  return [
    ...flaw,
    ...file.statements.flatMap((statement) =>
      unfit(statement).map((mistake) => ({ line: statement.line, ...mistake })),
    ),
  ]
}

/**
 * Cuts a file as SQLite does: names in backticks and brackets count as quoted names, and the body of a trigger belongs
 * to its statement.
 */
export const scanSqlite = (sql: string): Scan => {
  const file = scan(withQuotedNames(sql))
  const statements: Statement[] = []
  let trigger: Statement | null = null
  for (const statement of file.statements) {
    const body = trigger
    if (body) {
      trigger = joined(body, statement, sql)
      if (new Reader(statement.tokens).take('end')) {
        statements.push(trigger)
        trigger = null
      }
    } else if (beginsTrigger(statement)) trigger = statement
    else statements.push(statement)
  }
  if (trigger) statements.push(trigger)
  return { ...file, statements }
}

const beginsTrigger = ({ tokens }: Statement): boolean => {
  const reader = new Reader(tokens)
  if (!reader.take('create')) return false
  reader.takeAny(['temp', 'temporary'])
  return reader.take('trigger')
}

const joined = (first: Statement, next: Statement, sql: string): Statement => ({
  ...first,
  text: sql.slice(first.start, next.start + next.text.length),
  tokens: [...first.tokens, ...next.tokens],
  comments: [...first.comments, ...next.comments],
})

/** Backticks and brackets become double quotes, character for character, so that every place stays where it was. */
const withQuotedNames = (sql: string): string =>
  sql.replace(
    /--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'[^']*(?:'|$)|"[^"]*(?:"|$)|`([^`"\n]*)`|\[([^\]"\n]*)\]/g,
    (whole, ticked?: string, bracketed?: string) => {
      const name = ticked ?? bracketed
      return name === undefined ? whole : `"${name}"`
    },
  )

interface Noticed {
  kind: string
  message: string
  table: string
}

const noticed = ({ tokens }: Statement, rebuilt: ReadonlySet<string>): Noticed[] => {
  const reader = new Reader(tokens)
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

const note = (kind: string, table: string, message: string): Noticed[] =>
  table === '' ? [] : [{ kind, message, table: lower(table) }]

/** Names of SQLite are the same in any case, also in quotes. */
const lower = (name: string): string => name.replace(/^main\./i, '').toLowerCase()

const nameAfterExists = (reader: Reader): string => {
  reader.take('if', 'exists')
  return reader.name() ?? ''
}

const dropped = (reader: Reader, rebuilt: ReadonlySet<string>): Noticed[] => {
  const name = nameAfterExists(reader)
  const message = rebuilt.has(lower(name))
    ? `Table "${name}" is built anew: columns, types and checks may differ from what the release before expects, and dropping the old one deletes rows that cascade from it.`
    : `Table "${name}" is dropped; the release before may still use it.`
  return note(rebuilt.has(lower(name)) ? 'rebuild' : 'drop-table', name, message)
}

const altered = (reader: Reader, rebuilt: ReadonlySet<string>): Noticed[] => {
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

/** Tables that a file drops and then gives their name to another: `ALTER TABLE new_t RENAME TO t`. */
const rebuiltIn = ({ statements }: Scan): ReadonlySet<string> => {
  const gone = new Set<string>()
  const back = new Set<string>()
  for (const { tokens } of statements) {
    const reader = new Reader(tokens)
    if (reader.take('drop', 'table')) gone.add(lower(nameAfterExists(reader)))
    else if (reader.take('alter', 'table') && reader.name() && reader.take('rename', 'to')) {
      const name = lower(reader.name() ?? '')
      if (gone.has(name)) back.add(name)
    }
  }
  return back
}

const createdBy = ({ tokens }: Statement, rebuilt: ReadonlySet<string>): string[] => {
  const reader = new Reader(tokens)
  if (reader.take('alter', 'table')) {
    const renamed =
      reader.name() !== undefined && reader.take('rename', 'to') ? lower(reader.name() ?? '') : ''
    return renamed === '' || rebuilt.has(renamed) ? [] : [renamed]
  }
  if (!reader.take('create')) return []
  reader.takeAny(['temp', 'temporary', 'virtual'])
  if (!reader.takeAny(['table', 'view'])) return []
  reader.take('if', 'not', 'exists')
  const name = reader.name()
  return name === undefined ? [] : [lower(name)]
}

const starts = (tokens: readonly Token[], ...phrases: readonly string[]): boolean =>
  phrases.some((phrase) => new Reader(tokens).take(...phrase.split(' ')))

const unfit = ({ tokens }: Statement): Omit<SqliteMistake, 'line'>[] => {
  if (starts(tokens, 'begin', 'commit', 'end', 'rollback', 'savepoint', 'release'))
    return [
      {
        message: 'the file begins or ends a transaction of its own; each file runs in one already',
        fix: 'remove BEGIN, COMMIT, ROLLBACK and SAVEPOINT',
      },
    ]
  if (starts(tokens, 'vacuum', 'attach', 'detach'))
    return [{ message: 'this statement cannot run inside a migration', fix: 'run it by hand' }]
  if (starts(tokens, 'pragma foreign_keys'))
    return [
      {
        message: 'PRAGMA foreign_keys does nothing inside the transaction that each file runs in',
        fix: 'PRAGMA defer_foreign_keys = on, and no ON DELETE CASCADE on what points to a table that is dropped',
      },
    ]
  return addColumn(tokens)
}

/** What `ADD COLUMN` does not take (lang_altertable.html, section 4). */
const addColumn = (tokens: readonly Token[]): Omit<SqliteMistake, 'line'>[] => {
  const reader = new Reader(tokens)
  if (!reader.take('alter', 'table') || reader.name() === undefined || !reader.take('add')) return []
  const refused = (message: string): Omit<SqliteMistake, 'line'>[] => [
    { message: `ADD COLUMN ${message}`, fix: 'add it plain, or build the table anew' },
  ]
  if (reader.has('primary', 'key') || reader.has('unique'))
    return refused('takes neither PRIMARY KEY nor UNIQUE')
  if (reader.has('stored')) return refused('takes no STORED generated column')
  const moving = ['current_time', 'current_date', 'current_timestamp'].some((word) =>
    reader.has('default', word),
  )
  return moving || hasExpression(tokens) ? refused('takes only a constant DEFAULT') : []
}

const hasExpression = (tokens: readonly Token[]): boolean => {
  const at = tokens.findIndex((token) => token.kind === 'word' && token.text === 'default')
  const next = tokens[at + 1]
  return at > 0 && next?.kind === 'symbol' && next.text === '('
}
