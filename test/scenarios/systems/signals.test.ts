import { expect, test } from 'vitest'
import { openSignals } from './signals.ts'

/** Monday, 2 March 2026, 09:00 UTC. */
const MONDAY = Date.UTC(2026, 2, 2, 9)

test('signals: people inside, those invited, the whole Elite tier, and the ways back', async () => {
  const signals = await openSignals(MONDAY)
  const { system, figures, machines, functions, users, sockets } = signals
  const serves = async () => [functions('production'), machines('production'), await users()]
  const last = async (): Promise<string> => (await system.story('production')).at(-1) ?? ''
  const release = async (version: string): Promise<void> => {
    await system.push(version)
    await system.tag(`${version}.0`)
    await system.approve('production-approval', 'grace')
  }
  try {
    await system.push('v2')
    expect([functions('staging'), machines('staging'), sockets()]).toEqual(['v2', 'v2 2', 4])
    expect((await system.story('staging')).at(-1)).toMatch(/promoted$/)
    await system.tag('v2.0')
    expect(await serves()).toEqual(['v1', 'v1 2', 0])
    await system.approve('production-approval', 'grace')
    expect(await serves()).toEqual(['v2', 'v2 2', 2])
    await system.until('Sun 10:30')
    expect(await serves()).toEqual(['v2', 'v2 2', 2])
    await system.until('Mon 10:30')
    expect(await serves()).toEqual(['v2', 'v2 9', 9])
    await system.press('rollback', 'production')
    expect(await serves()).toEqual(['v1', 'v1 9', 0])
    await system.press('release-hold', 'production')

    figures.set('v3', { broken: 0.2 })
    await release('v3')
    expect(await serves()).toEqual(['v3', 'v3 9', 2])
    await system.until('Thu 10:30')
    expect([...(await serves()), await last()]).toEqual([
      ...['v1', 'v1 9', 0],
      'Thu 10:11 rolled-back evidence-of-harm',
    ])
    await system.press('release-hold', 'production')

    await release('v4')
    for (const moment of ['Thu 10:30', 'Mon 10:30']) await system.until(moment)
    expect(await serves()).toEqual(['v4', 'v4 9', 9])
    for (const moment of ['Mon 10:30', 'Mon 10:30', 'Thu 10:30']) await system.until(moment)
    expect(await last()).toMatch('asks 3')
    await system.approve('production-approval', 'grace')
    await system.until('Mon 10:30')
    expect(await serves()).toEqual(['v4', 'v4 24', 24])
    for (const moment of ['Mon 10:30', 'Thu 10:30']) await system.until(moment)
    expect(await last()).toMatch(/promoted$/)

    // The next one by the same plan: the tier is in already, and stays in when it is taken back.
    await release('v5')
    expect([...(await serves()), await last()]).toEqual([
      ...['v5', 'v5 24', 24],
      expect.stringMatching(/set 100%$/),
    ])
    await system.press('rollback', 'production')
    expect(await serves()).toEqual(['v4', 'v4 24', 24])
    await system.press('release-hold', 'production')
    await system.press('rollback', 'production')
    expect(await serves()).toEqual(['v1', 'v1 24', 0])
  } finally {
    await signals.close()
  }
}, 400_000)
