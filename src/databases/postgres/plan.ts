import { z } from 'zod'
import { ConfigError, type Problem } from '../../kit/errors.ts'
import type { Session } from '../../kit/postgres/session.ts'
import type { Migration, MigrationNotice, MigrationPlan } from '../database.ts'
import { findContracts, relationsIn } from '../sql/contract.ts'
import { type LocatedLock, lint, relationsLocked } from '../sql/lint.ts'
import { GRAMMAR, loadParser, type Parse } from '../sql/parse.ts'
import { scan } from '../sql/scan.ts'
import { findUnfit } from '../sql/unfit.ts'
import { compare } from './compare.ts'
import { readHistory } from './history.ts'
import { protectionNotices, unprotectedTables } from './row-security.ts'

/** What a plan looks at beyond drift and contract steps. */
export interface PlanRules {
  /** Whether long locks on large tables are refused unless they are declared. */
  locks: 'refuse' | 'notice'
  /** From how many bytes on a table is large. */
  largeTable: number
  /** Schemas whose tables must have row level security and a policy; null: not looked at. */
  protect: readonly string[] | null
}

const RULES: PlanRules = { locks: 'refuse', largeTable: 100 * 1024 * 1024, protect: null }

const DOCS = 'databases/postgres.md'

/**
 * Reads what is pending and what stands in the way; changes nothing. Throws ConfigError with every statement and
 * declaration that has to be changed first.
 */
export const planIn = async (
  session: Session,
  migrations: readonly Migration[],
  rules: PlanRules = RULES,
): Promise<MigrationPlan> => {
  const comparison = compare(migrations, await readHistory(session))
  const pending = migrations.filter(({ version }) =>
    comparison.pending.some((file) => file.version === version),
  )
  const open = rules.protect ? protectionNotices(await unprotectedTables(session, rules.protect)) : []
  if (pending.length === 0) return { ...comparison, contract: [], notices: open }
  const parse = await loadParser()
  const tables = await tablesOf(session, [...relationsIn(pending, parse), ...relationsLocked(pending, parse)])
  const exists = (relation: string): boolean => tables.has(relation)
  const { findings, mistakes } = findContracts(pending, exists, parse)
  const seen = await lintFor(session, pending, parse, exists)
  const refused = rules.locks === 'refuse' ? seen.locks.filter((lock) => isLong(lock, tables, rules)) : []
  const place = ({ version, line }: { version: string; line: number }): string => {
    const name = pending.find((migration) => migration.version === version)?.name ?? ''
    return `${version}_${name}.sql:${line}`
  }
  const unfit = pending.flatMap(({ version, sql }) =>
    findUnfit(scan(sql)).map((one) => ({ ...one, version })),
  )
  // An open quote is said better by who cut the file; the parser would say it again.
  const readable = ({ version }: { version: string }): boolean =>
    !pending.some((file) => file.version === version && scan(file.sql).flaw !== null)
  const problems: Problem[] = [
    ...unfit.map(({ message, fix, ...where }) => ({ at: place(where), message, fix })),
    ...mistakes.map((mistake) => ({
      at: place(mistake),
      message: mistake.message,
      fix: '-- sluice:contract after <release>',
    })),
    ...seen.mistakes.filter(readable).map((mistake) => ({
      at: place(mistake),
      message: mistake.message,
      fix: 'correct the SQL',
    })),
  ].map((problem) => ({ ...problem, docs: `${DOCS}#what-a-file-may-hold` }))
  const locked = refused.map((lock) => ({
    at: place(lock),
    message: lockSentence(lock, tables),
    fix: 'a way that works in small steps, or a line "-- sluice:lock <why this is acceptable>" above the statement',
    docs: `${DOCS}#locks`,
  }))
  if (problems.length + locked.length > 0) throw new ConfigError([...problems, ...locked])
  return {
    ...comparison,
    contract: findings,
    notices: [...seen.locks.map((lock) => noticeOf(lock, tables)), ...open],
  }
}

/** A server newer than the parser may know statements that the parser does not: then syntax is left to the server. */
const lintFor = async (
  session: Session,
  pending: readonly Migration[],
  parse: Parse,
  exists: (relation: string) => boolean,
): Promise<ReturnType<typeof lint>> => {
  const seen = lint(pending, parse, exists)
  if (seen.mistakes.length === 0) return seen
  const [row] = await session.query("select current_setting('server_version_num') as version")
  return Number(row?.version) >= (GRAMMAR + 1) * 10_000 ? { ...seen, mistakes: [] } : seen
}

const isLong = (lock: LocatedLock, tables: ReadonlyMap<string, number>, rules: PlanRules): boolean =>
  lock.work !== null && lock.declared === null && (tables.get(lock.relation) ?? 0) >= rules.largeTable

/** `ACCESS EXCLUSIVE`, as the manual writes it. */
const inWords = (mode: string): string =>
  mode
    .replace(/Lock$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toUpperCase()

const HINDERS: Readonly<Record<string, string>> = {
  AccessExclusiveLock: 'nobody can read or write it meanwhile',
  ExclusiveLock: 'nobody can write it meanwhile',
  ShareRowExclusiveLock: 'nobody can write it meanwhile',
  ShareLock: 'nobody can write it meanwhile',
  ShareUpdateExclusiveLock: 'reading and writing go on',
}

const lockSentence = ({ relation, mode, what }: LocatedLock, tables: ReadonlyMap<string, number>): string => {
  const size = ((tables.get(relation) ?? 0) / 1024 / 1024).toFixed(tables.get(relation) ? 1 : 0)
  const lasting = what === '' ? '' : ` and ${what}`
  return `"${relation}" (${size} MiB) is locked ${inWords(mode)}${lasting}: ${HINDERS[mode] ?? 'others may wait'}`
}

const noticeOf = (lock: LocatedLock, tables: ReadonlyMap<string, number>): MigrationNotice => ({
  version: lock.version,
  line: lock.line,
  kind: lock.work ?? 'lock',
  message: `${lockSentence(lock, tables)}.${lock.declared === null ? '' : ` Declared: ${lock.declared}`}`,
})

const TABLE = z.object({ name: z.string(), bytes: z.coerce.number() })

/**
 * Which of these relations are there, with their sizes in bytes as VACUUM and ANALYZE last saw them; a partitioned table has
 * the size of its partitions. From the catalogue alone: asking for the exact size would wait for others' locks.
 */
const tablesOf = async (session: Session, relations: readonly string[]): Promise<Map<string, number>> => {
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
    [JSON.stringify([...new Set(relations)])],
  )
  return new Map(rows.map((row) => TABLE.parse(row)).map(({ name, bytes }) => [name, bytes]))
}
