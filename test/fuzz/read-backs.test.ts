import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ConfigError, ProviderError } from '../../src/kit/errors.ts'
import { openServing, serving, VENDORS } from '../platforms/scenes.ts'
import { FUZZ, fuzz } from './corpus.ts'
import { type Mutation, mutate, mutations } from './mutation.ts'

// Good answers of platforms with something wrong in them, while an adapter reads, steps and goes back. What it says serves has a form
// that a gate can judge, and what it says is done is done.

type Scene = Awaited<ReturnType<typeof openServing>>

/** Each case is an act of several requests. */
const LESS = { ...FUZZ, numRuns: Math.ceil((FUZZ.numRuns ?? 300) / 10) }

const ACTS = ['read', 'step', 'back', 'ask'] as const

const tampered = (given: readonly Mutation[], only: number) => (text: string, _: unknown, count: number) => {
  if (only > 0 && count !== only) return text
  try {
    return JSON.stringify(mutate(JSON.parse(text), given)) ?? ''
  } catch {
    return text
  }
}

describe.each(VENDORS)('%s', (vendor) => {
  let at: Scene
  let divides = true
  beforeAll(async () => {
    at = await openServing(vendor)
    divides = at.connect().capabilities.split !== 'none'
  })
  afterAll(() => at.close())

  const act = async (kind: (typeof ACTS)[number]): Promise<string | null> => {
    const platform = at.connect()
    switch (kind) {
      case 'read': {
        const { weights } = await platform.current()
        const sum = weights.reduce((all, { weight }) => all + weight, 0)
        expect(weights.every(({ weight }) => weight >= 0 && weight <= 100)).toBe(true)
        expect(sum).toBeLessThanOrEqual(100.001)
        expect(weights.every(({ release: { id } }) => typeof id === 'string' && id !== '')).toBe(true)
        return null
      }
      case 'step':
        await platform.setWeight({ ...at, weight: divides ? 25 : 100 })
        return divides ? at.canary : null
      case 'back':
        await platform.rollback(at.baseline)
        return at.baseline
      case 'ask': {
        const way = await platform.canRollBack(at.baseline)
        expect(way.possible || way.reason !== '').toBe(true)
        return null
      }
      default:
        return kind satisfies never
    }
  }

  test('says what can be judged, and that something is done only when it is', async () => {
    const given = fc.tuple(mutations, fc.constantFrom(...ACTS), fc.nat({ max: 6 }))
    await fuzz(
      'read-backs',
      given,
      async ([odd, kind, only]) => {
        at.meddler.arm(0, null)
        at.meddler.tamper(tampered(odd, only))
        const said = await act(kind).catch((error: unknown) => {
          if (error instanceof Error && error.name === 'AssertionError') throw error
          expect(error instanceof ProviderError || error instanceof ConfigError, String(error)).toBe(true)
          return null
        })
        at.meddler.tamper(null)
        if (said === null) return
        const { weights } = await at.connect().current()
        const share = weights.find(({ release }) => release.id === said)?.weight
        expect({ kind, share }, await serving(at.connect())).toEqual({
          kind,
          share: kind === 'step' ? 25 : 100,
        })
      },
      LESS,
    )
  })
})
