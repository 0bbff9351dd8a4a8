import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'

const folder = fileURLToPath(new URL('./corpus', import.meta.url))

/** Cases that were found once, or are known to have broken others: `corpus/<name>.json`, a list of values. */
export const corpusOf = (name: string): unknown[] => {
  if (!readdirSync(folder).includes(`${name}.json`)) return []
  const cases: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  if (!Array.isArray(cases)) throw new RangeError(`corpus/${name}.json is no list`)
  return cases
}

/** How often each target is tried; `SLUICE_FUZZ_RUNS=100000 npm test -- test/fuzz` looks longer, with seeds of its own. */
const asked = Number(process.env.SLUICE_FUZZ_RUNS ?? '')
export const FUZZ: fc.Parameters<unknown> =
  Number.isInteger(asked) && asked > 0
    ? { numRuns: asked, endOnFailure: false }
    : { numRuns: 300, seed: 20261121 }

/** Tries a target with the kept cases, then with invented ones; `effort` for targets that take long. */
export const fuzz = async <T>(
  name: string,
  invented: fc.Arbitrary<T>,
  target: (value: T) => Promise<void> | void,
  effort: fc.Parameters<unknown> = FUZZ,
): Promise<void> => {
  for (const kept of corpusOf(name)) await target(kept as T)
  await fc.assert(
    fc.asyncProperty(invented, async (value) => target(value)),
    effort as fc.Parameters<[T]>,
  )
}
