import { Reader } from './reader.ts'
import type { Scan, Statement } from './scan.ts'

/** A statement that cannot run inside the one transaction each file has. */
export interface Unfit {
  /** 1-based. */
  line: number
  message: string
  /** What to write instead. */
  fix: string
}

/** Finds what would break the promise "one file, one transaction": looked for in a plan, before anything runs. */
export const findUnfit = ({ statements, flaw }: Scan): Unfit[] => [
  ...(flaw ? [{ ...flaw, fix: 'close it, or remove it' }] : []),
  ...statements.flatMap((statement) => {
    const rule = RULES.find(({ matches }) => matches(statement))
    return rule ? [{ line: statement.line, message: rule.message, fix: rule.fix }] : []
  }),
]

interface Rule {
  message: string
  fix: string
  matches(statement: Statement): boolean
}

const starts = (statement: Statement, ...phrases: readonly string[]): boolean =>
  phrases.some((phrase) => new Reader(statement.tokens).take(...phrase.split(' ')))

const CONTROL = ['begin', 'start transaction', 'commit', 'end', 'abort', 'prepare transaction'] as const

/** Statements that refuse to run in a transaction block, from the reference page of each. */
const ALONE = [
  'vacuum', 'create database', 'drop database', 'create tablespace', 'drop tablespace', 'alter system',
  'reindex database', 'reindex system', 'reindex schema',
  'alter database', 'discard all',
] as const // biome-ignore format: a table

const RULES: readonly Rule[] = [
  {
    matches: (statement) => starts(statement, 'commit prepared', 'rollback prepared'),
    message: 'a prepared transaction cannot be ended inside the transaction that each file runs in',
    fix: 'end it by hand, outside the migrations',
  },
  {
    matches: (statement) =>
      starts(statement, ...CONTROL) ||
      (starts(statement, 'rollback') && !new Reader(statement.tokens).has('to')),
    message: 'the file begins or ends a transaction of its own; each file runs in one already',
    fix: 'remove BEGIN, COMMIT and ROLLBACK, or split the file',
  },
  {
    matches: (statement) =>
      starts(statement, 'create', 'drop', 'reindex', 'alter') && hasConcurrently(statement),
    message: 'CONCURRENTLY cannot run inside the transaction that each file runs in',
    fix: 'remove CONCURRENTLY and set a short lock_timeout, or build the index by hand first and write IF NOT EXISTS here',
  },
  {
    matches: (statement) => starts(statement, ...ALONE) && !isHarmlessDatabaseSetting(statement),
    message: 'this statement cannot run inside the transaction that each file runs in',
    fix: 'run it by hand, outside the migrations',
  },
  {
    matches: (statement) => starts(statement, 'cluster') && statement.tokens.length < 2,
    message: 'CLUSTER without a table cannot run inside the transaction that each file runs in',
    fix: 'name the table, or run it by hand',
  },
  {
    matches: (statement) => starts(statement, 'copy') && isClientCopy(statement),
    message: 'COPY from the client has no data here: a migration file is sent without a stream',
    fix: 'write INSERT statements',
  },
]

/** `CONCURRENTLY` as a keyword: behind `INDEX`, `TABLE`..., not as the name of something. */
const hasConcurrently = (statement: Statement): boolean => {
  const at = statement.tokens.findIndex((token) => token.kind === 'word' && token.text === 'concurrently')
  const before = statement.tokens[at - 1]?.text ?? ''
  const detached = statement.tokens.some((token) => token.kind === 'word' && token.text === 'detach')
  return at > 0 && (['index', 'table', 'schema', 'database'].includes(before) || detached)
}

/** `ALTER DATABASE ... SET name = value` is allowed in a transaction; `SET TABLESPACE` is not. */
const isHarmlessDatabaseSetting = (statement: Statement): boolean =>
  starts(statement, 'alter database') && !new Reader(statement.tokens).has('set', 'tablespace')

const isClientCopy = (statement: Statement): boolean => {
  const reader = new Reader(statement.tokens)
  return reader.has('from', 'stdin') || reader.has('to', 'stdout')
}
