import { inertLine, shorten } from '../text.ts'

/** What the server sends with an error, as far as we look at it. */
export interface ErrorFields {
  /** SQLSTATE, five characters (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
  code: string
  message: string
  /** 1-based character in the statement that was sent, or null. */
  position: number | null
  /** The server ended the connection with this error. */
  fatal: boolean
  /** The routine of the server's source that raised it. */
  routine: string
  /** Schema, table, column, type and constraint the server names beside the message. */
  names: readonly string[]
}

/** The server refused a statement. Keeps the server's own words to itself, for they may hold values of rows. */
export class ServerError extends Error {
  readonly code: string
  readonly position: number | null
  readonly fatal: boolean
  readonly #fields: ErrorFields

  constructor(fields: ErrorFields) {
    super(`the server refused a statement (SQLSTATE ${fields.code})`)
    this.name = 'ServerError'
    this.code = fields.code
    this.position = fields.position
    this.fatal = fields.fatal
    this.#fields = fields
  }

  /** The server's message with everything left out that is neither its own wording nor written in `source`. */
  explain(source: string): string {
    return `${safeMessage(this.#fields, source)} (SQLSTATE ${this.code})`
  }
}

/** Our own words for what a person can act on better than on the server's. */
const SENTENCES: Record<string, string> = {
  '55P03': 'another session holds a lock this file needs, and did not release it in time (default 4 s)',
  '57014': 'the statement was cancelled, by a person or by statement_timeout',
  '40P01': 'this file and another session waited for each other (deadlock)',
  '42501': 'the role of the connection string lacks a right this file needs',
}

const MAX_MESSAGE = 300

/**
 * Makes a server message safe to print. What stands in quotes, and every number, is kept only if all its words stand
 * in the migration itself or in the names beside the message: else it may be a value of a row. Of a message that
 * code in the database raises, every word is treated so. DETAIL, HINT and CONTEXT are never used.
 */
export const safeMessage = ({ code, message, routine, names }: ErrorFields, source: string): string => {
  const sentence = SENTENCES[code]
  if (sentence) return sentence
  const known = new Set(wordsOf(`${source} ${names.join(' ')}`))
  const keep = (part: string): boolean => wordsOf(part).every((word) => known.has(word))
  const raised = code === 'P0001' || routine === 'exec_stmt_raise'
  const safe = raised
    ? message.replace(/\S+/g, (word) => (keep(word) ? word : '…'))
    : message
        .replace(/"[^"]*(?:"|$)/g, (quoted) => (keep(quoted) ? quoted : '"…"'))
        .replace(/'[^']*(?:'|$)/g, (quoted) => (keep(quoted) ? quoted : "'…'"))
        .replace(/\d[\d.,:-]*/g, (digits) => (keep(digits) ? digits : '…'))
  return shorten(inertLine(safe), MAX_MESSAGE)
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? []
