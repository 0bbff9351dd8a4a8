import { describe, expect, test } from 'vitest'
import { simulateMany } from '../../src/simulation/many.ts'
import { scenarioOf } from '../../src/simulation/scenario.ts'
import { simulate } from '../../src/simulation/simulate.ts'
import { tallyMarkdown, tallySentences, timelineMarkdown, timelineText } from '../../src/simulation/words.ts'
import { order, traffic } from './given.ts'

const startedAt = Date.UTC(2026, 0, 5, 10)

describe('a simulated rollout in text', () => {
  test('reads on a terminal as one line per change of mind, and how it ended', () => {
    const lines = timelineText(simulate(order('healthy', { startedAt }))).split('\n')
    expect(lines[0]).toBe(
      '2026-01-05T10:00:00Z  +0s       0%  goes on: next-step        Within its limits. Next: 10% (step 1 of 3).',
    )
    expect(lines.find((line) => line.includes('last-step'))).toContain('25%  goes on: last-step')
    expect(lines).toContain('Promoted after 3h 15m.')
    expect(lines.at(-1)).toMatch(
      /^errors: about [\d,]+ units met the new release, 0 of them failed because of it\.$/,
    )
  })

  test('says when harm was found and what it cost', () => {
    const text = timelineText(simulate(order('x20', { startedAt, world: scenarioOf('x20', traffic(10)) })))
    expect(text).toMatch(/Rolled back after \d+m: evidence-of-harm\./)
    expect(text).toMatch(/Found \d+m \d+s after the first request met the harm\./)
    expect(text).toMatch(
      /errors: about [\d,]+ units met the new release, [\d,]+ of them failed because of it\./,
    )
  })

  test('says when a person was called', () => {
    const text = timelineText(simulate(order('no-traffic', { startedAt })))
    expect(text).toContain('waits: blind-too-long (calls a person)')
    expect(text).toContain('Neither promoted nor rolled back within 1d 6h: deadline.')
    expect(text).toContain('A person was called after 2h 5m: blind-too-long.')
  })

  test('is a table in a job summary, each row with as many cells as the head', () => {
    const markdown = timelineMarkdown(simulate(order('x5', { startedAt })))
    const rows = markdown.split('\n').filter((line) => line.startsWith('|'))
    expect(rows.length).toBeGreaterThan(4)
    for (const row of rows) expect(row.split('|')).toHaveLength(8)
    expect(markdown).toContain('- Rolled back after')
  })

  test('a metric with an evil name can do nothing', () => {
    const evil = 'errors](http://x) <img> | `a` @all \x1b[31m'
    const world = scenarioOf('x20', [{ metric: evil, unitsPerSecond: 1, rate: 0.01 }])
    const tests = [{ name: 'evil', metric: evil, max: 0.001, weight: 1 }]
    const breakers = [{ metric: evil, max: 0.1, min: 5 }]
    const one = simulate(order('x20', { world, judgement: { ...order('x20').judgement, tests, breakers } }))
    for (const text of [timelineText(one), timelineMarkdown(one)]) {
      expect(text).toContain('circuit-breaker')
      expect(text).not.toMatch(/[<`@\x1b\]]/)
    }
    for (const row of timelineMarkdown(one)
      .split('\n')
      .filter((line) => line.startsWith('|')))
      expect(row.split('|')).toHaveLength(8)
  })
})

describe('many simulated rollouts in text', () => {
  const tally = simulateMany(order('x5'), 40)

  test('give shares with their intervals, and times', () => {
    const text = tallySentences(tally, { name: 'a fivefold rate', healthy: false }).join('\n')
    expect(text).toContain(
      '40 rollouts of a fivefold rate: rolled back 100 % (91.2 to 100 %), promoted 0 % (0 to 8.8 %), stuck 0 % (0 to 8.8 %).',
    )
    expect(text).toMatch(/Half of them were found within \d+m/)
    expect(text).toMatch(/errors: \d+ failures more than without the release, on average\./)
  })

  test('call a rollback of a healthy release by its name', () => {
    const [first] = tallySentences(tally, { name: 'x', healthy: true })
    expect(first).toContain('falsely rolled back')
  })

  test('make a table of scenarios', () => {
    const calm = simulateMany(order('healthy'), 10)
    const rows = tallyMarkdown([
      { name: 'x5', tally },
      { name: 'a|b', tally: calm },
    ]).split('\n')
    expect(rows).toHaveLength(4)
    for (const row of rows) expect(row.split('|')).toHaveLength(9)
    expect(rows[3]).toMatch(/^\| a b \| 10 \|.*\| – \| – \|$/)
  })
})
