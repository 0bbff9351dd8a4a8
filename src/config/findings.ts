import * as z from 'zod'
import { quoted } from '../kit/grammar.ts'

/** Where something stands in the file: keys and indexes from the top. */
export type Path = readonly (string | number)[]

/** One mistake, before it is given a line and a column. */
export interface Finding {
  path: Path
  /** Read after the path and a colon; no full stop. */
  message: string
  fix?: string
  /** Whether the key or its value is wrong. Default `value`. */
  on?: 'key' | 'value'
  /** Where the text itself knows better than the path. */
  offset?: number
  /** Page below `docs/`, with anchor. */
  docs?: string
}

/** Collects mistakes, so that all of them are told at once. */
export interface Findings {
  readonly all: readonly Finding[]
  /** Things worth knowing that stop nothing. */
  readonly notices: readonly Finding[]
  add(finding: Finding): void
  notice(finding: Finding): void
  /** The schema's output, or undefined with every mistake noted. `alsoKnown`: keys that stand beside those of the schema. */
  read<Output>(
    schema: z.ZodType<Output>,
    value: unknown,
    path: Path,
    alsoKnown?: readonly string[],
  ): Output | undefined
}

/** An empty collection. */
export const openFindings = (): Findings => {
  const all: Finding[] = []
  const notices: Finding[] = []
  const collection: Findings = {
    all,
    notices,
    add: (finding) => {
      // What stands in the file but could not be read is not missing as well.
      const known =
        finding.message === 'missing' && all.some(({ path }) => pathText(path) === pathText(finding.path))
      if (!known) all.push(finding)
    },
    notice: (finding) => notices.push(finding),
    read: (schema, value, path, alsoKnown = []) => {
      const result = schema.safeParse(value, { error: explain })
      if (result.success) return result.data
      for (const issue of result.error.issues)
        for (const finding of translate(issue, value, path, alsoKnown)) collection.add(finding)
      return undefined
    },
  }
  return collection
}

/** A path as people write it: `environments.production.steps[1].bake`. */
export const pathText = (path: Path): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${showKey(part)}`))
    .join('')
    .replace(/^\./, '')

const showKey = (key: string): string => (/^[\w/-]{1,60}$/.test(key) ? key : quoted(key))

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
}

/** What a value is, for messages that must not repeat it. */
const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return 'a list'
  return KINDS[typeof value] ?? 'nothing'
}

/**
 * Words for what zod finds. The text is `message`, or `message` and `fix` on two lines, as with our own checks;
 * for unknown keys it is the known ones, since only here the schema is in reach.
 */
const explain = (issue: z.core.$ZodRawIssue): string | undefined => {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return `missing\n${expected(issue)}`
      if (issue.input === null) return `empty\n${expected(issue)}`
      return `must be ${KINDS[issue.expected] ?? issue.expected}, not ${kindOf(issue.input)}\n${expected(issue)}`
    case 'too_small':
      return bound('at least', issue.origin, Number(issue.minimum))
    case 'too_big':
      return bound('at most', issue.origin, Number(issue.maximum))
    case 'invalid_value': {
      const allowed = issue.values.map(String)
      if (issue.input === undefined) return `missing\n${allowed.join(' or ')}`
      const near = typeof issue.input === 'string' ? closest(issue.input, allowed) : null
      return `${quoted(issue.input)} is not allowed\n${near ?? allowed.join(' or ')}`
    }
    case 'unrecognized_keys':
      return knownKeys(issue.inst).join(' ')
    default:
      return undefined
  }
}

/** What stands at the place of a value, in words. */
const expected = ({ inst, expected: kind }: z.core.$ZodRawIssue & { expected: string }): string => {
  const title = inst instanceof z.ZodType ? inst.meta()?.title : undefined
  return title ? `a ${title}` : (KINDS[kind] ?? kind)
}

const bound = (word: string, origin: string, limit: number): string => {
  const side = word === 'at least' ? 'few' : 'many'
  if (origin === 'string') return `too ${side} characters\n${word} ${limit}`
  if (origin === 'array') return `too ${side} entries\n${word} ${limit}`
  return `out of range\n${word} ${limit}`
}

const knownKeys = (schema: unknown): string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : []

const translate = (
  issue: z.core.$ZodIssue,
  value: unknown,
  base: Path,
  alsoKnown: readonly string[],
): Finding[] => {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
  if (issue.code === 'unrecognized_keys') {
    const known = [...(issue.path.length === 0 ? alsoKnown : []), ...issue.message.split(' ').filter(Boolean)]
    // Suggestions take time; after so many nobody reads them.
    return issue.keys.slice(0, 200).map((key) => unknownKey(path, key, known))
  }
  if (issue.code === 'invalid_union') {
    const here = issue.path.reduce<unknown>(
      (inner, key) => (inner as Record<PropertyKey, unknown>)?.[key],
      value,
    )
    return fitting(issue).flatMap((inner) => translate(inner, here, path, []))
  }
  const [message = '', fix] = issue.message.split('\n')
  const key = path.at(-1)
  if (message === 'missing' && typeof key === 'string')
    return [{ path, on: 'key', message, fix: `${key}: ${fix}` }]
  return [{ path, message, ...(fix ? { fix } : {}) }]
}

/** Of the ways a value may be written, the one that was meant: the one whose kind fits; else the first. */
const fitting = (issue: z.core.$ZodIssueInvalidUnion): readonly z.core.$ZodIssue[] => {
  const meant = issue.errors.find(
    (issues) => !issues.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0),
  )
  return meant ?? issue.errors[0] ?? []
}

/** The finding for a key that nothing reads. */
export const unknownKey = (path: Path, key: string, known: readonly string[]): Finding => {
  const near = closest(key, known)
  return {
    path: [...path, key],
    on: 'key',
    message: near ? `unknown key; did you mean ${near}?` : 'unknown key',
    ...(near ? { fix: near } : known.length > 0 ? { fix: `one of ${known.join(', ')}` } : {}),
  }
}

/** The word that was probably meant: the same but for case and hyphens, or at most a third of its letters off; else null. */
export const closest = (word: string, known: readonly string[]): string | null => {
  if (word.length > 60) return null
  const bare = (text: string) => text.toLowerCase().replace(/[-_ ]/g, '')
  const same = known.find((each) => bare(each) === bare(word))
  if (same) return same
  const ranked = known
    .map((each) => ({ each, distance: editDistance(word.toLowerCase(), each.toLowerCase()) }))
    .filter(({ each, distance }) => distance <= Math.max(1, Math.floor(each.length / 3)))
    .sort((left, right) => left.distance - right.distance)
  return ranked[0]?.each ?? null
}

/** Fewest letters to insert, delete, replace or swap with a neighbour (optimal string alignment). */
const editDistance = (from: string, to: string): number => {
  let older: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + cost,
        swapped ? (older[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    older = last
    last = next
  }
  return last[to.length] ?? 0
}
