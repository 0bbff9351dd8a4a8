import * as z from 'zod'
import type { OptionsDefinition, Registry } from '../definition.ts'
import { nameRule } from '../fields.ts'
import type { Finding, Findings, Path } from '../findings.ts'
import { closest, openFindings, pathText } from '../findings.ts'

/** What a mapping of named entries may hold. */
interface EntryRule {
  /** What one entry is: `component`. */
  what: string
  pattern: string
  /** Most characters of a name. */
  most: number
  /** Most entries. */
  limit: number
  required: boolean
}

/** A named entry of a mapping, unread. */
export interface Entry {
  name: string
  value: unknown
  path: Path
}

/** Entries of a mapping whose keys are names, in order; notes what is wrong with the mapping and the names. */
export const entriesOf = (raw: unknown, path: Path, rule: EntryRule, findings: Findings): Entry[] => {
  if (raw === undefined) {
    if (rule.required) findings.add({ path, on: 'key', message: 'missing', fix: `at least one ${rule.what}` })
    return []
  }
  if (!isMapping(raw)) {
    findings.add({
      path,
      message: raw === null ? 'empty' : 'must be a mapping of names',
      fix: `one key for each ${rule.what}`,
    })
    return []
  }
  const entries = Object.entries(raw).map(([name, value]) => ({ name, value, path: [...path, name] }))
  if (rule.required && entries.length === 0)
    findings.add({ path, message: 'empty', fix: `at least one ${rule.what}` })
  if (entries.length > rule.limit)
    findings.add({
      path,
      on: 'key',
      message: `more than ${rule.limit} entries`,
      fix: `at most ${rule.limit}`,
    })
  const legal = new RegExp(rule.pattern, 'u')
  for (const { name, path: at } of entries)
    if (!legal.test(name))
      findings.add({
        path: at,
        on: 'key',
        message: `not a name for a ${rule.what}`,
        fix: nameRule(rule.most),
      })
  return entries.slice(0, rule.limit)
}

/** Whether a value of the file is a mapping. */
export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A secret that something in the file needs, and where it says so. */
export interface Need {
  name: string
  path: Path
}

/**
 * The output of an adapter's schema for the keys that are its own. One that names common keys as well gets them too.
 * Notes every mistake, and the secrets that the adapter needs.
 */
export const readOptions = (
  definition: Pick<OptionsDefinition, 'options' | 'secrets'>,
  { value, shape, path }: { value: unknown; shape: Readonly<Record<string, unknown>>; path: Path },
  { findings, needs }: { findings: Findings; needs: Need[] },
): unknown => {
  const shared = definition.options instanceof z.ZodObject ? definition.options.shape : {}
  const entries = isMapping(value) ? Object.entries(value) : []
  const own = entries.filter(([key]) => !Object.hasOwn(shape, key) || Object.hasOwn(shared, key))
  const found = openFindings()
  const options = found.read(definition.options, Object.fromEntries(own), path, Object.keys(shape))
  // What the common schema said of a shared key need not be said twice.
  const told = new Set(findings.all.map((finding) => pathText(finding.path)))
  for (const finding of found.all) if (!told.has(pathText(finding.path))) findings.add(finding)
  if (options !== undefined)
    needs.push(...(definition.secrets?.(options) ?? []).map((name) => ({ name, path })))
  return options
}

/** The part of a mapping that a schema knows; the other keys belong to an adapter. Anything but a mapping as it is. */
export const ownKeys = (value: unknown, shape: Readonly<Record<string, unknown>>): unknown =>
  isMapping(value)
    ? Object.fromEntries(Object.entries(value).filter(([key]) => Object.hasOwn(shape, key)))
    : value

/** Finds and loads the adapter of a type; notes the known ones when there is none. */
export const definitionOf = async <Definition extends OptionsDefinition>(
  registry: Registry<Definition>,
  type: unknown,
  path: Path,
  what: string,
  findings: Findings,
): Promise<Definition | undefined> => {
  // Anything that is not text was reported by the schema of the section.
  if (typeof type !== 'string') return undefined
  const load = Object.hasOwn(registry, type) ? registry[type] : undefined
  if (load) return load()
  findings.add(unknownName(path, what, Object.keys(registry), type))
  return undefined
}

/** The finding for a name that stands for nothing. */
export const unknownName = (path: Path, what: string, known: readonly string[], name: string): Finding => {
  const near = closest(name, known)
  return {
    path,
    message: near ? `no such ${what}; did you mean ${near}?` : `no such ${what}`,
    fix: near ?? (known.length > 0 ? `one of ${known.join(', ')}` : `a ${what} first`),
  }
}
