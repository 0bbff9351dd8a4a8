import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { registries } from '../actions/registries.ts'
import { readStories } from '../actions/stories.ts'
import { realWorld } from '../actions/world.ts'
import { loadConfig } from '../src/config/load.ts'
import type { Service } from '../src/gates/service.ts'
import { fileLedger } from '../src/ledger/file.ts'
import { local } from '../src/platforms/local/index.ts'
import type { Story } from '../src/report/story.ts'

/** Looks at the shop from outside while the actions work on it. Reads only. */
export interface Observer {
  /** The newest rollouts, newest first. */
  stories(most: number): Promise<Story[]>
}

/** Connects to the same ledger and host that the actions use. */
export const observe = async (workspace: string, ledger: string): Promise<Observer> => {
  const text = await readFile(join(workspace, '.github/sluice.yml'), 'utf8')
  const { config } = await loadConfig(text, registries)
  const context = {
    workspace,
    secret: () => '',
    signal: new AbortController().signal,
    log: { info: () => {}, warning: () => {}, debug: () => {} },
  }
  const service: Service = {
    name: config.service,
    environment: 'production',
    components: config.components.map(({ name, exposure, options }) => ({
      name,
      exposure,
      platform: local.connect(options, context),
    })),
    measurements: config.metrics.flatMap(({ name, of, slowerThan }) => {
      const options = config.components.find((component) => component.name === of)?.options
      const source = local.history?.(options, context, [{ name, slowerThan }])
      return source ? [{ metric: name, component: of, source }] : []
    }),
    ledger: fileLedger({ directory: join(workspace, ledger) }),
    author: { login: 'observer', run: 'local', tool: 'demo' },
    world: realWorld(context.signal),
    say: () => {},
  }
  return { stories: async (most) => (await readStories(service, most)).map(({ story }) => story) }
}
