import { checkSecrets } from '../../src/gates/check-secrets.ts'
import type { GateResult, Runtime } from '../../src/kit/action.ts'
import type { CommonInputs } from '../inputs.ts'
import { readConfig } from '../open.ts'
import { secretsSummary } from '../summaries.ts'

/** What the action does with its inputs; loaded once they are in order. */
export const run = async (
  inputs: Pick<CommonInputs, 'config' | 'environment'> & { 'workflow-repository'?: string | undefined },
  runtime: Runtime,
): Promise<GateResult<'missing'>> => {
  const { config } = await readConfig(inputs, runtime)
  const outcome = checkSecrets({
    environment: inputs.environment,
    repository: runtime.environment.repository,
    workflowRepository: inputs['workflow-repository'] ?? '',
    secrets: config.secrets,
    read: (name) => {
      runtime.secret(name)
      return runtime.environment.variable(name)
    },
  })
  const missing = outcome.secrets.filter(({ state }) => state !== 'present').map(({ name }) => name)
  return {
    ...outcome,
    outputs: { missing: missing.join('\n') },
    summary: secretsSummary(config.service, inputs.environment, outcome),
  }
}
