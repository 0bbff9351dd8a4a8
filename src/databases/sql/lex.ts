/**
 * `word` bare identifier or keyword, `name` in double quotes, `string` any quoted constant (dollar quotes too),
 * `number`, `symbol` one character of anything else, `comment`.
 */
export type TokenKind = 'word' | 'name' | 'string' | 'number' | 'symbol' | 'comment'

/** One lexical unit of SQL; white space is left out. */
export interface Token {
  kind: TokenKind
  /**
   * What it means: words in lower case, names and strings without their quotes and with doubled quotes joined
   * (backslashes of `E''` stay as written), all else as written.
   */
  text: string
  /** Where it begins, in UTF-16 units from the start of the text. */
  start: number
  /** The first unit after it. */
  end: number
  /** False when the text ends before its closing quote or comment mark. */
  closed: boolean
}

const WORD_START = /[A-Za-z_\u0080-\uffff]/
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y
const NUMBER = /(?:\d|\.\d)[\w.]*/y
const SPACE = /[ \t\n\r\f\v]+/y
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y
const LINE_END = /[\n\r]/g
const COMMENT_MARK = /\/\*|\*\//g

/**
 * Cuts SQL into tokens as PostgreSQL's own lexer does with `standard_conforming_strings` on
 * (https://www.postgresql.org/docs/current/sql-syntax-lexical.html). Never throws; takes time linear in the length.
 */
export const lex = (sql: string): Token[] => {
  const tokens: Token[] = []
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

const tokenAt = (sql: string, at: number): Token => {
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

const lineComment = (sql: string, start: number): Token => {
  LINE_END.lastIndex = start
  const end = LINE_END.exec(sql)?.index ?? sql.length
  return { kind: 'comment', text: sql.slice(start, end), start, end, closed: true }
}

const blockComment = (sql: string, start: number): Token => {
  COMMENT_MARK.lastIndex = start
  let depth = 0
  for (let mark = COMMENT_MARK.exec(sql); mark; mark = COMMENT_MARK.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1
    if (depth === 0) {
      const end = COMMENT_MARK.lastIndex
      return { kind: 'comment', text: sql.slice(start, end), start, end, closed: true }
    }
  }
  return { kind: 'comment', text: sql.slice(start), start, end: sql.length, closed: false }
}

/** The constants and names with a letter in front: `E''`, `B''`, `X''`, `N''`, `U&''`, `U&""`. */
const prefixed = (sql: string, at: number): Token | undefined => {
  const letter = (sql[at] ?? '').toLowerCase()
  if ('ebxn'.includes(letter) && sql[at + 1] === "'") return constant(sql, at, at + 1, letter === 'e')
  if (letter !== 'u' || sql[at + 1] !== '&') return undefined
  if (sql[at + 2] === "'") return constant(sql, at, at + 2, false)
  return sql[at + 2] === '"' ? quotedName(sql, at, at + 2) : undefined
}

const constant = (sql: string, start: number, quote: number, backslashes: boolean): Token => {
  let text = ''
  let open = quote
  for (;;) {
    const close = closingQuote(sql, open + 1, "'", backslashes)
    text += sql.slice(open + 1, close ?? sql.length).replaceAll("''", "'")
    if (close === undefined) return { kind: 'string', text, start, end: sql.length, closed: false }
    const next = continuation(sql, close + 1)
    if (next === undefined) return { kind: 'string', text, start, end: close + 1, closed: true }
    open = next
  }
}

/** Where a constant goes on: the server joins two that only white space with a line break, or line comments, part. */
const continuation = (sql: string, from: number): number | undefined => {
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

const quotedName = (sql: string, start: number, quote: number): Token => {
  const close = closingQuote(sql, quote + 1, '"', false)
  const text = sql.slice(quote + 1, close ?? sql.length).replaceAll('""', '"')
  return {
    kind: 'name',
    text,
    start,
    end: close === undefined ? sql.length : close + 1,
    closed: close !== undefined,
  }
}

const closingQuote = (sql: string, from: number, quote: string, backslashes: boolean): number | undefined => {
  for (let at = from; at < sql.length; at += 1) {
    if (backslashes && sql[at] === '\\') at += 1
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at
      at += 1
    }
  }
  return undefined
}

const dollarQuoted = (sql: string, start: number): Token | undefined => {
  DOLLAR_TAG.lastIndex = start
  if (!DOLLAR_TAG.test(sql)) return undefined
  const body = DOLLAR_TAG.lastIndex
  const tag = sql.slice(start, body)
  const close = sql.indexOf(tag, body)
  if (close < 0) return { kind: 'string', text: sql.slice(body), start, end: sql.length, closed: false }
  return { kind: 'string', text: sql.slice(body, close), start, end: close + tag.length, closed: true }
}

const word = (sql: string, start: number): Token => {
  WORD.lastIndex = start
  WORD.test(sql)
  const end = Math.max(WORD.lastIndex, start + 1)
  return { kind: 'word', text: sql.slice(start, end).toLowerCase(), start, end, closed: true }
}

const number = (sql: string, start: number): Token | undefined => {
  NUMBER.lastIndex = start
  if (!NUMBER.test(sql)) return undefined
  return {
    kind: 'number',
    text: sql.slice(start, NUMBER.lastIndex),
    start,
    end: NUMBER.lastIndex,
    closed: true,
  }
}

const symbol = (sql: string, start: number): Token => {
  const end = start + 1
  return { kind: 'symbol', text: sql.slice(start, end), start, end, closed: true }
}
