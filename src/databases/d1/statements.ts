import type { Migration } from '../database.ts'
import { lex } from '../sql/lex.ts'

/** Names of the file as wrangler records it. */
export const fileOf = ({ version, name }: Pick<Migration, 'version' | 'name'>): string =>
  `${version}_${name}.sql`

/** One SQL constant. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** One SQL name. */
export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The file as it is sent: line feeds alone, for D1 stumbles over CRLF in triggers, and its last statement closed. */
export const textToSend = (sql: string): string => {
  const text = sql.replaceAll('\r\n', '\n')
  const last = lex(text).findLast(({ kind }) => kind !== 'comment')
  return last === undefined || last.text === ';' ? `${text}\n` : `${text}\n;\n`
}
