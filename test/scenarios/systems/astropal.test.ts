import { expect, test } from 'vitest'
import { openAstropal } from './astropal.ts'

/** Monday, 2 March 2026, 12:00 UTC. */
const MONDAY = Date.UTC(2026, 2, 2, 12)

test('astropal: four users for a week, then everybody by degrees, and the ways back', async () => {
  const astropal = await openAstropal(MONDAY)
  const { system, days, serves, tables, mails } = astropal
  const last = async (name: string): Promise<string> => (await system.story(name)).at(-1) ?? ''
  const whole = (version: string) => ({
    api: `${version} 100`,
    mailer: version,
    locales: version,
    templates: version,
    clock: true,
  })
  try {
    await system.push('v2')
    expect(await serves('staging')).toEqual(whole('v2'))
    expect(tables('staging')).toEqual(['content', 'mails', 'users'])
    await system.approve('beta-approval', 'grace')
    expect(await serves('beta')).toEqual(whole('v2'))
    await system.until('Sun 13:00')
    expect((await system.survey('beta')).inFlight?.state.phase).toBe('baking')
    await system.until('Tue 13:00')
    expect([await last('beta'), mails('beta', 'v2')]).toEqual([expect.stringMatching(/promoted$/), 4 * 8])

    await system.tag('v2.0')
    await system.approve('production-approval', 'grace')
    expect(await serves('production')).toEqual({ ...whole('v2'), api: 'v1 90, v2 10' })
    await system.until('Wed 13:00')
    expect((await serves('production')).api).toBe('v1 50, v2 50')
    await system.until('Thu 13:00')
    expect(await serves('production')).toEqual(whole('v2'))
    await system.until('Sun 13:00')
    expect(await last('production')).toMatch(/promoted$/)

    days.set('v3', { failed: 1 })
    await system.push('v3')
    await system.approve('beta-approval', 'grace')
    expect(await serves('beta')).toEqual(whole('v3'))
    await system.until('Mon 13:00')
    expect([await serves('beta'), await last('beta')]).toEqual([
      { ...whole('v2'), clock: false },
      expect.stringMatching(/rolled-back zero-limit$/),
    ])
    await system.press('release-hold', 'beta')
    expect(await serves('beta')).toEqual(whole('v2'))

    await system.push('v4')
    await system.approve('beta-approval', 'grace')
    await system.tag('v4.0')
    await system.approve('production-approval', 'grace')
    await system.until('Tue 13:00')
    expect(await serves('production')).toEqual({ ...whole('v4'), api: 'v2 50, v4 50' })
    await system.press('rollback', 'production')
    expect(await serves('production')).toEqual({ ...whole('v2'), clock: false })
    await system.press('release-hold', 'production')
    expect(await serves('production')).toEqual(whole('v2'))
    await system.until('Mon 14:00')
    await system.until('Tue 13:00')
    expect([await serves('beta'), await last('beta')]).toEqual([
      whole('v4'),
      expect.stringMatching(/promoted$/),
    ])
    await system.press('rollback', 'beta')
    expect(await serves('beta')).toEqual({ ...whole('v2'), clock: false })
  } finally {
    await astropal.close()
  }
}, 400_000)
