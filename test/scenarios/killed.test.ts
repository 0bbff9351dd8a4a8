import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MISHAPS, type Mishap } from './calls.ts'
import { disturbed, TALES, undisturbed } from './tales.ts'

// Every request of a story to ledger, platform and database meets every mishap, each in a story of its own. Whatever
// it was, the jobs are run again as people and schedules would, and the end must be as if nothing had happened.

/** Where nobody runs a job again, a request that fails is as good as a kill. */
const KILLS = ['kill-before', 'kill-after'] as const

// A failure names its story: with REPLAY='a bad release/37-drop' in the environment it is played alone.
const [onlyTale, onlyMishaps] = (process.env.REPLAY ?? '').split('/')
const tales = TALES.filter(({ name }) => !onlyTale || name === onlyTale)

const listed = (text: string): [number, Mishap][] =>
  text.split(',').map((each) => {
    const [k, ...words] = each.split('-')
    const mishap = MISHAPS.write.find((known) => known === words.join('-'))
    if (!mishap) throw new RangeError(`there is no mishap in "${each}"`)
    return [Number(k), mishap]
  })

if (onlyMishaps)
  test.each(tales)('$name', async (tale) => {
    expect((await disturbed(tale, listed(onlyMishaps), 1e6)) ?? '').toBe('')
  })
else
  describe.each(tales)('$name ends as it should', (tale) => {
    test('when nothing goes wrong', async () => {
      expect((await undisturbed(tale)).length).toBeGreaterThan(40)
    })

    test.each(tale.leftAlone ? KILLS : MISHAPS.write)('whichever request meets this: %s', async (mishap) => {
      const log = await undisturbed(tale)
      const failures: string[] = []
      for (const [index, { kind }] of log.entries()) {
        if (!MISHAPS[kind].some((one) => one === mishap)) continue
        const failure = await disturbed(tale, [[index + 1, mishap]], 2 * log.length)
        if (failure) failures.push(failure)
      }
      expect(failures.join('\n\n')).toBe('')
    })

    test('when one thing after the other goes wrong', async () => {
      const { length } = await undisturbed(tale)
      const mishap = fc.tuple(fc.integer({ min: 1, max: length }), fc.constantFrom(...MISHAPS.write))
      const several = fc.array(mishap, { minLength: 2, maxLength: 6 })
      await fc.assert(
        fc.asyncProperty(several, async (mishaps) => {
          expect((await disturbed(tale, mishaps, 4 * length)) ?? '').toBe('')
        }),
        { seed: 20261121, numRuns: 20 },
      )
    })
  })
