import { expect, test } from 'vitest'
import { openRepz } from './repz.ts'

/** Saturday, 21 February 2026, 09:00 UTC. */
const SATURDAY = Date.UTC(2026, 1, 21, 9)

/** The third day's regions. */
const ENGLISH = 'US, CA, GB, IE, AU, NZ'

const DAYS = ['Mon 00:30', 'Tue 00:30', 'Wed 00:30', 'Thu 00:30', 'Fri 00:30', 'Fri 14:30']

test('repz: staging, a week of beta by percent, a week of production by regions and features, then both ways back', async () => {
  const repz = await openRepz(SATURDAY)
  const { system, web, functions, flags, behaviour, places } = repz
  const at = async (moments: readonly string[], look: () => string | Promise<string>): Promise<string[]> => {
    const seen: string[] = []
    for (const moment of moments) {
      await system.until(moment)
      seen.push(`${moment}: ${await look()}`)
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
    expect(places.beta.vercel.standing().stages).toEqual([10, 25, 50, 100])
    await system.until('Sun 21:00')
    expect((await system.story('beta')).at(-1)).toMatch(/promoted$/)

    await system.tag('v2.0')
    expect(web('production')).toBe('v1 100')
    await system.press('approve', 'production', 'grace')
    expect(functions('production')).toBe('v1')
    await system.press('approve', 'production', 'lovelace')
    expect([web('production'), functions('production'), await flags()]).toEqual(['v2 100', 'v2', []])
    expect(await at(DAYS, async () => (await flags()).join('; '))).toEqual([
      'Mon 00:30: core 20 in US, CA',
      'Tue 00:30: adaptive 40 in US, CA, GB; core 40 in US, CA, GB',
      `Wed 00:30: ${['adaptive', 'core', 'tiers'].map((flag) => `${flag} 60 in ${ENGLISH}`).join('; ')}`,
      'Thu 00:30: adaptive 80; core 80; platform 80; tiers 80',
      'Fri 00:30: adaptive 80; core 80; platform 80; tiers 80',
      'Fri 14:30: adaptive 100; core 100; platform 100; tiers 100',
    ])
    await system.until('Sun 19:00')
    expect((await system.story('production')).at(-1)).toMatch(/waits frozen$/)
    await system.until('Sun 20:30')
    expect((await system.story('production')).at(-1)).toBe('Sun 20:07 promoted')

    // The next one by the same plan: everybody is in already, so it goes whole, and back without taking anybody out.
    const on = ['adaptive 100', 'core 100', 'platform 100', 'tiers 100']
    await system.push('v3')
    await system.tag('v3.0')
    await system.press('approve', 'production', 'lovelace')
    expect([web('production'), functions('production'), await flags()]).toEqual(['v3 100', 'v3', on])
    expect((await system.story('production')).at(-1)).toMatch(/set 100%$/)
    await system.press('rollback', 'production', 'hopper')
    expect([web('production'), functions('production'), await flags()]).toEqual(['v2 100', 'v2', on])
    await system.press('release-hold', 'production', 'hopper')

    await system.press('rollback', 'production', 'hopper')
    expect([web('production'), functions('production'), await flags()]).toEqual(['v1 100', 'v1', []])
    await system.tag('v2.1')
    expect(system.failures().at(-1)).toContain('hold')
    await system.press('release-hold', 'production', 'hopper')

    await system.tag('v3.1')
    await system.press('approve', 'production', 'lovelace')
    await system.until('Tue 00:30')
    expect([web('production'), functions('production'), await flags()]).toEqual([
      'v3 100',
      'v3',
      ['adaptive 40 in US, CA, GB', 'core 40 in US, CA, GB'],
    ])
    behaviour.spoiled = () => 0.05
    await system.until('Tue 14:30')
    expect([web('production'), functions('production'), await flags()]).toEqual(['v1 100', 'v1', []])
  } finally {
    await repz.close()
  }
}, 600_000)
