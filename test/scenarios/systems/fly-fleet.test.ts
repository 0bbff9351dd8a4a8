import { expect, test } from 'vitest'
import { openFleet } from './fly-fleet.ts'

/** Monday, 2 March 2026, 09:00 UTC. */
const MONDAY = Date.UTC(2026, 2, 2, 9)

test('fly-fleet: one app, deployed, updated by machines, and rolled back', async () => {
  const { system, machines, grow, close } = await openFleet(MONDAY)
  try {
    await system.push('v1')
    expect(machines('staging')).toBe('v1 2')
    await system.tag('v1.0')
    await system.press('approve', 'production', 'ada')
    expect(system.failures().at(-1)).toContain('ada')
    await system.press('approve', 'production', 'grace')
    expect(machines('production')).toBe('v1 2')
    await system.until('Tue 12:30')
    expect((await system.story('production')).at(-1)).toMatch(/promoted$/)
    grow(40)

    await system.push('v2')
    await system.tag('v2.0')
    await system.press('approve', 'production', 'grace')
    expect(machines('production')).toBe('v1 39, v2 1')
    await system.press('rollback', 'production', 'grace')
    expect(machines('production')).toBe('v1 40')
    await system.press('release-hold', 'production', 'grace')

    await system.push('v3')
    await system.tag('v3.0')
    await system.press('approve', 'production', 'grace')
    expect(machines('production')).toBe('v1 39, v3 1')
    await system.until('Tue 18:30')
    expect(machines('production')).toBe('v1 30, v3 10')
    await system.until('Thu 12:30')
    expect([machines('production'), (await system.story('production')).at(-1)]).toEqual([
      'v3 40',
      expect.stringMatching(/promoted$/),
    ])
    await system.press('rollback', 'production', 'grace')
    expect(machines('production')).toBe('v1 40')
  } finally {
    await close()
  }
}, 300_000)
