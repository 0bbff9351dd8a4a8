/** A node of PostgreSQL's parse tree, as its own parser writes it in JSON: `{ DropStmt: { ... } }`. */
export type Tree = Readonly<Record<string, unknown>>

/** What the parser made of a text. */
export type Reading =
  | { ok: true; statements: readonly { kind: string; body: Tree }[] }
  /** `offset` counts UTF-16 units from 0. */
  | { ok: false; message: string; offset: number }
  /** The parser gave up on it, by size or depth: nothing is known. */
  | { ok: null }

/** Reads a text of SQL. Never throws. */
export type Parse = (text: string) => Reading

/** Longer texts (data, as a rule) are not handed to the parser. UTF-16 units. */
const LONGEST = 512 * 1024
/** Nesting beyond this is nobody's migration, and recursion in the parser could end badly. */
const DEEPEST = 400

/** Version of PostgreSQL whose grammar this is: a newer server may know statements that it does not. */
export const GRAMMAR = 18

/**
 * Loads PostgreSQL's own parser (libpg_query, compiled to WebAssembly): about 1.7 MB, in a file of its own, read only when
 * something is to be migrated.
 */
export const loadParser = async (): Promise<Parse> => {
  const parser = await import('libpg-query')
  await parser.loadModule()
  let broken = false
  return (text) => {
    if (broken || text.length > LONGEST || depthOf(text) > DEEPEST) return { ok: null }
    try {
      const { stmts = [] } = parser.parseSync(text) as { stmts?: { stmt?: Tree }[] }
      return { ok: true, statements: stmts.flatMap(({ stmt }) => nodeIn(stmt)) }
    } catch (error) {
      if (!parser.hasSqlDetails(error)) {
        // A trap inside WebAssembly leaves its memory in an unknown state.
        broken = true
        return { ok: null }
      }
      const position = error.sqlDetails?.cursorPosition ?? 0
      return {
        ok: false,
        message: error.sqlDetails?.message ?? 'syntax error',
        offset: unitsAt(text, position),
      }
    }
  }
}

/** The parser counts characters. */
const unitsAt = (text: string, characters: number): number => {
  let units = 0
  for (let seen = 0; seen < characters && units < text.length; seen += 1)
    units += (text.codePointAt(units) ?? 0) > 0xffff ? 2 : 1
  return units
}

const depthOf = (text: string): number => {
  let depth = 0
  let deepest = 0
  for (const character of text)
    if (character === '(' || character === '[') {
      depth += 1
      deepest = Math.max(deepest, depth)
    } else if (character === ')' || character === ']') depth -= 1
  return deepest
}

/** The only key of a node and its content. */
export const nodeIn = (value: unknown): { kind: string; body: Tree }[] => {
  const [entry] = isTree(value) ? Object.entries(value) : []
  return entry && isTree(entry[1]) ? [{ kind: entry[0], body: entry[1] }] : []
}

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A part of a tree, empty where there is none. */
export const part = (tree: Tree, key: string): Tree => {
  const found = tree[key]
  return isTree(found) ? found : {}
}

/** Nodes of a list. */
export const nodes = (tree: Tree, key: string): { kind: string; body: Tree }[] => {
  const found = tree[key]
  return Array.isArray(found) ? found.flatMap(nodeIn) : []
}

/** A text of a tree, empty where there is none. */
export const word = (tree: Tree, key: string): string => {
  const found = tree[key]
  return typeof found === 'string' ? found : ''
}

/** Parts of a qualified name as one: `public.` dropped, the rest joined by dots. */
export const joined = (parts: readonly string[]): string =>
  (parts[0] === 'public' && parts.length > 1 ? parts.slice(1) : parts).join('.')

/** The name that a `RangeVar` stands for. */
export const relationName = (range: Tree): string =>
  joined([word(range, 'schemaname'), word(range, 'relname')].filter((text) => text !== ''))

/** The texts of a list of `String` nodes. */
export const strings = (tree: Tree, key: string): string[] =>
  nodes(tree, key)
    .filter(({ kind }) => kind === 'String')
    .map(({ body }) => word(body, 'sval'))

/** Every node below, itself included, in no special order. */
export const everyNode = (kind: string, body: Tree): { kind: string; body: Tree }[] => {
  const found: { kind: string; body: Tree }[] = []
  const queue: { kind: string; value: unknown }[] = [{ kind, value: body }]
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { value } = next
    if (Array.isArray(value)) queue.push(...value.map((each) => ({ kind: '', value: each as unknown })))
    else if (isTree(value)) {
      if (next.kind !== '') found.push({ kind: next.kind, body: value })
      for (const [key, each] of Object.entries(value)) queue.push({ kind: key, value: each })
    }
  }
  return found
}
