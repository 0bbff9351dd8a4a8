import type { Document, Node, Scalar, YAMLMap } from 'yaml'
import type { Finding, Path } from './findings.ts'

/** Limits of the file: far above what a service needs, far below what hurts. */
export const FILE_LIMITS = {
  bytes: 256 * 1024,
  /** Mappings, lists and plain values, aliases followed. */
  values: 20_000,
  depth: 24,
  aliases: 50,
  /** Characters of one plain value. */
  text: 16_384,
} as const

/** A file read, with the places of everything in it. Nothing in `value` was coerced; all keys are harmless text. */
export interface YamlFile {
  /** Plain mappings, lists and values; undefined when the file could not be read. */
  value: unknown
  findings: readonly Finding[]
  /** Offset of a path's key or value, or of the nearest thing around it. */
  offsetOf(path: Path, on: 'key' | 'value'): number
}

/** Keys that would reach the prototype of an object. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** The only way a number may be written: no sign but minus, no exponent, no other base, no leading zero. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d{0,14})(\.\d{1,10})?$/

/** Control characters, line ends other than line feed, and characters that change the reading order or hide. */
const HIDDEN =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/u

/**
 * Reads the text of a YAML 1.2 file (core schema, one document, no tags, no merge keys, few aliases) without trusting
 * it. Never throws: whatever is wrong is a finding. A byte order mark and CRLF are fine.
 */
export const readYaml = async (text: string): Promise<YamlFile> => {
  if (Buffer.byteLength(text) > FILE_LIMITS.bytes)
    return unreadable([
      { offset: 0, path: [], message: 'the file is larger than 256KiB', fix: 'a smaller file' },
    ])
  const yaml = await import('yaml')
  const scanned = scan(yaml, text)
  if (scanned.length > 0) return unreadable(scanned)
  try {
    const document = yaml.parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      prettyErrors: false,
      uniqueKeys: false,
      // With 'silent' a second document would be dropped without a word.
      logLevel: 'error',
    })
    if (document.errors.length > 0) return unreadable(firstPerLine(text, document.errors.map(explainSyntax)))
    return walk(yaml, document as Document)
  } catch {
    return unreadable([
      { offset: 0, path: [], message: 'the file cannot be read as YAML', fix: 'a plain YAML file' },
    ])
  }
}

const unreadable = (findings: readonly Finding[]): YamlFile => ({
  value: undefined,
  findings,
  offsetOf: () => 0,
})

/** Line and column, both from 1, of offsets into a text. */
export const linesOf = (text: string): ((offset: number) => { line: number; column: number }) => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 }
  }
}

/**
 * Refuses by tokens, before any tree is built, what the tree builder could choke on or would obey: directives, tags,
 * floods of aliases, deep nesting.
 */
const scan = ({ Lexer, CST }: typeof import('yaml'), text: string): Finding[] => {
  const findings: Finding[] = []
  const counts = { tokens: 0, aliases: 0, depth: 0, indicators: 0 }
  let offset = 0
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token)
    const limit = weigh(type, counts)
    if (limit) return [...findings, { offset, path: [], ...limit }]
    const refusal = type === 'directive-line' ? DIRECTIVE : type === 'tag' ? TAG : null
    if (refusal && findings.length < 20) findings.push({ offset, path: [], ...refusal })
    // The lexer marks documents and plain values by single control characters that stand for no text.
    if (type !== 'doc-mode' && type !== 'flow-error-end' && !(type === 'scalar' && token === '\u001f'))
      offset += token.length
  }
  return findings
}

const DIRECTIVE = { message: 'YAML directives are not allowed', fix: 'the file without this line' }
const TAG = {
  message: 'YAML tags are not allowed',
  fix: 'the plain value without the word that begins with !',
}

/** Adds a token to the counts; says which limit it breaks. */
const weigh = (
  type: string | null,
  counts: { tokens: number; aliases: number; depth: number; indicators: number },
): { message: string; fix: string } | null => {
  counts.tokens += 1
  if (type === 'newline') counts.indicators = 0
  if (type === 'seq-item-ind' || type === 'explicit-key-ind') counts.indicators += 1
  if (type === 'flow-map-start' || type === 'flow-seq-start') counts.depth += 1
  if (type === 'flow-map-end' || type === 'flow-seq-end') counts.depth -= 1
  if (type === 'anchor' || type === 'alias') counts.aliases += 1
  if (counts.depth > FILE_LIMITS.depth || counts.indicators > FILE_LIMITS.depth) return TOO_DEEP
  if (counts.aliases > FILE_LIMITS.aliases)
    return { message: 'more than 50 anchors and aliases', fix: 'the values themselves' }
  if (counts.tokens > FILE_LIMITS.values * 6) return TOO_MANY
  return null
}

const TOO_DEEP = { message: 'nested deeper than 24 levels', fix: 'a flatter structure' }
const TOO_MANY = { message: 'more than 20000 values', fix: 'a smaller file' }

const SYNTAX: Readonly<Record<string, { message: string; fix: string }>> = {
  TAB_AS_INDENT: {
    message: 'a tab is used as indentation, which YAML forbids',
    fix: 'two spaces for each level',
  },
  MULTIPLE_DOCS: { message: 'a second document begins here', fix: 'one document, without a further ---' },
  BAD_INDENT: {
    message: 'the indentation does not fit the lines above, or a bracket there is not closed',
    fix: 'two spaces for each level',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a mapping begins in the middle of a line',
    fix: 'the text in quotes, or the mapping on lines of its own',
  },
  MISSING_CHAR: { message: 'a quote, bracket or colon is missing', fix: 'the missing character' },
}

const explainSyntax = (error: { code: string; message: string; pos: [number, number] }): Finding => {
  const known = SYNTAX[error.code]
  // What follows the colon repeats text of the file, which may be long or hidden.
  const said = error.message.replace(/: ".*$/su, '')
  return {
    offset: error.pos[0],
    path: [],
    message: known?.message ?? `not valid YAML: ${said}`,
    ...(known && { fix: known.fix }),
  }
}

/** One slip makes many errors; the first on each line says it. */
const firstPerLine = (text: string, findings: readonly Finding[]): Finding[] => {
  const place = linesOf(text)
  const seen = new Set<number>()
  return findings.filter(({ offset = 0 }) => {
    const { line } = place(offset)
    if (seen.has(line)) return false
    seen.add(line)
    return true
  })
}

interface Place {
  key?: number
  value: number
}

/** Turns the tree into plain values and notes where each stands. */
const walk = (yaml: typeof import('yaml'), document: Document): YamlFile => {
  const findings: Finding[] = []
  const places = new Map<string, Place>()
  let values = 0
  const refuse = (path: Path, offset: number, message: string, fix: string) =>
    findings.push({ path, offset, message, fix })

  const visit = (node: unknown, path: Path, following: readonly unknown[]): unknown => {
    values += 1
    if (values > FILE_LIMITS.values) throw new Error('too many values')
    if (yaml.isAlias(node)) {
      const target = node.resolve(document)
      if (target && !following.includes(target)) return visit(target, path, [...following, target])
      refuse(path, startOf(node), 'this alias does not name an anchor before it', 'the value itself')
      return undefined
    }
    const depth = path.length > FILE_LIMITS.depth
    if (depth) refuse(path, startOf(node), TOO_DEEP.message, TOO_DEEP.fix)
    if (depth) return undefined
    if (yaml.isMap(node)) return visitMap(node, path, following)
    if (yaml.isSeq(node))
      return node.items.map((item, index) => {
        const inner = [...path, index]
        places.set(placeKey(inner), { value: startOf(item) })
        return visit(item, inner, following)
      })
    return yaml.isScalar(node) ? visitScalar(node, path) : null
  }

  const visitMap = (map: YAMLMap, path: Path, following: readonly unknown[]): Record<string, unknown> => {
    const result: Record<string, unknown> = {}
    const lines = new Set<string>()
    for (const { key, value } of map.items) {
      const at = startOf(key)
      const name = yaml.isScalar(key) && typeof key.value === 'string' ? key.value : null
      if (name === null) refuse(path, at, 'a key that is not text', 'the key in quotes')
      else if (name === '<<') refuse(path, at, 'merge keys (<<) are not allowed', 'the keys themselves')
      else if (FORBIDDEN_KEYS.has(name)) refuse(path, at, `the key ${name} is not allowed`, 'another name')
      else if (lines.has(name)) refuse([...path, name], at, 'stands twice', 'one of the two')
      else {
        lines.add(name)
        const inner = [...path, name]
        const empty = value === null || (yaml.isScalar(value) && value.value === null)
        places.set(placeKey(inner), { key: at, value: empty ? at : startOf(value) })
        result[name] = visit(value, inner, following)
      }
    }
    return result
  }

  const visitScalar = (scalar: Scalar, path: Path): unknown => {
    const { value, source } = scalar
    if (typeof value === 'number' && !PLAIN_NUMBER.test(source ?? ''))
      refuse(
        path,
        startOf(scalar),
        'this number is not in plain decimal form',
        'digits with at most one point, or quotes if it is text',
      )
    else if (typeof value === 'string' && value.length > FILE_LIMITS.text)
      refuse(path, startOf(scalar), 'longer than 16384 characters', 'a shorter text')
    else if (typeof value === 'string' && HIDDEN.test(value))
      refuse(path, startOf(scalar), 'holds control or invisible characters', 'printable text')
    else return value
    return undefined
  }

  const root = document.contents as Node | null
  places.set(placeKey([]), { value: root ? startOf(root) : 0 })
  let value: unknown
  try {
    value = visit(root, [], [])
  } catch {
    return unreadable([...findings, { offset: 0, path: [], ...TOO_MANY }])
  }
  return { value, findings, offsetOf: (path, on) => nearest(places, path, on) }
}

const placeKey = (path: Path): string => JSON.stringify(path)

const startOf = (node: unknown): number => (node as Partial<Node> | null)?.range?.[0] ?? 0

const nearest = (places: ReadonlyMap<string, Place>, path: Path, on: 'key' | 'value'): number => {
  const exact = places.get(placeKey(path))
  if (exact) return on === 'key' ? (exact.key ?? exact.value) : exact.value
  return path.length === 0 ? 0 : nearest(places, path.slice(0, -1), 'key')
}
