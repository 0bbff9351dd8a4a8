import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { resolvePlan } from '../../src/config/resolve.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { registries } from './registries.ts'

const load = async (environment: string) =>
  loadConfig(
    `version: 1
service: shop
components: { web: { platform: local, command: [node, server.js] } }
environments:
  production:
    steps: [{ weight: 100%, bake: 1h }]
    ${environment}
`,
    registries,
  )

const mistakesOf = async (environment: string): Promise<string> => {
  const error = await load(environment).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof ConfigError)) throw new Error('no mistake was found')
  return error.problems.map(({ message, fix }) => `${message} | ${fix ?? ''}`).join('\n')
}

describe('freeze windows', () => {
  test('are read with their zone and reason; without any nothing is frozen', async () => {
    const { config } = await load(
      'freeze: [{ from: 2026-12-24 17:00 Europe/London, until: 2027-01-02 08:00 Europe/London, reason: holidays }]',
    )
    expect(resolvePlan(config, 'production').freeze).toEqual([
      {
        from: { moment: Date.parse('2026-12-24T17:00:00Z') },
        until: { moment: Date.parse('2027-01-02T08:00:00Z') },
        reason: 'holidays',
      },
    ])
    expect(resolvePlan((await load('')).config, 'production').freeze).toEqual([])
  })

  test.each([
    ['from: Fri 17:00 UTC, until: 08:00 UTC, reason: a', 'one end comes back every day'],
    ['from: Fri 17:00, until: Mon 08:00 UTC, reason: a', 'not a time with its zone'],
    ['from: 2026-02-30 17:00 UTC, until: 2026-03-01 08:00 UTC, reason: a', 'no day of the calendar'],
    ['from: 2026-03-02 17:00 UTC, until: 2026-03-01 08:00 UTC, reason: a', 'it ends before it begins'],
    ['from: 22:00 UTC, until: 06:00 UTC', 'missing'],
  ])('{ %s } is refused: %s', async (window, what) => {
    expect(await mistakesOf(`freeze: [{ ${window} }]`)).toContain(what)
  })
})

describe('tags that may be released', () => {
  test('are none unless the file names patterns', async () => {
    expect(resolvePlan((await load('')).config, 'production').releaseTags).toEqual([])
    const { config } = await load("release-tags: ['v*', release-*]")
    expect(resolvePlan(config, 'production').releaseTags).toEqual(['v*', 'release-*'])
  })

  test('are patterns and not something a shell or a regular expression would read', async () => {
    expect(await mistakesOf("release-tags: ['v$(id)']")).toContain('a pattern such as v*')
  })
})
