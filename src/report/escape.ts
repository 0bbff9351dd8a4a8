/**
 * Text that people, platforms or vendors wrote is shown by every report and may do nothing but be read. One function
 * per place where it can stand: Markdown prose, a code span, a code block, a diagram, HTML, a terminal.
 */

/** Terminal sequences: strings up to their terminator, control sequences, and the short two-character ones. */
const TERMINAL =
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\r\n]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[ -/]*[0-~]?/g

const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g

/** Half of a character outside the basic plane, which no encoder can write. */
const BROKEN = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g

/** What nobody sees and what turns the reading order: zero width, soft hyphen, bidi marks, fillers, tag characters. */
const UNSEEN =
  /[\u00ad\u061c\u115f\u1160\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|\u034f|\u17b4|\u17b5|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e0fff}]/gu

/** Longest foreign text that a report repeats, in characters; the rest is cut and marked with an ellipsis. */
export const TEXT_LIMIT = 500

/** Foreign text with its lines kept: no control, terminal, bidi or invisible characters, no broken surrogates. */
export const plainLines = (text: string): string =>
  text
    .replace(BROKEN, '\ufffd')
    .replace(TERMINAL, '')
    .replace(LINE_ENDS, '\n')
    .replace(CONTROLS, '')
    .replace(UNSEEN, '')

/** As `plainLines`, on one line and at most `limit` characters; white space is joined and trimmed. */
export const plain = (text: string, limit: number = TEXT_LIMIT): string => {
  // Nothing beyond this many units can matter; it also bounds the work on absurdly long input.
  const line = plainLines(text.slice(0, limit * 8))
    .replace(/\s+/g, ' ')
    .trim()
  const characters = [...line]
  return characters.length <= limit ? line : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`
}

/** Splits a word where no reader sees it, so that GitHub makes no mention, reference, link or emoji of it. */
const SEAM = '&#8203;'

/**
 * Foreign text inside Markdown prose, a list item or a table cell: shows its characters and is never markup, HTML,
 * a mention, a reference, a link, an emoji or a formula.
 */
export const markdown = (text: string, limit?: number): string =>
  plain(text, limit)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '&#124;')
    .replaceAll('$', '&#36;')
    .replaceAll('`', '&#96;')
    .replace(/[\\*_~[\]!]/g, '\\$&')
    .replace(/@(?=[\p{L}\p{N}_-])/gu, `@${SEAM}`)
    .replace(/(?<!&)#(?=\p{N})/gu, `#${SEAM}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1${SEAM}-`)
    .replace(/:(?=\/\/)/g, `:${SEAM}`)
    .replace(/:(?=[\w+-]+:)(?!\d\d:)/g, `:${SEAM}`)
    .replace(/\b(www)\./gi, `$1${SEAM}.`)
    .replace(/\b(mailto|xmpp):/gi, `$1${SEAM}:`)
    .replace(/^([-+=#])/, '\\$1')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')

/**
 * A foreign name as a Markdown code span, also inside a table. A name with a backtick or a pipe, which no code span
 * can hold in a cell on every renderer, is shown as prose instead. Empty text gives a dash.
 */
export const code = (text: string, limit = 120): string => {
  const line = plain(text, limit)
  if (line === '') return '–'
  return /[`|\\]/.test(line) ? markdown(line, limit) : `\`${line}\``
}

/** Foreign lines as a fenced code block that they cannot leave. At most `limit` characters. */
export const codeBlock = (text: string, language = '', limit = 4_000): string => {
  const body = plainLines(text.slice(0, limit)).trimEnd()
  const longest = Math.max(2, ...(body.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${body}\n${fence}`
}

/** A foreign name as a label in a Mermaid diagram: letters, digits and a few harmless signs, ASCII only. */
export const diagramLabel = (text: string): string =>
  plain(text, 60)
    .replace(/[^A-Za-z0-9._/ -]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim() || 'unnamed'

/** Foreign text as HTML text or as the value of a quoted attribute. */
export const html = (text: string, limit?: number): string =>
  plain(text, limit)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

/** Foreign lines inside an HTML `pre`. At most `limit` characters. */
export const htmlLines = (text: string, limit = 4_000): string =>
  plainLines(text.slice(0, limit))
    .trimEnd()
    .split('\n')
    .map((line) => html(line, limit))
    .join('\n')
