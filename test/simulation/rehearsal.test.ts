import { describe, expect, test } from 'vitest'
import type { Judgement } from '../../src/analysis/judgement.ts'
import { isModel, type RehearsalOrder, rehearse, USUAL_SCENARIOS } from '../../src/simulation/rehearsal.ts'
import { rehearsalMarkdown, rehearsalStories, rehearsalTable } from '../../src/simulation/rehearsal-words.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const judgement: Omit<Judgement, 'epoch'> = {
  slice: 5 * MINUTE,
  planLength: 3.5 * HOUR,
  alpha: 0.05,
  hold: 3,
  warmup: 0,
  tests: [
    { name: 'errors', metric: 'errors', max: 0.01, weight: 1 },
    { name: 'errors-vs-baseline', metric: 'errors', relative: 0.05, weight: 4 },
  ],
  breakers: [],
}

const order = (changes: Partial<RehearsalOrder> = {}): RehearsalOrder => ({
  plan: {
    steps: [10, 25, 100].map((weight) => ({ weight, bake: HOUR })),
    watch: 10 * MINUTE,
    deadline: 30 * HOUR,
    maxHold: 24 * HOUR,
    maxBlind: 2 * HOUR,
    holdAfterRollback: true,
  },
  judgement,
  traffic: [{ metric: 'errors', unitsPerSecond: 2, rate: 0.01 }],
  scenarios: ['healthy', 'x5'],
  runs: 30,
  mustFind: ['x5'],
  ...changes,
})

const faultsOf = (changes: Partial<RehearsalOrder>) =>
  rehearse(order(changes)).map(({ scenario, fault }) => [scenario, fault])

describe('a rehearsal', () => {
  test('of a good plan has no fault in any of the usual worlds', () => {
    const worlds = rehearse(order({ scenarios: USUAL_SCENARIOS, runs: 20 }))
    expect(worlds.map(({ scenario }) => scenario)).toEqual([...USUAL_SCENARIOS])
    expect(worlds.filter(({ fault }) => fault !== null)).toEqual([])
    const quiet = worlds.find(({ scenario }) => scenario === 'no-traffic')
    expect(quiet?.tally.promoted.count).toBe(0)
  })

  test('of a plan with too little traffic says that harm would be missed', () => {
    const quiet = [{ metric: 'errors', unitsPerSecond: 0.02, rate: 0.01 }]
    const [, five] = faultsOf({ traffic: quiet })
    expect(five?.[1]).toMatch(/^found in .* of the rollouts, wanted in 80 %$/)
    expect(faultsOf({ traffic: quiet, mustFind: [] })[1]).toEqual(['x5', null])
  })

  test('of a limit below what is usual says that it cries wolf', () => {
    const strict = { ...judgement, tests: [{ name: 'errors', metric: 'errors', max: 0.002, weight: 1 }] }
    // At 100 % nothing is left to compare with, so the limit alone speaks, and the usual rate breaks it.
    expect(faultsOf({ judgement: strict, scenarios: ['healthy'] })).toEqual([
      ['healthy', 'more false alarms than the 5 % that are promised'],
    ])
  })

  test('plays what a source really answered as one more world', () => {
    const slices = Array.from({ length: 60 }, (_, index) => ({
      from: index * 5 * MINUTE,
      to: (index + 1) * 5 * MINUTE,
      canary: { n: 600, x: index % 2 === 0 ? 6 : 5 },
      baseline: null,
    }))
    const histories = [{ metric: 'errors', slices }]
    const recorded = { name: 'last week', of: 'live', histories } as const
    const [calm] = rehearse(order({ scenarios: [], recorded }))
    expect(calm).toMatchObject({ scenario: 'recorded', healthy: true, fault: null })
    const [bad] = rehearse(order({ scenarios: [], recorded: { ...recorded, factor: 10 } }))
    expect(bad?.tally.rolledBack.share).toBe(1)
    expect(bad?.healthy).toBe(false)
  })

  test('is the same again with the same seed', () => {
    expect(rehearse(order())).toEqual(rehearse(order()))
  })

  test('tells models from other words', () => {
    expect([isModel('x5'), isModel('x7'), isModel('toString')]).toEqual([true, false, false])
  })
})

describe('a rehearsal in words', () => {
  const worlds = rehearse(
    order({ traffic: [{ metric: 'errors', unitsPerSecond: 0.02, rate: 0.01 }], runs: 5 }),
  )

  test('is a table in which faults stand out', () => {
    const [head, healthy, five] = rehearsalTable(worlds)
    expect(head).toContain('rolled back')
    expect(healthy).toMatch(/^healthy .* ok$/)
    expect(five).toMatch(/^x5 .*FAULT: found in/)
  })

  test('has the story of one rollout of each world', () => {
    expect(rehearsalStories(worlds).filter((line) => line.startsWith('healthy: '))).toHaveLength(1)
    expect(rehearsalStories(worlds).join('\n')).toContain('goes on: next-step')
  })

  test('is a page that says first whether all is well', () => {
    const page = rehearsalMarkdown(worlds, 5)
    expect(page.split('\n')[0]).toBe(
      '🔴 **Simulated**: 2 worlds, 5 rollouts each. 1 did not end as it should.',
    )
    expect(page.match(/<details>/g)).toHaveLength(2)
  })
})
