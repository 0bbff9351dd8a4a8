/**
 * Text that came from people, platforms or child processes is *inert* when printing it can do nothing but show it:
 * it starts no workflow command, moves no cursor, reverses no reading order, mentions nobody and links nowhere.
 */

/** ANSI escapes: operating system commands and other strings up to their terminator, sequences, two-character forms. */
const ANSI =
  /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n\r]{0,4096}(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]?|\x1b[ -/]{0,16}[0-~]?/g

/** Everything that some program takes for the end of a line. */
const LINE_ENDS = /\r\n|[\r\v\f\x85\u2028\u2029]/g

/** Control characters other than tab and line feed. */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/g

/** Characters that change the reading order or cannot be seen: bidi marks, zero-width, soft hyphen, fillers, tags. */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb]/gu

/** A line that the runner would take for `::command::`; it trims the line first. */
const COMMAND_START = /^([^\S\n]*):(?=:)/gm

/**
 * Makes foreign text safe to print, keeping its lines. Strips control, ANSI, bidi, invisible and NUL characters,
 * makes every line end a line feed, replaces broken surrogates, and disarms workflow commands: `::` at a line start
 * becomes `: :`, and `##[`, which the runner finds anywhere in a line, becomes `## [`.
 */
export const inert = (text: string): string =>
  wellFormed(text)
    .replace(ANSI, '')
    .replace(LINE_ENDS, '\n')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replaceAll('##[', '## [')
    .replace(COMMAND_START, '$1: ')

/** Replaces halves of surrogate pairs by U+FFFD, so that the text can be written as UTF-8. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, '\ufffd')

/** As `inert`, on one line: every run of white space becomes one space, the ends are trimmed. */
export const inertLine = (text: string): string => inert(inert(text).replace(/\s+/g, ' ').trim())

/**
 * Cuts text to at most `max` UTF-16 units (never fewer than 1), the last of them an ellipsis if anything was cut.
 * A character outside the basic plane is kept or dropped whole.
 */
export const shorten = (text: string, max: number): string => {
  if (text.length <= max) return text
  const cut = text.slice(0, Math.max(0, max - 1))
  return `${endsInHalfCharacter(cut) ? cut.slice(0, -1) : cut}…`
}

/**
 * Cuts text to at most `max` bytes of UTF-8 without splitting a character. Adds `ending` (which counts) if
 * anything was cut.
 */
export const shortenBytes = (text: string, max: number, ending = ''): string => {
  if (Buffer.byteLength(text) <= max) return text
  const bytes = Buffer.from(text)
  let end = Math.max(0, max - Buffer.byteLength(ending))
  while (end > 0 && isContinuation(bytes[end])) end -= 1
  return bytes.subarray(0, end).toString() + ending
}

const endsInHalfCharacter = (text: string): boolean => /[\ud800-\udbff]$/.test(text)

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

/** Breaks a word where a reader sees nothing (zero-width space): GitHub makes no mention or link of it then. */
const SEAM = '\u200b'

/**
 * Makes foreign text safe inside Markdown: one line of inert text in which nothing is markup, HTML, a mention
 * (`@name`), an issue reference (`#1`, `GH-1`), a link, an autolink or a formula. Fits table cells. It shows exactly
 * the characters given; for code spans use `codeSpan`.
 */
export const inertMarkdown = (text: string): string =>
  inertLine(text)
    .replace(/@(?=[\p{L}\p{N}_-])/gu, `@${SEAM}`)
    .replace(/#(?=\d)/g, `#${SEAM}`)
    .replace(/\b(GH)-(?=\d)/gi, `$1${SEAM}-`)
    .replace(/:(?=\/\/)/g, `:${SEAM}`)
    .replace(/\b(www)\./gi, `$1${SEAM}.`)
    .replace(/\b(mailto|xmpp):/gi, `$1${SEAM}:`)
    .replace(/[\\`*_~[\]|!]/g, '\\$&')
    .replace(/^[-+#=]/, '\\$&')
    .replace(/^(\d{1,9})([.)])/, '$1\\$2')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('$', '&#36;')
    .replaceAll(SEAM, '&#8203;')

/**
 * Foreign text as a Markdown code span that it cannot leave. Pipes are escaped, so it may stand in a table cell.
 * Empty text gives an empty string, for Markdown knows no empty code span.
 */
export const codeSpan = (text: string): string => {
  const line = inertLine(text)
  if (line === '') return ''
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return `${fence}${space}${line.replaceAll('|', '\\|')}${space}${fence}`
}

/** Percent-encodes whatever is not unreserved (RFC 3986, 2.3); `encodeURIComponent` leaves five signs more. */
export const strictPercent = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
