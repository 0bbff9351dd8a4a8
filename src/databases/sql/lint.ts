import type { Migration } from '../database.ts'
import { declarationsIn, LOCK_DECLARATION } from './declarations.ts'
import { LOCKS, type LockFinding, locksOf } from './locks.ts'
import { everyNode, joined, type Parse, part, relationName, strings, type Tree } from './parse.ts'
import { type Statement, scan } from './scan.ts'

/** A lock on a table that was there before, with its place. */
export interface LocatedLock extends LockFinding {
  version: string
  /** 1-based. */
  line: number
  /** What `-- sluice:lock <why>` says of it; null when nothing does. */
  declared: string | null
}

/** A statement that PostgreSQL's parser cannot read. */
export interface SyntaxMistake {
  version: string
  /** 1-based. */
  line: number
  message: string
}

/** What the parser sees in a set of migrations. */
export interface Lint {
  /** Strongest lock per statement and table, on tables that were there before; from SHARE UPDATE EXCLUSIVE on. */
  locks: readonly LocatedLock[]
  mistakes: readonly SyntaxMistake[]
}

/**
 * Reads pending migrations with PostgreSQL's own parser: syntax, and the locks that statements take on tables which
 * `exists` knows. What the same set created may be locked freely: nobody waits for it. Never throws.
 */
export const lint = (
  migrations: readonly Migration[],
  parse: Parse,
  exists: (relation: string) => boolean = () => true,
): Lint => {
  const created = new Set<string>()
  const isOld = (name: string): boolean => !created.has(name) && exists(name)
  const reports = migrations.map(({ version, sql }) => {
    const file = scan(sql)
    const declared = declarationsIn(file, LOCK_DECLARATION)
    return file.statements.map((statement, index): Lint => {
      const reading = readStatement(statement, parse)
      if (reading.ok === null) return NOTHING
      if (!reading.ok) {
        const line = file.lineAt(reading.start + reading.offset)
        return { locks: [], mistakes: [{ version, line, message: inOurWords(reading.message) }] }
      }
      const locks = reading.statements.flatMap(({ kind, body }) => {
        const found = locksOf(kind, body).filter(({ relation }) => isOld(relation))
        for (const name of createdBy(kind, body)) if (isNew(body) || !exists(name)) created.add(name)
        return found
      })
      const at = { version, line: statement.line, declared: declared.of(index) }
      return { locks: strongest(locks).map((lock) => ({ ...lock, ...at })), mistakes: [] }
    })
  })
  return {
    locks: reports.flat().flatMap(({ locks }) => locks),
    mistakes: reports.flat().flatMap(({ mistakes }) => mistakes),
  }
}

/** The relations whose existence and size matter to `lint`. */
export const relationsLocked = (migrations: readonly Migration[], parse: Parse): string[] => {
  const asked = new Set<string>()
  lint(migrations, parse, (relation) => {
    asked.add(relation)
    return true
  })
  return [...asked]
}

const NOTHING: Lint = { locks: [], mistakes: [] }

/** Parses the part of a statement from its first token on; `start` is where that lies in the file. */
export const readStatement = (
  { tokens, text, start }: Pick<Statement, 'tokens' | 'text' | 'start'>,
  parse: Parse,
): ReturnType<Parse> & { start: number } => {
  const [first] = tokens
  if (!first) return { ok: null, start }
  return { ...parse(text.slice(first.start - start)), start: first.start }
}

/** The quoted part is text of the file: the place says enough. */
const inOurWords = (message: string): string =>
  /^syntax error at or near "/.test(message)
    ? 'PostgreSQL cannot read the statement from here on'
    : 'PostgreSQL cannot read this statement'

const isNew = (body: Tree): boolean => body.if_not_exists !== true && body.replace !== true

const createdBy = (kind: string, body: Tree): string[] => {
  switch (kind) {
    case 'CreateStmt':
    case 'CreateForeignTableStmt':
      return [relationName(part(kind === 'CreateStmt' ? body : part(body, 'base'), 'relation'))]
    case 'CreateTableAsStmt':
      return [relationName(part(part(body, 'into'), 'rel'))]
    case 'ViewStmt':
      return [relationName(part(body, 'view'))]
    case 'CreateSeqStmt':
      return [relationName(part(body, 'sequence'))]
    case 'IndexStmt':
      return typeof body.idxname === 'string' ? [joined([body.idxname])] : []
    default:
      return everyNode(kind, body)
        .filter((node) => node.kind === 'intoClause')
        .map((node) => relationName(part(node.body, 'rel')))
        .concat(kind === 'CompositeTypeStmt' ? [joined(strings(body, 'typevar'))] : [])
  }
}

const strength = ({ mode, work }: LockFinding): number => LOCKS.indexOf(mode) * 2 + (work === null ? 0 : 1)

/** One line per table, and from SHARE UPDATE EXCLUSIVE on: weaker locks are what every write takes. */
const strongest = (locks: readonly LockFinding[]): LockFinding[] => {
  const byRelation = new Map<string, LockFinding>()
  for (const lock of locks) {
    const known = byRelation.get(lock.relation)
    const better = !known || (lock.work !== null && known.work === null) || strength(lock) > strength(known)
    if (better && !(known?.work && lock.work === null)) byRelation.set(lock.relation, lock)
  }
  return [...byRelation.values()].filter(({ mode }) => LOCKS.indexOf(mode) >= 2)
}
