import { ConfigError } from '../../kit/errors.ts'

/** What `config.toml` says of one function; what it does not say is absent. */
export interface FunctionSettings {
  enabled?: boolean
  verifyJwt?: boolean
  importMap?: string
  entrypoint?: string
  staticFiles?: readonly string[]
}

const KEYS: Readonly<Record<string, keyof FunctionSettings>> = {
  enabled: 'enabled',
  verify_jwt: 'verifyJwt',
  import_map: 'importMap',
  entrypoint: 'entrypoint',
  static_files: 'staticFiles',
}

const HEADER = /^\[\s*functions\s*\.\s*(?:"([^"]+)"|'([^']+)'|([\w-]+))\s*\]$/
const STRING = /^(?:"((?:[^"\\]|\\["\\])*)"|'([^']*)')$/

/**
 * Reads the tables `[functions.<slug>]` of the Supabase CLI's `config.toml`: true and false, strings, and lists of
 * strings on one line or several. Other tables are passed over. What stands in such a table and cannot be read is a
 * ConfigError with its line, because a setting that is overlooked can take the lock off a function.
 */
export const readSettings = (toml: string, file: string): ReadonlyMap<string, FunctionSettings> => {
  const found = new Map<string, Record<string, unknown>>()
  let table: Record<string, unknown> | null = null
  const lines = toml.split(/\r?\n/)
  for (let index = 0; index < lines.length; index += 1) {
    const at = `${file}:${index + 1}`
    let line = withoutComment(lines[index] ?? '').trim()
    if (line.startsWith('[')) {
      const [, ...names] = HEADER.exec(line) ?? []
      const slug = names.find((name) => name !== undefined)
      if (slug === undefined && /^\[+\s*["']?functions["']?\s*[.\]]/.test(line)) throw unreadable(at, line)
      table = slug === undefined ? null : (found.get(slug) ?? {})
      if (slug !== undefined && table) found.set(slug, table)
      continue
    }
    if (/^["']?functions["']?\s*[.=]/.test(line)) throw unreadable(at, line)
    if (!table || line === '') continue
    while (/=\s*\[/.test(line) && !line.endsWith(']') && index + 1 < lines.length) {
      index += 1
      line = `${line} ${withoutComment(lines[index] ?? '').trim()}`
    }
    const [, key = '', value = ''] = /^([\w-]+)\s*=\s*(.+)$/.exec(line) ?? []
    if (key === '') throw unreadable(at, line)
    const name = KEYS[key]
    if (name === undefined) continue
    const read = readValue(value)
    const fits =
      name === 'staticFiles'
        ? Array.isArray(read)
        : typeof read === (name === 'enabled' || name === 'verifyJwt' ? 'boolean' : 'string')
    if (!fits) throw unreadable(at, line)
    table[name] = read
  }
  return found as ReadonlyMap<string, FunctionSettings>
}

const unreadable = (at: string, line: string): ConfigError =>
  new ConfigError({
    at,
    message: `this setting of a function cannot be read: ${line.slice(0, 80)}`,
    fix: '[functions.<slug>] on a line of its own, then key = true, key = "text" or key = ["text"]',
    docs: 'platforms/supabase-functions.md#what-is-deployed',
  })

const readValue = (text: string): unknown => {
  if (text === 'true' || text === 'false') return text === 'true'
  const [, double, single] = STRING.exec(text) ?? []
  if (double !== undefined) return double.replace(/\\(["\\])/g, '$1')
  if (single !== undefined) return single
  const inner = /^\[(.*)\]$/.exec(text)?.[1]?.trim().replace(/,$/, '')
  if (inner === undefined) return undefined
  if (inner === '') return []
  const parts = inner.match(/"(?:[^"\\]|\\["\\])*"|'[^']*'/g) ?? []
  return parts.join(',') === inner.replace(/\s*,\s*/g, ',') ? parts.map(readValue) : undefined
}

/** A comment begins at a `#` outside quotes. */
const withoutComment = (line: string): string =>
  /^(?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*/.exec(line)?.[0] ?? line
