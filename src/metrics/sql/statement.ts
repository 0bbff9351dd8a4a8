/** Which language the text is in: they differ in quotes, in comments and in how parameters are marked. */
export type Dialect = 'postgres' | 'sqlite'

/** What a query may ask to be filled in. */
export const PLACEHOLDERS = ['from', 'to', 'slice', 'canary', 'baseline'] as const

/** One of them. */
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** A query that reads, with its parameters marked. */
export interface Statement {
  /** Without comments and without a semicolon; parameters stand as the caller wished. */
  text: string
  /** What to bind, in the order of the numbers of the parameters. */
  parameters: readonly Placeholder[]
}

/** A statement, or what is wrong with the text and what to write instead. */
export type Reading = { ok: true; statement: Statement } | { ok: false; message: string; fix: string }

/** How the parameter of a placeholder is written; `number` counts from 1. */
export type Mark = (placeholder: Placeholder, number: number) => string

/** Longest query, in characters. */
export const LONGEST_QUERY = 20_000

class Refusal extends Error {
  readonly fix: string
  constructor(message: string, fix: string) {
    super(message)
    this.fix = fix
  }
}

const WORD = /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y
const LINE_END = /[\n\r]/g
const NAMED = /\$([A-Za-z_]\w*)/y
const ANY_PLACEHOLDER = new RegExp(`\\$(?:${PLACEHOLDERS.join('|')})\\b`)

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Where a comment that begins at `at` ends; null: there is none. */
const commentEnd = (text: string, at: number, dialect: Dialect): number | null => {
  if (text.startsWith('--', at)) {
    LINE_END.lastIndex = at
    return LINE_END.exec(text)?.index ?? text.length
  }
  if (!text.startsWith('/*', at)) return null
  let depth = 0
  for (let i = at; i < text.length; i += 1) {
    // Comments nest in PostgreSQL alone.
    if (text.startsWith('/*', i) && (depth === 0 || dialect === 'postgres')) {
      depth += 1
      i += 1
    } else if (text.startsWith('*/', i)) {
      depth -= 1
      i += 1
      if (depth === 0) return i + 1
    }
  }
  throw new Refusal('a comment is not closed', '*/')
}

/** First character after the closing quote. A doubled quote does not close. */
const quoteEnd = (text: string, at: number, close: string, backslashes: boolean): number => {
  for (let i = at + 1; i < text.length; i += 1) {
    if (backslashes && text[i] === '\\') i += 1
    else if (text[i] === close) {
      if (close === ']' || text[i + 1] !== close) return i + 1
      i += 1
    }
  }
  throw new Refusal('a quote is not closed', close)
}

const closingQuote = (character: string, dialect: Dialect): string | null => {
  if (character === "'" || character === '"') return character
  if (dialect === 'postgres') return null
  return character === '`' ? '`' : character === '[' ? ']' : null
}

/** A constant or quoted name that begins at `at`; null: none does. */
const quoted = (text: string, at: number, word: string, dialect: Dialect): string | null => {
  const close = closingQuote(text[at] ?? '', dialect)
  if (close === null) return null
  const backslashes = dialect === 'postgres' && close === "'" && word.toLowerCase() === 'e'
  const part = text.slice(at, quoteEnd(text, at, close, backslashes))
  if (ANY_PLACEHOLDER.test(part))
    throw new Refusal(
      'a placeholder stands in quotes, where it is only text',
      'the placeholder without quotes',
    )
  return part
}

const isPlaceholder = (name: string): name is Placeholder => PLACEHOLDERS.some((known) => known === name)

const readPlaceholder = (text: string, at: number): { name: Placeholder; end: number } => {
  const match = matchAt(NAMED, text, at)
  const [whole = '', name = ''] = match ?? []
  const end = at + whole.length
  if (isPlaceholder(name) && text[end] !== '$') return { name, end }
  throw new Refusal(
    match
      ? `$${name.slice(0, 40)} is no placeholder`
      : 'numbered parameters and dollar quotes cannot be used',
    PLACEHOLDERS.map((known) => `$${known}`).join(', '),
  )
}

const FOREIGN_PARAMETER: Readonly<Record<Dialect, RegExp>> = { postgres: /^\0$/, sqlite: /^[?:@\0]$/ }

const checkWords = (first: string, used: readonly Placeholder[]): void => {
  if (first !== 'select' && first !== 'with')
    throw new Refusal('is not a query that reads', 'a query that begins with SELECT or WITH')
  const missing = (['from', 'to'] as const).filter((name) => !used.includes(name))
  if (missing.length > 0)
    throw new Refusal(
      `does not use ${missing.map((name) => `$${name}`).join(' and ')}, so it would read everything there is`,
      'where created_at >= $from and created_at < $to',
    )
}

const scan = (text: string, dialect: Dialect, mark: Mark): Statement => {
  const used: Placeholder[] = []
  const out: string[] = []
  let first = ''
  let word = ''
  let depth = 0
  let ended = false
  for (let at = 0; at < text.length; ) {
    const character = text[at] ?? ''
    const comment = commentEnd(text, at, dialect)
    if (comment !== null || /\s/.test(character)) {
      out.push(' ')
      at = comment ?? at + 1
      word = ''
      continue
    }
    if (ended) throw new Refusal('holds more than one statement', 'one SELECT')
    const before = word
    word = matchAt(WORD, text, at)?.[0] ?? ''
    const part = word || quoted(text, at, before, dialect)
    if (part) {
      first ||= word.toLowerCase() || part
      out.push(part)
      at += part.length
    } else if (character === '$') {
      const { name, end } = readPlaceholder(text, at)
      if (!used.includes(name)) used.push(name)
      out.push(mark(name, used.indexOf(name) + 1))
      at = end
    } else {
      if (FOREIGN_PARAMETER[dialect].test(character))
        throw new Refusal('only placeholders that begin with $ are filled in', '$from')
      if (character === '(') depth += 1
      if (character === ')') depth -= 1
      if (depth < 0) throw new Refusal('closes a bracket that was not opened', 'the same number of ( and )')
      ended = character === ';'
      if (!ended) out.push(character)
      at += 1
    }
  }
  if (depth > 0) throw new Refusal('leaves a bracket open', 'the same number of ( and )')
  checkWords(first, used)
  return { text: out.join('').trim(), parameters: used }
}

/**
 * Reads the query of a metric: one SELECT with balanced brackets and closed quotes, so that it can stand inside a
 * bracket of ours, where a statement that writes is a syntax error. Placeholders become parameters that are bound, never
 * text. Takes time linear in the length of the text.
 */
export const readStatement = (text: string, dialect: Dialect, mark: Mark): Reading => {
  if (text.length > LONGEST_QUERY)
    return { ok: false, message: 'is too long', fix: `at most ${LONGEST_QUERY} characters` }
  try {
    return { ok: true, statement: scan(text, dialect, mark) }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, message: error.message, fix: error.fix }
    throw error
  }
}
