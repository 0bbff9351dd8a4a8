import { checkSecrets } from '../../src/gates/check-secrets.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import { ConfigError } from '../../src/kit/errors.ts'
import type { CommonInputs } from '../inputs.ts'
import { openPlatform, readConfig } from '../open.ts'
import { lengthOf, openCredential } from '../open-credential.ts'
import { secretsSummary } from '../summaries.ts'
import { isTrustedEvent } from '../trusted-event.ts'

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (
  inputs: Pick<CommonInputs, 'config' | 'environment'> & {
    ask: boolean
    'workflow-repository'?: string | undefined
  },
  runtime: Runtime,
): Promise<GateResult<'missing'>> => {
  const { config } = await readConfig(inputs, runtime)
  const lasts = lengthOf(config, inputs.environment)
  const production = config.environments.some(
    ({ name, productionLike }) => name === inputs.environment && productionLike,
  )
  // A stranger's configuration could name an address of the stranger's.
  const trusted = isTrustedEvent(runtime.environment)
  if (!trusted && inputs.ask)
    runtime.log.notice('Somebody without write access can cause this event: nobody is asked about secrets.')
  const ask = inputs.ask && trusted
  const outcome = await checkSecrets({
    environment: inputs.environment,
    repository: runtime.environment.repository,
    workflowRepository: inputs['workflow-repository'] ?? '',
    secrets: ask ? config.secrets : config.secrets.map((secret) => ({ ...secret, components: null })),
    read: (name) => {
      runtime.secret(name)
      return runtime.environment.variable(name)
    },
    credential: (secret) => openCredential(secret, runtime, production),
    ask,
    namesOf: async (name) => {
      const component = config.components.find((each) => each.name === name)
      if (!component) throw new RangeError(`component ${name} passed the configuration unknown`)
      const platform = await openPlatform(component, inputs, runtime)
      if (platform.secretNames) return platform.secretNames()
      throw new ConfigError({ message: `${platform.type} does not tell the names of its secrets` })
    },
    now: runtime.now(),
    lasts,
  })
  const fine = ['present', 'works', 'ends-soon']
  const missing = outcome.secrets.filter(({ state }) => !fine.includes(state)).map(({ name }) => name)
  for (const { name, remedy } of outcome.secrets.filter(({ state }) => state === 'ends-soon'))
    runtime.log.warning(`${name} expires within two weeks. ${remedy}`)
  return {
    ...outcome,
    outputs: { missing: [...new Set(missing)].join('\n') },
    summary: secretsSummary(config.service, inputs.environment, outcome),
  }
}
