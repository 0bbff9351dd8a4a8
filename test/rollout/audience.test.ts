import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Audience, covers } from '../../src/rollout/audience.ts'

const COHORTS = ['elite', 'insiders']
const REGIONS = ['US', 'CA', 'GB']

/** A place below 100 and what the application knows of the user. */
const user = fc.record({
  place: fc.double({ min: 0, max: 99.999, noNaN: true }),
  cohorts: fc.subarray(COHORTS),
  region: fc.constantFrom(...REGIONS),
})

const audience: fc.Arbitrary<Audience> = fc.record({
  weight: fc.constantFrom(0, 20, 60, 100),
  cohort: fc.constantFrom(null, ...COHORTS),
  regions: fc.subarray(REGIONS),
})

/** As the stores decide it: `insiders` is a list, whose users are in at any weight. */
const isIn = (
  { weight, cohort, regions }: Audience,
  one: typeof user extends fc.Arbitrary<infer U> ? U : never,
) =>
  weight > 0 &&
  (regions.length === 0 || regions.includes(one.region)) &&
  (cohort === null || one.cohorts.includes(cohort)) &&
  (cohort === 'insiders' || one.place < weight)

describe('whether a flag lets in already all that a step asks for', () => {
  test('a yes means that nobody is missing', () => {
    fc.assert(
      fc.property(audience, audience, fc.array(user, { minLength: 20 }), (found, asked, users) => {
        fc.pre(covers(found, asked))
        expect(users.filter((one) => isIn(asked, one) && !isIn(found, one))).toEqual([])
      }),
      { seed: 20_261_121, numRuns: 500 },
    )
  })

  test('it does cover itself, and everybody covers anything', () => {
    const everybody = { weight: 100, cohort: null, regions: [] }
    fc.assert(
      fc.property(audience, (one) => {
        expect([covers(one, one), covers(everybody, one)]).toEqual([one.weight > 0, true])
      }),
      { seed: 20_261_121 },
    )
  })

  test('a flag that is off covers nothing', () => {
    expect(covers({ weight: 0, cohort: null, regions: [] }, { weight: 0, cohort: null, regions: [] })).toBe(
      false,
    )
  })
})
