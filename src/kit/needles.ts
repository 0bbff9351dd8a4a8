/** A part of a text: `start` inclusive, `end` exclusive, in UTF-16 units. */
export type Span = readonly [start: number, end: number]

/** Finds every occurrence of many strings at once. */
export interface Needles {
  /**
   * Every occurrence of every needle, overlapping ones too, ordered by their end; of several that end at the same
   * place only the longest. Takes time proportional to the length of the text, whatever the needles are.
   */
  find(text: string): Span[]
}

const ROOT = 0
const NONE = -1

/**
 * Builds the automaton of Aho and Corasick ("Efficient string matching: an aid to bibliographic search", 1975)
 * over the UTF-16 units of the needles. Empty needles are ignored. Costs one node per unit of distinct prefix.
 */
export const findAll = (needles: Iterable<string>): Needles => {
  const words = [...needles].filter((needle) => needle !== '')
  const trie = growTrie(words)
  linkFailures(trie)
  return { find: (text) => search(trie, text) }
}

interface Trie {
  /** First child, next sibling and the unit on the edge to a node; index 0 is the root. */
  child: Int32Array
  sibling: Int32Array
  unit: Uint16Array
  /** The longest proper suffix that is a prefix of some needle. */
  fail: Int32Array
  /** Length of the longest needle that ends here, 0 for none. */
  longest: Int32Array
  /** Children of the root by unit: the root is where most time is spent. */
  first: Int32Array
  size: number
}

const growTrie = (words: readonly string[]): Trie => {
  const room = words.reduce((sum, word) => sum + word.length, 1)
  const trie: Trie = {
    child: new Int32Array(room).fill(NONE),
    sibling: new Int32Array(room).fill(NONE),
    unit: new Uint16Array(room),
    fail: new Int32Array(room),
    longest: new Int32Array(room),
    first: new Int32Array(words.length === 0 ? 0 : 0x10000).fill(NONE),
    size: 1,
  }
  for (const word of words) {
    let node = ROOT
    for (let at = 0; at < word.length; at += 1) {
      const unit = word.charCodeAt(at)
      const next = step(trie, node, unit)
      node = next === NONE ? addNode(trie, node, unit) : next
    }
    trie.longest[node] = word.length
  }
  return trie
}

const addNode = (trie: Trie, parent: number, unit: number): number => {
  const node = trie.size
  trie.size += 1
  trie.unit[node] = unit
  trie.sibling[node] = trie.child[parent] ?? NONE
  trie.child[parent] = node
  if (parent === ROOT) trie.first[unit] = node
  return node
}

const step = (trie: Trie, node: number, unit: number): number => {
  if (node === ROOT) return trie.first[unit] ?? NONE
  let child = trie.child[node] ?? NONE
  while (child !== NONE && trie.unit[child] !== unit) child = trie.sibling[child] ?? NONE
  return child
}

/** Breadth first: a node's failure link is shallower than the node, so it is complete when it is needed. */
const linkFailures = (trie: Trie): void => {
  const queue = new Int32Array(trie.size)
  let filled = 1
  for (let head = 0; head < filled; head += 1) {
    const node = queue[head] ?? ROOT
    for (let child = trie.child[node] ?? NONE; child !== NONE; child = trie.sibling[child] ?? NONE) {
      queue[filled] = child
      filled += 1
      trie.fail[child] = node === ROOT ? ROOT : follow(trie, trie.fail[node] ?? ROOT, trie.unit[child] ?? 0)
      if (trie.longest[child] === 0) trie.longest[child] = trie.longest[trie.fail[child] ?? ROOT] ?? 0
    }
  }
}

const follow = (trie: Trie, from: number, unit: number): number => {
  let node = from
  for (;;) {
    const next = step(trie, node, unit)
    if (next !== NONE) return next
    if (node === ROOT) return ROOT
    node = trie.fail[node] ?? ROOT
  }
}

const search = (trie: Trie, text: string): Span[] => {
  const spans: Span[] = []
  if (trie.size === 1) return spans
  let node = ROOT
  for (let at = 0; at < text.length; at += 1) {
    node = follow(trie, node, text.charCodeAt(at))
    const length = trie.longest[node] ?? 0
    if (length > 0) spans.push([at + 1 - length, at + 1])
  }
  return spans
}
