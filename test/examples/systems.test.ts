import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { registries } from '../../actions/registries.ts'
import { CHECKED, SECRETS } from '../../scripts/workflows.ts'
import { loadConfig } from '../../src/config/load.ts'
import { resolvePlan } from '../../src/config/resolve.ts'
import { ROOT } from '../actions/metadata.ts'

const examples = join(ROOT, 'examples')
const SYSTEMS = readdirSync(examples).filter((name) => existsSync(join(examples, name, '.github')))

const filesOf = (system: string): string[] =>
  readdirSync(join(examples, system, '.github'))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => `.github/${name}`)

const load = (system: string, file: string) =>
  loadConfig(readFileSync(join(examples, system, file), 'utf8'), { ...registries, path: file })

const caller = z.looseObject({
  jobs: z.record(z.string(), z.looseObject({ uses: z.string(), with: z.record(z.string(), z.unknown()) })),
})

/** Every call of a reusable workflow in a system's callers. */
const callsOf = (system: string) =>
  readdirSync(join(examples, system, '.github', 'workflows')).flatMap((file) => {
    const text = readFileSync(join(examples, system, '.github', 'workflows', file), 'utf8')
    return Object.values(caller.parse(parse(text)).jobs).map(({ uses, with: given }) => ({
      file,
      called: /workflows\/([a-z]+)\.yml@/.exec(uses)?.[1] ?? '',
      given,
    }))
  })

test('there are five systems', () => {
  expect(SYSTEMS).toEqual(['astropal', 'bee', 'fly-fleet', 'repz', 'signals'])
})

const CONFIGS = SYSTEMS.flatMap((system) => filesOf(system).map((file) => [system, file] as const))

describe.each(CONFIGS)('the configuration %s/%s', (system, file) => {
  test('loads with every adapter that it names, and there is nothing to say of it', async () => {
    const { config, notices } = await load(system, file)
    expect(notices).toEqual([])
    expect(config.service).toBe(system)
    for (const { name } of config.environments)
      expect(resolvePlan(config, name).plan.steps.at(-1)?.weight).toBe(100)
  })

  test('needs no secret that the workflows do not hand over', async () => {
    const { config } = await load(system, file)
    const handed: readonly string[] = [...SECRETS, ...CHECKED]
    for (const { name } of config.secrets.filter(({ github }) => github)) expect(handed).toContain(name)
  })

  test('lets no gate but the secret check need a key of the application', async () => {
    const { config } = await load(system, file)
    const own = JSON.stringify([
      config.components,
      config.database,
      config.sources,
      config.metrics,
      config.smoke,
    ])
    for (const name of CHECKED) expect(own).not.toContain(name)
  })

  test('has a smoke check that asserts the revision for each component that can be tested before anybody sees it', async () => {
    const { config } = await load(system, file)
    // Files have no address of their own: whoever reads them is asked.
    const files = ['cloudflare-kv', 'cloudflare-r2']
    for (const { name, capabilities } of config.components.filter(
      ({ platform, capabilities }) => capabilities?.darkDeploy && !files.includes(platform),
    ))
      expect(
        config.smoke.some(({ component, version }) => component === name && version !== null),
        `${name} ${capabilities?.split}`,
      ).toBe(true)
  })
})

describe.each(SYSTEMS)('the pipeline of %s', (system) => {
  test('names configurations that are there, with the environments that it releases to', async () => {
    const files = filesOf(system)
    for (const { called, given } of callsOf(system)) {
      if (!['staging', 'beta', 'production'].includes(called)) continue
      const file = String(given.config)
      expect(files).toContain(file)
      const { config } = await load(system, file)
      expect(config.environments.map(({ name }) => name)).toContain(String(given.environment ?? called))
    }
  })

  test('ticks look at every environment that there is', async () => {
    const looked = callsOf(system)
      .filter(({ called }) => called === 'tick')
      .map(({ given }) => `${String(given.configs ?? '')}${String(given.targets ?? '')}`)
      .join()
    for (const file of filesOf(system)) expect(looked).toContain(file)
  })

  test('has somebody to ask where a step in the middle needs an approval', async () => {
    for (const file of filesOf(system)) {
      const { config } = await load(system, file)
      const asks = config.environments.some(({ steps }) => steps.slice(1).some(({ approval }) => approval))
      if (asks) expect(callsOf(system).some(({ called }) => called === 'approve')).toBe(true)
    }
  })

  test('is told as a story, forward and back', () => {
    const page = readFileSync(join(examples, system, 'README.md'), 'utf8')
    for (const heading of ['## The journey', '## The ways back', '## To set it up'])
      expect(page).toContain(heading)
    for (const file of filesOf(system)) expect(page).toContain(file)
  })
})
