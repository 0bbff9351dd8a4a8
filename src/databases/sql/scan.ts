import { lex, type Token } from './lex.ts'

/** One statement of a file. */
export interface Statement {
  /**
   * The statement as it is sent and recorded: with the comments before it, without the closing semicolon and outer
   * white space, which is what the Supabase CLI writes to its `statements` column.
   */
  text: string
  /** Where `text` begins in the file, in UTF-16 units. */
  start: number
  /** 1-based line of its first token that is not a comment, or of its first comment where there is nothing else. */
  line: number
  /** Its tokens without comments. Empty for a trailing comment, which the CLI records like a statement. */
  tokens: readonly Token[]
  /** The comments in front of it and inside it. */
  comments: readonly Token[]
}

/** A file cut into statements. */
export interface Scan {
  statements: readonly Statement[]
  /** Something that no server will read: an open quote or comment, a psql command. Null when there is none. */
  flaw: { line: number; message: string } | null
  /** 1-based line of an offset in the file. */
  lineAt(offset: number): number
}

/** Go's `unicode.IsSpace`, by which the CLI trims. */
const SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

/**
 * Cuts a migration file into statements. A semicolon ends a statement unless it stands in a quote, a comment,
 * parentheses or the `BEGIN ATOMIC` body of a function. Never throws; takes time linear in the length.
 */
export const scan = (sql: string): Scan => {
  const tokens = lex(sql)
  const lineAt = lineFinder(sql)
  const statements: Statement[] = []
  const nesting = new Nesting()
  let begin = 0
  let inside: Token[] = []
  const finish = (end: number): void => {
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
  return { statements, flaw: flawOf(tokens, lineAt), lineAt }
}

const statementOf = (
  sql: string,
  begin: number,
  end: number,
  all: readonly Token[],
  lineAt: (offset: number) => number,
): Statement | undefined => {
  let start = begin
  let stop = end
  while (stop > start && sql[stop - 1] === ';') stop -= 1
  while (start < stop && SPACE.test(sql[start] ?? '')) start += 1
  while (stop > start && SPACE.test(sql[stop - 1] ?? '')) stop -= 1
  if (start === stop) return undefined
  const text = sql.slice(start, stop)
  const tokens = all.filter((token) => token.kind !== 'comment')
  const comments = all.filter((token) => token.kind === 'comment')
  return { text, start, line: lineAt((tokens[0] ?? comments[0])?.start ?? start), tokens, comments }
}

/** Knows whether a semicolon would end the statement: parentheses, and `BEGIN ATOMIC ... END` with `CASE ... END` in it. */
class Nesting {
  #parentheses = 0
  #blocks = 0
  #routine = false
  #words: string[] = []
  #last = ''

  get open(): boolean {
    return this.#parentheses > 0 || this.#blocks > 0
  }

  reset(): void {
    this.#parentheses = 0
    this.#blocks = 0
    this.#routine = false
    this.#words = []
  }

  see(token: Token): void {
    if (isSymbol(token, '(')) this.#parentheses += 1
    else if (isSymbol(token, ')')) this.#parentheses = Math.max(0, this.#parentheses - 1)
    else if (token.kind === 'word') this.#seeWord(token.text)
  }

  #seeWord(word: string): void {
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

const isSymbol = (token: Token, text: string): boolean => token.kind === 'symbol' && token.text === text

const flawOf = (tokens: readonly Token[], lineAt: (offset: number) => number): Scan['flaw'] => {
  const open = tokens.find((token) => !token.closed)
  const psql = tokens.find((token) => isSymbol(token, '\\'))
  const first = [open, psql].filter((token) => token !== undefined).sort((a, b) => a.start - b.start)[0]
  if (!first) return null
  const line = lineAt(first.start)
  if (first === psql)
    return { line, message: 'a psql command (backslash) stands here; only SQL can be sent to a server' }
  const what = { comment: 'comment', name: 'quoted name' }[first.kind as string] ?? 'quoted string'
  return { line, message: `a ${what} begins here and never ends` }
}

/** Builds the lookup of lines once, so that many lookups stay cheap. A line ends with LF, CRLF or a lone CR. */
const lineFinder = (text: string): ((offset: number) => number) => {
  const starts = [0]
  for (const end of text.matchAll(/\r\n?|\n/g)) starts.push(end.index + end[0].length)
  return (offset) => {
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
