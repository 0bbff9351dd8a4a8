import { WorkflowError } from './refusal.ts'
import { type Dictionary, isDictionary, type Value } from './values.ts'

/** One combination of a matrix. */
export type Combination = Dictionary

const MOST = 256

const same = (one: Value | undefined, other: Value | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

const dictionariesIn = (value: Value | undefined, name: string): Dictionary[] => {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || !value.every(isDictionary))
    throw new WorkflowError([`Unexpected value for matrix ${name}: a list of mappings is expected`])
  return value
}

const product = (vectors: readonly (readonly [string, readonly Value[]])[]): Combination[] =>
  vectors.reduce<Combination[]>(
    (made, [name, values]) =>
      made.flatMap((combination) => values.map((value) => ({ ...combination, [name]: value }))),
    [{}],
  )

/** An include joins every combination whose original values it does not overwrite; else it stands alone. */
const includeAll = (combinations: readonly Combination[], includes: readonly Dictionary[]): Combination[] => {
  const made = combinations.map((original) => ({ original, whole: { ...original } as Combination }))
  const alone: Combination[] = []
  for (const include of includes) {
    const fitting = made.filter(({ original }) =>
      Object.entries(include).every(([name, value]) => !(name in original) || same(original[name], value)),
    )
    if (fitting.length === 0) alone.push(include)
    for (const one of fitting) one.whole = { ...one.whole, ...include }
  }
  return [...made.map(({ whole }) => whole), ...alone]
}

/**
 * The combinations of an evaluated matrix, in GitHub's order: vectors, `exclude`, then `include`.
 *
 * @throws WorkflowError in GitHub's words for a matrix or a vector without values, and beyond 256 jobs
 */
export const combinationsOf = (matrix: Value): Combination[] => {
  if (!isDictionary(matrix)) throw new WorkflowError(['Matrix must be a mapping'])
  const { include, exclude, ...rest } = matrix
  const vectors = Object.entries(rest).map(([name, values]) => {
    if (!Array.isArray(values)) throw new WorkflowError([`Matrix vector '${name}' must be a list`])
    if (values.length === 0) throw new WorkflowError([`Matrix vector '${name}' does not contain any values`])
    return [name, values] as const
  })
  const includes = dictionariesIn(include, 'include')
  if (vectors.length === 0 && includes.length === 0)
    throw new WorkflowError(['Matrix must define at least one vector'])
  const excludes = dictionariesIn(exclude, 'exclude')
  const kept = (vectors.length === 0 ? [] : product(vectors)).filter(
    (combination) =>
      !excludes.some((gone) => Object.entries(gone).every(([name, value]) => same(combination[name], value))),
  )
  const combinations = includeAll(kept, includes)
  if (combinations.length > MOST)
    throw new WorkflowError([`Matrix generated ${combinations.length} jobs, but the most allowed is ${MOST}`])
  return combinations
}

const shown = (value: Value): string[] =>
  value !== null && typeof value === 'object' ? Object.values(value).flatMap(shown) : [String(value)]

/** A combination as it stands behind the name of its job. */
export const labelOf = (combination: Combination): string =>
  Object.values(combination).flatMap(shown).join(', ')
