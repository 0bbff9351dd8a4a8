import { expect, test } from 'vitest'
import { openRepz } from './repz.ts'

/** Saturday, 21 February 2026, 09:00 UTC. */
const SATURDAY = Date.UTC(2026, 1, 21, 9)

const DAYS = ['Mon 00:30', 'Tue 00:30', 'Wed 00:30', 'Thu 00:30', 'Fri 00:30', 'Fri 14:30']

test('repz: staging, a week of beta and a week of production by fifths, then both ways back', async () => {
  const repz = await openRepz(SATURDAY)
  const { system, web, functions, behaviour, places } = repz
  const at = async (moments: readonly string[], look: () => string): Promise<string[]> => {
    const seen: string[] = []
    for (const moment of moments) {
      await system.until(moment)
      seen.push(`${moment}: ${look()}`)
    }
    return seen
  }
  try {
    await system.push('v2')
    expect([web('staging'), web('beta'), functions('beta'), web('production')]).toEqual([
      'v2 100',
      'v1 90, v2 10',
      'v2',
      'v1 100',
    ])
    expect(await at(['Mon 14:30', 'Wed 20:30', 'Sat 00:30'], () => web('beta'))).toEqual([
      'Mon 14:30: v1 75, v2 25',
      'Wed 20:30: v1 50, v2 50',
      'Sat 00:30: v2 100',
    ])
    await system.until('Sun 21:00')
    expect((await system.story('beta')).at(-1)).toMatch(/promoted$/)

    await system.tag('v2.0')
    expect(web('production')).toBe('v1 100')
    await system.press('approve', 'production', 'grace')
    expect(functions('production')).toBe('v1')
    await system.press('approve', 'production', 'lovelace')
    expect([web('production'), functions('production')]).toEqual(['v1 100', 'v2'])
    expect(places.production.vercel.standing().stages).toEqual([20, 40, 60, 80, 100])
    expect(await at(DAYS, () => web('production'))).toEqual([
      'Mon 00:30: v1 80, v2 20',
      'Tue 00:30: v1 60, v2 40',
      'Wed 00:30: v1 40, v2 60',
      'Thu 00:30: v1 20, v2 80',
      'Fri 00:30: v1 20, v2 80',
      'Fri 14:30: v2 100',
    ])
    await system.until('Sun 19:00')
    expect((await system.story('production')).at(-1)).toMatch(/waits frozen$/)
    await system.until('Sun 20:30')
    expect((await system.story('production')).at(-1)).toBe('Sun 20:07 promoted')

    await system.press('rollback', 'production', 'hopper')
    expect([web('production'), functions('production')]).toEqual(['v1 100', 'v1'])
    await system.tag('v2.1')
    expect(system.failures().at(-1)).toContain('hold')
    await system.press('release-hold', 'production', 'hopper')

    await system.push('v3')
    await system.tag('v3.0')
    await system.press('approve', 'production', 'lovelace')
    await system.until('Tue 00:30')
    expect([web('production'), functions('production')]).toEqual(['v1 60, v3 40', 'v3'])
    behaviour.spoiled = () => 0.05
    await system.until('Tue 14:30')
    expect([web('production'), functions('production')]).toEqual(['v1 100', 'v1'])
  } finally {
    await repz.close()
  }
}, 300_000)
