import type { Token } from './lex.ts'

/** A name as written in SQL, made comparable: `public.` dropped, parts joined by a dot, case kept for quoted names. */
export type ObjectName = string

/** Walks over the tokens of one statement, as a person reads its first words. */
export class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length
  }

  /** Steps over these keywords if all of them come next, and says whether it did. */
  take(...words: readonly string[]): boolean {
    const here = words.every((word, index) => isWord(this.#tokens[this.#at + index], word))
    if (here) this.#at += words.length
    return here
  }

  /** Steps over one of these keywords and returns it. */
  takeAny(words: readonly string[]): string | undefined {
    return words.find((word) => this.take(word))
  }

  /** Steps over one symbol. */
  takeSymbol(text: string): boolean {
    const token = this.#tokens[this.#at]
    const here = token?.kind === 'symbol' && token.text === text
    if (here) this.#at += 1
    return here
  }

  /** Steps over a name of one or more parts; undefined when none comes next. */
  name(): ObjectName | undefined {
    const parts: string[] = []
    do {
      const token = this.#tokens[this.#at]
      if (token?.kind !== 'word' && token?.kind !== 'name') break
      parts.push(token.text)
      this.#at += 1
    } while (this.takeSymbol('.'))
    if (parts.length === 0) return undefined
    return (parts[0] === 'public' && parts.length > 1 ? parts.slice(1) : parts).join('.')
  }

  /** The names of a comma-separated list, without the arguments in parentheses that may follow each. */
  names(): ObjectName[] {
    const found: ObjectName[] = []
    do {
      const name = this.name()
      if (name === undefined) break
      found.push(name)
      this.skipParentheses()
      this.takeSymbol('*')
    } while (this.takeSymbol(','))
    return found
  }

  /** Steps over `( ... )` if it comes next. */
  skipParentheses(): void {
    if (!this.takeSymbol('(')) return
    for (let depth = 1; depth > 0 && !this.done; this.#at += 1) {
      const token = this.#tokens[this.#at]
      if (token?.kind !== 'symbol') continue
      depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0
    }
  }

  /** Steps behind the next such keyword outside parentheses; does not move when there is none. */
  seek(word: string): boolean {
    const from = this.#at
    while (!this.done) {
      if (this.take(word)) return true
      const before = this.#at
      this.skipParentheses()
      if (this.#at === before) this.#at += 1
    }
    this.#at = from
    return false
  }

  /** Is this keyword ahead, outside parentheses? Does not move. */
  has(...words: readonly string[]): boolean {
    const from = this.#at
    const [first = '', ...rest] = words
    let found = false
    while (!found && this.seek(first)) found = rest.length === 0 || this.take(...rest)
    this.#at = from
    return found
  }

  /** The rest, cut at commas outside parentheses. */
  clauses(): Token[][] {
    const clauses: Token[][] = [[]]
    let depth = 0
    for (const token of this.#tokens.slice(this.#at)) {
      if (token.kind === 'symbol' && token.text === '(') depth += 1
      if (token.kind === 'symbol' && token.text === ')') depth -= 1
      if (token.kind === 'symbol' && token.text === ',' && depth === 0) clauses.push([])
      else clauses.at(-1)?.push(token)
    }
    this.#at = this.#tokens.length
    return clauses
  }
}

const isWord = (token: Token | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text === word
