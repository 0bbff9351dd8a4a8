import fc from 'fast-check'

/** One oddity at one place of a good answer. */
export interface Mutation {
  /** Which place, counted over all of them and around. */
  at: number
  odd: keyof typeof ODDITIES
}

const asNumber = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)

/** What can be wrong with a value; undefined takes it away. */
const ODDITIES = {
  missing: () => undefined,
  null: () => null,
  'empty text': () => '',
  'NaN as text': () => 'NaN',
  'infinity as text': () => 'Infinity',
  overflow: () => '1e309',
  'a decimal comma': () => '1,5',
  'text behind': (value: unknown) => `${String(value)} apples`,
  negative: (value: unknown) => -1 - Math.abs(asNumber(value) || 0),
  huge: () => 2 ** 60,
  true: () => true,
  'a list': (value: unknown) => [value],
  'an empty list': () => [],
  'an empty mapping': () => ({}),
  'a mapping': (value: unknown) => ({ value }),
  twice: (value: unknown) => (Array.isArray(value) ? [...value, ...value] : [value, value]),
  'the first alone': (value: unknown) => (Array.isArray(value) ? value.slice(0, 1) : value),
  'all but the last': (value: unknown) => (Array.isArray(value) ? value.slice(0, -1) : value),
  prototype: () => JSON.parse('{"__proto__":{"n":1,"x":0}}') as unknown,
} as const

type Path = readonly (string | number)[]

const placesOf = (value: unknown, path: Path = []): Path[] => {
  const inner = Array.isArray(value)
    ? value.flatMap((each, index) => placesOf(each, [...path, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, each]) => placesOf(each, [...path, name]))
      : []
  return [path, ...inner]
}

const changed = (value: unknown, [step, ...rest]: Path, odd: (value: unknown) => unknown): unknown => {
  if (step === undefined) return odd(value)
  if (Array.isArray(value)) {
    const list = value.map((each, index) => (index === step ? changed(each, rest, odd) : each))
    return list.filter((each, index) => index !== step || each !== undefined)
  }
  const copy = { ...(value as Record<string, unknown>) }
  const next = changed(copy[String(step)], rest, odd)
  if (next === undefined) delete copy[String(step)]
  else copy[String(step)] = next
  return copy
}

/** A good answer with these oddities. */
export const mutate = (answer: unknown, mutations: readonly Mutation[]): unknown =>
  mutations.reduce<unknown>((value, { at, odd }) => {
    const places = placesOf(value)
    return changed(value, places[at % places.length] ?? [], ODDITIES[odd])
  }, answer)

/** Oddities that leave something out of a list: who omits what did not happen cannot be told from who lost it. */
const OMITTING: readonly string[] = ['missing', 'an empty list', 'the first alone', 'all but the last']

/** How often something may have been left out without a trace. */
export const omissions = (given: readonly Mutation[]): number =>
  given.filter(({ odd }) => OMITTING.includes(odd)).length

/** One to three oddities; the kept ones of the corpus have the same form. */
export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({
    at: fc.nat({ max: 5000 }),
    odd: fc.constantFrom(...(Object.keys(ODDITIES) as (keyof typeof ODDITIES)[])),
  }),
  { minLength: 1, maxLength: 3 },
)
