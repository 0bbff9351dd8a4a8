const VOID = new Set(['meta', 'link', 'br', 'hr', 'img', 'input'])

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*)\s*(\/?)>/g

/** What is wrong with the nesting of an HTML text, one sentence each; empty when every element is closed in order. */
export const faultsOf = (page: string): string[] => {
  const body = page.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/g, '')
  const faults: string[] = []
  const open: string[] = []
  const rest = body.replace(TAG, (_all, closing: string, name: string, _attributes, selfClosing: string) => {
    if (closing) {
      const last = open.pop()
      if (last !== name) faults.push(`</${name}> closes <${last ?? 'nothing'}>`)
    } else if (!selfClosing && !VOID.has(name)) open.push(name)
    return ''
  })
  if (open.length > 0) faults.push(`never closed: ${open.join(', ')}`)
  if (/[<>]/.test(rest))
    faults.push(`a bare angle bracket near ${rest.slice(Math.max(0, rest.search(/[<>]/) - 30)).slice(0, 60)}`)
  return faults
}

/** Names of all elements and attributes used, and the values of those attributes that could load or run something. */
export const inventoryOf = (
  page: string,
): { elements: Set<string>; attributes: Set<string>; targets: string[] } => {
  const elements = new Set<string>()
  const attributes = new Set<string>()
  const targets: string[] = []
  for (const [, , name = '', list = ''] of page.matchAll(TAG)) {
    elements.add(name)
    for (const [, attribute = '', value = ''] of list.matchAll(
      /\s+([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"]*)")?/g,
    )) {
      attributes.add(attribute)
      if (['href', 'src', 'action', 'data', 'xlink:href'].includes(attribute)) targets.push(value)
    }
  }
  return { elements, attributes, targets }
}

/** Rows of all Markdown tables outside code blocks, as lists of cells. */
export const tablesOf = (markdown: string): string[][][] => {
  const tables: string[][][] = []
  let current: string[][] = []
  for (const line of withoutFences(markdown).split('\n')) {
    if (line.startsWith('|'))
      current.push(
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      )
    else if (current.length > 0) {
      tables.push(current)
      current = []
    }
  }
  return current.length > 0 ? [...tables, current] : tables
}

/** Markdown without its fenced blocks, which show their content as it is. */
export const withoutFences = (markdown: string): string => {
  const kept: string[] = []
  let fence: string | null = null
  for (const line of markdown.split('\n')) {
    const mark = /^(`{3,})[a-z]*$/.exec(line)?.[1]
    if (fence === null && mark) fence = mark
    else if (fence !== null && line === fence) fence = null
    else if (fence === null) kept.push(line)
  }
  if (fence !== null) throw new Error('a code block is never closed')
  return kept.join('\n')
}
