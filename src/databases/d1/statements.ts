import type { Migration } from '../database.ts'
import { lex, type Token } from '../sql/lex.ts'
import { scan } from '../sql/scan.ts'

/** A statement that D1 cannot carry out in a migration. */
export interface Unfit {
  /** 1-based. */
  line: number
  message: string
  /** What to write instead. */
  fix: string
}

/** Names of the file as wrangler records it. */
export const fileOf = ({ version, name }: Pick<Migration, 'version' | 'name'>): string =>
  `${version}_${name}.sql`

/** One SQL constant. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** One SQL name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text)

/**
 * The text with the bodies of triggers (`BEGIN ... END`) blanked out, line by line: their semicolons end no statement,
 * and what a trigger does is not done by the migration.
 */
export const withoutTriggerBodies = (sql: string): string => {
  let text = sql
  for (const { start, end } of triggerBodies(lex(sql).filter(({ kind }) => kind !== 'comment')))
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ') + text.slice(end)
  return text
}

const triggerBodies = (tokens: readonly Token[]): { start: number; end: number }[] => {
  const bodies: { start: number; end: number }[] = []
  let first = 0
  for (let at = 0; at < tokens.length; at += 1) {
    if (tokens[at]?.text === ';' && tokens[at]?.kind === 'symbol') first = at + 1
    else if (isWord(tokens[at], 'begin') && isTrigger(tokens, first)) {
      const end = bodyEnd(tokens, at)
      bodies.push({ start: tokens[at]?.start ?? 0, end: tokens[end]?.end ?? 0 })
      at = end
    }
  }
  return bodies
}

const isTrigger = (tokens: readonly Token[], first: number): boolean =>
  isWord(tokens[first], 'create') &&
  isWord(tokens[isWord(tokens[first + 1], 'temp', 'temporary') ? first + 2 : first + 1], 'trigger')

/** The `END` of a body; `CASE` has one of its own. */
const bodyEnd = (tokens: readonly Token[], begin: number): number => {
  let depth = 1
  for (let at = begin + 1; at < tokens.length; at += 1) {
    if (isWord(tokens[at], 'case')) depth += 1
    else if (isWord(tokens[at], 'end')) depth -= 1
    if (depth === 0) return at
  }
  return tokens.length - 1
}

const RULES: readonly { words: readonly string[]; message: string; fix: string }[] = [
  {
    words: ['begin', 'commit', 'end', 'rollback', 'savepoint', 'release'],
    message: 'D1 takes no transactions in SQL; each file is one already',
    fix: 'the file without BEGIN, COMMIT, ROLLBACK and SAVEPOINT',
  },
  {
    words: ['vacuum', 'attach', 'detach'],
    message: 'D1 does not carry this statement out',
    fix: 'nothing: D1 looks after its files itself',
  },
]

/** Finds what would fail only after a part of the release has gone ahead. */
export const findUnfit = (sql: string): Unfit[] => {
  const { statements, flaw } = scan(withoutTriggerBodies(sql))
  return [
    ...(flaw ? [{ ...flaw, fix: 'close it, or remove it' }] : []),
    ...statements.flatMap(({ tokens, line }) => {
      const rule = RULES.find(({ words }) => isWord(tokens[0], ...words))
      return rule ? [{ line, message: rule.message, fix: rule.fix }] : []
    }),
  ]
}

/** The file as it is sent: line feeds alone, for D1 stumbles over CRLF in triggers, and its last statement closed. */
export const textToSend = (sql: string): string => {
  const text = sql.replaceAll('\r\n', '\n')
  const last = lex(text).findLast(({ kind }) => kind !== 'comment')
  return last === undefined || last.text === ';' ? `${text}\n` : `${text}\n;\n`
}
