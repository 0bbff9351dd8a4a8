import { describe, expect, test } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import type { ServiceConfig } from '../../src/config/service.ts'
import { flagStores } from '../../src/flags/registry.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import { registries } from './registries.ts'

const given = { path: 'sluice.yml', ...registries, flags: flagStores }

const file = ({
  exposure = 'flag:launch',
  steps = '[{ weight: 20%, bake: 1d, regions: [US, CA], features: [core] }, { weight: 60%, bake: 1d, cohort: early, features: [adaptive] }, { weight: 100%, bake: 1d }]',
  flags = '{ launch: { type: flagd, file: flags.json, cohorts: { early: [user-1@example.com] } }, core: { type: sql-table, url: DATABASE_URL, key: core_v2, seed: own }, adaptive: { type: flagd, file: flags.json } }',
  platform = 'edge',
  more = '',
} = {}): string => `version: 1
service: shop
secrets: [DATABASE_URL]
components:
  web: { platform: ${platform}, project: p, exposure: '${exposure}'${more} }
flags: ${flags}
environments:
  production:
    steps: ${steps}
`

const load = async (text: string): Promise<ServiceConfig> => (await loadConfig(text, given)).config

const mistakesOf = async (text: string): Promise<string[]> => {
  const error = await load(text).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error === null) return []
  expect(error).toBeInstanceOf(ConfigError)
  return (error as ConfigError).problems.map(({ message }) => message)
}

describe('flags of the configuration', () => {
  test('are read with the defaults that make all of a service agree', async () => {
    const { flags, components } = await load(file())
    expect(flags.map(({ name, type, key, seed, cohorts }) => ({ name, type, key, seed, cohorts }))).toEqual([
      {
        name: 'launch',
        type: 'flagd',
        key: 'launch',
        seed: 'shop',
        cohorts: { early: ['user-1@example.com'] },
      },
      { name: 'core', type: 'sql-table', key: 'core_v2', seed: 'own', cohorts: {} },
      { name: 'adaptive', type: 'flagd', key: 'adaptive', seed: 'shop', cohorts: {} },
    ])
    expect(components[0]?.exposure).toBe('flag:launch')
    expect(components[0]?.whenOn).toBeUndefined()
    expect((await load(file({ more: ', when-on: full' }))).components[0]?.whenOn).toBe('full')
  })

  test('features stay on at every later step, also at one that was added', async () => {
    const { environments } = await load(
      file({
        steps:
          '[{ weight: 20%, bake: 1d, features: [core] }, { weight: 40%, bake: 1d }, { weight: 60%, bake: 1d, features: [adaptive] }]',
      }),
    )
    expect(environments[0]?.steps.map(({ weight, features }) => [weight, features])).toEqual([
      [20, ['core']],
      [40, ['core']],
      [60, ['core', 'adaptive']],
      [100, ['core', 'adaptive']],
    ])
  })

  test('a platform that cannot be divided may follow a plan in steps behind a flag', async () => {
    expect(await mistakesOf(file({ platform: 'functions' }))).toEqual([])
  })

  test.each<[string, Parameters<typeof file>[0], string]>([
    [
      'an exposure that names no flag',
      { exposure: 'flag:lunch' },
      'components.web.exposure: no such flag; did you mean launch?',
    ],
    ['an exposure of another form', { exposure: 'flags:launch' }, 'is not an exposure'],
    [
      'what a release gets whose flag is on, where no flag leads',
      { exposure: 'full', more: ', when-on: full', steps: '[{ weight: 100%, bake: 1d }]' },
      'components.web.when-on: no flag leads to web',
    ],
    [
      'a feature that is none',
      { steps: '[{ weight: 20%, bake: 1d, features: [cor] }, { weight: 100%, bake: 1d }]' },
      'environments.production.steps[0].features: no such flag; did you mean core?',
    ],
    [
      'a cohort on a platform that divides traffic',
      { exposure: 'split', steps: '[{ weight: 20%, bake: 1d, cohort: early }, { weight: 100%, bake: 1d }]' },
      'environments.production.steps[0].cohort: web follows the weights by traffic, and edge divides traffic without knowing users',
    ],
    [
      'regions that no flag could honour',
      { exposure: 'full', steps: '[{ weight: 100%, bake: 1d, regions: [US] }]' },
      'environments.production.steps[0].regions: no flag is on at this step that could let these users in alone',
    ],
    [
      'a kind of store that is none',
      { flags: '{ launch: { type: table } }', steps: '[{ weight: 100%, bake: 1d }]' },
      'flags.launch.type: no such flag store',
    ],
  ])('mistakes are told where they stand: %s', async (_, parts, message) => {
    expect(await mistakesOf(file(parts))).toEqual([expect.stringContaining(message)])
  })

  test('the secret of a store must be listed like any other', async () => {
    const text = file().replace('secrets: [DATABASE_URL]', 'secrets: [OTHER]')
    expect(await mistakesOf(text)).toEqual([
      expect.stringContaining('DATABASE_URL is not listed under secrets'),
    ])
  })

  test('steps below 100 % with components deployed whole need a feature that somebody sees', async () => {
    const steps = (features: string) => `[{ weight: 20%, bake: 1d${features} }, { weight: 100%, bake: 1d }]`
    expect(await mistakesOf(file({ exposure: 'full', steps: steps('') }))).toEqual([
      expect.stringContaining('nobody would see a step of 20%'),
    ])
    expect(await mistakesOf(file({ exposure: 'full', steps: steps(', features: [core]') }))).toEqual([])
  })
})
