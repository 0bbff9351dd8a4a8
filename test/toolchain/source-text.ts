/** A source file seen three ways, all with the same length and line breaks. */
export interface SourceText {
  /** Comments blanked. */
  code: string
  /** Comments and the contents of strings and regular expressions blanked; code inside `${}` stays. */
  bare: string
}

/** One import or re-export. */
export interface Import {
  /** What stands in the quotes. */
  from: string
  /** True when only types cross. */
  typeOnly: boolean
  /** The names between the braces that are values; null for other forms, which take the whole module. */
  values: readonly string[] | null
}

/** After one of these a slash begins a regular expression; after anything else it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|await|yield|void))\s*$/

const blank = (text: string): string => text.replace(/[^\n]/g, ' ')

/**
 * Splits code from comments and strings by reading it once. It knows quotes, templates with nested code, and
 * regular expressions with classes; that is all that TypeScript as we write it needs.
 */
export const readSource = (source: string): SourceText => {
  let code = ''
  let bare = ''
  let at = 0
  /** Depth of braces at which each open `${` ends. */
  const templates: number[] = []
  let depth = 0
  const take = (length: number, inCode: boolean, inBare: boolean): void => {
    const text = source.slice(at, at + length)
    code += inCode ? text : blank(text)
    bare += inBare ? text : blank(text)
    at += length
  }
  const takeTemplate = (): void => {
    while (at < source.length) {
      if (source[at] === '\\') take(2, true, false)
      else if (source[at] === '`') {
        take(1, true, true)
        return
      } else if (source.startsWith('${', at)) {
        depth += 1
        templates.push(depth)
        take(2, true, true)
        return
      } else take(1, true, false)
    }
  }
  while (at < source.length) {
    const here = source[at] ?? ''
    const rest = source.slice(at)
    if (rest.startsWith('//')) take(/^[^\n]*/.exec(rest)?.[0].length ?? 2, false, false)
    else if (rest.startsWith('/*')) take(rest.indexOf('*/') + 2 || rest.length, false, false)
    else if (here === "'" || here === '"') {
      const inside = new RegExp(`^${here}((?:\\\\.|[^\\\\${here}\\n])*)${here}?`, 's').exec(rest)?.[1] ?? ''
      take(1, true, true)
      take(inside.length, true, false)
      take(1, true, true)
    } else if (here === '`') {
      take(1, true, true)
      takeTemplate()
    } else if (here === '/' && BEFORE_REGEX.test(bare.slice(-200))) {
      const literal = /^\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/.exec(rest)?.[0] ?? '/'
      take(literal.length, true, false)
    } else {
      if (here === '{') depth += 1
      const closesTemplate = here === '}' && templates.at(-1) === depth
      if (here === '}') depth -= 1
      take(1, true, true)
      if (closesTemplate) {
        templates.pop()
        takeTemplate()
      }
    }
  }
  return { code, bare }
}

/** Every import, re-export and dynamic import, those of types included. */
export const importsOf = ({ code, bare }: SourceText): Import[] => {
  const found: Import[] = []
  for (const match of bare.matchAll(/^(?:import|export)\b(?!\s*\()[^;'"]*?(?:from\s*)?['"]/gm)) {
    const head = match[0]
    if (/^export\b/.test(head) && !/from\s*['"]$/.test(head)) continue
    const from = quotedAt(code, match.index + head.length - 1)
    const braces = /^(?:import|export)\s+(?:type\s+)?\{([^}]*)\}/.exec(head)?.[1]
    const names = braces?.split(',').map((name) => name.trim()) ?? null
    const values = names?.filter((name) => name !== '' && !name.startsWith('type ')) ?? null
    const typeOnly = /^(?:import|export)\s+type\b/.test(head) || values?.length === 0
    found.push({ from, typeOnly, values: typeOnly ? [] : values })
  }
  for (const match of bare.matchAll(/(typeof\s+)?\bimport\s*\(\s*['"]/g)) {
    const from = quotedAt(code, match.index + match[0].length - 1)
    const typeOnly = match[1] !== undefined
    found.push({ from, typeOnly, values: typeOnly ? [] : null })
  }
  return found
}

const quotedAt = (code: string, at: number): string => {
  const quote = code[at] ?? ''
  return code.slice(at + 1, code.indexOf(quote, at + 1))
}
