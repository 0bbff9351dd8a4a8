import type { ServiceConfig } from '../src/config/service.ts'
import type { Forge } from '../src/forge/forge.ts'
import type { Service } from '../src/gates/service.ts'
import type { Runtime } from '../src/kit/action.ts'
import { ConfigError } from '../src/kit/errors.ts'
import type { Ledger } from '../src/ledger/ledger.ts'
import { beliefOf } from './beliefs.ts'
import type { CommonInputs } from './inputs.ts'
import { authorOf, openLedger, readConfig } from './open.ts'
import { requireTrustedEvent } from './trusted-event.ts'
import { TOOL_VERSION } from './version.ts'
import { realWorld } from './world.ts'

/** GitHub beyond the ledger; null where the ledger is not GitHub's. */
export const openForge = async (
  inputs: Pick<CommonInputs, 'ledger' | 'github-token'>,
  { environment, signal, http }: Runtime,
): Promise<Forge | null> => {
  const token = inputs['github-token']
  if (inputs.ledger !== 'github' || token === undefined || environment.repository === '') return null
  const { githubForge } = await import('../src/forge/github.ts')
  return githubForge({
    token,
    apiUrl: environment.apiUrl,
    repository: environment.repository,
    tool: TOOL_VERSION,
    signal,
    http: http({ provider: 'github' }),
  })
}

/** The same, where nothing can be done without it. Throws ConfigError. */
export const requireForge = async (
  inputs: Pick<CommonInputs, 'ledger' | 'github-token'>,
  runtime: Runtime,
): Promise<Forge> => {
  const forge = await openForge(inputs, runtime)
  if (forge) return forge
  throw new ConfigError({
    message: 'this can only be asked of GitHub, and the ledger is somewhere else',
    at: 'ledger',
    fix: 'ledger: github, and github-token: ${{ github.token }}',
    docs: 'pipelines.md',
  })
}

/**
 * A service as far as its records go: no platform, no metric, no database, so that no secret is needed. For jobs that
 * read and write the ledger alone. `given` is shared by many of them.
 */
export const openJournal = async (
  inputs: Pick<CommonInputs, 'config' | 'ledger' | 'github-token'> & { environment: string },
  runtime: Runtime,
  given: { ledger: Ledger; forge: Forge | null } | null = null,
): Promise<{ service: Service; config: ServiceConfig }> => {
  const { config } = await readConfig(inputs, runtime)
  requireTrustedEvent(runtime.environment)
  const service: Service = {
    name: config.service,
    environment: inputs.environment,
    components: [],
    measurements: [],
    ...(await beliefOf(config, inputs, runtime, given?.forge)),
    freeze: config.environments.find(({ name }) => name === inputs.environment)?.freeze ?? [],
    ledger: given?.ledger ?? (await openLedger(inputs, runtime)),
    author: await authorOf(inputs, runtime),
    world: realWorld(runtime.signal),
    say: (line) => runtime.log.info(line),
  }
  return { service, config }
}
